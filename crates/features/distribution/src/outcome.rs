//! What a simulation came to, as it is frozen beside the rule: everything but the shares of single holders. Pure.

use crate::rule::{Basis, PARTS};
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

    /// What a basis has of what is shared out, in `PARTS`, rounded; and whether nobody has anything of it.
    pub fn effective(&self, basis: Basis) -> Option<(i64, bool)> {
        let own = self.bases.iter().find(|one| one.basis == basis)?;
        Some((rounded_parts(own.part_minor, self.shared_minor), own.holder_count == 0))
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
