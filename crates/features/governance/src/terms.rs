//! How a community decides: its rules, what a ballot takes from them at its opening, and the codes of both. Pure.

use crate::proposal_refused::ProposalRefused as No;
use kernel::serde::{Deserialize, Serialize};

kernel::codes! {
    /// What is asked of a voter.
    pub enum Kind {
        /// Nobody objects at the closing.
        Consent = "consent",
        YesNo = "yes_no",
        /// Any number of options; those with enough support.
        Approval = "approval",
        /// 0 to 5 for each option.
        Score = "score",
        /// Options in order, ties allowed.
        Ranked = "ranked",
        /// Projects within a sum.
        Budget = "budget",
    }
}

kernel::codes! {
    pub enum Secrecy { Open = "open", Secret = "secret" }
}

kernel::codes! {
    /// What one voter's ballot weighs.
    pub enum Weighting {
        OneMemberOneVote = "one_member_one_vote",
        /// Basic votes, and additional ones by trade: together at most a fifth of the basic votes.
        AdditionalByTrade = "additional_by_trade",
        /// The same by what a member has paid in as capital and holds.
        AdditionalByCapital = "additional_by_capital",
        /// By what a member holds of an instrument that votes: a vote a unit.
        Holding = "holding",
        /// Credits to spread over the options: v votes for one cost v squared.
        QuadraticCredits = "quadratic_credits",
    }
}

kernel::codes! {
    /// What a receipt shows of a secret ballot.
    pub enum Receipts {
        /// The own ballot among the published ones, with its choice: proof to oneself, and to whoever asks for it.
        Choice = "choice",
        /// That the own ballot was counted, not what it says.
        Inclusion = "inclusion",
    }
}

kernel::codes! {
    /// By which rule of `tally` options are counted; plain where the kind has one way only.
    pub enum Counting {
        Plain = "plain",
        SchulzeMargins = "schulze_margins",
        SchulzeWinningVotes = "schulze_winning_votes",
        InstantRunoff = "instant_runoff",
        Borda = "borda",
        Copeland = "copeland",
        Minimax = "minimax",
        EqualSharesAdd1Greedy = "equal_shares_add1_greedy",
        EqualShares = "equal_shares",
        GreedyByVotes = "greedy_by_votes",
        GreedyByVotesPerCost = "greedy_by_votes_per_cost",
    }
}

kernel::codes! {
    pub enum BallotState {
        Open = "open",
        /// Counted; recount and appeals are possible.
        Closed = "closed",
        /// An appeal against it was upheld.
        Annulled = "annulled",
        /// Opened by mistake, and stopped before anybody else had voted.
        CalledOff = "called_off",
        /// Recount and appeals have ended.
        Final = "final",
    }
}

kernel::codes! {
    pub enum Outcome {
        Passed = "passed",
        Rejected = "rejected",
        NoQuorum = "no_quorum",
        /// Options are level, and the rule of this ballot does not choose between them.
        Tied = "tied",
    }
}

kernel::codes! {
    pub enum AppealState {
        Waiting = "waiting",
        Dismissed = "dismissed",
        Upheld = "upheld",
        /// Taken back by who brought it, while it waited.
        Withdrawn = "withdrawn",
    }
}

kernel::codes! {
    /// Who may bring a proposal.
    pub enum Proposers {
        EveryMember = "every_member",
        /// Past probation.
        FullMembers = "full_members",
        Stewards = "stewards",
    }
}

kernel::codes! {
    /// How backers of a campaign accept its milestones, where its decision does not say it otherwise.
    pub enum MilestonesBy {
        Silence = "silence",
        Vote = "vote",
        /// And no decision says it otherwise.
        VoteOnly = "vote_only",
    }
}

/// A part of a whole, exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct Part {
    pub numerator: u32,
    pub denominator: u32,
}

/// How this community decides: a version of it stands in `decision_rules`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde", default)]
pub struct DecisionRules {
    pub proposers: Proposers,
    /// How long a version of a proposal must have been readable before a ballot on it opens.
    pub discussion_hours: i64,
    /// The shortest time a ballot is open.
    pub ballot_hours: i64,
    /// Support is strictly more than this part of the yes and no votes together (of participants where options are approved).
    pub threshold: Part,
    /// The same for the charter and for these rules.
    pub charter_threshold: Part,
    /// Of the electorate, rounded up.
    pub quorum: Part,
    /// The last stretch: a quorum that is first reached in it extends the ballot, and so does, at the closing, an open
    /// outcome that is not what led when it began.
    pub late_hours: i64,
    pub extension_hours: i64,
    /// Between the outcome and its execution: the time to appeal.
    pub delay_hours: i64,
    pub secret_allowed: bool,
    pub receipts: Receipts,
    pub additional_by_trade_allowed: bool,
    pub additional_by_capital_allowed: bool,
    pub holding_allowed: bool,
    pub quadratic_allowed: bool,
    /// A member who stands for a company has a vote of their own per head, beside those of the people behind it.
    pub companies_vote: bool,
    /// What the treasurer may spend a month without a decision of its own, in minor units; 0: nothing.
    pub standing_month_minor: i64,
    /// At most, of it, in one expense.
    pub standing_each_minor: i64,
    /// From which fund.
    pub standing_fund: i64,
    /// Above this sum no expense is approved without a proof, in minor units; 0: none at all; None: a reason is enough.
    pub proof_above_minor: Option<i64>,
    pub milestones_by: MilestonesBy,
    /// Of the backers of a campaign: how many must vote at least, and by how many objections silence is broken at the latest.
    pub milestone_vote_percent: i64,
    pub milestone_object_percent: i64,
    /// How long they have to look at least.
    pub milestone_look_days: i64,
    /// These rules, the charter and the splits change by decision only.
    pub only_by_decision: bool,
}

/// Half a year is longer than anybody waits, and short enough that a slip of the hand locks nobody out.
pub const HOURS_MAX: i64 = 24 * 183;
/// A ballot that nobody had time to see is none.
pub const BALLOT_HOURS_MIN: i64 = 1;
/// What backers look at in days is looked at in two months.
pub const LOOK_DAYS_MAX: i64 = 60;

impl Part {
    /// Not a part of a whole: of nothing, or more than all.
    fn is_part(self) -> bool {
        self.denominator > 0 && self.denominator <= 1_000_000 && self.numerator <= self.denominator
    }

    fn is_at_least(self, other: Part) -> bool {
        let product = |part: Part, whole: Part| u64::from(part.numerator) * u64::from(whole.denominator);
        product(self, other) >= product(other, self)
    }

    /// At least half, so that one side of a question has it and never both; less than all, or nothing could pass.
    fn is_majority(self) -> bool {
        let (part, whole) = (u64::from(self.numerator), u64::from(self.denominator));
        self.is_part() && part * 2 >= whole && part < whole
    }
}

impl DecisionRules {
    /// Whether a community could decide by them at all.
    pub fn check(&self) -> Result<(), No> {
        if !self.threshold.is_majority() || !self.charter_threshold.is_majority() {
            return Err(No::ThresholdUnfit);
        }
        // Else those who are too few to decide could first lower what it takes, and then decide.
        if !self.charter_threshold.is_at_least(self.threshold) {
            return Err(No::CharterThresholdLow);
        }
        if !self.quorum.is_part() {
            return Err(No::QuorumUnfit);
        }
        let hours = |hours: i64, least: i64| (least..=HOURS_MAX).contains(&hours);
        if !hours(self.discussion_hours, 0)
            || !hours(self.ballot_hours, BALLOT_HOURS_MIN)
            || !hours(self.late_hours, 0)
            || !hours(self.extension_hours, 0)
            || !hours(self.delay_hours, 0)
        {
            return Err(No::HoursUnfit);
        }
        let (each, month) = (self.standing_each_minor, self.standing_month_minor);
        let summed = each >= 0 && month >= each && (each > 0 || month == 0) && self.standing_fund > 0;
        let backed = (0..=100).contains(&self.milestone_vote_percent)
            && (1..=100).contains(&self.milestone_object_percent)
            && (1..=LOOK_DAYS_MAX).contains(&self.milestone_look_days);
        match () {
            () if !summed => Err(No::StandingUnfit),
            () if !backed => Err(No::MilestoneRulesUnfit),
            () if self.proof_above_minor.is_some_and(|above| above < 0) => Err(No::ProofSumUnfit),
            () => Ok(()),
        }
    }
}

impl Default for DecisionRules {
    fn default() -> DecisionRules {
        DecisionRules {
            proposers: Proposers::EveryMember,
            discussion_hours: 72,
            ballot_hours: 72,
            threshold: Part { numerator: 1, denominator: 2 },
            charter_threshold: Part { numerator: 2, denominator: 3 },
            quorum: Part { numerator: 1, denominator: 5 },
            late_hours: 24,
            extension_hours: 24,
            delay_hours: 72,
            secret_allowed: true,
            receipts: Receipts::Choice,
            additional_by_trade_allowed: false,
            additional_by_capital_allowed: false,
            holding_allowed: false,
            quadratic_allowed: false,
            companies_vote: false,
            standing_month_minor: 0,
            standing_each_minor: 0,
            standing_fund: 1,
            proof_above_minor: Some(20_000),
            milestones_by: MilestonesBy::Silence,
            milestone_vote_percent: 20,
            milestone_object_percent: 50,
            milestone_look_days: 3,
            only_by_decision: false,
        }
    }
}

/// What holds for one ballot, fixed when it opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct Terms {
    pub threshold: Part,
    pub quorum: Part,
    pub late_hours: i64,
    pub extension_hours: i64,
    pub delay_hours: i64,
    /// How companies were counted, where votes are per head. None: the ballot was opened before that was asked, and each member was one head.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub companies: Option<Companies>,
}

/// Members who stand for companies, in one ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct Companies {
    /// Each has a vote of its own.
    pub vote: bool,
    /// So many have none, for their voice is that of others here.
    pub without_vote: i64,
}
