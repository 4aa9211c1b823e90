//! A supplier's statement for a period: on the page, on paper, and as a table.

use super::NamesPools;
use super::scene::Scene;
use super::statement_words::{Explains, Said, Share};
use super::supplier_page::seen;
use crate::bank_file::cell;
use crate::refused::SupplierRefused;
use crate::rows::Supplier;
use crate::statement::{LineKind, Statement};
use crate::statement_read::statement;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use kernel::{Id, Timestamp};
use serde::Serialize;
use std::sync::Arc;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::{id, parameter};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Html, Place, Problem, Reply, Site, View};

/// Lines of a page.
const PAGE: usize = 200;

/// What happened between the community and a supplier.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "statement.html")]
pub(crate) struct StatementPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    supplier: Id<Supplier>,
    name: String,
    /// `2026-03-01`, the first day and the last.
    from: String,
    to: String,
    opening_minor: i64,
    /// Two hundred at once; the table to download has all.
    lines: Vec<StatementLine>,
    /// The value of `after` for the next page.
    next: Option<i64>,
    /// Of the period, by kind.
    sums: Vec<StatementSum>,
    closing_minor: i64,
    #[serde(skip)]
    mine: bool,
    /// Whether it is not the first page.
    #[serde(skip)]
    paged: bool,
    #[serde(skip)]
    first_day: String,
    #[serde(skip)]
    last_day: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct StatementLine {
    /// Its number in the journal.
    entry: i64,
    /// RFC 3339.
    happened_at: String,
    #[schema(value_type = String)]
    kind: LineKind,
    /// The id of the thing behind it, for programs: an order's, a payout's.
    cause: String,
    /// Which goods it is about, with how much of each; empty where it is about none.
    goods: String,
    /// `2026-03-14`: the day they were delivered or sold.
    goods_on: Option<String>,
    /// On what it rests, for people: purchase order, pool, payment.
    reference: String,
    /// Where that is to be seen, for whoever asks; null where it is nowhere for them.
    link: Option<String>,
    /// Of a sale, or of one that was given back: the price of the goods, and who had what of it, the supplier among them.
    #[serde(skip_serializing_if = "Option::is_none")]
    price_minor: Option<i64>,
    shares: Vec<Share>,
    /// In the supplier's favour where positive.
    amount_minor: i64,
    balance_minor: i64,
    #[serde(skip)]
    shared: String,
    #[serde(skip)]
    day: String,
    #[serde(skip)]
    goods_day: String,
    #[serde(skip)]
    words: String,
}

impl StatementLine {
    /// It rests on nothing that has a name: its entry stands beside it already.
    fn is_entry_alone(&self, s: &Scene) -> bool {
        self.reference == s.t.entry_numbered(self.entry)
    }
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct StatementSum {
    #[schema(value_type = String)]
    kind: LineKind,
    amount_minor: i64,
    #[serde(skip)]
    words: String,
}

impl View for StatementPage {
    fn title(&self) -> String {
        self.s.t.statement_title(self.name.as_str())
    }

    fn place(&self) -> Place {
        if self.mine && !self.s.of_office() { Place::Mine } else { Place::Desk }
    }

    fn back(&self) -> Option<Back> {
        let text = if self.mine { self.s.t.my_deliveries() } else { self.name.clone() };
        Back::to(format!("{}/supply/{}", self.s.base, self.supplier), text)
    }
}

impl StatementPage {
    fn link(&self, rest: &str) -> String {
        format!("{}/supply/{}/statement{rest}", self.s.base, self.supplier)
    }

    fn period(&self) -> String {
        format!("?from={}&to={}", self.from, self.to)
    }

    fn first(&self) -> Option<String> {
        self.paged.then(|| format!("{}{}", self.link(""), self.period()))
    }

    fn later(&self) -> Option<String> {
        self.next.map(|next| format!("{}{}&after={next}", self.link(""), self.period()))
    }
}

fn words(s: &Scene, kind: LineKind) -> String {
    match kind {
        LineKind::Sale => s.t.line_sale(),
        LineKind::SaleReturned => s.t.line_sale_returned(),
        LineKind::Bought => s.t.line_bought(),
        LineKind::Credit => s.t.line_credit(),
        LineKind::Payment => s.t.line_payment(),
        LineKind::PaymentReturned => s.t.line_payment_returned(),
        LineKind::PaymentTakenBack => s.t.line_payment_taken_back(),
        LineKind::Repayment => s.t.line_repayment(),
        LineKind::Surplus => s.t.line_surplus(),
        LineKind::Other => s.t.line_other(),
    }
}

/// `售价共 ¥26.00：公共基金 ¥1.30、互助金 ¥0.78、许记 ¥23.92`; nothing where all of it is the supplier's.
fn shared(s: &Scene, kind: LineKind, shares: &[Share]) -> String {
    if shares.iter().all(|one| one.own) {
        return String::new();
    }
    let part = |one: &Share| format!("{} {}", one.name, s.said(one.amount_minor));
    let parts = shares.iter().map(part).collect::<Vec<_>>().join(&s.t.list_comma());
    let price = s.said(shares.iter().map(|one| one.amount_minor).sum::<i64>());
    if kind == LineKind::SaleReturned {
        s.t.price_returned(price, parts)
    } else {
        s.t.price_shared(price, parts)
    }
}

/// The days that are meant: this month's, where none are named.
fn period(s: &Scene, pairs: &[(String, String)]) -> Result<(i64, i64), Problem> {
    let day = |name: &str| match parameter(pairs, name).filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => {
            let at = Timestamp::parse_local(&format!("{text} 00:00"), "%Y-%m-%d %H:%M", &s.zone);
            at.map(|at| Some(at.day(&s.zone))).ok_or_else(Problem::not_found)
        }
    };
    let today = s.now.day(&s.zone);
    let of_month: i64 = s.now.format(&s.zone, "%-d").parse().unwrap_or(1);
    let from = day("from")?.unwrap_or(today - of_month + 1);
    Ok((from, day("to")?.unwrap_or(today).max(from)))
}

/// Which of its lines are shown.
#[derive(Debug, Clone, Copy)]
struct Shown {
    /// Those behind this entry.
    after: Option<i64>,
    all: bool,
}

/// Given by the feature above.
#[derive(Clone)]
pub(crate) struct Pools(pub(crate) Arc<dyn NamesPools>);

async fn load(
    caller: &Caller,
    site: &Site,
    supplier: &str,
    pairs: &[(String, String)],
    Pools(pools): Pools,
    shown: Shown,
) -> Result<StatementPage, Problem> {
    let (s, supplier) = (Scene::of(caller, site)?, id::<Supplier>(supplier)?);
    let (from, to) = period(&s, pairs)?;
    let page = site.db.read(move |reader| {
        let row = match seen(reader, &s, supplier)? {
            Ok(row) => row,
            Err(why) => return Ok(Err(why)),
        };
        if !s.is(&row) && !s.of_money() {
            return Ok(Err(SupplierRefused::NotAllowed));
        }
        Ok(Ok(read(reader, s, row, ((from, to), shown), &pools)?))
    });
    Ok(page.await??)
}

fn read(
    reader: &mut Reader,
    s: Scene,
    row: Supplier,
    ((from, to), shown): ((i64, i64), Shown),
    pools: &Arc<dyn NamesPools>,
) -> Result<StatementPage, Fault> {
    let (starts, ends) = (Timestamp::start_of_day(from, &s.zone), Timestamp::start_of_day(to + 1, &s.zone));
    let found = match row.member {
        Some(member) => statement(reader, s.number, member, s.currency, (starts, ends))?,
        // Nothing can be owed to who has no account.
        None => Statement { opening_minor: 0, lines: Vec::new(), closing_minor: 0 },
    };
    let sum = |(kind, amount_minor)| StatementSum { kind, amount_minor, words: words(&s, kind) };
    let sums = found.sums().into_iter().map(sum).collect();
    // Only what is shown is explained.
    let seen = shown.after.and_then(|after| found.lines.iter().position(|line| line.change.entry == after));
    let begins = seen.map_or(0, |at| at + 1);
    let wanted = if shown.all { found.lines.len() } else { PAGE };
    let part: Vec<_> = found.lines.iter().skip(begins).take(wanted).collect();
    let is_more = begins + part.len() < found.lines.len();
    let next = part.last().map(|line| line.change.entry).filter(|_| is_more);
    let mut explains = row.member.map(|member| Explains::new(&s, member, pools));
    let mut lines = Vec::with_capacity(part.len());
    for line in part {
        let said = match &mut explains {
            Some(explains) => explains.said(reader, line)?,
            None => Said::default(),
        };
        lines.push(StatementLine {
            entry: line.change.entry,
            happened_at: line.change.happened_at.to_string(),
            kind: line.kind,
            cause: line.change.cause_id.clone(),
            goods: said.goods,
            goods_on: said.goods_at.map(|at| s.date(&at)),
            goods_day: said.goods_at.map(|at| s.day_text(&at)).unwrap_or_default(),
            reference: said.reference,
            link: said.path.map(|path| format!("{}{path}", s.base)),
            price_minor: (!said.shares.is_empty())
                .then(|| said.shares.iter().map(|one| one.amount_minor).sum()),
            shared: shared(&s, line.kind, &said.shares),
            shares: said.shares,
            amount_minor: line.change.minor,
            balance_minor: line.balance_minor,
            day: s.day_text(&line.change.happened_at),
            words: said.what.unwrap_or_else(|| words(&s, line.kind)),
        });
    }
    Ok(StatementPage {
        supplier: row.id,
        name: s.supplier_name(&row),
        from: s.date(&starts),
        to: s.date(&Timestamp::start_of_day(to, &s.zone)),
        opening_minor: found.opening_minor,
        lines,
        sums,
        closing_minor: found.closing_minor,
        mine: s.is(&row),
        next,
        paged: begins > 0,
        first_day: s.day_text(&starts),
        last_day: s.day_text(&Timestamp::start_of_day(to, &s.zone)),
        s,
    })
}

/// What a supplier was owed before a period, each change in it with its cause, and what they are owed after it: to the
/// supplier, and to who deals with money.
#[utoipa::path(get, path = "/c/{slug}/supply/{supplier}/statement", tag = "supply",
    params(("slug" = String, Path), ("supplier" = String, Path), ("from" = Option<String>, Query, description = "the first day"),
        ("to" = Option<String>, Query, description = "the last day"),
        ("after" = Option<i64>, Query, description = "the entry that the page before ended with")),
    responses((status = 200, body = StatementPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn statement_page(
    caller: Caller,
    State(site): State<Site>,
    Extension(pools): Extension<Pools>,
    Path((_, supplier)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let after = parameter(&pairs, "after").and_then(|after| after.parse().ok());
    let shown = Shown { after, all: false };
    Reply::page(&caller, &load(&caller, &site, &supplier, &pairs, pools, shown).await?)
}

/// The same as a table.
#[utoipa::path(get, path = "/c/{slug}/supply/{supplier}/statement.csv", tag = "supply",
    params(("slug" = String, Path), ("supplier" = String, Path), ("from" = Option<String>, Query), ("to" = Option<String>, Query)),
    responses((status = 200, description = "the statement as a table", content_type = "text/csv", body = String),
        (status = 401, body = web::ProblemBody), (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn statement_csv(
    caller: Caller,
    State(site): State<Site>,
    Extension(pools): Extension<Pools>,
    Path((_, supplier)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let shown = Shown { after: None, all: true };
    let page = load(&caller, &site, &supplier, &pairs, pools, shown).await?;
    let file = format!("statement-{}-{}.csv", page.from, page.to);
    Reply::download("text/csv; charset=utf-8", &file, table(&page))
}

/// With a mark of UTF-8 at the beginning, by which spreadsheets know it.
fn table(page: &StatementPage) -> String {
    let (s, t) = (&page.s, page.s.t);
    let heads = [t.day(), t.what(), t.goods(), t.goods_on(), t.cause(), t.entry(), t.amount(), t.balance()];
    let heads = heads.into_iter().chain([t.price_in_all(), t.who_had_what()]);
    let heads: Vec<String> = heads.map(|head| cell(&head)).collect();
    let mut csv = format!("\u{feff}{}\r\n", heads.join(","));
    let sum = |minor: i64| s.sum(minor).plain();
    let mut row = |cells: [String; 10]| {
        csv.push_str(&cells.join(","));
        csv.push_str("\r\n");
    };
    let none = String::new;
    let total = |day: &str, words: String, minor: i64| {
        let [goods, on, cause, entry, amount] = [none(), none(), none(), none(), none()];
        [day.to_owned(), cell(&words), goods, on, cause, entry, amount, sum(minor), none(), none()]
    };
    row(total(&page.from, t.opening(), page.opening_minor));
    for line in &page.lines {
        let at = Timestamp::parse(&line.happened_at).map_or_else(none, |at| s.date(&at));
        let (amount, balance) = (sum(line.amount_minor), sum(line.balance_minor));
        let (goods, on) = (cell(&line.goods), line.goods_on.clone().unwrap_or_default());
        let (cause, entry) = (cell(&line.reference), line.entry.to_string());
        let price = line.price_minor.map_or_else(none, sum);
        let shares = cell(&line.shared);
        row([at, cell(&line.words), goods, on, cause, entry, amount, balance, price, shares]);
    }
    row(total(&page.to, t.closing(), page.closing_minor));
    csv
}

impl StatementPage {
    fn money(&self, minor: &i64) -> Html {
        self.s.money(minor)
    }
}
