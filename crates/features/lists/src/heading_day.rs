//! A day as a heading says it: 周四, 明天, 12月3日, 3号, 12/3, 2026-12-03. Pure.

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
    /// `2026-12-03`.
    Full {
        year: i64,
        month: i64,
        day: i64,
    },
    /// `3号`: of this month or the next that has it.
    OfMonth {
        day: i64,
    },
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
            Day::Full { year, month, day } => day_of_civil(year, month, day),
            Day::OfMonth { day } => {
                (1..=12).filter_map(|month| date(month, day)).filter(|day| *day >= today).min()
            }
        }
    }
}

/// Since 1970; None for a day that no calendar has. Hinnant, "chrono-compatible low-level date algorithms".
fn day_of_civil(year: i64, month: i64, day: i64) -> Option<i64> {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 => 28 + i64::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=last).contains(&day) {
        return None;
    }
    let from_march = (month + 9) % 12;
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * from_march + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// Digits that may be a date, whatever they are: a time beside them is not one of today.
pub(crate) fn is_like_a_date(line: &[char]) -> bool {
    (0..line.len()).any(|at| {
        let of_month = number(line, at).filter(|_| at == 0 || !line[at - 1].is_ascii_digit());
        of_month
            .is_some_and(|(day, next)| (1..=31).contains(&day) && matches!(line.get(next), Some('日' | '号')))
            || short_date_at(line, at).is_some()
            || full_date_at(line, at).is_some()
    })
}

/// `12月5日（周六）` is one day.
pub(crate) fn without_bracketed_weekdays(heading: &str) -> String {
    let letters: Vec<char> = heading.chars().collect();
    let mut out = String::with_capacity(heading.len());
    let mut at = 0;
    while at < letters.len() {
        let weekday = (at > 0 && matches!(letters[at - 1], '日' | '号') && matches!(letters[at], '(' | '（'))
            .then(|| day_at(&letters, at + 1, false))
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

/// Each with where it begins and ends. `is_of_a_time`: something is said there of until when, or of fetching; else `12/3` may be a price
/// for three, and `3号` a house.
pub(crate) fn days(line: &[char], is_of_a_time: bool) -> Vec<(usize, usize, Day)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < line.len() {
        match day_at(line, at, is_of_a_time) {
            Some((end, day)) => {
                found.push((at, end, day));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

fn day_at(line: &[char], at: usize, is_of_a_time: bool) -> Option<(usize, Day)> {
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
    if at > 0 && line[at - 1].is_ascii_digit() {
        return None;
    }
    if let Some(found) = full_date_at(line, at) {
        return Some(found);
    }
    let (value, next) = number(line, at)?;
    if (1..=12).contains(&value) && line.get(next) == Some(&'月') {
        let (day, next) = number(line, next + 1).filter(|(day, _)| (1..=31).contains(day))?;
        let end = if matches!(line.get(next), Some('日' | '号')) { next + 1 } else { next };
        return Some((end, Day::Date { month: value, day }));
    }
    if !is_of_a_time {
        return None;
    }
    let is_of_month = (1..=31).contains(&value) && matches!(line.get(next), Some('日' | '号'));
    if is_of_month && line.get(next + 1).is_none_or(|after| AFTER_A_DAY.contains(*after)) {
        return Some((next + 1, Day::OfMonth { day: value }));
    }
    short_date_at(line, at)
}

/// What goes on after `3号`; after a house comes 楼, 门, 店.
const AFTER_A_DAY: &str = " 　早上中下晚夜凌之前截周星到送取提发0123456789";

/// One or two digits, and where they end.
fn number(line: &[char], at: usize) -> Option<(i64, usize)> {
    let digits: String = line.get(at..)?.iter().take_while(|c| c.is_ascii_digit()).take(3).collect();
    let value: i64 = digits.parse().ok().filter(|_| digits.len() <= 2)?;
    Some((value, at + digits.len()))
}

/// `12/3`, `12.3`: neither a price, nor a time (晚8.30), nor a part of something longer.
fn short_date_at(line: &[char], at: usize) -> Option<(usize, Day)> {
    let before = at.checked_sub(1).map(|at| line[at]);
    if before.is_some_and(|c| c.is_ascii_digit() || "./-:：¥￥$晚早午夜".contains(c)) {
        return None;
    }
    let (month, next) = number(line, at).filter(|(month, _)| (1..=12).contains(month))?;
    let (day, end) = line
        .get(next)
        .filter(|c| matches!(c, '/' | '.'))
        .and_then(|_| number(line, next + 1))
        .filter(|(day, _)| (1..=31).contains(day))?;
    match line.get(end) {
        Some('日' | '号') => Some((end + 1, Day::Date { month, day })),
        Some(c) if c.is_ascii_digit() || "./-:：元块毛角¥￥折斤两公盒板份袋箱只个瓶包kKg%".contains(*c) => {
            None
        }
        _ => Some((end, Day::Date { month, day })),
    }
}

/// `2026-12-03`, `2026/12/3`, `2026.12.3`, `2026年12月3日`.
fn full_date_at(line: &[char], at: usize) -> Option<(usize, Day)> {
    let year: String = line.get(at..at + 4)?.iter().collect();
    let year: i64 = year.parse().ok().filter(|year| (2000..=2199).contains(year))?;
    let sign = line.get(at + 4).filter(|c| matches!(c, '-' | '/' | '.' | '年'))?;
    let (month, next) = number(line, at + 5)?;
    let again = if *sign == '年' { '月' } else { *sign };
    line.get(next).filter(|c| **c == again)?;
    let (day, end) = number(line, next + 1)?;
    day_of_civil(year, month, day)?;
    let end = if matches!(line.get(end), Some('日' | '号')) { end + 1 } else { end };
    Some((end, Day::Full { year, month, day }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Day 20,784 is a Friday: the 27th of November 2026.
    #[test]
    fn days_are_the_next_ones() {
        let today = 20_784;
        for (day, resolved) in [
            (Day::InDays(0), today),
            (Day::Weekday { day: 4, week: None }, today),
            (Day::Weekday { day: 5, week: None }, today + 1),
            (Day::Weekday { day: 3, week: None }, today + 6),
            (Day::Weekday { day: 3, week: Some(0) }, today - 1),
            (Day::Weekday { day: 3, week: Some(1) }, today + 6),
            (Day::Weekday { day: 6, week: Some(1) }, today + 9),
            (Day::Date { month: 12, day: 3 }, 1_203),
        ] {
            assert_eq!(day.resolve(today, |month, day| Some(month * 100 + day)), Some(resolved), "{day:?}");
        }
    }

    /// Day 20,784 is the 27th of November 2026.
    #[test]
    fn days_in_digits_are_found_in_the_calendar() {
        let today = 20_784;
        let date = |month, day| {
            (2026..=2027).filter_map(|year| day_of_civil(year, month, day)).find(|day| *day >= today)
        };
        for (day, resolved) in [
            (Day::Full { year: 2026, month: 11, day: 27 }, Some(today)),
            (Day::Full { year: 2027, month: 3, day: 1 }, Some(today + 94)),
            (Day::Full { year: 2027, month: 2, day: 29 }, None),
            (Day::Full { year: 1970, month: 1, day: 1 }, Some(0)),
            (Day::OfMonth { day: 27 }, Some(today)),
            (Day::OfMonth { day: 3 }, Some(today + 6)),
            // November has thirty days.
            (Day::OfMonth { day: 31 }, Some(today + 34)),
        ] {
            assert_eq!(day.resolve(today, date), resolved, "{day:?}");
        }
    }
}
