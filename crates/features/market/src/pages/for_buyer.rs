//! What is said and done in the name of a buyer without an account: complaining, answering, setting off.

use super::asking::{actor, id, key_of, me};
use super::next_step::came;
use super::order_page::{ActionForm, finish};
use super::order_view::{OrderBrief, Whole};
use super::read_store::{OrdersWanted, orders};
use super::scene::Scene;
use crate::acting::When;
use crate::books;
use crate::ops::{self, speaks_for_buyers};
use crate::order::{OrderRefused, State as At};
use crate::rows::Order;
use axum::extract::{Path, State};
use kernel::Id;
use serde::Serialize;
use store::{Fault, Reader, Tx};
use utoipa::ToSchema;
use web::{Answer, Caller, Keyed, Power, Site};

/// What whoever looks may do of it; the operations decide again.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ForBuyer {
    pub speaks: bool,
    /// What is owed to the buyer and would pay what the order still needs, in minor units.
    pub set_off_minor: Option<i64>,
}

/// `to_pay` is what the order still needs.
pub(crate) fn for_buyer(
    reader: &mut Reader,
    s: &Scene,
    order: &Order,
    to_pay: i64,
) -> Result<ForBuyer, Fault> {
    let (speaks, pays) = (speaks_for(reader, s, order)?, s.can(Power::PayOut));
    let waits = matches!(order.state, At::Placed | At::AwaitingPayment) && to_pay > 0;
    let mut found = ForBuyer { speaks, set_off_minor: None };
    if pays && waits && is_placeholder(reader, order)? {
        let credit = books::credit(reader, s.number, order.buyer, s.currency)?;
        found.set_off_minor = (credit.available() >= to_pay).then_some(to_pay);
    }
    Ok(found)
}

/// Whether whoever looks may complain and answer in the buyer's name.
pub(crate) fn speaks_for(reader: &mut Reader, s: &Scene, order: &Order) -> Result<bool, Fault> {
    Ok(speaks_for_buyers(s.powers) && is_placeholder(reader, order)?)
}

/// An order of a buyer without an account that waits for money.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct UnpaidOrder {
    #[schema(value_type = String)]
    pub order: Id<Order>,
    pub number: i64,
    /// What it still needs.
    pub to_pay_minor: i64,
}

/// How many of the newest orders are looked through.
const NEWEST: i64 = 40;

/// The newest orders of a buyer without an account that what is owed to them may pay.
pub(crate) fn unpaid_of(
    reader: &mut Reader,
    s: &Scene,
    buyer: &community::Member,
) -> Result<Vec<UnpaidOrder>, Fault> {
    let mut unpaid = Vec::new();
    if !s.can(Power::PayOut) || !buyer.is_placeholder() {
        return Ok(unpaid);
    }
    for id in orders(reader, s.number, OrdersWanted::Of(buyer.id), i64::MAX, NEWEST)? {
        let Some(whole) = Whole::find(reader, s.number, id)? else { continue };
        if matches!(whole.order.state, At::Placed | At::AwaitingPayment) {
            let to_pay_minor = whole.order.due_minor() - came(&whole.payments);
            unpaid.push(UnpaidOrder { order: id, number: whole.order.number, to_pay_minor });
        }
    }
    Ok(unpaid)
}

fn is_placeholder(reader: &mut Reader, order: &Order) -> Result<bool, Fault> {
    let buyer = reader.find::<community::Member>(&(order.community_id, order.buyer))?;
    Ok(buyer.is_some_and(|buyer| buyer.is_placeholder()))
}

/// What the community owes a buyer without an account pays their order, by who pays out. It covers all that the order still
/// needs, or nothing is done.
#[utoipa::path(post, path = "/c/{slug}/orders/{order}/set-off", tag = "market",
    params(("slug" = String, Path), ("order" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = OrderBrief), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn set_off(
    caller: Caller,
    State(site): State<Site>,
    Path((_, order)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<ActionForm>,
) -> Answer {
    caller.may(Power::PayOut)?;
    let (order, who) = (id(&order)?, actor(&caller)?);
    let key = key_of(me(&caller)?, &key, "set_off", order.as_str())?;
    let (when, community) = (When::from(site.now()), caller.community()?.number);
    let once = move |tx: &mut Tx| {
        let reused = OrderRefused::KeyReused;
        ops::once(tx, &key, reused, when, |tx| ops::set_off_for_buyer(tx, who, order, when))
    };
    finish(&caller, &site, order, form, site.db.transact(community, once).await).await
}
