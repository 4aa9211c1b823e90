//! An idea: a title and a few lines, no more. What exactly is asked comes later, with the draft.

use super::asking::me;
use super::scene::Scene;
use crate::asks::Asks;
use crate::ops::{self, Propose};
use crate::proposal::{BODY_CHARS_MAX, TITLE_CHARS_MAX};
use crate::rows::Proposal;
use askama::Template;
use axum::extract::State;
use kernel::Id;
use serde::{Deserialize, Serialize};
use store::OpError;
use utoipa::ToSchema;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Keyed, Lang, Place, Problem, Reply, Site, View};

#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub(crate) struct IdeaForm {
    /// Up to 80 characters.
    pub(crate) title: String,
    /// CommonMark, up to 20,000 characters.
    pub(crate) body: String,
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
#[utoipa::path(get, path = "/c/{slug}/decisions/new", tag = "decisions", params(("slug" = String, Path)),
    responses((status = 200, body = IdeaPage), (status = 403, body = web::ProblemBody)))]
pub(crate) async fn new_page(caller: Caller, State(site): State<Site>) -> Answer {
    let page = IdeaPage { s: Scene::of(&caller, &site)?, form: IdeaForm::default(), errors: Errors::none() };
    Reply::page(&caller, &page)
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
    let input = Propose { id: site.id(), title, body, asks: Asks::default(), key };
    match site.db.transact(number, move |tx| ops::propose(tx, me, &input, now)).await {
        Ok(id) => made(&caller, id),
        Err(OpError::Refused(why)) => again(&caller, &site, form, Errors::refused(why, caller.lang)),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
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
