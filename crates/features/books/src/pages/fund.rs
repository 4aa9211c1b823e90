//! One fund: its balance over time, what it is made of, its latest entries.

use super::overview::chart;
use crate::scene::{AccountView, EntryView, MoneyBody, Names, Scene};
use crate::words;
use askama::Template;
use axum::extract::{Path, State};
use kernel::{Money, Timestamp};
use ledger::{FundKind, JournalFilter, Kind};
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::ui::{self, FundChart, Tone};
use web::{Answer, Back, Caller, Place, Power, Problem, Reply, Site, View, query_escaped};

const RECENT: i64 = 10;
/// The rest is on the pages of all.
const TIES: i64 = 10;

#[derive(Template, Serialize, ToSchema)]
#[template(path = "fund.html")]
pub(crate) struct FundPage {
    #[serde(skip)]
    s: Scene,
    id: i64,
    name: String,
    #[schema(value_type = String)]
    kind: FundKind,
    #[schema(value_type = i64)]
    opened_at: Timestamp,
    #[schema(value_type = MoneyBody)]
    balance: Money,
    accounts: Vec<FundAccount>,
    /// The balance at the end of each day on which it changed.
    days: Vec<FundDay>,
    recent: Vec<EntryView>,
    /// Campaigns whose money it gets, and what was shared out of it, the newest first; to members only.
    raised: Vec<TieView>,
    shared_out: Vec<TieView>,
    #[serde(skip)]
    chart: FundChart,
    /// Mandates are for members.
    #[serde(skip)]
    is_member: bool,
    /// The reader may enter money received.
    #[serde(skip)]
    receives: bool,
}

/// What an account adds to the fund; expenses take away.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FundAccount {
    account: AccountView,
    #[schema(value_type = MoneyBody)]
    adds: Money,
    #[serde(skip)]
    name: String,
}

/// A campaign or a distribution of the fund, and the decision behind it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TieView {
    id: String,
    words: String,
    decision: Option<String>,
    /// What is still to be done about it; empty where nothing is.
    note: String,
    /// What the fund has of the campaign; what of the fund was shared out.
    #[schema(value_type = MoneyBody)]
    amount: Money,
    #[serde(skip)]
    href: String,
    #[serde(skip)]
    decision_words: String,
    #[serde(skip)]
    decision_href: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FundDay {
    /// `2026-03-14` in the community's zone.
    day: String,
    #[schema(value_type = MoneyBody)]
    balance: Money,
}

impl FundPage {
    fn are_all(&self, shown: &[TieView]) -> bool {
        shown.len() < usize::try_from(TIES).unwrap_or(usize::MAX)
    }
}

impl View for FundPage {
    fn title(&self) -> String {
        self.name.clone()
    }

    fn place(&self) -> Place {
        Place::Books
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.s.base.clone(), self.s.t.back_to_books())
    }
}

/// A fund with its balance over time.
#[utoipa::path(get, path = "/c/{slug}/books/funds/{fund}", tag = "books",
    params(("slug" = String, Path), ("fund" = i64, Path)),
    responses((status = 200, body = FundPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn read_fund(
    caller: Caller,
    State(site): State<Site>,
    Path((_, fund)): Path<(String, String)>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    let fund: i64 = fund.parse().map_err(|_| Problem::not_found())?;
    let found = site.db.read(move |reader| read(reader, s, fund)).await?;
    let page = found.ok_or_else(Problem::not_found)?;
    let (is_member, receives) = (caller.membership().is_some(), caller.can(Power::ConfirmPayments));
    Reply::page(&caller, &FundPage { is_member, receives, ..page })
}

fn read(reader: &mut Reader, s: Scene, id: i64) -> Result<Option<FundPage>, Fault> {
    let Some(fund) = ledger::fund(reader, s.community, id)? else { return Ok(None) };
    let mut names = Names::read(reader, &s)?;
    let mut accounts = Vec::new();
    for total in ledger::fund_accounts(reader, s.community, id, s.currency)? {
        let sign = if total.key.kind() == Kind::Expense { -1 } else { 1 };
        let account = names.account(reader, &s, &total.key)?;
        accounts.push(FundAccount {
            adds: Money::new(sign * total.balance_minor, total.key.currency()),
            name: words::purpose(s.t, total.key.purpose()),
            account,
        });
    }
    let days = ledger::fund_days(reader, s.community, id, s.currency)?;
    let filter = JournalFilter { fund: Some(id), ..JournalFilter::default() };
    let page = ledger::journal(reader, s.community, &filter, None, RECENT)?;
    let mut recent = names.entries(reader, &s, page.entries)?;
    for entry in &mut recent {
        // Equity and income add to a fund, expenses take away.
        entry.seen_by(|posting| match (posting.account.fund == Some(id), posting.account.kind) {
            (false, _) => 0,
            (true, Kind::Expense) => -1,
            (true, _) => 1,
        });
    }
    let (raised, shared_out) = if s.inside { ties(reader, &s, id)? } else { (Vec::new(), Vec::new()) };
    let date = |day| Timestamp::start_of_day(day, &s.zone).format(&s.zone, "%Y-%m-%d");
    Ok(Some(FundPage {
        id,
        kind: fund.kind,
        opened_at: fund.opened_at_us,
        balance: s.money(ledger::fund_balance(reader, s.community, id, s.currency)?),
        accounts,
        recent,
        raised,
        shared_out,
        chart: chart(&s, s.t.fund_chart(fund.name.clone()), &days, false),
        days: days.iter().map(|(day, minor)| FundDay { day: date(*day), balance: s.money(*minor) }).collect(),
        name: fund.name,
        is_member: false,
        receives: false,
        s,
    }))
}

/// What was raised for a fund, and what was shared out of it.
fn ties(reader: &mut Reader, s: &Scene, fund: i64) -> Result<(Vec<TieView>, Vec<TieView>), Fault> {
    let tie = |kind: &str, id: String, words, (decision, named): (Option<String>, String), minor| TieView {
        href: format!("/c/{}/{kind}/{id}", s.slug),
        decision_href: match &decision {
            Some(decision) => format!("/c/{}/decisions/{}", s.slug, query_escaped(decision)),
            None => String::new(),
        },
        decision_words: if named.is_empty() { s.t.see_decision() } else { named },
        amount: s.money(minor),
        note: String::new(),
        id,
        words,
        decision,
    };
    let raised = pools::campaigns_of_fund(reader, s.community, fund, TIES)?.into_iter().map(|one| {
        let decided = (Some(one.decision), one.decision_title);
        tie("campaigns", one.pool.to_string(), one.title, decided, one.released_minor)
    });
    let shared = distribution::distributions_of_fund(reader, s.community, fund, TIES)?;
    let mut shared_out = Vec::with_capacity(shared.len());
    for one in shared {
        let left = distribution::tax_left(reader, &one)?;
        let words = format!(
            "{} · {}",
            distribution::period_said(s.lang, &one.period),
            s.t.distribution_numbered(one.number)
        );
        let id = one.id.to_string();
        let tie = tie("distributions", id, words, (one.decision, String::new()), one.total_minor);
        let note = if left > 0 { s.t.fund_tax_left(s.money(left).to_string()) } else { String::new() };
        shared_out.push(TieView { note, ..tie });
    }
    Ok((raised.collect(), shared_out))
}
