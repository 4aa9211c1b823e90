//! The slot is over and nobody came: the buyer is reminded, and the point knows what is left.

use super::{announce, lock_pickup, places};
use crate::collecting::PickupState;
use crate::refused::PickupRefused;
use kernel::{Id, Timestamp};
use market::order::State;
use market::rows::Order;
use store::OpError::Refused;
use store::{Outcome, Tx};

/// By the clock, at the end of the slot. An order that was handed over elsewhere is gone, one that was called off holds no
/// place any more.
///
/// # Errors
/// `NoSuchPickup`, `AlreadyHandedOver` when there is nothing to remind of, `TooEarly` when another slot was chosen.
pub fn remind(tx: &mut Tx, order: Id<Order>, now: Timestamp) -> Outcome<(), PickupRefused> {
    let mut pickup = lock_pickup(tx, order)?;
    if pickup.state != PickupState::Waiting {
        return Err(Refused(PickupRefused::AlreadyHandedOver));
    }
    if now < pickup.ends_at_us {
        return Err(Refused(PickupRefused::TooEarly));
    }
    let row = tx.find::<Order>((tx.community(), order))?;
    match row.map(|row| row.state) {
        Some(State::Paid) => (pickup.state, pickup.missed_at_us) = (PickupState::Missed, Some(now)),
        Some(State::Fulfilled | State::Accepted | State::Settled) => {
            (pickup.state, pickup.gone_at_us) = (PickupState::Collected, Some(now));
        }
        _ => {
            places::release(tx, &pickup)?;
            pickup.state = PickupState::Dropped;
        }
    }
    tx.save(&pickup)?;
    announce(tx, "pickup_over", &pickup)?;
    Ok(())
}
