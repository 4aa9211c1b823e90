//! Voting ends: what was voted is counted, the papers of a secret ballot are moved out of the order in which they may
//! have come, and the proposal goes on.

use super::cast_vote::extend;
use super::counting;
use super::mark_ballot::can_flip;
use super::named::tell_named;
use super::steps::{Taken, take_step};
use crate::ballot::{Extension, extended_for_flip, hours, tells_whose};
use crate::ballot_store;
use crate::count::Vote;
use crate::jobs;
use crate::proposal::{Stage, Step};
use crate::reckoning::Reckoning;
use crate::rows::{Ballot, BallotVoter, CountedPaper, Proposal, SecretPaper};
use crate::stored;
use crate::terms::{BallotState, Outcome, Receipts, Secrecy, Terms};
use kernel::{Id, Timestamp};
use store::{Fault, Tx};

/// Nothing to do where it is closed already, or was extended: another job comes then. Where an open ballot's outcome is not
/// what led when its last stretch began, it is extended now.
///
/// # Errors
/// Of the database, and where a stored vote is none.
pub fn close_ballot(tx: &mut Tx, id: Id<Ballot>, now: Timestamp) -> Result<(), Fault> {
    let community = tx.community();
    let Some(mut ballot) = tx.lock::<Ballot>((community, id))? else { return Ok(()) };
    if ballot.state != BallotState::Open || now < ballot.closes_at_us {
        return Ok(());
    }
    let votes = match ballot.secrecy {
        Secrecy::Open => ballot_store::named_votes(tx, &ballot)?.into_iter().map(|(_, vote)| vote).collect(),
        Secrecy::Secret => move_papers(tx, &ballot)?,
    };
    let reckoning = counting::reckon(tx, &ballot, &votes)?;
    let terms: Terms = stored::parsed("terms", &ballot.terms)?;
    if flipped(&ballot, &reckoning) {
        let before: Vec<Extension> = stored::parsed("extensions", &ballot.extensions)?;
        if let Some(extension) = extended_for_flip(&terms, &before, now) {
            ballot.leads = Some(reckoning.leading());
            extend(tx, &mut ballot, before, extension, now)?;
            return tx.save(&ballot);
        }
    }
    let proposal = tx.lock::<Proposal>((community, ballot.proposal_id))?;
    let mut proposal = proposal.ok_or_else(|| stored::fault("a ballot without a proposal"))?;
    ballot.state = BallotState::Closed;
    ballot.closed_at_us = Some(now);
    ballot.outcome = Some(reckoning.outcome);
    ballot.reckoning = Some(stored::written(&reckoning)?);
    // From now on: nobody can appeal against what was not told yet because the program stood still.
    let until = now.plus(hours(terms.delay_hours));
    ballot.execute_at_us = Some(until);
    tx.save(&ballot)?;
    let passed = reckoning.outcome == Outcome::Passed;
    let (step, to) = match passed {
        true => (Step::BallotPassed, Stage::Passed),
        false => (Step::BallotRejected, Stage::Rejected),
    };
    (proposal.stage, proposal.stage_since_us) = (to, now);
    let taken = Taken::of(step, None, reckoning.outcome.code()).about(ballot.id);
    take_step(tx, &mut proposal, taken, now)?;
    tell_named(tx, &ballot, to, now)?;
    tx.enqueue(jobs::finish(ballot.id, until))?;
    if passed {
        tx.enqueue(jobs::execute(proposal.id, until))?;
    }
    let body = serde_json::json!({
        "ballot": ballot.id, "proposal": proposal.id, "outcome": reckoning.outcome,
    });
    tx.announce("ballot_closed", body.to_string())
}

/// Whether another outcome leads than when the last stretch began. Without a quorum nothing is decided either way; and where
/// nobody had taken a side there was nothing to turn.
fn flipped(ballot: &Ballot, reckoning: &Reckoning) -> bool {
    let before = ballot.leads.as_deref().filter(|before| !before.is_empty() && can_flip(ballot));
    reckoning.quorum_reached && before.is_some_and(|before| before != reckoning.leading())
}

/// Papers become what is published, in the order of their ids; and the list of voters is written anew in the order of
/// its own, so that what a database keeps beside a row (its place, its transaction) says no more of when it was changed.
fn move_papers(tx: &mut Tx, ballot: &Ballot) -> Result<Vec<Vote>, Fault> {
    let papers = ballot_store::secret_papers(tx, ballot)?;
    let mut votes = Vec::with_capacity(papers.len());
    for paper in &papers {
        votes.push(ballot_store::vote_of(paper)?);
    }
    for paper in published(ballot, &papers) {
        tx.insert(&paper)?;
    }
    let key = |paper: &SecretPaper| (paper.community_id, paper.ballot_id, paper.id.clone());
    let keys: Vec<_> = papers.iter().map(key).collect();
    tx.lock_all::<SecretPaper>(&keys)?;
    tx.delete_all::<SecretPaper>(&keys)?;
    let voters = ballot_store::voters(tx, ballot)?;
    let keys: Vec<_> = voters.into_iter().map(|member| (ballot.community_id, ballot.id, member)).collect();
    for voter in tx.lock_all::<BallotVoter>(&keys)?.into_iter().flatten() {
        tx.save(&voter)?;
    }
    Ok(votes)
}

/// Each paper with its choice; or, where a receipt shows inclusion only, ids for themselves and choices for themselves,
/// sorted by what they say.
fn published(ballot: &Ballot, papers: &[SecretPaper]) -> Vec<CountedPaper> {
    let weighted = tells_whose(ballot.weighting);
    let row = |id: String, choice: Option<&SecretPaper>, is_receipt: bool| CountedPaper {
        community_id: ballot.community_id,
        ballot_id: ballot.id,
        id,
        choice: choice.map(|paper| paper.choice.clone()),
        weight_e6: choice.filter(|_| weighted).map(|paper| paper.weight_e6),
        is_receipt,
    };
    if ballot.receipts == Receipts::Choice {
        return papers.iter().map(|paper| row(paper.id.clone(), Some(paper), true)).collect();
    }
    let mut sorted: Vec<&SecretPaper> = papers.iter().collect();
    sorted.sort_by(|a, b| (&a.choice, a.weight_e6).cmp(&(&b.choice, b.weight_e6)));
    // Hashes are hexadecimal: a choice's id is never one.
    let choices = sorted.into_iter().zip(1..).map(|(paper, at)| row(format!("n{at:08}"), Some(paper), false));
    papers.iter().map(|paper| row(paper.id.clone(), None, true)).chain(choices).collect()
}
