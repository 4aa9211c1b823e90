//! What was spent for a campaign, beside its budget.

use super::match_view::of_match;
use super::scene::Scene;
use crate::campaign_rows::Campaign;
use crate::rows::Pool;
use ledger::FundKind;
use serde::Serialize;
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
    let since = pool.made_at_us;
    for mandate in spending::mandates_of_project(reader, s.number, &campaign.decision, project, since)? {
        // What is added to gifts is no cost of any.
        if of_match(reader, s.number, mandate.id)? {
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
