//! What a match fund adds to gifts: a percentage of each with its caps, or quadratic matching. Pure, in whole minor units.
//!
//! Quadratic matching: V. Buterin, Z. Hitzig, E. G. Weyl, "A Flexible Design for Funding Public Goods", Management Science 65 (2019),
//! arXiv:1809.06421 (2018). A campaign with gifts c₁, c₂, … would have (√c₁ + √c₂ + …)² in all, so the match is that less what was
//! given. Here in the capital-constrained form in which it is used: what the matches come to beyond the budget, all of them are
//! scaled down to it.

use crate::refused::MatchRefused as No;
use kernel::divide_once;
use std::collections::BTreeMap;

kernel::codes! {
    /// By what rule a fund adds.
    pub enum MatchKind {
        /// So many percent of each gift, first come, first served.
        Share = "share",
        /// The more people give, the more of it: many small gifts count for more than one large one.
        Quadratic = "quadratic",
    }
}

kernel::codes! {
    /// Where a match fund stands.
    pub enum MatchState {
        /// Some of its campaigns still collect.
        Open = "open",
        /// All have closed: what none of them needed is with its fund again.
        Done = "done",
    }
}

kernel::codes! {
    /// Where the match of one campaign stands.
    pub enum MatchStage {
        /// It goes with what is in.
        Counting = "counting",
        /// The campaign closed with its goal reached: the sum is fixed.
        Fixed = "fixed",
        /// It lies with the campaign's money, and leaves it as that does.
        Held = "held",
        /// The campaign failed or was called off: nothing of it is added.
        Off = "off",
    }
}

pub const CAMPAIGNS_MAX: usize = 20;
pub const PERCENT: std::ops::RangeInclusive<i64> = 1..=1_000;

/// The rule as it is decided on. Sums are minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MatchRule {
    pub kind: MatchKind,
    /// Of a share: percent of a gift, the most for one gift, and for one member over all campaigns of the fund. 0 where the
    /// kind is another.
    pub percent: i64,
    pub each_minor: i64,
    pub member_minor: i64,
    /// The most for one campaign.
    pub campaign_minor: i64,
    /// The most in all.
    pub budget_minor: i64,
}

impl MatchRule {
    /// Each cap holds within the next.
    ///
    /// # Errors
    /// `BudgetUnfit`, `PercentUnfit`, `CapsUnfit`.
    pub fn check(&self, sum_max: i64) -> Result<(), No> {
        if !(1..=sum_max).contains(&self.budget_minor) {
            return Err(No::BudgetUnfit);
        }
        let outer = (1..=self.budget_minor).contains(&self.campaign_minor);
        let inner = match self.kind {
            MatchKind::Share if !PERCENT.contains(&self.percent) => return Err(No::PercentUnfit),
            MatchKind::Share => {
                (1..=self.budget_minor).contains(&self.member_minor)
                    && (1..=self.member_minor.min(self.campaign_minor)).contains(&self.each_minor)
            }
            MatchKind::Quadratic => (self.percent, self.each_minor, self.member_minor) == (0, 0, 0),
        };
        if outer && inner { Ok(()) } else { Err(No::CapsUnfit) }
    }

    /// What one gift brings by a share; `left` is what the caps leave. Rounded down.
    pub fn share(&self, gift_minor: i64, left: &Left) -> i64 {
        if self.kind != MatchKind::Share {
            return 0;
        }
        let exact = i128::from(gift_minor.max(0)) * i128::from(self.percent) / 100;
        let least = self.each_minor.min(left.member_minor).min(left.campaign_minor).min(left.budget_minor);
        i64::try_from(exact.min(i128::from(least))).unwrap_or(least).max(0)
    }
}

/// What the caps leave, before a gift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// Of what the gifts of this member, and of who is one person with them, may bring.
    pub member_minor: i64,
    pub campaign_minor: i64,
    pub budget_minor: i64,
}

/// Roots are counted in ten-thousandths.
const ROOT_UNITS: u128 = 10_000;

/// The square root of what one person gave to a campaign, in ten-thousandths, rounded down.
pub fn root(given_minor: i64) -> i64 {
    let given = u128::try_from(given_minor.max(0)).unwrap_or_default();
    i64::try_from((given * ROOT_UNITS * ROOT_UNITS).isqrt()).unwrap_or(i64::MAX)
}

/// The sum of the roots of what each person gave; `given` names as whom every gift counts, in any order.
pub fn roots<K: Ord>(given: impl IntoIterator<Item = (K, i64)>) -> i64 {
    let mut of_each = BTreeMap::<K, i64>::new();
    for (who, minor) in given {
        *of_each.entry(who).or_default() += minor;
    }
    of_each.into_values().map(root).sum()
}

/// What quadratic matching would add to a campaign before the budget is looked at: the square of the sum of roots less what was
/// given, rounded down, never negative, `cap` at most. `roots` is the sum of `root` over persons.
pub fn quadratic(roots: i64, given_minor: i64, cap_minor: i64) -> i64 {
    let roots = u128::try_from(roots.max(0)).unwrap_or_default();
    let given = u128::try_from(given_minor.max(0)).unwrap_or_default();
    // Below i64::MAX squared, so it cannot overflow.
    let added = (roots * roots / (ROOT_UNITS * ROOT_UNITS)).saturating_sub(given);
    i64::try_from(added).unwrap_or(i64::MAX).min(cap_minor)
}

/// What each campaign gets of the budget that is left: what it would get where that fits, else all scaled down to the budget by
/// largest remainder, ties to the smaller id.
pub fn within<K: Ord + Clone>(budget_minor: i64, wanted: &[(K, i64)]) -> Vec<i64> {
    let sum: i128 = wanted.iter().map(|(_, minor)| i128::from(*minor)).sum();
    if sum <= i128::from(budget_minor) {
        return wanted.iter().map(|(_, minor)| *minor).collect();
    }
    let weights: Vec<(K, u64)> =
        wanted.iter().map(|(id, minor)| (id.clone(), u64::try_from(*minor).unwrap_or_default())).collect();
    divide_once(budget_minor, &weights).unwrap_or_else(|| vec![0; wanted.len()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Half of each gift: ¥50 a gift, ¥80 a member, ¥200 a campaign, ¥300 in all.
    fn half() -> MatchRule {
        MatchRule {
            kind: MatchKind::Share,
            percent: 50,
            each_minor: 5_000,
            member_minor: 8_000,
            campaign_minor: 20_000,
            budget_minor: 30_000,
        }
    }

    fn squared() -> MatchRule {
        MatchRule { kind: MatchKind::Quadratic, percent: 0, each_minor: 0, member_minor: 0, ..half() }
    }

    #[test]
    fn rules_hold_or_say_what_does_not() {
        type Change = fn(&mut MatchRule);
        assert_eq!((half().check(1_000_000), squared().check(1_000_000)), (Ok(()), Ok(())));
        for (answer, change) in [
            (No::BudgetUnfit, (|rule| rule.budget_minor = 0) as Change),
            (No::BudgetUnfit, |rule| rule.budget_minor = 1_000_001),
            (No::PercentUnfit, |rule| rule.percent = 0),
            (No::PercentUnfit, |rule| rule.percent = 1_001),
            (No::CapsUnfit, |rule| rule.campaign_minor = 30_001),
            (No::CapsUnfit, |rule| rule.campaign_minor = 0),
            (No::CapsUnfit, |rule| rule.member_minor = 0),
            (No::CapsUnfit, |rule| rule.member_minor = 30_001),
            (No::CapsUnfit, |rule| rule.each_minor = 8_001),
            (No::CapsUnfit, |rule| rule.each_minor = 0),
            (No::CapsUnfit, |rule| rule.kind = MatchKind::Quadratic),
        ] {
            let mut rule = half();
            change(&mut rule);
            assert_eq!(rule.check(1_000_000), Err(answer), "{rule:?}");
        }
    }

    /// Gift, left to the member, the campaign and in all → what it brings.
    #[test]
    fn a_share_is_rounded_down_and_each_cap_holds() {
        for (gift, member, campaign, budget, brings) in [
            (10_000, 8_000, 20_000, 30_000, 5_000),
            (101, 8_000, 20_000, 30_000, 50),
            (1, 8_000, 20_000, 30_000, 0),
            (20_000, 8_000, 20_000, 30_000, 5_000),
            (10_000, 3_000, 20_000, 30_000, 3_000),
            (10_000, 8_000, 2_000, 30_000, 2_000),
            (10_000, 8_000, 20_000, 1_000, 1_000),
            (10_000, 0, 20_000, 30_000, 0),
            (i64::MAX, 8_000, 20_000, 30_000, 5_000),
        ] {
            let left = Left { member_minor: member, campaign_minor: campaign, budget_minor: budget };
            assert_eq!(half().share(gift, &left), brings, "{gift} {left:?}");
            assert_eq!(squared().share(gift, &left), 0);
        }
    }

    /// The published formula on round numbers: gifts → match.
    #[test]
    fn many_small_gifts_are_matched_more_than_one_large_one() {
        for (gifts, added) in [
            (vec![10_000], 0),
            // (10 + 10)² − 200
            (vec![100, 100], 200),
            // (1 + 2 + 3)² − 14
            (vec![1, 4, 9], 22),
            // Ten times ¥10: 100 times as much together, less what was given.
            (vec![1_000; 10], 89_999),
            (vec![], 0),
        ] {
            let roots = gifts.iter().map(|gift| root(*gift)).sum();
            let near = quadratic(roots, gifts.iter().sum(), i64::MAX);
            assert_eq!(near, added, "{gifts:?}");
        }
        assert_eq!(quadratic(root(100) * 2, 200, 150), 150);
        assert_eq!(
            (root(0), root(-5), root(2), root(9_000_000_000_000_000)),
            (0, 0, 14_142, 948_683_298_050)
        );
    }

    #[test]
    fn what_one_person_gave_has_one_root() {
        for (given, sum) in [
            (vec![("a", 900), ("b", 900)], root(900) * 2),
            (vec![("a", 900), ("b", 900), ("a", 700)], root(900) + root(1_600)),
            (vec![("a", 0)], 0),
            (vec![], 0),
        ] {
            assert_eq!(roots(given.clone()), sum, "{given:?}");
        }
    }

    #[test]
    fn what_passes_the_budget_is_scaled_down_exactly() {
        for (budget, wanted, gets) in [
            (1_000, vec![("a", 300), ("b", 700)], vec![300, 700]),
            (1_000, vec![("a", 300), ("b", 800)], vec![273, 727]),
            (1, vec![("b", 5), ("a", 5)], vec![0, 1]),
            (0, vec![("a", 5)], vec![0]),
            (10, vec![], vec![]),
        ] {
            assert_eq!(within(budget, &wanted), gets, "{budget} {wanted:?}");
        }
    }

    proptest! {
        /// Whatever is given by whom: no cap is passed, nor the budget; and who gives more brings no less.
        #[test]
        fn shares_pass_no_cap(gifts in prop::collection::vec((0..4_u8, 0..2_u8, 0_i64..40_000), 0..40)) {
            let (rule, mut members, mut campaigns, mut all) = (half(), [0_i64; 4], [0_i64; 2], 0_i64);
            for (member, campaign, gift) in gifts {
                let left = Left {
                    member_minor: rule.member_minor - members[member as usize],
                    campaign_minor: rule.campaign_minor - campaigns[campaign as usize],
                    budget_minor: rule.budget_minor - all,
                };
                let brings = rule.share(gift, &left);
                prop_assert!((0..=rule.each_minor).contains(&brings));
                prop_assert!(rule.share(gift + 1, &left) >= brings);
                members[member as usize] += brings;
                campaigns[campaign as usize] += brings;
                all += brings;
                prop_assert!(members[member as usize] <= rule.member_minor);
                prop_assert!(campaigns[campaign as usize] <= rule.campaign_minor);
            }
            prop_assert!(all <= rule.budget_minor);
            prop_assert_eq!(campaigns.iter().sum::<i64>(), all);
        }

        /// Within caps and budget; scaled down only to the whole budget; and one more gift to a campaign takes nothing from it.
        #[test]
        fn quadratic_matches_pass_no_cap_and_grow_with_gifts(
            gifts in prop::collection::vec(prop::collection::vec(0_i64..1_000_000, 0..8), 1..6),
            more in 0_i64..1_000_000, cap in 1_i64..2_000_000, budget in 0_i64..4_000_000,
        ) {
            let wanted = |gifts: &[Vec<i64>]| -> Vec<(usize, i64)> {
                let one = |gifts: &Vec<i64>| {
                    quadratic(gifts.iter().map(|gift| root(*gift)).sum(), gifts.iter().sum(), cap)
                };
                gifts.iter().map(one).enumerate().collect()
            };
            let before = wanted(&gifts);
            let gets = within(budget, &before);
            let whole: i64 = before.iter().map(|(_, minor)| minor).sum();
            prop_assert_eq!(gets.iter().sum::<i64>(), whole.min(budget));
            for (minor, (_, wants)) in gets.iter().zip(&before) {
                prop_assert!((0..=*wants).contains(minor) && *wants <= cap);
            }
            let mut grown = gifts.clone();
            grown[0].push(more);
            let after = within(budget, &wanted(&grown));
            prop_assert!(after[0] >= gets[0], "{:?} {:?}", after, gets);
        }
    }
}
