//! Money that a campaign brought a fund for its purpose, and what was spent of it: none of it is a surplus of the fund.
//!
//! Not a rule: it reads rows and books.

use crate::campaign::Offered;
use crate::campaign_rows::Campaign;
use crate::ids::PoolId;
use crate::pages::CAMPAIGNS_OF_FUND;
use crate::same_id::same_id;
use crate::spent_by_team::with_the_fund;
use kernel::{Currency, Timestamp};
use spending::rows::Mandate;
use store::Fault;

/// What a campaign whose budget was decided on brought, and what its team spent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoundMoney {
    pub pool: PoolId,
    /// Given, not paid for goods: it stays bound whatever becomes of the campaign.
    pub is_gift: bool,
    /// Released to the fund: gifts, or the price of goods when they were delivered. A match is a transfer, and not in it.
    pub came: Vec<ledger::Move>,
    /// Under the campaign's own mandate.
    pub spent: Vec<ledger::Move>,
    /// From when on the team spends no more of it: its mandate ended, or is over then.
    pub ended_at: Timestamp,
    /// With the fund, of backers and of a match fund, and not spent.
    pub left_minor: i64,
}

/// Of the campaigns of a fund for gifts or goods, the newest first; of what is owned nothing is bound so: it is capital, and to be kept whole.
/// Nor of what nobody decided a budget for: what was spent of it cannot be told from what else the fund spends.
///
/// # Errors
/// Of the database only.
pub fn bound_money(
    source: &mut impl ledger::Source,
    community: i64,
    (fund, currency): (i64, Currency),
) -> Result<Vec<BoundMoney>, Fault> {
    let mut found = Vec::new();
    for (pool,) in source.rows::<(PoolId,)>(CAMPAIGNS_OF_FUND, &[&community, &fund, &i64::MAX])? {
        let Some(campaign) = source.find::<Campaign>((community, pool))? else { continue };
        if !matches!(campaign.offered, Offered::Donation | Offered::PreOrder) {
            continue;
        }
        let Some(mandate) = source.find::<Mandate>((community, same_id(pool)?))? else { continue };
        let purse = (fund, currency);
        found.push(BoundMoney {
            pool,
            is_gift: campaign.offered == Offered::Donation,
            came: ledger::earned_by(source, community, purse, &pool.to_string())?,
            spent: ledger::earned_under(source, community, purse, &mandate.id.to_string())?,
            ended_at: mandate.ended_at_us.map_or(mandate.ends_at_us, |ended| ended.min(mandate.ends_at_us)),
            left_minor: with_the_fund(source, &campaign)? - mandate.spent_minor,
        });
    }
    Ok(found)
}
