//! A campaign that a proposal asks for, in words.

use super::scene::{Names, Scene};
use crate::asked_campaign::AskedCampaign;
use kernel::Quantity;
use pools::campaign::{Acceptance, Offered};
use store::{Fault, Reader};

/// In one sentence.
pub(crate) fn deed(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    asked: &AskedCampaign,
) -> Result<String, Fault> {
    let offered = Offered::parse(&asked.offered);
    let kind = offered.map_or_else(|| asked.offered.clone(), |kind| pools::offered_name(s.lang, kind));
    if offered.is_some_and(Offered::is_elsewhere) {
        let goal = s.said(asked.goal_minor);
        return Ok(s.t.deed_campaign_elsewhere(kind, asked.title.as_str(), goal, asked.open_days));
    }
    let fund = names.fund(reader, s, asked.fund)?;
    Ok(s.t.deed_campaign(kind, asked.title.as_str(), s.said(asked.goal_minor), asked.open_days, fund))
}

/// Its terms, each under a heading.
pub(crate) fn words(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    asked: &AskedCampaign,
) -> Result<Vec<(String, String)>, Fault> {
    let t = s.t;
    let gives = asked.offered == Offered::Donation.code();
    let units = |units: i64| if gives { s.said(units) } else { t.campaign_units_counted(units) };
    let mut rules = Vec::new();
    if !gives {
        rules.push(t.campaign_said_price(s.said(asked.unit_minor)));
    }
    rules.push(t.campaign_said_least(units(asked.units_least)));
    rules.extend(asked.units_each.map(|each| t.campaign_said_each(units(each))));
    rules.extend(asked.units_max.map(|most| t.campaign_said_most(units(most))));
    rules.push(t.campaign_said_withdraw(asked.withdraw_days));
    rules.extend(asked.second_goal_minor.map(|goal| t.campaign_said_second(s.said(goal), asked.second_days)));
    if let (Some(offered), Some(way)) = (Offered::parse(&asked.offered), Acceptance::parse(&asked.acceptance))
    {
        // Whose money is never here, backers have nothing to look at.
        if !offered.is_elsewhere() {
            rules.push(pools::acceptance_rule(s.lang, offered, way, asked.look_days, asked.percent));
        }
        rules.extend(pools::spending_rule(s.lang, offered, !asked.budget.is_empty()));
        // There is nothing to look at before the money is gone.
        if asked.milestones.len() == 1 && !offered.is_elsewhere() && offered != Offered::PreOrder {
            rules.push(t.campaign_said_all_at_once());
        }
    }
    if asked.probation_days > 0 {
        rules.push(t.campaign_said_member_days(asked.probation_days));
    }
    let list =
        |lines: Vec<String>| lines.iter().map(|line| format!("· {line}")).collect::<Vec<_>>().join("\n");
    // What is owned is released in whole units: exactly how much that is at the goal.
    let owned = Offered::parse(&asked.offered).is_some_and(Offered::is_owned);
    let shares: Vec<i64> = asked.milestones.iter().map(|step| step.share_bp).collect();
    let at_goal = match owned {
        true => pools::milestone::units_at_goal(asked.goal_minor, asked.unit_minor, &shares),
        false => Vec::new(),
    };
    let ordered = Offered::parse(&asked.offered) == Some(Offered::PreOrder);
    let step = |(at, step): (usize, &crate::asked_campaign::AskedMilestone)| {
        let share = Quantity::from_milli(step.share_bp * 10).to_string();
        match step.days {
            _ if at == 0 && ordered => t.campaign_said_first_owed(share, step.title.as_str()),
            _ if at == 0 => t.campaign_said_first(share, step.title.as_str()),
            days => t.campaign_said_milestone(share, step.title.as_str(), days),
        }
    };
    let mut said = vec![
        (t.campaign_gets(), asked.gets.clone()),
        (t.campaign_risk(), asked.risk.clone()),
        (t.campaign_rules(), list(rules)),
        (t.campaign_milestones(), {
            let mut lines: Vec<String> = asked.milestones.iter().enumerate().map(step).collect();
            for (line, units) in lines.iter_mut().zip(at_goal) {
                *line = t.campaign_said_units(line.as_str(), units, s.said(units * asked.unit_minor));
            }
            list(lines)
        }),
    ];
    if !asked.budget.is_empty() {
        let row = |row: &crate::asked_campaign::AskedLine| {
            t.campaign_said_budget(row.what.as_str(), s.said(row.minor))
        };
        said.push((t.campaign_budget(), list(asked.budget.iter().map(row).collect())));
    }
    let mut team = Vec::new();
    for member in &asked.team {
        team.push(names.name(reader, s, *member)?);
    }
    said.push((t.campaign_team(), team.join(&t.list_comma())));
    Ok(said)
}
