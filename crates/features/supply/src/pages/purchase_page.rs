//! One purchase order: what is to come, what came, what is owed for it, and what may be done with it now.

use super::moves::MoveForm;
use super::purchase_view::{BillView, DeliveryView, LineView, StepView, bill, deliveries, lines, steps};
use super::scene::{Names, Scene};
use super::short_view::{ShortView, shorts};
use crate::ops::{ASKS, CONSENTS, RECEIVES};
use crate::purchase::{PurchaseState, RaisedBy, Terms, needs_second};
use crate::refused::PurchaseRefused;
use crate::rows::{Purchase, Supplier};
use askama::Template;
use axum::extract::{Path, State};
use kernel::Id;
use serde::Serialize;
use spending::rows::{Expense, StandingRule};
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::id;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Errors, Html, Place, Power, Problem, Reply, Site, View};

/// One purchase order.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "purchase.html")]
pub(crate) struct PurchasePage {
    #[serde(skip)]
    pub(super) s: Scene,
    #[schema(value_type = String)]
    pub(super) purchase: Id<Purchase>,
    number: i64,
    #[schema(value_type = String)]
    supplier: Id<Supplier>,
    pub(super) supplier_name: String,
    #[schema(value_type = String)]
    state: PurchaseState,
    #[schema(value_type = String)]
    terms: Terms,
    /// The pool's id, where one ordered it.
    pool: Option<String>,
    pub(super) lines: Vec<LineView>,
    total_minor: i64,
    /// `2026-03-14`; null while none was agreed on.
    deliver_on: Option<String>,
    pub(super) deliver_to: String,
    pub(super) note: String,
    deliveries: Vec<DeliveryView>,
    /// What a fund came to owe for what came; null to who does not deal with money.
    bill: Option<BillView>,
    /// Under which it is bought; null to its supplier, and where no fund pays.
    mandate: Option<String>,
    mandate_name: Option<String>,
    /// For it under that mandate, until it is billed or ends.
    kept_minor: i64,
    /// Of goods that came short: orders that still wait for more than came. Empty to who does not work on orders.
    shorts: Vec<ShortView>,
    steps: Vec<StepView>,
    #[serde(skip)]
    pub(super) day: String,
    #[serde(skip)]
    tag: Html,
    #[serde(skip)]
    mine: bool,
    #[serde(skip)]
    pub(super) can: Can,
    #[serde(skip)]
    pub(super) form: MoveForm,
    /// Which of the forms was refused.
    #[serde(skip)]
    pub(super) failed: &'static str,
    #[serde(skip)]
    pub(super) errors: Errors,
}

/// What the reader may do now.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Can {
    pub send: bool,
    /// To say yes to it as a second person.
    pub consent: bool,
    pub step_back: bool,
    /// Sending it asks for a second person's yes first.
    pub needs_second: bool,
    pub reschedule: bool,
    pub answer: bool,
    pub count: bool,
    pub close: bool,
    pub bill: bool,
    pub credit: bool,
    pub cancel: bool,
}

impl View for PurchasePage {
    fn title(&self) -> String {
        self.s.t.purchase_numbered(self.number)
    }

    fn place(&self) -> Place {
        if self.mine { Place::Mine } else { Place::Desk }
    }

    fn live(&self) -> Option<&'static str> {
        Some("orders")
    }

    fn back(&self) -> Option<Back> {
        let text = if self.mine { self.s.t.my_deliveries() } else { self.supplier_name.clone() };
        Back::to(format!("{}/supply/{}", self.s.base, self.supplier), text)
    }
}

impl PurchasePage {
    pub(super) fn link(&self, rest: &str) -> String {
        format!("{}/supply/orders/{}{rest}", self.s.base, self.purchase)
    }

    fn did(&self, form: &str) -> bool {
        self.failed == form
    }

    fn may_confirm(&self) -> bool {
        self.state.answer(true).is_ok()
    }

    fn may_decline(&self) -> bool {
        self.state.answer(false).is_ok()
    }

    fn is_draft(&self) -> bool {
        !self.state.is_shown()
    }

    /// Something was counted, or nothing more comes.
    fn has_come(&self) -> bool {
        !self.deliveries.is_empty() || self.state == PurchaseState::Closed
    }

    /// None where the sales say what is owed.
    fn came_minor(&self) -> Option<i64> {
        self.lines.iter().map(|line| line.received_minor).sum()
    }

    /// What is still missing, before it is missing for good.
    fn close_ask(&self) -> Option<String> {
        let missing = self.lines.iter().filter(|line| line.missing_milli > 0);
        let missing: Vec<String> = missing
            .map(|line| self.s.t.is_missing(line.title.as_str(), line.missing_words.as_str()))
            .collect();
        (!missing.is_empty()).then(|| self.s.t.close_ask(missing.join(&self.s.t.list_comma())))
    }

    fn is_short(&self) -> bool {
        self.state == PurchaseState::Closed && self.lines.iter().any(|line| line.missing_milli > 0)
    }

    /// Whatever is agreed stays in the fields until something else was typed.
    fn place_typed(&self) -> &str {
        if self.failed.is_empty() { &self.deliver_to } else { &self.form.deliver_to }
    }

    fn note_typed(&self) -> &str {
        if self.failed.is_empty() { &self.note } else { &self.form.note }
    }

    fn day_typed(&self) -> String {
        match self.failed.is_empty() {
            true => self.deliver_on.clone().unwrap_or_default(),
            false => self.form.deliver_on.clone(),
        }
    }
}

/// A purchase order that may be seen by whoever asks, with its supplier; others learn nothing.
pub(crate) fn seen(
    reader: &mut Reader,
    s: &Scene,
    purchase: Id<Purchase>,
) -> Result<Result<(Purchase, Supplier), PurchaseRefused>, Fault> {
    let no = Ok(Err(PurchaseRefused::NoSuchPurchase));
    let Some(row) = reader.find::<Purchase>(&(s.number, purchase))? else { return no };
    let Some(supplier) = reader.find::<Supplier>(&(s.number, row.supplier_id))? else { return no };
    let sees = match s.is(&supplier) {
        true => row.state.is_shown(),
        false => s.of_office(),
    };
    Ok(if sees { Ok((row, supplier)) } else { Err(PurchaseRefused::NoSuchPurchase) })
}

/// One purchase order: to who deals with suppliers, and to its supplier.
#[utoipa::path(get, path = "/c/{slug}/supply/orders/{purchase}", tag = "supply",
    params(("slug" = String, Path), ("purchase" = String, Path)),
    responses((status = 200, body = PurchasePage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn purchase_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, purchase)): Path<(String, String)>,
) -> Answer {
    Reply::page(&caller, &load(&caller, &site, id(&purchase)?).await?)
}

pub(crate) async fn load(
    caller: &Caller,
    site: &Site,
    purchase: Id<Purchase>,
) -> Result<PurchasePage, Problem> {
    let s = Scene::of(caller, site)?;
    let page = site.db.read(move |reader| {
        Ok(match seen(reader, &s, purchase)? {
            Ok((row, supplier)) => Ok(read(reader, s, row, &supplier)?),
            Err(why) => Err(why),
        })
    });
    Ok(page.await??)
}

fn read(reader: &mut Reader, s: Scene, row: Purchase, supplier: &Supplier) -> Result<PurchasePage, Fault> {
    let mut names = Names::default();
    let lines = lines(reader, &s, &row)?;
    let mine = s.is(supplier);
    let bill = match mine || s.of_money() || s.can(Power::ManageOffers) {
        true => bill(reader, &s, &mut names, (&row, supplier))?,
        false => None,
    };
    let mandate = match row.mandate_id.filter(|_| !mine) {
        Some(mandate) => spending::mandate(reader, s.number, mandate)?,
        None => None,
    };
    Ok(PurchasePage {
        purchase: row.id,
        number: row.number,
        supplier: supplier.id,
        supplier_name: s.supplier_name(supplier),
        state: row.state,
        terms: row.terms,
        pool: row.raised_for.clone().filter(|_| row.raised_by == RaisedBy::Pool),
        total_minor: row.total_minor,
        deliver_on: row.deliver_on_us.map(|day| s.date(&day)),
        deliver_to: row.deliver_to.clone(),
        note: row.note.clone(),
        deliveries: deliveries(reader, &s, &mut names, &row, &lines)?,
        bill,
        kept_minor: row.kept_minor,
        shorts: if mine { Vec::new() } else { shorts(reader, &s, &mut names, &row)? },
        mandate: mandate.as_ref().map(|mandate| mandate.id.to_string()),
        mandate_name: mandate.map(|mandate| spending::mandate_name(s.lang, &mandate)),
        steps: steps(reader, &s, &mut names, &row)?,
        day: s.delivery_day(&row),
        tag: s.purchase_tag(row.state, mine),
        mine,
        can: can(reader, &s, &row, supplier)?,
        lines,
        form: MoveForm::default(),
        failed: "",
        errors: Errors::none(),
        s,
    })
}

/// Whether the viewer asked for it, or somebody who is no second person beside them.
pub(super) fn asked_as_one(reader: &mut Reader, s: &Scene, row: &Purchase) -> Result<bool, Fault> {
    let asked = crate::acting::asked_by(reader, row)?;
    let one = community::one_with_shown(reader, s.number, s.me)?;
    Ok(asked.is_some_and(|asked| asked == s.me || one.contains(&asked)))
}

/// A courtesy: the operations decide again.
fn can(reader: &mut Reader, s: &Scene, row: &Purchase, supplier: &Supplier) -> Result<Can, Fault> {
    let (orders, receives) = (s.may(supplier, &[Power::ManageOffers]), s.may(supplier, &RECEIVES));
    let answers = s.is(supplier) || orders;
    let (consents, waits) = (s.may(supplier, &CONSENTS), row.state.consent().is_ok());
    let rule = reader.find::<StandingRule>(&s.number)?;
    let above = StandingRule::proof_above(rule.as_ref());
    let owed = match row.expense_id {
        Some(expense) => reader.find::<Expense>(&(s.number, expense))?.and_then(|expense| expense.entry),
        None => None,
    };
    let left = row.billed_minor > row.credited_minor && owed.is_some();
    Ok(Can {
        send: orders && row.state.send().is_ok(),
        consent: consents && waits && !asked_as_one(reader, s, row)?,
        step_back: (orders || consents) && waits,
        needs_second: needs_second(row.terms, row.raised_by, row.total_minor, above),
        reschedule: orders && row.state.is_open() && row.state.is_shown(),
        answer: answers && (row.state.answer(true).is_ok() || row.state.answer(false).is_ok()),
        count: receives && row.state.count(false).is_ok(),
        close: receives && row.state.close().is_ok() && row.state.count(false).is_err(),
        bill: receives
            && row.terms == Terms::Bought
            && row.state == PurchaseState::Closed
            && row.not_billed.is_some()
            && row.expense_id.is_none(),
        credit: s.may(supplier, &ASKS) && row.terms == Terms::Bought && left,
        cancel: orders && row.state.cancel().is_ok() && row.raised_by == RaisedBy::Hand,
    })
}
