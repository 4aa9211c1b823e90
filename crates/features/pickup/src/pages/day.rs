//! A minder's day: who comes, who was here, what is left from before.

use super::gone::GoneView;
use super::order_pickup::state_tag;
use super::scene::{Names, Scene};
use super::waiting::{Homes, WaitingView, minded};
use crate::hours::{date_of, day_of};
use crate::lists::{gone, gone_under, left_behind, to_pack, waiting_under};
use crate::pickup_store::gone_on;
use crate::refused::PickupRefused;
use crate::rows::PickupPoint;
use crate::{code, lists};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use kernel::Id;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::{id, parameter};
use web::ui::{self, Tone};
use web::{Answer, Back, Caller, Html, Place, Reply, Site, View};

/// What is handed over at a point on a day.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "day.html")]
pub(crate) struct DayPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    point: Id<PickupPoint>,
    name: String,
    /// `2026-03-14`.
    day: String,
    /// By slot and code.
    waiting: Vec<WaitingView>,
    /// Of days before, nobody came.
    left_behind: Vec<WaitingView>,
    /// Handed over of those of this day, and on this day; the last first.
    gone: Vec<GoneView>,
    /// Handed over of those of this day.
    done: i64,
    #[serde(skip)]
    count: i64,
    #[serde(skip)]
    day_words: String,
    #[serde(skip)]
    before: String,
    #[serde(skip)]
    after: String,
    #[serde(skip)]
    q: String,
    #[serde(skip)]
    worker: &'static str,
    #[serde(skip)]
    script: &'static str,
}

impl View for DayPage {
    fn title(&self) -> String {
        self.s.t.day_title(self.name.as_str())
    }

    fn live(&self) -> Option<&'static str> {
        Some("orders")
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/pickup", self.s.base), self.s.t.points_title())
    }
}

impl DayPage {
    fn link(&self, rest: &str) -> String {
        format!("{}/pickup/{}{rest}", self.s.base, self.point)
    }

    /// So many wait that they are marked at once.
    fn has_many(&self) -> bool {
        self.waiting.len() + self.left_behind.len() > 1
    }

    fn everybody(&self) -> Option<(String, String)> {
        Some((self.link("/day"), self.s.t.show_all()))
    }

    fn progress(&self) -> Html {
        let all = self.done + self.count;
        ui::progress(self.done, all, Tone::Done, self.s.t.day_progress(self.done, all))
    }

    /// A number of its own for each button: what it says is sent once, however often it is pressed.
    fn new_id(&self) -> String {
        web::IdSource::system().random::<16>().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn tag(&self, one: &WaitingView) -> Html {
        state_tag(&self.s, one.state)
    }
}

/// Who fetches what at a point on a day (today, where none is named), and what is left from days before.
#[utoipa::path(get, path = "/c/{slug}/pickup/{point}/day", tag = "pickup",
    params(("slug" = String, Path), ("point" = String, Path), ("day" = Option<String>, Query),
        ("q" = Option<String>, Query, description = "a code, or a part of the buyer's name or place")),
    responses((status = 200, body = DayPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn day_page(
    caller: Caller,
    State(site): State<Site>,
    Extension(homes): Extension<Homes>,
    Path((_, point)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let (s, point) = (Scene::of(&caller, &site)?, id::<PickupPoint>(&point)?);
    let day = parameter(&pairs, "day").and_then(|day| day_of(day, &s.zone)).unwrap_or_else(|| s.today());
    let q = parameter(&pairs, "q").map_or_else(String::new, |words| words.trim().chars().take(80).collect());
    let page = site.db.read(move |reader| read(reader, s, point, day, q, &homes)).await?;
    Reply::page(&caller, &page?)
}

fn read(
    reader: &mut Reader,
    s: Scene,
    point: Id<PickupPoint>,
    day: i64,
    q: String,
    homes: &Homes,
) -> Result<Result<DayPage, PickupRefused>, Fault> {
    let point = match minded(reader, &s, point)? {
        Ok(point) => point,
        Err(why) => return Ok(Err(why)),
    };
    let all = to_pack(reader, s.number, point.id, day)?;
    let count = all.len() as i64;
    let mut before = left_behind(reader, s.number, point.id)?;
    before.retain(|one| one.pickup.day < day);
    let shown = |reader: &mut Reader, all: &[lists::ToPack]| -> Result<Vec<WaitingView>, Fault> {
        let mut names = Names::in_all(reader, &s, all)?;
        let views = all.iter().map(|one| WaitingView::of(reader, &s, &mut names, one));
        let mut views = views.collect::<Result<Vec<_>, _>>()?;
        homes.tell(reader, s.number, &mut views)?;
        Ok(views)
    };
    let (mut waiting, mut left) = (shown(reader, &all)?, shown(reader, &before)?);
    let mut gone = gone(reader, s.number, point.id, day, &s.zone)?;
    if let Some(code) = code::parse(&q) {
        // Of whatever day it is: somebody stands at the door.
        let found = waiting_under(reader, s.number, code)?;
        let found: Vec<_> = found.into_iter().filter(|one| one.pickup.point_id == point.id).collect();
        (waiting, left) = (shown(reader, &found)?, Vec::new());
        gone = gone_under(reader, s.number, code)?.into_iter().collect();
        gone.retain(|one| one.pickup.point_id == point.id);
    } else if !q.is_empty() {
        let wanted = web::text::folded(&q);
        waiting.retain(|one| one.is_called(&wanted));
        left.retain(|one| one.is_called(&wanted));
    }
    let mut names = Names::in_all(reader, &s, &gone)?;
    let views = gone.iter().map(|one| GoneView::of(reader, &s, &mut names, one));
    let mut gone: Vec<_> = views.collect::<Result<_, _>>()?;
    if code::parse(&q).is_none() && !q.is_empty() {
        let wanted = web::text::folded(&q);
        gone.retain(|one| web::text::folded(&one.name).contains(&wanted));
    }
    let done = gone_on(reader, s.number, point.id, day)?;
    Ok(Ok(DayPage {
        point: point.id,
        name: point.name,
        day: date_of(day, &s.zone),
        waiting,
        left_behind: left,
        gone,
        done,
        count,
        day_words: s.day_words(day),
        before: date_of(day - 1, &s.zone),
        after: date_of(day + 1, &s.zone),
        q,
        worker: web::asset("pickup-worker.js"),
        script: web::asset("pickup.js"),
        s,
    }))
}
