//! Making a point, and changing one.

use super::scene::Scene;
use crate::hours::{Window, date_of};
use crate::ops::{self, KeepPoint, PointKept};
use crate::point::{PLACES_MAX, PointText};
use crate::refused::PointRefused;
use crate::rows::PickupPoint;
use askama::Template;
use axum::extract::{Path, State};
use community::Chooser;
use kernel::Id;
use serde::{Deserialize, Serialize};
use store::{OpError, Outcome, Tx};
use utoipa::ToSchema;
use web::asked::{id, me};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Keyed, Place, Power, Problem, Reply, Site, View};

/// What is written about a point.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "point_form.html")]
pub(crate) struct PointFormPage {
    #[serde(skip)]
    s: Scene,
    /// Null where it is a new one.
    #[schema(value_type = Option<String>)]
    point: Option<Id<PickupPoint>>,
    form: PointForm,
    #[serde(skip)]
    people: Chooser,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct PointForm {
    name: String,
    /// Which house, which door, how to get there.
    address: String,
    note: String,
    /// `16:00-18:00, 18:00-20:00`; each is a slot. Empty: closed.
    monday: String,
    tuesday: String,
    wednesday: String,
    thursday: String,
    friday: String,
    saturday: String,
    sunday: String,
    /// Days off: `2026-05-01 2026-05-02`.
    closed_on: String,
    /// Orders in one slot; empty for any number.
    each_slot: String,
    /// Orders on one day.
    each_day: String,
    /// Who minds it: a member's id, or a name.
    minder: String,
    /// `on`, or nothing for a point that is closed for now.
    is_open: String,
}

impl PointForm {
    fn of(s: &Scene, point: &PickupPoint) -> Result<PointForm, store::Fault> {
        let opening = point.opening(&s.zone)?;
        let written =
            |windows: &[Window]| windows.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] =
            opening.week.each_ref().map(|windows| written(windows));
        let today = s.today();
        let closed = opening.closed.iter().filter(|day| **day >= today);
        let places = |places: Option<i64>| places.map_or_else(String::new, |places| places.to_string());
        Ok(PointForm {
            name: point.name.clone(),
            address: point.address.clone(),
            note: point.note.clone(),
            monday,
            tuesday,
            wednesday,
            thursday,
            friday,
            saturday,
            sunday,
            closed_on: closed.map(|day| date_of(*day, &s.zone)).collect::<Vec<_>>().join(" "),
            each_slot: places(point.slot_places),
            each_day: places(point.day_places),
            minder: point.minder.to_string(),
            is_open: if point.is_open { "on".to_owned() } else { String::new() },
        })
    }

    fn read(&self, caller: &Caller, people: &Chooser, point: Id<PickupPoint>) -> Result<KeepPoint, Errors> {
        let mut check = Check::new(caller.lang);
        let mut places = |field: &str, typed: &str| {
            check.optional(field, typed, |check, field, typed| check.whole(field, typed, 1..=PLACES_MAX))
        };
        let (each_slot, each_day) =
            (places("each_slot", &self.each_slot), places("each_day", &self.each_day));
        let minder = people.member(&mut check, "minder", &self.minder, caller.lang);
        let is_open = check.flag("is_open", &self.is_open);
        let hours = [
            &self.monday,
            &self.tuesday,
            &self.wednesday,
            &self.thursday,
            &self.friday,
            &self.saturday,
            &self.sunday,
        ];
        let text = PointText {
            name: self.name.clone(),
            address: self.address.clone(),
            note: self.note.clone(),
            hours: hours.map(Clone::clone),
            closed_on: self.closed_on.clone(),
            each_slot,
            each_day,
        };
        check.done(KeepPoint { point, text, minder, is_open, key: None })
    }
}

impl View for PointFormPage {
    fn title(&self) -> String {
        if self.point.is_some() { self.s.t.point_edit() } else { self.s.t.point_new() }
    }

    fn place(&self) -> Place {
        Place::Market
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/pickup", self.s.base), self.s.t.points_title())
    }
}

impl PointFormPage {
    fn action(&self) -> String {
        let point = self.point.map_or_else(String::new, |point| format!("/{point}"));
        format!("{}/pickup{point}", self.s.base)
    }

    fn days(&self) -> [(&'static str, String, &String); 7] {
        let (t, form) = (self.s.t, &self.form);
        [
            ("monday", t.monday(), &form.monday),
            ("tuesday", t.tuesday(), &form.tuesday),
            ("wednesday", t.wednesday(), &form.wednesday),
            ("thursday", t.thursday(), &form.thursday),
            ("friday", t.friday(), &form.friday),
            ("saturday", t.saturday(), &form.saturday),
            ("sunday", t.sunday(), &form.sunday),
        ]
    }
}

/// The form of a new point.
#[utoipa::path(get, path = "/c/{slug}/pickup/new", tag = "pickup", params(("slug" = String, Path)),
    responses((status = 200, body = PointFormPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn new_point(caller: Caller, State(site): State<Site>) -> Answer {
    caller.may(Power::FulfilOrders)?;
    let form =
        PointForm { minder: me(&caller)?.to_string(), is_open: "on".to_owned(), ..PointForm::default() };
    Reply::page(&caller, &load(&caller, &site, None, form, Errors::none()).await?)
}

/// What is written about a point, to be changed.
#[utoipa::path(get, path = "/c/{slug}/pickup/{point}", tag = "pickup",
    params(("slug" = String, Path), ("point" = String, Path)),
    responses((status = 200, body = PointFormPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn point_form(
    caller: Caller,
    State(site): State<Site>,
    Path((_, point)): Path<(String, String)>,
) -> Answer {
    let (s, point) = (Scene::of(&caller, &site)?, id::<PickupPoint>(&point)?);
    let row = site.db.read(move |reader| reader.find::<PickupPoint>(&(s.number, point))).await?;
    let (s, row) = (Scene::of(&caller, &site)?, row.ok_or(PointRefused::NoSuchPoint)?);
    if !s.minds(&row) {
        return Err(PointRefused::NotAllowed.into());
    }
    let form = PointForm::of(&s, &row)?;
    Reply::page(&caller, &load(&caller, &site, Some(point), form, Errors::none()).await?)
}

async fn load(
    caller: &Caller,
    site: &Site,
    point: Option<Id<PickupPoint>>,
    form: PointForm,
    errors: Errors,
) -> Result<PointFormPage, Problem> {
    let s = Scene::of(caller, site)?;
    let page = site.db.read(move |reader| {
        let people = Chooser::read(reader, &s.choosing(), Vec::new(), [form.minder.as_str()])?;
        Ok(PointFormPage { s, point, form, people, errors })
    });
    Ok(page.await?)
}

/// A point and where it stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PointAnswer {
    #[schema(value_type = String)]
    point: Id<PickupPoint>,
    number: i64,
    is_open: bool,
}

/// Makes a point where orders are fetched.
#[utoipa::path(post, path = "/c/{slug}/pickup", tag = "pickup", request_body = PointForm,
    params(("slug" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = PointAnswer), (status = 403, body = web::ProblemBody),
        (status = 409, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn create_point(
    caller: Caller,
    State(site): State<Site>,
    Keyed { input: form, key }: Keyed<PointForm>,
) -> Answer {
    caller.may(Power::FulfilOrders)?;
    let key = Some(key.of(&caller, "create_point")?);
    keep(&caller, &site, None, form, key, ops::create_point).await
}

/// Changes a point: by who hands over orders, or who minds it. What was chosen before keeps its time.
#[utoipa::path(post, path = "/c/{slug}/pickup/{point}", tag = "pickup", request_body = PointForm,
    params(("slug" = String, Path), ("point" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PointAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn edit_point(
    caller: Caller,
    State(site): State<Site>,
    Path((_, point)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<PointForm>,
) -> Answer {
    let (s, point) = (Scene::of(&caller, &site)?, id::<PickupPoint>(&point)?);
    // A courtesy, before anything is read: the operation decides again.
    let row = site.db.read(move |reader| reader.find::<PickupPoint>(&(s.number, point))).await?;
    if !Scene::of(&caller, &site)?.minds(&row.ok_or(PointRefused::NoSuchPoint)?) {
        return Err(PointRefused::NotAllowed.into());
    }
    let key = Some(key.of(&caller, "edit_point")?);
    keep(&caller, &site, Some(point), form, key, ops::edit_point).await
}

type Keeping =
    fn(&mut Tx, Id<crate::ids::Member>, &KeepPoint, kernel::Timestamp) -> Outcome<PointKept, PointRefused>;

async fn keep(
    caller: &Caller,
    site: &Site,
    point: Option<Id<PickupPoint>>,
    form: PointForm,
    key: Option<store::IdempotencyKey>,
    op: Keeping,
) -> Answer {
    let (s, me, now) = (Scene::of(caller, site)?, me(caller)?, site.now());
    let (at, typed) = (s.choosing(), form.minder.clone());
    let people = site.db.read(move |reader| Chooser::read(reader, &at, Vec::new(), [typed.as_str()])).await?;
    let read = form.read(caller, &people, point.unwrap_or_else(|| site.id()));
    let input = match read {
        Ok(input) => KeepPoint { key, ..input },
        Err(errors) => return again(caller, site, point, form, errors).await,
    };
    match site.db.transact(s.number, move |tx| op(tx, me, &input, now)).await {
        Ok(PointKept { point: kept, number, is_open }) => {
            let (location, answer) =
                (format!("{}/pickup", s.base), PointAnswer { point: kept, number, is_open });
            match point {
                None => Reply::created_json(caller, &location, &answer),
                Some(_) => Reply::changed(caller, &location, &answer),
            }
        }
        Err(OpError::Refused(why)) => {
            again(caller, site, point, form, Errors::refused(why, caller.lang)).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn again(
    caller: &Caller,
    site: &Site,
    point: Option<Id<PickupPoint>>,
    form: PointForm,
    errors: Errors,
) -> Answer {
    let page = load(caller, site, point, form, errors.clone()).await?;
    Reply::form_refused(caller, &page, &errors)
}
