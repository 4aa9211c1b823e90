//! What a minder said is taken back: the wrong button was pressed. What was handed over waits again, in the market too.

use super::{CheckedIn, announce, lock_pickup, powers};
use crate::collecting::{self, PickupState, UNDO_WITHIN, happened, is_id};
use crate::ids::Member;
use crate::jobs;
use crate::pickup_store::check_ins_of;
use crate::refused::PickupRefused;
use crate::rows::{CheckIn, Pickup, PickupCode};
use kernel::{Id, Timestamp};
use market::When;
use market::rows::Order;
use store::OpError::{self, Refused};
use store::{Fault, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct UndoCheckIn {
    /// Made by whoever sends it: the same again is known again.
    pub id: String,
    pub order: Id<Order>,
    /// When it was pressed, where that was before it could be sent.
    pub at: Option<Timestamp>,
}

/// The last that was said of an order. By who said it, or who hands over orders.
///
/// # Errors
/// `NothingToUndo`, `NotAllowed`, `UndoTooLate`, `HandOverStands`, `NoSuchPickup`, `IdMalformed`, `KeyReused`, …
pub fn undo_check_in(
    tx: &mut Tx,
    by: Id<Member>,
    input: &UndoCheckIn,
    now: Timestamp,
) -> Outcome<CheckedIn, PickupRefused> {
    if !is_id(&input.id) {
        return Err(Refused(PickupRefused::IdMalformed));
    }
    let keeps = powers(tx, by)?.has(Power::FulfilOrders);
    let community = tx.community();
    let first = tx.find::<CheckIn>((community, input.id.clone()))?;
    let mut pickup = lock_pickup(tx, input.order)?;
    if let Some(first) = first {
        return again(&first, &pickup, by);
    }
    let all = all_said(tx, pickup.order_id)?;
    let said = last_said(&all, &pickup).ok_or(Refused(PickupRefused::NothingToUndo))?;
    let at = happened(input.at, said.happened_at_us, now);
    collecting::undo(said.happened_at_us, said.by_member == by, keeps, at).map_err(Refused)?;
    if said.state.is_gone() {
        not_handed_over(tx, by, &pickup, said.happened_at_us, When { happened_at: at, recorded_at: now })?;
        (pickup.gone_at_us, pickup.gone_by, pickup.handed_to) = (None, None, None);
    }
    pickup.state = said.before_state.unwrap_or(PickupState::Waiting);
    if pickup.state == PickupState::Waiting {
        pickup.missed_at_us = None;
        // Whose slot is over meanwhile is looked after again.
        tx.enqueue(jobs::remind(pickup.order_id, pickup.ends_at_us.max(now.plus(UNDO_WITHIN))))?;
    }
    tx.save(&pickup)?;
    tx.insert(&CheckIn {
        community_id: community,
        id: input.id.clone(),
        order_id: pickup.order_id,
        state: pickup.state,
        handed_to: None,
        said_now: false,
        happened_at_us: at,
        recorded_at_us: now,
        by_member: by,
        before_state: Some(said.state),
        undoes: Some(said.id.clone()),
    })?;
    announce(tx, "pickup_undone", &pickup)?;
    let (order, code, state) = (pickup.order_id, pickup.code, pickup.state);
    Ok(CheckedIn { order, code, state, happened_at: at, again: false })
}

fn all_said(tx: &mut Tx, order: Id<Order>) -> Result<Vec<CheckIn>, Fault> {
    let community = tx.community();
    let mut all = Vec::new();
    for id in check_ins_of(tx, order)? {
        all.extend(tx.find::<CheckIn>((community, id))?);
    }
    Ok(all)
}

/// What made a pick-up what it is, oldest first; what was taken back counts no more.
pub(crate) fn last_said<'a>(all: &'a [CheckIn], pickup: &Pickup) -> Option<&'a CheckIn> {
    let undone = |one: &CheckIn| all.iter().any(|other| other.undoes.as_ref() == Some(&one.id));
    let stands = |one: &&CheckIn| one.undoes.is_none() && !undone(one);
    let since = match pickup.state {
        PickupState::Collected | PickupState::Neighbour => pickup.gone_at_us,
        PickupState::Missed => pickup.missed_at_us,
        PickupState::Waiting | PickupState::Dropped => None,
    };
    let made_it = |one: &&CheckIn| one.state == pickup.state && since == Some(one.happened_at_us);
    all.iter().rev().filter(stands).find(made_it)
}

fn again(first: &CheckIn, pickup: &Pickup, by: Id<Member>) -> Outcome<CheckedIn, PickupRefused> {
    if first.undoes.is_none() || first.order_id != pickup.order_id || first.by_member != by {
        return Err(Refused(PickupRefused::KeyReused));
    }
    let (order, code, happened_at) = (pickup.order_id, pickup.code, first.happened_at_us);
    Ok(CheckedIn { order, code, state: first.state, happened_at, again: true })
}

fn not_handed_over(
    tx: &mut Tx,
    by: Id<Member>,
    pickup: &Pickup,
    handed_over_at: Timestamp,
    when: When,
) -> Outcome<(), PickupRefused> {
    let code = tx.find::<PickupCode>((pickup.community_id, pickup.code))?;
    if code.is_none_or(|code| code.order_id != pickup.order_id) {
        return Err(Refused(PickupRefused::HandOverStands));
    }
    match market::undo_at_point(tx, by, pickup.order_id, handed_over_at, when) {
        Ok(_) => Ok(()),
        Err(OpError::Fault(fault)) => Err(OpError::Fault(fault)),
        Err(Refused(_)) => Err(Refused(PickupRefused::HandOverStands)),
    }
}
