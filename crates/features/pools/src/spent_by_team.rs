//! What a campaign has released is its team's to spend, by the decision that set it up: its mandate follows each tranche, and ends where
//! the campaign is stopped.
//!
//! Not a rule: it runs operations of mandates.

use crate::campaign_rows::{BudgetRow, Campaign, TeamMember};
use crate::ids::{Member, PoolId};
use crate::match_rows::MatchedCampaign;
use crate::pools_store::team_of;
use crate::rows::Pool;
use crate::same_id::same_id;
use crate::t;
use kernel::{Id, Timestamp};
use spending::Released;
use spending::mandate::MandateState;
use spending::rows::Mandate;
use std::time::Duration;
use store::{Fault, Tx};
use web::Lang;

/// From each tranche on there is so long to spend what is released.
const TO_SPEND: Duration = Duration::from_secs(365 * 86_400);

/// What is with the campaign's fund: of its backers, and beside it of a match fund.
pub(crate) fn with_the_fund(source: &mut impl ledger::Source, campaign: &Campaign) -> Result<i64, Fault> {
    let matched = source.find::<MatchedCampaign>((campaign.community_id, campaign.pool_id))?;
    Ok(campaign.released_minor + matched.map_or(0, |row| row.released_minor))
}

/// Lets the mandate follow. Where nobody decided on a budget nothing is permitted by it, and what was paid elsewhere is not here to be
/// spent.
pub(crate) fn follow(tx: &mut Tx, pool: &Pool, campaign: &Campaign, now: Timestamp) -> Result<(), Fault> {
    if campaign.budget_count == 0 || campaign.offered.is_elsewhere() {
        return Ok(());
    }
    let released_minor = with_the_fund(tx, campaign)?;
    if released_minor == 0 {
        return Ok(());
    }
    let released = Released {
        id: same_id(pool.id)?,
        campaign: pool.id,
        purpose: pool.title.clone(),
        fund: campaign.fund,
        released_minor,
        starts_at: pool.ended_at_us.unwrap_or(now),
        ends_at: now.plus(TO_SPEND),
        team: team(tx, pool.id)?,
        lines: lines(tx, campaign)?,
        decision: campaign.decision.clone(),
        decision_title: campaign.decision_title.clone(),
    };
    spending::release_to_team(tx, &released, now)
}

/// Stopped: what was asked for by now is still decided, and nothing more is asked for.
pub(crate) fn stop(tx: &mut Tx, pool: &Pool, now: Timestamp) -> Result<(), Fault> {
    let community = tx.community();
    let row = tx.find::<community::Community>(community)?;
    let lang = row.and_then(|row| Lang::parse(&row.lang)).unwrap_or(Lang::Zh);
    spending::stop_team(tx, pool.id, &t(lang).campaign_was_stopped(), now)
}

/// The mandate to spend what is released, where it has ended before the campaign did: given back, or taken back by a decision.
pub(crate) fn ended(tx: &mut Tx, pool: PoolId) -> Result<Option<Mandate>, Fault> {
    let Some(id) = spending::campaign_mandate_now(tx, pool)? else { return Ok(None) };
    let mandate = tx.find::<Mandate>((tx.community(), id))?;
    Ok(mandate.filter(|mandate| mandate.state == MandateState::Ended))
}

/// Who leads comes first.
fn team(tx: &mut Tx, pool: PoolId) -> Result<Vec<Id<Member>>, Fault> {
    let community = tx.community();
    let mut team = Vec::new();
    for member in team_of(tx, community, pool)? {
        let row = tx.find::<TeamMember>((community, pool, member))?;
        team.push((!row.is_some_and(|row| row.leads), member));
    }
    team.sort();
    Ok(team.into_iter().map(|(_, member)| member).collect())
}

fn lines(tx: &mut Tx, campaign: &Campaign) -> Result<Vec<(String, i64)>, Fault> {
    let mut lines = Vec::new();
    for number in 1..=campaign.budget_count {
        let row = tx.find::<BudgetRow>((campaign.community_id, campaign.pool_id, number))?;
        lines.extend(row.map(|row| (row.what, row.minor)));
    }
    Ok(lines)
}
