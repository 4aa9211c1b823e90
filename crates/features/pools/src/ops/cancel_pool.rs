//! A pool is called off: everybody gets the money back.

use super::close_pool::{Ended, end};
use super::{PoolMoved, lock_pool};
use crate::ids::{Member, PoolId};
use crate::kind;
use crate::pool::{Ending, reason};
use crate::refused::PoolRefused;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct CancelPool {
    pub pool: PoolId,
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By whoever manages what is offered, as long as it has not closed; one that is prepared also by whoever is asked to let it spend. A part whose
/// payment is claimed waits until somebody has looked: what came is the member's as well.
///
/// # Errors
/// `NotAllowed`, `AlreadyClosed`, `ReasonMissing`, `PromisesReturn`, …
pub fn cancel_pool(
    tx: &mut Tx,
    by: Id<Member>,
    input: &CancelPool,
    now: Timestamp,
) -> Outcome<PoolMoved, PoolRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(PoolRefused::KeyReused)? {
        return Ok(first);
    }
    let mut pool = lock_pool(tx, input.pool)?.ok_or(Refused(PoolRefused::NoSuchPool))?;
    kind::may_run(tx, &pool, by, kind::Running::Cancel)?;
    pool.state.not_closed().map_err(Refused)?;
    let reason = reason(&input.reason).map_err(Refused)?;
    kind::may_say(tx, &pool, by, &reason)?;
    end(tx, &mut pool, Ended { ending: Ending::Cancelled, by: Some(by), reason: Some(&reason), now })?;
    let moved = PoolMoved::of(&pool);
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}
