//! What is done about a call on its page: offer help, take somebody on, put a part down, hand in, judge, close.

use super::call_page::{CallAnswer, CallMoveForm, load};
use super::evidence::sound;
use crate::call::{CallRefused, Verdict};
use crate::ids::Member;
use crate::ops::{self, Apply, Assign, CallMoved, CloseCall, EndPart, HandIn, Judge};
use crate::ratio::Ratio;
use crate::rows::Call;
use crate::t;
use axum::Extension;
use axum::extract::{Path, State};
use files::{Shelf, taken};
use kernel::Id;
use store::OpError;
use web::asked::{id, me};
use web::{Answer, Caller, Check, Errors, Keyed, Refusal, Reply, Site, Upload};

/// Offers help. Any member may.
#[utoipa::path(post, path = "/c/{slug}/contributions/calls/{call}/offers", tag = "contributions", request_body = CallMoveForm,
    params(("slug" = String, Path), ("call" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = CallAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn offer_help(
    caller: Caller,
    State(site): State<Site>,
    Path((_, call)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<CallMoveForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Call>(&call)?, site.now());
    let input = Apply { call: id, note: form.note.clone(), key: Some(key.of(&caller, "offer_help")?) };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::apply(tx, me, &input, now)).await;
    settle(&caller, &site, &call, form, done).await
}

/// Takes `member` on, who has offered help. By who opened the call, a steward or a treasurer; nobody takes themselves on.
#[utoipa::path(post, path = "/c/{slug}/contributions/calls/{call}/assignments", tag = "contributions", request_body = CallMoveForm,
    params(("slug" = String, Path), ("call" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = CallAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn assign_part(
    caller: Caller,
    State(site): State<Site>,
    Path((_, call)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<CallMoveForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Call>(&call)?, site.now());
    let member = named(&form, None)?;
    let input = Assign { call: id, member, key: Some(key.of(&caller, "assign_part")?) };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::assign(tx, me, &input, now)).await;
    settle(&caller, &site, &call, form, done).await
}

/// Puts a part down that is not handed in: one's own, or (with `member` and `reason`) another's, by who answers for the call.
#[utoipa::path(post, path = "/c/{slug}/contributions/calls/{call}/endings", tag = "contributions", request_body = CallMoveForm,
    params(("slug" = String, Path), ("call" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = CallAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn end_part(
    caller: Caller,
    State(site): State<Site>,
    Path((_, call)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<CallMoveForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Call>(&call)?, site.now());
    let member = named(&form, Some(me))?;
    let key = Some(key.of(&caller, "end_part")?);
    let input = EndPart { call: id, member, reason: form.reason.clone(), key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::end_part(tx, me, &input, now)).await;
    settle(&caller, &site, &call, form, done).await
}

/// Hands in what one has taken on, with pictures or documents that show it.
#[utoipa::path(post, path = "/c/{slug}/contributions/calls/{call}/results", tag = "contributions",
    request_body(content((CallMoveForm = "multipart/form-data"), (CallMoveForm = "application/json"))),
    params(("slug" = String, Path), ("call" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = CallAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn hand_in_part(
    caller: Caller,
    State(site): State<Site>,
    Extension(shelf): Extension<Shelf>,
    Path((_, call)): Path<(String, String)>,
    upload: Upload,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Call>(&call)?, site.now());
    let came = taken::<CallMoveForm>(upload, &caller, &site, &shelf).await?;
    let (form, files) = (came.input, sound(&caller, came.files));
    let mut check = Check::new(caller.lang);
    let quantity =
        check.optional("quantity", &form.quantity, |check, field, typed| check.quantity(field, typed));
    let form = CallMoveForm { member: me.to_string(), ..form };
    if let Err(wrong) = &files {
        check.refuse(&wrong.field, wrong.message.clone());
    }
    let (quantity, files) = match check.done((quantity, files.unwrap_or_default())) {
        Ok(read) => read,
        Err(errors) => return again(&caller, &site, &call, form, errors).await,
    };
    let key = Some(came.key.of(&caller, "hand_in_part")?);
    let input = HandIn { call: id, done: form.done.clone(), quantity, files, key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::hand_in(tx, me, &input, now)).await;
    settle(&caller, &site, &call, form, done).await
}

/// Accepts what `member` handed in, whole or a `share` of it, or does not, with a `reason`. What is accepted is claimed for them: others
/// confirm it. By who answers for the call, never one's own.
#[utoipa::path(post, path = "/c/{slug}/contributions/calls/{call}/verdicts", tag = "contributions", request_body = CallMoveForm,
    params(("slug" = String, Path), ("call" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = CallAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn judge_part(
    caller: Caller,
    State(site): State<Site>,
    Path((_, call)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<CallMoveForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Call>(&call)?, site.now());
    let member = named(&form, None)?;
    let mut check = Check::new(caller.lang);
    let share = Ratio::parse(&form.share);
    let verdict = check.choice("verdict", form.verdict.trim(), |code| match code {
        "whole" => Some(Verdict::Whole),
        "part" => Some(Verdict::Part(share.unwrap_or(Ratio::ONE))),
        "not_accepted" => Some(Verdict::NotAccepted),
        _ => None,
    });
    if matches!(verdict, Some(Verdict::Part(_))) {
        check.require("share", share.is_some(), || CallRefused::ShareUnfit.say(caller.lang));
    } else {
        // What was typed is not dropped: which of the two is meant only they know.
        check.require("share", form.share.trim().is_empty(), || t(caller.lang).share_without_part());
    }
    let verdict = match check.done(verdict) {
        Ok(verdict) => verdict.unwrap_or(Verdict::NotAccepted),
        Err(errors) => return again(&caller, &site, &call, form, errors).await,
    };
    let (contribution, key) = (site.id(), Some(key.of(&caller, "judge_part")?));
    let input = Judge { call: id, member, verdict, reason: form.reason.clone(), contribution, key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::judge(tx, me, &input, now)).await;
    settle(&caller, &site, &call, form, done).await
}

/// Ends a call: nobody offers help any more; what was taken on is still handed in.
#[utoipa::path(post, path = "/c/{slug}/contributions/calls/{call}/closure", tag = "contributions", request_body = CallMoveForm,
    params(("slug" = String, Path), ("call" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = CallAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn close_call(
    caller: Caller,
    State(site): State<Site>,
    Path((_, call)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<CallMoveForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Call>(&call)?, site.now());
    let input = CloseCall { call: id, key: Some(key.of(&caller, "close_contribution_call")?) };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::close_call(tx, me, &input, now)).await;
    settle(&caller, &site, &call, form, done).await
}

/// The member that a form is about; `else_me` where it may be left out.
fn named(form: &CallMoveForm, else_me: Option<Id<Member>>) -> Result<Id<Member>, CallRefused> {
    match (form.member.trim(), else_me) {
        ("", Some(me)) => Ok(me),
        (typed, _) => Id::parse(typed).map_err(|_| CallRefused::NoSuchPart),
    }
}

async fn settle(
    caller: &Caller,
    site: &Site,
    call: &str,
    form: CallMoveForm,
    done: Result<CallMoved, OpError<CallRefused>>,
) -> Answer {
    match done {
        Ok(moved) => {
            let location = format!("/c/{}/contributions/calls/{}", caller.community()?.slug, moved.call);
            Reply::changed(caller, &location, &CallAnswer::of(&moved))
        }
        Err(OpError::Refused(why)) => {
            again(caller, site, call, form, Errors::refused(why, caller.lang)).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn again(caller: &Caller, site: &Site, call: &str, form: CallMoveForm, errors: Errors) -> Answer {
    let mut page = load(caller, site, call).await?;
    let verdict = if form.verdict.is_empty() { page.form.verdict.clone() } else { form.verdict };
    page.form = CallMoveForm { verdict, ..form };
    page.errors = errors.clone();
    Reply::form_refused(caller, &page, &errors)
}
