//! The receipt: shown after voting, and shown again to the browser that has it; and one's own paper, found with it.

use super::ballot_page::unkept;
use super::choice_schema::ChoiceSchema;
use super::cookie;
use super::look;
use super::words;
use crate::ballot::{BallotRefused, tells_whose};
use crate::pages::asking::{id, me};
use crate::pages::scene::Scene;
use crate::receipt::Receipt;
use crate::rows::{Ballot, CountedPaper, SecretPaper};
use crate::stored;
use crate::terms::{BallotState, Receipts, Secrecy};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use kernel::Id;
use serde::{Deserialize, Serialize};
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Errors, Input, Place, Problem, Reply, Site, View};

/// A receipt, and what became of its paper.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "ballot_receipt.html")]
#[schema(as = BallotReceiptPage)]
pub(crate) struct ReceiptPage {
    #[serde(skip)]
    s: Scene,
    #[serde(skip)]
    ballot: Id<Ballot>,
    /// Programs have it; it is not said again.
    #[serde(skip)]
    receipt: Option<String>,
    #[serde(skip)]
    fresh: bool,
    /// It took the place of an earlier vote.
    #[serde(skip)]
    changed: bool,
    #[serde(skip)]
    shows_choice: bool,
    /// Its papers leave when recount and appeals end.
    #[serde(skip)]
    weighted: bool,
    #[serde(skip)]
    closed: bool,
    /// The id under which the paper is published.
    paper: Option<String>,
    /// Whether there is such a paper.
    found: bool,
    /// Whether it still may be changed, or has been counted.
    counted: bool,
    /// What it says, after the closing and where receipts show choices.
    #[schema(value_type = Option<ChoiceSchema>)]
    choice: Option<crate::choice::Choice>,
    #[serde(skip)]
    said: String,
    #[serde(skip)]
    errors: Errors,
}

impl View for ReceiptPage {
    fn title(&self) -> String {
        self.s.t.ballot_receipt()
    }

    fn place(&self) -> Place {
        Place::Decisions
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/ballots/{}", self.s.base, self.ballot), self.s.t.ballot_word())
    }
}

impl ReceiptPage {
    /// Right after voting.
    pub(super) fn fresh(
        caller: &Caller,
        site: &Site,
        ballot: &Ballot,
        receipt: &Receipt,
        changed: bool,
    ) -> Result<ReceiptPage, Problem> {
        Ok(ReceiptPage {
            ballot: ballot.id,
            paper: Some(receipt.paper(ballot.id)),
            receipt: Some(receipt.shown()),
            fresh: true,
            changed,
            shows_choice: ballot.receipts == Receipts::Choice && !tells_whose(ballot.weighting),
            weighted: tells_whose(ballot.weighting),
            closed: false,
            found: true,
            counted: false,
            choice: None,
            said: String::new(),
            errors: Errors::none(),
            s: Scene::of(caller, site)?,
        })
    }

    fn path(&self, rest: &str) -> String {
        format!("{}/ballots/{}{rest}", self.s.base, self.ballot)
    }
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = BallotReceiptForm)]
pub(crate) struct ReceiptForm {
    receipt: String,
}

/// The receipt that this browser has, and its paper.
#[utoipa::path(get, path = "/c/{slug}/ballots/{ballot}/receipt", tag = "decisions",
    params(("slug" = String, Path), ("ballot" = String, Path)),
    responses((status = 200, body = ReceiptPage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn receipt_page(
    caller: Caller,
    State(site): State<Site>,
    headers: HeaderMap,
    Path((_, ballot)): Path<(String, String)>,
) -> Answer {
    let held = cookie::held(&headers, me(&caller)?);
    let page = load(&caller, &site, id(&ballot)?, held).await?;
    Ok(unkept(Reply::page(&caller, &page)?))
}

/// Finds the paper of a receipt. It is sent in the body: addresses are written down on the way.
#[utoipa::path(post, path = "/c/{slug}/ballots/{ballot}/receipt", tag = "decisions", request_body = ReceiptForm,
    params(("slug" = String, Path), ("ballot" = String, Path)),
    responses((status = 200, body = ReceiptPage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn find_paper(
    caller: Caller,
    State(site): State<Site>,
    Path((_, ballot)): Path<(String, String)>,
    Input(form): Input<ReceiptForm>,
) -> Answer {
    me(&caller)?;
    let ballot = id(&ballot)?;
    match Receipt::parse(&form.receipt) {
        Some(receipt) => {
            let page = load(&caller, &site, ballot, Some(receipt)).await?;
            Ok(unkept(Reply::page(&caller, &page)?))
        }
        None => {
            let errors = Errors::refused(BallotRefused::ReceiptMalformed, caller.lang);
            let page = ReceiptPage { errors: errors.clone(), ..load(&caller, &site, ballot, None).await? };
            Reply::form_refused(&caller, &page, &errors)
        }
    }
}

async fn load(
    caller: &Caller,
    site: &Site,
    ballot: Id<Ballot>,
    receipt: Option<Receipt>,
) -> Result<ReceiptPage, Problem> {
    let s = Scene::of(caller, site)?;
    let found = site.db.read(move |reader| read(reader, s, ballot, receipt)).await?;
    found.ok_or_else(|| BallotRefused::NoSuchBallot.into())
}

fn read(
    reader: &mut Reader,
    s: Scene,
    id: Id<Ballot>,
    receipt: Option<Receipt>,
) -> Result<Option<ReceiptPage>, Fault> {
    let Some(ballot) = reader.find::<Ballot>(&(s.number, id))? else { return Ok(None) };
    if ballot.secrecy != Secrecy::Secret {
        return Ok(None);
    }
    let weighted = tells_whose(ballot.weighting);
    let mut page = ReceiptPage {
        ballot: id,
        receipt: receipt.map(|receipt| receipt.shown()),
        fresh: false,
        changed: false,
        shows_choice: ballot.receipts == Receipts::Choice && !weighted,
        weighted,
        closed: ballot.state != BallotState::Open,
        paper: receipt.map(|receipt| receipt.paper(id)),
        found: false,
        counted: false,
        choice: None,
        said: String::new(),
        errors: Errors::none(),
        s,
    };
    let Some(paper) = page.paper.clone() else { return Ok(Some(page)) };
    let key = (ballot.community_id, id, paper);
    if !page.closed {
        // That there is one; what it says is sealed for everybody.
        page.found = reader.find::<SecretPaper>(&key)?.is_some();
        return Ok(Some(page));
    }
    let Some(counted) = reader.find::<CountedPaper>(&key)?.filter(|paper| paper.is_receipt) else {
        return Ok(Some(page));
    };
    (page.found, page.counted) = (true, true);
    if let Some(choice) = counted.choice.filter(|_| !weighted) {
        let choice = stored::parsed("a paper", &choice)?;
        let options = look::options(reader, &page.s, &ballot)?;
        let titles: Vec<String> = options.into_iter().map(|option| option.title).collect();
        page.said = words::choice(page.s.t, &choice, &titles);
        page.choice = Some(choice);
    }
    Ok(Some(page))
}
