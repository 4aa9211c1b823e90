//! What can be done: one operation a file. Each is a synchronous function on `Tx` that takes who acts, its input (ids
//! and randomness included) and the time.

mod calendar;
mod check_in;
mod choose_slot;
mod forget_member;
mod hand_over;
mod helpers;
mod keep_point;
mod let_neighbour;
mod of_orders;
mod of_pools;
mod places;
mod remind;
mod tell;
mod undo_check_in;

pub use calendar::{MakeCalendar, make_calendar, revoke_calendar};
pub use check_in::{CheckedIn, SayCheckIn, check_in};
pub use choose_slot::{ChooseSlot, Chosen, choose_slot};
pub use forget_member::forget_member;
pub use hand_over::hand_over;
pub use helpers::{AddHelper, HelperKept, add_helper, end_helper};
pub use keep_point::{KeepPoint, PointKept, create_point, edit_point};
pub use let_neighbour::{LetNeighbour, let_neighbour};
pub(crate) use of_orders::ready_day;
pub use of_orders::{FetchOrder, Fetched, fetch_nowhere, fetch_order};
pub use of_pools::{FetchAt, KeepPlace, LATER, POINTS_OF_POOL_MAX, fetch_at, give_places, keep_place};
pub(crate) use of_pools::{code, offered};
pub use remind::remind;
pub use tell::{tell_buyer, tell_minder};
pub(crate) use undo_check_in::last_said;
pub use undo_check_in::{UndoCheckIn, undo_check_in};

use crate::acting;
use crate::ids::Member;
use crate::pickup_store::helps;
use crate::refused::PickupRefused;
use crate::rows::{Pickup, PickupPoint};
use kernel::{Id, Timestamp};
use market::rows::Order;
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};
use web::{Power, Powers};

fn powers(tx: &mut Tx, member: Id<Member>) -> Outcome<Powers, PickupRefused> {
    acting::powers(tx, member)?.ok_or(Refused(PickupRefused::NotAMember))
}

fn lock_pickup(tx: &mut Tx, order: Id<Order>) -> Outcome<Pickup, PickupRefused> {
    tx.lock::<Pickup>((tx.community(), order))?.ok_or(Refused(PickupRefused::NoSuchPickup))
}

/// The buyer, or who hands over orders and does it for them: buyers without an account too have somewhere to go.
fn may_choose(powers: Powers, by: Id<Member>, buyer: Id<Member>) -> Outcome<(), PickupRefused> {
    match by == buyer || powers.has(Power::FulfilOrders) {
        true => Ok(()),
        false => Err(Refused(PickupRefused::NotYours)),
    }
}

/// Who minds the point, who helped there on that day, and who hands over orders anywhere.
fn may_mind(
    tx: &mut Tx,
    (powers, by): (Powers, Id<Member>),
    point: &PickupPoint,
    at: Timestamp,
) -> Outcome<(), PickupRefused> {
    if by == point.minder || powers.has(Power::FulfilOrders) {
        return Ok(());
    }
    let day = at.day(&acting::zone(tx)?);
    match helps(tx, point.community_id, (by, point.id), day)? {
        true => Ok(()),
        false => Err(Refused(PickupRefused::NotAllowed)),
    }
}

/// Ids, numbers and codes need no escaping.
fn announce(tx: &mut Tx, kind: &str, pickup: &Pickup) -> Result<(), Fault> {
    let (order, point, state) = (pickup.order_id, pickup.point_id, pickup.state);
    tx.announce(kind, format!(r#"{{"order":"{order}","point":"{point}","state":"{state}"}}"#))
}
