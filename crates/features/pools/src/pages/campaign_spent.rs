//! What was spent for a campaign, beside its budget.

use super::campaign_page::CampaignPage;
use super::match_view::{MatchView, of_match};
use super::scene::Scene;
use crate::campaign::Offered;
use crate::campaign_rows::{BudgetRow, Campaign};
use crate::matching::MatchStage;
use crate::spent_by_team::with_the_fund;
use serde::Serialize;
use spending::MandateKind;
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
    let Some(mandate) = mandate else { return Ok(None) };
    // As the head of the page has it: one that has ended stays as it was, whatever was released after.
    let (permitted_minor, used_minor) =
        (with_the_fund(reader, campaign)?, mandate.spent_minor + mandate.promised_minor);
    Ok(Some(PurseView {
        mandate: mandate.id.to_string(),
        permitted_minor,
        used_minor,
        left_minor: permitted_minor - used_minor,
        is_open: mandate.permission().open(s.now).is_ok(),
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

/// By the mandates that are its own: what it released, and what its decision permitted beside it. What other decisions take out of the same fund is
/// none of it.
pub(crate) fn spent(
    reader: &mut Reader,
    s: &Scene,
    campaign: &Campaign,
) -> Result<(Vec<MandateLink>, Vec<SpentView>), Fault> {
    let (mut mandates, mut expenses) = (Vec::new(), Vec::new());
    let mut own = spending::mandates_of_decision(reader, s.number, &campaign.decision)?;
    own.sort_by_key(|mandate| mandate.number);
    for mandate in own {
        let of_another = mandate.campaign.is_some_and(|of| of != campaign.pool_id);
        // What is added to gifts is no cost of any, nor is what holders get back.
        if of_another || mandate.kind != MandateKind::Spending || of_match(reader, s.number, mandate.id)? {
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

impl CampaignPage {
    /// What is released, what of it is spent, and what becomes of the rest.
    pub(crate) fn purse_said(&self, purse: &PurseView) -> Vec<String> {
        let (t, s) = (self.s.t, &self.s);
        let sums = [purse.permitted_minor, purse.used_minor, purse.left_minor].map(|minor| s.said(minor));
        let [permitted, used, left] = sums;
        let from_match = self.matching.as_ref().map_or(0, |one| one.released_minor);
        let mut said = match purse.is_open {
            true => vec![t.purse_said(permitted, used, left.clone())],
            false => vec![t.purse_said_closed(permitted, used, left.clone()), t.purse_closed()],
        };
        if from_match > 0 {
            said.push(t.purse_of_match(s.said(from_match)));
        }
        if !purse.is_open && purse.left_minor > 0 {
            said.push(match self.offered {
                Offered::Donation => t.purse_rest_gift(left),
                Offered::PreOrder => t.purse_rest_goods(left),
                Offered::MemberCapital | Offered::EquityRecord => t.purse_rest_capital(left),
            });
        }
        said
    }

    /// What calling it off does, to whom.
    pub(crate) fn cancel_said(&self) -> String {
        let (t, in_minor) = (self.s.t, self.in_minor.unwrap_or_default());
        let (people, sum) = (self.s.t.people(self.people.unwrap_or_default()), self.s.said(in_minor));
        match in_minor {
            0 => t.off_nobody_paid(),
            _ if self.offered.is_elsewhere() => t.off_paid_elsewhere(people, sum),
            _ => t.campaign_cancel_back(people, sum),
        }
    }

    /// With what a match fund added, as the goal and what is in beside it.
    pub(crate) fn kept_all(&self) -> Option<i64> {
        self.with_match(self.kept_minor, |one| one.kept_minor)
    }

    pub(crate) fn released_all(&self) -> Option<i64> {
        self.with_match(self.released_minor, |one| one.released_minor)
    }

    pub(crate) fn returned_all(&self) -> Option<i64> {
        self.with_match(self.returned_minor, |one| one.returned_minor)
    }

    fn with_match(&self, minor: Option<i64>, of: impl Fn(&MatchView) -> i64) -> Option<i64> {
        let matched = self.matching.as_ref().filter(|one| one.stage != MatchStage::Off);
        minor.map(|minor| minor + matched.map_or(0, of))
    }

    /// Tranches are of what backers gave: what comes beside them.
    pub(crate) fn beside_tranches(&self) -> Option<String> {
        let matched =
            self.matching.as_ref().filter(|one| one.stage != MatchStage::Off && one.match_minor > 0)?;
        Some(self.s.t.milestones_and_match(self.s.said(matched.match_minor)))
    }

    pub(crate) fn match_said(&self, one: &MatchView) -> String {
        let (fund, sum) = (one.fund_name.as_str(), self.s.said(one.match_minor));
        match one.stage {
            MatchStage::Off => self.s.t.match_added_nothing(fund, sum),
            _ => self.s.t.match_adds(fund, sum),
        }
    }

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

    /// How the budget and what was spent compare. Once the team may spend no more nothing of it is left to spend: what becomes of the money
    /// that is not spent stands beside what was released.
    pub(crate) fn budget_left(&self) -> Option<String> {
        let (budget, spent) = (self.budget_minor.unwrap_or_default(), self.spent_minor.unwrap_or_default());
        let is_closed = self.purse.as_ref().is_some_and(|purse| !purse.is_open);
        match budget >= spent {
            true if is_closed => None,
            true => Some(self.s.t.budget_left(self.s.said(budget - spent))),
            false => Some(self.s.t.budget_passed(self.s.said(spent - budget))),
        }
    }
}
