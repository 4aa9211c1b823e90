//! What features above ask about pools.
//!
//! Not a rule: it reads rows.

use crate::books::{CAUSE, POOL_CAUSE};
use crate::campaign::{Acceptance, Offered};
use crate::campaign_rows::Campaign;
use crate::ids::{Member, PoolId};
use crate::pages::of_order;
use crate::rows::{Commitment, GroupBuy, Pool};
use crate::t;
use kernel::Id;
use store::{Fault, Reader};
use web::Lang;

/// The part in a pool that an entry is about, with the pool and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartBehind {
    pub pool: PoolId,
    pub part: Id<Commitment>,
    pub member: Id<Member>,
}

/// None for entries of other causes, except an order's that a part became.
///
/// # Errors
/// Of the database only.
pub fn part_of_cause(
    reader: &mut Reader,
    community: i64,
    kind: &str,
    cause: &str,
) -> Result<Option<PartBehind>, Fault> {
    let part = match kind {
        CAUSE => Id::<Commitment>::parse(cause).ok(),
        "order" => of_order(reader, community, cause)?,
        _ => None,
    };
    let Some(part) = part else { return Ok(None) };
    let row = reader.find::<Commitment>(&(community, part))?;
    Ok(row.map(|row| PartBehind { pool: row.pool_id, part, member: row.member }))
}

/// The campaign behind an entry, with the decision that opened it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CampaignBehind {
    pub pool: PoolId,
    /// The proposal's id, and what it is called.
    pub decision: String,
    pub decision_title: String,
}

/// None for entries that no campaign is behind: of a part in one, or of what all in it have together.
///
/// # Errors
/// Of the database only.
pub fn campaign_of_cause(
    reader: &mut Reader,
    community: i64,
    kind: &str,
    cause: &str,
) -> Result<Option<CampaignBehind>, Fault> {
    let pool = match kind {
        POOL_CAUSE => PoolId::parse(cause).ok(),
        _ => part_of_cause(reader, community, kind, cause)?.map(|part| part.pool),
    };
    let Some(pool) = pool else { return Ok(None) };
    let row = reader.find::<Campaign>(&(community, pool))?;
    Ok(row.map(|row| CampaignBehind { pool, decision: row.decision, decision_title: row.decision_title }))
}

/// What a pool is called: by its title to those who may read it, else by its number. None for what is no pool.
///
/// # Errors
/// Of the database only.
pub fn pool_name(
    reader: &mut Reader,
    community: i64,
    lang: Lang,
    id: PoolId,
    inside: bool,
) -> Result<Option<String>, Fault> {
    let Some(pool) = reader.find::<Pool>(&(community, id))? else { return Ok(None) };
    let buy = reader.find::<GroupBuy>(&(community, id))?;
    let open = match buy {
        Some(buy) if !inside => market::is_for_everybody(reader, community, buy.offer_id)?,
        _ => inside,
    };
    Ok(Some(if open { t(lang).pool_called(pool.title) } else { t(lang).pool_numbered(pool.number) }))
}

/// What who takes part in a campaign has for it, in a word.
pub fn offered_name(lang: Lang, offered: Offered) -> String {
    let t = t(lang);
    match offered {
        Offered::Donation => t.offered_donation(),
        Offered::PreOrder => t.offered_pre_order(),
        Offered::MemberCapital => t.offered_member_capital(),
    }
}

/// The same with what it means.
pub fn offered_said(lang: Lang, offered: Offered) -> String {
    let note = match offered {
        Offered::Donation => t(lang).offered_donation_note(),
        Offered::PreOrder => t(lang).offered_pre_order_note(),
        Offered::MemberCapital => t(lang).offered_member_capital_note(),
    };
    t(lang).offered_explained(offered_name(lang, offered), note)
}

/// How backers accept a milestone, to choose from.
pub fn acceptance_said(lang: Lang, way: Acceptance) -> String {
    match way {
        Acceptance::Vote => t(lang).acceptance_vote(),
        Acceptance::Silence => t(lang).acceptance_silence(),
    }
}

/// The same as a rule: for so many days, with so many percent of the backers.
pub fn acceptance_rule(lang: Lang, way: Acceptance, days: i64, percent: i64) -> String {
    match way {
        Acceptance::Vote => t(lang).rule_vote(days, percent),
        Acceptance::Silence => t(lang).rule_silence(days, percent),
    }
}
