//! What a simulation came to, as it is frozen beside the rule: everything but the shares of single holders. Pure.

use crate::given::LeftOut;
use crate::rule::{BY_TRADE_LEAST, Basis, Excess, PARTS, Rule};
use crate::surplus::{Moved, Result};
use kernel::serde::{Deserialize, Serialize};

/// Equal parts of the holders that the picture shows.
pub const TENTHS: usize = 10;

/// What one account of the fund saw in the period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct FlowOf {
    /// `sales`, `donation`, …: the account's purpose.
    pub purpose: String,
    /// Income earned or expense spent.
    pub minor: i64,
    pub posting_count: i64,
}

/// What one basis came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct BasisOutcome {
    pub basis: Basis,
    pub part_minor: i64,
    /// In words: it may pass what JSON numbers hold.
    pub weight_sum: String,
    pub holder_count: i64,
    pub cap_minor: Option<i64>,
    pub capped_count: i64,
    /// What the cap leaves in the fund.
    pub left_minor: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct TaxOutcome {
    pub name: String,
    pub minor: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct Outcome {
    pub flows: Vec<FlowOf>,
    pub result: Result,
    /// What of the flows is no surplus. Nothing where it was written before that was told apart.
    #[serde(default)]
    pub left_out: Option<LeftOut>,
    /// From when on that is told apart for the fund, in microseconds (0: always). What it saw before was shared out with all else. Nothing where
    /// it was written before this was.
    #[serde(default)]
    pub told_apart_from_us: Option<i64>,
    /// From when on what a team asked for before its mandate ended is held back for it, in microseconds (0: always). What was over before was
    /// earned with all that waited. Nothing where it was written before this was.
    #[serde(default)]
    pub held_from_us: Option<i64>,
    /// Gifts left out until the end of the period, of all that time together: so much of them can be taken back without being a loss. Nothing
    /// where it was written before this was.
    #[serde(default)]
    pub gifts_left_out_minor: Option<i64>,
    /// Until when the fund was shared out before, in microseconds (0: never). Nothing where it was written before this was.
    #[serde(default)]
    pub follows_us: Option<i64>,
    /// Of the loss before, what was lost since then in time that was never shared out.
    #[serde(default)]
    pub skipped_loss_minor: i64,
    pub set_aside: Vec<Moved>,
    pub shared_minor: i64,
    pub bases: Vec<BasisOutcome>,
    pub taxes: Vec<TaxOutcome>,
    /// From other funds, for a loss.
    pub covers: Vec<Moved>,
    pub loss_left_minor: i64,
    /// What leaves the fund to be shared out; what holders are owed; what is kept back; the rest is carried in fractions.
    pub total_minor: i64,
    pub paid_minor: i64,
    pub withheld_minor: i64,
    /// The fractions of earlier times that the fund keeps for its holders. Nothing where it was written before this was.
    #[serde(default)]
    pub fractions_before_minor: Option<i64>,
    pub holder_count: i64,
    /// What each tenth of the holders is owed together, those with least first.
    pub tenths: Vec<i64>,
    pub least_minor: i64,
    pub most_minor: i64,
}

/// What the cap of a basis did to one holder's part of it: they are told so, with the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capped {
    /// Cut to the cap; what is above it goes to the others, or stays in the fund.
    Cut { by_weight_minor: i64, cap_minor: i64, excess: Excess },
    /// Others were cut, and some of it came here; at the most up to the cap.
    Raised { by_weight_minor: i64, more_minor: i64, reached_cap: bool },
}

impl Capped {
    /// What it would be by weight alone, rounded down.
    pub fn by_weight_minor(self) -> i64 {
        match self {
            Capped::Cut { by_weight_minor, .. } | Capped::Raised { by_weight_minor, .. } => by_weight_minor,
        }
    }
}

impl BasisOutcome {
    /// What the cap did to a holder of this weight, who got so much of this basis. None where it did nothing: a carried fraction that became a
    /// whole unit is none of it.
    pub fn capped(&self, excess: Excess, weight: u64, minor: i64) -> Option<Capped> {
        let cap_minor = self.cap_minor.filter(|_| self.capped_count > 0)?;
        let all = self.weight_sum.parse::<u64>().ok().filter(|all| *all > 0)?;
        let (exact, all) = (i128::from(self.part_minor) * i128::from(weight), i128::from(all));
        let by_weight_minor = i64::try_from(exact / all).unwrap_or(i64::MAX);
        if exact > i128::from(cap_minor) * all {
            return Some(Capped::Cut { by_weight_minor, cap_minor, excess });
        }
        let more_minor = minor - by_weight_minor;
        let raised = excess == Excess::Others && more_minor > 1;
        raised.then_some(Capped::Raised { by_weight_minor, more_minor, reached_cap: minor == cap_minor })
    }
}

/// Where a surplus goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goes {
    /// To the fund of this number.
    Aside(i64),
    Shared(Basis),
    /// Above the cap of whoever has reached it, and nobody else to get it, or decided to stay.
    Left,
    /// Below zero: a loss, covered by the fund of this number.
    CoveredBy(i64),
    LossLeft,
}

/// What stands between what is shared out and what holders are owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reaches {
    /// Fractions of earlier times: added.
    Before,
    /// Fractions that are kept for the next time: taken off.
    After,
    /// Both together, where it was not written down what was there before.
    Fractions,
    /// By its place among the taxes.
    Withheld(usize),
}

impl Outcome {
    /// All that becomes of the surplus: it sums to it.
    pub fn goes(&self) -> Vec<(Goes, i64)> {
        let aside = self.set_aside.iter().map(|moved| (Goes::Aside(moved.fund), moved.minor));
        let shared = self.bases.iter().map(|one| (Goes::Shared(one.basis), one.part_minor - one.left_minor));
        let left = self.bases.iter().map(|one| one.left_minor).sum::<i64>();
        let left = (left != 0).then_some((Goes::Left, left));
        let covers = self.covers.iter().map(|moved| (Goes::CoveredBy(moved.fund), -moved.minor));
        let loss = (self.loss_left_minor != 0).then_some((Goes::LossLeft, -self.loss_left_minor));
        aside.chain(shared).chain(left).chain(covers).chain(loss).collect()
    }

    /// Whether as much goes by trade as the law of farmers' co-operatives asks, of what can be shared out: after losses and what is set aside for
    /// reserves (`is_reserve`), the common reserve of the law. What goes to other funds was there to be shared out, and so is what caps leave. Rounded
    /// down to whole units, as parts are rounded.
    pub fn keeps_farmers_law(&self, is_reserve: impl Fn(i64) -> bool) -> bool {
        let elsewhere = self.set_aside.iter().filter(|moved| !is_reserve(moved.fund));
        let all = self.shared_minor + elsewhere.map(|moved| moved.minor).sum::<i64>();
        let traded = self.bases.iter().filter(|one| one.basis.is_trade());
        let by_trade: i64 = traded.map(|one| one.part_minor - one.left_minor).sum();
        i128::from(by_trade) >= i128::from(all) * i128::from(BY_TRADE_LEAST) / i128::from(PARTS)
    }

    /// From what is shared out to what holders are owed: added to the first, it sums to the second.
    pub fn reaches(&self) -> Vec<(Reaches, i64)> {
        let kept = self.total_minor - self.paid_minor - self.withheld_minor;
        let mut steps = match self.fractions_before_minor {
            Some(before) => vec![(Reaches::Before, before), (Reaches::After, -(before + kept))],
            None => vec![(Reaches::Fractions, -kept)],
        };
        steps.retain(|(_, minor)| *minor != 0);
        steps.extend(self.taxes.iter().enumerate().map(|(at, tax)| (Reaches::Withheld(at), -tax.minor)));
        steps
    }

    /// What a basis has of what is shared out, in `PARTS`, rounded; and whether nobody has anything of it. By the rule and not by the sum:
    /// of a small one the last cent would make it another part.
    pub fn effective(&self, rule: &Rule, basis: Basis) -> Option<(i64, bool)> {
        let own = self.bases.iter().find(|one| one.basis == basis)?;
        if own.holder_count == 0 {
            return Some((0, true));
        }
        let held = self.bases.iter().filter(|one| one.holder_count > 0);
        Some((rounded_parts(rule.weight(basis), held.map(|one| rule.weight(one.basis)).sum()), false))
    }
}

/// A part of a whole in `PARTS`, to the nearest.
pub fn rounded_parts(part: i64, whole: i64) -> i64 {
    let (part, whole) = (i128::from(part), i128::from(whole.max(1)));
    i64::try_from((part * 2 * i128::from(PARTS) + whole) / (2 * whole)).unwrap_or(i64::MAX)
}

/// How many holders a tenth has, counted from nought.
pub fn tenth_size(holders: i64, tenth: usize) -> i64 {
    let (each, more) = (holders / TENTHS as i64, holders % TENTHS as i64);
    each + i64::from((tenth as i64) < more)
}

/// Sums of equal parts of the holders, least first; the first ones have one holder more where it does not come out even.
pub fn tenths(mut sums: Vec<i64>) -> Vec<i64> {
    sums.sort_unstable();
    let (each, more) = (sums.len() / TENTHS, sums.len() % TENTHS);
    let mut rest = &sums[..];
    (0..TENTHS)
        .map(|tenth| {
            let (own, others) = rest.split_at(each + usize::from(tenth < more));
            rest = others;
            own.iter().sum()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Weight of 100, what was got of 1,000, where a cap of 400 cut somebody → what is said.
    #[test]
    fn a_cap_is_told_with_its_numbers() {
        use Excess::{Fund, Others};
        let basis = |capped_count, cap_minor| BasisOutcome {
            basis: Basis::Work,
            part_minor: 1_000,
            weight_sum: "100".to_owned(),
            holder_count: 3,
            cap_minor,
            capped_count,
            left_minor: 0,
        };
        let cut = |by_weight_minor, excess| Capped::Cut { by_weight_minor, cap_minor: 400, excess };
        let raised = |by_weight_minor, more_minor, reached_cap| Capped::Raised {
            by_weight_minor,
            more_minor,
            reached_cap,
        };
        for (weight, minor, excess, answer) in [
            (60, 400, Others, Some(cut(600, Others))),
            (60, 400, Fund, Some(cut(600, Fund))),
            (40, 400, Others, None),
            (30, 400, Others, Some(raised(300, 100, true))),
            (10, 200, Others, Some(raised(100, 100, false))),
            // A carried fraction.
            (10, 101, Others, None),
            (10, 101, Fund, None),
            (0, 0, Others, None),
        ] {
            assert_eq!(
                basis(1, Some(400)).capped(excess, weight, minor),
                answer,
                "{weight} {minor} {excess}"
            );
        }
        // Nobody was cut, or nobody could be.
        assert_eq!(basis(0, Some(900)).capped(Others, 60, 600), None);
        assert_eq!(basis(0, None).capped(Others, 60, 600), None);
    }

    /// By trade and what a cap leaves of it, by capital, set aside for the reserve (2) and for mutual aid (3) → whether it is the law's 60 %.
    #[test]
    fn the_law_of_farmers_cooperatives_is_kept_by_what_really_goes_by_trade() {
        let basis = |basis, part_minor, left_minor| BasisOutcome {
            basis,
            part_minor,
            weight_sum: "1".to_owned(),
            holder_count: 1,
            cap_minor: None,
            capped_count: 0,
            left_minor,
        };
        for (by_trade, left, by_capital, reserve, aid, kept) in [
            (600, 0, 400, 0, 0, true),
            (600, 0, 400, 300, 0, true),
            (599, 0, 401, 0, 0, false),
            (600, 1, 400, 0, 0, false),
            (700, 100, 300, 0, 0, true),
            (700, 101, 300, 0, 0, false),
            // 60 % of what is shared, 57 % of what could have been.
            (570, 0, 380, 0, 50, false),
            (600, 0, 350, 0, 50, true),
            (0, 0, 1_000, 0, 0, false),
            // Of two units one and the other half.
            (1, 0, 1, 0, 0, true),
            (0, 0, 1, 0, 0, true),
            (0, 0, 2, 0, 0, false),
            // A loss, or all of it to the reserve.
            (0, 0, 0, 0, 0, true),
            (0, 0, 0, 1_000, 0, true),
            (0, 0, 0, 0, 1_000, false),
        ] {
            let rule = Rule::preset(crate::rule::Preset::FarmersLaw, None, None);
            let result =
                Result { income_minor: 0, expense_minor: 0, loss_before_minor: 0, left_out_minor: 0 };
            let steps = crate::surplus::steps(&rule, result, |_| 0, |_| 0);
            let mut told = crate::simulate::outcome(&rule, Vec::new(), result, steps, None);
            told.shared_minor = by_trade + by_capital;
            told.bases = vec![basis(Basis::Deliveries, by_trade, left), basis(Basis::Capital, by_capital, 0)];
            told.set_aside = vec![(2, reserve), (3, aid)]
                .into_iter()
                .map(|(fund, minor)| crate::surplus::Moved { fund, minor })
                .collect();
            assert_eq!(
                told.keeps_farmers_law(|fund| fund == 2),
                kept,
                "{by_trade} {left} {by_capital} {reserve} {aid}"
            );
        }
    }

    /// Forty of ninety are 44.44 %, whatever the sum: 8.01 of 18.02 would be 44.45 %.
    #[test]
    fn what_a_basis_really_has_is_its_part_of_the_rule() {
        use crate::divide::{join, share_out};
        use crate::rule::{Preset, Weighted};
        use crate::surplus::{Result, steps};
        let mut rule = Rule::preset(Preset::Own, None, None);
        rule.set_aside.clear();
        let parts = [(Basis::Capital, 4_000), (Basis::Work, 1_000), (Basis::Purchases, 5_000)];
        rule.bases = parts.map(|(basis, parts)| Weighted { basis, parts }).to_vec();
        let lists = [(Basis::Capital, vec![(1, 1)]), (Basis::Work, vec![]), (Basis::Purchases, vec![(1, 1)])];
        let member = |at: u8| kernel::Id::from_parts(1, [at; 10]);
        let lists = lists.map(|(basis, of)| {
            (basis, of.into_iter().map(|(at, weight)| (member(at), weight)).collect::<Vec<_>>())
        });
        let result =
            Result { income_minor: 1_802, expense_minor: 0, loss_before_minor: 0, left_out_minor: 0 };
        let steps = steps(&rule, result, |_| 0, |_| 0);
        let shared = share_out(&rule, 1_802, join(&lists, &[]), 0).unwrap();
        let told = crate::simulate::outcome(&rule, Vec::new(), result, steps, Some(&shared));
        assert_eq!(told.bases[0].part_minor, 801);
        let said: Vec<_> = parts.iter().map(|(basis, _)| told.effective(&rule, *basis)).collect();
        assert_eq!(said, [Some((4_444, false)), Some((0, true)), Some((5_556, false))]);
    }

    #[test]
    fn tenths_have_everybody_once() {
        assert_eq!(tenths((1..=10).rev().collect()), (1..=10).collect::<Vec<_>>());
        assert_eq!(tenths(vec![5, 3]), [3, 5, 0, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(tenths(vec![1; 25]).iter().sum::<i64>(), 25);
        assert_eq!(tenths(vec![]), [0; 10]);
        for holders in [0, 3, 10, 25, 118] {
            assert_eq!((0..TENTHS).map(|tenth| tenth_size(holders, tenth)).sum::<i64>(), holders);
        }
        assert_eq!((tenth_size(25, 4), tenth_size(25, 5)), (3, 2));
    }

    /// To the nearest, not cut: 1 of 118 is 0.85 %.
    #[test]
    fn parts_are_rounded() {
        for (part, whole, parts) in
            [(1, 118, 85), (13_925, 2_417_697, 58), (1, 3, 3_333), (2, 3, 6_667), (0, 0, 0), (5, 5, PARTS)]
        {
            assert_eq!(rounded_parts(part, whole), parts, "{part} of {whole}");
        }
    }
}
