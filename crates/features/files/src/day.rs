//! How much may be handed in within a day. The disk is everybody's: when it is full no community's books take an entry.
//!
//! Counted in memory, for each node alone, as tries at passwords are: whoever wants more has to come again tomorrow.
//!
//! Not a rule: it keeps count.

use crate::refused::FilesRefused;
use kernel::{Id, Timestamp};
use std::collections::HashMap;
use web::ids::Person;

/// Bytes within a day.
#[derive(Debug, Clone, Copy)]
pub struct DayLimits {
    /// By one person, in whatever communities.
    pub person_bytes: u64,
    /// To one community, by all its members.
    pub community_bytes: u64,
}

impl DayLimits {
    /// A treasurer hands in a year's proofs in a week; a community's busiest day fits on a small disk.
    pub const USUAL: DayLimits =
        DayLimits { person_bytes: 200 * 1024 * 1024, community_bytes: 2 * 1024 * 1024 * 1024 };
}

/// What was handed in today; of yesterday nothing is kept.
#[derive(Debug, Default)]
pub(crate) struct Today {
    day: i64,
    by_person: HashMap<Id<Person>, u64>,
    to_community: HashMap<i64, u64>,
}

const DAY_US: i64 = 86_400_000_000;

impl Today {
    /// Counts them, or nothing of them.
    pub(crate) fn take(
        &mut self,
        limits: &DayLimits,
        by: Id<Person>,
        community: i64,
        bytes: u64,
        now: Timestamp,
    ) -> Result<(), FilesRefused> {
        let day = now.micros.div_euclid(DAY_US);
        if day != self.day {
            *self = Today { day, ..Today::default() };
        }
        let person = self.by_person.get(&by).copied().unwrap_or(0).saturating_add(bytes);
        let whole = self.to_community.get(&community).copied().unwrap_or(0).saturating_add(bytes);
        if person > limits.person_bytes || whole > limits.community_bytes {
            return Err(FilesRefused::EnoughToday);
        }
        self.by_person.insert(by, person);
        self.to_community.insert(community, whole);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Who, to which community, how many bytes, on which day → answer. A person hands in ten, a community gets fifteen.
    #[test]
    fn a_day_takes_so_much() {
        let limits = DayLimits { person_bytes: 10, community_bytes: 15 };
        let enough = Err(FilesRefused::EnoughToday);
        let mut today = Today::default();
        for (who, community, bytes, day, answer) in [
            (1, 1, 10, 1, Ok(())),
            (1, 1, 1, 1, enough),
            (1, 2, 1, 1, enough),
            (2, 1, 6, 1, enough),
            (2, 1, 5, 1, Ok(())),
            (3, 1, 1, 1, enough),
            (3, 2, 10, 1, Ok(())),
            (1, 1, 11, 2, enough),
            (1, 1, 10, 2, Ok(())),
            (2, 3, u64::MAX, 2, enough),
        ] {
            let now = Timestamp::from_micros(day * DAY_US + 7);
            let answered = today.take(&limits, Id::from_parts(1, [who; 10]), community, bytes, now);
            assert_eq!(answered, answer, "{who} {community} {bytes} {day}");
        }
    }
}
