//! One instrument: what it is, by whose decision, its terms and what can go wrong.

use super::instruments::InstrumentView;
use super::scene::Scene;
use crate::rows::Instrument;
use askama::Template;
use axum::extract::{Path, State};
use kernel::Id;
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::id;
use web::ui;
use web::{Answer, Back, Caller, Place, Problem, Reply, Site, View};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "instrument.html")]
pub(crate) struct InstrumentPage {
    #[serde(skip)]
    s: Scene,
    #[serde(flatten)]
    instrument: InstrumentView,
}

impl View for InstrumentPage {
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

    fn decision_href(&self) -> String {
        format!("{}/decisions/{}", self.s.base, web::query_escaped(&self.instrument.decision))
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
    let s = Scene::of(&caller, &site)?;
    let id = id::<Instrument>(&instrument)?;
    let page = site.db.read(move |reader| read(reader, s, id)).await?;
    Reply::page(&caller, &page.ok_or_else(Problem::not_found)?)
}

fn read(reader: &mut Reader, s: Scene, id: Id<Instrument>) -> Result<Option<InstrumentPage>, Fault> {
    let Some(row) = reader.find::<Instrument>(&(s.number, id))? else { return Ok(None) };
    let funds: BTreeMap<i64, String> = ledger::fund_names(reader, s.number)?.into_iter().collect();
    let instrument = InstrumentView::of(reader, &s, &funds, &row)?;
    Ok(Some(InstrumentPage { s, instrument }))
}
