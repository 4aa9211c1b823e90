//! What the caller's contributions became: units of instruments, what is left of them for the next, and what waits for room.

use super::read_store::{holdings_of, rests_of};
use super::scene::Scene;
use crate::acting::version_now;
use crate::contributions_store::made_of;
use crate::ids::Instrument;
use crate::ops::{self, TakeWaiting, WaitingTaken};
use crate::rows::{Contribution, MadeHolding};
use crate::worth::Valuing;
use askama::Template;
use axum::extract::{Query, State};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::{me, parameter};
use web::ui;
use web::{Answer, Back, Caller, Errors, Keyed, Place, Problem, Reply, Site, View};

const PAGE: i64 = 30;

#[derive(Template, Serialize, ToSchema)]
#[template(path = "contribution_holdings.html")]
#[schema(as = ContributionHoldingsPage)]
pub(crate) struct HoldingsPage {
    #[serde(skip)]
    s: Scene,
    instruments: Vec<TogetherView>,
    /// Newest first.
    contributions: Vec<MadeRow>,
    /// The value of `below` for the next page.
    next: Option<i64>,
    #[serde(skip)]
    paged: bool,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ContributionsTogetherView)]
pub(crate) struct TogetherView {
    #[schema(value_type = String)]
    instrument: Id<Instrument>,
    name: String,
    /// Entered in the register.
    units: i64,
    /// There was no room for these.
    units_waiting: i64,
    /// Value that makes no whole unit yet: minor units, or slices.
    rest: i64,
    #[schema(value_type = String)]
    counted_in: Valuing,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ContributionMadeRow)]
pub(crate) struct MadeRow {
    #[schema(value_type = String)]
    contribution: Id<Contribution>,
    number: i64,
    what: String,
    instrument_name: String,
    value: i64,
    units: i64,
    units_issued: i64,
    rest_after: i64,
    formed_at: String,
    #[serde(skip)]
    value_said: String,
    #[serde(skip)]
    formed: Timestamp,
}

/// Needs nothing.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = TakeWaitingForm)]
pub(crate) struct TakeForm {}

/// What was entered in the register now, and what still waits.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WaitingTakenAnswer)]
pub(crate) struct TakenAnswer {
    units: i64,
    units_waiting: i64,
}

impl View for HoldingsPage {
    fn title(&self) -> String {
        self.s.t.holdings_of_work()
    }

    fn place(&self) -> Place {
        Place::Mine
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.s.link("?mine=1"), self.s.t.my_contributions())
    }

    fn live(&self) -> Option<&'static str> {
        Some("decisions")
    }
}

impl HoldingsPage {
    fn waits(&self) -> bool {
        self.instruments.iter().any(|one| one.units_waiting > 0)
    }

    fn older(&self) -> Option<String> {
        self.next.map(|next| self.s.link(&format!("/holdings?below={next}")))
    }

    fn newest(&self) -> Option<String> {
        self.paged.then(|| self.s.link("/holdings"))
    }

    fn row_said(&self, row: &MadeRow) -> String {
        let said = self.s.t.became_units(row.units_issued);
        match row.units - row.units_issued {
            0 => said,
            waiting => format!("{said}{}{}", self.s.t.reckoned_comma(), self.s.t.units_wait(waiting)),
        }
    }
}

/// What the caller's contributions became: units, what is carried on to the next, and what waits for room.
#[utoipa::path(get, path = "/c/{slug}/contributions/holdings", tag = "contributions",
    params(("slug" = String, Path), ("below" = Option<i64>, Query, description = "contributions with a smaller number")),
    responses((status = 200, body = HoldingsPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn holdings_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let below = parameter(&pairs, "below").and_then(|number| number.parse().ok());
    Reply::page(&caller, &load(&caller, &site, below).await?)
}

async fn load(caller: &Caller, site: &Site, below: Option<i64>) -> Result<HoldingsPage, Problem> {
    let s = Scene::of(caller, site)?;
    Ok(site.db.read(move |reader| read(reader, s, below)).await?)
}

fn read(reader: &mut Reader, s: Scene, below: Option<i64>) -> Result<HoldingsPage, Fault> {
    let paged = below.is_some();
    let mut page = HoldingsPage {
        instruments: Vec::new(),
        contributions: Vec::new(),
        next: None,
        paged,
        errors: Errors::none(),
        s,
    };
    let s = page.s.clone();
    let Some(me) = s.me else { return Ok(page) };
    let rests = rests_of(reader, s.number, me)?;
    let version = version_now(reader, s.number)?;
    let counted_in =
        crate::acting::rules(reader, s.number, version)?.map_or(Valuing::Money, |rules| rules.valuing);
    for (instrument, formed, issued) in made_of(reader, s.number, me)? {
        let rest = rests.iter().find(|(of, _)| *of == instrument).map_or(0, |(_, rest)| *rest);
        let name =
            ownership::instrument(reader, s.number, instrument)?.map(|row| row.name).unwrap_or_default();
        let units_waiting = formed - issued;
        page.instruments.push(TogetherView {
            instrument,
            name,
            units: issued,
            units_waiting,
            rest,
            counted_in,
        });
    }
    let mut ids = holdings_of(reader, s.number, me, below.unwrap_or(i64::MAX), PAGE + 1)?;
    let more = ids.len() as i64 > PAGE;
    ids.truncate(usize::try_from(PAGE).unwrap_or(0));
    for id in ids {
        let Some(made) = reader.find::<MadeHolding>(&(s.number, id))? else { continue };
        let Some(row) = reader.find::<Contribution>(&(s.number, id))? else { continue };
        let of = page.instruments.iter().find(|one| one.instrument == made.instrument_id);
        page.contributions.push(MadeRow {
            contribution: id,
            number: row.number,
            what: s.name(&row),
            instrument_name: of.map(|one| one.name.clone()).unwrap_or_default(),
            value: made.value,
            units: made.units,
            units_issued: made.units_issued,
            rest_after: made.rest_after,
            formed_at: made.formed_at_us.to_string(),
            value_said: s.value(row.unit, made.value),
            formed: made.formed_at_us,
        });
    }
    page.next = page.contributions.last().map(|row| row.number).filter(|_| more);
    Ok(page)
}

/// Has what waited for room entered in the register, as far as there is room now. Needs nothing.
#[utoipa::path(post, path = "/c/{slug}/contributions/holdings", tag = "contributions", request_body = TakeForm,
    params(("slug" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = TakenAnswer), (status = 403, body = web::ProblemBody),
        (status = 409, body = web::ProblemBody)))]
pub(crate) async fn take_waiting_units(
    caller: Caller,
    State(site): State<Site>,
    Keyed { input: _, key }: Keyed<TakeForm>,
) -> Answer {
    let (me, now) = (me(&caller)?, site.now());
    let input = TakeWaiting { key: Some(key.of(&caller, "take_waiting_units")?) };
    let community = caller.community()?;
    match site.db.transact(community.number, move |tx| ops::take_waiting(tx, me, &input, now)).await {
        Ok(WaitingTaken { units, units_waiting }) => {
            let location = format!("/c/{}/contributions/holdings", community.slug);
            Reply::changed(&caller, &location, &TakenAnswer { units, units_waiting })
        }
        Err(OpError::Refused(why)) => {
            let mut page = load(&caller, &site, None).await?;
            page.errors = Errors::refused(why, caller.lang);
            let errors = page.errors.clone();
            Reply::form_refused(&caller, &page, &errors)
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}
