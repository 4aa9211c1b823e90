//! Money was put down to the wrong part: its entry is taken back by one that names it, the part waits for its money again, and the line
//! of the statement can be entered for the right one.

use super::claim::may_confirm;
use super::commit::Committed;
use super::{PartTold, announce, go, lock_commitment, look_whether_over, note_part, pool_of};
use crate::acting::{self, fault};
use crate::books;
use crate::commitment::CommitmentState;
use crate::ids::Member;
use crate::kind;
use crate::pool::PoolState;
use crate::refused::CommitRefused;
use crate::rows::{Commitment, PartEvent, PartStep, Pool};
use kernel::{Id, Timestamp};
use std::time::Duration;
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct UndoConfirmation {
    pub commitment: Id<Commitment>,
    /// For the member to read, and for whoever reads the part's story.
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By who may confirm it, and not their own; by who did confirm it on that day only. While its pool is open: once it has closed, others have
/// agreed to it as it was counted. What its member said to be on its way is looked for again; else it is to be paid as a part that is new.
///
/// # Errors
/// `NotAllowed`, `OwnPayment`, `ReasonMissing`, `WrongState`, `ClosedSince`, `NotByHand`, `UndoByAnother`; `CreditSpent` where the member has
/// used what was above the sum, `BankMovedOn`, …
pub fn undo_confirmation(
    tx: &mut Tx,
    by: Id<Member>,
    input: &UndoConfirmation,
    now: Timestamp,
) -> Outcome<Committed, CommitRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(CommitRefused::KeyReused)? {
        return Ok(first);
    }
    let mut commitment = lock_commitment(tx, input.commitment)?;
    let mut pool = pool_of(tx, &commitment)?;
    may_confirm(tx, by, &commitment)?;
    let reason = crate::pool::reason(&input.reason).map_err(|_| Refused(CommitRefused::ReasonMissing))?;
    let same = match commitment.decided_by {
        Some(first) => community::second_to(tx, by, first)? == first,
        None => false,
    };
    commitment.undo(pool.state == PoolState::Open, same, now, &acting::zone(tx)?).map_err(Refused)?;
    let entry = match commitment.paid_entry {
        Some(entry) => Some(books::take_back(tx, &commitment, entry, now)?.map_err(Refused)?),
        // What was paid elsewhere was only written down.
        None => None,
    };
    market::ops::free_lines(tx, &commitment.id.to_string(), commitment.decided_at_us, now)?;
    let minor = commitment.held_minor;
    wait_again(tx, &mut pool, &mut commitment, now)?;
    let told = PartTold { reason: Some(reason), ..PartTold::sum(PartStep::Undone, minor, entry, now) };
    note_part(tx, &mut commitment, told)?;
    tx.save(&commitment)?;
    tx.save(&pool)?;
    look_whether_over(tx, &pool, now)?;
    announce(tx, "pool_payment_undone", &pool)?;
    let committed = Committed::of(&commitment, &pool);
    tx.remember(&input.key, &committed, now)?;
    Ok(committed)
}

/// As it was before its money was found. The caller saves both.
fn wait_again(
    tx: &mut Tx,
    pool: &mut Pool,
    commitment: &mut Commitment,
    now: Timestamp,
) -> Result<(), Fault> {
    (commitment.held_minor, commitment.paid_entry, commitment.reference) = (0, None, None);
    // What came before and was too little came all the same.
    commitment.arrived_at_us = too_little_at(tx, commitment)?;
    match is_claimed(tx, commitment)? {
        true => go(tx, pool, commitment, CommitmentState::Claimed)?,
        false => {
            go(tx, pool, commitment, CommitmentState::Made)?;
            let hold = Duration::from_secs(u64::try_from(pool.hold_seconds).unwrap_or_default());
            // Nobody keeps a place unpaid beyond the deadline.
            let until = now.plus(hold).min(pool.closes_at_us);
            commitment.hold_until_us = commitment.hold_until_us.max(until).max(now);
            tx.enqueue(crate::jobs::lapse(commitment.id, commitment.hold_until_us))?;
        }
    }
    kind::given_back(tx, pool, commitment)
}

/// Whether it is said to be paid, and nobody has looked for that in vain since.
fn is_claimed(tx: &mut Tx, commitment: &Commitment) -> Result<bool, Fault> {
    let last = last_event(tx, commitment, |step| matches!(step, PartStep::Claimed | PartStep::NotFound))?;
    // Of rows of before the claim alone is known.
    let refused = last.is_some_and(|event| event.step == PartStep::NotFound);
    Ok(commitment.claimed_at_us.is_some() && !refused)
}

/// When the last money came that was too little, where some did.
fn too_little_at(tx: &mut Tx, commitment: &Commitment) -> Result<Option<Timestamp>, Fault> {
    let last = last_event(tx, commitment, |step| step == PartStep::TooLittle)?;
    Ok(last.map(|event| event.at_us))
}

fn last_event(
    tx: &mut Tx,
    commitment: &Commitment,
    wanted: impl Fn(PartStep) -> bool,
) -> Result<Option<PartEvent>, Fault> {
    for number in (1..=commitment.event_count).rev() {
        let event = tx.find::<PartEvent>((commitment.community_id, commitment.id, number))?;
        let event = event.ok_or_else(|| fault(format!("{}: step {number} is missing", commitment.id)))?;
        if wanted(event.step) {
            return Ok(Some(event));
        }
    }
    Ok(None)
}
