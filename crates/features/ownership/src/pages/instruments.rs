//! All instruments: what members may put money into, by whose decision.

use super::scene::Scene;
use crate::instrument::InstrumentKind;
use crate::ownership_store::instruments;
use crate::rows::Instrument;
use askama::Template;
use axum::extract::{Query, State};
use kernel::{Id, Timestamp};
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::parameter;
use web::ui::{self, Tone};
use web::{Answer, Back, Caller, Html, Place, Reply, Site, View};

const PAGE: i64 = 30;

/// Instruments, newest first.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "instruments.html")]
pub(crate) struct InstrumentsPage {
    #[serde(skip)]
    s: Scene,
    instruments: Vec<InstrumentView>,
    /// The value of `below` for the next page.
    next: Option<i64>,
    #[serde(skip)]
    paged: bool,
}

/// What of an instrument is for members on probation too, and in `terms` what is not.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct InstrumentView {
    #[schema(value_type = String)]
    pub id: Id<Instrument>,
    pub number: i64,
    /// `donation`, `pre_order`, `member_capital` or `equity_record`.
    #[schema(value_type = String)]
    pub kind: InstrumentKind,
    pub name: String,
    pub fund: i64,
    pub fund_name: String,
    /// Its money was paid where a contract says, and is in no fund.
    pub paid_elsewhere: bool,
    /// The proposal that decided it.
    pub decision: String,
    pub since: String,
    /// To members past probation only.
    pub terms: Option<TermsView>,
    #[serde(skip)]
    pub kind_name: String,
    #[serde(skip)]
    pub made: Timestamp,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TermsView {
    /// Of one unit, in minor units of the community's currency.
    pub price_minor: i64,
    pub units_max: i64,
    pub units_each_max: i64,
    /// Asked for, their money not there yet.
    pub units_asked: i64,
    /// Paid for.
    pub units_issued: i64,
    pub units_left: i64,
    pub words: String,
    /// What can go wrong, in the newest version.
    pub risk: String,
    pub risk_version: i64,
}

impl InstrumentView {
    pub(crate) fn of(
        reader: &mut Reader,
        s: &Scene,
        funds: &BTreeMap<i64, String>,
        row: &Instrument,
    ) -> Result<InstrumentView, Fault> {
        let terms = if s.reads(reader, row)? { Some(TermsView::of(reader, row)?) } else { None };
        Ok(InstrumentView {
            id: row.id,
            number: row.number,
            kind: row.kind,
            name: row.name.clone(),
            fund: row.fund,
            fund_name: funds.get(&row.fund).cloned().unwrap_or_default(),
            paid_elsewhere: row.is_paid_elsewhere(),
            decision: row.decision.clone(),
            since: row.made_at_us.to_string(),
            terms,
            kind_name: crate::kind_name(s.lang, row.kind),
            made: row.made_at_us,
        })
    }

    /// How much of it is taken.
    pub(crate) fn bar(&self, s: &Scene) -> Html {
        let Some(terms) = &self.terms else { return Html::default() };
        let taken = terms.units_asked + terms.units_issued;
        ui::progress(taken, terms.units_max, Tone::Done, self.taken(s))
    }

    pub(crate) fn taken(&self, s: &Scene) -> String {
        let of = |terms: &TermsView| s.t.units_taken_of(terms.units_max, terms.units_issued);
        self.terms.as_ref().map(of).unwrap_or_default()
    }
}

impl TermsView {
    fn of(reader: &mut Reader, row: &Instrument) -> Result<TermsView, Fault> {
        use crate::rows::InstrumentRisk;
        let risk = reader.find::<InstrumentRisk>(&(row.community_id, row.id, row.risk_version))?;
        Ok(TermsView {
            price_minor: row.price_minor,
            units_max: row.units_max,
            units_each_max: row.units_each_max,
            units_asked: row.units_asked,
            units_issued: row.units_issued,
            units_left: row.units_free(),
            words: row.terms.clone(),
            risk: risk.map(|risk| risk.words).unwrap_or_default(),
            risk_version: row.risk_version,
        })
    }
}

impl View for InstrumentsPage {
    fn unlisted(&self) -> bool {
        true
    }

    fn title(&self) -> String {
        self.s.t.instruments()
    }

    fn place(&self) -> Place {
        Place::Books
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/books", self.s.base), self.s.t.books())
    }

    fn live(&self) -> Option<&'static str> {
        Some("decisions")
    }
}

impl InstrumentsPage {
    fn proposing(&self) -> String {
        format!("{}/decisions/new", self.s.base)
    }

    fn older(&self) -> Option<String> {
        self.next.map(|next| format!("{}/instruments?below={next}", self.s.base))
    }

    fn newest(&self) -> Option<String> {
        self.paged.then(|| format!("{}/instruments", self.s.base))
    }
}

/// What members may put money into. Price and terms are told to members past probation only.
#[utoipa::path(get, path = "/c/{slug}/instruments", tag = "ownership",
    params(("slug" = String, Path), ("below" = Option<i64>, Query, description = "instruments with a smaller number")),
    responses((status = 200, body = InstrumentsPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn instruments_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    let below = parameter(&pairs, "below").and_then(|number| number.parse::<i64>().ok());
    let page = site.db.read(move |reader| read(reader, s, below)).await?;
    Reply::page(&caller, &page)
}

fn read(reader: &mut Reader, s: Scene, below: Option<i64>) -> Result<InstrumentsPage, Fault> {
    let funds: BTreeMap<i64, String> = ledger::fund_names(reader, s.number)?.into_iter().collect();
    let mut ids = instruments(reader, s.number, below.unwrap_or(i64::MAX), PAGE + 1)?;
    let more = ids.len() as i64 > PAGE;
    ids.truncate(PAGE as usize);
    let mut views = Vec::with_capacity(ids.len());
    for id in ids {
        if let Some(row) = reader.find::<Instrument>(&(s.number, id))? {
            views.push(InstrumentView::of(reader, &s, &funds, &row)?);
        }
    }
    let next = views.last().map(|view| view.number).filter(|_| more);
    Ok(InstrumentsPage { s, instruments: views, next, paged: below.is_some() })
}
