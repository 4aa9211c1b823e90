//! What a member has to fetch and to pay, in the calendar of the own phone: the page with its link, and the calendar itself.

use super::scene::Scene;
use crate::hours::clock;
use crate::ical::{self, Event};
use crate::ids::Member;
use crate::lists::{ToPack, loaded};
use crate::ops::{self, MakeCalendar};
use crate::pickup_store::{member_of_token, waiting_of};
use crate::refused::PickupRefused;
use crate::rows::{CalendarLink, PickupPoint};
use crate::{L10nLanguage, t};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use kernel::{Currency, Id, Money, Quantity};
use people::Token;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::me;
use web::{Answer, Back, Caller, Html, Input, Lang, Place, Problem, Reply, Site, TokenHash, View, ui};

/// More than anybody has to fetch at once.
const SHOWN: i64 = 200;
/// Minutes before a slot begins, and before an order is given up.
const FETCH_REMINDS: i64 = 60;
const PAY_REMINDS: i64 = 120;
/// What is to be paid stands in the calendar as so long before its end.
const PAY_TAKES: Duration = Duration::from_secs(30 * 60);

/// The member's link to the calendar.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "calendar.html")]
pub(crate) struct CalendarPage {
    #[serde(skip)]
    s: Scene,
    /// There is one that works.
    has_link: bool,
    /// Only in the answer that made it.
    link: Option<String>,
    #[serde(skip)]
    made: Html,
}

/// Nothing is asked.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = CalendarNothing)]
pub(crate) struct Nothing {}

impl View for CalendarPage {
    fn title(&self) -> String {
        self.s.t.calendar_title()
    }

    fn place(&self) -> Place {
        Place::Mine
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/mine", self.s.base), self.s.t.mine())
    }
}

impl CalendarPage {
    fn address(&self, rest: &str) -> String {
        format!("{}/calendar{rest}", self.s.base)
    }

    /// By which a phone knows a calendar to subscribe to.
    fn webcal(&self, link: &str) -> String {
        match link.split_once("://") {
            Some((_, rest)) => format!("webcal://{rest}"),
            None => link.to_owned(),
        }
    }

    fn make_words(&self) -> String {
        if self.has_link { self.s.t.calendar_again() } else { self.s.t.calendar_make() }
    }
}

async fn load(caller: &Caller, site: &Site) -> Result<CalendarPage, Problem> {
    let s = Scene::of(caller, site)?;
    let (community, me) = (s.number, s.me);
    let row = site.db.read(move |reader| reader.find::<CalendarLink>(&(community, me))).await?;
    let row = row.filter(|row| row.token_hash.is_some());
    let made = row.as_ref().map_or_else(Html::default, |row| s.time(&row.made_at_us));
    Ok(CalendarPage { has_link: row.is_some(), link: None, made, s })
}

/// Whether the member has a link to the calendar, and how to get one.
#[utoipa::path(get, path = "/c/{slug}/calendar", tag = "pickup", params(("slug" = String, Path)),
    responses((status = 200, body = CalendarPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn calendar_page(caller: Caller, State(site): State<Site>) -> Answer {
    Reply::page(&caller, &load(&caller, &site).await?)
}

/// Makes a link to the calendar; it is answered this once. A second one ends the first.
#[utoipa::path(post, path = "/c/{slug}/calendar", tag = "pickup", request_body = Nothing, params(("slug" = String, Path)),
    responses((status = 201, body = CalendarPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn make_calendar(
    caller: Caller,
    State(site): State<Site>,
    Input(_): Input<Nothing>,
) -> Answer {
    let (me, now, community) = (me(&caller)?, site.now(), caller.community()?);
    let token = Token::fresh(&site.ids);
    let input = MakeCalendar { token_hash: token.hash(), lang: caller.lang };
    match site.db.transact(community.number, move |tx| ops::make_calendar(tx, me, &input, now)).await {
        Ok(()) => {}
        Err(OpError::Refused(why)) => return Err(why.into()),
        Err(OpError::Fault(fault)) => return Err(fault.into()),
    }
    let mut page = load(&caller, &site).await?;
    page.link = Some(format!("{}/c/{}/calendar/{}", site.config.base_url, community.slug, token.text()));
    Reply::with_status(StatusCode::CREATED, &caller, &page)
}

/// The link opens nothing any more.
#[utoipa::path(post, path = "/c/{slug}/calendar/revocation", tag = "pickup", request_body = Nothing,
    params(("slug" = String, Path)),
    responses((status = 200, body = CalendarPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn revoke_calendar(
    caller: Caller,
    State(site): State<Site>,
    Input(_): Input<Nothing>,
) -> Answer {
    let (me, community) = (me(&caller)?, caller.community()?.number);
    match site.db.transact(community, move |tx| ops::revoke_calendar(tx, me)).await {
        Ok(()) => {}
        Err(OpError::Refused(why)) => return Err(why.into()),
        Err(OpError::Fault(fault)) => return Err(fault.into()),
    }
    let page = load(&caller, &site).await?;
    Reply::changed(&caller, &page.address(""), &page)
}

/// What is read for the calendar.
struct Told<'a> {
    t: &'static L10nLanguage,
    base: String,
    currency: Currency,
    member: Id<Member>,
    number: i64,
    reader: &'a mut Reader,
}

/// The calendar behind a link: RFC 5545, for whoever has the link, as calendars of phones ask for it.
#[utoipa::path(get, path = "/c/{slug}/calendar/{token}", tag = "pickup",
    params(("slug" = String, Path), ("token" = String, Path)),
    responses((status = 200, description = "a calendar, RFC 5545", content_type = "text/calendar", body = String),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn calendar(
    caller: Caller,
    State(site): State<Site>,
    Path((slug, token)): Path<(String, String)>,
) -> Answer {
    let community = caller.community()?;
    let (number, currency, name) = (community.number, community.currency, community.name.clone());
    let (hash, base) = (TokenHash::of(&token), format!("{}/c/{slug}", site.config.base_url));
    let host = host_of(&site.config.base_url).to_owned();
    let text = site.db.read(move |reader| {
        let Some(member) = member_of_token(reader, number, &hash)? else { return Ok(None) };
        let row = reader.find::<community::Member>(&(number, member))?;
        let link = reader.find::<CalendarLink>(&(number, member))?;
        // Who has left has nothing to fetch here.
        let (Some(link), true) = (link, row.is_some_and(|row| row.takes_part())) else { return Ok(None) };
        let lang = Lang::parse(&link.lang).unwrap_or(Lang::Zh);
        let base = base.clone();
        let mut told = Told { t: t(lang), base, currency, member, number, reader };
        let mut events = told.fetches()?;
        events.extend(told.payments()?);
        Ok(Some(ical::calendar(&name, &host, &events)))
    });
    let text = text.await?.ok_or(PickupRefused::NoSuchCalendar)?;
    let answer = Reply::download("text/calendar; charset=utf-8", "hehuo.ics", text)?;
    Ok(answer.header(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")))
}

/// `a.example` of `https://a.example:8443`.
fn host_of(base_url: &str) -> &str {
    let rest = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or(rest)
}

impl Told<'_> {
    fn fetches(&mut self) -> Result<Vec<Event>, Fault> {
        let mut events = Vec::new();
        let ids = waiting_of(self.reader, self.number, self.member, SHOWN)?;
        for ToPack { pickup, left, .. } in loaded(self.reader, self.number, ids)? {
            let id = pickup.order_id;
            let Some(point) = self.reader.find::<PickupPoint>(&(self.number, pickup.point_id))? else {
                continue;
            };
            let line = |left: &crate::packing::Left| {
                format!("{} {} {}", left.title, Quantity::from_milli(left.milli), left.unit)
            };
            let goods: Vec<String> = left.iter().map(line).collect();
            let hours = format!("{}–{}", clock(pickup.from_minute), clock(pickup.until_minute));
            let text = [self.t.your_code(), pickup.code.to_string()].join(" ");
            let text = [vec![text, hours], goods, vec![point.note.clone()]].concat();
            events.push(Event {
                id: format!("fetch-{id}"),
                stamped: pickup.chosen_at_us,
                starts_at: pickup.starts_at_us,
                ends_at: pickup.ends_at_us,
                title: self.t.fetch_at(point.name.clone(), pickup.code),
                place: format!("{} {}", point.name, point.address),
                text: text.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"),
                href: format!("{}/orders/{id}/pickup", self.base),
                reminds_before: FETCH_REMINDS,
            });
        }
        Ok(events)
    }

    fn payments(&mut self) -> Result<Vec<Event>, Fault> {
        let mut events = Vec::new();
        for order in market::unpaid_of(self.reader, self.number, self.member)? {
            let Some(until) = order.hold_until_us else { continue };
            let sum = Money::new(order.due_minor(), self.currency).to_string();
            events.push(Event {
                id: format!("pay-{}", order.id),
                stamped: order.placed_at_us,
                starts_at: until.minus(PAY_TAKES),
                ends_at: until,
                title: self.t.event_pay(order.number),
                place: String::new(),
                text: self.t.event_pay_text(sum),
                href: format!("{}/orders/{}", self.base, order.id),
                reminds_before: PAY_REMINDS,
            });
        }
        Ok(events)
    }
}
