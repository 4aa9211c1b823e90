//! A ballot that was opened by mistake is stopped, while that takes nobody's vote away.

use super::named::tell_named;
use super::steps::{Taken, take_step};
use crate::acting;
use crate::ballot::{self, BallotRefused};
use crate::ballot_store;
use crate::ids::Member;
use crate::proposal::{Stage, Step};
use crate::rows::{Ballot, BallotVoter, OpenVote, Proposal};
use crate::stored;
use crate::terms::{BallotState, Secrecy};
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct CallOff {
    pub ballot: Id<Ballot>,
    pub by: Id<Member>,
    /// Everybody reads it.
    pub reason: String,
}

/// By whoever opened it, or a steward, while nobody else has voted. The proposal is a draft again; of the votes nothing stays.
///
/// # Errors
/// `NoSuchBallot`, `NotAMember`, `NotYourBallot`, `VotingOver`, `SomebodyVoted`, `ReasonMissing`.
pub fn call_off(tx: &mut Tx, input: &CallOff, now: Timestamp) -> Outcome<(), BallotRefused> {
    let community = tx.community();
    let ballot = tx.lock::<Ballot>((community, input.ballot))?;
    let mut ballot = ballot.ok_or(Refused(BallotRefused::NoSuchBallot))?;
    let powers = acting::powers(tx, input.by)?.ok_or(Refused(BallotRefused::NotAMember))?;
    if ballot.opened_by != input.by && !powers.has(Power::EditCharter) {
        return Err(Refused(BallotRefused::NotYourBallot));
    }
    ballot::takes_votes(ballot.state, ballot.closes_at_us, now).map_err(Refused)?;
    let own = tx.find::<OpenVote>((community, ballot.id, input.by))?;
    let voter = tx.find::<BallotVoter>((community, ballot.id, input.by))?;
    let own = voter.is_some_and(|voter| voter.voted) && own.is_some_and(|vote| vote.cast_by == input.by);
    ballot::may_call_off(ballot.secrecy, ballot.voted_count, own).map_err(Refused)?;
    let reason = stored::reason(&input.reason, BallotRefused::ReasonMissing)?;
    if ballot.secrecy == Secrecy::Open {
        drop_votes(tx, &ballot)?;
    }
    ballot.state = BallotState::CalledOff;
    ballot.final_at_us = Some(now);
    (ballot.voted_count, ballot.quorum_reached_at_us, ballot.leads) = (0, None, None);
    tx.save(&ballot)?;
    let proposal = tx.lock::<Proposal>((community, ballot.proposal_id))?;
    let mut proposal = proposal.ok_or_else(|| stored::fault("a ballot without a proposal"))?;
    (proposal.stage, proposal.stage_since_us, proposal.ballot_id) = (Stage::Draft, now, None);
    let taken = Taken::of(Step::BallotCalledOff, Some(input.by), reason).about(ballot.id);
    take_step(tx, &mut proposal, taken, now)?;
    tell_named(tx, &ballot, proposal.stage, now)?;
    let body = serde_json::json!({ "ballot": ballot.id, "proposal": proposal.id, "by": input.by });
    tx.announce("ballot_called_off", body.to_string())?;
    Ok(())
}

/// The one of whoever calls it off, and those that a proxy cast who does not vote for the member any more.
fn drop_votes(tx: &mut Tx, ballot: &Ballot) -> Result<(), Fault> {
    let key = |member| (ballot.community_id, ballot.id, member);
    let keys: Vec<_> = ballot_store::cast(tx, ballot)?.into_iter().map(key).collect();
    for mut voter in tx.lock_all::<BallotVoter>(&keys)?.into_iter().flatten() {
        if voter.voted {
            voter.voted = false;
            tx.save(&voter)?;
        }
    }
    tx.lock_all::<OpenVote>(&keys)?;
    tx.delete_all::<OpenVote>(&keys)
}
