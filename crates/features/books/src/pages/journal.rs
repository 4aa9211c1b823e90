//! The journal: pages of entries, newest first, by fund, kind, account, person and day.

use crate::scene::{EntryView, MoneyBody, Names, Scene};
use crate::words;
use askama::Template;
use axum::extract::{Query, State};
use kernel::{Money, Timestamp};
use ledger::{JournalFilter, JournalPlace, Kind, Purpose};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use store::{Fault, Reader};
use utoipa::{IntoParams, ToSchema};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Place, Reply, Site, View, query_escaped};

const PAGE: i64 = 25;

/// All texts, so that what was typed stays in the form.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct JournalQuery {
    kind: String,
    fund: String,
    /// `bank`, `held`, `owed`, …
    purpose: String,
    /// A book name.
    person: String,
    /// The first day, `2026-03-01`.
    from: String,
    /// The last day.
    until: String,
    /// The id of an order, a payment …: all its entries, oldest first, without pages.
    cause: String,
    /// From `next` of the page before.
    below: String,
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "journal.html")]
pub(crate) struct JournalView {
    #[serde(skip)]
    s: Scene,
    entries: Vec<EntryView>,
    /// The value of `below` for the next page.
    next: Option<String>,
    /// Of a fund's income or expense: what all the entries that pass come to together, those of other pages among them.
    #[schema(value_type = Option<MoneyBody>)]
    total: Option<Money>,
    #[serde(skip)]
    query: JournalQuery,
    #[serde(skip)]
    errors: Errors,
    #[serde(skip)]
    kinds: Vec<(String, String)>,
    #[serde(skip)]
    funds: Vec<(String, String)>,
    #[serde(skip)]
    purposes: Vec<(String, String)>,
}

impl View for JournalView {
    fn title(&self) -> String {
        self.s.t.journal()
    }

    fn place(&self) -> Place {
        Place::Books
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.s.base.clone(), self.s.t.back_to_books())
    }
}

impl JournalQuery {
    fn filters(&self) -> [(&'static str, &str); 6] {
        [
            ("kind", &self.kind),
            ("fund", &self.fund),
            ("purpose", &self.purpose),
            ("person", &self.person),
            ("from", &self.from),
            ("until", &self.until),
        ]
    }

    fn is_filtered(&self) -> bool {
        self.filters().iter().any(|(_, value)| !value.trim().is_empty())
    }

    /// The same filter with another place.
    fn link(&self, base: &str, below: Option<&str>) -> String {
        let given = self.filters().into_iter().chain(below.map(|below| ("below", below)));
        let pairs: Vec<_> = given
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", query_escaped(value)))
            .collect();
        let mark = if pairs.is_empty() { "" } else { "?" };
        format!("{base}/journal{mark}{}", pairs.join("&"))
    }

    /// All but the person, who is looked for in the database.
    fn read(&self, s: &Scene) -> Result<JournalFilter, Errors> {
        let mut check = Check::new(s.lang);
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let from = given(&self.from).map(|day| check.date("from", &day, &s.zone));
        let until = given(&self.until).map(|day| next_day(check.date("until", &day, &s.zone), s));
        let fund = given(&self.fund).map(|fund| check.whole("fund", &fund, 1..=i64::MAX));
        let purpose = given(&self.purpose).and_then(|code| {
            let purpose = Purpose::parse(&code);
            check.require("purpose", purpose.is_some(), || s.t.journal_empty());
            purpose
        });
        check.done(JournalFilter { kind: given(&self.kind), fund, purpose, owner: None, from, until })
    }
}

/// The bound is before this: the day given is still in.
fn next_day(start: Timestamp, s: &Scene) -> Timestamp {
    // Half a day on, as a day may have 23 hours.
    let within = start.plus(Duration::from_secs(12 * 3600));
    Timestamp::start_of_day(within.day(&s.zone) + 1, &s.zone)
}

/// The journal, newest first. For members; for all where the charter says so.
#[utoipa::path(get, path = "/c/{slug}/books/journal", tag = "books",
    params(("slug" = String, Path), JournalQuery),
    responses((status = 200, body = JournalView), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn read_journal(
    caller: Caller,
    State(site): State<Site>,
    Query(query): Query<JournalQuery>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    let view = site.db.read(move |reader| read(reader, s, query)).await?;
    if view.errors.is_empty() {
        Reply::page(&caller, &view)
    } else {
        Reply::form_refused(&caller, &view, &view.errors)
    }
}

fn read(reader: &mut Reader, s: Scene, query: JournalQuery) -> Result<JournalView, Fault> {
    let mut names = Names::read(reader, &s)?;
    let Filtered { entries, next, total, errors } = if query.cause.is_empty() {
        filtered(reader, &s, &query, &mut names)?
    } else {
        let entries = ledger::by_cause(reader, s.community, query.cause.trim())?;
        Filtered { entries: names.entries(reader, &s, entries)?, ..Filtered::default() }
    };
    let any = |rest: Vec<(String, String)>| -> Vec<_> {
        [(String::new(), s.t.filter_any())].into_iter().chain(rest).collect()
    };
    let kinds = ledger::entry_kinds(reader, s.community)?;
    let kinds = any(kinds.into_iter().map(|kind| (words::entry_kind(s.t, &kind), kind)).map(swap).collect());
    let funds = any(names.funds().into_iter().map(|(id, name)| (id.to_string(), name)).collect());
    let purposes =
        any(Purpose::ALL.iter().map(|one| (one.code().to_owned(), words::purpose(s.t, *one))).collect());
    Ok(JournalView { entries, next, total, query, errors, kinds, funds, purposes, s })
}

fn swap((a, b): (String, String)) -> (String, String) {
    (b, a)
}

/// What passes a filter.
#[derive(Default)]
struct Filtered {
    entries: Vec<EntryView>,
    next: Option<String>,
    total: Option<Money>,
    errors: Errors,
}

fn filtered(
    reader: &mut Reader,
    s: &Scene,
    query: &JournalQuery,
    names: &mut Names,
) -> Result<Filtered, Fault> {
    let wrong = |errors| Filtered { errors, ..Filtered::default() };
    let mut filter = match query.read(s) {
        Ok(filter) => filter,
        Err(errors) => return Ok(wrong(errors)),
    };
    let person = query.person.trim();
    if !person.is_empty() {
        let Some(member) = community::member_by_book_name(reader, s.community, person)? else {
            let mut errors = Errors::none();
            errors.add("person", s.t.no_such_person());
            return Ok(wrong(errors));
        };
        filter.owner = Some(member.to_string());
    }
    let place = JournalPlace::parse(&query.below);
    let page = ledger::journal(reader, s.community, &filter, place, PAGE)?;
    let next = page.next.map(|next| next.code());
    let mut entries = names.entries(reader, s, page.entries)?;
    if let Some(fund) = filter.fund {
        // An order is of several: the fund's part is what was looked for.
        for entry in &mut entries {
            entry.seen_by(|posting| {
                let of_purpose = filter.purpose.is_none_or(|purpose| purpose == posting.account.purpose);
                match (posting.account.fund == Some(fund) && of_purpose, posting.account.kind) {
                    (false, _) => 0,
                    (true, Kind::Expense) => -1,
                    (true, _) => 1,
                }
            });
        }
    }
    Ok(Filtered { entries, next, total: total(reader, s, &filter)?, errors: Errors::none() })
}

/// Only where the books sum it: income and expense of a fund, of whatever kind and whomever.
fn total(reader: &mut Reader, s: &Scene, filter: &JournalFilter) -> Result<Option<Money>, Fault> {
    let (Some(fund), Some(purpose), None, None) = (filter.fund, filter.purpose, &filter.kind, &filter.owner)
    else {
        return Ok(None);
    };
    let sign = match purpose.kind() {
        Kind::Income => 1,
        Kind::Expense => -1,
        _ => return Ok(None),
    };
    let from = filter.from.unwrap_or(Timestamp::from_micros(i64::MIN));
    let until = filter.until.unwrap_or(Timestamp::from_micros(i64::MAX));
    let earned = ledger::earned(reader, s.community, (fund, s.currency), (from, from, until))?;
    let minor =
        earned.flows.iter().filter(|flow| flow.purpose == purpose).map(|flow| flow.minor).sum::<i64>();
    Ok(Some(s.money(sign * minor)))
}

impl JournalView {
    /// What the list is narrowed to, in the words of the form.
    fn chosen(&self) -> Vec<String> {
        let among = |choices: &[(String, String)], code: &str| -> Option<String> {
            let found = choices.iter().find(|(known, _)| !code.is_empty() && known == code);
            found.map(|(_, text)| text.clone())
        };
        let (q, t) = (&self.query, self.s.t);
        let typed = |label: String, text: &str| {
            Some(format!("{label} {}", text.trim())).filter(|_| !text.trim().is_empty())
        };
        let all = [
            among(&self.kinds, &q.kind),
            among(&self.funds, &q.fund),
            among(&self.purposes, &q.purpose),
            typed(t.filter_person(), &q.person),
            typed(t.filter_from(), &q.from),
            typed(t.filter_until(), &q.until),
        ];
        all.into_iter().flatten().collect()
    }

    fn total_text(&self) -> Option<String> {
        self.total.as_ref().map(words::signed)
    }

    fn older(&self) -> Option<String> {
        self.next.as_ref().map(|next| self.query.link(&self.s.base, Some(next)))
    }

    fn newest(&self) -> Option<String> {
        (!self.query.below.is_empty()).then(|| self.query.link(&self.s.base, None))
    }
}
