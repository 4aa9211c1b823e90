//! The rows that an order takes from, and what is taken of them.

use super::place_order::{Asked, LineWanted, PlaceOrder, PlaceRefused, TOTAL_MAX};
use crate::books::{self, fault};
use crate::ids::Member;
use crate::offer::{Shelf, Stock, StockShort};
use crate::order::OrderRefused;
use crate::rows::{MarketCount, Offer, OfferSplit, OfferVariant, PurchaseCount};
use crate::split::{Part, Split};
use kernel::Id;
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};

/// The rows that an order takes from, each once, in key order.
pub(super) struct Goods {
    offers: Vec<Shelved>,
    variants: Vec<OfferVariant>,
    count: Option<MarketCount>,
}

pub(super) struct Shelved {
    pub(super) offer: Offer,
    pub(super) split: Split,
    /// This buyer's, where the offer has a limit.
    pub(super) bought: Option<(PurchaseCount, bool)>,
}

/// Lines that can be had, with what each receiver gets.
pub(super) struct Taken {
    pub(super) lines: Vec<(i64, Vec<Part>)>,
    pub(super) total_minor: i64,
}

impl Goods {
    /// Asks for everything before it looks at anything: each look that fails costs a round trip.
    pub(super) fn load(tx: &mut Tx, input: &PlaceOrder) -> Outcome<Goods, PlaceRefused> {
        let community = tx.community();
        let mut keys: Vec<_> = input.lines.iter().map(|line| (community, line.offer, line.variant)).collect();
        keys.sort_unstable();
        keys.dedup();
        let mut offers: Vec<Id<Offer>> = keys.iter().map(|key| key.1).collect();
        offers.dedup();
        let found: Result<Vec<_>, Fault> =
            offers.iter().map(|id| tx.find::<Offer>((community, *id))).collect();
        let count = tx.lock::<MarketCount>(community);
        let variants = tx.lock_all::<OfferVariant>(&keys);
        let (found, count, variants) = (found?, count?, variants?);
        let of = |key: &(i64, Id<Offer>, i64)| {
            input.lines.iter().position(|line| (line.offer, line.variant) == (key.1, key.2))
        };
        if let Some(at) = variants.iter().position(Option::is_none) {
            return Err(Refused(PlaceRefused { why: OrderRefused::NoSuchOffer, line: of(&keys[at]) }));
        }
        let mut offers: Vec<Offer> = found.into_iter().flatten().collect();
        // Looked at, never saved: an order that was agreed on before is divided as was said then.
        for line in &input.lines {
            if let Asked::Agreed { split_version, .. } | Asked::Again { split_version, .. } = line.asked {
                let of = offers.iter_mut().filter(|offer| offer.id == line.offer);
                of.for_each(|offer| offer.split_version = split_version);
            }
        }
        let offers = offers.into_iter().map(|offer| Shelved::load(tx, offer, input.buyer));
        let offers = offers.collect::<Result<_, _>>()?;
        Ok(Goods { offers, variants: variants.into_iter().flatten().collect(), count })
    }

    pub(super) fn take_all(&mut self, tx: &mut Tx, input: &PlaceOrder) -> Outcome<Taken, PlaceRefused> {
        let currency = books::currency(tx)?;
        let mut taken = Taken { lines: Vec::with_capacity(input.lines.len()), total_minor: 0 };
        for (at, wanted) in input.lines.iter().enumerate() {
            let refused = |why| Refused(PlaceRefused { why, line: Some(at) });
            let (shelved, variant) = self.shelf(wanted).ok_or(refused(OrderRefused::NoSuchOffer))?;
            let (total_minor, parts) = take(shelved, variant, wanted, currency).map_err(refused)?;
            taken.lines.push((total_minor, parts));
            let total = taken.total_minor.checked_add(total_minor).filter(|total| *total <= TOTAL_MAX);
            taken.total_minor = total.ok_or(refused(OrderRefused::TotalTooLarge))?;
        }
        Ok(taken)
    }

    fn shelf(&mut self, wanted: &LineWanted) -> Option<(&mut Shelved, &mut OfferVariant)> {
        let shelved = self.offers.binary_search_by_key(&wanted.offer, |shelved| shelved.offer.id).ok()?;
        let key = (wanted.offer, wanted.variant);
        let variant = self.variants.binary_search_by_key(&key, |row| (row.offer_id, row.number)).ok()?;
        Some((&mut self.offers[shelved], &mut self.variants[variant]))
    }

    pub(super) fn save(&self, tx: &mut Tx) -> Result<(), Fault> {
        self.variants.iter().try_for_each(|variant| tx.save(variant))?;
        for (count, known) in self.offers.iter().filter_map(|shelved| shelved.bought.as_ref()) {
            if *known { tx.save(count)? } else { tx.insert(count)? }
        }
        Ok(())
    }

    pub(super) fn next_number(&self, tx: &mut Tx) -> Result<i64, Fault> {
        let community_id = tx.community();
        let order_count = self.count.as_ref().map_or(0, |count| count.order_count) + 1;
        let count = MarketCount { community_id, order_count };
        if self.count.is_some() {
            tx.save(&count)?
        } else {
            tx.insert(&count)?
        }
        Ok(order_count)
    }
}

impl Shelved {
    fn load(tx: &mut Tx, offer: Offer, buyer: Id<Member>) -> Result<Shelved, Fault> {
        let split = tx.find::<OfferSplit>((offer.community_id, offer.id, offer.split_version))?;
        let split = split.and_then(|split| Split::parse(&split.words).ok());
        let split = split.ok_or_else(|| fault(format!("{}: no split {}", offer.id, offer.split_version)))?;
        let mut bought = None;
        if offer.limit_milli.is_some() {
            let known = tx.lock::<PurchaseCount>((offer.community_id, offer.id, buyer))?;
            let is_known = known.is_some();
            let (community_id, offer_id) = (offer.community_id, offer.id);
            let none = PurchaseCount { community_id, offer_id, buyer, bought_milli: 0 };
            bought = Some((known.unwrap_or(none), is_known));
        }
        Ok(Shelved { offer, split, bought })
    }
}

/// Takes a line from the rows in hand; answers what it costs and whose it is.
fn take(
    shelved: &mut Shelved,
    variant: &mut OfferVariant,
    wanted: &LineWanted,
    currency: kernel::Currency,
) -> Result<(i64, Vec<Part>), OrderRefused> {
    let (price, seen) = match wanted.asked {
        Asked::Current => (variant.price_e4, None),
        Asked::Seen(price) => (variant.price_e4, Some(price)),
        Asked::Historical(price) | Asked::Agreed { price, .. } | Asked::Again { price, .. } => (price, None),
    };
    let got = |stock: Stock| match wanted.asked {
        Asked::Agreed { .. } if stock.available.is_some() => stock.restock(wanted.quantity.milli),
        _ => Ok(stock),
    };
    let shelf = Shelf {
        state: shelved.offer.state,
        variant_withdrawn: variant.withdrawn,
        audience: shelved.offer.audience,
        price,
        step: variant.step_milli,
        limit: shelved.offer.limit_milli,
        stock: got(variant.stock()).map_err(|StockShort| OrderRefused::TotalTooLarge)?,
    };
    let bought = shelved.bought.as_ref().map_or(0, |(count, _)| count.bought_milli);
    // Every buyer is a member; visitors have no id to order with.
    let taken = match wanted.asked {
        Asked::Historical(_) | Asked::Agreed { .. } | Asked::Again { .. } => {
            shelf.take_over(wanted.quantity, currency)?
        }
        _ => shelf.take(wanted.quantity, bought, true, seen, currency)?,
    };
    variant.set_stock(taken.stock);
    if let Some((count, _)) = &mut shelved.bought {
        count.bought_milli += wanted.quantity.milli;
    }
    let parts = shelved.split.divide(taken.total_minor, wanted.quantity);
    Ok((taken.total_minor, parts.ok_or(OrderRefused::SplitAbovePrice)?))
}

impl Goods {
    pub(super) fn line(&self, wanted: &LineWanted) -> Option<(&Shelved, &OfferVariant)> {
        let shelved = self.offers.binary_search_by_key(&wanted.offer, |shelved| shelved.offer.id).ok()?;
        let key = (wanted.offer, wanted.variant);
        let variant = self.variants.binary_search_by_key(&key, |row| (row.offer_id, row.number)).ok()?;
        Some((&self.offers[shelved], &self.variants[variant]))
    }
}
