//! Rows of proposals and ballots: table, key and columns of each. Sums are minor units, weights millionths of a vote.
//!
//! Not a rule: it is what the database holds.

use crate::ids::Member;
use crate::proposal::{ActionState, Stage, Step, TaskState};
use crate::terms::{AppealState, BallotState, Counting, Kind, Outcome, Receipts, Secrecy, Weighting};
use kernel::{Id, Timestamp};
use store::{Passing, row};

store::stored_by_code!(
    Stage,
    Step,
    TaskState,
    ActionState,
    Kind,
    Secrecy,
    Weighting,
    Receipts,
    Counting,
    BallotState,
    Outcome,
    AppealState
);

row! {
    /// Counts what people number, and knows the version of the rules that holds (0: the defaults).
    pub struct DecisionCount in "decision_count" {
        key community_id: i64;
        proposal_count: i64,
        rules_version: i64,
    }
}

row! {
    /// A version of how this community decides; never changed. `words` is `terms::DecisionRules` as JSON.
    pub struct DecisionRulesVersion in "decision_rules" {
        key community_id: i64, version: i64;
        words: String,
        reason: String,
        set_by: Option<Id<Member>>,
        /// The proposal that decided it, where one did.
        decision: Option<Id<Proposal>>,
        set_at_us: Timestamp,
    }
}

row! {
    pub struct Proposal in "proposal" {
        key community_id: i64, id: Id<Proposal>;
        /// Short, for people: counted from 1 within the community.
        number: i64,
        title: String,
        stage: Stage,
        /// Who answers for the next step.
        owner: Id<Member>,
        text_version: i64,
        step_count: i64,
        comment_count: i64,
        task_count: i64,
        action_count: i64,
        /// The latest ballot on it.
        ballot_id: Option<Id<Ballot>>,
        /// When it could first be read: who was past probation then may vote.
        published_at_us: Timestamp,
        stage_since_us: Timestamp,
        /// Of the last thing that happened to it.
        moved_at_us: Timestamp,
    }
}

row! {
    /// A version of the text; never changed. `asks` is `asks::Asks` as JSON: the question, the options, the deeds.
    pub struct ProposalText in "proposal_text" {
        key community_id: i64, proposal_id: Id<Proposal>, version: i64;
        title: String,
        /// CommonMark.
        body: String,
        asks: String,
        /// What this version changes, and why.
        note: String,
        written_by: Id<Member>,
        written_at_us: Timestamp,
        /// Of the rules of deciding that held then.
        rules_version: i64,
    }
}

row! {
    /// One step of its way; never changed.
    pub struct ProposalStep in "proposal_step" {
        key community_id: i64, proposal_id: Id<Proposal>, number: i64;
        step: Step,
        at_us: Timestamp,
        /// None: by the clock.
        by_member: Option<Id<Member>>,
        /// Who answers for what comes next.
        owner: Id<Member>,
        reason: String,
        /// Merged into, split from, …
        other: Option<Id<Proposal>>,
        /// The ballot, mandate or task it is about.
        subject: Option<String>,
    }
}

row! {
    pub struct ProposalComment in "proposal_comment" {
        key community_id: i64, proposal_id: Id<Proposal>, number: i64;
        /// The comment it answers.
        parent: Option<i64>,
        /// Its place among the others: the numbers of what it stands under and its own, seven digits each, so that text
        /// order is reading order. See `comment::place`.
        thread: String,
        by_member: Id<Member>,
        /// Empty once its author's account is gone.
        body: String,
        at_us: Timestamp,
        hidden_by: Option<Id<Member>>,
        hidden_reason: Option<String>,
        hidden_at_us: Option<Timestamp>,
    }
}

row! {
    pub struct ProposalTask in "proposal_task" {
        key community_id: i64, proposal_id: Id<Proposal>, number: i64;
        what: String,
        assignee: Id<Member>,
        state: TaskState,
        due_at_us: Timestamp,
        set_by: Id<Member>,
        set_at_us: Timestamp,
        /// When it was taken on or declined.
        answered_at_us: Option<Timestamp>,
        done_at_us: Option<Timestamp>,
        /// What came of it, or why not.
        note: String,
    }
}

row! {
    /// Who votes for a member in an open ballot on this proposal.
    pub struct ProposalProxy in "proposal_proxy" {
        key community_id: i64, proposal_id: Id<Proposal>, member: Id<Member>;
        proxy: Id<Member>,
        named_at_us: Timestamp,
        /// When it ended: taken back, or declined.
        revoked_at_us: Option<Timestamp>,
        /// By who was named, and not by the member.
        declined: bool,
    }
}

row! {
    /// A deed of a passed decision. `words` is `asks::Action` as JSON.
    pub struct DecidedAction in "decided_action" {
        key community_id: i64, proposal_id: Id<Proposal>, number: i64;
        kind: String,
        words: String,
        state: ActionState,
        done_at_us: Option<Timestamp>,
        /// What it made: a mandate's id, a version's number.
        result: Option<String>,
        /// Code of why it could not be done.
        refusal: Option<String>,
    }
}

row! {
    pub struct Ballot in "ballot" {
        key community_id: i64, id: Id<Ballot>;
        proposal_id: Id<Proposal>,
        text_version: i64,
        /// Of the rules of deciding when it opened. What holds in it is in `terms`: the stricter of these and of those before.
        rules_version: i64,
        kind: Kind,
        secrecy: Secrecy,
        weighting: Weighting,
        receipts: Receipts,
        state: BallotState,
        option_count: i64,
        counting: Counting,
        /// What projects can be chosen within.
        budget_minor: Option<i64>,
        /// `terms::Terms` as JSON: threshold, quorum, extension and delay, as they were at opening.
        terms: String,
        electorate_count: i64,
        voted_count: i64,
        opened_by: Id<Member>,
        opened_at_us: Timestamp,
        closes_at_us: Timestamp,
        /// Before any extension.
        first_closes_at_us: Timestamp,
        /// Each time the closing was moved, and why: `ballot::Extension`s as JSON.
        extensions: String,
        quorum_reached_at_us: Option<Timestamp>,
        /// Of an open ballot: what led when its last stretch began, to be held against the outcome; empty: nobody had
        /// taken a side. Shown to nobody.
        leads: Option<String>,
        closed_at_us: Option<Timestamp>,
        outcome: Option<Outcome>,
        /// How it was counted, as JSON.
        reckoning: Option<String>,
        /// From when a passed decision is carried out, if no appeal stands.
        execute_at_us: Option<Timestamp>,
        /// When recount and appeals ended.
        final_at_us: Option<Timestamp>,
        appeal_count: i64,
    }
}

row! {
    pub struct BallotOption in "ballot_option" {
        key community_id: i64, ballot_id: Id<Ballot>, number: i64;
        title: String,
        note: String,
        cost_minor: Option<i64>,
        carried_by: Option<Id<Member>>,
    }
}

row! {
    /// Who may vote, frozen at opening.
    pub struct BallotVoter in "ballot_voter" {
        key community_id: i64, ballot_id: Id<Ballot>, member: Id<Member>;
        weight_e6: i64,
        voted: bool,
    }
}

row! {
    /// A vote under a name.
    pub struct OpenVote in "open_vote" {
        key community_id: i64, ballot_id: Id<Ballot>, member: Id<Member>;
        /// `choice::Choice` as JSON.
        choice: String,
        /// Of an objection.
        reason: String,
        /// The member, or the member's proxy.
        cast_by: Id<Member>,
        cast_at_us: Timestamp,
        /// False once it was taken back: a proxy revoked, an objection withdrawn.
        standing: bool,
    }
}

/// Votes leave when a ballot is called off: nobody's but of whoever did, and those that did not count any more.
impl Passing for OpenVote {}

row! {
    /// A vote under no name. No time, no member; the id is the hash of a receipt that only the voter has.
    pub struct SecretPaper in "secret_paper" {
        key community_id: i64, ballot_id: Id<Ballot>, id: String;
        choice: String,
        weight_e6: i64,
    }
}

/// Papers leave when the ballot closes, for `CountedPaper`: the order in which they came must not remain.
impl Passing for SecretPaper {}

row! {
    /// A paper as it is published: with its choice, or (where receipts show inclusion only) apart from it.
    pub struct CountedPaper in "counted_paper" {
        key community_id: i64, ballot_id: Id<Ballot>, id: String;
        choice: Option<String>,
        weight_e6: Option<i64>,
        /// Whether the id is the hash of a receipt.
        is_receipt: bool,
    }
}

/// Weighted papers leave when recount and appeals have ended: a weight tells whose it is.
impl Passing for CountedPaper {}

row! {
    pub struct BallotAppeal in "ballot_appeal" {
        key community_id: i64, ballot_id: Id<Ballot>, number: i64;
        by_member: Id<Member>,
        reason: String,
        at_us: Timestamp,
        state: AppealState,
        decided_by: Option<Id<Member>>,
        decided_at_us: Option<Timestamp>,
        answer: String,
    }
}
