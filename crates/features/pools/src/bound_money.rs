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
use spending::{AskedFor, asked_for};
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
    /// From when on the team asks for no more of it: its mandate ended, or is over then. What was asked for before may still leave the fund.
    pub ended_at: Timestamp,
    /// From when on nothing is approved, whenever it was asked for.
    pub decides_until: Timestamp,
    /// What was asked for and may not have been done with when the mandate ended. None of gifts: they stay bound.
    pub asked: Vec<AskedOfIt>,
    /// With the fund, of backers and of a match fund, and not spent.
    pub left_minor: i64,
}

/// What the team asked for before its mandate ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedOfIt {
    pub claim: AskedFor,
    /// What of it stands in the books; less where a payment was taken back.
    pub spent: Vec<ledger::Move>,
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
        let (purse, is_gift) = ((fund, currency), campaign.offered == Offered::Donation);
        let mut asked = Vec::new();
        for claim in if is_gift { Vec::new() } else { asked_for(source, &mandate, mandate.closes_at())? } {
            let spent = ledger::earned_by(source, community, purse, claim.expense.as_str())?;
            asked.push(AskedOfIt { claim, spent });
        }
        found.push(BoundMoney {
            pool,
            is_gift,
            came: ledger::earned_by(source, community, purse, &pool.to_string())?,
            spent: ledger::earned_under(source, community, purse, &mandate.id.to_string())?,
            ended_at: mandate.closes_at(),
            decides_until: mandate.decides_until(),
            asked,
            left_minor: with_the_fund(source, &campaign)? - mandate.spent_minor,
        });
    }
    Ok(found)
}
