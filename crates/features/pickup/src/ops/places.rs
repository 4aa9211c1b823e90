//! Places of days and slots: taken when a slot is chosen, given back when another is, or the order was called off.

use crate::collecting::PickupState;
use crate::pickup_store::{kept_on, waiting_in, waiting_on};
use crate::point::takes_one_more;
use crate::refused::PickupRefused;
use crate::rows::{PartPlace, Pickup, PickupDay, PickupPart, PickupPoint, PickupSlot};
use kernel::Id;
use market::order::State;
use market::rows::Order;
use pools::rows::Commitment;
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};

/// One more in this window of this day.
///
/// # Errors
/// `DayFull`, `SlotFull`.
pub(super) fn take(tx: &mut Tx, point: &PickupPoint, day: i64, from: i64) -> Outcome<(), PickupRefused> {
    let (community, id) = (point.community_id, point.id);
    // Looked at first and locked afterwards: what is released meanwhile changes both rows.
    let of_day = tx.find::<PickupDay>((community, id, day))?.map_or(0, |row| row.taken);
    if takes_one_more(of_day, point.day_places, ()).is_err() {
        let waiting = waiting_on(tx, id, day)?;
        release_gone(tx, waiting)?;
        release_over(tx, point, day)?;
    }
    let of_slot = tx.find::<PickupSlot>((community, id, day, from))?.map_or(0, |row| row.taken);
    if takes_one_more(of_slot, point.slot_places, ()).is_err() {
        let waiting = waiting_in(tx, id, day, from)?;
        release_gone(tx, waiting)?;
        release_over(tx, point, day)?;
    }
    let (mut of_day, known) = lock_day(tx, point, day)?;
    takes_one_more(of_day.taken, point.day_places, PickupRefused::DayFull).map_err(Refused)?;
    (of_day.taken, of_day.places) = (of_day.taken + 1, point.day_places);
    keep(tx, &of_day, known)?;
    let (mut slot, known) = lock_slot(tx, point, day, from)?;
    takes_one_more(slot.taken, point.slot_places, PickupRefused::SlotFull).map_err(Refused)?;
    (slot.taken, slot.places) = (slot.taken + 1, point.slot_places);
    Ok(keep(tx, &slot, known)?)
}

/// The place that a pick-up has.
pub(super) fn release(tx: &mut Tx, pickup: &Pickup) -> Result<(), Fault> {
    release_one(tx, (pickup.point_id, pickup.day, pickup.from_minute))
}

fn release_one(tx: &mut Tx, (point, day, from): (Id<PickupPoint>, i64, i64)) -> Result<(), Fault> {
    let community = tx.community();
    if let Some(mut of_day) = tx.lock::<PickupDay>((community, point, day))? {
        of_day.taken -= 1;
        tx.save(&of_day)?;
    }
    if let Some(mut slot) = tx.lock::<PickupSlot>((community, point, day, from))? {
        slot.taken -= 1;
        tx.save(&slot)?;
    }
    Ok(())
}

/// Orders that were called off after they had chosen keep no place of others. Nobody tells this feature of them: it looks
/// when places are short.
fn release_gone(tx: &mut Tx, orders: Vec<Id<Order>>) -> Result<(), Fault> {
    let community = tx.community();
    for id in orders {
        let order = tx.find::<Order>((community, id))?;
        if order.is_none_or(|order| !matches!(order.state, State::Cancelled | State::Expired)) {
            continue;
        }
        if let Some(mut pickup) = tx.lock::<Pickup>((community, id))? {
            release(tx, &pickup)?;
            pickup.state = PickupState::Dropped;
            tx.save(&pickup)?;
        }
    }
    Ok(())
}

/// The place that is kept for a part of a group buy.
pub(super) fn let_go(tx: &mut Tx, part: Id<Commitment>) -> Result<(), Fault> {
    if let Some(mut kept) = tx.lock::<PickupPart>((tx.community(), part))? {
        if kept.state == PartPlace::Kept {
            release_one(tx, (kept.point_id, kept.day, kept.from_minute))?;
            kept.state = PartPlace::Free;
        }
        tx.save(&kept)?;
    }
    Ok(())
}

/// Parts that were given up, or given back, keep no place of others either.
fn release_over(tx: &mut Tx, point: &PickupPoint, day: i64) -> Result<(), Fault> {
    let community = tx.community();
    for id in kept_on(tx, community, point.id, day)? {
        let part = tx.find::<Commitment>((community, id))?;
        if part.is_none_or(|part| !part.state.takes_place()) {
            let_go(tx, id)?;
        }
    }
    Ok(())
}

fn lock_day(tx: &mut Tx, point: &PickupPoint, day: i64) -> Result<(PickupDay, bool), Fault> {
    let (community_id, point_id) = (point.community_id, point.id);
    let found = tx.lock::<PickupDay>((community_id, point_id, day))?;
    let known = found.is_some();
    Ok((
        found.unwrap_or(PickupDay {
            community_id,
            point_id,
            day,
            taken: 0,
            places: None,
            minder_told_us: None,
        }),
        known,
    ))
}

fn lock_slot(
    tx: &mut Tx,
    point: &PickupPoint,
    day: i64,
    from_minute: i64,
) -> Result<(PickupSlot, bool), Fault> {
    let (community_id, point_id) = (point.community_id, point.id);
    let found = tx.lock::<PickupSlot>((community_id, point_id, day, from_minute))?;
    let known = found.is_some();
    Ok((
        found.unwrap_or(PickupSlot { community_id, point_id, day, from_minute, taken: 0, places: None }),
        known,
    ))
}

fn keep<T: store::Row>(tx: &mut Tx, row: &T, known: bool) -> Result<(), Fault> {
    match known {
        true => tx.save(row),
        false => tx.insert(row),
    }
}
