//! The share register of an instrument, as of a day: with names for those who keep it, in numbers for the others.

use super::scene::Scene;
use crate::door::{RegisterAsOf, register_as_of, units_as_of};
use crate::ids::Member;
use crate::ownership_store::of_work;
use crate::rows::Instrument;
use crate::subscription::SubscriptionRefused;
use askama::Template;
use axum::extract::{Path, Query, State};
use kernel::{Id, Timestamp};
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::{id, parameter};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Place, Power, Problem, Reply, Site, View};

const PAGE: i64 = 100;

#[derive(Template, Serialize, ToSchema)]
#[template(path = "register.html")]
pub(crate) struct RegisterPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    instrument: Id<Instrument>,
    name: String,
    /// The day at whose end it is told: `2026-03-14`.
    as_of: String,
    holder_count: i64,
    units: i64,
    amount_minor: i64,
    /// Of the units that were held then, those that came from work, by whomever they are held now. The oldest of a holder go first.
    work_units: i64,
    /// What the caller held then.
    own_units: i64,
    /// To those who keep the register, by id; None to the others.
    holders: Option<Vec<HolderView>>,
    /// The value of `after` for the next page of holders.
    next: Option<String>,
    /// Its money was paid where a contract says: what was put in here is nothing.
    paid_elsewhere: bool,
    #[serde(skip)]
    price_minor: i64,
    #[serde(skip)]
    paged: bool,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct HolderView {
    #[schema(value_type = String)]
    member: Id<Member>,
    name: String,
    units: i64,
    amount_minor: i64,
    /// Of them, those that came from work.
    work_units: i64,
    /// Takes no part any more: a steward may say what becomes of the units.
    is_gone: bool,
}

impl View for RegisterPage {
    fn unlisted(&self) -> bool {
        true
    }

    fn title(&self) -> String {
        self.s.t.register()
    }

    fn place(&self) -> Place {
        Place::Books
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/instruments/{}", self.s.base, self.instrument), self.name.clone())
    }

    fn live(&self) -> Option<&'static str> {
        Some("decisions")
    }
}

impl RegisterPage {
    /// Less was put in than the units cost: somebody would reckon.
    fn paid_less(&self) -> bool {
        i128::from(self.amount_minor) < i128::from(self.units) * i128::from(self.price_minor)
    }

    fn link(&self) -> String {
        format!("{}/instruments/{}/register", self.s.base, self.instrument)
    }

    fn leaving(&self, holder: &HolderView) -> Option<String> {
        let may = holder.is_gone && self.s.can(Power::EditCharter);
        may.then(|| {
            format!("{}/instruments/{}/partings/new?holder={}", self.s.base, self.instrument, holder.member)
        })
    }

    fn more(&self) -> Option<String> {
        self.next.as_ref().map(|next| format!("{}?as_of={}&after={next}", self.link(), self.as_of))
    }

    fn first(&self) -> Option<String> {
        self.paged.then(|| format!("{}?as_of={}", self.link(), self.as_of))
    }
}

/// Who held how much at the end of a day. Everybody past probation sees how many held how much together, and what they
/// held themselves; names are for those who confirm payments or edit the charter.
#[utoipa::path(get, path = "/c/{slug}/instruments/{instrument}/register", tag = "ownership",
    params(("slug" = String, Path), ("instrument" = String, Path),
        ("as_of" = Option<String>, Query, description = "a day, `2026-03-14`; today when left out"),
        ("after" = Option<String>, Query, description = "holders after this one")),
    responses((status = 200, body = RegisterPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn register_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, instrument)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    if !s.is_full {
        return Err(SubscriptionRefused::OnProbation.into());
    }
    let id = id::<Instrument>(&instrument)?;
    let typed = parameter(&pairs, "as_of").filter(|day| !day.trim().is_empty());
    let as_of = typed.map_or_else(|| s.today(), str::to_owned);
    let mut check = Check::new(caller.lang);
    let day = check.date("as_of", &as_of, &s.zone);
    check.require("as_of", day <= s.now, || s.t.day_to_come());
    let read_day = check.done(day);
    // What is wrong with the day is said on the register of today.
    let (day, shown, errors) = match read_day {
        Ok(day) => (day, as_of, Errors::none()),
        Err(errors) => (s.now, s.today(), errors),
    };
    let before = Timestamp::start_of_day(day.day(&s.zone) + 1, &s.zone);
    let after = parameter(&pairs, "after").unwrap_or_default().to_owned();
    let wrong = errors.clone();
    let page = site.db.read(move |reader| read(reader, s, id, (before, shown.clone()), after.as_str()));
    let mut page = page.await?.ok_or_else(Problem::not_found)?;
    if wrong.is_empty() {
        return Reply::page(&caller, &page);
    }
    page.errors = wrong;
    Reply::form_refused(&caller, &page, &errors)
}

fn read(
    reader: &mut Reader,
    s: Scene,
    id: Id<Instrument>,
    (before, as_of): (Timestamp, String),
    after: &str,
) -> Result<Option<RegisterPage>, Fault> {
    let found = reader.find::<Instrument>(&(s.number, id))?;
    let Some(instrument) = found.filter(|row| row.kind.is_held()) else { return Ok(None) };
    if !s.reads(reader, &instrument)? {
        return Ok(None);
    }
    let Some(me) = s.me else { return Ok(None) };
    let wanted = if s.sees_names() { PAGE + 1 } else { 0 };
    let told = register_as_of(reader, &instrument, before, (after, wanted))?;
    let RegisterAsOf { holder_count, units, amount_minor, holders: mut rows } = told;
    let worked = of_work(reader, &instrument, before)?;
    let work_units = worked.values().sum();
    let own_units = units_as_of(reader, &instrument, me, before)?;
    let (mut holders, mut next) = (None, None);
    if s.sees_names() {
        let more = rows.len() as i64 > PAGE;
        rows.truncate(PAGE as usize);
        next = rows.last().filter(|_| more).map(|(holder, ..)| holder.to_string());
        let mut views = Vec::with_capacity(rows.len());
        for (member, units, amount_minor) in rows {
            let name = s.name(reader, member)?;
            let row = reader.find::<community::Member>(&(s.number, member))?;
            let is_gone = row.is_none_or(|row| !row.takes_part());
            let work_units = worked.get(&member).copied().unwrap_or(0);
            views.push(HolderView { member, name, units, amount_minor, work_units, is_gone });
        }
        holders = Some(views);
    }
    Ok(Some(RegisterPage {
        instrument: id,
        paid_elsewhere: instrument.is_paid_elsewhere(),
        name: instrument.name,
        as_of,
        holder_count,
        units,
        amount_minor,
        work_units,
        own_units,
        holders,
        next,
        price_minor: instrument.price_minor,
        paged: !after.is_empty(),
        errors: Errors::none(),
        s,
    }))
}
