//! What pages and programs are told of a ballot. Before it closes nothing here says what anybody has voted, but for the
//! own open vote, and consent, which is open throughout.

use super::call_off::{CalledOff, called_off};
use super::choice_schema::ChoiceSchema;
use super::judges::judges;
use super::proxy;
use super::words;
use crate::asks::Asks;
use crate::ballot::Extension;
use crate::ballot_store;
use crate::choice::Choice;
use crate::ids::Member;
use crate::ops;
use crate::pages::asks_view::{self, AsksView};
use crate::pages::scene::{Names, Scene};
use crate::reckoning::Reckoning;
use crate::rows::{Ballot, BallotAppeal, BallotVoter, OpenVote, Proposal, ProposalText};
use crate::stored;
use crate::terms::{
    AppealState, BallotState, Companies, Counting, Kind, Outcome, Part, Receipts, Secrecy, Terms, Weighting,
};
use kernel::{Id, Timestamp};
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;

/// A ballot as it may be seen.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct BallotView {
    #[schema(value_type = String)]
    pub id: Id<Ballot>,
    #[schema(value_type = String)]
    pub proposal: Id<Proposal>,
    pub proposal_number: i64,
    pub title: String,
    /// The version of the text that is voted on.
    pub text_version: i64,
    /// That version, CommonMark.
    pub body: String,
    /// What it asks, in the shape of a version's asks.
    #[schema(value_type = Object)]
    pub asks: Asks,
    #[serde(skip)]
    pub asked: AsksView,
    /// What it would permit to spend beyond what a fund has; while it is voted on.
    pub warnings: Vec<String>,
    #[schema(value_type = String)]
    pub kind: Kind,
    #[schema(value_type = String)]
    pub secrecy: Secrecy,
    #[schema(value_type = String)]
    pub weighting: Weighting,
    #[schema(value_type = String)]
    pub counting: Counting,
    #[schema(value_type = String)]
    pub receipts: Receipts,
    #[schema(value_type = String)]
    pub state: BallotState,
    pub options: Vec<OptionView>,
    pub budget_minor: Option<i64>,
    pub electorate_count: i64,
    pub voted_count: i64,
    pub quorum_needed: i64,
    /// How members who stand for companies are counted, where votes are per head; absent where the ballot was opened before that was asked.
    #[schema(value_type = Option<Object>)]
    pub companies: Option<Companies>,
    #[schema(value_type = Object)]
    pub threshold: Part,
    /// RFC 3339, as all times here.
    pub opened_at: String,
    pub closes_at: String,
    #[serde(skip)]
    pub closes: Timestamp,
    /// As it was announced at the opening, before any extension.
    pub first_closes_at: String,
    #[serde(skip)]
    pub first_closes: Timestamp,
    /// When it was counted.
    pub closed_at: Option<String>,
    #[serde(skip)]
    pub closed: Option<Timestamp>,
    #[schema(value_type = Vec<Object>)]
    pub extensions: Vec<Extension>,
    #[schema(value_type = Option<String>)]
    pub outcome: Option<Outcome>,
    /// How it was counted; after the closing.
    #[schema(value_type = Option<Object>)]
    pub reckoning: Option<Reckoning>,
    /// Until when it can be appealed against, and from when it is carried out.
    pub execute_at: Option<String>,
    #[serde(skip)]
    pub execute: Option<Timestamp>,
    /// By whom and why, where it was opened by mistake and stopped.
    pub called_off: Option<CalledOff>,
    #[serde(skip)]
    pub opened_by: Id<Member>,
    pub appeals: Vec<AppealView>,
    /// Of consent: what has been said.
    pub objections: Vec<ObjectionView>,
    pub you: You,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct OptionView {
    pub number: i64,
    pub title: String,
    pub note: String,
    pub cost_minor: Option<i64>,
    #[serde(skip)]
    pub cost: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct AppealView {
    pub number: i64,
    pub by: String,
    pub reason: String,
    #[serde(skip)]
    pub at: Timestamp,
    #[schema(value_type = String)]
    pub state: AppealState,
    pub answer: String,
    pub decided_by: String,
    /// While it waits: who may decide on it. Nobody, where every steward is too near to it.
    pub may_decide: Vec<String>,
    #[serde(skip)]
    pub may_i: bool,
    #[serde(skip)]
    pub by_id: Id<Member>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ObjectionView {
    pub by: String,
    pub reason: String,
    /// False once it was withdrawn.
    pub standing: bool,
}

/// What the ballot has to do with whoever asks.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct You {
    pub may_vote: bool,
    pub voted: bool,
    /// Millionths of a vote; only where votes have weights.
    pub weight_e6: Option<i64>,
    /// The own vote, of a ballot that is not secret.
    #[schema(value_type = Option<ChoiceSchema>)]
    pub vote: Option<Choice>,
    #[serde(skip)]
    pub said: String,
    /// What was written with it: whoever changes the vote need not write it anew.
    #[serde(skip)]
    pub reason: String,
    /// Who votes for you.
    pub proxy: Option<String>,
    /// Of a secret ballot: whom you had named before it became one.
    pub named_in_vain: Option<String>,
    /// Whom you had named, and who does not want to.
    pub proxy_declined: Option<String>,
    /// Of a secret ballot: who had named you. They vote themselves.
    pub named_in_vain_by: Vec<String>,
    /// You objected and took it back: that counts as an abstention until you answer anew.
    pub objection_withdrawn: bool,
    /// Cast by the proxy.
    pub by_proxy: bool,
    /// Whom you vote for.
    pub votes_for: Vec<Principal>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Principal {
    #[schema(value_type = String)]
    pub member: Id<Member>,
    pub name: String,
    pub voted: bool,
    /// Voted in person: that stands, and what it says is theirs until the closing.
    pub in_person: bool,
    /// What you have cast for them.
    #[schema(value_type = Option<ChoiceSchema>)]
    pub cast: Option<Choice>,
    #[serde(skip)]
    pub said: String,
}

/// Objections shown on the ballot's own page.
const OBJECTIONS_SHOWN: usize = 50;

/// None where there is no such ballot.
pub(super) fn look(reader: &mut Reader, s: &Scene, id: Id<Ballot>) -> Result<Option<BallotView>, Fault> {
    let Some(ballot) = reader.find::<Ballot>(&(s.number, id))? else { return Ok(None) };
    let proposal = reader.find::<Proposal>(&(s.number, ballot.proposal_id))?;
    let proposal = proposal.ok_or_else(|| stored::fault("a ballot without a proposal"))?;
    let terms: Terms = stored::parsed("terms", &ballot.terms)?;
    let mut names = Names::default();
    let text = reader.find::<ProposalText>(&(s.number, ballot.proposal_id, ballot.text_version))?;
    let text = text.ok_or_else(|| stored::fault(format_args!("{id}: its text is missing")))?;
    let asks = text.asked()?;
    let options = options(reader, s, &ballot)?;
    let closed = ballot.state != BallotState::Open;
    let reckoning = ballot.reckoning.as_ref().filter(|_| closed);
    let reckoning = reckoning.map(|text| stored::parsed("reckoning", text)).transpose()?;
    Ok(Some(BallotView {
        id,
        proposal: proposal.id,
        proposal_number: proposal.number,
        title: text.title,
        text_version: ballot.text_version,
        body: text.body,
        asked: asks_view::view(reader, s, &mut names, &asks)?,
        warnings: match closed {
            true => Vec::new(),
            false => asks_view::warnings(reader, s, &mut names, &asks)?,
        },
        asks: asks_view::told(s, asks),
        kind: ballot.kind,
        secrecy: ballot.secrecy,
        weighting: ballot.weighting,
        counting: ballot.counting,
        receipts: ballot.receipts,
        state: ballot.state,
        budget_minor: ballot.budget_minor,
        electorate_count: ballot.electorate_count,
        voted_count: ballot.voted_count,
        quorum_needed: crate::ballot::quorum_needed(ballot.electorate_count, terms.quorum),
        companies: terms.companies,
        threshold: terms.threshold,
        opened_at: ballot.opened_at_us.to_string(),
        closes_at: ballot.closes_at_us.to_string(),
        closes: ballot.closes_at_us,
        first_closes_at: ballot.first_closes_at_us.to_string(),
        first_closes: ballot.first_closes_at_us,
        closed_at: ballot.closed_at_us.map(|at| at.to_string()),
        closed: ballot.closed_at_us,
        extensions: stored::parsed("extensions", &ballot.extensions)?,
        outcome: ballot.outcome,
        reckoning,
        execute_at: ballot.execute_at_us.map(|at| at.to_string()),
        execute: ballot.execute_at_us,
        called_off: called_off(reader, s, &mut names, (&ballot, &proposal))?,
        opened_by: ballot.opened_by,
        appeals: appeals(reader, s, &mut names, &ballot)?,
        objections: objections(reader, s, &mut names, &ballot)?,
        you: you(reader, s, &mut names, (&ballot, &proposal), &options)?,
        options,
    }))
}

pub(super) fn options(reader: &mut Reader, s: &Scene, ballot: &Ballot) -> Result<Vec<OptionView>, Fault> {
    let rows = ops::ballot_options(reader, ballot)?;
    let view = |row: crate::rows::BallotOption| OptionView {
        number: row.number,
        title: row.title,
        note: row.note,
        cost_minor: row.cost_minor,
        cost: row.cost_minor.map(|cost| s.said(cost)).unwrap_or_default(),
    };
    Ok(rows.into_iter().map(view).collect())
}

fn appeals(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    ballot: &Ballot,
) -> Result<Vec<AppealView>, Fault> {
    let mut all = Vec::new();
    for number in 1..=ballot.appeal_count {
        let Some(row) = reader.find::<BallotAppeal>(&(ballot.community_id, ballot.id, number))? else {
            continue;
        };
        let judges = match row.state {
            AppealState::Waiting => judges(reader, ballot, row.by_member)?,
            _ => Vec::new(),
        };
        all.push(AppealView {
            number,
            may_i: judges.iter().any(|(judge, _)| s.me == Some(*judge)),
            may_decide: judges.into_iter().map(|(_, name)| name).collect(),
            by: names.name(reader, s, row.by_member)?,
            by_id: row.by_member,
            reason: row.reason,
            at: row.at_us,
            state: row.state,
            answer: row.answer,
            decided_by: match row.decided_by {
                Some(member) => names.name(reader, s, member)?,
                None => String::new(),
            },
        });
    }
    Ok(all)
}

fn objections(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    ballot: &Ballot,
) -> Result<Vec<ObjectionView>, Fault> {
    if ballot.kind != Kind::Consent {
        return Ok(Vec::new());
    }
    let mut all = Vec::new();
    for vote in ballot_store::objections(reader, ballot)?.into_iter().take(OBJECTIONS_SHOWN) {
        let by = names.name(reader, s, vote.member)?;
        all.push(ObjectionView { by, reason: vote.reason, standing: vote.standing });
    }
    Ok(all)
}

fn you(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    (ballot, proposal): (&Ballot, &Proposal),
    options: &[OptionView],
) -> Result<You, Fault> {
    let Some(me) = s.me else { return Ok(You::default()) };
    let key = (ballot.community_id, ballot.id, me);
    let mut you = You::default();
    if let Some(voter) = reader.find::<BallotVoter>(&key)? {
        (you.may_vote, you.voted) = (true, voter.voted);
        you.weight_e6 = crate::ballot::tells_whose(ballot.weighting).then_some(voter.weight_e6);
    }
    (you.proxy, you.proxy_declined) = proxy::of(reader, s, names, (proposal, Some(ballot.id), me))?;
    let principals = proxy::principals(reader, proposal, Some(ballot.id), me)?;
    if ballot.secrecy == Secrecy::Secret {
        (you.named_in_vain, you.proxy_declined) = (you.proxy.take(), None);
        for member in principals {
            you.named_in_vain_by.push(names.name(reader, s, member)?);
        }
        return Ok(you);
    }
    let titles: Vec<String> = options.iter().map(|option| option.title.clone()).collect();
    let own = reader.find::<OpenVote>(&key)?;
    // A vote that a revoked proxy had cast does not stand either: then one has not voted.
    you.objection_withdrawn = you.voted && own.as_ref().is_some_and(|vote| !vote.standing);
    if let Some(vote) = own.filter(|vote| vote.standing) {
        let choice: Choice = stored::parsed("a vote", &vote.choice)?;
        you.said = words::choice(s.t, &choice, &titles);
        (you.vote, you.by_proxy, you.reason) = (Some(choice), vote.cast_by != me, vote.reason);
    }
    for member in principals {
        let voter = reader.find::<BallotVoter>(&(ballot.community_id, ballot.id, member))?;
        let Some(voter) = voter else { continue };
        let vote = reader.find::<OpenVote>(&(ballot.community_id, ballot.id, member))?;
        let vote = vote.filter(|vote| vote.standing && voter.voted);
        let mine = vote.as_ref().filter(|vote| vote.cast_by == me);
        let cast = mine.map(|vote| stored::parsed::<Choice>("a vote", &vote.choice)).transpose()?;
        you.votes_for.push(Principal {
            member,
            name: names.name(reader, s, member)?,
            voted: voter.voted,
            in_person: vote.is_some_and(|vote| vote.cast_by == member),
            said: cast.as_ref().map(|choice| words::choice(s.t, choice, &titles)).unwrap_or_default(),
            cast,
        });
    }
    Ok(you)
}
