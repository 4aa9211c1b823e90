//! A match fund that a proposal asks for, as the feature that runs campaigns takes it.

use crate::asked_match::AskedMatch;
use kernel::Id;
use pools::NewMatch;
use pools::matching::{MatchKind, MatchRule};
use web::ids::MatchId;

/// None for a kind that there is not, or for what is no campaign's id.
pub(super) fn new_match(
    asked: &AskedMatch,
    id: MatchId,
    (decision, decision_title): (String, String),
    all_set_aside: String,
) -> Option<NewMatch> {
    Some(NewMatch {
        id,
        name: asked.name.clone(),
        fund: asked.fund,
        rule: rule(asked)?,
        campaigns: asked.campaigns.iter().map(|id| Id::parse(id).ok()).collect::<Option<_>>()?,
        decision,
        decision_title,
        all_set_aside,
    })
}

pub(crate) fn rule(asked: &AskedMatch) -> Option<MatchRule> {
    let AskedMatch { percent, each_minor, member_minor, campaign_minor, budget_minor, .. } = *asked;
    let kind = MatchKind::parse(&asked.kind)?;
    Some(MatchRule { kind, percent, each_minor, member_minor, campaign_minor, budget_minor })
}
