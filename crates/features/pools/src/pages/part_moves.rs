//! What is done about a part: its member claims a payment or gives it up; the treasurer finds the money, or not.

use super::joining::PartAnswer;
use super::part_form::{PartPaymentForm, Which};
use super::part_page::load;
use crate::ops::{
    self, ApplyCredit, ClaimCommitment, Committed, ConfirmCommitment, LeavePool, RefuseClaim,
    UndoConfirmation, WithdrawClaim,
};
use crate::pool::REASON_CHARS_MAX;
use crate::refused::CommitRefused;
use crate::rows::Commitment;
use axum::extract::{Path, State};
use kernel::{Id, Zone};
use market::payment::{ArrivedAt, MethodCode, REFERENCE_CHARS_MAX};
use store::{OpError, Reader};
use web::asked::{id, is_ticked, me};
use web::{Answer, Caller, Check, Errors, Keyed, Power, Reply, Site};

/// Says that the money is on its way; the part keeps its place until the treasurer has looked.
#[utoipa::path(post, path = "/c/{slug}/parts/{part}/claim", tag = "pools", request_body = PartPaymentForm,
    params(("slug" = String, Path), ("part" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PartAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn claim_part(
    caller: Caller,
    State(site): State<Site>,
    Path((_, part)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<PartPaymentForm>,
) -> Answer {
    let (me, part, now) = (me(&caller)?, id::<Commitment>(&part)?, site.now());
    let mut check = Check::new(caller.lang);
    let method = check.choice("method", &form.method, MethodCode::parse);
    let proof = check.text("proof", &form.proof, 0..=REFERENCE_CHARS_MAX);
    let (method, proof) = match check.done((method, proof)) {
        Ok((Some(method), proof)) => (method, proof),
        Ok((None, _)) => return Err(web::Problem::not_found()),
        Err(errors) => return again(&caller, &site, part, form, errors, Which::Claim).await,
    };
    let key = Some(key.of(&caller, "claim_part")?);
    let input = ClaimCommitment { commitment: part, method, proof, key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::claim_commitment(tx, me, &input, now)).await;
    settle(&caller, &site, part, form, done, Which::Claim).await
}

/// Takes back that the money is on its way: until somebody has found it.
#[utoipa::path(post, path = "/c/{slug}/parts/{part}/claim/withdrawal", tag = "pools",
    params(("slug" = String, Path), ("part" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PartAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn withdraw_claim(
    caller: Caller,
    State(site): State<Site>,
    Path((_, part)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<PartPaymentForm>,
) -> Answer {
    let (me, part, now) = (me(&caller)?, id::<Commitment>(&part)?, site.now());
    let input = WithdrawClaim { commitment: part, key: Some(key.of(&caller, "withdraw_claim")?) };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::withdraw_claim(tx, me, &input, now)).await;
    settle(&caller, &site, part, form, done, Which::Claim).await
}

/// Pays a part that waits out of what the community owes its member: by the member, or by the treasurer where money
/// came that was too little.
#[utoipa::path(post, path = "/c/{slug}/parts/{part}/set-off", tag = "pools",
    params(("slug" = String, Path), ("part" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PartAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn set_part_off(
    caller: Caller,
    State(site): State<Site>,
    Path((_, part)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<PartPaymentForm>,
) -> Answer {
    let (me, part, now) = (me(&caller)?, id::<Commitment>(&part)?, site.now());
    let input = ApplyCredit { commitment: part, key: Some(key.of(&caller, "set_part_off")?) };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::apply_credit(tx, me, &input, now)).await;
    settle(&caller, &site, part, form, done, Which::SetOff).await
}

/// Gives a part up: unpaid at any time before the deadline, paid where the pool says so.
#[utoipa::path(post, path = "/c/{slug}/parts/{part}/leaving", tag = "pools",
    params(("slug" = String, Path), ("part" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PartAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn leave_part(
    caller: Caller,
    State(site): State<Site>,
    Path((_, part)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<PartPaymentForm>,
) -> Answer {
    let (me, part, now) = (me(&caller)?, id::<Commitment>(&part)?, site.now());
    let input = LeavePool { commitment: part, key: Some(key.of(&caller, "leave_part")?) };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::leave_pool(tx, me, &input, now)).await;
    settle(&caller, &site, part, form, done, Which::Leave).await
}

/// The money came: on this day, this sum. It is held until the pool closes; what came too late, or was too little, is owed to the
/// member.
#[utoipa::path(post, path = "/c/{slug}/parts/{part}/confirmation", tag = "pools", request_body = PartPaymentForm,
    params(("slug" = String, Path), ("part" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PartAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn confirm_part(
    caller: Caller,
    State(site): State<Site>,
    Path((_, part)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<PartPaymentForm>,
) -> Answer {
    let (me, part, now) = (me(&caller)?, id::<Commitment>(&part)?, site.now());
    if !stands_in(&caller, &site, part).await? {
        caller.may(Power::ConfirmPayments)?;
    }
    let community = caller.community()?;
    let mut check = Check::new(caller.lang);
    let amount = check.money("amount", &form.amount, community.currency);
    let arrived_at = arrived(&mut check, &form.arrived_on, &community.zone);
    let (number, lang, day) = (community.number, caller.lang, arrived_at.first());
    let tell = move |reader: &mut Reader| community::told_before_founding(reader, number, lang, day);
    if let Some(words) = site.db.read(tell).await? {
        check.refuse("arrived_on", words);
    }
    let reference = check.text("reference", &form.reference, 0..=REFERENCE_CHARS_MAX);
    let key = Some(key.of(&caller, "confirm_part")?);
    let input =
        ConfirmCommitment { commitment: part, arrived_at, amount_minor: amount.minor, reference, key };
    let input = match check.done(input) {
        Ok(input) => input,
        Err(errors) => return again(&caller, &site, part, form, errors, Which::Confirm).await,
    };
    let another = is_ticked(&form.another_transfer);
    let done =
        site.db.transact(community.number, move |tx| ops::confirm_one(tx, me, &input, another, now)).await;
    settle(&caller, &site, part, form, done, Which::Confirm).await
}

/// A steward, before the part of somebody who looks for payments: nobody else may be there.
async fn stands_in(caller: &Caller, site: &Site, part: Id<Commitment>) -> Result<bool, web::Problem> {
    if !caller.can(Power::GrantRoles) {
        return Ok(false);
    }
    let community = caller.community()?.number;
    let found = site.db.read(move |reader| match reader.find::<Commitment>(&(community, part))? {
        Some(part) => community::looks_for_payments(reader, community, part.member),
        None => Ok(false),
    });
    Ok(found.await?)
}

/// A day, or a time of day where it is known.
fn arrived(check: &mut Check, typed: &str, zone: &Zone) -> ArrivedAt {
    match typed.trim().len() > "2026-03-14".len() {
        true => ArrivedAt::Instant(check.time("arrived_on", typed, zone)),
        false => ArrivedAt::Day(check.date("arrived_on", typed, zone)),
    }
}

/// The money was looked for and did not come; the member reads why and can try again while the pool is open.
#[utoipa::path(post, path = "/c/{slug}/parts/{part}/refusal", tag = "pools", request_body = PartPaymentForm,
    params(("slug" = String, Path), ("part" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PartAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn refuse_part(
    caller: Caller,
    State(site): State<Site>,
    Path((_, part)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<PartPaymentForm>,
) -> Answer {
    let (me, part, now) = (me(&caller)?, id::<Commitment>(&part)?, site.now());
    if !stands_in(&caller, &site, part).await? {
        caller.may(Power::ConfirmPayments)?;
    }
    let key = Some(key.of(&caller, "refuse_part")?);
    let input = RefuseClaim { commitment: part, reason: form.reason.clone(), key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::refuse_claim(tx, me, &input, now)).await;
    settle(&caller, &site, part, form, done, Which::Refuse).await
}

/// The money was another's: the part waits for its own again, its member reads why, and what was found on the account can be entered for
/// the right one. While the pool is open; by who confirms payments, who confirmed this one on the same day only. Nobody for their own.
#[utoipa::path(post, path = "/c/{slug}/parts/{part}/reversal", tag = "pools", request_body = PartPaymentForm,
    params(("slug" = String, Path), ("part" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PartAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn undo_part(
    caller: Caller,
    State(site): State<Site>,
    Path((_, part)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<PartPaymentForm>,
) -> Answer {
    let (me, part, now) = (me(&caller)?, id::<Commitment>(&part)?, site.now());
    if !stands_in(&caller, &site, part).await? {
        caller.may(Power::ConfirmPayments)?;
    }
    let mut check = Check::new(caller.lang);
    let reason = check.text("reason", &form.reason, 1..=REASON_CHARS_MAX);
    let reason = match check.done(reason) {
        Ok(reason) => reason,
        Err(errors) => return again(&caller, &site, part, form, errors, Which::Undo).await,
    };
    let key = Some(key.of(&caller, "undo_part")?);
    let input = UndoConfirmation { commitment: part, reason, key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::undo_confirmation(tx, me, &input, now)).await;
    settle(&caller, &site, part, form, done, Which::Undo).await
}

async fn settle(
    caller: &Caller,
    site: &Site,
    part: Id<Commitment>,
    form: PartPaymentForm,
    done: Result<Committed, OpError<CommitRefused>>,
    which: Which,
) -> Answer {
    match done {
        Ok(done) => {
            let location = format!("/c/{}/parts/{}", caller.community()?.slug, done.commitment);
            Reply::changed(caller, &location, &PartAnswer::of(&done))
        }
        Err(OpError::Refused(why)) => {
            again(caller, site, part, form, Errors::refused(why, caller.lang), which).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn again(
    caller: &Caller,
    site: &Site,
    part: Id<Commitment>,
    form: PartPaymentForm,
    errors: Errors,
    which: Which,
) -> Answer {
    if caller.wants == web::Wants::Json {
        return Err(web::Problem::form(errors));
    }
    let mut page = load(caller, site, part).await?;
    page.form = match which {
        Which::Confirm => form,
        _ => form.over(page.form),
    };
    (page.errors, page.which) = (errors.clone(), which);
    Reply::form_refused(caller, &page, &errors)
}
