//! What somebody would lose by leaving today, and what who left loses: shown to them beforehand and afterwards, when they may object.

use super::read_store::departures_of;
use super::scene::{Names, Scene};
use crate::acting::rules_now;
use crate::departure::DepartureRefused;
use crate::ids::Member;
use crate::leaving::{DepartureState, Way};
use crate::ops::{self, DecideLoss, DepartureMoved, ObjectToLoss};
use crate::reckoning::losses;
use crate::rows::{Contribution, Departure, DepartureLine};
use crate::worth::Valuing;
use askama::Template;
use axum::extract::{Path, Query, State};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Fault, OpError, Outcome, Reader};
use utoipa::ToSchema;
use web::asked::{id, me, parameter};
use web::ui::{self, Field, Tone};
use web::{
    Answer, Back, Caller, Check, Errors, Html, Keyed, Place, Power, Problem, Refusal, Reply, Site, View,
};

const PAGE: i64 = 20;

/// For who is a member, or was.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "leaving.html")]
pub(crate) struct LeavingPage {
    #[serde(skip)]
    s: Scene,
    /// The caller is a member now: `today` is what they would lose.
    is_member: bool,
    today: Vec<LossView>,
    /// The fund would be asked to give back what they put in.
    capital_back: bool,
    /// By the rules of now: `well` or `badly`; null where they say nothing of leaving.
    #[schema(value_type = Option<String>)]
    way: Option<Way>,
    departures: Vec<DepartureView>,
    #[serde(skip)]
    rules: Vec<(String, String)>,
    #[serde(skip)]
    form: LossForm,
    #[serde(skip)]
    errors: Errors,
}

/// For who decides.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "departures.html")]
pub(crate) struct DeparturesPage {
    #[serde(skip)]
    s: Scene,
    departures: Vec<DepartureView>,
    /// The value of `below` for the next page.
    next: Option<i64>,
    #[serde(skip)]
    paged: bool,
    #[serde(skip)]
    form: LossForm,
    #[serde(skip)]
    sent: Option<Id<Departure>>,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct LossView {
    #[schema(value_type = String)]
    contribution: Id<Contribution>,
    what: String,
    #[schema(value_type = String)]
    way: Way,
    /// As announced: one of the two is above zero.
    units: i64,
    value: i64,
    /// What went when it was carried out: less where it had been passed on, its period was closed, or one unit stays with money.
    units_gone: i64,
    value_gone: i64,
    #[serde(skip)]
    said: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct DepartureView {
    #[schema(value_type = String)]
    id: Id<Departure>,
    number: i64,
    member: String,
    removed: bool,
    left_at: String,
    due_at: String,
    #[schema(value_type = String)]
    state: DepartureState,
    capital_back: bool,
    objection: String,
    decided_by: Option<String>,
    decided_reason: String,
    lines: Vec<LossView>,
    may_object: bool,
    may_decide: bool,
    #[serde(skip)]
    left: Timestamp,
    #[serde(skip)]
    due: Timestamp,
    #[serde(skip)]
    tag: Html,
}

/// An objection: `reason`. A ruling: `ruling` and `reason`.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct LossForm {
    /// `stands` or `lifted`.
    pub ruling: String,
    pub reason: String,
}

/// Where a departure stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DepartureAnswer {
    #[schema(value_type = String)]
    departure: Id<Departure>,
    number: i64,
    #[schema(value_type = String)]
    state: DepartureState,
}

impl DepartureAnswer {
    fn of(moved: &DepartureMoved) -> DepartureAnswer {
        let DepartureMoved { departure, number, state } = *moved;
        DepartureAnswer { departure, number, state }
    }
}

impl View for LeavingPage {
    fn title(&self) -> String {
        self.s.t.leaving()
    }

    fn place(&self) -> Place {
        Place::Mine
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/mine", self.s.base), self.s.t.my_contributions())
    }
}

impl View for DeparturesPage {
    fn title(&self) -> String {
        self.s.t.departures()
    }

    fn place(&self) -> Place {
        Place::Projects
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.s.link(""), self.s.t.contributions())
    }
}

impl LeavingPage {
    fn way_said(&self) -> Option<String> {
        self.way.map(|way| self.s.way(way))
    }
}

impl DeparturesPage {
    fn older(&self) -> Option<String> {
        self.next.map(|next| self.s.link(&format!("/departures?below={next}")))
    }

    fn newest(&self) -> Option<String> {
        self.paged.then(|| self.s.link("/departures"))
    }

    fn rulings(&self) -> Vec<(String, String)> {
        vec![("stands".to_owned(), self.s.t.loss_stands()), ("lifted".to_owned(), self.s.t.loss_lifted())]
    }

    /// Errors stand at the form that was sent only.
    fn of(&self, departure: &DepartureView) -> Errors {
        if self.sent == Some(departure.id) { self.errors.clone() } else { Errors::none() }
    }

    fn typed(&self, departure: &DepartureView) -> LossForm {
        match self.sent == Some(departure.id) {
            true => self.form.clone(),
            false => LossForm { ruling: "stands".to_owned(), ..LossForm::default() },
        }
    }

    fn own_id(&self, departure: &DepartureView, name: &str) -> String {
        format!("{name}-{}", departure.number)
    }
}

impl Scene {
    fn way(&self, way: Way) -> String {
        match way {
            Way::Well => self.t.way_well(),
            Way::Badly => self.t.way_badly(),
        }
    }

    fn departure_tag(&self, state: DepartureState) -> Html {
        let (text, tone) = match state {
            DepartureState::Announced => (self.t.departure_announced(), Tone::Wait),
            DepartureState::Disputed => (self.t.departure_disputed(), Tone::Act),
            DepartureState::CarriedOut => (self.t.departure_carried_out(), Tone::Done),
            DepartureState::Lifted => (self.t.departure_lifted(), Tone::Plain),
        };
        ui::tag(text, tone)
    }

    fn loss_said(&self, unit: Valuing, units: i64, value: i64) -> String {
        match units {
            0 => self.t.loses_value(self.value(unit, value)),
            units => self.t.loses_units(units),
        }
    }

    /// It is over.
    fn lost_said(&self, unit: Valuing, units: i64, value: i64) -> String {
        match units {
            0 => self.t.lost_value(self.value(unit, value)),
            units => self.t.lost_units(units),
        }
    }
}

/// A member of this community, or who was one: with their member id.
async fn here(caller: &Caller, site: &Site) -> Result<(Scene, Id<Member>, bool), Problem> {
    let theirs = community::member_or_former(caller, site).await?;
    let s = match theirs.takes_part {
        true => Scene::of(caller, site)?,
        false => Scene::of_former(caller, site, theirs.member)?,
    };
    Ok((s, theirs.member, theirs.takes_part))
}

/// What the caller would lose by leaving today, or loses who has left: by the rules that each thing was given under.
#[utoipa::path(get, path = "/c/{slug}/contributions/leaving", tag = "contributions",
    params(("slug" = String, Path)),
    responses((status = 200, body = LeavingPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn leaving_page(caller: Caller, State(site): State<Site>) -> Answer {
    Reply::page(&caller, &load(&caller, &site).await?)
}

async fn load(caller: &Caller, site: &Site) -> Result<LeavingPage, Problem> {
    let (s, member, is_member) = here(caller, site).await?;
    Ok(site.db.read(move |reader| read(reader, s, member, is_member)).await?)
}

fn read(reader: &mut Reader, s: Scene, member: Id<Member>, is_member: bool) -> Result<LeavingPage, Fault> {
    let (mut today, mut capital_back, mut way) = (Vec::new(), false, None);
    if is_member {
        let reckoned = losses(reader, s.number, member, s.now)?;
        (capital_back, way) = (reckoned.capital_back, reckoned.way);
        for loss in reckoned.lines {
            today.extend(loss_view(
                reader,
                &s,
                (loss.contribution, loss.way),
                (loss.units, loss.value),
                None,
            )?);
        }
    }
    let mut departures = Vec::new();
    for id in departures_of(reader, s.number, Some(member), i64::MAX, PAGE)? {
        departures.extend(departure_view(reader, &s, &mut Names::default(), id)?);
    }
    let rules = rules_now(reader, s.number)?.map(|(_, rules)| super::said_leaving(s.lang, &rules));
    Ok(LeavingPage {
        is_member,
        today,
        capital_back,
        way,
        departures,
        rules: rules.unwrap_or_default(),
        form: LossForm::default(),
        errors: Errors::none(),
        s,
    })
}

/// `gone`: what went, where that is over.
fn loss_view(
    reader: &mut Reader,
    s: &Scene,
    (contribution, way): (Id<Contribution>, Way),
    (units, value): (i64, i64),
    gone: Option<(i64, i64)>,
) -> Result<Option<LossView>, Fault> {
    let Some(row) = reader.find::<Contribution>(&(s.number, contribution))? else { return Ok(None) };
    let said = match gone {
        Some((0, 0)) => s.t.lost_nothing(),
        Some((units, value)) => s.lost_said(row.unit, units, value),
        None => s.loss_said(row.unit, units, value),
    };
    let (units_gone, value_gone) = gone.unwrap_or_default();
    Ok(Some(LossView { contribution, what: s.name(&row), way, units, value, units_gone, value_gone, said }))
}

fn departure_view(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    id: Id<Departure>,
) -> Result<Option<DepartureView>, Fault> {
    let Some(row) = reader.find::<Departure>(&(s.number, id))? else { return Ok(None) };
    let mut lines = Vec::new();
    for position in 1..=row.line_count {
        let line = reader.find::<DepartureLine>(&(s.number, id, position))?;
        if let Some(line) = line {
            let of = (line.contribution_id, line.way);
            // Where it is not carried out nothing went, and nothing will.
            let is_over = matches!(row.state, DepartureState::CarriedOut | DepartureState::Lifted);
            let gone = is_over.then_some((line.units_gone, line.value_gone));
            lines.extend(loss_view(reader, s, of, (line.units, line.value), gone)?);
        }
    }
    let decided_by = match row.decided_by {
        Some(member) => Some(names.of(reader, s, member)?),
        None => None,
    };
    let judge = match s.me.filter(|_| s.can(Power::ApproveExpenses)) {
        Some(me) if !community::is_own_matter_shown(reader, s.number, me, row.member)? => Some(me),
        _ => None,
    };
    Ok(Some(DepartureView {
        id,
        number: row.number,
        member: names.of(reader, s, row.member)?,
        removed: row.removed,
        left_at: row.left_at_us.to_string(),
        due_at: row.due_at_us.to_string(),
        state: row.state,
        capital_back: row.capital_back,
        may_object: s.me.is_some_and(|me| row.gone().object(me, s.now).is_ok()),
        may_decide: judge.is_some_and(|judge| row.gone().judged_by(judge).is_ok()),
        objection: row.objection,
        decided_by,
        decided_reason: row.decided_reason,
        lines,
        left: row.left_at_us,
        due: row.due_at_us,
        tag: s.departure_tag(row.state),
    }))
}

/// What who left lost or loses, newest first; for who decides about it.
#[utoipa::path(get, path = "/c/{slug}/contributions/departures", tag = "contributions",
    params(("slug" = String, Path), ("below" = Option<i64>, Query, description = "departures with a smaller number")),
    responses((status = 200, body = DeparturesPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn departures_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let below = parameter(&pairs, "below").and_then(|number| number.parse().ok());
    Reply::page(&caller, &listed(&caller, &site, below).await?)
}

async fn listed(caller: &Caller, site: &Site, below: Option<i64>) -> Result<DeparturesPage, Problem> {
    caller.may(Power::ApproveExpenses)?;
    let s = Scene::of(caller, site)?;
    let read = site.db.read(move |reader| {
        let mut ids = departures_of(reader, s.number, None, below.unwrap_or(i64::MAX), PAGE + 1)?;
        let more = ids.len() as i64 > PAGE;
        ids.truncate(usize::try_from(PAGE).unwrap_or(0));
        let (mut departures, mut names) = (Vec::new(), Names::default());
        for id in ids {
            departures.extend(departure_view(reader, &s, &mut names, id)?);
        }
        let next = departures.last().map(|row: &DepartureView| row.number).filter(|_| more);
        let (form, errors) = (LossForm::default(), Errors::none());
        Ok(DeparturesPage {
            s: s.clone(),
            departures,
            next,
            paged: below.is_some(),
            form,
            sent: None,
            errors,
        })
    });
    Ok(read.await?)
}

/// Says, with the reason, that what one would lose by having left is not right. By who left, within the days to object.
#[utoipa::path(post, path = "/c/{slug}/contributions/departures/{departure}/objections", tag = "contributions", request_body = LossForm,
    params(("slug" = String, Path), ("departure" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = DepartureAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn object_to_departure(
    caller: Caller,
    State(site): State<Site>,
    Path((_, departure)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<LossForm>,
) -> Answer {
    let (_, member, _) = here(&caller, &site).await?;
    let key = Some(key.of(&caller, "object_to_departure")?);
    let input = ObjectToLoss { departure: id(&departure)?, reason: form.reason.clone(), key };
    let (community, now) = (caller.community()?, site.now());
    let done: Outcome<_, DepartureRefused> =
        site.db.transact(community.number, move |tx| ops::object_to_loss(tx, member, &input, now)).await;
    match done {
        Ok(moved) => {
            let location = format!("/c/{}/contributions/leaving", community.slug);
            Reply::changed(&caller, &location, &DepartureAnswer::of(&moved))
        }
        Err(OpError::Refused(why)) => {
            let mut page = load(&caller, &site).await?;
            (page.form, page.errors) = (form, Errors::refused(why, caller.lang));
            let errors = page.errors.clone();
            Reply::form_refused(&caller, &page, &errors)
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// Ends an objection: what who left loses is carried out as announced, or nothing is lost. Never one's own.
#[utoipa::path(post, path = "/c/{slug}/contributions/departures/{departure}/ruling", tag = "contributions", request_body = LossForm,
    params(("slug" = String, Path), ("departure" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = DepartureAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn decide_departure(
    caller: Caller,
    State(site): State<Site>,
    Path((_, departure)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<LossForm>,
) -> Answer {
    let (me, departure, now) = (me(&caller)?, id::<Departure>(&departure)?, site.now());
    caller.may(Power::ApproveExpenses)?;
    let mut check = Check::new(caller.lang);
    let stands = check.choice("ruling", form.ruling.trim(), |code| match code {
        "stands" => Some(true),
        "lifted" => Some(false),
        _ => None,
    });
    let said = !form.reason.trim().is_empty();
    check.require("reason", said, || DepartureRefused::ReasonMissing.say(caller.lang));
    let stands = match check.done(stands) {
        Ok(stands) => stands.unwrap_or(true),
        Err(errors) => return again(&caller, &site, departure, form, errors).await,
    };
    let key = Some(key.of(&caller, "decide_departure")?);
    let input = DecideLoss { departure, stands, reason: form.reason.clone(), key };
    let community = caller.community()?;
    match site.db.transact(community.number, move |tx| ops::decide_loss(tx, me, &input, now)).await {
        Ok(moved) => {
            let location = format!("/c/{}/contributions/departures", community.slug);
            Reply::changed(&caller, &location, &DepartureAnswer::of(&moved))
        }
        Err(OpError::Refused(why)) => {
            again(&caller, &site, departure, form, Errors::refused(why, caller.lang)).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn again(
    caller: &Caller,
    site: &Site,
    departure: Id<Departure>,
    form: LossForm,
    errors: Errors,
) -> Answer {
    let mut page = listed(caller, site, None).await?;
    (page.form, page.sent, page.errors) = (form, Some(departure), errors.clone());
    Reply::form_refused(caller, &page, &errors)
}
