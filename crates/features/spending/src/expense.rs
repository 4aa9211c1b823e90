//! The way of an expense, and who may move it on. Pure.

use crate::asked::reason;
use crate::ids::Member;
use kernel::Id;

kernel::codes! {
    pub enum ExpenseState {
        /// Waits for somebody else's yes.
        Submitted = "submitted",
        /// Permitted. Owed to a member already; an outside payee is still to be paid.
        Approved = "approved",
        /// The money has left.
        Paid = "paid",
        Refused = "refused",
        Withdrawn = "withdrawn",
    }
}

kernel::codes! {
    pub enum ExpenseStep {
        Submitted = "submitted",
        ProofAdded = "proof_added",
        Approved = "approved",
        Refused = "refused",
        Withdrawn = "withdrawn",
        Paid = "paid",
        /// The payment was entered wrongly: it stands to be paid again.
        PaymentTakenBack = "payment_taken_back",
    }
}

kernel::codes! {
    /// What kind of expense it is in the books.
    pub enum ExpensePurpose {
        Purchases = "purchases",
        Fees = "fees",
        Losses = "losses",
        /// What a holder had put in goes back to them; the share register writes it, nobody asks for it here.
        Capital = "capital",
    }
}

impl ExpensePurpose {
    /// What may be asked for.
    pub const OFFERED: &[ExpensePurpose] =
        &[ExpensePurpose::Purchases, ExpensePurpose::Fees, ExpensePurpose::Losses];

    pub fn parse_offered(code: &str) -> Option<ExpensePurpose> {
        ExpensePurpose::parse(code).filter(|purpose| ExpensePurpose::OFFERED.contains(purpose))
    }
}

/// Which line of its mandate's budget an expense is for. A mandate without a budget needs no word of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForLine {
    /// Nobody said so: under a mandate with a budget it is asked.
    Unsaid,
    /// Said to be for none of them.
    Beside,
    Of(i64),
}

kernel::codes! {
    /// Why an expense did not move on.
    pub enum ExpenseRefused {
        NotAMember = "not_a_member",
        NotAllowed = "not_allowed",
        NoSuchExpense = "no_such_expense",
        NoSuchMandate = "no_such_mandate",
        /// The rules of deciding permit no small sums.
        NoStanding = "no_standing_mandate",
        /// Small sums are the treasurer's.
        TreasurerOnly = "treasurer_only",
        MandateNotBegun = "mandate_not_begun",
        MandateEnded = "mandate_ended",
        /// It was decided for something else.
        MandateForOther = "mandate_for_other",
        AboveEach = "above_each",
        AboveCeiling = "above_ceiling",
        /// Its mandate has a budget, and nobody said which line of it this is for, or that it is for none.
        LineMissing = "line_missing",
        /// The budget of its mandate has no such line.
        NoSuchLine = "no_such_line",
        /// The fund has less, once what is promised from it is kept.
        FundTooSmall = "fund_too_small",
        BankTooSmall = "bank_too_small",
        SumNotPositive = "sum_not_positive",
        SumTooLarge = "sum_too_large",
        WhatMissing = "what_missing",
        WhatTooLong = "what_too_long",
        PayeeMissing = "payee_missing",
        /// A member and somebody outside: one of the two.
        PayeeTwice = "payee_twice",
        PayeeTooLong = "payee_too_long",
        PayeeNoMember = "payee_not_a_member",
        IncurredInFuture = "incurred_in_future",
        /// Before the mandate began, or after its end.
        IncurredOutside = "incurred_outside_mandate",
        TooManyProofs = "too_many_proofs",
        ProofMissing = "proof_missing",
        /// This very file is a proof of this expense already.
        ProofTwice = "proof_twice",
        NotYours = "not_your_expense",
        /// Conflict of interest: nobody decides on what they ask for.
        OwnExpense = "own_expense",
        /// Conflict of interest: nobody decides on what they are paid.
        PaidToYou = "paid_to_you",
        /// Conflict of interest: what a campaign's team asks for none of it permits.
        OwnTeam = "own_team",
        WrongState = "wrong_state",
        /// What is owed to a member is paid as all that is owed.
        PayeeIsMember = "payee_is_member",
        ReasonMissing = "reason_missing",
        /// Nothing proves it, and who approves does not say why that is enough.
        ProofOrReason = "proof_or_reason_missing",
        /// One came while the approver was deciding: what nobody has looked at is not approved.
        ProofsChanged = "proofs_changed",
        /// The rules of deciding ask for a proof of such a sum.
        ProofDemanded = "proof_demanded",
        ReferenceMissing = "reference_missing",
        ReferenceTooLong = "reference_too_long",
        PaidInFuture = "paid_in_future",
        /// The books are closed for that day.
        PeriodClosed = "period_closed",
        /// A day before it was spent: another year is meant.
        PaidBeforeIncurred = "paid_before_incurred",
        KeyReused = "key_reused",
    }
}

use ExpenseRefused as No;
use ExpenseState::{Approved, Paid, Refused, Submitted, Withdrawn};

/// Of one expense.
pub const PROOFS_MAX: i64 = 20;

/// An expense as the rules see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    pub state: ExpenseState,
    pub author: Id<Member>,
    /// None: somebody outside.
    pub payee: Option<Id<Member>>,
    pub proof_count: i64,
    /// How many there were when it was approved; None: it was not.
    pub approved_proof_count: Option<i64>,
    pub amount_minor: i64,
    /// Capital given back: the share register shows what it is.
    pub is_capital: bool,
}

impl Claim {
    /// Money is asked for, or has gone, and nothing shows that it is as its author says. What came to nothing needs no proof.
    pub fn lacks_proof(&self) -> bool {
        self.proof_count == 0 && !self.is_capital && !matches!(self.state, Refused | Withdrawn)
    }

    /// It was approved without a proof, and its author handed one in afterwards: whoever approved it has not seen that.
    pub fn proved_late(&self) -> bool {
        self.approved_proof_count == Some(0)
            && self.proof_count > 0
            && !matches!(self.state, Refused | Withdrawn)
    }

    /// `seen`: how many proofs the approver was shown. Who gives a reason for there being none has seen none.
    ///
    /// # Errors
    /// `ProofsChanged`.
    pub fn looked_at(&self, seen: Option<i64>, said: &str) -> Result<(), No> {
        let seen = seen.or_else(|| (!said.trim().is_empty()).then_some(0));
        match seen.is_none_or(|seen| seen == self.proof_count) {
            true => Ok(()),
            false => Err(No::ProofsChanged),
        }
    }

    /// What is kept of `said`, why no proof is needed. `proof_above_minor`: above it the rules demand one; None: they never do.
    ///
    /// # Errors
    /// `ProofDemanded`, `ProofOrReason`.
    pub fn without_proof(&self, proof_above_minor: Option<i64>, said: &str) -> Result<String, No> {
        if !self.lacks_proof() {
            return Ok(String::new());
        }
        match proof_above_minor {
            Some(above) if self.amount_minor > above => Err(No::ProofDemanded),
            _ => reason(said).map_err(|_| No::ProofOrReason),
        }
    }

    /// Who asks does not answer, and who is paid does not either, whatever their roles.
    ///
    /// # Errors
    /// `OwnExpense`, `PaidToYou`.
    pub fn judged_by(&self, by: Id<Member>) -> Result<(), No> {
        match () {
            () if by == self.author => Err(No::OwnExpense),
            () if Some(by) == self.payee => Err(No::PaidToYou),
            () => Ok(()),
        }
    }

    /// # Errors
    /// Those of `judged_by`; `WrongState`.
    pub fn approve(&self, by: Id<Member>) -> Result<ExpenseState, No> {
        self.judged_by(by)?;
        self.from(self.state == Submitted, Approved)
    }

    /// Also after it was approved, as long as nothing of it stands in the books: the promise is then taken back.
    ///
    /// # Errors
    /// Those of `judged_by`; `WrongState`.
    pub fn refuse(&self, by: Id<Member>) -> Result<ExpenseState, No> {
        self.judged_by(by)?;
        self.from(self.state == Submitted || self.is_promised(), Refused)
    }

    /// # Errors
    /// `NotYours`, `WrongState`.
    pub fn withdraw(&self, by: Id<Member>) -> Result<ExpenseState, No> {
        match by == self.author {
            true => self.from(self.state == Submitted, Withdrawn),
            false => Err(No::NotYours),
        }
    }

    /// By a treasurer, also one who wrote or approved it: two have looked at it by then.
    ///
    /// # Errors
    /// `PayeeIsMember`, `WrongState`.
    pub fn pay(&self) -> Result<ExpenseState, No> {
        match self.payee {
            Some(_) => Err(No::PayeeIsMember),
            None => self.from(self.state == Approved, Paid),
        }
    }

    /// A payment to somebody outside that was entered wrongly: what was promised is so again.
    ///
    /// # Errors
    /// `PayeeIsMember`, `WrongState`.
    pub fn take_payment_back(&self) -> Result<ExpenseState, No> {
        match self.payee {
            Some(_) => Err(No::PayeeIsMember),
            None => self.from(self.state == Paid, Approved),
        }
    }

    /// By its author, until it is over.
    ///
    /// # Errors
    /// `NotYours`, `WrongState`, `TooManyProofs`.
    pub fn add_proofs(&self, by: Id<Member>, count: i64) -> Result<(), No> {
        match () {
            () if by != self.author => Err(No::NotYours),
            () if matches!(self.state, Refused | Withdrawn) => Err(No::WrongState),
            () if self.proof_count + count > PROOFS_MAX => Err(No::TooManyProofs),
            () => Ok(()),
        }
    }

    /// Approved for somebody outside and not paid: it counts against the ceiling and stands in no book yet.
    pub fn is_promised(&self) -> bool {
        self.state == Approved && self.payee.is_none()
    }

    fn from(&self, holds: bool, to: ExpenseState) -> Result<ExpenseState, No> {
        if holds { Ok(to) } else { Err(No::WrongState) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(n: u8) -> Id<Member> {
        Id::from_parts(1, [n; 10])
    }

    const AUTHOR: u8 = 1;
    const PAYEE: u8 = 2;
    const OTHER: u8 = 3;

    fn claim(state: ExpenseState, payee: Option<u8>) -> Claim {
        Claim {
            state,
            author: member(AUTHOR),
            payee: payee.map(member),
            proof_count: 0,
            approved_proof_count: None,
            amount_minor: 500,
            is_capital: false,
        }
    }

    /// State, payee, who → what approving, refusing and withdrawing answer.
    #[test]
    fn who_may_move_it_on() {
        let wrong = Err(No::WrongState);
        for (state, payee, by, approve, refuse, withdraw) in [
            (Submitted, Some(PAYEE), OTHER, Ok(Approved), Ok(Refused), Err(No::NotYours)),
            (Submitted, None, OTHER, Ok(Approved), Ok(Refused), Err(No::NotYours)),
            (Submitted, Some(PAYEE), AUTHOR, Err(No::OwnExpense), Err(No::OwnExpense), Ok(Withdrawn)),
            (Submitted, Some(AUTHOR), AUTHOR, Err(No::OwnExpense), Err(No::OwnExpense), Ok(Withdrawn)),
            (Submitted, Some(PAYEE), PAYEE, Err(No::PaidToYou), Err(No::PaidToYou), Err(No::NotYours)),
            (Approved, None, OTHER, wrong, Ok(Refused), Err(No::NotYours)),
            (Approved, Some(PAYEE), OTHER, wrong, wrong, Err(No::NotYours)),
            (Approved, None, AUTHOR, Err(No::OwnExpense), Err(No::OwnExpense), wrong),
            (Paid, None, OTHER, wrong, wrong, Err(No::NotYours)),
            (Refused, None, OTHER, wrong, wrong, Err(No::NotYours)),
            (Withdrawn, None, AUTHOR, Err(No::OwnExpense), Err(No::OwnExpense), wrong),
        ] {
            let claim = claim(state, payee);
            let by = member(by);
            let answered = (claim.approve(by), claim.refuse(by), claim.withdraw(by));
            assert_eq!(answered, (approve, refuse, withdraw), "{claim:?}");
        }
    }

    /// State, payee → what paying answers, and taking a payment back.
    #[test]
    fn only_what_is_promised_outside_is_paid_and_only_that_is_taken_back() {
        for (state, payee, pay, back) in [
            (Approved, None, Ok(Paid), Err(No::WrongState)),
            (Approved, Some(PAYEE), Err(No::PayeeIsMember), Err(No::PayeeIsMember)),
            (Submitted, None, Err(No::WrongState), Err(No::WrongState)),
            (Paid, None, Err(No::WrongState), Ok(Approved)),
            (Refused, None, Err(No::WrongState), Err(No::WrongState)),
        ] {
            let claim = claim(state, payee);
            assert_eq!((claim.pay(), claim.take_payment_back()), (pay, back), "{state}");
        }
    }

    #[test]
    fn proofs_are_added_by_the_author_up_to_a_number() {
        for (state, by, there, more, answer) in [
            (Submitted, AUTHOR, 0, 20, Ok(())),
            (Submitted, AUTHOR, 1, 20, Err(No::TooManyProofs)),
            (Paid, AUTHOR, 0, 1, Ok(())),
            (Refused, AUTHOR, 0, 1, Err(No::WrongState)),
            (Withdrawn, AUTHOR, 0, 1, Err(No::WrongState)),
            (Submitted, OTHER, 0, 1, Err(No::NotYours)),
        ] {
            let claim = Claim { proof_count: there, ..claim(state, None) };
            assert_eq!(claim.add_proofs(member(by), more), answer, "{state} {there}+{more}");
        }
    }

    /// State, proofs, above which sum one is demanded, what the approver says → what is kept of it. The sum is 500.
    #[test]
    fn without_a_proof_a_reason_is_said_up_to_a_sum() {
        let kept = |text: &str| Ok(text.to_owned());
        for (state, proofs, above, said, answer) in [
            (Submitted, 1, Some(0), "", kept("")),
            (Submitted, 1, Some(0), "not needed, and so not kept", kept("")),
            (Submitted, 0, Some(500), " till slip lost ", kept("till slip lost")),
            (Submitted, 0, Some(500), " ", Err(No::ProofOrReason)),
            (Submitted, 0, Some(499), "till slip lost", Err(No::ProofDemanded)),
            (Submitted, 0, Some(0), "till slip lost", Err(No::ProofDemanded)),
            (Submitted, 0, None, "till slip lost", kept("till slip lost")),
            (Submitted, 0, None, "", Err(No::ProofOrReason)),
        ] {
            let claim = Claim { proof_count: proofs, ..claim(state, None) };
            assert_eq!(claim.without_proof(above, said), answer, "{proofs} {above:?} {said}");
        }
    }

    /// State, proofs, how many at approval → nothing proves it, something does that its approver never saw.
    #[test]
    fn a_proof_after_approval_is_no_proof_before_it() {
        for (state, proofs, approved, marks) in [
            (Submitted, 0, None, (true, false)),
            (Submitted, 1, None, (false, false)),
            (Approved, 0, Some(0), (true, false)),
            (Approved, 1, Some(0), (false, true)),
            (Paid, 0, Some(0), (true, false)),
            (Paid, 1, Some(0), (false, true)),
            // Something was looked at; what comes besides takes nothing from that.
            (Paid, 2, Some(1), (false, false)),
            (Refused, 0, None, (false, false)),
            (Refused, 1, Some(0), (false, false)),
            (Withdrawn, 0, None, (false, false)),
        ] {
            let claim = Claim { proof_count: proofs, approved_proof_count: approved, ..claim(state, None) };
            assert_eq!((claim.lacks_proof(), claim.proved_late()), marks, "{claim:?}");
        }
    }

    /// Proofs that are there, that were shown, what is said → whether it is decided on what was seen.
    #[test]
    fn what_nobody_looked_at_is_not_approved() {
        let changed = Err(No::ProofsChanged);
        for (there, seen, said, answer) in [
            (0, Some(0), "till slip lost", Ok(())),
            (1, Some(0), "till slip lost", changed),
            (1, Some(1), "", Ok(())),
            (2, Some(1), "", changed),
            // A program that does not say what it was shown.
            (1, None, "", Ok(())),
            (0, None, "till slip lost", Ok(())),
            (1, None, "till slip lost", changed),
        ] {
            let claim = Claim { proof_count: there, ..claim(Submitted, None) };
            assert_eq!(claim.looked_at(seen, said), answer, "{there} {seen:?} {said}");
        }
    }
}
