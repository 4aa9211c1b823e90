//! One supplier: what was ordered of them, what is owed and was paid, where they are paid to. To themselves the same page.

use super::purchase_view::lines;
use super::scene::{Names, Scene};
use super::suppliers_page::SupplierAnswer;
use crate::bank::masked;
use crate::books::{read_due, read_held};
use crate::ops::{self, BankText, LINK_NEEDS, SetBank};
use crate::purchase::{PurchaseState, Terms};
use crate::refused::SupplierRefused;
use crate::rows::{PaymentRun, Purchase, RunLine, Supplier, SupplierBank};
use crate::run::{Due, RunLineState};
use crate::supply_store::{paid_to, purchases_of};
use askama::Template;
use axum::extract::{Path, Query, State};
use kernel::Id;
use serde::{Deserialize, Serialize};
use spending::rows::Expense;
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::{id, me, parameter};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Errors, Html, Keyed, Place, Power, Problem, Reply, Site, View};

const PAGE: i64 = 20;
const PAYMENTS: i64 = 12;

/// One supplier.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "supplier.html")]
pub(crate) struct SupplierPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    supplier: Id<Supplier>,
    number: i64,
    name: String,
    contact: String,
    is_open: bool,
    /// Has a sign-in of their own.
    is_linked: bool,
    /// What stands between the community and them; null to who does not deal with money.
    due: Option<DueView>,
    /// The newest first.
    purchases: Vec<PurchaseBrief>,
    /// The value of `below` for the next page.
    next: Option<i64>,
    payments: Vec<PaymentView>,
    /// Where they are paid to: whole to themselves and the treasurer, else the account's last figures.
    bank: Option<BankView>,
    #[serde(skip)]
    mine: bool,
    #[serde(skip)]
    form: BankForm,
    #[serde(skip)]
    errors: Errors,
    /// A link made just now; shown this once.
    link: Option<String>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct DueView {
    /// Settled sales.
    payable_minor: i64,
    /// What was bought of them, and other credit.
    owed_minor: i64,
    /// What they have to give back.
    receivable_minor: i64,
    /// Paid for by buyers and not settled yet.
    held_minor: i64,
    /// What can be paid now.
    due_minor: i64,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PurchaseBrief {
    #[schema(value_type = String)]
    purchase: Id<Purchase>,
    number: i64,
    #[schema(value_type = String)]
    state: PurchaseState,
    /// As ordered.
    total_minor: i64,
    /// What is owed for what was counted; null while nothing was and more may come, and where the sales say it.
    came_minor: Option<i64>,
    /// What a fund came to owe for it, less what was credited since; null while it does not, or where it is paid for as it sells.
    owed_minor: Option<i64>,
    /// `2026-03-14`; null while none was agreed on.
    deliver_on: Option<String>,
    /// Something came, and what is owed for it its sales say.
    #[serde(skip)]
    is_by_sales: bool,
    #[serde(skip)]
    day: String,
    #[serde(skip)]
    tag: Html,
}

impl PurchaseBrief {
    pub(crate) fn of(
        reader: &mut Reader,
        s: &Scene,
        row: &Purchase,
        mine: bool,
    ) -> Result<PurchaseBrief, Fault> {
        let has_come = row.delivery_count > 0 || row.state == PurchaseState::Closed;
        let came_minor = match has_come {
            true => lines(reader, s, row)?.iter().map(|line| line.received_minor).sum(),
            false => None,
        };
        let expense = match row.expense_id.filter(|_| row.terms == Terms::Bought) {
            Some(expense) => reader.find::<Expense>(&(s.number, expense))?,
            None => None,
        };
        let is_owed = expense.is_some_and(|expense| expense.entry.is_some());
        Ok(PurchaseBrief {
            came_minor,
            is_by_sales: has_come && came_minor.is_none(),
            owed_minor: is_owed.then_some(row.billed_minor - row.credited_minor),
            purchase: row.id,
            number: row.number,
            state: row.state,
            total_minor: row.total_minor,
            deliver_on: row.deliver_on_us.map(|day| s.date(&day)),
            day: s.delivery_day(row),
            tag: s.purchase_tag(row.state, mine),
        })
    }

    /// What it comes to now: what is owed for it, else what came, else what was ordered. None where something came and its sales say it.
    fn now_minor(&self) -> Option<i64> {
        self.owed_minor.or(self.came_minor).or((!self.is_by_sales).then_some(self.total_minor))
    }

    /// Beside that sum: what was counted, and ordered, where it is another one.
    fn told(&self, s: &Scene) -> String {
        let ordered = s.t.ordered_for(s.said(self.total_minor));
        let mut told = match self.came_minor {
            Some(came) => vec![s.t.came_for(s.said(came))],
            None => Vec::new(),
        };
        told.extend((self.now_minor() != Some(self.total_minor)).then_some(ordered));
        told.extend(self.owed_minor.map(|owed| s.t.owed_for(s.said(owed))));
        told.join(" · ")
    }
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SupplierPayment)]
pub(crate) struct PaymentView {
    #[schema(value_type = String)]
    run: Id<PaymentRun>,
    reference: String,
    amount_minor: i64,
    #[schema(value_type = String)]
    state: RunLineState,
    /// RFC 3339.
    paid_at: String,
    #[serde(skip)]
    when: Html,
    #[serde(skip)]
    tag: Html,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct BankView {
    holder: String,
    account: String,
    bank: String,
    bic: String,
    version: i64,
    /// RFC 3339.
    changed_at: String,
    #[serde(skip)]
    when: Html,
    #[serde(skip)]
    by: String,
}

/// Where to pay to.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct BankForm {
    /// In whose name the account is.
    pub holder: String,
    /// Blanks and hyphens between figures are taken out; an IBAN is checked.
    pub account: String,
    /// Bank and branch.
    pub bank: String,
    /// Of the bank, where money crosses a border.
    pub bic: String,
}

impl BankForm {
    pub(crate) fn text(&self) -> BankText {
        let BankForm { holder, account, bank, bic } = self.clone();
        BankText { holder, account, bank, bic }
    }

    pub(crate) fn of(text: BankText) -> BankForm {
        let BankText { holder, account, bank, bic } = text;
        BankForm { holder, account, bank, bic }
    }
}

impl View for SupplierPage {
    fn title(&self) -> String {
        if self.mine { self.s.t.my_deliveries() } else { self.name.clone() }
    }

    fn place(&self) -> Place {
        if self.mine && !self.s.of_office() { Place::Mine } else { Place::Desk }
    }

    fn live(&self) -> Option<&'static str> {
        Some("orders")
    }

    fn back(&self) -> Option<Back> {
        match self.s.of_office() {
            true => Back::to(format!("{}/supply", self.s.base), self.s.t.suppliers()),
            false => Back::to(format!("{}/mine", self.s.base), self.s.t.mine()),
        }
    }
}

impl SupplierPage {
    fn link_to(&self, rest: &str) -> String {
        format!("{}/supply/{}{rest}", self.s.base, self.supplier)
    }

    fn can_order(&self) -> bool {
        !self.mine && self.is_open && self.s.can(Power::ManageOffers)
    }

    fn can_edit(&self) -> bool {
        !self.mine && self.s.can(Power::ManageOffers)
    }

    fn can_link(&self) -> bool {
        self.can_edit() && !self.is_linked && LINK_NEEDS.iter().all(|power| self.s.can(*power))
    }

    fn can_set_bank(&self) -> bool {
        self.mine || self.s.can(Power::PayOut)
    }

    fn older(&self) -> Option<String> {
        Some(self.link_to(&format!("?below={}", self.next?)))
    }
}

/// A supplier who may be seen by whoever asks; others learn nothing, not even that there is one.
pub(crate) fn seen(
    reader: &mut Reader,
    s: &Scene,
    supplier: Id<Supplier>,
) -> Result<Result<Supplier, SupplierRefused>, Fault> {
    let row = reader.find::<Supplier>(&(s.number, supplier))?;
    Ok(row.filter(|row| s.of_office() || s.is(row)).ok_or(SupplierRefused::NoSuchSupplier))
}

/// One supplier: to who deals with suppliers, and to that supplier.
#[utoipa::path(get, path = "/c/{slug}/supply/{supplier}", tag = "supply",
    params(("slug" = String, Path), ("supplier" = String, Path), ("below" = Option<i64>, Query)),
    responses((status = 200, body = SupplierPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn supplier_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, supplier)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let below = parameter(&pairs, "below").and_then(|below| below.parse().ok());
    Reply::page(&caller, &load(&caller, &site, id(&supplier)?, below).await?)
}

pub(crate) async fn load(
    caller: &Caller,
    site: &Site,
    supplier: Id<Supplier>,
    below: Option<i64>,
) -> Result<SupplierPage, Problem> {
    let s = Scene::of(caller, site)?;
    let page = site.db.read(move |reader| {
        Ok(match seen(reader, &s, supplier)? {
            Ok(row) => Ok(read(reader, s, row, below)?),
            Err(why) => Err(why),
        })
    });
    Ok(page.await??)
}

fn read(reader: &mut Reader, s: Scene, row: Supplier, below: Option<i64>) -> Result<SupplierPage, Fault> {
    let mine = s.is(&row);
    let due = match row.member.filter(|_| mine || s.of_money()) {
        Some(member) => {
            let due = read_due(reader, s.number, member, s.currency)?;
            let Due { payable, owed, receivable } = due;
            let held_minor = read_held(reader, s.number, member, s.currency)?;
            Some(DueView {
                payable_minor: payable,
                owed_minor: owed,
                receivable_minor: receivable,
                held_minor,
                due_minor: due.total(),
            })
        }
        None => None,
    };
    let (mut purchases, mut last) = (Vec::new(), None);
    let shown_only = mine || !s.of_office();
    for id in purchases_of(reader, s.number, row.id, below.unwrap_or(i64::MAX), PAGE, shown_only)? {
        let Some(purchase) = reader.find::<Purchase>(&(s.number, id))? else { continue };
        last = Some(purchase.number);
        purchases.push(PurchaseBrief::of(reader, &s, &purchase, mine)?);
    }
    let payments = match due.is_some() {
        true => payments(reader, &s, row.id)?,
        false => Vec::new(),
    };
    let bank = bank(reader, &s, &row, mine)?;
    let form = match reader.find::<SupplierBank>(&(s.number, row.id, row.bank_version))? {
        Some(bank) if mine || s.can(Power::PayOut) => BankForm::of(bank.text()),
        _ => BankForm::default(),
    };
    Ok(SupplierPage {
        supplier: row.id,
        number: row.number,
        name: s.supplier_name(&row),
        contact: row.contact,
        is_open: row.is_open,
        is_linked: row.member.is_some(),
        due,
        next: last.filter(|_| purchases.len() as i64 == PAGE),
        purchases,
        payments,
        bank,
        mine,
        form,
        errors: Errors::none(),
        link: None,
        s,
    })
}

fn payments(reader: &mut Reader, s: &Scene, supplier: Id<Supplier>) -> Result<Vec<PaymentView>, Fault> {
    let mut payments = Vec::new();
    for (run, number) in paid_to(reader, s.number, supplier, PAYMENTS)? {
        let Some(row) = reader.find::<PaymentRun>(&(s.number, run))? else { continue };
        let Some(line) = reader.find::<RunLine>(&(s.number, run, number))? else { continue };
        let at = row.decided_at_us.unwrap_or(row.made_at_us);
        payments.push(PaymentView {
            run,
            reference: ops::reference(row.number, number),
            amount_minor: line.amount_minor,
            state: line.state,
            paid_at: at.to_string(),
            when: s.time(&at),
            tag: s.line_tag(line.state),
        });
    }
    Ok(payments)
}

fn bank(reader: &mut Reader, s: &Scene, row: &Supplier, mine: bool) -> Result<Option<BankView>, Fault> {
    if !mine && !s.of_money() {
        return Ok(None);
    }
    let newest = reader.find::<SupplierBank>(&(s.number, row.id, row.bank_version))?;
    let Some(bank) = newest else { return Ok(None) };
    let whole = mine || s.can(Power::PayOut);
    Ok(Some(BankView {
        account: if whole { bank.account.clone() } else { masked(&bank.account) },
        holder: bank.holder,
        bank: bank.bank,
        bic: bank.bic,
        version: bank.version,
        changed_at: bank.changed_at_us.to_string(),
        when: s.time(&bank.changed_at_us),
        by: Names::default().of(reader, s, bank.changed_by)?,
    }))
}

/// Says where a supplier is paid to: by the supplier, or the treasurer. Payment runs that wait become void for them.
#[utoipa::path(post, path = "/c/{slug}/supply/{supplier}/bank", tag = "supply", request_body = BankForm,
    params(("slug" = String, Path), ("supplier" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = SupplierAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn set_bank(
    caller: Caller,
    State(site): State<Site>,
    Path((_, supplier)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<BankForm>,
) -> Answer {
    let (s, me, now) = (Scene::of(&caller, &site)?, me(&caller)?, site.now());
    let supplier = id::<Supplier>(&supplier)?;
    // A courtesy, before anything is read: the operation decides again.
    let mut page = load(&caller, &site, supplier, None).await?;
    if !page.can_set_bank() {
        return Err(SupplierRefused::NotAllowed.into());
    }
    let input = SetBank { supplier, text: form.text(), key: Some(key.of(&caller, "set_bank")?) };
    match site.db.transact(s.number, move |tx| ops::set_bank(tx, me, &input, now)).await {
        Ok(kept) => Reply::changed(&caller, &page.link_to(""), &SupplierAnswer::of(&kept)),
        Err(OpError::Refused(why)) => {
            let errors = Errors::refused(why, caller.lang);
            (page.form, page.errors) = (form, errors.clone());
            Reply::form_refused(&caller, &page, &errors)
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

impl SupplierPage {
    pub(crate) fn with_link(mut self, link: String) -> SupplierPage {
        self.link = Some(link);
        self
    }
}
