//! Somebody says aloud what could be decided.

use super::asked::{asks_as_words, check_asks, check_words};
use super::rules::current_rules;
use super::steps::{Taken, announce, write_step};
use crate::acting::{self, Acting};
use crate::asks::{Action, Asks};
use crate::ids::Member;
use crate::proposal::{Stage, Step, check_text, may_propose};
use crate::proposal_refused::ProposalRefused;
use crate::proposal_store::open_about_distribution;
use crate::rows::{DecisionCount, Proposal, ProposalText};
use kernel::{Id, Timestamp};
use store::{Fault, IdempotencyKey, OpError::Refused, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct Propose {
    pub id: Id<Proposal>,
    pub title: String,
    /// CommonMark.
    pub body: String,
    pub asks: Asks,
    pub key: Option<IdempotencyKey>,
}

/// An idea: readable by every member from now on.
///
/// # Errors
/// `NotAMember`, `NotAProposer`, `DistributionProposed`, and whatever is wrong with the words or with what is asked.
pub fn propose(
    tx: &mut Tx,
    by: Id<Member>,
    input: &Propose,
    now: Timestamp,
) -> Outcome<Id<Proposal>, ProposalRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(ProposalRefused::KeyReused)? {
        return Ok(first);
    }
    let who = proposer(tx, by, now)?;
    check_text(&input.title, &input.body).map_err(Refused)?;
    check_words(tx, &input.asks, (&input.title, &input.body), Some(who.id))?;
    check_asks(tx, &input.asks, Some(who.id), now)?;
    is_new(tx, &input.asks)?;
    let mut proposal = new_proposal(tx, input.id, &input.title, who.id, now)?;
    let first = Taken::of(Step::Proposed, Some(who.id), "");
    publish(tx, &mut proposal, &input.body, &input.asks, first, now)?;
    tx.remember(&input.key, &proposal.id, now)?;
    Ok(proposal.id)
}

/// What is reckoned is talked over in one place. A proposal that was written otherwise and comes to ask for it is let be: nobody keeps a
/// simulation from a ballot by an idea.
fn is_new(tx: &mut Tx, asks: &Asks) -> Outcome<(), ProposalRefused> {
    let community = tx.community();
    for action in &asks.actions {
        if let Action::Distribution { distribution, .. } = action
            && open_about_distribution(tx, community, distribution)?.is_some()
        {
            return Err(Refused(ProposalRefused::DistributionProposed));
        }
    }
    Ok(())
}

/// A member whom the rules of deciding let propose.
pub(super) fn proposer(tx: &mut Tx, by: Id<Member>, now: Timestamp) -> Outcome<Acting, ProposalRefused> {
    let who = acting::acting(tx, by, now, ProposalRefused::NotAMember)?;
    let (_, rules) = super::current_rules(tx)?;
    may_propose(who.asker(), rules.proposers).map_err(Refused)?;
    Ok(who)
}

/// The row of an idea, under the next number; not yet inserted.
pub(super) fn new_proposal(
    tx: &mut Tx,
    id: Id<Proposal>,
    title: &str,
    owner: Id<Member>,
    now: Timestamp,
) -> Result<Proposal, Fault> {
    let number = next_number(tx)?;
    Ok(Proposal {
        community_id: tx.community(),
        id,
        number,
        title: title.trim().to_owned(),
        stage: Stage::Idea,
        owner,
        text_version: 1,
        step_count: 0,
        comment_count: 0,
        task_count: 0,
        action_count: 0,
        ballot_id: None,
        published_at_us: now,
        stage_since_us: now,
        moved_at_us: now,
    })
}

/// Inserts it with its first text and its first step.
pub(super) fn publish(
    tx: &mut Tx,
    proposal: &mut Proposal,
    body: &str,
    asks: &Asks,
    first: Taken,
    now: Timestamp,
) -> Result<(), Fault> {
    let before = proposal.clone();
    tx.insert(&before)?;
    let rules_version = current_rules(tx)?.0;
    tx.insert(&ProposalText {
        community_id: proposal.community_id,
        proposal_id: proposal.id,
        version: proposal.text_version,
        title: proposal.title.clone(),
        body: body.trim().to_owned(),
        asks: asks_as_words(asks)?,
        note: String::new(),
        written_by: proposal.owner,
        written_at_us: now,
        rules_version,
    })?;
    write_step(tx, proposal, first, now)?;
    tx.save(proposal)?;
    announce(tx, "proposal_made", proposal)
}

fn next_number(tx: &mut Tx) -> Result<i64, Fault> {
    let community_id = tx.community();
    match tx.lock::<DecisionCount>(community_id)? {
        Some(mut count) => {
            count.proposal_count += 1;
            tx.save(&count)?;
            Ok(count.proposal_count)
        }
        None => {
            tx.insert(&DecisionCount { community_id, proposal_count: 1, rules_version: 0 })?;
            Ok(1)
        }
    }
}
