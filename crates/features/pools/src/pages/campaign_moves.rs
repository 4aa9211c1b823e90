//! What is done in a campaign: somebody takes part; the team raises the goal, claims a milestone, tells and answers; backers answer
//! and ask.

use super::campaign_page::{CampaignForm, CampaignPage, load};
use super::campaign_said::place_of;
use super::joining::PartAnswer;
use super::running::PoolAnswer;
use crate::campaign::{Offered, WORDS_CHARS_MAX};
use crate::ids::PoolId;
use crate::ops::{
    self, AnswerMilestone, AnswerQuestion, AskQuestion, CancelPool, ClaimMilestone, Commit, Pay, PoolMoved,
    RaiseGoal, Talked, WriteUpdate,
};
use crate::refused::CommitRefused;
use axum::extract::{Path, State};
use kernel::Quantity;
use ownership::TextPlace;
use serde::Serialize;
use store::OpError;
use utoipa::ToSchema;
use web::asked::{id, me, number};
use web::{Answer, Caller, Check, Errors, Keyed, Lang, Refusal, Reply, Site};

/// Takes part in a campaign. By set-off it is paid at once; otherwise the payment is claimed at `/parts/{part}/claim`.
#[utoipa::path(post, path = "/c/{slug}/campaigns/{campaign}/parts", tag = "campaigns", request_body = CampaignForm,
    params(("slug" = String, Path), ("campaign" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = PartAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn back_campaign(
    caller: Caller,
    State(site): State<Site>,
    Path((_, pool)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<CampaignForm>,
) -> Answer {
    let (me, pool_id, now) = (me(&caller)?, id::<crate::ids::PoolMark>(&pool)?, site.now());
    let page = load(&caller, &site, &pool).await?;
    let community = caller.community()?;
    let mut check = Check::new(caller.lang);
    let units = match page.offered {
        // Of the smallest units of money.
        Offered::Donation => {
            check.money("amount", &form.amount, community.currency).minor.saturating_mul(1_000)
        }
        _ => check.quantity("units", &form.units).milli,
    };
    let risk_read = check.optional("risk_read", &form.risk_read, |check, field, typed| {
        let version = page.terms.as_ref().map_or(1, |terms| terms.risk_version);
        // A ticked box stands for the version that the page showed.
        if typed == "on" { version } else { check.whole(field, typed, 1..=i64::MAX) }
    });
    let pay = if form.payment == "set_off" { Pay::SetOff } else { Pay::Later };
    let (units, risk_read) = match check.done((units, risk_read)) {
        Ok(read) => read,
        Err(errors) => return again(&caller, page, form, "join", &errors),
    };
    let key = Some(key.of(&caller, "back_campaign")?);
    let units = Quantity::from_milli(units);
    let input = Commit {
        id: site.id(),
        pool: pool_id,
        units,
        seen_minor: form.seen_minor,
        pay,
        sure: true,
        risk_read,
        key,
    };
    match site.db.transact(community.number, move |tx| ops::commit(tx, me, &input, now)).await {
        Ok(done) => {
            let location = format!("/c/{}/parts/{}", community.slug, done.commitment);
            Reply::created_json(&caller, &location, &PartAnswer::of(&done))
        }
        Err(OpError::Refused(why)) => {
            let why = OfForm { why, gives: page.offered == Offered::Donation };
            again(&caller, page, form, "join", &Errors::refused(why, caller.lang))
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// As a part is refused, by the names that this form gives its fields.
#[derive(Debug, Clone)]
struct OfForm {
    why: CommitRefused,
    /// A sum is asked for instead of units.
    gives: bool,
}

impl Refusal for OfForm {
    fn code(&self) -> &'static str {
        Refusal::code(&self.why)
    }

    fn status(&self) -> axum::http::StatusCode {
        self.why.status()
    }

    fn say(&self, lang: Lang) -> String {
        self.why.say(lang)
    }

    fn field(&self) -> Option<&'static str> {
        match self.why.field() {
            Some("units") if self.gives => Some("amount"),
            Some("method") => Some("payment"),
            other => other,
        }
    }
}

/// Raises the goal to that of the second round: whoever is in may withdraw again.
#[utoipa::path(post, path = "/c/{slug}/campaigns/{campaign}/goal", tag = "campaigns", request_body = CampaignForm,
    params(("slug" = String, Path), ("campaign" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PoolAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn raise_campaign(
    caller: Caller,
    State(site): State<Site>,
    Path((_, pool)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<CampaignForm>,
) -> Answer {
    let (me, pool_id, now) = (me(&caller)?, id(&pool)?, site.now());
    let key = Some(key.of(&caller, "raise_campaign")?);
    let input = RaiseGoal { pool: pool_id, reason: form.reason.clone(), key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::raise_goal(tx, me, &input, now)).await;
    moved(&caller, &site, &pool, form, done, "raise").await
}

/// Calls a campaign off while it is open: everybody gets the money back.
#[utoipa::path(post, path = "/c/{slug}/campaigns/{campaign}/cancellation", tag = "campaigns", request_body = CampaignForm,
    params(("slug" = String, Path), ("campaign" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PoolAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn cancel_campaign(
    caller: Caller,
    State(site): State<Site>,
    Path((_, pool)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<CampaignForm>,
) -> Answer {
    let (me, pool_id, now) = (me(&caller)?, id(&pool)?, site.now());
    let key = Some(key.of(&caller, "cancel_campaign")?);
    let input = CancelPool { pool: pool_id, reason: form.reason.clone(), key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::cancel_pool(tx, me, &input, now)).await;
    moved(&caller, &site, &pool, form, done, "cancel").await
}

/// Says that a milestone is reached, with what backers can look at.
#[utoipa::path(post, path = "/c/{slug}/campaigns/{campaign}/milestones/{milestone}/claim", tag = "campaigns", request_body = CampaignForm,
    params(("slug" = String, Path), ("campaign" = String, Path), ("milestone" = i64, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PoolAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn claim_milestone(
    caller: Caller,
    State(site): State<Site>,
    Path((_, pool, milestone)): Path<(String, String, String)>,
    Keyed { input: form, key }: Keyed<CampaignForm>,
) -> Answer {
    let (me, pool_id, now) = (me(&caller)?, id(&pool)?, site.now());
    let key = Some(key.of(&caller, "claim_milestone")?);
    let evidence = long(&caller, "evidence", &form.evidence);
    let input = ClaimMilestone { pool: pool_id, number: number(&milestone)?, evidence, key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::claim_milestone(tx, me, &input, now)).await;
    moved(&caller, &site, &pool, form, done, "claim").await
}

/// A backer accepts what is claimed, or objects.
#[utoipa::path(post, path = "/c/{slug}/campaigns/{campaign}/milestones/{milestone}/answer", tag = "campaigns", request_body = CampaignForm,
    params(("slug" = String, Path), ("campaign" = String, Path), ("milestone" = i64, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PoolAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn answer_milestone(
    caller: Caller,
    State(site): State<Site>,
    Path((_, pool, milestone)): Path<(String, String, String)>,
    Keyed { input: form, key }: Keyed<CampaignForm>,
) -> Answer {
    let (me, pool_id, now) = (me(&caller)?, id(&pool)?, site.now());
    let mut check = Check::new(caller.lang);
    let accepts = check.choice("accepts", &form.accepts, |code| match code {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    });
    let accepts = match check.done(accepts.unwrap_or(false)) {
        Ok(accepts) => accepts,
        Err(errors) => return again(&caller, load(&caller, &site, &pool).await?, form, "answer", &errors),
    };
    let key = Some(key.of(&caller, "answer_milestone")?);
    let input = AnswerMilestone {
        pool: pool_id,
        number: number(&milestone)?,
        accepts,
        reason: form.reason.clone(),
        key,
    };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::answer_milestone(tx, me, &input, now)).await;
    moved(&caller, &site, &pool, form, done, "answer").await
}

/// What was said.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SaidAnswer {
    #[schema(value_type = String)]
    pool: PoolId,
    /// Among the updates, or among the questions.
    number: i64,
}

/// The team tells how it goes.
#[utoipa::path(post, path = "/c/{slug}/campaigns/{campaign}/updates", tag = "campaigns", request_body = CampaignForm,
    params(("slug" = String, Path), ("campaign" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = SaidAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn write_update(
    caller: Caller,
    State(site): State<Site>,
    Path((_, pool)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<CampaignForm>,
) -> Answer {
    let (me, pool_id, now) = (me(&caller)?, id(&pool)?, site.now());
    let key = Some(key.of(&caller, "write_update")?);
    let input = WriteUpdate { pool: pool_id, words: long(&caller, "words", &form.words), key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::write_update(tx, me, &input, now)).await;
    said(&caller, &site, &pool, form, done, "update").await
}

/// Asks the team, where everybody reads it.
#[utoipa::path(post, path = "/c/{slug}/campaigns/{campaign}/questions", tag = "campaigns", request_body = CampaignForm,
    params(("slug" = String, Path), ("campaign" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = SaidAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn ask_question(
    caller: Caller,
    State(site): State<Site>,
    Path((_, pool)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<CampaignForm>,
) -> Answer {
    let (me, pool_id, now) = (me(&caller)?, id(&pool)?, site.now());
    let key = Some(key.of(&caller, "ask_question")?);
    let input = AskQuestion { pool: pool_id, words: long(&caller, "words", &form.words), key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::ask_question(tx, me, &input, now)).await;
    said(&caller, &site, &pool, form, done, "question").await
}

/// The team answers a question, once.
#[utoipa::path(post, path = "/c/{slug}/campaigns/{campaign}/questions/{question}/answer", tag = "campaigns", request_body = CampaignForm,
    params(("slug" = String, Path), ("campaign" = String, Path), ("question" = i64, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = SaidAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn answer_question(
    caller: Caller,
    State(site): State<Site>,
    Path((_, pool, question)): Path<(String, String, String)>,
    Keyed { input: form, key }: Keyed<CampaignForm>,
) -> Answer {
    let (me, pool_id, now) = (me(&caller)?, id(&pool)?, site.now());
    let key = Some(key.of(&caller, "answer_question")?);
    let (number, words) = (number(&question)?, long(&caller, "words", &form.words));
    let input = AnswerQuestion { pool: pool_id, number, words, key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::answer_question(tx, me, &input, now)).await;
    // Which of the questions.
    said(&caller, &site, &pool, form, done, &format!("answer-{number}")).await
}

/// Several lines as they are kept; what is too long the operation refuses.
fn long(caller: &Caller, field: &str, typed: &str) -> String {
    Check::new(caller.lang).long_text(field, typed, 0..=WORDS_CHARS_MAX)
}

/// What promises a return is quoted to who wrote it.
pub(super) fn refused<R: Refusal + 'static>(
    caller: &Caller,
    why: R,
    place: TextPlace,
    typed: &[&String],
) -> Errors {
    let promises = why.code() == crate::CampaignRefused::PromisesReturn.code();
    let said = |text: &&String| {
        let words = match place {
            TextPlace::Comment => ownership::promised_in_talk(text),
            TextPlace::Share | TextPlace::Campaign | TextPlace::Proposal => ownership::promised_in(text),
        };
        Some(ownership::promise_said_at(caller.lang, place, text, &words?))
    };
    match typed.iter().find_map(said).filter(|_| promises) {
        Some(said) => Errors::refused_saying(why, said),
        None => Errors::refused(why, caller.lang),
    }
}

async fn moved<R: Refusal + Clone + 'static>(
    caller: &Caller,
    site: &Site,
    pool: &str,
    form: CampaignForm,
    done: Result<PoolMoved, OpError<R>>,
    which: &str,
) -> Answer {
    match done {
        Ok(moved) => {
            let location = format!("/c/{}/campaigns/{}", caller.community()?.slug, moved.pool);
            Reply::changed(caller, &location, &PoolAnswer::of(&moved))
        }
        Err(OpError::Refused(why)) => {
            let page = load(caller, site, pool).await?;
            let errors = refused(caller, why, place_of(which), &[&form.words, &form.reason, &form.evidence]);
            again(caller, page, form, which, &errors)
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn said<R: Refusal + Clone + 'static>(
    caller: &Caller,
    site: &Site,
    pool: &str,
    form: CampaignForm,
    done: Result<Talked, OpError<R>>,
    which: &str,
) -> Answer {
    match done {
        Ok(Talked { pool, number }) => {
            let location = format!("/c/{}/campaigns/{pool}", caller.community()?.slug);
            Reply::changed(caller, &location, &SaidAnswer { pool, number })
        }
        Err(OpError::Refused(why)) => {
            let page = load(caller, site, pool).await?;
            let errors = refused(caller, why, place_of(which), &[&form.words, &form.reason, &form.evidence]);
            again(caller, page, form, which, &errors)
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

fn again(
    caller: &Caller,
    mut page: CampaignPage,
    form: CampaignForm,
    which: &str,
    errors: &Errors,
) -> Answer {
    (page.form, page.errors, page.which) = (form, errors.clone(), which.to_owned());
    Reply::form_refused(caller, &page, errors)
}
