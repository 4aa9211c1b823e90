//! What a purchase order's page shows of it: its lines, what came, what is owed for it, what happened.

use super::credit_view::{AskedView, asked};
use super::scene::{Names, Scene};
use crate::purchase::{PurchaseStep, owed_for_came};
use crate::rows::{
    Credit, Delivery, DeliveryLine, DeliveryPhoto, Purchase, PurchaseEvent, PurchaseLine, Supplier,
};
use crate::supply_store::{credits_of, deliveries_of};
use serde::Serialize;
use spending::expense::ExpenseState;
use spending::rows::Expense;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::Html;
use web::ui;

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
    /// What is owed for what came of it; null where it is paid for as it sells, and the sales say it.
    pub received_minor: Option<i64>,
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
    pub(crate) fn of(s: &Scene, row: &Purchase, line: &PurchaseLine) -> LineView {
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
            received_minor: owed_for_came(
                (row.terms, row.raised_by),
                line.total_minor,
                line.price_e4,
                (line.quantity_milli.milli, line.received_milli),
                s.currency,
            ),
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
    pub number: i64,
    /// RFC 3339.
    pub counted_at: String,
    pub counted_by: String,
    pub note: String,
    /// Addresses of pictures.
    pub photos: Vec<String>,
    #[serde(skip)]
    pub when: Html,
    #[serde(skip)]
    pub what: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct BillView {
    pub billed_minor: i64,
    pub credited_minor: i64,
    pub expense: Option<String>,
    pub expense_number: Option<i64>,
    /// `submitted`, `approved`, …
    #[schema(value_type = Option<String>)]
    pub expense_state: Option<ExpenseState>,
    /// Why it could not be entered.
    pub not_billed: Option<String>,
    pub credits: Vec<CreditView>,
    /// What the supplier is or was asked for; those agreed to stand among the credits, too.
    pub credits_asked: Vec<AskedView>,
    /// Of what was billed, what is asked for and not settled: owed until it is.
    pub asked_minor: i64,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CreditView {
    pub amount_minor: i64,
    pub reason: String,
    pub entry: i64,
    /// RFC 3339.
    pub at: String,
    #[serde(skip)]
    pub when: Html,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PurchaseStepView)]
pub(crate) struct StepView {
    #[schema(value_type = String)]
    pub step: PurchaseStep,
    /// RFC 3339.
    pub at: String,
    pub by: Option<String>,
    pub reason: Option<String>,
    #[serde(skip)]
    pub html: Html,
}

impl BillView {
    /// Once it is owed: less what was credited.
    pub(crate) fn owed_minor(&self) -> i64 {
        self.billed_minor - self.credited_minor
    }

    /// Nobody owes it yet.
    pub(crate) fn waits(&self) -> bool {
        self.expense_state == Some(ExpenseState::Submitted)
    }
}

pub(crate) fn lines(reader: &mut Reader, s: &Scene, row: &Purchase) -> Result<Vec<LineView>, Fault> {
    let mut lines = Vec::new();
    for number in 1..=row.line_count {
        let line = reader.find::<PurchaseLine>(&(s.number, row.id, number))?;
        lines.extend(line.map(|line| LineView::of(s, row, &line)));
    }
    Ok(lines)
}

pub(super) fn deliveries(
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

pub(super) fn bill(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    (row, supplier): (&Purchase, &Supplier),
) -> Result<Option<BillView>, Fault> {
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
    let credits_asked = asked(reader, s, names, (row, supplier))?;
    let why = row.not_billed.as_deref().and_then(spending::ExpenseRefused::parse);
    Ok(Some(BillView {
        billed_minor: row.billed_minor,
        credited_minor: row.credited_minor,
        expense: expense.as_ref().map(|expense| expense.id.to_string()),
        expense_number: expense.as_ref().map(|expense| expense.number),
        expense_state: expense.map(|expense| expense.state),
        not_billed: why.map(|why| web::Refusal::say(&why, s.lang)),
        credits,
        asked_minor: credits_asked.iter().filter(|one| one.state.is_open()).map(|one| one.amount_minor).sum(),
        credits_asked,
    }))
}

pub(super) fn steps(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    row: &Purchase,
) -> Result<Vec<StepView>, Fault> {
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
