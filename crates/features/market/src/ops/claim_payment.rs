//! The buyer says that the money is on its way: expiry waits for the treasurer, for a while.

use super::order_rows::{Happened, advance, find_order};
use super::set_up_market::terms;
use crate::acting::{Actor, When};
use crate::jobs;
use crate::methods::{Course, method};
use crate::payment::{PaymentRefused, check_reference};
use crate::rows::{Order, OrderStep, Payment};
use kernel::Id;
use store::OpError::Refused;
use store::{Outcome, Tx};

#[derive(Debug, Clone)]
pub struct ClaimPayment {
    pub order: Id<Order>,
    /// What helps the treasurer to find it: the name on the account, the last digits, the hour.
    pub proof: String,
}

/// # Errors
/// `NoSuchOrder`, `NotYours`, `WrongState`, `ReferenceTooLong`.
pub fn claim_payment(
    tx: &mut Tx,
    actor: Actor,
    input: &ClaimPayment,
    when: When,
) -> Outcome<Order, PaymentRefused> {
    let mut order = find_order(tx, input.order)?.ok_or(Refused(PaymentRefused::NoSuchOrder))?;
    if actor != Actor::Member(order.buyer) {
        return Err(Refused(PaymentRefused::NotYours));
    }
    check_reference(&input.proof).map_err(Refused)?;
    let wrong = Refused(PaymentRefused::WrongState);
    let payment = order.payment_id.ok_or(wrong.clone())?;
    let mut payment = tx.lock::<Payment>((order.community_id, payment))?.ok_or(wrong.clone())?;
    if method(payment.method).is_none_or(|way| way.course() != Course::Claimed) {
        return Err(wrong);
    }
    let progress = order.progress().claim(&terms(tx)?, when.happened_at).map_err(|_| wrong)?;
    payment.state = payment.state.claim().map_err(Refused)?;
    payment.proof = Some(input.proof.trim().to_owned()).filter(|proof| !proof.is_empty());
    payment.claimed_at_us = Some(when.happened_at);
    tx.save(&payment)?;
    if let Some(due_at) = progress.claim_until {
        tx.enqueue(jobs::expire(order.id, due_at))?;
    }
    let amount_minor = Some(payment.amount_minor);
    let event = Happened { amount_minor, ..Happened::of(OrderStep::PaymentClaimed, actor.member(), when) };
    advance(tx, &mut order, progress, event)?;
    Ok(order)
}
