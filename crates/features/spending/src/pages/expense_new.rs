//! Asking for money under a mandate: the form, and its sending.

use super::moves::ExpenseAnswer;
use super::proofs::sound;
use super::read_store::in_force_for_expenses;
use super::scene::Scene;
use super::team::{NO_LINE, choices};
use super::together::asked_beyond;
use super::told::{About, told};
use crate::asked::{PAYEE_CHARS_MAX, WHAT_CHARS_MAX, payee};
use crate::expense::{ExpensePurpose, ForLine};
use crate::mandate::Source;
use crate::ops::{self, SubmitExpense, Under};
use crate::rows::{Mandate, StandingRule};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use community::Chooser;
use files::taken;
use files::{NewFile, Shelf};
use kernel::{Currency, Id, Zone};
use serde::{Deserialize, Serialize};
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::{me, parameter};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Place, Power, Problem, Refusal, Reply, Site, Upload, View};

/// What a mandate is called in the form when it is this month's standing one.
const STANDING: &str = "standing";
const MANDATES_OFFERED: i64 = 100;

/// The form of a new expense.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "expense_new.html")]
pub(crate) struct ExpenseNew {
    #[serde(skip)]
    s: Scene,
    /// Mandates that an expense of the caller can cite.
    mandates: Vec<MandateChoice>,
    /// Above this sum nothing is approved without a proof; None: a reason is enough.
    proof_above_minor: Option<i64>,
    /// The lines of the budget of the mandate that is named, where it is a campaign's.
    #[serde(skip)]
    lines: Vec<(String, String)>,
    #[serde(skip)]
    people: Chooser,
    #[serde(skip)]
    form: ExpenseForm,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct MandateChoice {
    /// An id, or `standing`.
    mandate: String,
    purpose: String,
    left_minor: i64,
    each_minor: Option<i64>,
}

/// What is asked for. A browser sends it as `multipart/form-data` with the proofs; a program may send JSON and hand in
/// proofs afterwards.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct ExpenseForm {
    /// The mandate's id, or `standing` for this month's standing one (treasurers only).
    pub mandate: String,
    /// In the community's currency: `50.00`.
    pub amount: String,
    pub what: String,
    /// The day it was spent: `2026-03-14`.
    pub incurred_on: String,
    /// `purchases` (also when left out), `fees` or `losses`.
    pub purpose: String,
    /// Which line of its budget it is for, by number, under the mandate of a campaign; `none`: none of them.
    pub line: String,
    /// The mandate whose lines the form showed; under another one the line is asked anew.
    pub lines_of: String,
    /// Who is paid: a member's id, or a member's name …
    pub payee_member: String,
    /// … or the name of somebody outside. One of the two.
    pub payee_name: String,
    /// JPEG, PNG, WebP or PDF, each up to 10 MB, ten in one request. Where and when a picture was taken is removed.
    #[schema(value_type = Vec<String>, format = Binary)]
    #[serde(skip)]
    #[allow(dead_code, reason = "describes the API; files come beside the fields")]
    pub proofs: (),
}

impl ExpenseForm {
    /// Of the mandate that was chosen: a line of another one's budget says nothing of it.
    fn line_said(&self) -> &str {
        let of = self.lines_of.trim();
        if of.is_empty() || of == self.mandate.trim() { self.line.trim() } else { "" }
    }
}

impl View for ExpenseNew {
    fn title(&self) -> String {
        self.s.t.expense_new()
    }

    fn place(&self) -> Place {
        Place::Books
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/mandates", self.s.base), self.s.t.mandates())
    }
}

impl ExpenseNew {
    fn choices(&self) -> Vec<(String, String)> {
        let words = |choice: &MandateChoice| {
            let left = self.s.t.left_of_it(self.s.said(choice.left_minor));
            (choice.mandate.clone(), format!("{} · {left}", choice.purpose))
        };
        self.mandates.iter().map(words).collect()
    }

    /// None is chosen before somebody does.
    fn lines_offered(&self) -> Vec<(String, String)> {
        std::iter::once((String::new(), self.s.t.line_choose())).chain(self.lines.iter().cloned()).collect()
    }

    fn demand(&self) -> Option<String> {
        self.proof_above_minor.map(|above| match above {
            0 => self.s.t.submit_always(),
            above => self.s.t.submit_above(self.s.said(above)),
        })
    }

    fn purposes(&self) -> Vec<(String, String)> {
        ExpensePurpose::OFFERED.iter().map(|code| (code.to_string(), self.s.purpose(*code))).collect()
    }
}

/// The form for asking for money, under `mandate` where one is named.
#[utoipa::path(get, path = "/c/{slug}/expenses/new", tag = "spending",
    params(("slug" = String, Path), ("mandate" = Option<String>, Query)),
    responses((status = 200, body = ExpenseNew), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn new_expense(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    let form = ExpenseForm {
        mandate: parameter(&pairs, "mandate").unwrap_or_default().to_owned(),
        incurred_on: s.today(),
        purpose: ExpensePurpose::Purchases.to_string(),
        payee_member: me(&caller)?.to_string(),
        ..ExpenseForm::default()
    };
    Reply::page(&caller, &load(&caller, &site, form, Errors::none()).await?)
}

async fn load(
    caller: &Caller,
    site: &Site,
    form: ExpenseForm,
    errors: Errors,
) -> Result<ExpenseNew, Problem> {
    let s = Scene::of(caller, site)?;
    let page = site.db.read(move |reader| {
        let mandates = offered(reader, &s)?;
        let people = Chooser::read(reader, &s.choosing(), Vec::new(), [form.payee_member.as_str()])?;
        let proof_above_minor = StandingRule::proof_above(reader.find::<StandingRule>(&s.number)?.as_ref());
        let lines = match Id::<Mandate>::parse(&form.mandate) {
            Ok(mandate) => choices(reader, &s, mandate)?,
            Err(_) => Vec::new(),
        };
        let form = ExpenseForm { line: form.line_said().to_owned(), ..form };
        Ok(ExpenseNew { s, mandates, proof_above_minor, lines, people, form, errors })
    });
    Ok(page.await?)
}

/// What the caller can cite now, with what is left of each.
fn offered(reader: &mut Reader, s: &Scene) -> Result<Vec<MandateChoice>, Fault> {
    let mut choices = Vec::new();
    for id in in_force_for_expenses(reader, s.number, s.now, MANDATES_OFFERED)? {
        let Some(mandate) = reader.find::<Mandate>(&(s.number, id))? else { continue };
        if mandate.source != Source::Standing {
            choices.push(MandateChoice {
                mandate: id.to_string(),
                purpose: s.mandate_name(&mandate),
                left_minor: mandate.permission().left_minor(),
                each_minor: mandate.each_minor,
            });
        }
    }
    let rule = reader.find::<StandingRule>(&s.number)?.and_then(|rule| rule.standing());
    if let Some(rule) = rule.filter(|_| s.can(Power::PayOut)) {
        let month = crate::standing::Month::of(s.now, &s.zone).code;
        let used = crate::spending_store::used_of_month(reader, s.number, &month)?;
        choices.push(MandateChoice {
            mandate: STANDING.to_owned(),
            purpose: s.t.standing_of(month),
            left_minor: (rule.month_minor - used).max(0),
            each_minor: Some(rule.each_minor),
        });
    }
    Ok(choices)
}

/// Asks for money that was or is to be spent under a mandate. Somebody else approves it.
#[utoipa::path(post, path = "/c/{slug}/expenses", tag = "spending",
    request_body(content((ExpenseForm = "multipart/form-data"), (ExpenseForm = "application/json"))),
    params(("slug" = String, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "the same key again returns the first answer")),
    responses((status = 201, body = ExpenseAnswer), (status = 403, body = web::ProblemBody),
        (status = 409, body = web::ProblemBody), (status = 413, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody), (status = 507, body = web::ProblemBody)))]
pub(crate) async fn submit_expense(
    caller: Caller,
    State(site): State<Site>,
    Extension(shelf): Extension<Shelf>,
    upload: Upload,
) -> Answer {
    let (me, community, now) = (me(&caller)?, caller.community_shared()?, site.now());
    let came = taken::<ExpenseForm>(upload, &caller, &site, &shelf).await?;
    let (form, files) = (came.input, sound(&caller, came.files));
    let (at, payee) = (Scene::of(&caller, &site)?.choosing(), form.payee_member.clone());
    let people = move |reader: &mut Reader| Chooser::read(reader, &at, Vec::new(), [payee.as_str()]);
    let people = site.db.read(people).await?;
    let new = match read((&caller, &site), &form, &people, files, (community.currency, &community.zone)) {
        Ok(new) => new,
        Err(errors) => return again(&caller, &site, form, errors).await,
    };
    let key = Some(came.key.of(&caller, "submit_expense")?);
    let about = match new.under {
        Under::Mandate(id) => About::Mandate(id),
        Under::Standing(_) => About::Standing,
    };
    let input = SubmitExpense { key, ..new };
    let done = site.db.transact(community.number, move |tx| ops::submit_expense(tx, me, &input, now)).await;
    match done {
        Ok(moved) => {
            let location = format!("/c/{}/expenses/{}", community.slug, moved.expense);
            let (s, expense) = (Scene::of(&caller, &site)?, moved.expense);
            let beyond = site.db.read(move |reader| asked_beyond(reader, &s, expense)).await?;
            Reply::created_json(&caller, &location, &ExpenseAnswer::asked(&moved, beyond))
        }
        Err(OpError::Refused(why)) => {
            let s = Scene::of(&caller, &site)?;
            let told = site.db.read(move |reader| told(reader, &s, why, about, &[])).await?;
            again(&caller, &site, form, Errors::refused(told, caller.lang)).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// What was typed, as the operation takes it; its key is still to come.
fn read(
    (caller, site): (&Caller, &Site),
    form: &ExpenseForm,
    people: &Chooser,
    files: Result<Vec<NewFile>, web::FieldError>,
    (currency, zone): (Currency, &Zone),
) -> Result<SubmitExpense, Errors> {
    let mut check = Check::new(caller.lang);
    let under = match form.mandate.trim() {
        STANDING => Under::Standing(site.id()),
        typed => Under::Mandate(check.id("mandate", typed)),
    };
    let amount = check.money("amount", &form.amount, currency);
    let what = check.long_text("what", &form.what, 1..=WHAT_CHARS_MAX);
    let incurred_on = check.date("incurred_on", &form.incurred_on, zone);
    let purpose = check.optional("purpose", &form.purpose, |check, field, typed| {
        check.choice(field, typed, ExpensePurpose::parse_offered)
    });
    let line = match form.line_said() {
        "" => ForLine::Unsaid,
        NO_LINE => ForLine::Beside,
        // Which numbers are lines the mandate says.
        typed => ForLine::Of(check.whole("line", typed, i64::MIN..=i64::MAX)),
    };
    let member = check.optional("payee_member", &form.payee_member, |check, field, typed| {
        people.member(check, field, typed, caller.lang)
    });
    let name = check.text("payee_name", &form.payee_name, 0..=PAYEE_CHARS_MAX);
    let paid = payee(member, &name);
    if let Err(why) = &paid {
        check.refuse(why.field().unwrap_or_default(), why.say(caller.lang));
    }
    if let Err(wrong) = &files {
        check.refuse(&wrong.field, wrong.message.clone());
    }
    let read = (paid.ok(), files.ok());
    let (Some(payee), Some(proofs)) = check.done(read)? else { return Err(Errors::none()) };
    Ok(SubmitExpense {
        id: site.id(),
        under,
        payee,
        purpose: purpose.flatten().unwrap_or(ExpensePurpose::Purchases),
        line,
        amount_minor: amount.minor,
        what,
        incurred_on,
        proofs,
        key: None,
    })
}

async fn again(caller: &Caller, site: &Site, form: ExpenseForm, errors: Errors) -> Answer {
    let page = load(caller, site, form, errors.clone()).await?;
    Reply::form_refused(caller, &page, &errors)
}
