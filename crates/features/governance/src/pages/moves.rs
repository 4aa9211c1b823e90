//! What moves a proposal on: each handler runs one operation and shows the proposal again.

use super::asking::{id, key_of, me};
use super::proposal_page::{Failed, load};
use super::scene::Scene;
use crate::ops::{self, MoveProposal};
use crate::proposal::{REASON_CHARS_MAX, Stage};
use crate::proposal_refused::ProposalRefused;
use crate::rows::Proposal;
use axum::extract::{Path, State};
use kernel::Id;
use serde::{Deserialize, Serialize};
use store::{OpError, Outcome};
use utoipa::ToSchema;
use web::{Answer, Caller, Check, Errors, Keyed, Reply, Site};

/// Where a proposal goes, and why.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct StageForm {
    /// `discussion` or `draft`.
    to: String,
    reason: String,
}

/// Where it is now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StageAnswer {
    #[schema(value_type = String)]
    pub(crate) stage: Stage,
}

/// Moves a proposal on to the next stage, with a reason.
#[utoipa::path(post, path = "/c/{slug}/decisions/{proposal}/stage", tag = "decisions", request_body = StageForm,
    params(("slug" = String, Path), ("proposal" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = StageAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn move_on(
    caller: Caller,
    State(site): State<Site>,
    Path((_, proposal)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<StageForm>,
) -> Answer {
    let (me, number, now) = (me(&caller)?, caller.community()?.number, site.now());
    let proposal = id::<Proposal>(&proposal)?;
    let typed = vec![("reason", form.reason.clone())];
    let mut check = Check::new(caller.lang);
    let to = check.choice("to", &form.to, Stage::parse).unwrap_or(Stage::Idea);
    let reason = check.text("reason", &form.reason, 1..=REASON_CHARS_MAX);
    if let Err(errors) = check.done(()) {
        return again(&caller, &site, proposal, Failed { form: "stage", typed, errors }).await;
    }
    let input = MoveProposal { proposal, to, reason, key: key_of(me, &key, "move_proposal")? };
    let done = site.db.transact(number, move |tx| ops::move_proposal(tx, me, &input, now)).await;
    finish(&caller, &site, proposal, ("stage", typed), done, |stage| StageAnswer { stage }).await
}

/// Shows the proposal after an operation: as it is now, or with what was in the way.
pub(crate) async fn finish<T, A: Serialize>(
    caller: &Caller,
    site: &Site,
    proposal: Id<Proposal>,
    (form, typed): (&'static str, Vec<(&'static str, String)>),
    done: Outcome<T, ProposalRefused>,
    answer: impl FnOnce(T) -> A,
) -> Answer {
    match done {
        Ok(done) => {
            let location = format!("/c/{}/decisions/{proposal}", caller.community()?.slug);
            Reply::changed(caller, &location, &answer(done))
        }
        Err(OpError::Refused(ProposalRefused::NoSuchProposal)) => Err(ProposalRefused::NoSuchProposal.into()),
        Err(OpError::Refused(why)) => {
            let errors = Errors::refused(why, caller.lang);
            again(caller, site, proposal, Failed { form, typed, errors }).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

pub(crate) async fn again(caller: &Caller, site: &Site, proposal: Id<Proposal>, failed: Failed) -> Answer {
    let errors = failed.errors.clone();
    let page = load(site, Scene::of(caller, site)?, proposal, failed).await?;
    Reply::form_refused(caller, &page, &errors)
}
