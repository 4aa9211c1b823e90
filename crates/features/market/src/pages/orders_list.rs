//! Lists of orders: the own ones, and all for those who work on them.

use super::asking::me;
use super::order_view::{OrderBrief, lines, state_tag};
use super::read_store::{OrdersWanted, orders};
use super::scene::{Names, Scene};
use super::words;
use crate::complained_store::read_count;
use crate::complaint::ComplaintState;
use crate::complaint_rows::Complaint;
use crate::order::State as At;
use crate::rows::{Order, OrderLine};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use community::{Provider, Section, Viewer};
use serde::Serialize;
use std::sync::Arc;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::parameter;
use web::ui;
use web::{Answer, Back, Caller, Html, Place, Power, Problem, Reply, Site, View, WebRefused};

const PAGE: i64 = 30;
/// A row names this many lines; the rest is counted.
pub(crate) const LINES_NAMED: usize = 3;

/// Orders, newest first.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "orders.html")]
pub(crate) struct OrdersPage {
    #[serde(skip)]
    s: Scene,
    orders: Vec<OrderRow>,
    /// What is paid and no order yet, beside the caller's own.
    above: Vec<Section>,
    #[serde(skip)]
    above_shown: Html,
    /// The value of `below` for the next page.
    next: Option<i64>,
    #[serde(skip)]
    all: bool,
    #[serde(skip)]
    state: Option<At>,
    #[serde(skip)]
    paged: bool,
}

/// Given by features above: what stands above a member's own orders.
#[derive(Clone)]
pub(crate) struct Above(pub(crate) Vec<Arc<dyn Provider>>);

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct OrderRow {
    #[serde(flatten)]
    order: OrderBrief,
    /// To those who work on orders only.
    #[serde(skip_serializing_if = "Option::is_none")]
    buyer: Option<String>,
    /// To its buyer: a complaint of it has an answer.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    is_answered: bool,
    #[serde(skip)]
    what: String,
    #[serde(skip)]
    tag: Html,
    #[serde(skip)]
    when: Html,
}

impl View for OrdersPage {
    fn title(&self) -> String {
        if self.all { self.s.t.all_orders() } else { self.s.t.my_orders() }
    }

    fn place(&self) -> Place {
        if self.all { Place::Desk } else { Place::Mine }
    }

    fn back(&self) -> Option<Back> {
        match self.all {
            true => Back::to(format!("{}/desk", self.s.base), self.s.t.desk()),
            false => Back::to(format!("{}/mine", self.s.base), self.s.t.mine()),
        }
    }
}

impl OrdersPage {
    /// Links of the filter: (address, words, chosen).
    fn filters(&self) -> Vec<(String, String, bool)> {
        let base = format!("{}/orders?all=1", self.s.base);
        let all = (base.clone(), self.s.t.filter_all(), self.state.is_none());
        // Unpaid is one word for people; here the two are told apart.
        let words = |state: At| match state {
            At::Placed => self.s.t.state_placed_filter(),
            other => words::state(self.s.t, other),
        };
        let states = At::ALL
            .iter()
            .map(|state| (format!("{base}&state={state}"), words(*state), self.state == Some(*state)));
        [all].into_iter().chain(states).collect()
    }

    fn older(&self) -> Option<String> {
        let next = self.next?;
        let state = self.state.map_or_else(String::new, |state| format!("&state={state}"));
        let all = if self.all { "all=1&" } else { "" };
        Some(format!("{}/orders?{all}below={next}{state}", self.s.base))
    }

    fn newest(&self) -> Option<String> {
        let state = self.state.map_or_else(String::new, |state| format!("&state={state}"));
        let all = if self.all { format!("?all=1{state}") } else { String::new() };
        self.paged.then(|| format!("{}/orders{all}", self.s.base))
    }
}

/// The caller's orders; with `all=1` everybody's, to those who work on them, filtered by `state`.
#[utoipa::path(get, path = "/c/{slug}/orders", tag = "market",
    params(("slug" = String, Path), ("all" = Option<String>, Query), ("state" = Option<String>, Query),
        ("below" = Option<i64>, Query, description = "orders with a smaller number")),
    responses((status = 200, body = OrdersPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn orders_page(
    caller: Caller,
    State(site): State<Site>,
    Extension(Above(providers)): Extension<Above>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let (me, s) = (me(&caller)?, Scene::of(&caller, &site)?);
    let all = parameter(&pairs, "all").is_some() || parameter(&pairs, "state").is_some();
    if all && !s.works_on_orders() {
        return Err(WebRefused::LacksPower(Power::FulfilOrders).into());
    }
    let state = match parameter(&pairs, "state") {
        None => None,
        Some(code) => Some(At::parse(code).ok_or_else(Problem::not_found)?),
    };
    let below = parameter(&pairs, "below").and_then(|number| number.parse().ok());
    let wanted = match (all, state) {
        (false, _) => OrdersWanted::Of(me),
        (true, None) => OrdersWanted::All,
        (true, Some(state)) => OrdersWanted::In(state),
    };
    let scene = s.clone();
    let (place, first) = (caller.community_shared()?, !all && below.is_none());
    let viewer =
        Viewer { lang: s.lang, now: s.now, member: s.me, powers: s.powers, sees_books: s.books_open };
    let found = site.db.read(move |reader| {
        let providers: &[_] = if first { &providers } else { &[] };
        let above = community::read_sections(providers, reader, &place, &viewer)?;
        Ok((read(reader, &scene, wanted, below, all)?, above))
    });
    let ((orders, next), above) = found.await?;
    let above_shown = community::sections_shown(&above).map_err(Problem::fault)?;
    let page = OrdersPage { s, orders, above, above_shown, next, all, state, paged: below.is_some() };
    Reply::page(&caller, &page)
}

fn read(
    reader: &mut Reader,
    s: &Scene,
    wanted: OrdersWanted,
    below: Option<i64>,
    all: bool,
) -> Result<(Vec<OrderRow>, Option<i64>), Fault> {
    let mut ids = orders(reader, s.number, wanted, below.unwrap_or(i64::MAX), PAGE + 1)?;
    let more = ids.len() as i64 > PAGE;
    ids.truncate(PAGE as usize);
    let (mut rows, mut names) = (Vec::with_capacity(ids.len()), Names::default());
    for id in ids {
        if let Some(order) = reader.find::<Order>(&(s.number, id))? {
            rows.push(row(reader, s, &mut names, &order, all)?);
        }
    }
    let next = rows.last().map(|row| row.order.number).filter(|_| more);
    Ok((rows, next))
}

pub(crate) fn row(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    order: &Order,
    with_buyer: bool,
) -> Result<OrderRow, Fault> {
    let mut buyer = None;
    if with_buyer {
        names.learn(reader, s, order.buyer)?;
        buyer = Some(names.member(&order.buyer));
    }
    let some = Order { line_count: order.line_count.min(LINES_NAMED as i64), ..order.clone() };
    let what = what(s, &lines(reader, &some)?, order.line_count);
    let mine = Some(order.buyer) == s.me && order.state == At::Fulfilled;
    let is_answered = mine && is_answered(reader, order)?;
    Ok(OrderRow {
        is_answered,
        order: OrderBrief::of(s, order),
        buyer,
        what,
        tag: state_tag(s, &order.state),
        when: s.time(&order.placed_at_us),
    })
}

fn is_answered(reader: &mut Reader, order: &Order) -> Result<bool, Fault> {
    let number = read_count(reader, order.community_id, order.id)?;
    let last = reader.find::<Complaint>(&(order.community_id, order.id, number))?;
    Ok(last.is_some_and(|last| last.state == ComplaintState::Proposed))
}

/// `草莓 2 盒、鸡蛋 1 板等 5 样`.
pub(crate) fn what(s: &Scene, lines: &[OrderLine], count: i64) -> String {
    let named =
        lines.iter().map(|line| format!("{} {}", line.title, s.amount(line.quantity_milli, &line.unit)));
    let text = named.collect::<Vec<_>>().join(s.t.list_comma().as_str());
    match count > lines.len() as i64 {
        true => s.t.and_others(text, count),
        false => text,
    }
}
