//! Somebody says until when a list is paid, and where and on which day it is fetched. Orders that were made before keep their day.

use super::{announce, may_run, open_list};
use crate::ids::Member;
use crate::refused::ListRefused;
use crate::rows::OrderList;
use kernel::{Id, Timestamp};
use pickup::rows::PickupPoint;
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct SetTerms {
    pub list: Id<OrderList>,
    pub pay_until: Timestamp,
    pub point: Option<(Id<PickupPoint>, i64)>,
    pub key: Option<IdempotencyKey>,
}

/// # Errors
/// `PayUntilPast`, `PointUnknown`; `ListErased` for one that is done with.
pub fn set_terms(tx: &mut Tx, by: Id<Member>, input: &SetTerms, now: Timestamp) -> Outcome<(), ListRefused> {
    if let Some(()) = tx.first_answer(&input.key)?.or_refuse(ListRefused::KeyReused)? {
        return Ok(());
    }
    may_run(tx, by)?;
    let list = open_list(tx, input.list)?;
    let community = list.community_id;
    if input.pay_until <= now {
        return Err(Refused(ListRefused::PayUntilPast));
    }
    if let Some((point, _)) = input.point {
        tx.find::<PickupPoint>((community, point))?.ok_or(Refused(ListRefused::PointUnknown))?;
    }
    if let Some(mut row) = tx.lock::<OrderList>((community, list.id))? {
        row.pay_until_us = input.pay_until;
        (row.point_id, row.point_day) = input.point.unzip();
        tx.save(&row)?;
    }
    announce(tx, "list_terms_set", list.id)?;
    Ok(tx.remember(&input.key, &(), now)?)
}
