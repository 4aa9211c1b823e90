//! A member says that the money is on its way; the treasurer says that it did not come.

use super::commit::{Committed, takes_part};
use super::{PartTold, announce, go, lock_commitment, look_whether_over, note_part, pool_of};
use crate::commitment::CommitmentState;
use crate::ids::Member;
use crate::refused::CommitRefused;
use crate::rows::{Commitment, PartStep, Pool};
use kernel::{Id, Timestamp};
use market::payment::{MethodCode, REFERENCE_CHARS_MAX};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct ClaimCommitment {
    pub commitment: Id<Commitment>,
    pub method: MethodCode,
    /// What the treasurer should look for.
    pub proof: String,
    pub key: Option<IdempotencyKey>,
}

/// By whose it is. A claim keeps the place until the treasurer has looked, at most until the pool's grace is over.
///
/// # Errors
/// `NotYours`, `WrongState`, `Closed`, `MethodNotOffered`, `ProofTooLong`, …
pub fn claim_commitment(
    tx: &mut Tx,
    by: Id<Member>,
    input: &ClaimCommitment,
    now: Timestamp,
) -> Outcome<Committed, CommitRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(CommitRefused::KeyReused)? {
        return Ok(first);
    }
    let mut commitment = lock_commitment(tx, input.commitment)?;
    let mut pool = pool_of(tx, &commitment)?;
    if commitment.member != by {
        return Err(Refused(CommitRefused::NotYours));
    }
    takes_part(tx, &pool, commitment.late, now)?;
    if !crate::kind::is_elsewhere(tx, &pool)? && !market::is_set_up(tx, input.method)? {
        return Err(Refused(CommitRefused::MethodNotOffered));
    }
    let proof = input.proof.trim();
    if proof.chars().count() > REFERENCE_CHARS_MAX {
        return Err(Refused(CommitRefused::ProofTooLong));
    }
    let state = commitment.state.claim().map_err(Refused)?;
    go(tx, &mut pool, &mut commitment, state)?;
    (commitment.method, commitment.claimed_at_us) = (Some(input.method), Some(now));
    commitment.proof = Some(proof.to_owned()).filter(|proof| !proof.is_empty());
    note_part(tx, &mut commitment, PartTold::of(PartStep::Claimed, now))?;
    tx.save(&commitment)?;
    tx.save(&pool)?;
    announce(tx, "pool_payment_claimed", &pool)?;
    let committed = Committed::of(&commitment, &pool);
    tx.remember(&input.key, &committed, now)?;
    Ok(committed)
}

#[derive(Debug, Clone)]
pub struct RefuseClaim {
    pub commitment: Id<Commitment>,
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By the treasurer: the money was looked for and not found. The place is kept for another try as long as the pool is open; afterwards the part
/// is over. So it is of one that lapsed before anybody had looked.
///
/// # Errors
/// `NotAllowed`, `OwnPayment`, `WrongState`, `ReasonMissing`, …
pub fn refuse_claim(
    tx: &mut Tx,
    by: Id<Member>,
    input: &RefuseClaim,
    now: Timestamp,
) -> Outcome<Committed, CommitRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(CommitRefused::KeyReused)? {
        return Ok(first);
    }
    let mut commitment = lock_commitment(tx, input.commitment)?;
    let mut pool = pool_of(tx, &commitment)?;
    may_confirm(tx, by, &commitment)?;
    let reason = crate::pool::reason(&input.reason).map_err(|_| Refused(CommitRefused::ReasonMissing))?;
    // What lapsed before anybody had looked is over already: only that it was looked for is written down.
    if !commitment.is_unlooked() {
        unclaim(tx, &mut pool, &mut commitment, now)?;
    }
    (commitment.decided_by, commitment.decided_at_us) = (Some(by), Some(now));
    let told = PartTold { reason: Some(reason.clone()), ..PartTold::of(PartStep::NotFound, now) };
    note_part(tx, &mut commitment, told)?;
    commitment.reference = Some(reason);
    if commitment.state == CommitmentState::Made {
        // The hold may have run out while the treasurer looked: another day to try again, but not beyond the deadline.
        let again = now.plus(AGAIN);
        let again = if commitment.late { again } else { again.min(pool.closes_at_us).max(now) };
        commitment.hold_until_us = commitment.hold_until_us.max(again);
        tx.enqueue(crate::jobs::lapse(commitment.id, commitment.hold_until_us))?;
    }
    tx.save(&commitment)?;
    tx.save(&pool)?;
    look_whether_over(tx, &pool, now)?;
    announce(tx, "pool_payment_refused", &pool)?;
    let committed = Committed::of(&commitment, &pool);
    tx.remember(&input.key, &committed, now)?;
    Ok(committed)
}

#[derive(Debug, Clone)]
pub struct WithdrawClaim {
    pub commitment: Id<Commitment>,
    pub key: Option<IdempotencyKey>,
}

/// By whose it is: the money is not on its way after all. The part is as it was before, and may be left. Whoever has left may say it, too:
/// like the claim it is about their own money.
///
/// # Errors
/// `NotYours`, `WrongState` where nothing is claimed, or the money is found.
pub fn withdraw_claim(
    tx: &mut Tx,
    by: Id<Member>,
    input: &WithdrawClaim,
    now: Timestamp,
) -> Outcome<Committed, CommitRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(CommitRefused::KeyReused)? {
        return Ok(first);
    }
    let mut commitment = lock_commitment(tx, input.commitment)?;
    let mut pool = pool_of(tx, &commitment)?;
    if commitment.member != by {
        return Err(Refused(CommitRefused::NotYours));
    }
    unclaim(tx, &mut pool, &mut commitment, now)?;
    (commitment.claimed_at_us, commitment.proof) = (None, None);
    note_part(tx, &mut commitment, PartTold::of(PartStep::ClaimWithdrawn, now))?;
    if commitment.state == CommitmentState::Made {
        tx.enqueue(crate::jobs::lapse(commitment.id, commitment.hold_until_us.max(now)))?;
    }
    tx.save(&commitment)?;
    tx.save(&pool)?;
    look_whether_over(tx, &pool, now)?;
    announce(tx, "pool_claim_withdrawn", &pool)?;
    let committed = Committed::of(&commitment, &pool);
    tx.remember(&input.key, &committed, now)?;
    Ok(committed)
}

/// It waits for another claim; where its pool is over it is over, too. The caller saves both.
fn unclaim(
    tx: &mut Tx,
    pool: &mut Pool,
    commitment: &mut Commitment,
    now: Timestamp,
) -> Outcome<(), CommitRefused> {
    let waits = commitment.state.refuse_claim().map_err(Refused)?;
    let is_over = pool.is_over(commitment);
    if is_over {
        commitment.ended_at_us = Some(now);
    }
    Ok(go(tx, pool, commitment, if is_over { CommitmentState::Lapsed } else { waits })?)
}

const AGAIN: std::time::Duration = std::time::Duration::from_secs(86_400);

/// Nobody confirms the own money, nor that of a company behind which they stand.
pub(super) fn may_confirm(
    tx: &mut Tx,
    by: Id<Member>,
    commitment: &Commitment,
) -> Outcome<(), CommitRefused> {
    let powers = community::powers_now(tx, by)?.ok_or(Refused(CommitRefused::NotAMember))?;
    if !powers.has(Power::ConfirmPayments) {
        // Who looks for payments may be the only one: a steward looks for theirs.
        let payer = community::powers_now(tx, commitment.member)?;
        let of_treasurer = payer.is_some_and(|payer| payer.has(Power::ConfirmPayments));
        if !of_treasurer || !powers.has(Power::GrantRoles) {
            return Err(Refused(CommitRefused::NotAllowed));
        }
    }
    match community::is_own_matter(tx, by, commitment.member)? {
        true => Err(Refused(CommitRefused::OwnPayment)),
        false => Ok(()),
    }
}
