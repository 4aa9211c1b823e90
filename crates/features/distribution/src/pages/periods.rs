//! Periods: which are closed, which wait for consent, and which could be closed now.

use super::scene::Scene;
use crate::distribution_store::{all_closings, closings};
use crate::ids::Member;
use crate::ops::{self, CloseStep, Closed, MoveClosing};
use crate::period::{ClosingState, Period, PeriodKind, PeriodRefused};
use crate::rows::PeriodClosing;
use askama::Template;
use axum::extract::{Path, Query, State};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::{me, parameter};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Errors, Keyed, Place, Power, Problem, Reply, Site, View};

const PAGE: i64 = 50;

#[derive(Template, Serialize, ToSchema)]
#[template(path = "periods.html")]
pub(crate) struct PeriodsPage {
    #[serde(skip)]
    s: Scene,
    /// Nothing may be dated before this any more; none where nothing is closed.
    closed_before: Option<String>,
    /// Those that end last first.
    closings: Vec<ClosingView>,
    /// Over and not closed: what could be asked for.
    open: Vec<OpenPeriod>,
    /// Money that somebody says to have paid and nobody has checked: once a period is closed it cannot be entered with a day of it. To who
    /// may ask.
    pending: Vec<PendingView>,
    /// The value of `before` for the next page.
    next: Option<String>,
    #[serde(skip)]
    closed: Option<Timestamp>,
    #[serde(skip)]
    form: PeriodForm,
    #[serde(skip)]
    errors: Errors,
    #[serde(skip)]
    paged: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ClosingView {
    /// `2026-07`, `2026-Q3` or `2026`.
    period: String,
    /// `asked`, `closed` or `withdrawn`.
    #[schema(value_type = String)]
    state: ClosingState,
    asked_by: String,
    decided_by: Option<String>,
    /// While it is asked for: the earliest month that is closed with it and is not of it.
    closes_from: Option<String>,
    /// The caller may consent to it now.
    may_consent: bool,
    /// The caller may withdraw it now.
    may_withdraw: bool,
    #[serde(skip)]
    name: String,
    #[serde(skip)]
    asker: String,
    #[serde(skip)]
    decider: String,
    #[serde(skip)]
    at: Timestamp,
}

/// What waits to be checked, of one sort.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PendingView {
    /// `payments`, `parts` or `subscriptions`: also where they are, below the community's address.
    of: &'static str,
    count: i64,
    sum_minor: i64,
    #[serde(skip)]
    words: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct OpenPeriod {
    period: String,
    /// The earliest month that is closed with it and is not of it; None where there is none.
    closes_from: Option<String>,
    name: String,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct PeriodForm {
    /// `2026-07`, `2026-Q3` or `2026`.
    pub period: String,
}

/// Nothing has to be said.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct ClosingStepForm {}

/// Where a closing stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClosingAnswer {
    period: String,
    #[schema(value_type = String)]
    state: ClosingState,
}

impl View for PeriodsPage {
    fn title(&self) -> String {
        self.s.t.periods()
    }

    fn place(&self) -> Place {
        Place::Books
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/books", self.s.base), self.s.t.books())
    }

    fn live(&self) -> Option<&'static str> {
        Some("decisions")
    }
}

impl PeriodsPage {
    fn choices(&self) -> Vec<(String, String)> {
        self.open.iter().map(|one| (one.period.clone(), one.name.clone())).collect()
    }

    fn tag(&self, one: &ClosingView) -> web::Html {
        let (text, tone) = self.s.closing(one.state);
        ui::tag(text, tone)
    }

    fn step(&self, one: &ClosingView, step: &str) -> String {
        format!("{}/periods/{}/{step}", self.s.base, one.period)
    }

    /// Some choice closes more than it says.
    fn closes_more(&self) -> bool {
        let asked = self.closings.iter().any(|one| one.closes_from.is_some());
        asked || self.open.iter().any(|one| one.closes_from.is_some())
    }

    /// `March 2026, and all before it since January 2026`.
    fn with_it(&self, one: &ClosingView) -> Option<String> {
        Some(self.s.closed_with(&one.period, one.closes_from.as_deref()?))
    }

    fn told(&self, one: &ClosingView) -> String {
        match one.state {
            ClosingState::Asked => self.s.t.asked_by(one.asker.as_str()),
            ClosingState::Closed => self.s.t.closed_by(one.asker.as_str(), one.decider.as_str()),
            ClosingState::Withdrawn => self.s.t.withdrawn_by(one.decider.as_str()),
        }
    }

    /// The pages where it is checked are for who confirms payments.
    fn pending_href(&self, one: &PendingView) -> Option<String> {
        self.s.powers.has(Power::ConfirmPayments).then(|| format!("{}/{}", self.s.base, one.of))
    }

    fn older(&self) -> Option<String> {
        self.next.as_ref().map(|next| format!("{}/periods?before={next}", self.s.base))
    }

    fn newest(&self) -> Option<String> {
        self.paged.then(|| format!("{}/periods", self.s.base))
    }
}

/// Which periods are closed, which wait for a second person, and which could be closed.
#[utoipa::path(get, path = "/c/{slug}/periods", tag = "distribution",
    params(("slug" = String, Path),
        ("before" = Option<String>, Query, description = "closings that come after the one of this period, by its code")),
    responses((status = 200, body = PeriodsPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn periods_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let before = parameter(&pairs, "before").and_then(Period::parse);
    Reply::page(&caller, &load(&caller, &site, before).await?)
}

async fn load(caller: &Caller, site: &Site, before: Option<Period>) -> Result<PeriodsPage, Problem> {
    let s = Scene::of(caller, site)?;
    Ok(site.db.read(move |reader| read(reader, s, before)).await?)
}

fn read(reader: &mut Reader, s: Scene, before: Option<Period>) -> Result<PeriodsPage, Fault> {
    let closed_before = crate::acting::books(reader, s.number)?.closed_before_us;
    let place = before.and_then(|period| Some((period.bounds(&s.zone)?.1, period.code())));
    let place = place.unwrap_or_else(all_closings);
    let mut codes = closings(reader, s.number, &place, PAGE + 1)?;
    let more = codes.len() as i64 > PAGE;
    codes.truncate(PAGE as usize);
    let first = first_open(reader, &s, closed_before)?;
    let mut views = Vec::with_capacity(codes.len());
    for (_, code) in codes {
        if let Some(row) = reader.find::<PeriodClosing>(&(s.number, code))? {
            views.push(closing_view(reader, &s, &row, first)?);
        }
    }
    let next = views.last().map(|view| view.period.clone()).filter(|_| more);
    let closed = (closed_before.micros > 0).then_some(closed_before);
    let pending = pending(reader, &s)?;
    let open = open_periods(reader, &s, closed_before, first)?;
    Ok(PeriodsPage {
        closed_before: closed.map(|at| at.to_string()),
        closed,
        closings: views,
        open,
        pending,
        next,
        form: PeriodForm::default(),
        errors: Errors::none(),
        paged: before.is_some(),
        s,
    })
}

fn pending(reader: &mut Reader, s: &Scene) -> Result<Vec<PendingView>, Fault> {
    if !s.keeps() {
        return Ok(Vec::new());
    }
    let waiting = [
        ("payments", market::payments_to_check(reader, s.number)?),
        ("parts", pools::parts_to_check(reader, s.number)?),
        ("subscriptions", ownership::subscriptions_to_check(reader, s.number)?),
    ];
    let some = waiting.into_iter().filter(|(_, (count, _))| *count > 0);
    Ok(some
        .map(|(of, (count, sum_minor))| {
            let words = match of {
                "payments" => s.t.pending_payments(count),
                "parts" => s.t.pending_parts(count),
                _ => s.t.pending_subscriptions(count),
            };
            PendingView { of, count, sum_minor, words }
        })
        .collect())
}

/// The first month that is not closed.
fn first_open(reader: &mut Reader, s: &Scene, closed_before: Timestamp) -> Result<Option<Period>, Fault> {
    let founded = community::founded_at(reader, s.number)?.unwrap_or(s.now);
    Ok(Period::at(PeriodKind::Month, founded.max(closed_before), &s.zone))
}

/// The first month that is not closed, where it is before a period.
fn closes_from(s: &Scene, period: Period, first: Option<Period>) -> Option<String> {
    let starts = period.bounds(&s.zone)?.0;
    first.filter(|first| first.bounds(&s.zone).is_some_and(|(from, _)| from < starts)).map(Period::code)
}

fn closing_view(
    reader: &mut Reader,
    s: &Scene,
    row: &PeriodClosing,
    first: Option<Period>,
) -> Result<ClosingView, Fault> {
    let asked = row.state == ClosingState::Asked && s.keeps();
    let is_own = s.is_own(reader, row.asked_by)?;
    let mut name = |member: Option<Id<Member>>| match member {
        Some(member) => s.name(reader, member),
        None => Ok(String::new()),
    };
    let (asker, decider) = (name(Some(row.asked_by))?, name(row.decided_by)?);
    Ok(ClosingView {
        period: row.period.clone(),
        state: row.state,
        asked_by: row.asked_by.to_string(),
        decided_by: row.decided_by.map(|by| by.to_string()),
        closes_from: Period::parse(&row.period).filter(|_| asked).and_then(|one| closes_from(s, one, first)),
        may_consent: asked && !is_own,
        may_withdraw: asked,
        name: s.period(&row.period),
        asker,
        decider,
        at: row.decided_at_us.unwrap_or(row.asked_at_us),
    })
}

/// The last months, quarters and years that are over and not closed, to those who may ask.
fn open_periods(
    reader: &mut Reader,
    s: &Scene,
    closed_before: Timestamp,
    first: Option<Period>,
) -> Result<Vec<OpenPeriod>, Fault> {
    if !s.keeps() {
        return Ok(Vec::new());
    }
    let founded = community::founded_at(reader, s.number)?.unwrap_or(s.now);
    let from = founded.max(closed_before);
    let mut open = Vec::new();
    for kind in PeriodKind::ALL {
        let mut next = Period::at(*kind, from, &s.zone);
        while let Some(period) = next {
            let Some((_, ends)) = period.bounds(&s.zone) else { break };
            if ends > s.now || open.len() >= PAGE as usize {
                break;
            }
            let waits = reader.find::<PeriodClosing>(&(s.number, period.code()))?;
            let waits = waits.is_some_and(|row| row.state == ClosingState::Asked);
            if ends > closed_before && !waits {
                let closes_from = closes_from(s, period, first);
                let name = match &closes_from {
                    Some(from) => s.closed_with(&period.code(), from),
                    None => s.period(&period.code()),
                };
                open.push(OpenPeriod { name, period: period.code(), closes_from });
            }
            next = Some(period.next());
        }
    }
    Ok(open)
}

/// Asks to close a period. Somebody else has to agree; then nothing may be dated into it, or before it, any more.
#[utoipa::path(post, path = "/c/{slug}/periods", tag = "distribution", request_body = PeriodForm,
    params(("slug" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = ClosingAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn ask_closing(
    caller: Caller,
    State(site): State<Site>,
    Path(_): Path<String>,
    Keyed { input: form, key }: Keyed<PeriodForm>,
) -> Answer {
    let key = key.of(&caller, "ask_closing")?;
    let done = step(&caller, &site, form.period.trim(), CloseStep::Ask, key).await?;
    settle(&caller, &site, form, done, true).await
}

/// Agrees to close a period that somebody else asked for.
#[utoipa::path(post, path = "/c/{slug}/periods/{period}/consent", tag = "distribution", request_body = ClosingStepForm,
    params(("slug" = String, Path), ("period" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = ClosingAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn consent_to_closing(
    caller: Caller,
    State(site): State<Site>,
    Path((_, period)): Path<(String, String)>,
    Keyed { input: _, key }: Keyed<ClosingStepForm>,
) -> Answer {
    let key = key.of(&caller, "consent_to_closing")?;
    let done = step(&caller, &site, &period, CloseStep::Consent, key).await?;
    settle(&caller, &site, PeriodForm::default(), done, false).await
}

/// Takes the asking back: something is still to be entered.
#[utoipa::path(post, path = "/c/{slug}/periods/{period}/withdrawal", tag = "distribution", request_body = ClosingStepForm,
    params(("slug" = String, Path), ("period" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = ClosingAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn withdraw_closing(
    caller: Caller,
    State(site): State<Site>,
    Path((_, period)): Path<(String, String)>,
    Keyed { input: _, key }: Keyed<ClosingStepForm>,
) -> Answer {
    let key = key.of(&caller, "withdraw_closing")?;
    let done = step(&caller, &site, &period, CloseStep::Withdraw, key).await?;
    settle(&caller, &site, PeriodForm::default(), done, false).await
}

async fn step(
    caller: &Caller,
    site: &Site,
    period: &str,
    step: CloseStep,
    key: store::IdempotencyKey,
) -> Result<Result<Closed, OpError<PeriodRefused>>, Problem> {
    let (me, community) = (me(caller)?, caller.community()?.number);
    if !Scene::of(caller, site)?.keeps() {
        return Err(PeriodRefused::NotAllowed.into());
    }
    let Some(period) = Period::parse(period) else {
        return Ok(Err(OpError::Refused(PeriodRefused::NoSuchPeriod)));
    };
    let (input, now) = (MoveClosing { period, step, key: Some(key) }, site.now());
    Ok(site.db.transact(community, move |tx| ops::move_closing(tx, me, &input, now)).await)
}

async fn settle(
    caller: &Caller,
    site: &Site,
    form: PeriodForm,
    done: Result<Closed, OpError<PeriodRefused>>,
    made: bool,
) -> Answer {
    match done {
        Ok(Closed { period, state }) => {
            let location = format!("/c/{}/periods", caller.community()?.slug);
            let answer = ClosingAnswer { period, state };
            match made {
                true => Reply::created_json(caller, &location, &answer),
                false => Reply::changed(caller, &location, &answer),
            }
        }
        Err(OpError::Refused(why)) => {
            let errors = Errors::refused(why, caller.lang);
            let mut page = load(caller, site, None).await?;
            (page.form, page.errors) = (form, errors.clone());
            Reply::form_refused(caller, &page, &errors)
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}
