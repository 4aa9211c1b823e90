//! A pick-up point is made or changed. What was chosen before keeps its time; whoever has to be told is told by people.

use crate::acting;
use crate::hours::date_of;
use crate::ids::Member;
use crate::point::PointText;
use crate::refused::PointRefused;
use crate::rows::{PickupCount, PickupPoint};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct KeepPoint {
    /// Of a new point, or of the one that is changed.
    pub point: Id<PickupPoint>,
    pub text: PointText,
    /// Who hands over there, with no power beside that.
    pub minder: Id<Member>,
    /// A closed point is chosen by nobody; what was chosen before is still handed over.
    pub is_open: bool,
    pub key: Option<IdempotencyKey>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointKept {
    pub point: Id<PickupPoint>,
    pub number: i64,
    pub is_open: bool,
}

/// By who hands over orders.
///
/// # Errors
/// `NotAMember`, `NotAllowed`, `NameMissing`, `HoursMalformed`, `MinderUnknown`, …
pub fn create_point(
    tx: &mut Tx,
    by: Id<Member>,
    input: &KeepPoint,
    now: Timestamp,
) -> Outcome<PointKept, PointRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(PointRefused::KeyReused)? {
        return Ok(first);
    }
    may_keep(tx, by)?;
    let mut point = PickupPoint {
        community_id: tx.community(),
        id: input.point,
        number: 0,
        name: String::new(),
        address: String::new(),
        note: String::new(),
        hours: String::new(),
        closed_on: String::new(),
        slot_places: None,
        day_places: None,
        minder: input.minder,
        is_open: true,
        made_by: by,
        made_at_us: now,
        changed_by: by,
        changed_at_us: now,
    };
    write(tx, &mut point, by, input, now)?;
    point.number = next_number(tx)?;
    tx.insert(&point)?;
    kept(tx, &point, input, now)
}

/// By who hands over orders, or who minds it: hours change on a rainy evening. Only the former give it to somebody else.
///
/// # Errors
/// As `create_point`; `NoSuchPoint`.
pub fn edit_point(
    tx: &mut Tx,
    by: Id<Member>,
    input: &KeepPoint,
    now: Timestamp,
) -> Outcome<PointKept, PointRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(PointRefused::KeyReused)? {
        return Ok(first);
    }
    let powers = acting::powers(tx, by)?.ok_or(Refused(PointRefused::NotAMember))?;
    let point = tx.lock::<PickupPoint>((tx.community(), input.point))?;
    let mut point = point.ok_or(Refused(PointRefused::NoSuchPoint))?;
    let minds = point.minder == by && point.minder == input.minder;
    if !minds && !powers.has(Power::FulfilOrders) {
        return Err(Refused(PointRefused::NotAllowed));
    }
    write(tx, &mut point, by, input, now)?;
    tx.save(&point)?;
    kept(tx, &point, input, now)
}

fn may_keep(tx: &mut Tx, by: Id<Member>) -> Outcome<(), PointRefused> {
    let powers = acting::powers(tx, by)?.ok_or(Refused(PointRefused::NotAMember))?;
    match powers.has(Power::FulfilOrders) {
        true => Ok(()),
        false => Err(Refused(PointRefused::NotAllowed)),
    }
}

fn write(
    tx: &mut Tx,
    point: &mut PickupPoint,
    by: Id<Member>,
    input: &KeepPoint,
    now: Timestamp,
) -> Outcome<(), PointRefused> {
    let zone = acting::zone(tx)?;
    let sound = input.text.read(&zone).map_err(Refused)?;
    if acting::powers(tx, input.minder)?.is_none() {
        return Err(Refused(PointRefused::MinderUnknown));
    }
    point.hours = sound.opening.to_string();
    let closed: Vec<String> = sound.opening.closed.iter().map(|day| date_of(*day, &zone)).collect();
    point.closed_on = closed.join(" ");
    (point.name, point.address, point.note) = (sound.name, sound.address, sound.note);
    (point.slot_places, point.day_places) = (input.text.each_slot, input.text.each_day);
    (point.minder, point.is_open) = (input.minder, input.is_open);
    (point.changed_by, point.changed_at_us) = (by, now);
    Ok(())
}

fn kept(
    tx: &mut Tx,
    point: &PickupPoint,
    input: &KeepPoint,
    now: Timestamp,
) -> Outcome<PointKept, PointRefused> {
    // An id needs no escaping.
    tx.announce("pickup_point_kept", format!(r#"{{"point":"{}"}}"#, point.id))?;
    let kept = PointKept { point: point.id, number: point.number, is_open: point.is_open };
    tx.remember(&input.key, &kept, now)?;
    Ok(kept)
}

fn next_number(tx: &mut Tx) -> Result<i64, Fault> {
    let community_id = tx.community();
    let found = tx.lock::<PickupCount>(community_id)?;
    let point_count = found.as_ref().map_or(0, |count| count.point_count) + 1;
    let count = PickupCount { community_id, point_count };
    match found {
        Some(_) => tx.save(&count)?,
        None => tx.insert(&count)?,
    }
    Ok(point_count)
}
