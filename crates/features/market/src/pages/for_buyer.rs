//! What is said and done in the name of a buyer without an account: complaining, answering, setting off.

use super::asking::{actor, id, key_of, me};
use super::complaint_view::{ComplaintView, complaints_of, is_clockless};
use super::next_step::came;
use super::order_page::{ActionForm, finish};
use super::order_view::{OrderBrief, Whole, lines};
use super::read_store::{OrdersWanted, orders};
use super::scene::Scene;
use crate::acting::When;
use crate::books;
use crate::complained_store;
use crate::ids::Member;
use crate::ops::{self, speaks_for_buyers};
use crate::order::{OrderRefused, State as At};
use crate::reports::{PartOfOrder, where_it_went};
use crate::rows::Order;
use crate::split::Party;
use axum::extract::{Path, State};
use community::SectionRow;
use kernel::{Id, Timestamp};
use serde::Serialize;
use store::{Fault, Reader, Tx};
use utoipa::ToSchema;
use web::{Answer, Caller, Keyed, Power, Site};

/// What whoever looks may do of it; the operations decide again.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ForBuyer {
    pub speaks: bool,
    /// And may say what the buyer thinks of what is proposed: neither proposed it nor would pay for it.
    pub answers: bool,
    /// What is owed to the buyer and would pay what the order still needs, in minor units.
    pub set_off_minor: Option<i64>,
}

/// `to_pay` is what the order still needs; `proposed_by` who made the proposal that stands.
pub(crate) fn for_buyer(
    reader: &mut Reader,
    s: &Scene,
    order: &Order,
    to_pay: i64,
    proposed_by: Option<Id<Member>>,
) -> Result<ForBuyer, Fault> {
    let (speaks, pays) = (speaks_for(reader, s, order)?, s.can(Power::PayOut));
    let waits = matches!(order.state, At::Placed | At::AwaitingPayment) && to_pay > 0;
    let answers = speaks && !has_a_stake(reader, s, order, proposed_by)?;
    let mut found = ForBuyer { speaks, answers, set_off_minor: None };
    if pays && waits && is_placeholder(reader, order)? && may_set_off(reader, s, order)? {
        let credit = books::credit(reader, s.number, order.buyer, s.currency)?;
        found.set_off_minor = (credit.available() >= to_pay).then_some(to_pay);
    }
    Ok(found)
}

/// What is proposed to a buyer without an account and waits, without a clock, for somebody's word for them.
pub(crate) fn needs_voice(
    reader: &mut Reader,
    order: &Order,
    complaint: &ComplaintView,
) -> Result<bool, Fault> {
    Ok(complaint.needs_word() && is_placeholder(reader, order)?)
}

/// Whether whoever looks may say for the buyer what the buyer thinks of it.
pub(crate) fn may_answer(
    reader: &mut Reader,
    s: &Scene,
    order: &Order,
    proposed_by: Option<Id<Member>>,
) -> Result<bool, Fault> {
    Ok(speaks_for(reader, s, order)? && !has_a_stake(reader, s, order, proposed_by)?)
}

/// Whoever looks, or who is one with them, proposed it, or gets a part of the price.
fn has_a_stake(
    reader: &mut Reader,
    s: &Scene,
    order: &Order,
    proposed_by: Option<Id<Member>>,
) -> Result<bool, Fault> {
    let Some(me) = s.me else { return Ok(true) };
    let mut selves = community::one_with_shown(reader, s.number, me)?;
    selves.push(me);
    Ok(proposed_by.is_some_and(|by| selves.contains(&by)) || get_a_part(reader, order, &selves)?)
}

fn get_a_part(reader: &mut Reader, order: &Order, selves: &[Id<Member>]) -> Result<bool, Fault> {
    let went = where_it_went(reader, order.community_id, order.id)?;
    let theirs = |part: &PartOfOrder| matches!(part.to, Party::Member(to) if selves.contains(&to));
    Ok(went.is_some_and(|went| went.parts.iter().any(theirs)))
}

/// Not who gets a part of the price: it would be their sale that is paid. And not the own order.
fn may_set_off(reader: &mut Reader, s: &Scene, order: &Order) -> Result<bool, Fault> {
    let Some(me) = s.me else { return Ok(false) };
    let own = community::is_own_matter_shown(reader, s.number, me, order.buyer)?;
    Ok(!own && !has_a_stake(reader, s, order, None)?)
}

/// How many proposals are looked through, and how many are named.
const VOICES_LOOKED_THROUGH: i64 = 100;
const VOICES_NAMED: usize = 5;

/// Proposals among the longest waiting that whoever looks can answer in the name of a buyer without an account: no clock ends them.
pub(crate) fn voices(reader: &mut Reader, s: &Scene) -> Result<Vec<SectionRow>, Fault> {
    let mut rows = Vec::new();
    if !speaks_for_buyers(s.powers) {
        return Ok(rows);
    }
    let first = (Timestamp::from_micros(0), String::new());
    for (id, _) in complained_store::proposed(reader, s.number, &first, VOICES_LOOKED_THROUGH)? {
        // Of most a clock runs, or the buyer has an account: what is said of the others alone is read.
        let order = reader.find::<Order>(&(s.number, id))?.filter(is_clockless);
        let Some(order) = order else { continue };
        if !is_placeholder(reader, &order)? {
            continue;
        }
        let lines = lines(reader, &order)?;
        let open = complaints_of(reader, s, &order, &lines)?.into_iter().find(ComplaintView::is_open);
        let Some(complaint) = open else { continue };
        let by = complaint.standing().and_then(|standing| standing.by);
        if complaint.needs_word() && may_answer(reader, s, &order, by)? {
            let words = s.t.desk_for_buyer(s.t.order_numbered(order.number));
            rows.push(SectionRow::new(words).href(s.order_link(&id, "")));
        }
        if rows.len() >= VOICES_NAMED {
            break;
        }
    }
    Ok(rows)
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
        let waits = matches!(whole.order.state, At::Placed | At::AwaitingPayment);
        if waits && may_set_off(reader, s, &whole.order)? {
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
