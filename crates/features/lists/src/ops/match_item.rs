//! Somebody says which offer a thing in the heading is.

use super::{OfferItemRefused, announce, may_run, open_list};
use crate::ids::Member;
use crate::refused::ListRefused;
use crate::rows::{Goods, ListItem, OrderList};
use kernel::{Id, Timestamp};
use market::Actor;
use market::ops::call_offer_besides;
use market::rows::Offer;
use store::OpError::{self, Refused};
use store::{IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct MatchItem {
    pub list: Id<OrderList>,
    pub item: i64,
    /// The offer and its variant; None: none of them after all.
    pub goods: Option<(Id<Offer>, i64)>,
    pub key: Option<IdempotencyKey>,
}

/// And what the list calls it the offer is called from then on, so that the next list is understood.
///
/// # Errors
/// Those of `match_item`, and those of an offer.
pub fn match_and_call(
    tx: &mut Tx,
    by: Id<Member>,
    input: &MatchItem,
    now: Timestamp,
) -> Outcome<i64, OfferItemRefused> {
    let number = match_item(tx, by, input, now).map_err(|error| match error {
        OpError::Fault(fault) => OpError::Fault(fault),
        Refused(why) => Refused(OfferItemRefused::List(why)),
    })?;
    let item = tx.find::<ListItem>((tx.community(), input.list, number))?;
    if let (Some((offer, _)), Some(item)) = (input.goods, item) {
        let called = call_offer_besides(tx, Actor::Member(by), offer, &item.name, now.into());
        called.map_err(|error| match error {
            OpError::Fault(fault) => OpError::Fault(fault),
            Refused(why) => Refused(OfferItemRefused::Offer(why)),
        })?;
    }
    Ok(number)
}

/// The price is the offer's of this moment: whoever chooses it was shown it.
///
/// # Errors
/// `NoSuchItem`, `OfferUnknown` for what is not for sale.
pub fn match_item(
    tx: &mut Tx,
    by: Id<Member>,
    input: &MatchItem,
    now: Timestamp,
) -> Outcome<i64, ListRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(ListRefused::KeyReused)? {
        return Ok(first);
    }
    may_run(tx, by)?;
    let list = open_list(tx, input.list)?;
    let goods = match input.goods {
        None => None,
        Some((offer, variant)) => {
            let seen = market::goods(tx, offer, variant)?.ok_or(Refused(ListRefused::OfferUnknown))?;
            Some(Goods { offer, variant, price: seen.price })
        }
    };
    let item = tx.lock::<ListItem>((list.community_id, list.id, input.item))?;
    let mut item = item.ok_or(Refused(ListRefused::NoSuchItem))?;
    item.set_goods(goods);
    tx.save(&item)?;
    announce(tx, "list_matched", list.id)?;
    tx.remember(&input.key, &item.number, now)?;
    Ok(item.number)
}
