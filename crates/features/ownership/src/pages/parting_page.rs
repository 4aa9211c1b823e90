//! One exit: units bought back, lapsed or left behind; what was said, who inherits, and the second person's word.

use super::scene::Scene;
use crate::acting;
use crate::ops::{self, DecideParting, PartedWith};
use crate::register::{PartingKind, PartingState, RegisterRefused};
use crate::rows::{Holding, Instrument, Parting, PartingHeir};
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

/// Mandates to choose from.
const MANDATES: i64 = 50;

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
    /// What it can be given back under.
    mandates: Vec<MandateView>,
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
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = MandateOfBuyBackView)]
pub(crate) struct MandateView {
    id: String,
    name: String,
}

/// Consent to a buy-back: `mandate`. Refusal: `reason`. The rest needs nothing.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct PartingForm {
    /// `man_…`, of a decision for the same fund.
    pub mandate: String,
    pub reason: String,
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
    let Some(me) = s.me.filter(|me| s.sees_names() || *me == row.holder) else { return Ok(None) };
    let Some(instrument) = reader.find::<Instrument>(&(s.number, row.instrument_id))? else {
        return Ok(None);
    };
    let (mut heirs, mut about) = (Vec::new(), vec![row.holder, row.asked_by]);
    for position in 1..=row.heir_count {
        if let Some(heir) = reader.find::<PartingHeir>(&(s.number, id, position))? {
            about.push(heir.heir);
            heirs.push(HeirView { name: s.name(reader, heir.heir)?, units: heir.units });
        }
    }
    let is_back = row.kind == PartingKind::BuyBack;
    let judges = row.parted().judged_by(me).is_ok()
        && s.sees_names()
        && !acting::own_matter(reader, s.number, me, &about)?;
    let may_decide = judges && row.due_at_us <= s.now && (!is_back || s.can(Power::ApproveExpenses));
    let mut mandates = Vec::new();
    if may_decide && is_back {
        for mandate in spending::open_mandates(reader, s.number, s.now, MANDATES)? {
            if mandate.fund == instrument.fund {
                mandates.push(MandateView {
                    id: mandate.id.to_string(),
                    name: spending::mandate_name(s.lang, &mandate),
                });
            }
        }
    }
    let amount_minor = match (row.amount_minor, row.state, is_back) {
        (None, PartingState::Asked, true) => {
            let held = reader.find::<Holding>(&(s.number, row.instrument_id, row.holder))?;
            held.map(|held| held.paid_for(row.units))
        }
        (known, ..) => known,
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
        may_withdraw: s.is_here && row.parted().withdraw(me).is_ok(),
        mandates,
        asked: row.asked_at_us,
        due: row.due_at_us,
        form: PartingForm::default(),
        refusing: false,
        errors: Errors::none(),
        s,
    }))
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

/// Whoever asked takes it back.
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
    let (me, id, now) = (me(&caller)?, id::<Parting>(&parting)?, site.now());
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
