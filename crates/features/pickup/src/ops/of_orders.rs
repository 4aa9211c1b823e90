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
    /// Another order has found this day of this point full: it is not tried again.
    pub day_full: bool,
}

/// Whether an order has a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fetched {
    Placed,
    /// The point is closed, its times are full or over, or the order is over.
    NoPlace,
    /// As many come on that day as the point can serve: nor has the next order a place.
    DayFull,
}

/// An order that is still to be fetched gets the day's first slot with room, paid or not; what is not paid is shown to nobody at the point,
/// and its place is given back like that of an order that was called off. Who has paid keeps what they have. Where the point is closed
/// or full its buyer chooses.
///
/// # Errors
/// Of the database only.
pub fn fetch_order(tx: &mut Tx, input: &FetchOrder, now: Timestamp) -> Result<Fetched, Fault> {
    let (community, id) = (tx.community(), input.order);
    let Some(order) = tx.find::<Order>((community, id))?.filter(is_open) else {
        return Ok(Fetched::NoPlace);
    };
    say(tx, input)?;
    let before = tx.find::<Pickup>((community, id))?.filter(|row| row.state != PickupState::Dropped);
    let stays =
        |row: &Pickup| order.state == State::Paid || (row.point_id, row.day) == (input.point, input.day);
    if before.as_ref().is_some_and(stays) {
        return Ok(Fetched::Placed);
    }
    let fetched = match input.day_full {
        true => Fetched::DayFull,
        false => first_free(tx, &order, input, now)?,
    };
    if fetched != Fetched::Placed && before.is_some() {
        give_up(tx, id)?;
    }
    Ok(fetched)
}

/// The first window of the day that takes one more.
fn first_free(tx: &mut Tx, order: &Order, input: &FetchOrder, now: Timestamp) -> Result<Fetched, Fault> {
    let zone = acting::zone(tx)?;
    let point = tx.find::<PickupPoint>((order.community_id, input.point))?;
    let Some(point) = point.filter(|point| point.is_open) else { return Ok(Fetched::NoPlace) };
    let slots = point.opening(&zone)?.on(input.day, &zone);
    for slot in slots.into_iter().filter(|slot| now < slot.ends_at) {
        let place = Place { point: &point, slot, random: input.random };
        match tx.attempt(|tx| placed(tx, order, place, now)) {
            Ok(()) => return Ok(Fetched::Placed),
            Err(OpError::Refused(PickupRefused::DayFull)) => return Ok(Fetched::DayFull),
            // The next window may take it.
            Err(OpError::Refused(_)) => {}
            Err(OpError::Fault(fault)) => return Err(fault),
        }
    }
    Ok(Fetched::NoPlace)
}

/// The list of an order says nothing any more: its buyer waits for no day. What is not paid was to be fetched where the list said, and has no
/// place now; who has paid keeps theirs.
///
/// # Errors
/// Of the database only.
pub fn fetch_nowhere(tx: &mut Tx, order: Id<Order>) -> Result<(), Fault> {
    let community = tx.community();
    if let Some(mut said) = tx.lock::<PickupOrder>((community, order))? {
        said.is_said = false;
        tx.save(&said)?;
    }
    let unpaid = |order: &Order| order.progress().is_unpaid();
    if !tx.find::<Order>((community, order))?.as_ref().is_some_and(unpaid) {
        return Ok(());
    }
    give_up(tx, order)
}

fn give_up(tx: &mut Tx, order: Id<Order>) -> Result<(), Fault> {
    let community = tx.community();
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
        Some(said) => Ok(said.is_said.then_some(said.day)),
        None => day_of_pool(source, community, order),
    }
}

fn say(tx: &mut Tx, input: &FetchOrder) -> Result<(), Fault> {
    let community_id = tx.community();
    let (order_id, point_id, day) = (input.order, input.point, input.day);
    let row = PickupOrder { community_id, order_id, point_id, day, is_said: true };
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
