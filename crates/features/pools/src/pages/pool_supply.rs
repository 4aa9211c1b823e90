//! What the page of a pool says of its supplier: of whom it is bought, the purchase order, or that somebody orders by hand.

use super::scene::Scene;
use crate::rows::{GroupBuy, Pool};
use kernel::{Price, Quantity};
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::Power;

/// The order that went to the supplier.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PurchaseLink {
    pub(super) purchase: String,
    pub(super) number: i64,
}

/// What was agreed on with a supplier of the fund's.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct BuyingView {
    supplier: String,
    pub(super) name: String,
    #[schema(value_type = String)]
    pub(super) price: Price,
    pub(super) mandate: String,
}

/// Who delivers, and how much came, is for who deals with suppliers and for the supplier.
pub(super) fn purchase(reader: &mut Reader, s: &Scene, pool: &Pool) -> Result<Option<PurchaseLink>, Fault> {
    let found = supply::purchase_of_pool(reader, s.number, pool.id.as_str())?;
    let office = [Power::ManageOffers, Power::FulfilOrders, Power::PayOut, Power::ApproveExpenses]
        .map(|power| s.can(power));
    let sees =
        |of: &supply::PurchaseOfPool| office.contains(&true) || (s.me.is_some() && of.supplier == s.me);
    Ok(found.filter(sees).map(|of| PurchaseLink { purchase: of.purchase.to_string(), number: of.number }))
}

pub(super) fn buying(reader: &mut Reader, s: &Scene, buy: &GroupBuy) -> Result<Option<BuyingView>, Fault> {
    let Some(agreed) = buy.agreed().filter(|_| s.can(Power::ManageOffers) || s.can(Power::PayOut)) else {
        return Ok(None);
    };
    Ok(Some(BuyingView {
        supplier: agreed.supplier.to_string(),
        name: supply::supplier_name(reader, s.number, agreed.supplier)?,
        price: agreed.price,
        mandate: agreed.mandate.to_string(),
    }))
}

/// A purchase order with what is wanted filled in.
pub(super) fn order_by_hand(s: &Scene, buy: &GroupBuy) -> Option<String> {
    let ordered = buy.ordered_milli.filter(|ordered| *ordered > 0 && buy.purchase_id.is_none())?;
    let by_hand = buy.supplier.is_none() && s.can(Power::ManageOffers);
    let (goods, units) = (format!("{}.{}", buy.offer_id, buy.variant), Quantity::from_milli(ordered));
    let supplier = buy.buying_supplier.map_or_else(String::new, |supplier| format!("&supplier={supplier}"));
    by_hand.then(|| format!("{}/supply/orders/new?goods={goods}&units={units}{supplier}", s.base))
}
