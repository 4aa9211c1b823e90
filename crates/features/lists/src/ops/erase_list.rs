//! Thirty days after a list was pasted last its words go: what chats said is nobody's archive. Orders keep their own line.

use super::forget_buyer::{forget_long_unused, forget_unordered};
use crate::jobs::{self, KEPT_FOR};
use crate::lists_store::{buyers, items, lines, orders, unused_names};
use crate::rows::{KnownName, ListBuyer, ListItem, ListLine, ListOrder, OrderList};
use kernel::{Id, Timestamp};
use std::convert::Infallible;
use store::{Fault, OpError, Outcome, Tx};

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
    erase(tx, list, Words::Old, now)?;
    Ok(None)
}

/// Of which names it goes too whom they mean, where no list has them any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Words {
    /// Of which that was said as long ago as lists are kept.
    Old,
    /// And of all that this list has, whenever that was said.
    OfThisList,
}

/// All but that it was, and which orders came of it, with the line of each.
pub(super) fn erase(tx: &mut Tx, list: Id<OrderList>, words: Words, now: Timestamp) -> Result<(), Fault> {
    let community = tx.community();
    let Some(mut row) = tx.lock::<OrderList>((community, list))? else { return Ok(()) };
    for order in orders(tx, community, list)?.iter().filter(|order| !order.name.is_empty()) {
        if let Some(order) = tx.lock::<ListOrder>((community, order.order_id))? {
            tx.save(&ListOrder { name: String::new(), ..order })?;
        }
    }
    let its_lines = lines(tx, community, list)?;
    let keys: Vec<_> = its_lines.iter().map(|line| (community, list, line.number)).collect();
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
    let mut unused = unused_names(tx, community, now.minus(KEPT_FOR))?;
    if words == Words::OfThisList {
        let here = |known: &String| {
            let called = known.split('\t').next().unwrap_or(known);
            its_lines.iter().any(|line| line.name.starts_with(called))
        };
        unused.extend(unused_names(tx, community, now)?.into_iter().filter(here));
    }
    for name in unused {
        let key = (community, name);
        if let Some(known) = tx.lock::<KnownName>(key.clone())? {
            tx.delete::<KnownName>(&key)?;
            forget_unordered(tx, known.member, now)?;
        }
    }
    // Who is in no further list for a year is forgotten: by this list's leave-taking, and once more a year after it.
    forget_long_unused(tx, None, now).map_err(|error| match error {
        OpError::Fault(fault) => fault,
        OpError::Refused(never) => match never {},
    })?;
    tx.enqueue(jobs::forget(list, now))?;
    tx.announce("list_erased", format!(r#"{{"list":"{list}"}}"#))
}
