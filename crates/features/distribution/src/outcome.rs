//! What a simulation came to, as it is frozen beside the rule: everything but the shares of single holders. Pure.

use crate::rule::Basis;
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
    pub holder_count: i64,
    /// What each tenth of the holders is owed together, those with least first.
    pub tenths: Vec<i64>,
    pub least_minor: i64,
    pub most_minor: i64,
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
    }
}
