//! Whoever runs a pool gives it more time, closes it early, calls it off; whoever is in it notes that it has more time.

use super::pool_page::{RunForm, Which, load};
use crate::beside::Above;
use crate::ids::PoolId;
use crate::ops::{self, CancelPool, ClosePool, ExtendPool, NoteExtension, PoolMoved};
use crate::pool::PoolState;
use crate::refused::PoolRefused;
use axum::Extension;
use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};
use store::OpError;
use utoipa::ToSchema;
use web::asked::{id, me};
use web::{Answer, Caller, Check, Errors, Keyed, Power, Reply, Site};

/// Where a pool stands after what was done.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PoolAnswer {
    #[schema(value_type = String)]
    pool: PoolId,
    number: i64,
    /// `prepared`, `open`, `met`, `failed`, `captured`, `refunded`.
    #[schema(value_type = String)]
    state: PoolState,
}

impl PoolAnswer {
    pub(crate) fn of(moved: &PoolMoved) -> PoolAnswer {
        PoolAnswer { pool: moved.pool, number: moved.number, state: moved.state }
    }
}

/// More time, with a reason that all who joined are told. Whoever paid before may leave then.
#[utoipa::path(post, path = "/c/{slug}/pools/{pool}/extension", tag = "pools", request_body = RunForm,
    params(("slug" = String, Path), ("pool" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PoolAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn extend_pool(
    caller: Caller,
    State(site): State<Site>,
    Extension(above): Extension<Above>,
    Path((_, pool)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<RunForm>,
) -> Answer {
    let (me, pool_id, now) = (me(&caller)?, id(&pool)?, site.now());
    caller.may(Power::ManageOffers)?;
    let community = caller.community()?;
    let mut check = Check::new(caller.lang);
    let closes_at = check.time("closes_at", &form.closes_at, &community.zone);
    let closes_at = match check.done(closes_at) {
        Ok(closes_at) => closes_at,
        Err(errors) => return again(&caller, (&site, &above), &pool, form, errors, Which::Extend).await,
    };
    let key = Some(key.of(&caller, "extend_pool")?);
    let input = ExtendPool { pool: pool_id, closes_at, reason: form.reason.clone(), key };
    let done = site.db.transact(community.number, move |tx| ops::extend_pool(tx, me, &input, now)).await;
    settle(&caller, (&site, &above), &pool, form, done, Which::Extend).await
}

/// Closes a pool before its deadline: its condition is met, and no payment is claimed.
#[utoipa::path(post, path = "/c/{slug}/pools/{pool}/closure", tag = "pools", request_body = RunForm,
    params(("slug" = String, Path), ("pool" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PoolAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn close_pool(
    caller: Caller,
    State(site): State<Site>,
    Extension(above): Extension<Above>,
    Path((_, pool)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<RunForm>,
) -> Answer {
    let (me, pool_id, now) = (me(&caller)?, id(&pool)?, site.now());
    caller.may(Power::ManageOffers)?;
    let key = Some(key.of(&caller, "close_pool")?);
    let input = ClosePool { pool: pool_id, reason: form.reason.clone(), key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::close_pool(tx, me, &input, now)).await;
    settle(&caller, (&site, &above), &pool, form, done, Which::Close).await
}

/// Calls a pool off: everybody gets the money back.
#[utoipa::path(post, path = "/c/{slug}/pools/{pool}/cancellation", tag = "pools", request_body = RunForm,
    params(("slug" = String, Path), ("pool" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PoolAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn cancel_pool(
    caller: Caller,
    State(site): State<Site>,
    Extension(above): Extension<Above>,
    Path((_, pool)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<RunForm>,
) -> Answer {
    let (me, pool_id, now) = (me(&caller)?, id(&pool)?, site.now());
    // Who is asked to let one that is prepared spend may say no: the operation looks who that is.
    let key = Some(key.of(&caller, "cancel_pool")?);
    let input = CancelPool { pool: pool_id, reason: form.reason.clone(), key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::cancel_pool(tx, me, &input, now)).await;
    settle(&caller, (&site, &above), &pool, form, done, Which::Cancel).await
}

/// Nothing to send.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct Noted {}

/// Whoever joined has read that the pool closes later, and is not told any more.
#[utoipa::path(post, path = "/c/{slug}/pools/{pool}/notice", tag = "pools", request_body = Noted,
    params(("slug" = String, Path), ("pool" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PoolAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn note_extension(
    caller: Caller,
    State(site): State<Site>,
    Extension(above): Extension<Above>,
    Path((_, pool)): Path<(String, String)>,
    Keyed { input: Noted {}, key }: Keyed<Noted>,
) -> Answer {
    let (me, pool_id, now) = (me(&caller)?, id(&pool)?, site.now());
    let input = NoteExtension { pool: pool_id, key: Some(key.of(&caller, "note_extension")?) };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::note_extension(tx, me, &input, now)).await;
    settle(&caller, (&site, &above), &pool, RunForm::default(), done, Which::Notice).await
}

pub(super) async fn settle(
    caller: &Caller,
    at: (&Site, &Above),
    pool: &str,
    form: RunForm,
    done: Result<PoolMoved, OpError<PoolRefused>>,
    which: Which,
) -> Answer {
    match done {
        Ok(moved) => {
            let location = format!("/c/{}/pools/{}", caller.community()?.slug, moved.pool);
            Reply::changed(caller, &location, &PoolAnswer::of(&moved))
        }
        Err(OpError::Refused(why)) => {
            let errors =
                super::campaign_moves::refused(caller, why, ownership::TextPlace::Campaign, &[&form.reason]);
            again(caller, at, pool, form, errors, which).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn again(
    caller: &Caller,
    at: (&Site, &Above),
    pool: &str,
    form: RunForm,
    errors: Errors,
    which: Which,
) -> Answer {
    let mut page = load(caller, at, pool).await?;
    let proposed = page.run.closes_at.clone();
    page.run =
        RunForm { closes_at: if form.closes_at.is_empty() { proposed } else { form.closes_at }, ..form };
    (page.errors, page.which) = (errors.clone(), which);
    Reply::form_refused(caller, &page, &errors)
}
