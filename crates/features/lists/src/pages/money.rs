//! Who has paid, of all orders of a list that count.

use super::scene::Scene;
use crate::lists_store::sums_by_state;
use crate::rows::OrderList;
use kernel::{Id, Money};
use market::order::State;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;

/// Orders of a list and their sums, by whether they are paid.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ListMoney)]
pub(crate) struct MoneyView {
    /// Paid, handed over and settled.
    paid_orders: i64,
    paid_minor: i64,
    /// Those who say that they have paid: nobody has looked yet.
    claimed_orders: i64,
    claimed_minor: i64,
    unpaid_orders: i64,
    unpaid_minor: i64,
    #[serde(skip)]
    pub(crate) said: Vec<String>,
}

impl MoneyView {
    pub(crate) fn of(reader: &mut Reader, s: &Scene, list: Id<OrderList>) -> Result<MoneyView, Fault> {
        let mut view = MoneyView::default();
        for (state, count, minor) in sums_by_state(reader, s.number, list)? {
            let (orders, sum) = match state {
                State::Placed | State::AwaitingPayment => (&mut view.unpaid_orders, &mut view.unpaid_minor),
                State::PaymentClaimed => (&mut view.claimed_orders, &mut view.claimed_minor),
                State::Paid | State::Fulfilled | State::Accepted | State::Settled => {
                    (&mut view.paid_orders, &mut view.paid_minor)
                }
                State::Cancelled | State::Expired => continue,
            };
            *orders += count;
            *sum += minor;
        }
        let sum = |minor| Money::new(minor, s.currency).to_string();
        let some = [
            (view.paid_orders, s.t.money_paid(view.paid_orders, sum(view.paid_minor))),
            (view.claimed_orders, s.t.money_claimed(view.claimed_orders, sum(view.claimed_minor))),
            (view.unpaid_orders, s.t.money_unpaid(view.unpaid_orders, sum(view.unpaid_minor))),
        ];
        view.said = some.into_iter().filter(|(count, _)| *count > 0).map(|(_, said)| said).collect();
        Ok(view)
    }
}
