//! Many payments entered together: what is awaited in rows to tick, a pasted text that ticks them, one day, one button.
//! Features above show what they await on the same page.

use super::held_against::{held_against, possible_days};
use super::scene::Scene;
use super::ticks::{Tick, Told, Uncertain, came_of, lend, prints_said, shown, tick};
use super::words;
use crate::arrivals::{self, Awaited, Doubt, Print, Reading};
use crate::ops::LinePrint;
use crate::payment::{ArrivedAt, MethodCode, REFERENCE_CHARS_MAX};
use askama::Template;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Html, Place, Problem, Reply, Site, View};

/// So many rows on the page of which nobody has said anything; what is beyond comes up as these are done.
const ROWS_MAX: usize = 300;
/// What a pasted text is read against, shown or not.
pub const READ_MAX: usize = 5_000;
const TEXT_CHARS_MAX: usize = 60_000;
/// A request enters at most so many.
const TICKS_MAX: usize = 500;

/// Something that waits for its money.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = AwaitedPayment)]
pub struct DueRow {
    pub id: String,
    /// Who pays.
    pub name: String,
    /// Other names of the payer, as they stand in a list.
    pub also: Vec<String>,
    /// What a payment should quote.
    pub code: String,
    /// What it is for.
    pub what: String,
    pub due_minor: i64,
    /// What the payer wrote, where a payment is claimed.
    pub proof: Option<String>,
    pub claimed: bool,
    /// The caller's own: somebody else has to confirm it.
    pub own: bool,
    /// The same for all of one payer.
    #[serde(skip)]
    pub who: String,
    /// Other ways to quote it.
    #[serde(skip)]
    pub codes: Vec<String>,
    /// Words that tell where the payer lives.
    #[serde(skip)]
    pub places: Vec<String>,
    #[serde(skip)]
    pub href: String,
    /// Until when it waits.
    #[serde(skip)]
    pub until: Option<Html>,
}

/// What a page of many payments is about.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Where it stands, below the community.
    pub at: String,
    /// Of what the payments are; empty: of everything.
    pub title: String,
    pub back: Option<Back>,
    /// What waits, in the order in which it is shown: at most `READ_MAX`. A page shows all that a pasted text is about, and others up to
    /// `ROWS_MAX`.
    pub rows: Vec<DueRow>,
    /// More of it than there are rows.
    pub more: i64,
    /// The time of day counts, not the day alone.
    pub by_the_hour: bool,
}

/// Which have paid.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct TogetherForm {
    /// What is ticked, with the sum that was shown: `ord_01k…=48.00`; behind it the line that says so, as it was read, and when it came.
    pub paid: Vec<String>,
    /// `bank_transfer` or `collection_code`.
    pub method: String,
    /// The day or the instant: `2026-03-14`, `2026-03-14T20:00`.
    pub arrived_on: String,
    /// Of the bank, for all of them. May be empty.
    pub reference: String,
    /// `on`: it is another transfer than the one that was entered with this reference before, for something that is not ticked here. Without it
    /// that is `reference_used`.
    pub another_transfer: String,
    /// Lines of a chat or a statement, to be read: who paid how much. Nothing is entered by it.
    pub text: String,
    /// Lines of that text that are not certain, by their sums, as they were read: `48.00=l07…`, and what whom they name has to pay of that
    /// sum: `=ord_01k…`. What is ticked by hand of the same sum is remembered with them, so that they are not offered to another once more;
    /// one that cannot be read is passed over.
    pub uncertain: Vec<String>,
    /// How many payments it was certain about and has not ticked: while there are any, the answer has the text once more.
    pub unticked: String,
}

/// What is entered for each that is ticked.
#[derive(Debug, Clone)]
pub struct Asked {
    pub ticks: Vec<Tick>,
    pub method: MethodCode,
    pub at: ArrivedAt,
    pub reference: String,
}

/// What waits for its money, what was read of a pasted text, and what was entered just now.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "together.html")]
pub struct TogetherPage {
    #[serde(skip)]
    s: Scene,
    #[serde(skip)]
    sheet: Sheet,
    waiting: Vec<DueRow>,
    /// More that waits than `waiting` has.
    more: i64,
    /// Ids of what is ticked: what lines are certain about.
    ticked: BTreeSet<String>,
    lines: Vec<ReadView>,
    /// Payments that lines are certain about, beyond what can be entered at once: to be read again when these are.
    unticked: i64,
    confirmed: Vec<ConfirmedView>,
    confirmed_minor: i64,
    refused: Vec<RefusedView>,
    #[serde(skip)]
    form: TogetherForm,
    #[serde(skip)]
    errors: Errors,
    #[serde(skip)]
    ways: Vec<(String, String)>,
}

/// What was read of a line.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ReadPaymentLine)]
pub(crate) struct ReadView {
    words: String,
    #[schema(value_type = String)]
    reading: Reading,
    #[schema(value_type = Option<String>)]
    doubt: Option<Doubt>,
    amount_minor: Option<i64>,
    /// Ids of what it pays, or might.
    of: Vec<String>,
    #[serde(skip)]
    said: String,
    #[serde(skip)]
    prints: Vec<LinePrint>,
    #[serde(skip)]
    number: Option<String>,
    /// Ids of what of its sum is to be paid by whom it names; None: it names nobody.
    #[serde(skip)]
    named: Option<Vec<String>>,
    /// When it came, where its line tells it: `2026-11-26`, `2026-11-26T10:22`.
    came: Option<String>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ConfirmedTogether)]
pub(crate) struct ConfirmedView {
    id: String,
    amount_minor: i64,
    entry: Option<i64>,
    #[serde(skip)]
    seen: Option<(String, String)>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = RefusedTogether)]
pub(crate) struct RefusedView {
    id: String,
    amount_minor: i64,
    /// `already_confirmed`, `amount_differs`, `order_over`, `own_payment`, …
    code: &'static str,
    said: String,
    #[serde(skip)]
    called: String,
    #[serde(skip)]
    href: Option<String>,
}

impl View for TogetherPage {
    fn title(&self) -> String {
        match self.sheet.title.is_empty() {
            true => self.s.t.together_title(),
            false => self.s.t.together_of(self.sheet.title.as_str()),
        }
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        self.sheet.back.clone()
    }
}

impl TogetherPage {
    fn leads_back(&self) -> bool {
        self.confirmed.iter().any(|one| one.seen.is_some())
    }

    /// As any other day or time.
    fn came_words(&self, came: &str) -> String {
        let s = &self.s;
        match came_of(came, &s.zone).map(ArrivedAt::first) {
            Some(at) if came.contains('T') => ui::time_text(&at, &s.zone, s.lang, &s.now),
            Some(at) => ui::day_text(&at, &s.zone, s.lang, &s.now),
            None => came.to_owned(),
        }
    }

    fn asks_another(&self) -> bool {
        self.errors.on("another_transfer").is_some() || !self.form.another_transfer.is_empty()
    }

    fn link(&self, rest: &str) -> String {
        format!("{}{}{rest}", self.s.base, self.sheet.at)
    }

    fn is_ticked(&self, row: &DueRow) -> bool {
        self.ticked.contains(&row.id)
    }

    fn value(&self, row: &DueRow) -> String {
        let ticked = format!("{}={}", row.id, self.s.sum(row.due_minor).plain());
        let is_same = |tick: &&String| tick.strip_prefix(&*ticked).is_some_and(|rest| rest.starts_with('='));
        let fits = |line: &&ReadView| line.reading != Reading::Unclear && line.doubt != Some(Doubt::Booked);
        match self.lines_of(row).find(fits) {
            // Behind what was sent stands the line that said so.
            None => self.form.paid.iter().find(|tick| is_same(tick)).unwrap_or(&ticked).clone(),
            Some(line) => {
                let (number, came) = (line.number.as_deref(), line.came.as_deref());
                format!(
                    "{ticked}={}={}={}",
                    prints_said(&line.prints),
                    number.unwrap_or_default(),
                    came.unwrap_or_default()
                )
            }
        }
    }

    fn lines_of<'a>(&'a self, row: &'a DueRow) -> impl Iterator<Item = &'a ReadView> {
        self.lines.iter().filter(|line| line.of.contains(&row.id))
    }

    /// Lines that are about nothing on the page.
    fn strays(&self) -> Vec<&ReadView> {
        self.lines.iter().filter(|line| line.reading == Reading::Unclear || line.of.is_empty()).collect()
    }

    /// What the form says of the lines that are not certain; where nothing was read just now, what it said before.
    fn uncertain(&self) -> Vec<String> {
        if self.lines.is_empty() {
            return self.form.uncertain.clone();
        }
        self.lines.iter().filter_map(|line| line.uncertain(&self.s)).collect()
    }

    fn sum(&self) -> i64 {
        self.waiting.iter().map(|row| row.due_minor).sum()
    }

    fn ticked_words(&self) -> String {
        let ticked = self.waiting.iter().filter(|row| self.is_ticked(row));
        let (count, minor) = ticked.fold((0, 0), |(count, sum), row| (count + 1, sum + row.due_minor));
        self.s.t.together_ticked(count, self.s.said(minor))
    }

    /// As a script fills it in when boxes are ticked by hand; without one only what was ticked by reading is said.
    fn ticked_now_words(&self) -> String {
        self.s.t.together_ticked_now("{count}", "{sum}")
    }

    /// Of more than a page shows: all that the lines are about, or that is ticked, and of the others as many as there is room for.
    fn show_first(&mut self) {
        let told: BTreeSet<&String> =
            self.lines.iter().flat_map(|line| &line.of).chain(&self.ticked).collect();
        self.waiting = shown(&self.sheet.rows, &told, ROWS_MAX);
        self.more = self.sheet.more + (self.sheet.rows.len() - self.waiting.len()) as i64;
    }

    fn certain(&self) -> i64 {
        self.lines.iter().filter(|line| line.reading == Reading::Certain).count() as i64
    }
}

impl ReadView {
    /// Its sum, and by what it is known again: where it may have paid something, and nobody knows what.
    fn uncertain(&self, s: &Scene) -> Option<String> {
        let none = matches!(
            self.doubt,
            Some(Doubt::Booked | Doubt::WentOut | Doubt::Returned | Doubt::NotYet) | None
        );
        let amount_minor = self.amount_minor.filter(|minor| *minor > 0 && !none)?;
        Some(Uncertain::said(&s.sum(amount_minor).plain(), &self.prints, self.named.as_deref()))
    }
}

impl Sheet {
    /// The page, with nothing ticked or everything.
    ///
    /// # Errors
    /// Of the caller's.
    pub fn page(self, caller: &Caller, site: &Site, all: bool) -> Answer {
        let mut page = self.view(caller, site, TogetherForm::default())?;
        if all {
            page.ticked = page.waiting.iter().filter(|row| !row.own).map(|row| row.id.clone()).collect();
        }
        Reply::page(caller, &page)
    }

    /// The page with what a pasted text says: ticked is what it is certain about, and what was ticked before.
    ///
    /// # Errors
    /// Of the caller's.
    pub async fn read(self, caller: &Caller, site: &Site, form: TogetherForm) -> Answer {
        let mut check = Check::new(caller.lang);
        check.long_text("text", &form.text, 0..=TEXT_CHARS_MAX);
        if let Err(errors) = check.done(()) {
            return self.again(caller, site, form, errors);
        }
        let mut page = self.view(caller, site, form)?;
        page.form.uncertain.clear();
        page.ticked = ticked(&page.form);
        let all = page.sheet.rows.clone();
        let awaited: Vec<Awaited> = all
            .iter()
            .map(|row| Awaited {
                who: row.who.clone(),
                names: row.also.iter().chain([&row.name]).cloned().collect(),
                codes: row.codes.iter().chain([&row.code]).cloned().collect(),
                due_minor: row.due_minor,
                places: row.places.clone(),
            })
            .collect();
        let exponent = page.s.currency.exponent();
        let text = page.form.text.clone();
        let read = move |booked: &BTreeSet<Print>| arrivals::read(&text, &awaited, exponent, booked);
        let (lines, entered) = held_against(site, page.s.clone(), read).await?;
        let possible = possible_days(site, &page.s, &lines).await?;
        for line in lines {
            let rows: Vec<&DueRow> = line.rows.iter().map(|row| &all[*row]).collect();
            if line.reading == Reading::Certain {
                let others = rows.iter().filter(|row| !row.own).map(|row| row.id.clone());
                page.unticked += tick(&mut page.ticked, others.collect(), TICKS_MAX);
            }
            let maybe = |print: &Print| entered.get(&Print::Likeness(print.words().to_owned()));
            let known = line.prints.iter().find_map(|print| entered.get(print).or_else(|| maybe(print)));
            let named = !matches!(line.doubt, Some(Doubt::NoName | Doubt::SumOnly | Doubt::NumberOnly));
            let due = rows.iter().filter(|row| Some(row.due_minor) == line.amount_minor);
            page.lines.push(ReadView {
                named: named.then(|| due.map(|row| row.id.clone()).collect()),
                said: match (line.doubt, known) {
                    (Some(Doubt::Booked), Some(said)) => said.clone(),
                    (None | Some(Doubt::NotPlain | Doubt::Unsaid), _) if line.quoted => {
                        let doubt = line.doubt.map(|doubt| words::doubt(page.s.t, doubt));
                        [Some(page.s.t.read_by_number()), doubt]
                            .into_iter()
                            .flatten()
                            .collect::<Vec<_>>()
                            .join(" · ")
                    }
                    (doubt, _) => doubt.map_or_else(String::new, |doubt| words::doubt(page.s.t, doubt)),
                },
                prints: line.prints.iter().map(LinePrint::of).collect(),
                number: line.number,
                came: line.came.filter(|came| possible.contains(came)),
                of: rows.iter().map(|row| row.id.clone()).collect(),
                words: line.words,
                reading: line.reading,
                doubt: line.doubt,
                amount_minor: line.amount_minor,
            });
        }
        page.show_first();
        Reply::page(caller, &page)
    }

    /// The page with what was typed, and what is wrong with it.
    ///
    /// # Errors
    /// Of the caller's.
    pub fn again(self, caller: &Caller, site: &Site, form: TogetherForm, errors: Errors) -> Answer {
        let mut page = self.view(caller, site, form)?;
        page.ticked = ticked(&page.form);
        page.show_first();
        page.errors = errors.clone();
        Reply::form_refused(caller, &page, &errors)
    }

    /// The page after something was entered. `called`: of what is no row any more, how it is called and where it is looked at.
    ///
    /// # Errors
    /// Of the caller's.
    pub fn told(
        self,
        caller: &Caller,
        site: &Site,
        form: TogetherForm,
        told: Vec<Told>,
        called: impl Fn(&str) -> Option<(String, String)>,
    ) -> Answer {
        let unticked = form.unticked.trim().parse().unwrap_or(0);
        let kept = if unticked > 0 { form.text } else { String::new() };
        let mut page = self.view(caller, site, TogetherForm { text: kept, ..TogetherForm::default() })?;
        page.unticked = unticked;
        for one in told {
            match one.done {
                Ok(entry) => {
                    let (seen, amount_minor) = (called(&one.id), one.amount_minor);
                    page.confirmed_minor += amount_minor;
                    page.confirmed.push(ConfirmedView { id: one.id, amount_minor, entry, seen });
                }
                Err((code, said)) => {
                    let row = page.waiting.iter().find(|row| row.id == one.id);
                    let known = row.map(|row| (format!("{} · {}", row.name, row.code), row.href.clone()));
                    let known = known.or_else(|| called(&one.id));
                    let (called, href) = known.map_or_else(|| (one.id.clone(), None), |(a, b)| (a, Some(b)));
                    let (id, amount_minor) = (one.id, one.amount_minor);
                    page.refused.push(RefusedView { id, amount_minor, code, said, called, href });
                }
            }
        }
        Reply::page(caller, &page)
    }

    fn view(self, caller: &Caller, site: &Site, mut form: TogetherForm) -> Result<TogetherPage, Problem> {
        let s = Scene::of(caller, site)?;
        if form.arrived_on.is_empty() {
            form.arrived_on = if self.by_the_hour { s.this_minute() } else { s.today() };
        }
        if form.method.is_empty() {
            form.method = MethodCode::BankTransfer.code().to_owned();
        }
        Ok(TogetherPage {
            ways: super::record_payment::ways_seen(&s),
            waiting: self.rows.iter().take(ROWS_MAX).cloned().collect(),
            more: self.more + self.rows.len().saturating_sub(ROWS_MAX) as i64,
            sheet: self,
            ticked: BTreeSet::new(),
            lines: Vec::new(),
            unticked: 0,
            confirmed: Vec::new(),
            confirmed_minor: 0,
            refused: Vec::new(),
            form,
            errors: Errors::none(),
            s,
        })
    }
}

/// Ids of what was ticked.
fn ticked(form: &TogetherForm) -> BTreeSet<String> {
    form.paid.iter().filter_map(|tick| Some(tick.split_once('=')?.0.to_owned())).collect()
}

/// What a form asks to be entered.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn asked(
    check: Check,
    caller: &Caller,
    form: &TogetherForm,
    at: ArrivedAt,
) -> Result<Asked, Errors> {
    let mut check = check;
    let t = crate::t(caller.lang);
    let currency = caller.community().map(|community| community.currency);
    let zone = caller.community().ok().map(|community| community.zone.clone());
    let method = check.choice("method", &form.method, super::record_payment::seen);
    let reference = check.text("reference", &form.reference, 0..=REFERENCE_CHARS_MAX);
    let mut ticks: Vec<Tick> = Vec::new();
    for tick in &form.paid {
        match Tick::read(tick, currency.as_ref().ok().copied(), zone.as_ref()) {
            Some(tick) if ticks.iter().any(|other| other.id == tick.id) => {}
            Some(tick) => ticks.push(tick),
            None => check.refuse("paid", t.together_tick_unread(tick.as_str())),
        }
    }
    // No more than a memory: what cannot be read is no reason to refuse anybody's payment.
    let said = form.uncertain.iter().take(arrivals::LINES_MAX);
    let lines: Vec<Uncertain> =
        said.filter_map(|said| Uncertain::read(said, currency.as_ref().ok().copied())).collect();
    lend(&mut ticks, &lines);
    check.require("paid", !ticks.is_empty(), || t.together_nobody());
    check.require("paid", ticks.len() <= TICKS_MAX, || t.together_too_many(TICKS_MAX as i64));
    let method = method.unwrap_or(MethodCode::BankTransfer);
    check.done(Asked { ticks, method, at, reference })
}
