//! What was voted, for everybody to count again: under names where the ballot was open, under no name where it was secret,
//! in the order of ids.

use super::choice_schema::ChoiceSchema;
use super::look;
use super::words;
use crate::ballot::{BallotRefused, tells_whose};
use crate::ballot_store::{self, PaperRow};
use crate::choice::Choice;
use crate::pages::asking::{id, me, parameter};
use crate::pages::scene::{Names, Scene};
use crate::rows::{Ballot, Proposal};
use crate::stored;
use crate::terms::{BallotState, Kind, Receipts, Secrecy};
use askama::Template;
use axum::extract::{Path, Query, State};
use kernel::Id;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::{Answer, Back, Caller, Html, Place, Reply, Site, View};

const PAGE: i64 = 100;

/// Votes of a ballot.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "ballot_papers.html")]
pub(crate) struct PapersPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    ballot: Id<Ballot>,
    #[schema(value_type = String)]
    secrecy: Secrecy,
    #[serde(skip)]
    title: String,
    papers: Vec<PaperView>,
    /// The value of `after` for the next page.
    next: Option<String>,
    /// Nothing is published yet: it is open. Or no more: papers with weights have left.
    sealed: bool,
    #[serde(skip)]
    totals_only: bool,
    #[serde(skip)]
    apart: bool,
    #[serde(skip)]
    paged: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PaperView {
    /// Of a secret ballot: the hash of a receipt, or where ids and choices are apart a number.
    pub id: Option<String>,
    /// Of an open ballot.
    pub name: Option<String>,
    /// Where a proxy voted.
    pub by_proxy: Option<String>,
    #[schema(value_type = Option<ChoiceSchema>)]
    pub choice: Option<Choice>,
    #[serde(skip)]
    pub said: String,
    pub reason: String,
}

impl View for PapersPage {
    fn title(&self) -> String {
        self.s.t.ballot_papers()
    }

    fn place(&self) -> Place {
        Place::Decisions
    }

    fn back(&self) -> Option<Back> {
        Back::to(
            format!("{}/ballots/{}", self.s.base, self.ballot),
            self.s.t.ballot_title(self.title.as_str()),
        )
    }
}

impl PapersPage {
    fn pager(&self) -> Html {
        let path = format!("{}/ballots/{}/papers", self.s.base, self.ballot);
        let older = self.next.as_ref().map(|next| format!("{path}?after={next}"));
        self.s.pager(self.paged.then_some(path), older)
    }

    fn is_secret(&self) -> bool {
        self.secrecy == Secrecy::Secret
    }
}

/// The votes of a ballot that has closed (of consent at any time), by id.
#[utoipa::path(get, path = "/c/{slug}/ballots/{ballot}/papers", tag = "decisions",
    params(("slug" = String, Path), ("ballot" = String, Path),
        ("after" = Option<String>, Query, description = "votes behind this id")),
    responses((status = 200, body = PapersPage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn papers_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, ballot)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    me(&caller)?;
    let (s, ballot) = (Scene::of(&caller, &site)?, id(&ballot)?);
    let after = parameter(&pairs, "after").unwrap_or_default().to_owned();
    let page = site.db.read(move |reader| read(reader, s, ballot, &after)).await?;
    Reply::page(&caller, &page.ok_or(BallotRefused::NoSuchBallot)?)
}

fn read(reader: &mut Reader, s: Scene, id: Id<Ballot>, after: &str) -> Result<Option<PapersPage>, Fault> {
    let Some(ballot) = reader.find::<Ballot>(&(s.number, id))? else { return Ok(None) };
    let proposal = reader.find::<Proposal>(&(s.number, ballot.proposal_id))?;
    let totals_only = tells_whose(ballot.weighting);
    let sealed = ballot.state == BallotState::Open && ballot.kind != Kind::Consent;
    let mut page = PapersPage {
        ballot: id,
        secrecy: ballot.secrecy,
        title: proposal.map(|proposal| proposal.title).unwrap_or_default(),
        papers: Vec::new(),
        next: None,
        sealed: sealed || totals_only,
        totals_only,
        apart: ballot.receipts == Receipts::Inclusion,
        paged: !after.is_empty(),
        s,
    };
    if page.sealed {
        return Ok(Some(page));
    }
    let mut rows = ballot_store::papers_after(reader, &ballot, after, PAGE + 1)?;
    let more = rows.len() as i64 > PAGE;
    rows.truncate(PAGE as usize);
    page.next = rows.last().map(|row| row.key.clone()).filter(|_| more);
    let options = look::options(reader, &page.s, &ballot)?;
    let titles: Vec<String> = options.into_iter().map(|option| option.title).collect();
    let mut names = Names::default();
    for row in rows {
        page.papers.push(view(reader, &page.s, &mut names, &titles, row)?);
    }
    Ok(Some(page))
}

fn view(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    titles: &[String],
    row: PaperRow,
) -> Result<PaperView, Fault> {
    let choice: Option<Choice> =
        row.choice.as_deref().map(|text| stored::parsed("a vote", text)).transpose()?;
    let said = match &choice {
        Some(_) if !row.standing => s.t.ballot_withdrawn(),
        Some(choice) => words::choice(s.t, choice, titles),
        None => String::new(),
    };
    let name = row.member.map(|member| names.name(reader, s, member)).transpose()?;
    let by_proxy = row.cast_by.filter(|by| Some(*by) != row.member);
    let by_proxy = by_proxy.map(|member| names.name(reader, s, member)).transpose()?;
    Ok(PaperView {
        id: row.member.is_none().then_some(row.key),
        name,
        by_proxy,
        choice,
        said,
        reason: row.reason,
    })
}
