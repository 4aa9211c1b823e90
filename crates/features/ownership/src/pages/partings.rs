//! Exits that wait for a second person, for those who keep the register; and asking for a lapse or a legacy.

use super::documents::sound;
use super::parting_page::{PartingAnswer, PartingRow};
use super::scene::Scene;
use crate::ids::Member;
use crate::instrument::UNITS_MAX;
use crate::ops::{self, AskParting};
use crate::passing_store::partings;
use crate::register::{PartingKind, PartingState};
use crate::rows::{HeirNamed, Holding, Instrument, Parting};
use crate::subscription::REASON_CHARS_MAX;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use community::Chooser;
use files::{Shelf, taken};
use kernel::Id;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::OpError;
use utoipa::ToSchema;
use web::asked::{id, me, parameter};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Place, Power, Problem, Reply, Site, Upload, View};

const PAGE: i64 = 30;
/// Heirs that the form has fields for.
const HEIRS: usize = 3;

/// Exits in one state, newest first.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "partings.html")]
pub(crate) struct PartingsPage {
    #[serde(skip)]
    s: Scene,
    partings: Vec<PartingRow>,
    /// The value of `below` for the next page.
    next: Option<i64>,
    #[serde(skip)]
    paged: bool,
}

impl View for PartingsPage {
    fn unlisted(&self) -> bool {
        true
    }

    fn title(&self) -> String {
        self.s.t.partings()
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/desk", self.s.base), self.s.t.desk())
    }

    fn live(&self) -> Option<&'static str> {
        Some("decisions")
    }
}

impl PartingsPage {
    fn older(&self) -> Option<String> {
        self.next.map(|next| format!("{}/partings?below={next}", self.s.base))
    }

    fn newest(&self) -> Option<String> {
        self.paged.then(|| format!("{}/partings", self.s.base))
    }
}

/// What waits for a second person: units to be bought back, to lapse, or left behind.
#[utoipa::path(get, path = "/c/{slug}/partings", tag = "ownership",
    params(("slug" = String, Path), ("below" = Option<i64>, Query, description = "exits with a smaller number")),
    responses((status = 200, body = PartingsPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn partings_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let s = Scene::keeping(&caller, &site)?;
    let below = parameter(&pairs, "below").and_then(|number| number.parse::<i64>().ok());
    let page = site.db.read(move |reader| {
        let mut ids = partings(reader, s.number, PartingState::Asked, below.unwrap_or(i64::MAX), PAGE + 1)?;
        let more = ids.len() as i64 > PAGE;
        ids.truncate(PAGE as usize);
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            if let Some(row) = reader.find::<Parting>(&(s.number, id))? {
                rows.push(PartingRow::of(reader, &s, &row)?);
            }
        }
        let next = rows.last().map(|row| row.number).filter(|_| more);
        Ok(PartingsPage { s, partings: rows, next, paged: below.is_some() })
    });
    Reply::page(&caller, &page.await?)
}

/// The form in which a steward says what becomes of the units of somebody who is gone.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "parting_new.html")]
pub(crate) struct PartingNewPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    instrument: Id<Instrument>,
    name: String,
    #[schema(value_type = String)]
    holder: Id<Member>,
    holder_name: String,
    units: i64,
    /// Whom they named themselves.
    heir_named: Option<String>,
    #[serde(skip)]
    form: NewPartingForm,
    #[serde(skip)]
    people: Chooser,
    #[serde(skip)]
    errors: Errors,
}

/// What becomes of the units of somebody who takes no part any more.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct NewPartingForm {
    /// `lapse` or `legacy`.
    pub kind: String,
    /// `mem_…`
    pub holder: String,
    pub units: String,
    pub reason: String,
    /// Of a legacy, the day of death: `2026-03-14`. Left out where they live and named the heir themselves.
    pub died_on: String,
    /// What shows it: JPEG, PNG, WebP or PDF, for those who keep the register. A browser sends them beside the fields.
    #[schema(value_type = Vec<String>, format = Binary)]
    #[serde(skip)]
    #[allow(dead_code, reason = "describes the API; files come beside the fields")]
    pub files: (),
    /// Of a legacy: `heir_1` to `heir_3` (`mem_…`, or the name) and `part_1` to `part_3`; none: they go back to the fund.
    #[serde(flatten)]
    pub heirs: BTreeMap<String, String>,
}

impl NewPartingForm {
    fn heir(&self, at: usize) -> (&str, &str) {
        let field = |name: &str| self.heirs.get(&format!("{name}_{at}")).map_or("", String::as_str);
        (field("heir"), field("part"))
    }
}

impl View for PartingNewPage {
    fn unlisted(&self) -> bool {
        true
    }

    fn title(&self) -> String {
        self.s.t.parting_of(self.holder_name.as_str())
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        let register = format!("{}/instruments/{}/register", self.s.base, self.instrument);
        Back::to(register, self.s.t.register())
    }
}

impl PartingNewPage {
    fn link(&self) -> String {
        format!("{}/instruments/{}/partings", self.s.base, self.instrument)
    }

    fn kinds(&self) -> Vec<(String, String)> {
        vec![
            (PartingKind::Legacy.to_string(), self.s.t.kind_legacy()),
            (PartingKind::Lapse.to_string(), self.s.t.kind_lapse()),
            (PartingKind::BuyBack.to_string(), self.s.t.kind_buy_back_for_leaver()),
        ]
    }

    fn places(&self) -> std::ops::RangeInclusive<usize> {
        1..=HEIRS
    }

    fn heir_field(&self, at: &usize) -> Field {
        let (heir, _) = self.form.heir(*at);
        let label = self.s.t.heir_numbered(i64::try_from(*at).unwrap_or_default());
        self.people.field(self.s.lang, format!("heir_{at}"), label, heir).optional().errors(&self.errors)
    }

    fn part_field(&self, at: &usize) -> Field {
        let (_, part) = self.form.heir(*at);
        let label = self.s.t.part_numbered(i64::try_from(*at).unwrap_or_default());
        Field::whole(self.s.lang, format!("part_{at}"), label).value(part).optional().errors(&self.errors)
    }
}

/// The form for what becomes of a holding whose holder is gone.
#[utoipa::path(get, path = "/c/{slug}/instruments/{instrument}/partings/new", tag = "ownership",
    params(("slug" = String, Path), ("instrument" = String, Path), ("holder" = String, Query)),
    responses((status = 200, body = PartingNewPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn parting_new_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, instrument)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let holder = parameter(&pairs, "holder").unwrap_or_default().to_owned();
    let form = NewPartingForm { holder, ..NewPartingForm::default() };
    Reply::page(&caller, &load(&caller, &site, &instrument, form).await?)
}

async fn load(
    caller: &Caller,
    site: &Site,
    instrument: &str,
    mut form: NewPartingForm,
) -> Result<PartingNewPage, Problem> {
    let s = Scene::of(caller, site)?;
    caller.may(Power::EditCharter)?;
    let (instrument, holder) = (id::<Instrument>(instrument)?, id::<Member>(&form.holder)?);
    let page = site.db.read(move |reader| {
        let row = reader.find::<Instrument>(&(s.number, instrument))?;
        let Some(row) = row.filter(|row| row.kind.is_held()) else { return Ok(None) };
        let held = reader.find::<Holding>(&(s.number, instrument, holder))?;
        let Some(held) = held.filter(|held| held.units > 0) else { return Ok(None) };
        let typed: Vec<_> = (1..=HEIRS).map(|at| form.heir(at).0.to_owned()).collect();
        let people = Chooser::read(reader, &s.choosing(), Vec::new(), typed.iter().map(String::as_str))?;
        let named = reader.find::<HeirNamed>(&(s.number, instrument, holder))?.and_then(|row| row.heir);
        let heir_named = match named {
            Some(heir) => Some(s.name(reader, heir)?),
            None => None,
        };
        if form.units.is_empty() {
            form.units = (held.units - held.units_offered).to_string();
        }
        Ok(Some(PartingNewPage {
            instrument,
            name: row.name,
            holder,
            holder_name: s.name(reader, holder)?,
            units: held.units,
            heir_named,
            form: form.clone(),
            people,
            errors: Errors::none(),
            s: s.clone(),
        }))
    });
    page.await?.ok_or_else(Problem::not_found)
}

/// Says what becomes of units of somebody who takes no part any more: they lapse, after notice, or go to heirs or the fund. Somebody
/// else has to consent.
#[utoipa::path(post, path = "/c/{slug}/instruments/{instrument}/partings", tag = "ownership", 
    request_body(content((NewPartingForm = "multipart/form-data"), (NewPartingForm = "application/json"))),
    params(("slug" = String, Path), ("instrument" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = PartingAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn ask_parting(
    caller: Caller,
    State(site): State<Site>,
    Path((_, instrument)): Path<(String, String)>,
    Extension(shelf): Extension<Shelf>,
    upload: Upload,
) -> Answer {
    let (me, at, now) = (me(&caller)?, id::<Instrument>(&instrument)?, site.now());
    caller.may(Power::EditCharter)?;
    let came = taken::<NewPartingForm>(upload, &caller, &site, &shelf).await?;
    let (form, files, key) = (came.input, sound(&caller, came.files), came.key);
    let people = load(&caller, &site, &instrument, form.clone()).await?.people;
    let mut check = Check::new(caller.lang);
    let kind = check.choice("kind", &form.kind, PartingKind::parse).unwrap_or(PartingKind::Legacy);
    let holder = check.id::<Member>("holder", &form.holder);
    let units = check.whole("units", &form.units, 1..=UNITS_MAX);
    let reason = check.text("reason", &form.reason, 1..=REASON_CHARS_MAX);
    if let Some(words) = crate::promised_in(&form.reason) {
        check.refuse("reason", crate::promise_said(caller.lang, &words));
    }
    let zone = caller.community_shared()?.zone.clone();
    let died_on =
        check.optional("died_on", &form.died_on, |check, field, typed| check.date(field, typed, &zone));
    let files = match files {
        Ok(files) => files,
        Err(wrong) => {
            check.refuse(&wrong.field, wrong.message.clone());
            Vec::new()
        }
    };
    let mut heirs = Vec::new();
    for place in 1..=HEIRS {
        let (heir, part) = form.heir(place);
        if heir.trim().is_empty() && part.trim().is_empty() || kind != PartingKind::Legacy {
            continue;
        }
        let heir = people.member(&mut check, &format!("heir_{place}"), heir, caller.lang);
        heirs.push((heir, check.whole(&format!("part_{place}"), part, 1..=UNITS_MAX)));
    }
    if let Err(errors) = check.done(()) {
        return again(&caller, &site, &instrument, form, errors).await;
    }
    let key = Some(key.of(&caller, "ask_parting")?);
    let input =
        AskParting { id: site.id(), kind, instrument: at, holder, units, reason, heirs, died_on, files, key };
    let community = caller.community()?;
    match site.db.transact(community.number, move |tx| ops::ask_parting(tx, me, &input, now)).await {
        Ok(done) => {
            let location = format!("/c/{}/partings/{}", community.slug, done.parting);
            Reply::created_json(&caller, &location, &PartingAnswer::of(&done))
        }
        Err(OpError::Refused(why)) => {
            again(&caller, &site, &instrument, form, Errors::refused(why, caller.lang)).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn again(
    caller: &Caller,
    site: &Site,
    instrument: &str,
    form: NewPartingForm,
    errors: Errors,
) -> Answer {
    let mut page = load(caller, site, instrument, form).await?;
    page.errors = errors.clone();
    Reply::form_refused(caller, &page, &errors)
}
