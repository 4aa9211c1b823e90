//! What is done about a contribution on its page: confirm, dispute, decide, withdraw, hand in files.

use super::contribution_page::{MoveForm, Which, load};
use super::evidence::sound;
use crate::contribution::{ContributionRefused, Ruling, State as Stands};
use crate::ops::{self, AddEvidence, Confirm, DecideDispute, DisputeInput, Moved, Withdraw};
use crate::ratio::Ratio;
use crate::rows::Contribution;
use crate::t;
use axum::Extension;
use axum::extract::{Path, State};
use files::{Shelf, taken};
use kernel::Id;
use serde::{Deserialize, Serialize};
use store::OpError;
use utoipa::ToSchema;
use web::asked::{id, me};
use web::{Answer, Caller, Check, Errors, Keyed, Power, Refusal, Reply, Site, Upload, Uploaded};

/// Where a contribution stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ContributionAnswer {
    #[schema(value_type = String)]
    contribution: Id<Contribution>,
    number: i64,
    #[schema(value_type = String)]
    state: Stands,
    value: i64,
}

impl ContributionAnswer {
    pub(crate) fn of(moved: &Moved) -> ContributionAnswer {
        let Moved { contribution, number, state, value } = *moved;
        ContributionAnswer { contribution, number, state, value }
    }
}

/// Says that somebody else's contribution was as they say. Never one's own. Needs nothing.
#[utoipa::path(post, path = "/c/{slug}/contributions/{contribution}/confirmations", tag = "contributions", request_body = MoveForm,
    params(("slug" = String, Path), ("contribution" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = ContributionAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn confirm_contribution(
    caller: Caller,
    State(site): State<Site>,
    Path((_, contribution)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<MoveForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Contribution>(&contribution)?, site.now());
    let input = Confirm { contribution: id, key: Some(key.of(&caller, "confirm_contribution")?) };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::confirm(tx, me, &input, now)).await;
    settle(&caller, &site, &contribution, form, done, Which::Confirm).await
}

/// Says, with the reason, that a contribution was not as it was said. A steward or treasurer who has no part in it decides.
#[utoipa::path(post, path = "/c/{slug}/contributions/{contribution}/disputes", tag = "contributions", request_body = MoveForm,
    params(("slug" = String, Path), ("contribution" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = ContributionAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn dispute_contribution(
    caller: Caller,
    State(site): State<Site>,
    Path((_, contribution)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<MoveForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Contribution>(&contribution)?, site.now());
    let key = Some(key.of(&caller, "dispute_contribution")?);
    let input = DisputeInput { contribution: id, reason: form.reason.clone(), key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::dispute(tx, me, &input, now)).await;
    settle(&caller, &site, &contribution, form, done, Which::Dispute).await
}

/// Ends a dispute: the contribution stands, counts in part, or does not count. By a steward or treasurer who neither gave nor
/// confirmed nor disputed it.
#[utoipa::path(post, path = "/c/{slug}/contributions/{contribution}/ruling", tag = "contributions", request_body = MoveForm,
    params(("slug" = String, Path), ("contribution" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = ContributionAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn decide_dispute(
    caller: Caller,
    State(site): State<Site>,
    Path((_, contribution)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<MoveForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Contribution>(&contribution)?, site.now());
    caller.may(Power::ApproveExpenses)?;
    let mut check = Check::new(caller.lang);
    let ruling = check.choice("ruling", form.ruling.trim(), |code| match code {
        "stands" => Some(Ruling::Stands),
        "refused" => Some(Ruling::Refused),
        "part" => Some(Ruling::Part(Ratio::ONE)),
        _ => None,
    });
    let share = Ratio::parse(&form.share);
    if matches!(ruling, Some(Ruling::Part(_))) {
        check.require("share", share.is_some(), || ContributionRefused::ShareUnfit.say(caller.lang));
    } else {
        check.require("share", form.share.trim().is_empty(), || t(caller.lang).share_without_part());
    }
    let ruling = match (check.done(ruling), share) {
        (Ok(Some(Ruling::Part(_))), Some(share)) => Ruling::Part(share),
        (Ok(Some(ruling)), _) => ruling,
        (Ok(None), _) => {
            return again(&caller, &site, &contribution, form, Errors::none(), Which::Decide).await;
        }
        (Err(errors), _) => return again(&caller, &site, &contribution, form, errors, Which::Decide).await,
    };
    let key = Some(key.of(&caller, "decide_dispute")?);
    let input = DecideDispute { contribution: id, ruling, reason: form.reason.clone(), key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::decide_dispute(tx, me, &input, now)).await;
    settle(&caller, &site, &contribution, form, done, Which::Decide).await
}

/// Whoever claimed it takes it back before it counts.
#[utoipa::path(post, path = "/c/{slug}/contributions/{contribution}/withdrawal", tag = "contributions", request_body = MoveForm,
    params(("slug" = String, Path), ("contribution" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = ContributionAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn withdraw_contribution(
    caller: Caller,
    State(site): State<Site>,
    Path((_, contribution)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<MoveForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Contribution>(&contribution)?, site.now());
    let input = Withdraw { contribution: id, key: Some(key.of(&caller, "withdraw_contribution")?) };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::withdraw(tx, me, &input, now)).await;
    settle(&caller, &site, &contribution, form, done, Which::Confirm).await
}

/// Files that show what was given, in the field `files`, as `multipart/form-data`.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct EvidenceForm {
    /// JPEG, PNG, WebP or PDF, each up to 10 MB, ten in one request. Where and when a picture was taken is removed.
    #[schema(value_type = Vec<String>, format = Binary)]
    #[serde(skip)]
    #[allow(dead_code, reason = "describes the API; files come beside the fields")]
    pub files: (),
}

/// Whoever claimed it hands in what shows it.
#[utoipa::path(post, path = "/c/{slug}/contributions/{contribution}/files", tag = "contributions",
    request_body(content = EvidenceForm, content_type = "multipart/form-data"),
    params(("slug" = String, Path), ("contribution" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = ContributionAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 413, body = web::ProblemBody), (status = 422, body = web::ProblemBody),
        (status = 507, body = web::ProblemBody)))]
pub(crate) async fn add_evidence(
    caller: Caller,
    State(site): State<Site>,
    Extension(shelf): Extension<Shelf>,
    Path((_, contribution)): Path<(String, String)>,
    upload: Upload,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Contribution>(&contribution)?, site.now());
    let community = caller.community()?.number;
    // A courtesy, before anything is read: the operation decides again.
    let asked = site.db.read(move |reader| reader.find::<Contribution>(&(community, id))).await?;
    let asked = asked.ok_or(ContributionRefused::NoSuchContribution)?;
    asked.standing().add_files(me, 1)?;
    let Uploaded { input: EvidenceForm { .. }, key, files } = taken(upload, &caller, &site, &shelf).await?;
    let files = match sound(&caller, files) {
        Ok(files) => files,
        Err(error) => {
            let errors = Errors::of(error);
            return again(&caller, &site, &contribution, MoveForm::default(), errors, Which::Add).await;
        }
    };
    let input = AddEvidence { contribution: id, files, key: Some(key.of(&caller, "add_evidence")?) };
    let done = site.db.transact(community, move |tx| ops::add_evidence(tx, me, &input, now)).await;
    settle(&caller, &site, &contribution, MoveForm::default(), done, Which::Add).await
}

async fn settle(
    caller: &Caller,
    site: &Site,
    contribution: &str,
    form: MoveForm,
    done: Result<Moved, OpError<ContributionRefused>>,
    which: Which,
) -> Answer {
    match done {
        Ok(moved) => {
            let location = format!("/c/{}/contributions/{}", caller.community()?.slug, moved.contribution);
            Reply::changed(caller, &location, &ContributionAnswer::of(&moved))
        }
        Err(OpError::Refused(why)) => {
            again(caller, site, contribution, form, Errors::refused(why, caller.lang), which).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn again(
    caller: &Caller,
    site: &Site,
    contribution: &str,
    form: MoveForm,
    errors: Errors,
    which: Which,
) -> Answer {
    let mut page = load(caller, site, contribution).await?;
    let ruling = if form.ruling.is_empty() { page.form.ruling.clone() } else { form.ruling };
    page.form = MoveForm { ruling, ..form };
    (page.errors, page.which) = (errors.clone().among(page.fields(which)), which);
    Reply::form_refused(caller, &page, &errors)
}
