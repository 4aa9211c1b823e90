//! What moves a proposal on: each handler runs one operation and shows the proposal again.

use super::asking::{id, me};
use super::comments::Looking;
use super::proposal_page::{Failed, load};
use super::scene::Scene;
use crate::ops::{self, Conclude, MoveProposal};
use crate::proposal::{REASON_CHARS_MAX, Stage};
use crate::proposal_refused::ProposalRefused;
use crate::rows::Proposal;
use axum::extract::{Path, State};
use kernel::Id;
use ownership::TextPlace;
use serde::{Deserialize, Serialize};
use store::{OpError, Outcome};
use utoipa::ToSchema;
use web::{Answer, Caller, Check, Errors, Input, Keyed, Reply, Site};

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
    let input = MoveProposal { proposal, to, reason, key: Some(key.of(&caller, "move_proposal")?) };
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
            let said = |(_, text): &(&str, String)| {
                let words = ownership::promised_in_talk(text)?;
                Some(ownership::promise_said_at(caller.lang, TextPlace::Comment, text, &words))
            };
            let said = match why {
                ProposalRefused::CommentPromises => typed.iter().find_map(said),
                _ => None,
            };
            let errors = match said {
                Some(said) => Errors::refused_saying(why, said),
                None => Errors::refused(why, caller.lang),
            };
            again(caller, site, proposal, Failed { form, typed, errors }).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

pub(crate) async fn again(caller: &Caller, site: &Site, proposal: Id<Proposal>, failed: Failed) -> Answer {
    let errors = failed.errors.clone();
    let page = load(site, Scene::of(caller, site)?, proposal, Looking::default(), failed).await?;
    Reply::form_refused(caller, &page, &errors)
}

/// How it ended, and why.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct ConclusionForm {
    /// `carried_out` or `not_carried_out`.
    outcome: String,
    reason: String,
}

/// Tells whether what was decided has been carried out, with what came of it or why not.
#[utoipa::path(post, path = "/c/{slug}/decisions/{proposal}/conclusion", tag = "decisions",
    request_body = ConclusionForm, params(("slug" = String, Path), ("proposal" = String, Path)),
    responses((status = 200, body = StageAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn conclude(
    caller: Caller,
    State(site): State<Site>,
    Path((_, proposal)): Path<(String, String)>,
    Input(form): Input<ConclusionForm>,
) -> Answer {
    let (me, number, now) = (me(&caller)?, caller.community()?.number, site.now());
    let proposal = id::<Proposal>(&proposal)?;
    let mut check = Check::new(caller.lang);
    let carried_out = |code: &str| match Stage::parse(code) {
        Some(Stage::CarriedOut) => Some(true),
        Some(Stage::NotCarriedOut) => Some(false),
        _ => None,
    };
    let carried_out = check.choice("outcome", &form.outcome, carried_out).unwrap_or(false);
    let reason = check.text("reason", &form.reason, 1..=REASON_CHARS_MAX);
    let typed = vec![("outcome", form.outcome), ("reason", form.reason)];
    if let Err(errors) = check.done(()) {
        return again(&caller, &site, proposal, Failed { form: "conclusion", typed, errors }).await;
    }
    let input = Conclude { proposal, carried_out, reason };
    let done = site.db.transact(number, move |tx| ops::conclude(tx, me, &input, now)).await;
    finish(&caller, &site, proposal, ("conclusion", typed), done, |stage| StageAnswer { stage }).await
}
