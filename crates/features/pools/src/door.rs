//! What features above ask about pools.
//!
//! Not a rule: it reads rows.

use crate::books::{CAUSE, POOL_CAUSE};
use crate::campaign::{Acceptance, Offered};
use crate::campaign_rows::Campaign;
use crate::commitment::CommitmentState;
use crate::ids::{MatchId, Member, PoolId};
use crate::match_rows::{MatchFund, MatchedCampaign};
use crate::pages::{self, campaigns_below, count_of_state, of_order};
use crate::pool::{PoolKind, PoolState};
use crate::rows::{Commitment, GroupBuy, Pool};
use crate::t;
use kernel::{Id, Timestamp};
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

/// What came together in a campaign, and of how many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RaisedBy {
    pub title: String,
    pub people: i64,
    pub captured_minor: i64,
}

/// None for what is no campaign.
///
/// # Errors
/// Of the database only.
pub fn raised_by(reader: &mut Reader, community: i64, pool: PoolId) -> Result<Option<RaisedBy>, Fault> {
    let campaign = reader.find::<Campaign>(&(community, pool))?;
    let row = reader.find::<Pool>(&(community, pool))?;
    Ok(campaign.zip(row).map(|(campaign, row)| RaisedBy {
        title: row.title,
        people: row.held_people,
        captured_minor: campaign.captured_minor,
    }))
}

/// The entries with which the money came in that a campaign has together, where an entry is about that: of the first to join, and how
/// many there are.
///
/// # Errors
/// Of the database only.
pub fn payments_behind(
    reader: &mut Reader,
    community: i64,
    (kind, cause): (&str, &str),
    limit: i64,
) -> Result<(Vec<i64>, i64), Fault> {
    let pool = PoolId::parse(cause).ok().filter(|_| kind == POOL_CAUSE);
    let Some(pool) = pool else { return Ok((Vec::new(), 0)) };
    if reader.find::<Campaign>(&(community, pool))?.is_none() {
        return Ok((Vec::new(), 0));
    }
    crate::pools_store::paid_with(reader, community, pool, limit)
}

/// What was raised for a fund together, and the decision that asked for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CampaignOfFund {
    pub pool: PoolId,
    pub title: String,
    /// The proposal's id, and what it is called.
    pub decision: String,
    pub decision_title: String,
    /// What the fund has of it.
    pub released_minor: i64,
}

/// The campaigns whose money a fund gets, the newest first: none that is paid elsewhere.
///
/// # Errors
/// Of the database only.
pub fn campaigns_of_fund(
    reader: &mut Reader,
    community: i64,
    fund: i64,
    limit: i64,
) -> Result<Vec<CampaignOfFund>, Fault> {
    let mut found = Vec::new();
    for pool in pages::campaigns_of_fund(reader, community, fund, limit)? {
        let row = reader.find::<Campaign>(&(community, pool))?.filter(|row| !row.offered.is_elsewhere());
        let title = reader.find::<Pool>(&(community, pool))?.map(|pool| pool.title).unwrap_or_default();
        found.extend(row.map(|row| CampaignOfFund {
            pool,
            title,
            decision: row.decision,
            decision_title: row.decision_title,
            released_minor: row.released_minor,
        }));
    }
    Ok(found)
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
    let t = t(lang);
    Ok(Some(match (pool.kind, open) {
        (PoolKind::GroupBuy, true) => t.pool_called(pool.title),
        (PoolKind::GroupBuy, false) => t.pool_numbered(pool.number),
        (PoolKind::Campaign, true) => t.campaign_called(pool.title),
        (PoolKind::Campaign, false) => t.campaign_numbered(pool.number),
    }))
}

/// For the feature below, whose statements name the pools that goods were sold in.
#[derive(Debug)]
pub struct NamesOfPools;

impl supply::NamesPools for NamesOfPools {
    /// Whoever delivers is a member, and may read it.
    fn name(
        &self,
        reader: &mut Reader,
        community: i64,
        lang: Lang,
        pool: &str,
    ) -> Result<Option<String>, Fault> {
        match PoolId::parse(pool) {
            Ok(id) => pool_name(reader, community, lang, id, true),
            Err(_) => Ok(None),
        }
    }

    fn of_part(
        &self,
        reader: &mut Reader,
        community: i64,
        lang: Lang,
        kind: &str,
        cause: &str,
    ) -> Result<Option<String>, Fault> {
        match part_of_cause(reader, community, kind, cause)? {
            Some(part) => pool_name(reader, community, lang, part.pool, true),
            None => Ok(None),
        }
    }
}

/// What a campaign is called; None for what is none.
///
/// # Errors
/// Of the database only.
pub fn campaign_title(reader: &mut Reader, community: i64, id: PoolId) -> Result<Option<String>, Fault> {
    let is_one = reader.find::<Campaign>(&(community, id))?.is_some();
    Ok(reader.find::<Pool>(&(community, id))?.filter(|_| is_one).map(|pool| pool.title))
}

/// Campaigns that collect gifts and that no match fund adds to yet, the newest first.
///
/// # Errors
/// Of the database only.
pub fn unmatched_campaigns(
    reader: &mut Reader,
    community: i64,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<(PoolId, String)>, Fault> {
    let mut found = Vec::new();
    for id in campaigns_below(reader, community, i64::MAX, limit)? {
        let campaign = reader.find::<Campaign>(&(community, id))?;
        let gives = campaign.is_some_and(|campaign| campaign.offered == Offered::Donation);
        let Some(pool) = reader.find::<Pool>(&(community, id))?.filter(|_| gives) else { continue };
        let open = pool.state == PoolState::Open && now < pool.closes_at_us;
        if open && reader.find::<MatchedCampaign>(&(community, id))?.is_none() {
            found.push((id, pool.title));
        }
    }
    Ok(found)
}

/// What a match fund is called, to those who may read it. None for what is none.
///
/// # Errors
/// Of the database only.
pub fn match_name(
    reader: &mut Reader,
    community: i64,
    lang: Lang,
    id: &str,
    inside: bool,
) -> Result<Option<String>, Fault> {
    let Ok(id) = MatchId::parse(id) else { return Ok(None) };
    let fund = reader.find::<MatchFund>(&(community, id))?;
    Ok(fund.map(|fund| if inside { fund.name } else { t(lang).match_fund() }))
}

/// What who takes part in a campaign has for it, in a word.
pub fn offered_name(lang: Lang, offered: Offered) -> String {
    let t = t(lang);
    match offered {
        Offered::Donation => t.offered_donation(),
        Offered::PreOrder => t.offered_pre_order(),
        Offered::MemberCapital => t.offered_member_capital(),
        Offered::EquityRecord => t.offered_equity_record(),
    }
}

/// The same with what it means.
pub fn offered_said(lang: Lang, offered: Offered) -> String {
    let note = match offered {
        Offered::Donation => t(lang).offered_donation_note(),
        Offered::PreOrder => t(lang).offered_pre_order_note(),
        Offered::MemberCapital => t(lang).offered_member_capital_note(),
        Offered::EquityRecord => t(lang).offered_equity_record_note(),
    };
    t(lang).offered_explained(offered_name(lang, offered), note)
}

/// Whether money of a member is still in pools: paid and not captured, or captured and neither released nor given back. Also of who has left.
///
/// # Errors
/// Of the database only.
pub fn holds_of(reader: &mut Reader, community: i64, member: Id<Member>) -> Result<bool, Fault> {
    Ok(!pages::still_here(reader, community, member)?.is_empty())
}

/// Who may spend what came together, and when; for what is ordered ahead, who bears it when nothing is delivered. Nothing is said of what
/// is paid elsewhere.
pub fn spending_rule(lang: Lang, offered: Offered, has_budget: bool) -> Option<String> {
    let t = t(lang);
    match (offered, has_budget) {
        (Offered::EquityRecord, _) => None,
        (Offered::PreOrder, true) => Some(t.campaign_rule_spent_goods()),
        (Offered::PreOrder, false) => Some(t.campaign_rule_spent_goods_otherwise()),
        (_, true) => Some(t.campaign_rule_spent()),
        (_, false) => Some(t.campaign_rule_spent_otherwise()),
    }
}

/// How backers accept a milestone, to choose from.
pub fn acceptance_said(lang: Lang, way: Acceptance) -> String {
    match way {
        Acceptance::Vote => t(lang).acceptance_vote(),
        Acceptance::Silence => t(lang).acceptance_silence(),
    }
}

/// The same as a rule: for so many days, with so many percent of the backers. Of what is ordered ahead nothing is released by it.
pub fn acceptance_rule(lang: Lang, offered: Offered, way: Acceptance, days: i64, percent: i64) -> String {
    match (offered, way) {
        (Offered::PreOrder, Acceptance::Vote) => t(lang).rule_vote_goods(days, percent),
        (Offered::PreOrder, Acceptance::Silence) => t(lang).rule_silence_goods(days, percent),
        (_, Acceptance::Vote) => t(lang).rule_vote(days, percent),
        (_, Acceptance::Silence) => t(lang).rule_silence(days, percent),
    }
}

/// Parts that members say to have paid and nobody has checked yet: how many, and how much together in minor units.
///
/// # Errors
/// Of the database only.
pub fn parts_to_check(reader: &mut Reader, community: i64) -> Result<(i64, i64), Fault> {
    let (count, sum, _) = count_of_state(reader, community, CommitmentState::Claimed)?;
    Ok((count, sum))
}
