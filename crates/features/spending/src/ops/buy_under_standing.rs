//! What the rules permit without anybody's further word: a small sum under this month's standing mandate, for something
//! that the community agreed on before in another way (a case that is filled up).

use super::approve_expense::{books_took, fund_left};
use super::submit_expense::{OfMonth, made, standing};
use super::{Moved, may_refuse, note_step};
use crate::acting;
use crate::asked::asked;
use crate::books;
use crate::expense::{ExpensePurpose, ExpenseRefused, ExpenseState, ExpenseStep};
use crate::ids::Member;
use crate::rows::{Expense, Mandate};
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct BuyUnderStanding {
    pub id: Id<Expense>,
    /// Of this month's standing mandate, where it is made now.
    pub mandate: Id<Mandate>,
    /// Under which room was kept for it, and let go by now: the month may be over since.
    pub kept_under: Option<Id<Mandate>>,
    /// Who agreed on it: with the power over small sums, and not who is paid.
    pub author: Id<Member>,
    pub payee: Id<Member>,
    pub amount_minor: i64,
    pub what: String,
}

/// Owed to the payee at once, by a feature above. Whether its author may still spend small sums is asked now: between
/// agreeing and paying, days go by in which a role can be taken.
///
/// # Errors
/// `NotAMember`, `TreasurerOnly`, `NoStanding`, `AboveCeiling`, `AboveEach`, `FundTooSmall`, `PaidToYou`, …; nothing is
/// written then, for the feature above goes on without the money.
pub fn buy_under_standing(
    tx: &mut Tx,
    input: &BuyUnderStanding,
    now: Timestamp,
) -> Outcome<Moved, ExpenseRefused> {
    let what = asked(input.amount_minor, ledger::AMOUNT_MAX, &input.what).map_err(Refused)?;
    let own = community::is_own_matter(tx, input.author, input.payee)?;
    may_refuse(own, ExpenseRefused::PaidToYou)?;
    let powers = acting::powers(tx, input.author)?.ok_or(Refused(ExpenseRefused::NotAMember))?;
    may_refuse(!powers.has(Power::PayOut), ExpenseRefused::TreasurerOnly)?;
    let of_month = match input.kept_under {
        Some(kept) => in_force(tx, kept)?,
        None => match standing(tx, input.mandate, now)? {
            OfMonth::InForce(seen) => in_force(tx, seen.id)?,
            to_make @ OfMonth::ToMake(_) => to_make,
        },
    };
    let mandate = of_month.seen();
    // What was kept in its month may be spent after it.
    let at = if input.kept_under.is_some() { mandate.starts_at_us } else { now };
    mandate.permission().take(input.amount_minor, at).map_err(Refused)?;
    may_refuse(fund_left(tx, mandate)? < input.amount_minor, ExpenseRefused::FundTooSmall)?;
    let mut expense = Expense {
        community_id: tx.community(),
        id: input.id,
        // Given once the books have taken it.
        number: 0,
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
        approved_proof_count: Some(0),
        line: None,
        room_minor: 0,
    };
    expense.entry = Some(books_took(books::owe(tx, mandate, &expense, input.payee, now)?)?);
    let mut mandate = made(tx, of_month)?;
    expense.number = acting::count(tx, |count| count.expense_count += 1)?.expense_count;
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

fn in_force(tx: &mut Tx, mandate: Id<Mandate>) -> Outcome<OfMonth, ExpenseRefused> {
    let locked = tx.lock::<Mandate>((tx.community(), mandate))?;
    Ok(OfMonth::InForce(locked.ok_or(Refused(ExpenseRefused::NoSuchMandate))?))
}
