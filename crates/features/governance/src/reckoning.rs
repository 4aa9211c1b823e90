//! How a ballot was counted, with everything that a result page shows. Stored as JSON with the ballot; a recount of the
//! stored votes must give the very same. Pure.
//!
//! Options are their numbers, from 1. Votes are counted in parts of a vote: `parts_per_vote` of them are one.

use crate::ballot::Extension;
use crate::terms::{Counting, Kind, Outcome, Part, Weighting};
use kernel::serde::{Deserialize, Serialize};

/// Of this shape; a later one has a larger number. From 2 on it says of what shares did not buy what its supporters
/// held. Reckonings that are stored stay as they are.
pub const VERSION: u32 = 2;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct Reckoning {
    pub version: u32,
    pub kind: Kind,
    pub counting: Counting,
    pub weighting: Weighting,
    /// Members who might have voted.
    pub electorate_count: i64,
    /// Members who did, those who abstained too.
    pub participant_count: i64,
    pub quorum_needed: i64,
    pub quorum_reached: bool,
    /// 1, or a million where votes have weights.
    pub parts_per_vote: i64,
    /// Support must be strictly more than this part of `of`.
    pub threshold: Option<Part>,
    pub of: Option<Denominator>,
    /// Ballots that take no side, whatever they weigh.
    pub abstention_count: i64,
    pub outcome: Outcome,
    /// What won: one option; all that are level where they are tied; the chosen projects in the order in which they were
    /// chosen.
    pub winners: Vec<i64>,
    pub counted: Counted,
    pub extensions: Vec<Extension>,
}

kernel::codes! {
    /// What a threshold is a part of.
    pub enum Denominator {
        YesAndNo = "yes_and_no",
        Participants = "participants",
        /// The highest score from all who judged the option.
        HighestScoreOfJudges = "highest_score_of_judges",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde", tag = "by", rename_all = "snake_case")]
pub enum Counted {
    YesNo {
        yes: i64,
        no: i64,
        abstain: i64,
        /// What the threshold is a part of, and the least yes that passes.
        whole: i64,
        needed: i64,
    },
    Consent {
        agree: i64,
        /// That stand.
        objections: i64,
        abstain: i64,
    },
    Approval {
        options: Vec<Approved>,
        whole: i64,
        needed: i64,
    },
    Score {
        options: Vec<Scored>,
        highest: i64,
    },
    Credits {
        options: Vec<Credited>,
        /// Credits spent by all.
        spent: i64,
        whole: i64,
        needed: i64,
    },
    Ranked(Ranked),
    Budget(Budget),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct Approved {
    pub option: i64,
    pub votes: i64,
    pub passes: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct Scored {
    pub option: i64,
    pub sum: i64,
    pub judged_by: i64,
    /// Sum over judges, a decimal; None where nobody judged it.
    pub mean: Option<String>,
    pub passes: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct Credited {
    pub option: i64,
    pub votes: i64,
    /// Those who gave it a vote at least.
    pub supporters: i64,
    pub passes: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct Ranked {
    /// Row by row: votes that rank the row's option above the column's.
    pub pairwise: Vec<Vec<i64>>,
    /// Schulze: strength of the strongest path from the row's option to the column's.
    pub paths: Option<Vec<Vec<i64>>>,
    /// Borda and Copeland: points; minimax: the worst defeat, which should be small.
    pub points: Option<Vec<i64>>,
    /// Instant run-off.
    pub rounds: Option<Vec<Round>>,
    /// Schulze: everyone, the winners first.
    pub ranking: Option<Vec<Vec<i64>>>,
    /// Options were level somewhere on the way.
    pub tie_met: bool,
    pub condorcet_winner: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct Round {
    /// Option and votes, of those that are left.
    pub counts: Vec<(i64, i64)>,
    pub exhausted: i64,
    pub removed: Vec<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct Budget {
    /// Of all who took part (`whole`), those who support a project that was chosen; `needed` of them at least.
    pub backers: i64,
    pub whole: i64,
    pub needed: i64,
    pub budget_minor: i64,
    pub total_minor: i64,
    pub projects: Vec<Project>,
    /// Of Equal Shares.
    pub shares: Option<Shares>,
    /// Of the greedy rule, alone or after Equal Shares: projects whose turn came, in that order.
    pub considered: Vec<Considered>,
    /// Projects were equally good and the order on the ballot decided; the other order would have chosen others.
    pub depends_on_order: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct Project {
    pub option: i64,
    pub cost_minor: i64,
    /// Voters who named it, or votes that were bought for it.
    pub votes: i64,
    pub chosen: bool,
}

/// Sums with fractions are decimals of minor units, rounded to four places where they never end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct Shares {
    /// What each ballot began with, what Add1 added included.
    pub first_share: String,
    /// How many times Add1 added `step_minor`.
    pub added: i64,
    pub step_minor: i64,
    pub ended: Ended,
    pub rounds: Vec<Bought>,
    /// What the share of each ballot paid for; ballots that say the same together. Empty where there are more kinds than
    /// `GROUP_COUNT_MAX`.
    pub groups: Vec<Group>,
    /// What somebody wants and shares did not buy, by option. Empty before version 2.
    #[serde(default)]
    pub short: Vec<Short>,
}

/// More would make a page that nobody reads.
pub const GROUP_COUNT_MAX: usize = 500;

kernel::codes! {
    /// Why Equal Shares stopped.
    pub enum Ended {
        NothingAffordable = "nothing_affordable",
        NothingFits = "nothing_fits",
        NextWouldOverspend = "next_would_overspend",
    }
}

/// A project was bought by its supporters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct Bought {
    pub option: i64,
    /// What a supporter with enough left paid for each unit of utility: a fraction.
    pub rho: String,
    /// Who paid.
    pub payer_count: i64,
    /// Left with all ballots together.
    pub left_minor: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct Group {
    pub options: Vec<i64>,
    pub voter_count: i64,
    /// Project and what each of these voters paid for it.
    pub paid: Vec<(i64, String)>,
    pub left: String,
}

/// A project that its supporters could not pay for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct Short {
    pub option: i64,
    /// What was bought last before its supporters first held less than it costs; None where they never held enough.
    pub after: Option<i64>,
    /// What they held together then, in minor units: a fraction, exactly.
    pub held: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct Considered {
    pub option: i64,
    pub votes: i64,
    /// Of the budget, when its turn came.
    pub left_minor: i64,
    pub taken: bool,
}

impl Reckoning {
    /// As a program told it that kept reckonings of an earlier version: without what was not kept then.
    #[must_use]
    pub fn as_of_version(mut self, version: u32) -> Reckoning {
        if version < 2
            && let Counted::Budget(Budget { shares: Some(shares), .. }) = &mut self.counted
        {
            shares.short.clear();
        }
        self.version = version.min(VERSION);
        self
    }

    /// What would be the outcome if there were a quorum, to see it flip; empty while nobody has taken a side.
    pub fn leading(&self) -> String {
        if self.participant_count <= self.abstention_count {
            return String::new();
        }
        let winners: Vec<String> = self.winners.iter().map(ToString::to_string).collect();
        let carried = match &self.counted {
            Counted::YesNo { yes, needed, .. } => yes >= needed,
            Counted::Consent { objections, .. } => *objections == 0,
            _ => !winners.is_empty(),
        };
        format!("{carried} {}", winners.join(","))
    }
}
