//! A vote: under a name, or as a paper that nothing leads back from.
//!
//! No idempotency record is kept. The receipt of a secret vote, and the name on an open one, make a repeated request
//! the same vote; a record would say when who voted, beside what was answered.

use super::mark_ballot::mark;
use super::named::tell_named;
use super::steps::{Taken, take_step};
use crate::acting;
use crate::ballot::{self, BallotRefused, Extension};
use crate::ballot_store::principals;
use crate::choice::Choice;
use crate::ids::Member;
use crate::jobs;
use crate::proposal::Step;
use crate::receipt::Receipt;
use crate::rows::{Ballot, BallotVoter, OpenVote, Proposal, ProposalProxy, SecretPaper};
use crate::stored;
use crate::terms::{Kind, Secrecy, Terms, Weighting};
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct CastVote {
    pub ballot: Id<Ballot>,
    /// Who casts it.
    pub by: Id<Member>,
    /// Whose vote it is: the same, or somebody who named them a proxy.
    pub voter: Id<Member>,
    pub choice: Choice,
    /// Of an objection.
    pub reason: String,
    /// Of a secret ballot: those the voter may hold, in the order in which they are tried; the last one is new.
    pub receipts: Vec<Receipt>,
}

/// What became of a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cast {
    /// The one that the paper is kept under.
    pub receipt: Option<Receipt>,
    /// There was one before, and this one is in its place.
    pub changed: bool,
    /// Of a secret ballot: the one before said the same. A page that was sent again is not told that it changed anything.
    pub same: bool,
}

/// # Errors
/// `NoSuchBallot`, `NotAMember`, `VotingOver`, `NotInElectorate`, those of a choice, `ObjectionWithoutReason`,
/// `ProxyOfOpenOnly`, `NotTheirProxy`, `VotedInPerson`, `AlreadyVoted`, `ReceiptTaken`.
pub fn cast_vote(tx: &mut Tx, input: &CastVote, now: Timestamp) -> Outcome<Cast, BallotRefused> {
    let community = tx.community();
    let ballot = tx.lock::<Ballot>((community, input.ballot))?;
    let mut ballot = ballot.ok_or(Refused(BallotRefused::NoSuchBallot))?;
    ballot::takes_votes(ballot.state, ballot.closes_at_us, now).map_err(Refused)?;
    acting::powers(tx, input.by)?.ok_or(Refused(BallotRefused::NotAMember))?;
    let voter = tx.lock::<BallotVoter>((community, ballot.id, input.voter))?;
    let mut voter = voter.ok_or(Refused(BallotRefused::NotInElectorate))?;
    // Whoever left the community votes no more; whoever is here keeps the vote.
    acting::powers(tx, input.voter)?.ok_or(Refused(BallotRefused::NotInElectorate))?;
    let quadratic = ballot.weighting == Weighting::QuadraticCredits;
    input
        .choice
        .check(ballot.kind, ballot.option_count, quadratic)
        .map_err(|why| Refused(BallotRefused::from(why)))?;
    match ballot.secrecy {
        Secrecy::Open => open(tx, &mut ballot, &mut voter, input, now),
        Secrecy::Secret => secret(tx, &mut ballot, &mut voter, input, now),
    }
}

/// The same vote for oneself and for everybody who named one a proxy, all or none of it. Whoever has voted in person, or may not
/// vote here, is left out: the own vote goes before. Answers for whom it was cast, oneself first.
///
/// # Errors
/// As `cast_vote`; `ProxyOfOpenOnly` of a secret ballot.
pub fn cast_for_all(
    tx: &mut Tx,
    input: &CastVote,
    now: Timestamp,
) -> Outcome<Vec<(Id<Member>, Cast)>, BallotRefused> {
    let community = tx.community();
    let ballot = tx.find_first::<Ballot>((community, input.ballot))?;
    let ballot = ballot.ok_or(Refused(BallotRefused::NoSuchBallot))?;
    if ballot.secrecy == Secrecy::Secret {
        return Err(Refused(BallotRefused::ProxyOfOpenOnly));
    }
    let own = CastVote { voter: input.by, ..input.clone() };
    let mut cast = vec![(input.by, cast_vote(tx, &own, now)?)];
    for voter in principals(tx, community, ballot.proposal_id, input.by)? {
        match cast_vote(tx, &CastVote { voter, ..input.clone() }, now) {
            Ok(done) => cast.push((voter, done)),
            Err(Refused(BallotRefused::VotedInPerson | BallotRefused::NotInElectorate)) => {}
            Err(why) => return Err(why),
        }
    }
    Ok(cast)
}

fn secret(
    tx: &mut Tx,
    ballot: &mut Ballot,
    voter: &mut BallotVoter,
    input: &CastVote,
    now: Timestamp,
) -> Outcome<Cast, BallotRefused> {
    if input.by != input.voter {
        return Err(Refused(BallotRefused::ProxyOfOpenOnly));
    }
    let mut free = None;
    for receipt in &input.receipts {
        let key = (ballot.community_id, ballot.id, receipt.paper(ballot.id));
        let paper = tx.lock::<SecretPaper>(key)?;
        match paper {
            // Whoever has the receipt has the paper: nothing else is known of whose it is.
            Some(mut paper) if voter.voted && paper.weight_e6 == voter.weight_e6 => {
                let choice = stored::written(&input.choice)?;
                let same = paper.choice == choice;
                paper.choice = choice;
                tx.save(&paper)?;
                return Ok(Cast { receipt: Some(*receipt), changed: true, same });
            }
            Some(_) => {}
            None => free = free.or(Some(*receipt)),
        }
    }
    if voter.voted {
        return Err(Refused(BallotRefused::AlreadyVoted));
    }
    let receipt = free.ok_or(Refused(BallotRefused::ReceiptTaken))?;
    tx.insert(&SecretPaper {
        community_id: ballot.community_id,
        ballot_id: ballot.id,
        id: receipt.paper(ballot.id),
        choice: stored::written(&input.choice)?,
        weight_e6: voter.weight_e6,
    })?;
    took_part(tx, ballot, voter, now)?;
    tx.save(ballot)?;
    Ok(Cast { receipt: Some(receipt), changed: false, same: false })
}

fn open(
    tx: &mut Tx,
    ballot: &mut Ballot,
    voter: &mut BallotVoter,
    input: &CastVote,
    now: Timestamp,
) -> Outcome<Cast, BallotRefused> {
    let key = (ballot.community_id, ballot.id, input.voter);
    let before = tx.lock::<OpenVote>(key)?;
    if input.by != input.voter {
        let named = tx.find::<ProposalProxy>((ballot.community_id, ballot.proposal_id, input.voter))?;
        let named = named.filter(|named| named.proxy == input.by && named.revoked_at_us.is_none());
        named.ok_or(Refused(BallotRefused::NotTheirProxy))?;
        let own = tx.find::<BallotVoter>((ballot.community_id, ballot.id, input.by))?;
        own.ok_or(Refused(BallotRefused::NotTheirProxy))?;
        if before.as_ref().is_some_and(|vote| vote.standing && vote.cast_by == input.voter) {
            return Err(Refused(BallotRefused::VotedInPerson));
        }
    }
    let reason = match input.choice {
        Choice::Object => stored::reason(&input.reason, BallotRefused::ObjectionWithoutReason)?,
        _ => input.reason.trim().chars().take(stored::REASON_CHARS_MAX).collect(),
    };
    mark(tx, ballot, now)?;
    let vote = OpenVote {
        community_id: ballot.community_id,
        ballot_id: ballot.id,
        member: input.voter,
        choice: stored::written(&input.choice)?,
        reason,
        cast_by: input.by,
        cast_at_us: now,
        standing: true,
    };
    let changed = before.as_ref().is_some_and(|_| voter.voted);
    match before {
        Some(_) => tx.save(&vote)?,
        None => tx.insert(&vote)?,
    }
    if !voter.voted {
        took_part(tx, ballot, voter, now)?;
    }
    tx.save(ballot)?;
    if changed && ballot.kind == Kind::Consent {
        let body = serde_json::json!({ "ballot": ballot.id });
        tx.announce("ballot_vote_changed", body.to_string())?;
    }
    Ok(Cast { receipt: None, changed, same: false })
}

/// One more has voted. What is announced is that and no more: neither who nor what.
fn took_part(tx: &mut Tx, ballot: &mut Ballot, voter: &mut BallotVoter, now: Timestamp) -> Result<(), Fault> {
    voter.voted = true;
    tx.save(voter)?;
    ballot.voted_count += 1;
    let terms: Terms = stored::parsed("terms", &ballot.terms)?;
    let needed = ballot::quorum_needed(ballot.electorate_count, terms.quorum);
    if ballot.voted_count >= needed && ballot.quorum_reached_at_us.is_none() {
        ballot.quorum_reached_at_us = Some(now);
        extend_for_quorum(tx, ballot, &terms, now)?;
    }
    let body = serde_json::json!({ "ballot": ballot.id });
    tx.announce("ballot_turnout", body.to_string())
}

/// The first time that there is a quorum may leave more time.
fn extend_for_quorum(tx: &mut Tx, ballot: &mut Ballot, terms: &Terms, now: Timestamp) -> Result<(), Fault> {
    let before: Vec<Extension> = stored::parsed("extensions", &ballot.extensions)?;
    match ballot::extended_for_quorum(terms, &before, ballot.closes_at_us, now) {
        Some(extension) => extend(tx, ballot, before, extension, now),
        None => Ok(()),
    }
}

/// Moves the closing. The caller saves the ballot.
pub(super) fn extend(
    tx: &mut Tx,
    ballot: &mut Ballot,
    mut before: Vec<Extension>,
    extension: Extension,
    now: Timestamp,
) -> Result<(), Fault> {
    before.push(extension);
    ballot.extensions = stored::written(&before)?;
    ballot.closes_at_us = extension.closes_at_us;
    let proposal = tx.lock::<Proposal>((ballot.community_id, ballot.proposal_id))?;
    let mut proposal = proposal.ok_or_else(|| stored::fault("a ballot without a proposal"))?;
    let taken = Taken::of(Step::BallotExtended, None, extension.why.code()).about(ballot.id);
    take_step(tx, &mut proposal, taken, now)?;
    tell_named(tx, ballot, proposal.stage, now)?;
    tx.enqueue(jobs::close(ballot.id, ballot.closes_at_us))?;
    let body = serde_json::json!({ "ballot": ballot.id, "why": extension.why });
    tx.announce("ballot_extended", body.to_string())
}
