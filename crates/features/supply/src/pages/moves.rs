//! What is done with a purchase order beside counting: sending, answering, calling off, closing.

use super::purchase_page::{PurchasePage, load};
use crate::ids::Member;
use crate::ops::{
    self, AnswerPurchase, CancelPurchase, ClosePurchase, ConsentPurchase, PurchaseMoved, SendPurchase,
};
use crate::purchase::PurchaseState;
use crate::refused::PurchaseRefused;
use crate::rows::Purchase;
use axum::extract::{Path, State};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::{OpError, Outcome, Tx};
use utoipa::ToSchema;
use web::asked::{id, me};
use web::{Answer, Caller, Check, Errors, Keyed, Reply, Site};

/// A purchase order and where it stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PurchaseAnswer {
    #[schema(value_type = String)]
    purchase: Id<Purchase>,
    number: i64,
    #[schema(value_type = String)]
    state: PurchaseState,
}

impl PurchaseAnswer {
    pub(crate) fn of(moved: &PurchaseMoved) -> PurchaseAnswer {
        PurchaseAnswer { purchase: moved.purchase, number: moved.number, state: moved.state }
    }
}

/// What may be said with a move; which fields count depends on the move.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = PurchaseMoveForm)]
pub(crate) struct MoveForm {
    /// Of sending and of another day: `2026-03-14`; empty: still to be agreed on.
    pub deliver_on: String,
    pub deliver_to: String,
    pub note: String,
    /// Of an answer: `yes` or `no`.
    pub answer: String,
    /// Why not, or what the supplier said.
    pub reason: String,
    /// Of a credit, in the community's currency: `12.50`.
    pub amount: String,
}

type Done = Outcome<PurchaseMoved, PurchaseRefused>;

/// Runs a move, and shows the page again with what was refused.
async fn go(
    (caller, site): (&Caller, &Site),
    purchase: Id<Purchase>,
    (form, name): (MoveForm, &'static str),
    op: impl Fn(&mut Tx, Id<Member>, Timestamp) -> Done + Send + 'static,
) -> Answer {
    let (me, now, number) = (me(caller)?, site.now(), caller.community()?.number);
    // A courtesy, before anything is done: who may not see it learns nothing.
    let page = load(caller, site, purchase).await?;
    match site.db.transact(number, move |tx| op(tx, me, now)).await {
        Ok(moved) => Reply::changed(caller, &page.link(""), &PurchaseAnswer::of(&moved)),
        Err(OpError::Refused(why)) => again(caller, page, form, name, Errors::refused(why, caller.lang)),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

pub(super) fn again(
    caller: &Caller,
    mut page: PurchasePage,
    form: MoveForm,
    name: &'static str,
    errors: Errors,
) -> Answer {
    (page.form, page.failed, page.errors) = (form, name, errors.clone());
    Reply::form_refused(caller, &page, &errors)
}

fn sending(
    caller: &Caller,
    purchase: Id<Purchase>,
    form: &MoveForm,
    key: store::IdempotencyKey,
) -> Result<SendPurchase, Errors> {
    let mut check = Check::new(caller.lang);
    let zone = caller.community().map(|community| community.zone.clone());
    let deliver_on = check.optional("deliver_on", &form.deliver_on, |check, field, typed| {
        zone.as_ref().ok().map(|zone| check.date(field, typed, zone))
    });
    let (deliver_to, note) = (form.deliver_to.clone(), form.note.clone());
    check.done(SendPurchase { purchase, deliver_on: deliver_on.flatten(), deliver_to, note, key: Some(key) })
}

/// Sends a purchase order to its supplier.
#[utoipa::path(post, path = "/c/{slug}/supply/orders/{purchase}/sending", tag = "supply", request_body = MoveForm,
    params(("slug" = String, Path), ("purchase" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PurchaseAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn send_purchase(
    caller: Caller,
    State(site): State<Site>,
    Path((_, purchase)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<MoveForm>,
) -> Answer {
    caller.may(web::Power::ManageOffers)?;
    let purchase = id::<Purchase>(&purchase)?;
    let key = key.of(&caller, "send_purchase")?;
    match sending(&caller, purchase, &form, key) {
        Ok(input) => {
            go((&caller, &site), purchase, (form, "send"), move |tx, me, now| {
                ops::send_purchase(tx, me, &input, now)
            })
            .await
        }
        Err(errors) => again(&caller, load(&caller, &site, purchase).await?, form, "send", errors),
    }
}

/// A second person says yes to what a fund is to pay for: it goes to its supplier.
#[utoipa::path(post, path = "/c/{slug}/supply/orders/{purchase}/consent", tag = "supply", request_body = MoveForm,
    params(("slug" = String, Path), ("purchase" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PurchaseAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn consent_purchase(
    caller: Caller,
    State(site): State<Site>,
    Path((_, purchase)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<MoveForm>,
) -> Answer {
    let purchase = id::<Purchase>(&purchase)?;
    let key = Some(key.of(&caller, "consent_purchase")?);
    let input = ConsentPurchase { purchase, reason: String::new(), key };
    go((&caller, &site), purchase, (form, "consent"), move |tx, me, now| {
        ops::consent_purchase(tx, me, &input, now)
    })
    .await
}

/// What waits for a second person's yes is a draft again: by who asked, or by who does not say yes to it.
#[utoipa::path(post, path = "/c/{slug}/supply/orders/{purchase}/withdrawal", tag = "supply", request_body = MoveForm,
    params(("slug" = String, Path), ("purchase" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PurchaseAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn step_back_purchase(
    caller: Caller,
    State(site): State<Site>,
    Path((_, purchase)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<MoveForm>,
) -> Answer {
    let purchase = id::<Purchase>(&purchase)?;
    let key = Some(key.of(&caller, "step_back_purchase")?);
    let input = ConsentPurchase { purchase, reason: form.reason.clone(), key };
    go((&caller, &site), purchase, (form, "step_back"), move |tx, me, now| {
        ops::step_back_purchase(tx, me, &input, now)
    })
    .await
}

/// Another day or place for what is on its way.
#[utoipa::path(post, path = "/c/{slug}/supply/orders/{purchase}/schedule", tag = "supply", request_body = MoveForm,
    params(("slug" = String, Path), ("purchase" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PurchaseAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn move_purchase(
    caller: Caller,
    State(site): State<Site>,
    Path((_, purchase)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<MoveForm>,
) -> Answer {
    caller.may(web::Power::ManageOffers)?;
    let purchase = id::<Purchase>(&purchase)?;
    let key = key.of(&caller, "move_purchase")?;
    match sending(&caller, purchase, &form, key) {
        Ok(input) => {
            go((&caller, &site), purchase, (form, "schedule"), move |tx, me, now| {
                ops::move_purchase(tx, me, &input, now)
            })
            .await
        }
        Err(errors) => again(&caller, load(&caller, &site, purchase).await?, form, "schedule", errors),
    }
}

/// The supplier says whether they bring it; for one who said so on the telephone, who manages offers.
#[utoipa::path(post, path = "/c/{slug}/supply/orders/{purchase}/answer", tag = "supply", request_body = MoveForm,
    params(("slug" = String, Path), ("purchase" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PurchaseAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn answer_purchase(
    caller: Caller,
    State(site): State<Site>,
    Path((_, purchase)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<MoveForm>,
) -> Answer {
    let purchase = id::<Purchase>(&purchase)?;
    let yes = form.answer.trim() != "no";
    let key = Some(key.of(&caller, "answer_purchase")?);
    let input = AnswerPurchase { purchase, yes, reason: form.reason.clone(), key };
    go((&caller, &site), purchase, (form, "answer"), move |tx, me, now| {
        ops::answer_purchase(tx, me, &input, now)
    })
    .await
}

/// Calls a purchase order off while nothing has come.
#[utoipa::path(post, path = "/c/{slug}/supply/orders/{purchase}/cancellation", tag = "supply", request_body = MoveForm,
    params(("slug" = String, Path), ("purchase" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PurchaseAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn cancel_purchase(
    caller: Caller,
    State(site): State<Site>,
    Path((_, purchase)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<MoveForm>,
) -> Answer {
    caller.may(web::Power::ManageOffers)?;
    let purchase = id::<Purchase>(&purchase)?;
    let key = Some(key.of(&caller, "cancel_purchase")?);
    let input = CancelPurchase { purchase, reason: form.reason.clone(), key };
    go((&caller, &site), purchase, (form, "cancel"), move |tx, me, now| {
        ops::cancel_purchase(tx, me, &input, now)
    })
    .await
}

/// Nothing more comes: what is missing is short from now on.
#[utoipa::path(post, path = "/c/{slug}/supply/orders/{purchase}/closure", tag = "supply", request_body = MoveForm,
    params(("slug" = String, Path), ("purchase" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PurchaseAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn close_purchase(
    caller: Caller,
    State(site): State<Site>,
    Path((_, purchase)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<MoveForm>,
) -> Answer {
    let purchase = id::<Purchase>(&purchase)?;
    let key = Some(key.of(&caller, "close_purchase")?);
    let input = ClosePurchase { purchase, reason: form.reason.clone(), key };
    go((&caller, &site), purchase, (form, "close"), move |tx, me, now| {
        ops::close_purchase(tx, me, &input, now)
    })
    .await
}

/// Enters what was bought as an expense, where that was refused when it closed.
#[utoipa::path(post, path = "/c/{slug}/supply/orders/{purchase}/bill", tag = "supply", request_body = MoveForm,
    params(("slug" = String, Path), ("purchase" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PurchaseAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn bill_purchase(
    caller: Caller,
    State(site): State<Site>,
    Path((_, purchase)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<MoveForm>,
) -> Answer {
    let purchase = id::<Purchase>(&purchase)?;
    let key = Some(key.of(&caller, "bill_purchase")?);
    let input = ClosePurchase { purchase, reason: String::new(), key };
    go((&caller, &site), purchase, (form, "bill"), move |tx, me, now| ops::bill_purchase(tx, me, &input, now))
        .await
}
