//! Instants and the zones they are shown in.

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::time::Duration;

/// Microseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp {
    pub micros: i64,
}

impl Timestamp {
    pub const fn from_micros(micros: i64) -> Timestamp {
        Timestamp { micros }
    }

    /// From the system's clock. Only the outermost layer (`Clock`) calls it; rules get `now` passed in.
    pub fn of_system() -> Timestamp {
        Timestamp { micros: jiff::Timestamp::now().as_microsecond() }
    }

    /// RFC 3339 (`2026-03-14T12:00:00Z`); None when it is not.
    pub fn parse(text: &str) -> Option<Timestamp> {
        text.parse::<jiff::Timestamp>().ok().map(|at| Timestamp { micros: at.as_microsecond() })
    }

    #[must_use]
    pub fn plus(self, duration: Duration) -> Timestamp {
        let micros = i64::try_from(duration.as_micros()).unwrap_or(i64::MAX);
        Timestamp { micros: self.micros.saturating_add(micros) }
    }

    #[must_use]
    pub fn minus(self, duration: Duration) -> Timestamp {
        let micros = i64::try_from(duration.as_micros()).unwrap_or(i64::MAX);
        Timestamp { micros: self.micros.saturating_sub(micros) }
    }

    /// Of a day's first instant: its noon. Who names a day when something happened names no hour, and noon is in the middle.
    #[must_use]
    pub fn noon(self) -> Timestamp {
        self.plus(Duration::from_secs(12 * 3_600))
    }

    pub fn milliseconds(self) -> u64 {
        u64::try_from(self.micros / 1000).unwrap_or(0)
    }

    /// `strftime` text in a zone. An instant outside jiff's range is shown as the nearest it can show.
    pub fn format(self, zone: &Zone, pattern: &str) -> String {
        let at = jiff::Timestamp::from_microsecond(self.micros).unwrap_or(jiff::Timestamp::MAX);
        at.to_zoned(zone.0.clone()).strftime(pattern).to_string()
    }

    /// Days since 1970-01-01 in a zone: the day a person there would call it.
    pub fn day(self, zone: &Zone) -> i64 {
        let at = jiff::Timestamp::from_microsecond(self.micros).unwrap_or(jiff::Timestamp::MAX);
        let date = at.to_zoned(zone.0.clone()).date();
        (date - jiff::civil::date(1970, 1, 1)).get_days().into()
    }

    /// The first instant of a day (as `day` counts them) in a zone.
    pub fn start_of_day(day: i64, zone: &Zone) -> Timestamp {
        let span = jiff::Span::new().days(day.clamp(-700_000, 2_900_000));
        let date = jiff::civil::date(1970, 1, 1).saturating_add(span);
        let start = date.to_zoned(zone.0.clone()).map(|at| at.timestamp().as_microsecond());
        Timestamp { micros: start.unwrap_or(i64::MAX) }
    }

    /// A local date and time as written in a zone, by a `strptime` pattern; None when it does not fit.
    pub fn parse_local(text: &str, pattern: &str, zone: &Zone) -> Option<Timestamp> {
        let local = jiff::civil::DateTime::strptime(pattern, text).ok()?;
        let at = local.to_zoned(zone.0.clone()).ok()?;
        Some(Timestamp { micros: at.timestamp().as_microsecond() })
    }
}

/// RFC 3339 in UTC.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", jiff::Timestamp::from_microsecond(self.micros).unwrap_or(jiff::Timestamp::MAX))
    }
}

/// A time zone of the IANA database, e.g. `Asia/Shanghai`.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone(TimeZone);

/// Not a name in the IANA database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ZoneUnknown;

impl Zone {
    pub fn utc() -> Zone {
        Zone(TimeZone::UTC)
    }

    pub fn parse(name: &str) -> Result<Zone, ZoneUnknown> {
        TimeZone::get(name).map(Zone).map_err(|_| ZoneUnknown)
    }

    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_zone() {
        let shanghai = Zone::parse("Asia/Shanghai").unwrap();
        let at = Timestamp::parse("2026-03-14T16:30:00Z").unwrap();
        assert_eq!(at.day(&shanghai) - at.day(&Zone::utc()), 1);
        assert_eq!(at.format(&shanghai, "%Y-%m-%d %H:%M"), "2026-03-15 00:30");
        assert_eq!(Timestamp::start_of_day(at.day(&shanghai), &shanghai).to_string(), "2026-03-14T16:00:00Z");
        let noon = Timestamp::start_of_day(at.day(&shanghai), &shanghai).noon();
        assert_eq!(noon.format(&shanghai, "%Y-%m-%d %H:%M"), "2026-03-15 12:00");
        assert_eq!(
            Timestamp::parse_local("2011-02-01 08:23:00", "%Y-%m-%d %H:%M:%S", &Zone::utc())
                .unwrap()
                .to_string(),
            "2011-02-01T08:23:00Z"
        );
        assert_eq!(Zone::parse("Mars/Base"), Err(ZoneUnknown));
    }
}
