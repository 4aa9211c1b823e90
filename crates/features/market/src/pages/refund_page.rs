//! Giving back what was paid: goods, or a sum.

use super::asking::{actor, id, key_of, me};
use super::order_view::{LineView, OrderBrief, lines};
use super::scene::{Names, Scene};
use super::shortage::{LineQuantity, RefundAnswer, keep, quantities};
use crate::ops::{self, RefundOrder, RefundWhat};
use crate::order::State as At;
use crate::rows::Order;
use askama::Template;
use axum::extract::{Path, State};
use kernel::Id;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::OpError;
use utoipa::ToSchema;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Keyed, Place, Power, Problem, Reply, Site, View};

/// The form to give something back.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "refund.html")]
pub(crate) struct RefundPage {
    #[serde(skip)]
    s: Scene,
    #[serde(flatten)]
    order: OrderBrief,
    lines: Vec<LineView>,
    /// What of the order's money can still be given back.
    left_minor: i64,
    #[serde(skip)]
    buyer: String,
    /// Nothing was paid, or it was given up: there is nothing to give back.
    is_refundable: bool,
    #[serde(skip)]
    settled: bool,
    #[serde(skip)]
    form: RefundForm,
    #[serde(skip)]
    errors: Errors,
}

/// Either quantities by line (`lines`, or the form's `quantity_1`, …) or a sum (`amount`, with `line` for one line).
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct RefundForm {
    lines: Vec<LineQuantity>,
    /// In the community's currency: `5.00`.
    amount: String,
    /// The line that the sum is for; else the whole order.
    line: String,
    reason: String,
    /// The goods can be sold again: `on` or nothing.
    restock: String,
    #[serde(flatten)]
    #[schema(ignore)]
    typed: BTreeMap<String, String>,
}

impl View for RefundPage {
    fn title(&self) -> String {
        self.s.t.refund_title(self.order.number)
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

impl RefundPage {
    /// For the sum: the whole order, or one line.
    fn of_what(&self) -> Vec<(String, String)> {
        let whole = (String::new(), self.s.t.whole_order());
        let lines = self.lines.iter().map(|line| (line.line.to_string(), line.title.clone()));
        [whole].into_iter().chain(lines).collect()
    }
}

/// What can be given back of an order.
#[utoipa::path(get, path = "/c/{slug}/orders/{order}/refund", tag = "market",
    params(("slug" = String, Path), ("order" = String, Path)),
    responses((status = 200, body = RefundPage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn refund_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, order)): Path<(String, String)>,
) -> Answer {
    Reply::page(&caller, &load(&caller, &site, id(&order)?).await?)
}

async fn load(caller: &Caller, site: &Site, id: Id<Order>) -> Result<RefundPage, Problem> {
    caller.may(Power::Refund)?;
    let s = Scene::of(caller, site)?;
    let found = site.db.read(move |reader| {
        let Some(order) = reader.find::<Order>(&(s.number, id))? else { return Ok(None) };
        let mut names = Names::default();
        names.learn(reader, &s, order.buyer)?;
        let lines = lines(reader, &order)?;
        Ok(Some(RefundPage {
            lines: lines.iter().map(|line| LineView::of(&s, line)).collect(),
            left_minor: if order.progress().is_refundable() { order.rest_minor() } else { 0 },
            is_refundable: order.progress().is_refundable(),
            buyer: names.member(&order.buyer),
            settled: order.state == At::Settled,
            order: OrderBrief::of(&s, &order),
            form: RefundForm::default(),
            errors: Errors::none(),
            s,
        }))
    });
    found.await?.ok_or_else(Problem::not_found)
}

/// Gives back goods' worth or a sum; it is owed to the buyer then.
#[utoipa::path(post, path = "/c/{slug}/orders/{order}/refunds", tag = "market", request_body = RefundForm,
    params(("slug" = String, Path), ("order" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = RefundAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn refund_order(
    caller: Caller,
    State(site): State<Site>,
    Path((_, order)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<RefundForm>,
) -> Answer {
    caller.may(Power::Refund)?;
    let (order, who, now) = (id::<Order>(&order)?, actor(&caller)?, site.now());
    let community = caller.community()?;
    let mut check = Check::new(caller.lang);
    let what = what(&mut check, &form, community.currency, caller.lang);
    let reason = check.text("reason", &form.reason, 1..=crate::acting::REASON_CHARS_MAX);
    let restock = check.flag("restock", &form.restock);
    let what = match check.done(what) {
        Ok(what) => what,
        Err(errors) => return again(&caller, &site, order, form, errors).await,
    };
    let key = key_of(me(&caller)?, &key, "refund_order", order.as_str())?;
    let input = RefundOrder { refund: site.id(), order, what, reason, restock, key };
    let done =
        site.db.transact(community.number, move |tx| ops::refund_order(tx, who, &input, now.into())).await;
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

/// Goods or a sum, never both: what each is worth could not be told apart afterwards.
fn what(check: &mut Check, form: &RefundForm, currency: kernel::Currency, lang: web::Lang) -> RefundWhat {
    let goods = quantities(check, &form.lines, &form.typed);
    let sum =
        check.optional("amount", &form.amount, |check, field, typed| check.money(field, typed, currency));
    let line = check.optional("line", &form.line, |check, field, typed| {
        check.whole(field, typed, 1..=crate::offer::LINES_MAX as i64)
    });
    match (sum, line) {
        (Some(sum), None) if goods.is_empty() => RefundWhat::Sum(sum.minor),
        (Some(sum), Some(line)) if goods.is_empty() => RefundWhat::SumOfLine(line, sum.minor),
        (None, _) if !goods.is_empty() => RefundWhat::Quantities(goods),
        (Some(_), _) => {
            check.refuse("amount", crate::t(lang).refund_one_of_both());
            RefundWhat::Quantities(goods)
        }
        (None, _) => {
            check.refuse("amount", crate::t(lang).refund_nothing_typed());
            RefundWhat::Quantities(goods)
        }
    }
}

async fn again(caller: &Caller, site: &Site, order: Id<Order>, form: RefundForm, errors: Errors) -> Answer {
    let mut page = load(caller, site, order).await?;
    keep(&mut page.lines, &form.typed);
    (page.form, page.errors) = (form, errors.clone());
    Reply::form_refused(caller, &page, &errors)
}
