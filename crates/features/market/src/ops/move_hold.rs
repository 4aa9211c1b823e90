//! Until when an unpaid order is held is said anew: what was entered for somebody follows what they are told.

use super::order_rows::{Happened, advance, find_order};
use crate::acting::{self, Actor, Standing, When};
use crate::jobs;
use crate::order::OrderRefused;
use crate::rows::{Order, OrderStep};
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct MoveHold {
    pub order: Id<Order>,
    /// The first instant at which it is held no longer.
    pub until: Timestamp,
    /// Until when, in words: it stands on the order.
    pub said: String,
}

/// Later or earlier, by who may enter orders for others. The end of before finds nothing to do.
///
/// # Errors
/// `NoSuchOrder`; `NotAllowed`, `NotAMember`; `WrongState` for what is paid, claimed or given up, and for a time that is past.
pub fn move_hold(tx: &mut Tx, actor: Actor, input: &MoveHold, when: When) -> Outcome<(), OrderRefused> {
    match acting::standing(tx, actor, Power::ManageOffers)? {
        Standing::May => {}
        Standing::MayNot => return Err(Refused(OrderRefused::NotAllowed)),
        Standing::NoMember => return Err(Refused(OrderRefused::NotAMember)),
    }
    let mut order = find_order(tx, input.order)?.ok_or(Refused(OrderRefused::NoSuchOrder))?;
    let progress = order.progress().move_hold(input.until, when.happened_at).map_err(Refused)?;
    tx.enqueue(jobs::expire(order.id, input.until))?;
    let event = Happened::of(OrderStep::HoldMoved, actor.member(), when);
    Ok(advance(tx, &mut order, progress, Happened { reason: Some(&input.said), ..event })?)
}
