//! What is packed for a point: in all, and person by person; to be printed.

use super::scene::{Names, Scene};
use super::waiting::{Homes, WaitingView, minded};
use crate::hours::{date_of, day_of};
use crate::lists::{ToPack, to_pack, unplaced};
use crate::packing::totals;
use crate::refused::PickupRefused;
use crate::rows::PickupPoint;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use kernel::{Id, Quantity};
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Fault, Reader};
use supply::{Short, shorts};
use utoipa::ToSchema;
use web::asked::{id, parameter};
use web::ui;
use web::{Answer, Back, Caller, Place, Power, Reply, Site, View};

/// What is to be packed for a point and a day.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "pickup_packing.html")]
pub(crate) struct PickupPackingPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    point: Id<PickupPoint>,
    name: String,
    /// `2026-03-14`.
    day: String,
    totals: Vec<PackTotal>,
    /// By slot and code.
    orders: Vec<WaitingView>,
    /// Paid orders that were to be fetched here on this day and have no slot: they are in no total.
    unplaced: usize,
    #[serde(skip)]
    unplaced_goods: String,
    #[serde(skip)]
    day_words: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PackTotal {
    title: String,
    unit: String,
    #[schema(value_type = String)]
    quantity: Quantity,
    #[serde(skip)]
    amount: String,
    /// Orders that it is for.
    orders: i64,
    /// Where less came than orders wait for, here and elsewhere: how much of how much.
    short: Option<String>,
    /// Those of `orders` that it may hit.
    #[serde(skip)]
    hit: Vec<(String, String)>,
}

impl View for PickupPackingPage {
    fn title(&self) -> String {
        self.s.t.packing_of(self.name.as_str(), self.day_words.as_str())
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        let href = format!("{}/pickup/{}/day?day={}", self.s.base, self.point, self.day);
        Back::to(href, self.s.t.day_title(self.name.as_str()))
    }

    fn wide(&self) -> bool {
        true
    }
}

/// What is packed for a point on a day (today, where none is named): totals, and each order by its code.
#[utoipa::path(get, path = "/c/{slug}/pickup/{point}/packing", tag = "pickup",
    params(("slug" = String, Path), ("point" = String, Path), ("day" = Option<String>, Query)),
    responses((status = 200, body = PickupPackingPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn packing_page(
    caller: Caller,
    State(site): State<Site>,
    Extension(homes): Extension<Homes>,
    Path((_, point)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let (s, point) = (Scene::of(&caller, &site)?, id::<PickupPoint>(&point)?);
    let day = parameter(&pairs, "day").and_then(|day| day_of(day, &s.zone)).unwrap_or_else(|| s.today());
    let page = site.db.read(move |reader| read(reader, s, point, day, &homes)).await?;
    Reply::page(&caller, &page?)
}

fn read(
    reader: &mut Reader,
    s: Scene,
    point: Id<PickupPoint>,
    day: i64,
    homes: &Homes,
) -> Result<Result<PickupPackingPage, PickupRefused>, Fault> {
    let point = match minded(reader, &s, point)? {
        Ok(point) => point,
        Err(why) => return Ok(Err(why)),
    };
    let all = to_pack(reader, s.number, point.id, day)?;
    let without = unplaced(reader, s.number, point.id, day)?;
    let goods = totals(without.iter().map(|(_, left)| left.as_slice())).into_iter();
    let goods = goods.map(|total| format!("{} {}", total.title, s.amount(total.milli, &total.unit)));
    let unplaced_goods = goods.collect::<Vec<_>>().join(&s.t.list_comma());
    let shorts = shorts(reader, s.number)?;
    let shorts: BTreeMap<String, Short> =
        shorts.into_iter().map(|((offer, variant), short)| (format!("{offer}/{variant}"), short)).collect();
    let totals = totals(all.iter().map(|one| one.left.as_slice())).into_iter().map(|total| {
        let short = shorts.get(&total.goods);
        let has = |one: &&ToPack| one.left.iter().any(|left| left.goods == total.goods);
        let link = |one: &ToPack| {
            let href = format!("{}/orders/{}/shortage", s.base, one.order.id);
            (s.t.order_numbered(one.order.number), href)
        };
        PackTotal {
            amount: s.amount(total.milli, &total.unit),
            short: short.map(|short| {
                let (came, ordered) = (short.received_milli, short.ordered_milli);
                s.t.packing_short(s.amount(came, &total.unit), s.amount(ordered, &total.unit))
            }),
            hit: match short {
                Some(_) if s.powers.has(Power::FulfilOrders) => all.iter().filter(has).map(link).collect(),
                _ => Vec::new(),
            },
            title: total.title,
            unit: total.unit,
            quantity: Quantity::from_milli(total.milli),
            orders: total.orders,
        }
    });
    let totals = totals.collect();
    let mut names = Names::in_all(reader, &s, &all)?;
    let mut orders: Vec<WaitingView> =
        all.iter().map(|one| WaitingView::of(reader, &s, &mut names, one)).collect::<Result<_, _>>()?;
    homes.tell(reader, s.number, &mut orders)?;
    Ok(Ok(PickupPackingPage {
        point: point.id,
        name: point.name,
        day: date_of(day, &s.zone),
        totals,
        orders,
        unplaced: without.len(),
        unplaced_goods,
        day_words: s.day_words(day),
        s,
    }))
}
