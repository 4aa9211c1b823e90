//! The minder says what became of an order. Collected or given to a neighbour, it is handed over in the market too, in
//! this transaction.

use super::{announce, lock_pickup, may_mind, powers};
use crate::acting::fault;
use crate::collecting::{PickupState, Told, happened, is_id};
use crate::ids::Member;
use crate::refused::PickupRefused;
use crate::rows::{CheckIn, Pickup, PickupPoint};
use kernel::{Id, Timestamp};
use market::When;
use market::order::State;
use market::rows::Order;
use serde::{Deserialize, Serialize};
use store::OpError::{self, Refused};
use store::{Outcome, Tx};

#[derive(Debug, Clone)]
pub struct SayCheckIn {
    /// Made by whoever sends it: the same again is known again.
    pub id: String,
    pub order: Id<Order>,
    pub told: Told,
    /// When it happened, where that was before it could be sent.
    pub at: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedIn {
    pub order: Id<Order>,
    pub code: i64,
    pub state: PickupState,
    pub happened_at: Timestamp,
    /// It was said before under this id: nothing changed.
    pub again: bool,
}

/// By who minds the point, or hands over orders.
///
/// # Errors
/// `NotAllowed`, `NoSuchPickup`, `AlreadyHandedOver`, `OrderNotPaid`, `NoConsent`, `TooEarly`, `IdMalformed`, `KeyReused`
/// for another check-in under this id, …
pub fn check_in(
    tx: &mut Tx,
    by: Id<Member>,
    input: &SayCheckIn,
    now: Timestamp,
) -> Outcome<CheckedIn, PickupRefused> {
    if !is_id(&input.id) {
        return Err(Refused(PickupRefused::IdMalformed));
    }
    let powers = powers(tx, by)?;
    let community = tx.community();
    let first = tx.lock::<CheckIn>((community, input.id.clone()))?;
    let mut pickup = lock_pickup(tx, input.order)?;
    let point = tx.find::<PickupPoint>((community, pickup.point_id))?;
    let point = point.ok_or_else(|| fault(format!("{}: its point is missing", pickup.order_id)))?;
    // What a helper's phone kept overnight was said on the day of the help.
    let at = happened(input.at, pickup.chosen_at_us, now);
    may_mind(tx, (powers, by), &point, at)?;
    if let Some(first) = first {
        return again(&first, &pickup, input, by);
    }
    let became = pickup.collecting().check_in(&input.told, at).map_err(Refused)?;
    let before_state = pickup.state;
    if became.state.is_gone() {
        hand_over(tx, by, &pickup, When { happened_at: at, recorded_at: now })?;
        (pickup.gone_at_us, pickup.gone_by) = (Some(at), Some(by));
    } else {
        pickup.missed_at_us = pickup.missed_at_us.or(Some(at));
    }
    (pickup.state, pickup.handed_to) = (became.state, became.handed_to.clone());
    tx.save(&pickup)?;
    tx.insert(&CheckIn {
        community_id: community,
        id: input.id.clone(),
        order_id: pickup.order_id,
        state: became.state,
        handed_to: became.handed_to,
        said_now: matches!(&input.told, Told::Neighbour { said_now: true, .. }),
        happened_at_us: at,
        recorded_at_us: now,
        by_member: by,
        before_state: Some(before_state),
        undoes: None,
    })?;
    announce(tx, "pickup_checked_in", &pickup)?;
    let (order, code, state) = (pickup.order_id, pickup.code, pickup.state);
    Ok(CheckedIn { order, code, state, happened_at: at, again: false })
}

/// What came before under this id, if it is the same. What was given to whom is not compared: it may have been erased.
fn again(
    first: &CheckIn,
    pickup: &Pickup,
    input: &SayCheckIn,
    by: Id<Member>,
) -> Outcome<CheckedIn, PickupRefused> {
    let told = match input.told {
        Told::Collected => PickupState::Collected,
        Told::Missed => PickupState::Missed,
        Told::Neighbour { .. } => PickupState::Neighbour,
    };
    if first.undoes.is_some()
        || first.order_id != pickup.order_id
        || first.state != told
        || first.by_member != by
    {
        return Err(Refused(PickupRefused::KeyReused));
    }
    let (order, code, happened_at) = (pickup.order_id, pickup.code, first.happened_at_us);
    Ok(CheckedIn { order, code, state: first.state, happened_at, again: true })
}

/// What was marked as handed over elsewhere meanwhile is not handed over twice.
fn hand_over(tx: &mut Tx, by: Id<Member>, pickup: &Pickup, when: When) -> Outcome<(), PickupRefused> {
    let order = tx.lock::<Order>((tx.community(), pickup.order_id))?;
    match order.map(|order| order.state) {
        None => Err(Refused(PickupRefused::NoSuchOrder)),
        Some(State::Fulfilled | State::Accepted | State::Settled) => Ok(()),
        Some(State::Paid) => match market::fulfil_at_point(tx, by, pickup.order_id, when) {
            Ok(_) => Ok(()),
            Err(OpError::Fault(fault)) => Err(OpError::Fault(fault)),
            Err(Refused(_)) => Err(Refused(PickupRefused::OrderNotPaid)),
        },
        Some(_) => Err(Refused(PickupRefused::OrderNotPaid)),
    }
}
