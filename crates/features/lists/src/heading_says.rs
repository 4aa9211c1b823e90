//! What a heading says besides its things: until when, on which day it is fetched, and the least that is sold of something. It is proposed, and
//! a person takes it. Pure.

use crate::heading_time;
use std::collections::BTreeSet;

/// A day as people say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// From Monday, 0; of this week or the next, where that is said.
    Weekday {
        day: i64,
        week: Option<i64>,
    },
    InDays(i64),
    Date {
        month: i64,
        day: i64,
    },
}

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

impl Day {
    /// Since 1970. `date`: what a day of a month is, this year or the next.
    pub fn resolve(self, today: i64, date: impl Fn(i64, i64) -> Option<i64>) -> Option<i64> {
        // The first of January 1970 was a Thursday.
        let weekday = (today + 3).rem_euclid(7);
        match self {
            Day::InDays(days) => Some(today + days),
            Day::Weekday { day, week: None } => Some(today + (day - weekday).rem_euclid(7)),
            Day::Weekday { day, week: Some(week) } => Some(today - weekday + day + 7 * week),
            Day::Date { month, day } => date(month, day),
        }
    }
}

/// Above the first of its lines; where they are written otherwise now, above the first blank one: so this program writes a list.
pub fn heading_of<'a, 'b>(pasted: &'a str, lines: impl IntoIterator<Item = &'b str>) -> &'a str {
    let first = |words: &'b str| words.lines().next().map(str::trim).filter(|first| !first.is_empty());
    let firsts: BTreeSet<&str> = lines.into_iter().filter_map(first).collect();
    let (mut length, mut blank) = (0, 0);
    for line in pasted.split_inclusive('\n') {
        if firsts.contains(line.trim()) {
            return &pasted[..length];
        }
        if line.trim().is_empty() && blank == 0 {
            blank = length;
        }
        length += line.len();
    }
    &pasted[..blank]
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
            && (title.is_empty() || !bare.starts_with(&title))
            && !things.iter().any(|thing| !thing.is_empty() && line.contains(thing))
    };
    let lines = heading.lines().map(str::trim).filter(is_remark).take(REMARKS_MAX);
    lines.map(|line| line.chars().take(REMARK_CHARS_MAX).collect()).collect()
}

/// A notice is no heading.
const REMARKS_MAX: usize = 10;
const REMARK_CHARS_MAX: usize = 200;

const UNTIL: [&str; 6] = ["截", "结束", "之前", "前付", "为止", "封单"];
const FETCHED: [&str; 8] = ["取", "提", "到货", "送", "发货", "配送", "领", "拿"];

pub fn told(heading: &str) -> Says {
    let mut says = Says::default();
    let mut rest = None;
    let heading = &without_bracketed_weekdays(heading);
    for clause in
        heading.split(['\n', '，', ',', '。', '；', ';', '！', '!', '|', '（', '）', '(', ')', '【', '】'])
    {
        let line: Vec<char> = clause.chars().collect();
        let days = days(&line);
        // A time and no day is that of the day on which it is pasted: 晚8点截止.
        if days.is_empty()
            && let Some(minute) = heading_time::told(clause)
            && UNTIL.iter().any(|word| clause.contains(word))
        {
            let words = clause.trim().to_owned();
            says.until.get_or_insert(Said { day: Day::InDays(0), minute: Some(minute), words });
        }
        for (at, (from, to, day)) in days.iter().enumerate() {
            let next = days.get(at + 1).map_or(line.len(), |next| next.0);
            let before = at.checked_sub(1).map_or(0, |before| days[before].1);
            let text = |from: usize, to: usize| line[from..to].iter().collect::<String>();
            let (ahead, behind) = (text(before, *from), text(*to, next));
            let says_so = |words: &[&str], text: &str| words.iter().any(|word| text.contains(word));
            let words = text(*from, next).trim().to_owned();
            // A time ahead of the only day is that day's: 晚8点前 周四截止.
            let minute =
                heading_time::told(&words).or_else(|| heading_time::told(&ahead).filter(|_| at == 0));
            let said = || Said { day: *day, minute, words };
            // `截止周四` says it ahead, and what was said of the day before is that one's.
            let until = says_so(&UNTIL, &behind) || (at == 0 && says_so(&UNTIL, &ahead));
            if until {
                says.until.get_or_insert_with(said);
            } else if says_so(&FETCHED, &behind) || (at == 0 && says_so(&FETCHED, &ahead)) {
                says.fetched.get_or_insert_with(said);
            } else {
                rest.get_or_insert_with(said);
            }
        }
    }
    // A day about which nothing is said is that of the goods: 周六巷口团购.
    says.fetched = says.fetched.or(rest);
    says
}

/// `12月5日（周六）` is one day.
fn without_bracketed_weekdays(heading: &str) -> String {
    let letters: Vec<char> = heading.chars().collect();
    let mut out = String::with_capacity(heading.len());
    let mut at = 0;
    while at < letters.len() {
        let weekday = (at > 0 && matches!(letters[at - 1], '日' | '号') && matches!(letters[at], '(' | '（'))
            .then(|| day_at(&letters, at + 1))
            .flatten();
        match weekday {
            Some((end, Day::Weekday { .. })) if matches!(letters.get(end), Some(')' | '）')) => at = end + 1,
            _ => {
                out.push(letters[at]);
                at += 1;
            }
        }
    }
    out
}

/// Each with where it begins and ends.
fn days(line: &[char]) -> Vec<(usize, usize, Day)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < line.len() {
        match day_at(line, at) {
            Some((end, day)) => {
                found.push((at, end, day));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

fn day_at(line: &[char], at: usize) -> Option<(usize, Day)> {
    let starts = |at: usize, word: &str| {
        let word: Vec<char> = word.chars().collect();
        line.get(at..at + word.len()).is_some_and(|there| *there == word[..]).then_some(at + word.len())
    };
    for (word, days) in [
        ("今天", 0),
        ("今晚", 0),
        ("今日", 0),
        ("明天", 1),
        ("明晚", 1),
        ("明日", 1),
        ("大后天", 3),
        ("后天", 2),
    ] {
        if let Some(end) = starts(at, word) {
            return Some((end, Day::InDays(days)));
        }
    }
    let (after, week) = match () {
        () if starts(at, "下").is_some() => (at + 1, Some(1)),
        () if starts(at, "本").is_some() || starts(at, "这").is_some() => (at + 1, Some(0)),
        () => (at, None),
    };
    if let Some(next) = ["星期", "礼拜", "周"].iter().find_map(|word| starts(after, word)) {
        let day = match line.get(next)? {
            '日' | '天' => 6,
            '末' => 5,
            c => "一二三四五六".chars().position(|one| one == *c)? as i64,
        };
        return Some((next + 1, Day::Weekday { day, week }));
    }
    let number = |at: usize| {
        let digits: String = line.get(at..)?.iter().take_while(|c| c.is_ascii_digit()).take(3).collect();
        let value: i64 = digits.parse().ok().filter(|_| digits.len() <= 2)?;
        Some((value, at + digits.len()))
    };
    if at > 0 && line[at - 1].is_ascii_digit() {
        return None;
    }
    let (month, next) =
        number(at).filter(|(month, next)| (1..=12).contains(month) && line.get(*next) == Some(&'月'))?;
    let (day, next) = number(next + 1).filter(|(day, _)| (1..=31).contains(day))?;
    let end = if matches!(line.get(next), Some('日' | '号')) { next + 1 } else { next };
    Some((end, Day::Date { month, day }))
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
            ("周四截止", None),
        ] {
            assert_eq!(told(heading).until.and_then(|until| until.minute), minute, "{heading}");
        }
    }

    /// Day 20,784 is a Friday: the 27th of November 2026.
    #[test]
    fn days_are_the_next_ones() {
        let today = 20_784;
        for (day, resolved) in [
            (Day::InDays(0), today),
            (Day::Weekday { day: 4, week: None }, today),
            (SATURDAY, today + 1),
            (THURSDAY, today + 6),
            (Day::Weekday { day: 3, week: Some(0) }, today - 1),
            (Day::Weekday { day: 3, week: Some(1) }, today + 6),
            (Day::Weekday { day: 6, week: Some(1) }, today + 9),
            (Day::Date { month: 12, day: 3 }, 1_203),
        ] {
            assert_eq!(day.resolve(today, |month, day| Some(month * 100 + day)), Some(resolved), "{day:?}");
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
