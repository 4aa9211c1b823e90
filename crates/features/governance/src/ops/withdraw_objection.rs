//! An objection is withdrawn: it stays to be read, and stands in nobody's way.

use crate::ballot::{self, BallotRefused};
use crate::choice::Choice;
use crate::ids::Member;
use crate::rows::{Ballot, OpenVote};
use crate::stored;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Outcome, Tx};

/// By whoever objected. They have taken part, and take no side until they vote again.
///
/// # Errors
/// `NoSuchBallot`, `VotingOver`, `NoObjection`.
pub fn withdraw_objection(
    tx: &mut Tx,
    ballot: Id<Ballot>,
    by: Id<Member>,
    now: Timestamp,
) -> Outcome<(), BallotRefused> {
    let community = tx.community();
    let ballot = tx.find_first::<Ballot>((community, ballot))?;
    let ballot = ballot.ok_or(Refused(BallotRefused::NoSuchBallot))?;
    ballot::takes_votes(ballot.state, ballot.closes_at_us, now).map_err(Refused)?;
    let vote = tx.lock::<OpenVote>((community, ballot.id, by))?;
    let mut vote = vote.filter(|vote| vote.standing).ok_or(Refused(BallotRefused::NoObjection))?;
    if stored::parsed::<Choice>("a vote", &vote.choice)? != Choice::Object {
        return Err(Refused(BallotRefused::NoObjection));
    }
    vote.standing = false;
    vote.cast_at_us = now;
    tx.save(&vote)?;
    tx.announce("ballot_vote_changed", serde_json::json!({ "ballot": ballot.id }).to_string())?;
    Ok(())
}
