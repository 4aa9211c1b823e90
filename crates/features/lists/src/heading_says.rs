//! What a heading says besides its things: until when, on which day it is fetched, and the least that is sold of something. It is proposed, and
//! a person takes it.
//!
//! Not a rule: it asks the reader what a chat itself has written.

pub use crate::heading_day::Day;
use crate::heading_day::{is_like_a_date, without_bracketed_weekdays};
use crate::heading_sender::is_of_the_chat;
use crate::{heading_day, heading_time};
use std::collections::BTreeSet;

/// A day, and the words around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub day: Day,
    /// Minutes from the beginning of the day, where it says a time.
    pub minute: Option<i64>,
    pub words: String,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Says {
    pub until: Option<Said>,
    pub fetched: Option<Said>,
}

/// So much at least, of a thing that stands in the same line; of all in this unit, where none does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Least {
    pub milli: i64,
    pub unit: String,
    pub line: String,
}

/// Above the first of its lines; where they are written otherwise now, above the first blank one: so this program writes a list. A line that
/// this program numbered and summed up is nobody's heading, whatever its words are in the list.
pub fn heading_of<'a, 'b>(pasted: &'a str, lines: impl IntoIterator<Item = &'b str>) -> &'a str {
    heading_above(pasted, lines, &[])
}

/// As `heading_of`, and above the first numbered line of one of these people.
pub fn heading_above<'a, 'b>(
    pasted: &'a str,
    lines: impl IntoIterator<Item = &'b str>,
    people: &[&str],
) -> &'a str {
    let first = |words: &'b str| words.lines().next().map(str::trim).filter(|first| !first.is_empty());
    let firsts: BTreeSet<&str> = lines.into_iter().filter_map(first).collect();
    let (mut length, mut blank) = (0, 0);
    for line in pasted.split_inclusive('\n') {
        if firsts.contains(line.trim()) || is_of_somebody(line.trim(), people) {
            return &pasted[..length];
        }
        if line.trim().is_empty() && blank == 0 {
            blank = length;
        }
        length += line.len();
    }
    &pasted[..blank]
}

/// `1. 小雨 草莓 2盒 【共50元】`, or numbered and by one of these.
fn is_of_somebody(line: &str, people: &[&str]) -> bool {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let Some(rest) = line[digits..].strip_prefix(['.', '、', ')', '）']).filter(|_| digits > 0) else {
        return false;
    };
    let rest = rest.trim_start();
    let is_by = |name: &&str| {
        let behind = rest.strip_prefix(*name).filter(|_| name.chars().count() > 1);
        behind.is_some_and(|behind| !behind.starts_with(char::is_alphanumeric))
    };
    let ends = rest.strip_suffix('】').and_then(|rest| rest.rsplit_once(" 【"));
    let is_summed =
        |end: &str| end.starts_with('共') || end.ends_with(" in all") || matches!(end, "已付" | "paid");
    ends.is_some_and(|(_, end)| is_summed(end)) || people.iter().any(is_by)
}

/// The first so many lines of what was pasted, and what follows of the lines that were put aside.
pub fn first_lines<'a>(pasted: &'a str, count: usize, aside: &[&str]) -> &'a str {
    let mut length = 0;
    for (at, line) in pasted.split_inclusive('\n').enumerate() {
        if at >= count && !line.trim().is_empty() && !aside.contains(&line.trim()) {
            break;
        }
        length += line.len();
    }
    &pasted[..length]
}

/// Without signs that a chat sets around a heading; a bracket that stands around a part of it belongs to it.
pub fn bare(line: &str) -> &str {
    let line = line.trim_matches(['#', '＃', ' ']);
    let inside = line.strip_prefix('【').and_then(|rest| rest.strip_suffix('】'));
    inside
        .filter(|inside| !inside.contains(['【', '】']))
        .map_or(line, |inside| inside.trim_matches(['#', '＃', ' ']))
}

/// What a heading says besides its title and its things.
pub fn remarks(heading: &str, title: &str, things: &[&str]) -> Vec<String> {
    // A list that was pasted long ago may be called with half of its brackets.
    let plain = |line: &str| line.replace(['【', '】'], "");
    let title = plain(title);
    let is_remark = |line: &&str| {
        let bare = plain(bare(line));
        !bare.is_empty()
            && bare != "接龙"
            && !is_of_the_chat(line, things, things)
            && (title.is_empty() || !bare.starts_with(&title))
            && !things.iter().any(|thing| !thing.is_empty() && line.contains(thing))
    };
    let lines = heading.lines().map(str::trim).filter(is_remark).take(REMARKS_MAX);
    lines.map(|line| line.chars().take(REMARK_CHARS_MAX).collect()).collect()
}

/// A notice is no heading.
const REMARKS_MAX: usize = 10;
const REMARK_CHARS_MAX: usize = 200;

const UNTIL: [&str; 4] = ["截", "结束", "前付", "封单"];
/// Also said of fetching: 下午6点之前取.
const UNTIL_PERHAPS: [&str; 2] = ["之前", "为止"];
const FETCHED: [&str; 8] = ["取", "提", "到货", "送", "发货", "配送", "领", "拿"];

fn says_one(words: &[&str], text: &str) -> bool {
    words.iter().any(|word| text.contains(word))
}

fn says_fetched(text: &str) -> bool {
    says_one(&FETCHED, text)
}

/// `下午3点送达`: with nothing but a time, and a word or two that goes with it, between the day and this.
fn begins_fetched(behind: &str) -> bool {
    const BETWEEN: &str = " 　上下中午早晚傍夜里间点半时分0123456789一二三四五六七八九十:：~～-－—至到之前后左右起可以来在统会开始";
    let rest = behind.trim_start_matches(|c| BETWEEN.contains(c));
    // Of 到货 the first letter may go with a time, too: 周三到下午.
    rest.starts_with('货') || BESIDE.iter().any(|word| rest.starts_with(word))
}

/// `自提时间：`, up to the day.
fn ends_fetched(ahead: &str) -> bool {
    let rest = ahead.trim_end_matches([' ', '　', ':', '：', '是', '在', '为', '定', '于']);
    let rest = ["时间", "日期", "日子", "日"].iter().find_map(|word| rest.strip_suffix(word)).unwrap_or(rest);
    BESIDE.iter().chain(&["到货", "取货", "拿货"]).any(|word| rest.ends_with(word))
}

/// Words of fetching and bringing as they stand beside their day.
const BESIDE: [&str; 10] = ["取", "自提", "提货", "送达", "送货", "配送", "发货", "领", "拿", "送"];

fn says_until(text: &str) -> bool {
    says_one(&UNTIL, text) || (says_one(&UNTIL_PERHAPS, text) && !says_fetched(text))
}

/// Each with where it begins and ends.
fn days(line: &[char]) -> Vec<(usize, usize, Day)> {
    let words: String = line.iter().collect();
    heading_day::days(line, says_until(&words) || says_fetched(&words))
}

pub fn told(heading: &str) -> Says {
    let mut says = Says::default();
    let mut rest = None;
    let mut fetched: Option<(bool, Said)> = None;
    let clauses = clauses(&without_stamps(heading));
    let names_a_day = clauses.iter().any(|clause| !days(&clause.chars().collect::<Vec<_>>()).is_empty());
    for clause in &clauses {
        let line: Vec<char> = clause.chars().collect();
        let days = days(&line);
        // A time, where no day is named anywhere, is that of the day on which it is pasted: 晚8点截止.
        if !names_a_day
            && says_until(clause)
            && !says_fetched(clause)
            && !is_like_a_date(&line)
            && let Some(minute) = heading_time::told(clause)
        {
            let words = clause.trim().to_owned();
            says.until.get_or_insert(Said { day: Day::InDays(0), minute: Some(minute), words });
        }
        for (at, (from, to, day)) in days.iter().enumerate() {
            let next = days.get(at + 1).map_or(line.len(), |next| next.0);
            let before = at.checked_sub(1).map_or(0, |before| days[before].1);
            let text = |from: usize, to: usize| line[from..to].iter().collect::<String>();
            let (ahead, behind) = (text(before, *from), text(*to, next));
            let words = text(*from, next).trim().to_owned();
            // A time ahead of the only day is that day's: 晚8点前 周四截止.
            let minute =
                heading_time::told(&words).or_else(|| heading_time::told(&ahead).filter(|_| at == 0));
            let said = || Said { day: *day, minute, words };
            // `截止周四` says it ahead, and what was said of the day before is that one's.
            let until = says_until(&behind) || (at == 0 && says_until(&ahead) && !says_fetched(&behind));
            // `11月30日到`; between two days it is a span: 周一到周五.
            let arrives = at + 1 == days.len() && behind.trim().ends_with('到');
            if until {
                says.until.get_or_insert_with(said);
            } else if arrives
                || says_fetched(&behind)
                || says_fetched(&ahead) && (at == 0 || ends_fetched(&ahead))
            {
                // 周六团购 自提周三: the day beside the word, whichever comes first.
                let is_beside = begins_fetched(&behind) || ends_fetched(&ahead);
                if fetched.as_ref().is_none_or(|(beside, _)| is_beside && !beside) {
                    fetched = Some((is_beside, said()));
                }
            } else {
                rest.get_or_insert_with(said);
            }
        }
    }
    // A day about which nothing is said is that of the goods: 周六巷口团购.
    says.fetched = fetched.map(|(_, said)| said).or(rest);
    says
}

/// Who sent it, and when, says nothing of until when or of fetching.
fn without_stamps(heading: &str) -> String {
    let lines = heading.lines().filter(|line| !jielong::is_stamp(line));
    lines.collect::<Vec<_>>().join("\n")
}

/// Its parts; a time that stands alone belongs to the day that ends the part before it: 周四，晚8点截止.
fn clauses(heading: &str) -> Vec<String> {
    let heading = without_bracketed_weekdays(heading);
    let mut clauses: Vec<String> = Vec::new();
    for line in heading.split('\n') {
        let mut before: Option<usize> = None;
        for part in line.split(BETWEEN).filter(|part| !part.trim().is_empty()) {
            let letters: Vec<char> = part.chars().collect();
            let is_time = days(&letters).is_empty() && !is_like_a_date(&letters) && !says_fetched(part);
            if is_time
                && heading_time::told(part).is_some()
                && let Some(at) = before
                && ends_with_a_day(&clauses[at])
                && (says_until(part) || says_until(&clauses[at]))
            {
                clauses[at] = format!("{} {}", clauses[at].trim_end(), part.trim_start());
            } else {
                before = Some(clauses.len());
                clauses.push(part.to_owned());
            }
        }
    }
    clauses
}

const BETWEEN: [char; 15] =
    ['，', ',', '。', '；', ';', '！', '!', '|', '（', '）', '(', ')', '【', '】', '、'];

fn ends_with_a_day(clause: &str) -> bool {
    let letters: Vec<char> = clause.trim_end().chars().collect();
    days(&letters).last().is_some_and(|(_, to, _)| *to == letters.len())
}

/// `5斤起`, `2盒起订`.
pub fn least(heading: &str) -> Vec<Least> {
    let mut found = Vec::new();
    for line in heading.lines() {
        let letters: Vec<char> = line.chars().collect();
        for at in (0..letters.len()).filter(|at| letters[*at] == '起') {
            let unit = at.checked_sub(1).map(|unit| letters[unit]);
            let Some(unit) = unit.filter(|unit| "斤盒板份袋箱只个瓶包块公斤".contains(*unit))
            else {
                continue;
            };
            // `8点起` is a time, `25元/盒起` a price: both have no number before a unit.
            if let Some(milli) = amount_before(&letters[..at - 1]) {
                found.push(Least { milli, unit: unit.to_string(), line: line.to_owned() });
            }
        }
    }
    found
}

/// In thousandths; one whole unit is no least that anybody has to say.
fn amount_before(letters: &[char]) -> Option<i64> {
    if letters.last() == Some(&'半') {
        return Some(500);
    }
    let is_part = |c: &&char| c.is_ascii_digit() || **c == '.';
    let digits: Vec<char> = letters.iter().rev().take_while(is_part).copied().collect();
    let number: String = digits.iter().rev().collect();
    let milli = kernel::Quantity::parse(&number).ok()?.milli;
    (milli != 1_000 && (1..=1_000_000).contains(&milli)).then_some(milli)
}

/// The least of one thing: of that beside which the heading says so, or of all in this unit. `names`: of all things of the list.
pub fn least_of<'a>(least: &'a [Least], name: &str, unit: &str, names: &[&str]) -> Option<&'a Least> {
    let names_one = |line: &str| names.iter().any(|name| line.contains(name));
    least.iter().find(|one| one.unit == unit && (one.line.contains(name) || !names_one(&one.line)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const THURSDAY: Day = Day::Weekday { day: 3, week: None };
    const WEDNESDAY: Day = Day::Weekday { day: 2, week: None };
    const SATURDAY: Day = Day::Weekday { day: 5, week: None };

    #[test]
    fn a_heading_says_until_when_and_which_day() {
        for (heading, until, fetched) in [
            ("周六巷口团购，周四8点截止", Some((THURSDAY, "周四8点截止")), Some((SATURDAY, "周六巷口团购"))),
            (
                "截止周四晚8点 周六巷口小卖部取",
                Some((THURSDAY, "周四晚8点")),
                Some((SATURDAY, "周六巷口小卖部取")),
            ),
            ("接龙：周四截止周六自提", Some((THURSDAY, "周四截止")), Some((SATURDAY, "周六自提"))),
            (
                "12月3日20点前付款截止\n明天到货",
                Some((Day::Date { month: 12, day: 3 }, "12月3日20点前付款截止")),
                Some((Day::InDays(1), "明天到货")),
            ),
            ("下周三送货", None, Some((Day::Weekday { day: 2, week: Some(1) }, "下周三送货"))),
            (
                "12月3日（周四）晚8点截止\n12月5日(周六) 到货",
                Some((Day::Date { month: 12, day: 3 }, "12月3日晚8点截止")),
                Some((Day::Date { month: 12, day: 5 }, "12月5日 到货")),
            ),
            ("晚8点截止 草莓25元/盒", Some((Day::InDays(0), "晚8点截止 草莓25元/盒")), None),
            ("草莓 25元/盒", None, None),
            ("", None, None),
            // A day that is written in digits.
            ("3号晚8点截止", Some((Day::OfMonth { day: 3 }, "3号晚8点截止")), None),
            ("3号楼团长家，晚8点截止", Some((Day::InDays(0), "晚8点截止")), None),
            ("3号楼晚8点截止", None, None),
            ("3号楼取货", None, None),
            ("截止 12/3 20:00", Some((Day::Date { month: 12, day: 3 }, "12/3 20:00")), None),
            ("12.3 20:00截止", Some((Day::Date { month: 12, day: 3 }, "12.3 20:00截止")), None),
            ("今晚8.30截止", Some((Day::InDays(0), "今晚8.30截止")), None),
            ("草莓 12.3元 10/2斤", None, None),
            ("截止 草莓12.3元 晚8点", Some((Day::InDays(0), "截止 草莓12.3元 晚8点")), None),
            (
                "2026-12-03 20:00截止",
                Some((Day::Full { year: 2026, month: 12, day: 3 }, "2026-12-03 20:00截止")),
                None,
            ),
            // A time alone belongs to the day before it.
            ("周四，晚8点截止", Some((THURSDAY, "周四 晚8点截止")), None),
            ("周四（晚8点截止）", Some((THURSDAY, "周四 晚8点截止")), None),
            ("截止：周四，晚8点；周六自提", Some((THURSDAY, "周四 晚8点")), Some((SATURDAY, "周六自提"))),
            // The day that stands beside the word is that of fetching, and no other in the same line.
            ("周六团购\n草莓 25元/盒\n周三下午取", None, Some((WEDNESDAY, "周三下午取"))),
            ("周六团购 自提周三下午", None, Some((WEDNESDAY, "周三下午"))),
            ("今天团购，取货时间：周三下午", None, Some((WEDNESDAY, "周三下午"))),
            ("今天团购 提货：周三", None, Some((WEDNESDAY, "周三"))),
            ("周六团购买二送一，周三下午3点送达", None, Some((WEDNESDAY, "周三下午3点送达"))),
            ("周六团购，欢迎拿货，周三下午4点-6点取", None, Some((WEDNESDAY, "周三下午4点-6点取"))),
            ("周六团购到货周三", None, Some((WEDNESDAY, "周三"))),
            ("周六提货，周三截止", Some((WEDNESDAY, "周三截止")), Some((SATURDAY, "周六提货"))),
            // Who sent it, and when, is no day of the list.
            (
                "主理人-苏禾 11月27日 19:02\n截止周四晚8点，周六下午4点巷口小卖部自提",
                Some((THURSDAY, "周四晚8点")),
                Some((SATURDAY, "周六下午4点巷口小卖部自提")),
            ),
            ("[苏禾 2026/11/27 19:02]\n草莓 25元/盒", None, None),
            ("苏禾(12345) 2026-11-27 19:02:11\n周六自提", None, Some((SATURDAY, "周六自提"))),
            // Where another day is named it is not one of today.
            ("周六巷口团购，晚8点截止", None, Some((SATURDAY, "周六巷口团购"))),
            // Until when it is fetched is not until when it is paid.
            ("周六到货，下午6点之前取", None, Some((SATURDAY, "周六到货"))),
            ("周六下午6点之前取", None, Some((SATURDAY, "周六下午6点之前取"))),
            ("下午6点之前取", None, None),
            (
                "周日团购\n截止：11月29日晚8点，11月30日到",
                Some((Day::Date { month: 11, day: 29 }, "11月29日晚8点")),
                Some((Day::Date { month: 11, day: 30 }, "11月30日到")),
            ),
        ] {
            let says = told(heading);
            let plain = |said: Option<Said>| said.map(|said| (said.day, said.words));
            let owned = |said: Option<(Day, &str)>| said.map(|(day, words)| (day, words.to_owned()));
            assert_eq!(plain(says.until), owned(until), "{heading}");
            assert_eq!(plain(says.fetched), owned(fetched), "{heading}");
        }
    }

    #[test]
    fn a_heading_says_the_hour() {
        for (heading, minute) in [
            ("周六团购\n周五晚8点截止", Some(1_200)),
            ("今晚8点截止", Some(1_200)),
            ("截止周四上午11:30", Some(690)),
            ("晚8点前付 周四截止", Some(1_200)),
            ("12月3日（周四）晚8点截止", Some(1_200)),
            ("晚8点截止", Some(1_200)),
            ("周四（晚8点截止）", Some(1_200)),
            ("3号晚8点截止", Some(1_200)),
            ("截止 12/3 20:00", Some(1_200)),
            ("2026-12-03 20:00截止", Some(1_200)),
            ("今晚 12点截止", Some(1_440)),
            ("周四截止", None),
        ] {
            assert_eq!(told(heading).until.and_then(|until| until.minute), minute, "{heading}");
        }
    }

    #[test]
    fn the_least_is_read() {
        let plain =
            |heading: &str| least(heading).into_iter().map(|one| (one.milli, one.unit)).collect::<Vec<_>>();
        assert_eq!(plain("苹果 6元/斤 5斤起"), [(5_000, "斤".to_owned())]);
        assert_eq!(plain("本地草莓 18元/斤 半斤起"), [(500, "斤".to_owned())]);
        assert_eq!(plain("苹果 0.5斤起，1斤起"), [(500, "斤".to_owned())]);
        assert_eq!(plain("苹果 2盒起订\n8点起接龙"), [(2_000, "盒".to_owned())]);
        assert_eq!(plain("25元/盒起\n一起接龙"), []);
    }

    #[test]
    fn the_heading_ends_at_the_first_line() {
        assert_eq!(
            heading_of(
                "周六团购\n草莓 25\n\n1. 小雨 草莓2\n2. 阿明 草莓1",
                ["2. 阿明 草莓1", "1. 小雨 草莓2"]
            ),
            "周六团购\n草莓 25\n\n"
        );
        assert_eq!(heading_of("1. 小雨 草莓2", ["1. 小雨 草莓2"]), "");
        assert_eq!(heading_of("周六团购", ["1. 小雨"]), "");
        assert_eq!(
            heading_of("周六团购\n草莓 25\n\n1. 小雨 草莓 2盒", ["1. 小雨 草莓2"]),
            "周六团购\n草莓 25\n"
        );
    }

    #[test]
    fn remarks_are_what_is_neither_title_nor_thing() {
        let heading = "#接龙\n【周六团购】\n草莓 25元/盒\n周四8点截止，5盒起\n\n自提：巷口小卖部\n";
        assert_eq!(remarks(heading, "周六团购", &["草莓"]), ["周四8点截止，5盒起", "自提：巷口小卖部"]);
        let heading = "【周六团购接龙】今晚8点截止\n草莓 25元/盒\n自提：巷口";
        for title in ["【周六团购接龙】今晚8点截止", "周六团购接龙】今晚8点截止"] {
            assert_eq!(remarks(heading, title, &["草莓"]), ["自提：巷口"], "{title}");
        }
        assert!(remarks("", "", &[]).is_empty());
    }
}
