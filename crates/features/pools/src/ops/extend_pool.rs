//! More time for everybody. Whoever paid before may leave: what they agreed to was the earlier day.

use super::{Noted, PoolMoved, announce, lock_pool, note};
use crate::ids::{Member, PoolId};
use crate::jobs;
use crate::kind;
use crate::pool::reason;
use crate::refused::PoolRefused;
use crate::rows::PoolStep;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct ExtendPool {
    pub pool: PoolId,
    pub closes_at: Timestamp,
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// # Errors
/// `NotAllowed`, `AlreadyClosed`, `NotLater`, `DeadlineTooFar`, `ReasonMissing`, …
pub fn extend_pool(
    tx: &mut Tx,
    by: Id<Member>,
    input: &ExtendPool,
    now: Timestamp,
) -> Outcome<PoolMoved, PoolRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(PoolRefused::KeyReused)? {
        return Ok(first);
    }
    let mut pool = lock_pool(tx, input.pool)?.ok_or(Refused(PoolRefused::NoSuchPool))?;
    kind::may_run(tx, &pool, by, kind::Running::Extend)?;
    pool.state.not_closed().map_err(Refused)?;
    let times = pool.times().extend(input.closes_at, now).map_err(Refused)?;
    let reason = reason(&input.reason).map_err(Refused)?;
    (pool.closes_at_us, pool.extended_at_us) = (times.closes_at, Some(now));
    let noted = Noted { reason: Some(&reason), ..Noted::of(PoolStep::Extended, Some(by), now) };
    note(tx, &mut pool, noted)?;
    tx.save(&pool)?;
    tx.enqueue(jobs::close(pool.id, pool.closes_at_us))?;
    announce(tx, "pool_extended", &pool)?;
    let moved = PoolMoved::of(&pool);
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}
