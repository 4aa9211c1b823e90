//! The buyer said that the money is on its way, and takes it back: it is not.

use super::order_rows::{Happened, advance, find_order};
use super::set_up_market::terms;
use crate::acting::{Actor, When};
use crate::jobs;
use crate::payment::PaymentRefused;
use crate::rows::{Order, OrderStep, Payment};
use kernel::Id;
use store::OpError::Refused;
use store::{Outcome, Tx};

/// The way stays chosen; what keeps the goods is never longer than the first claim allowed.
///
/// # Errors
/// `NoSuchOrder`, `NotYours`, `WrongState` where nothing is claimed, or the money is found.
pub fn withdraw_claim(
    tx: &mut Tx,
    actor: Actor,
    order: Id<Order>,
    when: When,
) -> Outcome<Order, PaymentRefused> {
    let mut order = find_order(tx, order)?.ok_or(Refused(PaymentRefused::NoSuchOrder))?;
    if actor != Actor::Member(order.buyer) {
        return Err(Refused(PaymentRefused::NotYours));
    }
    let wrong = Refused(PaymentRefused::WrongState);
    let progress = order.progress().refuse_claim(&terms(tx)?, when.happened_at).map_err(|_| wrong.clone())?;
    let payment = order.payment_id.ok_or(wrong.clone())?;
    let mut payment = tx.lock::<Payment>((order.community_id, payment))?.ok_or(wrong)?;
    payment.state = payment.state.withdraw().map_err(Refused)?;
    (payment.proof, payment.claimed_at_us) = (None, None);
    tx.save(&payment)?;
    if let Some(due_at) = progress.hold_until {
        tx.enqueue(jobs::expire(order.id, due_at))?;
    }
    let event = Happened::of(OrderStep::ClaimWithdrawn, actor.member(), when);
    advance(tx, &mut order, progress, event)?;
    Ok(order)
}
