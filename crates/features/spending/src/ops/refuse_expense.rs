//! Somebody else says no, or takes back a yes that was not paid yet.

use super::{Moved, give_room, lock_expense, lock_mandate, may_judge, note_step};
use crate::acting;
use crate::asked::reason;
use crate::expense::{ExpenseRefused, ExpenseStep};
use crate::ids::Member;
use crate::rows::Expense;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct RefuseExpense {
    pub expense: Id<Expense>,
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By who may approve expenses, neither author nor payee, also after the mandate's end.
///
/// # Errors
/// `NotAllowed`, `OwnExpense`, `PaidToYou`, `ReasonMissing`, `WrongState`, …
pub fn refuse_expense(
    tx: &mut Tx,
    by: Id<Member>,
    input: &RefuseExpense,
    now: Timestamp,
) -> Outcome<Moved, ExpenseRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(ExpenseRefused::KeyReused)? {
        return Ok(first);
    }
    let mut expense = lock_expense(tx, input.expense)?;
    may_judge(tx, by)?;
    let claim = expense.claim();
    let state = claim.refuse(acting::judging_as(tx, by, &expense)?).map_err(Refused)?;
    let reason = reason(&input.reason).map_err(Refused)?;
    if claim.is_promised() || expense.room_minor > 0 {
        let mut mandate = lock_mandate(tx, &expense)?;
        give_room(&mut expense, &mut mandate);
        mandate.promised_minor -= if claim.is_promised() { expense.amount_minor } else { 0 };
        tx.save(&mandate)?;
    }
    (expense.state, expense.decided_by, expense.decided_at_us) = (state, Some(by), Some(now));
    note_step(tx, &mut expense, ExpenseStep::Refused, Some(by), reason, now)?;
    tx.save(&expense)?;
    let moved = Moved::of(&expense);
    moved.announce(tx, "expense_refused")?;
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}
