//! A buyer without an account is forgotten: name, names in lists, what chats said. The books keep the random name, and sums.

use super::{announce_member, forget_member, may_run};
use crate::ids::Member;
use crate::jobs;
use crate::lists_store::{codes_of, known_names_of, long_unused, orders_of_buyer, parts_of_buyer};
use crate::refused::ListRefused;
use crate::rows::ClaimCode;
use kernel::{Id, Timestamp};
use std::convert::Infallible;
use std::time::Duration;
use store::OpError::{self, Refused};
use store::{Fault, Outcome, Tx};

/// So long no list has had an order for somebody: then they are forgotten by themselves.
pub const FORGOTTEN_AFTER: Duration = Duration::from_secs(365 * 86_400);
/// So many are looked at in one transaction; a job of its own goes on behind them.
const AT_ONCE: i64 = 20;

/// Said once more, it changes nothing.
///
/// # Errors
/// `NoSuchBuyer` for who has an account or comes from no list; `StillOpen` while an order, a part in a group buy or money is.
pub fn forget_buyer(
    tx: &mut Tx,
    by: Id<Member>,
    buyer: Id<Member>,
    now: Timestamp,
) -> Outcome<(), ListRefused> {
    may_run(tx, by)?;
    let community = tx.community();
    let member = community::member(tx, community, buyer)?;
    let member =
        member.filter(|member| member.person_id.is_none()).ok_or(Refused(ListRefused::NoSuchBuyer))?;
    if !member.is_current() && member.display_name.is_empty() {
        return Ok(());
    }
    let of_a_list = !known_names_of(tx, community, buyer)?.is_empty() || has_bought(tx, buyer)?;
    if !member.is_current() || !of_a_list {
        return Err(Refused(ListRefused::NoSuchBuyer));
    }
    if is_open(tx, buyer)? {
        return Err(Refused(ListRefused::StillOpen));
    }
    Ok(forget(tx, buyer, now)?)
}

/// Of whom no list has had an order or a part for a year, and nothing is open: by the clock. `after`: who was looked at last; None at the beginning.
/// Who stays, for something of theirs is open, keeps nobody behind them.
///
/// # Errors
/// Of the database only.
pub fn forget_long_unused(tx: &mut Tx, after: Option<Id<Member>>, now: Timestamp) -> Outcome<(), Infallible> {
    let community = tx.community();
    let behind = after.map_or_else(String::new, |member| member.to_string());
    let looked_at = long_unused(tx, community, now.minus(FORGOTTEN_AFTER), &behind, AT_ONCE)?;
    let last = looked_at.last().copied().filter(|_| looked_at.len() as i64 == AT_ONCE);
    for buyer in looked_at {
        if !is_open(tx, buyer)? {
            forget(tx, buyer, now)?;
        }
    }
    if let Some(last) = last {
        tx.enqueue(jobs::forget_behind(last, now))?;
    }
    Ok(())
}

/// Of a name that goes with its last list: a buyer for whom nothing was ever ordered is nobody any more.
pub(super) fn forget_unordered(tx: &mut Tx, buyer: Id<Member>, now: Timestamp) -> Result<(), Fault> {
    let community = tx.community();
    let placeholder = community::member(tx, community, buyer)?
        .is_some_and(|member| member.is_current() && member.person_id.is_none());
    if placeholder
        && known_names_of(tx, community, buyer)?.is_empty()
        && !has_bought(tx, buyer)?
        && !is_open(tx, buyer)?
    {
        forget(tx, buyer, now)?;
    }
    Ok(())
}

/// By a list: an order, or a part in a group buy.
pub(super) fn has_bought(tx: &mut Tx, buyer: Id<Member>) -> Result<bool, Fault> {
    let community = tx.community();
    Ok(!orders_of_buyer(tx, community, buyer)?.is_empty()
        || !parts_of_buyer(tx, community, buyer)?.is_empty())
}

fn is_open(tx: &mut Tx, buyer: Id<Member>) -> Result<bool, Fault> {
    let community = tx.community();
    let row = tx.find::<community::Community>(community)?;
    let currency = row.ok_or_else(|| Fault::Engine("a list of no community".into()))?.currency;
    Ok(market::has_open_purchases(tx, community, buyer, currency)?
        || pools::has_open_parts(tx, community, buyer)?)
}

fn forget(tx: &mut Tx, buyer: Id<Member>, now: Timestamp) -> Result<(), Fault> {
    let community = tx.community();
    for hash in codes_of(tx, community, buyer)? {
        let key = (community, hash);
        let is_open = tx.find::<ClaimCode>(key.clone())?.is_some_and(|code| code.is_open(now));
        if is_open && let Some(mut code) = tx.lock::<ClaimCode>(key)? {
            code.voided_at_us = Some(now);
            tx.save(&code)?;
        }
    }
    for done in [
        forget_member(tx, buyer),
        market::forget_member(tx, buyer),
        pools::ops::forget_member(tx, buyer),
        pickup::ops::forget_member(tx, buyer),
    ] {
        done.map_err(|error| match error {
            OpError::Fault(fault) => fault,
            Refused(never) => match never {},
        })?;
    }
    community::forget_placeholder(tx, buyer, now).map_err(|error| match error {
        OpError::Fault(fault) => fault,
        Refused(_) => Fault::Engine(format!("{buyer}: no placeholder any more").into()),
    })?;
    announce_member(tx, "list_buyer_forgotten", buyer)
}
