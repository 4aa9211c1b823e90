//! Gives up an order whose hold, or whose claim, has ended: the goods go back on the shelf.

use super::order_rows::{Happened, abandon_payment, find_order, go, keep, release_all};
use crate::acting::When;
use crate::order::{OrderRefused, Progress};
use crate::rows::{Order, OrderStep, Payment};
use kernel::Id;
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};

/// By the clock. A claimed payment stays with the treasurer: money that comes for it is owed to the buyer.
///
/// # Errors
/// `NoSuchOrder`; `WrongState` when it is paid, given up already, or not due.
pub fn expire_order(tx: &mut Tx, order: Id<Order>, when: When) -> Outcome<(), OrderRefused> {
    let mut order = find_order(tx, order)?.ok_or(Refused(OrderRefused::NoSuchOrder))?;
    let progress = order.progress().expire(when.happened_at).map_err(Refused)?;
    expired(tx, &mut order, progress, None, when)?;
    Ok(keep(tx, &order, OrderStep::Expired)?)
}

/// The order is changed, not yet saved. `in_hand` is a payment that the caller decides about.
pub(super) fn expired(
    tx: &mut Tx,
    order: &mut Order,
    progress: Progress,
    in_hand: Option<Id<Payment>>,
    when: When,
) -> Result<(), Fault> {
    release_all(tx, order)?;
    abandon_payment(tx, order, in_hand)?;
    go(tx, order, progress, Happened::of(OrderStep::Expired, None, when))
}
