//! Handing over one order: where the code's picture leads, and what the minder says there.

use super::gone::{GoneView, can_undo};
use super::order_pickup::state_tag;
use super::scene::{Names, Scene};
use super::waiting::WaitingView;
use crate::collecting::{NEIGHBOUR_CHARS_MAX, PickupState, Told};
use crate::hours::date_of;
use crate::lists::{gone_under, said_of, waiting_under};
use crate::ops::{self, CheckedIn, SayCheckIn, UndoCheckIn};
use crate::refused::PickupRefused;
use crate::rows::{Pickup, PickupCode, PickupPoint};
use askama::Template;
use axum::extract::State;
use kernel::{Id, Timestamp};
use market::rows::Order;
use serde::{Deserialize, Serialize};
use store::{Fault, OpError, Outcome, Reader};
use utoipa::ToSchema;
use web::asked::{id, is_ticked, me};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Html, Input, Place, Problem, Reply, Site, View};

/// One order at the door.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "check.html")]
pub(crate) struct CheckPage {
    #[serde(skip)]
    s: Scene,
    code: i64,
    #[schema(value_type = String)]
    point: Id<PickupPoint>,
    point_name: String,
    #[schema(value_type = String)]
    state: PickupState,
    handed_to: Option<String>,
    /// Its slot is on a later day than the one on which it is handed over, today if it waits: `2026-12-02`.
    early_for: Option<String>,
    /// That day in words.
    #[serde(skip)]
    slot_day: String,
    /// Null when it is not there any more.
    waiting: Option<WaitingView>,
    /// What was handed over, when and by whom.
    gone: Option<GoneView>,
    /// What was said last can be taken back now, by the reader.
    can_undo: bool,
    #[schema(value_type = String)]
    order: Id<Order>,
    #[serde(skip)]
    form: CheckInForm,
    #[serde(skip)]
    errors: Errors,
    #[serde(skip)]
    worker: &'static str,
    #[serde(skip)]
    script: &'static str,
}

/// What became of an order.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct CheckInForm {
    /// Made by whoever sends it, 8 to 64 letters or digits: sent again it counts once.
    id: String,
    order: String,
    /// `collected`, `not_collected` or `neighbour`; `undo` takes back what was said last.
    told: String,
    /// To whom it was given; empty for whom the buyer named.
    neighbour: String,
    /// `on` when the buyer has agreed to that just now.
    said_now: String,
    /// When it happened, where that was before it could be sent. RFC 3339.
    at: String,
    /// Who said it, a member's id: what one person's device kept is not said by another.
    by: String,
}

/// What is known of the order now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CheckInAnswer {
    #[schema(value_type = String)]
    order: Id<Order>,
    code: i64,
    #[schema(value_type = String)]
    state: PickupState,
    /// RFC 3339.
    happened_at: String,
    /// It was said before under this id: nothing changed.
    again: bool,
    /// Where a page goes on: to the list, or to the order where that list does not have it.
    next: String,
}

impl View for CheckPage {
    fn title(&self) -> String {
        self.s.t.check_title(self.code)
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.list(), self.s.t.day_title(self.point_name.as_str()))
    }
}

impl CheckPage {
    fn list(&self) -> String {
        format!("{}/pickup/{}/day", self.s.base, self.point)
    }

    /// The list of today has nobody of another day.
    fn next(&self) -> String {
        match self.early_for {
            Some(_) => format!("{}/pickup/codes/{}", self.s.base, self.code),
            None => self.list(),
        }
    }

    fn tag(&self) -> Html {
        state_tag(&self.s, self.state)
    }

    fn new_id(&self) -> String {
        web::IdSource::system().random::<16>().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// What was typed, else whom the buyer named.
    fn neighbour(&self, one: &WaitingView) -> String {
        match self.form.neighbour.is_empty() {
            true => one.neighbour.clone().unwrap_or_default(),
            false => self.form.neighbour.clone(),
        }
    }

    fn may_be_missed(&self) -> bool {
        self.state == PickupState::Waiting && self.waiting.as_ref().is_some_and(|one| one.is_over(self.s.now))
    }
}

/// `said`: when what is sent was said, by the device.
pub(super) async fn find(
    caller: &Caller,
    site: &Site,
    code: i64,
    said: Option<Timestamp>,
) -> Result<Result<CheckPage, PickupRefused>, Problem> {
    let s = Scene::of(caller, site)?;
    Ok(site.db.read(move |reader| read(reader, s, code, said)).await?)
}

fn read(
    reader: &mut Reader,
    s: Scene,
    code: i64,
    said: Option<Timestamp>,
) -> Result<Result<CheckPage, PickupRefused>, Fault> {
    let no = |why| Ok(Err(why));
    let Some(row) = reader.find::<PickupCode>(&(s.number, code))? else {
        return no(PickupRefused::NoSuchPickup);
    };
    let pickup = reader.find::<Pickup>(&(s.number, row.order_id))?;
    let Some(pickup) = pickup else { return no(PickupRefused::NoSuchPickup) };
    let point = reader.find::<PickupPoint>(&(s.number, pickup.point_id))?;
    // A stranger who tries numbers does not learn which are in use.
    let hands_over = match &point {
        Some(point) => s.handed_over(reader, point, said)?,
        None => false,
    };
    let Some(point) = point.filter(|_| hands_over) else {
        return no(PickupRefused::NoSuchPickup);
    };
    let waiting = waiting_under(reader, s.number, code)?;
    let waiting = waiting.map(|one| WaitingView::of(reader, &s, &mut Names::default(), &one)).transpose()?;
    let gone = gone_under(reader, s.number, code)?;
    let gone = gone.map(|one| GoneView::of(reader, &s, &mut Names::default(), &one)).transpose()?;
    let said = said_of(reader, &pickup)?;
    let can_undo = said.is_some_and(|said| can_undo(&s, said.happened_at_us, said.by_member));
    let on = pickup.gone_at_us.unwrap_or(s.now).day(&s.zone);
    Ok(Ok(CheckPage {
        early_for: (pickup.day > on).then(|| date_of(pickup.day, &s.zone)),
        slot_day: s.day_words(pickup.day),
        code,
        point: point.id,
        point_name: point.name,
        state: pickup.state,
        handed_to: pickup.handed_to,
        waiting,
        gone,
        can_undo,
        order: pickup.order_id,
        form: CheckInForm::default(),
        errors: Errors::none(),
        worker: web::asset("pickup-worker.js"),
        script: web::asset("pickup.js"),
        s,
    }))
}

/// Says what became of an order: collected, given to a neighbour, or nobody came; or takes that back within minutes. The same id again counts once, so that a
/// device that was offline may send what it kept as often as it likes.
#[utoipa::path(post, path = "/c/{slug}/pickup/check-ins", tag = "pickup", request_body = CheckInForm,
    params(("slug" = String, Path)),
    responses((status = 200, body = CheckInAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn check_in(
    caller: Caller,
    State(site): State<Site>,
    Input(form): Input<CheckInForm>,
) -> Answer {
    let (s, me, now) = (Scene::of(&caller, &site)?, me(&caller)?, site.now());
    if !form.by.is_empty() && form.by != me.as_str() {
        return Err(PickupRefused::SaidByAnother.into());
    }
    let order = id::<Order>(&form.order)?;
    let pickup = site.db.read(move |reader| reader.find::<Pickup>(&(s.number, order))).await?;
    // A courtesy, before anything is read: the operation decides again.
    let pickup = pickup.ok_or(PickupRefused::NoSuchPickup)?;
    let page = find(&caller, &site, pickup.code, Timestamp::parse(&form.at)).await??;
    if form.told == "undo" {
        return undo(&caller, &site, page, form, order).await;
    }
    let mut check = Check::new(caller.lang);
    let told = check.choice("told", &form.told, |code| match code {
        "collected" => Some(Told::Collected),
        "not_collected" => Some(Told::Missed),
        "neighbour" => {
            let said_now = is_ticked(&form.said_now);
            Some(Told::Neighbour { name: form.neighbour.clone(), said_now })
        }
        _ => None,
    });
    let told = match check.done(told) {
        Ok(Some(told)) => told,
        Ok(None) => return Err(Problem::not_found()),
        Err(errors) => return again(&caller, page, form, errors),
    };
    let input = SayCheckIn { id: form.id.trim().to_owned(), order, told, at: Timestamp::parse(&form.at) };
    let community = caller.community()?.number;
    let said = site.db.transact(community, move |tx| ops::check_in(tx, me, &input, now)).await;
    answered(&caller, page, form, said)
}

/// The wrong button was pressed: what was said last is taken back.
async fn undo(caller: &Caller, site: &Site, page: CheckPage, form: CheckInForm, order: Id<Order>) -> Answer {
    let (me, now, community) = (me(caller)?, site.now(), caller.community()?.number);
    let input = UndoCheckIn { id: form.id.trim().to_owned(), order, at: Timestamp::parse(&form.at) };
    let said = site.db.transact(community, move |tx| ops::undo_check_in(tx, me, &input, now)).await;
    answered(caller, page, form, said)
}

fn answered(
    caller: &Caller,
    page: CheckPage,
    form: CheckInForm,
    said: Outcome<CheckedIn, PickupRefused>,
) -> Answer {
    match said {
        Ok(CheckedIn { order, code, state, happened_at, again }) => {
            let (happened_at, next) = (happened_at.to_string(), page.next());
            let answer = CheckInAnswer { order, code, state, happened_at, again, next };
            Reply::changed(caller, &answer.next, &answer)
        }
        Err(OpError::Refused(why)) => again(caller, page, form, Errors::refused(why, caller.lang)),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

fn again(caller: &Caller, mut page: CheckPage, form: CheckInForm, errors: Errors) -> Answer {
    (page.errors, page.form) = (errors.clone(), form);
    Reply::form_refused(caller, &page, &errors)
}
