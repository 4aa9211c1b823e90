//! All campaigns of a community, and what is due in them.

use super::campaign_view::{CampaignDue, due, reads_terms, tag, told};
use super::read_store::campaigns_below;
use super::scene::Scene;
use crate::campaign::Offered;
use crate::campaign_rows::Campaign;
use crate::ids::PoolId;
use crate::milestone::Stage;
use crate::pool::PoolState;
use crate::rows::Pool;
use askama::Template;
use axum::extract::{Query, State};
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::parameter;
use web::ui::{self, Tone};
use web::{Answer, Caller, Html, Place, Reply, Site, View};

const PAGE: i64 = 30;
/// Of what is due, across all of them.
const DUE_SHOWN: usize = 12;

/// What the list says of one.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CampaignBrief {
    #[schema(value_type = String)]
    pub id: PoolId,
    pub number: i64,
    pub title: String,
    #[schema(value_type = String)]
    pub offered: Offered,
    #[schema(value_type = String)]
    pub state: PoolState,
    #[schema(value_type = String)]
    pub stage: Stage,
    /// RFC 3339.
    pub closes_at: String,
    /// Null where the terms are not for the reader.
    pub goal_minor: Option<i64>,
    pub in_minor: Option<i64>,
    #[serde(skip)]
    pub tag: (String, Tone),
    #[serde(skip)]
    pub told: String,
    #[serde(skip)]
    pub kind: String,
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "campaigns.html")]
pub(crate) struct CampaignsPage {
    #[serde(skip)]
    s: Scene,
    /// The newest first.
    campaigns: Vec<CampaignBrief>,
    /// Deadlines, milestones, deliveries: the next first, across all campaigns shown.
    due: Vec<CampaignDue>,
    /// The number that the next page is below.
    next: Option<i64>,
    #[serde(skip)]
    paged: bool,
}

impl View for CampaignsPage {
    fn unlisted(&self) -> bool {
        self.campaigns.iter().any(|one| one.offered.is_owned())
    }

    fn title(&self) -> String {
        self.s.t.campaigns()
    }

    fn live(&self) -> Option<&'static str> {
        Some("market")
    }

    fn place(&self) -> Place {
        Place::Decisions
    }
}

impl CampaignsPage {
    fn pager(&self) -> Html {
        let base = format!("{}/campaigns", self.s.base);
        let older = self.next.map(|next| format!("{base}?below={next}"));
        ui::pager(self.s.lang, self.paged.then_some(base.as_str()), older.as_deref())
    }
}

/// Campaigns, the newest first, and what is due.
#[utoipa::path(get, path = "/c/{slug}/campaigns", tag = "campaigns",
    params(("slug" = String, Path), ("below" = Option<i64>, Query)),
    responses((status = 200, body = CampaignsPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn campaigns_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    caller.member()?;
    let s = Scene::of(&caller, &site)?;
    let below: Option<i64> = parameter(&pairs, "below").and_then(|below| below.parse().ok());
    let page = site.db.read(move |reader| read(reader, s, below)).await?;
    Reply::page(&caller, &page)
}

fn read(reader: &mut Reader, s: Scene, below: Option<i64>) -> Result<CampaignsPage, Fault> {
    let mut ids = campaigns_below(reader, s.number, below.unwrap_or(i64::MAX), PAGE + 1)?;
    let more = ids.len() as i64 > PAGE;
    ids.truncate(PAGE as usize);
    let (mut campaigns, mut ahead, mut next) = (Vec::new(), Vec::new(), None);
    for id in ids {
        let Some((brief, due)) = brief(reader, &s, id)? else { continue };
        next = Some(brief.number).filter(|_| more);
        ahead.extend(due);
        campaigns.push(brief);
    }
    ahead.sort_by_key(|one| one.sorted);
    ahead.truncate(DUE_SHOWN);
    Ok(CampaignsPage { campaigns, due: ahead, next, paged: below.is_some(), s })
}

/// With what is due in it.
pub(crate) fn brief(
    reader: &mut Reader,
    s: &Scene,
    id: PoolId,
) -> Result<Option<(CampaignBrief, Vec<CampaignDue>)>, Fault> {
    let Some(pool) = reader.find::<Pool>(&(s.number, id))? else { return Ok(None) };
    let Some(campaign) = reader.find::<Campaign>(&(s.number, id))? else { return Ok(None) };
    let sees = reads_terms(reader, s, &campaign)?;
    let due = if sees { due(reader, s, &pool, &campaign)? } else { Vec::new() };
    let brief = CampaignBrief {
        id,
        number: pool.number,
        offered: campaign.offered,
        state: pool.state,
        stage: campaign.stage,
        closes_at: pool.closes_at_us.to_string(),
        goal_minor: sees.then_some(pool.least),
        in_minor: sees.then_some(pool.held_minor),
        tag: tag(s, &pool, &campaign),
        told: if sees { told(reader, s, &pool, &campaign)? } else { s.t.campaign_later() },
        kind: crate::door::offered_name(s.lang, campaign.offered),
        title: pool.title,
    };
    Ok(Some((brief, due)))
}
