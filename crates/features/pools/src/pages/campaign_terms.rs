//! What is agreed on by taking part in a campaign, as its page tells it.

use super::campaign_spent::{CampaignBudgetLine, budget};
use super::campaign_view::{MilestoneView, milestones, rules};
use super::scene::Scene;
use crate::campaign_rows::Campaign;
use crate::campaigning::{FIRST_RISK, text_place};
use crate::rows::Pool;
use ownership::TextPlace;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::Html;

/// What is agreed on by taking part.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CampaignTerms {
    /// What it is about, as was decided. CommonMark.
    pub story: String,
    pub gets: String,
    pub risk: String,
    /// Acknowledged by whoever takes part.
    pub risk_version: i64,
    /// In sentences.
    pub rules: Vec<String>,
    /// The price of one; 1 where any sum is given.
    pub unit_minor: i64,
    pub milestones: Vec<MilestoneView>,
    pub budget: Vec<CampaignBudgetLine>,
    /// Who let a text of it pass that reads like a promise, and why.
    pub passed: Vec<String>,
    #[serde(skip)]
    pub story_html: Html,
}

pub(super) fn terms(
    reader: &mut Reader,
    s: &Scene,
    pool: &Pool,
    campaign: &Campaign,
    part: (bool, bool),
) -> Result<CampaignTerms, Fault> {
    let (milestones, budget) = (milestones(reader, s, campaign, part)?, budget(reader, campaign)?);
    Ok(CampaignTerms {
        passed: passed_terms(reader, s, (pool, campaign), (&milestones, &budget))?,
        story_html: web::text::story(&pool.terms),
        story: pool.terms.clone(),
        gets: campaign.gets.clone(),
        risk: campaign.risk.clone(),
        risk_version: FIRST_RISK,
        rules: rules(s, pool, campaign),
        unit_minor: campaign.unit_minor,
        milestones,
        budget,
    })
}

/// Who let a text pass of what backers agree on, and of what was said to be reached.
fn passed_terms(
    reader: &mut Reader,
    s: &Scene,
    (pool, campaign): (&Pool, &Campaign),
    (steps, lines): (&[MilestoneView], &[CampaignBudgetLine]),
) -> Result<Vec<String>, Fault> {
    let place = text_place(campaign.offered);
    let terms = [pool.title.as_str(), &pool.terms, &campaign.gets, &campaign.risk].into_iter();
    let terms = terms.chain(steps.iter().map(|step| step.title.as_str()));
    let terms = terms.chain(lines.iter().map(|line| line.what.as_str())).map(|text| (place, text));
    let reached = steps.iter().filter_map(|step| Some((TextPlace::Campaign, step.evidence.as_deref()?)));
    ownership::passed_said(reader, s.number, s.lang, terms.chain(reached))
}
