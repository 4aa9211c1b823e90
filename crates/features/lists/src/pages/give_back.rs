//! Who has paid and does not want it any more, with the orders in which it is given back.

use super::scene::Scene;
use crate::to_give_back::to_give_back;
use crate::whole::Whole;
use kernel::{Id, Money};
use market::rows::Order;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;

/// Of one name: paid, and wanted less or not at all by now.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ListGiveBack)]
pub(crate) struct GiveBackView {
    pub(crate) name: String,
    #[schema(value_type = Vec<String>)]
    orders: Vec<Id<Order>>,
    /// At the prices that were paid.
    sum_minor: i64,
    #[serde(skip)]
    pub(crate) sum: String,
    /// Id and words of each order.
    #[serde(skip)]
    pub(crate) links: Vec<(Id<Order>, String)>,
}

impl GiveBackView {
    pub(crate) fn all(reader: &mut Reader, s: &Scene, whole: &Whole) -> Result<Vec<GiveBackView>, Fault> {
        if whole.list.erased_at_us.is_some() {
            return Ok(Vec::new());
        }
        let view = |one: crate::to_give_back::ToGiveBack| GiveBackView {
            name: one.name,
            orders: one.orders.iter().map(|(id, _)| *id).collect(),
            sum_minor: one.minor,
            sum: Money::new(one.minor, s.currency).to_string(),
            links: one.orders.iter().map(|(id, number)| (*id, s.t.order_numbered(*number))).collect(),
        };
        Ok(to_give_back(reader, s.currency, whole)?.into_iter().map(view).collect())
    }
}

/// `徐哥 ¥106.50、老王 ¥20.00`.
pub(crate) fn said(s: &Scene, all: &[GiveBackView]) -> String {
    let one = |view: &GiveBackView| format!("{} {}", view.name, view.sum);
    all.iter().map(one).collect::<Vec<_>>().join(&s.t.list_comma())
}
