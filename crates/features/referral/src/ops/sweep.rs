//! Gives back to the fund what lies in an ended budget and is for nobody any more: once, for what has gone back does not
//! lie there.

use super::Sees;
use super::decide_budget::set_aside_of;
use crate::acting;
use crate::budget::BudgetState;
use crate::ids::Budget;
use crate::referral_store::coupons_good;
use crate::rows::{RewardBudget, RewardCoupon};
use kernel::{Id, Timestamp};
use market::brought::{Asks, reserved_from};
use store::{Fault, Tx};

/// Does nothing for a budget that is not ended. Kept are rewards for orders on their way, coupons that are good, and what
/// unpaid orders are going to take.
///
/// # Errors
/// Of the database only.
pub fn sweep(tx: &mut Tx, id: Id<Budget>, now: Timestamp) -> Result<(), Fault> {
    let community = tx.community();
    let Some(budget) = tx.find::<RewardBudget>((community, id))? else { return Ok(()) };
    if budget.state != BudgetState::Ended {
        return Ok(());
    }
    let held = acting::held(id, acting::currency(tx, community)?);
    let lies = ledger::balance(tx, community, &held)?;
    let free = lies - kept(tx, community, &budget, now)?;
    let (true, Some(entry)) = (free > 0, budget.entry) else { return Ok(()) };
    let back = set_aside_of(tx, &budget, free)?;
    spending::give_back(tx, &back, entry, now)?;
    let budget = tx.lock::<RewardBudget>((community, id))?;
    let mut budget = budget.ok_or_else(|| acting::fault(format!("{id}: gone while giving back")))?;
    budget.returned_minor += free;
    tx.save(&budget)
}

/// What of a coupon lies there for it. As long as its budget runs, all of it; afterwards what was free has gone back, and an
/// order that is given up then may have brought back less than the coupon says.
///
/// # Errors
/// Of the database only.
pub(crate) fn covered(
    source: &mut impl Sees,
    community: i64,
    coupon: &RewardCoupon,
    now: Timestamp,
) -> Result<i64, Fault> {
    let budget = source.find::<RewardBudget>((community, coupon.budget_id))?;
    let Some(budget) = budget.filter(|budget| budget.state == BudgetState::Ended) else {
        return Ok(coupon.amount_minor);
    };
    let held = acting::held(budget.id, acting::currency(source, community)?);
    let lies = ledger::balance(source, community, &held)?;
    let others = kept(source, community, &budget, now)? - coupon.amount_minor;
    Ok((lies - others).min(coupon.amount_minor))
}

fn kept(source: &mut impl Asks, community: i64, budget: &RewardBudget, now: Timestamp) -> Result<i64, Fault> {
    let reserved = budget.reserved_minor + reserved_from(source, community, budget.id)?;
    Ok(reserved + coupons_good(source, community, budget.id, now)?)
}
