//! What the page of a pool says of its supplier: of whom it is bought, the purchase order, or that somebody orders by hand.

use super::scene::Scene;
use crate::pools_store::read_captured_parts;
use crate::rows::{GroupBuy, Pool};
use kernel::{Price, Quantity};
use market::order::State;
use market::rows::Order;
use serde::Serialize;
use store::{Fault, Reader};
use supply::purchase::PurchaseState;
use utoipa::ToSchema;
use web::Power;

/// The order that went to the supplier.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PurchaseLink {
    pub(super) purchase: String,
    pub(super) number: i64,
    /// What whoever runs it does now, and where.
    #[serde(skip)]
    pub(super) next: Option<(String, String, String)>,
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
    let Some(of) = found.filter(sees) else { return Ok(None) };
    let next = next(reader, s, pool, &of)?;
    Ok(Some(PurchaseLink { purchase: of.purchase.to_string(), number: of.number, next }))
}

/// In words, with the page where it is done; none once everybody has theirs.
fn next(
    reader: &mut Reader,
    s: &Scene,
    pool: &Pool,
    of: &supply::PurchaseOfPool,
) -> Result<Option<(String, String, String)>, Fault> {
    if !s.can(Power::ManageOffers) && !s.can(Power::FulfilOrders) {
        return Ok(None);
    }
    let order = |words: String| {
        Some((words, format!("{}/supply/orders/{}", s.base, of.purchase), s.t.open_purchase()))
    };
    Ok(match of.state {
        PurchaseState::Drafted | PurchaseState::Asked | PurchaseState::Cancelled => None,
        PurchaseState::Sent | PurchaseState::Confirmed => order(s.t.next_order_sent()),
        PurchaseState::Declined => order(s.t.next_order_declined()),
        PurchaseState::DeliveredInPart | PurchaseState::Delivered => order(s.t.next_order_in_part()),
        PurchaseState::Closed => match waits(reader, pool)? {
            true => Some((s.t.next_hand_out(), format!("{}/packing", s.base), s.t.to_packing())),
            false => None,
        },
    })
}

/// Somebody of the pool has still to get theirs.
fn waits(reader: &mut Reader, pool: &Pool) -> Result<bool, Fault> {
    for (_, _, order) in read_captured_parts(reader, pool.community_id, pool.id)? {
        let row = reader.find::<Order>(&(pool.community_id, order))?;
        if row.is_some_and(|row| row.state == State::Paid) {
            return Ok(true);
        }
    }
    Ok(false)
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
