//! Somebody's account is erased: what chats said of them goes, and who they were called there.

use crate::ids::Member;
use crate::lists_store::{known_names_of, lines_of, names_of_buyer, orders_of_buyer, parts_of_buyer};
use crate::rows::{KnownName, ListBuyer, ListLine, ListOrder, ListPart, OrderList};
use kernel::Id;
use std::convert::Infallible;
use store::{Fault, Outcome, Tx};

/// # Errors
/// Of the database only.
pub fn forget_member(tx: &mut Tx, member: Id<Member>) -> Outcome<(), Infallible> {
    let community = tx.community();
    for order in orders_of_buyer(tx, community, member)? {
        if let Some(mut row) = tx.lock::<ListOrder>((community, order))? {
            (row.words, row.name) = (String::new(), String::new());
            tx.save(&row)?;
        }
    }
    for part in parts_of_buyer(tx, community, member)? {
        if let Some(row) = tx.lock::<ListPart>((community, part))? {
            tx.save(&ListPart { name: String::new(), ..row })?;
        }
    }
    for (list, name) in names_of_buyer(tx, community, member)? {
        forget_name(tx, list, &name)?;
    }
    for name in known_names_of(tx, community, member)? {
        let key = (community, name);
        if tx.lock::<KnownName>(key.clone())?.is_some() {
            tx.delete::<KnownName>(&key)?;
        }
    }
    Ok(())
}

/// The lines under a name, and the text that has them too. The rest of the list stays what was understood of it.
fn forget_name(tx: &mut Tx, list: Id<OrderList>, name: &str) -> Result<(), Fault> {
    let community = tx.community();
    for line in lines_of(tx, community, list, name)? {
        let key = (community, list, line.number);
        if tx.lock::<ListLine>(key)?.is_some() {
            tx.delete::<ListLine>(&key)?;
        }
    }
    let key = (community, list, name.to_owned());
    if tx.lock::<ListBuyer>(key.clone())?.is_some() {
        tx.delete::<ListBuyer>(&key)?;
    }
    if let Some(mut row) = tx.lock::<OrderList>((community, list))?
        && row.pasted.is_some()
    {
        row.pasted = Some(String::new());
        tx.save(&row)?;
    }
    Ok(())
}
