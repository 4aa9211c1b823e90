//! What waits for its money, for those who confirm payments.

use super::scene::Scene;
use crate::ownership_store::in_state;
use crate::rows::{Instrument, Subscription};
use crate::subscription::SubscriptionState;
use askama::Template;
use axum::extract::{Query, State};
use kernel::Id;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::parameter;
use web::ui::{self, Tone};
use web::{Answer, Back, Caller, Html, Place, Power, Reply, Site, View};

const PAGE: i64 = 30;

/// Subscriptions that wait for their money, oldest first.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "subscriptions.html")]
pub(crate) struct SubscriptionsPage {
    #[serde(skip)]
    s: Scene,
    subscriptions: Vec<SubscriptionRow>,
    /// The value of `above` for the next page.
    next: Option<i64>,
    #[serde(skip)]
    paged: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SubscriptionRow {
    #[schema(value_type = String)]
    pub id: Id<Subscription>,
    pub number: i64,
    #[schema(value_type = String)]
    pub instrument: Id<Instrument>,
    pub instrument_name: String,
    pub member: String,
    pub units: i64,
    pub amount_minor: i64,
    /// `asked`, `paid`, `refused` or `withdrawn`.
    #[schema(value_type = String)]
    pub state: SubscriptionState,
    pub asked_at: String,
    #[serde(skip)]
    pub tag: Html,
    #[serde(skip)]
    pub when: Html,
}

impl SubscriptionRow {
    pub(crate) fn of(reader: &mut Reader, s: &Scene, row: &Subscription) -> Result<SubscriptionRow, Fault> {
        let instrument = reader.find::<Instrument>(&(s.number, row.instrument_id))?;
        let (text, tone) = match row.state == SubscriptionState::Asked && row.claimed_at_us.is_some() {
            true => (s.t.state_claimed(), Tone::Act),
            false => s.state_tag(row.state),
        };
        Ok(SubscriptionRow {
            id: row.id,
            number: row.number,
            instrument: row.instrument_id,
            instrument_name: instrument.map(|instrument| instrument.name).unwrap_or_default(),
            member: s.name(reader, row.member)?,
            units: row.units,
            amount_minor: row.amount_minor,
            state: row.state,
            asked_at: row.asked_at_us.to_string(),
            tag: ui::tag(text, tone),
            when: s.day(&row.asked_at_us),
        })
    }
}

impl View for SubscriptionsPage {
    fn unlisted(&self) -> bool {
        true
    }

    fn title(&self) -> String {
        self.s.t.subscriptions_waiting()
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/desk", self.s.base), self.s.t.desk())
    }

    fn live(&self) -> Option<&'static str> {
        Some("decisions")
    }
}

impl SubscriptionsPage {
    fn later(&self) -> Option<String> {
        self.next.map(|next| format!("{}/subscriptions?above={next}", self.s.base))
    }

    fn first(&self) -> Option<String> {
        self.paged.then(|| format!("{}/subscriptions", self.s.base))
    }
}

/// What members have subscribed to and not paid yet, oldest first.
#[utoipa::path(get, path = "/c/{slug}/subscriptions", tag = "ownership",
    params(("slug" = String, Path), ("above" = Option<i64>, Query, description = "subscriptions with a larger number")),
    responses((status = 200, body = SubscriptionsPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn subscriptions_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    caller.may(Power::ConfirmPayments)?;
    let s = Scene::of(&caller, &site)?;
    let above = parameter(&pairs, "above").and_then(|number| number.parse::<i64>().ok());
    let page = site.db.read(move |reader| read(reader, s, above)).await?;
    Reply::page(&caller, &page)
}

fn read(reader: &mut Reader, s: Scene, above: Option<i64>) -> Result<SubscriptionsPage, Fault> {
    let mut ids = in_state(reader, s.number, SubscriptionState::Asked, above.unwrap_or(0), PAGE + 1)?;
    let more = ids.len() as i64 > PAGE;
    ids.truncate(PAGE as usize);
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        if let Some(row) = reader.find::<Subscription>(&(s.number, id))? {
            rows.push(SubscriptionRow::of(reader, &s, &row)?);
        }
    }
    let next = rows.last().map(|row| row.number).filter(|_| more);
    Ok(SubscriptionsPage { s, subscriptions: rows, next, paged: above.is_some() })
}
