//! The treasurer has found the money of a commitment. Whatever it has become meanwhile, the money gets its place: it is
//! held in the pool, or is the member's.

use super::claim::may_confirm;
use super::commit::Committed;
use super::{
    PartTold, announce, go, hold, lock_commitment, look_whether_met, look_whether_over, note_part, pool_of,
};
use crate::books::{self, held};
use crate::commitment::{Arrival, CommitmentState};
use crate::ids::Member;
use crate::kind;
use crate::pool::PoolState;
use crate::refused::CommitRefused;
use crate::rows::{Commitment, PartStep, Pool};
use kernel::{Id, Timestamp};
use ledger::AccountKey;
use market::payment::{ArrivedAt, REFERENCE_CHARS_MAX, check_sum};
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct ConfirmCommitment {
    pub commitment: Id<Commitment>,
    pub arrived_at: ArrivedAt,
    pub amount_minor: i64,
    /// Of the bank.
    pub reference: String,
    pub key: Option<IdempotencyKey>,
}

/// By the treasurer. Also after a refusal, for a part that was given up, and for one whose pool was over before anybody had looked: that money is owed to the member. The rest of a sum
/// that was too little pays the part together with what came before, as long as that is owed to the member still.
///
/// # Errors
/// `NotAllowed`, `OwnPayment`, `AmountNotPositive`, `AmountFar`, `ArrivedInFuture`, `ArrivalTimeMissing`, `WrongState` when it is paid already,
/// `TakenBack` for a request of before that was taken back, …
pub fn confirm_commitment(
    tx: &mut Tx,
    by: Id<Member>,
    input: &ConfirmCommitment,
    now: Timestamp,
) -> Outcome<Committed, CommitRefused> {
    if let Some(first) = answered_before(tx, input)? {
        return Ok(first);
    }
    let mut commitment = lock_commitment(tx, input.commitment)?;
    let mut pool = pool_of(tx, &commitment)?;
    may_confirm(tx, by, &commitment)?;
    // Money that comes once more for what is paid is recorded where the member's credit is: see the market.
    if commitment.paid_entry.is_some() {
        return Err(Refused(CommitRefused::WrongState));
    }
    check_sum(input.amount_minor, commitment.due_minor).map_err(|_| {
        Refused(if input.amount_minor <= 0 {
            CommitRefused::AmountNotPositive
        } else {
            CommitRefused::AmountFar
        })
    })?;
    if input.reference.chars().count() > REFERENCE_CHARS_MAX {
        return Err(Refused(CommitRefused::ReferenceTooLong));
    }
    let at = input.arrived_at.instant(commitment.made_at_us, now);
    let at = at.map_err(|_| Refused(CommitRefused::ArrivedInFuture))?;
    if let ArrivedAt::Day(day) = input.arrived_at
        && !commitment.late
        && pool.state == PoolState::Open
    {
        pool.times().tells(day, now).map_err(Refused)?;
    }
    let community = tx.community();
    if kind::is_elsewhere(tx, &pool)? {
        arrived_elsewhere(tx, &mut pool, &mut commitment, input.amount_minor, at, now)?;
    } else if ledger::is_closed(tx, community, at)? {
        return Err(Refused(CommitRefused::PeriodClosed));
    } else {
        arrive(tx, &mut pool, &mut commitment, input.amount_minor, at, now)?;
    }
    (commitment.decided_by, commitment.decided_at_us) = (Some(by), Some(now));
    commitment.reference = Some(input.reference.trim().to_owned()).filter(|text| !text.is_empty());
    tx.save(&commitment)?;
    let code = format!("{}-{}", pool.number, commitment.number);
    market::ops::note_reference(tx, commitment.reference.as_deref(), &commitment.id.to_string(), &code, now)?;
    look_whether_met(tx, &mut pool, now)?;
    tx.save(&pool)?;
    look_whether_over(tx, &pool, now)?;
    announce(tx, "pool_paid", &pool)?;
    let committed = Committed::of(&commitment, &pool);
    tx.remember(&input.key, &committed, now)?;
    Ok(committed)
}

/// As `confirm_commitment`, for one that is looked at by itself: money of a number that was entered before, for whatever, is not entered
/// once more, unless it is said to be `another` transfer. Of what is paid elsewhere nobody asks: none of it is here to be counted twice.
///
/// # Errors
/// `ReferenceUsed`, and those of `confirm_commitment`.
pub fn confirm_one(
    tx: &mut Tx,
    by: Id<Member>,
    input: &ConfirmCommitment,
    another: bool,
    now: Timestamp,
) -> Outcome<Committed, CommitRefused> {
    if let Some(first) = answered_before(tx, input)? {
        return Ok(first);
    }
    let community = tx.community();
    let commitment = tx.find::<Commitment>((community, input.commitment))?;
    let commitment = commitment.ok_or(Refused(CommitRefused::NoSuchCommitment))?;
    let pool = tx.find::<Pool>((community, commitment.pool_id))?.ok_or(Refused(CommitRefused::NoSuchPool))?;
    may_confirm(tx, by, &commitment)?;
    // What is paid already is told so, whatever its number.
    let asks = !another && commitment.paid_entry.is_none() && !kind::is_elsewhere(tx, &pool)?;
    if asks && market::ops::is_known(tx, &input.reference, &commitment.id.to_string(), now)? {
        return Err(Refused(CommitRefused::ReferenceUsed));
    }
    confirm_commitment(tx, by, input, now)
}

/// What the same form was answered before. One that is sent again must not tell that money is held while none is, because it was taken back
/// since. Where another form has found it again, it is held, and is told so.
pub(super) fn answered_before(
    tx: &mut Tx,
    input: &ConfirmCommitment,
) -> Outcome<Option<Committed>, CommitRefused> {
    let first = tx.first_answer::<Committed>(&input.key)?.or_refuse(CommitRefused::KeyReused)?;
    let Some(first) = first else { return Ok(None) };
    let part = tx.find::<Commitment>((tx.community(), first.commitment))?;
    let is_gone = |part: Commitment| part.state.is_unpaid() || part.state == CommitmentState::Lapsed;
    match first.state == CommitmentState::Held && part.is_some_and(is_gone) {
        true => Err(Refused(CommitRefused::TakenBack)),
        false => Ok(Some(first)),
    }
}

/// Money that was paid elsewhere: that it arrived there, whole and in time, is written down; nothing of it is here to be held, owed or
/// given back.
fn arrived_elsewhere(
    tx: &mut Tx,
    pool: &mut Pool,
    commitment: &mut Commitment,
    minor: i64,
    at: Timestamp,
    now: Timestamp,
) -> Outcome<(), CommitRefused> {
    match () {
        () if !commitment.state.is_unpaid() => return Err(Refused(CommitRefused::WrongState)),
        () if pool.state != PoolState::Open || at >= pool.closes_at_us => {
            return Err(Refused(CommitRefused::Closed));
        }
        () if minor != commitment.due_minor => return Err(Refused(CommitRefused::AmountDiffers)),
        () => {}
    }
    (commitment.arrived_at_us, commitment.held_minor) = (Some(at), commitment.due_minor);
    note_part(tx, commitment, PartTold::sum(PartStep::Paid, minor, None, at))?;
    Ok(hold(tx, pool, commitment, now)?)
}

/// Paid is when it arrived. Money that came after the deadline comes too late, whenever it is confirmed.
fn arrive(
    tx: &mut Tx,
    pool: &mut Pool,
    commitment: &mut Commitment,
    minor: i64,
    at: Timestamp,
    now: Timestamp,
) -> Outcome<(), CommitRefused> {
    let in_time = in_time(tx, pool, commitment, at)?;
    let arrival = match commitment.state.arrive(commitment.due_minor, minor) {
        Arrival::Held { .. } if !in_time => Arrival::Late,
        // It waits for nothing more.
        Arrival::TooLittle if pool.is_over(commitment) => Arrival::Late,
        // What came before for this part, and was too little.
        Arrival::TooLittle if in_time && commitment.had_too_little() => {
            let missing = commitment.due_minor - minor;
            if let Some(before) = market::draw_credit(tx, commitment.member, missing)? {
                return topped_up(tx, pool, commitment, (minor, before), at, now);
            }
            Arrival::TooLittle
        }
        arrival => arrival,
    };
    let owed = AccountKey::owed(commitment.member, pool.currency);
    let bank = (AccountKey::bank(pool.currency), minor);
    let (kind, postings) = match arrival {
        Arrival::Held { over_minor } => {
            let mut postings = vec![bank, (held(pool.id, pool.currency), -commitment.due_minor)];
            postings.extend((over_minor > 0).then_some((owed, -over_minor)));
            ("payment", postings)
        }
        Arrival::TooLittle | Arrival::Late => ("payment", vec![bank, (owed, -minor)]),
    };
    let entry = books::Entry { kind, parent: None, postings, happened_at: at, now };
    let entry = books::post(tx, commitment, entry)?;
    commitment.arrived_at_us = Some(at);
    let step = match arrival {
        Arrival::Held { .. } => PartStep::Paid,
        Arrival::TooLittle => PartStep::TooLittle,
        Arrival::Late => PartStep::Late,
    };
    note_part(tx, commitment, PartTold::sum(step, minor, Some(entry), at))?;
    match arrival {
        Arrival::Held { .. } => {
            (commitment.paid_entry, commitment.held_minor) = (Some(entry), commitment.due_minor);
            hold(tx, pool, commitment, now)?;
        }
        // It waits on: what came is the member's, to be set off against it or paid out.
        Arrival::TooLittle if commitment.state == CommitmentState::Claimed => {
            go(tx, pool, commitment, CommitmentState::Made)?;
            commitment.claimed_at_us = None;
            tx.enqueue(crate::jobs::lapse(commitment.id, commitment.hold_until_us.max(now)))?;
        }
        Arrival::TooLittle => {}
        Arrival::Late => {
            (commitment.paid_entry, commitment.end_entry) = (Some(entry), Some(entry));
            if commitment.state.is_unpaid() {
                go(tx, pool, commitment, CommitmentState::Lapsed)?;
                commitment.ended_at_us = Some(now);
            }
        }
    }
    Ok(())
}

/// For a part that was taken after closing, whatever comes while such parts can be.
pub(super) fn in_time(
    tx: &mut Tx,
    pool: &Pool,
    commitment: &Commitment,
    at: Timestamp,
) -> Result<bool, Fault> {
    match commitment.late {
        true => kind::joins_late(tx, pool),
        false => Ok(pool.state == PoolState::Open && at < pool.closes_at_us),
    }
}

/// The rest came: with what came before it is the whole.
fn topped_up(
    tx: &mut Tx,
    pool: &mut Pool,
    commitment: &mut Commitment,
    (minor, before): (i64, Vec<(AccountKey, i64)>),
    at: Timestamp,
    now: Timestamp,
) -> Outcome<(), CommitRefused> {
    let mut postings = vec![(AccountKey::bank(pool.currency), minor)];
    postings.extend(before);
    postings.push((held(pool.id, pool.currency), -commitment.due_minor));
    let entry = books::Entry { kind: "payment", parent: None, postings, happened_at: at, now };
    let entry = books::post(tx, commitment, entry)?;
    commitment.arrived_at_us = Some(at);
    note_part(tx, commitment, PartTold::sum(PartStep::Paid, minor, Some(entry), at))?;
    (commitment.paid_entry, commitment.held_minor) = (Some(entry), commitment.due_minor);
    Ok(hold(tx, pool, commitment, now)?)
}
