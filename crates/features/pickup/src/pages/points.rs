//! Where orders are fetched: all points, with their hours.

use super::scene::{Names, Scene};
use crate::hours::date_of;
use crate::pickup_store::{helpers_of, points_after};
use crate::rows::{PickupHelper, PickupPoint};
use askama::Template;
use axum::extract::{Query, State};
use kernel::Id;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::parameter;
use web::ui;
use web::{Answer, Back, Caller, Place, Reply, Site, View};

const PAGE: i64 = 50;

/// The pick-up points of a community.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "points.html")]
pub(crate) struct PointsPage {
    #[serde(skip)]
    s: Scene,
    points: Vec<PointView>,
    /// The value of `above` for the next page.
    next: Option<i64>,
    #[serde(skip)]
    paged: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PointView {
    #[schema(value_type = String)]
    pub point: Id<PickupPoint>,
    number: i64,
    pub name: String,
    pub address: String,
    pub note: String,
    /// Days and windows, in words.
    pub hours: Vec<(String, String)>,
    /// Days off that are still to come: `2026-05-01`.
    pub closed_on: Vec<String>,
    /// Orders in one slot; null for any number.
    each_slot: Option<i64>,
    each_day: Option<i64>,
    pub minder: String,
    is_open: bool,
    /// Who hands over there today beside who minds it.
    pub helpers: Vec<String>,
    #[serde(skip)]
    minds: bool,
    #[serde(skip)]
    hands_over: bool,
}

impl PointView {
    pub(crate) fn of(
        reader: &mut Reader,
        s: &Scene,
        names: &mut Names,
        point: &PickupPoint,
    ) -> Result<PointView, Fault> {
        let opening = point.opening(&s.zone)?;
        let (hours, today) = (s.week_words(&opening), s.today());
        let to_come = opening.closed.iter().filter(|day| **day >= today);
        Ok(PointView {
            point: point.id,
            number: point.number,
            name: point.name.clone(),
            address: point.address.clone(),
            note: point.note.clone(),
            hours,
            closed_on: to_come.map(|day| date_of(*day, &s.zone)).collect(),
            each_slot: point.slot_places,
            each_day: point.day_places,
            minder: names.of(reader, s, point.minder)?,
            helpers: helpers_today(reader, s, names, point)?,
            is_open: point.is_open,
            minds: s.minds(point),
            hands_over: s.hands_over(reader, point)?,
        })
    }
}

fn helpers_today(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    point: &PickupPoint,
) -> Result<Vec<String>, Fault> {
    let mut helpers = Vec::new();
    for number in helpers_of(reader, s.number, point.id, s.today())? {
        let helper = reader.find::<PickupHelper>(&(s.number, point.id, number))?;
        if let Some(helper) = helper.filter(|helper| helper.from_day <= s.today()) {
            let name = names.of(reader, s, helper.member)?;
            if !helpers.contains(&name) {
                helpers.push(name);
            }
        }
    }
    Ok(helpers)
}

impl View for PointsPage {
    fn title(&self) -> String {
        self.s.t.points_title()
    }

    fn place(&self) -> Place {
        Place::Market
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/market", self.s.base), self.s.t.market())
    }
}

impl PointsPage {
    fn older(&self) -> Option<String> {
        Some(format!("{}/pickup?above={}", self.s.base, self.next?))
    }

    fn newest(&self) -> Option<String> {
        self.paged.then(|| format!("{}/pickup", self.s.base))
    }

    fn some_hand_over(&self) -> bool {
        self.points.iter().any(|point| point.hands_over)
    }

    fn make_link(&self) -> Option<(String, String)> {
        self.s.keeps().then(|| (format!("{}/pickup/new", self.s.base), self.s.t.point_new()))
    }
}

/// Where orders are fetched, and when.
#[utoipa::path(get, path = "/c/{slug}/pickup", tag = "pickup",
    params(("slug" = String, Path), ("above" = Option<i64>, Query)),
    responses((status = 200, body = PointsPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn points_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    let above = parameter(&pairs, "above").and_then(|above| above.parse().ok());
    let page = site.db.read(move |reader| {
        let (mut points, mut names) = (Vec::new(), Names::default());
        for id in points_after(reader, s.number, above.unwrap_or(0), PAGE)? {
            let Some(point) = reader.find::<PickupPoint>(&(s.number, id))? else { continue };
            points.push(PointView::of(reader, &s, &mut names, &point)?);
        }
        let next = points.last().map(|point| point.number).filter(|_| points.len() as i64 == PAGE);
        Ok(PointsPage { s, points, next, paged: above.is_some() })
    });
    Reply::page(&caller, &page.await?)
}
