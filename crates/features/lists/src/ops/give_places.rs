//! Where and on which day a list is fetched is its orders' too: from the beginning, and anew when somebody says otherwise.

use crate::lists_store::orders_after;
use crate::rows::OrderList;
use kernel::{Id, Timestamp};
use market::rows::Order;
use pickup::ops::{FetchOrder, fetch_nowhere, fetch_order};
use store::{Fault, Tx};

/// Orders that are looked at in one transaction.
const AT_ONCE: i64 = 50;

#[derive(Debug, Clone)]
pub struct GivePlaces {
    pub list: Id<OrderList>,
    /// Behind this order; empty: from the first.
    pub after: String,
    /// Codes are drawn from it.
    pub random: u64,
}

/// Some at once; answers behind which order it goes on. What is paid keeps the place that it has.
///
/// # Errors
/// Of the database only.
pub fn give_places(tx: &mut Tx, input: &GivePlaces, now: Timestamp) -> Result<Option<Id<Order>>, Fault> {
    let Some(list) = tx.find::<OrderList>((tx.community(), input.list))? else { return Ok(None) };
    let ids = orders_after(tx, list.id, &input.after, AT_ONCE)?;
    let mut random = input.random;
    for id in &ids {
        give_place(tx, &list, *id, random, now)?;
        random = random.wrapping_add(STEP);
    }
    Ok((ids.len() as i64 == AT_ONCE).then(|| ids.last().copied()).flatten())
}

/// One after the other are far apart: codes are drawn, not counted.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

pub(super) fn give_place(
    tx: &mut Tx,
    list: &OrderList,
    order: Id<Order>,
    random: u64,
    now: Timestamp,
) -> Result<(), Fault> {
    match (list.point_id, list.point_day) {
        (Some(point), Some(day)) => {
            fetch_order(tx, &FetchOrder { order, point, day, random }, now).map(|_| ())
        }
        _ => fetch_nowhere(tx, order),
    }
}
