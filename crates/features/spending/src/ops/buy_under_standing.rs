//! What the rules permit without anybody's further word: a small sum under this month's standing mandate, for something
//! that the community agreed on before in another way (a case that is filled up).

use super::approve_expense::{books_took, fund_left};
use super::submit_expense::standing;
use super::{Moved, note_step};
use crate::acting;
use crate::books;
use crate::expense::{ExpensePurpose, ExpenseRefused, ExpenseState, ExpenseStep, asked};
use crate::ids::Member;
use crate::rows::{Expense, Mandate};
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Outcome, Tx};

#[derive(Debug, Clone)]
pub struct BuyUnderStanding {
    pub id: Id<Expense>,
    /// Of this month's standing mandate, where it is made now.
    pub mandate: Id<Mandate>,
    /// Who agreed on it: with the power over small sums, and not who is paid.
    pub author: Id<Member>,
    pub payee: Id<Member>,
    pub amount_minor: i64,
    pub what: String,
}

/// Owed to the payee at once. By a feature above that has decided who may.
///
/// # Errors
/// `NoStanding`, `AboveCeiling`, `AboveEach`, `FundTooSmall`, `PaidToYou`, …; nothing is written then.
pub fn buy_under_standing(
    tx: &mut Tx,
    input: &BuyUnderStanding,
    now: Timestamp,
) -> Outcome<Moved, ExpenseRefused> {
    let what = asked(input.amount_minor, ledger::AMOUNT_MAX, &input.what).map_err(Refused)?;
    if input.author == input.payee {
        return Err(Refused(ExpenseRefused::PaidToYou));
    }
    let found = standing(tx, input.mandate, now)?.id;
    let mandate = tx.lock::<Mandate>((tx.community(), found))?;
    let mut mandate = mandate.ok_or(Refused(ExpenseRefused::NoSuchMandate))?;
    mandate.permission().take(input.amount_minor, now).map_err(Refused)?;
    if fund_left(tx, &mandate)? < input.amount_minor {
        return Err(Refused(ExpenseRefused::FundTooSmall));
    }
    let mut expense = Expense {
        community_id: tx.community(),
        id: input.id,
        number: acting::count(tx, |count| count.expense_count += 1)?.expense_count,
        mandate_id: mandate.id,
        fund: mandate.fund,
        author: input.author,
        payee_member: Some(input.payee),
        payee_name: None,
        purpose: ExpensePurpose::Purchases,
        amount_minor: input.amount_minor,
        what,
        incurred_at_us: now,
        state: ExpenseState::Approved,
        submitted_at_us: now,
        decided_by: None,
        decided_at_us: Some(now),
        paid_by: None,
        paid_at_us: None,
        reference: None,
        entry: None,
        proof_count: 0,
        step_count: 0,
    };
    expense.entry = Some(books_took(books::owe(tx, &mandate, &expense, input.payee, now)?)?);
    mandate.spent_minor += input.amount_minor;
    tx.save(&mandate)?;
    tx.insert(&expense)?;
    note_step(tx, &mut expense, ExpenseStep::Submitted, Some(input.author), String::new(), now)?;
    note_step(tx, &mut expense, ExpenseStep::Approved, None, String::new(), now)?;
    tx.save(&expense)?;
    let moved = Moved::of(&expense);
    moved.announce(tx, "expense_approved")?;
    Ok(moved)
}
