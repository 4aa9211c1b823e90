//! Its author takes an expense back before anybody decided on it.

use super::{Moved, give_room, lock_expense, lock_mandate, note_step};
use crate::acting;
use crate::expense::{ExpenseRefused, ExpenseStep};
use crate::ids::Member;
use crate::rows::Expense;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct WithdrawExpense {
    pub expense: Id<Expense>,
    pub key: Option<IdempotencyKey>,
}

/// # Errors
/// `NotAMember`, `NotYours`, `WrongState`, …
pub fn withdraw_expense(
    tx: &mut Tx,
    by: Id<Member>,
    input: &WithdrawExpense,
    now: Timestamp,
) -> Outcome<Moved, ExpenseRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(ExpenseRefused::KeyReused)? {
        return Ok(first);
    }
    let mut expense = lock_expense(tx, input.expense)?;
    if acting::powers(tx, by)?.is_none() {
        return Err(Refused(ExpenseRefused::NotAMember));
    }
    expense.state = expense.claim().withdraw(by).map_err(Refused)?;
    if expense.room_minor > 0 {
        let mut mandate = lock_mandate(tx, &expense)?;
        give_room(&mut expense, &mut mandate);
        tx.save(&mandate)?;
    }
    note_step(tx, &mut expense, ExpenseStep::Withdrawn, Some(by), String::new(), now)?;
    tx.save(&expense)?;
    let moved = Moved::of(&expense);
    moved.announce(tx, "expense_withdrawn")?;
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}
