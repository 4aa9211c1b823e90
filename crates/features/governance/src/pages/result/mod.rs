//! How a ballot was counted: the whole reckoning in plain words, as pictures and as tables.
//!
//! Nothing is counted here: what a page shows was kept when the ballot closed. Asked for it, the page has the stored
//! votes counted once more, and says whether that gives the same.

mod blocks;
mod budget;
pub(crate) mod file;
mod ranked;
mod simple;
mod words;

use self::blocks::{Block, Table, TableRow, column, drawing};
use self::words::Words;
use super::asking::id;
use super::ballots::ballot_page::unkept;
use super::ballots::cookie;
use super::ballots::words::{closings, companies};
use super::scene::{Names, Scene};
use crate::ballot::{BallotRefused, Extension, Why};
use crate::choice::Choice;
use crate::ops;
use crate::receipt::Receipt;
use crate::reckoning::{Counted, Reckoning};
use crate::rows::{Ballot, BallotOption, BallotVoter, CountedPaper, OpenVote, Proposal};
use crate::stored;
use crate::terms::{Kind, Outcome, Receipts, Secrecy, Terms};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use kernel::Id;
use serde::{Deserialize, Serialize};
use std::sync::atomic::{AtomicBool, Ordering};
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::ui::{self, Tone};
use web::{Answer, Back, Caller, Html, Lang, Place, Problem, Reply, Site, View};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "result.html")]
pub(crate) struct ResultPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    ballot: Id<Ballot>,
    #[schema(value_type = String)]
    proposal: Id<Proposal>,
    number: i64,
    title: String,
    /// RFC 3339.
    closed_at: String,
    #[schema(value_type = String)]
    outcome: Outcome,
    /// By their numbers, from 1.
    options: Vec<String>,
    /// As it was counted; options by their numbers, votes in parts of a vote, sums in minor units.
    #[schema(value_type = Object)]
    reckoning: Reckoning,
    /// The rule under which `hehuo tally` counts the file of the votes to the same outcome; absent where there is none that
    /// it counts.
    tally_rule: Option<&'static str>,
    #[serde(skip)]
    no_file: Option<BallotRefused>,
    /// As announced, and as it was in the end.
    #[serde(skip)]
    closings: Vec<(String, Html)>,
    /// How companies were counted among heads.
    #[serde(skip)]
    companies_said: Option<String>,
    /// Whether the stored votes, counted again just now, give the same; absent where that was not asked, the papers are
    /// gone because their weights would have told whose they are, or somebody else's recount is under way.
    recounted_same: Option<bool>,
    /// Asked for, and not done: another is under way.
    #[serde(skip)]
    recount_busy: bool,
    #[serde(skip)]
    recount_asked: bool,
    #[serde(skip)]
    own_share: OwnShare,
    #[serde(skip)]
    blocks: Vec<Block>,
}

pub(crate) use self::words::{in_a_line, outcome as outcome_said};

/// What came out of a ballot, in one line; None while it is open.
pub(crate) fn came_out(reader: &mut Reader, s: &Scene, ballot: &Ballot) -> Result<Option<String>, Fault> {
    let Some(counted) = &ballot.reckoning else { return Ok(None) };
    let reckoning: Reckoning = stored::parsed("a reckoning", counted)?;
    let titles: Vec<String> =
        ops::ballot_options(reader, ballot)?.into_iter().map(|option| option.title).collect();
    Ok(Some(in_a_line(s.t, s.currency, &reckoning, &titles)))
}

impl View for ResultPage {
    fn title(&self) -> String {
        self.s.t.result_of(self.title.as_str())
    }

    fn place(&self) -> Place {
        Place::Decisions
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.s.decisions(format!("/{}", self.proposal)), self.title.clone())
    }
}

impl ResultPage {
    fn outcome_tag(&self) -> Html {
        let tone = match self.outcome {
            Outcome::Passed => Tone::Done,
            Outcome::Tied => Tone::Wait,
            Outcome::Rejected | Outcome::NoQuorum => Tone::Plain,
        };
        ui::tag(words::outcome(self.s.t, self.outcome), tone)
    }

    fn turnout(&self) -> String {
        let r = &self.reckoning;
        match r.abstention_count {
            0 => self.s.t.result_turnout_none_abstained(r.electorate_count, r.participant_count),
            count => self.s.t.result_turnout(r.electorate_count, r.participant_count, count),
        }
    }

    fn quorum(&self) -> String {
        let needed = self.reckoning.quorum_needed;
        match self.reckoning.quorum_reached {
            true => self.s.t.result_quorum_reached(needed),
            false => self.s.t.result_quorum_missed(needed),
        }
    }

    /// Who took part of those who could, with a line where it was enough.
    fn turnout_bar(&self) -> Html {
        let r = &self.reckoning;
        let class = if r.quorum_reached { "part" } else { "faint" };
        let mark = (r.quorum_needed, r.electorate_count);
        drawing("tally-bar", &[(r.participant_count, class)], r.electorate_count, Some(mark), &self.turnout())
    }

    /// One sentence for each time that the closing was moved.
    fn extensions(&self) -> Vec<String> {
        let pattern = if self.s.lang == Lang::Zh { "%-m月%-d日 %H:%M" } else { "%-d %b, %H:%M" };
        let said = |extension: &Extension| {
            let until = extension.closes_at_us.format(&self.s.zone, pattern);
            match extension.why {
                Why::Quorum => self.s.t.result_extended_quorum(until),
                Why::Flip => self.s.t.result_extended_flip(until),
            }
        };
        self.reckoning.extensions.iter().map(said).collect()
    }

    fn offers_own_share(&self) -> bool {
        self.own_share == OwnShare::Offered
    }

    fn has_no_receipt(&self) -> bool {
        self.own_share == OwnShare::NotFound
    }

    fn recount_link(&self) -> String {
        format!("{}/ballots/{}/result?recount=on", self.s.base, self.ballot)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    recount: String,
    mine: String,
}

/// How a closed ballot was counted. With `recount` the stored votes are counted once more. What a secret ballot says is
/// shown to nobody unasked, not even to its voter: somebody may look over a shoulder.
#[utoipa::path(get, path = "/c/{slug}/ballots/{ballot}/result", tag = "decisions",
    params(("slug" = String, Path), ("ballot" = String, Path),
        ("recount" = Option<String>, Query, description = "`on`: count again what is stored"),
        ("mine" = Option<String>, Query, description = "`on`: mark the own share of a secret budget, by the receipt in this browser's cookie")),
    responses((status = 200, body = ResultPage), (status = 403, body = web::ProblemBody),
        (status = 404, description = "No such ballot, or not closed", body = web::ProblemBody)))]
pub(crate) async fn result_page(
    caller: Caller,
    State(site): State<Site>,
    headers: HeaderMap,
    Path((_, ballot)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let (s, ballot) = (Scene::of(&caller, &site)?, id::<Ballot>(&ballot)?);
    let mine = !asked.mine.is_empty();
    let held = s.me.filter(|_| mine).and_then(|me| cookie::held(&headers, me));
    let wanted = !asked.recount.is_empty();
    let turn = if wanted { Turn::take() } else { None };
    let asked = AskedFor { busy: wanted && turn.is_none(), turn, mine, held };
    let page = site.db.read(move |reader| read(reader, s, ballot, &asked)).await?;
    let reply = Reply::page(&caller, &page.ok_or_else(Problem::not_found)?)?;
    Ok(if mine { unkept(reply) } else { reply })
}

/// Counting fifty thousand votes again takes a reader for seconds: one at a time on a node, however many ask.
static RECOUNTING: AtomicBool = AtomicBool::new(false);

/// The right to count again, given back when the counting is over: whoever hangs up does not end it.
struct Turn;

impl Turn {
    fn take() -> Option<Turn> {
        let free = RECOUNTING.compare_exchange(false, true, Ordering::AcqRel, Ordering::Acquire).is_ok();
        free.then_some(Turn)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        RECOUNTING.store(false, Ordering::Release);
    }
}

/// What of the page is shown only when it is asked for.
struct AskedFor {
    /// Goes with the work to the thread that does it.
    turn: Option<Turn>,
    busy: bool,
    mine: bool,
    held: Option<Receipt>,
}

fn read(
    reader: &mut Reader,
    s: Scene,
    id: Id<Ballot>,
    asked: &AskedFor,
) -> Result<Option<ResultPage>, Fault> {
    let Some(ballot) = reader.find::<Ballot>(&(s.number, id))? else { return Ok(None) };
    // Nothing of a ballot is told before it closes.
    let (Some(counted), Some(closed)) = (&ballot.reckoning, ballot.closed_at_us) else { return Ok(None) };
    let reckoning: Reckoning = stored::parsed("a reckoning", counted)?;
    let terms: Terms = stored::parsed("terms", &ballot.terms)?;
    let proposal = reader.find::<Proposal>(&(s.number, ballot.proposal_id))?;
    let proposal = proposal.ok_or_else(|| stored::fault("a ballot without a proposal"))?;
    let mut options = Vec::new();
    for number in 1..=ballot.option_count {
        let option = reader.find::<BallotOption>(&(s.number, id, number))?;
        options.push(option.map(|option| option.title).unwrap_or_default());
    }
    let own = own_options(reader, &s, &ballot, asked.held)?;
    let again = if asked.turn.is_some() { ops::recount(reader, &ballot)? } else { None };
    let words = Words { t: s.t, currency: s.currency, reckoning: &reckoning, titles: &options };
    let mut blocks = blocks(&words, own.as_deref());
    blocks.extend(objections(reader, &s, &ballot)?);
    Ok(Some(ResultPage {
        ballot: id,
        proposal: proposal.id,
        number: proposal.number,
        title: proposal.title,
        closings: closings(&s, &ballot.first_closes_at_us, &ballot.closes_at_us, Some(&closed)),
        closed_at: closed.to_string(),
        outcome: reckoning.outcome,
        companies_said: companies(s.t, terms.companies),
        recounted_same: again.map(|again| again == reckoning),
        recount_asked: asked.turn.is_some(),
        recount_busy: asked.busy,
        own_share: own_share(&ballot, &reckoning, asked.mine, own.is_some()),
        blocks,
        no_file: file::offered_of(&reckoning).err(),
        tally_rule: file::rule_of(&reckoning),
        options,
        reckoning,
        s,
    }))
}

fn blocks(w: &Words, own: Option<&[i64]>) -> Vec<Block> {
    match &w.reckoning.counted {
        Counted::YesNo { yes, no, abstain, whole, needed } => {
            simple::yes_no(w, *yes, *no, *abstain, *whole, *needed)
        }
        Counted::Consent { agree, objections, abstain } => simple::consent(w, *agree, *objections, *abstain),
        Counted::Approval { options, whole, needed } => simple::approval(w, options, *whole, *needed),
        Counted::Score { options, highest } => simple::score(w, options, *highest),
        Counted::Credits { options, spent, whole, needed } => {
            simple::credits(w, options, (*spent, *whole, *needed))
        }
        Counted::Ranked(shown) => ranked::ranked(w, shown),
        Counted::Budget(shown) => budget::budget(w, shown, own),
    }
}

/// What the reader chose, ascending: of an open ballot by name, of a secret one by the receipt where it was asked for.
fn own_options(
    reader: &mut Reader,
    s: &Scene,
    ballot: &Ballot,
    held: Option<Receipt>,
) -> Result<Option<Vec<i64>>, Fault> {
    let (Kind::Budget, Some(me)) = (ballot.kind, s.me) else { return Ok(None) };
    let choice = match (ballot.secrecy, held) {
        (Secrecy::Open, _) => {
            let vote = reader.find::<OpenVote>(&(s.number, ballot.id, me))?;
            vote.filter(|vote| vote.standing).map(|vote| vote.choice)
        }
        (Secrecy::Secret, Some(receipt)) => {
            let paper = reader.find::<CountedPaper>(&(s.number, ballot.id, receipt.paper(ballot.id)))?;
            paper.and_then(|paper| paper.choice)
        }
        (Secrecy::Secret, None) => None,
    };
    let Some(choice) = choice else { return Ok(None) };
    let mut options = match stored::parsed("a vote", &choice)? {
        Choice::Approve(options) => options,
        _ => return Ok(None),
    };
    options.sort_unstable();
    Ok(Some(options))
}

/// Of a secret budget that was counted by shares, whose papers show their choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OwnShare {
    /// Shown, or there is none to be shown.
    Settled,
    /// On demand.
    Offered,
    /// This browser has no receipt of it.
    NotFound,
}

fn own_share(ballot: &Ballot, reckoning: &Reckoning, asked: bool, found: bool) -> OwnShare {
    let by_shares = matches!(&reckoning.counted, Counted::Budget(shown) if shown.shares.is_some());
    let secret = ballot.secrecy == Secrecy::Secret && ballot.receipts == Receipts::Choice;
    match (by_shares && secret, asked) {
        (false, _) => OwnShare::Settled,
        (true, false) => OwnShare::Offered,
        (true, true) if found => OwnShare::Settled,
        (true, true) => OwnShare::NotFound,
    }
}

/// Objections that stand, under their names and with their reasons: consent is open.
fn objections(reader: &mut Reader, s: &Scene, ballot: &Ballot) -> Result<Vec<Block>, Fault> {
    if ballot.kind != Kind::Consent {
        return Ok(Vec::new());
    }
    let (mut rows, mut names, mut withdrawn) = (Vec::new(), Names::default(), 0);
    for member in crate::ballot_store::voters(reader, ballot)? {
        let key = (s.number, ballot.id, member);
        let voted = reader.find::<BallotVoter>(&key)?.is_some_and(|voter| voter.voted);
        let Some(vote) = reader.find::<OpenVote>(&key)?.filter(|_| voted) else { continue };
        if stored::parsed::<Choice>("a vote", &vote.choice)? != Choice::Object {
            continue;
        }
        if !vote.standing {
            withdrawn += 1;
        } else {
            let name = names.name(reader, s, member)?;
            rows.push(TableRow { cells: vec![name, vote.reason], own: s.me == Some(member) });
        }
    }
    let mut blocks = Vec::new();
    if withdrawn > 0 {
        blocks.push(Block::Said(s.t.result_objections_withdrawn(withdrawn)));
    }
    if !rows.is_empty() {
        let heads = vec![column(s.t.result_member()), column(s.t.result_reason())];
        blocks.push(Block::Table(Table { caption: s.t.result_objections_caption(), heads, rows }));
    }
    Ok(blocks)
}

#[cfg(test)]
mod tests {
    use super::Turn;

    #[test]
    fn one_recount_at_a_time() {
        let first = Turn::take();
        assert!(first.is_some());
        assert!(Turn::take().is_none());
        drop(first);
        assert!(Turn::take().is_some());
    }
}
