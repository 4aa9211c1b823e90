//! One purchase order: what is to come, what came, what is owed for it, and what may be done with it now.

use super::moves::MoveForm;
use super::scene::{Names, Scene};
use crate::ops::RECEIVES;
use crate::purchase::{PurchaseState, PurchaseStep, RaisedBy, Terms};
use crate::refused::PurchaseRefused;
use crate::rows::{
    Credit, Delivery, DeliveryLine, DeliveryPhoto, Purchase, PurchaseEvent, PurchaseLine, Supplier,
};
use crate::supply_store::{credits_of, deliveries_of};
use askama::Template;
use axum::extract::{Path, State};
use kernel::Id;
use serde::Serialize;
use spending::expense::ExpenseState;
use spending::rows::Expense;
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
    pub reschedule: bool,
    pub answer: bool,
    pub count: bool,
    pub close: bool,
    pub bill: bool,
    pub credit: bool,
    pub cancel: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PurchaseLineView)]
pub(crate) struct LineView {
    pub number: i64,
    pub title: String,
    pub unit: String,
    /// Whole cases, and units in one.
    pub cases: i64,
    pub case: String,
    pub quantity: String,
    pub received: String,
    /// Of one unit.
    pub price: String,
    pub total_minor: i64,
    #[serde(skip)]
    pub missing_milli: i64,
    #[serde(skip)]
    pub quantity_words: String,
    #[serde(skip)]
    pub cases_words: String,
    #[serde(skip)]
    pub received_words: String,
    #[serde(skip)]
    pub missing_words: String,
    #[serde(skip)]
    pub price_words: String,
}

impl LineView {
    pub(crate) fn of(s: &Scene, line: &PurchaseLine) -> LineView {
        let cases = line.quantity_milli.milli / line.case_milli.milli;
        let missing = line.quantity_milli.milli - line.received_milli;
        let case = s.amount(line.case_milli.milli, &line.unit);
        LineView {
            number: line.number,
            title: line.title.clone(),
            unit: line.unit.clone(),
            cases,
            case: line.case_milli.to_string(),
            quantity: line.quantity_milli.to_string(),
            received: kernel::Quantity::from_milli(line.received_milli).to_string(),
            price: line.price_e4.plain(s.currency),
            total_minor: line.total_minor,
            missing_milli: missing,
            quantity_words: s.amount(line.quantity_milli.milli, &line.unit),
            cases_words: match line.case_milli == kernel::Quantity::ONE {
                true => String::new(),
                false => s.t.cases_of(cases, case),
            },
            received_words: s.amount(line.received_milli, &line.unit),
            missing_words: s.amount(missing, &line.unit),
            price_words: s.price(line.price_e4, &line.unit),
        }
    }
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SupplyDelivery)]
pub(crate) struct DeliveryView {
    number: i64,
    /// RFC 3339.
    counted_at: String,
    counted_by: String,
    note: String,
    /// Addresses of pictures.
    photos: Vec<String>,
    #[serde(skip)]
    when: Html,
    #[serde(skip)]
    what: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct BillView {
    billed_minor: i64,
    credited_minor: i64,
    expense: Option<String>,
    /// `submitted`, `approved`, …
    #[schema(value_type = Option<String>)]
    expense_state: Option<ExpenseState>,
    /// Why it could not be entered.
    not_billed: Option<String>,
    credits: Vec<CreditView>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CreditView {
    amount_minor: i64,
    reason: String,
    entry: i64,
    /// RFC 3339.
    at: String,
    #[serde(skip)]
    when: Html,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PurchaseStepView)]
pub(crate) struct StepView {
    #[schema(value_type = String)]
    step: PurchaseStep,
    /// RFC 3339.
    at: String,
    by: Option<String>,
    reason: Option<String>,
    #[serde(skip)]
    html: Html,
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
        self.state == PurchaseState::Drafted
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

pub(crate) fn lines(reader: &mut Reader, s: &Scene, row: &Purchase) -> Result<Vec<LineView>, Fault> {
    let mut lines = Vec::new();
    for number in 1..=row.line_count {
        let line = reader.find::<PurchaseLine>(&(s.number, row.id, number))?;
        lines.extend(line.map(|line| LineView::of(s, &line)));
    }
    Ok(lines)
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
        true => bill(reader, &s, &row)?,
        false => None,
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

/// A courtesy: the operations decide again.
fn can(reader: &mut Reader, s: &Scene, row: &Purchase, supplier: &Supplier) -> Result<Can, Fault> {
    let (orders, receives) = (s.may(supplier, &[Power::ManageOffers]), s.may(supplier, &RECEIVES));
    let answers = s.is(supplier) || orders;
    let owed = match row.expense_id {
        Some(expense) => reader.find::<Expense>(&(s.number, expense))?.and_then(|expense| expense.entry),
        None => None,
    };
    let left = row.billed_minor > row.credited_minor && owed.is_some();
    Ok(Can {
        send: orders && row.state.send().is_ok(),
        reschedule: orders && row.state.is_open() && row.state.is_shown(),
        answer: answers && (row.state.answer(true).is_ok() || row.state.answer(false).is_ok()),
        count: receives && row.state.count(false).is_ok(),
        close: receives && row.state.close().is_ok() && row.state.count(false).is_err(),
        bill: receives
            && row.terms == Terms::Bought
            && row.state == PurchaseState::Closed
            && row.not_billed.is_some()
            && row.expense_id.is_none(),
        credit: s.may(supplier, &[Power::Refund]) && row.terms == Terms::Bought && left,
        cancel: orders && row.state.cancel().is_ok() && row.raised_by == RaisedBy::Hand,
    })
}

fn deliveries(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    row: &Purchase,
    lines: &[LineView],
) -> Result<Vec<DeliveryView>, Fault> {
    let mut views = Vec::new();
    for id in deliveries_of(reader, s.number, row.id)? {
        let Some(delivery) = reader.find::<Delivery>(&(s.number, id))? else { continue };
        let mut what = Vec::new();
        for line in lines {
            let counted = reader.find::<DeliveryLine>(&(s.number, id, line.number))?;
            let text = |counted: DeliveryLine| {
                format!("{} {}", line.title, s.amount(counted.counted_milli, &line.unit))
            };
            what.extend(counted.map(text));
        }
        let mut photos = Vec::new();
        for number in 1..=delivery.photo_count {
            let photo = reader.find::<DeliveryPhoto>(&(s.number, id, number))?;
            photos.extend(photo.map(|photo| format!("{}/files/{}", s.base, photo.file_id)));
        }
        views.push(DeliveryView {
            number: delivery.number,
            counted_at: delivery.counted_at_us.to_string(),
            counted_by: names.of(reader, s, delivery.counted_by)?,
            note: delivery.note,
            photos,
            when: s.time(&delivery.counted_at_us),
            what: what.join(&s.t.list_comma()),
        });
    }
    Ok(views)
}

fn bill(reader: &mut Reader, s: &Scene, row: &Purchase) -> Result<Option<BillView>, Fault> {
    if row.expense_id.is_none() && row.not_billed.is_none() {
        return Ok(None);
    }
    let expense = match row.expense_id {
        Some(expense) => reader.find::<Expense>(&(s.number, expense))?,
        None => None,
    };
    let mut credits = Vec::new();
    for id in credits_of(reader, s.number, row.id)? {
        let Some(credit) = reader.find::<Credit>(&(s.number, id))? else { continue };
        credits.push(CreditView {
            amount_minor: credit.amount_minor,
            reason: credit.reason,
            entry: credit.entry,
            at: credit.at_us.to_string(),
            when: s.time(&credit.at_us),
        });
    }
    let why = row.not_billed.as_deref().and_then(spending::ExpenseRefused::parse);
    Ok(Some(BillView {
        billed_minor: row.billed_minor,
        credited_minor: row.credited_minor,
        expense: expense.as_ref().map(|expense| expense.id.to_string()),
        expense_state: expense.map(|expense| expense.state),
        not_billed: why.map(|why| web::Refusal::say(&why, s.lang)),
        credits,
    }))
}

fn steps(reader: &mut Reader, s: &Scene, names: &mut Names, row: &Purchase) -> Result<Vec<StepView>, Fault> {
    let mut steps = Vec::new();
    for number in 1..=row.event_count {
        let Some(event) = reader.find::<PurchaseEvent>(&(s.number, row.id, number))? else { continue };
        let by = match event.by_member {
            Some(member) => Some(names.of(reader, s, member)?),
            None => None,
        };
        // A code stands for the words of the feature that refused: they are said above.
        let reason = event.reason.filter(|_| event.step != PurchaseStep::NotBilled);
        let note: Vec<String> = [by.clone(), reason.clone()].into_iter().flatten().collect();
        let when = s.time(&event.at_us);
        let note = Html::trusted(format!(
            "{when}{}",
            match note.is_empty() {
                true => String::new(),
                false => format!(" · {}", web::escaped(&note.join(" · "))),
            }
        ));
        let html = ui::step(s.step_words(event.step), note, number == row.event_count);
        steps.push(StepView { step: event.step, at: event.at_us.to_string(), by, reason, html });
    }
    Ok(steps)
}
