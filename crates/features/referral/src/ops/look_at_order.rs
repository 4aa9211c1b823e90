//! What became of an order that somebody brought, or that a coupon paid in part: the reward is earned, is taken back, or is
//! for nothing. Asked again it finds that done.

use super::{is_used, lock_coupon, sweep};
use crate::acting::{self, fault};
use crate::budget::{EARNED_IS_GOOD_FOR, Pays};
use crate::ids::Coupon;
use crate::jobs;
use crate::referral_store::back_after;
use crate::rows::{ReferralReward, RewardBudget, RewardCoupon, RewardState};
use kernel::{Id, Prefixed, Timestamp};
use ledger::{AccountKey, Cause, NewEntry};
use market::brought::{BroughtOrder, BroughtStands, brought_order};
use market::rows::Order;
use store::{Fault, OpError, Tx};

/// # Errors
/// Of the database only.
pub fn look_at_order(tx: &mut Tx, id: Id<Order>, now: Timestamp) -> Result<(), Fault> {
    let community = tx.community();
    let Some(order) = brought_order(tx, id)? else { return Ok(()) };
    if let Some(reward) = tx.find::<ReferralReward>((community, id))? {
        let moved = match (reward.state, order.stands) {
            (RewardState::Waiting, BroughtStands::GivenUp) => decide(tx, id, 0, now)?,
            (RewardState::Waiting, BroughtStands::Settled) => settled(tx, &reward, &order, now)?,
            (RewardState::Earned, BroughtStands::Settled) => lessened(tx, &reward, &order, now)?,
            _ => false,
        };
        if moved {
            sweep(tx, reward.budget_id, now)?;
        }
    }
    match order.coupon_budget {
        Some(budget) => sweep(tx, budget, now),
        None => Ok(()),
    }
}

/// Nobody can complain of the goods any more. Whoever has left by now gets nothing: the community owes it to no member. Nor does who has
/// come to stand behind the buyer, or the buyer behind them: nobody is thanked for bringing themselves.
fn settled(
    tx: &mut Tx,
    reward: &ReferralReward,
    order: &BroughtOrder,
    now: Timestamp,
) -> Result<bool, Fault> {
    if order.complaints_until.is_some_and(|until| now < until) {
        return Ok(false);
    }
    // The order's own word counts: a reward to anybody else cannot be.
    let same = order.referred_by == Some(reward.referrer) && order.buyer != reward.referrer;
    let own = community::is_own_matter(tx, reward.referrer, order.buyer)?;
    if !same || own || !acting::is_member(tx, reward.referrer)? {
        return decide(tx, reward.order_id, 0, now);
    }
    let due = due(tx, reward, order)?;
    decide(tx, reward.order_id, due, now)
}

/// By the rules of its programme, of what is left of the sale; never above what was promised.
fn due(tx: &mut Tx, reward: &ReferralReward, order: &BroughtOrder) -> Result<i64, Fault> {
    let budget = budget(tx, reward)?;
    Ok(budget.terms().reward(order.kept_minor, reward.promised_minor, reward.promised_minor))
}

fn budget(tx: &mut Tx, reward: &ReferralReward) -> Result<RewardBudget, Fault> {
    let budget = tx.find::<RewardBudget>((reward.community_id, reward.budget_id))?;
    budget.ok_or_else(|| fault(format!("{}: a reward without a budget", reward.order_id)))
}

/// What was promised is not kept for it any longer; what is due is earned.
fn decide(tx: &mut Tx, id: Id<Order>, due_minor: i64, now: Timestamp) -> Result<bool, Fault> {
    let (mut reward, mut budget) = lock(tx, id)?;
    budget.reserved_minor -= reward.promised_minor;
    budget.spent_minor += due_minor;
    reward.decided_at_us = Some(now);
    reward.state = if due_minor > 0 { RewardState::Earned } else { RewardState::Void };
    reward.earned_minor = due_minor;
    if due_minor > 0 {
        match budget.pays {
            Pays::Owed => reward.entry = Some(pay(tx, &budget, &reward, due_minor, budget.entry, now)?),
            Pays::Coupon => reward.coupon_id = Some(give_coupon(tx, &reward, due_minor, now)?),
        }
    }
    save(tx, &reward, &budget, if due_minor > 0 { "reward_earned" } else { "reward_void" })?;
    Ok(true)
}

fn lock(tx: &mut Tx, id: Id<Order>) -> Result<(ReferralReward, RewardBudget), Fault> {
    let community = tx.community();
    let gone = || fault(format!("{id}: its reward is gone"));
    let reward = tx.lock::<ReferralReward>((community, id))?.ok_or_else(gone)?;
    let budget = tx.lock::<RewardBudget>((community, reward.budget_id))?.ok_or_else(gone)?;
    Ok((reward, budget))
}

fn save(tx: &mut Tx, reward: &ReferralReward, budget: &RewardBudget, what: &str) -> Result<(), Fault> {
    tx.save(reward)?;
    tx.save(budget)?;
    // Neither who nor for what: live pages need to know only that something changed.
    tx.announce(what, format!(r#"{{"budget":"{}"}}"#, budget.id))
}

/// From the budget to the member, or with a negative sum back.
fn pay(
    tx: &mut Tx,
    budget: &RewardBudget,
    reward: &ReferralReward,
    minor: i64,
    follows: Option<i64>,
    now: Timestamp,
) -> Result<i64, Fault> {
    let currency = acting::currency(tx, reward.community_id)?;
    let (held, owed) = (acting::held(budget.id, currency), AccountKey::owed(reward.referrer, currency));
    let entry = NewEntry {
        kind: if minor < 0 { "reward_back" } else { "reward" },
        happened_at: now,
        recorded_at: now,
        // Not the order: every member reads the journal, and would learn who brought whom. The order is in the reward's own row, for the
        // two whom it concerns.
        cause: Cause::new(crate::CAUSE, budget.id),
        parent: follows,
        mandate: Some(budget.mandate_id.to_string()),
        reverses: None,
        postings: vec![(held, minor), (owed, -minor)],
    };
    ledger::post(tx, &entry).map_err(|error| match error {
        OpError::Fault(fault) => fault,
        OpError::Refused(why) => {
            fault(format!("the books refused the reward of {}: {}", reward.order_id, why.code()))
        }
    })
}

/// Jobs have no chance of their own: the id is the order's under another prefix.
fn give_coupon(
    tx: &mut Tx,
    reward: &ReferralReward,
    minor: i64,
    now: Timestamp,
) -> Result<Id<Coupon>, Fault> {
    let order = reward.order_id.to_string();
    let suffix = order.split_once('_').map_or("", |(_, suffix)| suffix);
    let id = Id::<Coupon>::parse(&format!("{}_{suffix}", Coupon::PREFIX));
    let id = id.map_err(|_| fault(format!("{order}: no id")))?;
    let expires_at_us = now.plus(EARNED_IS_GOOD_FOR);
    tx.insert(&RewardCoupon {
        community_id: reward.community_id,
        id,
        budget_id: reward.budget_id,
        part: None,
        amount_minor: minor,
        holder: Some(reward.referrer),
        taken_at_us: Some(now),
        expires_at_us,
        order_id: None,
        void: false,
    })?;
    tx.enqueue(jobs::end(reward.budget_id, expires_at_us))?;
    Ok(id)
}

/// Goods came back after it was earned: what is not due any more is taken back, as far as the member still has it to get.
/// What was paid out, or spent, stays theirs: nobody is made a debtor for a neighbour's complaint.
fn lessened(
    tx: &mut Tx,
    reward: &ReferralReward,
    order: &BroughtOrder,
    now: Timestamp,
) -> Result<bool, Fault> {
    let due = due(tx, reward, order)?;
    let over = reward.earned_minor - reward.back_minor - due;
    if over <= 0 {
        return Ok(false);
    }
    let back = match reward.coupon_id {
        Some(coupon) => lessen_coupon(tx, coupon, due, over)?,
        None => unpaid(tx, reward)?.min(over),
    };
    if back <= 0 {
        return Ok(false);
    }
    let (mut reward, mut budget) = lock(tx, reward.order_id)?;
    if reward.coupon_id.is_none() {
        pay(tx, &budget, &reward, -back, reward.entry, now)?;
    }
    reward.back_minor += back;
    budget.spent_minor -= back;
    save(tx, &reward, &budget, "reward_taken_back")?;
    Ok(true)
}

/// What of it the community still owes. The older goes first, so it is what the account holds less what came later; of that,
/// what was taken back of later rewards is not there.
fn unpaid(tx: &mut Tx, reward: &ReferralReward) -> Result<i64, Fault> {
    let (Some(entry), community) = (reward.entry, reward.community_id) else { return Ok(0) };
    let account = AccountKey::owed(reward.referrer, acting::currency(tx, community)?);
    let Some(later) = ledger::added_after(tx, community, &account, entry)? else { return Ok(0) };
    let later = later - back_after(tx, community, reward.referrer, entry)?;
    let holds = ledger::balance(tx, community, &account)?;
    Ok((holds - later).clamp(0, reward.earned_minor - reward.back_minor))
}

fn lessen_coupon(tx: &mut Tx, id: Id<Coupon>, due: i64, over: i64) -> Result<i64, Fault> {
    let Some(coupon) = tx.find::<RewardCoupon>((tx.community(), id))? else { return Ok(0) };
    if coupon.void || is_used(tx, &coupon)? {
        return Ok(0);
    }
    let mut coupon = lock_coupon(tx, id)?.ok_or_else(|| fault(format!("{id}: gone")))?;
    match due {
        0 => coupon.void = true,
        due => coupon.amount_minor = due,
    }
    tx.save(&coupon)?;
    Ok(over)
}
