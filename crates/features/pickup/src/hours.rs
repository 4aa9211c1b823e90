//! When a point is open: windows of time by weekday, days on which it is closed, and the slots that follow from them.
//! Pure: `now` and the zone are passed in. A slot is one window of one day.

use kernel::{Timestamp, Zone};
use std::fmt;

/// In a day.
pub const WINDOWS_MAX: usize = 12;
/// Days on which a point is closed beside its weekdays.
pub const CLOSED_MAX: usize = 60;
/// How many days ahead, today included, a slot may be chosen.
pub const DAYS_AHEAD: i64 = 28;

const DAY_MINUTES: i64 = 24 * 60;

/// From a minute of the day to another, which is no more in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Window {
    pub from: i64,
    pub until: i64,
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", clock(self.from), clock(self.until))
    }
}

/// A minute of the day as `09:30`.
pub fn clock(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// A weekday's windows as people write them: `9:00-12:00, 14:00-18:00`, also `9：00—12：00、14点到18点`. None for what
/// cannot be read, overlaps, or is too much.
pub fn parse_windows(text: &str) -> Option<Vec<Window>> {
    let mut plain = String::new();
    for letter in text.chars() {
        plain.push(match letter {
            '：' | '点' | '點' => ':',
            '－' | '–' | '—' | '~' | '～' | '至' | '到' => '-',
            ',' | '，' | '、' | ';' | '；' => ' ',
            '０'..='９' => char::from_u32(u32::from(letter) - u32::from('０') + u32::from('0'))?,
            other => other,
        });
    }
    while plain.contains(" -") || plain.contains("- ") {
        plain = plain.replace(" -", "-").replace("- ", "-");
    }
    let mut windows = Vec::new();
    for part in plain.split_whitespace() {
        let (from, until) = part.split_once('-')?;
        windows.push(Window { from: minute(from)?, until: minute(until)? });
    }
    windows.sort_unstable();
    let sound = windows.iter().all(|window| window.from < window.until)
        && windows.windows(2).all(|pair| pair[0].until <= pair[1].from)
        && windows.len() <= WINDOWS_MAX;
    sound.then_some(windows)
}

/// `9`, `9:`, `9:30`, `24:00`.
fn minute(text: &str) -> Option<i64> {
    let (hour, minute) = text.split_once(':').unwrap_or((text, ""));
    let digits = |part: &str| part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    if hour.is_empty() || !digits(hour) || !digits(minute) {
        return None;
    }
    let hour: i64 = hour.parse().ok()?;
    let minute: i64 = if minute.is_empty() { 0 } else { minute.parse().ok()? };
    let whole = hour * 60 + minute;
    (minute < 60 && whole <= DAY_MINUTES).then_some(whole)
}

/// Days as people write them, `2026-05-01 2026-05-02`, as days since 1970, each once and in order. None for what cannot
/// be read or is too much.
pub fn parse_days(text: &str, zone: &Zone) -> Option<Vec<i64>> {
    let parts = text.split(|letter: char| letter.is_whitespace() || ",，、;；".contains(letter));
    let days: Option<Vec<i64>> =
        parts.filter(|part| !part.is_empty()).map(|part| day_of(part, zone)).collect();
    let mut days = days?;
    days.sort_unstable();
    days.dedup();
    (days.len() <= CLOSED_MAX).then_some(days)
}

/// Noon is in every day, wherever clocks are put forward.
pub fn day_of(date: &str, zone: &Zone) -> Option<i64> {
    Timestamp::parse_local(&format!("{date} 12:00"), "%Y-%m-%d %H:%M", zone).map(|noon| noon.day(zone))
}

/// As `day_of` reads it.
pub fn date_of(day: i64, zone: &Zone) -> String {
    Timestamp::start_of_day(day, zone).format(zone, "%Y-%m-%d")
}

/// Where clocks are put forward over it, the first instant after.
fn instant(day: i64, minute: i64, zone: &Zone) -> Timestamp {
    if minute >= DAY_MINUTES {
        return Timestamp::start_of_day(day + 1, zone);
    }
    let text = format!("{} {}", date_of(day, zone), clock(minute));
    Timestamp::parse_local(&text, "%Y-%m-%d %H:%M", zone).unwrap_or(Timestamp::start_of_day(day, zone))
}

/// Monday is 0; 1970 began on a Thursday.
pub fn weekday(day: i64) -> usize {
    usize::try_from((day + 3).rem_euclid(7)).unwrap_or_default()
}

/// A window of a day in which orders are fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    pub day: i64,
    pub window: Window,
    pub starts_at: Timestamp,
    /// The first instant that is no more in it.
    pub ends_at: Timestamp,
}

impl Slot {
    /// Nothing is left of it where clocks are put forward over all of it.
    pub fn of(day: i64, window: Window, zone: &Zone) -> Option<Slot> {
        let (starts_at, ends_at) = (instant(day, window.from, zone), instant(day, window.until, zone));
        (starts_at < ends_at).then_some(Slot { day, window, starts_at, ends_at })
    }
}

/// When a point is open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Opening {
    /// Monday first.
    pub week: [Vec<Window>; 7],
    /// In order.
    pub closed: Vec<i64>,
}

impl Opening {
    /// What `Display` writes.
    pub fn parse_week(words: &str) -> Option<[Vec<Window>; 7]> {
        let days: Option<Vec<Vec<Window>>> = words.split(';').map(parse_windows).collect();
        days?.try_into().ok()
    }

    pub fn is_never(&self) -> bool {
        self.week.iter().all(Vec::is_empty)
    }

    fn of_day(&self, day: i64) -> &[Window] {
        if self.closed.binary_search(&day).is_ok() { &[] } else { &self.week[weekday(day)] }
    }

    /// All of a day.
    pub fn on(&self, day: i64, zone: &Zone) -> Vec<Slot> {
        self.of_day(day).iter().filter_map(|window| self.slot(day, window.from, zone)).collect()
    }

    pub fn slot(&self, day: i64, from: i64, zone: &Zone) -> Option<Slot> {
        let window = *self.of_day(day).iter().find(|window| window.from == from)?;
        Slot::of(day, window, zone)
    }

    /// What is not over and can be chosen, the next first.
    pub fn coming(&self, now: Timestamp, zone: &Zone) -> Vec<Slot> {
        let today = now.day(zone);
        let days = today..today + DAYS_AHEAD;
        let slots = days.flat_map(|day| {
            let windows = self.of_day(day).iter();
            windows.filter_map(move |window| self.slot(day, window.from, zone))
        });
        slots.filter(|slot| now < slot.ends_at).collect()
    }
}

/// Seven days, Monday first: `09:00-12:00,14:00-18:00;;;;;;`.
impl fmt::Display for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, windows) in self.week.iter().enumerate() {
            let words: Vec<String> = windows.iter().map(ToString::to_string).collect();
            write!(f, "{}{}", if place > 0 { ";" } else { "" }, words.join(","))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shanghai() -> Zone {
        Zone::parse("Asia/Shanghai").unwrap()
    }

    /// What somebody writes → windows, as the house writes them.
    #[test]
    fn windows_are_read_as_they_are_written() {
        let check = |text: &str, answer: Option<&str>| {
            let read = parse_windows(text);
            let read = read.map(|all| all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
            assert_eq!(read.as_deref(), answer, "{text}");
        };
        check("", Some(""));
        check("9:00-12:00", Some("09:00-12:00"));
        check("9-12, 14 - 18:30", Some("09:00-12:00 14:00-18:30"));
        check("１６：００—１８：００、18点到20点", Some("16:00-18:00 18:00-20:00"));
        check("18:00-20:00 16:00-18:00", Some("16:00-18:00 18:00-20:00"));
        check("0:00-24:00", Some("00:00-24:00"));
        check("9:00-24:01", None);
        check("9:60-10:00", None);
        check("12:00-12:00", None);
        check("16:00-18:00 17:59-20:00", None);
        check("afternoon", None);
        check("9:00", None);
        check("-12:00", None);
        check("009-12", None);
        let hours: Vec<String> = (0..13).map(|hour| format!("{hour}:00-{hour}:30")).collect();
        check(&hours.join(" "), None);
    }

    #[test]
    fn days_are_read_once_and_in_order() {
        let zone = shanghai();
        let days = parse_days("2026-05-02，2026-05-01 2026-05-02", &zone).unwrap();
        assert_eq!(
            days.iter().map(|day| date_of(*day, &zone)).collect::<Vec<_>>(),
            ["2026-05-01", "2026-05-02"]
        );
        assert_eq!(parse_days("", &zone), Some(vec![]));
        assert_eq!(parse_days("2026-02-30", &zone), None);
        assert_eq!(parse_days("tomorrow", &zone), None);
        let many: Vec<String> = (0..61).map(|day| date_of(20_000 + day, &zone)).collect();
        assert_eq!(parse_days(&many.join(" "), &zone), None);
    }

    #[test]
    fn a_week_is_read_as_it_is_written() {
        let mut opening = Opening::default();
        opening.week[2] = parse_windows("16:00-18:00, 18:00-20:00").unwrap();
        assert_eq!(opening.to_string(), ";;16:00-18:00,18:00-20:00;;;;");
        assert_eq!(Opening::parse_week(&opening.to_string()), Some(opening.week));
        assert_eq!(Opening::parse_week(";;;"), None);
    }

    /// Wednesday evenings, but not on the second.
    #[test]
    fn slots_follow_from_hours() {
        let zone = shanghai();
        let mut opening = Opening::default();
        opening.week[2] = parse_windows("16:00-18:00 18:00-20:00").unwrap();
        opening.closed = parse_days("2026-03-18", &zone).unwrap();
        let at = |text: &str| Timestamp::parse_local(text, "%Y-%m-%d %H:%M", &zone).unwrap();
        let coming = |now: &str| -> Vec<String> {
            let slots = opening.coming(at(now), &zone);
            slots.iter().map(|slot| slot.starts_at.format(&zone, "%Y-%m-%d %H:%M")).collect()
        };
        // 2026-03-11 is a Wednesday. The instant of its end is too late.
        let rest = ["2026-03-25 16:00", "2026-03-25 18:00", "2026-04-01 16:00", "2026-04-01 18:00"];
        let of = |first: &[&'static str]| [first, rest.as_slice()].concat();
        assert_eq!(coming("2026-03-11 09:00"), of(&["2026-03-11 16:00", "2026-03-11 18:00"]));
        assert_eq!(coming("2026-03-11 17:59"), of(&["2026-03-11 16:00", "2026-03-11 18:00"]));
        assert_eq!(coming("2026-03-11 18:00"), of(&["2026-03-11 18:00"]));
        let day = day_of("2026-03-18", &zone).unwrap();
        assert_eq!((weekday(day), opening.slot(day, 960, &zone)), (2, None));
        assert_eq!(opening.slot(day + 7, 961, &zone), None);
    }

    /// Berlin puts its clocks forward at two: half an hour after two is no time.
    #[test]
    fn a_window_that_clocks_leave_out_is_no_slot() {
        let zone = Zone::parse("Europe/Berlin").unwrap();
        let mut opening = Opening::default();
        opening.week[6] = parse_windows("1:30-2:30, 12:00-24:00").unwrap();
        let day = day_of("2026-03-29", &zone).unwrap();
        let first = opening.slot(day, 90, &zone).unwrap();
        assert_eq!(first.ends_at.micros - first.starts_at.micros, 3_600_000_000);
        let last = opening.slot(day, 720, &zone).unwrap();
        assert_eq!(last.ends_at, Timestamp::start_of_day(day + 1, &zone));
    }
}
