//! Says that a payment was put down to the wrong order: the form stands on the order's page, and for money that did not pay it on the
//! payment's own.

use super::asking::{actor, id, key_of, me};
use super::order_page::not_undone;
use super::order_view::Whole;
use super::payment_page::{PaymentAnswer, not_undone_beside};
use super::record_payment::stands_in;
use super::scene::Scene;
use crate::acting::REASON_CHARS_MAX;
use crate::ops::{self, UndoPayment};
use crate::payment::{PaymentRefused, PaymentState};
use crate::rows::{Order, Payment};
use crate::undoing::Confirmed;
use axum::extract::{Path, State};
use kernel::Id;
use serde::Deserialize;
use store::OpError;
use utoipa::ToSchema;
use web::{Answer, Caller, Check, Errors, Keyed, Power, Problem, Reply, Site};

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct UndoForm {
    /// For the buyer to read: `The transfer was for order 12`.
    pub undo_reason: String,
}

/// That it can be taken back, or why not.
pub(super) type UndoSeen = Result<(), PaymentRefused>;

/// Whether whoever looks can take the payment of an order back, as far as its rows tell; None where it has none that paid it, or it is not
/// for them to say. The operation asks again.
pub(super) fn undo_seen(s: &Scene, whole: &Whole, may: bool) -> Option<UndoSeen> {
    let paid = whole.payment().filter(|payment| may && payment.state == PaymentState::Confirmed)?;
    let confirmed = Confirmed {
        by_hand: paid.is_by_hand(),
        same_person: paid.decided_by.is_some() && paid.decided_by == s.me,
        at: paid.decided_at_us.unwrap_or(whole.order.placed_at_us),
        given_back: whole.order.refunded_minor > 0
            || whole.lines.iter().any(|line| line.returned_milli.milli > 0),
    };
    Some(confirmed.undo(whole.order.state, s.now, &s.zone))
}

/// The same of money that paid nothing: late, or too little.
pub(super) fn undo_beside_seen(s: &Scene, payment: &Payment) -> Option<UndoSeen> {
    if !matches!(payment.state, PaymentState::Late | PaymentState::Mismatched) {
        return None;
    }
    let at = payment.decided_at_us?;
    let same_person = payment.decided_by == s.me;
    let confirmed = Confirmed { by_hand: payment.is_by_hand(), same_person, at, given_back: false };
    Some(confirmed.undo_beside(s.now, &s.zone))
}

/// The money was another order's: this one waits for its payment again, its buyer reads why, and what was found on the account can be
/// entered for the right one. By who confirms payments: who confirmed this one on the same day, anybody else as long as nothing was handed
/// over or given back. Nobody for the own order, and not for what a gateway told.
#[utoipa::path(post, path = "/c/{slug}/payments/{payment}/reversal", tag = "market", request_body = UndoForm,
    params(("slug" = String, Path), ("payment" = String, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "the same key again returns the first answer")),
    responses((status = 200, body = PaymentAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn undo_payment(
    caller: Caller,
    State(site): State<Site>,
    Path((_, payment)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<UndoForm>,
) -> Answer {
    let (payment, who, community) = (id::<Payment>(&payment)?, actor(&caller)?, caller.community()?);
    let number = community.number;
    let found = site.db.read(move |reader| reader.find::<Payment>(&(number, payment))).await?;
    let order = found.map(|payment| payment.order_id);
    let stands_in = match order {
        Some(order) => stands_in(&caller, &site, order).await?,
        None => false,
    };
    if !stands_in {
        caller.may(Power::ConfirmPayments)?;
    }
    let order = order.ok_or_else(Problem::not_found)?;
    let mut check = Check::new(caller.lang);
    let reason = check.text("undo_reason", &form.undo_reason, 1..=REASON_CHARS_MAX);
    let reason = match check.done(reason) {
        Ok(reason) => reason,
        Err(errors) => return refused(&caller, &site, (order, payment), form, errors).await,
    };
    let now = site.now();
    let key = key_of(me(&caller)?, &key, "undo_payment", payment.as_str())?;
    let input = UndoPayment { payment, reason, key };
    let done = site.db.transact(number, move |tx| ops::undo_payment(tx, who, &input, now.into())).await;
    match done {
        Ok(landed) => {
            let location = format!("/c/{}/orders/{order}", community.slug);
            Reply::changed(&caller, &location, &PaymentAnswer::landed(&landed))
        }
        Err(OpError::Refused(why)) => {
            refused(&caller, &site, (order, payment), form, Errors::refused(why, caller.lang)).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// Where the form of this very payment stands: on the order's page the same form takes back the one that paid it.
async fn refused(
    caller: &Caller,
    site: &Site,
    (order, payment): (Id<Order>, Id<Payment>),
    form: UndoForm,
    errors: Errors,
) -> Answer {
    let number = caller.community()?.number;
    let found = site.db.read(move |reader| reader.find::<Order>(&(number, order))).await?;
    match found.is_some_and(|order| order.payment_id == Some(payment)) {
        true => not_undone(caller, site, order, form, errors).await,
        false => not_undone_beside(caller, site, payment, form, errors).await,
    }
}
