//! Puts up for sale what a list's heading names with a price and nobody sells yet, each thing in a transaction of its own.
//!
//! Not a rule: it runs operations.

use crate::ids::Member;
use crate::ops::{OfferItem, OfferItemRefused, offer_item};
use crate::refused::ListRefused;
use crate::rows::{ListItem, OrderList};
use crate::whole::Whole;
use kernel::{Currency, Id, Price, Quantity, Timestamp};
use market::OnSale;
use market::offer::{Audience, OfferRefused};
use market::ops::{CreateOffer, NewVariant};
use market::split::{Party, Split, SplitPart, Take, WHOLE_BP};
use store::{Db, Fault, OpError};
use web::{IdSource, Lang};

#[derive(Debug, Clone)]
pub struct Offering {
    pub community: i64,
    pub by: Id<Member>,
    pub list: Id<OrderList>,
    /// Who supplies it, and what of the price is theirs; None: all of it is the general fund's.
    pub supplied: Option<(Id<Member>, Share)>,
    /// Of the word for a piece, where the heading has none.
    pub lang: Lang,
    pub now: Timestamp,
}

/// What a supplier gets of a price; the general fund gets what is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// In hundredths of a percent.
    BasisPoints(i64),
    /// Minor units for each unit.
    PerUnit(i64),
}

impl Share {
    pub const WHOLE: Share = Share::BasisPoints(WHOLE_BP);

    /// Of a thing at this price in minor units. The supplier is who gets the rest: so the market and purchase orders know whose goods
    /// they are.
    fn split(self, supplier: Id<Member>, fund: i64, price_minor: i64) -> Split {
        let take = match self {
            Share::BasisPoints(points) => Take::BasisPoints(WHOLE_BP - points),
            Share::PerUnit(minor) => Take::PerUnit(price_minor - minor),
        };
        let of_fund = SplitPart { to: Party::Fund(fund), take };
        let has_part = !matches!(take, Take::BasisPoints(0) | Take::PerUnit(0));
        Split {
            parts: Some(of_fund).into_iter().filter(|_| has_part).collect(),
            rest: Party::Member(supplier),
        }
    }
}

/// Of a thing at this price: what its supplier gets and the fund's rest, or all of it the fund's.
pub(crate) fn split_of(
    supplied: Option<(Id<Member>, Share)>,
    fund: i64,
    price: Price,
    currency: Currency,
) -> Split {
    let Some((supplier, share)) = supplied else { return Split::all_to(Party::Fund(fund)) };
    let price_minor = price.times(Quantity::ONE, currency).map_or(0, |price| price.minor);
    share.split(supplier, fund, price_minor)
}

/// What became of the things that nobody sold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfferedAll {
    pub for_sale: Vec<String>,
    /// Their split waits for a decision of the members.
    pub proposed: Vec<String>,
    pub refused: Vec<(String, OfferRefused)>,
}

/// Whether a thing can be put up as it stands. One that is sold under its name already, at another price or in another unit,
/// is somebody's decision.
pub fn is_to_offer(item: &ListItem, on_sale: &[OnSale]) -> bool {
    let sold = |one: &OnSale| one.title == item.name || one.name() == item.name;
    item.goods().is_none() && item.price_e4.is_some() && !on_sale.iter().any(sold)
}

/// For members, without a count, in the steps that the heading or its lines need, the price to whom the input says.
///
/// # Errors
/// `NotAllowed`, `NoSuchList`, `ListErased`.
pub async fn offer_all(
    db: &Db,
    ids: &IdSource,
    input: &Offering,
) -> Result<OfferedAll, OpError<ListRefused>> {
    let (community, list) = (input.community, input.list);
    let found = db.read(move |reader| {
        let fund = ledger::general_fund(reader, community)?;
        let on_sale = market::on_sale(reader, community, crate::reading::OFFERS_LOOKED_AT)?;
        let currency = reader.find::<community::Community>(&community)?.map(|row| row.currency);
        Ok((Whole::find(reader, community, list)?, fund.zip(currency), on_sale))
    });
    let (whole, fund, on_sale) = found.await?;
    let whole = whole.ok_or(OpError::Refused(ListRefused::NoSuchList))?;
    let (fund, currency) = fund.ok_or_else(|| Fault::Engine("a community without a fund".into()))?;
    let mut all = OfferedAll::default();
    for item in whole.items.iter().filter(|item| is_to_offer(item, &on_sale)) {
        let split = split_of(input.supplied, fund, item.price_e4.unwrap_or_default(), currency);
        let offer = new_offer(ids, input, item, whole.step_of(item)?, split);
        let (by, now) = (input.by, input.now);
        let input = OfferItem { list, item: item.number, offer, key: None };
        match db.transact(community, move |tx| offer_item(tx, by, &input, now)).await {
            Ok(offered) if offered.for_sale => all.for_sale.push(item.name.clone()),
            Ok(_) => all.proposed.push(item.name.clone()),
            Err(OpError::Refused(OfferItemRefused::List(why))) => return Err(OpError::Refused(why)),
            Err(OpError::Refused(OfferItemRefused::Offer(why))) => all.refused.push((item.name.clone(), why)),
            Err(OpError::Fault(fault)) => return Err(fault.into()),
        }
    }
    Ok(all)
}

fn new_offer(ids: &IdSource, input: &Offering, item: &ListItem, step: Quantity, split: Split) -> CreateOffer {
    let unit = if item.unit.is_empty() { crate::piece(input.lang) } else { item.unit.clone() };
    let price = item.price_e4.unwrap_or_default();
    CreateOffer {
        id: Id::from_parts(input.now.milliseconds(), ids.random()),
        title: item.name.clone(),
        story: String::new(),
        audience: Audience::Members,
        limit: None,
        variants: vec![NewVariant { title: String::new(), unit, price, step, stock: None }],
        split,
        key: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the supplier gets, of a thing for ¥5 → the split.
    #[test]
    fn the_supplier_gets_the_rest() {
        let supplier = Id::from_parts(1, [7; 10]);
        for (share, parts) in [
            (Share::WHOLE, ""),
            (Share::BasisPoints(9_000), "fund:1 1000bp, "),
            (Share::PerUnit(450), "fund:1 50/unit, "),
            (Share::PerUnit(500), ""),
        ] {
            assert_eq!(share.split(supplier, 1, 500).to_string(), format!("{parts}rest {supplier}"));
        }
    }
}
