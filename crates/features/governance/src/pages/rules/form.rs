//! The rules of deciding as they are typed, and read.

use crate::proposal::REASON_CHARS_MAX;
use crate::terms::{DecisionRules, HOURS_MAX, LOOK_DAYS_MAX, MilestonesBy, Part, Proposers, Receipts};
use kernel::{Currency, Money};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Check, Errors, Lang};

/// Units of the times of the rules.
pub(super) const DAYS: &str = "days";
pub(super) const HOURS: &str = "hours";

/// Whole days where they are, as the rules are shown too.
fn typed_time(hours: i64) -> (String, String) {
    match hours > 0 && hours % 24 == 0 {
        true => ((hours / 24).to_string(), DAYS.to_owned()),
        false => (hours.to_string(), HOURS.to_owned()),
    }
}

/// The rules as they are typed. Times are whole numbers of a unit, `days` or `hours` (also when left out). Parts are written `2/3`, sums in the community's currency.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub(crate) struct RulesForm {
    /// `every_member`, `full_members` or `stewards`.
    pub(crate) proposers: String,
    pub(crate) discussion_hours: String,
    pub(crate) discussion_unit: String,
    pub(crate) ballot_hours: String,
    pub(crate) ballot_unit: String,
    pub(crate) threshold: String,
    pub(crate) charter_threshold: String,
    pub(crate) quorum: String,
    pub(crate) late_hours: String,
    pub(crate) late_unit: String,
    pub(crate) extension_hours: String,
    pub(crate) extension_unit: String,
    pub(crate) delay_hours: String,
    pub(crate) delay_unit: String,
    /// `on` or nothing, as the other checkboxes.
    pub(crate) secret_allowed: String,
    /// `choice` or `inclusion`.
    pub(crate) receipts: String,
    pub(crate) additional_by_trade_allowed: String,
    pub(crate) additional_by_capital_allowed: String,
    pub(crate) holding_allowed: String,
    pub(crate) quadratic_allowed: String,
    pub(crate) companies_vote: String,
    /// Empty: nothing.
    pub(crate) standing_month: String,
    pub(crate) standing_each: String,
    pub(crate) standing_fund: String,
    /// Above which sum an expense needs a proof: `200.00`; `0`: always; empty: never. Never is said, not left out.
    pub(crate) proof_above: Option<String>,
    /// `silence`, `vote` or `vote_only`.
    pub(crate) milestones_by: String,
    /// Percent of the backers, and days.
    pub(crate) milestone_vote_percent: String,
    pub(crate) milestone_object_percent: String,
    pub(crate) milestone_look_days: String,
    pub(crate) only_by_decision: String,
    pub(crate) reason: String,
    pub(crate) from_version: String,
    /// `propose`: do not change them, but propose to.
    pub(crate) how: String,
}

impl RulesForm {
    pub(super) fn of(rules: &DecisionRules, version: i64, currency: Currency) -> RulesForm {
        let part = |part: Part| format!("{}/{}", part.numerator, part.denominator);
        let flag = |on: bool| if on { "on".to_owned() } else { String::new() };
        let sum = |minor: i64| match minor {
            0 => String::new(),
            minor => Money::new(minor, currency).plain(),
        };
        RulesForm {
            proposers: rules.proposers.code().to_owned(),
            discussion_hours: typed_time(rules.discussion_hours).0,
            discussion_unit: typed_time(rules.discussion_hours).1,
            ballot_hours: typed_time(rules.ballot_hours).0,
            ballot_unit: typed_time(rules.ballot_hours).1,
            threshold: part(rules.threshold),
            charter_threshold: part(rules.charter_threshold),
            quorum: part(rules.quorum),
            late_hours: typed_time(rules.late_hours).0,
            late_unit: typed_time(rules.late_hours).1,
            extension_hours: typed_time(rules.extension_hours).0,
            extension_unit: typed_time(rules.extension_hours).1,
            delay_hours: typed_time(rules.delay_hours).0,
            delay_unit: typed_time(rules.delay_hours).1,
            secret_allowed: flag(rules.secret_allowed),
            receipts: rules.receipts.code().to_owned(),
            additional_by_trade_allowed: flag(rules.additional_by_trade_allowed),
            additional_by_capital_allowed: flag(rules.additional_by_capital_allowed),
            holding_allowed: flag(rules.holding_allowed),
            quadratic_allowed: flag(rules.quadratic_allowed),
            companies_vote: flag(rules.companies_vote),
            standing_month: sum(rules.standing_month_minor),
            standing_each: sum(rules.standing_each_minor),
            standing_fund: rules.standing_fund.to_string(),
            proof_above: Some(match rules.proof_above_minor {
                None => String::new(),
                Some(0) => "0".to_owned(),
                Some(above) => sum(above),
            }),
            milestones_by: rules.milestones_by.code().to_owned(),
            milestone_vote_percent: rules.milestone_vote_percent.to_string(),
            milestone_object_percent: rules.milestone_object_percent.to_string(),
            milestone_look_days: rules.milestone_look_days.to_string(),
            only_by_decision: flag(rules.only_by_decision),
            reason: String::new(),
            from_version: version.to_string(),
            how: String::new(),
        }
    }

    pub(super) fn read(
        &self,
        lang: Lang,
        currency: Currency,
    ) -> Result<(DecisionRules, String, i64), Errors> {
        let mut check = Check::new(lang);
        let t = crate::t(lang);
        let hours =
            |check: &mut Check, field: &str, (typed, unit): (&str, &str), least: i64| match unit.trim() {
                DAYS => check.whole(field, typed, least..=HOURS_MAX / 24) * 24,
                _ => check.whole(field, typed, least..=HOURS_MAX),
            };
        let part = |check: &mut Check, field: &str, typed: &str| {
            let part = parse_part(typed);
            check.require(field, part.is_some(), || t.not_a_part());
            part.unwrap_or(Part { numerator: 1, denominator: 2 })
        };
        let sum = |check: &mut Check, field: &str, typed: &str| {
            let read =
                |check: &mut Check, field: &str, typed: &str| check.money(field, typed, currency).minor;
            check.optional(field, typed, read).unwrap_or(0)
        };
        check.require("proof_above", self.proof_above.is_some(), || t.proof_above_missing());
        let proof_above = self.proof_above.as_deref().unwrap_or_default();
        let rules = DecisionRules {
            proposers: check
                .choice("proposers", &self.proposers, Proposers::parse)
                .unwrap_or(Proposers::EveryMember),
            discussion_hours: hours(
                &mut check,
                "discussion_hours",
                (&self.discussion_hours, &self.discussion_unit),
                0,
            ),
            ballot_hours: hours(&mut check, "ballot_hours", (&self.ballot_hours, &self.ballot_unit), 1),
            threshold: part(&mut check, "threshold", &self.threshold),
            charter_threshold: part(&mut check, "charter_threshold", &self.charter_threshold),
            quorum: part(&mut check, "quorum", &self.quorum),
            late_hours: hours(&mut check, "late_hours", (&self.late_hours, &self.late_unit), 0),
            extension_hours: hours(
                &mut check,
                "extension_hours",
                (&self.extension_hours, &self.extension_unit),
                0,
            ),
            delay_hours: hours(&mut check, "delay_hours", (&self.delay_hours, &self.delay_unit), 0),
            secret_allowed: check.flag("secret_allowed", &self.secret_allowed),
            receipts: check.choice("receipts", &self.receipts, Receipts::parse).unwrap_or(Receipts::Choice),
            additional_by_trade_allowed: check
                .flag("additional_by_trade_allowed", &self.additional_by_trade_allowed),
            additional_by_capital_allowed: check
                .flag("additional_by_capital_allowed", &self.additional_by_capital_allowed),
            holding_allowed: check.flag("holding_allowed", &self.holding_allowed),
            quadratic_allowed: check.flag("quadratic_allowed", &self.quadratic_allowed),
            companies_vote: check.flag("companies_vote", &self.companies_vote),
            standing_month_minor: sum(&mut check, "standing_month", &self.standing_month),
            standing_each_minor: sum(&mut check, "standing_each", &self.standing_each),
            proof_above_minor: check.optional("proof_above", proof_above, |check, field, typed| {
                let nothing = Money::parse(typed, currency).is_ok_and(|sum| sum.minor == 0);
                if nothing { 0 } else { check.money(field, typed, currency).minor }
            }),
            standing_fund: check.whole("standing_fund", &self.standing_fund, 1..=i64::MAX),
            milestones_by: check
                .choice("milestones_by", &self.milestones_by, MilestonesBy::parse)
                .unwrap_or(MilestonesBy::Silence),
            milestone_vote_percent: check.whole(
                "milestone_vote_percent",
                &self.milestone_vote_percent,
                0..=100,
            ),
            milestone_object_percent: check.whole(
                "milestone_object_percent",
                &self.milestone_object_percent,
                1..=100,
            ),
            milestone_look_days: check.whole(
                "milestone_look_days",
                &self.milestone_look_days,
                1..=LOOK_DAYS_MAX,
            ),
            only_by_decision: check.flag("only_by_decision", &self.only_by_decision),
        };
        let reason = check.text("reason", &self.reason, 1..=REASON_CHARS_MAX);
        let from_version = check.whole("from_version", &self.from_version, 0..=i64::MAX);
        check.done((rules, reason, from_version))
    }
}

/// `2/3`, or a percentage.
fn parse_part(typed: &str) -> Option<Part> {
    let typed = typed.trim();
    if let Some(percent) = typed.strip_suffix(['%', '％']) {
        return percent.trim().parse().ok().map(|numerator| Part { numerator, denominator: 100 });
    }
    let (numerator, denominator) = typed.split_once(['/', '／'])?;
    Some(Part { numerator: numerator.trim().parse().ok()?, denominator: denominator.trim().parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read() {
        for (typed, part) in [
            ("2/3", Some((2, 3))),
            (" 1 ／ 5 ", Some((1, 5))),
            ("50%", Some((50, 100))),
            ("half", None),
            ("2", None),
            ("-1/2", None),
        ] {
            let read = parse_part(typed).map(|part| (part.numerator, part.denominator));
            assert_eq!(read, part, "{typed}");
        }
    }

    /// What is typed is what was there.
    #[test]
    fn rules_come_back_as_they_were() {
        let rules = DecisionRules {
            holding_allowed: true,
            companies_vote: true,
            standing_month_minor: 50_000,
            standing_each_minor: 12_345,
            only_by_decision: true,
            ..DecisionRules::default()
        };
        let always = DecisionRules { proof_above_minor: Some(0), ..rules.clone() };
        let never = DecisionRules {
            proof_above_minor: None,
            milestones_by: MilestonesBy::VoteOnly,
            milestone_vote_percent: 0,
            milestone_object_percent: 1,
            milestone_look_days: 60,
            ..rules.clone()
        };
        for rules in [rules, always, never, DecisionRules::default()] {
            let form = RulesForm { reason: "x".into(), ..RulesForm::of(&rules, 3, Currency::CNY) };
            assert_eq!(form.read(Lang::En, Currency::CNY).unwrap(), (rules, "x".to_owned(), 3));
        }
    }
}
