//! An idea: a title and a few lines, no more. What exactly is asked comes later, with the draft.

use super::asking::me;
use super::scene::Scene;
use crate::asks::{Action, Asks};
use crate::ops::{self, Propose};
use crate::proposal::{BODY_CHARS_MAX, TITLE_CHARS_MAX};
use crate::proposal_refused::ProposalRefused;
use crate::rows::Proposal;
use askama::Template;
use axum::extract::{Query, State};
use kernel::Id;
use serde::{Deserialize, Serialize};
use store::OpError;
use utoipa::ToSchema;
use web::asked::parameter;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Keyed, Lang, Place, Problem, Reply, Site, View};

#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub(crate) struct IdeaForm {
    /// Up to 80 characters.
    pub(crate) title: String,
    /// CommonMark, up to 20,000 characters.
    pub(crate) body: String,
    /// An offer (`off_…`) of which it asks to divide its price by decision, as it is divided now: to be changed in the
    /// text. Empty: it asks a question only.
    pub(crate) offer: String,
}

impl IdeaForm {
    pub(crate) fn read(&self, lang: Lang) -> Result<(String, String), Errors> {
        let mut check = Check::new(lang);
        let title = check.text("title", &self.title, 1..=TITLE_CHARS_MAX);
        let body = check.long_text("body", &self.body, 1..=BODY_CHARS_MAX);
        check.done((title, body))
    }
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal_new.html")]
pub(crate) struct IdeaPage {
    #[serde(skip)]
    s: Scene,
    #[serde(flatten)]
    form: IdeaForm,
    #[serde(skip)]
    errors: Errors,
}

impl View for IdeaPage {
    fn title(&self) -> String {
        self.s.t.propose()
    }

    fn place(&self) -> Place {
        Place::Decisions
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.s.decisions(""), self.s.t.decisions())
    }
}

/// The form of an idea.
#[utoipa::path(get, path = "/c/{slug}/decisions/new", tag = "decisions",
    params(("slug" = String, Path),
        ("offer" = Option<String>, Query, description = "It asks to divide the price of this offer by decision")),
    responses((status = 200, body = IdeaPage), (status = 403, body = web::ProblemBody)))]
pub(crate) async fn new_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    let mut form =
        IdeaForm { offer: parameter(&pairs, "offer").unwrap_or_default().to_owned(), ..IdeaForm::default() };
    if let Ok(offer) = Id::parse(&form.offer) {
        let number = s.number;
        let found = site.db.read(move |reader| reader.find::<market::rows::Offer>(&(number, offer))).await?;
        let title = found.map(|offer| s.t.split_idea_title(offer.title)).unwrap_or_default();
        form.title = title.chars().take(TITLE_CHARS_MAX).collect();
    }
    Reply::page(&caller, &IdeaPage { s, form, errors: Errors::none() })
}

/// What a program is told of a proposal that was made.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProposalMade {
    #[schema(value_type = String)]
    pub(crate) id: Id<Proposal>,
}

/// Proposes something. It is an idea at first, and every member can read it from now on.
#[utoipa::path(post, path = "/c/{slug}/decisions", tag = "decisions", request_body = IdeaForm,
    params(("slug" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = ProposalMade), (status = 403, body = web::ProblemBody),
        (status = 409, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn propose(
    caller: Caller,
    State(site): State<Site>,
    Keyed { input: form, key }: Keyed<IdeaForm>,
) -> Answer {
    let (me, number, now) = (me(&caller)?, caller.community()?.number, site.now());
    let (title, body) = match form.read(caller.lang) {
        Ok(typed) => typed,
        Err(errors) => return again(&caller, &site, form, errors),
    };
    let key = Some(key.of(&caller, "propose")?);
    let asks = asked(&site, number, &form.offer).await?;
    let input = Propose { id: site.id(), title, body, asks, key };
    match site.db.transact(number, move |tx| ops::propose(tx, me, &input, now)).await {
        Ok(id) => made(&caller, id),
        Err(OpError::Refused(why)) => again(&caller, &site, form, Errors::refused(why, caller.lang)),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// Nothing but its question; or the split of an offer as it is now.
async fn asked(site: &Site, community: i64, offer: &str) -> Result<Asks, Problem> {
    if offer.trim().is_empty() {
        return Ok(Asks::default());
    }
    let offer = Id::parse(offer.trim()).map_err(|_| ProposalRefused::NoSuchOffer)?;
    let found = site.db.read(move |reader| market::split_words(reader, community, offer)).await?;
    let words = found.ok_or(ProposalRefused::NoSuchOffer)?;
    Ok(Asks { actions: vec![Action::Split { offer: offer.to_string(), words }], ..Asks::default() })
}

pub(crate) fn made(caller: &Caller, id: Id<Proposal>) -> Answer {
    let location = format!("/c/{}/decisions/{id}", caller.community()?.slug);
    Reply::created_json(caller, &location, &ProposalMade { id })
}

fn again(caller: &Caller, site: &Site, form: IdeaForm, errors: Errors) -> Answer {
    let s: Result<Scene, Problem> = Scene::of(caller, site);
    let page = IdeaPage { s: s?, form, errors: errors.clone() };
    Reply::form_refused(caller, &page, &errors)
}
