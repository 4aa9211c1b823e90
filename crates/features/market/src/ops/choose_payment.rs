//! The buyer chooses how to pay. What needs no money to come is paid on the spot.

use super::order_rows::{Happened, abandon_payment, advance, find_lines, find_order, parts_left};
use super::set_off::set_off;
use super::set_up_market::settings_of;
use crate::acting::{Actor, When};
use crate::methods::{Course, method};
use crate::order::OrderRefused;
use crate::payment::{MethodCode, PaymentState};
use crate::rows::{Order, OrderStep, Payment};
use crate::settlement;
use crate::split::Part;
use kernel::Id;
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct ChoosePayment {
    pub order: Id<Order>,
    /// For a new attempt; one of which nothing was said yet is changed instead, where no gateway has to do with it.
    pub payment: Id<Payment>,
    pub method: MethodCode,
    /// The site's setting: demo and tests only.
    pub simulated: bool,
}

/// Answers the state the order is in then.
///
/// # Errors
/// `NoSuchOrder`, `NotYours`, `MethodNotOffered`, `WrongState`, `OwedTooLittle`.
pub fn choose_payment(
    tx: &mut Tx,
    actor: Actor,
    input: &ChoosePayment,
    when: When,
) -> Outcome<Order, OrderRefused> {
    let mut order = find_order(tx, input.order)?.ok_or(Refused(OrderRefused::NoSuchOrder))?;
    if actor != Actor::Member(order.buyer) && actor != Actor::System {
        return Err(Refused(OrderRefused::NotYours));
    }
    let settings = settings_of(tx)?;
    let way = method(input.method).filter(|way| way.offered(&settings, input.simulated));
    let way = way.ok_or(Refused(OrderRefused::MethodNotOffered))?;
    if way.course() == Course::AtOnce {
        let by = actor.member().unwrap_or(order.buyer);
        if !set_off(tx, &mut order, by, when)? {
            return Err(Refused(OrderRefused::OwedTooLittle));
        }
        return Ok(order);
    }
    let progress = order.progress().choose_payment(when.happened_at).map_err(Refused)?;
    let payment = open_payment(tx, &order, input.payment, input.method)?;
    (order.payment_id, order.method) = (Some(payment), Some(input.method));
    let event = Happened {
        reason: Some(input.method.code()),
        ..Happened::of(OrderStep::PaymentChosen, actor.member(), when)
    };
    advance(tx, &mut order, progress, event)?;
    Ok(order)
}

/// Whose the money of an order will be.
pub(super) fn parts_of(tx: &mut Tx, order: &Order) -> Result<Vec<Part>, Fault> {
    let mut parts = Vec::new();
    for line in find_lines(tx, order)? {
        parts.extend(parts_left(tx, &line)?);
    }
    Ok(settlement::by_party(parts))
}

/// The attempt that stands is changed as long as nothing was said about it. One that a gateway speaks of is not: its
/// word may come later, and has to find the attempt that it is about.
fn open_payment(tx: &mut Tx, order: &Order, id: Id<Payment>, way: MethodCode) -> Result<Id<Payment>, Fault> {
    if let Some(standing) = order.payment_id {
        let key = (order.community_id, standing);
        // Looked at first: what is locked has to be saved.
        let standing = tx.find::<Payment>(key)?.filter(|payment| payment.state == PaymentState::Chosen);
        let stays =
            standing.is_some_and(|payment| payment.method == way || told_by_buyer(payment.method, way));
        if let Some(mut payment) = if stays { tx.lock::<Payment>(key)? } else { None } {
            payment.method = way;
            tx.save(&payment)?;
            return Ok(payment.id);
        }
        abandon_payment(tx, order, None)?;
    }
    tx.insert(&new_payment(order, id, way))?;
    Ok(id)
}

fn told_by_buyer(old: MethodCode, new: MethodCode) -> bool {
    [old, new].into_iter().all(|code| method(code).is_some_and(|way| way.course() == Course::Claimed))
}

pub(super) fn new_payment(order: &Order, id: Id<Payment>, method: MethodCode) -> Payment {
    Payment {
        community_id: order.community_id,
        id,
        order_id: order.id,
        buyer: order.buyer,
        method,
        state: PaymentState::Chosen,
        amount_minor: order.due_minor(),
        proof: None,
        claimed_at_us: None,
        arrived_at_us: None,
        arrived_minor: None,
        decided_by: None,
        decided_at_us: None,
        reference: None,
        entry: None,
        undone_entry: None,
    }
}
