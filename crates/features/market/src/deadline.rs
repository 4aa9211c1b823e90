//! How the end of something is shown. Pure.

use kernel::{Timestamp, Zone};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

/// The minute that is shown of an end: what is over with a day ends at midnight, which would read as the beginning of the next day's; so it is
/// shown as 23:59 of its own, everywhere.
pub fn last_minute(over_at: Timestamp, zone: &Zone) -> Timestamp {
    let is_midnight = over_at.format(zone, "%H:%M:%S") == "00:00:00";
    if is_midnight { over_at.minus(MINUTE) } else { over_at }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_on_that_day() {
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        for (over_at, shown) in [
            ("2026-12-06T00:00:00", "2026-12-05T23:59"),
            ("2026-12-06T00:00:01", "2026-12-06T00:00"),
            ("2026-12-06T00:01:00", "2026-12-06T00:01"),
            ("2026-12-05T20:00:00", "2026-12-05T20:00"),
        ] {
            let over_at = Timestamp::parse_local(over_at, "%Y-%m-%dT%H:%M:%S", &zone).unwrap();
            assert_eq!(last_minute(over_at, &zone).format(&zone, "%Y-%m-%dT%H:%M"), shown);
        }
    }
}
