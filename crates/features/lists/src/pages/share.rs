//! The way back: the list as it stands now, as text for the chat and as a table to keep.

use super::list_view::ItemView;
use super::scene::Scene;
use crate::refused::ListRefused;
use crate::rows::OrderList;
use crate::table;
use crate::whole::Whole;
use crate::writing::{Entry, Heading, written};
use askama::Template;
use axum::extract::{Path, Query, State};
use kernel::{Id, Quantity};
use market::OnSale;
use pickup::rows::PickupPoint;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::{id, parameter};

use web::ui::Field;
use web::{Answer, Back, Caller, Place, Problem, Reply, Site, View};

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
    items: Vec<ItemView>,
    #[serde(skip)]
    people: i64,
    #[serde(skip)]
    packing: Option<(String, String)>,
    #[serde(skip)]
    script: &'static str,
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

impl SharePage {
    /// A purchase order with what all want filled in; None while nothing is on sale of it.
    fn order_link(&self) -> Option<String> {
        let line = |item: &ItemView| {
            let goods = item.goods.as_ref().filter(|_| item.total.milli > 0)?;
            Some(format!("goods={}&units={}", web::query_escaped(goods), item.total))
        };
        let lines: Vec<String> = self.items.iter().filter_map(line).collect();
        (!lines.is_empty()).then(|| format!("{}/supply/orders/new?{}", self.s.base, lines.join("&")))
    }

    fn export(&self, format: &str) -> String {
        format!("{}?format={format}", self.s.at(self.list, "/export"))
    }

    /// Lines of the picture: the heading's things first, then people, as the text has them.
    fn rows(&self) -> u32 {
        self.text.lines().count().clamp(4, 24) as u32
    }
}

/// The list as it stands now: text for the chat, totals for buying.
#[utoipa::path(get, path = "/c/{slug}/lists/{list}/share", tag = "lists",
    params(("slug" = String, Path), ("list" = String, Path)),
    responses((status = 200, body = SharePage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn share_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, list)): Path<(String, String)>,
) -> Answer {
    let (s, list) = (Scene::of(&caller, &site)?, id::<OrderList>(&list)?);
    let page = site.db.read(move |reader| read(reader, s, list)).await?;
    Reply::page(&caller, &page.ok_or(ListRefused::NoSuchList)?)
}

fn read(reader: &mut Reader, s: Scene, list: Id<OrderList>) -> Result<Option<SharePage>, Fault> {
    let Some(whole) = Whole::find(reader, s.number, list)? else { return Ok(None) };
    let on_sale = market::on_sale(reader, s.number, crate::reading::OFFERS_LOOKED_AT)?;
    let totals = whole.totals()?;
    let items: Vec<ItemView> = whole
        .items
        .iter()
        .map(|item| {
            let total = totals.get(&item.number).copied().unwrap_or_default();
            ItemView::of(&s, item, total, &on_sale)
        })
        .collect();
    let packing = match (whole.list.point_id, whole.list.point_day) {
        (Some(point), Some(day)) => {
            let row = reader.find::<PickupPoint>(&(s.number, point))?;
            let date = pickup::hours::date_of(day, &s.zone);
            row.map(|row| {
                (format!("{}/pickup/{point}/packing?day={date}", s.base), s.t.pack_at(row.name, date))
            })
        }
        _ => None,
    };
    Ok(Some(SharePage {
        list,
        title: s.called(&whole.list),
        erased: whole.list.erased_at_us.is_some(),
        text: text_of(&s, &whole, &on_sale)?,
        people: whole.people()?.iter().filter(|person| !person.wants.is_empty()).count() as i64,
        items,
        packing,
        script: web::asset("lists.js"),
        s,
    }))
}

/// As it is pasted back into the chat.
fn text_of(s: &Scene, whole: &Whole, on_sale: &[OnSale]) -> Result<String, Fault> {
    let heading = |item: &crate::rows::ListItem| {
        let view = ItemView::of(s, item, (0, 0), on_sale);
        let price = item.price_e4.or(item.agreed_e4);
        Heading {
            name: item.name.clone(),
            price: price.map_or_else(String::new, |price| short(&price.plain(s.currency))),
            currency: s.t.currency_word(),
            unit: view.unit,
        }
    };
    let items: Vec<Heading> = whole.items.iter().map(heading).collect();
    let unit = |number: i64| {
        let at = whole.items.iter().position(|item| item.number == number);
        at.map_or_else(Default::default, |at| (items[at].name.clone(), items[at].unit.clone()))
    };
    let people = whole.people()?.into_iter().map(|person| Entry {
        wants: person
            .wants
            .iter()
            .map(|(number, milli)| {
                let (name, unit) = unit(*number);
                (name, Quantity::from_milli(*milli).to_string(), unit)
            })
            .collect(),
        name: person.name,
        note: person.notes.join("；"),
    });
    Ok(written(&whole.list.title, &items, &people.collect::<Vec<_>>()))
}

/// As people write a price: 25, not 25.00.
fn short(price: &str) -> String {
    let whole = price.split_once('.').filter(|(_, decimals)| decimals.bytes().all(|byte| byte == b'0'));
    whole.map_or(price, |(whole, _)| whole).to_owned()
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
        Ok(Some((whole.list.number, table::rows(&scene, reader, &whole)?)))
    });
    let (number, rows) = rows.await?.ok_or(ListRefused::NoSuchList)?;
    if xlsx {
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        let sheet = [vec![headings], rows].concat();
        return Reply::download(kind, &format!("list-{number}.xlsx"), crate::sheet_write::write(&sheet));
    }
    Reply::download("text/csv; charset=utf-8", &format!("list-{number}.csv"), table::csv(&headings, &rows))
}
