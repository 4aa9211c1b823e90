//! What a holder had put into a fund goes back: owed to them at once, under a mandate. Asked for and taken out of the register by
//! the feature above, which keeps it.

use super::approve_expense::{books_took, fund_left};
use super::{Moved, may_judge, may_refuse, note_step};
use crate::acting;
use crate::asked::asked;
use crate::books;
use crate::expense::{ExpensePurpose, ExpenseRefused, ExpenseState, ExpenseStep};
use crate::ids::Member;
use crate::mandate::{MandateKind, Source};
use crate::rows::{Expense, Mandate};
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Outcome, Tx};

#[derive(Debug, Clone)]
pub struct GiveCapitalBack {
    pub id: Id<Expense>,
    pub mandate: Id<Mandate>,
    /// Whose capital it was.
    pub member: Id<Member>,
    pub approver: Id<Member>,
    pub amount_minor: i64,
    /// In words that every member may read: nothing of what is held.
    pub what: String,
    /// When the member asked for it.
    pub asked_at: Timestamp,
}

/// By who may approve expenses and is not paid. A standing mandate is for small sums of the house, a
/// campaign's for what its backers gave for, and neither for this.
///
/// # Errors
/// `NotAllowed`, `OwnExpense`, `NoSuchMandate`, `MandateForOther`, `MandateNotBegun`, `MandateEnded`, `AboveCeiling`, `FundTooSmall`, …
pub fn give_capital_back(
    tx: &mut Tx,
    input: &GiveCapitalBack,
    now: Timestamp,
) -> Outcome<Moved, ExpenseRefused> {
    may_judge(tx, input.approver)?;
    may_refuse(input.approver == input.member, ExpenseRefused::OwnExpense)?;
    let what = asked(input.amount_minor, ledger::AMOUNT_MAX, &input.what).map_err(Refused)?;
    let mandate = tx.lock::<Mandate>((tx.community(), input.mandate))?;
    let mandate = mandate.filter(|mandate| mandate.source == Source::Decision);
    let mut mandate = mandate.ok_or(Refused(ExpenseRefused::NoSuchMandate))?;
    mandate.kind.serves(MandateKind::Capital).map_err(Refused)?;
    mandate.permission().approve(input.amount_minor, input.asked_at, now).map_err(Refused)?;
    may_refuse(fund_left(tx, &mandate)? < input.amount_minor, ExpenseRefused::FundTooSmall)?;
    let mut expense = Expense {
        community_id: tx.community(),
        id: input.id,
        number: acting::count(tx, |count| count.expense_count += 1)?.expense_count,
        mandate_id: mandate.id,
        fund: mandate.fund,
        author: input.member,
        payee_member: Some(input.member),
        payee_name: None,
        purpose: ExpensePurpose::Capital,
        amount_minor: input.amount_minor,
        what,
        incurred_at_us: now,
        state: ExpenseState::Approved,
        submitted_at_us: input.asked_at,
        decided_by: Some(input.approver),
        decided_at_us: Some(now),
        paid_by: None,
        paid_at_us: None,
        reference: None,
        entry: None,
        proof_count: 0,
        step_count: 0,
        approved_proof_count: Some(0),
        line: None,
        room_minor: 0,
    };
    expense.entry = Some(books_took(books::owe(tx, &mandate, &expense, input.member, now)?)?);
    mandate.spent_minor += input.amount_minor;
    tx.save(&mandate)?;
    tx.insert(&expense)?;
    note_step(tx, &mut expense, ExpenseStep::Submitted, Some(input.member), String::new(), input.asked_at)?;
    note_step(tx, &mut expense, ExpenseStep::Approved, Some(input.approver), String::new(), now)?;
    tx.save(&expense)?;
    let moved = Moved::of(&expense);
    moved.announce(tx, "expense_approved")?;
    Ok(moved)
}
