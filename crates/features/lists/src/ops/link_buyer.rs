//! Somebody says which member a name of a list is: the orders are that member's then.

use super::tell_apart::Called;
use super::{announce, lock_buyer, may_run, open_list};
use crate::ids::Member;
use crate::known::Traits;
use crate::lists_store::{lines_of, orders_of, parts_of};
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
/// `NoSuchBuyer` for a name that the list has not, `BuyerUnknown` for who takes no part, `OrdersStand` when orders were made,
/// or a group buy was joined, under the name for somebody else.
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
    let lines = lines_of(tx, list.community_id, list.id, &input.name)?;
    if lines.is_empty() {
        return Err(Refused(ListRefused::NoSuchBuyer));
    }
    let mut buyer = lock_buyer(tx, list.id, &input.name)?;
    if buyer.member != input.member {
        let made = orders_of(tx, list.community_id, list.id, &input.name)?;
        let parts = parts_of(tx, list.community_id, list.id, &input.name)?;
        if made.iter().any(|order| order.counts) || parts.iter().any(|part| part.counted_milli > 0) {
            return Err(Refused(ListRefused::OrdersStand));
        }
        buyer.member = input.member;
        tx.save(&buyer)?;
        if let Some(member) = input.member {
            let called = Called { traits: &Traits::of(&input.name, &lines), confirmed: true };
            know(tx, by, &called, member, now)?;
        }
        announce(tx, "list_linked", list.id)?;
    }
    Ok(tx.remember(&input.key, &(), now)?)
}

/// The next list may know the name. Of those who are called so at the same place each is kept: the next time it is asked.
pub(super) fn know(
    tx: &mut Tx,
    by: Id<Member>,
    called: &Called,
    member: Id<Member>,
    now: Timestamp,
) -> Result<(), Fault> {
    let community_id = tx.community();
    let Traits { name, place, phone } = called.traits;
    let place = place.said();
    let key = if place.is_empty() { name.clone() } else { format!("{name}\t{place}") };
    let row = |key: String| KnownName {
        community_id,
        name: key,
        called: name.clone(),
        place: place.clone(),
        phone: phone.clone(),
        confirmed: called.confirmed,
        member,
        said_by: by,
        said_at_us: now,
    };
    let Some(known) = tx.find::<KnownName>((community_id, key.clone()))? else {
        return tx.insert(&row(key));
    };
    // What somebody says stands above what was taken to be.
    if called.confirmed && !known.confirmed {
        tx.lock::<KnownName>((community_id, key.clone()))?;
        return tx.save(&row(key));
    }
    if known.member == member {
        if known.phone != *phone
            && !phone.is_empty()
            && let Some(known) = tx.lock::<KnownName>((community_id, key.clone()))?
        {
            tx.save(&KnownName { phone: phone.clone(), ..known })?;
        }
        return Ok(());
    }
    if known.confirmed && tx.lock::<KnownName>((community_id, key.clone()))?.is_some() {
        tx.save(&KnownName { confirmed: false, ..known })?;
    }
    let besides = format!("{key}\t{member}");
    match tx.lock::<KnownName>((community_id, besides.clone()))? {
        Some(_) => tx.save(&row(besides)),
        None => tx.insert(&row(besides)),
    }
}
