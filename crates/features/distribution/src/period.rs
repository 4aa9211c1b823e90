//! Months, quarters and years as people name them, and when they begin and end in a zone; closing one of them. Pure.

use crate::ids::Member;
use kernel::{Id, Timestamp, Zone};

kernel::codes! {
    pub enum PeriodKind { Month = "month", Quarter = "quarter", Year = "year" }
}

/// `2026-07`, `2026-Q3` or `2026`: that is its code, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    year: i64,
    /// 1 to 12, 1 to 4, or 1.
    part: i64,
    kind: PeriodKind,
}

kernel::codes! {
    /// Why a period was not closed: an answer for a person.
    pub enum PeriodRefused {
        NotAMember = "not_a_member",
        NotAllowed = "not_allowed",
        NoSuchPeriod = "no_such_period",
        /// It ends later than now.
        NotOver = "period_not_over",
        /// All of it is closed.
        AlreadyClosed = "period_already_closed",
        AlreadyAsked = "closing_already_asked",
        NotAsked = "closing_not_asked",
        /// Whoever asked does not consent too.
        OwnClosing = "own_closing",
        KeyReused = "key_reused",
    }
}

kernel::codes! {
    pub enum ClosingState { Asked = "asked", Closed = "closed", Withdrawn = "withdrawn" }
}

impl Period {
    pub fn parse(code: &str) -> Option<Period> {
        let whole = |text: &str, digits: usize| {
            let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
            plain.then(|| text.parse::<i64>().ok()).flatten()
        };
        let (year, part, kind) = match code.split_once('-') {
            None => (whole(code, 4)?, 1, PeriodKind::Year),
            Some((year, part)) => match part.strip_prefix('Q') {
                Some(part) => (whole(year, 4)?, whole(part, 1)?, PeriodKind::Quarter),
                None => (whole(year, 4)?, whole(part, 2)?, PeriodKind::Month),
            },
        };
        let sound = (1970..=9_998).contains(&year) && (1..=kind.a_year()).contains(&part);
        sound.then_some(Period { year, part, kind })
    }

    pub fn code(self) -> String {
        let Period { year, part, kind } = self;
        match kind {
            PeriodKind::Month => format!("{year:04}-{part:02}"),
            PeriodKind::Quarter => format!("{year:04}-Q{part}"),
            PeriodKind::Year => format!("{year:04}"),
        }
    }

    pub fn kind(self) -> PeriodKind {
        self.kind
    }

    pub fn year(self) -> i64 {
        self.year
    }

    /// Of a month 1 to 12, of a quarter 1 to 4, of a year 1.
    pub fn part(self) -> i64 {
        self.part
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Period {
        match self.part < self.kind.a_year() {
            true => Period { part: self.part + 1, ..self },
            false => Period { part: 1, year: self.year + 1, ..self },
        }
    }

    /// The one that an instant is in.
    pub fn at(kind: PeriodKind, at: Timestamp, zone: &Zone) -> Option<Period> {
        let said = at.format(zone, "%Y-%m");
        let month = Period::parse(&said)?;
        let part = (month.part - 1) * kind.a_year() / 12 + 1;
        Some(Period { year: month.year, part, kind })
    }

    /// Its first instant, and the first one after it: midnights of the zone.
    pub fn bounds(self, zone: &Zone) -> Option<(Timestamp, Timestamp)> {
        Some((self.start(zone)?, self.next().start(zone)?))
    }

    fn start(self, zone: &Zone) -> Option<Timestamp> {
        let month = (self.part - 1) * (12 / self.kind.a_year()) + 1;
        Timestamp::parse_local(&format!("{:04}-{month:02}-01 00:00", self.year), "%Y-%m-%d %H:%M", zone)
    }
}

impl PeriodKind {
    fn a_year(self) -> i64 {
        match self {
            PeriodKind::Month => 12,
            PeriodKind::Quarter => 4,
            PeriodKind::Year => 1,
        }
    }
}

/// What closing is decided on.
#[derive(Debug, Clone, Copy)]
pub struct Closing {
    pub ends: Timestamp,
    /// All before this is closed.
    pub closed_before: Timestamp,
    /// Where it stands, and who asked.
    pub asked: Option<(ClosingState, Id<Member>)>,
}

impl Closing {
    /// The very instant of its end is late enough: nothing can happen in it any more.
    fn open(&self, now: Timestamp) -> Result<(), PeriodRefused> {
        match () {
            () if self.ends > now => Err(PeriodRefused::NotOver),
            () if self.ends <= self.closed_before => Err(PeriodRefused::AlreadyClosed),
            () => Ok(()),
        }
    }

    pub fn ask(&self, now: Timestamp) -> Result<ClosingState, PeriodRefused> {
        self.open(now)?;
        match self.asked {
            Some((ClosingState::Asked, _)) => Err(PeriodRefused::AlreadyAsked),
            _ => Ok(ClosingState::Asked),
        }
    }

    /// Somebody else agrees, and it is closed. `by` is as whom somebody judges the asker's doing.
    pub fn consent(&self, by: Id<Member>, now: Timestamp) -> Result<ClosingState, PeriodRefused> {
        self.open(now)?;
        match self.asked {
            Some((ClosingState::Asked, asker)) if asker == by => Err(PeriodRefused::OwnClosing),
            Some((ClosingState::Asked, _)) => Ok(ClosingState::Closed),
            _ => Err(PeriodRefused::NotAsked),
        }
    }

    /// By whoever may close: something is still to be entered.
    pub fn withdraw(&self) -> Result<ClosingState, PeriodRefused> {
        match self.asked {
            Some((ClosingState::Asked, _)) => Ok(ClosingState::Withdrawn),
            _ => Err(PeriodRefused::NotAsked),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Code → first instant and first after, in Shanghai.
    #[test]
    fn periods_are_those_of_the_zone() {
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        for (code, answer) in [
            ("2026-07", Some(("2026-06-30T16:00:00Z", "2026-07-31T16:00:00Z"))),
            ("2026-12", Some(("2026-11-30T16:00:00Z", "2026-12-31T16:00:00Z"))),
            ("2026-Q4", Some(("2026-09-30T16:00:00Z", "2026-12-31T16:00:00Z"))),
            ("2026-Q1", Some(("2025-12-31T16:00:00Z", "2026-03-31T16:00:00Z"))),
            ("2024", Some(("2023-12-31T16:00:00Z", "2024-12-31T16:00:00Z"))),
            ("2026-13", None),
            ("2026-00", None),
            ("2026-Q5", None),
            ("2026-Q0", None),
            ("2026-7", None),
            ("+026", None),
            ("0001", None),
            ("", None),
        ] {
            let found = Period::parse(code);
            let said = found.and_then(|period| period.bounds(&zone));
            let said = said.map(|(from, until)| (from.to_string(), until.to_string()));
            assert_eq!(said, answer.map(|(from, until)| (from.to_owned(), until.to_owned())), "{code}");
            assert!(found.is_none_or(|period| period.code() == code), "{code}");
        }
        let eve = Timestamp::parse("2025-12-31T16:30:00Z").unwrap();
        for (kind, code) in
            [(PeriodKind::Month, "2026-01"), (PeriodKind::Quarter, "2026-Q1"), (PeriodKind::Year, "2026")]
        {
            assert_eq!(Period::at(kind, eve, &zone).map(Period::code).as_deref(), Some(code));
        }
        assert_eq!(Period::parse("2026-Q4").unwrap().next().code(), "2027-Q1");
    }

    fn who(number: u8) -> Id<Member> {
        Id::from_parts(1, [number; 10])
    }

    /// Now, closed before, asked → who asks, who consents (2), who withdraws. The period ends at 100.
    #[test]
    fn closing_answers() {
        use ClosingState::*;
        use PeriodRefused::*;
        let at = Timestamp::from_micros;
        for (now, closed, asked, ask, consent, withdraw) in [
            (99, 0, None, Err(NotOver), Err(NotOver), Err(NotAsked)),
            (100, 0, None, Ok(Asked), Err(NotAsked), Err(NotAsked)),
            (100, 99, None, Ok(Asked), Err(NotAsked), Err(NotAsked)),
            (100, 100, None, Err(AlreadyClosed), Err(AlreadyClosed), Err(NotAsked)),
            (100, 0, Some((Asked, 1)), Err(AlreadyAsked), Ok(Closed), Ok(Withdrawn)),
            (100, 0, Some((Asked, 2)), Err(AlreadyAsked), Err(OwnClosing), Ok(Withdrawn)),
            (100, 0, Some((Withdrawn, 1)), Ok(Asked), Err(NotAsked), Err(NotAsked)),
        ] {
            let asked = asked.map(|(state, by)| (state, who(by)));
            let closing = Closing { ends: at(100), closed_before: at(closed), asked };
            assert_eq!(closing.ask(at(now)), ask, "{closing:?}");
            assert_eq!(closing.consent(who(2), at(now)), consent, "{closing:?}");
            assert_eq!(closing.withdraw(), withdraw, "{closing:?}");
        }
    }
}
