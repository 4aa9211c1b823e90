//! Unpaid orders that would be called off, each with a tick that agrees to it.

use super::scene::Scene;
use crate::calling_off::{Consent, taken_back};
use crate::whole::Whole;
use kernel::{Id, Money};
use market::rows::Order;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::{Fault, Reader};
use utoipa::ToSchema;

/// Of one name: its unpaid orders that the list takes back, or changes.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ListTakenBack)]
pub(crate) struct TakenBackView {
    name: String,
    #[schema(value_type = Vec<String>)]
    orders: Vec<Id<Order>>,
    /// Their lines say so themselves (取消, 不要了): ticked on the page.
    said: bool,
    #[serde(skip)]
    pub(crate) words: String,
    #[serde(skip)]
    pub(crate) instead: String,
}

/// What is agreed to when orders are made.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct OrderForm {
    /// Ids of unpaid orders that may be called off; a name's go together. Of the others nothing is changed, and it is told.
    call_off: Vec<String>,
}

impl OrderForm {
    /// Several ids may stand in one field. What is no id agrees to nothing.
    pub(crate) fn consent(&self) -> Consent {
        let ids = self.call_off.iter().flat_map(|field| field.split_whitespace());
        Consent::To(ids.filter_map(|id| Id::parse(id).ok()).collect::<BTreeSet<Id<Order>>>())
    }
}

impl TakenBackView {
    pub(crate) fn is_ticked(&self) -> bool {
        self.said
    }

    /// As the form sends it.
    pub(crate) fn ids(&self) -> String {
        self.orders.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }
}

pub(crate) fn views(reader: &mut Reader, s: &Scene, whole: &Whole) -> Result<Vec<TakenBackView>, Fault> {
    let mut views = Vec::new();
    for one in taken_back(reader, whole)? {
        let mut orders = Vec::new();
        for id in &one.orders {
            if let Some(order) = reader.find::<Order>(&(s.number, *id))? {
                let sum = Money::new(order.total_minor, s.currency);
                orders.push(s.t.order_and_sum(order.number, sum.to_string()));
            }
        }
        let item = |(number, milli): &(i64, i64)| {
            let item = whole.item(*number);
            let unit = item.map_or("", |item| item.unit.as_str());
            format!("{} {}", item.map_or("", |item| item.name.as_str()), s.amount(*milli, unit))
        };
        let instead = one.instead.iter().map(item).collect::<Vec<_>>().join(&s.t.list_comma());
        let words = s.t.would_call_off(one.name.as_str(), orders.join(&s.t.list_comma()));
        let instead = match instead.is_empty() {
            true => s.t.instead_nothing(),
            false => s.t.instead_ordered(instead),
        };
        views.push(TakenBackView { name: one.name, orders: one.orders, said: one.said, words, instead });
    }
    Ok(views)
}
