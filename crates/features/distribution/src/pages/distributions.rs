//! All distributions, newest first: what was shared out, and what was reckoned only.

use super::scene::Scene;
use crate::distribution::DistributionState;
use crate::distribution_store::newest;
use crate::rows::Distribution;
use crate::voting::{VoteState, vote_on};
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

#[derive(Template, Serialize, ToSchema)]
#[template(path = "distributions.html")]
pub(crate) struct DistributionsPage {
    #[serde(skip)]
    s: Scene,
    distributions: Vec<DistributionRow>,
    /// The value of `below` for the next page.
    next: Option<i64>,
    #[serde(skip)]
    paged: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct DistributionRow {
    #[schema(value_type = String)]
    pub id: Id<Distribution>,
    pub number: i64,
    pub period: String,
    pub fund: i64,
    pub fund_name: String,
    /// `making`, `made`, `paying` or `paid`.
    #[schema(value_type = String)]
    pub state: DistributionState,
    pub total_minor: i64,
    pub holder_count: i64,
    /// The ballot on it, while it stands: it is proposed once.
    pub vote: Option<VoteView>,
    #[serde(skip)]
    pub period_name: String,
    #[serde(skip)]
    pub made: Timestamp,
}

/// Where a simulation stands that was brought before the members.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct VoteView {
    /// Its id.
    pub proposal: String,
    /// `voting`, or `passed`: it is carried out once the time to appeal is over.
    #[schema(value_type = String)]
    pub state: VoteState,
    /// RFC 3339: when the ballot closes, or the time to appeal is over.
    pub until: String,
    #[serde(skip)]
    pub until_at: Timestamp,
}

impl DistributionRow {
    pub(crate) fn of(
        reader: &mut Reader,
        s: &Scene,
        funds: &BTreeMap<i64, String>,
        row: &Distribution,
    ) -> Result<DistributionRow, Fault> {
        let vote = match row.state {
            DistributionState::Made => vote_on(reader, s.number, row.id)?,
            // Once it is carried out the decision says so.
            DistributionState::Making | DistributionState::Paying | DistributionState::Paid => None,
        };
        Ok(DistributionRow {
            vote: vote.map(|vote| VoteView {
                proposal: vote.proposal,
                state: vote.state,
                until: vote.until_us.to_string(),
                until_at: vote.until_us,
            }),
            id: row.id,
            number: row.number,
            period: row.period.clone(),
            fund: row.fund,
            fund_name: funds.get(&row.fund).cloned().unwrap_or_default(),
            state: row.state,
            total_minor: row.total_minor,
            holder_count: row.holder_count,
            period_name: s.period(&row.period),
            made: row.made_at_us,
        })
    }

    /// Its state as people read it; while it is voted on, that.
    pub(crate) fn said(&self, s: &Scene) -> (String, Tone) {
        match self.vote.as_ref().map(|vote| vote.state) {
            Some(VoteState::Voting) => (s.t.state_voting(), Tone::Wait),
            Some(VoteState::Passed) => (s.t.state_passed(), Tone::Wait),
            Some(VoteState::Over) | None => s.state(self.state),
        }
    }

    pub(crate) fn tag(&self, s: &Scene) -> Html {
        let (text, tone) = self.said(s);
        ui::tag(text, tone)
    }
}

impl View for DistributionsPage {
    fn title(&self) -> String {
        self.s.t.distributions()
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

impl DistributionsPage {
    fn tag(&self, one: &DistributionRow) -> Html {
        one.tag(&self.s)
    }

    fn older(&self) -> Option<String> {
        self.next.map(|next| format!("{}/distributions?below={next}", self.s.base))
    }

    fn newest(&self) -> Option<String> {
        self.paged.then(|| format!("{}/distributions", self.s.base))
    }
}

/// Distributions, newest first, simulations among them.
#[utoipa::path(get, path = "/c/{slug}/distributions", tag = "distribution",
    params(("slug" = String, Path), ("below" = Option<i64>, Query, description = "those with a smaller number")),
    responses((status = 200, body = DistributionsPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn distributions_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    let below = parameter(&pairs, "below").and_then(|number| number.parse::<i64>().ok());
    let page = site.db.read(move |reader| read(reader, s, below)).await?;
    Reply::page(&caller, &page)
}

fn read(reader: &mut Reader, s: Scene, below: Option<i64>) -> Result<DistributionsPage, Fault> {
    let funds: BTreeMap<i64, String> = ledger::fund_names(reader, s.number)?.into_iter().collect();
    let mut ids = newest(reader, s.number, below.unwrap_or(i64::MAX), PAGE + 1)?;
    let more = ids.len() as i64 > PAGE;
    ids.truncate(PAGE as usize);
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        let row = reader.find::<Distribution>(&(s.number, id))?;
        if let Some(row) = row {
            rows.push(DistributionRow::of(reader, &s, &funds, &row)?);
        }
    }
    let next = rows.last().map(|row| row.number).filter(|_| more);
    Ok(DistributionsPage { s, distributions: rows, next, paged: below.is_some() })
}
