//! Paying together: what is due, choosing of it, and what was paid before. Programs send `lines`; the form's fields are
//! `pay_1`, `pay_2`, … by the supplier's number, each with the sum; a field left empty pays nothing.

use super::less_asked::{LessAsked, Paying, less_asked};
use super::run_page::RunAnswer;
use super::scene::{Names, Scene};
use super::supplier_page::BankForm;
use crate::bank::masked;
use crate::books::read_due;
use crate::ops::{self, CONSENTS, Pay, ProposeRun, SetPayer};
use crate::rows::{PayingAccount, PaymentRun, Supplier, SupplierBank};
use crate::run::{BANK_IS_NEW_FOR, RUN_LINES_MAX, RunPays, RunState};
use crate::supply_store::{runs_before, suppliers_after, void_counts, waiting_for};
use askama::Template;
use axum::extract::{Query, State};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::{me, parameter};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Html, Keyed, Place, Power, Problem, Reply, Site, View};

const PAGE: i64 = 20;

/// Payment runs, and what could be paid now.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "runs.html")]
pub(crate) struct RunsPage {
    #[serde(skip)]
    s: Scene,
    /// Suppliers to whom something is due.
    due: Vec<DueRow>,
    /// The newest first.
    runs: Vec<RunBrief>,
    /// The value of `below` for the next page.
    next: Option<i64>,
    /// From where the community pays: its bank, and the account's last figures.
    payer: Option<String>,
    #[serde(skip)]
    form: RunForm,
    #[serde(skip)]
    payer_form: BankForm,
    #[serde(skip)]
    payer_failed: bool,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct DueRow {
    #[schema(value_type = String)]
    supplier: Id<Supplier>,
    number: i64,
    name: String,
    due_minor: i64,
    /// Why it cannot be paid now; null where it can.
    hindrance: Option<String>,
    /// The bank details are newer than a week.
    bank_is_new: bool,
    /// What they are asked to be owed less, and is not settled; null where nothing is.
    less: Option<LessAsked>,
    #[serde(skip)]
    warning: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct RunBrief {
    #[schema(value_type = String)]
    run: Id<PaymentRun>,
    number: i64,
    /// `suppliers` or `members`.
    #[schema(value_type = String)]
    pays: RunPays,
    #[schema(value_type = String)]
    state: RunState,
    /// Of the lines that stand: void ones are no part of it.
    total_minor: i64,
    /// Those that stand.
    line_count: i64,
    void_count: i64,
    /// RFC 3339.
    made_at: String,
    #[serde(skip)]
    when: Html,
    #[serde(skip)]
    tag: Html,
    #[serde(skip)]
    by: String,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = PaymentRunForm)]
pub(crate) struct RunForm {
    pub lines: Vec<PayForm>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub typed: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct PayForm {
    /// The supplier's id.
    pub supplier: String,
    /// In the community's currency: `50.00`.
    pub amount: String,
}

impl View for RunsPage {
    fn title(&self) -> String {
        self.s.t.runs_title()
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn live(&self) -> Option<&'static str> {
        Some("orders")
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/supply", self.s.base), self.s.t.suppliers())
    }
}

impl RunsPage {
    fn link(&self, rest: &str) -> String {
        format!("{}/supply/runs{rest}", self.s.base)
    }

    fn older(&self) -> Option<String> {
        Some(self.link(&format!("?below={}", self.next?)))
    }

    fn proposes(&self) -> bool {
        self.s.can(Power::PayOut)
    }

    fn counted(&self, run: &RunBrief) -> String {
        let counted = match run.pays {
            RunPays::Suppliers => self.s.t.lines_counted(run.line_count),
            RunPays::Members => self.s.t.members_counted(run.line_count),
        };
        match run.void_count {
            0 => counted,
            void => format!("{counted} · {}", self.s.t.void_counted(void)),
        }
    }

    fn can_pay(&self) -> bool {
        self.payer.is_some() && self.due.iter().any(|row| row.hindrance.is_none())
    }

    /// Where the account has just been changed nothing is filled in: somebody rings up first.
    fn due_hint(&self, row: &DueRow) -> String {
        let due = self.s.said(row.due_minor);
        if row.bank_is_new { self.s.t.due_of_new(due) } else { self.s.t.due_of(due) }
    }

    /// What was typed, else all that is due.
    fn amount(&self, row: &DueRow) -> String {
        match self.form.typed.get(&format!("pay_{}", row.number)) {
            Some(typed) => typed.clone(),
            None if row.bank_is_new => String::new(),
            None => self.s.sum(row.due_minor).plain(),
        }
    }
}

pub(crate) fn may_look(caller: &Caller) -> Result<(), Problem> {
    match CONSENTS.iter().any(|power| caller.can(*power)) {
        true => Ok(()),
        false => caller.may(Power::PayOut).map(drop),
    }
}

/// What is due to suppliers, and payment runs: for who pays out or approves expenses.
#[utoipa::path(get, path = "/c/{slug}/supply/runs", tag = "supply",
    params(("slug" = String, Path), ("below" = Option<i64>, Query)),
    responses((status = 200, body = RunsPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn runs_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    may_look(&caller)?;
    let below = parameter(&pairs, "below").and_then(|below| below.parse().ok());
    Reply::page(&caller, &load(&caller, &site, below).await?)
}

async fn load(caller: &Caller, site: &Site, below: Option<i64>) -> Result<RunsPage, Problem> {
    let s = Scene::of(caller, site)?;
    let page = site.db.read(move |reader| {
        let due = due(reader, &s)?;
        let (mut runs, mut names, mut last) = (Vec::<RunBrief>::new(), Names::default(), None);
        for id in runs_before(reader, s.number, below.unwrap_or(i64::MAX), PAGE)? {
            let Some(run) = reader.find::<PaymentRun>(&(s.number, id))? else { continue };
            last = Some(run.number);
            runs.push(RunBrief {
                run: run.id,
                number: run.number,
                pays: run.pays,
                state: run.state,
                total_minor: run.total_minor,
                line_count: run.line_count,
                void_count: 0,
                made_at: run.made_at_us.to_string(),
                when: s.time(&run.made_at_us),
                tag: s.run_tag(run.state),
                by: names.of(reader, &s, run.made_by)?,
            });
        }
        let void = void_counts(reader, s.number, (last.unwrap_or(i64::MAX), below.unwrap_or(i64::MAX)))?;
        for run in &mut runs {
            run.void_count = void.get(&run.run).copied().unwrap_or(0);
            run.line_count -= run.void_count;
        }
        let account = reader.find::<PayingAccount>(&s.number)?;
        let payer = account.as_ref().map(|row| format!("{} {}", row.bank, masked(&row.account)));
        let whole = account.filter(|_| s.can(Power::PayOut)).map(|row| BankForm::of(row.text()));
        Ok(RunsPage {
            due,
            next: last.filter(|_| runs.len() as i64 == PAGE),
            runs,
            payer,
            form: RunForm::default(),
            payer_form: whole.unwrap_or_default(),
            payer_failed: false,
            errors: Errors::none(),
            s,
        })
    });
    Ok(page.await?)
}

/// All suppliers to whom something is due, in the order of their numbers.
pub(crate) fn due(reader: &mut Reader, s: &Scene) -> Result<Vec<DueRow>, Fault> {
    const STEP: i64 = 200;
    let (mut rows, mut after) = (Vec::new(), 0);
    loop {
        let page = suppliers_after(reader, s.number, after, STEP)?;
        if page.is_empty() || rows.len() >= RUN_LINES_MAX {
            return Ok(rows);
        }
        for id in page {
            let Some(row) = reader.find::<Supplier>(&(s.number, id))? else { continue };
            after = row.number;
            let Some(member) = row.member else { continue };
            let due_minor = read_due(reader, s.number, member, s.currency)?.total();
            if due_minor > 0 {
                rows.push(due_row(reader, s, &row, due_minor)?);
            }
        }
    }
}

fn due_row(reader: &mut Reader, s: &Scene, row: &Supplier, due_minor: i64) -> Result<DueRow, Fault> {
    let bank = reader.find::<SupplierBank>(&(s.number, row.id, row.bank_version))?;
    let changed = bank.as_ref().map(|bank| (bank.changed_at_us, bank.changed_by));
    let waits = waiting_for(reader, s.number, row.id)?;
    let hindrance = match bank {
        _ if s.is(row) => Some(s.t.due_yourself()),
        // Proposed twice, the second would be void: less is due by then.
        Some(_) if waits.is_some() => waits.map(|(run, minor)| match minor >= due_minor {
            true => s.t.due_waits(run),
            false => s.t.due_waits_in_part(s.said(minor), run),
        }),
        None => Some(s.t.due_no_bank()),
        Some(_) if !row.is_open => Some(s.t.due_closed()),
        Some(_) => None,
    };
    let (bank_is_new, warning) = match changed.filter(|(at, _)| is_new(*at, s.now)) {
        Some((at, by)) => (true, bank_warning(reader, s, at, by)?),
        None => (false, String::new()),
    };
    let less = less_asked(reader, s, row, Paying::NotYet)?;
    let (supplier, number, name) = (row.id, row.number, s.supplier_name(row));
    Ok(DueRow { supplier, number, name, due_minor, hindrance, bank_is_new, less, warning })
}

pub(crate) fn is_new(changed_at: Timestamp, now: Timestamp) -> bool {
    now < changed_at.plus(BANK_IS_NEW_FOR)
}

pub(crate) fn bank_warning(
    reader: &mut Reader,
    s: &Scene,
    at: Timestamp,
    by: Id<crate::ids::Member>,
) -> Result<String, Fault> {
    let by = Names::default().of(reader, s, by)?;
    Ok(s.t.bank_is_new(by, s.day_text(&at)))
}

/// Chooses what is paid together. Nothing moves before somebody else has consented.
#[utoipa::path(post, path = "/c/{slug}/supply/runs", tag = "supply", request_body = RunForm,
    params(("slug" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = RunAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn propose_run(
    caller: Caller,
    State(site): State<Site>,
    Keyed { input: form, key }: Keyed<RunForm>,
) -> Answer {
    caller.may(Power::PayOut)?;
    let (me, now) = (me(&caller)?, site.now());
    let mut page = load(&caller, &site, None).await?;
    let mut check = Check::new(caller.lang);
    let lines = read_lines(&mut check, &form, &page, &site);
    let errors = match check.done(lines) {
        Ok(lines) => {
            let input = ProposeRun { id: site.id(), lines, key: Some(key.of(&caller, "propose_run")?) };
            match site.db.transact(page.s.number, move |tx| ops::propose_run(tx, me, &input, now)).await {
                Ok(moved) => {
                    let location = page.link(&format!("/{}", moved.run));
                    return Reply::created_json(&caller, &location, &RunAnswer::of(&moved));
                }
                Err(OpError::Refused(why)) => Errors::refused(why, caller.lang),
                Err(OpError::Fault(fault)) => return Err(fault.into()),
            }
        }
        Err(errors) => errors,
    };
    (page.form, page.errors) = (form, errors.clone());
    Reply::form_refused(&caller, &page, &errors)
}

fn read_lines(check: &mut Check, form: &RunForm, page: &RunsPage, site: &Site) -> Vec<Pay> {
    let currency = page.s.currency;
    let mut lines = Vec::new();
    let mut pay = |check: &mut Check, supplier, field: &str, typed: &str| {
        let amount = check.money(field, typed, currency);
        lines.push(Pay { supplier, amount_minor: amount.minor, payouts: [site.id(), site.id()] });
    };
    for line in &form.lines {
        let supplier = check.id("lines", &line.supplier);
        pay(check, supplier, "lines", &line.amount);
    }
    for row in &page.due {
        let field = format!("pay_{}", row.number);
        let typed = form.typed.get(&field).map(|typed| typed.trim()).unwrap_or_default();
        if !typed.is_empty() {
            pay(check, row.supplier, &field, typed);
        }
    }
    lines
}

/// Says from which account the community pays: what the bank's file begins with.
#[utoipa::path(post, path = "/c/{slug}/supply/payer", tag = "supply", request_body = BankForm,
    params(("slug" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = RunsPage), (status = 403, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn set_payer(
    caller: Caller,
    State(site): State<Site>,
    Keyed { input: form, key }: Keyed<BankForm>,
) -> Answer {
    caller.may(Power::PayOut)?;
    let (me, now) = (me(&caller)?, site.now());
    let input = SetPayer { text: form.text(), key: Some(key.of(&caller, "set_payer")?) };
    let number = caller.community()?.number;
    let done = site.db.transact(number, move |tx| ops::set_payer(tx, me, &input, now)).await;
    let mut page = load(&caller, &site, None).await?;
    match done {
        Ok(()) => Reply::changed(&caller, &page.link(""), &page),
        Err(OpError::Refused(why)) => {
            let errors = Errors::refused(why, caller.lang);
            (page.payer_form, page.payer_failed, page.errors) = (form, true, errors.clone());
            Reply::form_refused(&caller, &page, &errors)
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}
