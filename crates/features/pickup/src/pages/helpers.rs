//! Who hands over at a point beside who minds it: for whoever hands over orders anywhere.

use super::scene::{Names, Scene};
use crate::hours::{date_of, day_of};
use crate::ids::Member;
use crate::ops::{self, AddHelper, HelperKept};
use crate::pickup_store::helpers_of;
use crate::refused::PointRefused;
use crate::rows::{PickupHelper, PickupPoint};
use askama::Template;
use axum::extract::{Path, State};
use community::Chooser;
use kernel::Id;
use serde::{Deserialize, Serialize};
use store::OpError;
use utoipa::ToSchema;
use web::asked::{id, me, number};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Input, Keyed, Place, Power, Problem, Reply, Site, View};

/// The helpers of a point that still help, or will.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "helpers.html")]
pub(crate) struct HelpersPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    point: Id<PickupPoint>,
    name: String,
    minder: String,
    helpers: Vec<HelperView>,
    #[serde(skip)]
    people: Chooser,
    #[serde(skip)]
    form: HelperForm,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PickupHelperView)]
pub(crate) struct HelperView {
    number: i64,
    #[schema(value_type = String)]
    member: Id<Member>,
    name: String,
    /// `2026-03-14`, both days included; null: for good.
    from: String,
    until: Option<String>,
    #[serde(skip)]
    days: String,
}

/// Who helps, and from when until when.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = PickupHelperForm)]
pub(crate) struct HelperForm {
    /// A member, by id or as a form lets them be chosen.
    member: String,
    /// `2026-03-14`; empty: from today.
    from: String,
    /// The last day; empty: for good.
    until: String,
}

/// What was made or ended.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PickupHelperAnswer)]
pub(crate) struct HelperAnswer {
    #[schema(value_type = String)]
    point: Id<PickupPoint>,
    number: i64,
}

impl View for HelpersPage {
    fn title(&self) -> String {
        self.s.t.helpers_of(self.name.as_str())
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/pickup", self.s.base), self.s.t.points_title())
    }
}

impl HelpersPage {
    fn link(&self, rest: &str) -> String {
        format!("{}/pickup/{}/helpers{rest}", self.s.base, self.point)
    }

    fn end_href(&self, helper: &HelperView) -> String {
        self.link(&format!("/{}/end", helper.number))
    }
}

async fn load(
    caller: &Caller,
    site: &Site,
    point: Id<PickupPoint>,
    form: HelperForm,
    errors: Errors,
) -> Result<HelpersPage, Problem> {
    caller.may(Power::FulfilOrders)?;
    let s = Scene::of(caller, site)?;
    let page = site.db.read(move |reader| {
        let Some(row) = reader.find::<PickupPoint>(&(s.number, point))? else { return Ok(None) };
        let (mut names, mut helpers) = (Names::default(), Vec::new());
        for number in helpers_of(reader, s.number, point, s.today())? {
            let Some(helper) = reader.find::<PickupHelper>(&(s.number, point, number))? else { continue };
            let until = helper.until_day.map(|day| date_of(day, &s.zone));
            let from = date_of(helper.from_day, &s.zone);
            helpers.push(HelperView {
                number,
                member: helper.member,
                name: names.of(reader, &s, helper.member)?,
                days: match &until {
                    Some(until) if *until == from => from.clone(),
                    Some(until) => s.t.days_from_to(from.clone(), until.clone()),
                    None => s.t.days_from(from.clone()),
                },
                from,
                until,
            });
        }
        let people = Chooser::read(reader, &s.choosing(), Vec::new(), [form.member.as_str()])?;
        let minder = names.of(reader, &s, row.minder)?;
        let (form, errors) = (form.clone(), errors.clone());
        Ok(Some(HelpersPage { point, name: row.name, minder, helpers, people, form, errors, s: s.clone() }))
    });
    Ok(page.await?.ok_or(PointRefused::NoSuchPoint)?)
}

/// Who hands over at a point beside who minds it.
#[utoipa::path(get, path = "/c/{slug}/pickup/{point}/helpers", tag = "pickup",
    params(("slug" = String, Path), ("point" = String, Path)),
    responses((status = 200, body = HelpersPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn helpers_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, point)): Path<(String, String)>,
) -> Answer {
    Reply::page(&caller, &load(&caller, &site, id(&point)?, HelperForm::default(), Errors::none()).await?)
}

/// Lets somebody hand over at a point from one day to another: today and for good where none is named.
#[utoipa::path(post, path = "/c/{slug}/pickup/{point}/helpers", tag = "pickup", request_body = HelperForm,
    params(("slug" = String, Path), ("point" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = HelperAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn add_helper(
    caller: Caller,
    State(site): State<Site>,
    Path((_, point)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<HelperForm>,
) -> Answer {
    let (point, me, now) = (id::<PickupPoint>(&point)?, me(&caller)?, site.now());
    let page = load(&caller, &site, point, form.clone(), Errors::none()).await?;
    let s = &page.s;
    let mut check = Check::new(caller.lang);
    let member = page.people.member(&mut check, "member", &form.member, caller.lang);
    let mut day = |field: &'static str, typed: &str| {
        let read = day_of(typed.trim(), &s.zone);
        let sound = typed.trim().is_empty() || read.is_some();
        check.require(field, sound, || web::Refusal::say(&PointRefused::DaysMalformed, caller.lang));
        read
    };
    let (from, until_day) = (day("from", &form.from), day("until", &form.until));
    let from_day = from.unwrap_or_else(|| s.today());
    if let Err(errors) = check.done(()) {
        return again(&caller, &site, point, form, errors).await;
    }
    let key = Some(key.of(&caller, "add_helper")?);
    let input = AddHelper { point, member, from_day, until_day, key };
    match site.db.transact(s.number, move |tx| ops::add_helper(tx, me, &input, now)).await {
        Ok(HelperKept { point, number }) => {
            Reply::created_json(&caller, &page.link(""), &HelperAnswer { point, number })
        }
        Err(OpError::Refused(why)) => {
            again(&caller, &site, point, form, Errors::refused(why, caller.lang)).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn again(
    caller: &Caller,
    site: &Site,
    point: Id<PickupPoint>,
    form: HelperForm,
    errors: Errors,
) -> Answer {
    let page = load(caller, site, point, form, errors.clone()).await?;
    Reply::form_refused(caller, &page, &errors)
}

/// Ends somebody's help at a point: by who hands over orders, or the helper.
#[utoipa::path(post, path = "/c/{slug}/pickup/{point}/helpers/{number}/end", tag = "pickup", request_body = EndForm,
    params(("slug" = String, Path), ("point" = String, Path), ("number" = i64, Path)),
    responses((status = 200, body = HelperAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn end_helper(
    caller: Caller,
    State(site): State<Site>,
    Path((_, point, helper)): Path<(String, String, String)>,
    Input(_): Input<EndForm>,
) -> Answer {
    let (point, helper, me, now) = (id::<PickupPoint>(&point)?, number(&helper)?, me(&caller)?, site.now());
    let s = Scene::of(&caller, &site)?;
    match site.db.transact(s.number, move |tx| ops::end_helper(tx, me, (point, helper), now)).await {
        Ok(HelperKept { point, number }) => {
            // Who has helped and does not any more has nothing to look at there.
            let rest = if s.keeps() { format!("/{point}/helpers") } else { String::new() };
            let location = format!("{}/pickup{rest}", s.base);
            Reply::changed(&caller, &location, &HelperAnswer { point, number })
        }
        Err(OpError::Refused(why)) => Err(why.into()),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// Nothing is asked.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = EndHelp)]
pub(crate) struct EndForm {}
