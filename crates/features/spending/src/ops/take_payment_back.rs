//! A payment to somebody outside was entered that was not made, or not so: an entry takes it back, and it stands to be paid again.

use super::approve_expense::books_took;
use super::{Moved, lock_expense, lock_mandate, note_step};
use crate::asked::reason;
use crate::books;
use crate::expense::{ExpenseRefused, ExpenseStep};
use crate::ids::Member;
use crate::rows::Expense;
use community::must_hold;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct TakePaymentBack {
    pub expense: Id<Expense>,
    /// For every member to read.
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By whoever may pay; the payee is nobody of the community. Both entries stay in the books: nothing is edited. The sum is
/// promised as it was, so that it can be paid rightly, or refused by who may.
///
/// # Errors
/// `NotAllowed`, `WrongState`, `PayeeIsMember`, `ReasonMissing`, …
pub fn take_payment_back(
    tx: &mut Tx,
    by: Id<Member>,
    input: &TakePaymentBack,
    now: Timestamp,
) -> Outcome<Moved, ExpenseRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(ExpenseRefused::KeyReused)? {
        return Ok(first);
    }
    let mut expense = lock_expense(tx, input.expense)?;
    must_hold(tx, by, Power::PayOut, ExpenseRefused::NotAMember, ExpenseRefused::NotAllowed)?;
    let state = expense.claim().take_payment_back().map_err(Refused)?;
    let reason = reason(&input.reason).map_err(Refused)?;
    let paid_with = expense.entry.ok_or(Refused(ExpenseRefused::WrongState))?;
    let mut mandate = lock_mandate(tx, &expense)?;
    books_took(books::unpay(tx, &mandate, &expense, paid_with, now)?)?;
    mandate.spent_minor -= expense.amount_minor;
    mandate.promised_minor += expense.amount_minor;
    tx.save(&mandate)?;
    (expense.state, expense.entry, expense.reference) = (state, None, None);
    (expense.paid_by, expense.paid_at_us) = (None, None);
    note_step(tx, &mut expense, ExpenseStep::PaymentTakenBack, Some(by), reason, now)?;
    tx.save(&expense)?;
    let moved = Moved::of(&expense);
    moved.announce(tx, "expense_payment_taken_back")?;
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}
