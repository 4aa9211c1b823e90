//! Paying several suppliers, or many members, together: what is due, and what two people have to agree on. Pure.

use crate::refused::RunRefused;
use std::time::Duration;

kernel::codes! {
    /// Whom a payment run pays.
    pub enum RunPays {
        /// Chosen one by one, each with its sum.
        Suppliers = "suppliers",
        /// All who are owed at least so much, each all of it.
        Members = "members",
    }
}

kernel::codes! {
    /// Where a payment run stands.
    pub enum RunState {
        /// Waits for a second person.
        Proposed = "proposed",
        /// Consented to, and entered in the books part by part.
        Paying = "paying",
        /// Consented to: it stands in the books.
        Paid = "paid",
        Cancelled = "cancelled",
    }
}

kernel::codes! {
    /// Where a line of a run stands.
    pub enum RunLineState {
        Proposed = "proposed",
        Paid = "paid",
        /// Not paid, for the reason beside it.
        Void = "void",
        /// The bank sent it back: taken back in the books.
        Returned = "returned",
    }
}

kernel::codes! {
    /// Why a line was not paid when the run was consented to.
    pub enum VoidReason {
        /// The bank details are not those that the run was made with.
        BankChanged = "bank_changed",
        /// Less is due by now than the line says.
        LessDue = "less_due",
        SupplierClosed = "supplier_closed",
        /// Who consented is not paid by what they consented to.
        OwnConsent = "own_consent",
        /// Who proposed the run came to stand behind who is paid: nobody pays themselves.
        OwnProposal = "own_proposal",
        /// When the turn of the line came, the bank held less.
        BankTooSmall = "bank_too_small",
    }
}

pub const RUN_LINES_MAX: usize = 200;

/// Of a run that pays members.
pub const RUN_MEMBERS_MAX: usize = 10_000;

/// Entered in one transaction. A run with more is entered in parts, so that nobody else waits for long.
pub const RUN_LINES_AT_ONCE: i64 = 200;

/// Bank details newer than this are worth a second look.
pub const BANK_IS_NEW_FOR: Duration = Duration::from_secs(7 * 86_400);

/// What stands between the community and a supplier, in minor units, none negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Due {
    /// Settled sales.
    pub payable: i64,
    /// What was bought of them, and other credit.
    pub owed: i64,
    /// What they have to give back.
    pub receivable: i64,
}

impl Due {
    /// What can be paid. A payout keeps the whole debt from the purse that it empties: so sales bear it where they
    /// cover it, else the rest does.
    pub fn total(&self) -> i64 {
        self.of_sales().saturating_add(self.of_the_rest())
    }

    /// All that can be paid is of sales and shares: no refund and no credit goes with it.
    pub fn is_alone(&self) -> bool {
        self.of_the_rest() == 0
    }

    /// How a credit of `minor` is taken: of what was bought first, then of sales, and the rest is to be given back. `minor` is not negative.
    pub fn bear(&self, minor: i64) -> Borne {
        let owed = self.owed.clamp(0, minor);
        let payable = self.payable.clamp(0, minor - owed);
        Borne { owed, payable, receivable: minor - owed - payable }
    }

    /// What is due once so much less is owed.
    #[must_use]
    pub fn less(&self, minor: i64) -> Due {
        let borne = self.bear(minor);
        Due {
            payable: self.payable - borne.payable,
            owed: self.owed - borne.owed,
            receivable: self.receivable + borne.receivable,
        }
    }

    fn of_sales(&self) -> i64 {
        (self.payable - self.receivable).max(0)
    }

    fn of_the_rest(&self) -> i64 {
        match self.of_sales() > 0 {
            true => self.owed,
            false => (self.owed - self.receivable).max(0),
        }
    }

    /// How a payment of `minor` is taken: of settled sales first.
    ///
    /// # Errors
    /// `SumNotPositive`, `MoreThanDue`.
    pub fn take(&self, minor: i64) -> Result<Taken, RunRefused> {
        if minor <= 0 {
            return Err(RunRefused::SumNotPositive);
        }
        if minor > self.total() {
            return Err(RunRefused::MoreThanDue);
        }
        let of_sales = self.of_sales().min(minor);
        Ok(Taken { payable: of_sales, owed: minor - of_sales })
    }
}

/// What a payment takes from each purse; they sum to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    pub payable: i64,
    pub owed: i64,
}

/// What a credit takes from each purse, and what is to be given back; they sum to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Borne {
    pub owed: i64,
    pub payable: i64,
    pub receivable: i64,
}

impl RunState {
    /// The second consent: by somebody else than who proposed it, and than whoever is paid by it. So many lines are
    /// entered at once, or in parts.
    ///
    /// # Errors
    /// `WrongState`, `OwnRun`, `OwnPayout`.
    pub fn consent<P: PartialEq + Copy>(
        self,
        by: P,
        made_by: P,
        payees: &[P],
        line_count: i64,
    ) -> Result<RunState, RunRefused> {
        match self {
            RunState::Proposed => {}
            RunState::Paying | RunState::Paid | RunState::Cancelled => return Err(RunRefused::WrongState),
        }
        if by == made_by {
            return Err(RunRefused::OwnRun);
        }
        match payees.contains(&by) {
            true => Err(RunRefused::OwnPayout),
            false if line_count > RUN_LINES_AT_ONCE => Ok(RunState::Paying),
            false => Ok(RunState::Paid),
        }
    }

    pub fn cancel(self) -> Result<RunState, RunRefused> {
        match self {
            RunState::Proposed => Ok(RunState::Cancelled),
            RunState::Paying | RunState::Paid | RunState::Cancelled => Err(RunRefused::WrongState),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Payable, owed, receivable, asked for → from sales, from the rest.
    #[test]
    fn sales_are_taken_first_and_debts_kept() {
        for ((payable, owed, receivable), minor, answer) in [
            ((100, 0, 0), 100, Ok((100, 0))),
            ((100, 50, 0), 120, Ok((100, 20))),
            ((100, 50, 30), 120, Ok((70, 50))),
            ((100, 50, 30), 121, Err(RunRefused::MoreThanDue)),
            ((30, 50, 30), 20, Ok((0, 20))),
            ((30, 50, 30), 21, Err(RunRefused::MoreThanDue)),
            ((0, 50, 30), 20, Ok((0, 20))),
            ((0, 50, 30), 21, Err(RunRefused::MoreThanDue)),
            ((0, 50, 50), 1, Err(RunRefused::MoreThanDue)),
            ((100, 0, 0), 0, Err(RunRefused::SumNotPositive)),
            ((100, 0, 0), -1, Err(RunRefused::SumNotPositive)),
        ] {
            let due = Due { payable, owed, receivable };
            let found = due.take(minor).map(|taken| (taken.payable, taken.owed));
            assert_eq!(found, answer, "{minor} of {due:?}");
        }
    }

    /// Payable, owed, receivable, less → the same after it.
    #[test]
    fn less_is_taken_of_what_was_bought_first() {
        for ((payable, owed, receivable), less, after) in [
            ((100, 50, 0), 20, (100, 30, 0)),
            ((100, 50, 0), 50, (100, 0, 0)),
            ((100, 50, 0), 70, (80, 0, 0)),
            ((100, 50, 10), 160, (0, 0, 20)),
            ((0, 0, 0), 5, (0, 0, 5)),
        ] {
            let found = Due { payable, owed, receivable }.less(less);
            assert_eq!((found.payable, found.owed, found.receivable), after, "{less}");
        }
    }

    /// State, who, proposer, payees, lines → answer.
    #[test]
    fn two_people_neither_of_them_paid() {
        use RunState::*;
        for (state, by, made_by, payees, lines, answer) in [
            (Proposed, 2, 1, &[3][..], 1, Ok(Paid)),
            (Proposed, 2, 1, &[3], 200, Ok(Paid)),
            (Proposed, 2, 1, &[3], 201, Ok(Paying)),
            (Proposed, 1, 1, &[3], 1, Err(RunRefused::OwnRun)),
            (Proposed, 3, 1, &[4, 3], 2, Err(RunRefused::OwnPayout)),
            (Proposed, 3, 1, &[4, 3], 201, Err(RunRefused::OwnPayout)),
            (Paying, 2, 1, &[3], 201, Err(RunRefused::WrongState)),
            (Paid, 2, 1, &[3], 1, Err(RunRefused::WrongState)),
            (Cancelled, 2, 1, &[3], 1, Err(RunRefused::WrongState)),
        ] {
            assert_eq!(state.consent(by, made_by, payees, lines), answer, "{state} by {by}, {lines} lines");
        }
        assert_eq!(Proposed.cancel(), Ok(Cancelled));
        assert_eq!([Paying, Paid, Cancelled].map(RunState::cancel), [Err(RunRefused::WrongState); 3]);
    }

    proptest! {
        /// What a credit takes sums to it, no purse gives more than it has, and nothing is asked back while one has some.
        #[test]
        fn a_credit_is_borne_by_what_is_there(payable in 0_i64..1_000, owed in 0_i64..1_000, receivable in 0_i64..1_000, minor in 0_i64..2_500) {
            let due = Due { payable, owed, receivable };
            let borne = due.bear(minor);
            prop_assert_eq!(borne.owed + borne.payable + borne.receivable, minor);
            let left = due.less(minor);
            prop_assert!(left.owed >= 0 && left.payable >= 0 && borne.receivable >= 0);
            prop_assert!(borne.receivable == 0 || (left.owed, left.payable) == (0, 0));
            prop_assert!(borne.payable == 0 || left.owed == 0);
        }

        /// What is taken sums to what was asked for, and each purse gives no more than it has beyond the debt.
        #[test]
        fn what_is_taken_is_there(payable in 0_i64..1_000, owed in 0_i64..1_000, receivable in 0_i64..1_000, minor in -5_i64..2_500) {
            let due = Due { payable, owed, receivable };
            match due.take(minor) {
                Ok(taken) => {
                    prop_assert_eq!(taken.payable + taken.owed, minor);
                    prop_assert!(taken.payable >= 0 && taken.payable <= (payable - receivable).max(0));
                    let kept = if taken.payable > 0 { 0 } else { receivable };
                    prop_assert!(taken.owed >= 0 && taken.owed <= (owed - kept).max(0));
                }
                Err(_) => prop_assert!(minor <= 0 || minor > due.total()),
            }
        }
    }
}
