//! The way of a proposal is written here and nowhere else: whatever happens to it is a step with who, when, why, and who
//! answers for what comes next.

use crate::ids::Member;
use crate::proposal::{Standing, Step};
use crate::proposal_refused::ProposalRefused;
use crate::rows::{Proposal, ProposalStep};
use kernel::{Id, Timestamp};
use store::{Fault, OpError::Refused, Outcome, Tx};

/// What happened. Its stage and its owner are as the proposal's row says when the step is taken.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    pub(crate) step: Step,
    /// None: by the clock.
    pub(crate) by: Option<Id<Member>>,
    pub(crate) reason: String,
    pub(crate) other: Option<Id<Proposal>>,
    pub(crate) subject: Option<String>,
}

impl Taken {
    pub(crate) fn of(step: Step, by: Option<Id<Member>>, reason: impl Into<String>) -> Taken {
        Taken { step, by, reason: reason.into(), other: None, subject: None }
    }

    pub(crate) fn with(self, other: Id<Proposal>) -> Taken {
        Taken { other: Some(other), ..self }
    }

    pub(crate) fn about(self, subject: impl ToString) -> Taken {
        Taken { subject: Some(subject.to_string()), ..self }
    }
}

/// Writes the step and saves the proposal.
pub(crate) fn take_step(
    tx: &mut Tx,
    proposal: &mut Proposal,
    taken: Taken,
    now: Timestamp,
) -> Result<(), Fault> {
    write_step(tx, proposal, taken, now)?;
    tx.save(proposal)
}

/// Of a proposal that is inserted or saved afterwards.
pub(crate) fn write_step(
    tx: &mut Tx,
    proposal: &mut Proposal,
    taken: Taken,
    now: Timestamp,
) -> Result<(), Fault> {
    proposal.step_count += 1;
    proposal.moved_at_us = now;
    tx.insert(&ProposalStep {
        community_id: proposal.community_id,
        proposal_id: proposal.id,
        number: proposal.step_count,
        step: taken.step,
        at_us: now,
        by_member: taken.by,
        owner: proposal.owner,
        reason: taken.reason,
        other: taken.other,
        subject: taken.subject,
    })
}

pub(crate) fn lock_proposal(tx: &mut Tx, id: Id<Proposal>) -> Outcome<Proposal, ProposalRefused> {
    let row = tx.lock::<Proposal>((tx.community(), id))?;
    row.ok_or(Refused(ProposalRefused::NoSuchProposal))
}

pub(crate) fn announce(tx: &mut Tx, kind: &str, proposal: &Proposal) -> Result<(), Fault> {
    tx.announce(kind, format!(r#"{{"proposal":"{}"}}"#, proposal.id))
}

impl Proposal {
    pub(crate) fn standing(&self) -> Standing {
        Standing {
            stage: self.stage,
            owner: self.owner,
            published_at: self.published_at_us,
            stage_since: self.stage_since_us,
        }
    }
}
