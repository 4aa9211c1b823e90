//! A part is given up: unpaid at any time while it is open, paid where the pool says so, or by the clock.

use super::commit::Committed;
use super::{PartTold, announce, go, lock_commitment, note_part, pool_of};
use crate::acting::{self, fault};
use crate::books::{self, held};
use crate::commitment::CommitmentState;
use crate::ids::Member;
use crate::kind;
use crate::pool::PoolState;
use crate::pools_store::unpaid_some;
use crate::refused::CommitRefused;
use crate::rows::{Commitment, PartStep, Pool};
use kernel::{Id, Timestamp};
use ledger::AccountKey;
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct LeavePool {
    pub commitment: Id<Commitment>,
    pub key: Option<IdempotencyKey>,
}

/// By whose it is, and for a buyer without an account by who manages what is offered, before the deadline. What is paid may be taken back where that was said at opening, or where the
/// deadline was moved after the member joined; what is claimed waits for the treasurer.
///
/// # Errors
/// `NotYours`, `Closed`, `MayNotLeave`, `WrongState`.
pub fn leave_pool(
    tx: &mut Tx,
    by: Id<Member>,
    input: &LeavePool,
    now: Timestamp,
) -> Outcome<Committed, CommitRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(CommitRefused::KeyReused)? {
        return Ok(first);
    }
    let mut commitment = lock_commitment(tx, input.commitment)?;
    let mut pool = pool_of(tx, &commitment)?;
    if commitment.member != by && !leaves_for(tx, by, commitment.member)? {
        return Err(Refused(CommitRefused::NotYours));
    }
    // One that was taken after closing and is not paid may be given up at any time.
    if !commitment.late {
        pool.state.open().map_err(|_| Refused(CommitRefused::Closed))?;
        pool.times().joins(now).map_err(Refused)?;
    }
    match commitment.state {
        CommitmentState::Made => {
            go(tx, &mut pool, &mut commitment, CommitmentState::Lapsed)?;
            note_part(tx, &mut commitment, PartTold::of(PartStep::Lapsed, now))?;
        }
        CommitmentState::Held => {
            if !pool.leaving().may(commitment.made_at_us, now) {
                return Err(Refused(CommitRefused::MayNotLeave));
            }
            give_back(tx, &mut pool, &mut commitment, now)?;
        }
        _ => return Err(Refused(CommitRefused::WrongState)),
    }
    commitment.ended_at_us = Some(now);
    tx.save(&commitment)?;
    tx.save(&pool)?;
    announce(tx, "pool_left", &pool)?;
    let committed = Committed::of(&commitment, &pool);
    tx.remember(&input.key, &committed, now)?;
    Ok(committed)
}

/// Whoever takes parts for those without an account gives them up for them, too.
fn leaves_for(tx: &mut Tx, by: Id<Member>, whose: Id<Member>) -> Result<bool, Fault> {
    let community = tx.community();
    let whose = community::member(tx, community, whose)?;
    let runs = acting::powers(tx, by)?.is_some_and(|powers| powers.has(Power::ManageOffers));
    Ok(runs && whose.is_some_and(|member| member.is_placeholder()))
}

/// What is held is the member's again. The caller saves both.
pub(super) fn give_back(
    tx: &mut Tx,
    pool: &mut Pool,
    commitment: &mut Commitment,
    now: Timestamp,
) -> Result<(), Fault> {
    let minor = commitment.held_minor;
    // What was paid elsewhere is given back there.
    if !kind::is_elsewhere(tx, pool)? {
        let postings = vec![
            (held(pool.id, pool.currency), minor),
            (AccountKey::owed(commitment.member, pool.currency), -minor),
        ];
        let parent = commitment.paid_entry;
        let entry = books::Entry { kind: "refund", parent, postings, happened_at: now, now };
        commitment.end_entry = Some(books::post(tx, commitment, entry)?);
    }
    (commitment.held_minor, commitment.returned_minor) = (0, minor);
    commitment.ended_at_us = Some(now);
    let reason = commitment.end_reason.clone();
    let entry = commitment.end_entry;
    let told = PartTold { reason, ..PartTold::sum(PartStep::Refunded, minor, entry, now) };
    note_part(tx, commitment, told)?;
    go(tx, pool, commitment, CommitmentState::Refunded)?;
    kind::given_back(tx, pool, commitment)
}

/// Unpaid parts that can be paid no more have no place: those of before closing, or those that were taken after it. One whose payment is claimed
/// waits until somebody has looked: its money may be at the bank. What would be paid elsewhere is not here to be looked for. So many in one
/// transaction; answers whether there may be more. The caller saves the pool.
pub(super) fn lapse_unpaid(tx: &mut Tx, pool: &mut Pool, late: bool, now: Timestamp) -> Result<bool, Fault> {
    let elsewhere = kind::is_elsewhere(tx, pool)?;
    let also = if elsewhere { CommitmentState::Claimed } else { CommitmentState::Made };
    let next = unpaid_some(tx, (pool.community_id, pool.id), late, also, LAPSED_AT_ONCE)?;
    let more = next.len() as i64 == LAPSED_AT_ONCE;
    for id in next {
        let commitment = tx.lock::<Commitment>((pool.community_id, id))?;
        let mut commitment = commitment.ok_or_else(|| fault(format!("{id}: listed and not there")))?;
        go(tx, pool, &mut commitment, CommitmentState::Lapsed)?;
        commitment.ended_at_us = Some(now);
        note_part(tx, &mut commitment, PartTold::of(PartStep::Lapsed, now))?;
        tx.save(&commitment)?;
    }
    Ok(more)
}

const LAPSED_AT_ONCE: i64 = 50;

/// By the clock: a part that was not paid in time has no place any more.
///
/// # Errors
/// `NoSuchCommitment`; `WrongState` where it is paid, claimed or over; `TooEarly`.
pub fn lapse_commitment(tx: &mut Tx, id: Id<Commitment>, now: Timestamp) -> Outcome<(), CommitRefused> {
    let mut commitment = lock_commitment(tx, id)?;
    let mut pool = pool_of(tx, &commitment)?;
    let can = commitment.late || pool.state == PoolState::Open;
    if commitment.state != CommitmentState::Made || !can {
        return Err(Refused(CommitRefused::WrongState));
    }
    if now < commitment.hold_until_us {
        return Err(Refused(CommitRefused::TooEarly));
    }
    go(tx, &mut pool, &mut commitment, CommitmentState::Lapsed)?;
    commitment.ended_at_us = Some(now);
    note_part(tx, &mut commitment, PartTold::of(PartStep::Lapsed, now))?;
    tx.save(&commitment)?;
    tx.save(&pool)?;
    Ok(announce(tx, "pool_place_free", &pool)?)
}
