//! Units that several ask for, one after the other, before anybody has any: who could be kept how many under one cap. Pure.
//!
//! The register asks the same of each when units are reserved. This is for what has no instrument yet.

use crate::company::counted;
use crate::ids::Member;
use crate::issue::{IssueRefused as No, Room};
use kernel::Id;
use std::collections::{BTreeMap, BTreeSet};

/// Companies, with who is counted as standing behind each, and their exact part of it.
pub(crate) type Owners = BTreeMap<Id<Member>, Vec<(Id<Member>, i64, i64)>>;

/// What is asked for so far, and whom it is counted to.
#[derive(Debug, Clone)]
pub struct Asked {
    units_each_max: i64,
    owners: Owners,
    own: BTreeMap<Id<Member>, i64>,
    through: BTreeMap<Id<Member>, i64>,
}

impl Asked {
    pub(crate) fn new(units_each_max: i64, owners: Owners) -> Asked {
        Asked { units_each_max, owners, own: BTreeMap::new(), through: BTreeMap::new() }
    }

    /// Whose units decide how many more somebody may have: their own, those of who is behind them, and of the companies that
    /// any of these is behind.
    pub fn beside(&self, holder: Id<Member>) -> BTreeSet<Id<Member>> {
        let behind = self.owners.get(&holder).into_iter().flatten().map(|(owner, ..)| *owner);
        let people: BTreeSet<_> = behind.chain([holder]).collect();
        let companies =
            self.owners.iter().filter(|(_, of)| of.iter().any(|(owner, ..)| people.contains(owner)));
        let companies: Vec<_> = companies.map(|(company, _)| *company).collect();
        people.into_iter().chain(companies).collect()
    }

    /// Somebody has so many already, whatever the cap says.
    pub fn has(&mut self, holder: Id<Member>, units: i64) {
        for (owner, more) in self.counts(holder, units) {
            *self.through.entry(owner).or_default() += more;
        }
        *self.own.entry(holder).or_default() += units;
    }

    /// Somebody asks for so many more; refused, nothing is counted.
    ///
    /// # Errors
    /// `UnitsNotPositive`, `AboveEach`, `AboveEachBehind`.
    pub fn ask(&mut self, holder: Id<Member>, units: i64) -> Result<(), No> {
        let (units_left, units_each_max) = (i64::MAX, self.units_each_max);
        Room { units_left, units_each_max, units_own: self.all_of(holder) }.fits(units)?;
        let above = |(owner, more): &(Id<Member>, i64)| *more > units_each_max - self.all_of(*owner);
        // Who comes to no more than before holds up nobody.
        if self.counts(holder, units).iter().any(|counted| counted.1 > 0 && above(counted)) {
            return Err(No::AboveEachBehind);
        }
        self.has(holder, units);
        Ok(())
    }

    fn all_of(&self, member: Id<Member>) -> i64 {
        let of = |counted: &BTreeMap<_, i64>| counted.get(&member).copied().unwrap_or_default();
        of(&self.own) + of(&self.through)
    }

    /// To whom so many more of somebody's are counted, and how many.
    fn counts(&self, holder: Id<Member>, units: i64) -> Vec<(Id<Member>, i64)> {
        let taken = self.own.get(&holder).copied().unwrap_or_default();
        let owners = self.owners.get(&holder).into_iter().flatten();
        let more = |share, whole| counted(taken + units, share, whole) - counted(taken, share, whole);
        owners.map(|(owner, share, whole)| (*owner, more(*share, *whole))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(seed: u8) -> Id<Member> {
        Id::from_parts(1, [seed; 10])
    }

    /// One and two are behind company eight by halves, one alone behind company nine. Who asks for how many → the answer. Eight
    /// are the most.
    #[test]
    fn what_a_company_asks_for_counts_for_who_is_behind_it() {
        let owners = Owners::from([
            (member(8), vec![(member(1), 1, 2), (member(2), 1, 2)]),
            (member(9), vec![(member(1), 1, 1)]),
        ]);
        let mut asked = Asked::new(8, owners);
        for (who, units, answer) in [
            (3, 9, Err(No::AboveEach)),
            (3, 8, Ok(())),
            (3, 1, Err(No::AboveEach)),
            (3, 0, Err(No::UnitsNotPositive)),
            (1, 4, Ok(())),
            (9, 5, Err(No::AboveEachBehind)),
            (9, 3, Ok(())),
            // Half of three are two, rounded up: one more than who is first behind it may have.
            (8, 3, Err(No::AboveEachBehind)),
            (8, 2, Ok(())),
            (1, 1, Err(No::AboveEach)),
            (9, 1, Err(No::AboveEachBehind)),
            (2, 7, Ok(())),
            (2, 1, Err(No::AboveEach)),
        ] {
            assert_eq!(asked.ask(member(who), units), answer, "{who} {units}");
        }
    }

    /// What somebody has was never asked for here: it may be above the cap, and then nothing comes to it.
    #[test]
    fn who_has_too_much_gets_no_more() {
        let mut asked = Asked::new(8, Owners::from([(member(9), vec![(member(1), 1, 3)])]));
        asked.has(member(1), 7);
        asked.has(member(9), 4);
        assert_eq!(asked.ask(member(1), 1), Err(No::AboveEach));
        // A third of five and of six is two still.
        assert_eq!((asked.ask(member(9), 2), asked.ask(member(9), 1)), (Ok(()), Err(No::AboveEachBehind)));
    }

    #[test]
    fn those_beside_are_all_whose_units_count() {
        let owners = Owners::from([
            (member(7), vec![(member(3), 1, 1)]),
            (member(8), vec![(member(1), 1, 2), (member(2), 1, 2)]),
            (member(9), vec![(member(1), 1, 1)]),
        ]);
        let asked = Asked::new(8, owners);
        for (who, beside) in
            [(1, vec![1, 8, 9]), (2, vec![2, 8]), (8, vec![1, 2, 8, 9]), (9, vec![1, 8, 9]), (5, vec![5])]
        {
            assert_eq!(asked.beside(member(who)), beside.into_iter().map(member).collect(), "{who}");
        }
    }
}
