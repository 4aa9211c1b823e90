//! Makes the orders of a list, name by name, each in a transaction of its own: stopped anywhere and asked for again, it goes
//! on where it was.
//!
//! Not a rule: it runs operations.

use crate::calling_off::Consent;
use crate::ids::Member;
use crate::ops::{BuyerAnswer, GivePlaces, OrderBuyer, OrderRefused, give_places, order_buyer};
use crate::refused::ListRefused;
use crate::rows::OrderList;
use crate::whole::Whole;
use kernel::{Id, Prefixed, Timestamp};
use std::collections::BTreeSet;
use std::convert::Infallible;
use store::{Db, Fault, OpError};
use web::IdSource;

/// Items that can be refused, one after the other, in one name's order.
const TRIES: usize = 64;

#[derive(Debug, Clone)]
pub struct Ordering {
    pub community: i64,
    pub by: Id<Member>,
    pub list: Id<OrderList>,
    /// Which unpaid orders may be called off.
    pub consent: Consent,
    /// Why an order that is not wanted any more is called off.
    pub reason: String,
    pub now: Timestamp,
}

/// Answers what became of each name.
///
/// # Errors
/// `NotAllowed`, `NoSuchList`, `ListErased`; what was ordered before stays ordered.
pub async fn make_orders(
    db: &Db,
    ids: &IdSource,
    input: &Ordering,
) -> Result<Vec<(String, BuyerAnswer)>, OpError<ListRefused>> {
    let (community, list) = (input.community, input.list);
    let whole = db.read(move |reader| Whole::find(reader, community, list)).await?;
    let whole = whole.ok_or(OpError::Refused(ListRefused::NoSuchList))?;
    let named = whole.lines.iter().map(|line| line.name.clone());
    // Whoever stands in it no more may have orders all the same.
    let ordered = whole.orders.iter().map(|order| order.name.clone());
    let ordered = ordered.chain(whole.parts.iter().map(|part| part.name.clone()));
    let mut seen = BTreeSet::new();
    let names: Vec<String> =
        named.chain(ordered).filter(|name| !name.is_empty() && seen.insert(name.clone())).collect();
    let mut answers = Vec::with_capacity(names.len());
    let mut day_full = false;
    for name in names {
        let answer = one(db, ids, input, (&name, day_full)).await?;
        // What was called off leaves its place to the next.
        day_full = answer.day_full || (day_full && answer.called_off.is_empty());
        answers.push((name, answer));
    }
    if answers.is_empty() {
        // Nothing to do is no way around who may do it.
        one(db, ids, input, ("", day_full)).await?;
    }
    place_rest(db, ids, (community, list), input.now).await?;
    Ok(answers)
}

/// Orders that found no room before are tried again; where there is none still, it is told.
pub(crate) async fn place_rest(
    db: &Db,
    ids: &IdSource,
    (community, list): (i64, Id<OrderList>),
    now: Timestamp,
) -> Result<(), Fault> {
    let (mut after, mut day_full) = (Some(String::new()), false);
    while let Some(last) = after {
        let random = u64::from_be_bytes(ids.random());
        let places = GivePlaces { list, after: last, random, day_full };
        let given =
            db.transact(community, move |tx| Ok::<_, OpError<Infallible>>(give_places(tx, &places, now)?));
        (after, day_full) = match given.await {
            Ok(given) => (given.last.map(|id| id.to_string()), given.day_full),
            Err(OpError::Refused(never)) => match never {},
            Err(OpError::Fault(fault)) => return Err(fault),
        };
    }
    Ok(())
}

async fn one(
    db: &Db,
    ids: &IdSource,
    input: &Ordering,
    (name, day_full): (&str, bool),
) -> Result<BuyerAnswer, OpError<ListRefused>> {
    let mut without = Vec::new();
    for _ in 0..TRIES {
        let order = OrderBuyer {
            list: input.list,
            name: name.to_owned(),
            without: without.clone(),
            order: fresh(ids, input.now),
            member: fresh(ids, input.now),
            refund: fresh(ids, input.now),
            consent: input.consent.clone(),
            reason: input.reason.clone(),
            random: u64::from_be_bytes(ids.random()),
            day_full,
        };
        let (by, now) = (input.by, input.now);
        match db.transact(input.community, move |tx| order_buyer(tx, by, &order, now)).await {
            Ok(answer) => return Ok(answer),
            Err(OpError::Refused(OrderRefused::Item(trouble))) => without.push(trouble),
            Err(OpError::Refused(OrderRefused::List(why))) => return Err(OpError::Refused(why)),
            Err(OpError::Fault(fault)) => return Err(fault.into()),
        }
    }
    Err(Fault::Engine(format!("{}: an order is refused again and again", input.list).into()).into())
}

fn fresh<T: Prefixed>(ids: &IdSource, now: Timestamp) -> Id<T> {
    Id::from_parts(now.milliseconds(), ids.random())
}
