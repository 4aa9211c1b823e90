//! What was spent for a campaign, beside its budget.

use super::campaign_page::CampaignPage;
use super::match_view::of_match;
use super::read_store::campaigns_of_fund;
use super::scene::Scene;
use crate::campaign::Offered;
use crate::campaign_rows::{BudgetRow, Campaign};
use crate::rows::Pool;
use ledger::FundKind;
use serde::Serialize;
use spending::rows::Mandate;
use store::{Fault, Reader};
use utoipa::ToSchema;

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct MandateLink {
    pub mandate: String,
    pub purpose: String,
    pub ceiling_minor: i64,
    pub spent_minor: i64,
}

/// What was spent, as it stands in the books.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SpentView {
    pub expense: String,
    pub what: String,
    pub amount_minor: i64,
    pub entry: Option<i64>,
}

/// What the team may spend of what is released, and what was.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PurseView {
    pub mandate: String,
    /// All that is released; of it spent or promised, and left.
    pub permitted_minor: i64,
    pub used_minor: i64,
    pub left_minor: i64,
    /// It may be spent under now: neither stopped nor over.
    pub is_open: bool,
}

pub(crate) fn purse(reader: &mut Reader, s: &Scene, campaign: &Campaign) -> Result<Option<PurseView>, Fault> {
    let mandate = spending::campaign_mandate(reader, s.number, campaign.pool_id)?;
    Ok(mandate.map(|mandate| {
        let permission = mandate.permission();
        PurseView {
            mandate: mandate.id.to_string(),
            permitted_minor: mandate.ceiling_minor,
            used_minor: mandate.spent_minor + mandate.promised_minor,
            left_minor: permission.left_minor(),
            is_open: permission.open(s.now).is_ok(),
        }
    }))
}

/// A line of the budget, and what was spent for it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CampaignBudgetLine {
    pub what: String,
    pub minor: i64,
    pub spent_minor: i64,
}

pub(crate) fn budget(reader: &mut Reader, campaign: &Campaign) -> Result<Vec<CampaignBudgetLine>, Fault> {
    let community = campaign.community_id;
    let spent = match spending::campaign_mandate(reader, community, campaign.pool_id)? {
        Some(mandate) => spending::spent_by_line(reader, community, mandate.id)?,
        None => Vec::new(),
    };
    let mut lines = Vec::new();
    for number in 1..=campaign.budget_count {
        let row = reader.find::<BudgetRow>(&(community, campaign.pool_id, number))?;
        let spent_minor = spent.iter().find(|(of, _)| *of == number).map_or(0, |(_, minor)| *minor);
        lines.extend(row.map(|row| CampaignBudgetLine { what: row.what, minor: row.minor, spent_minor }));
    }
    Ok(lines)
}

/// Of each mandate; all of them are on its page.
const EXPENSES_SHOWN: i64 = 20;

/// By the mandates that are its own, and what stands in the books under each.
pub(crate) fn spent(
    reader: &mut Reader,
    s: &Scene,
    pool: &Pool,
    campaign: &Campaign,
) -> Result<(Vec<MandateLink>, Vec<SpentView>), Fault> {
    let (mut mandates, mut expenses) = (Vec::new(), Vec::new());
    let fund = ledger::fund(reader, s.number, campaign.fund)?;
    let project = fund.filter(|fund| fund.kind == FundKind::Project).map(|fund| fund.id);
    let (since, others) = (pool.made_at_us, others_for_its_fund(reader, campaign)?);
    for mandate in spending::mandates_of_project(reader, s.number, &campaign.decision, project, since)? {
        // What is added to gifts is no cost of any, and what another campaign for the fund spends is none of this one.
        if of_match(reader, s.number, mandate.id)? || others.iter().any(|other| is_of(&mandate, other)) {
            continue;
        }
        for expense in spending::spent_under(reader, s.number, mandate.id, EXPENSES_SHOWN)? {
            expenses.push(SpentView {
                expense: expense.id.to_string(),
                what: expense.what,
                amount_minor: expense.amount_minor,
                entry: expense.entry,
            });
        }
        mandates.push(MandateLink {
            mandate: mandate.id.to_string(),
            purpose: spending::mandate_name(s.lang, &mandate),
            ceiling_minor: mandate.ceiling_minor,
            spent_minor: mandate.spent_minor,
        });
    }
    Ok((mandates, expenses))
}

/// Each took a decision, so there are few.
const LOOKED_AT: i64 = 200;

/// Campaigns for the same fund by other decisions: it may be raised for more than once.
fn others_for_its_fund(reader: &mut Reader, campaign: &Campaign) -> Result<Vec<Campaign>, Fault> {
    let mut others = Vec::new();
    for pool in campaigns_of_fund(reader, campaign.community_id, campaign.fund, LOOKED_AT)? {
        let row = reader.find::<Campaign>(&(campaign.community_id, pool))?;
        others.extend(row.filter(|row| row.decision != campaign.decision));
    }
    Ok(others)
}

/// Made of what it released, or by its decision.
fn is_of(mandate: &Mandate, campaign: &Campaign) -> bool {
    mandate.campaign == Some(campaign.pool_id) || mandate.decision.as_ref() == Some(&campaign.decision)
}

impl CampaignPage {
    /// What was spent for no line of the budget.
    pub(crate) fn beside_the_lines(&self) -> i64 {
        let lines = self.terms.iter().flat_map(|terms| &terms.budget);
        self.spent_minor.unwrap_or_default() - lines.map(|line| line.spent_minor).sum::<i64>()
    }

    pub(crate) fn kept_name(&self) -> String {
        match self.offered {
            Offered::PreOrder => self.s.t.money_kept_goods(),
            _ => self.s.t.money_kept(),
        }
    }

    pub(crate) fn released_name(&self) -> String {
        match self.offered {
            Offered::PreOrder => self.s.t.money_earned(),
            Offered::EquityRecord => self.s.t.money_recorded(),
            _ => self.s.t.money_released(),
        }
    }

    /// How the budget and what was spent compare.
    pub(crate) fn budget_left(&self) -> String {
        let (budget, spent) = (self.budget_minor.unwrap_or_default(), self.spent_minor.unwrap_or_default());
        match budget >= spent {
            true => self.s.t.budget_left(self.s.said(budget - spent)),
            false => self.s.t.budget_passed(self.s.said(spent - budget)),
        }
    }
}
