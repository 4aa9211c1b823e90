//! The treasurer has looked and the money has not come: the buyer can try again.

use super::confirm_payment::may_confirm;
use super::order_rows::{Happened, advance, find_order};
use super::set_up_market::terms;
use crate::acting::{self, Actor, When};
use crate::jobs;
use crate::payment::PaymentRefused;
use crate::rows::{Order, OrderStep, Payment};
use kernel::Id;
use store::OpError::Refused;
use store::{Outcome, Tx};

#[derive(Debug, Clone)]
pub struct RefusePayment {
    pub payment: Id<Payment>,
    pub reason: String,
}

/// # Errors
/// `NoSuchPayment`, `OwnPayment`, `ReasonMissing`, `AlreadyConfirmed`, `AlreadyRefused`, `WrongState`.
pub fn refuse_payment(
    tx: &mut Tx,
    actor: Actor,
    input: &RefusePayment,
    when: When,
) -> Outcome<Order, PaymentRefused> {
    let key = (tx.community(), input.payment);
    let mut payment = tx.lock::<Payment>(key)?.ok_or(Refused(PaymentRefused::NoSuchPayment))?;
    may_confirm(tx, actor, payment.buyer)?;
    let reason = acting::reason(&input.reason, PaymentRefused::ReasonMissing)?;
    payment.state = payment.state.refuse().map_err(Refused)?;
    (payment.decided_by, payment.decided_at_us) = (actor.member(), Some(when.happened_at));
    payment.reference = Some(reason.clone());
    tx.save(&payment)?;
    let mut order = find_order(tx, payment.order_id)?.ok_or(Refused(PaymentRefused::NoSuchOrder))?;
    let mut progress = order.progress();
    if order.payment_id == Some(payment.id) {
        (order.payment_id, order.method) = (None, None);
        // An order given up meanwhile stays given up.
        if let Ok(waits) = progress.refuse_claim(&terms(tx)?, when.happened_at) {
            progress = waits;
            if let Some(due_at) = progress.hold_until {
                tx.enqueue(jobs::expire(order.id, due_at))?;
            }
        }
    }
    let event =
        Happened { reason: Some(&reason), ..Happened::of(OrderStep::PaymentRefused, actor.member(), when) };
    advance(tx, &mut order, progress, event)?;
    Ok(order)
}
