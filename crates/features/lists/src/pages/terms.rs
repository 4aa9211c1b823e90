//! Until when a list is paid, and where and when it is fetched: what its heading says of it is proposed, and somebody takes it.

use super::list_page::{Typed, again};
use super::new_list::POINTS_OFFERED;
use super::scene::Scene;
use crate::heading_says::{Said, told};
use crate::ops::{SetTerms, set_terms};
use crate::ordering::place_rest;
use crate::rows::OrderList;
use crate::whole::Whole;
use axum::extract::{Path, State};
use kernel::{Id, Timestamp};
use pickup::rows::PickupPoint;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::id;
use web::{Answer, Caller, Check, Errors, Keyed, Reply, Site};

const DAY: Duration = Duration::from_secs(86_400);

/// Terms of a list as its form has them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct TermsForm {
    /// Until when it is paid: `2026-03-14T20:00`; a day alone: until it ends.
    pub(super) pay_until: String,
    /// The id of a pick-up point; may be empty.
    pub(super) point: String,
    /// On which day it is fetched; with a point.
    pub(super) day: String,
}

/// What stands, and what the heading proposes instead.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
#[schema(as = ListTerms)]
pub(crate) struct TermsView {
    stands: TermsForm,
    /// With what the heading says; the same where it says nothing else.
    proposed: TermsForm,
    /// The words of the heading that propose it.
    pub(super) said: Vec<String>,
    /// Somebody has said the terms: what they said stands in the form, whatever the heading says.
    is_said: bool,
    #[serde(skip)]
    pub(super) points: Vec<(String, String)>,
}

impl TermsView {
    pub(super) fn of(reader: &mut Reader, s: &Scene, whole: &Whole) -> Result<TermsView, Fault> {
        let list = &whole.list;
        let date = |day: i64| pickup::hours::date_of(day, &s.zone);
        let stands = TermsForm {
            pay_until: s.moment_typed(&list.pay_until_us),
            point: list.point_id.map_or_else(String::new, |point| point.to_string()),
            day: list.point_day.map_or_else(String::new, date),
        };
        let points = pickup::open_points(reader, s.number, POINTS_OFFERED)?;
        let is_said = list.terms_said_at_us.is_some();
        let mut view = TermsView { proposed: stands.clone(), stands, is_said, ..TermsView::default() };
        let heading = whole.heading();
        let says = told(heading);
        let today = list.heading_at_us.day(&s.zone);
        let now = s.now.day(&s.zone);
        let ahead = |said: &Said| {
            said.day.resolve(today, |month, day| day_of(s, today, month, day)).filter(|day| *day >= now)
        };
        if let Some((day, said)) = says.until.as_ref().and_then(|said| Some((ahead(said)?, said))) {
            let until = s.moment(day, said.minute);
            if until > s.now {
                view.propose(|form| &mut form.pay_until, s.moment_typed(&until), &said.words);
            }
        }
        // Where and when it is fetched may be said alone, when the list is pasted: that stands.
        let is_open = is_said || list.point_id.is_none();
        if let Some((point, name)) =
            points.iter().find(|(_, name)| heading.contains(name.as_str())).filter(|_| is_open)
        {
            view.propose(|form| &mut form.point, point.to_string(), name);
        }
        if let Some((day, said)) = says.fetched.as_ref().and_then(|said| Some((ahead(said)?, said)))
            && !points.is_empty()
            && is_open
        {
            view.propose(|form| &mut form.day, date(day), &said.words);
        }
        // Of a heading that is as it was nothing has to be said again.
        if list.terms_said_at_us.is_some_and(|said| said >= list.heading_at_us) {
            view.said.clear();
        }
        let none = [(String::new(), s.t.no_point())];
        view.points =
            none.into_iter().chain(points.into_iter().map(|(id, name)| (id.to_string(), name))).collect();
        Ok(view)
    }

    fn propose(&mut self, field: impl Fn(&mut TermsForm) -> &mut String, value: String, words: &str) {
        let proposed = field(&mut self.proposed);
        if *proposed != value {
            *proposed = value;
            self.said.push(words.to_owned());
        }
    }

    /// What somebody has said is kept until somebody says otherwise.
    pub(super) fn form(&self) -> &TermsForm {
        if self.is_said { &self.stands } else { &self.proposed }
    }

    /// What the heading proposes, for who looks at the form.
    pub(super) fn note(&self, s: &Scene) -> String {
        let words = self.said.join(&s.t.list_semicolon());
        if self.is_said { s.t.terms_otherwise(words) } else { s.t.terms_proposed(words) }
    }
}

/// The next day of this date: a list speaks of days to come.
fn day_of(s: &Scene, today: i64, month: i64, day: i64) -> Option<i64> {
    let year: i64 = Timestamp::start_of_day(today, &s.zone).format(&s.zone, "%Y").parse().ok()?;
    (year..=year + 1).find_map(|year| {
        let day =
            Timestamp::parse_local(&format!("{year}-{month:02}-{day:02} 00:00"), "%Y-%m-%d %H:%M", &s.zone);
        day.map(|day| day.day(&s.zone)).filter(|day| *day >= today)
    })
}

/// Where it is fetched, and on which day: both or neither. A day without a place would be lost in silence.
pub(super) fn fetched(
    check: &mut Check,
    s: &Scene,
    point: &str,
    day: &str,
) -> Option<(Id<PickupPoint>, i64)> {
    if point.trim().is_empty() {
        check.require("point", day.trim().is_empty(), || s.t.day_without_point());
        return None;
    }
    let point = check.id::<PickupPoint>("point", point);
    Some((point, check.date("day", day, &s.zone).day(&s.zone)))
}

impl TermsForm {
    fn read(&self, s: &Scene, list: Id<OrderList>, random: u64) -> Result<SetTerms, Errors> {
        let mut check = Check::new(s.lang);
        let pay_until = match self.pay_until.contains(['T', ' ']) {
            true => check.time("pay_until", self.pay_until.trim(), &s.zone),
            false => check.date("pay_until", &self.pay_until, &s.zone).plus(DAY),
        };
        let point = fetched(&mut check, s, &self.point, &self.day);
        check.done(SetTerms { list, pay_until, point, random, key: None })
    }
}

/// Says until when a list is paid, and where and on which day it is fetched.
#[utoipa::path(post, path = "/c/{slug}/lists/{list}/terms", tag = "lists", request_body = TermsForm,
    params(("slug" = String, Path), ("list" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 204, description = "Said"), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn say_terms(
    caller: Caller,
    State(site): State<Site>,
    Path((_, list)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<TermsForm>,
) -> Answer {
    let (s, list) = (Scene::of(&caller, &site)?, id::<OrderList>(&list)?);
    let errors = match form.read(&s, list, u64::from_be_bytes(site.ids.random())) {
        Err(errors) => errors,
        Ok(input) => {
            let input = SetTerms { key: Some(key.of(&caller, "set_terms")?), ..input };
            let (me, now) = (s.me, s.now);
            match site.db.transact(s.number, move |tx| set_terms(tx, me, &input, now)).await {
                Ok(()) => {
                    // At once, so that the page which follows tells what found no room.
                    place_rest(&site.db, &site.ids, (s.number, list), s.now).await?;
                    return Reply::done(&caller, &s.at(list, ""));
                }
                Err(OpError::Refused(why)) if why.is_nowhere() => return Err(why.into()),
                Err(OpError::Refused(why)) => Errors::refused(why, caller.lang),
                Err(OpError::Fault(fault)) => return Err(fault.into()),
            }
        }
    };
    again(&caller, &site, list, Typed::Terms(form), errors).await
}
