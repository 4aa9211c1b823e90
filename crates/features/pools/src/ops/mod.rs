//! What can be done: one operation a file. Each is a synchronous function on `Tx` that takes who acts, its input (ids
//! of new things included) and the time.

mod apply_credit;
mod campaign_talk;
mod cancel_pool;
mod claim;
mod close_pool;
mod collect_commitment;
mod commit;
mod commit_for;
mod confirm;
mod consent_to_pool;
mod extend_pool;
mod forget_member;
mod hand_over_parts;
mod leave;
mod milestones;
mod note_extension;
mod open_campaign;
mod open_group_buy;
mod open_match;
mod raise_goal;
mod return_rest;
mod settle_pool;
mod settle_shortage;
mod undo;

pub use apply_credit::{ApplyCredit, apply_credit};
pub use campaign_talk::{
    AnswerQuestion, AskQuestion, Talked, WriteUpdate, answer_question, ask_question, write_update,
};
pub use cancel_pool::{CancelPool, cancel_pool};
pub use claim::{
    ClaimCommitment, RefuseClaim, WithdrawClaim, claim_commitment, refuse_claim, withdraw_claim,
};
pub use close_pool::{ClosePool, close_by_clock, close_pool};
pub(crate) use close_pool::{KEPT_TOO_LITTLE, NO_CONSENT};
pub use collect_commitment::collect_commitment;
pub use commit::{Commit, Committed, Pay, commit};
pub use commit_for::commit_for;
pub use confirm::{ConfirmCommitment, confirm_commitment, confirm_one};
pub(crate) use consent_to_pool::is_carrier;
pub use consent_to_pool::{ConsentToPool, consent_to_pool};
pub use extend_pool::{ExtendPool, extend_pool};
pub use forget_member::forget_member;
pub use hand_over_parts::hand_over_parts;
pub use leave::{LeavePool, lapse_commitment, leave_pool};
pub(crate) use milestones::note_spending_ended;
pub use milestones::{
    AnswerMilestone, ClaimMilestone, answer_milestone, claim_milestone, decide_by_clock, spending_ended,
};
pub use note_extension::{NoteExtension, note_extension};
pub use open_campaign::{NewCampaign, check_campaign, open_campaign_by_decision};
pub use open_group_buy::{LookedOver, OpenGroupBuy, TERMS_CHARS_MAX, look_group_buy_over, open_group_buy};
pub use open_match::{NewMatch, check_match, open_match_by_decision};
pub use raise_goal::{RaiseGoal, raise_goal};
pub use return_rest::return_rest;
pub use settle_pool::{SETTLED_AT_ONCE, settle_pool};
pub use settle_shortage::{Shortage, settle_shortage};
pub use undo::{UndoConfirmation, undo_confirmation};

use crate::acting::fault;
use crate::commitment::CommitmentState;
use crate::ids::{Member, PoolId};
use crate::kind;
use crate::pool::{Counted, PoolState};
use crate::pools_store::{behind, behind_ever, holders};
use crate::refused::{CommitRefused, PoolRefused};
use crate::rows::{Commitment, PartEvent, PartStep, Pool, PoolEvent, PoolMember, PoolStep};
use community::must_hold;
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};
use web::Power;

/// Where a pool stands after what was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolMoved {
    pub pool: PoolId,
    pub number: i64,
    pub state: PoolState,
}

impl PoolMoved {
    fn of(pool: &Pool) -> PoolMoved {
        PoolMoved { pool: pool.id, number: pool.number, state: pool.state }
    }
}

pub(crate) fn lock_pool(tx: &mut Tx, id: PoolId) -> Result<Option<Pool>, Fault> {
    tx.lock::<Pool>((tx.community(), id))
}

fn lock_commitment(tx: &mut Tx, id: Id<Commitment>) -> Outcome<Commitment, CommitRefused> {
    tx.lock::<Commitment>((tx.community(), id))?.ok_or(Refused(CommitRefused::NoSuchCommitment))
}

/// The pool of a commitment, to be changed and saved.
fn pool_of(tx: &mut Tx, commitment: &Commitment) -> Result<Pool, Fault> {
    let pool = lock_pool(tx, commitment.pool_id)?;
    pool.ok_or_else(|| fault(format!("{}: its pool is missing", commitment.id)))
}

/// By its organiser, or whoever else manages what is offered.
pub(crate) fn may_run(tx: &mut Tx, by: Id<Member>) -> Outcome<(), PoolRefused> {
    must_hold(tx, by, Power::ManageOffers, PoolRefused::NotAMember, PoolRefused::NotAllowed)
}

/// Writes down what happened to a pool; its number is counted in the pool, which the caller saves.
pub(crate) fn note(tx: &mut Tx, pool: &mut Pool, event: Noted<'_>) -> Result<(), Fault> {
    pool.event_count += 1;
    tx.insert(&PoolEvent {
        community_id: pool.community_id,
        pool_id: pool.id,
        number: pool.event_count,
        step: event.step,
        at_us: event.now,
        by_member: event.by,
        reason: event.reason.map(str::to_owned),
        entry: event.entry,
    })
}

/// Writes down what happened to a part; its number is counted in the part, which is in the table by then and which the caller saves.
pub(crate) fn note_part(tx: &mut Tx, part: &mut Commitment, told: PartTold) -> Result<(), Fault> {
    part.event_count += 1;
    tx.insert(&PartEvent {
        community_id: part.community_id,
        commitment_id: part.id,
        number: part.event_count,
        step: told.step,
        at_us: told.now,
        sum_minor: told.sum_minor,
        entry: told.entry,
        reason: told.reason,
    })
}

pub(crate) struct PartTold {
    pub(crate) step: PartStep,
    pub(crate) sum_minor: Option<i64>,
    pub(crate) entry: Option<i64>,
    pub(crate) reason: Option<String>,
    pub(crate) now: Timestamp,
}

impl PartTold {
    pub(crate) fn of(step: PartStep, now: Timestamp) -> PartTold {
        PartTold { step, sum_minor: None, entry: None, reason: None, now }
    }

    /// Of so much, by an entry where there is one.
    pub(crate) fn sum(step: PartStep, minor: i64, entry: Option<i64>, now: Timestamp) -> PartTold {
        PartTold { sum_minor: Some(minor), entry, ..PartTold::of(step, now) }
    }
}

pub(crate) struct Noted<'a> {
    pub(crate) step: PoolStep,
    pub(crate) by: Option<Id<Member>>,
    pub(crate) reason: Option<&'a str>,
    pub(crate) entry: Option<i64>,
    pub(crate) now: Timestamp,
}

impl Noted<'_> {
    pub(crate) fn of(step: PoolStep, by: Option<Id<Member>>, now: Timestamp) -> Noted<'static> {
        Noted { step, by, reason: None, entry: None, now }
    }
}

pub(crate) fn announce(tx: &mut Tx, kind: &str, pool: &Pool) -> Result<(), Fault> {
    // Ids and numbers need no escaping.
    tx.announce(
        kind,
        format!(r#"{{"pool":"{}","number":{},"state":"{}"}}"#, pool.id, pool.number, pool.state),
    )
}

fn lock_member(tx: &mut Tx, pool: &Pool, member: Id<Member>) -> Result<(PoolMember, bool), Fault> {
    let found = tx.lock::<PoolMember>((pool.community_id, pool.id, member))?;
    let is_known = found.is_some();
    let (community_id, pool_id) = (pool.community_id, pool.id);
    let none =
        PoolMember { community_id, pool_id, member, taken_milli: 0, held_count: 0, seen_extension_us: None };
    Ok((found.unwrap_or(none), is_known))
}

/// Moves a commitment on, and with it what the pool counts of it. The caller saves pool and commitment.
fn go(tx: &mut Tx, pool: &mut Pool, commitment: &mut Commitment, to: CommitmentState) -> Result<(), Fault> {
    let (from, open) = (commitment.state, pool.state == PoolState::Open);
    commitment.state = to;
    let claims = |state: CommitmentState| i64::from(state == CommitmentState::Claimed);
    pool.claimed_count += claims(to) - claims(from);
    // What closing has fixed no later refund changes.
    if !open && !commitment.late {
        // But who did not pay has nothing of the own limit taken.
        return match from.is_unpaid() && to == CommitmentState::Lapsed {
            true => take_of_member(tx, pool, commitment.member, -commitment.units_milli),
            false => Ok(()),
        };
    }
    let takes = |state: CommitmentState| if state.takes_place() { commitment.units_milli } else { 0 };
    let holds = |state: CommitmentState| i64::from(state == CommitmentState::Held);
    let (taken, held) = (takes(to) - takes(from), holds(to) - holds(from));
    if commitment.late {
        return go_late(tx, pool, commitment.member, taken);
    }
    pool.taken_milli += taken;
    pool.held_milli += held * commitment.units_milli;
    pool.held_minor += held * commitment.due_minor;
    let (mut of_member, is_known) = lock_member(tx, pool, commitment.member)?;
    let had = of_member.held_count;
    of_member.taken_milli += taken;
    of_member.held_count += held;
    let (before, now) = (had > 0, of_member.held_count > 0);
    if before != now {
        pool.held_people = people(tx, pool, (commitment.member, now))?;
    }
    match is_known {
        true => tx.save(&of_member),
        false => tx.insert(&of_member),
    }
}

/// Of a part that was taken after closing: what is left over, and what its member has, follow it; nothing else does.
fn go_late(tx: &mut Tx, pool: &mut Pool, member: Id<Member>, taken: i64) -> Result<(), Fault> {
    if taken == 0 {
        return Ok(());
    }
    if pool.late_open {
        pool.late_milli -= taken;
    }
    take_of_member(tx, pool, member, taken)
}

fn take_of_member(tx: &mut Tx, pool: &Pool, member: Id<Member>, taken: i64) -> Result<(), Fault> {
    let (mut of_member, is_known) = lock_member(tx, pool, member)?;
    of_member.taken_milli += taken;
    match is_known {
        true => tx.save(&of_member),
        false => tx.insert(&of_member),
    }
}

/// How many people are in it when this member is, or is not any more. Where people are what it forms by, who stands behind a company is
/// nobody else than that company: all are counted anew as soon as such a one comes or goes, for since the last of them who is behind whom
/// may have changed.
fn people(tx: &mut Tx, pool: &Pool, (member, is_in): (Id<Member>, bool)) -> Result<i64, Fault> {
    let alone =
        pool.counted != Counted::People || behind_ever(tx, pool.community_id)?.near(member).len() == 1;
    if alone {
        return Ok(pool.held_people + if is_in { 1 } else { -1 });
    }
    let mut holding = holders(tx, pool.community_id, pool.id)?;
    match is_in {
        true => holding.insert(member),
        false => holding.remove(&member),
    };
    Ok(behind(tx, pool.community_id)?.count(&holding))
}

/// Counts people anew before it matters: who stands behind whom may have been written down since they paid. So is what they bring from a
/// match fund that goes by people.
pub(super) fn count_people(tx: &mut Tx, pool: &mut Pool) -> Result<(), Fault> {
    if pool.counted == Counted::People {
        let holding = holders(tx, pool.community_id, pool.id)?;
        pool.held_people = behind(tx, pool.community_id)?.count(&holding);
    }
    kind::count_anew(tx, pool)
}

/// Its money is here: it is held, and the kind counts it. A part that was taken after closing has nothing to wait for.
fn hold(tx: &mut Tx, pool: &mut Pool, commitment: &mut Commitment, now: Timestamp) -> Result<(), Fault> {
    go(tx, pool, commitment, CommitmentState::Held)?;
    kind::paid(tx, pool, commitment, now)?;
    match commitment.late {
        true => settle_pool::settle_late(tx, pool, commitment, now),
        false => Ok(()),
    }
}

/// Says once that the condition is met, while it is open.
fn look_whether_met(tx: &mut Tx, pool: &mut Pool, now: Timestamp) -> Result<(), Fault> {
    if pool.was_met || pool.state != PoolState::Open || !pool.condition().is_met(&pool.reached()) {
        return Ok(());
    }
    pool.was_met = true;
    note(tx, pool, Noted::of(PoolStep::ConditionMet, None, now))?;
    announce(tx, "pool_condition_met", pool)
}

/// After the deadline a pool waits for nothing but its claims: with the last of them decided it is closed now, by the same job.
fn look_whether_over(tx: &mut Tx, pool: &Pool, now: Timestamp) -> Result<(), Fault> {
    let is_over = pool.state == PoolState::Open && pool.times().ends(now, pool.claimed_count).is_ok();
    if is_over { tx.enqueue(crate::jobs::close(pool.id, now)) } else { Ok(()) }
}
