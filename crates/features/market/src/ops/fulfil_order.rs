//! The goods are handed over or sent: held becomes sold, and the window to object begins.

use super::order_rows::{Happened, announce, find_lines, find_order, go, keep, move_stock};
use super::own_goods::may_hand_over;
use super::set_up_market::terms;
use crate::acting::{Actor, When};
use crate::ids::Member;
use crate::jobs;
use crate::offer::Stock;
use crate::order::OrderRefused;
use crate::rows::{Order, OrderEvent, OrderStep};
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Outcome, Tx};

#[derive(Debug, Clone)]
pub struct FulfilOrder {
    pub order: Id<Order>,
    /// False for what was accepted long ago, in another system: `Actor::System` only.
    pub wait_for_acceptance: bool,
}

/// By those who hand over orders, or by the seller of everything in it.
///
/// # Errors
/// `NotAllowed`, `NotAMember`, `NoSuchOrder`, `WrongState`.
pub fn fulfil_order(
    tx: &mut Tx,
    actor: Actor,
    input: &FulfilOrder,
    when: When,
) -> Outcome<Order, OrderRefused> {
    if !input.wait_for_acceptance && actor != Actor::System {
        return Err(Refused(OrderRefused::NotAllowed));
    }
    let order = find_order(tx, input.order)?.ok_or(Refused(OrderRefused::NoSuchOrder))?;
    may_hand_over(tx, actor, &order)?;
    hand_over(tx, actor.member(), order, input.wait_for_acceptance, when)
}

/// By a member to whom the feature above has given a place where orders are handed over: it answers for who that is.
///
/// # Errors
/// `NoSuchOrder`, `WrongState`.
pub fn fulfil_at_point(
    tx: &mut Tx,
    by: Id<Member>,
    order: Id<Order>,
    when: When,
) -> Outcome<Order, OrderRefused> {
    let order = find_order(tx, order)?.ok_or(Refused(OrderRefused::NoSuchOrder))?;
    hand_over(tx, Some(by), order, true, when)
}

/// It was marked by mistake, and nothing has happened to the order since: it waits to be handed over again. By whom and
/// until when, the feature above answers for.
///
/// # Errors
/// `NoSuchOrder`; `WrongState` when this hand-over is not the last that is known of it.
pub fn undo_at_point(
    tx: &mut Tx,
    by: Id<Member>,
    order: Id<Order>,
    handed_over_at: Timestamp,
    when: When,
) -> Outcome<Order, OrderRefused> {
    let mut order = find_order(tx, order)?.ok_or(Refused(OrderRefused::NoSuchOrder))?;
    let last = tx.find::<OrderEvent>((order.community_id, order.id, order.event_count))?;
    let is_last = last.is_some_and(|last| last.step == OrderStep::Fulfilled && last.at_us == handed_over_at);
    if !is_last {
        return Err(Refused(OrderRefused::WrongState));
    }
    let progress = order.progress().undo_fulfil().map_err(Refused)?;
    for line in find_lines(tx, &order)? {
        let delivered = line.quantity_milli.milli - line.undelivered_milli.milli;
        move_stock(tx, &line, delivered, Stock::undo_hand_over)?;
    }
    go(tx, &mut order, progress, Happened::of(OrderStep::HandOverUndone, Some(by), when))?;
    keep(tx, &order, OrderStep::HandOverUndone)?;
    Ok(order)
}

fn hand_over(
    tx: &mut Tx,
    by: Option<Id<Member>>,
    mut order: Order,
    wait_for_acceptance: bool,
    when: When,
) -> Outcome<Order, OrderRefused> {
    let progress = order.progress().fulfil(&terms(tx)?, when.happened_at).map_err(Refused)?;
    for line in find_lines(tx, &order)? {
        let delivered = line.quantity_milli.milli - line.undelivered_milli.milli;
        move_stock(tx, &line, delivered, Stock::hand_over)?;
    }
    go(tx, &mut order, progress, Happened::of(OrderStep::Fulfilled, by, when))?;
    if !wait_for_acceptance {
        let progress = progress.accept().map_err(Refused)?;
        go(tx, &mut order, progress, Happened::of(OrderStep::Accepted, None, when))?;
        announce(tx, OrderStep::Accepted.code(), &order)?;
    } else if let Some(due_at) = progress.accept_due {
        tx.enqueue(jobs::accept(order.id, due_at))?;
    }
    keep(tx, &order, OrderStep::Fulfilled)?;
    Ok(order)
}
