//! Thirty days after a list was pasted last its words go: what chats said is nobody's archive. Orders keep their own line.

use super::forget_buyer::{forget_long_unused, forget_unordered};
use crate::jobs::{self, KEPT_FOR};
use crate::lists_store::{buyers, items, known_before, known_called, lines, live_names, orders, parts};
use crate::namesake::bare;
use crate::rows::{KnownName, ListBuyer, ListItem, ListLine, ListOrder, ListPart, OrderList};
use kernel::{Id, Timestamp};
use std::collections::BTreeSet;
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
    let row = tx.find::<OrderList>((community, list))?.filter(|row| row.erased_at_us.is_none());
    let Some(row) = row else {
        // Who deletes a list does not wait for other names than its own.
        forget_old_names(tx, now)?;
        return Ok(None);
    };
    let due = row.pasted_at_us.plus(KEPT_FOR);
    if now < due {
        return Ok(Some(due));
    }
    erase(tx, list, now)?;
    forget_old_names(tx, now)?;
    take_leave(tx, list, now)?;
    Ok(None)
}

/// All but that it was, and which orders came of it, with the line of each. Answers what people were called in it, also before somebody
/// mended their lines.
pub(super) fn erase(tx: &mut Tx, list: Id<OrderList>, now: Timestamp) -> Result<BTreeSet<String>, Fault> {
    let community = tx.community();
    let mut names = BTreeSet::new();
    let Some(mut row) = tx.lock::<OrderList>((community, list))? else { return Ok(names) };
    for order in orders(tx, community, list)?.into_iter().filter(|order| !order.name.is_empty()) {
        if let Some(row) = tx.lock::<ListOrder>((community, order.order_id))? {
            tx.save(&ListOrder { name: String::new(), ..row })?;
        }
        names.insert(order.name);
    }
    for part in parts(tx, community, list)?.into_iter().filter(|part| !part.name.is_empty()) {
        if let Some(row) = tx.lock::<ListPart>((community, part.commitment_id))? {
            tx.save(&ListPart { name: String::new(), ..row })?;
        }
        names.insert(part.name);
    }
    let its_lines = lines(tx, community, list)?;
    let keys: Vec<_> = its_lines.iter().map(|line| (community, list, line.number)).collect();
    tx.lock_all::<ListLine>(&keys)?;
    tx.delete_all::<ListLine>(&keys)?;
    names.extend(its_lines.into_iter().map(|line| line.name));
    let keys: Vec<_> =
        items(tx, community, list)?.iter().map(|item| (community, list, item.number)).collect();
    tx.lock_all::<ListItem>(&keys)?;
    tx.delete_all::<ListItem>(&keys)?;
    let keys: Vec<_> =
        buyers(tx, community, list)?.into_iter().map(|buyer| (community, list, buyer.name)).collect();
    tx.lock_all::<ListBuyer>(&keys)?;
    tx.delete_all::<ListBuyer>(&keys)?;
    names.extend(keys.into_iter().map(|(.., name)| name));
    (row.pasted, row.heading_line_count, row.erased_at_us) = (None, None, Some(now));
    row.title.clear();
    tx.save(&row)?;
    tx.announce("list_erased", format!(r#"{{"list":"{list}"}}"#))?;
    Ok(names)
}

/// Who is in no further list for a year, and whom no name means any more, is forgotten: by a list's leave-taking, and once more a year
/// after it.
pub(super) fn take_leave(tx: &mut Tx, list: Id<OrderList>, now: Timestamp) -> Result<(), Fault> {
    forget_long_unused(tx, None, now).map_err(|error| match error {
        OpError::Fault(fault) => fault,
        OpError::Refused(never) => match never {},
    })?;
    tx.enqueue(jobs::forget(list, now))
}

/// Whom these names meant, whenever that was said: who was called so stands in no list any more, where no other one has it.
pub(super) fn forget_names(tx: &mut Tx, names: &BTreeSet<String>, now: Timestamp) -> Result<(), Fault> {
    let community = tx.community();
    let called: BTreeSet<&str> = names.iter().flat_map(|name| [name.as_str(), bare(name)]).collect();
    let mut known = Vec::new();
    for called in called {
        let rows = known_called(tx, community, called)?;
        known.extend(rows.into_iter().map(|row| (row.name, row.called)));
    }
    forget_unused(tx, known, now)
}

/// Of everybody of whom nobody has said anything for as long as lists are kept.
fn forget_old_names(tx: &mut Tx, now: Timestamp) -> Result<(), Fault> {
    let known = known_before(tx, tx.community(), now.minus(KEPT_FOR))?;
    forget_unused(tx, known, now)
}

fn forget_unused(tx: &mut Tx, known: Vec<(String, String)>, now: Timestamp) -> Result<(), Fault> {
    if known.is_empty() {
        return Ok(());
    }
    let community = tx.community();
    let live = live_names(tx, community)?;
    let live: BTreeSet<&str> = live.iter().flat_map(|name| [name.as_str(), bare(name)]).collect();
    for (name, _) in known.into_iter().filter(|(_, called)| !live.contains(called.as_str())) {
        let key = (community, name);
        if let Some(known) = tx.lock::<KnownName>(key.clone())? {
            tx.delete::<KnownName>(&key)?;
            forget_unordered(tx, known.member, now)?;
        }
    }
    Ok(())
}
