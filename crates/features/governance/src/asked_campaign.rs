//! What a proposal asks when it asks for a campaign: its terms, with times counted from the day on which it is carried out. Pure.

use crate::ids::Member;
use kernel::Id;
use kernel::serde::{Deserialize, Serialize};

/// Nobody knows when a decision will be in force: so days are counted from then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct AskedCampaign {
    /// `donation`, `pre_order`, `member_capital` or `equity_record`.
    pub offered: String,
    pub title: String,
    /// What who takes part has for it.
    pub gets: String,
    /// What can go wrong.
    pub risk: String,
    /// Where the money goes.
    pub fund: i64,
    /// The price of one; 1 where any sum is given.
    pub unit_minor: i64,
    pub goal_minor: i64,
    #[serde(default)]
    pub second_goal_minor: Option<i64>,
    #[serde(default)]
    pub second_days: i64,
    #[serde(default)]
    pub units_max: Option<i64>,
    pub units_least: i64,
    #[serde(default)]
    pub units_each: Option<i64>,
    pub open_days: i64,
    pub withdraw_days: i64,
    pub grace_days: i64,
    pub milestones: Vec<AskedMilestone>,
    #[serde(default)]
    pub budget: Vec<AskedLine>,
    /// `vote` or `silence`.
    pub acceptance: String,
    pub look_days: i64,
    pub percent: i64,
    pub probation_days: i64,
    /// Who does the work; the first leads.
    pub team: Vec<Id<Member>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct AskedMilestone {
    /// Hundredths of a percent.
    pub share_bp: i64,
    pub days: i64,
    pub title: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct AskedLine {
    pub minor: i64,
    pub what: String,
}

impl AskedCampaign {
    /// Somebody would own a part: its terms are for members past probation.
    pub fn is_owned(&self) -> bool {
        matches!(self.offered.as_str(), "member_capital" | "equity_record")
    }

    /// As members on probation see it.
    pub fn hide_terms(&mut self) {
        if !self.is_owned() {
            return;
        }
        (self.unit_minor, self.units_max, self.units_least, self.units_each) = (0, None, 0, None);
        self.gets.clear();
        self.risk.clear();
        self.milestones.clear();
        self.budget.clear();
    }
}
