//! Puts up for sale what a list's heading names with a price and nobody sells yet, each thing in a transaction of its own.
//!
//! Not a rule: it runs operations.

use crate::ids::Member;
use crate::ops::{OfferItem, OfferItemRefused, offer_item};
use crate::refused::ListRefused;
use crate::rows::{ListItem, OrderList};
use crate::whole::Whole;
use kernel::{Id, Quantity, Timestamp};
use market::OnSale;
use market::offer::{Audience, OfferRefused};
use market::ops::{CreateOffer, NewVariant};
use market::split::{Party, Split};
use store::{Db, Fault, OpError};
use web::{IdSource, Lang};

#[derive(Debug, Clone)]
pub struct Offering {
    pub community: i64,
    pub by: Id<Member>,
    pub list: Id<OrderList>,
    /// Of the word for a piece, where the heading has none.
    pub lang: Lang,
    pub now: Timestamp,
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

/// For members, without a count, in the steps that the heading or its lines need, all of the price to the general fund: as the form proposes it.
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
        Ok((Whole::find(reader, community, list)?, fund, on_sale))
    });
    let (whole, fund, on_sale) = found.await?;
    let whole = whole.ok_or(OpError::Refused(ListRefused::NoSuchList))?;
    let fund = fund.ok_or_else(|| Fault::Engine("a community without a fund".into()))?;
    let mut all = OfferedAll::default();
    for item in whole.items.iter().filter(|item| is_to_offer(item, &on_sale)) {
        let offer = new_offer(ids, input, item, whole.step_of(item)?, fund);
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

fn new_offer(ids: &IdSource, input: &Offering, item: &ListItem, step: Quantity, fund: i64) -> CreateOffer {
    let unit = if item.unit.is_empty() { crate::piece(input.lang) } else { item.unit.clone() };
    let price = item.price_e4.unwrap_or_default();
    CreateOffer {
        id: Id::from_parts(input.now.milliseconds(), ids.random()),
        title: item.name.clone(),
        story: String::new(),
        audience: Audience::Members,
        limit: None,
        variants: vec![NewVariant { title: String::new(), unit, price, step, stock: None }],
        split: Split { parts: Vec::new(), rest: Party::Fund(fund) },
        key: None,
    }
}
