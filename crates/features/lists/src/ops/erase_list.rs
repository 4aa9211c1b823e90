//! Thirty days after a list was pasted last its words go: what chats said is nobody's archive. Orders keep their own line.

use crate::jobs::KEPT_FOR;
use crate::lists_store::{buyers, items, lines, orders, unused_names};
use crate::rows::{KnownName, ListBuyer, ListItem, ListLine, ListOrder, OrderList};
use kernel::{Id, Timestamp};
use std::convert::Infallible;
use store::{Fault, Outcome, Tx};

/// Answers when it is due instead, where it was pasted again meanwhile.
///
/// # Errors
/// Of the database only.
pub fn erase_list(
    tx: &mut Tx,
    list: Id<OrderList>,
    now: Timestamp,
) -> Outcome<Option<Timestamp>, Infallible> {
    let community = tx.community();
    let Some(row) = tx.find::<OrderList>((community, list))? else { return Ok(None) };
    if row.erased_at_us.is_some() {
        return Ok(None);
    }
    let due = row.pasted_at_us.plus(KEPT_FOR);
    if now < due {
        return Ok(Some(due));
    }
    erase(tx, list, now)?;
    Ok(None)
}

/// All but that it was, and which orders came of it, with the line of each.
fn erase(tx: &mut Tx, list: Id<OrderList>, now: Timestamp) -> Result<(), Fault> {
    let community = tx.community();
    let Some(mut row) = tx.lock::<OrderList>((community, list))? else { return Ok(()) };
    for order in orders(tx, community, list)?.iter().filter(|order| !order.name.is_empty()) {
        if let Some(order) = tx.lock::<ListOrder>((community, order.order_id))? {
            tx.save(&ListOrder { name: String::new(), ..order })?;
        }
    }
    let keys: Vec<_> =
        lines(tx, community, list)?.iter().map(|line| (community, list, line.number)).collect();
    tx.lock_all::<ListLine>(&keys)?;
    tx.delete_all::<ListLine>(&keys)?;
    let keys: Vec<_> =
        items(tx, community, list)?.iter().map(|item| (community, list, item.number)).collect();
    tx.lock_all::<ListItem>(&keys)?;
    tx.delete_all::<ListItem>(&keys)?;
    let keys: Vec<_> =
        buyers(tx, community, list)?.into_iter().map(|buyer| (community, list, buyer.name)).collect();
    tx.lock_all::<ListBuyer>(&keys)?;
    tx.delete_all::<ListBuyer>(&keys)?;
    (row.pasted, row.erased_at_us) = (None, Some(now));
    row.title.clear();
    tx.save(&row)?;
    // Who somebody was called stands in no list any more: it goes with the words.
    let since = now.minus(KEPT_FOR);
    for name in unused_names(tx, community, since)? {
        let key = (community, name);
        if tx.lock::<KnownName>(key.clone())?.is_some() {
            tx.delete::<KnownName>(&key)?;
        }
    }
    tx.announce("list_erased", format!(r#"{{"list":"{list}"}}"#))
}
