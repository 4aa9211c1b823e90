//! Where and when a paid order is fetched, chosen or changed. With the first choice the order gets its code.

use super::{announce, may_choose, places, powers};
use crate::acting::{self, fault};
use crate::code::{TRIES, candidate};
use crate::collecting::{CODE_RESTS, PickupState};
use crate::hours::{DAYS_AHEAD, Slot};
use crate::ids::Member;
use crate::jobs;
use crate::refused::PickupRefused;
use crate::rows::{Pickup, PickupCode, PickupPoint};
use kernel::{Id, Timestamp};
use market::order::State;
use market::rows::Order;
use serde::{Deserialize, Serialize};
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct ChooseSlot {
    pub order: Id<Order>,
    pub point: Id<PickupPoint>,
    /// Since 1970 in the community's zone.
    pub day: i64,
    /// The minute of the day at which the slot begins.
    pub from_minute: i64,
    /// The code is drawn from it.
    pub random: u64,
    pub key: Option<IdempotencyKey>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    pub order: Id<Order>,
    pub point: Id<PickupPoint>,
    pub code: i64,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
}

/// By the buyer, or by who hands over orders for them.
///
/// # Errors
/// `OrderNotPaid`, `PointClosed`, `NoSuchSlot`, `SlotOver`, `SlotTooFar`, `NotThereYet` before the day of its list or group buy but for who hands over orders, `SlotFull`, `DayFull`, …; what was chosen
/// before stands then.
pub fn choose_slot(
    tx: &mut Tx,
    by: Id<Member>,
    input: &ChooseSlot,
    now: Timestamp,
) -> Outcome<Chosen, PickupRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(PickupRefused::KeyReused)? {
        return Ok(first);
    }
    let powers = powers(tx, by)?;
    let community = tx.community();
    let order = tx.lock::<Order>((community, input.order))?;
    let order = order.ok_or(Refused(PickupRefused::NoSuchOrder))?;
    may_choose(powers, by, order.buyer)?;
    let before = tx.lock::<Pickup>((community, order.id))?;
    if before.as_ref().is_some_and(|before| before.state.is_gone()) {
        return Err(Refused(PickupRefused::AlreadyHandedOver));
    }
    if order.state != State::Paid {
        return Err(Refused(PickupRefused::OrderNotPaid));
    }
    let point = tx.find::<PickupPoint>((community, input.point))?;
    let point = point.ok_or(Refused(PickupRefused::NoSuchPoint))?;
    let slot = slot(tx, &point, input, now)?;
    // Whoever hands over sees the goods: where they came early, they may be given out early.
    let waits_for =
        if powers.has(Power::FulfilOrders) { None } else { super::ready_day(tx, community, order.id)? };
    if waits_for.is_some_and(|day| slot.day < day) {
        return Err(Refused(PickupRefused::NotThereYet));
    }
    let pickup = match before {
        Some(before) => moved(tx, before, &point, slot, now)?,
        None => {
            places::take(tx, &point, slot.day, slot.window.from)?;
            given(tx, &order, Place { point: &point, slot, random: input.random }, now)?
        }
    };
    tx.enqueue(jobs::remind(order.id, slot.ends_at))?;
    super::tell::plan(tx, &pickup, now)?;
    announce(tx, "pickup_chosen", &pickup)?;
    let chosen = Chosen {
        order: order.id,
        point: point.id,
        code: pickup.code,
        starts_at: slot.starts_at,
        ends_at: slot.ends_at,
    };
    tx.remember(&input.key, &chosen, now)?;
    Ok(chosen)
}

fn slot(
    tx: &mut Tx,
    point: &PickupPoint,
    input: &ChooseSlot,
    now: Timestamp,
) -> Outcome<Slot, PickupRefused> {
    if !point.is_open {
        return Err(Refused(PickupRefused::PointClosed));
    }
    let zone = acting::zone(tx)?;
    // First, for a day that is far beyond what a calendar holds.
    if input.day >= now.day(&zone) + DAYS_AHEAD {
        return Err(Refused(PickupRefused::SlotTooFar));
    }
    let slot = point.opening(&zone)?.slot(input.day, input.from_minute, &zone);
    let slot = slot.ok_or(Refused(PickupRefused::NoSuchSlot))?;
    match now < slot.ends_at {
        true => Ok(slot),
        false => Err(Refused(PickupRefused::SlotOver)),
    }
}

/// Its old place is free, the new one taken, code and consent stay.
pub(super) fn moved(
    tx: &mut Tx,
    before: Pickup,
    point: &PickupPoint,
    slot: Slot,
    now: Timestamp,
) -> Outcome<Pickup, PickupRefused> {
    if before.state != PickupState::Dropped {
        places::release(tx, &before)?;
    }
    places::take(tx, point, slot.day, slot.window.from)?;
    let code = before.code;
    let fresh = at(before, point, slot, code, now);
    tx.save(&fresh)?;
    Ok(fresh)
}

/// A place that was taken for an order.
pub(super) struct Place<'a> {
    pub(super) point: &'a PickupPoint,
    pub(super) slot: Slot,
    /// The code is drawn from it.
    pub(super) random: u64,
}

/// The first of an order: with it comes its code.
pub(super) fn given(
    tx: &mut Tx,
    order: &Order,
    Place { point, slot, random }: Place<'_>,
    now: Timestamp,
) -> Result<Pickup, Fault> {
    let code = draw(tx, order.id, random, now)?;
    let empty = Pickup {
        community_id: order.community_id,
        order_id: order.id,
        code,
        buyer: order.buyer,
        point_id: point.id,
        day: slot.day,
        from_minute: slot.window.from,
        until_minute: slot.window.until,
        starts_at_us: slot.starts_at,
        ends_at_us: slot.ends_at,
        state: PickupState::Waiting,
        chosen_at_us: now,
        neighbour: None,
        neighbour_at_us: None,
        missed_at_us: None,
        gone_at_us: None,
        gone_by: None,
        handed_to: None,
        reminded_before_us: None,
        reminded_on_day_us: None,
    };
    let fresh = at(empty, point, slot, code, now);
    tx.insert(&fresh)?;
    Ok(fresh)
}

fn at(pickup: Pickup, point: &PickupPoint, slot: Slot, code: i64, now: Timestamp) -> Pickup {
    // Another day has reminders of its own.
    let same_day = pickup.day == slot.day;
    Pickup {
        reminded_before_us: pickup.reminded_before_us.filter(|_| same_day),
        reminded_on_day_us: pickup.reminded_on_day_us.filter(|_| same_day),
        code,
        point_id: point.id,
        day: slot.day,
        from_minute: slot.window.from,
        until_minute: slot.window.until,
        starts_at_us: slot.starts_at,
        ends_at_us: slot.ends_at,
        state: PickupState::Waiting,
        chosen_at_us: now,
        missed_at_us: None,
        ..pickup
    }
}

/// A code that opens nothing that still waits, or was fetched in these days.
fn draw(tx: &mut Tx, order: Id<Order>, random: u64, now: Timestamp) -> Result<i64, Fault> {
    let community_id = tx.community();
    for attempt in 0..TRIES {
        let code = candidate(random, attempt);
        let row = PickupCode { community_id, code, order_id: order };
        let Some(used) = tx.lock::<PickupCode>((community_id, code))? else {
            tx.insert(&row)?;
            return Ok(code);
        };
        let holder = tx.find::<Pickup>((community_id, used.order_id))?;
        let rests = |holder: &Pickup| holder.gone_at_us.is_none_or(|at| at.plus(CODE_RESTS) > now);
        let opens = match holder.filter(rests) {
            // Whose order was called off or has expired fetches nothing any more.
            Some(holder) if holder.state == PickupState::Dropped => tx
                .find::<Order>((community_id, used.order_id))?
                .is_some_and(|order| !matches!(order.state, State::Cancelled | State::Expired)),
            found => found.is_some(),
        };
        if !opens {
            tx.save(&row)?;
            return Ok(code);
        }
    }
    Err(fault(format!("{order}: no code is free")))
}
