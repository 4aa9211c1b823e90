//! All mandates: what may be spent from which fund, and what was.

use super::budget::Budget;
use super::read_store::{fund_budgets, mandates, waiting_under};
use super::scene::{Names, Scene};
use crate::ids::Member;
use crate::mandate::{MandateKind, MandateStands, Source};
use crate::rows::Mandate;
use askama::Template;
use axum::extract::{Query, State};
use kernel::{Id, Timestamp};
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::parameter;
use web::ids::PoolId;
use web::ui;
use web::{Answer, Back, Caller, Html, Place, Reply, Site, View};

const PAGE: i64 = 30;

/// Mandates, newest first, and what each fund's open ones permit.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "mandates.html")]
pub(crate) struct MandatesPage {
    #[serde(skip)]
    s: Scene,
    funds: Vec<FundLine>,
    mandates: Vec<MandateView>,
    /// Only mandates of this fund are listed.
    fund: Option<i64>,
    /// The value of `below` for the next page.
    next: Option<i64>,
    #[serde(skip)]
    paged: bool,
}

/// What the open mandates of a fund come to.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FundLine {
    fund: i64,
    name: String,
    mandate_count: i64,
    balance_minor: i64,
    #[serde(flatten)]
    budget: Budget,
    #[serde(skip)]
    bar: Html,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct MandateView {
    #[schema(value_type = String)]
    pub id: Id<Mandate>,
    pub number: i64,
    /// `decision`, `campaign` or `standing`.
    #[schema(value_type = String)]
    pub source: Source,
    /// `spending`: for expenses; `referral`: for rewards and red packets only; `capital`: for giving back what was put into one
    /// instrument only.
    #[schema(value_type = String)]
    pub kind: MandateKind,
    pub purpose: String,
    pub fund: i64,
    pub fund_name: String,
    #[serde(flatten)]
    pub budget: Budget,
    /// The most of one expense.
    pub each_minor: Option<i64>,
    pub starts_at: String,
    /// Nothing is spent at this instant or later.
    pub ends_at: String,
    #[schema(value_type = Option<String>)]
    pub carried_by: Option<Id<Member>>,
    pub carrier: Option<String>,
    /// Expenses that are asked for under it and wait for somebody's yes, and their sum.
    pub waiting_count: i64,
    pub waiting_minor: i64,
    /// The proposal that made it.
    pub decision: Option<String>,
    pub decision_title: Option<String>,
    /// Whose released money it is; null for others.
    #[schema(value_type = Option<String>)]
    pub campaign: Option<PoolId>,
    /// At this moment: `to_come`, `active`, `over` (its time has passed), `ended` (before its time).
    #[schema(value_type = String)]
    pub state: MandateStands,
    pub ended_reason: Option<String>,
    #[serde(skip)]
    pub bar: Html,
    #[serde(skip)]
    pub tag: Html,
    #[serde(skip)]
    pub ends: Timestamp,
    #[serde(skip)]
    pub starts: Timestamp,
}

impl MandateView {
    /// What was not spent of one that is over is left for nobody: it stays with its fund, or went back to it.
    fn is_over(&self) -> bool {
        matches!(self.state, MandateStands::Ended | MandateStands::Over)
    }

    pub(crate) fn left_name(&self, s: &Scene) -> String {
        if self.is_over() { s.t.not_used() } else { s.t.left() }
    }

    pub(crate) fn left_of(&self, s: &Scene) -> String {
        let ceiling = s.said(self.budget.ceiling_minor);
        if self.is_over() { s.t.not_used_of(ceiling) } else { s.t.left_of(ceiling) }
    }

    pub(crate) fn of(
        reader: &mut Reader,
        s: &Scene,
        names: &mut Names,
        funds: &BTreeMap<i64, String>,
        mandate: &Mandate,
    ) -> Result<MandateView, Fault> {
        let budget = Budget::new(mandate.ceiling_minor, mandate.spent_minor, mandate.promised_minor);
        let carrier = match mandate.carried_by {
            Some(carrier) => Some(names.of(reader, s, carrier)?),
            None => None,
        };
        let (text, tone) = s.mandate_tag(mandate);
        let (waiting_count, waiting_minor) = waiting_under(reader, s.number, mandate.id)?;
        Ok(MandateView {
            id: mandate.id,
            number: mandate.number,
            source: mandate.source,
            kind: mandate.kind,
            purpose: s.mandate_name(mandate),
            fund: mandate.fund,
            fund_name: funds.get(&mandate.fund).cloned().unwrap_or_default(),
            bar: budget.bar(s),
            budget,
            each_minor: mandate.each_minor,
            starts_at: mandate.starts_at_us.to_string(),
            ends_at: mandate.ends_at_us.to_string(),
            carried_by: mandate.carried_by,
            carrier,
            waiting_count,
            waiting_minor,
            decision: mandate.decision.clone(),
            decision_title: mandate.decision_title.clone(),
            campaign: mandate.campaign,
            state: mandate.permission().stands(s.now),
            ended_reason: mandate.ended_reason.clone(),
            tag: ui::tag(text, tone),
            ends: mandate.ends_at_us,
            starts: mandate.starts_at_us,
        })
    }
}

impl View for MandatesPage {
    fn title(&self) -> String {
        self.s.t.mandates()
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

impl MandatesPage {
    fn href(&self, below: Option<i64>) -> String {
        let fund = self.fund.map(|fund| format!("fund={fund}"));
        let below = below.map(|below| format!("below={below}"));
        let query: Vec<_> = fund.into_iter().chain(below).collect();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}/mandates{mark}{}", self.s.base, query.join("&"))
    }

    fn older(&self) -> Option<String> {
        self.next.map(|next| self.href(Some(next)))
    }

    fn newest(&self) -> Option<String> {
        self.paged.then(|| self.href(None))
    }
}

/// Budget against actual: what the community's decisions permit to spend, what was spent and promised of it, by fund and
/// by mandate.
#[utoipa::path(get, path = "/c/{slug}/mandates", tag = "spending",
    params(("slug" = String, Path), ("fund" = Option<i64>, Query, description = "mandates of this fund only"),
        ("below" = Option<i64>, Query, description = "mandates with a smaller number")),
    responses((status = 200, body = MandatesPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn mandates_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    let number = |name| parameter(&pairs, name).and_then(|number| number.parse::<i64>().ok());
    let (fund, below) = (number("fund"), number("below"));
    let page = site.db.read(move |reader| read(reader, s, fund, below)).await?;
    Reply::page(&caller, &page)
}

fn read(reader: &mut Reader, s: Scene, fund: Option<i64>, below: Option<i64>) -> Result<MandatesPage, Fault> {
    let names_of_funds: BTreeMap<i64, String> = ledger::fund_names(reader, s.number)?.into_iter().collect();
    let mut funds = Vec::new();
    for (number, mandate_count, ceiling, spent, promised) in fund_budgets(reader, s.number, s.now)? {
        if fund.is_some_and(|fund| fund != number) {
            continue;
        }
        let budget = Budget::new(ceiling, spent, promised);
        funds.push(FundLine {
            fund: number,
            name: names_of_funds.get(&number).cloned().unwrap_or_default(),
            mandate_count,
            balance_minor: ledger::fund_balance(reader, s.number, number, s.currency)?,
            bar: budget.bar(&s),
            budget,
        });
    }
    let mut ids = mandates(reader, s.number, fund, below.unwrap_or(i64::MAX), PAGE + 1)?;
    let more = ids.len() as i64 > PAGE;
    ids.truncate(PAGE as usize);
    let (mut views, mut names) = (Vec::with_capacity(ids.len()), Names::default());
    for id in ids {
        if let Some(mandate) = reader.find::<Mandate>(&(s.number, id))? {
            views.push(MandateView::of(reader, &s, &mut names, &names_of_funds, &mandate)?);
        }
    }
    let next = views.last().map(|view| view.number).filter(|_| more);
    Ok(MandatesPage { s, funds, mandates: views, fund, next, paged: below.is_some() })
}
