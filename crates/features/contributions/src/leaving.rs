//! What becomes of what somebody gave when they leave: decided beforehand, as a part of the rules that it was given under. Pure.
//!
//! Good and bad leavers are the words of founders' agreements for it; here a month is 30 days. What is rounded is rounded in
//! favour of who leaves.

use kernel::Timestamp;
use kernel::serde::{Deserialize, Serialize};

kernel::codes! {
    /// How somebody left.
    pub enum Way { Well = "well", Badly = "badly" }
}

kernel::codes! {
    /// Where what a leaver loses stands.
    pub enum DepartureState {
        /// For some days the leaver may object.
        Announced = "announced",
        /// They did; a third decides.
        Disputed = "disputed",
        CarriedOut = "carried_out",
        /// Nothing is lost: decided so, or they came back.
        Lifted = "lifted",
    }
}

/// What stays with a leaver, in percent of what they have earned by then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct Keeps {
    /// Of the units that their contributions became.
    pub units_percent: i64,
    /// Of what counts and is not shared out yet.
    pub counted_percent: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct Leaving {
    /// Who goes by themselves after so many months as a member leaves well; before that, badly.
    pub well_after_months: i64,
    /// Who is removed leaves badly; otherwise it is as if they had gone by themselves.
    pub removed_badly: bool,
    /// What is given is earned month by month over so many months from when it counts; 0: at once.
    pub vesting_months: i64,
    /// Who leaves well has earned all of it.
    pub well_vests_all: bool,
    pub well: Keeps,
    pub badly: Keeps,
    /// The fund is asked to give back what a leaver put in as money; otherwise they keep their shares.
    pub capital_back: bool,
}

/// From joining to leaving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    pub joined: Timestamp,
    pub left: Timestamp,
    pub removed: bool,
}

pub const MONTHS_MAX: i64 = 240;
const MONTH_US: i64 = 30 * 86_400 * 1_000_000;
/// For the leaver to object to what they lose.
pub const OBJECT_DAYS: u32 = 14;

/// Whole months; none where it has not begun.
pub fn months(from: Timestamp, until: Timestamp) -> i64 {
    (until.micros.saturating_sub(from.micros) / MONTH_US).max(0)
}

impl Leaving {
    pub fn fits(&self) -> bool {
        let percent = |keeps: Keeps| [keeps.units_percent, keeps.counted_percent];
        let percents = [percent(self.well), percent(self.badly)].concat();
        (0..=MONTHS_MAX).contains(&self.well_after_months)
            && (0..=MONTHS_MAX).contains(&self.vesting_months)
            && percents.iter().all(|percent| (0..=100).contains(percent))
    }

    pub fn way(&self, stay: &Stay) -> Way {
        match () {
            () if stay.removed && self.removed_badly => Way::Badly,
            () if months(stay.joined, stay.left) >= self.well_after_months => Way::Well,
            () => Way::Badly,
        }
    }

    pub fn keeps(&self, way: Way) -> Keeps {
        match way {
            Way::Well => self.well,
            Way::Badly => self.badly,
        }
    }

    /// What of so much stays: the part that is earned by then, and of that so many percent; rounded up.
    pub fn kept(&self, of: i64, percent: i64, way: Way, (since, left): (Timestamp, Timestamp)) -> i64 {
        let all = self.vesting_months == 0 || way == Way::Well && self.well_vests_all;
        let (earned, over) = match all {
            true => (1, 1),
            false => (months(since, left).min(self.vesting_months), self.vesting_months),
        };
        let num = i128::from(of) * i128::from(earned) * i128::from(percent);
        let den = i128::from(over) * 100;
        // Not more than `of`: neither part is above the whole.
        i64::try_from((num + den - 1) / den).unwrap_or(of).min(of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: Leaving = Leaving {
        well_after_months: 12,
        removed_badly: true,
        vesting_months: 24,
        well_vests_all: false,
        well: Keeps { units_percent: 100, counted_percent: 100 },
        badly: Keeps { units_percent: 50, counted_percent: 0 },
        capital_back: true,
    };

    fn month(count: i64) -> Timestamp {
        Timestamp::from_micros(count * MONTH_US)
    }

    /// Months as a member, removed → way. The very moment in which twelve are full is well.
    #[test]
    fn ways_answer() {
        let way = |rule: Leaving, left, removed| rule.way(&Stay { joined: month(0), left, removed });
        let shortly_before = Timestamp::from_micros(12 * MONTH_US - 1);
        for (left, removed, answer) in [
            (month(12), false, Way::Well),
            (shortly_before, false, Way::Badly),
            (month(40), true, Way::Badly),
            (month(0), false, Way::Badly),
        ] {
            assert_eq!(way(RULE, left, removed), answer, "{left:?} {removed}");
        }
        let mild = Leaving { removed_badly: false, well_after_months: 0, ..RULE };
        assert_eq!(way(mild, month(0), true), Way::Well);
    }

    /// Of ten, months since it counts, way → kept. Rounded up.
    #[test]
    fn what_is_kept_is_what_was_earned() {
        for (of, percent, way, months, kept) in [
            (10, 100, Way::Well, 24, 10),
            (10, 100, Way::Well, 99, 10),
            (10, 100, Way::Well, 12, 5),
            (10, 100, Way::Well, 0, 0),
            (10, 100, Way::Well, 1, 1),
            (10, 50, Way::Badly, 12, 3),
            (10, 0, Way::Badly, 24, 0),
            (0, 100, Way::Well, 24, 0),
            (i64::MAX, 100, Way::Well, 24, i64::MAX),
        ] {
            let answer = RULE.kept(of, percent, way, (month(0), month(months)));
            assert_eq!(answer, kept, "{of} {percent} {way} {months}");
        }
        let at_once = Leaving { vesting_months: 0, ..RULE };
        assert_eq!(at_once.kept(9, 100, Way::Badly, (month(5), month(5))), 9);
        let generous = Leaving { well_vests_all: true, ..RULE };
        assert_eq!(generous.kept(9, 100, Way::Well, (month(0), month(0))), 9);
        assert_eq!(generous.kept(9, 100, Way::Badly, (month(0), month(0))), 0);
    }

    #[test]
    fn percents_and_months_fit_or_not() {
        for (rule, fits) in [
            (RULE, true),
            (Leaving { well_after_months: -1, ..RULE }, false),
            (Leaving { vesting_months: MONTHS_MAX + 1, ..RULE }, false),
            (Leaving { badly: Keeps { units_percent: 101, counted_percent: 0 }, ..RULE }, false),
            (Leaving { well: Keeps { units_percent: 0, counted_percent: -1 }, ..RULE }, false),
        ] {
            assert_eq!(rule.fits(), fits, "{rule:?}");
        }
    }
}
