//! The rules of deciding in words: each with what it means, and what one version changes against another.

use super::scene::Scene;
use super::words;
use crate::ops::RulesOfText;
use crate::rules_merge::{beside_ballots, held_until};
use crate::terms::{DecisionRules, MilestonesBy, Part};
use kernel::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// Code of the field, its name, its value, what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RuleLine {
    pub name: String,
    pub value: String,
    pub meaning: String,
}

pub(crate) fn lines(s: &Scene, rules: &DecisionRules) -> Vec<RuleLine> {
    let t = s.t;
    let line = |name: String, value: String, meaning: String| RuleLine { name, value, meaning };
    let hours = |hours: i64| match hours {
        hours if hours > 0 && hours % 24 == 0 => t.days_counted(hours / 24),
        hours => t.hours_counted(hours),
    };
    let allowed = |yes: bool| if yes { t.allowed() } else { t.not_allowed() };
    let part = |part: Part| format!("{}/{}", part.numerator, part.denominator);
    let quorum = |t: &crate::L10nLanguage, of: Part| match of.numerator {
        0 => t.no_quorum_asked(),
        _ => t.at_least(part(of)),
    };
    let standing = match rules.standing_month_minor {
        0 => t.no_standing(),
        month => t.standing_said(s.said(rules.standing_each_minor), s.said(month)),
    };
    let proof = match rules.proof_above_minor {
        None => t.proof_never(),
        Some(0) => t.proof_always(),
        Some(above) => t.proof_above(s.said(above)),
    };
    let delay = if rules.delay_hours == 0 { t.delay_none_means() } else { t.delay_means() };
    vec![
        line(t.proposers(), words::proposers(t, rules.proposers), t.proposers_means()),
        line(t.discussion_hours(), hours(rules.discussion_hours), t.discussion_means()),
        line(t.ballot_hours(), hours(rules.ballot_hours), t.ballot_hours_mean()),
        line(t.threshold(), t.more_than(part(rules.threshold)), t.threshold_means()),
        line(t.charter_threshold(), t.more_than(part(rules.charter_threshold)), t.charter_threshold_means()),
        line(t.quorum(), quorum(t, rules.quorum), t.quorum_means()),
        line(t.late_hours(), hours(rules.late_hours), t.late_means()),
        line(t.extension_hours(), hours(rules.extension_hours), t.extension_means()),
        line(t.delay_hours(), hours(rules.delay_hours), delay),
        line(t.secret_allowed(), allowed(rules.secret_allowed), t.secret_means()),
        line(t.receipts(), words::receipts(t, rules.receipts), t.receipts_mean()),
        line(t.by_trade_allowed(), allowed(rules.additional_by_trade_allowed), t.by_trade_warning()),
        line(t.by_capital_allowed(), allowed(rules.additional_by_capital_allowed), t.by_capital_warning()),
        line(t.holding_allowed(), allowed(rules.holding_allowed), t.holding_warning()),
        line(t.quadratic_allowed(), allowed(rules.quadratic_allowed), t.quadratic_warning()),
        line(
            t.companies_vote(),
            if rules.companies_vote { t.yes() } else { t.no() },
            t.companies_vote_means(),
        ),
        line(t.standing(), standing, t.standing_means()),
        line(t.proof(), proof, t.proof_means()),
        line(t.milestones_by(), milestones_said(t, rules), t.milestones_mean()),
        line(t.only_by_decision(), if rules.only_by_decision { t.yes() } else { t.no() }, t.only_means()),
    ]
}

/// How backers accept milestones, and the least that a campaign asks of them.
pub(crate) fn milestones_said(t: &crate::L10nLanguage, rules: &DecisionRules) -> String {
    let (vote, days) = (rules.milestone_vote_percent, rules.milestone_look_days);
    let vote = match vote {
        0 => t.milestone_vote_any(),
        percent => t.milestone_vote_least(percent),
    };
    match rules.milestones_by {
        MilestonesBy::VoteOnly => t.milestones_said_vote(vote, days),
        by => {
            let silence = t.milestone_silence_most(rules.milestone_object_percent);
            t.milestones_said(words::milestones_by(t, by), silence, vote, days)
        }
    }
}

/// What holds for a text where the rules have changed lately or since it was published, and why: what stays as it was, and what
/// became stricter. Nothing where they have not.
pub(crate) fn kept(s: &Scene, of: &RulesOfText) -> Vec<String> {
    let (before, now) = (lines(s, &beside_ballots(of.before.clone(), &of.now)), lines(s, &of.now));
    let (mut keeps, mut stricter) = (Vec::new(), Vec::new());
    for ((before, now), hold) in before.into_iter().zip(now).zip(lines(s, &of.hold)) {
        match () {
            () if hold.value != now.value => keeps.push(s.t.rule_kept(hold.name, hold.value, now.value)),
            () if hold.value != before.value => {
                stricter.push(s.t.rule_stricter(hold.name, hold.value, before.value))
            }
            () => {}
        }
    }
    let mut said = Vec::new();
    if !keeps.is_empty() {
        said.push(s.t.rules_kept(keeps.join(&s.t.list_semicolon())));
    }
    if !stricter.is_empty() {
        said.push(s.t.rules_stricter(stricter.join(&s.t.list_semicolon())));
    }
    said
}

/// A rule that was made easier: what still holds for ballots that open before, what from then on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct LaterView {
    pub rule: String,
    /// Until then.
    pub holds: String,
    pub then: String,
    /// RFC 3339.
    pub from: String,
    #[serde(skip)]
    pub at: Timestamp,
}

/// What a steward made easier within the last week, step by step of each rule, and from when. `lately` is what was replaced since, with until
/// when it counts.
pub(crate) fn later(s: &Scene, now: &DecisionRules, lately: &[(DecisionRules, Timestamp)]) -> Vec<LaterView> {
    let steps: Vec<_> =
        held_until(now, lately).into_iter().map(|(rules, until)| (lines(s, &rules), until)).collect();
    let mut later = Vec::new();
    for (at, line) in lines(s, now).into_iter().enumerate() {
        for (step, (held, until)) in steps.iter().enumerate() {
            let (holds, then) = (&held[at].value, steps.get(step + 1).map_or(&line, |(next, _)| &next[at]));
            if *holds != then.value {
                later.push(LaterView {
                    rule: line.name.clone(),
                    holds: holds.clone(),
                    then: then.value.clone(),
                    from: until.to_string(),
                    at: *until,
                });
            }
        }
    }
    later
}

/// What is another in `new`: `quorum: at least 1/5 → at least 1/4`.
pub(crate) fn changes(s: &Scene, old: &DecisionRules, new: &DecisionRules) -> Vec<String> {
    let pairs = lines(s, old).into_iter().zip(lines(s, new));
    let changed = pairs.filter(|(old, new)| old.value != new.value);
    changed.map(|(old, new)| s.t.rule_changes(new.name, old.value, new.value)).collect()
}
