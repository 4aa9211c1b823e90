//! The way back: the list as it stands now, as text for the chat and as a table to keep.

use super::group_buys::asking;
use super::list_view::ItemView;
use super::scene::Scene;
use super::short::{ShortView, served};
use crate::calling_off::Key;
use crate::due::Amounts;
use crate::parts::parts_standing;
use crate::refused::ListRefused;
use crate::rows::OrderList;
use crate::table;
use crate::told_back;
use crate::whole::Whole;
use askama::Template;
use axum::extract::{Path, Query, State};
use kernel::{Id, Quantity};
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::{id, parameter};

use web::ui::Field;
use web::{Answer, Back, Caller, Lang, Place, Problem, Reply, Site, View};

/// A list as it stands now.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "list_share.html")]
pub(crate) struct SharePage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    list: Id<OrderList>,
    title: String,
    erased: bool,
    /// As people write one in a chat.
    text: String,
    /// Whether each line has its sum, and whether it is paid.
    with_sums: bool,
    with_paid: bool,
    items: Vec<ItemView>,
    /// What was wanted and not ordered: it is not in the totals.
    refused: Vec<String>,
    /// What was paid and not got, for want of goods or because it was given back: it is not in the totals either.
    given_back: Vec<String>,
    /// What is to be bought: of the orders that stand, or where none were made yet, of what all want.
    to_buy: Vec<ToBuy>,
    /// Who got nothing, or less, for want of stock.
    short: Option<ShortView>,
    #[serde(skip)]
    people: i64,
    #[serde(skip)]
    script: &'static str,
}

/// Of one thing that is sold.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ToBuy {
    /// The offer and its variant: `off_….1`.
    goods: String,
    #[schema(value_type = String)]
    units: Quantity,
    /// Where that is not what the chat says now, in words.
    #[serde(skip)]
    differs: Option<String>,
}

impl View for SharePage {
    fn title(&self) -> String {
        self.s.t.share_title(self.title.as_str())
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.s.at(self.list, ""), self.title.clone())
    }
}

/// An address of more is too long for some of what it passes through, and a purchase order has no more lines.
const ORDER_LINES_MAX: usize = 100;

impl SharePage {
    /// A purchase order with what is to be bought filled in; None while nothing is on sale of it. How many find no place in one is said there.
    fn order_link(&self) -> Option<String> {
        let line = |one: &ToBuy| format!("goods={}&units={}", web::query_escaped(&one.goods), one.units);
        let mut lines: Vec<String> = self.to_buy.iter().map(line).collect();
        let more = lines.len().saturating_sub(ORDER_LINES_MAX);
        lines.truncate(ORDER_LINES_MAX);
        lines.extend((more > 0).then(|| format!("more={more}")));
        (!lines.is_empty()).then(|| format!("{}/supply/orders/new?{}", self.s.base, lines.join("&")))
    }

    /// What is bought otherwise than the chat says now.
    fn bought_otherwise(&self) -> Option<String> {
        let differs: Vec<&str> = self.to_buy.iter().filter_map(|one| one.differs.as_deref()).collect();
        (!differs.is_empty()).then(|| differs.join(if self.s.lang == Lang::Zh { "、" } else { ", " }))
    }

    fn ticked(&self, on: &bool) -> &'static str {
        if *on { "on" } else { "" }
    }

    fn words(&self, amounts: &[String]) -> String {
        amounts.join(if self.s.lang == Lang::Zh { "；" } else { "; " })
    }

    fn export(&self, format: &str) -> String {
        format!("{}?format={format}", self.s.at(self.list, "/export"))
    }

    /// How high the field with the text is, in its lines.
    fn rows(&self) -> u32 {
        self.text.lines().count().clamp(4, 24) as u32
    }
}

/// The list as it stands now: text for the chat, totals for buying.
#[utoipa::path(get, path = "/c/{slug}/lists/{list}/share", tag = "lists",
    params(("slug" = String, Path), ("list" = String, Path),
        ("sums" = Option<String>, Query, description = "`on`: each line has its sum"),
        ("paid" = Option<String>, Query, description = "`on`: lines that are paid say so")),
    responses((status = 200, body = SharePage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn share_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, list)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let (s, list) = (Scene::of(&caller, &site)?, id::<OrderList>(&list)?);
    let on = |name: &str| parameter(&pairs, name).is_some_and(|value| !value.is_empty());
    let with = (on("sums"), on("paid"));
    let page = site.db.read(move |reader| read(reader, s, list, with)).await?;
    Reply::page(&caller, &page.ok_or(ListRefused::NoSuchList)?)
}

fn read(
    reader: &mut Reader,
    s: Scene,
    list: Id<OrderList>,
    with: (bool, bool),
) -> Result<Option<SharePage>, Fault> {
    let Some(whole) = Whole::find(reader, s.number, list)? else { return Ok(None) };
    let on_sale = market::on_sale(reader, s.number, crate::reading::OFFERS_LOOKED_AT)?;
    let missing = told_back::missing(reader, &whole)?;
    let mut ends = told_back::ends(reader, (s.lang, s.currency), &whole, &missing, with)?;
    ends.terms = crate::chat_terms::terms(reader, (s.lang, &s.zone), &whole)?;
    let open = pools::open_buys(reader, &asking(&s))?;
    ends.terms.extend(crate::chat_terms::needs((s.lang, &s.zone), &whole, &open));
    let mut not_got = missing.clone();
    for (of, back) in &ends.back {
        *not_got.entry(of.clone()).or_default() += back.milli();
    }
    let (totals, people) = served(&whole, &not_got)?;
    let aside = whole.put_aside()?;
    let items: Vec<ItemView> = whole
        .items
        .iter()
        .filter(|item| !aside.contains(&item.number))
        .map(|item| {
            let total = totals.get(&item.number).copied().unwrap_or_default();
            ItemView::of(&s, item, total, &on_sale)
        })
        .collect();
    let mut joined = Amounts::new();
    for part in parts_standing(reader, &whole)? {
        *joined.entry(part.key()).or_default() += part.standing.has_milli;
    }
    let to_buy = to_buy(&s, &whole, &items, (&told_back::standing(reader, &whole)?, &joined));
    Ok(Some(SharePage {
        to_buy,
        list,
        title: s.called(&whole.list),
        erased: whole.list.erased_at_us.is_some(),
        text: told_back::text_with(s.lang, s.currency, &whole, &on_sale, &missing, &ends)?,
        with_sums: with.0,
        with_paid: with.1,
        refused: by_thing(&s, &whole, missing.iter().map(|((_, item), milli)| (*item, *milli))),
        given_back: by_thing(&s, &whole, ends.back.iter().map(|((_, item), back)| (*item, back.milli()))),
        people,
        short: ShortView::of(&s, &whole, &missing),
        items,
        script: web::asset("lists.js"),
        s,
    }))
}

/// `joined`: what group buys order of it.
fn to_buy(
    s: &Scene,
    whole: &Whole,
    items: &[ItemView],
    (standing, joined): (&told_back::Ordered, &Amounts<Key>),
) -> Vec<ToBuy> {
    let mut wanted: BTreeMap<&str, (i64, &ItemView)> = BTreeMap::new();
    for item in items {
        if let Some(goods) = &item.goods {
            wanted.entry(goods).or_insert((0, item)).0 += item.total.milli;
        }
    }
    let of = |(goods, (total, item)): (&str, (i64, &ItemView))| {
        let is_it = |((offer, variant), _): &(&Key, &i64)| format!("{offer}.{variant}") == goods;
        let ordered = standing.iter().find(is_it);
        let total = (total - joined.iter().find(is_it).map_or(0, |(_, milli)| *milli)).max(0);
        let milli = if whole.orders.is_empty() { total } else { ordered.map_or(0, |(_, milli)| *milli) };
        let differs = (milli != total).then(|| format!("{} {}", item.name, s.amount(milli, &item.unit)));
        ToBuy { goods: goods.to_owned(), units: Quantity::from_milli(milli), differs }
    };
    wanted.into_iter().map(of).filter(|one| one.units.milli > 0).collect()
}

fn by_thing(s: &Scene, whole: &Whole, amounts: impl Iterator<Item = (i64, i64)>) -> Vec<String> {
    let mut sums: BTreeMap<i64, i64> = BTreeMap::new();
    for (item, milli) in amounts {
        *sums.entry(item).or_default() += milli;
    }
    let said = |(number, milli): (&i64, &i64)| {
        let item = whole.item(*number)?;
        Some(format!("{} {}", item.name, s.amount(*milli, &item.unit)))
    };
    sums.iter().filter_map(said).collect()
}

/// The list as a table: one row for each person and thing.
#[utoipa::path(get, path = "/c/{slug}/lists/{list}/export", tag = "lists",
    params(("slug" = String, Path), ("list" = String, Path), ("format" = String, Query, description = "`csv` or `xlsx`")),
    responses((status = 200, description = "A file", body = Vec<u8>, content_type = "text/csv"), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn export(
    caller: Caller,
    State(site): State<Site>,
    Path((_, list)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let (s, list) = (Scene::of(&caller, &site)?, id::<OrderList>(&list)?);
    let xlsx = match parameter(&pairs, "format") {
        Some("csv") => false,
        Some("xlsx") => true,
        _ => return Err(Problem::not_found()),
    };
    let (scene, headings) = (s.clone(), table::headings(s.t));
    let rows = site.db.read(move |reader| {
        let Some(whole) = Whole::find(reader, scene.number, list)? else { return Ok(None) };
        Ok(Some((whole.list.number, crate::table_rows::rows(&scene, reader, &whole)?)))
    });
    let (number, rows) = rows.await?.ok_or(ListRefused::NoSuchList)?;
    if xlsx {
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        let sheet = [vec![headings], rows].concat();
        return Reply::download(
            kind,
            &format!("list-{number}.xlsx"),
            crate::sheet_write::write_with_numbers(&sheet, &table::NUMBERS),
        );
    }
    Reply::download(
        "text/csv; charset=utf-8",
        &format!("list-{number}.csv"),
        crate::table_file::csv(&headings, &rows),
    )
}
