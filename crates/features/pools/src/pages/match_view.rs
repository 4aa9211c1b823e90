//! What a match fund adds to a campaign's gifts, as its page shows it: the rule, what the caps leave, and what a gift would bring.

use super::scene::Scene;
use crate::campaign_rows::Campaign;
use crate::campaigning::is_beside_team_shown;
use crate::match_funds::{left, would_bring};
use crate::match_rows::{MatchFund, MatchedCampaign, MatchedPart};
use crate::matching::{MatchKind, MatchRule, MatchStage};
use crate::rows::{Commitment, Pool};
use crate::same_id::same_id;
use crate::t;
use kernel::{Currency, Id, Money};
use serde::Serialize;
use spending::rows::Mandate;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::Lang;
use web::ids::MatchId;

kernel::codes! {
    /// Why the gifts of whoever looks are not matched.
    pub(crate) enum NotMatched {
        Team = "of_the_team",
        Probation = "on_probation",
        Closed = "closed",
    }
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct MatchView {
    #[schema(value_type = String)]
    pub id: MatchId,
    pub name: String,
    /// The proposal that set it aside, the mandate, and the entry.
    pub decision: String,
    pub decision_title: String,
    pub mandate: String,
    pub entry: i64,
    pub fund: i64,
    /// `share`, `quadratic`.
    #[schema(value_type = String)]
    pub kind: MatchKind,
    /// Of a share, else 0: percent of a gift; the most for one gift and for one member.
    pub percent: i64,
    pub each_minor: i64,
    pub member_minor: i64,
    pub campaign_minor: i64,
    pub budget_minor: i64,
    /// Promised to no campaign yet.
    pub free_minor: i64,
    /// `counting`, `fixed`, `held`, `off`.
    #[schema(value_type = String)]
    pub stage: MatchStage,
    /// What it adds to this campaign: counts towards the goal. Once the campaign has closed, where that is.
    pub match_minor: i64,
    pub kept_minor: i64,
    pub released_minor: i64,
    pub returned_minor: i64,
    /// Of a share: what the reader's gifts may bring yet.
    pub left_minor: Option<i64>,
    /// `of_the_team`, `on_probation`, `closed`: why the reader's gifts bring nothing; null: they do.
    #[schema(value_type = Option<String>)]
    pub not_matched: Option<NotMatched>,
    /// As things stand: what is promised is what is confirmed.
    pub brings: Vec<Brings>,
    /// In sentences.
    pub rules: Vec<String>,
    #[serde(skip)]
    pub fund_name: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Brings {
    pub amount_minor: i64,
    pub match_minor: i64,
}

impl MatchView {
    pub(crate) fn counts(&self) -> bool {
        self.stage == MatchStage::Counting && self.not_matched.is_none()
    }
}

/// What is shown unasked, in multiples of the least part.
const SHOWN: [i64; 3] = [1, 10, 20];

/// None where nothing is added. `asked_minor` is what the reader thinks of giving.
pub(crate) fn matched(
    reader: &mut Reader,
    s: &Scene,
    (pool, campaign): (&Pool, &Campaign),
    asked_minor: Option<i64>,
) -> Result<Option<MatchView>, Fault> {
    let Some(row) = reader.find::<MatchedCampaign>(&(s.number, pool.id))? else { return Ok(None) };
    let Some(fund) = reader.find::<MatchFund>(&(s.number, row.match_id))? else { return Ok(None) };
    let not_matched = not_matched(reader, s, pool, &row)?;
    let (mut brings, mut left_minor) = (Vec::new(), None);
    if let (Some(me), None) = (s.me, not_matched) {
        let most = pool.each_most_milli.map_or(ledger::AMOUNT_MAX, |most| most / 1_000);
        let mut amounts: Vec<i64> =
            SHOWN.iter().filter_map(|times| campaign.units_least.checked_mul(*times)).collect();
        amounts.extend(asked_minor.filter(|minor| *minor >= campaign.units_least));
        amounts.retain(|minor| (1..=most).contains(minor));
        amounts.sort_unstable();
        amounts.dedup();
        for amount_minor in amounts {
            let match_minor = would_bring(reader, &fund, &row, me, amount_minor)?;
            brings.push(Brings { amount_minor, match_minor });
        }
        if fund.kind == MatchKind::Share {
            let left = left(reader, &fund, &row, me)?;
            left_minor = Some(left.member_minor.min(left.campaign_minor).min(left.budget_minor));
        }
    }
    Ok(Some(MatchView {
        fund_name: super::campaign_page::fund_name(reader, s, fund.fund)?,
        rules: said(s.lang, s.currency, &fund.rule()),
        free_minor: fund.free_minor(),
        id: fund.id,
        mandate: fund.mandate_id.to_string(),
        entry: fund.entry,
        fund: fund.fund,
        kind: fund.kind,
        percent: fund.percent,
        each_minor: fund.each_minor,
        member_minor: fund.member_minor,
        campaign_minor: fund.campaign_minor,
        budget_minor: fund.budget_minor,
        name: fund.name,
        decision: fund.decision,
        decision_title: fund.decision_title,
        stage: row.stage,
        // Where it came to nothing: what it was when the campaign closed, as its head has it.
        match_minor: if row.stage == MatchStage::Off { pool.match_minor } else { row.match_minor },
        kept_minor: row.kept_minor,
        released_minor: row.released_minor,
        returned_minor: row.returned_minor,
        left_minor,
        not_matched,
        brings,
    }))
}

/// Whether a mandate is one under which gifts are matched.
pub(crate) fn of_match(reader: &mut Reader, community: i64, mandate: Id<Mandate>) -> Result<bool, Fault> {
    let id: MatchId = same_id(mandate)?;
    Ok(reader.find::<MatchFund>(&(community, id))?.is_some_and(|fund| fund.mandate_id == mandate))
}

/// What one gift brings, or brought: nothing where its campaign failed.
pub(crate) fn brought(reader: &mut Reader, community: i64, part: &Commitment) -> Result<i64, Fault> {
    let Some(counted) = reader.find::<MatchedPart>(&(community, part.id))? else { return Ok(0) };
    let row = reader.find::<MatchedCampaign>(&(community, part.pool_id))?;
    Ok(row.filter(|row| row.stage != MatchStage::Off).map_or(0, |_| counted.match_minor))
}

fn not_matched(
    reader: &mut Reader,
    s: &Scene,
    pool: &Pool,
    row: &MatchedCampaign,
) -> Result<Option<NotMatched>, Fault> {
    let Some(me) = s.me else { return Ok(Some(NotMatched::Probation)) };
    if row.stage != MatchStage::Counting || s.now >= pool.closes_at_us {
        return Ok(Some(NotMatched::Closed));
    }
    if is_beside_team_shown(reader, s.number, pool.id, me)? {
        return Ok(Some(NotMatched::Team));
    }
    let member = reader.find::<community::Member>(&(s.number, me))?;
    let full = member.is_some_and(|member| member.is_full_since(s.now));
    Ok((!full).then_some(NotMatched::Probation))
}

/// A rule in sentences, in the order in which somebody asks.
pub fn said(lang: Lang, currency: Currency, rule: &MatchRule) -> Vec<String> {
    let (t, sum) = (t(lang), |minor: i64| Money::new(minor, currency).to_string());
    let mut rules = match rule.kind {
        MatchKind::Share => vec![
            t.match_rule_share(rule.percent),
            t.match_rule_share_caps(sum(rule.each_minor), sum(rule.member_minor)),
        ],
        MatchKind::Quadratic => vec![t.match_rule_quadratic(), t.match_rule_scaled()],
    };
    rules.push(t.match_rule_caps(sum(rule.campaign_minor), sum(rule.budget_minor)));
    rules.extend([t.match_rule_who(), t.match_rule_goal(), t.match_rule_back()]);
    rules
}

/// A kind with what it means, to choose from.
pub fn kind_said(lang: Lang, kind: MatchKind) -> String {
    match kind {
        MatchKind::Share => t(lang).match_kind_share(),
        MatchKind::Quadratic => t(lang).match_kind_quadratic(),
    }
}
