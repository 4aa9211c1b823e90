//! What moves an order on once it is placed, but for paying it and complaining of it: calling it off, accepting it,
//! settling it. Each answers a repeated request as it answered the first.

use super::asking::{actor, id, key_of, me};
use super::order_page::{ActionForm, finish};
use super::order_view::OrderBrief;
use crate::acting::When;
use crate::ops::{self, CancelOrder};
use crate::order::OrderRefused;
use crate::rows::Order;
use axum::extract::{Path, State};
use kernel::Id;
use store::{Outcome, Tx};
use web::{Answer, Caller, Keyed, Power, RequestKey, Site};

/// Calls the order off: its buyer while it is unpaid; who may refund, until the goods have left, with a reason.
#[utoipa::path(post, path = "/c/{slug}/orders/{order}/cancellation", tag = "market", request_body = ActionForm,
    params(("slug" = String, Path), ("order" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = OrderBrief), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn cancel_order(
    caller: Caller,
    State(site): State<Site>,
    Path((_, order)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<ActionForm>,
) -> Answer {
    let (order, who) = (id(&order)?, actor(&caller)?);
    let input = CancelOrder { order, refund: site.id(), reason: form.reason.clone() };
    let op = move |tx: &mut Tx, when| ops::cancel_order(tx, who, &input, when);
    moved(&caller, &site, order, form, ("cancel_order", key), op).await
}

/// The buyer is content: the split can be settled. An open complaint is over with it.
#[utoipa::path(post, path = "/c/{slug}/orders/{order}/acceptance", tag = "market",
    params(("slug" = String, Path), ("order" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = OrderBrief), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn accept_order(
    caller: Caller,
    State(site): State<Site>,
    Path((_, order)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<ActionForm>,
) -> Answer {
    let (order, who) = (id(&order)?, actor(&caller)?);
    let op = move |tx: &mut Tx, when| ops::accept_order(tx, who, order, when);
    moved(&caller, &site, order, form, ("accept_order", key), op).await
}

/// Books the split of an accepted order, ahead of the job that would.
#[utoipa::path(post, path = "/c/{slug}/orders/{order}/settlement", tag = "market",
    params(("slug" = String, Path), ("order" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = OrderBrief), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn settle_order(
    caller: Caller,
    State(site): State<Site>,
    Path((_, order)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<ActionForm>,
) -> Answer {
    caller.may(Power::Settle)?;
    let (order, who) = (id(&order)?, actor(&caller)?);
    let op = move |tx: &mut Tx, when| ops::settle_order(tx, who, order, when);
    moved(&caller, &site, order, form, ("settle_order", key), op).await
}

async fn moved(
    caller: &Caller,
    site: &Site,
    order: Id<Order>,
    form: ActionForm,
    (operation, key): (&'static str, RequestKey),
    op: impl Fn(&mut Tx, When) -> Outcome<Order, OrderRefused> + Send + 'static,
) -> Answer {
    let key = key_of(me(caller)?, &key, operation, order.as_str())?;
    let (when, community) = (When::from(site.now()), caller.community()?.number);
    let once = move |tx: &mut Tx| ops::once(tx, &key, OrderRefused::KeyReused, when, |tx| op(tx, when));
    finish(caller, site, order, form, site.db.transact(community, once).await).await
}
