//! Where the orders of a list are fetched: said when they are made, so that who has paid has place, time and code at once.

use super::choose_slot::{Place, given, moved};
use super::{announce, places, tell};
use crate::acting;
use crate::collecting::PickupState;
use crate::hours::Slot;
use crate::jobs;
use crate::pickup_store::day_of_pool;
use crate::refused::PickupRefused;
use crate::rows::{Pickup, PickupOrder, PickupPoint};
use kernel::{Id, Timestamp};
use market::order::State;
use market::rows::Order;
use store::OpError;
use store::{Fault, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct FetchOrder {
    pub order: Id<Order>,
    pub point: Id<PickupPoint>,
    /// Since 1970 in the community's zone.
    pub day: i64,
    /// The code is drawn from it.
    pub random: u64,
}

/// An order that is still to be fetched gets the day's first slot with room, paid or not; what is not paid is shown to nobody at the point,
/// and its place is given back like that of an order that was called off. Who has paid keeps what they have. Answers whether the order has a
/// place now: where the point is closed or full its buyer chooses.
///
/// # Errors
/// Of the database only.
pub fn fetch_order(tx: &mut Tx, input: &FetchOrder, now: Timestamp) -> Result<bool, Fault> {
    let (community, id) = (tx.community(), input.order);
    let Some(order) = tx.find::<Order>((community, id))?.filter(is_open) else {
        return Ok(false);
    };
    say(tx, input)?;
    let before = tx.find::<Pickup>((community, id))?.filter(|row| row.state != PickupState::Dropped);
    let stays =
        |row: &Pickup| order.state == State::Paid || (row.point_id, row.day) == (input.point, input.day);
    if before.as_ref().is_some_and(stays) {
        return Ok(true);
    }
    let zone = acting::zone(tx)?;
    let point = tx.find::<PickupPoint>((community, input.point))?.filter(|point| point.is_open);
    let slots = match &point {
        Some(point) => point.opening(&zone)?.on(input.day, &zone),
        None => Vec::new(),
    };
    for slot in slots.into_iter().filter(|slot| now < slot.ends_at) {
        let Some(point) = &point else { break };
        let random = input.random;
        match tx.attempt(|tx| placed(tx, &order, Place { point, slot, random }, now)) {
            Ok(()) => return Ok(true),
            Err(OpError::Refused(_)) => {}
            Err(OpError::Fault(fault)) => return Err(fault),
        }
    }
    if before.is_some() {
        fetch_nowhere(tx, id)?;
    }
    Ok(false)
}

/// An order that is not paid yet is fetched where its list says, and the list says nothing any more.
///
/// # Errors
/// Of the database only.
pub fn fetch_nowhere(tx: &mut Tx, order: Id<Order>) -> Result<(), Fault> {
    let community = tx.community();
    let unpaid = |order: &Order| order.progress().is_unpaid();
    if !tx.find::<Order>((community, order))?.as_ref().is_some_and(unpaid) {
        return Ok(());
    }
    let waits = |row: &Pickup| row.state != PickupState::Dropped;
    if !tx.find::<Pickup>((community, order))?.as_ref().is_some_and(waits) {
        return Ok(());
    }
    if let Some(mut row) = tx.lock::<Pickup>((community, order))? {
        places::release(tx, &row)?;
        row.state = PickupState::Dropped;
        tx.save(&row)?;
    }
    Ok(())
}

/// From which day on the goods of an order can be fetched, where its list or group buy says one.
pub(crate) fn ready_day(
    source: &mut impl ledger::Source,
    community: i64,
    order: Id<Order>,
) -> Result<Option<i64>, Fault> {
    match source.find::<PickupOrder>((community, order))? {
        Some(said) => Ok(Some(said.day)),
        None => day_of_pool(source, community, order),
    }
}

fn say(tx: &mut Tx, input: &FetchOrder) -> Result<(), Fault> {
    let community_id = tx.community();
    let row = PickupOrder { community_id, order_id: input.order, point_id: input.point, day: input.day };
    match tx.lock::<PickupOrder>((community_id, input.order))? {
        Some(_) => tx.save(&row),
        None => tx.insert(&row),
    }
}

fn placed(tx: &mut Tx, order: &Order, place: Place<'_>, now: Timestamp) -> Outcome<(), PickupRefused> {
    let (point, slot): (&PickupPoint, Slot) = (place.point, place.slot);
    let pickup = match tx.lock::<Pickup>((order.community_id, order.id))? {
        Some(before) => moved(tx, before, point, slot, now)?,
        None => {
            places::take(tx, point, slot.day, slot.window.from)?;
            given(tx, order, place, now)?
        }
    };
    tx.enqueue(jobs::remind(order.id, slot.ends_at))?;
    tell::plan(tx, &pickup, now)?;
    Ok(announce(tx, "pickup_chosen", &pickup)?)
}

/// Whether it is still to be fetched, once it is paid or already.
fn is_open(order: &Order) -> bool {
    order.state == State::Paid || order.progress().is_unpaid()
}
