//! The page on which a list is looked through: what was understood, what is to be said, what it comes to.

use super::give_back::GiveBackView;
use super::group_buys::say_group_buys;
use super::items::ItemForm;
use super::left_over::{LeftOverView, left_over, say_ordered};
use super::lines::in_order;
use super::list_view::{ItemView, ReadLineView, choices};
use super::money::MoneyView;
use super::namesakes::at_line;
use super::new_list::UNNAMED_TOLD;
use super::no_place::NoPlaceView;
use super::scene::{Scene, called_in_full};
use super::short::ShortView;
use super::supplied::{SuppliedForm, SuppliedView};
use super::table_told::TableTold;
use super::taken_back::{self, TakenBackView};
use super::terms::{TermsForm, TermsView};
use crate::line::{Doing, LineState, Mark};
use crate::offering::is_to_offer;
use crate::ops::incoming::INSTEAD_OR_BESIDES;
use crate::ops::older_copy;
use crate::parts::{PartOf, parts_standing};
use crate::reading::{is_beyond, nearest};
use crate::refused::ListRefused;
use crate::rows::{Goods, ListItem, ListLine, OrderList};
use crate::whole::Whole;
use askama::Template;
use axum::extract::{Path, Query, State};
use kernel::Id;
use market::OnSale;
use market::order::State as At;
use market::rows::Order;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::{id, parameter};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Errors, Html, Place, Problem, Reply, Site, View};

/// Lines on a page: a phone scrolls through so many.
pub(super) const PAGE: usize = 60;
/// Offers to choose from for each thing.
const CHOICES: usize = 200;
/// Rows of a line's form that are left empty.
const SPARE: usize = 2;

/// A list with what was understood of it.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "list.html")]
pub(crate) struct ListPage {
    #[serde(skip)]
    pub(super) s: Scene,
    #[schema(value_type = String)]
    list: Id<OrderList>,
    number: i64,
    title: String,
    /// All of the line that it is called by; null where the title is that.
    title_in_full: Option<String>,
    /// RFC 3339.
    pasted_at: String,
    /// Until when it can be paid. RFC 3339.
    pay_until: String,
    /// That is over: what is ordered now is held for a day.
    pay_over: bool,
    erased: bool,
    certain: i64,
    likely: i64,
    unclear: i64,
    mended: i64,
    /// Orders made of it that count.
    orders: i64,
    /// None of its orders stands: it may be deleted.
    deletable: bool,
    money: MoneyView,
    terms: TermsView,
    /// Orders without a slot where the list is fetched.
    no_place: Option<NoPlaceView>,
    items: Vec<ItemView>,
    /// People whose lines are not in the list any more and count until somebody says otherwise.
    gone: Vec<String>,
    /// People whose withdrawal, or change, is not in the list any more: it stands until somebody says otherwise.
    withdrawal_gone: Vec<String>,
    /// Names in whose rows of a table another name stands: they are called as before.
    #[serde(skip)]
    renamed: Vec<String>,
    /// Rows of the table that was just read that have no name.
    #[serde(skip)]
    unnamed: Vec<u32>,
    /// Of the table that was just read: names with the room or the note that it told, and those of whom it has another room than the list.
    #[serde(skip)]
    table_told: TableTold,
    #[serde(skip)]
    where_of: BTreeMap<String, String>,
    #[serde(skip)]
    notes_of: BTreeMap<String, String>,
    /// What is wanted and could not be ordered when orders were made last.
    left_over: Vec<LeftOverView>,
    /// The same in a sum, where it is for want of stock.
    short: Option<ShortView>,
    /// Who has paid and wants less by now, or nothing.
    give_back: Vec<GiveBackView>,
    /// Unpaid orders that making the orders would call off, where it is agreed to.
    taken_back: Vec<TakenBackView>,
    /// Things with a price that nobody sells yet.
    to_offer: i64,
    #[serde(skip)]
    supplied: SuppliedView,
    /// Those that somebody has to look at come first.
    lines: Vec<ReadLineView>,
    /// The value of `from` for the next page.
    next: Option<usize>,
    #[serde(skip)]
    from: usize,
    #[serde(skip)]
    choices: Vec<(String, String)>,
    /// More is sold than a list is held against: the newest of it.
    beyond: bool,
    #[serde(skip)]
    pasted: Html,
    #[serde(skip)]
    pays: String,
    #[serde(skip)]
    pub(super) typed: Typed,
    #[serde(skip)]
    pub(super) errors: Errors,
}

/// What stands in a form that came back.
#[derive(Debug, Clone, Default)]
pub(super) enum Typed {
    #[default]
    Nothing,
    Text(String),
    /// A file, which no page gives back.
    Table,
    /// And the row that is wrong, from 0.
    Line(i64, MendForm, usize),
    Terms(TermsForm),
    Item(i64, ItemForm),
    Offer(i64, ItemForm),
    Supplied(SuppliedForm),
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct MendForm {
    pub(super) name: String,
    /// `order`, `add`, `replace`, `withdraw`, or `none` for no order.
    pub(super) action: String,
    /// Numbers of items.
    pub(super) item: Vec<String>,
    /// Of each, how much; for what is withdrawn an empty one means all.
    pub(super) quantity: Vec<String>,
    pub(super) note: String,
    /// Of the line as it was looked at: when somebody else has mended it since, it is refused. Empty: whatever it is.
    pub(super) revision: String,
    /// `on`: only whose line it is is said; what else is asked of it stays asked.
    pub(super) who: String,
}

impl View for ListPage {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/lists", self.s.base), self.s.t.lists_title())
    }
}

impl ListPage {
    fn at(&self, rest: &str) -> String {
        self.s.at(self.list, rest)
    }

    fn older(&self) -> Option<String> {
        Some(format!("{}?from={}", self.at(""), self.next?))
    }

    fn first(&self) -> Option<String> {
        (self.from > 0).then(|| self.at(""))
    }

    fn roomed(&self) -> Vec<String> {
        self.table_told.taken.iter().map(|(name, room)| format!("{name} {room}")).collect()
    }

    fn noted(&self) -> Vec<String> {
        let said = |(name, note): &(String, String)| match note.is_empty() {
            true => self.s.t.note_gone(name.as_str()),
            false => self.s.t.note_now(name.as_str(), note.as_str()),
        };
        self.table_told.noted.iter().map(said).collect()
    }

    fn moved(&self) -> Vec<String> {
        let said = |(name, known, said): &(String, String, String)| {
            self.s.t.room_differs(name.as_str(), known.as_str(), said.as_str())
        };
        self.table_told.differ.iter().map(said).collect()
    }

    fn unnamed_rows(&self) -> String {
        let rows: Vec<String> = self.unnamed.iter().map(u32::to_string).collect();
        rows.join(self.s.t.list_comma().as_str())
    }

    fn unmatched(&self) -> i64 {
        self.items.iter().filter(|item| !item.is_matched()).count() as i64
    }

    fn text_typed(&self) -> &str {
        if let Typed::Text(text) = &self.typed { text } else { "" }
    }

    fn text_errors(&self) -> Errors {
        if let Typed::Text(_) = self.typed { self.errors.clone() } else { Errors::none() }
    }

    fn table_errors(&self) -> Errors {
        if let Typed::Table = self.typed { self.errors.clone() } else { Errors::none() }
    }

    fn terms_form(&self) -> &TermsForm {
        if let Typed::Terms(form) = &self.typed { form } else { self.terms.form() }
    }

    fn terms_errors(&self) -> Errors {
        if let Typed::Terms(_) = self.typed { self.errors.clone() } else { Errors::none() }
    }

    /// Where the form is wrong its fields have plain names: the summary above leads there.
    fn terms_id(&self, name: &str) -> String {
        if let Typed::Terms(_) = self.typed { name.to_owned() } else { format!("terms-{name}") }
    }

    fn is_typed(&self, line: &ReadLineView) -> bool {
        matches!(&self.typed, Typed::Line(number, ..) if *number == line.line)
    }

    fn form_of(&self, line: &ReadLineView) -> MendForm {
        if let Typed::Line(number, form, _) = &self.typed
            && *number == line.line
        {
            return form.clone();
        }
        MendForm {
            name: line.name.clone(),
            action: line.action.code().to_owned(),
            item: line.items.iter().map(|part| part.item.to_string()).collect(),
            quantity: line
                .items
                .iter()
                .map(|part| part.quantity.map_or_else(String::new, |quantity| quantity.to_string()))
                .collect(),
            note: line.note.clone(),
            revision: line.revision.to_string(),
            who: String::new(),
        }
    }

    fn line_errors(&self, line: &ReadLineView) -> Errors {
        if self.is_typed(line) { self.errors.clone() } else { Errors::none() }
    }

    /// Of one row, from 1: what is wrong with it, and not with the others.
    fn row_errors(&self, line: &ReadLineView, row: &usize) -> Errors {
        let is_wrong = matches!(&self.typed, Typed::Line(_, _, wrong) if wrong + 1 == *row);
        if is_wrong { self.line_errors(line) } else { Errors::none() }
    }

    /// Above what was typed: there the reader is brought to it.
    fn summary_at(&self, errors: &Errors) -> Html {
        ui::error_summary(self.s.lang, errors)
    }

    /// Item and quantity of each row, with empty ones at the end.
    fn rows_of(&self, form: &MendForm) -> Vec<(String, String)> {
        let quantity = |at: usize| form.quantity.get(at).cloned().unwrap_or_default();
        let mut rows: Vec<_> =
            form.item.iter().cloned().enumerate().map(|(at, item)| (item, quantity(at))).collect();
        let spare = if self.items.len() > rows.len() { SPARE.min(self.items.len() - rows.len()) } else { 0 };
        rows.resize_with(rows.len() + spare, Default::default);
        rows
    }

    fn field_id(&self, line: &ReadLineView, name: &str, row: impl std::fmt::Display) -> String {
        let row = row.to_string();
        // What is wrong keeps plain names, where the summary above leads.
        let wrong = if let Typed::Line(_, _, wrong) = &self.typed { wrong + 1 } else { 1 };
        let of_row = matches!(name, "item" | "quantity");
        if self.is_typed(line) && (!of_row || row == wrong.to_string()) {
            name.to_owned()
        } else {
            format!("{name}-{}-{row}", line.line)
        }
    }

    fn item_choices(&self) -> Vec<(String, String)> {
        let none = [(String::new(), self.s.t.no_item_chosen())];
        let said = |item: &ItemView| {
            let unit = if item.unit.is_empty() { String::new() } else { format!(" / {}", item.unit) };
            (item.item.to_string(), format!("{}{unit}", item.name))
        };
        none.into_iter().chain(self.items.iter().map(said)).collect()
    }

    fn actions(&self) -> Vec<(String, String)> {
        let said = |doing: &Doing| (doing.code().to_owned(), super::words::doing(self.s.t, *doing));
        Doing::ALL.iter().map(said).collect()
    }
}

/// A list: what was understood of each line, items with their offers, and what it comes to.
#[utoipa::path(get, path = "/c/{slug}/lists/{list}", tag = "lists",
    params(("slug" = String, Path), ("list" = String, Path), ("from" = Option<usize>, Query)),
    responses((status = 200, body = ListPage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn list_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, list)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let from = parameter(&pairs, "from").and_then(|from| from.parse().ok()).unwrap_or(0);
    let (s, list) = (Scene::of(&caller, &site)?, id::<OrderList>(&list)?);
    let page = site.db.read(move |reader| read(reader, s, list, from, None)).await?;
    let mut page = page.ok_or(ListRefused::NoSuchList)?;
    // Of an address that somebody else wrote nothing is shown but names of the list, and numbers.
    let told: BTreeSet<&str> =
        pairs.iter().filter(|(name, _)| name == "renamed").map(|(_, name)| name.as_str()).collect();
    page.renamed.retain(|name| told.contains(name.as_str()));
    let rows = pairs.iter().filter(|(name, _)| name == "unnamed").filter_map(|(_, row)| row.parse().ok());
    page.unnamed = rows.take(UNNAMED_TOLD).collect();
    page.table_told = TableTold::of((&page.where_of, &page.notes_of), &pairs);
    Reply::page(&caller, &page)
}

/// The page once more, with what was typed and what is wrong with it.
pub(super) async fn again(
    caller: &Caller,
    site: &Site,
    list: Id<OrderList>,
    typed: Typed,
    errors: Errors,
) -> Answer {
    let s = Scene::of(caller, site)?;
    let line = if let Typed::Line(number, ..) = &typed { Some(*number) } else { None };
    let found = site.db.read(move |reader| read(reader, s, list, 0, line)).await?;
    let mut page = found.ok_or(Problem::from(ListRefused::NoSuchList))?;
    (page.typed, page.errors) = (typed, errors.clone());
    page.renamed.clear();
    Reply::form_refused(caller, &page, &errors)
}

/// What is offered to be chosen for the things of a list: what they are, and of the rest what is nearest.
fn choosable(whole: &Whole, on_sale: &[OnSale]) -> Vec<OnSale> {
    let names: Vec<&str> = whole.items.iter().map(|item| item.name.as_str()).collect();
    let is_one = |one: &OnSale| {
        let is = |goods: Goods| (goods.offer, goods.variant) == (one.offer, one.number);
        whole.items.iter().filter_map(|item| item.goods()).any(is)
    };
    let (matched, others): (Vec<OnSale>, Vec<OnSale>) = on_sale.iter().cloned().partition(is_one);
    [matched, nearest(&names.join(" "), others, CHOICES)].concat()
}

/// Each name once, in the order of the list: whose line is in it no more, or whose line of before has come back, for that is an older copy.
fn gone(whole: &Whole, withdrawal: bool) -> Vec<String> {
    let is_older = |line: &ListLine| {
        line.mark == Mark::Unclear && line.doubts.split_whitespace().any(|doubt| doubt == older_copy::DOUBT)
    };
    let takes_back = |line: &ListLine| {
        let says_so = matches!(line.doing, Doing::Withdraw | Doing::Replace);
        (says_so && line.state == LineState::Gone) || is_older(line)
    };
    // Who has another line now, perhaps instead, is in the newest all the same: that line is asked about.
    let is_there = |line: &ListLine| {
        let doubts = || line.doubts.split_whitespace();
        line.state == LineState::Standing
            && line.mark == Mark::Unclear
            && doubts().any(|doubt| doubt == INSTEAD_OR_BESIDES)
    };
    let mut gone: Vec<String> = Vec::new();
    let is_gone = |line: &&ListLine| line.state == LineState::Gone || is_older(line);
    for line in whole.lines.iter().filter(is_gone).filter(|line| !line.name.is_empty()) {
        let of_name = || whole.lines.iter().filter(|other| other.name == line.name);
        if of_name().any(is_there) && !withdrawal {
            continue;
        }
        if of_name().any(takes_back) == withdrawal && !gone.contains(&line.name) {
            gone.push(line.name.clone());
        }
    }
    gone
}

/// As `ops::delete_list` decides.
fn is_deletable(reader: &mut Reader, whole: &Whole) -> Result<bool, Fault> {
    for made in &whole.orders {
        let order = reader.find::<Order>(&(whole.list.community_id, made.order_id))?;
        if order.is_some_and(|order| !matches!(order.state, At::Cancelled | At::Expired)) {
            return Ok(false);
        }
    }
    let stands = |part: &PartOf| part.standing.has_milli > 0;
    Ok(whole.list.erased_at_us.is_none() && !parts_standing(reader, whole)?.iter().any(stands))
}

/// `with`: a line that has to be on the page, wherever it stands.
fn read(
    reader: &mut Reader,
    s: Scene,
    list: Id<OrderList>,
    from: usize,
    with: Option<i64>,
) -> Result<Option<ListPage>, Fault> {
    let Some(whole) = Whole::find(reader, s.number, list)? else { return Ok(None) };
    let on_sale = market::on_sale(reader, s.number, crate::reading::OFFERS_LOOKED_AT)?;
    let totals = whole.totals()?;
    let total = |number: i64| totals.get(&number).copied().unwrap_or_default();
    let item = |item: &ListItem| ItemView::of(&s, item, total(item.number), &on_sale);
    let mut items: Vec<ItemView> = whole.items.iter().map(item).collect();
    say_ordered(reader, &s, &whole, &mut items)?;
    say_group_buys(reader, &s, &whole, &mut items)?;
    let missing = crate::told_back::missing(reader, &whole)?;
    let mut all: Vec<&ListLine> = in_order(&whole);
    all.sort_by_key(|line| with != Some(line.number));
    let count = all.len();
    let mut asked = BTreeSet::new();
    let mut lines: Vec<ReadLineView> = Vec::new();
    for line in all.into_iter().skip(from).take(PAGE) {
        let mut view = ReadLineView::of(&s, &whole, line)?;
        view.perhaps = whole.asked(&line.name).to_vec();
        if !view.perhaps.is_empty() && asked.insert(line.name.clone()) {
            view.members = at_line(reader, &s, &whole, &line.name)?;
        }
        lines.push(view);
    }
    let next = (from + lines.len() < count).then_some(from + PAGE);
    Ok(Some(ListPage {
        list,
        number: whole.list.number,
        title: s.called(&whole.list),
        title_in_full: called_in_full(&whole.list),
        pasted_at: whole.list.pasted_at_us.to_string(),
        pay_until: whole.list.pay_until_us.to_string(),
        pay_over: whole.list.pay_until_us <= s.now,
        erased: whole.list.erased_at_us.is_some(),
        certain: whole.count(Mark::Certain),
        likely: whole.count(Mark::Likely),
        unclear: whole.count(Mark::Unclear),
        mended: whole.count(Mark::Mended),
        orders: whole.orders.iter().filter(|order| order.counts).count() as i64,
        deletable: is_deletable(reader, &whole)?,
        money: MoneyView::of(reader, &s, list)?,
        terms: TermsView::of(reader, &s, &whole)?,
        no_place: NoPlaceView::of(reader, &s, &whole.list)?,
        gone: gone(&whole, false),
        withdrawal_gone: gone(&whole, true),
        unnamed: Vec::new(),
        table_told: TableTold::default(),
        where_of: TableTold::known(&whole),
        notes_of: whole.notes()?,
        renamed: whole.buyers.keys().cloned().collect(),
        left_over: left_over(&s, &whole, &missing),
        short: ShortView::of(&s, &whole, &missing),
        give_back: GiveBackView::all(reader, &s, &whole)?,
        taken_back: taken_back::views(reader, &s, &whole)?,
        supplied: SuppliedView::of(reader, &s, &whole, &on_sale)?,
        to_offer: whole.items.iter().filter(|item| is_to_offer(item, &on_sale)).count() as i64,
        items,
        lines,
        next,
        from,
        choices: choices(&s, &choosable(&whole, &on_sale)),
        beyond: is_beyond(&on_sale),
        pasted: s.time(&whole.list.pasted_at_us),
        pays: s.until_words(whole.list.pay_until_us),
        typed: Typed::Nothing,
        errors: Errors::none(),
        s,
    }))
}
