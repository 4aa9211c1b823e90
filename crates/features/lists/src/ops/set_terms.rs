//! Somebody says until when a list is paid, and where and on which day it is fetched. What is not paid yet follows: it is held until then,
//! and fetched where the list says now. What found no room is tried again.

use super::{announce, may_run, open_list};
use crate::ids::Member;
use crate::jobs;
use crate::refused::ListRefused;
use crate::rows::OrderList;
use kernel::{Id, Timestamp};
use pickup::rows::PickupPoint;
use std::time::Duration;
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};

/// A form has minutes only, and the end of a day as 23:59.
const SHOWN_WITHIN: Duration = Duration::from_secs(60);

#[derive(Debug, Clone)]
pub struct SetTerms {
    pub list: Id<OrderList>,
    pub pay_until: Timestamp,
    pub point: Option<(Id<PickupPoint>, i64)>,
    /// Pick-up codes are drawn from it: 64 bits of chance.
    pub random: u64,
    pub key: Option<IdempotencyKey>,
}

/// # Errors
/// `PayUntilPast` for another time than it has; `PointUnknown`; `ListErased` for one that is done with.
pub fn set_terms(tx: &mut Tx, by: Id<Member>, input: &SetTerms, now: Timestamp) -> Outcome<(), ListRefused> {
    if let Some(()) = tx.first_answer(&input.key)?.or_refuse(ListRefused::KeyReused)? {
        return Ok(());
    }
    may_run(tx, by)?;
    let list = open_list(tx, input.list)?;
    let community = list.community_id;
    let is_past = input.pay_until <= now;
    let is_earlier = list.pay_until_us.minus(SHOWN_WITHIN) > input.pay_until;
    if is_past && (is_earlier || !is_same_day(tx, list.pay_until_us, input.pay_until)?) {
        return Err(Refused(ListRefused::PayUntilPast));
    }
    if let Some((point, _)) = input.point {
        tx.find::<PickupPoint>((community, point))?.ok_or(Refused(ListRefused::PointUnknown))?;
    }
    if let Some(mut row) = tx.lock::<OrderList>((community, list.id))? {
        let pay_before = row.pay_until_us;
        // Where the last day to pay is over and stays what it was, the others are said all the same.
        if !is_past {
            row.pay_until_us = input.pay_until;
        }
        let before = (row.point_id, row.point_day);
        (row.point_id, row.point_day) = input.point.unzip();
        row.terms_said_at_us = Some(now);
        tx.save(&row)?;
        if before != (row.point_id, row.point_day) || row.point_id.is_some() {
            tx.enqueue(jobs::places(list.id, input.random, "", now))?;
        }
        if is_moved(pay_before, row.pay_until_us) {
            tx.enqueue(jobs::deadline(list.id, by, "", now))?;
        }
    }
    announce(tx, "list_terms_set", list.id)?;
    Ok(tx.remember(&input.key, &(), now)?)
}

/// Whether somebody has said another time to pay until: what a form shows of the one before is no other one.
pub(super) fn is_moved(before: Timestamp, now: Timestamp) -> bool {
    before.minus(SHOWN_WITHIN) > now || before.plus(SHOWN_WITHIN) < now
}

/// Whether two moments end the same day, where the community is.
fn is_same_day(tx: &mut Tx, one: Timestamp, other: Timestamp) -> Result<bool, Fault> {
    let community = tx.community();
    let row = tx.find::<community::Community>(community)?;
    let zone = row.ok_or_else(|| Fault::Engine("a list of no community".into()))?.zone();
    let day = |moment: Timestamp| moment.minus(Duration::from_micros(1)).day(&zone);
    Ok(day(one) == day(other))
}
