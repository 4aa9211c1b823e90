//! Who hands over at a point beside who minds it: volunteers change by the day.

use crate::acting;
use crate::ids::Member;
use crate::pickup_store::helper_count;
use crate::point::{HELP_DAYS_MAX, helps_from};
use crate::refused::PointRefused;
use crate::rows::{PickupHelper, PickupPoint};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct AddHelper {
    pub point: Id<PickupPoint>,
    pub member: Id<Member>,
    /// Days since 1970 in the community's zone, both included; without a last one for good.
    pub from_day: i64,
    pub until_day: Option<i64>,
    pub key: Option<IdempotencyKey>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelperKept {
    pub point: Id<PickupPoint>,
    pub number: i64,
}

/// By who hands over orders anywhere.
///
/// # Errors
/// `NotAMember`, `NotAllowed`, `NoSuchPoint`, `MinderUnknown`, `HelpDaysWrong`, `KeyReused`.
pub fn add_helper(
    tx: &mut Tx,
    by: Id<Member>,
    input: &AddHelper,
    now: Timestamp,
) -> Outcome<HelperKept, PointRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(PointRefused::KeyReused)? {
        return Ok(first);
    }
    keeps(tx, by)?;
    // Locked, so that two at once are counted one after the other.
    let point = tx.lock::<PickupPoint>((tx.community(), input.point))?;
    let point = point.ok_or(Refused(PointRefused::NoSuchPoint))?;
    if acting::powers(tx, input.member)?.is_none() {
        return Err(Refused(PointRefused::MinderUnknown));
    }
    let zone = acting::zone(tx)?;
    helps_from(input.from_day, input.until_day, now.day(&zone), HELP_DAYS_MAX).map_err(Refused)?;
    let number = helper_count(tx, point.id)? + 1;
    tx.insert(&PickupHelper {
        community_id: point.community_id,
        point_id: point.id,
        number,
        member: input.member,
        from_day: input.from_day,
        until_day: input.until_day,
        made_by: by,
        made_at_us: now,
        ended_by: None,
        ended_at_us: None,
    })?;
    tx.save(&point)?;
    kept(tx, &point, number)?;
    let kept = HelperKept { point: point.id, number };
    tx.remember(&input.key, &kept, now)?;
    Ok(kept)
}

/// From now on not any more. By who hands over orders anywhere, and by the helper.
///
/// # Errors
/// `NotAMember`, `NotAllowed`, `NoSuchHelper`. One that has ended stays as it is.
pub fn end_helper(
    tx: &mut Tx,
    by: Id<Member>,
    (point, number): (Id<PickupPoint>, i64),
    now: Timestamp,
) -> Outcome<HelperKept, PointRefused> {
    let powers = acting::powers(tx, by)?.ok_or(Refused(PointRefused::NotAMember))?;
    let helper = tx.find::<PickupHelper>((tx.community(), point, number))?;
    let own = helper.as_ref().is_some_and(|helper| helper.member == by);
    if !own && !powers.has(Power::FulfilOrders) {
        return Err(Refused(PointRefused::NotAllowed));
    }
    if helper.is_none() {
        return Err(Refused(PointRefused::NoSuchHelper));
    }
    if let Some(mut helper) = tx.lock::<PickupHelper>((tx.community(), point, number))?
        && helper.ended_at_us.is_none()
    {
        (helper.ended_by, helper.ended_at_us) = (Some(by), Some(now));
        tx.save(&helper)?;
    }
    Ok(HelperKept { point, number })
}

fn keeps(tx: &mut Tx, by: Id<Member>) -> Outcome<(), PointRefused> {
    let powers = acting::powers(tx, by)?.ok_or(Refused(PointRefused::NotAMember))?;
    match powers.has(Power::FulfilOrders) {
        true => Ok(()),
        false => Err(Refused(PointRefused::NotAllowed)),
    }
}

fn kept(tx: &mut Tx, point: &PickupPoint, number: i64) -> Result<(), store::Fault> {
    // Ids and numbers need no escaping.
    tx.announce("pickup_helper_kept", format!(r#"{{"point":"{}","number":{number}}}"#, point.id))
}
