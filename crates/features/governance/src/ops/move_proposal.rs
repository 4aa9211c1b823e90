//! On to the next stage: from an idea to a discussion, from a discussion to a draft.

use super::steps::{Taken, announce, lock_proposal, take_step};
use crate::acting;
use crate::ids::Member;
use crate::proposal::{Stage, Step, check_reason};
use crate::proposal_refused::ProposalRefused;
use crate::rows::Proposal;
use kernel::{Id, Timestamp};
use store::{IdempotencyKey, OpError::Refused, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct MoveProposal {
    pub proposal: Id<Proposal>,
    pub to: Stage,
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// Answers the stage it is in.
///
/// # Errors
/// `NotAMember`, `NoSuchProposal`, `NotYours`, `ReasonMissing`, `WrongStage`; `TextIsFixed` once a ballot opened.
pub fn move_proposal(
    tx: &mut Tx,
    by: Id<Member>,
    input: &MoveProposal,
    now: Timestamp,
) -> Outcome<Stage, ProposalRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(ProposalRefused::KeyReused)? {
        return Ok(first);
    }
    let who = acting::acting(tx, by, now, ProposalRefused::NotAMember)?;
    let mut proposal = lock_proposal(tx, input.proposal)?;
    proposal.standing().led_by(who.asker()).map_err(Refused)?;
    proposal.standing().move_to(input.to).map_err(Refused)?;
    let reason = check_reason(&input.reason).map_err(Refused)?;
    (proposal.stage, proposal.stage_since_us) = (input.to, now);
    let step = Taken::of(Step::Moved, Some(who.id), reason).about(input.to);
    take_step(tx, &mut proposal, step, now)?;
    announce(tx, "proposal_moved", &proposal)?;
    tx.remember(&input.key, &proposal.stage, now)?;
    Ok(proposal.stage)
}
