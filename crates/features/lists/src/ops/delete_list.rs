//! A list that was pasted by mistake, or came to nothing, is deleted by who runs lists: its words are gone at once.

use super::erase_list::{erase, forget_names, take_leave};
use super::{announce, may_run, open_list};
use crate::ids::Member;
use crate::lists_store::{orders, parts};
use crate::refused::ListRefused;
use crate::rows::OrderList;
use kernel::{Id, Timestamp};
use market::order::State;
use market::rows::Order;
use store::OpError::Refused;
use store::{Outcome, Tx};

/// Text, lines, things and names go, and whom the names mean where no other list has them. Where orders were made of it, or group buys joined, all of them
/// called off, expired or over since, the list stays with its number and no words, for they lead back to it; else nothing is left. Answers
/// whether nothing is.
///
/// # Errors
/// `NotAMember`, `NotAllowed`, `NoSuchList`, `ListErased`; `ListHasOrders` while one of its orders, or of its parts in group buys, stands.
pub fn delete_list(
    tx: &mut Tx,
    by: Id<Member>,
    list: Id<OrderList>,
    now: Timestamp,
) -> Outcome<bool, ListRefused> {
    may_run(tx, by)?;
    let list = open_list(tx, list)?;
    let community = list.community_id;
    let made = orders(tx, community, list.id)?;
    for one in &made {
        let order = tx.find::<Order>((community, one.order_id))?;
        if order.is_some_and(|order| !matches!(order.state, State::Cancelled | State::Expired)) {
            return Err(Refused(ListRefused::ListHasOrders));
        }
    }
    let joined = parts(tx, community, list.id)?;
    for one in &joined {
        let standing = pools::part_standing(tx, community, one.commitment_id)?;
        if standing.is_some_and(|standing| standing.has_milli > 0) {
            return Err(Refused(ListRefused::ListHasOrders));
        }
    }
    let names = erase(tx, list.id, now)?;
    forget_names(tx, &names, now)?;
    take_leave(tx, list.id, now)?;
    let is_gone = made.is_empty() && joined.is_empty();
    if is_gone {
        tx.delete::<OrderList>(&(community, list.id))?;
    }
    announce(tx, "list_deleted", list.id)?;
    Ok(is_gone)
}
