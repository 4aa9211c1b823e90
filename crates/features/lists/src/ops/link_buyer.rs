//! Somebody says which member a name of a list is: the orders are that member's then.

use super::{announce, lock_buyer, may_run, open_list};
use crate::ids::Member;
use crate::lists_store::orders_of;
use crate::refused::ListRefused;
use crate::rows::{KnownName, OrderList};
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct LinkBuyer {
    pub list: Id<OrderList>,
    pub name: String,
    /// None: nobody with an account after all.
    pub member: Option<Id<Member>>,
    pub key: Option<IdempotencyKey>,
}

/// # Errors
/// `NoSuchBuyer` for a name that the list has not, `BuyerUnknown` for who takes no part, `OrdersStand` when orders were made
/// under the name for somebody else.
pub fn link_buyer(
    tx: &mut Tx,
    by: Id<Member>,
    input: &LinkBuyer,
    now: Timestamp,
) -> Outcome<(), ListRefused> {
    if let Some(()) = tx.first_answer(&input.key)?.or_refuse(ListRefused::KeyReused)? {
        return Ok(());
    }
    may_run(tx, by)?;
    let list = open_list(tx, input.list)?;
    if let Some(member) = input.member {
        community::powers_now(tx, member)?.ok_or(Refused(ListRefused::BuyerUnknown))?;
    }
    if crate::lists_store::lines_of(tx, list.community_id, list.id, &input.name)?.is_empty() {
        return Err(Refused(ListRefused::NoSuchBuyer));
    }
    let mut buyer = lock_buyer(tx, list.id, &input.name)?;
    if buyer.member != input.member {
        let made = orders_of(tx, list.community_id, list.id, &input.name)?;
        if made.iter().any(|order| order.counts) {
            return Err(Refused(ListRefused::OrdersStand));
        }
        buyer.member = input.member;
        tx.save(&buyer)?;
        if let Some(member) = input.member {
            know(tx, by, &input.name, member, now)?;
        }
        announce(tx, "list_linked", list.id)?;
    }
    Ok(tx.remember(&input.key, &(), now)?)
}

/// The next list may know the name.
pub(super) fn know(
    tx: &mut Tx,
    by: Id<Member>,
    name: &str,
    member: Id<Member>,
    now: Timestamp,
) -> Result<(), Fault> {
    let community_id = tx.community();
    let row = KnownName { community_id, name: name.to_owned(), member, said_by: by, said_at_us: now };
    match tx.lock::<KnownName>((community_id, name.to_owned()))? {
        Some(known) if known.member == member => Ok(()),
        Some(_) => tx.save(&row),
        None => tx.insert(&row),
    }
}
