//! A deed that could not be done is tried again: by who answers for the decision, when what was in the way is gone.

use super::deeds::{Decision, try_deed};
use super::steps::{announce, lock_proposal};
use crate::acting;
use crate::deed::may_retry;
use crate::ids::Member;
use crate::proposal::ActionState;
use crate::proposal_refused::ProposalRefused;
use crate::rows::{DecidedAction, Proposal};
use kernel::{Id, Timestamp};
use store::{IdempotencyKey, OpError::Refused, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct RetryDeed {
    pub proposal: Id<Proposal>,
    pub number: i64,
    pub key: Option<IdempotencyKey>,
}

/// Answers what came of it: done, or failed again.
///
/// # Errors
/// `NotAMember`, `NoSuchProposal`, `NotYours`, `NoSuchDeed`, `WrongStage`; `DeedNotFailed` for one that is done.
pub fn retry_deed(
    tx: &mut Tx,
    by: Id<Member>,
    input: &RetryDeed,
    now: Timestamp,
) -> Outcome<ActionState, ProposalRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(ProposalRefused::KeyReused)? {
        return Ok(first);
    }
    let who = acting::acting(tx, by, now, ProposalRefused::NotAMember)?;
    let mut proposal = lock_proposal(tx, input.proposal)?;
    proposal.standing().led_by(who.asker()).map_err(Refused)?;
    let row = tx.lock::<DecidedAction>((proposal.community_id, proposal.id, input.number))?;
    may_retry(proposal.stage, row.as_ref().map(|row| row.state)).map_err(Refused)?;
    let row = row.ok_or(Refused(ProposalRefused::NoSuchDeed))?;
    let decision = Decision::of(tx, &proposal)?;
    let row = try_deed(tx, &mut proposal, &decision, row, Some(who.id), now)?;
    tx.save(&row)?;
    announce(tx, "decision_deed_tried", &proposal)?;
    tx.remember(&input.key, &row.state, now)?;
    Ok(row.state)
}
