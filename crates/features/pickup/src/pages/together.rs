//! Many orders of a point marked at once: those that are gone are ticked, for the others nobody came. Each is a check-in of its
//! own, as if it had been said alone.

use super::order_pickup::state_tag;
use super::scene::{Names, Scene};
use super::waiting::{WaitingView, minded_when};
use crate::collecting::{PickupState, Told, id_of_one};
use crate::hours::{date_of, day_of};
use crate::lists::{left_behind, to_pack};
use crate::ops::{self, SayCheckIn};
use crate::refused::PickupRefused;
use crate::rows::{Pickup, PickupPoint};
use askama::Template;
use axum::extract::{Path, Query, State};
use kernel::{Id, Timestamp};
use market::rows::Order;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::{id, is_ticked, me, parameter};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Html, Input, Place, Problem, Refusal, Reply, Site, View};

/// A request says it of at most so many.
const ORDERS_MAX: usize = 500;

/// What waits at a point, to be ticked, and what was entered just now.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "pickup_together.html")]
#[schema(as = PickupTogether)]
pub(crate) struct TogetherPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    point: Id<PickupPoint>,
    name: String,
    /// `2026-03-14`.
    day: String,
    /// Of that day by slot and code, behind what is left from days before.
    waiting: Vec<WaitingView>,
    /// Ids of orders that are gone, as it was said just now.
    collected: Vec<String>,
    /// Ids of orders for which nobody came.
    not_collected: Vec<String>,
    refused: Vec<RefusedView>,
    #[serde(skip)]
    day_words: String,
    #[serde(skip)]
    ticked: BTreeSet<String>,
    #[serde(skip)]
    form: TogetherForm,
    #[serde(skip)]
    errors: Errors,
    #[serde(skip)]
    worker: &'static str,
    #[serde(skip)]
    script: &'static str,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = RefusedCheckIn)]
pub(crate) struct RefusedView {
    id: String,
    /// `already_handed_over`, `order_not_paid`, `too_early`, …
    code: &'static str,
    said: String,
    /// By its code and its buyer.
    called: String,
    #[serde(skip)]
    href: Option<String>,
}

/// What became of many orders.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[schema(as = CheckInTogether)]
#[serde(default)]
pub(crate) struct TogetherForm {
    /// Made by whoever sends it, 8 to 32 letters or digits: sent again it counts once.
    id: String,
    /// The day of the page: `2026-03-14`.
    day: String,
    /// Ids of orders that are gone.
    collected: Vec<String>,
    /// Ids of orders for which nobody came.
    not_collected: Vec<String>,
    /// What the page showed and whose time was over: with `rest`, nobody came for those of it that are not collected.
    here: Vec<String>,
    /// `on`: so it is.
    rest: String,
    /// When it happened, where that was before it could be sent. RFC 3339.
    at: String,
    /// Who said it, a member's id: what one person's device kept is not said by another.
    by: String,
}

impl TogetherForm {
    fn is_rest(&self) -> bool {
        is_ticked(&self.rest)
    }

    /// Each order once: what is gone is not missed.
    fn said(&self) -> Vec<(String, Told)> {
        let rest = self.here.iter().filter(|_| self.is_rest());
        let missed = self.not_collected.iter().chain(rest).map(|order| (order, Told::Missed));
        let all = self.collected.iter().map(|order| (order, Told::Collected)).chain(missed);
        let mut seen = BTreeSet::new();
        let once = all.filter(|(order, _)| seen.insert((*order).clone()));
        once.map(|(order, told)| (order.clone(), told)).collect()
    }
}

impl View for TogetherPage {
    fn title(&self) -> String {
        self.s.t.together_title(self.name.as_str())
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}?day={}", self.link("/day"), self.day), self.s.t.day_title(self.name.as_str()))
    }
}

impl TogetherPage {
    fn link(&self, rest: &str) -> String {
        format!("{}/pickup/{}{rest}", self.s.base, self.point)
    }

    fn list(&self) -> Option<(String, String)> {
        Some((format!("{}?day={}", self.link("/day"), self.day), self.s.t.back_to_list()))
    }

    /// Its letters are half of what an id may have: each order's is made of it.
    fn new_id(&self) -> String {
        web::IdSource::system().random::<16>().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn tag(&self, one: &WaitingView) -> Html {
        state_tag(&self.s, one.state)
    }

    fn is_ticked(&self, one: &WaitingView) -> bool {
        self.ticked.contains(one.order.as_str())
    }

    fn is_over(&self, one: &WaitingView) -> bool {
        one.state == PickupState::Waiting && one.is_over(self.s.now)
    }

    fn any_over(&self) -> bool {
        self.waiting.iter().any(|one| self.is_over(one))
    }

    fn is_told(&self) -> bool {
        !(self.collected.is_empty() && self.not_collected.is_empty() && self.refused.is_empty())
    }

    fn told_words(&self) -> String {
        let (t, missed) = (self.s.t, self.not_collected.len() as i64);
        let gone = t.together_collected(self.collected.len() as i64);
        match missed {
            0 => gone,
            _ => format!("{gone}{}{}", t.list_comma(), t.together_missed(missed)),
        }
    }
}

/// What waits at a point on a day (today, where none is named) and from days before, to be marked at once.
#[utoipa::path(get, path = "/c/{slug}/pickup/{point}/together", tag = "pickup",
    params(("slug" = String, Path), ("point" = String, Path), ("day" = Option<String>, Query),
        ("all" = Option<String>, Query, description = "everything is ticked")),
    responses((status = 200, body = TogetherPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn together_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, point)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let form = TogetherForm {
        day: parameter(&pairs, "day").unwrap_or_default().to_owned(),
        ..TogetherForm::default()
    };
    let mut page = load(&caller, &site, &point, form).await?;
    if parameter(&pairs, "all").is_some() {
        page.ticked = page.waiting.iter().map(|one| one.order.to_string()).collect();
    }
    Reply::page(&caller, &page)
}

/// Says of many orders at once that they are gone, or that nobody came. Each by itself: what cannot be is told, the others are
/// entered; under the same id each counts once.
#[utoipa::path(post, path = "/c/{slug}/pickup/{point}/together", tag = "pickup", request_body = TogetherForm,
    params(("slug" = String, Path), ("point" = String, Path)),
    responses((status = 200, body = TogetherPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn say_together(
    caller: Caller,
    State(site): State<Site>,
    Path((_, point)): Path<(String, String)>,
    Input(form): Input<TogetherForm>,
) -> Answer {
    let (me, now) = (me(&caller)?, site.now());
    if !form.by.is_empty() && form.by != me.as_str() {
        return Err(PickupRefused::SaidByAnother.into());
    }
    let before = load(&caller, &site, &point, form.clone()).await?;
    let (said, t) = (form.said(), crate::t(caller.lang));
    let mut check = Check::new(caller.lang);
    check.require("collected", !said.is_empty(), || t.together_nobody());
    check.require("collected", said.len() <= ORDERS_MAX, || t.together_too_many(ORDERS_MAX as i64));
    if let Err(errors) = check.done(()) {
        return again(&caller, before, errors);
    }
    let (community, at) = (caller.community()?.number, Timestamp::parse(&form.at));
    let (mut collected, mut not_collected, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for (order, told) in said {
        let Some(id) = id_of_one(&form.id, &order, &told) else {
            return again(&caller, before, Errors::refused(PickupRefused::IdMalformed, caller.lang));
        };
        let gone = told == Told::Collected;
        let done = match Id::<Order>::parse(&order) {
            Ok(order) => {
                let input = SayCheckIn { id, order, told, at };
                site.db.transact(community, move |tx| ops::check_in(tx, me, &input, now)).await
            }
            Err(_) => Err(OpError::Refused(PickupRefused::NoSuchPickup)),
        };
        match done {
            Ok(_) if gone => collected.push(order),
            Ok(_) => not_collected.push(order),
            Err(OpError::Refused(why)) => refused.push((order, why)),
            Err(OpError::Fault(fault)) => return Err(fault.into()),
        }
    }
    let form = TogetherForm { day: form.day, ..TogetherForm::default() };
    let mut page = load(&caller, &site, &point, form).await?;
    page.refused = named(&page.s, &site, page.point, refused).await?;
    (page.collected, page.not_collected) = (collected, not_collected);
    Reply::page(&caller, &page)
}

fn again(caller: &Caller, mut page: TogetherPage, errors: Errors) -> Answer {
    page.ticked = page.form.collected.iter().cloned().collect();
    page.errors = errors.clone();
    Reply::form_refused(caller, &page, &errors)
}

async fn load(
    caller: &Caller,
    site: &Site,
    point: &str,
    form: TogetherForm,
) -> Result<TogetherPage, Problem> {
    let (s, point) = (Scene::of(caller, site)?, id::<PickupPoint>(point)?);
    let day = day_of(&form.day, &s.zone).unwrap_or_else(|| s.today());
    let said = Timestamp::parse(&form.at);
    let page = site.db.read(move |reader| read(reader, s, (point, said), day, form)).await?;
    Ok(page?)
}

fn read(
    reader: &mut Reader,
    s: Scene,
    (point, said): (Id<PickupPoint>, Option<Timestamp>),
    day: i64,
    form: TogetherForm,
) -> Result<Result<TogetherPage, PickupRefused>, Fault> {
    let point = match minded_when(reader, &s, point, said)? {
        Ok(point) => point,
        Err(why) => return Ok(Err(why)),
    };
    let mut all = left_behind(reader, s.number, point.id)?;
    all.retain(|one| one.pickup.day < day);
    all.extend(to_pack(reader, s.number, point.id, day)?);
    let mut names = Names::in_all(reader, &s, &all)?;
    let views = all.iter().map(|one| WaitingView::of(reader, &s, &mut names, one));
    let waiting = views.collect::<Result<_, _>>()?;
    Ok(Ok(TogetherPage {
        point: point.id,
        name: point.name,
        day: date_of(day, &s.zone),
        waiting,
        collected: Vec::new(),
        not_collected: Vec::new(),
        refused: Vec::new(),
        day_words: s.day_words(day),
        ticked: BTreeSet::new(),
        form,
        errors: Errors::none(),
        worker: web::asset("pickup-worker.js"),
        script: web::asset("pickup.js"),
        s,
    }))
}

/// What was refused, by the code and the name on the list; what is not of this point stands under its id only.
async fn named(
    s: &Scene,
    site: &Site,
    point: Id<PickupPoint>,
    refused: Vec<(String, PickupRefused)>,
) -> Result<Vec<RefusedView>, Problem> {
    let s = s.clone();
    let views = site.db.read(move |reader| {
        let (mut views, mut names) = (Vec::new(), Names::default());
        for (id, why) in &refused {
            let (mut called, mut href) = (id.clone(), None);
            if let Ok(order) = Id::<Order>::parse(id) {
                let pickup = reader.find::<Pickup>(&(s.number, order))?;
                if let Some(pickup) = pickup.filter(|pickup| pickup.point_id == point) {
                    called = format!("{} {}", pickup.code, names.of(reader, &s, pickup.buyer)?);
                    href = Some(format!("{}/pickup/codes/{}", s.base, pickup.code));
                }
            }
            let (code, said) = (why.code(), why.say(s.lang));
            views.push(RefusedView { id: id.clone(), code, said, called, href });
        }
        Ok(views)
    });
    Ok(views.await?)
}
