//! What a distribution withheld, and that it was paid to whom it is for: asked for by one, consented to by another.

use super::scene::Scene;
use crate::distribution::DistributionRefused;
use crate::distribution_store::{last_office, tax_payments};
use crate::door::distribution;
use crate::ops::{self, MoveTax, TaxMoved, TaxStep};
use crate::rows::{Distribution, TaxPayment};
use crate::tax::{OFFICE_CHARS_MAX, TaxRefused, TaxState};
use askama::Template;
use axum::extract::{Path, State};
use kernel::Id;
use serde::{Deserialize, Serialize};
use store::{Fault, IdempotencyKey, OpError, Reader};
use utoipa::ToSchema;
use web::asked::{id, me};
use web::ui::{self, Field, Tone};
use web::{Answer, Back, Caller, Errors, Html, Keyed, Place, Problem, Reply, Site, View};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "taxes.html")]
pub(crate) struct TaxesPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    distribution: Id<Distribution>,
    number: i64,
    period: String,
    lines: Vec<TaxLineView>,
    /// By its line: where a form was refused.
    #[serde(skip)]
    refused: i64,
    #[serde(skip)]
    form: TaxForm,
    #[serde(skip)]
    back_form: TaxBackForm,
    #[serde(skip)]
    errors: Errors,
    #[serde(skip)]
    none: Errors,
}

/// A line of tax: what was withheld for it, and what became of that.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TaxLineView {
    /// From 1, as the rule has them.
    line: i64,
    name: String,
    withheld_minor: i64,
    /// What its office has been paid of it: all or nothing.
    paid_minor: i64,
    /// All attempts, the last one last.
    payments: Vec<TaxPaymentView>,
    may_ask: bool,
    may_consent: bool,
    may_withdraw: bool,
    may_take_back: bool,
    /// The office that a tax of this name went to last.
    #[serde(skip)]
    office: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TaxPaymentView {
    attempt: i64,
    office: String,
    reference: String,
    amount_minor: i64,
    /// `proposed`, `withdrawn`, `paid` or `taken_back`.
    #[schema(value_type = String)]
    state: TaxState,
    asked_by: String,
    decided_by: String,
    /// RFC 3339: of what `state` says.
    at: String,
    entry: Option<i64>,
    /// Why it was taken back, and with which entry.
    reason: Option<String>,
    back_entry: Option<i64>,
    #[serde(skip)]
    when: Html,
}

/// To whom it is paid.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct TaxForm {
    /// The tax office, as the bank has to know it.
    office: String,
    /// What the transfer says; may be empty.
    reference: String,
}

/// Which attempt was looked at.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct TaxConsentForm {
    attempt: String,
}

/// Nothing has to be said.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct TaxWithdrawalForm {}

/// Which attempt is taken back, and why.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct TaxBackForm {
    attempt: String,
    reason: String,
}

/// Where a line stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TaxAnswer {
    line: i64,
    attempt: i64,
    #[schema(value_type = String)]
    state: TaxState,
    amount_minor: i64,
    /// That it was paid or taken back with.
    entry: Option<i64>,
}

impl View for TaxesPage {
    fn title(&self) -> String {
        self.s.t.taxes_title()
    }

    fn place(&self) -> Place {
        Place::Books
    }

    fn back(&self) -> Option<Back> {
        let href = format!("{}/distributions/{}", self.s.base, self.distribution);
        Back::to(href, self.s.t.numbered(self.number))
    }

    fn live(&self) -> Option<&'static str> {
        Some("decisions")
    }
}

impl TaxesPage {
    fn step(&self, line: &TaxLineView, step: &str) -> String {
        format!("{}/distributions/{}/taxes/{}{step}", self.s.base, self.distribution, line.line)
    }

    fn tag(&self, line: &TaxLineView) -> Html {
        let (t, state) = (self.s.t, line.payments.last().map(|last| last.state));
        match state {
            Some(TaxState::Paid) => ui::tag(t.tax_paid(), Tone::Done),
            Some(TaxState::Proposed) => ui::tag(t.tax_waits(), Tone::Act),
            _ => ui::tag(t.tax_open(), Tone::Wait),
        }
    }

    fn told(&self, one: &TaxPaymentView) -> String {
        let t = self.s.t;
        match one.state {
            TaxState::Proposed => t.tax_asked_by(one.asked_by.as_str(), one.office.as_str()),
            TaxState::Withdrawn => t.tax_withdrawn_by(one.office.as_str(), one.decided_by.as_str()),
            TaxState::Paid => {
                t.tax_paid_to(one.office.as_str(), one.asked_by.as_str(), one.decided_by.as_str())
            }
            TaxState::TakenBack => {
                t.tax_taken_back(one.office.as_str(), one.reason.clone().unwrap_or_default())
            }
        }
    }

    fn last(&self, line: &TaxLineView) -> i64 {
        line.payments.last().map_or(0, |last| last.attempt)
    }

    /// What was wrong with what was typed for this line.
    fn errors(&self, line: &TaxLineView) -> &Errors {
        if self.refused == line.line { &self.errors } else { &self.none }
    }

    /// What was typed, or the office of last time.
    fn office<'a>(&'a self, line: &'a TaxLineView) -> &'a str {
        if self.refused == line.line { &self.form.office } else { &line.office }
    }
}

/// What was withheld, line by line, and since when it is paid to its office.
#[utoipa::path(get, path = "/c/{slug}/distributions/{distribution}/taxes", tag = "distribution",
    params(("slug" = String, Path), ("distribution" = String, Path)),
    responses((status = 200, body = TaxesPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn taxes_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, distribution)): Path<(String, String)>,
) -> Answer {
    Reply::page(&caller, &load(&caller, &site, id(&distribution)?).await?)
}

async fn load(caller: &Caller, site: &Site, of: Id<Distribution>) -> Result<TaxesPage, Problem> {
    let s = Scene::of(caller, site)?;
    let page = site.db.read(move |reader| read(reader, s, of)).await?;
    Ok(page.ok_or(DistributionRefused::NoSuchDistribution)?)
}

fn read(reader: &mut Reader, s: Scene, of: Id<Distribution>) -> Result<Option<TaxesPage>, Fault> {
    let Some(told) = distribution(reader, s.number, of)? else { return Ok(None) };
    let payments = tax_payments(reader, s.number, of)?;
    let mut lines = Vec::new();
    for (line, tax) in (1..).zip(&told.outcome.taxes) {
        let own: Vec<&TaxPayment> = payments.iter().filter(|one| one.line == line).collect();
        let last = own.last().map(|one| (one.state, one.made_by));
        let decided = told.row.decision.is_some() && tax.minor > 0;
        let asked = matches!(last, Some((TaxState::Proposed, _)));
        let paid = matches!(last, Some((TaxState::Paid, _)));
        let (pays, consents) = (s.pays_out(), s.consents());
        let is_own = last.map_or(Ok(false), |(_, by)| s.is_own(reader, by))?;
        let mut views = Vec::with_capacity(own.len());
        for one in own {
            views.push(payment_view(reader, &s, one)?);
        }
        lines.push(TaxLineView {
            line,
            name: tax.name.clone(),
            withheld_minor: tax.minor,
            paid_minor: if paid { tax.minor } else { 0 },
            payments: views,
            may_ask: decided && pays && !asked && !paid,
            may_consent: asked && consents && !is_own,
            may_withdraw: asked && consents,
            may_take_back: paid && pays,
            office: last_office(reader, s.number, &tax.name)?.unwrap_or_default(),
        });
    }
    Ok(Some(TaxesPage {
        distribution: of,
        number: told.row.number,
        period: told.row.period,
        lines,
        refused: 0,
        form: TaxForm::default(),
        back_form: TaxBackForm::default(),
        errors: Errors::none(),
        none: Errors::none(),
        s,
    }))
}

fn payment_view(reader: &mut Reader, s: &Scene, one: &TaxPayment) -> Result<TaxPaymentView, Fault> {
    let decided_by = match one.decided_by {
        Some(by) => s.name(reader, by)?,
        None => String::new(),
    };
    let at = one.taken_at_us.or(one.decided_at_us).unwrap_or(one.made_at_us);
    Ok(TaxPaymentView {
        attempt: one.attempt,
        office: one.office.clone(),
        reference: one.reference.clone(),
        amount_minor: one.amount_minor,
        state: one.state,
        asked_by: s.name(reader, one.made_by)?,
        decided_by,
        at: at.to_string(),
        entry: one.entry,
        reason: one.reason.clone(),
        back_entry: one.back_entry,
        when: s.day(&at),
    })
}

/// Asks to pay what was withheld for a line to its office, whole. Nothing moves before somebody else has consented.
#[utoipa::path(post, path = "/c/{slug}/distributions/{distribution}/taxes/{line}", tag = "distribution",
    request_body = TaxForm,
    params(("slug" = String, Path), ("distribution" = String, Path), ("line" = i64, Path),
        ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = TaxAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn ask_for_tax(
    caller: Caller,
    State(site): State<Site>,
    Path((_, distribution, line)): Path<(String, String, String)>,
    Keyed { input: form, key }: Keyed<TaxForm>,
) -> Answer {
    let step = TaxStep::Ask { office: form.office.clone(), reference: form.reference.clone() };
    let typed = Typed { form, ..Typed::of(&distribution, &line)? };
    settle(&caller, &site, typed, step, key.of(&caller, "ask_for_tax")?).await
}

/// Agrees that it is paid: from now on it has left the bank.
#[utoipa::path(post, path = "/c/{slug}/distributions/{distribution}/taxes/{line}/consent", tag = "distribution",
    request_body = TaxConsentForm,
    params(("slug" = String, Path), ("distribution" = String, Path), ("line" = i64, Path),
        ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = TaxAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn consent_to_tax(
    caller: Caller,
    State(site): State<Site>,
    Path((_, distribution, line)): Path<(String, String, String)>,
    Keyed { input: form, key }: Keyed<TaxConsentForm>,
) -> Answer {
    let step = TaxStep::Consent { attempt: attempt(&form.attempt) };
    settle(&caller, &site, Typed::of(&distribution, &line)?, step, key.of(&caller, "consent_to_tax")?).await
}

/// Calls off what waits for a second person.
#[utoipa::path(post, path = "/c/{slug}/distributions/{distribution}/taxes/{line}/withdrawal", tag = "distribution",
    request_body = TaxWithdrawalForm,
    params(("slug" = String, Path), ("distribution" = String, Path), ("line" = i64, Path),
        ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = TaxAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn withdraw_tax(
    caller: Caller,
    State(site): State<Site>,
    Path((_, distribution, line)): Path<(String, String, String)>,
    Keyed { input: _, key }: Keyed<TaxWithdrawalForm>,
) -> Answer {
    let key = key.of(&caller, "withdraw_tax")?;
    settle(&caller, &site, Typed::of(&distribution, &line)?, TaxStep::Withdraw, key).await
}

/// Takes a payment back that the bank did not make or sent back: what was withheld waits to be paid again.
#[utoipa::path(post, path = "/c/{slug}/distributions/{distribution}/taxes/{line}/reversal", tag = "distribution",
    request_body = TaxBackForm,
    params(("slug" = String, Path), ("distribution" = String, Path), ("line" = i64, Path),
        ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = TaxAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn take_back_tax(
    caller: Caller,
    State(site): State<Site>,
    Path((_, distribution, line)): Path<(String, String, String)>,
    Keyed { input: form, key }: Keyed<TaxBackForm>,
) -> Answer {
    let step = TaxStep::TakeBack { attempt: attempt(&form.attempt), reason: form.reason.clone() };
    let typed = Typed { back_form: form, ..Typed::of(&distribution, &line)? };
    settle(&caller, &site, typed, step, key.of(&caller, "take_back_tax")?).await
}

/// Whatever is no number is none of the attempts.
fn attempt(text: &str) -> i64 {
    text.trim().parse().unwrap_or(0)
}

/// Which line, and what was typed about it.
struct Typed {
    distribution: Id<Distribution>,
    line: i64,
    form: TaxForm,
    back_form: TaxBackForm,
}

impl Typed {
    fn of(distribution: &str, line: &str) -> Result<Typed, Problem> {
        let line = line.parse().map_err(|_| TaxRefused::NoSuchTax)?;
        let (form, back_form) = (TaxForm::default(), TaxBackForm::default());
        Ok(Typed { distribution: id(distribution)?, line, form, back_form })
    }
}

async fn settle(caller: &Caller, site: &Site, typed: Typed, step: TaxStep, key: IdempotencyKey) -> Answer {
    let (me, community) = (me(caller)?, caller.community()?);
    let s = Scene::of(caller, site)?;
    if !step.powers().iter().any(|power| s.powers.has(*power)) {
        return Err(TaxRefused::NotAllowed.into());
    }
    let (made, now) = (matches!(step, TaxStep::Ask { .. }), site.now());
    let Typed { distribution, line, form, back_form } = typed;
    let input = MoveTax { distribution, line, step, key: Some(key) };
    match site.db.transact(community.number, move |tx| ops::move_tax(tx, me, &input, now)).await {
        Ok(TaxMoved { line, attempt, state, amount_minor, entry }) => {
            let location = format!("/c/{}/distributions/{distribution}/taxes", community.slug);
            let answer = TaxAnswer { line, attempt, state, amount_minor, entry };
            match made {
                true => Reply::created_json(caller, &location, &answer),
                false => Reply::changed(caller, &location, &answer),
            }
        }
        Err(OpError::Refused(TaxRefused::NoSuchDistribution)) => Err(TaxRefused::NoSuchDistribution.into()),
        Err(OpError::Refused(why)) => {
            let errors = Errors::refused(why, caller.lang);
            let mut page = load(caller, site, distribution).await?;
            (page.form, page.back_form, page.refused, page.errors) = (form, back_form, line, errors.clone());
            Reply::form_refused(caller, &page, &errors)
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}
