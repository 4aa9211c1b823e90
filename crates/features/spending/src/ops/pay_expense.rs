//! The money that was promised to somebody outside has left the bank.

use super::approve_expense::books_took;
use super::{Moved, lock_expense, lock_mandate, note_step};
use crate::asked::{paid, reference};
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
pub struct PayExpense {
    pub expense: Id<Expense>,
    /// The first instant of the day on which it was transferred.
    pub paid_on: Timestamp,
    /// Of the bank's transfer.
    pub reference: String,
    pub key: Option<IdempotencyKey>,
}

/// By the treasurer. What was approved in time is paid also after the mandate's end.
///
/// # Errors
/// `NotAllowed`, `WrongState`, `PayeeIsMember`, `ReferenceMissing`, `PaidInFuture`, `PaidBeforeIncurred`, `FundTooSmall`, `BankTooSmall`, …
pub fn pay_expense(
    tx: &mut Tx,
    by: Id<Member>,
    input: &PayExpense,
    now: Timestamp,
) -> Outcome<Moved, ExpenseRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(ExpenseRefused::KeyReused)? {
        return Ok(first);
    }
    let mut expense = lock_expense(tx, input.expense)?;
    must_hold(tx, by, Power::PayOut, ExpenseRefused::NotAMember, ExpenseRefused::NotAllowed)?;
    let state = expense.claim().pay().map_err(Refused)?;
    let reference = reference(&input.reference).map_err(Refused)?;
    let paid_at = paid(input.paid_on, expense.incurred_at_us, now).map_err(Refused)?;
    let community = tx.community();
    if ledger::is_closed(tx, community, paid_at)? {
        return Err(Refused(ExpenseRefused::PeriodClosed));
    }
    let mut mandate = lock_mandate(tx, &expense)?;
    expense.entry = Some(books_took(books::pay(tx, &mandate, &expense, paid_at, now)?)?);
    mandate.promised_minor -= expense.amount_minor;
    mandate.spent_minor += expense.amount_minor;
    tx.save(&mandate)?;
    (expense.state, expense.reference) = (state, Some(reference));
    (expense.paid_by, expense.paid_at_us) = (Some(by), Some(paid_at));
    note_step(tx, &mut expense, ExpenseStep::Paid, Some(by), String::new(), now)?;
    tx.save(&expense)?;
    let moved = Moved::of(&expense);
    moved.announce(tx, "expense_paid")?;
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}
