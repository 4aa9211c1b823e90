//! A member takes a part: a place is held, and with a set-off it is paid at once.

use super::{PartTold, PoolMoved, announce, go, hold, lock_pool, look_whether_met, note_part};
use crate::acting;
use crate::books::{self, held};
use crate::commitment::{CommitmentState, Room};
use crate::ids::{Member, PoolId};
use crate::jobs;
use crate::kind;
use crate::pool::PoolState;
use crate::refused::CommitRefused;
use crate::rows::{Commitment, PartStep, Pool};
use kernel::{Id, Quantity, Timestamp};
use market::payment::MethodCode;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct Commit {
    pub id: Id<Commitment>,
    pub pool: PoolId,
    pub units: Quantity,
    /// What the member was shown; None: whatever it is.
    pub seen_minor: Option<i64>,
    pub pay: Pay,
    /// Whoever asks for far more than all together still need means it so.
    pub sure: bool,
    /// The version of what can go wrong that was read; campaigns ask for it.
    pub risk_read: Option<i64>,
    pub key: Option<IdempotencyKey>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pay {
    /// By transfer or code, claimed later.
    Later,
    /// Against what the community owes the member.
    SetOff,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Committed {
    pub commitment: Id<Commitment>,
    pub number: i64,
    pub state: CommitmentState,
    pub due_minor: i64,
    pub pool: PoolMoved,
}

impl Committed {
    pub(super) fn of(commitment: &Commitment, pool: &Pool) -> Committed {
        Committed {
            commitment: commitment.id,
            number: commitment.number,
            state: commitment.state,
            due_minor: commitment.due_minor,
            pool: PoolMoved::of(pool),
        }
    }
}

/// By a member, for themselves; after closing of what is left over, where the kind has that: such a part becomes what it is for as
/// soon as its money is here.
///
/// # Errors
/// `Closed`, `Full`, `AboveLimit`, `AboveLimitBehind`, `FarBeyond`, `OffStep`, `SumChanged`, `OwedTooLittle`, …; no place is held then.
pub fn commit(
    tx: &mut Tx,
    by: Id<Member>,
    input: &Commit,
    now: Timestamp,
) -> Outcome<Committed, CommitRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(CommitRefused::KeyReused)? {
        return Ok(first);
    }
    let is_member = acting::powers(tx, by)?.is_some();
    let pool = lock_pool(tx, input.pool)?.ok_or(Refused(CommitRefused::NoSuchPool))?;
    if !is_member {
        return Err(Refused(CommitRefused::NotAMember));
    }
    take(tx, pool, by, input, None, now)
}

/// Whose right to take a part is decided by then. `held_until`: its place is kept so long at least, and not beyond the deadline.
pub(super) fn take(
    tx: &mut Tx,
    mut pool: Pool,
    by: Id<Member>,
    input: &Commit,
    held_until: Option<Timestamp>,
    now: Timestamp,
) -> Outcome<Committed, CommitRefused> {
    let late = pool.state != PoolState::Open;
    takes_part(tx, &pool, late, now)?;
    room(tx, &pool, by)?.take(input.units.milli).map_err(Refused)?;
    // What is paid at once is meant.
    let far = pool.each_most_milli.is_none()
        && input.pay == Pay::Later
        && pool.condition().is_far_beyond(input.units.milli);
    if far && !input.sure {
        return Err(Refused(CommitRefused::FarBeyond));
    }
    let joining = kind::Joining { units: input.units, risk_read: input.risk_read };
    kind::may_join(tx, &pool, by, joining, now)?;
    let due_minor = kind::due_minor(tx, &pool, input.units)?.ok_or(Refused(CommitRefused::SumTooLarge))?;
    if input.seen_minor.is_some_and(|seen| seen != due_minor) {
        return Err(Refused(CommitRefused::SumChanged));
    }
    if input.pay == Pay::SetOff && kind::is_elsewhere(tx, &pool)? {
        return Err(Refused(CommitRefused::MethodNotOffered));
    }
    pool.commitment_count += 1;
    let mut commitment = made(&pool, by, input, due_minor, now);
    if let Some(until) = held_until {
        let until = if late { until } else { until.min(pool.closes_at_us) };
        commitment.hold_until_us = commitment.hold_until_us.max(until);
    }
    // Before it counts: a part that is made takes a place.
    commitment.state = CommitmentState::Lapsed;
    go(tx, &mut pool, &mut commitment, CommitmentState::Made)?;
    tx.insert(&commitment)?;
    note_part(tx, &mut commitment, PartTold::of(PartStep::Made, now))?;
    kind::joined(tx, &pool, &commitment, input.risk_read)?;
    match input.pay {
        Pay::Later => tx.enqueue(jobs::lapse(commitment.id, commitment.hold_until_us))?,
        Pay::SetOff => pay_now(tx, &mut pool, &mut commitment, now)?,
    }
    tx.save(&commitment)?;
    look_whether_met(tx, &mut pool, now)?;
    tx.save(&pool)?;
    announce(tx, if input.pay == Pay::SetOff { "pool_paid" } else { "pool_joined" }, &pool)?;
    let committed = Committed::of(&commitment, &pool);
    tx.remember(&input.key, &committed, now)?;
    Ok(committed)
}

fn room(tx: &mut Tx, pool: &Pool, member: Id<Member>) -> Result<Room, Fault> {
    let key = (pool.community_id, pool.id, member);
    let own = tx.find::<crate::rows::PoolMember>(key)?.map_or(0, |row| row.taken_milli);
    let (most, taken) = match pool.state {
        PoolState::Open => (pool.most_milli, pool.taken_milli),
        _ => (Some(pool.late_milli), 0),
    };
    Ok(Room { most, taken, each_most: pool.each_most_milli, own, step: pool.step_milli })
}

fn made(pool: &Pool, by: Id<Member>, input: &Commit, due_minor: i64, now: Timestamp) -> Commitment {
    let hold = Duration::from_secs(u64::try_from(pool.hold_seconds).unwrap_or_default());
    let late = pool.state != PoolState::Open;
    Commitment {
        community_id: pool.community_id,
        id: input.id,
        pool_id: pool.id,
        number: pool.commitment_count,
        member: by,
        state: CommitmentState::Made,
        units_milli: input.units.milli,
        due_minor,
        made_at_us: now,
        // Nobody keeps a place unpaid beyond the deadline.
        hold_until_us: if late { now.plus(hold) } else { now.plus(hold).min(pool.closes_at_us) },
        method: None,
        proof: None,
        claimed_at_us: None,
        arrived_at_us: None,
        decided_by: None,
        decided_at_us: None,
        reference: None,
        held_minor: 0,
        captured_minor: 0,
        returned_minor: 0,
        paid_entry: None,
        end_entry: None,
        ended_at_us: None,
        end_reason: None,
        event_count: 0,
        late,
        lapsed_unlooked: false,
    }
}

/// While it is open until the deadline; after that, of what is left over as long as its kind says.
///
/// # Errors
/// `Closed`.
pub(super) fn takes_part(tx: &mut Tx, pool: &Pool, late: bool, now: Timestamp) -> Outcome<(), CommitRefused> {
    match late {
        false if pool.state == PoolState::Open => pool.times().joins(now).map_err(Refused),
        true if pool.state == PoolState::Prepared => Err(Refused(CommitRefused::NotOpenYet)),
        true if kind::joins_late(tx, pool)? => Ok(()),
        _ => Err(Refused(CommitRefused::Closed)),
    }
}

/// Out of what the community owes the member.
pub(super) fn pay_now(
    tx: &mut Tx,
    pool: &mut Pool,
    commitment: &mut Commitment,
    now: Timestamp,
) -> Outcome<(), CommitRefused> {
    let minor = commitment.due_minor;
    let drawn = market::draw_credit(tx, commitment.member, minor)?;
    let mut postings = drawn.ok_or(Refused(CommitRefused::OwedTooLittle))?;
    postings.push((held(pool.id, pool.currency), -minor));
    let entry = books::Entry { kind: "payment", parent: None, postings, happened_at: now, now };
    commitment.paid_entry = Some(books::post(tx, commitment, entry)?);
    (commitment.held_minor, commitment.method) = (minor, Some(MethodCode::SetOff));
    commitment.arrived_at_us = Some(now);
    note_part(tx, commitment, PartTold::sum(PartStep::Paid, minor, commitment.paid_entry, now))?;
    Ok(hold(tx, pool, commitment, now)?)
}
