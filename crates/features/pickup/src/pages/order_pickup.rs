//! Where and when an order is fetched: its buyer chooses, sees the code, and says who else may have it.

use super::points::PointView;
use super::scene::{Names, Scene};
use crate::collecting::{NEIGHBOUR_CHARS_MAX, PickupState};
use crate::hours::{Slot, clock, date_of, day_of};
use crate::ids::Member;
use crate::ops::{self, ChooseSlot, LetNeighbour};
use crate::pickup_store::{days_of, points_after, slots_of};
use crate::refused::PickupRefused;
use crate::rows::{Pickup, PickupPoint};
use askama::Template;
use axum::extract::{Path, State};
use kernel::Id;
use market::order::State as At;
use market::rows::Order;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::{id, me};
use web::ui::{self, Field, Tone};
use web::{Answer, Back, Caller, Check, Errors, Html, Input, Keyed, Place, Problem, Reply, Site, View};

/// Offered to choose from.
const POINTS_MAX: i64 = 50;

/// One order's pick-up.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "order_pickup.html")]
pub(crate) struct OrderPickupPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    order: Id<Order>,
    number: i64,
    /// Null until somebody chooses.
    pickup: Option<PickupView>,
    /// What can be chosen now.
    points: Vec<PointChoice>,
    #[serde(skip)]
    is_paid: bool,
    #[serde(skip)]
    is_mine: bool,
    #[serde(skip)]
    qr: Html,
    #[serde(skip)]
    form: PickupForm,
    #[serde(skip)]
    neighbour: String,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PickupView {
    /// Null until the order is paid.
    code: Option<i64>,
    #[schema(value_type = String)]
    point: Id<PickupPoint>,
    point_name: String,
    address: String,
    note: String,
    starts_at: String,
    ends_at: String,
    #[schema(value_type = String)]
    state: PickupState,
    /// To whom it may be given instead.
    neighbour: Option<String>,
    handed_to: Option<String>,
    #[serde(skip)]
    slot: String,
    /// As it is sent to choose it.
    #[serde(skip)]
    chosen: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PointChoice {
    #[serde(flatten)]
    point: PointView,
    slots: Vec<SlotChoice>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SlotChoice {
    /// `2026-03-14 16:00`: what is sent to choose it.
    slot: String,
    words: String,
    /// Places that are left; null for any number.
    left: Option<i64>,
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct PickupForm {
    point: String,
    /// `2026-03-14 16:00`, in the community's zone.
    slot: String,
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct NeighbourForm {
    /// Empty: nobody but the buyer.
    neighbour: String,
}

impl View for OrderPickupPage {
    fn title(&self) -> String {
        self.s.t.pickup_of_order(self.number)
    }

    fn place(&self) -> Place {
        if self.is_mine { Place::Mine } else { Place::Desk }
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/orders/{}", self.s.base, self.order), self.s.t.order_numbered(self.number))
    }

    fn live(&self) -> Option<&'static str> {
        Some("orders")
    }
}

impl OrderPickupPage {
    fn link(&self, rest: &str) -> String {
        format!("{}/orders/{}/pickup{rest}", self.s.base, self.order)
    }

    fn waits(&self) -> bool {
        self.pickup.as_ref().is_some_and(|pickup| pickup.state.is_waiting()) && self.is_paid
    }

    fn can_choose(&self) -> bool {
        self.is_paid && self.pickup.as_ref().is_none_or(|pickup| !pickup.state.is_gone())
    }

    fn tag(&self, state: PickupState) -> Html {
        state_tag(&self.s, state)
    }

    /// What is wrong stands at the form that was sent only.
    fn slots_of(&self, point: &PointChoice, place: &usize) -> Field {
        let slots: Vec<_> = point.slots.iter().map(|slot| (slot.slot.clone(), slot.words.clone())).collect();
        let label = self.s.t.when_at(point.point.name.as_str());
        let field = Field::select(self.s.lang, "slot", label, &slots).id(format!("slot-{place}"));
        match self.form.point == point.point.point.as_str() {
            true => field.value(&self.form.slot).errors(&self.errors),
            // From the own time on, not from the first there is.
            false => match self.pickup.as_ref().filter(|own| own.point == point.point.point) {
                Some(own) => field.value(&own.chosen),
                None => field,
            },
        }
    }
}

pub(crate) fn state_tag(s: &Scene, state: PickupState) -> Html {
    let (text, tone) = state_words(s, state);
    ui::tag(text, tone)
}

pub(crate) fn state_words(s: &Scene, state: PickupState) -> (String, Tone) {
    match state {
        PickupState::Waiting => (s.t.state_waiting(), Tone::Wait),
        PickupState::Missed => (s.t.state_missed(), Tone::Act),
        PickupState::Collected => (s.t.state_collected(), Tone::Done),
        PickupState::Neighbour => (s.t.state_neighbour(), Tone::Done),
        PickupState::Dropped => (s.t.state_dropped(), Tone::Plain),
    }
}

/// What is still to come of a point, with what is left of it; what is full is not offered.
fn slots(
    reader: &mut Reader,
    s: &Scene,
    point: &PickupPoint,
    (own, ready_day): (Option<&Pickup>, Option<i64>),
) -> Result<Vec<SlotChoice>, Fault> {
    let mut coming = point.opening(&s.zone)?.coming(s.now, &s.zone);
    coming.retain(|slot| ready_day.is_none_or(|ready| slot.day >= ready));
    let mut days = BTreeMap::new();
    let mut taken = BTreeMap::new();
    if point.day_places.is_some() {
        let all = days_of(reader, s.number, point.id)?;
        days.extend(all.into_iter().map(|(day, taken, _)| (day, taken)));
    }
    if point.slot_places.is_some() {
        let all = slots_of(reader, s.number, point.id)?;
        taken.extend(all.into_iter().map(|(day, from, taken, _)| ((day, from), taken)));
    }
    let choice = |slot: Slot| {
        let (day, from) = (slot.day, slot.window.from);
        let of_day = point.day_places.map(|places| places - days.get(&day).copied().unwrap_or(0));
        let of_slot = point.slot_places.map(|places| places - taken.get(&(day, from)).copied().unwrap_or(0));
        // The own place is no other's.
        let is_own = own.is_some_and(|own| (own.point_id, own.day, own.from_minute) == (point.id, day, from));
        let left = of_day.into_iter().chain(of_slot).min().map(|left| left + i64::from(is_own));
        let time = format!("{} {}–{}", s.day_words(day), clock(from), clock(slot.window.until));
        let words = left.map_or_else(|| time.clone(), |left| s.t.slot_with_left(time.clone(), left));
        SlotChoice { slot: format!("{} {}", date_of(day, &s.zone), clock(from)), words, left }
    };
    let all = coming.into_iter().map(choice);
    Ok(all.filter(|slot| slot.left.is_none_or(|left| left > 0)).collect())
}

async fn load(caller: &Caller, site: &Site, order: Id<Order>) -> Result<OrderPickupPage, Problem> {
    let (s, base_url) = (Scene::of(caller, site)?, caller.config.base_url.clone());
    let found = site.db.read(move |reader| read(reader, s, order, &base_url)).await?;
    found.ok_or_else(Problem::not_found)
}

fn read(
    reader: &mut Reader,
    s: Scene,
    id: Id<Order>,
    base_url: &str,
) -> Result<Option<OrderPickupPage>, Fault> {
    let Some(order) = reader.find::<Order>(&(s.number, id))? else { return Ok(None) };
    let is_mine = order.buyer == s.me;
    // Whose order it is not, and who does not hand over orders, does not learn that it is there.
    if !is_mine && !s.keeps() {
        return Ok(None);
    }
    let (mut names, mut points) = (Names::default(), Vec::new());
    let is_paid = order.state == At::Paid;
    let row = reader.find::<Pickup>(&(s.number, id))?;
    let ready = ops::ready_day(reader, s.number, id)?;
    // Whose order was called off has nothing to fetch, whatever place it had; nor has an unpaid one whose place was given back.
    let is_unpaid = order.progress().is_unpaid();
    let row = row.filter(|row| row.state.is_gone() || is_paid || (is_unpaid && row.state.is_waiting()));
    if is_paid && row.as_ref().is_none_or(|row| !row.state.is_gone()) {
        for point in points_after(reader, s.number, 0, POINTS_MAX)? {
            let point = reader.find::<PickupPoint>(&(s.number, point))?;
            if let Some(point) = point.filter(|point| point.is_open) {
                let own = row.as_ref().filter(|row| row.state.is_waiting());
                let slots = slots(reader, &s, &point, (own, ready.filter(|_| !s.keeps())))?;
                points.push(PointChoice { point: PointView::of(reader, &s, &mut names, &point)?, slots });
            }
        }
    }
    let pickup = row.map(|row| view(reader, &s, row, is_unpaid)).transpose()?;
    let code = pickup.as_ref().and_then(|pickup| pickup.code);
    let qr = code.map_or_else(Html::default, |code| {
        let link = format!("{base_url}{}/pickup/codes/{code}", s.base);
        ui::qr(&link, s.t.code_as_picture(code))
    });
    let neighbour = pickup.as_ref().and_then(|pickup| pickup.neighbour.clone()).unwrap_or_default();
    Ok(Some(OrderPickupPage {
        order: id,
        number: order.number,
        pickup,
        points,
        is_paid,
        is_mine,
        qr,
        form: PickupForm::default(),
        neighbour,
        errors: Errors::none(),
        s,
    }))
}

fn view(reader: &mut Reader, s: &Scene, row: Pickup, is_unpaid: bool) -> Result<PickupView, Fault> {
    let point = reader.find::<PickupPoint>(&(s.number, row.point_id))?;
    let (point_name, address, note) =
        point.map(|point| (point.name, point.address, point.note)).unwrap_or_default();
    Ok(PickupView {
        slot: s.slot_words(&row),
        code: (!is_unpaid).then_some(row.code),
        chosen: format!("{} {}", date_of(row.day, &s.zone), clock(row.from_minute)),
        point: row.point_id,
        point_name,
        address,
        note,
        starts_at: row.starts_at_us.to_string(),
        ends_at: row.ends_at_us.to_string(),
        state: row.state,
        neighbour: row.neighbour,
        handed_to: row.handed_to,
    })
}

/// Where and when an order is fetched, for its buyer and for who hands over orders.
#[utoipa::path(get, path = "/c/{slug}/orders/{order}/pickup", tag = "pickup",
    params(("slug" = String, Path), ("order" = String, Path)),
    responses((status = 200, body = OrderPickupPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn order_pickup(
    caller: Caller,
    State(site): State<Site>,
    Path((_, order)): Path<(String, String)>,
) -> Answer {
    Reply::page(&caller, &load(&caller, &site, id(&order)?).await?)
}

/// Chooses where and when a paid order is fetched, or another time.
#[utoipa::path(post, path = "/c/{slug}/orders/{order}/pickup", tag = "pickup", request_body = PickupForm,
    params(("slug" = String, Path), ("order" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = OrderPickupPage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn choose_slot(
    caller: Caller,
    State(site): State<Site>,
    Path((_, order)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<PickupForm>,
) -> Answer {
    let (order, me, now) = (id::<Order>(&order)?, me(&caller)?, site.now());
    // A courtesy, before anything is read: the operation decides again.
    load(&caller, &site, order).await?;
    let s = Scene::of(&caller, &site)?;
    let mut check = Check::new(caller.lang);
    let point = check.id::<PickupPoint>("point", &form.point);
    let slot = form.slot.trim().split_once(' ').and_then(|(date, time)| {
        let (hour, minute) = time.split_once(':')?;
        let from = hour.parse::<i64>().ok()? * 60 + minute.parse::<i64>().ok()?;
        Some((day_of(date, &s.zone)?, from))
    });
    // Of no point there are no times to choose from.
    let of_a_point = Id::<PickupPoint>::parse(form.point.trim()).is_ok();
    check.require("slot", slot.is_some() || !of_a_point, || {
        web::Refusal::say(&PickupRefused::NoSuchSlot, caller.lang)
    });
    let (point, (day, from_minute)) = match check.done((point, slot.unwrap_or_default())) {
        Ok(read) => read,
        Err(errors) => return again(&caller, &site, order, form, errors).await,
    };
    let random = u64::from_be_bytes(site.ids.random());
    let key = Some(key.of(&caller, "choose_slot")?);
    let input = ChooseSlot { order, point, day, from_minute, random, key };
    match site.db.transact(s.number, move |tx| ops::choose_slot(tx, me, &input, now)).await {
        Ok(_) => done(&caller, &site, order).await,
        Err(OpError::Refused(why)) => {
            again(&caller, &site, order, form, Errors::refused(why, caller.lang)).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// The buyer says to whom the order may be given instead, or takes that back.
#[utoipa::path(post, path = "/c/{slug}/orders/{order}/pickup/neighbour", tag = "pickup", request_body = NeighbourForm,
    params(("slug" = String, Path), ("order" = String, Path)),
    responses((status = 200, body = OrderPickupPage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn let_neighbour(
    caller: Caller,
    State(site): State<Site>,
    Path((_, order)): Path<(String, String)>,
    Input(form): Input<NeighbourForm>,
) -> Answer {
    let (order, me, now): (Id<Order>, Id<Member>, _) = (id(&order)?, me(&caller)?, site.now());
    load(&caller, &site, order).await?;
    let name = Some(form.neighbour.trim().to_owned()).filter(|name| !name.is_empty());
    let input = LetNeighbour { order, name };
    let community = caller.community()?.number;
    match site.db.transact(community, move |tx| ops::let_neighbour(tx, me, &input, now)).await {
        Ok(_) => done(&caller, &site, order).await,
        Err(OpError::Refused(why)) => {
            let mut page = load(&caller, &site, order).await?;
            let errors = Errors::refused(why, caller.lang);
            (page.errors, page.neighbour) = (errors.clone(), form.neighbour);
            Reply::form_refused(&caller, &page, &errors)
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn done(caller: &Caller, site: &Site, order: Id<Order>) -> Answer {
    let page = load(caller, site, order).await?;
    Reply::changed(caller, &page.link(""), &page)
}

async fn again(caller: &Caller, site: &Site, order: Id<Order>, form: PickupForm, errors: Errors) -> Answer {
    let mut page = load(caller, site, order).await?;
    (page.errors, page.form) = (errors.clone(), form);
    Reply::form_refused(caller, &page, &errors)
}
