//! An order is called off: by its buyer while it is unpaid, by a steward until the goods have left.

use super::order_rows::{Happened, abandon_payment, advance, find_lines, find_order, line_left, release_all};
use super::refund_order::{Giving, Goods, Taking};
use crate::acting::{self, Actor, Standing, When};
use crate::books::fault;
use crate::offer::Stock;
use crate::order::{OrderRefused, Progress};
use crate::rows::{Order, OrderStep, Refund, RefundKind};
use kernel::Id;
use store::OpError::{self, Refused};
use store::{Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct CancelOrder {
    pub order: Id<Order>,
    /// For what has to be given back, should it be paid.
    pub refund: Id<Refund>,
    /// A steward has to say why; the buyer may.
    pub reason: String,
}

/// # Errors
/// `NoSuchOrder`, `NotYours` for neither buyer nor steward, `OwnOrder` for a steward's own paid one, `ReasonMissing`, `WrongState`.
pub fn cancel_order(
    tx: &mut Tx,
    actor: Actor,
    input: &CancelOrder,
    when: When,
) -> Outcome<Order, OrderRefused> {
    let mut order = find_order(tx, input.order)?.ok_or(Refused(OrderRefused::NoSuchOrder))?;
    let own = actor == Actor::Member(order.buyer);
    if !own {
        may_cancel(tx, actor)?;
    }
    if let Ok(progress) = order.progress().cancel_unpaid() {
        let reason = match acting::reason(&input.reason, OrderRefused::ReasonMissing) {
            Err(_) if own => None,
            said => Some(said?),
        };
        release_all(tx, &order)?;
        abandon_payment(tx, &order, None)?;
        let reason = reason.as_deref();
        let event = Happened { reason, ..Happened::of(OrderStep::Cancelled, actor.member(), when) };
        advance(tx, &mut order, progress, event)?;
        return Ok(order);
    }
    let progress = order.progress().cancel_paid().map_err(Refused)?;
    if own || acting::is_own(tx, actor, order.buyer)? {
        return Err(Refused(OrderRefused::OwnOrder));
    }
    let reason = acting::reason(&input.reason, OrderRefused::ReasonMissing)?;
    give_all_back(tx, actor, &mut order, progress, input.refund, reason, when)?;
    Ok(order)
}

fn may_cancel(tx: &mut Tx, actor: Actor) -> Outcome<(), OrderRefused> {
    match acting::standing(tx, actor, Power::Refund)? {
        Standing::May => Ok(()),
        Standing::MayNot => Err(Refused(OrderRefused::NotYours)),
        Standing::NoMember => Err(Refused(OrderRefused::NotAMember)),
    }
}

fn give_all_back(
    tx: &mut Tx,
    actor: Actor,
    order: &mut Order,
    progress: Progress,
    id: Id<Refund>,
    reason: String,
    when: When,
) -> Outcome<(), OrderRefused> {
    let mut lines = find_lines(tx, order)?;
    let mut takings = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let left = line_left(tx, line)?;
        let quantity = Some(left.rest_quantity()).filter(|quantity| quantity.milli > 0);
        takings.push(Taking { at, quantity, minor: left.rest_minor() });
    }
    let goods = Goods { delivered: false, how: Some(Stock::release) };
    let giving = Giving { id, kind: RefundKind::Cancellation, reason, restocked: true, actor, when };
    let gave = giving.give(tx, order, &mut lines, &takings, &goods).map_err(|error| match error {
        OpError::Fault(fault) => OpError::Fault(fault),
        OpError::Refused(why) => fault(format!("{}: the rest cannot be given back: {why}", order.id)).into(),
    })?;
    let (entry, amount_minor, reason) =
        (gave.entry, Some(gave.to_buyer_minor()), Some(giving.reason.as_str()));
    let event =
        Happened { entry, amount_minor, reason, ..Happened::of(OrderStep::Cancelled, actor.member(), when) };
    Ok(advance(tx, order, progress, event)?)
}
