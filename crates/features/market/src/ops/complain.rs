//! The buyer objects to what was handed over. The order is not accepted by silence until the complaint is answered.

use super::order_rows::{Happened, advance, find_order};
use crate::acting::{self, Actor, When};
use crate::order::OrderRefused;
use crate::rows::{Order, OrderStep};
use kernel::Id;
use store::OpError::Refused;
use store::{Outcome, Tx};

#[derive(Debug, Clone)]
pub struct Complain {
    pub order: Id<Order>,
    /// What is wrong.
    pub reason: String,
}

/// By the buyer, within the after-sales window. The job of acceptance finds the complaint open and leaves the order
/// alone; the answer enqueues another.
///
/// # Errors
/// `NoSuchOrder`, `NotYours`, `ReasonMissing`, `WrongState`: not handed over, accepted already, or complained of.
pub fn complain(tx: &mut Tx, actor: Actor, input: &Complain, when: When) -> Outcome<Order, OrderRefused> {
    let mut order = find_order(tx, input.order)?.ok_or(Refused(OrderRefused::NoSuchOrder))?;
    if actor != Actor::Member(order.buyer) {
        return Err(Refused(OrderRefused::NotYours));
    }
    let reason = acting::reason(&input.reason, OrderRefused::ReasonMissing)?;
    let progress = order.progress().complain(when.happened_at).map_err(Refused)?;
    let reason = Some(reason.as_str());
    let event = Happened { reason, ..Happened::of(OrderStep::Complained, actor.member(), when) };
    advance(tx, &mut order, progress, event)?;
    Ok(order)
}
