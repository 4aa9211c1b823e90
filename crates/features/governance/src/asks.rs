//! What a proposal asks: a question, its options, and what is done when it passes. Pure.

use crate::ids::Member;
use crate::terms::{Counting, DecisionRules, Kind, Secrecy, Weighting};
use kernel::Id;
use kernel::serde::{Deserialize, Serialize};

/// All that a version of a proposal asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct Asks {
    pub kind: Kind,
    pub secrecy: Secrecy,
    pub weighting: Weighting,
    pub counting: Counting,
    /// Of a choice between options, and the projects of a budget.
    #[serde(default)]
    pub options: Vec<AskedOption>,
    /// Projects are chosen within this sum, in minor units, out of this fund, to be spent by this time (µs UTC).
    #[serde(default)]
    pub budget: Option<AskedBudget>,
    /// What is done when it passes, in this order.
    #[serde(default)]
    pub actions: Vec<Action>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct AskedOption {
    pub title: String,
    #[serde(default)]
    pub note: String,
    /// Of a project.
    #[serde(default)]
    pub cost_minor: Option<i64>,
    /// Who would carry the project out.
    #[serde(default)]
    pub carried_by: Option<Id<Member>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct AskedBudget {
    pub total_minor: i64,
    pub fund: i64,
    pub ends_at_us: i64,
}

/// One deed of a passed decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde", tag = "do", rename_all = "snake_case")]
pub enum Action {
    /// Permits spending.
    Mandate {
        purpose: String,
        fund: i64,
        ceiling_minor: i64,
        ends_at_us: i64,
        carried_by: Option<Id<Member>>,
    },
    /// A new version of who gets what of an offer's price, in the words of the market's splits.
    Split { offer: String, words: String },
    /// A rule into the charter, with its reason.
    AddRule { rule: String, reason: String },
    /// The rule at this place of the charter as it is then, if it still says this, out of it.
    DropRule { position: i64, rule: String },
    /// A role given or taken.
    Role { member: Id<Member>, role: String, give: bool },
    /// How this community decides.
    Rules { rules: Box<DecisionRules> },
}

impl Action {
    /// Stable: in rows and pages.
    pub fn code(&self) -> &'static str {
        match self {
            Action::Mandate { .. } => "mandate",
            Action::Split { .. } => "split",
            Action::AddRule { .. } => "add_rule",
            Action::DropRule { .. } => "drop_rule",
            Action::Role { .. } => "role",
            Action::Rules { .. } => "rules",
        }
    }

    /// Changes the charter or how it is changed: needs the larger majority.
    pub fn is_of_charter(&self) -> bool {
        matches!(self, Action::AddRule { .. } | Action::DropRule { .. } | Action::Rules { .. })
    }
}
