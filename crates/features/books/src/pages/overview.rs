//! The first page of the books: funds over time, the equation, the last check, the latest entries.

use crate::scene::{EntryView, MoneyBody, Names, Scene};
use crate::words;
use askama::Template;
use axum::extract::State;
use kernel::{Money, Timestamp};
use ledger::{FundKind, JournalFilter, Kind, Totals};
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::ui::{self, FundChart, Point, Tone};
use web::{Answer, Caller, Place, Power, Reply, Site, View};

/// Entries shown below the funds.
const RECENT: i64 = 6;

#[derive(Template, Serialize, ToSchema)]
#[template(path = "overview.html")]
pub(crate) struct Overview {
    #[serde(skip)]
    s: Scene,
    /// All funds together.
    #[schema(value_type = MoneyBody)]
    together: Money,
    funds: Vec<FundView>,
    /// Held, owed and in funds: held = owed + in funds.
    held: Side,
    owed: Side,
    #[schema(value_type = MoneyBody)]
    in_funds: Money,
    equal: bool,
    check: Option<CheckView>,
    entry_count: i64,
    recent: Vec<EntryView>,
    #[serde(skip)]
    chart: FundChart,
    #[serde(skip)]
    is_member: bool,
    #[serde(skip)]
    may_check: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FundView {
    pub id: i64,
    pub name: String,
    #[schema(value_type = String)]
    pub kind: FundKind,
    #[schema(value_type = MoneyBody)]
    pub balance: Money,
    #[serde(skip)]
    pub kind_name: String,
    #[serde(skip)]
    pub chart: FundChart,
}

/// One side of the equation: the sum and what it is made of.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Side {
    #[schema(value_type = MoneyBody)]
    pub sum: Money,
    pub parts: Vec<Part>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Part {
    #[schema(value_type = String)]
    pub purpose: ledger::Purpose,
    #[schema(value_type = MoneyBody)]
    pub sum: Money,
    #[serde(skip)]
    pub name: String,
    #[serde(skip)]
    pub href: Option<String>,
}

/// The last time the books were added up from the start.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CheckView {
    #[schema(value_type = i64)]
    pub checked_at: Timestamp,
    pub entry_count: i64,
    pub violation_count: i64,
}

impl View for Overview {
    fn title(&self) -> String {
        self.s.t.books()
    }

    fn place(&self) -> Place {
        Place::Books
    }
}

impl Overview {
    fn checks(&self) -> String {
        format!("{}/checks", self.s.base)
    }

    fn since_check(&self) -> i64 {
        self.check.as_ref().map_or(0, |check| self.entry_count - check.entry_count)
    }

    fn grouped(&self, number: impl std::borrow::Borrow<i64>) -> String {
        words::grouped(*number.borrow())
    }
}

/// The funds of a community, what it holds and what it owes. For members; for all where the charter says so.
#[utoipa::path(get, path = "/c/{slug}/books", tag = "books", params(("slug" = String, Path)),
    responses((status = 200, body = Overview), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn overview(caller: Caller, State(site): State<Site>) -> Answer {
    let s = Scene::of(&caller, &site)?;
    let (is_member, may_check) = (caller.membership().is_some(), caller.can(Power::ExportBooks));
    let mut view = site.db.read(move |reader| read(reader, s)).await?;
    (view.is_member, view.may_check) = (is_member, may_check);
    Reply::page(&caller, &view)
}

fn read(reader: &mut Reader, s: Scene) -> Result<Overview, Fault> {
    let mut funds = Vec::new();
    let (totals_of_funds, days) = fund_course(reader, &s)?;
    for total in totals_of_funds {
        let own = ledger::fund_days(reader, s.community, total.fund.id, s.currency)?;
        let label = s.t.fund_chart(total.fund.name.clone());
        funds.push(FundView {
            id: total.fund.id,
            kind: total.fund.kind,
            balance: s.money(total.balance_minor),
            kind_name: words::fund_kind(s.t, total.fund.kind),
            chart: chart(&s, label, &own, true),
            name: total.fund.name,
        });
    }
    let totals = ledger::totals(reader, s.community, s.currency)?;
    let check = ledger::last_check(reader, s.community)?;
    let page = ledger::journal(reader, s.community, &JournalFilter::default(), None, RECENT)?;
    let entry_count = page.entries.first().map_or(0, |full| full.head.entry.number);
    let recent = Names::read(reader, &s)?.entries(reader, &s, page.entries)?;
    Ok(Overview {
        together: s.money(totals.funds()),
        funds,
        held: side(&s, &totals, Kind::Asset),
        owed: side(&s, &totals, Kind::Liability),
        in_funds: s.money(totals.funds()),
        equal: totals.balance(),
        check: check.map(|check| CheckView {
            checked_at: check.checked_at_us,
            entry_count: check.entry_count,
            violation_count: check.violation_count,
        }),
        entry_count,
        recent,
        chart: chart(&s, s.t.all_funds_chart(), &days, false),
        is_member: false,
        may_check: false,
        s,
    })
}

/// Days with the balance at their ends.
type Course = Vec<(i64, i64)>;

/// The funds, and the sum of all at the end of each day on which it changed.
pub(crate) fn fund_course(reader: &mut Reader, s: &Scene) -> Result<(Vec<ledger::FundTotal>, Course), Fault> {
    let funds = ledger::funds(reader, s.community, s.currency)?;
    let mut changes: BTreeMap<i64, i64> = BTreeMap::new();
    for total in &funds {
        let mut before = 0;
        for (day, balance) in ledger::fund_days(reader, s.community, total.fund.id, s.currency)? {
            *changes.entry(day).or_default() += balance - before;
            before = balance;
        }
    }
    let mut balance = 0;
    let step = |(day, change)| {
        balance += change;
        (day, balance)
    };
    Ok((funds, changes.into_iter().map(step).collect()))
}

fn side(s: &Scene, totals: &Totals, kind: Kind) -> Side {
    let own = totals.purposes.iter().filter(|total| total.purpose.kind() == kind && total.balance_minor != 0);
    let part = |total: &ledger::PurposeTotal| Part {
        purpose: total.purpose,
        sum: s.money(total.balance_minor),
        name: words::purpose(s.t, total.purpose),
        href: total.purpose.owned().then(|| format!("{}/accounts?purpose={}", s.base, total.purpose)),
    };
    Side { sum: s.money(totals.of_kind(kind)), parts: own.map(part).collect() }
}

/// From days with their balances; today is added so that the line reaches it.
pub(crate) fn chart(s: &Scene, label: String, days: &[(i64, i64)], small: bool) -> FundChart {
    let today = s.now.day(&s.zone);
    let last = days.last().filter(|(day, _)| *day < today).map(|(_, balance)| (today, *balance));
    let point = |(day, minor): (i64, i64)| Point { day, label: s.day(day), minor };
    let points = days.iter().copied().chain(last).map(point).collect();
    FundChart { lang: s.lang, label, currency: s.currency, points, small }
}
