//! Whom it may hit that less came than was ordered: what is to be decided, order by order.

use super::scene::{Names, Scene};
use crate::acting::fault;
use crate::rows::{Purchase, PurchaseLine};
use crate::shorts::short_of;
use kernel::{Id, Quantity};
use market::rows::Order;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::Power;

/// Goods of which less came than orders wait for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ShortView {
    pub title: String,
    #[schema(value_type = String)]
    pub ordered: Quantity,
    #[schema(value_type = String)]
    pub received: Quantity,
    /// What is left of that: less what was handed over since it was counted.
    #[schema(value_type = String)]
    pub left: Quantity,
    /// What all orders placed before that still wait for.
    #[schema(value_type = String)]
    pub wanted: Quantity,
    /// The first ones first.
    pub orders: Vec<ShortOrderView>,
    #[serde(skip)]
    pub said: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ShortOrderView {
    #[schema(value_type = String)]
    pub order: Id<Order>,
    pub number: i64,
    pub buyer: String,
    #[schema(value_type = String)]
    pub quantity: Quantity,
    #[serde(skip)]
    pub amount: String,
}

/// For who may say what is missing in an order; nobody else learns who buys.
pub(super) fn shorts(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    row: &Purchase,
) -> Result<Vec<ShortView>, Fault> {
    let mut views = Vec::new();
    if !s.can(Power::FulfilOrders) {
        return Ok(views);
    }
    for number in 1..=row.line_count {
        let line = reader.find::<PurchaseLine>(&(s.number, row.id, number))?;
        let line = line.ok_or_else(|| fault(format!("{}: line {number} is missing", row.id)))?;
        let Some(short) = short_of(reader, row, &line)? else { continue };
        let said = s.t.short_wanted(
            s.amount(short.wanted_milli, &line.unit),
            s.amount(short.received_milli, &line.unit),
            s.amount(short.ordered_milli, &line.unit),
            s.amount(short.left_milli, &line.unit),
        );
        let mut orders = Vec::with_capacity(short.waiting.len());
        for (order, number, buyer, milli) in short.waiting {
            let (buyer, amount) = (names.of(reader, s, buyer)?, s.amount(milli, &line.unit));
            orders.push(ShortOrderView {
                order,
                number,
                buyer,
                quantity: Quantity::from_milli(milli),
                amount,
            });
        }
        let (ordered, received) = (line.quantity_milli, Quantity::from_milli(line.received_milli));
        let (left, wanted) =
            (Quantity::from_milli(short.left_milli), Quantity::from_milli(short.wanted_milli));
        views.push(ShortView { title: line.title, ordered, received, left, wanted, orders, said });
    }
    Ok(views)
}
