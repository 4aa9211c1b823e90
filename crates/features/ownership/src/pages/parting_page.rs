//! One exit: units bought back, lapsed or left behind; what was said, who inherits, and the second person's word.

use super::documents::{DocumentView, shown};
use super::scene::Scene;
use crate::acting;
use crate::ids::Member;
use crate::ops::{self, AcceptLegacy, DecideParting, PartedWith};
use crate::register::{PartingKind, PartingState, RegisterRefused};
use crate::rows::{Holding, Instrument, InstrumentRisk, Parting, PartingHeir};
use askama::Template;
use axum::extract::{Path, State};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use spending::rows::Mandate;
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::{id, me};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Html, Keyed, Place, Power, Problem, Reply, Site, View};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "parting.html")]
pub(crate) struct PartingPage {
    #[serde(skip)]
    s: Scene,
    #[serde(flatten)]
    row: PartingRow,
    holder: String,
    asked_by: String,
    reason: String,
    /// Not before.
    due_at: String,
    /// Who inherits how much; nobody: the fund.
    heirs: Vec<HeirView>,
    /// What the fund gives back, or gave.
    amount_minor: Option<i64>,
    /// The expense that it stands in the books with.
    expense: Option<String>,
    /// Why it was refused.
    refusal: Option<String>,
    may_decide: bool,
    may_withdraw: bool,
    /// The caller inherits, and has not said yes.
    may_accept: bool,
    waits_for_heirs: bool,
    /// A buy-back that no decision lets the fund pay yet.
    no_mandate: bool,
    /// Of a mandate in force, where that does not suffice.
    left_minor: Option<i64>,
    /// What is said of a death, and what shows it: to those who keep the register.
    died_at: Option<String>,
    documents: Vec<DocumentView>,
    /// The newest version of what can go wrong.
    risk_version: i64,
    #[serde(skip)]
    risk: String,
    #[serde(skip)]
    died: Option<Timestamp>,
    /// What it can be given back under: to who decides, and to whose it is.
    mandates: Vec<MandateView>,
    /// Of a buy-back that waits: who may decide on it.
    deciders: Vec<String>,
    #[serde(skip)]
    asked: Timestamp,
    #[serde(skip)]
    due: Timestamp,
    #[serde(skip)]
    form: PartingForm,
    #[serde(skip)]
    refusing: bool,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PartingRow {
    #[schema(value_type = String)]
    pub id: Id<Parting>,
    pub number: i64,
    /// `buy_back`, `lapse` or `legacy`.
    #[schema(value_type = String)]
    pub kind: PartingKind,
    #[schema(value_type = String)]
    pub instrument: Id<Instrument>,
    pub instrument_name: String,
    pub units: i64,
    #[schema(value_type = String)]
    pub state: PartingState,
    #[serde(skip)]
    pub title: String,
    #[serde(skip)]
    pub tag: Html,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct HeirView {
    name: String,
    units: i64,
    /// They want them, and have read what can go wrong.
    accepted: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = MandateOfBuyBackView)]
pub(crate) struct MandateView {
    id: String,
    name: String,
}

/// An heir's yes: `risk_version`, `read`. Consent to a buy-back: `mandate`. Refusal: `reason`. The rest needs nothing.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct PartingForm {
    /// `man_…`, of a decision to give back capital of this instrument.
    pub mandate: String,
    pub reason: String,
    /// Of an heir's yes: the version of the risks that was read, and `on`.
    pub risk_version: String,
    pub read: String,
}

/// Where an exit stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PartingAnswer {
    #[schema(value_type = String)]
    parting: Id<Parting>,
    number: i64,
    #[schema(value_type = String)]
    state: PartingState,
    /// Of the books, where the fund gave something back.
    entry: Option<i64>,
}

impl PartingAnswer {
    pub(crate) fn of(done: &PartedWith) -> PartingAnswer {
        let PartedWith { parting, number, state, entry } = *done;
        PartingAnswer { parting, number, state, entry }
    }
}

impl PartingRow {
    pub(crate) fn of(reader: &mut Reader, s: &Scene, row: &Parting) -> Result<PartingRow, Fault> {
        let instrument = reader.find::<Instrument>(&(s.number, row.instrument_id))?;
        let (text, tone) = s.parting_tag(row.state);
        Ok(PartingRow {
            id: row.id,
            number: row.number,
            kind: row.kind,
            instrument: row.instrument_id,
            instrument_name: instrument.map(|row| row.name).unwrap_or_default(),
            units: row.units,
            state: row.state,
            title: s.parting_title(row.kind, row.number),
            tag: ui::tag(text, tone),
        })
    }
}

impl View for PartingPage {
    fn unlisted(&self) -> bool {
        true
    }

    fn title(&self) -> String {
        self.row.title.clone()
    }

    fn place(&self) -> Place {
        if self.s.sees_names() { Place::Desk } else { Place::Mine }
    }

    fn back(&self) -> Option<Back> {
        match self.s.sees_names() {
            true => Back::to(format!("{}/partings", self.s.base), self.s.t.partings()),
            false => Back::to(
                format!("{}/instruments/{}/holding", self.s.base, self.row.instrument),
                self.s.t.my_holding(),
            ),
        }
    }

    fn live(&self) -> Option<&'static str> {
        Some("decisions")
    }
}

impl PartingPage {
    fn link(&self, path: &str) -> String {
        format!("{}/partings/{}{path}", self.s.base, self.row.id)
    }

    fn is(&self, kind: PartingKind) -> bool {
        self.row.kind == kind
    }

    /// Said beforehand: there is a time until it may be consented to.
    fn has_notice(&self) -> bool {
        self.due > self.asked
    }

    /// Told to whoever reads it and does not decide: its holder would wait without knowing for what.
    fn waits_for_mandate(&self) -> bool {
        self.no_mandate && !self.may_decide
    }

    /// While it waits: told to whoever reads it and does not decide.
    fn waits_for_consent(&self) -> bool {
        let waits = self.row.state == PartingState::Asked && self.is(PartingKind::BuyBack);
        waits && !self.may_decide
    }

    /// By name, or that nobody is left to.
    fn who_decides(&self) -> String {
        match self.deciders.is_empty() {
            true => self.s.t.nobody_decides(),
            false => self.s.t.decided_on_by(self.deciders.join(&self.s.t.list_comma())),
        }
    }

    fn runs(&self) -> bool {
        self.row.state == PartingState::Asked && self.due > self.s.now
    }

    fn choices(&self) -> Vec<(String, String)> {
        self.mandates.iter().map(|mandate| (mandate.id.clone(), mandate.name.clone())).collect()
    }

    fn failed(&self, refusing: bool) -> bool {
        !self.errors.is_empty() && self.refusing == refusing
    }
}

/// One exit, for its holder and those who keep the register.
#[utoipa::path(get, path = "/c/{slug}/partings/{parting}", tag = "ownership",
    params(("slug" = String, Path), ("parting" = String, Path)),
    responses((status = 200, body = PartingPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn parting_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, parting)): Path<(String, String)>,
) -> Answer {
    Reply::page(&caller, &load(&caller, &site, &parting).await?)
}

async fn load(caller: &Caller, site: &Site, parting: &str) -> Result<PartingPage, Problem> {
    let s = Scene::theirs(caller, site).await?;
    let id = id::<Parting>(parting)?;
    site.db.read(move |reader| read(reader, s, id)).await?.ok_or_else(Problem::not_found)
}

fn read(reader: &mut Reader, s: Scene, id: Id<Parting>) -> Result<Option<PartingPage>, Fault> {
    let Some(row) = reader.find::<Parting>(&(s.number, id))? else { return Ok(None) };
    let Some(me) = s.me else { return Ok(None) };
    let Some(instrument) = reader.find::<Instrument>(&(s.number, row.instrument_id))? else {
        return Ok(None);
    };
    let (mut waits, mut mine) = (false, false);
    let (mut heirs, mut about) = (Vec::new(), vec![row.holder, row.asked_by]);
    for position in 1..=row.heir_count {
        if let Some(heir) = reader.find::<PartingHeir>(&(s.number, id, position))? {
            about.push(heir.heir);
            waits |= heir.accepted_at_us.is_none();
            mine |= heir.heir == me && heir.accepted_at_us.is_none();
            heirs.push(HeirView {
                name: s.name(reader, heir.heir)?,
                units: heir.units,
                accepted: heir.accepted_at_us.is_some(),
            });
        }
    }
    // Its holder, its heirs, and those who keep the register.
    if !s.sees_names() && me != row.holder && !about[2..].contains(&me) {
        return Ok(None);
    }
    let asked = row.state == PartingState::Asked;
    let risk = match mine && asked {
        true => reader.find::<InstrumentRisk>(&(s.number, row.instrument_id, instrument.risk_version))?,
        false => None,
    };
    let is_back = row.kind == PartingKind::BuyBack;
    let judges = row.parted().judged_by(me).is_ok()
        && s.sees_names()
        && !acting::own_matter(reader, s.number, me, &about)?;
    let may_decide =
        judges && row.due_at_us <= s.now && !waits && (!is_back || s.can(Power::ApproveExpenses));
    let amount_minor = match (row.amount_minor, row.state, is_back) {
        (None, PartingState::Asked, true) => {
            let held = reader.find::<Holding>(&(s.number, row.instrument_id, row.holder))?;
            held.map(|held| held.paid_for(row.units))
        }
        (known, ..) => known,
    };
    let open = match is_back && asked {
        true => s.mandates_for(reader, &instrument, amount_minor.unwrap_or(0).max(1))?,
        false => Vec::new(),
    };
    let no_mandate = is_back && asked && open.is_empty();
    let left_minor = if no_mandate { s.most_left(reader, &instrument)? } else { None };
    let view = |mandate: &Mandate| MandateView {
        id: mandate.id.to_string(),
        name: spending::mandate_name(s.lang, mandate),
    };
    let tells = may_decide || me == row.holder;
    let mandates = if tells { open.iter().map(view).collect() } else { Vec::new() };
    let deciders = match is_back && asked {
        true => deciders(reader, &s, &about)?,
        false => Vec::new(),
    };
    let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Ok(Some(PartingPage {
        row: PartingRow::of(reader, &s, &row)?,
        holder: s.name(reader, row.holder)?,
        asked_by: s.name(reader, row.asked_by)?,
        reason: row.reason.clone(),
        due_at: row.due_at_us.to_string(),
        heirs,
        amount_minor,
        expense: row.expense.map(|id| id.to_string()),
        refusal: said(&row.refusal),
        may_decide,
        may_withdraw: (s.is_here || row.holder == me) && row.parted().withdraw(me).is_ok(),
        may_accept: s.is_here && mine && asked,
        waits_for_heirs: waits && asked,
        no_mandate,
        left_minor,
        died_at: row.died_at_us.filter(|_| s.sees_names()).map(|at| at.to_string()),
        died: row.died_at_us.filter(|_| s.sees_names()),
        documents: if s.sees_names() { shown(reader, &s, &row)? } else { Vec::new() },
        risk_version: instrument.risk_version,
        risk: risk.map(|risk| risk.words).unwrap_or_default(),
        mandates,
        deciders,
        asked: row.asked_at_us,
        due: row.due_at_us,
        form: PartingForm::default(),
        refusing: false,
        errors: Errors::none(),
        s,
    }))
}

/// Who has the power, and no part in it.
fn deciders(reader: &mut Reader, s: &Scene, about: &[Id<Member>]) -> Result<Vec<String>, Fault> {
    let mut names = Vec::new();
    for (officer, name) in community::officers_who(reader, s.number, Power::ApproveExpenses)? {
        if !about.contains(&officer) && !acting::own_matter(reader, s.number, officer, about)? {
            names.push(name);
        }
    }
    Ok(names)
}

/// Somebody else says yes, and the units go: bought back under a mandate, lapsed, or to the heirs.
#[utoipa::path(post, path = "/c/{slug}/partings/{parting}/consent", tag = "ownership", request_body = PartingForm,
    params(("slug" = String, Path), ("parting" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PartingAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn consent_parting(
    caller: Caller,
    State(site): State<Site>,
    Path((_, parting)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<PartingForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Parting>(&parting)?, site.now());
    let mut check = Check::new(caller.lang);
    let mandate =
        check.optional("mandate", &form.mandate, |check, field, typed| check.id::<Mandate>(field, typed));
    let mandate = match check.done(mandate) {
        Ok(mandate) => mandate,
        Err(errors) => return again(&caller, &site, &parting, form, errors, false).await,
    };
    let key = Some(key.of(&caller, "consent_parting")?);
    let input = DecideParting { parting: id, mandate, expense: site.id(), reason: String::new(), key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::consent_parting(tx, me, &input, now)).await;
    settle(&caller, &site, &parting, form, done, false).await
}

/// Somebody else says no, with a reason; nothing moves.
#[utoipa::path(post, path = "/c/{slug}/partings/{parting}/refusal", tag = "ownership", request_body = PartingForm,
    params(("slug" = String, Path), ("parting" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PartingAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn refuse_parting(
    caller: Caller,
    State(site): State<Site>,
    Path((_, parting)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<PartingForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Parting>(&parting)?, site.now());
    let key = Some(key.of(&caller, "refuse_parting")?);
    let input =
        DecideParting { parting: id, mandate: None, expense: site.id(), reason: form.reason.clone(), key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::refuse_parting(tx, me, &input, now)).await;
    settle(&caller, &site, &parting, form, done, true).await
}

/// An heir says yes to their part, having read what can go wrong.
#[utoipa::path(post, path = "/c/{slug}/partings/{parting}/acceptance", tag = "ownership", request_body = PartingForm,
    params(("slug" = String, Path), ("parting" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PartingAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn accept_legacy(
    caller: Caller,
    State(site): State<Site>,
    Path((_, parting)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<PartingForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Parting>(&parting)?, site.now());
    let mut check = Check::new(caller.lang);
    let version = check.whole("risk_version", &form.risk_version, 1..=i64::MAX);
    let read = check.flag("read", &form.read);
    let (version, read) = match check.done((version, read)) {
        Ok(typed) => typed,
        Err(errors) => return again(&caller, &site, &parting, form, errors, false).await,
    };
    let key = Some(key.of(&caller, "accept_legacy")?);
    let input = AcceptLegacy { parting: id, risk_read: read.then_some(version), key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::accept_legacy(tx, me, &input, now)).await;
    settle(&caller, &site, &parting, form, done, false).await
}

/// Whoever asked takes it back; a legacy its holder, too, whatever their standing is by now.
#[utoipa::path(post, path = "/c/{slug}/partings/{parting}/withdrawal", tag = "ownership",
    params(("slug" = String, Path), ("parting" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PartingAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn withdraw_parting(
    caller: Caller,
    State(site): State<Site>,
    Path((_, parting)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<PartingForm>,
) -> Answer {
    let me = community::member_or_former(&caller, &site).await?.member;
    let (id, now) = (id::<Parting>(&parting)?, site.now());
    let key = Some(key.of(&caller, "withdraw_parting")?);
    let input = DecideParting { parting: id, mandate: None, expense: site.id(), reason: String::new(), key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::withdraw_parting(tx, me, &input, now)).await;
    settle(&caller, &site, &parting, form, done, false).await
}

async fn settle(
    caller: &Caller,
    site: &Site,
    parting: &str,
    form: PartingForm,
    done: Result<PartedWith, OpError<RegisterRefused>>,
    refusing: bool,
) -> Answer {
    match done {
        Ok(done) => {
            let location = format!("/c/{}/partings/{}", caller.community()?.slug, done.parting);
            Reply::changed(caller, &location, &PartingAnswer::of(&done))
        }
        Err(OpError::Refused(why)) => {
            again(caller, site, parting, form, Errors::refused(why, caller.lang), refusing).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn again(
    caller: &Caller,
    site: &Site,
    parting: &str,
    form: PartingForm,
    errors: Errors,
    refusing: bool,
) -> Answer {
    let mut page = load(caller, site, parting).await?;
    (page.form, page.errors, page.refusing) = (form, errors.clone(), refusing);
    Reply::form_refused(caller, &page, &errors)
}
