//! A member joins a pool.

use super::pool_page::{JoinForm, Which, load};
use crate::beside::{Above, Joined, said};
use crate::commitment::CommitmentState;
use crate::ids::PoolId;
use crate::ops::{self, Commit, Committed, Pay};
use crate::rows::Commitment;
use axum::Extension;
use axum::extract::{Path, State};
use kernel::Id;
use serde::Serialize;
use store::OpError;
use utoipa::ToSchema;
use web::asked::{id, is_ticked, me};
use web::{Answer, Caller, Check, Errors, Keyed, Reply, Site};

/// Where a part stands after what was done.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PartAnswer {
    #[schema(value_type = String)]
    part: Id<Commitment>,
    #[schema(value_type = String)]
    pool: PoolId,
    /// In the order of joining.
    number: i64,
    /// `made`, `claimed`, `paid_awaiting_formation`, `captured`, `refunded`, `lapsed`.
    #[schema(value_type = String)]
    state: CommitmentState,
    due_minor: i64,
}

impl PartAnswer {
    pub(crate) fn of(done: &Committed) -> PartAnswer {
        PartAnswer {
            part: done.commitment,
            pool: done.pool.pool,
            number: done.number,
            state: done.state,
            due_minor: done.due_minor,
        }
    }
}

/// Takes a part in a pool. By set-off it is paid at once and awaits formation; otherwise its place is held for a while, and the
/// payment is claimed at `/parts/{part}/claim`.
#[utoipa::path(post, path = "/c/{slug}/pools/{pool}/parts", tag = "pools", request_body = JoinForm,
    params(("slug" = String, Path), ("pool" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = PartAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody),
        (status = 409, body = web::ProblemBody, description = "closed, full, above the limit, owed too little, the sum is another"),
        (status = 422, body = web::ProblemBody, description = "far beyond what is needed and not `sure`, or a field that cannot be read")))]
pub(crate) async fn join_pool(
    caller: Caller,
    State(site): State<Site>,
    Extension(above): Extension<Above>,
    Path((_, pool)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<JoinForm>,
) -> Answer {
    let (me, pool_id, now) = (me(&caller)?, id(&pool)?, site.now());
    let mut check = Check::new(caller.lang);
    let units = check.quantity("units", &form.units);
    let pay = check.optional("payment", &form.payment, |check, field, typed| {
        check.choice(field, typed, |code| match code {
            "set_off" => Some(Pay::SetOff),
            "later" | "bank_transfer" | "collection_code" => Some(Pay::Later),
            _ => None,
        })
    });
    let (units, pay) = match check.done((units, pay.flatten().unwrap_or(Pay::Later))) {
        Ok(read) => read,
        Err(errors) => return again(&caller, (&site, &above), &pool, form, errors).await,
    };
    let key = Some(key.of(&caller, "join_pool")?);
    let input = Commit {
        id: site.id(),
        pool: pool_id,
        units,
        seen_minor: form.seen_minor,
        pay,
        sure: is_ticked(&form.sure),
        risk_read: None,
        key,
    };
    let community = caller.community()?;
    let (choice, asked) = (form.choice.clone(), above.clone());
    let random = u64::from_be_bytes(site.ids.random());
    let done = site
        .db
        .transact(community.number, move |tx| {
            let done = said(ops::commit(tx, me, &input, now))?;
            let joined = Joined { part: done.commitment, choice: choice.trim(), random };
            asked.0.joined(tx, joined, now)?;
            Ok(done)
        })
        .await;
    match done {
        Ok(done) => {
            let location = format!("/c/{}/parts/{}", community.slug, done.commitment);
            Reply::created_json(&caller, &location, &PartAnswer::of(&done))
        }
        Err(OpError::Refused(why)) => {
            again(&caller, (&site, &above), &pool, form, Errors::refused(why, caller.lang)).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn again(caller: &Caller, at: (&Site, &Above), pool: &str, form: JoinForm, errors: Errors) -> Answer {
    let mut page = load(caller, at, pool).await?;
    page.join = form;
    (page.errors, page.which) = (errors.clone(), Which::Join);
    Reply::form_refused(caller, &page, &errors)
}
