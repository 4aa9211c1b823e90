//! Where and on which day a list is fetched is its orders' too: from the beginning, and anew when somebody says otherwise.

use crate::lists_store::orders_after;
use crate::rows::OrderList;
use kernel::{Id, Timestamp};
use market::rows::Order;
use pickup::ops::{FetchOrder, Fetched, fetch_nowhere, fetch_order};
use std::hash::{DefaultHasher, Hash, Hasher};
use store::{Fault, Tx};

/// Orders that are looked at in one transaction.
pub(super) const AT_ONCE: i64 = 50;

#[derive(Debug, Clone)]
pub struct GivePlaces {
    pub list: Id<OrderList>,
    /// Behind this order; empty: from the first.
    pub after: String,
    /// Codes are drawn from it, and from their orders.
    pub random: u64,
    /// Its day was found full: who has no place there gets none.
    pub day_full: bool,
}

/// How far it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlacesGiven {
    /// Behind which order it goes on; None: all have been looked at.
    pub last: Option<Id<Order>>,
    pub day_full: bool,
}

/// Some at once. What is paid keeps the place that it has.
///
/// # Errors
/// Of the database only.
pub fn give_places(tx: &mut Tx, input: &GivePlaces, now: Timestamp) -> Result<PlacesGiven, Fault> {
    let mut given = PlacesGiven { last: None, day_full: input.day_full };
    let Some(list) = tx.find::<OrderList>((tx.community(), input.list))? else { return Ok(given) };
    let ids = orders_after(tx, list.id, &input.after, AT_ONCE)?;
    for id in &ids {
        let how = (draw(*id, input.random), given.day_full);
        // Whoever is placed already says nothing of whether there is room.
        given.day_full |= give_place(tx, &list, *id, how, now)? == Fetched::DayFull;
    }
    given.last = (ids.len() as i64 == AT_ONCE).then(|| ids.last().copied()).flatten();
    Ok(given)
}

/// Of each order another: codes are drawn, not counted. Who sees an order's id does not see `random`, and cannot reckon its code.
fn draw(order: Id<Order>, random: u64) -> u64 {
    let mut hasher = DefaultHasher::new();
    (order.as_str(), random).hash(&mut hasher);
    hasher.finish()
}

pub(super) fn give_place(
    tx: &mut Tx,
    list: &OrderList,
    order: Id<Order>,
    (random, day_full): (u64, bool),
    now: Timestamp,
) -> Result<Fetched, Fault> {
    match (list.point_id, list.point_day) {
        (Some(point), Some(day)) => fetch_order(tx, &FetchOrder { order, point, day, random, day_full }, now),
        _ => {
            fetch_nowhere(tx, order)?;
            Ok(Fetched::NoPlace)
        }
    }
}
