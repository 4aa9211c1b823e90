//! A campaign as it is typed in a proposal. What there are several of (milestones, lines of the budget, the team) is one to a line.

use super::asks_form::Here;
use super::deed_form::DeedForm;
use crate::asked_campaign::{AskedCampaign, AskedLine, AskedMilestone};
use crate::asks::Action;
use crate::ops::campaign_terms;
use crate::t;
use kernel::{Currency, Money, Quantity, Timestamp};
use pools::CampaignRefused as No;
use pools::campaign::{Acceptance, LINE_CHARS_MAX, MilestoneRules, Offered, WORDS_CHARS_MAX};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use web::{Check, Refusal};

/// What only a campaign has; its name, kind, fund, price, units and words are fields that other deeds have too.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct CampaignFields {
    /// Sums to reach: at first, and in a second round of so many days; empty: there is none.
    pub goal: String,
    pub goal_2: String,
    pub days_2: String,
    /// Days from the decision on: it is open, one may withdraw; and for how many after it claimed payments are waited for.
    pub open_days: String,
    pub withdraw_days: String,
    pub grace_days: String,
    /// The least units of a part.
    pub least: String,
    /// One to a line: percent, days from the decision on, what is reached. The first is reaching the goal.
    pub milestones: String,
    /// One to a line: sum, what for.
    pub budget: String,
    /// `vote` or `silence`; days to look, percent of the backers.
    pub acceptance: String,
    pub look_days: String,
    pub percent: String,
    /// Who takes part has been a member for so many days.
    pub member_days: String,
    /// One to a line (`mem_…`, or the name); the first leads.
    pub team: String,
}

impl CampaignFields {
    pub(crate) fn gathered(typed: &mut BTreeMap<String, String>, at: usize) -> CampaignFields {
        let mut field = |name: &str| typed.remove(&format!("deed_{at}_{name}")).unwrap_or_default();
        CampaignFields {
            goal: field("goal"),
            goal_2: field("goal_2"),
            days_2: field("days_2"),
            open_days: field("open_days"),
            withdraw_days: field("withdraw_days"),
            grace_days: field("grace_days"),
            least: field("least"),
            milestones: field("milestones"),
            budget: field("budget"),
            acceptance: field("acceptance"),
            look_days: field("look_days"),
            percent: field("percent"),
            member_days: field("member_days"),
            team: field("team"),
        }
    }

    /// The first milestone is all of it: backers would have nothing to accept.
    pub(crate) fn is_all_at_once(&self, kind: &str) -> bool {
        let offered = Offered::parse(kind);
        let share =
            |line: &str| line.split_whitespace().next().map(|share| share.trim_end_matches('%').to_owned());
        // Nothing of a pre-order is released before its delivery: one step alone is refused.
        let releases = offered != Some(Offered::PreOrder);
        releases && lines(&self.milestones).next().and_then(share).is_some_and(|share| share == "100")
    }

    pub(crate) fn people(&self) -> Vec<String> {
        lines(&self.team).map(str::to_owned).take(TEAM_LINES).collect()
    }
}

/// What the rules of the community offer first.
pub(crate) fn begin(fields: &mut CampaignFields, rules: &MilestoneRules) {
    let percent = match rules.way {
        Acceptance::Vote => rules.vote_percent_least,
        Acceptance::Silence => rules.object_percent_most,
    };
    fields.acceptance = rules.way.code().to_owned();
    (fields.look_days, fields.percent) = (rules.look_days_least.to_string(), percent.to_string());
}

/// A goal above this is a slip of the finger: no community of neighbours gathers a thousand million.
const GOAL_MINOR_MAX: i64 = 100_000_000_000;

/// More names are not looked up: the rules refuse them.
const TEAM_LINES: usize = 30;

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

pub(crate) fn read(form: &DeedForm, check: &mut Check, at: i64, here: &Here) -> Action {
    let field = |name: &str| format!("deed_{at}_{name}");
    let own = &form.campaign;
    let offered = check.choice(&field("kind"), &form.kind, Offered::parse).unwrap_or(Offered::Donation);
    let said = [("name", &form.name), ("terms", &form.terms), ("risk", &form.risk)];
    let said = said.map(|(name, text)| (name, text.as_str())).into_iter();
    let place = pools::text_place(offered);
    for (name, text) in said.chain(titles(own)) {
        if let Some(words) = here.passed.promised_in(place, text) {
            check.refuse(&field(name), ownership::promise_said_at(here.lang, place, text, &words));
        }
    }
    // Money is given in any sum: its unit is the smallest there is.
    let gives = offered == Offered::Donation;
    let units = |check: &mut Check, name: &str, typed: &str| match gives {
        true => check.money(&field(name), typed, here.currency).minor,
        false => check.whole(&field(name), typed, 1..=ownership::UNITS_MAX),
    };
    let some = |check: &mut Check, name: &str, typed: &str| {
        check.optional(&field(name), typed, |check, _, typed| units(check, name, typed))
    };
    let days =
        |check: &mut Check, name: &str, typed: &str, most: i64| check.whole(&field(name), typed, 0..=most);
    let goal = |check: &mut Check, field: &str, typed: &str| {
        let goal = check.money(field, typed, here.currency);
        let most = Money::new(GOAL_MINOR_MAX, here.currency);
        check
            .require(field, goal.minor <= most.minor, || t(here.lang).campaign_goal_absurd(most.to_string()));
        goal.minor
    };
    let second = check.optional(&field("goal_2"), &own.goal_2, goal);
    let team = lines(&own.team).take(TEAM_LINES).collect::<Vec<_>>();
    check.require(&field("team"), !team.is_empty(), || t(here.lang).campaign_team_missing());
    let asked = AskedCampaign {
        offered: offered.code().to_owned(),
        title: check.text(&field("name"), &form.name, 1..=LINE_CHARS_MAX),
        gets: check.long_text(&field("terms"), &form.terms, 1..=WORDS_CHARS_MAX),
        risk: check.long_text(&field("risk"), &form.risk, 1..=WORDS_CHARS_MAX),
        fund: check.whole(&field("fund"), &form.fund, 1..=i64::MAX),
        unit_minor: if gives { 1 } else { check.money(&field("price"), &form.price, here.currency).minor },
        goal_minor: goal(check, &field("goal"), &own.goal),
        second_goal_minor: second,
        second_days: second.map_or(0, |_| days(check, "days_2", &own.days_2, 400)),
        units_max: some(check, "units", &form.units),
        units_least: units(check, "least", &own.least),
        units_each: some(check, "each", &form.each),
        open_days: days(check, "open_days", &own.open_days, 400),
        withdraw_days: days(check, "withdraw_days", &own.withdraw_days, 400),
        grace_days: days(check, "grace_days", &own.grace_days, 400),
        milestones: milestones(check, &field("milestones"), &own.milestones, here),
        budget: budget(check, &field("budget"), &own.budget, here),
        acceptance: check
            .choice(&field("acceptance"), &own.acceptance, Acceptance::parse)
            .map_or_else(String::new, |way| way.code().to_owned()),
        look_days: days(check, "look_days", &own.look_days, 400),
        percent: days(check, "percent", &own.percent, 100),
        probation_days: check
            .optional(&field("member_days"), &own.member_days, |check, field, typed| {
                check.whole(field, typed, 0..=100_000)
            })
            .unwrap_or(0),
        team: team.into_iter().map(|name| here.member(check, &field("team"), name)).collect(),
    };
    // What does not fit together is said here, where it can be mended: later there is only that it does not.
    if check.is_clean() {
        let now = Timestamp::from_micros(0);
        let why = campaign_terms(&asked, now, here.zone).map(|terms| {
            terms.check(now, ledger::AMOUNT_MAX).and_then(|()| terms.check_acceptance(&here.milestones))
        });
        if let Some(Err(why)) = why {
            check.refuse(&field(about(why)), why.say(here.lang));
        }
    }
    Action::Campaign { campaign: Box::new(asked) }
}

/// The field that a refusal of the terms is about.
fn about(why: No) -> &'static str {
    match why {
        No::SecondNotHigher => "goal_2",
        No::RoundUnfit => "days_2",
        No::UnitUnfit => "price",
        No::PartsUnfit => "least",
        No::GoalAboveMost | No::CapMissing => "units",
        No::DeadlineUnfit => "open_days",
        No::GraceUnfit => "grace_days",
        No::WithdrawUnfit => "withdraw_days",
        No::MilestonesUnfit
        | No::StepsElsewhere
        | No::DeliveryMissing
        | No::TranchesNotWhole
        | No::MilestoneDates => "milestones",
        No::BudgetUnfit => "budget",
        No::SilenceNotAllowed => "acceptance",
        No::LookUnfit | No::LookTooShort => "look_days",
        No::PercentUnfit | No::AcceptanceLax => "percent",
        No::ProbationUnfit => "member_days",
        No::TeamUnfit => "team",
        _ => "goal",
    }
}

/// What backers read of its milestones and its budget, line by line.
/// Each with the name of its field.
pub(crate) fn titles(form: &CampaignFields) -> Vec<(&'static str, &str)> {
    let steps = lines(&form.milestones).filter_map(step_title).map(|title| ("milestones", title));
    steps.chain(lines(&form.budget).filter_map(bought_what).map(|what| ("budget", what))).collect()
}

fn step_title(line: &str) -> Option<&str> {
    line.splitn(3, char::is_whitespace).nth(2).map(str::trim)
}

fn bought_what(line: &str) -> Option<&str> {
    line.split_once(char::is_whitespace).map(|(_, what)| what.trim())
}

/// `40% 0 The goal is reached`.
fn milestones(check: &mut Check, field: &str, typed: &str, here: &Here) -> Vec<AskedMilestone> {
    let mut steps = Vec::new();
    for line in lines(typed).take(30) {
        let parts: Vec<&str> = line.splitn(3, char::is_whitespace).map(str::trim).collect();
        let read = || {
            let share = Quantity::parse(parts.first()?.trim_end_matches('%')).ok()?;
            let days = parts.get(1)?.parse::<i64>().ok().filter(|days| (0..=4_000).contains(days))?;
            let title = parts.get(2).filter(|title| !title.is_empty())?;
            // Thousandths of a percent are ten hundredths.
            let share_bp = (share.milli % 10 == 0).then_some(share.milli / 10)?;
            Some(AskedMilestone { share_bp, days, title: (*title).to_owned() })
        };
        match read() {
            Some(step) => steps.push(step),
            None => check.refuse(field, t(here.lang).campaign_line_unread(line)),
        }
    }
    check.require(field, !lines(typed).collect::<Vec<_>>().is_empty(), || {
        t(here.lang).campaign_milestones_missing()
    });
    // A day there would be kept and never used: the goal is reached when it is.
    if let Some(first) = steps.first().filter(|first| first.days != 0) {
        check.refuse(field, t(here.lang).campaign_first_has_no_day(first.title.as_str(), first.days));
    }
    for none in steps.iter().filter(|step| step.share_bp == 0) {
        check.refuse(field, t(here.lang).campaign_share_is_none(none.title.as_str()));
    }
    steps
}

/// `1200 Tiles`.
fn budget(check: &mut Check, field: &str, typed: &str, here: &Here) -> Vec<AskedLine> {
    let mut rows = Vec::new();
    for line in lines(typed).take(60) {
        let read = || {
            let (sum, what) = line.split_once(char::is_whitespace)?;
            let minor = Money::parse(sum, here.currency).ok()?.minor;
            (minor > 0 && !what.trim().is_empty()).then(|| AskedLine { minor, what: what.trim().to_owned() })
        };
        match read() {
            Some(row) => rows.push(row),
            None => check.refuse(field, t(here.lang).campaign_line_unread(line)),
        }
    }
    rows
}

/// As it would be typed.
pub(crate) fn of(asked: &AskedCampaign, bare: DeedForm, currency: Currency) -> DeedForm {
    let money = |minor: i64| Money::new(minor, currency).plain();
    let gives = asked.offered == Offered::Donation.code();
    let units = |units: i64| if gives { money(units) } else { units.to_string() };
    let optional = |units_of: Option<i64>| units_of.map(units).unwrap_or_default();
    let step = |step: &AskedMilestone| {
        format!("{}% {} {}", Quantity::from_milli(step.share_bp * 10), step.days, step.title)
    };
    let row = |row: &AskedLine| format!("{} {}", money(row.minor), row.what);
    DeedForm {
        name: asked.title.clone(),
        kind: asked.offered.clone(),
        fund: asked.fund.to_string(),
        price: if gives { String::new() } else { money(asked.unit_minor) },
        units: optional(asked.units_max),
        each: optional(asked.units_each),
        terms: asked.gets.clone(),
        risk: asked.risk.clone(),
        campaign: CampaignFields {
            goal: money(asked.goal_minor),
            goal_2: asked.second_goal_minor.map(money).unwrap_or_default(),
            days_2: asked.second_goal_minor.map(|_| asked.second_days.to_string()).unwrap_or_default(),
            open_days: asked.open_days.to_string(),
            withdraw_days: asked.withdraw_days.to_string(),
            grace_days: asked.grace_days.to_string(),
            least: units(asked.units_least),
            milestones: asked.milestones.iter().map(step).collect::<Vec<_>>().join("\n"),
            budget: asked.budget.iter().map(row).collect::<Vec<_>>().join("\n"),
            acceptance: asked.acceptance.clone(),
            look_days: asked.look_days.to_string(),
            percent: asked.percent.to_string(),
            member_days: asked.probation_days.to_string(),
            team: asked.team.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
        },
        ..bare
    }
}
