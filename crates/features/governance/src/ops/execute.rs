//! A decision becomes fact: when the time to appeal is over, its deeds are done, in their order and once each.
//!
//! One that cannot be done says why and stands in nobody's way; a member who answers for the decision tries it again.
//! All of it is one transaction: a process that dies in the middle has done nothing, and the job comes again.

use super::deeds::{Decision, try_deed};
use super::named::tell_named;
use super::steps::{Taken, announce, take_step};
use crate::deed;
use crate::proposal::{ActionState, Stage, Step};
use crate::rows::{Ballot, BallotAppeal, DecidedAction, Proposal, ProposalText};
use crate::terms::{AppealState, Outcome as Counted};
use kernel::serde::Deserialize;
use kernel::{Id, Timestamp};
use store::{Fault, Tx};

/// Of how a ballot was counted: what the deeds depend on.
#[derive(Deserialize)]
#[serde(crate = "kernel::serde")]
struct Chosen {
    #[serde(default)]
    winners: Vec<i64>,
}

/// Carries a passed proposal out, if its time has come and no appeal waits; answers whether it did. It may be asked any
/// number of times.
///
/// # Errors
/// Of the database only, and of what is stored and cannot be read.
pub fn execute_decision(tx: &mut Tx, id: Id<Proposal>, now: Timestamp) -> Result<bool, Fault> {
    let Some(mut proposal) = tx.lock::<Proposal>((tx.community(), id))? else { return Ok(false) };
    let Some(ballot) = due(tx, &proposal, now)? else { return Ok(false) };
    let decision = Decision::of(tx, &proposal)?;
    for (number, action) in (1..).zip(decided(tx, &ballot)?) {
        let words = serde_json::to_string(&action).map_err(|error| Fault::Codec(error.to_string().into()))?;
        let row = DecidedAction {
            community_id: proposal.community_id,
            proposal_id: proposal.id,
            number,
            kind: action.code().to_owned(),
            words,
            state: ActionState::Waiting,
            done_at_us: None,
            result: None,
            refusal: None,
        };
        proposal.action_count = number;
        let row = try_deed(tx, &mut proposal, &decision, row, None, now)?;
        tx.insert(&row)?;
    }
    // Whether its deed was done or failed: what failed may be proposed anew, and to do it twice is refused where it is done.
    tell_named(tx, &ballot, Stage::InForce, now)?;
    (proposal.stage, proposal.stage_since_us) = (Stage::InForce, now);
    take_step(tx, &mut proposal, Taken::of(Step::InForce, None, String::new()), now)?;
    announce(tx, "decision_in_force", &proposal)?;
    Ok(true)
}

/// The ballot that it passed, where nothing stands in the way.
fn due(tx: &mut Tx, proposal: &Proposal, now: Timestamp) -> Result<Option<Ballot>, Fault> {
    let Some(ballot) = proposal.ballot_id.filter(|_| proposal.stage == Stage::Passed) else {
        return Ok(None);
    };
    let Some(ballot) = tx.find::<Ballot>((proposal.community_id, ballot))? else { return Ok(None) };
    let its_time = ballot.execute_at_us.is_some_and(|due| due <= now);
    if ballot.outcome != Some(Counted::Passed) || !its_time {
        return Ok(None);
    }
    for number in 1..=ballot.appeal_count {
        let appeal = tx.find::<BallotAppeal>((ballot.community_id, ballot.id, number))?;
        if appeal.is_some_and(|appeal| stands(appeal.state)) {
            return Ok(None);
        }
    }
    Ok(Some(ballot))
}

/// It waits, or has made the outcome void.
fn stands(appeal: AppealState) -> bool {
    matches!(appeal, AppealState::Waiting | AppealState::Upheld)
}

/// From the very text that was voted on.
fn decided(tx: &mut Tx, ballot: &Ballot) -> Result<Vec<crate::asks::Action>, Fault> {
    let key = (ballot.community_id, ballot.proposal_id, ballot.text_version);
    let text = tx.find::<ProposalText>(key)?;
    let text = text.ok_or_else(|| Fault::Codec(format!("{}: its text is gone", ballot.id).into()))?;
    let chosen = match &ballot.reckoning {
        Some(words) => serde_json::from_str::<Chosen>(words)
            .map_err(|error| Fault::Codec(format!("{}: {error}", ballot.id).into()))?,
        None => Chosen { winners: Vec::new() },
    };
    Ok(deed::deeds(&text.asked()?, &chosen.winners))
}
