//! One instrument: what it is, by whose decision, its terms and what can go wrong; asking for units of it.

use super::instruments::InstrumentView;
use super::scene::Scene;
use super::subscriptions::SubscriptionRow;
use crate::ids::Member;
use crate::keeping::may_ask;
use crate::ownership_store::{next_free, of_member_waiting, register_totals};
use crate::rows::{Holding, Instrument, InstrumentRisk, InstrumentRiskDraft, Subscription};
use crate::text_look::TextPlace;
use askama::Template;
use axum::extract::{Path, State};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::id;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Errors, Place, Power, Problem, Reply, Site, View};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "instrument.html")]
pub(crate) struct InstrumentPage {
    #[serde(skip)]
    pub s: Scene,
    #[serde(flatten)]
    pub instrument: InstrumentView,
    /// How many hold it. To members past probation.
    holder_count: Option<i64>,
    /// What the caller holds.
    own_units: i64,
    /// The caller's that wait for their money.
    own_waiting: Vec<SubscriptionRow>,
    /// How many the caller may still ask for.
    pub may_ask_units: i64,
    /// All of them are held or kept for others.
    is_full: bool,
    /// When the first of what is kept and not paid for comes free.
    #[serde(skip)]
    next_free: Option<Timestamp>,
    /// The newest version of the risks: since when, by whom and why. To members past probation.
    risk_now: Option<RiskView>,
    /// Older ones, newest first. To members past probation.
    risks_before: Vec<RiskView>,
    /// Who let its name, terms or risks pass, and why, where they read like a promise. To members past probation.
    passed: Vec<String>,
    /// The caller may say anew what can go wrong.
    may_revise: bool,
    /// A new text of it that waits for a second person. To those who keep the register.
    risk_draft: Option<RiskDraftView>,
    #[serde(skip)]
    pub ask: SubscribeForm,
    #[serde(skip)]
    pub risk: RiskForm,
    #[serde(skip)]
    pub errors: Errors,
    /// The form of the risks was sent, not that of asking.
    #[serde(skip)]
    pub revising: bool,
    /// The form of the text that waits was sent.
    #[serde(skip)]
    pub agreeing: bool,
}

/// A text that waits for a second person.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct RiskDraftView {
    number: i64,
    words: String,
    written_by: String,
    written_at: String,
    reason: String,
    /// The caller may agree: they did not write it.
    may_agree: bool,
    #[serde(skip)]
    written: Timestamp,
}

/// Which text was read.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct RiskDraftForm {
    /// Its number.
    pub draft: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct RiskView {
    version: i64,
    words: String,
    written_at: String,
    /// Who wrote it; none for the first, which the decision has.
    written_by: Option<String>,
    /// Who agreed to it; none for the first, and for what was written before a second person was asked.
    agreed_by: Option<String>,
    /// What changed, and why; empty for the first.
    reason: String,
    #[serde(skip)]
    written: Timestamp,
}

/// What a member asks for.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct SubscribeForm {
    pub units: String,
    /// The version of the risks that was read.
    pub risk_version: String,
    /// `on`: read, and understood that the money may be lost.
    pub read: String,
}

/// Another version of what can go wrong.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct RiskForm {
    pub risk: String,
    /// What changes, and why.
    pub reason: String,
    /// The version it was written from.
    pub from_version: String,
}

impl View for InstrumentPage {
    fn unlisted(&self) -> bool {
        true
    }

    fn title(&self) -> String {
        self.instrument.name.clone()
    }

    fn place(&self) -> Place {
        Place::Books
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/instruments", self.s.base), self.s.t.instruments())
    }

    fn live(&self) -> Option<&'static str> {
        Some("decisions")
    }
}

impl InstrumentPage {
    fn kind_note(&self) -> String {
        crate::kind_note(self.s.lang, self.instrument.kind)
    }

    fn risk_origin(&self, risk: &RiskView) -> String {
        match (&risk.written_by, &risk.agreed_by) {
            (Some(who), Some(second)) => {
                self.s.t.risk_revised_agreed(who.as_str(), second.as_str(), risk.reason.as_str())
            }
            (Some(who), None) => self.s.t.risk_revised_by(who.as_str(), risk.reason.as_str()),
            (None, _) => self.s.t.risk_as_decided(),
        }
    }

    /// Where another steward is asked to look at a text that was refused.
    fn look_at(&self) -> Option<String> {
        let refused =
            crate::may_ask_to_look(self.s.lang, &self.errors, TextPlace::Share, self.risk.risk.as_str());
        (self.revising && refused)
            .then(|| format!("{}/texts?place={}#ask", self.s.base, TextPlace::Share.code()))
    }

    fn decision_href(&self) -> String {
        format!("{}/decisions/{}", self.s.base, web::query_escaped(&self.instrument.decision))
    }

    fn link(&self, path: &str) -> String {
        format!("{}/instruments/{}{path}", self.s.base, self.instrument.id)
    }
}

/// One instrument. Price, terms and risks are told to members past probation only.
#[utoipa::path(get, path = "/c/{slug}/instruments/{instrument}", tag = "ownership",
    params(("slug" = String, Path), ("instrument" = String, Path)),
    responses((status = 200, body = InstrumentPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn instrument_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, instrument)): Path<(String, String)>,
) -> Answer {
    Reply::page(&caller, &load(&caller, &site, &instrument).await?)
}

pub(crate) async fn load(caller: &Caller, site: &Site, instrument: &str) -> Result<InstrumentPage, Problem> {
    let s = Scene::of(caller, site)?;
    let id = id::<Instrument>(instrument)?;
    let page = site.db.read(move |reader| read(reader, s, id)).await?;
    page.ok_or_else(Problem::not_found)
}

fn read(reader: &mut Reader, s: Scene, id: Id<Instrument>) -> Result<Option<InstrumentPage>, Fault> {
    let Some(row) = reader.find::<Instrument>(&(s.number, id))? else { return Ok(None) };
    let Some(me) = s.me else { return Ok(None) };
    let funds: BTreeMap<i64, String> = ledger::fund_names(reader, s.number)?.into_iter().collect();
    let instrument = InstrumentView::of(reader, &s, &funds, &row)?;
    let reads = instrument.terms.is_some();
    let holder_count = match reads && row.kind.is_held() {
        true => Some(register_totals(reader, &row, Timestamp::from_micros(i64::MAX))?.0),
        false => None,
    };
    let own = reader.find::<Holding>(&(s.number, id, me))?;
    let mut own_waiting = Vec::new();
    for waiting in of_member_waiting(reader, s.number, me, id)? {
        if let Some(subscription) = reader.find::<Subscription>(&(s.number, waiting))? {
            own_waiting.push(SubscriptionRow::of(reader, &s, &subscription)?);
        }
    }
    let mut risks = if reads { risks(reader, &s, &row)? } else { Vec::new() }.into_iter();
    let words = instrument
        .terms
        .as_ref()
        .filter(|_| reads)
        .map(|terms| [row.name.as_str(), &terms.words, &terms.risk]);
    let words = words.into_iter().flatten().map(|text| (TextPlace::Share, text));
    let passed = crate::passed_said(reader, s.number, s.lang, words)?;
    let risk_draft = if reads && s.sees_names() { risk_draft(reader, &s, &row, me)? } else { None };
    let left = if reads { may_ask(reader, &row, me)? } else { 0 };
    Ok(Some(InstrumentPage {
        holder_count,
        own_units: own.map_or(0, |own| own.units),
        own_waiting,
        is_full: reads && row.units_free() <= 0,
        next_free: if row.units_free() <= 0 { next_free(reader, s.number, id)? } else { None },
        may_ask_units: left,
        passed,
        risk_now: risks.next(),
        risks_before: risks.collect(),
        may_revise: reads
            && s.can(Power::EditCharter)
            && risk_draft.as_ref().is_none_or(|draft| !draft.may_agree),
        risk_draft,
        ask: SubscribeForm {
            units: "1".to_owned(),
            risk_version: row.risk_version.to_string(),
            read: String::new(),
        },
        risk: RiskForm {
            risk: instrument.terms.as_ref().map(|terms| terms.risk.clone()).unwrap_or_default(),
            from_version: row.risk_version.to_string(),
            reason: String::new(),
        },
        errors: Errors::none(),
        revising: false,
        agreeing: false,
        instrument,
        s,
    }))
}

/// Newest first.
fn risks(reader: &mut Reader, s: &Scene, row: &Instrument) -> Result<Vec<RiskView>, Fault> {
    let mut views = Vec::new();
    for version in (1..=row.risk_version).rev() {
        let risk = reader.find::<InstrumentRisk>(&(row.community_id, row.id, version))?;
        let Some(risk) = risk else { continue };
        let written_by = match risk.written_by {
            Some(member) => Some(s.name(reader, member)?),
            None => None,
        };
        let agreed_by = match risk.agreed_by {
            Some(member) => Some(s.name(reader, member)?),
            None => None,
        };
        views.push(RiskView {
            agreed_by,
            version,
            words: risk.words,
            written_at: risk.written_at_us.to_string(),
            written_by,
            reason: risk.reason,
            written: risk.written_at_us,
        });
    }
    Ok(views)
}

fn risk_draft(
    reader: &mut Reader,
    s: &Scene,
    row: &Instrument,
    me: Id<Member>,
) -> Result<Option<RiskDraftView>, Fault> {
    let found = reader.find::<InstrumentRiskDraft>(&(row.community_id, row.id))?;
    let Some(draft) = found.filter(|draft| draft.is_open) else { return Ok(None) };
    let one = community::one_with_shown(reader, s.number, me)?;
    Ok(Some(RiskDraftView {
        number: draft.number,
        words: draft.words,
        written_by: s.name(reader, draft.written_by)?,
        written_at: draft.written_at_us.to_string(),
        reason: draft.reason,
        may_agree: me != draft.written_by && !one.contains(&draft.written_by),
        written: draft.written_at_us,
    }))
}
