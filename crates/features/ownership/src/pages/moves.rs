//! What is done about a subscription on its page: record its money, refuse it, withdraw it.

use super::subscription_page::{MoveForm, load};
use crate::ops::{
    self, ClaimPaid, Moved, RecordArrival, RefuseSubscription, TakeBackArrival, WithdrawSubscription,
};
use crate::rows::Subscription;
use crate::subscription::{SubscriptionRefused, SubscriptionState};
use axum::extract::{Path, State};
use kernel::Id;
use serde::Serialize;
use store::{OpError, Reader};
use utoipa::ToSchema;
use web::asked::{id, me};
use web::{Answer, Caller, Check, Errors, Keyed, Power, Reply, Site};

/// Where a subscription stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SubscriptionAnswer {
    #[schema(value_type = String)]
    subscription: Id<Subscription>,
    number: i64,
    #[schema(value_type = String)]
    state: SubscriptionState,
    /// That it stands in the books with.
    entry: Option<i64>,
}

impl SubscriptionAnswer {
    pub(crate) fn of(moved: &Moved) -> SubscriptionAnswer {
        let Moved { subscription, number, state, entry } = *moved;
        SubscriptionAnswer { subscription, number, state, entry }
    }
}

/// The treasurer has found the money of another member: it goes into the books, and what was subscribed to into the register.
#[utoipa::path(post, path = "/c/{slug}/subscriptions/{subscription}/arrival", tag = "ownership", request_body = MoveForm,
    params(("slug" = String, Path), ("subscription" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = SubscriptionAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn record_arrival(
    caller: Caller,
    State(site): State<Site>,
    Path((_, subscription)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<MoveForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Subscription>(&subscription)?, site.now());
    caller.may(Power::ConfirmPayments)?;
    let community = caller.community()?;
    let mut check = Check::new(caller.lang);
    let arrived_on = check.date("arrived_on", &form.arrived_on, &community.zone);
    let (number, lang) = (community.number, caller.lang);
    let tell = move |reader: &mut Reader| community::told_before_founding(reader, number, lang, arrived_on);
    if let Some(words) = site.db.read(tell).await? {
        check.refuse("arrived_on", words);
    }
    let amount = check.money("amount", &form.amount, community.currency);
    let (arrived_on, amount) = match check.done((arrived_on, amount)) {
        Ok(typed) => typed,
        Err(errors) => return again(&caller, &site, &subscription, form, errors, false).await,
    };
    let input = RecordArrival {
        subscription: id,
        arrived_on,
        amount_minor: amount.minor,
        reference: form.reference.clone(),
        key: Some(key.of(&caller, "record_arrival")?),
    };
    let done = site.db.transact(community.number, move |tx| ops::record_arrival(tx, me, &input, now)).await;
    settle(&caller, &site, &subscription, form, done, false).await
}

/// Refuses a subscription of another member with a reason: its money did not come, or went back.
#[utoipa::path(post, path = "/c/{slug}/subscriptions/{subscription}/refusal", tag = "ownership", request_body = MoveForm,
    params(("slug" = String, Path), ("subscription" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = SubscriptionAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn refuse_subscription(
    caller: Caller,
    State(site): State<Site>,
    Path((_, subscription)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<MoveForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Subscription>(&subscription)?, site.now());
    caller.may(Power::ConfirmPayments)?;
    let key = Some(key.of(&caller, "refuse_subscription")?);
    let input = RefuseSubscription { subscription: id, reason: form.reason.clone(), key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::refuse_subscription(tx, me, &input, now)).await;
    settle(&caller, &site, &subscription, form, done, true).await
}

/// Takes back that the money arrived, with a reason: the books and the register say so, and the subscription waits again. `entry` is
/// the one that takes back.
#[utoipa::path(post, path = "/c/{slug}/subscriptions/{subscription}/reversal", tag = "ownership", request_body = MoveForm,
    params(("slug" = String, Path), ("subscription" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = SubscriptionAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn take_back_arrival(
    caller: Caller,
    State(site): State<Site>,
    Path((_, subscription)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<MoveForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Subscription>(&subscription)?, site.now());
    caller.may(Power::ConfirmPayments)?;
    let key = Some(key.of(&caller, "take_back_arrival")?);
    let input = TakeBackArrival { subscription: id, reason: form.reason.clone(), key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::take_back_arrival(tx, me, &input, now)).await;
    settle(&caller, &site, &subscription, form, done, true).await
}

/// Its member says that the money is on its way: the units stay kept until a treasurer looked.
#[utoipa::path(post, path = "/c/{slug}/subscriptions/{subscription}/claim", tag = "ownership",
    params(("slug" = String, Path), ("subscription" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = SubscriptionAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn claim_paid(
    caller: Caller,
    State(site): State<Site>,
    Path((_, subscription)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<MoveForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Subscription>(&subscription)?, site.now());
    let key = Some(key.of(&caller, "claim_paid")?);
    let input = ClaimPaid { subscription: id, key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::claim_paid(tx, me, &input, now)).await;
    settle(&caller, &site, &subscription, form, done, false).await
}

/// Its member takes it back while its money is not there.
#[utoipa::path(post, path = "/c/{slug}/subscriptions/{subscription}/withdrawal", tag = "ownership",
    params(("slug" = String, Path), ("subscription" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = SubscriptionAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn withdraw_subscription(
    caller: Caller,
    State(site): State<Site>,
    Path((_, subscription)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<MoveForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Subscription>(&subscription)?, site.now());
    let key = Some(key.of(&caller, "withdraw_subscription")?);
    let input = WithdrawSubscription { subscription: id, key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::withdraw_subscription(tx, me, &input, now)).await;
    settle(&caller, &site, &subscription, form, done, false).await
}

async fn settle(
    caller: &Caller,
    site: &Site,
    subscription: &str,
    form: MoveForm,
    done: Result<Moved, OpError<SubscriptionRefused>>,
    refusing: bool,
) -> Answer {
    match done {
        Ok(moved) => {
            let location = format!("/c/{}/subscriptions/{}", caller.community()?.slug, moved.subscription);
            Reply::changed(caller, &location, &SubscriptionAnswer::of(&moved))
        }
        Err(OpError::Refused(why)) => {
            let errors = Errors::refused(why, caller.lang);
            again(caller, site, subscription, form, errors, refusing).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn again(
    caller: &Caller,
    site: &Site,
    subscription: &str,
    form: MoveForm,
    errors: Errors,
    refusing: bool,
) -> Answer {
    let mut page = load(caller, site, subscription).await?;
    page.form = match refusing {
        true => MoveForm { reason: form.reason, ..page.form },
        false => form,
    };
    (page.errors, page.refusing) = (errors.clone(), refusing);
    Reply::form_refused(caller, &page, &errors)
}
