//! A campaign: what a decision asks members for, on which terms, and when who may withdraw. Pure.

use crate::refused::{CampaignRefused as No, CommitRefused};
use kernel::Timestamp;
use std::time::Duration;

kernel::codes! {
    /// What who takes part has for it.
    pub enum Offered {
        /// Given; nothing comes back.
        Donation = "donation",
        /// Goods that are still to be made: owed in goods until they are there.
        PreOrder = "pre_order",
        /// A part of the community, in the share register.
        MemberCapital = "member_capital",
        /// A part under a contract or a law elsewhere, mirrored in the share register. Its money goes there, and never comes here.
        EquityRecord = "equity_record",
    }
}

kernel::codes! {
    /// How backers accept a milestone.
    pub enum Acceptance {
        /// One backer, one vote: more yes than no, and enough of them voting.
        Vote = "vote",
        /// Accepted when the days after the notice are over, unless enough backers object.
        Silence = "silence",
    }
}

/// What the rules of a community say of how backers accept milestones: what is offered first, and the least that a campaign asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MilestoneRules {
    /// Where a campaign does not say it otherwise.
    pub way: Acceptance,
    /// Whether a campaign may leave it to silence.
    pub silence_allowed: bool,
    /// Of all backers: how many must vote at least.
    pub vote_percent_least: i64,
    /// Of all backers: how many objections refuse at the latest.
    pub object_percent_most: i64,
    pub look_days_least: i64,
}

impl Default for MilestoneRules {
    fn default() -> MilestoneRules {
        MilestoneRules {
            way: Acceptance::Silence,
            silence_allowed: true,
            vote_percent_least: 20,
            object_percent_most: 50,
            look_days_least: 3,
        }
    }
}

impl MilestoneRules {
    /// Whether a community could live by them.
    pub fn is_sound(&self) -> bool {
        (0..=100).contains(&self.vote_percent_least)
            // Nobody at all objecting must not refuse.
            && (1..=100).contains(&self.object_percent_most)
            && LOOK_DAYS.contains(&self.look_days_least)
            && (self.silence_allowed || self.way == Acceptance::Vote)
    }
}

impl Offered {
    /// Somebody owns a part by it: in the register, with an acknowledgement of the risks, for members past probation only.
    pub fn is_owned(self) -> bool {
        matches!(self, Offered::MemberCapital | Offered::EquityRecord)
    }

    /// Its money is paid elsewhere: what was declared and what arrived there is written down, and nothing is posted.
    pub fn is_elsewhere(self) -> bool {
        self == Offered::EquityRecord
    }
}

pub const MILESTONES_MAX: usize = 12;
pub const BUDGET_LINES_MAX: usize = 30;
pub const TEAM_MAX: usize = 20;
/// Characters.
pub const LINE_CHARS_MAX: usize = 120;
pub const WORDS_CHARS_MAX: usize = 4_000;
/// All of it, in hundredths of a percent.
pub const WHOLE_BP: i64 = 10_000;
/// A milestone that is further away is none.
pub const FAR: Duration = Duration::from_secs(5 * 366 * 86_400);
/// How long backers are given at least and at most to look at what is claimed.
pub const LOOK_DAYS: std::ops::RangeInclusive<i64> = 1..=60;
pub const PROBATION_DAYS_MAX: i64 = 3_650;
/// The longest second round.
pub const ROUND_DAYS: std::ops::RangeInclusive<i64> = 1..=180;

const DAY: Duration = Duration::from_secs(86_400);

/// A step of the work: when it is done and accepted, its tranche is released.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MilestoneAsked {
    /// Of what came together, in hundredths of a percent.
    pub share_bp: i64,
    /// The first instant at which it is overdue. The first milestone is reaching the goal: its tranche is released then.
    pub due_at: Timestamp,
    pub title: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetLine {
    pub minor: i64,
    pub what: String,
}

/// A higher goal that may be set once, in a second round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecondRound {
    pub goal_minor: i64,
    pub days: i64,
}

/// The terms of a campaign, as they are decided on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    pub offered: Offered,
    pub title: String,
    pub story: String,
    /// What who takes part has for it.
    pub gets: String,
    /// What can go wrong.
    pub risk: String,
    /// The price of one; 1 where any sum is given.
    pub unit_minor: i64,
    pub goal_minor: i64,
    pub second: Option<SecondRound>,
    /// Units in all; None: without an end.
    pub units_max: Option<i64>,
    /// Of one part.
    pub units_least: i64,
    /// Of one member, over all parts.
    pub units_each: Option<i64>,
    pub closes_at: Timestamp,
    pub grace: Duration,
    /// The first instant at which nobody withdraws any more.
    pub withdraw_until: Timestamp,
    pub milestones: Vec<MilestoneAsked>,
    pub budget: Vec<BudgetLine>,
    pub acceptance: Acceptance,
    pub look_days: i64,
    /// Of all backers: how many must vote at least, or how many objections refuse.
    pub percent: i64,
    /// Past probation so long, whoever reads the terms of what is owned.
    pub probation_days: i64,
}

impl Terms {
    /// Whether a campaign may be held on these terms. `sum_max` is the largest sum that the books take.
    ///
    /// # Errors
    /// What does not hold, the first of it.
    pub fn check(&self, now: Timestamp, sum_max: i64) -> Result<(), No> {
        let line = |text: &str| (1..=LINE_CHARS_MAX).contains(&text.trim().chars().count());
        let words =
            |text: &str, least: usize| (least..=WORDS_CHARS_MAX).contains(&text.trim().chars().count());
        let positive = |count: Option<i64>| count.is_none_or(|count| (1..=sum_max).contains(&count));
        let worth = |units: i64| units.checked_mul(self.unit_minor).filter(|sum| *sum <= sum_max);
        let reaches =
            |goal: i64| self.units_max.is_none_or(|most| worth(most).is_some_and(|sum| sum >= goal));
        let highest = self.second.map_or(self.goal_minor, |second| second.goal_minor);
        for (holds, refused) in [
            (line(&self.title), No::TitleUnfit),
            (words(&self.story, 0), No::WordsTooLong),
            (words(&self.gets, 1), No::GetsMissing),
            (words(&self.risk, 1), No::RiskMissing),
            ((1..=sum_max).contains(&self.goal_minor), No::GoalUnfit),
            (self.second.is_none_or(|second| second.goal_minor > self.goal_minor), No::SecondNotHigher),
            (self.second.is_none_or(|second| ROUND_DAYS.contains(&second.days)), No::RoundUnfit),
            (highest <= sum_max, No::GoalUnfit),
            ((1..=sum_max).contains(&self.unit_minor), No::UnitUnfit),
            (self.offered != Offered::Donation || self.unit_minor == 1, No::UnitUnfit),
            (self.units_least >= 1 && positive(Some(self.units_least)), No::PartsUnfit),
            (positive(self.units_max) && positive(self.units_each), No::PartsUnfit),
            (self.units_each.is_none_or(|each| each >= self.units_least), No::PartsUnfit),
            (worth(self.units_least).is_some(), No::PartsUnfit),
            (reaches(highest), No::GoalAboveMost),
            // Who owns a part is held to a cap, and the register to a number.
            (
                !self.offered.is_owned() || (self.units_max.is_some() && self.units_each.is_some()),
                No::CapMissing,
            ),
            (self.withdraw_until <= self.closes_at, No::WithdrawUnfit),
            // What is not here cannot be released step by step: reaching the goal is all there is to it.
            (
                !self.offered.is_elsewhere()
                    || matches!(&self.milestones[..], [step] if step.share_bp == WHOLE_BP && line(&step.title)),
                No::StepsElsewhere,
            ),
            // The first is reaching the goal, and the last the delivery: somebody claims and accepts that.
            (self.offered != Offered::PreOrder || self.milestones.len() >= 2, No::DeliveryMissing),
            (LOOK_DAYS.contains(&self.look_days), No::LookUnfit),
            ((0..=100).contains(&self.percent), No::PercentUnfit),
            // Nobody at all objecting must not refuse.
            (self.acceptance != Acceptance::Silence || self.percent >= 1, No::PercentUnfit),
            ((0..=PROBATION_DAYS_MAX).contains(&self.probation_days), No::ProbationUnfit),
        ] {
            if !holds {
                return Err(refused);
            }
        }
        self.check_milestones(line)?;
        self.check_budget(line, sum_max)?;
        crate::pool::Times { closes_at: self.closes_at, grace: self.grace }.check(now).map_err(
            |why| match why {
                crate::refused::PoolRefused::GraceTooLong => No::GraceUnfit,
                _ => No::DeadlineUnfit,
            },
        )
    }

    /// Whether backers have as much say as the rules of the community give them. Where all is released at the goal there is nothing to
    /// accept.
    ///
    /// # Errors
    /// `SilenceNotAllowed`, `AcceptanceLax`, `LookTooShort`.
    pub fn check_acceptance(&self, rules: &MilestoneRules) -> Result<(), No> {
        let lax = match self.acceptance {
            Acceptance::Vote => self.percent < rules.vote_percent_least,
            Acceptance::Silence => self.percent > rules.object_percent_most,
        };
        match () {
            () if self.milestones.len() < 2 => Ok(()),
            () if self.acceptance == Acceptance::Silence && !rules.silence_allowed => {
                Err(No::SilenceNotAllowed)
            }
            () if lax => Err(No::AcceptanceLax),
            () if self.look_days < rules.look_days_least => Err(No::LookTooShort),
            () => Ok(()),
        }
    }

    /// The tranches sum to the whole; the later ones fall due one after the other, after the campaign can have closed.
    fn check_milestones(&self, line: impl Fn(&str) -> bool) -> Result<(), No> {
        let fits = |step: &MilestoneAsked| line(&step.title) && (1..=WHOLE_BP).contains(&step.share_bp);
        if !(1..=MILESTONES_MAX).contains(&self.milestones.len()) || !self.milestones.iter().all(fits) {
            return Err(No::MilestonesUnfit);
        }
        if self.milestones.iter().map(|step| step.share_bp).sum::<i64>() != WHOLE_BP {
            return Err(No::TranchesNotWhole);
        }
        let (last, later) = (self.last_close(), &self.milestones[1..]);
        let in_order = later.windows(2).all(|pair| pair[0].due_at < pair[1].due_at);
        let ahead = later.iter().all(|step| step.due_at > last && step.due_at <= last.plus(FAR));
        if in_order && ahead { Ok(()) } else { Err(No::MilestoneDates) }
    }

    fn check_budget(&self, line: impl Fn(&str) -> bool, sum_max: i64) -> Result<(), No> {
        let fits = |row: &BudgetLine| line(&row.what) && (1..=sum_max).contains(&row.minor);
        let total = self.budget.iter().map(|row| i128::from(row.minor)).sum::<i128>();
        let small = self.budget.len() <= BUDGET_LINES_MAX && total <= i128::from(sum_max);
        if small && self.budget.iter().all(fits) { Ok(()) } else { Err(No::BudgetUnfit) }
    }

    /// When it can have closed at the latest: with its second round, and the grace for claimed payments.
    pub fn last_close(&self) -> Timestamp {
        let round = self.second.map_or(Duration::ZERO, |second| days(second.days));
        self.closes_at.plus(round).plus(self.grace)
    }
}

pub fn days(count: i64) -> Duration {
    DAY * u32::try_from(count).unwrap_or(0)
}

/// A campaign as the rule of the second round sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Round {
    pub second: Option<SecondRound>,
    pub raised: bool,
    pub closes_at: Timestamp,
    pub withdraw_until: Timestamp,
    pub is_met: bool,
}

/// What holds after a goal was raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raised {
    pub goal_minor: i64,
    pub closes_at: Timestamp,
    pub withdraw_until: Timestamp,
}

impl Round {
    /// Raises the goal, once: what is in must reach the first one, and everybody may withdraw again: for as long as the round
    /// lasts, however long ago withdrawing had ended.
    ///
    /// # Errors
    /// `NoSecondRound`, `AlreadyRaised`, `NotReached`, `Over`.
    pub fn raise(&self, now: Timestamp) -> Result<Raised, No> {
        let second = self.second.ok_or(No::NoSecondRound)?;
        match () {
            () if self.raised => Err(No::AlreadyRaised),
            () if now >= self.closes_at => Err(No::Over),
            () if !self.is_met => Err(No::NotReached),
            () => {
                let round = days(second.days);
                Ok(Raised {
                    goal_minor: second.goal_minor,
                    closes_at: self.closes_at.plus(round),
                    withdraw_until: self.withdraw_until.max(now).plus(round),
                })
            }
        }
    }
}

/// Units of one part, against what one part and one member may have. What there is in all is the pool's room.
///
/// # Errors
/// `BelowLeast`, `OffStep`.
pub fn part(units_milli: i64, least: i64) -> Result<i64, CommitRefused> {
    if units_milli % 1_000 != 0 {
        return Err(CommitRefused::OffStep);
    }
    let units = units_milli / 1_000;
    if units < least { Err(CommitRefused::BelowLeast) } else { Ok(units) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: i64) -> Timestamp {
        Timestamp::from_micros(day * 86_400_000_000)
    }

    fn step(share_bp: i64, day: i64) -> MilestoneAsked {
        MilestoneAsked { share_bp, due_at: at(day), title: "Built".to_owned() }
    }

    /// Asked on day 0: ¥100 by day 10, one day of grace; a second round to ¥200 of five days; a tranche at once, one by day 30.
    fn terms() -> Terms {
        Terms {
            offered: Offered::Donation,
            title: "A roof".to_owned(),
            story: String::new(),
            gets: "A dry hall".to_owned(),
            risk: "It may leak".to_owned(),
            unit_minor: 1,
            goal_minor: 10_000,
            second: Some(SecondRound { goal_minor: 20_000, days: 5 }),
            units_max: None,
            units_least: 100,
            units_each: None,
            closes_at: at(10),
            grace: DAY,
            withdraw_until: at(8),
            milestones: vec![step(4_000, 0), step(6_000, 30)],
            budget: vec![BudgetLine { minor: 10_000, what: "Tiles".to_owned() }],
            acceptance: Acceptance::Silence,
            look_days: 7,
            percent: 30,
            probation_days: 0,
        }
    }

    #[test]
    fn terms_hold_or_say_what_does_not() {
        type Change = fn(&mut Terms);
        let owned: Change = |terms| (terms.offered, terms.unit_minor) = (Offered::MemberCapital, 100);
        assert_eq!(terms().check(at(0), 1_000_000), Ok(()));
        for (answer, change) in [
            (No::TitleUnfit, (|terms| terms.title = " ".to_owned()) as Change),
            (No::TitleUnfit, |terms| terms.title = "字".repeat(121)),
            (No::WordsTooLong, |terms| terms.story = "字".repeat(4_001)),
            (No::GetsMissing, |terms| terms.gets.clear()),
            (No::RiskMissing, |terms| terms.risk.clear()),
            (No::GoalUnfit, |terms| terms.goal_minor = 0),
            (No::GoalUnfit, |terms| terms.second = Some(SecondRound { goal_minor: 1_000_001, days: 5 })),
            (No::SecondNotHigher, |terms| terms.second = Some(SecondRound { goal_minor: 10_000, days: 5 })),
            (No::RoundUnfit, |terms| terms.second = Some(SecondRound { goal_minor: 20_000, days: 0 })),
            (No::UnitUnfit, |terms| terms.unit_minor = 0),
            (No::UnitUnfit, |terms| terms.unit_minor = 2),
            (No::PartsUnfit, |terms| terms.units_least = 0),
            (No::PartsUnfit, |terms| terms.units_each = Some(99)),
            (No::GoalAboveMost, |terms| terms.units_max = Some(19_999)),
            (No::CapMissing, owned),
            (No::WithdrawUnfit, |terms| terms.withdraw_until = at(11)),
            (No::StepsElsewhere, |terms| {
                (terms.offered, terms.unit_minor) = (Offered::EquityRecord, 100);
                (terms.units_max, terms.units_each) = (Some(200), Some(100));
            }),
            (No::DeliveryMissing, |all| (all.offered, all.milestones) = (Offered::PreOrder, vec![])),
            (No::LookUnfit, |terms| terms.look_days = 0),
            (No::LookUnfit, |terms| terms.look_days = 61),
            (No::PercentUnfit, |terms| terms.percent = 101),
            (No::PercentUnfit, |terms| terms.percent = 0),
            (No::ProbationUnfit, |terms| terms.probation_days = -1),
            (No::MilestonesUnfit, |terms| terms.milestones.clear()),
            (No::MilestonesUnfit, |terms| terms.milestones[0].title.clear()),
            (No::MilestonesUnfit, |terms| terms.milestones[0].share_bp = 0),
            (No::TranchesNotWhole, |terms| terms.milestones[1].share_bp = 5_999),
            (No::MilestoneDates, |terms| terms.milestones[1].due_at = at(16)),
            (No::MilestoneDates, |terms| terms.milestones = vec![step(1, 0), step(1, 30), step(9_998, 30)]),
            (No::BudgetUnfit, |terms| terms.budget[0].minor = 0),
            (No::BudgetUnfit, |terms| terms.budget[0].what.clear()),
            (No::DeadlineUnfit, |terms| (terms.closes_at, terms.withdraw_until) = (at(0), at(0))),
            (No::GraceUnfit, |terms| terms.grace = DAY * 31),
        ] {
            let mut changed = terms();
            change(&mut changed);
            if answer == No::GraceUnfit {
                changed.milestones[1].due_at = at(90);
            }
            assert_eq!(changed.check(at(0), 1_000_000), Err(answer), "{changed:?}");
        }
    }

    /// Way, percent, days to look → what the rules say. They ask for 20 % of the votes, half objecting, three days.
    #[test]
    fn backers_have_the_say_that_the_rules_give_them() {
        use Acceptance::{Silence, Vote};
        let rules = MilestoneRules::default();
        for (way, percent, look, answer, by_vote_only) in [
            (Vote, 20, 3, Ok(()), Ok(())),
            (Vote, 19, 3, Err(No::AcceptanceLax), Err(No::AcceptanceLax)),
            (Vote, 100, 2, Err(No::LookTooShort), Err(No::LookTooShort)),
            (Silence, 50, 3, Ok(()), Err(No::SilenceNotAllowed)),
            (Silence, 51, 3, Err(No::AcceptanceLax), Err(No::SilenceNotAllowed)),
            (Silence, 1, 2, Err(No::LookTooShort), Err(No::SilenceNotAllowed)),
        ] {
            let asked = Terms { acceptance: way, percent, look_days: look, ..terms() };
            assert_eq!(asked.check_acceptance(&rules), answer, "{way} {percent} {look}");
            let votes = MilestoneRules { silence_allowed: false, way: Vote, ..rules };
            assert_eq!(asked.check_acceptance(&votes), by_vote_only, "{way} {percent} {look}");
            let at_once = Terms { milestones: vec![step(10_000, 0)], ..asked };
            assert_eq!(at_once.check_acceptance(&votes), Ok(()), "nothing is left to accept");
        }
    }

    #[test]
    fn rules_of_milestones_can_be_lived_by() {
        let rules = MilestoneRules::default();
        for (rules, sound) in [
            (rules, true),
            (MilestoneRules { vote_percent_least: 0, ..rules }, true),
            (MilestoneRules { vote_percent_least: 101, ..rules }, false),
            (MilestoneRules { object_percent_most: 0, ..rules }, false),
            (MilestoneRules { object_percent_most: 100, ..rules }, true),
            (MilestoneRules { look_days_least: 0, ..rules }, false),
            (MilestoneRules { look_days_least: 61, ..rules }, false),
            (MilestoneRules { silence_allowed: false, ..rules }, false),
            (MilestoneRules { silence_allowed: false, way: Acceptance::Vote, ..rules }, true),
        ] {
            assert_eq!(rules.is_sound(), sound, "{rules:?}");
        }
    }

    /// Whether the goal is reached, raised before, asked on day → the answer. It closes on day 10, withdrawal ends on day 8; a round
    /// is five days.
    #[test]
    fn a_goal_is_raised_once_and_before_its_deadline() {
        for (is_met, raised, day, answer) in [
            (true, false, 7, Ok((20_000, at(15), at(13)))),
            (true, false, 9, Ok((20_000, at(15), at(14)))),
            (true, false, 10, Err(No::Over)),
            (false, false, 9, Err(No::NotReached)),
            (true, true, 9, Err(No::AlreadyRaised)),
        ] {
            let second = terms().second;
            let round = Round { second, raised, closes_at: at(10), withdraw_until: at(8), is_met };
            let said = round.raise(at(day)).map(|to| (to.goal_minor, to.closes_at, to.withdraw_until));
            assert_eq!(said, answer, "{round:?}");
            let none = Round { second: None, ..round };
            assert_eq!(none.raise(at(day)), Err(No::NoSecondRound));
        }
    }

    /// Withdrawing ended on day, raised on day → withdrawing ends. It closes on day 60, a round is ten days.
    #[test]
    fn whoever_backed_the_lower_goal_may_withdraw_from_the_higher() {
        for (ended, day, until) in [(5, 50, 60), (5, 59, 69), (5, 2, 15), (60, 50, 70)] {
            let second = Some(SecondRound { goal_minor: 20_000, days: 10 });
            let (raised, is_met) = (false, true);
            let round = Round { second, raised, closes_at: at(60), withdraw_until: at(ended), is_met };
            let to = round.raise(at(day)).unwrap();
            assert_eq!(to.withdraw_until, at(until), "{round:?} {day}");
            assert!(at(day) < to.withdraw_until && to.withdraw_until <= to.closes_at);
        }
    }

    #[test]
    fn a_part_is_whole_and_not_too_small() {
        for (milli, answer) in [
            (100_000, Ok(100)),
            (99_000, Err(CommitRefused::BelowLeast)),
            (100_500, Err(CommitRefused::OffStep)),
        ] {
            assert_eq!(part(milli, 100), answer, "{milli}");
        }
    }
}
