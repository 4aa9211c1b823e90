//! A campaign that a proposal asks for, as the feature that runs campaigns takes it.

use crate::asked_campaign::AskedCampaign;
use community::Community;
use kernel::{Id, Timestamp, Zone};
use pools::NewCampaign;
use pools::campaign::{Acceptance, BudgetLine, MilestoneAsked, Offered, SecondRound, Terms, days};
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
    now: Timestamp,
    zone: &Zone,
) -> Option<NewCampaign> {
    let terms = terms(asked, now, zone)?;
    Some(NewCampaign { id, terms, fund: asked.fund, team: asked.team.clone(), decision, decision_title })
}
