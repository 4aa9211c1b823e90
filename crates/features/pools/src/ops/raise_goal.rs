//! The team raises the goal, as was decided it might: a second round begins, and every backer may withdraw again.

use super::{Noted, PoolMoved, announce, lock_pool, note};
use crate::campaign_rows::Campaign;
use crate::ids::{Member, PoolId};
use crate::jobs;
use crate::kind;
use crate::refused::CampaignRefused;
use crate::rows::PoolStep;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct RaiseGoal {
    pub pool: PoolId,
    /// For every backer to read.
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// From then on the higher goal is the one that has to be reached.
///
/// # Errors
/// `NotTheTeam`, `NoSecondRound`, `AlreadyRaised`, `NotReached`, `Over`, `ReasonMissing`, `PromisesReturn`, …
pub fn raise_goal(
    tx: &mut Tx,
    by: Id<Member>,
    input: &RaiseGoal,
    now: Timestamp,
) -> Outcome<PoolMoved, CampaignRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(CampaignRefused::KeyReused)? {
        return Ok(first);
    }
    let mut pool = lock_pool(tx, input.pool)?.ok_or(Refused(CampaignRefused::NoSuchCampaign))?;
    let campaign = tx.lock::<Campaign>((pool.community_id, pool.id))?;
    let mut campaign = campaign.ok_or(Refused(CampaignRefused::NoSuchCampaign))?;
    super::milestones::must_be_of_team(tx, pool.id, by)?;
    pool.state.open().map_err(|_| Refused(CampaignRefused::Over))?;
    let reached = kind::reached(tx, &pool, now)?;
    let raised = campaign.round(&pool, &reached).raise(now).map_err(Refused)?;
    let reason = crate::pool::reason(&input.reason).map_err(|_| Refused(CampaignRefused::ReasonMissing))?;
    if crate::campaigning::promises(tx, &reason, by)? {
        return Err(Refused(CampaignRefused::PromisesReturn));
    }
    (pool.least, pool.closes_at_us) = (raised.goal_minor, raised.closes_at);
    (pool.leave_until_us, pool.extended_at_us) = (Some(raised.withdraw_until), Some(now));
    // It has to be met anew.
    pool.was_met = pool.condition().is_met(&reached);
    campaign.raised_at_us = Some(now);
    note(tx, &mut pool, Noted { reason: Some(&reason), ..Noted::of(PoolStep::Raised, Some(by), now) })?;
    tx.save(&campaign)?;
    tx.save(&pool)?;
    tx.enqueue(jobs::close(pool.id, pool.closes_at_us))?;
    announce(tx, "pool_raised", &pool)?;
    let moved = PoolMoved::of(&pool);
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}
