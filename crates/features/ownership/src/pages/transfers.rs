//! Units that are offered, for members past probation.

use super::scene::Scene;
use crate::passing_store::transfers;
use crate::register::TransferState;
use crate::rows::{Instrument, ShareTransfer};
use crate::subscription::SubscriptionRefused;
use askama::Template;
use axum::extract::{Query, State};
use kernel::Id;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::parameter;
use web::ui;
use web::{Answer, Back, Caller, Html, Place, Reply, Site, View};

const PAGE: i64 = 30;

/// Offers in one state, newest first.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "transfers.html")]
pub(crate) struct TransfersPage {
    #[serde(skip)]
    s: Scene,
    /// `offered`, or `taken`: what waits for a treasurer or steward.
    #[schema(value_type = String)]
    state: TransferState,
    transfers: Vec<TransferRow>,
    /// The value of `below` for the next page.
    next: Option<i64>,
    #[serde(skip)]
    paged: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TransferRow {
    #[schema(value_type = String)]
    pub id: Id<ShareTransfer>,
    pub number: i64,
    #[schema(value_type = String)]
    pub instrument: Id<Instrument>,
    pub instrument_name: String,
    pub seller: String,
    pub units: i64,
    /// Of one unit.
    pub price_minor: i64,
    pub sum_minor: i64,
    #[schema(value_type = String)]
    pub state: TransferState,
    pub first_until: String,
    #[serde(skip)]
    pub tag: Html,
    #[serde(skip)]
    pub until: Html,
}

impl TransferRow {
    pub(crate) fn of(reader: &mut Reader, s: &Scene, row: &ShareTransfer) -> Result<TransferRow, Fault> {
        let instrument = reader.find::<Instrument>(&(s.number, row.instrument_id))?;
        let (text, tone) = match row.state == TransferState::Offered && row.is_kept_from(s.me, s.now) {
            true => (s.t.transfer_for_named(), ui::Tone::Plain),
            false => s.transfer_tag(row.state),
        };
        Ok(TransferRow {
            id: row.id,
            number: row.number,
            instrument: row.instrument_id,
            instrument_name: instrument.map(|row| row.name).unwrap_or_default(),
            seller: s.name(reader, row.seller)?,
            units: row.units,
            price_minor: row.price_minor,
            sum_minor: row.price_minor * row.units,
            state: row.state,
            first_until: row.first_until_us.to_string(),
            tag: ui::tag(text, tone),
            until: s.day(&row.first_until_us),
        })
    }
}

impl View for TransfersPage {
    fn unlisted(&self) -> bool {
        true
    }

    fn title(&self) -> String {
        match self.state {
            TransferState::Taken => self.s.t.transfers_to_decide(),
            _ => self.s.t.transfers_offered(),
        }
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

impl TransfersPage {
    fn older(&self) -> Option<String> {
        self.next.map(|next| format!("{}/transfers?state={}&below={next}", self.s.base, self.state))
    }

    fn newest(&self) -> Option<String> {
        self.paged.then(|| format!("{}/transfers?state={}", self.s.base, self.state))
    }
}

/// Units that members offer; with `state=taken` those that wait for a treasurer or steward, to these.
#[utoipa::path(get, path = "/c/{slug}/transfers", tag = "ownership",
    params(("slug" = String, Path), ("state" = Option<String>, Query, description = "`offered` or `taken`"),
        ("below" = Option<i64>, Query, description = "transfers with a smaller number")),
    responses((status = 200, body = TransfersPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn transfers_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    if !s.is_full {
        return Err(SubscriptionRefused::OnProbation.into());
    }
    let taken = parameter(&pairs, "state") == Some(TransferState::Taken.code()) && s.sees_names();
    let state = if taken { TransferState::Taken } else { TransferState::Offered };
    let below = parameter(&pairs, "below").and_then(|number| number.parse::<i64>().ok());
    Reply::page(&caller, &site.db.read(move |reader| read(reader, s, state, below)).await?)
}

fn read(
    reader: &mut Reader,
    s: Scene,
    state: TransferState,
    below: Option<i64>,
) -> Result<TransfersPage, Fault> {
    let mut ids = transfers(reader, s.number, state, below.unwrap_or(i64::MAX), PAGE + 1)?;
    let more = ids.len() as i64 > PAGE;
    ids.truncate(PAGE as usize);
    let (mut rows, mut last) = (Vec::with_capacity(ids.len()), None);
    for id in ids {
        let Some(row) = reader.find::<ShareTransfer>(&(s.number, id))? else { continue };
        let instrument = reader.find::<Instrument>(&(s.number, row.instrument_id))?;
        let Some(instrument) = instrument else { continue };
        last = Some(row.number);
        if s.reads(reader, &instrument)? {
            rows.push(TransferRow::of(reader, &s, &row)?);
        }
    }
    let next = last.filter(|_| more);
    Ok(TransfersPage { s, state, transfers: rows, next, paged: below.is_some() })
}
