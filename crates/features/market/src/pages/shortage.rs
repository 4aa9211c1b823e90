//! Some of an order is not there: its worth goes back to the buyer, the rest is still to be handed over.

use super::asking::{actor, id, key_of, me};
use super::order_view::{LineView, OrderBrief, lines};
use super::scene::{Names, Scene};
use crate::ops::{self, ReportShortage};
use crate::rows::Order;
use askama::Template;
use axum::extract::{Path, State};
use kernel::{Id, Quantity};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::OpError;
use utoipa::ToSchema;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Keyed, Place, Power, Problem, Reply, Site, View};

/// What is missing of an order.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "shortage.html")]
pub(crate) struct ShortagePage {
    #[serde(skip)]
    s: Scene,
    #[serde(flatten)]
    order: OrderBrief,
    lines: Vec<LineView>,
    #[serde(skip)]
    buyer: String,
    #[serde(skip)]
    reason: String,
    #[serde(skip)]
    errors: Errors,
}

impl View for ShortagePage {
    fn title(&self) -> String {
        self.s.t.shortage_title(self.order.number)
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(
            format!("{}/orders/{}", self.s.base, self.order.id),
            self.s.t.order_numbered(self.order.number),
        )
    }
}

/// Quantities by line. Programs send `lines`; the form's fields are `quantity_1`, `quantity_2`, …
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct ShortageForm {
    lines: Vec<LineQuantity>,
    reason: String,
    #[serde(flatten)]
    #[schema(ignore)]
    typed: BTreeMap<String, String>,
}

/// How much of one line.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct LineQuantity {
    /// Within the order, from 1.
    pub line: i64,
    /// A decimal as text.
    pub quantity: String,
}

/// Reads quantities by line, from a program's list or a form's fields; a field left empty is no line.
pub(crate) fn quantities(
    check: &mut Check,
    lines: &[LineQuantity],
    typed: &BTreeMap<String, String>,
) -> Vec<(i64, Quantity)> {
    let fields = typed.iter().filter_map(|(name, value)| {
        let line = name.strip_prefix("quantity_")?.parse::<i64>().ok()?;
        let nothing = matches!(value.trim(), "" | "0");
        (!nothing).then(|| LineQuantity { line, quantity: value.clone() })
    });
    let all: Vec<LineQuantity> = lines.iter().cloned().chain(fields).collect();
    let read = all
        .iter()
        .map(|line| (line.line, check.quantity(&format!("quantity_{}", line.line), &line.quantity)));
    let mut read: Vec<_> = read.collect();
    read.sort_unstable_by_key(|(line, _)| *line);
    read
}

/// The form to report what is missing.
#[utoipa::path(get, path = "/c/{slug}/orders/{order}/shortage", tag = "market",
    params(("slug" = String, Path), ("order" = String, Path)),
    responses((status = 200, body = ShortagePage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn shortage_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, order)): Path<(String, String)>,
) -> Answer {
    Reply::page(&caller, &load(&caller, &site, id(&order)?).await?)
}

async fn load(caller: &Caller, site: &Site, id: Id<Order>) -> Result<ShortagePage, Problem> {
    caller.may(Power::FulfilOrders)?;
    let s = Scene::of(caller, site)?;
    let found = site.db.read(move |reader| {
        let Some(order) = reader.find::<Order>(&(s.number, id))? else { return Ok(None) };
        let mut names = Names::default();
        names.learn(reader, &s, order.buyer)?;
        let lines = lines(reader, &order)?;
        let left = lines.iter().filter(|line| line.returned_milli < line.quantity_milli);
        Ok(Some(ShortagePage {
            lines: left.map(|line| LineView::of(&s, line)).collect(),
            buyer: names.member(&order.buyer),
            order: OrderBrief::of(&s, &order),
            reason: String::new(),
            errors: Errors::none(),
            s,
        }))
    });
    found.await?.ok_or_else(Problem::not_found)
}

/// What was given back.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RefundAnswer {
    refund: String,
    amount_minor: i64,
    entry: Option<i64>,
}

impl RefundAnswer {
    pub(crate) fn of(gave: &ops::GaveBack) -> RefundAnswer {
        RefundAnswer { refund: gave.refund.to_string(), amount_minor: gave.amount_minor, entry: gave.entry }
    }
}

/// Some of it is not there: its worth goes back to the buyer, the rest is still to be handed over.
#[utoipa::path(post, path = "/c/{slug}/orders/{order}/shortage", tag = "market", request_body = ShortageForm,
    params(("slug" = String, Path), ("order" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = RefundAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn report_shortage(
    caller: Caller,
    State(site): State<Site>,
    Path((_, order)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<ShortageForm>,
) -> Answer {
    caller.may(Power::FulfilOrders)?;
    let (order, who, now) = (id::<Order>(&order)?, actor(&caller)?, site.now());
    let mut check = Check::new(caller.lang);
    let missing = quantities(&mut check, &form.lines, &form.typed);
    let reason = check.text("reason", &form.reason, 1..=crate::acting::REASON_CHARS_MAX);
    let missing = match check.done(missing) {
        Ok(missing) => missing,
        Err(errors) => return again(&caller, &site, order, form, errors).await,
    };
    let key = key_of(me(&caller)?, &key, "report_shortage", order.as_str())?;
    let input = ReportShortage { refund: site.id(), order, missing, reason, key };
    let community = caller.community()?;
    let done =
        site.db.transact(community.number, move |tx| ops::report_shortage(tx, who, &input, now.into())).await;
    match done {
        Ok(gave) => {
            let location = format!("/c/{}/orders/{order}", community.slug);
            Reply::created_json(&caller, &location, &RefundAnswer::of(&gave))
        }
        Err(OpError::Refused(why)) => {
            let errors = Errors::refused(why, caller.lang);
            again(&caller, &site, order, form, errors).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn again(caller: &Caller, site: &Site, order: Id<Order>, form: ShortageForm, errors: Errors) -> Answer {
    let mut page = load(caller, site, order).await?;
    keep(&mut page.lines, &form.typed);
    (page.reason, page.errors) = (form.reason, errors.clone());
    Reply::form_refused(caller, &page, &errors)
}

/// What was typed stays in its fields.
pub(crate) fn keep(lines: &mut [LineView], typed: &BTreeMap<String, String>) {
    for line in lines {
        line.typed = typed.get(&line.input_name).cloned().unwrap_or_default();
    }
}
