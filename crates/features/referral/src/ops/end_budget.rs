//! A budget's time is over, or somebody ends it before: what nobody can get of it any more goes back to the fund.

use super::decide_budget::said;
use super::{BudgetMoved, sweep};
use crate::budget::BudgetState;
use crate::ids::{Budget, Member};
use crate::refused::RewardRefused;
use crate::rows::RewardBudget;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct EndBudget {
    pub budget: Id<Budget>,
    /// For every member to read. Not needed by who takes back what they proposed.
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By who pays for the community; a proposal that waits, by who made it. Rewards for orders on their way are kept, and so
/// are coupons that members have.
///
/// # Errors
/// `NotAMember`, `NotAllowed`, `NoSuchBudget`, `WrongState`, `ReasonMissing`, `KeyReused`.
pub fn end_budget(
    tx: &mut Tx,
    by: Id<Member>,
    input: &EndBudget,
    now: Timestamp,
) -> Outcome<BudgetMoved, RewardRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(RewardRefused::KeyReused)? {
        return Ok(first);
    }
    let powers = community::powers_now(tx, by)?.ok_or(Refused(RewardRefused::NotAMember))?;
    let budget = tx.find::<RewardBudget>((tx.community(), input.budget))?;
    let budget = budget.ok_or(Refused(RewardRefused::NoSuchBudget))?;
    let own = budget.made_by == by && budget.state == BudgetState::Proposed;
    if !own && !powers.has(Power::PayOut) {
        return Err(Refused(RewardRefused::NotAllowed));
    }
    let state = budget.state.end().map_err(Refused)?;
    let reason = if own { None } else { Some(said(&input.reason)?) };
    let moved = ended(tx, input.budget, state, reason, now)?;
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}

/// By the clock.
///
/// # Errors
/// Of the database only.
pub fn end_by_clock(tx: &mut Tx, id: Id<Budget>, now: Timestamp) -> Result<(), Fault> {
    let budget = tx.find::<RewardBudget>((tx.community(), id))?;
    let Some(budget) = budget.filter(|budget| now >= budget.ends_at_us) else { return Ok(()) };
    match budget.state {
        BudgetState::Open => ended(tx, id, BudgetState::Ended, None, now).map(drop),
        BudgetState::Ended => sweep(tx, id, now),
        BudgetState::Proposed | BudgetState::Refused | BudgetState::Withdrawn => Ok(()),
    }
}

fn ended(
    tx: &mut Tx,
    id: Id<Budget>,
    state: BudgetState,
    reason: Option<String>,
    now: Timestamp,
) -> Result<BudgetMoved, Fault> {
    let budget = tx.lock::<RewardBudget>((tx.community(), id))?;
    let budget = budget.ok_or_else(|| crate::acting::fault(format!("{id}: gone while ending")))?;
    let budget = RewardBudget { state, reason, ended_at_us: Some(now), ..budget };
    tx.save(&budget)?;
    let moved = BudgetMoved::of(&budget);
    moved.announce(tx, "reward_budget_ended")?;
    sweep(tx, id, now)?;
    Ok(moved)
}
