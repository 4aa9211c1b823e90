//! From what a fund earned to what is shared out: earlier losses first, then what is set aside; a loss is covered by reserves. Pure.

use crate::rule::{PARTS, Rule};
use kernel::serde::{Deserialize, Serialize};

/// What a fund earned and spent in a period, and the loss it brought along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct Result {
    pub income_minor: i64,
    pub expense_minor: i64,
    /// What the last distribution of the fund left uncovered; not negative.
    pub loss_before_minor: i64,
    /// Of both, what is no surplus: gifts, and money with a purpose. Nothing where it was written before that was told apart.
    #[serde(default)]
    pub left_out_minor: i64,
}

impl Result {
    /// Income less expense of the period alone, and less what is no surplus.
    pub fn of_period(self) -> i64 {
        self.income_minor - self.expense_minor - self.left_out_minor
    }

    /// What there is to share out, or below zero what is to be covered.
    pub fn net(self) -> i64 {
        self.of_period() - self.loss_before_minor
    }
}

/// A sum between the fund and another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct Moved {
    pub fund: i64,
    pub minor: i64,
}

/// What becomes of a surplus, or of a loss.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steps {
    /// Out of the surplus, to other funds.
    pub set_aside: Vec<Moved>,
    /// What is shared out.
    pub shared_minor: i64,
    /// From other funds, for a loss.
    pub covers: Vec<Moved>,
    /// The loss that nothing covers: it is made up for before anything is shared out again.
    pub loss_left_minor: i64,
}

/// `balance` answers what another fund has, `free` what of it is not what its holders put in. Sums set aside are rounded down: what is left of the last unit is shared out.
pub fn steps(rule: &Rule, result: Result, balance: impl Fn(i64) -> i64, free: impl Fn(i64) -> i64) -> Steps {
    let net = result.net();
    let mut steps = Steps {
        set_aside: Vec::new(),
        shared_minor: net.max(0),
        covers: Vec::new(),
        loss_left_minor: (-net).max(0),
    };
    if net >= 0 {
        for line in &rule.set_aside {
            let part = (i128::from(net) * i128::from(line.parts) / i128::from(PARTS)) as i64;
            let room = line.until_minor.map_or(part, |until| (until - balance(line.fund)).max(0));
            let minor = part.min(room);
            steps.shared_minor -= minor;
            steps.set_aside.push(Moved { fund: line.fund, minor });
        }
        return steps;
    }
    for fund in &rule.losses {
        let minor = free(*fund).clamp(0, steps.loss_left_minor);
        steps.loss_left_minor -= minor;
        steps.covers.push(Moved { fund: *fund, minor });
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{Preset, SetAside};

    /// Income, expense, loss before; set aside as (fund, parts, until); balances of 2 and 3 → set aside, shared; covers, loss left.
    #[test]
    fn surplus_and_loss() {
        type Case = (
            (i64, i64, i64),
            &'static [(i64, i64, Option<i64>)],
            (i64, i64),
            &'static [i64],
            i64,
            &'static [i64],
            i64,
        );
        let cases: &[Case] = &[
            ((1_000, 400, 0), &[(2, 1_000, None)], (0, 0), &[60], 540, &[], 0),
            // Rounded down: 10 % of 605 is 60.5.
            ((1_005, 400, 0), &[(2, 1_000, None)], (0, 0), &[60], 545, &[], 0),
            // Both are of the same surplus.
            ((1_000, 0, 0), &[(2, 1_000, None), (3, 500, None)], (0, 0), &[100, 50], 850, &[], 0),
            // Full at its height, and one below it.
            ((1_000, 0, 0), &[(2, 1_000, Some(70))], (70, 0), &[0], 1_000, &[], 0),
            ((1_000, 0, 0), &[(2, 1_000, Some(70))], (69, 0), &[1], 999, &[], 0),
            ((1_000, 0, 0), &[(2, 1_000, Some(70))], (500, 0), &[0], 1_000, &[], 0),
            // What was lost before comes first.
            ((1_000, 400, 600), &[(2, 1_000, None)], (0, 0), &[0], 0, &[], 0),
            ((1_000, 400, 599), &[(2, 10_000, None)], (0, 0), &[1], 0, &[], 0),
            ((1_000, 400, 700), &[(2, 1_000, None)], (30, 20), &[], 0, &[30, 20], 50),
            // A loss: in the order decided, never more than is there.
            ((400, 1_000, 0), &[], (500, 500), &[], 0, &[500, 100], 0),
            ((400, 1_000, 0), &[], (600, 500), &[], 0, &[600, 0], 0),
            ((400, 1_000, 0), &[], (-5, 0), &[], 0, &[0, 0], 600),
            ((0, 0, 0), &[(2, 1_000, None)], (0, 0), &[0], 0, &[], 0),
        ];
        for (at, (result, aside, balances, set_aside, shared, covers, left)) in cases.iter().enumerate() {
            let mut rule = Rule::preset(Preset::Sponsorship, None, None);
            rule.losses = vec![2, 3];
            rule.set_aside = aside
                .iter()
                .map(|(fund, parts, until_minor)| SetAside {
                    fund: *fund,
                    parts: *parts,
                    until_minor: *until_minor,
                })
                .collect();
            let (income_minor, expense_minor, loss_before_minor) = *result;
            let result = Result { income_minor, expense_minor, loss_before_minor, left_out_minor: 0 };
            let of = |fund| if fund == 2 { balances.0 } else { balances.1 };
            let found = steps(&rule, result, of, of);
            let minors = |moved: &[Moved]| moved.iter().map(|one| one.minor).collect::<Vec<_>>();
            assert_eq!((minors(&found.set_aside), found.shared_minor), (set_aside.to_vec(), *shared), "{at}");
            assert_eq!((minors(&found.covers), found.loss_left_minor), (covers.to_vec(), *left), "{at}");
            let covered: i64 = minors(&found.covers).iter().sum();
            let aside: i64 = minors(&found.set_aside).iter().sum();
            assert_eq!(found.shared_minor + aside - covered - found.loss_left_minor, result.net(), "{at}");
        }
    }
}
