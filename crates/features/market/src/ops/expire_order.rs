//! Gives up an order whose hold, or whose claim, has ended: the goods go back on the shelf.

use super::order_rows::{Happened, find_order, go, keep, release_all};
use crate::acting::When;
use crate::order::{OrderRefused, Progress};
use crate::rows::{Order, OrderStep};
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
    expired(tx, &mut order, progress, when)?;
    Ok(keep(tx, &order, OrderStep::Expired)?)
}

/// The order is changed, not yet saved.
pub(super) fn expired(tx: &mut Tx, order: &mut Order, progress: Progress, when: When) -> Result<(), Fault> {
    release_all(tx, order)?;
    go(tx, order, progress, Happened::of(OrderStep::Expired, None, when))
}
