//! What one holds of an instrument: each change of it, certificates, and what can be done with it: offered, given back, put on paper.

use super::parting_page::PartingRow;
use super::scene::Scene;
use super::transfers::TransferRow;
use crate::issue::OriginKind;
use crate::ownership_store::came_unread;
use crate::passing_store::{certificates_of, partings_of, transfers_of};
use crate::register::{FIRST_DAYS, PartingState, TransferState};
use crate::rows::{
    Certificate, HeirNamed, Holding, HoldingChange, Instrument, Parting, RiskRead, ShareRule, ShareTransfer,
};
use crate::subscription::SubscriptionRefused;
use askama::Template;
use axum::extract::{Path, State};
use community::Chooser;
use kernel::{Id, Money, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::id;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Errors, Place, Problem, Reply, Site, View};

/// The newest lines that are shown.
const LINES: i64 = 60;

#[derive(Template, Serialize, ToSchema)]
#[template(path = "holding.html")]
pub(crate) struct HoldingPage {
    #[serde(skip)]
    pub s: Scene,
    #[schema(value_type = String)]
    instrument: Id<Instrument>,
    name: String,
    units: i64,
    /// Offered, or on their way out.
    units_offered: i64,
    /// Held through companies: it counts against the most that one may hold.
    units_through: i64,
    /// What was put in for them.
    paid_minor: i64,
    /// Of that, what counts for one: what a buy-back gives back for it, and what goes with it to who takes it over. Rounded down.
    each_minor: i64,
    /// Newest first.
    lines: Vec<LineView>,
    certificates: Vec<CertificateRow>,
    transfers: Vec<TransferRow>,
    partings: Vec<PartingRow>,
    /// For how many days the community comes first.
    first_days: i64,
    /// How many days after leaving what one holds lapses; null: never.
    lapse_days: Option<i64>,
    risk_version: i64,
    /// A decision turned another share into these, and the holder has not said yet to have read what can go wrong.
    risk_unread: bool,
    /// To offer and give back is for members past probation.
    may_act: bool,
    /// A decision lets the fund give capital back: without one a buy-back would wait for it.
    has_mandate: bool,
    /// Of a mandate in force, where that does not suffice for one unit.
    left_minor: Option<i64>,
    /// Whom the holder named to inherit.
    heir: Option<String>,
    /// The same by id, empty where nobody is: the form begins with who is named, so that saving it unchanged changes nothing.
    #[serde(skip)]
    heir_now: String,
    #[serde(skip)]
    price_minor: i64,
    #[serde(skip)]
    risk: String,
    #[serde(skip)]
    pub form: HoldingForm,
    #[serde(skip)]
    pub people: Chooser,
    #[serde(skip)]
    pub sent: Sent,
    #[serde(skip)]
    pub errors: Errors,
}

/// Which of the page's forms was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sent {
    Offer,
    BuyBack,
    Certificate,
    Heir,
    Risk,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = RegisterLineView)]
pub(crate) struct LineView {
    number: i64,
    change_units: i64,
    /// What was put in with it, or taken out.
    change_minor: i64,
    at: String,
    #[schema(value_type = String)]
    origin_kind: OriginKind,
    origin: String,
    entry: Option<i64>,
    #[serde(skip)]
    when: Timestamp,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CertificateRow {
    #[schema(value_type = String)]
    id: Id<Certificate>,
    number: i64,
    units: i64,
    /// The register says nothing later of the holding.
    holds: bool,
    made_at: String,
    #[serde(skip)]
    made: Timestamp,
}

/// An offer: `units`, `price` of one unit, `named` may be left out. A buy-back: `units`, `reason`. A certificate, and that the risks are read: `risk_version`, `read`.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct HoldingForm {
    pub units: String,
    /// Of one unit: `55.00`.
    pub price: String,
    /// Who takes them when nobody of the community did: `mem_…`, or the name.
    pub named: String,
    pub reason: String,
    /// Who inherits: `mem_…`, or the name; left out, nobody any more.
    pub heir: String,
    /// The version of the risks that was read.
    pub risk_version: String,
    /// `on`: read, and understood that the money may be lost.
    pub read: String,
}

impl View for HoldingPage {
    fn unlisted(&self) -> bool {
        true
    }

    fn title(&self) -> String {
        self.s.t.my_holding()
    }

    fn place(&self) -> Place {
        Place::Mine
    }

    fn back(&self) -> Option<Back> {
        match self.s.is_here {
            true => Back::to(format!("{}/instruments/{}", self.s.base, self.instrument), self.name.clone()),
            false => Back::to(format!("{}/mine", self.s.base), self.s.t.my_holdings()),
        }
    }

    fn live(&self) -> Option<&'static str> {
        Some("decisions")
    }
}

impl HoldingPage {
    fn link(&self, path: &str) -> String {
        format!("{}/instruments/{}{path}", self.s.base, self.instrument)
    }

    pub(crate) fn free(&self) -> i64 {
        self.units - self.units_offered
    }

    fn failed(&self, sent: Sent) -> bool {
        !self.errors.is_empty() && self.sent == sent
    }

    /// Errors stand at the form that was sent only.
    fn of(&self, sent: Sent) -> Errors {
        if self.sent == sent { self.errors.clone() } else { Errors::none() }
    }

    fn typed(&self, sent: Sent) -> HoldingForm {
        if self.sent == sent { self.form.clone() } else { HoldingForm::default() }
    }

    fn heir_typed(&self) -> String {
        if self.sent == Sent::Heir { self.form.heir.clone() } else { self.heir_now.clone() }
    }

    fn price(&self) -> String {
        let typed = self.typed(Sent::Offer).price;
        if typed.is_empty() { Money::new(self.price_minor, self.s.currency).plain() } else { typed }
    }

    fn said(&self, line: &LineView) -> String {
        self.s.origin(line.origin_kind, line.change_units)
    }

    /// The contribution that made it; what else it came from is told in its words.
    fn origin_link(&self, line: &LineView) -> Option<String> {
        (line.origin_kind == OriginKind::Contribution && self.s.is_here)
            .then(|| format!("{}/contributions/{}", self.s.base, line.origin))
    }

    /// Signed, so that it reads as what changed.
    fn change(&self, line: &LineView) -> String {
        format!("{}{}", if line.change_units > 0 { "+" } else { "\u{2212}" }, line.change_units.abs())
    }
}

/// What the caller holds of an instrument, each change of it, and what can be done with it.
#[utoipa::path(get, path = "/c/{slug}/instruments/{instrument}/holding", tag = "ownership",
    params(("slug" = String, Path), ("instrument" = String, Path)),
    responses((status = 200, body = HoldingPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn holding_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, instrument)): Path<(String, String)>,
) -> Answer {
    Reply::page(&caller, &load(&caller, &site, &instrument, HoldingForm::default()).await?)
}

pub(crate) async fn load(
    caller: &Caller,
    site: &Site,
    instrument: &str,
    form: HoldingForm,
) -> Result<HoldingPage, Problem> {
    let s = Scene::theirs(caller, site).await?;
    let (id, on_probation) = (id::<Instrument>(instrument)?, s.is_here && !s.is_full);
    match site.db.read(move |reader| read(reader, s, id, form)).await? {
        Some(page) => Ok(page),
        None if on_probation => Err(SubscriptionRefused::OnProbation.into()),
        None => Err(Problem::not_found()),
    }
}

fn read(
    reader: &mut Reader,
    s: Scene,
    id: Id<Instrument>,
    form: HoldingForm,
) -> Result<Option<HoldingPage>, Fault> {
    let Some(instrument) = reader.find::<Instrument>(&(s.number, id))?.filter(|row| row.kind.is_held())
    else {
        return Ok(None);
    };
    let Some(me) = s.me else { return Ok(None) };
    let held = reader.find::<Holding>(&(s.number, id, me))?;
    // What somebody holds or held is theirs to read, whatever their standing is by now; to do something with it takes more.
    let may_act = s.reads(reader, &instrument)?;
    if !may_act && held.as_ref().is_none_or(|held| held.change_count == 0) {
        return Ok(None);
    }
    let rule = reader.find::<ShareRule>(&(s.number, id))?;
    let last = held.as_ref().map_or(0, |held| held.change_count);
    let mut lines = Vec::new();
    for number in ((last - LINES).max(0) + 1..=last).rev() {
        lines.extend(reader.find::<HoldingChange>(&(s.number, id, me, number))?.map(LineView::of));
    }
    let mut certificates = Vec::new();
    for certificate in certificates_of(reader, s.number, me)? {
        let row = reader.find::<Certificate>(&(s.number, certificate))?;
        certificates.extend(row.filter(|row| row.instrument_id == id).map(|row| CertificateRow {
            id: row.id,
            number: row.number,
            units: row.units,
            holds: row.line_number == last,
            made_at: row.made_at_us.to_string(),
            made: row.made_at_us,
        }));
    }
    let (mut transfers, mut partings) = (Vec::new(), Vec::new());
    for transfer in transfers_of(reader, s.number, me)? {
        let row = reader.find::<ShareTransfer>(&(s.number, transfer))?;
        let open = |row: &ShareTransfer| matches!(row.state, TransferState::Offered | TransferState::Taken);
        if let Some(row) = row.filter(|row| row.instrument_id == id && open(row)) {
            transfers.push(TransferRow::of(reader, &s, &row)?);
        }
    }
    for parting in partings_of(reader, s.number, me)? {
        let row = reader.find::<Parting>(&(s.number, parting))?;
        let mine = |row: &Parting| row.holder == me && row.instrument_id == id;
        if let Some(row) = row.filter(|row| mine(row) && row.state == PartingState::Asked) {
            partings.push(PartingRow::of(reader, &s, &row)?);
        }
    }
    let holds = held.as_ref().is_some_and(|held| held.units > 0);
    let risk_unread = holds
        && reader.find::<RiskRead>(&(s.number, id, me))?.is_none()
        && came_unread(reader, &instrument, me)?;
    let risk = reader.find::<crate::rows::InstrumentRisk>(&(s.number, id, instrument.risk_version))?;
    let named = reader.find::<HeirNamed>(&(s.number, id, me))?.and_then(|row| row.heir);
    let heir_now = named.map_or_else(String::new, |heir| heir.to_string());
    let typed = [form.named.as_str(), form.heir.as_str(), heir_now.as_str()];
    let people = Chooser::read(reader, &s.choosing(), Vec::new(), typed)?.without(me);
    let least = held.as_ref().map_or(0, |held| held.paid_for(1)).max(1);
    let has_mandate = !s.mandates_for(reader, &instrument, least)?.is_empty();
    let left_minor = if has_mandate { None } else { s.most_left(reader, &instrument)? };
    let heir = match named {
        Some(heir) => Some(s.name(reader, heir)?),
        None => None,
    };
    Ok(Some(HoldingPage {
        instrument: id,
        name: instrument.name,
        units: held.as_ref().map_or(0, |held| held.units),
        units_offered: held.as_ref().map_or(0, |held| held.units_offered),
        units_through: held.as_ref().map_or(0, |held| held.units_through),
        paid_minor: held.as_ref().map_or(0, |held| held.paid_minor),
        each_minor: held.as_ref().map_or(0, |held| held.paid_for(1)),
        lines,
        certificates,
        transfers,
        partings,
        first_days: rule.as_ref().map_or(FIRST_DAYS, |rule| rule.first_days),
        lapse_days: rule.and_then(|rule| rule.lapse_days),
        risk_version: instrument.risk_version,
        risk_unread,
        may_act,
        has_mandate,
        left_minor,
        heir,
        heir_now,
        price_minor: instrument.price_minor,
        risk: risk.map(|risk| risk.words).unwrap_or_default(),
        form,
        people,
        sent: Sent::Offer,
        errors: Errors::none(),
        s,
    }))
}

impl LineView {
    fn of(row: HoldingChange) -> LineView {
        LineView {
            number: row.number,
            change_units: row.change_units,
            change_minor: row.change_minor,
            at: row.at_us.to_string(),
            origin_kind: row.origin_kind,
            origin: row.origin_id,
            entry: row.entry,
            when: row.at_us,
        }
    }
}
