//! The buyer is content, or has let the window pass: the order can be settled.

use super::answer_remedy::{Silence, agree_by_silence, withdraw};
use super::order_rows::{Happened, advance, announce, find_order, go, keep};
use super::settle_order::settled;
use crate::acting::{Actor, When};
use crate::jobs;
use crate::order::OrderRefused;
use crate::rows::{Order, OrderStep};
use kernel::Id;
use store::OpError::Refused;
use store::{Outcome, Tx};

/// By the buyer. Settlement follows by job.
///
/// # Errors
/// `NoSuchOrder`, `NotYours`, `WrongState`.
pub fn accept_order(tx: &mut Tx, actor: Actor, order: Id<Order>, when: When) -> Outcome<Order, OrderRefused> {
    let mut order = find_order(tx, order)?.ok_or(Refused(OrderRefused::NoSuchOrder))?;
    if actor != Actor::Member(order.buyer) && actor != Actor::System {
        return Err(Refused(OrderRefused::NotYours));
    }
    let progress = order.progress().accept().map_err(Refused)?;
    advance(tx, &mut order, progress, Happened::of(OrderStep::Accepted, actor.member(), when))?;
    withdraw(tx, &order, when)?;
    tx.enqueue(jobs::settle(order.id, when.recorded_at))?;
    Ok(order)
}

/// By the clock, and settled at once; not while a complaint is open. What was proposed for one is agreed to by silence, and
/// where it cannot be done any more the order waits on.
///
/// # Errors
/// `NoSuchOrder`, `TooEarly`, `WrongState`.
pub fn accept_by_silence(tx: &mut Tx, order: Id<Order>, when: When) -> Outcome<Order, OrderRefused> {
    let mut order = find_order(tx, order)?.ok_or(Refused(OrderRefused::NoSuchOrder))?;
    let progress = order.progress().accept_by_silence(when.happened_at).map_err(Refused)?;
    match agree_by_silence(tx, &mut order, when)? {
        Silence::Accepts => {}
        Silence::WaitsOn => {
            keep(tx, &order, OrderStep::RemedyImpossible)?;
            return Ok(order);
        }
        // Answered before silence ceased to say anything to that, or the price has another receiver since.
        Silence::Asks => {
            tx.save(&order)?;
            return Ok(order);
        }
    }
    go(tx, &mut order, progress, Happened::of(OrderStep::Accepted, None, when))?;
    announce(tx, OrderStep::Accepted.code(), &order)?;
    settled(tx, &mut order, Actor::System, when)?;
    keep(tx, &order, OrderStep::Settled)?;
    Ok(order)
}
