//! Enters money that arrived for an order and that nobody claimed: the form stands on the order's page.

use super::asking::{actor, arrived, id, key_of, me, require_founded};
use super::held_against::entered_before;
use super::order_page::not_recorded;
use super::payment_page::PaymentAnswer;
use super::scene::Scene;
use super::words;
use crate::arrivals::Print;
use crate::methods::{Course, method};
use crate::ops::{self, Arrived, LinePrint, RecordPayment};
use crate::payment::{MethodCode, PaymentRefused};
use crate::rows::Order;
use crate::statement::number_of;
use axum::extract::{Path, State};
use kernel::Id;
use serde::Deserialize;
use store::OpError;
use utoipa::ToSchema;
use web::asked::is_ticked;
use web::{Answer, Caller, Check, Errors, Keyed, Power, Problem, Reply, Site};

/// Money that came.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct ArrivedForm {
    /// `bank_transfer` (also when left out) or `collection_code`.
    pub method: String,
    /// In the community's currency: `50.00`.
    pub amount: String,
    /// The day or the instant: `2026-03-14`, `2026-03-14T20:00`.
    pub arrived_on: String,
    /// Of the bank.
    pub reference: String,
    /// `on`: it is another transfer than the one that was recorded with this reference before. Without it that is `reference_used`.
    pub another_transfer: String,
}

/// The ways by which a treasurer sees money arrive.
pub(crate) fn seen(code: &str) -> Option<MethodCode> {
    MethodCode::parse(code).filter(|code| method(*code).is_some_and(|way| way.course() == Course::Claimed))
}

impl ArrivedForm {
    /// What an order that waits for it is still short of, with what `came` before; of any other, whatever came.
    pub(crate) fn proposed(s: &Scene, order: &Order, came: i64) -> ArrivedForm {
        let method = order.method.filter(|code| seen(code.code()).is_some());
        let unpaid = order.progress().is_unpaid();
        ArrivedForm {
            method: method.unwrap_or(MethodCode::BankTransfer).code().to_owned(),
            amount: if unpaid { s.sum(order.due_minor() - came).plain() } else { String::new() },
            arrived_on: s.today(),
            reference: String::new(),
            another_transfer: String::new(),
        }
    }
}

/// Ways as choices of the form.
pub(crate) fn ways_seen(s: &Scene) -> Vec<(String, String)> {
    let codes = MethodCode::ALL.iter().filter(|code| seen(code.code()).is_some());
    codes.map(|code| (code.code().to_owned(), words::method(s.t, *code))).collect()
}

/// A steward, before the order of somebody who looks for payments: nobody else may be there.
pub(super) async fn stands_in(caller: &Caller, site: &Site, order: Id<Order>) -> Result<bool, Problem> {
    if !caller.can(Power::GrantRoles) {
        return Ok(false);
    }
    let community = caller.community()?.number;
    let found = site.db.read(move |reader| match reader.find::<Order>(&(community, order))? {
        Some(order) => community::looks_for_payments(reader, community, order.buyer),
        None => Ok(false),
    });
    Ok(found.await?)
}

/// Enters money that arrived for an order and that nobody claimed. It pays an order that waits for it (what is above
/// the price is owed to the buyer, what is below it waits unmatched); for any other order it is owed to the buyer.
#[utoipa::path(post, path = "/c/{slug}/orders/{order}/payments", tag = "market", request_body = ArrivedForm,
    params(("slug" = String, Path), ("order" = String, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "the same key again returns the first answer")),
    responses((status = 201, body = PaymentAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn record_payment(
    caller: Caller,
    State(site): State<Site>,
    Path((_, order)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<ArrivedForm>,
) -> Answer {
    let (order, who, community) = (id::<Order>(&order)?, actor(&caller)?, caller.community()?);
    if !stands_in(&caller, &site, order).await? {
        caller.may(Power::ConfirmPayments)?;
    }
    let now = site.now();
    let mut check = Check::new(caller.lang);
    let way = check.optional("method", &form.method, |check, field, typed| check.choice(field, typed, seen));
    let amount = check.money("amount", &form.amount, community.currency);
    let at = arrived(&mut check, "arrived_on", &form.arrived_on, &community.zone);
    require_founded(&mut check, (&caller, &site), "arrived_on", at).await?;
    let reference = check.text("reference", &form.reference, 0..=crate::payment::REFERENCE_CHARS_MAX);
    let reference = Some(reference).filter(|reference| !reference.is_empty());
    let arrived = match check.done(Arrived { at, amount_minor: amount.minor, reference }) {
        Ok(arrived) => arrived,
        Err(errors) => return not_recorded(&caller, &site, order, form, errors).await,
    };
    let method = way.flatten().unwrap_or(MethodCode::BankTransfer);
    let key = key_of(me(&caller)?, &key, "record_payment", order.as_str())?;
    let input = RecordPayment { order, payment: site.id(), method, arrived, key };
    let another = is_ticked(&form.another_transfer);
    let done = site
        .db
        .transact(community.number, move |tx| ops::record_one(tx, who, &input, another, now.into()))
        .await;
    match done {
        Ok(landed) => {
            let location = format!("/c/{}/orders/{order}", community.slug);
            Reply::created_json(&caller, &location, &PaymentAnswer::landed(&landed))
        }
        Err(OpError::Refused(why @ PaymentRefused::ReferenceUsed)) => {
            let said = recorded_for(&caller, &site, order, &form.reference).await?;
            let errors = Errors::refused_saying(why, said);
            not_recorded(&caller, &site, order, form, errors).await
        }
        Err(OpError::Refused(why)) => {
            let errors = Errors::refused(why, caller.lang);
            not_recorded(&caller, &site, order, form, errors).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// For what a reference is recorded already: by its number for anything, else for this very order.
pub(super) async fn recorded_for(
    caller: &Caller,
    site: &Site,
    order: Id<Order>,
    reference: &str,
) -> Result<String, Problem> {
    let s = Scene::of(caller, site)?;
    let line = number_of(reference).map(|number| LinePrint::of(&Print::Number(number)));
    let found = site.db.read(move |reader| {
        if let Some((code, _)) = line.map(|line| entered_before(reader, &s, &line)).transpose()?.flatten() {
            return Ok(s.t.reference_recorded(code));
        }
        let found = reader.find::<Order>(&(s.number, order))?;
        let code = found.map_or_else(|| order.to_string(), |order| s.t.order_numbered(order.number));
        Ok(s.t.reference_recorded(code))
    });
    Ok(found.await?)
}
