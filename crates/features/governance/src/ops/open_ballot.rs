//! A draft is put to the vote: terms, options and electorate are fixed now, and nothing changes them afterwards.

use super::asked::{check_asks, check_words};
use super::heads::{behind, by_head, heads, sums_of_heads};
use super::mark_ballot::can_flip;
use super::named::tell_named;
use super::rules::{RulesOfText, rules_of_text};
use super::steps::{Taken, take_step};
use crate::acting;
use crate::asks::Asks;
use crate::ballot::{BASIC_WEIGHT_E6, BallotRefused, Opening, hours, late_from};
use crate::ids::Member;
use crate::jobs;
use crate::proposal::{Stage, Step};
use crate::rows::{Ballot, BallotOption, BallotVoter, Proposal, ProposalText};
use crate::stored;
use crate::terms::{BallotState, Companies, Weighting};
use kernel::{Id, Timestamp};
use ownership::VotingHolding;
use std::collections::BTreeMap;
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, OpError, Outcome, Tx};
use tally::motion;
use web::Power;

#[derive(Debug, Clone)]
pub struct OpenBallot {
    pub id: Id<Ballot>,
    pub proposal: Id<Proposal>,
    /// The version of the text that whoever opens has read: another one is another question.
    pub version: i64,
    pub by: Id<Member>,
    pub closes_at: Timestamp,
    /// Of a steward who is not the proposal's owner.
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// Purchases of so long count towards votes by trade.
const TRADE_DAYS: i64 = 365;
/// Members read at a time.
const PAGE: i64 = 5_000;

/// By the proposal's owner, or by a steward with a reason.
///
/// # Errors
/// `NoSuchProposal`, `NotAMember`, `NotYours`, `ReasonMissing`, `KeyReused`, `OtherVersion`, those of `Opening::decide`, `NoRegister`,
/// `NobodyMayVote`.
pub fn open_ballot(tx: &mut Tx, input: &OpenBallot, now: Timestamp) -> Outcome<Id<Ballot>, BallotRefused> {
    if let Some(first) = tx.first_answer::<Id<Ballot>>(&input.key)?.or_refuse(BallotRefused::KeyReused)? {
        return Ok(first);
    }
    let community = tx.community();
    let proposal = tx.lock::<Proposal>((community, input.proposal))?;
    let mut proposal = proposal.ok_or(Refused(BallotRefused::NoSuchProposal))?;
    let reason = why(tx, &proposal, input)?;
    if proposal.text_version != input.version {
        return Err(Refused(BallotRefused::OtherVersion));
    }
    let text = tx.find_first::<ProposalText>((community, proposal.id, proposal.text_version))?;
    let text = text.ok_or_else(|| stored::fault(format_args!("{}: its text is missing", proposal.id)))?;
    let asks: Asks = stored::parsed(proposal.id.as_str(), &text.asks)?;
    let RulesOfText { version: rules_version, hold: rules, .. } = rules_of_text(tx, &text, now)?;
    let opening = Opening {
        stage: proposal.stage,
        readable_since: text.written_at_us,
        asks: &asks,
        rules: &rules,
        closes_at: input.closes_at,
    };
    let mut terms = opening.decide(now).map_err(Refused)?;
    // What it names may be gone since it was written: nobody votes on what cannot be done.
    let words = (text.title.as_str(), text.body.as_str());
    let fits = check_words(tx, &asks, words, None).and_then(|()| check_asks(tx, &asks, None, now));
    fits.map_err(|error| match error {
        Refused(why) => Refused(BallotRefused::from(why)),
        OpError::Fault(fault) => OpError::Fault(fault),
    })?;
    let (voters, companies) = electorate(tx, input, &proposal, (asks.weighting, rules.companies_vote), now)?;
    terms.companies = companies;
    let ballot = Ballot {
        community_id: community,
        id: input.id,
        proposal_id: proposal.id,
        text_version: proposal.text_version,
        rules_version,
        kind: asks.kind,
        secrecy: asks.secrecy,
        weighting: asks.weighting,
        receipts: rules.receipts,
        state: BallotState::Open,
        option_count: i64::try_from(asks.options.len()).unwrap_or(0),
        counting: asks.counting,
        budget_minor: asks.budget.map(|budget| budget.total_minor),
        terms: stored::written(&terms)?,
        electorate_count: i64::try_from(voters.len()).unwrap_or(i64::MAX),
        voted_count: 0,
        opened_by: input.by,
        opened_at_us: now,
        closes_at_us: input.closes_at,
        first_closes_at_us: input.closes_at,
        extensions: "[]".to_owned(),
        quorum_reached_at_us: None,
        leads: None,
        closed_at_us: None,
        outcome: None,
        reckoning: None,
        execute_at_us: None,
        final_at_us: None,
        appeal_count: 0,
    };
    tx.insert(&ballot)?;
    for (option, number) in asks.options.into_iter().zip(1..) {
        tx.insert(&BallotOption {
            community_id: community,
            ballot_id: ballot.id,
            number,
            title: option.title,
            note: option.note,
            cost_minor: option.cost_minor,
            carried_by: option.carried_by,
        })?;
    }
    voters.iter().try_for_each(|voter| tx.insert(voter))?;
    proposal.ballot_id = Some(ballot.id);
    (proposal.stage, proposal.stage_since_us) = (Stage::Ballot, now);
    let opened = Taken::of(Step::BallotOpened, Some(input.by), reason).about(ballot.id);
    take_step(tx, &mut proposal, opened, now)?;
    tell_named(tx, &ballot, proposal.stage, now)?;
    tx.enqueue(jobs::close(ballot.id, ballot.closes_at_us))?;
    if can_flip(&ballot) {
        tx.enqueue(jobs::mark(ballot.id, late_from(&terms, ballot.closes_at_us).max(now)))?;
    }
    let body = serde_json::json!({ "ballot": ballot.id, "proposal": proposal.id, "by": input.by });
    tx.announce("ballot_opened", body.to_string())?;
    tx.remember(&input.key, &ballot.id, now)?;
    Ok(ballot.id)
}

/// The reason for the step; its owner needs none.
fn why(tx: &mut Tx, proposal: &Proposal, input: &OpenBallot) -> Outcome<String, BallotRefused> {
    let powers = acting::powers(tx, input.by)?.ok_or(Refused(BallotRefused::NotAMember))?;
    if proposal.owner == input.by {
        return Ok(input.reason.trim().chars().take(stored::REASON_CHARS_MAX).collect());
    }
    match powers.has(Power::EditCharter) {
        true => stored::reason(&input.reason, BallotRefused::ReasonMissing),
        false => Err(Refused(BallotRefused::NotYours)),
    }
}

/// Who may vote: past probation when the proposal was first published, and still members. Per head a company is no other head than its people,
/// unless the rules give companies a vote.
fn electorate(
    tx: &mut Tx,
    input: &OpenBallot,
    proposal: &Proposal,
    (weighting, companies_vote): (Weighting, bool),
    now: Timestamp,
) -> Outcome<(Vec<BallotVoter>, Option<Companies>), BallotRefused> {
    let everybody = members(tx, proposal.published_at_us)?;
    let behind = match by_head(weighting) && !companies_vote {
        true => Some(behind(tx, proposal.community_id)?),
        false => None,
    };
    let members = behind.as_ref().map_or_else(|| everybody.clone(), |behind| heads(&everybody, behind));
    let companies = by_head(weighting).then(|| Companies {
        vote: companies_vote,
        without_vote: i64::try_from(everybody.len() - members.len()).unwrap_or(i64::MAX),
    });
    let of_heads = |sums| match &behind {
        Some(behind) => sums_of_heads(&everybody, behind, sums),
        None => sums,
    };
    let weights = match weighting {
        Weighting::OneMemberOneVote | Weighting::QuadraticCredits => vec![BASIC_WEIGHT_E6; members.len()],
        Weighting::AdditionalByTrade => {
            let since = now.minus(hours(24 * TRADE_DAYS));
            additional(&members, of_heads(market::purchases_since(tx, since)?))?
        }
        Weighting::AdditionalByCapital => {
            let paid = register(tx)?.into_iter().map(|held| (held.holder, held.paid_minor));
            additional(&members, of_heads(paid.collect()))?
        }
        Weighting::Holding => by_holding(&members, register(tx)?)?,
    };
    let community_id = proposal.community_id;
    let voter = |(member, weight_e6)| BallotVoter {
        community_id,
        ballot_id: input.id,
        member,
        weight_e6,
        voted: false,
    };
    // Who holds nothing has no vote by holding, and is not missing from its quorum.
    let voters: Vec<BallotVoter> =
        members.into_iter().zip(weights).filter(|(_, weight)| *weight > 0).map(voter).collect();
    if voters.is_empty() { Err(Refused(BallotRefused::NobodyMayVote)) } else { Ok((voters, companies)) }
}

/// What votes, by holder; refused where nothing that votes was ever decided on.
fn register(tx: &mut Tx) -> Outcome<Vec<VotingHolding>, BallotRefused> {
    ownership::voting_holdings(tx)?.ok_or(Refused(BallotRefused::NoRegister))
}

/// A vote for each unit held; nothing for whom the register does not name.
fn by_holding(members: &[Id<Member>], holdings: Vec<VotingHolding>) -> Result<Vec<i64>, Fault> {
    let mut held = BTreeMap::new();
    let mut sum = 0i64;
    for VotingHolding { holder: member, units, .. } in holdings {
        let weight = units.checked_mul(BASIC_WEIGHT_E6).filter(|weight| *weight >= 0);
        let total = weight.and_then(|weight| sum.checked_add(weight));
        let (Some(weight), Some(total)) = (weight, total) else {
            return Err(stored::fault(format_args!("{member} holds {units}: more votes than are counted")));
        };
        sum = total;
        *held.entry(member).or_insert(0) += weight;
    }
    Ok(members.iter().map(|member| held.get(member).copied().unwrap_or(0)).collect())
}

/// A basic vote each, and additional ones in proportion to these sums (what each has bought in the last year, or has paid in
/// and holds): together a fifth of the basic votes at most, as the law on cooperatives has it.
fn additional(members: &[Id<Member>], sums: Vec<(Id<Member>, i64)>) -> Result<Vec<i64>, Fault> {
    let sums: BTreeMap<Id<Member>, i64> = sums.into_iter().collect();
    let sum = |member: &Id<Member>| sums.get(member).and_then(|sum| u64::try_from(*sum).ok()).unwrap_or(0);
    let wanted: Vec<u64> = members.iter().map(sum).collect();
    let additional = motion::cap_additional(members.len() as u64, &wanted);
    let parts = u64::try_from(BASIC_WEIGHT_E6).map_err(stored::fault)?;
    let additional = motion::in_parts(&additional, parts);
    let additional = additional.ok_or_else(|| stored::fault("more votes than are counted"))?;
    additional
        .into_iter()
        .map(|parts| Ok(BASIC_WEIGHT_E6 + i64::try_from(parts).map_err(stored::fault)?))
        .collect()
}

fn members(tx: &mut Tx, since: Timestamp) -> Result<Vec<Id<Member>>, Fault> {
    let mut all: Vec<Id<Member>> = Vec::new();
    loop {
        let after = all.last().map_or_else(String::new, ToString::to_string);
        let page = community::full_members_since(tx, since, &after, PAGE)?;
        let more = page.len() as i64 == PAGE;
        all.extend(page);
        if !more {
            return Ok(all);
        }
    }
}
