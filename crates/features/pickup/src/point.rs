//! What a pick-up point may be called and hold. Pure.

use crate::hours::{Opening, parse_days, parse_windows};
use crate::refused::PointRefused;
use kernel::Zone;

pub const NAME_CHARS_MAX: usize = 60;
pub const ADDRESS_CHARS_MAX: usize = 200;
pub const NOTE_CHARS_MAX: usize = 500;
/// More than anybody could hand over in a day.
pub const PLACES_MAX: i64 = 10_000;

/// What somebody writes about a point.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PointText {
    pub name: String,
    pub address: String,
    pub note: String,
    /// Monday first, as `hours::parse_windows` reads them.
    pub hours: [String; 7],
    /// As `hours::parse_days` reads them.
    pub closed_on: String,
    /// Orders in one slot; None: any number.
    pub each_slot: Option<i64>,
    /// Orders on one day.
    pub each_day: Option<i64>,
}

/// The same, read and found to be sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointSound {
    pub name: String,
    pub address: String,
    pub note: String,
    pub opening: Opening,
}

impl PointText {
    /// # Errors
    /// What is wrong with it, the first in the order of the form.
    pub fn read(&self, zone: &Zone) -> Result<PointSound, PointRefused> {
        let words = |text: &str, max: usize, long: PointRefused| {
            let text = text.trim().to_owned();
            if text.chars().count() > max { Err(long) } else { Ok(text) }
        };
        let name = words(&self.name, NAME_CHARS_MAX, PointRefused::NameTooLong)?;
        if name.is_empty() {
            return Err(PointRefused::NameMissing);
        }
        let address = words(&self.address, ADDRESS_CHARS_MAX, PointRefused::AddressTooLong)?;
        if address.is_empty() {
            return Err(PointRefused::AddressMissing);
        }
        let note = words(&self.note, NOTE_CHARS_MAX, PointRefused::NoteTooLong)?;
        let mut opening = Opening::default();
        for (day, text) in opening.week.iter_mut().zip(&self.hours) {
            *day = parse_windows(text).ok_or(PointRefused::HoursMalformed)?;
        }
        if opening.is_never() {
            return Err(PointRefused::NoHours);
        }
        opening.closed = parse_days(&self.closed_on, zone).ok_or(PointRefused::DaysMalformed)?;
        if [self.each_slot, self.each_day]
            .into_iter()
            .flatten()
            .any(|places| !(1..=PLACES_MAX).contains(&places))
        {
            return Err(PointRefused::PlacesNotPositive);
        }
        Ok(PointSound { name, address, note, opening })
    }
}

/// Who helps for longer than this helps for good.
pub const HELP_DAYS_MAX: i64 = 366;

/// Whether somebody may help from one day to another, both included.
///
/// # Errors
/// `HelpDaysWrong` for what is over before it begins, or is past, or is too far.
pub fn helps_from(from: i64, until: Option<i64>, today: i64, most: i64) -> Result<(), PointRefused> {
    let last = until.unwrap_or(from.max(today));
    let sound = from <= last && last >= today && from <= today + most && last <= today + most;
    if sound { Ok(()) } else { Err(PointRefused::HelpDaysWrong) }
}

/// Whether one more fits.
///
/// # Errors
/// `full` when it does not.
pub fn takes_one_more<R>(taken: i64, places: Option<i64>, full: R) -> Result<(), R> {
    match places {
        Some(places) if taken >= places => Err(full),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Change = fn(&mut PointText);

    #[test]
    fn what_is_written_about_a_point_is_sound_or_not() {
        let good = || PointText {
            name: "北门小店".to_owned(),
            address: "3 栋 101".to_owned(),
            hours: ["", "", "16:00-18:00", "", "", "", ""].map(str::to_owned),
            ..PointText::default()
        };
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        let checks: &[(Change, Result<(), PointRefused>)] = &[
            (|_| {}, Ok(())),
            (|text| text.name = " ".to_owned(), Err(PointRefused::NameMissing)),
            (|text| text.name = "字".repeat(60), Ok(())),
            (|text| text.name = "字".repeat(61), Err(PointRefused::NameTooLong)),
            (|text| text.address = String::new(), Err(PointRefused::AddressMissing)),
            (|text| text.address = "字".repeat(201), Err(PointRefused::AddressTooLong)),
            (|text| text.note = "字".repeat(501), Err(PointRefused::NoteTooLong)),
            (|text| text.hours[0] = "late".to_owned(), Err(PointRefused::HoursMalformed)),
            (|text| text.hours[2] = String::new(), Err(PointRefused::NoHours)),
            (|text| text.closed_on = "May".to_owned(), Err(PointRefused::DaysMalformed)),
            (|text| text.each_slot = Some(0), Err(PointRefused::PlacesNotPositive)),
            (|text| text.each_slot = Some(1), Ok(())),
            (|text| text.each_day = Some(10_001), Err(PointRefused::PlacesNotPositive)),
        ];
        for (change, answer) in checks {
            let mut text = good();
            change(&mut text);
            assert_eq!(text.read(&zone).map(|_| ()), *answer, "{text:?}");
        }
    }

    /// From, until → answer. Today is 100, and a year is 10 days.
    #[test]
    fn helpers_help_on_days_to_come() {
        for (from, until, sound) in [
            (100, Some(100), true),
            (100, None, true),
            (90, None, true),
            (90, Some(99), false),
            (101, Some(100), false),
            (110, Some(110), true),
            (111, None, false),
            (100, Some(111), false),
        ] {
            assert_eq!(helps_from(from, until, 100, 10).is_ok(), sound, "{from} {until:?}");
        }
    }

    #[test]
    fn the_last_place_is_taken_once() {
        for (taken, places, fits) in
            [(0, None, true), (9, Some(10), true), (10, Some(10), false), (11, Some(10), false)]
        {
            assert_eq!(takes_one_more(taken, places, ()).is_ok(), fits, "{taken} of {places:?}");
        }
    }
}
