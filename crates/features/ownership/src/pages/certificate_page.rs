//! A certificate: what somebody held when they asked for it on paper, and whether the register still says so. Whoever has its
//! address and is a member past probation may check it; there is none for visitors.

use super::scene::Scene;
use crate::issue::OriginKind;
use crate::passing_store::origins_until;
use crate::rows::{Certificate, Holding, Instrument};
use crate::subscription::SubscriptionRefused;
use askama::Template;
use axum::extract::{Path, State};
use kernel::{Id, Timestamp};
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::id;
use web::ui;
use web::{Answer, Back, Caller, Html, Place, Problem, Reply, Site, View};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "certificate.html")]
pub(crate) struct CertificatePage {
    #[serde(skip)]
    s: Scene,
    number: i64,
    #[schema(value_type = String)]
    instrument: Id<Instrument>,
    instrument_name: String,
    /// Of the instrument.
    instrument_number: i64,
    holder: String,
    units: i64,
    made_at: String,
    /// The register says nothing later of the holding.
    holds: bool,
    /// What they came from, up to then: by kind, with how many units.
    origins: Vec<OriginView>,
    /// The version of the risks that the holder said to have read.
    risk_version: i64,
    /// The address to check it by.
    link: String,
    #[serde(skip)]
    made: Timestamp,
    #[serde(skip)]
    kind_name: String,
    #[serde(skip)]
    is_mine: bool,
}

/// How many units one kind of origin put in, or took out.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = CertificateOriginView)]
pub(crate) struct OriginView {
    #[schema(value_type = String)]
    kind: OriginKind,
    change_units: i64,
}

impl View for CertificatePage {
    fn unlisted(&self) -> bool {
        true
    }

    fn title(&self) -> String {
        self.s.t.certificate_numbered(self.number)
    }

    fn place(&self) -> Place {
        if self.is_mine { Place::Mine } else { Place::Books }
    }

    fn back(&self) -> Option<Back> {
        match self.is_mine {
            true => Back::to(
                format!("{}/instruments/{}/holding", self.s.base, self.instrument),
                self.s.t.my_holding(),
            ),
            false => Back::to(
                format!("{}/instruments/{}", self.s.base, self.instrument),
                self.instrument_name.clone(),
            ),
        }
    }
}

impl CertificatePage {
    /// `Subscribed +3, Contribution +2`.
    fn origins_said(&self) -> String {
        let said = |one: &OriginView| {
            let sign = if one.change_units > 0 { "+" } else { "\u{2212}" };
            let word = self.s.origin(one.kind, one.change_units);
            format!("{word}\u{a0}{sign}{}", one.change_units.abs())
        };
        self.origins.iter().map(said).collect::<Vec<_>>().join(&self.s.t.list_comma())
    }

    fn picture(&self) -> Html {
        ui::qr(&self.link, self.s.t.certificate_as_picture(self.number))
    }
}

/// A certificate, for members past probation who have its address: the holder shows it.
#[utoipa::path(get, path = "/c/{slug}/certificates/{certificate}", tag = "ownership",
    params(("slug" = String, Path), ("certificate" = String, Path)),
    responses((status = 200, body = CertificatePage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn certificate_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, certificate)): Path<(String, String)>,
) -> Answer {
    let s = Scene::theirs(&caller, &site).await?;
    let (id, on_probation) = (id::<Certificate>(&certificate)?, s.is_here && !s.is_full);
    let base_url = site.config.base_url.clone();
    match site.db.read(move |reader| read(reader, s, id, &base_url)).await? {
        Some(page) => Reply::page(&caller, &page),
        None if on_probation => Err(SubscriptionRefused::OnProbation.into()),
        None => Err(Problem::not_found()),
    }
}

fn read(
    reader: &mut Reader,
    s: Scene,
    id: Id<Certificate>,
    base_url: &str,
) -> Result<Option<CertificatePage>, Fault> {
    let Some(row) = reader.find::<Certificate>(&(s.number, id))? else { return Ok(None) };
    let Some(instrument) = reader.find::<Instrument>(&(s.number, row.instrument_id))? else {
        return Ok(None);
    };
    // One's own one reads whatever one's standing is by now.
    if s.me != Some(row.holder) && !s.reads(reader, &instrument)? {
        return Ok(None);
    }
    let held = reader.find::<Holding>(&(s.number, row.instrument_id, row.holder))?;
    Ok(Some(CertificatePage {
        number: row.number,
        instrument: row.instrument_id,
        instrument_number: instrument.number,
        kind_name: crate::kind_name(s.lang, instrument.kind),
        instrument_name: instrument.name,
        holder: s.name(reader, row.holder)?,
        units: row.units,
        made_at: row.made_at_us.to_string(),
        origins: origins_until(reader, &row)?
            .into_iter()
            .map(|(kind, change_units)| OriginView { kind, change_units })
            .collect(),
        holds: held.is_some_and(|held| held.change_count == row.line_number),
        risk_version: row.risk_version,
        link: format!("{base_url}{}/certificates/{id}", s.base),
        made: row.made_at_us,
        is_mine: s.me == Some(row.holder),
        s,
    }))
}
