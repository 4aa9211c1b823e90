//! A campaign that a proposal asks for, as the feature that runs campaigns takes it.

use crate::asked_campaign::AskedCampaign;
use crate::terms::{DecisionRules, MilestonesBy};
use community::Community;
use kernel::{Id, Timestamp, Zone};
use pools::NewCampaign;
use pools::campaign::{
    Acceptance, BudgetLine, MilestoneAsked, MilestoneRules, Offered, SecondRound, Terms, days,
};
use store::{Fault, Tx};

/// A day more than anybody asks for: what is beyond is refused by the rules, and no time of it overflows.
const DAYS_MAX: i64 = 100_000;

/// Days are whole: they end when the day does, where the community is.
fn end_of(now: Timestamp, count: i64, zone: &Zone) -> Timestamp {
    Timestamp::start_of_day(now.day(zone) + count.clamp(-1, DAYS_MAX) + 1, zone)
}

/// None for a kind or a way of accepting that there is not.
pub(crate) fn terms(asked: &AskedCampaign, now: Timestamp, zone: &Zone) -> Option<Terms> {
    let milestone = |step: &crate::asked_campaign::AskedMilestone| MilestoneAsked {
        share_bp: step.share_bp,
        due_at: end_of(now, step.days, zone),
        title: step.title.clone(),
    };
    let second = |goal_minor| SecondRound { goal_minor, days: asked.second_days };
    Some(Terms {
        offered: Offered::parse(&asked.offered)?,
        title: asked.title.clone(),
        // The proposal has it, and its page leads there.
        story: String::new(),
        gets: asked.gets.clone(),
        risk: asked.risk.clone(),
        unit_minor: asked.unit_minor,
        goal_minor: asked.goal_minor,
        second: asked.second_goal_minor.map(second),
        units_max: asked.units_max,
        units_least: asked.units_least,
        units_each: asked.units_each,
        closes_at: end_of(now, asked.open_days, zone),
        grace: days(asked.grace_days.clamp(0, DAYS_MAX)),
        withdraw_until: end_of(now, asked.withdraw_days, zone),
        milestones: asked.milestones.iter().map(milestone).collect(),
        budget: asked
            .budget
            .iter()
            .map(|line| BudgetLine { minor: line.minor, what: line.what.clone() })
            .collect(),
        acceptance: Acceptance::parse(&asked.acceptance)?,
        look_days: asked.look_days,
        percent: asked.percent,
        probation_days: asked.probation_days,
    })
}

pub(super) fn zone(tx: &mut Tx) -> Result<Zone, Fault> {
    let community = tx.community();
    let zone = tx.find::<Community>(community)?.and_then(|row| Zone::parse(&row.zone).ok());
    zone.ok_or_else(|| Fault::Engine("this community is nowhere".into()))
}

pub(super) fn new_campaign(
    asked: &AskedCampaign,
    id: Id<web::ids::Pool>,
    (decision, decision_title): (String, String),
    rules: &DecisionRules,
    (now, zone): (Timestamp, &Zone),
) -> Option<NewCampaign> {
    let (terms, rules) = (terms(asked, now, zone)?, milestone_rules(rules));
    let (fund, team) = (asked.fund, asked.team.clone());
    Some(NewCampaign { id, terms, rules, fund, team, decision, decision_title })
}

/// What they say of how backers accept milestones.
pub(crate) fn milestone_rules(rules: &DecisionRules) -> MilestoneRules {
    MilestoneRules {
        way: match rules.milestones_by {
            MilestonesBy::Silence => Acceptance::Silence,
            MilestonesBy::Vote | MilestonesBy::VoteOnly => Acceptance::Vote,
        },
        silence_allowed: rules.milestones_by != MilestonesBy::VoteOnly,
        vote_percent_least: rules.milestone_vote_percent,
        object_percent_most: rules.milestone_object_percent,
        look_days_least: rules.milestone_look_days,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is sound here is sound there, and the usual rules are the same.
    #[test]
    fn rules_of_milestones_mean_the_same_here_and_in_campaigns() {
        let usual = DecisionRules::default();
        assert_eq!(milestone_rules(&usual), MilestoneRules::default());
        for by in MilestonesBy::ALL {
            for (vote, object, look) in
                [(0, 1, 1), (100, 100, 60), (-1, 50, 3), (101, 50, 3), (20, 0, 3), (20, 50, 0), (20, 50, 61)]
            {
                let rules = DecisionRules {
                    milestones_by: *by,
                    milestone_vote_percent: vote,
                    milestone_object_percent: object,
                    milestone_look_days: look,
                    ..usual.clone()
                };
                assert_eq!(
                    rules.check().is_ok(),
                    milestone_rules(&rules).is_sound(),
                    "{by} {vote} {object} {look}"
                );
            }
        }
    }
}
