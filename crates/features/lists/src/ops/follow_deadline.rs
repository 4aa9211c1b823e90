//! Until when a list is paid was said anew: its orders that are not paid yet are held until then.

use super::give_places::AT_ONCE;
use crate::ids::Member;
use crate::lists_store::orders_after;
use crate::rows::OrderList;
use kernel::{Id, Timestamp};
use market::ops::{MoveHold, move_hold};
use market::order::State;
use market::rows::Order;
use market::{Actor, When};
use store::{Fault, OpError, Tx};

#[derive(Debug, Clone)]
pub struct FollowDeadline {
    pub list: Id<OrderList>,
    /// Behind this order; empty: from the first.
    pub after: String,
}

/// Some at once, by who has said it; answers behind which order it goes on. What is paid, claimed to be paid or given up stays as it is,
/// and nothing is held until a time that is past.
///
/// # Errors
/// Of the database only.
pub fn follow_deadline(
    tx: &mut Tx,
    by: Id<Member>,
    input: &FollowDeadline,
    now: Timestamp,
) -> Result<Option<Id<Order>>, Fault> {
    let community = tx.community();
    let Some(list) = tx.find::<OrderList>((community, input.list))? else { return Ok(None) };
    let row = tx.find::<community::Community>(community)?;
    let zone = row.ok_or_else(|| Fault::Engine("a list of no community".into()))?.zone();
    let said = list.pay_until_us.format(&zone, "%Y-%m-%d %H:%M");
    let ids = orders_after(tx, list.id, &input.after, AT_ONCE)?;
    for id in &ids {
        let order = tx.find::<Order>((community, *id))?;
        let follows = |order: &Order| {
            matches!(order.state, State::Placed | State::AwaitingPayment)
                && order.hold_until_us != Some(list.pay_until_us)
        };
        if !order.as_ref().is_some_and(follows) {
            continue;
        }
        let input = MoveHold { order: *id, until: list.pay_until_us, said: said.clone() };
        match tx.attempt(|tx| move_hold(tx, Actor::Member(by), &input, When::from(now))) {
            // It is over, or whoever said it may not any more.
            Ok(()) | Err(OpError::Refused(_)) => {}
            Err(OpError::Fault(fault)) => return Err(fault),
        }
    }
    Ok((ids.len() as i64 == AT_ONCE).then(|| ids.last().copied()).flatten())
}
