//! Buying together: the ladder of prices, whole cases, and on whom falls what is not there. Pure.

use crate::refused::PoolRefused;
use kernel::{Currency, Price, Quantity, divide_once};
use std::cmp::Reverse;
use std::collections::BTreeMap;

kernel::codes! {
    /// What becomes of pieces that fill no case.
    pub enum Remainder {
        /// A fund pays for what is missing to the next case; those pieces become stock.
        RoundUp = "round_up",
        /// They are refused, and their money goes back.
        Refuse = "refuse",
    }
}

kernel::codes! {
    /// On whom falls what cannot be had. Stated before anybody joins.
    pub enum FallsOn {
        /// Who joined last goes without first.
        Latest = "latest_first",
        /// Everybody in proportion, in whole steps.
        ProRata = "pro_rata",
    }
}

/// From this quantity on, all together, a unit costs this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    pub from: Quantity,
    pub price: Price,
}

/// Prices by total quantity, the dearest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ladder {
    steps: Vec<Step>,
}

pub const STEPS_MAX: usize = 12;

impl Ladder {
    /// # Errors
    /// `NoPrice`, `TooManySteps`, `PriceNotPositive`, `LadderNotRising`: each step needs more and costs less.
    pub fn new(steps: Vec<Step>) -> Result<Ladder, PoolRefused> {
        if steps.is_empty() {
            return Err(PoolRefused::NoPrice);
        }
        if steps.len() > STEPS_MAX {
            return Err(PoolRefused::TooManySteps);
        }
        if steps.iter().any(|step| step.price.e4 <= 0) {
            return Err(PoolRefused::PriceNotPositive);
        }
        let rises = |pair: &[Step]| pair[0].from < pair[1].from && pair[0].price > pair[1].price;
        let first = steps.first().is_some_and(|step| step.from.milli >= 0);
        match first && steps.windows(2).all(rises) {
            true => Ok(Ladder { steps }),
            false => Err(PoolRefused::LadderNotRising),
        }
    }

    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// What everybody pays on joining: the dearest. So nobody ever has to pay more.
    pub fn dearest(&self) -> Price {
        self.steps[0].price
    }

    /// What a unit costs when so much is bought. Below the first step its price holds.
    pub fn price(&self, total: Quantity) -> Price {
        let reached = self.steps.iter().rev().find(|step| step.from <= total);
        reached.unwrap_or(&self.steps[0]).price
    }

    /// The next cheaper one.
    pub fn next(&self, total: Quantity) -> Option<Step> {
        self.steps.iter().skip(1).find(|step| step.from > total).copied()
    }
}

/// A member's paid part, in the order of joining.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Joined {
    /// Rises with each that joins.
    pub number: i64,
    /// The same for all parts of one person: the number of their first.
    pub person: i64,
    /// Thousandths.
    pub units: i64,
}

/// Whose, number, thousandths: as parts of people.
pub fn joined<M: Ord + Copy>(parts: &[(M, i64, i64)]) -> Vec<Joined> {
    let mut first: BTreeMap<M, i64> = BTreeMap::new();
    for (whose, number, _) in parts {
        first.entry(*whose).and_modify(|first| *first = (*first).min(*number)).or_insert(*number);
    }
    let part = |(whose, number, units): &(M, i64, i64)| Joined {
        number: *number,
        person: first.get(whose).copied().unwrap_or(*number),
        units: *units,
    };
    parts.iter().map(part).collect()
}

/// What is bought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// From the supplier, in thousandths.
    pub ordered: i64,
    /// Of it, what no member has: a fund pays for it.
    pub spare: i64,
    /// What members do not get, by their number.
    pub refused: Vec<Joined>,
    pub price: Price,
}

/// How much is missing to whole cases; 0 without cases.
pub fn missing_to_case(units: i64, case: Option<i64>) -> i64 {
    case.map_or(0, |case| (case - units % case) % case)
}

/// What would be ordered if this much were all that members want.
pub fn ordered(units: i64, case: Option<i64>, remainder: Remainder) -> i64 {
    let missing = missing_to_case(units, case);
    match (case, remainder) {
        (Some(case), Remainder::Refuse) if missing > 0 => units - (case - missing),
        (_, Remainder::RoundUp) => units.saturating_add(missing),
        _ => units,
    }
}

/// How much more members have to want until at least `goal` is ordered, in whole steps; 0 when it is.
pub fn missing_to(goal: i64, units: i64, case: Option<i64>, remainder: Remainder, step: i64) -> i64 {
    let up = |value: i64, to: i64| value.saturating_add(missing_to_case(value, Some(to)));
    let whole = case.map_or(goal, |case| up(goal, case));
    let wanted = match (case, remainder) {
        // The first step into the last case fills it.
        (Some(case), Remainder::RoundUp) if whole > 0 => whole - case + step,
        _ => up(whole, step),
    };
    if ordered(units, case, remainder) >= goal { 0 } else { (wanted - units).max(0) }
}

/// What `joined` buy together, in whole cases. The ladder goes by what is ordered. None when the numbers do not fit
/// into 64 bits, or parts are not whole steps.
pub fn plan(
    joined: &[Joined],
    case: Option<i64>,
    step: i64,
    remainder: Remainder,
    falls_on: FallsOn,
    ladder: &Ladder,
) -> Option<Plan> {
    let units = joined.iter().try_fold(0_i64, |sum, part| sum.checked_add(part.units))?;
    let missing = missing_to_case(units, case);
    let (ordered, spare, refused) = match remainder {
        _ if missing == 0 => (units, 0, Vec::new()),
        Remainder::RoundUp => (units.checked_add(missing)?, missing, Vec::new()),
        Remainder::Refuse => {
            let over = case? - missing;
            (units - over, 0, share_out(over, joined, step, falls_on)?)
        }
    };
    Some(Plan { ordered, spare, refused, price: ladder.price(Quantity::from_milli(ordered)) })
}

/// How much can be bought for so much, in whole steps and whole cases.
pub fn covered(minor: i64, price: Price, currency: Currency, step: i64, case: Option<i64>) -> i64 {
    let each = i128::from(price.e4).max(1) * 10_i128.pow(currency.exponent());
    let milli = i64::try_from(i128::from(minor.max(0)) * 10_000_000 / each).unwrap_or(i64::MAX);
    let milli = milli - milli % step.max(1);
    case.map_or(milli, |case| milli - milli % case.max(1))
}

/// On whom `missing` falls, in whole steps; nobody loses more than they have. Who loses nothing is left out. None when
/// there is less than is missing, or it is no whole number of steps.
///
/// In proportion to what each person has in all their parts: by largest remainder, of equal ones who joined later first; of a person's
/// parts the latest goes first. Who joins twice loses no more than who joins once for as much.
pub fn share_out(missing: i64, joined: &[Joined], step: i64, falls_on: FallsOn) -> Option<Vec<Joined>> {
    let units: i64 = joined.iter().map(|part| part.units).sum();
    if missing < 0 || missing > units || step <= 0 || missing % step != 0 {
        return None;
    }
    if missing == 0 {
        return Some(Vec::new());
    }
    let mut lost: Vec<Joined> = match falls_on {
        FallsOn::Latest => latest_first(missing, joined.to_vec()),
        FallsOn::ProRata => {
            let mut people: BTreeMap<i64, Vec<Joined>> = BTreeMap::new();
            for part in joined {
                people.entry(part.person).or_default().push(*part);
            }
            let weight = |parts: &[Joined]| {
                u64::try_from(parts.iter().map(|part| part.units / step).sum::<i64>()).ok()
            };
            let weights: Option<Vec<_>> =
                people.iter().map(|(person, parts)| Some((Reverse(*person), weight(parts)?))).collect();
            let steps = divide_once(missing / step, &weights?)?;
            people.into_values().zip(steps).flat_map(|(parts, n)| latest_first(n * step, parts)).collect()
        }
    };
    lost.retain(|part| part.units > 0);
    lost.sort_unstable_by_key(|part| part.number);
    Some(lost)
}

/// What of each part is lost when so much falls on all, from the latest on.
fn latest_first(missing: i64, mut parts: Vec<Joined>) -> Vec<Joined> {
    let mut left = missing;
    parts.sort_unstable_by_key(|part| Reverse(part.number));
    let take = |part: Joined| {
        let units = part.units.min(left);
        left -= units;
        Joined { units, ..part }
    };
    parts.into_iter().map(take).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ladder(steps: &[(i64, i64)]) -> Result<Ladder, PoolRefused> {
        let step =
            |(from, e4): &(i64, i64)| Step { from: Quantity::from_milli(*from), price: Price::from_e4(*e4) };
        Ladder::new(steps.iter().map(step).collect())
    }

    fn joined(units: &[i64]) -> Vec<Joined> {
        (1..).zip(units).map(|(number, units)| Joined { number, person: number, units: *units }).collect()
    }

    fn pairs(parts: &[Joined]) -> Vec<(i64, i64)> {
        parts.iter().map(|part| (part.number, part.units)).collect()
    }

    #[test]
    fn a_ladder_rises_in_quantity_and_falls_in_price() {
        for (steps, answer) in [
            (&[][..], Err(PoolRefused::NoPrice)),
            (&[(0, 100)], Ok(())),
            (&[(0, 100), (10, 90), (20, 80)], Ok(())),
            (&[(0, 100), (10, 100)], Err(PoolRefused::LadderNotRising)),
            (&[(0, 100), (0, 90)], Err(PoolRefused::LadderNotRising)),
            (&[(10, 100), (5, 90)], Err(PoolRefused::LadderNotRising)),
            (&[(-1, 100)], Err(PoolRefused::LadderNotRising)),
            (&[(0, 0)], Err(PoolRefused::PriceNotPositive)),
        ] {
            assert_eq!(ladder(steps).map(|_| ()), answer, "{steps:?}");
        }
        let long: Vec<_> = (0..13).map(|n| (n, 100 - n)).collect();
        assert_eq!(ladder(&long).map(|_| ()), Err(PoolRefused::TooManySteps));
    }

    /// Bought together → price, and where the next step begins.
    #[test]
    fn everybody_pays_the_lowest_price_reached() {
        let ladder = ladder(&[(1_000, 100), (10_000, 90), (20_000, 80)]).unwrap();
        assert_eq!(ladder.dearest(), Price::from_e4(100));
        for (units, price, next) in [
            (0, 100, Some(10_000)),
            (9_999, 100, Some(10_000)),
            (10_000, 90, Some(20_000)),
            (20_000, 80, None),
            (i64::MAX, 80, None),
        ] {
            let total = Quantity::from_milli(units);
            assert_eq!(ladder.price(total), Price::from_e4(price), "{units}");
            assert_eq!(ladder.next(total).map(|step| step.from.milli), next, "{units}");
        }
    }

    /// Wanted, case, rule, goal → ordered now, still missing. A step is half a unit.
    #[test]
    fn what_is_missing_to_a_goal_counts_whole_cases() {
        use Remainder::{Refuse, RoundUp};
        for (units, case, rule, goal, is, missing) in [
            (12_000, None, Refuse, 20_000, 12_000, 8_000),
            (20_000, None, Refuse, 20_000, 20_000, 0),
            (0, None, RoundUp, 0, 0, 0),
            (13_000, Some(12_000), Refuse, 20_000, 12_000, 11_000),
            (23_500, Some(12_000), Refuse, 24_000, 12_000, 500),
            (24_000, Some(12_000), Refuse, 20_000, 24_000, 0),
            (12_000, Some(12_000), RoundUp, 20_000, 12_000, 500),
            (12_500, Some(12_000), RoundUp, 20_000, 24_000, 0),
            (3_000, None, Refuse, 3_250, 3_000, 500),
        ] {
            assert_eq!(ordered(units, case, rule), is, "{units} {case:?} {rule}");
            assert_eq!(missing_to(goal, units, case, rule, 500), missing, "{units} {case:?} {rule} {goal}");
        }
    }

    /// Fen, price a unit, case → how much that buys, in halves.
    #[test]
    fn what_a_mandate_covers() {
        for (minor, price, case, much) in [
            (0, "10", None, 0),
            (9_999, "10", None, 9_500),
            (10_000, "10", None, 10_000),
            (10_000, "3", None, 33_000),
            (10_000, "3", Some(12_000), 24_000),
            (500, "10", Some(12_000), 0),
        ] {
            let price = Price::parse(price).unwrap();
            let is = covered(minor, price, Currency::CNY, 500, case);
            assert_eq!(is, much, "{minor} {price:?} {case:?}");
            assert!(price.times(Quantity::from_milli(is), Currency::CNY).unwrap().minor <= minor);
        }
    }

    /// Parts, missing, rule → who loses what.
    #[test]
    fn what_is_missing_falls_on_whom_it_was_said() {
        use FallsOn::{Latest, ProRata};
        for (units, missing, rule, lost) in [
            (&[3, 2, 4][..], 0, Latest, &[][..]),
            (&[3, 2, 4], 4, Latest, &[(3, 4)]),
            (&[3, 2, 4], 5, Latest, &[(2, 1), (3, 4)]),
            (&[3, 2, 4], 9, Latest, &[(1, 3), (2, 2), (3, 4)]),
            (&[3, 2, 4], 3, ProRata, &[(1, 1), (2, 1), (3, 1)]),
            (&[1, 1, 1], 1, ProRata, &[(3, 1)]),
            (&[1, 1, 1], 2, ProRata, &[(2, 1), (3, 1)]),
            (&[6, 3], 3, ProRata, &[(1, 2), (2, 1)]),
        ] {
            let lost_is = share_out(missing, &joined(units), 1, rule).map(|lost| pairs(&lost));
            assert_eq!(lost_is, Some(lost.to_vec()), "{units:?} {missing} {rule}");
        }
        assert_eq!(share_out(10, &joined(&[3, 2, 4]), 1, Latest), None);
        assert_eq!(share_out(3, &joined(&[4, 4]), 2, Latest), None);
    }

    /// Whose parts, missing → who loses what: as much as who has all of theirs in one part.
    #[test]
    fn who_joins_twice_loses_no_more() {
        for (parts, missing, lost) in [
            (&[("a", 3), ("a", 2), ("b", 2), ("c", 1)][..], 2, &[(2, 1), (3, 1)][..]),
            (&[("a", 3), ("b", 2), ("a", 2), ("c", 1)], 2, &[(2, 1), (3, 1)]),
            (&[("a", 5), ("b", 2), ("c", 1)], 2, &[(1, 1), (2, 1)]),
            (&[("a", 3), ("a", 1), ("b", 4)], 4, &[(1, 1), (2, 1), (3, 2)]),
            (&[("a", 3), ("a", 1), ("b", 4)], 8, &[(1, 3), (2, 1), (3, 4)]),
        ] {
            let parts: Vec<(&str, i64, i64)> =
                (1..).zip(parts).map(|(number, (whose, units))| (*whose, number, *units)).collect();
            let lost_is = share_out(missing, &super::joined(&parts), 1, FallsOn::ProRata);
            assert_eq!(lost_is.map(|lost| pairs(&lost)), Some(lost.to_vec()), "{parts:?} {missing}");
        }
    }

    /// Parts, case, remainder → ordered, spare, refused, price.
    #[test]
    fn only_whole_cases_are_ordered() {
        let ladder = ladder(&[(0, 100), (12, 90), (24, 80)]).unwrap();
        let check = |units: &[i64], case, remainder, ordered, spare, refused: &[(i64, i64)], price| {
            let plan = plan(&joined(units), case, 1, remainder, FallsOn::Latest, &ladder).unwrap();
            assert_eq!((plan.ordered, plan.spare), (ordered, spare), "{units:?}");
            assert_eq!(pairs(&plan.refused), refused, "{units:?}");
            assert_eq!(plan.price, Price::from_e4(price), "{units:?}");
        };
        check(&[7, 6], None, Remainder::Refuse, 13, 0, &[], 90);
        check(&[7, 6], Some(12), Remainder::Refuse, 12, 0, &[(2, 1)], 90);
        check(&[7, 6], Some(12), Remainder::RoundUp, 24, 11, &[], 80);
        check(&[6, 6], Some(12), Remainder::RoundUp, 12, 0, &[], 90);
        check(&[5], Some(12), Remainder::Refuse, 0, 0, &[(1, 5)], 100);
        check(&[5], Some(12), Remainder::RoundUp, 12, 7, &[], 90);
    }

    proptest! {
        /// Nobody loses more than they have, the losses sum to what is missing, all in whole steps, and the order in
        /// which parts are listed does not matter.
        #[test]
        fn losses_sum_to_what_is_missing(
            steps in prop::collection::vec(1_i64..40, 1..30),
            step in 1_i64..5,
            part in 0_i64..=1_000,
            people in 1_i64..30,
            pro_rata: bool,
        ) {
            let parts: Vec<(i64, i64, i64)> =
                (1..).zip(&steps).map(|(number, n)| (number * number % people, number, n * step)).collect();
            let joined = super::joined(&parts);
            let missing = steps.iter().sum::<i64>() * part / 1_000 * step;
            let rule = if pro_rata { FallsOn::ProRata } else { FallsOn::Latest };
            let lost = share_out(missing, &joined, step, rule).unwrap();
            prop_assert_eq!(lost.iter().map(|part| part.units).sum::<i64>(), missing);
            for part in &lost {
                let had = joined.iter().find(|had| had.number == part.number).unwrap();
                prop_assert!(part.units <= had.units && part.units % step == 0);
            }
            let mut turned = joined.clone();
            turned.reverse();
            prop_assert_eq!(share_out(missing, &turned, step, rule), Some(lost.clone()));
            // In proportion nobody is a whole step off, whatever parts they have it in.
            let all: i64 = steps.iter().sum();
            for person in joined.iter().map(|part| part.person).filter(|_| pro_rata) {
                let sum = |of: &[Joined]| -> i64 {
                    of.iter().filter(|part| part.person == person).map(|part| part.units / step).sum()
                };
                prop_assert!((sum(&lost) * all - sum(&joined) * (missing / step)).abs() < all);
            }
        }

        /// What is ordered is whole cases, and is what members get and what is spare.
        #[test]
        fn ordered_is_members_parts_and_spare(
            units in prop::collection::vec(1_i64..40, 1..30),
            case in prop::option::of(1_i64..25),
            round_up: bool,
            pro_rata: bool,
        ) {
            let rule = if pro_rata { FallsOn::ProRata } else { FallsOn::Latest };
            let remainder = if round_up { Remainder::RoundUp } else { Remainder::Refuse };
            let ladder = ladder(&[(0, 100), (50, 90)]).unwrap();
            let plan = plan(&joined(&units), case, 1, remainder, rule, &ladder).unwrap();
            let refused: i64 = plan.refused.iter().map(|part| part.units).sum();
            prop_assert_eq!(plan.ordered, units.iter().sum::<i64>() - refused + plan.spare);
            prop_assert_eq!(plan.ordered % case.unwrap_or(1), 0);
            prop_assert!(plan.spare < case.unwrap_or(1) && refused < case.unwrap_or(1));
        }
    }
}
