//! How many hours can have been worked. Pure.

use crate::contribution::ContributionRefused;
use kernel::Timestamp;

/// A day has so many, in thousandths.
const DAY_MILLI: i64 = 24_000;
const DAY_MICROS: i64 = 86_400_000_000;

/// Hours of one day, with what the same member says of it elsewhere.
///
/// # Errors
/// `DayTooLong`.
pub fn hours_of_day(before_milli: i64, milli: i64) -> Result<(), ContributionRefused> {
    match before_milli.saturating_add(milli) > DAY_MILLI {
        true => Err(ContributionRefused::DayTooLong),
        false => Ok(()),
    }
}

/// Whether so many hours, in thousandths, can have been worked between two moments: each day that was begun has all of them.
pub fn hours_passed(since: Timestamp, until: Timestamp, milli: i64) -> bool {
    let days = until.micros.saturating_sub(since.micros).max(0) / DAY_MICROS;
    milli <= days.saturating_add(1).saturating_mul(DAY_MILLI)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_twenty_four_hours() {
        for (before, milli, fits) in [
            (0, 24_000, true),
            (0, 24_001, false),
            (23_500, 500, true),
            (23_500, 501, false),
            (1, i64::MAX, false),
        ] {
            assert_eq!(hours_of_day(before, milli).is_ok(), fits, "{before} {milli}");
        }
    }

    #[test]
    fn no_more_hours_than_passed() {
        for (since, until, milli, fits) in [
            (0, 0, 24_000, true),
            (0, 0, 24_001, false),
            (0, DAY_MICROS, 48_000, true),
            (DAY_MICROS, 0, 24_000, true),
            (0, i64::MAX, i64::MAX, false),
        ] {
            let passed = hours_passed(Timestamp::from_micros(since), Timestamp::from_micros(until), milli);
            assert_eq!(passed, fits, "{since} {until} {milli}");
        }
    }
}
