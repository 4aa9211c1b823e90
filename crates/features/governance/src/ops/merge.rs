//! One proposal becomes part of another, or several. What was said stays where it was said; each names the other.

use super::propose::{new_proposal, publish};
use super::steps::{Taken, announce, lock_proposal, take_step};
use crate::acting;
use crate::asks::Asks;
use crate::ids::Member;
use crate::proposal::{Stage, Step, check_reason, check_text};
use crate::proposal_refused::ProposalRefused;
use crate::rows::Proposal;
use kernel::{Id, Timestamp};
use store::{IdempotencyKey, OpError::Refused, Outcome, Tx};

pub const PARTS_MAX: usize = 6;

#[derive(Debug, Clone)]
pub struct Merge {
    pub proposal: Id<Proposal>,
    /// What goes on.
    pub into: Id<Proposal>,
    pub reason: String,
}

/// By whoever answers for the one that ends. The other's text stays as it is: its owner takes up what is worth it.
///
/// # Errors
/// `NotAMember`, `NoSuchProposal`, `SameOne`, `NotYours`, `ReasonMissing`; `IsOver` and `TextIsFixed` of either.
pub fn merge(tx: &mut Tx, by: Id<Member>, input: &Merge, now: Timestamp) -> Outcome<(), ProposalRefused> {
    let who = acting::acting(tx, by, now, ProposalRefused::NotAMember)?;
    if input.proposal == input.into {
        return Err(Refused(ProposalRefused::SameOne));
    }
    // In the order of their ids, so that two that are merged into each other cannot wait for each other.
    let mut rows = [input.proposal.min(input.into), input.proposal.max(input.into)]
        .into_iter()
        .map(|id| lock_proposal(tx, id))
        .collect::<Outcome<Vec<_>, _>>()?;
    rows.sort_by_key(|row| row.id != input.proposal);
    let [ending, going_on] = rows.as_mut_slice() else {
        return Err(Refused(ProposalRefused::NoSuchProposal));
    };
    ending.standing().led_by(who.asker()).map_err(Refused)?;
    ending.standing().before_ballot().map_err(Refused)?;
    going_on.standing().before_ballot().map_err(Refused)?;
    let reason = check_reason(&input.reason).map_err(Refused)?;
    (ending.stage, ending.stage_since_us) = (Stage::Merged, now);
    let into = Taken::of(Step::MergedInto, Some(who.id), reason.clone()).with(going_on.id);
    take_step(tx, ending, into, now)?;
    let from = Taken::of(Step::TookIn, Some(who.id), reason).with(ending.id);
    take_step(tx, going_on, from, now)?;
    announce(tx, "proposal_merged", ending).map_err(Into::into)
}

#[derive(Debug, Clone)]
pub struct Split {
    pub proposal: Id<Proposal>,
    pub parts: Vec<NewPart>,
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

#[derive(Debug, Clone)]
pub struct NewPart {
    pub id: Id<Proposal>,
    pub title: String,
    /// CommonMark.
    pub body: String,
}

/// One becomes several, each an idea of its own with the same owner; readable as such from now on.
///
/// # Errors
/// `NotAMember`, `NoSuchProposal`, `NotYours`, `PartsMissing`, `TooManyParts`, `ReasonMissing`, `IsOver`, whatever is
/// wrong with the words; `TextIsFixed` once a ballot opened.
pub fn split(
    tx: &mut Tx,
    by: Id<Member>,
    input: &Split,
    now: Timestamp,
) -> Outcome<Vec<Id<Proposal>>, ProposalRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(ProposalRefused::KeyReused)? {
        return Ok(first);
    }
    let who = acting::acting(tx, by, now, ProposalRefused::NotAMember)?;
    let mut whole = lock_proposal(tx, input.proposal)?;
    whole.standing().led_by(who.asker()).map_err(Refused)?;
    whole.standing().before_ballot().map_err(Refused)?;
    let reason = check_reason(&input.reason).map_err(Refused)?;
    match input.parts.len() {
        0 | 1 => return Err(Refused(ProposalRefused::PartsMissing)),
        count if count > PARTS_MAX => return Err(Refused(ProposalRefused::TooManyParts)),
        _ => {}
    }
    let mut ids = Vec::new();
    (whole.stage, whole.stage_since_us) = (Stage::Split, now);
    for part in &input.parts {
        check_text(&part.title, &part.body).map_err(Refused)?;
        let mut row = new_proposal(tx, part.id, &part.title, whole.owner, now)?;
        let from = Taken::of(Step::CameFrom, Some(who.id), reason.clone()).with(whole.id);
        publish(tx, &mut row, &part.body, &Asks::default(), from, now)?;
        let into = Taken::of(Step::SplitInto, Some(who.id), reason.clone()).with(part.id);
        take_step(tx, &mut whole, into, now)?;
        ids.push(part.id);
    }
    announce(tx, "proposal_split", &whole)?;
    tx.remember(&input.key, &ids, now)?;
    Ok(ids)
}
