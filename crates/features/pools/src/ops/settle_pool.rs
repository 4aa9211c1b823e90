//! After closing: unpaid parts lapse, each paid one becomes what it was for, or is given back. A few at a time, so that others pass; where
//! it was interrupted it goes on behind the last one that is on disk.

use super::leave::{give_back, lapse_unpaid};
use super::{Noted, PartTold, PoolMoved, announce, lock_pool, note, note_part};
use crate::acting::fault;
use crate::commitment::CommitmentState;
use crate::ids::PoolId;
use crate::jobs;
use crate::kind;
use crate::pool::PoolState;
use crate::pools_store::held_after;
use crate::refused::PoolRefused;
use crate::rows::{Commitment, PartStep, Pool, PoolStep};
use kernel::Timestamp;
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};

/// Parts settled in one transaction.
pub const SETTLED_AT_ONCE: i64 = 50;

/// By a job.
///
/// # Errors
/// `NoSuchPool`; `TooEarly` while it is open.
pub fn settle_pool(tx: &mut Tx, id: PoolId, now: Timestamp) -> Outcome<PoolMoved, PoolRefused> {
    let mut pool = lock_pool(tx, id)?.ok_or(Refused(PoolRefused::NoSuchPool))?;
    if pool.state == PoolState::Open {
        return Err(Refused(PoolRefused::TooEarly));
    }
    if pool.state.settled() == pool.state {
        return Ok(PoolMoved::of(&pool));
    }
    if lapse_unpaid(tx, &mut pool, false, now)? {
        tx.enqueue(jobs::settle(pool.id, now))?;
        tx.save(&pool)?;
        return Ok(PoolMoved::of(&pool));
    }
    let next = held_after(tx, pool.community_id, pool.id, pool.settled_up_to, SETTLED_AT_ONCE)?;
    let more = next.len() as i64 == SETTLED_AT_ONCE;
    for commitment in next {
        let commitment = tx.lock::<Commitment>((pool.community_id, commitment))?;
        let mut commitment =
            commitment.ok_or_else(|| fault(format!("{id}: a part is listed and not there")))?;
        settle_one(tx, &mut pool, &mut commitment, now)?;
        pool.settled_up_to = commitment.number;
        tx.save(&commitment)?;
    }
    if more {
        tx.enqueue(jobs::settle(pool.id, now))?;
    } else {
        pool.settled_up_to = pool.commitment_count;
        let step = if pool.state == PoolState::Met { PoolStep::Captured } else { PoolStep::Refunded };
        pool.state = pool.state.settled();
        note(tx, &mut pool, Noted::of(step, None, now))?;
        if pool.state == PoolState::Captured {
            kind::settled(tx, &mut pool, now)?;
        }
        announce(tx, "pool_settled", &pool)?;
        tx.enqueue(jobs::became(pool.id, now))?;
    }
    tx.save(&pool)?;
    Ok(PoolMoved::of(&pool))
}

/// One that was taken after closing, as soon as it is paid.
pub(super) fn settle_late(
    tx: &mut Tx,
    pool: &mut Pool,
    commitment: &mut Commitment,
    now: Timestamp,
) -> Result<(), Fault> {
    settle_one(tx, pool, commitment, now)?;
    tx.enqueue(jobs::became(pool.id, now))?;
    match commitment.state {
        CommitmentState::Captured => kind::captured_late(tx, pool, commitment, now),
        _ => Ok(()),
    }
}

fn settle_one(
    tx: &mut Tx,
    pool: &mut Pool,
    commitment: &mut Commitment,
    now: Timestamp,
) -> Result<(), Fault> {
    if pool.state == PoolState::Failed {
        return give_back(tx, pool, commitment, now);
    }
    match kind::capture(tx, pool, commitment, now)? {
        kind::Capture::Became { captured_minor, entry } => {
            let held = commitment.held_minor;
            (commitment.held_minor, commitment.captured_minor) = (0, captured_minor);
            (commitment.returned_minor, commitment.end_entry) = (held - captured_minor, entry);
            commitment.ended_at_us = Some(now);
            let told = PartTold::sum(PartStep::Captured, captured_minor, entry, now);
            note_part(tx, commitment, told)?;
            super::go(tx, pool, commitment, CommitmentState::Captured)
        }
        kind::Capture::Nothing(reason) => {
            commitment.end_reason = Some(reason);
            give_back(tx, pool, commitment, now)
        }
    }
}
