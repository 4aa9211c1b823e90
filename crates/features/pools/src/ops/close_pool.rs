//! A pool closes: its outcome is fixed in one transaction, and settling begins.

use super::{Noted, PoolMoved, announce, count_people, lock_pool, note};
use crate::ids::{Member, PoolId};
use crate::jobs;
use crate::kind;
use crate::pool::{Ending, PoolState, reason};
use crate::refused::PoolRefused;
use crate::rows::{Pool, PoolStep};
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct ClosePool {
    pub pool: PoolId,
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By its organiser before the deadline, with the condition met and no payment claimed.
///
/// # Errors
/// `NotAllowed`, `AlreadyClosed`, `NotMet`, `ClaimsWaiting`, `ReasonMissing`, …
pub fn close_pool(
    tx: &mut Tx,
    by: Id<Member>,
    input: &ClosePool,
    now: Timestamp,
) -> Outcome<PoolMoved, PoolRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(PoolRefused::KeyReused)? {
        return Ok(first);
    }
    let mut pool = lock_pool(tx, input.pool)?.ok_or(Refused(PoolRefused::NoSuchPool))?;
    kind::may_run(tx, &pool, by, kind::Running::CloseEarly)?;
    pool.state.open().map_err(Refused)?;
    let reason = reason(&input.reason).map_err(Refused)?;
    count_people(tx, &mut pool)?;
    if !pool.condition().is_met(&kind::reached(tx, &pool, now)?) {
        return Err(Refused(PoolRefused::NotMet));
    }
    if pool.claimed_count > 0 {
        return Err(Refused(PoolRefused::ClaimsWaiting));
    }
    end(tx, &mut pool, Ended { ending: Ending::Early, by: Some(by), reason: Some(&reason), now })?;
    let moved = PoolMoved::of(&pool);
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}

/// By the clock, at the deadline; where payments are claimed then, when they are decided or their grace is over.
///
/// # Errors
/// `NoSuchPool`, `AlreadyClosed`, `TooEarly`.
pub fn close_by_clock(tx: &mut Tx, id: PoolId, now: Timestamp) -> Outcome<PoolMoved, PoolRefused> {
    let mut pool = lock_pool(tx, id)?.ok_or(Refused(PoolRefused::NoSuchPool))?;
    pool.state.not_closed().map_err(Refused)?;
    pool.times().ends(now, pool.claimed_count).map_err(Refused)?;
    // Nobody could join: nothing comes of it, and its page says why.
    let reason = (pool.state == PoolState::Prepared).then_some(NO_CONSENT);
    end(tx, &mut pool, Ended { ending: Ending::Deadline, by: None, reason, now })?;
    Ok(PoolMoved::of(&pool))
}

/// The code of why one that was only prepared is over.
pub(crate) const NO_CONSENT: &str = "no_consent";

/// The code of why one that had enough is over all the same.
pub(crate) const KEPT_TOO_LITTLE: &str = "kept_too_little";

pub(super) struct Ended<'a> {
    pub(super) ending: Ending,
    pub(super) by: Option<Id<Member>>,
    pub(super) reason: Option<&'a str>,
    pub(super) now: Timestamp,
}

/// The kind says what of the paid parts counts, and fixes what follows from them; that each of them becomes it, and that unpaid ones lapse,
/// is a job's, so that no transaction writes more the more have joined.
pub(super) fn end(tx: &mut Tx, pool: &mut Pool, how: Ended<'_>) -> Result<(), Fault> {
    let Ended { ending, by, reason, now } = how;
    count_people(tx, pool)?;
    let enough = ending.forms(&pool.condition(), &pool.reached());
    // What nobody may have goes back anyway: it makes nothing possible. Who leaves later leaves what has formed.
    let met = enough && pool.condition().is_met(&kind::reached(tx, pool, now)?);
    let reason = reason.or((enough && !met).then_some(KEPT_TOO_LITTLE));
    pool.state = if met { PoolState::Met } else { PoolState::Failed };
    (pool.ending, pool.ended_at_us) = (Some(ending), Some(now));
    let step = match (ending, met) {
        (Ending::Cancelled, _) => PoolStep::Cancelled,
        (_, true) => PoolStep::Met,
        (_, false) => PoolStep::Failed,
    };
    note(tx, pool, Noted { reason, ..Noted::of(step, by, now) })?;
    kind::closed(tx, pool, now)?;
    if met {
        kind::form(tx, pool, now)?;
    }
    tx.save(pool)?;
    tx.enqueue(jobs::settle(pool.id, now))?;
    announce(tx, if met { "pool_met" } else { "pool_failed" }, pool)
}
