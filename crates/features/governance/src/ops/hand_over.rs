//! Somebody else answers for a proposal from now on; or nobody does, because it is withdrawn.

use super::steps::{Taken, announce, lock_proposal, take_step};
use crate::L10nLanguage;
use crate::acting;
use crate::ids::Member;
use crate::proposal::{Stage, Step, check_reason};
use crate::proposal_refused::ProposalRefused;
use crate::rows::Proposal;
use community::Community;
use kernel::{Id, Timestamp};
use store::{Fault, OpError::Refused, Outcome, Tx};
use web::Lang;

#[derive(Debug, Clone)]
pub struct HandOver {
    pub proposal: Id<Proposal>,
    pub to: Id<Member>,
    pub reason: String,
}

/// At any stage that is not over: who carries something out may be another than who thought of it.
///
/// # Errors
/// `NotAMember`, `NoSuchProposal`, `NotYours`, `IsOver`, `NoSuchMember`, `SameOne`, `ReasonMissing`.
pub fn hand_over(
    tx: &mut Tx,
    by: Id<Member>,
    input: &HandOver,
    now: Timestamp,
) -> Outcome<(), ProposalRefused> {
    let who = acting::acting(tx, by, now, ProposalRefused::NotAMember)?;
    let mut proposal = lock_proposal(tx, input.proposal)?;
    proposal.standing().led_by(who.asker()).map_err(Refused)?;
    if proposal.stage.is_over() {
        return Err(Refused(ProposalRefused::IsOver));
    }
    if proposal.owner == input.to {
        return Err(Refused(ProposalRefused::SameOne));
    }
    if !acting::is_current(tx, input.to)? {
        return Err(Refused(ProposalRefused::NoSuchMember));
    }
    let reason = check_reason(&input.reason).map_err(Refused)?;
    proposal.owner = input.to;
    take_step(tx, &mut proposal, Taken::of(Step::HandedOver, Some(who.id), reason), now)?;
    announce(tx, "proposal_handed_over", &proposal).map_err(Into::into)
}

#[derive(Debug, Clone)]
pub struct Withdraw {
    pub proposal: Id<Proposal>,
    pub reason: String,
}

/// # Errors
/// `NotAMember`, `NoSuchProposal`, `NotYours`, `ReasonMissing`, `IsOver`; `TextIsFixed` once a ballot opened.
pub fn withdraw(
    tx: &mut Tx,
    by: Id<Member>,
    input: &Withdraw,
    now: Timestamp,
) -> Outcome<(), ProposalRefused> {
    let who = acting::acting(tx, by, now, ProposalRefused::NotAMember)?;
    let mut proposal = lock_proposal(tx, input.proposal)?;
    proposal.standing().led_by(who.asker()).map_err(Refused)?;
    proposal.standing().before_ballot().map_err(Refused)?;
    let reason = check_reason(&input.reason).map_err(Refused)?;
    (proposal.stage, proposal.stage_since_us) = (Stage::Withdrawn, now);
    take_step(tx, &mut proposal, Taken::of(Step::Withdrawn, Some(who.id), reason), now)?;
    announce(tx, "proposal_withdrawn", &proposal).map_err(Into::into)
}

#[derive(Debug, Clone)]
pub struct Conclude {
    pub proposal: Id<Proposal>,
    /// Or why not, says the reason.
    pub carried_out: bool,
    pub reason: String,
}

/// What was decided has been carried out, or has not. Either way nothing more is spent for it: its mandates end, each with a step.
///
/// # Errors
/// `NotAMember`, `NoSuchProposal`, `NotYours`, `ReasonMissing`; `WrongStage` when it is not in force.
pub fn conclude(
    tx: &mut Tx,
    by: Id<Member>,
    input: &Conclude,
    now: Timestamp,
) -> Outcome<Stage, ProposalRefused> {
    let who = acting::acting(tx, by, now, ProposalRefused::NotAMember)?;
    let mut proposal = lock_proposal(tx, input.proposal)?;
    proposal.standing().led_by(who.asker()).map_err(Refused)?;
    if proposal.stage != Stage::InForce {
        return Err(Refused(ProposalRefused::WrongStage));
    }
    let reason = check_reason(&input.reason).map_err(Refused)?;
    Ok(end_as(tx, &mut proposal, Some(who.id), (input.carried_out, reason.as_str()), now)?)
}

/// With a step of its own, and one for each mandate that ends. `by`: None by the clock.
pub(super) fn end_as(
    tx: &mut Tx,
    proposal: &mut Proposal,
    by: Option<Id<Member>>,
    (carried_out, reason): (bool, &str),
    now: Timestamp,
) -> Result<Stage, Fault> {
    let (stage, step) = match carried_out {
        true => (Stage::CarriedOut, Step::CarriedOut),
        false => (Stage::NotCarriedOut, Step::NotCarriedOut),
    };
    (proposal.stage, proposal.stage_since_us) = (stage, now);
    take_step(tx, proposal, Taken::of(step, by, reason), now)?;
    let t = words_of(tx)?;
    let said = match carried_out {
        true => t.mandate_ends_done(proposal.number, reason),
        false => t.mandate_ends_not_done(proposal.number, reason),
    };
    for number in spending::conclude_mandates(tx, proposal.id.as_str(), &said, now)? {
        let ended = Taken::of(Step::MandateEnded, by, t.mandate_ends_because()).about(number);
        take_step(tx, proposal, ended, now)?;
    }
    announce(tx, "proposal_concluded", proposal)?;
    Ok(stage)
}

/// In the language of the community.
pub(super) fn words_of(tx: &mut Tx) -> Result<&'static L10nLanguage, Fault> {
    let community = tx.find::<Community>(tx.community())?;
    Ok(crate::t(community.and_then(|community| Lang::parse(&community.lang)).unwrap_or(Lang::Zh)))
}
