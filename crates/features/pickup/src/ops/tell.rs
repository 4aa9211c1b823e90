//! Before something is to be fetched its buyer is reminded, and who minds the point is told what comes. By the clock.

use super::{announce, lock_pickup};
use crate::acting;
use crate::jobs;
use crate::refused::PickupRefused;
use crate::reminding::{Reminder, applies, eve};
use crate::rows::{Pickup, PickupDay, PickupPoint};
use kernel::{Id, Timestamp};
use market::order::State;
use market::rows::Order;
use store::{Fault, Outcome, Tx};

/// Reminds of a pick-up that was chosen now; what is too near to remind of was chosen by somebody who knows of it.
pub(super) fn plan(tx: &mut Tx, pickup: &Pickup, now: Timestamp) -> Result<(), Fault> {
    let zone = acting::zone(tx)?;
    for reminder in Reminder::ALL {
        let (due_at, _) = reminder.window(pickup.day, pickup.starts_at_us, pickup.ends_at_us, &zone);
        if due_at > now {
            tx.enqueue(jobs::tell_buyer(pickup.order_id, *reminder, due_at))?;
        }
    }
    let due_at = eve(pickup.day, &zone);
    let of_day = tx.find::<PickupDay>((pickup.community_id, pickup.point_id, pickup.day))?;
    // With the first of a day; the others are counted when it is told.
    if due_at > now && of_day.is_none_or(|of_day| of_day.taken <= 1) {
        tx.enqueue(jobs::tell_minder(pickup.point_id, pickup.day, due_at))?;
    }
    Ok(())
}

/// Answers whether the buyer was reminded now.
///
/// # Errors
/// `NoSuchPickup`.
pub fn tell_buyer(
    tx: &mut Tx,
    order: Id<Order>,
    reminder: Reminder,
    now: Timestamp,
) -> Outcome<bool, PickupRefused> {
    let mut pickup = lock_pickup(tx, order)?;
    let zone = acting::zone(tx)?;
    let window = reminder.window(pickup.day, pickup.starts_at_us, pickup.ends_at_us, &zone);
    let told = match reminder {
        Reminder::DayBefore => &mut pickup.reminded_before_us,
        Reminder::OnTheDay => &mut pickup.reminded_on_day_us,
    };
    if !applies(pickup.state, told.is_some(), window, now) {
        return Ok(false);
    }
    *told = Some(now);
    // Called off, or handed over elsewhere: there is nothing to fetch.
    let row = tx.find_first::<Order>((tx.community(), order))?;
    if row.is_none_or(|row| row.state != State::Paid) {
        return Ok(false);
    }
    tx.save(&pickup)?;
    announce(tx, "pickup_reminded", &pickup)?;
    Ok(true)
}

/// Tells who minds a point of what is fetched there on a day. Answers whether there was anything to tell.
///
/// # Errors
/// Of the database only.
pub fn tell_minder(tx: &mut Tx, point: Id<PickupPoint>, day: i64, now: Timestamp) -> Result<bool, Fault> {
    let zone = acting::zone(tx)?;
    let of_day = tx.lock::<PickupDay>((tx.community(), point, day))?;
    let Some(mut of_day) = of_day.filter(|of_day| of_day.taken > 0 && of_day.minder_told_us.is_none()) else {
        return Ok(false);
    };
    if now < eve(day, &zone) || now >= Timestamp::start_of_day(day, &zone) {
        return Ok(false);
    }
    of_day.minder_told_us = Some(now);
    tx.save(&of_day)?;
    tx.announce("pickup_tomorrow", format!(r#"{{"point":"{point}","day":{day}}}"#))?;
    Ok(true)
}
