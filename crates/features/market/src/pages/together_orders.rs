//! Orders whose payments are entered together: all that wait, or those that a feature above names.

use super::asking::{actor, arrived, me, require_founded};
use super::next_step::came;
use super::order_page::About;
use super::order_view::lines;
use super::orders_list::{LINES_NAMED, what};
use super::read_store::{orders_unpaid, unpaid_count};
use super::scene::{Names, Scene};
use super::ticks::Told;
use super::together::{Asked, DueRow, READ_MAX, Sheet, TogetherForm, TogetherPage, asked};
use crate::market_store::PAYMENTS_OF_ONE;
use crate::ops::{self, Arrived, RecordPayment};
use crate::order::State as At;
use crate::payment::{ArrivedAt, PaymentRefused};
use crate::rows::{Order, Payment};
use axum::Extension;
use axum::extract::{Query, State};
use kernel::{Id, Timestamp};
use std::collections::BTreeMap;
use store::{Fault, IdempotencyKey, OpError, Reader};
use web::asked::{is_ticked, parameter};
use web::{Answer, Back, Caller, Check, Errors, Input, Keyed, Lang, Power, Problem, RequestKey, Site};

/// An order that waits for its money, with what a list says of its buyer.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub order: Id<Order>,
    /// Names by which the buyer is called besides their own.
    pub also: Vec<String>,
    /// Words that may tell where the buyer lives.
    pub places: Vec<String>,
}

/// Orders that wait for their money, to be ticked.
#[utoipa::path(get, path = "/c/{slug}/payments/together", tag = "market",
    params(("slug" = String, Path),
        ("all" = Option<String>, Query, description = "everything is ticked")),
    responses((status = 200, body = TogetherPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn together_page(
    caller: Caller,
    State(site): State<Site>,
    Extension(about): Extension<About>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    sheet(&caller, &site, about).await?.page(&caller, &site, parameter(&pairs, "all").is_some())
}

/// Reads who paid how much, line by line, against what waits. Nothing is entered.
#[utoipa::path(post, path = "/c/{slug}/payments/together/reading", tag = "market", request_body = TogetherForm,
    params(("slug" = String, Path)),
    responses((status = 200, body = TogetherPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn read_together(
    caller: Caller,
    State(site): State<Site>,
    Extension(about): Extension<About>,
    Input(form): Input<TogetherForm>,
) -> Answer {
    sheet(&caller, &site, about).await?.read(&caller, &site, form).await
}

/// The page once more, for a browser that reloads what was read.
#[utoipa::path(get, path = "/c/{slug}/payments/together/reading", tag = "market",
    params(("slug" = String, Path)),
    responses((status = 200, body = TogetherPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn reading_page(
    caller: Caller,
    State(site): State<Site>,
    Extension(about): Extension<About>,
) -> Answer {
    sheet(&caller, &site, about).await?.page(&caller, &site, false)
}

/// Enters what came for each order that is ticked, each by itself: what cannot be is told, the others are done.
#[utoipa::path(post, path = "/c/{slug}/payments/together", tag = "market", request_body = TogetherForm,
    params(("slug" = String, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "the same key again enters nothing twice")),
    responses((status = 200, body = TogetherPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn enter_together(
    caller: Caller,
    State(site): State<Site>,
    Extension(about): Extension<About>,
    Keyed { input: form, key }: Keyed<TogetherForm>,
) -> Answer {
    let told = match enter_orders(&caller, &site, &form, &key).await? {
        Ok(told) => told,
        Err(errors) => return sheet(&caller, &site, about).await?.again(&caller, &site, form, errors),
    };
    let called = called(&caller, &site, &told).await?;
    sheet(&caller, &site, about).await?.told(&caller, &site, form, told, called)
}

async fn sheet(caller: &Caller, site: &Site, about: About) -> Result<Sheet, Problem> {
    caller.may(Power::ConfirmPayments)?;
    let s = Scene::of(caller, site)?;
    let back = Back::to(format!("{}/unpaid", s.base), s.t.unpaid_title());
    let found = site.db.read(move |reader| {
        let ids = orders_unpaid(reader, s.number, 0, READ_MAX as i64)?;
        let (count, _) = unpaid_count(reader, s.number)?;
        let mut waiting = Vec::with_capacity(ids.len());
        for order in ids {
            let mut places = Vec::new();
            for about in &about.0 {
                places.extend(about.note(reader, s.number, order, s.lang)?.map(|note| note.words));
            }
            waiting.push(Waiting { order, also: Vec::new(), places });
        }
        let rows = rows(reader, &s, waiting)?;
        Ok((rows, count))
    });
    let (rows, count) = found.await?;
    let more = (count - rows.len() as i64).max(0);
    Ok(Sheet {
        at: "/payments/together".to_owned(),
        title: String::new(),
        back,
        rows,
        more,
        by_the_hour: false,
    })
}

/// Those of these orders that wait for their money.
///
/// # Errors
/// Of the database, and for who may not.
pub async fn awaited_orders(
    caller: &Caller,
    site: &Site,
    orders: Vec<Waiting>,
) -> Result<Vec<DueRow>, Problem> {
    caller.may(Power::ConfirmPayments)?;
    let s = Scene::of(caller, site)?;
    Ok(site.db.read(move |reader| rows(reader, &s, orders)).await?)
}

fn rows(reader: &mut Reader, s: &Scene, orders: Vec<Waiting>) -> Result<Vec<DueRow>, Fault> {
    let (mut rows, mut names) = (Vec::with_capacity(orders.len()), Names::default());
    for waiting in orders {
        let order = reader.find::<Order>(&(s.number, waiting.order))?;
        if let Some(order) = order.filter(|order| order.progress().is_unpaid() && order.due_minor() > 0) {
            rows.push(row(reader, s, &mut names, &order, waiting)?);
        }
    }
    rows.sort_by(|one, other| web::text::natural(&one.name, &other.name));
    Ok(rows)
}

fn row(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    order: &Order,
    Waiting { also, places, .. }: Waiting,
) -> Result<DueRow, Fault> {
    names.learn(reader, s, order.buyer)?;
    let claimed = order.state == At::PaymentClaimed;
    let payment = match order.payment_id.filter(|_| claimed) {
        Some(payment) => reader.find::<Payment>(&(s.number, payment))?,
        None => None,
    };
    let some = Order { line_count: order.line_count.min(LINES_NAMED as i64), ..order.clone() };
    let due_minor = order.due_minor() - came_before(reader, order)?;
    let until = if claimed { order.claim_until_us } else { order.hold_until_us };
    let name = names.member(&order.buyer);
    Ok(DueRow {
        id: order.id.to_string(),
        also: also.into_iter().filter(|other| *other != name).collect(),
        name,
        code: s.t.order_reference(order.number),
        codes: codes(s.lang, order.number),
        places,
        what: what(s, &lines(reader, &some)?, order.line_count),
        due_minor,
        proof: payment.and_then(|payment| payment.proof),
        claimed,
        own: s.me == Some(order.buyer),
        who: order.buyer.to_string(),
        href: s.order_link(&order.id, ""),
        until: until.map(|at| s.until(&at)),
    })
}

/// What came for an order and was too little.
pub(super) fn came_before(reader: &mut Reader, order: &Order) -> Result<i64, Fault> {
    let ids: Vec<(Id<Payment>,)> = reader.rows(PAYMENTS_OF_ONE, &[&order.community_id, &order.id])?;
    let mut payments = Vec::new();
    for (id,) in ids {
        payments.extend(reader.find::<Payment>(&(order.community_id, id))?);
    }
    Ok(came(&payments))
}

/// Other ways in which people write the number of an order.
fn codes(lang: Lang, number: i64) -> Vec<String> {
    let t = crate::t(lang);
    vec![
        format!("#{number}"),
        t.order_numbered(number),
        format!("订单{number}"),
        format!("订单 {number}"),
        format!("第{number}单"),
        format!("第 {number} 单"),
        format!("{number}号订单"),
    ]
}

/// What a form asks to be entered, or what is wrong with it.
///
/// # Errors
/// Of the database, and for who may not.
pub async fn asked_together(
    caller: &Caller,
    site: &Site,
    form: &TogetherForm,
) -> Result<Result<Asked, Errors>, Problem> {
    caller.may(Power::ConfirmPayments)?;
    let mut check = Check::new(caller.lang);
    let at = arrived(&mut check, "arrived_on", &form.arrived_on, &caller.community()?.zone);
    if check.is_clean() {
        require_founded(&mut check, (caller, site), "arrived_on", at).await?;
    }
    let asked = match asked(check, caller, form, at) {
        Ok(asked) => asked,
        Err(errors) => return Ok(Err(errors)),
    };
    let mut check = Check::new(caller.lang);
    let own: BTreeMap<Timestamp, ArrivedAt> =
        asked.ticks.iter().filter_map(|tick| tick.came).map(|came| (came.first(), came)).collect();
    for came in own.into_values() {
        if check.is_clean() {
            require_founded(&mut check, (caller, site), "paid", came).await?;
        }
    }
    let asked = match check.done(asked) {
        Ok(asked) => asked,
        Err(errors) => return Ok(Err(errors)),
    };
    if asked.reference.is_empty() || is_ticked(&form.another_transfer) {
        return Ok(Ok(asked));
    }
    let (community, now, said) = (caller.community()?.number, site.now(), asked.reference.clone());
    let subjects: Vec<String> = asked.ticks.iter().map(|tick| tick.id.clone()).collect();
    let is_known = move |reader: &mut Reader| ops::is_known_beside(reader, community, &said, &subjects, now);
    Ok(match site.db.read(is_known).await? {
        true => Err(Errors::refused(PaymentRefused::ReferenceUsed, caller.lang)),
        false => Ok(asked),
    })
}

/// Enters what came for each order that is ticked: each in a transaction of its own, so that one that cannot be holds up no
/// other. A key that comes again answers each as it was answered first, and goes on where it was cut off.
///
/// # Errors
/// Faults, and for who may not; inside, what is wrong with the form.
pub async fn enter_orders(
    caller: &Caller,
    site: &Site,
    form: &TogetherForm,
    key: &RequestKey,
) -> Result<Result<Vec<Told>, Errors>, Problem> {
    caller.may(Power::ConfirmPayments)?;
    let (community, who, me, now) = (caller.community()?, actor(caller)?, me(caller)?, site.now());
    let asked = match asked_together(caller, site, form).await? {
        Ok(asked) => asked,
        Err(errors) => return Ok(Err(errors)),
    };
    let reference = Some(asked.reference.clone()).filter(|reference| !reference.is_empty());
    let mut told = Vec::with_capacity(asked.ticks.len());
    for tick in &asked.ticks {
        let Ok(order) = Id::<Order>::parse(&tick.id) else {
            told.push(Told::of(tick, Err(PaymentRefused::NoSuchOrder), caller.lang));
            continue;
        };
        // What is asked of one is its own: a form that comes back with other ticks is no other request for it.
        let reference = tick.number.clone().filter(|_| reference.is_none()).or_else(|| reference.clone());
        let at = tick.arrived_at(&asked);
        let on = if tick.came.is_some() { at.first().to_string() } else { form.arrived_on.clone() };
        let input = (&tick.id, tick.amount_minor, asked.method.code(), &on, &reference);
        let text = format!("{} {}", key.text, tick.id);
        let key = IdempotencyKey::of(me.as_str(), &text, "collect_payment", &input)?;
        let arrived = Arrived { at, amount_minor: tick.amount_minor, reference };
        let input =
            RecordPayment { order, payment: site.id(), method: asked.method, arrived, key: Some(key) };
        let lines = tick.prints.clone();
        let done = site
            .db
            .transact(community.number, move |tx| ops::collect_payment(tx, who, &input, &lines, now.into()))
            .await;
        match done {
            Ok(landed) => told.push(Told::of::<PaymentRefused>(tick, Ok(landed.entry), caller.lang)),
            Err(OpError::Refused(why)) => told.push(Told::of(tick, Err(why), caller.lang)),
            Err(OpError::Fault(fault)) => return Err(fault.into()),
        }
    }
    Ok(Ok(told))
}

/// How orders are called, and where they are looked at: what was refused, and what may have been entered for the wrong one.
///
/// # Errors
/// Of the database only.
pub async fn called(
    caller: &Caller,
    site: &Site,
    told: &[Told],
) -> Result<impl Fn(&str) -> Option<(String, String)> + use<>, Problem> {
    let s = Scene::of(caller, site)?;
    let ids: Vec<Id<Order>> = told.iter().filter_map(|one| Id::parse(&one.id).ok()).collect();
    let found = site.db.read(move |reader| {
        let (mut found, mut names) = (Vec::new(), Names::default());
        for id in ids {
            let Some(order) = reader.find::<Order>(&(s.number, id))? else { continue };
            names.learn(reader, &s, order.buyer)?;
            let called = format!("{} · {}", names.member(&order.buyer), s.t.order_numbered(order.number));
            found.push((id.to_string(), called, s.order_link(&id, "")));
        }
        Ok(found)
    });
    let found = found.await?;
    Ok(move |id: &str| {
        let one = found.iter().find(|(order, ..)| order == id);
        one.map(|(_, called, href)| (called.clone(), href.clone()))
    })
}
