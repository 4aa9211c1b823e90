//! A pool: money of many, held until a condition is met by a deadline. Pure, and free of what any kind is about.

use crate::refused::{CommitRefused, PoolRefused};
use kernel::Timestamp;
use std::time::Duration;

kernel::codes! {
    /// What becomes of the money when the condition is met.
    pub enum PoolKind {
        /// Goods are bought together.
        GroupBuy = "group_buy",
        /// What a decision asks for is paid for together.
        Campaign = "campaign",
    }
}

kernel::codes! {
    /// Where a pool stands. Whether an open one has met its condition follows from its commitments.
    pub enum PoolState {
        /// Nobody can join yet: who carries the mandate that pays for a part of it is asked first.
        Prepared = "prepared",
        Open = "open",
        /// Closed with its condition met: outcome and price are fixed, commitments are being captured.
        Met = "met",
        /// Closed without: commitments are being refunded.
        Failed = "failed",
        /// Each commitment has become what it was for.
        Captured = "captured",
        /// Everybody has the money back.
        Refunded = "refunded",
    }
}

kernel::codes! {
    /// Why a pool closed when it did.
    pub enum Ending {
        /// Its time was over.
        Deadline = "deadline",
        /// Its organiser closed it before, with the condition met.
        Early = "early",
        /// It was called off.
        Cancelled = "cancelled",
    }
}

kernel::codes! {
    /// What a condition counts.
    pub enum Counted {
        /// Members who have paid, each once.
        People = "people",
        /// Thousandths of a unit.
        Units = "units",
        /// Minor units of money.
        Sum = "sum",
    }
}

/// What must have come in when a pool closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Condition {
    pub counted: Counted,
    pub least: i64,
}

/// What has come in: paid and not given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reached {
    pub people: i64,
    /// Thousandths.
    pub units: i64,
    pub minor: i64,
}

impl Condition {
    /// Of what it counts.
    pub fn of(&self, reached: &Reached) -> i64 {
        match self.counted {
            Counted::People => reached.people,
            Counted::Units => reached.units,
            Counted::Sum => reached.minor,
        }
    }

    /// How much is still missing; 0 when it is met.
    pub fn missing(&self, reached: &Reached) -> i64 {
        (self.least - self.of(reached)).max(0)
    }

    pub fn is_met(&self, reached: &Reached) -> bool {
        self.missing(reached) == 0
    }

    /// Whether one part is so far beyond what all together need (more than ten times all of it, however much has come by now) that it is
    /// likelier mistyped than meant. Of people: a hundred units for each. `units` is in thousandths.
    pub fn is_far_beyond(&self, units: i64) -> bool {
        match self.counted {
            Counted::Units => units > self.least.saturating_mul(FAR),
            Counted::People => units > self.least.saturating_mul(FAR_EACH * 1_000),
            Counted::Sum => false,
        }
    }

    /// How many parts would make up so much of what it counts, if everybody took one.
    pub fn parts(&self, count: i64) -> i64 {
        match self.counted {
            Counted::Units => (count + 999) / 1_000,
            Counted::People => count,
            Counted::Sum => 0,
        }
    }
}

/// More than so many times what is needed is asked about.
const FAR: i64 = 10;
/// Units, where people are counted: nothing says how much each takes.
const FAR_EACH: i64 = 100;
const DAY: Duration = Duration::from_secs(86_400);
/// A pool that nobody can wait for is none.
pub const LONGEST: Duration = Duration::from_secs(366 * 86_400);
/// The longest that a pool waits after its deadline for claimed payments.
pub const GRACE_MAX: Duration = Duration::from_secs(30 * 86_400);
pub const TITLE_CHARS_MAX: usize = 120;
pub const REASON_CHARS_MAX: usize = 1_000;

impl Ending {
    /// Whether what was paid becomes what it was for: the condition is met, and nobody has called it off.
    pub fn forms(self, condition: &Condition, reached: &Reached) -> bool {
        self != Ending::Cancelled && condition.is_met(reached)
    }
}

/// When a pool takes part, and when it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// The first instant at which nobody joins any more.
    pub closes_at: Timestamp,
    /// How long after that a claimed payment may still be confirmed.
    pub grace: Duration,
}

impl Times {
    /// # Errors
    /// `DeadlinePassed`, `DeadlineTooFar`, `GraceTooLong`.
    pub fn check(&self, now: Timestamp) -> Result<(), PoolRefused> {
        match () {
            () if self.closes_at <= now => Err(PoolRefused::DeadlinePassed),
            () if self.closes_at > now.plus(LONGEST) => Err(PoolRefused::DeadlineTooFar),
            () if self.grace > GRACE_MAX => Err(PoolRefused::GraceTooLong),
            () => Ok(()),
        }
    }

    /// Whether somebody may join. The instant of the deadline is too late.
    ///
    /// # Errors
    /// `Closed`.
    pub fn joins(&self, now: Timestamp) -> Result<(), CommitRefused> {
        if now < self.closes_at { Ok(()) } else { Err(CommitRefused::Closed) }
    }

    /// Whether a day, by its first instant, tells if money arrived before the deadline: of the day of the deadline, once that has passed,
    /// only a time of day says so.
    ///
    /// # Errors
    /// `ArrivalTimeMissing`.
    pub fn tells(&self, day: Timestamp, now: Timestamp) -> Result<(), CommitRefused> {
        match now >= self.closes_at && self.is_on(day) {
            true => Err(CommitRefused::ArrivalTimeMissing),
            false => Ok(()),
        }
    }

    /// Whether it closes on the day that begins at `day`.
    fn is_on(&self, day: Timestamp) -> bool {
        day <= self.closes_at && self.closes_at < day.plus(DAY)
    }

    /// When nothing is waited for any more.
    pub fn last(&self) -> Timestamp {
        self.closes_at.plus(self.grace)
    }

    /// Whether it ends now by the clock: after the deadline, and while payments are claimed not before their grace is over.
    ///
    /// # Errors
    /// `TooEarly`.
    pub fn ends(&self, now: Timestamp, claimed: i64) -> Result<(), PoolRefused> {
        let due = if claimed > 0 { self.last() } else { self.closes_at };
        if now >= due { Ok(()) } else { Err(PoolRefused::TooEarly) }
    }

    /// A later deadline, said before the old one has passed.
    ///
    /// # Errors
    /// `AlreadyClosed`, `NotLater`, and those of `check`.
    pub fn extend(&self, to: Timestamp, now: Timestamp) -> Result<Times, PoolRefused> {
        if now >= self.closes_at {
            return Err(PoolRefused::AlreadyClosed);
        }
        if to <= self.closes_at {
            return Err(PoolRefused::NotLater);
        }
        let later = Times { closes_at: to, grace: self.grace };
        later.check(now).map(|()| later)
    }
}

/// Whether a paid part may be given back while its pool is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaving {
    /// Said at opening.
    pub promised: bool,
    /// The first instant at which it is too late; None: the deadline.
    pub until: Option<Timestamp>,
    /// Its last extension: whoever joined before may leave.
    pub extended_at: Option<Timestamp>,
}

impl Leaving {
    pub fn may(&self, joined_at: Timestamp, now: Timestamp) -> bool {
        let moved = self.extended_at.is_some_and(|at| joined_at < at);
        (self.promised || moved) && self.until.is_none_or(|until| now < until)
    }
}

impl PoolState {
    /// # Errors
    /// `NotOpenYet`, `AlreadyClosed`.
    pub fn open(self) -> Result<(), PoolRefused> {
        match self {
            PoolState::Open => Ok(()),
            PoolState::Prepared => Err(PoolRefused::NotOpenYet),
            _ => Err(PoolRefused::AlreadyClosed),
        }
    }

    /// Open, or to be opened.
    ///
    /// # Errors
    /// `AlreadyClosed`.
    pub fn not_closed(self) -> Result<(), PoolRefused> {
        if self == PoolState::Prepared { Ok(()) } else { self.open() }
    }

    /// What follows when its last commitment is settled.
    pub fn settled(self) -> PoolState {
        match self {
            PoolState::Met => PoolState::Captured,
            PoolState::Failed => PoolState::Refunded,
            other => other,
        }
    }
}

/// A reason of at least one character, cut at the longest that is kept.
///
/// # Errors
/// `ReasonMissing`.
pub fn reason(text: &str) -> Result<String, PoolRefused> {
    match text.trim() {
        "" => Err(PoolRefused::ReasonMissing),
        text => Ok(text.chars().take(REASON_CHARS_MAX).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: i64) -> Timestamp {
        Timestamp::from_micros(hours * 3_600_000_000)
    }

    const HOUR: Duration = Duration::from_secs(3_600);

    #[test]
    fn a_condition_counts_what_it_says() {
        let reached = Reached { people: 3, units: 12_000, minor: 900 };
        for (counted, least, missing) in [
            (Counted::People, 3, 0),
            (Counted::People, 5, 2),
            (Counted::Units, 12_000, 0),
            (Counted::Units, 12_001, 1),
            (Counted::Sum, 1, 0),
            (Counted::Sum, 1_000, 100),
        ] {
            let condition = Condition { counted, least };
            assert_eq!(condition.missing(&reached), missing, "{counted} {least}");
            assert_eq!(condition.is_met(&reached), missing == 0);
        }
    }

    /// Counted, least, units of one part → whether it is far beyond.
    #[test]
    fn what_is_mistyped_is_far_beyond() {
        for (counted, least, units, far) in [
            (Counted::Units, 20_000, 200_000, false),
            (Counted::Units, 20_000, 200_500, true),
            // What is met, or nearly, is joined like any other.
            (Counted::Units, 3_000, 4_000, false),
            (Counted::Units, 1_000, 10_000, false),
            (Counted::Units, 1_000, 11_000, true),
            (Counted::Units, i64::MAX, i64::MAX, false),
            (Counted::People, 5, 500_000, false),
            (Counted::People, 5, 500_500, true),
            (Counted::Sum, 1, i64::MAX, false),
        ] {
            let condition = Condition { counted, least };
            assert_eq!(condition.is_far_beyond(units), far, "{counted} {least} {units}");
        }
    }

    /// Hour, claimed payments → whether one joins, whether it ends. The deadline is hour 10, its grace two hours.
    #[test]
    fn the_deadline_is_its_first_instant_and_claims_have_their_grace() {
        let times = Times { closes_at: at(10), grace: HOUR * 2 };
        for (hour, claimed, joins, ends) in [
            (9, 0, true, false),
            (10, 0, false, true),
            (10, 1, false, false),
            (11, 1, false, false),
            (12, 1, false, true),
            (12, 0, false, true),
        ] {
            assert_eq!(times.joins(at(hour)).is_ok(), joins, "{hour}");
            assert_eq!(times.ends(at(hour), claimed).is_ok(), ends, "{hour} with {claimed}");
        }
    }

    /// Day (its first hour), now → the answer. The deadline is hour 30.
    #[test]
    fn on_the_day_of_the_deadline_the_hour_counts() {
        let times = Times { closes_at: at(30), grace: HOUR * 5 };
        let missing = Err(CommitRefused::ArrivalTimeMissing);
        for (day, now, answer) in [
            (24, 31, missing),
            (24, 30, missing),
            (24, 29, Ok(())),
            (0, 31, Ok(())),
            (7, 31, missing),
            (6, 31, Ok(())),
            (48, 49, Ok(())),
        ] {
            assert_eq!(times.tells(at(day), at(now)), answer, "{day} at {now}");
        }
    }

    /// Deadline, grace in hours, asked at hour 5 → the answer.
    #[test]
    fn a_deadline_lies_ahead_and_not_too_far() {
        for (closes, grace, answer) in [
            (6, 0, Ok(())),
            (5, 0, Err(PoolRefused::DeadlinePassed)),
            (4, 0, Err(PoolRefused::DeadlinePassed)),
            (5 + 366 * 24, 0, Ok(())),
            (6 + 366 * 24, 0, Err(PoolRefused::DeadlineTooFar)),
            (6, 30 * 24, Ok(())),
            (6, 30 * 24 + 1, Err(PoolRefused::GraceTooLong)),
        ] {
            let times = Times { closes_at: at(closes), grace: HOUR * grace };
            assert_eq!(times.check(at(5)), answer, "{closes} {grace}");
        }
    }

    /// To, asked at → the answer. The deadline is hour 10.
    #[test]
    fn it_is_extended_before_its_end_and_to_later_only() {
        let times = Times { closes_at: at(10), grace: HOUR };
        for (to, now, answer) in [
            (11, 9, Ok(at(11))),
            (10, 9, Err(PoolRefused::NotLater)),
            (9, 8, Err(PoolRefused::NotLater)),
            (12, 10, Err(PoolRefused::AlreadyClosed)),
            (10 + 366 * 24, 9, Err(PoolRefused::DeadlineTooFar)),
        ] {
            assert_eq!(times.extend(at(to), at(now)).map(|times| times.closes_at), answer, "{to} at {now}");
        }
    }

    /// Promised, until, extended, joined, hour → may it be given back?
    #[test]
    fn paid_parts_are_given_back_as_was_said() {
        for (promised, until, extended, joined, hour, may) in [
            (false, None, None, 1, 2, false),
            (true, None, None, 1, 2, true),
            (true, Some(5), None, 1, 4, true),
            (true, Some(5), None, 1, 5, false),
            (false, None, Some(3), 2, 4, true),
            (false, None, Some(3), 3, 4, false),
            (false, Some(5), Some(3), 2, 5, false),
        ] {
            let leaving = Leaving { promised, until: until.map(at), extended_at: extended.map(at) };
            assert_eq!(leaving.may(at(joined), at(hour)), may, "{leaving:?} {joined} {hour}");
        }
    }

    #[test]
    fn what_is_closed_stays_closed() {
        for (state, open, settled) in [
            (PoolState::Open, true, PoolState::Open),
            (PoolState::Met, false, PoolState::Captured),
            (PoolState::Failed, false, PoolState::Refunded),
            (PoolState::Captured, false, PoolState::Captured),
            (PoolState::Refunded, false, PoolState::Refunded),
        ] {
            assert_eq!(state.open().is_ok(), open, "{state}");
            assert_eq!(state.settled(), settled, "{state}");
        }
    }

    #[test]
    fn a_reason_says_something() {
        assert_eq!(reason(" rain "), Ok("rain".to_owned()));
        assert_eq!(reason(" \n"), Err(PoolRefused::ReasonMissing));
        assert_eq!(reason(&"字".repeat(2_000)).unwrap_or_default().chars().count(), REASON_CHARS_MAX);
    }
}
