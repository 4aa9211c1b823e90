//! Appeals: brought by whoever may vote, answered by whoever may decide on them.

use super::ballot_page::{Sent, load};
use crate::ballot::BallotRefused;
use crate::ops::{self, Appeal, DecideAppeal};
use crate::pages::asking::{id, me, number};
use crate::rows::Ballot;
use crate::stored::REASON_CHARS_MAX;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use kernel::Id;
use serde::{Deserialize, Serialize};
use store::OpError;
use utoipa::ToSchema;
use web::{Answer, Caller, Check, Errors, Input, Keyed, Power, Reply, Site};

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct AppealForm {
    /// What was not right about how it was decided. Everybody reads it.
    reason: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AppealMade {
    number: i64,
}

/// Appeals against a ballot that has closed: nothing is carried out before it is answered.
#[utoipa::path(post, path = "/c/{slug}/ballots/{ballot}/appeals", tag = "decisions", request_body = AppealForm,
    params(("slug" = String, Path), ("ballot" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = AppealMade), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn appeal(
    caller: Caller,
    State(site): State<Site>,
    headers: HeaderMap,
    Path((slug, ballot)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<AppealForm>,
) -> Answer {
    let (me, community, now) = (me(&caller)?, caller.community()?.number, site.now());
    let ballot = id::<Ballot>(&ballot)?;
    let mut check = Check::new(caller.lang);
    let reason = check.long_text("reason", &form.reason, 0..=REASON_CHARS_MAX);
    if let Err(errors) = check.done(()) {
        return again(&caller, &site, &headers, ballot, ("appeal", form.reason, errors)).await;
    }
    let input = Appeal { ballot, by: me, reason, key: Some(key.of(&caller, "appeal")?) };
    match site.db.transact(community, move |tx| ops::appeal(tx, &input, now)).await {
        Ok(number) => {
            Reply::created_json(&caller, &format!("/c/{slug}/ballots/{ballot}"), &AppealMade { number })
        }
        Err(OpError::Refused(why)) => {
            refused(&caller, &site, &headers, ballot, ("appeal", form.reason, why)).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct AppealDecisionForm {
    /// `uphold` or `dismiss`.
    decision: String,
    /// Why. Everybody reads it.
    answer: String,
}

/// Answers an appeal: dismissed, the decision goes on; upheld, its outcome is void and the proposal a draft again.
#[utoipa::path(post, path = "/c/{slug}/ballots/{ballot}/appeals/{number}/decision", tag = "decisions",
    request_body = AppealDecisionForm,
    params(("slug" = String, Path), ("ballot" = String, Path), ("number" = String, Path)),
    responses((status = 204, description = "Decided"), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn decide_appeal(
    caller: Caller,
    State(site): State<Site>,
    headers: HeaderMap,
    Path((slug, ballot, number)): Path<(String, String, String)>,
    Input(form): Input<AppealDecisionForm>,
) -> Answer {
    caller.may(Power::DecideAppeals)?;
    let (me, community, now) = (me(&caller)?, caller.community()?.number, site.now());
    let (ballot, number) = (id::<Ballot>(&ballot)?, self::number(&number)?);
    let mut check = Check::new(caller.lang);
    let uphold = check.choice("decision", &form.decision, |code| match code {
        "uphold" => Some(true),
        "dismiss" => Some(false),
        _ => None,
    });
    let answer = check.long_text("answer", &form.answer, 0..=REASON_CHARS_MAX);
    if let Err(errors) = check.done(()) {
        return again(&caller, &site, &headers, ballot, ("decision", form.answer, errors)).await;
    }
    let input = DecideAppeal { ballot, number, by: me, uphold: uphold.unwrap_or(false), answer };
    match site.db.transact(community, move |tx| ops::decide_appeal(tx, &input, now)).await {
        Ok(()) => Reply::done(&caller, &format!("/c/{slug}/ballots/{ballot}")),
        Err(OpError::Refused(why)) => {
            refused(&caller, &site, &headers, ballot, ("decision", form.answer, why)).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// Takes one's own appeal back while it waits: what was decided goes on.
#[utoipa::path(post, path = "/c/{slug}/ballots/{ballot}/appeals/{number}/withdrawal", tag = "decisions",
    params(("slug" = String, Path), ("ballot" = String, Path), ("number" = String, Path)),
    responses((status = 204, description = "Withdrawn"), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn withdraw_appeal(
    caller: Caller,
    State(site): State<Site>,
    Path((slug, ballot, number)): Path<(String, String, String)>,
) -> Answer {
    let (me, community, now) = (me(&caller)?, caller.community()?.number, site.now());
    let which = (id::<Ballot>(&ballot)?, self::number(&number)?);
    site.db.transact(community, move |tx| ops::withdraw_appeal(tx, which, me, now)).await?;
    Reply::done(&caller, &format!("/c/{slug}/ballots/{ballot}"))
}

async fn refused(
    caller: &Caller,
    site: &Site,
    headers: &HeaderMap,
    ballot: Id<Ballot>,
    (form, reason, why): (&'static str, String, BallotRefused),
) -> Answer {
    match why {
        BallotRefused::NoSuchBallot | BallotRefused::NoSuchAppeal => Err(why.into()),
        _ => again(caller, site, headers, ballot, (form, reason, Errors::refused(why, caller.lang))).await,
    }
}

async fn again(
    caller: &Caller,
    site: &Site,
    headers: &HeaderMap,
    ballot: Id<Ballot>,
    (form, reason, errors): (&'static str, String, Errors),
) -> Answer {
    let sent = Sent { form, reason, errors: errors.clone(), ..Sent::default() };
    let page = load(caller, site, headers, ballot, sent).await?;
    Reply::form_refused(caller, &page, &errors)
}
