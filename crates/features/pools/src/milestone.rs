//! Milestones: what is released when, who says so, and what goes back when they do not. Pure.

use crate::campaign::Acceptance;
use crate::refused::CampaignRefused as No;
use kernel::{Timestamp, divide_once};
use std::time::Duration;

kernel::codes! {
    /// Where a milestone stands.
    pub enum MilestoneState {
        /// Nothing is claimed yet.
        Waiting = "waiting",
        /// The team says it is done; backers look.
        Claimed = "claimed",
        /// Accepted: its tranche is released.
        Released = "released",
        /// Backers did not accept it.
        Refused = "refused",
        /// It was not claimed in time.
        Overdue = "overdue",
        /// An earlier one was refused or overdue: what it would have released went back.
        Dropped = "dropped",
    }
}

kernel::codes! {
    /// Where a campaign stands once its pool has closed with the goal reached.
    pub enum Stage {
        /// It collects, or failed: its pool says which.
        Collecting = "collecting",
        /// All parts are captured; what of each part each tranche of what is owned releases is being written down.
        Reckoning = "reckoning",
        /// Money is here, milestones are ahead.
        Running = "running",
        /// All is released.
        Done = "done",
        /// It was stopped; what each part gets of what was not released is being fixed.
        Sharing = "sharing",
        /// What was not released is going back.
        Returning = "returning",
        /// It went back.
        Returned = "returned",
    }
}

/// What each tranche is of `total`, in the order of the milestones: largest remainder, ties to the earlier.
pub fn tranches(total: i64, shares_bp: &[i64]) -> Option<Vec<i64>> {
    let weights: Option<Vec<(usize, u64)>> =
        shares_bp.iter().enumerate().map(|(at, share)| Some((at, u64::try_from(*share).ok()?))).collect();
    if total == 0 {
        return Some(vec![0; shares_bp.len()]);
    }
    divide_once(total, &weights?)
}

/// In whole units, what each tranche is if just a goal comes together: the unit that reaches it is whole.
pub fn units_at_goal(goal_minor: i64, unit_minor: i64, shares_bp: &[i64]) -> Vec<i64> {
    let units = if unit_minor > 0 { (goal_minor + unit_minor - 1) / unit_minor } else { 0 };
    tranches(units, shares_bp).unwrap_or_default()
}

/// The same of what is owned, in whole units: what each part has of each tranche, in the order of the parts. Each tranche is of all units together what
/// its share says, rounded as any sum is; each takes from what the parts still have in proportion, largest remainder over all of them, ties by id.
/// So over all tranches every part has what it paid for, and over all parts every tranche is exact.
pub fn unit_plan<K: Ord + Clone>(parts: &[(K, i64)], shares_bp: &[i64]) -> Option<Vec<Vec<i64>>> {
    let mut left = parts.to_vec();
    let mut plan = vec![Vec::with_capacity(shares_bp.len()); parts.len()];
    for tranche in tranches(parts.iter().map(|(_, units)| units).sum(), shares_bp)? {
        let own = if tranche == 0 { vec![0; parts.len()] } else { pro_rata(tranche, &left)? };
        for ((of_part, left), units) in plan.iter_mut().zip(&mut left).zip(own) {
            of_part.push(units);
            left.1 -= units;
        }
    }
    Some(plan)
}

/// How one tranche of what is owned is divided, so that each part's units of it are known without the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitCut<K> {
    /// Units of the tranche, of so many that all parts have left.
    pub units: i64,
    pub of: i64,
    /// Up to which part one more goes: its remainder, ties by the part. None: nothing is left over.
    pub last: Option<(i64, K)>,
}

impl<K: Ord> UnitCut<K> {
    /// What is surely of the tranche for who has `left`, and what remains of that division.
    fn sure(&self, left: i64) -> Option<(i64, i64)> {
        if self.of <= 0 {
            return Some((0, 0));
        }
        let (exact, of) = (i128::from(self.units) * i128::from(left), i128::from(self.of));
        Some((i64::try_from(exact / of).ok()?, i64::try_from(exact % of).ok()?))
    }

    fn of_part(&self, part: &K, left: i64) -> Option<i64> {
        let (sure, remainder) = self.sure(left)?;
        let one_more = |(least, last): &(i64, K)| remainder > *least || (remainder == *least && part <= last);
        Some(sure + i64::from(self.last.as_ref().is_some_and(one_more)))
    }
}

/// The cuts of `unit_plan`, tranche by tranche.
pub fn unit_cuts<K: Ord + Clone>(parts: &[(K, i64)], shares_bp: &[i64]) -> Option<Vec<UnitCut<K>>> {
    let (plan, mut left) = (unit_plan(parts, shares_bp)?, parts.to_vec());
    let mut cuts = Vec::with_capacity(shares_bp.len());
    for (at, units) in
        tranches(parts.iter().map(|(_, units)| units).sum(), shares_bp)?.into_iter().enumerate()
    {
        let mut cut = UnitCut { units, of: left.iter().map(|(_, units)| units).sum(), last: None };
        let mut last: Option<(i64, &K)> = None;
        for (own, (part, units)) in plan.iter().zip(&left) {
            let (sure, remainder) = cut.sure(*units)?;
            // Last is who has the least remainder of those with one more, and of those the last by id.
            let later = last.is_none_or(|(least, id)| remainder < least || (remainder == least && part > id));
            if own[at] > sure && later {
                last = Some((remainder, part));
            }
        }
        cut.last = last.map(|(remainder, part)| (remainder, part.clone()));
        for (own, (_, units)) in plan.iter().zip(&mut left) {
            *units -= own[at];
        }
        cuts.push(cut);
    }
    Some(cuts)
}

/// A part's units of each tranche, by the cuts alone.
pub fn units_by_cuts<K: Ord>(part: &K, units: i64, cuts: &[UnitCut<K>]) -> Option<Vec<i64>> {
    let mut left = units;
    let mut own = Vec::with_capacity(cuts.len());
    for cut in cuts {
        let of_tranche = cut.of_part(part, left)?;
        left -= of_tranche;
        own.push(of_tranche);
    }
    Some(own)
}

/// What who gave `gave` of `whole` gets of `rest` in any case, in minor units, and what remains of that division. The rest of the rest goes, one
/// by one, to those of whom most remains, ties by id: which is `pro_rata`, without all of them at once. None past the whole.
pub fn share_of(rest: i64, gave: i64, whole: i64) -> Option<(i64, i64)> {
    if !(0..=whole).contains(&gave) || whole == 0 || rest < 0 {
        return None;
    }
    let (exact, whole) = (i128::from(rest) * i128::from(gave), i128::from(whole));
    Some((i64::try_from(exact / whole).ok()?, i64::try_from(exact % whole).ok()?))
}

/// What each who gave gets back of `rest`: in proportion to what they gave, largest remainder, ties by id.
pub fn pro_rata<K: Ord + Clone>(rest: i64, gave: &[(K, i64)]) -> Option<Vec<i64>> {
    let weights: Option<Vec<(K, u64)>> =
        gave.iter().map(|(id, minor)| Some((id.clone(), u64::try_from(*minor).ok()?))).collect();
    divide_once(rest, &weights?)
}

/// A milestone as the rules see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    pub state: MilestoneState,
    pub due_at: Timestamp,
    /// When looking is over, once it is claimed.
    pub decide_at: Option<Timestamp>,
}

/// When the next milestone is overdue, once the one before it is released: as was decided, and where backers looked until then or
/// beyond, the team has as many days as they had.
pub fn next_due(due_at: Timestamp, released_at: Timestamp, look: Duration) -> Timestamp {
    due_at.max(released_at.plus(look))
}

/// How backers have answered so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Answers {
    /// Who could answer: backers who are not of the team.
    pub backers: i64,
    pub yes: i64,
    pub no: i64,
}

impl Step {
    /// The team says that it is done, before it is overdue. `earlier` are those before it.
    ///
    /// # Errors
    /// `NotItsTurn`, `MilestoneDecided`, `Overdue`.
    pub fn claim(&self, earlier: &[MilestoneState], now: Timestamp) -> Result<(), No> {
        match () {
            () if self.state != MilestoneState::Waiting => Err(No::MilestoneDecided),
            () if earlier.iter().any(|state| *state != MilestoneState::Released) => Err(No::NotItsTurn),
            () if now >= self.due_at => Err(No::Overdue),
            () => Ok(()),
        }
    }

    /// Whether a backer may answer now.
    ///
    /// # Errors
    /// `MilestoneDecided`.
    pub fn answer(&self, now: Timestamp) -> Result<(), No> {
        match (self.state, self.decide_at) {
            (MilestoneState::Claimed, Some(until)) if now < until => Ok(()),
            _ => Err(No::MilestoneDecided),
        }
    }

    /// Whether backers have looked long enough, and nobody has said yet what came of it.
    pub fn is_looked_at(&self, now: Timestamp) -> bool {
        self.state == MilestoneState::Claimed && self.decide_at.is_some_and(|until| now >= until)
    }

    /// What the clock makes of it; None while it waits.
    pub fn by_clock(
        &self,
        acceptance: Acceptance,
        percent: i64,
        answers: Answers,
        now: Timestamp,
    ) -> Option<MilestoneState> {
        match (self.state, self.decide_at) {
            (MilestoneState::Waiting, _) if now >= self.due_at => Some(MilestoneState::Overdue),
            (MilestoneState::Claimed, Some(until)) if now >= until => {
                Some(match accepted(acceptance, percent, answers) {
                    true => MilestoneState::Released,
                    false => MilestoneState::Refused,
                })
            }
            _ => None,
        }
    }
}

/// Vote: more yes than no, and at least `percent` of the backers voting. Silence: unless `percent` of the backers object.
/// Where nobody could answer, nobody stands against it.
pub fn accepted(acceptance: Acceptance, percent: i64, answers: Answers) -> bool {
    let Answers { backers, yes, no } = answers;
    match acceptance {
        _ if backers == 0 => true,
        Acceptance::Vote => yes > no && (yes + no) * 100 >= percent * backers,
        Acceptance::Silence => no * 100 < percent * backers,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(day: i64) -> Timestamp {
        Timestamp::from_micros(day)
    }

    /// Units of each part, shares → what each part has of each tranche.
    #[test]
    fn units_are_rounded_over_all_parts_together() {
        for (units, shares, plan) in [
            // Half of twelve is six, and not eight because each has three.
            (vec![3, 3, 3, 3], vec![5_000, 5_000], vec![vec![2, 1], vec![2, 1], vec![1, 2], vec![1, 2]]),
            // A tenth of four is none.
            (vec![1, 1, 1, 1], vec![1_000, 9_000], vec![vec![0, 1]; 4]),
            (vec![1, 3], vec![5_000, 5_000], vec![vec![1, 0], vec![1, 2]]),
            (vec![7, 4], vec![4_000, 3_000, 3_000], vec![vec![3, 2, 2], vec![2, 1, 1]]),
            (vec![], vec![5_000, 5_000], vec![]),
        ] {
            let parts: Vec<(usize, i64)> = units.into_iter().enumerate().collect();
            let cuts = unit_cuts(&parts, &shares).unwrap();
            let alone: Option<Vec<_>> =
                parts.iter().map(|(part, units)| units_by_cuts(part, *units, &cuts)).collect();
            assert_eq!(alone.as_ref(), Some(&plan), "{parts:?} {shares:?}");
            assert_eq!(unit_plan(&parts, &shares), Some(plan), "{parts:?} {shares:?}");
        }
    }

    #[test]
    fn tranches_sum_to_the_whole() {
        for (total, shares, parts) in [
            (10_000, vec![4_000, 6_000], vec![4_000, 6_000]),
            (100, vec![3_333, 3_333, 3_334], vec![33, 33, 34]),
            (1, vec![5_000, 5_000], vec![1, 0]),
            (0, vec![5_000, 5_000], vec![0, 0]),
            (10_001, vec![10_000], vec![10_001]),
        ] {
            assert_eq!(tranches(total, &shares), Some(parts), "{total} {shares:?}");
        }
    }

    #[test]
    fn the_rest_goes_back_in_proportion_and_ties_by_id() {
        for (rest, gave, back) in [
            (60, vec![("a", 50), ("b", 50)], vec![30, 30]),
            (1, vec![("b", 50), ("a", 50)], vec![0, 1]),
            (10, vec![("a", 1), ("b", 1), ("c", 1)], vec![4, 3, 3]),
            (7, vec![("a", 10), ("b", 0)], vec![7, 0]),
        ] {
            assert_eq!(pro_rata(rest, &gave), Some(back), "{rest} {gave:?}");
        }
        assert_eq!(pro_rata::<&str>(1, &[]), None);
    }

    #[test]
    fn a_share_is_of_the_whole() {
        for (rest, gave, whole, answer) in [
            (60, 50, 100, Some((30, 0))),
            (1, 50, 100, Some((0, 50))),
            (0, 50, 100, Some((0, 0))),
            (i64::MAX, i64::MAX, i64::MAX, Some((i64::MAX, 0))),
            (1, 101, 100, None),
            (1, -1, 100, None),
            (-1, 1, 100, None),
            (1, 0, 0, None),
        ] {
            assert_eq!(share_of(rest, gave, whole), answer, "{rest} {gave} {whole}");
        }
    }

    proptest! {
        /// Part by part, and then one more to the largest remainders, is what dividing all at once gives.
        #[test]
        fn part_by_part_is_as_all_at_once(
            gave in proptest::collection::vec(0..1_000_i64, 1..40),
            tenths in 0..=10_i64,
        ) {
            let gave: Vec<(usize, i64)> = gave.into_iter().enumerate().collect();
            let whole: i64 = gave.iter().map(|(_, minor)| minor).sum();
            prop_assume!(whole > 0);
            let rest = whole * tenths / 10;
            let mut fixed: Vec<(i64, i64)> =
                gave.iter().map(|(_, minor)| share_of(rest, *minor, whole).unwrap()).collect();
            let left = rest - fixed.iter().map(|(back, _)| back).sum::<i64>();
            for _ in 0..left {
                let most = (0..fixed.len()).rev().max_by_key(|at| fixed[*at].1).unwrap();
                prop_assert!(fixed[most].1 > 0);
                fixed[most] = (fixed[most].0 + 1, 0);
            }
            let backs: Vec<i64> = fixed.iter().map(|(back, _)| *back).collect();
            prop_assert_eq!(Some(backs), pro_rata(rest, &gave));
        }
    }

    proptest! {
        /// Every part has all it paid for in the end, every tranche is what its share says of all, and no part is ever below nothing.
        #[test]
        fn units_are_exact_in_the_end(
            units in proptest::collection::vec(1..400_i64, 1..40),
            weights in proptest::collection::vec(1..100_i64, 1..6),
        ) {
            let parts: Vec<(usize, i64)> = units.iter().copied().enumerate().collect();
            let all: i64 = weights.iter().sum();
            let mut shares: Vec<i64> = weights.iter().map(|weight| weight * 10_000 / all).collect();
            shares[0] += 10_000 - shares.iter().sum::<i64>();
            let plan = unit_plan(&parts, &shares).unwrap();
            let whole: i64 = units.iter().sum();
            // Each part alone, by the cuts, has what it has among all.
            let cuts = unit_cuts(&parts, &shares).unwrap();
            for ((part, units), own) in parts.iter().zip(&plan) {
                let alone = units_by_cuts(part, *units, &cuts);
                prop_assert_eq!(alone.as_ref(), Some(own));
            }
            for (own, units) in plan.iter().zip(&units) {
                prop_assert!(own.iter().all(|units| *units >= 0));
                prop_assert_eq!(own.iter().sum::<i64>(), *units);
            }
            let of_tranches = tranches(whole, &shares).unwrap();
            for (at, (tranche, share)) in of_tranches.iter().zip(&shares).enumerate() {
                prop_assert_eq!(plan.iter().map(|own| own[at]).sum::<i64>(), *tranche);
                prop_assert!((tranche * 10_000 - whole * share).abs() < 10_000);
            }
        }
    }

    /// State, earlier, day → the answer. It is due on day 10.
    #[test]
    fn it_is_claimed_in_its_turn_and_in_time() {
        use MilestoneState::{Claimed, Dropped, Overdue, Refused, Released, Waiting};
        for (state, earlier, day, answer) in [
            (Waiting, vec![Released], 9, Ok(())),
            (Waiting, vec![Released], 10, Err(No::Overdue)),
            (Waiting, vec![Released, Waiting], 9, Err(No::NotItsTurn)),
            (Waiting, vec![Released, Claimed], 9, Err(No::NotItsTurn)),
            (Claimed, vec![Released], 9, Err(No::MilestoneDecided)),
            (Released, vec![Released], 9, Err(No::MilestoneDecided)),
            (Refused, vec![Released], 9, Err(No::MilestoneDecided)),
            (Overdue, vec![Released], 9, Err(No::MilestoneDecided)),
            (Dropped, vec![Refused], 9, Err(No::MilestoneDecided)),
        ] {
            let step = Step { state, due_at: at(10), decide_at: None };
            assert_eq!(step.claim(&earlier, at(day)), answer, "{step:?} {earlier:?}");
        }
    }

    /// Due on, the one before released on → overdue from. Backers have seven days to look.
    #[test]
    fn looking_at_the_one_before_takes_no_time_from_the_next() {
        let look = Duration::from_micros(7);
        for (due, released, overdue) in [(30, 10, 30), (30, 23, 30), (30, 24, 31), (30, 30, 37), (30, 36, 43)]
        {
            let due_at = next_due(at(due), at(released), look);
            assert_eq!(due_at, at(overdue), "{due} {released}");
            let step = Step { state: MilestoneState::Waiting, due_at, decide_at: None };
            assert_eq!(step.claim(&[MilestoneState::Released], at(released)), Ok(()));
        }
    }

    /// Way, percent, backers, yes, no → accepted?
    #[test]
    fn backers_accept_by_vote_or_by_silence() {
        for (way, percent, backers, yes, no, answer) in [
            (Acceptance::Vote, 0, 10, 1, 0, true),
            (Acceptance::Vote, 0, 10, 1, 1, false),
            (Acceptance::Vote, 0, 10, 0, 0, false),
            (Acceptance::Vote, 50, 10, 4, 0, false),
            (Acceptance::Vote, 50, 10, 4, 1, true),
            (Acceptance::Vote, 50, 10, 1, 4, false),
            (Acceptance::Vote, 50, 0, 0, 0, true),
            (Acceptance::Silence, 30, 10, 0, 0, true),
            (Acceptance::Silence, 30, 10, 0, 2, true),
            (Acceptance::Silence, 30, 10, 9, 3, false),
            (Acceptance::Silence, 1, 10, 0, 1, false),
            (Acceptance::Silence, 100, 3, 0, 3, false),
        ] {
            let answers = Answers { backers, yes, no };
            assert_eq!(accepted(way, percent, answers), answer, "{way} {percent} {answers:?}");
        }
    }

    /// State, day → what the clock makes of it. Due on day 10; claimed ones are looked at until day 8.
    #[test]
    fn the_clock_decides_what_waits() {
        use MilestoneState::{Claimed, Overdue, Refused, Released, Waiting};
        for (state, day, no, answer) in [
            (Waiting, 9, 0, None),
            (Waiting, 10, 0, Some(Overdue)),
            (Claimed, 7, 9, None),
            (Claimed, 8, 0, Some(Released)),
            (Claimed, 8, 5, Some(Refused)),
            (Released, 20, 0, None),
            (Refused, 20, 0, None),
        ] {
            let step = Step { state, due_at: at(10), decide_at: (state == Claimed).then(|| at(8)) };
            let answers = Answers { backers: 10, yes: 0, no };
            assert_eq!(step.by_clock(Acceptance::Silence, 50, answers, at(day)), answer, "{step:?} {day}");
            assert_eq!(step.answer(at(day)).is_ok(), state == Claimed && day < 8, "{step:?} {day}");
            assert_eq!(step.is_looked_at(at(day)), state == Claimed && day >= 8, "{step:?} {day}");
        }
    }
}
