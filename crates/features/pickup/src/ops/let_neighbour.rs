//! The buyer says beforehand to whom the order may be given instead, or takes that back.

use super::{announce, lock_pickup, powers};
use crate::collecting;
use crate::ids::Member;
use crate::refused::PickupRefused;
use kernel::{Id, Timestamp};
use market::rows::Order;
use store::OpError::Refused;
use store::{Outcome, Tx};

#[derive(Debug, Clone)]
pub struct LetNeighbour {
    pub order: Id<Order>,
    /// None: to nobody but the buyer.
    pub name: Option<String>,
}

/// By the buyer alone. Saying the same again changes nothing.
///
/// # Errors
/// `NotYours`, `AlreadyHandedOver`, `NeighbourMissing`, `NeighbourTooLong`, `NoSuchPickup`, `NotAMember`.
pub fn let_neighbour(
    tx: &mut Tx,
    by: Id<Member>,
    input: &LetNeighbour,
    now: Timestamp,
) -> Outcome<Option<String>, PickupRefused> {
    powers(tx, by)?;
    let mut pickup = lock_pickup(tx, input.order)?;
    if pickup.buyer != by {
        return Err(Refused(PickupRefused::NotYours));
    }
    if pickup.state.is_gone() {
        return Err(Refused(PickupRefused::AlreadyHandedOver));
    }
    let name = input.name.as_deref().map(collecting::neighbour).transpose().map_err(Refused)?;
    pickup.neighbour = name.map(str::to_owned);
    pickup.neighbour_at_us = name.map(|_| now);
    tx.save(&pickup)?;
    announce(tx, "pickup_neighbour", &pickup)?;
    Ok(pickup.neighbour)
}
