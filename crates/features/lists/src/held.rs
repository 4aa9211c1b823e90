//! What the orders made of a list have, line by line: for the table, and for the packing list, which leaves out what was called off,
//! has expired, or was given back.
//!
//! Not a rule: it reads rows.

use crate::rows::ListItem;
use crate::whole::Whole;
use market::order::State;
use market::rows::{Order, OrderLine};
use std::collections::BTreeMap;
use store::{Fault, Reader};

/// One line of an order, with the thing of the list that it is.
#[derive(Debug, Clone)]
pub struct HeldLine {
    pub order: Order,
    pub line: OrderLine,
    /// Its number in the list; None for what the list names no more.
    pub item: Option<i64>,
}

/// Of each name, in the order in which they were placed, and as the list has its things; also what was called off or has expired, which is not ordered by itself again.
///
/// # Errors
/// Of the database only.
pub fn held_lines(reader: &mut Reader, whole: &Whole) -> Result<BTreeMap<String, Vec<HeldLine>>, Fault> {
    let community = whole.list.community_id;
    let mut held: BTreeMap<String, Vec<HeldLine>> = BTreeMap::new();
    for made in whole.orders.iter().filter(|made| made.counts) {
        let Some(order) = reader.find::<Order>(&(community, made.order_id))? else { continue };
        for number in 1..=order.line_count {
            let Some(line) = reader.find::<OrderLine>(&(community, order.id, number))? else { continue };
            let is = |item: &&ListItem| {
                item.goods()
                    .is_some_and(|goods| (goods.offer, goods.variant) == (line.offer_id, line.variant))
            };
            let item = whole.items.iter().find(is).map(|item| item.number);
            held.entry(made.name.clone()).or_default().push(HeldLine { order: order.clone(), line, item });
        }
    }
    // Within an order as the list has its things, which is how people look for them.
    let place = |one: &HeldLine| (one.order.number, one.item.unwrap_or(i64::MAX), one.line.number);
    held.values_mut().for_each(|lines| lines.sort_by_key(place));
    Ok(held)
}

impl HeldLine {
    /// Called off or expired.
    pub fn is_over(&self) -> bool {
        matches!(self.order.state, State::Cancelled | State::Expired)
    }

    /// As the list calls it; else as it was bought.
    pub fn called<'a>(&'a self, whole: &'a Whole) -> (&'a str, &'a str) {
        let item = self.item.and_then(|item| whole.item(item));
        item.map_or((self.line.title.as_str(), self.line.unit.as_str()), |item| (&item.name, &item.unit))
    }
}
