//! Who votes for a member in an open ballot: named before it opens, taken back at any time.

use super::mark_ballot::mark;
use super::rules::rules_of_text;
use crate::acting;
use crate::ballot::{self, BallotRefused, PROXY_COUNT_MAX};
use crate::ballot_store::{Rows, principals};
use crate::ids::Member;
use crate::proposal::Stage;
use crate::rows::{Ballot, BallotVoter, OpenVote, Proposal, ProposalProxy, ProposalText};
use crate::stored;
use crate::terms::Secrecy;
use kernel::{Id, Timestamp};
use std::collections::BTreeSet;
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};

#[derive(Debug, Clone, Copy)]
pub struct NameProxy {
    pub proposal: Id<Proposal>,
    pub by: Id<Member>,
    pub proxy: Id<Member>,
}

/// Names a proxy, or another one. Nobody votes for more than two, and nobody hands on what was handed to them: who has a
/// proxy is none, and who is one has none. Both must be of those who will vote: else a place is taken up for nothing.
///
/// # Errors
/// `NoSuchProposal`, `NotAMember`, `ProxyTooLate`, `ProxyOfOpenOnly`, `ProxyIsSelf`, `NotInElectorate`,
/// `ProxyNotInElectorate`, `ProxyChain`, `ProxyHasEnough`.
pub fn name_proxy(tx: &mut Tx, input: &NameProxy, now: Timestamp) -> Outcome<(), BallotRefused> {
    let community = tx.community();
    let proposal = tx.lock::<Proposal>((community, input.proposal))?;
    let proposal = proposal.ok_or(Refused(BallotRefused::NoSuchProposal))?;
    acting::powers(tx, input.by)?.ok_or(Refused(BallotRefused::NotAMember))?;
    acting::powers(tx, input.proxy)?.ok_or(Refused(BallotRefused::NotAMember))?;
    if !proposal.stage.is_open_text() {
        return Err(Refused(BallotRefused::ProxyTooLate));
    }
    // What is asked may still become open: then a proxy can be named.
    let text = tx.find::<ProposalText>((community, proposal.id, proposal.text_version))?;
    let text = text.ok_or_else(|| stored::fault(format_args!("{}: its text is missing", proposal.id)))?;
    if text.asked()?.secrecy == Secrecy::Secret {
        return Err(Refused(BallotRefused::ProxyOfOpenOnly));
    }
    if input.proxy == input.by {
        return Err(Refused(BallotRefused::ProxyIsSelf));
    }
    let rules = rules_of_text(tx, &text, now)?.hold;
    for (id, refused) in
        [(input.by, BallotRefused::NotInElectorate), (input.proxy, BallotRefused::ProxyNotInElectorate)]
    {
        let member = tx.find::<community::Member>((community, id))?;
        let full = member.is_some_and(|member| member.is_full_since(proposal.published_at_us));
        if !full || (!rules.companies_vote && !speaks(tx, &proposal, id)?) {
            return Err(Refused(refused));
        }
    }
    let theirs = tx.find::<ProposalProxy>((community, proposal.id, input.proxy))?;
    let hands_on = theirs.is_some_and(|named| named.revoked_at_us.is_none());
    if hands_on || !principals(tx, community, proposal.id, input.by)?.is_empty() {
        return Err(Refused(BallotRefused::ProxyChain));
    }
    let mut others = principals(tx, community, proposal.id, input.proxy)?;
    others.retain(|member| *member != input.by);
    if others.len() >= PROXY_COUNT_MAX {
        return Err(Refused(BallotRefused::ProxyHasEnough));
    }
    let row = ProposalProxy {
        community_id: community,
        proposal_id: proposal.id,
        member: input.by,
        proxy: input.proxy,
        named_at_us: now,
        revoked_at_us: None,
        declined: false,
    };
    match tx.lock::<ProposalProxy>((community, proposal.id, input.by))? {
        Some(_) => tx.save(&row)?,
        None => tx.insert(&row)?,
    }
    tx.announce("proposal_proxy_named", serde_json::json!({ "proposal": proposal.id }).to_string())?;
    Ok(())
}

/// Whether somebody who may vote would have a voice of their own, if the ballot opened now.
pub(crate) fn speaks(
    from: &mut (impl Rows + ledger::Source),
    proposal: &Proposal,
    who: Id<Member>,
) -> Result<bool, Fault> {
    let behind = super::heads::behind(from, proposal.community_id)?;
    let mut all = BTreeSet::new();
    for one in behind.near(who) {
        let member = from.row::<community::Member>((proposal.community_id, one))?;
        if member.is_some_and(|member| member.is_full_since(proposal.published_at_us)) {
            all.insert(one);
        }
    }
    Ok(behind.speaks_as(who, &all) == Some(who))
}

/// Takes it back. What the proxy has voted for this member is void while the ballot is open; after it nothing changes.
///
/// # Errors
/// `NoSuchProposal`, `NoProxy`.
pub fn revoke_proxy(
    tx: &mut Tx,
    proposal: Id<Proposal>,
    by: Id<Member>,
    now: Timestamp,
) -> Outcome<(), BallotRefused> {
    let proposal = tx.find_first::<Proposal>((tx.community(), proposal))?;
    let proposal = proposal.ok_or(Refused(BallotRefused::NoSuchProposal))?;
    let named = tx.lock::<ProposalProxy>((tx.community(), proposal.id, by))?;
    let named = named.filter(|named| named.revoked_at_us.is_none());
    end(tx, &proposal, named.ok_or(Refused(BallotRefused::NoProxy))?, now)
}

/// The named one does not want to: `member` is told, and free to vote or (before the ballot opens) to name another; the
/// proxy has a place for somebody else. What was voted for `member` already stands, and nobody can decline what they did: taken back
/// at the last moment it would cost the member their vote, and the ballot its quorum.
///
/// # Errors
/// `NoSuchProposal`, `NotTheirProxy`, `ProxyHasVoted`, `VotingOver`.
pub fn decline_proxy(
    tx: &mut Tx,
    proposal: Id<Proposal>,
    (member, by): (Id<Member>, Id<Member>),
    now: Timestamp,
) -> Outcome<(), BallotRefused> {
    let proposal = tx.find_first::<Proposal>((tx.community(), proposal))?;
    let proposal = proposal.ok_or(Refused(BallotRefused::NoSuchProposal))?;
    let named = tx.lock::<ProposalProxy>((tx.community(), proposal.id, member))?;
    let named = named.filter(|named| named.revoked_at_us.is_none() && named.proxy == by);
    let named = named.ok_or(Refused(BallotRefused::NotTheirProxy))?;
    match proposal.ballot_id {
        _ if proposal.stage.is_open_text() => {}
        Some(ballot) if proposal.stage == Stage::Ballot => {
            let vote = tx.find::<OpenVote>((tx.community(), ballot, member))?;
            if vote.is_some_and(|vote| vote.standing && vote.cast_by == by) {
                return Err(Refused(BallotRefused::ProxyHasVoted));
            }
        }
        _ => return Err(Refused(BallotRefused::VotingOver)),
    }
    end(tx, &proposal, ProposalProxy { declined: true, ..named }, now)
}

fn end(
    tx: &mut Tx,
    proposal: &Proposal,
    mut named: ProposalProxy,
    now: Timestamp,
) -> Outcome<(), BallotRefused> {
    let (community, member) = (tx.community(), named.member);
    named.revoked_at_us = Some(now);
    tx.save(&named)?;
    let ballot = match proposal.ballot_id {
        Some(ballot) => tx.lock::<Ballot>((community, ballot))?,
        None => None,
    };
    let open = |ballot: &Ballot| ballot::takes_votes(ballot.state, ballot.closes_at_us, now).is_ok();
    if let Some(mut ballot) = ballot.filter(open) {
        let vote = tx.lock::<OpenVote>((community, ballot.id, member))?;
        if let Some(vote) = vote.filter(|vote| vote.standing && vote.cast_by != member) {
            void(tx, &mut ballot, vote, now)?;
        }
    }
    tx.announce("proposal_proxy_revoked", serde_json::json!({ "proposal": proposal.id }).to_string())?;
    Ok(())
}

/// As if it had not been cast: its voter has not voted.
fn void(tx: &mut Tx, ballot: &mut Ballot, mut vote: OpenVote, now: Timestamp) -> Outcome<(), BallotRefused> {
    let voter = tx.lock::<BallotVoter>((ballot.community_id, ballot.id, vote.member))?;
    let mut voter = voter.ok_or_else(|| stored::fault("a vote of nobody"))?;
    mark(tx, ballot, now)?;
    vote.standing = false;
    voter.voted = false;
    tx.save(&vote)?;
    tx.save(&voter)?;
    ballot.voted_count -= 1;
    tx.save(ballot)?;
    tx.announce("ballot_turnout", serde_json::json!({ "ballot": ballot.id }).to_string())?;
    Ok(())
}
