//! Somebody else says yes: the sum is owed to the member, or promised to somebody outside.

use super::release_to_team::is_of_team;
use super::{Moved, give_room, lock_expense, lock_mandate, may_judge, may_refuse, note_step};
use crate::acting;
use crate::books::{self, TooLittle};
use crate::expense::{ExpenseRefused, ExpenseStep};
use crate::ids::Member;
use crate::rows::{Expense, Mandate, StandingRule};
use crate::spending_store::{approved_of_fund, promised_of_fund};
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct ApproveExpense {
    pub expense: Id<Expense>,
    /// Why no proof is needed, where there is none; for every member to read.
    pub without_proof: String,
    /// How many proofs whoever approves was shown; None: not said.
    pub proofs_seen: Option<i64>,
    pub key: Option<IdempotencyKey>,
}

/// By who may approve expenses, neither author nor payee, nor of the team whose campaign it is for. Ceiling, end and fund are decided here, on locked rows: of
/// two approvals that would pass the ceiling together, the second is refused.
///
/// # Errors
/// `NotAllowed`, `OwnExpense`, `PaidToYou`, `MandateEnded`, `AboveCeiling`, `AboveEach`, `FundTooSmall`, `ProofsChanged`,
/// `ProofOrReason`, `ProofDemanded`, …
pub fn approve_expense(
    tx: &mut Tx,
    by: Id<Member>,
    input: &ApproveExpense,
    now: Timestamp,
) -> Outcome<Moved, ExpenseRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(ExpenseRefused::KeyReused)? {
        return Ok(first);
    }
    let mut expense = lock_expense(tx, input.expense)?;
    may_judge(tx, by)?;
    let state = expense.claim().approve(acting::judging_as(tx, by, &expense)?).map_err(Refused)?;
    expense.claim().looked_at(input.proofs_seen, &input.without_proof).map_err(Refused)?;
    let above = proof_above(tx)?;
    let reason = expense.claim().without_proof(above, &input.without_proof).map_err(Refused)?;
    let mut mandate = lock_mandate(tx, &expense)?;
    may_refuse(is_of_team(tx, &mandate, by)?, ExpenseRefused::OwnTeam)?;
    let room = Room { minor: expense.room_minor, of: expense.amount_minor };
    give_room(&mut expense, &mut mandate);
    mandate.permission().approve(expense.amount_minor, expense.submitted_at_us, now).map_err(Refused)?;
    may_refuse(fund_has(tx, &mandate, room)? < expense.amount_minor, ExpenseRefused::FundTooSmall)?;
    match expense.payee_member {
        Some(member) => {
            let entry = books::owe(tx, &mandate, &expense, member, now)?;
            expense.entry = Some(books_took(entry)?);
            mandate.spent_minor += expense.amount_minor;
        }
        None => mandate.promised_minor += expense.amount_minor,
    }
    tx.save(&mandate)?;
    (expense.state, expense.decided_by, expense.decided_at_us) = (state, Some(by), Some(now));
    expense.approved_proof_count = Some(expense.proof_count);
    note_step(tx, &mut expense, ExpenseStep::Approved, Some(by), reason, now)?;
    tx.save(&expense)?;
    let moved = Moved::of(&expense);
    moved.announce(tx, "expense_approved")?;
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}

fn proof_above(tx: &mut Tx) -> Result<Option<i64>, Fault> {
    let rule = tx.find::<StandingRule>(tx.community())?;
    Ok(StandingRule::proof_above(rule.as_ref()))
}

/// What was kept of a sum before it was asked for.
#[derive(Debug, Clone, Copy)]
struct Room {
    minor: i64,
    of: i64,
}

/// What the fund has for an expense. For what was kept it came before what others keep for later: only what is approved already goes
/// first. For what it needs beyond that nothing was kept, and all that is promised goes first.
fn fund_has(tx: &mut Tx, mandate: &Mandate, room: Room) -> Outcome<i64, ExpenseRefused> {
    // As the rows say it: the room of this one is still among what is promised.
    let free = fund_left(tx, mandate)? + room.minor;
    if room.minor < room.of {
        return Ok(free);
    }
    let community = tx.community();
    let has = ledger::fund_balance(tx, community, mandate.fund, mandate.currency)?;
    Ok(has - approved_of_fund(tx, community, mandate.fund)?)
}

/// What the fund has beyond what is promised from it already.
pub(super) fn fund_left(tx: &mut Tx, mandate: &Mandate) -> Outcome<i64, ExpenseRefused> {
    let community = tx.community();
    let has = ledger::fund_balance(tx, community, mandate.fund, mandate.currency)?;
    Ok(has - promised_of_fund(tx, community, mandate.fund)?)
}

pub(super) fn books_took(posted: Result<i64, TooLittle>) -> Outcome<i64, ExpenseRefused> {
    posted.map_err(|too_little| {
        Refused(match too_little {
            TooLittle::Fund => ExpenseRefused::FundTooSmall,
            TooLittle::Bank => ExpenseRefused::BankTooSmall,
            TooLittle::Room => ExpenseRefused::SumTooLarge,
        })
    })
}
