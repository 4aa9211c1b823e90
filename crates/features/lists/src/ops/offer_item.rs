//! What the heading names and nobody sells yet is put up for sale, by the market's own operation, and is that item from then on.

use super::{announce, may_run, open_list};
use crate::ids::Member;
use crate::refused::ListRefused;
use crate::rows::{Goods, ListItem, OrderList};
use kernel::{Id, Timestamp};
use market::Actor;
use market::offer::OfferRefused;
use market::ops::{CreateOffer, create_offer};
use market::rows::Offer;
use serde::{Deserialize, Serialize};
use store::OpError::{self, Refused};
use store::{IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct OfferItem {
    pub list: Id<OrderList>,
    pub item: i64,
    /// With one variant; without a key of its own.
    pub offer: CreateOffer,
    pub key: Option<IdempotencyKey>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    pub offer: Id<Offer>,
    /// Not where its split waits for a decision of the members: then it is proposed only.
    pub for_sale: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfferItemRefused {
    List(ListRefused),
    Offer(OfferRefused),
}

/// # Errors
/// Those of the list, and those of an offer.
pub fn offer_item(
    tx: &mut Tx,
    by: Id<Member>,
    input: &OfferItem,
    now: Timestamp,
) -> Outcome<Offered, OfferItemRefused> {
    let of_list = |error| match error {
        OpError::Fault(fault) => OpError::Fault(fault),
        Refused(why) => Refused(OfferItemRefused::List(why)),
    };
    let reused = OfferItemRefused::List(ListRefused::KeyReused);
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(reused)? {
        return Ok(first);
    }
    may_run(tx, by).map_err(of_list)?;
    let list = open_list(tx, input.list).map_err(of_list)?;
    let no_item = Refused(OfferItemRefused::List(ListRefused::NoSuchItem));
    let mut item = tx.lock::<ListItem>((list.community_id, list.id, input.item))?.ok_or(no_item)?;
    let made = create_offer(tx, Actor::Member(by), &input.offer, now.into());
    let offer = made.map_err(|error| match error {
        OpError::Fault(fault) => OpError::Fault(fault),
        Refused(why) => Refused(OfferItemRefused::Offer(why)),
    })?;
    let goods = market::goods(tx, offer, 1)?;
    let for_sale = goods.is_some();
    if let Some(goods) = goods {
        item.set_goods(Some(Goods { offer, variant: 1, price: goods.price }));
        tx.save(&item)?;
        announce(tx, "list_matched", list.id)?;
    }
    let offered = Offered { offer, for_sale };
    tx.remember(&input.key, &offered, now)?;
    Ok(offered)
}
