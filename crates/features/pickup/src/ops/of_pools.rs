//! Where the orders of a group buy are fetched: said at opening, chosen and kept on joining, the orders' own once they come to be.

use super::choose_slot::{Place, given};
use super::{announce, places, powers};
use crate::acting::{self, fault};
use crate::hours::Slot;
use crate::ids::Member;
use crate::jobs;
use crate::pickup_store::kept_after;
use crate::refused::PickupRefused;
use crate::rows::{PartPlace, Pickup, PickupPart, PickupPoint, PickupPool};
use kernel::{Id, Timestamp, Zone};
use market::order::State;
use market::rows::Order;
use pools::commitment::CommitmentState;
use pools::ids::PoolId;
use pools::rows::{Commitment, GroupBuyPart, Pool};
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};
use web::Power;

/// Of one group buy.
pub const POINTS_OF_POOL_MAX: usize = 10;
/// As far ahead as anybody plans a delivery; what is further is written wrong.
const POOL_DAYS_AHEAD: i64 = 120;
/// Who joins chooses when it has come together.
pub const LATER: &str = "later";
/// Orders that get their places in one transaction.
const GIVEN_AT_ONCE: i64 = 50;

#[derive(Debug, Clone)]
pub struct FetchAt {
    /// None: it is only looked over.
    pub pool: Option<PoolId>,
    pub closes_at: Timestamp,
    pub points: Vec<Id<PickupPoint>>,
    /// Since 1970 in the community's zone.
    pub day: i64,
}

/// By who manages what is offered, with the opening; said again for a pool it changes nothing.
///
/// # Errors
/// `NotAllowed`, `NoSuchPoint`, `PointClosed`, `NoSuchSlot` for a day on which a point is not open, `SlotTooFar`, `FetchedTooEarly` for a
/// day before it closes.
pub fn fetch_at(tx: &mut Tx, by: Id<Member>, input: &FetchAt, now: Timestamp) -> Outcome<(), PickupRefused> {
    if !powers(tx, by)?.has(Power::ManageOffers) {
        return Err(Refused(PickupRefused::NotAllowed));
    }
    let (community_id, zone) = (tx.community(), acting::zone(tx)?);
    if input.day >= now.day(&zone) + POOL_DAYS_AHEAD {
        return Err(Refused(PickupRefused::SlotTooFar));
    }
    if input.day < input.closes_at.day(&zone) {
        return Err(Refused(PickupRefused::FetchedTooEarly));
    }
    for point in input.points.iter().take(POINTS_OF_POOL_MAX) {
        let point = tx.find::<PickupPoint>((community_id, *point))?;
        let point = point.ok_or(Refused(PickupRefused::NoSuchPoint))?;
        if !point.is_open {
            return Err(Refused(PickupRefused::PointClosed));
        }
        // Something of it is left after closing.
        if !point.opening(&zone)?.on(input.day, &zone).iter().any(|slot| slot.ends_at > input.closes_at) {
            return Err(Refused(PickupRefused::NoSuchSlot));
        }
    }
    let Some(pool_id) = input.pool else { return Ok(()) };
    if tx.find::<PickupPool>((community_id, pool_id, 1))?.is_some() {
        return Ok(());
    }
    for (number, point_id) in (1..).zip(input.points.iter().take(POINTS_OF_POOL_MAX)) {
        let row = PickupPool { community_id, pool_id, number, point_id: *point_id, day: input.day };
        tx.insert(&row)?;
    }
    Ok(())
}

#[derive(Debug, Clone)]
pub struct KeepPlace {
    pub part: Id<Commitment>,
    /// `pkp_….960`: a point and the minute at which the slot begins; `LATER`; empty: the only one there is.
    pub choice: String,
    /// The order's code is drawn from it.
    pub random: u64,
}

/// With the joining; said again for a part it changes nothing. Answers whether a place is kept.
///
/// # Errors
/// `PlaceNotChosen` where there are several, `NoSuchSlot`, `SlotFull`, `DayFull`: then nobody joins either.
pub fn keep_place(tx: &mut Tx, input: &KeepPlace, now: Timestamp) -> Outcome<bool, PickupRefused> {
    let community_id = tx.community();
    if tx.find::<PickupPart>((community_id, input.part))?.is_some() {
        return Ok(true);
    }
    let part = tx.find::<Commitment>((community_id, input.part))?;
    let part = part.ok_or_else(|| fault(format!("{}: no such part", input.part)))?;
    let zone = acting::zone(tx)?;
    let offered = offered(tx, (community_id, &zone), part.pool_id, now)?;
    if offered.is_empty() || input.choice == LATER {
        return Ok(false);
    }
    let (point, slot) = match (input.choice.as_str(), offered.as_slice()) {
        ("", [only]) => only,
        ("", _) => return Err(Refused(PickupRefused::PlaceNotChosen)),
        (choice, all) => {
            let found = all.iter().find(|(point, slot)| code(point.id, slot) == choice);
            found.ok_or(Refused(PickupRefused::NoSuchSlot))?
        }
    };
    places::take(tx, point, slot.day, slot.window.from)?;
    tx.insert(&PickupPart {
        community_id,
        commitment_id: part.id,
        pool_id: part.pool_id,
        point_id: point.id,
        day: slot.day,
        from_minute: slot.window.from,
        until_minute: slot.window.until,
        state: PartPlace::Kept,
        draw: input.random.cast_signed(),
        chosen_at_us: now,
    })?;
    Ok(true)
}

/// As a form sends it.
pub(crate) fn code(point: Id<PickupPoint>, slot: &Slot) -> String {
    format!("{point}.{}", slot.window.from)
}

/// What can be chosen of a group buy: of its day, what is still to come and begins no sooner than it closes.
pub(crate) fn offered(
    source: &mut impl ledger::Source,
    (community, zone): (i64, &Zone),
    pool: PoolId,
    now: Timestamp,
) -> Result<Vec<(PickupPoint, Slot)>, Fault> {
    let mut all = Vec::new();
    let row = source.find::<Pool>((community, pool))?;
    let after = row.map_or(now, |row| row.closes_at_us.max(now));
    for number in 1.. {
        let Some(row) = source.find::<PickupPool>((community, pool, number))? else { break };
        let point = source.find::<PickupPoint>((community, row.point_id))?;
        let Some(point) = point.filter(|point| point.is_open) else { continue };
        let slots = point.opening(zone)?.on(row.day, zone);
        all.extend(slots.into_iter().filter(|s| s.ends_at > after).map(|slot| (point.clone(), slot)));
    }
    Ok(all)
}

/// The parts of a pool are what they were for, or over: the orders get the places that were kept, the others are free. Some at once;
/// answers behind which part it goes on.
///
/// # Errors
/// Of the database only.
pub fn give_places(
    tx: &mut Tx,
    pool: PoolId,
    after: &str,
    now: Timestamp,
) -> Result<Option<Id<Commitment>>, Fault> {
    let community = tx.community();
    if after.is_empty() {
        deliver(tx, pool, now)?;
    }
    let ids = kept_after(tx, pool, after, GIVEN_AT_ONCE)?;
    let last = (ids.len() as i64 == GIVEN_AT_ONCE).then(|| ids.last().copied()).flatten();
    for id in ids {
        let Some(kept) = tx.find::<PickupPart>((community, id))? else { continue };
        let Some(part) = tx.find::<Commitment>((community, id))? else { continue };
        match part.state {
            CommitmentState::Captured => give(tx, &kept, now)?,
            state if !state.takes_place() => places::let_go(tx, id)?,
            // Its pool is over, and what is found of its money goes back.
            CommitmentState::Claimed if !part.late => places::let_go(tx, id)?,
            // It is not paid yet.
            _ => {}
        }
    }
    Ok(last)
}

/// Who delivers is told where to and for which day: all that was ordered is fetched there.
fn deliver(tx: &mut Tx, pool: PoolId, now: Timestamp) -> Result<(), Fault> {
    let (community, mut names, mut day) = (tx.community(), Vec::new(), None);
    for number in 1.. {
        let Some(row) = tx.find::<PickupPool>((community, pool, number))? else { break };
        day = Some(row.day);
        names.extend(tx.find::<PickupPoint>((community, row.point_id))?.map(|point| point.name));
    }
    let Some(day) = day else { return Ok(()) };
    let at = Timestamp::start_of_day(day, &acting::zone(tx)?);
    supply::ops::place_raised(tx, pool.as_str(), (at, &names.join(" / ")), now)
}

/// An order that was handed over or called off meanwhile, or whose slot is over, has no place to be kept; nor has one that its buyer has
/// chosen a place for.
fn give(tx: &mut Tx, kept: &PickupPart, now: Timestamp) -> Result<(), Fault> {
    let (community, id) = (kept.community_id, kept.commitment_id);
    let became = tx.find::<GroupBuyPart>((community, id))?.and_then(|part| part.order_id);
    let order = match became {
        Some(order) => tx.find::<Order>((community, order))?.filter(|order| order.state == State::Paid),
        None => None,
    };
    let point = tx.find::<PickupPoint>((community, kept.point_id))?;
    let zone = acting::zone(tx)?;
    let slot = kept.slot(&zone);
    let (Some(order), Some(point), Some(slot)) = (order, point, slot.filter(|slot| now < slot.ends_at))
    else {
        return places::let_go(tx, id);
    };
    if tx.find::<Pickup>((community, order.id))?.is_some() {
        return places::let_go(tx, id);
    }
    let Some(mut row) = tx.lock::<PickupPart>((community, id))? else { return Ok(()) };
    row.state = PartPlace::Ordered;
    tx.save(&row)?;
    let place = Place { point: &point, slot, random: kept.draw.cast_unsigned() };
    let pickup = given(tx, &order, place, now)?;
    tx.enqueue(jobs::remind(order.id, slot.ends_at))?;
    super::tell::plan(tx, &pickup, now)?;
    announce(tx, "pickup_chosen", &pickup)
}
