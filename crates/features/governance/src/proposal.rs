//! The way of a proposal: stages, steps, and who may take which. Pure.

use crate::ids::Member;
use kernel::{Id, Timestamp};

kernel::codes! {
    /// Where a proposal stands.
    pub enum Stage {
        /// Said aloud; nothing is asked yet.
        Idea = "idea",
        /// Being talked over.
        Discussion = "discussion",
        /// A text that is about to be voted on.
        Draft = "draft",
        /// Being voted on: the text stands still.
        Ballot = "ballot",
        /// Passed; waits for the time to appeal to end.
        Passed = "passed",
        /// Voted down, or without a quorum.
        Rejected = "rejected",
        /// In force: what it does has been done, and what it asks for is being carried out.
        InForce = "in_force",
        /// Carried out.
        CarriedOut = "carried_out",
        /// Passed and not carried out: the reason says why.
        NotCarriedOut = "not_carried_out",
        Withdrawn = "withdrawn",
        /// Became part of another one.
        Merged = "merged",
        /// Became several.
        Split = "split",
    }
}

kernel::codes! {
    /// What happened to a proposal.
    pub enum Step {
        Proposed = "proposed",
        /// On to another stage by its owner.
        Moved = "moved",
        /// A new version of the text.
        Rewritten = "rewritten",
        /// Somebody else answers for it now.
        HandedOver = "handed_over",
        /// Became part of `other`.
        MergedInto = "merged_into",
        /// `other` became part of it.
        TookIn = "took_in",
        /// Became `other` and more.
        SplitInto = "split_into",
        /// Came out of `other`.
        CameFrom = "came_from",
        Withdrawn = "withdrawn",
        BallotOpened = "ballot_opened",
        BallotExtended = "ballot_extended",
        BallotPassed = "ballot_passed",
        BallotRejected = "ballot_rejected",
        Appealed = "appealed",
        AppealDismissed = "appeal_dismissed",
        /// The outcome is void; the proposal is a draft again.
        AppealUpheld = "appeal_upheld",
        /// One of its deeds was done: a mandate, a split, …
        DeedDone = "deed_done",
        DeedFailed = "deed_failed",
        InForce = "in_force",
        TaskSet = "task_set",
        TaskDone = "task_done",
        CarriedOut = "carried_out",
        NotCarriedOut = "not_carried_out",
    }
}

kernel::codes! {
    pub enum TaskState {
        /// Waits for the assignee to take it on.
        Assigned = "assigned",
        TakenOn = "taken_on",
        Declined = "declined",
        Done = "done",
        /// No longer needed.
        Dropped = "dropped",
    }
}

kernel::codes! {
    pub enum ActionState { Waiting = "waiting", Done = "done", Failed = "failed" }
}

/// What the rules look at.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    pub stage: Stage,
    pub owner: Id<Member>,
    pub published_at: Timestamp,
    pub stage_since: Timestamp,
}

impl Stage {
    /// The text may still change.
    pub fn is_open_text(self) -> bool {
        matches!(self, Stage::Idea | Stage::Discussion | Stage::Draft)
    }

    /// Nothing more happens to it.
    pub fn is_over(self) -> bool {
        matches!(
            self,
            Stage::Rejected
                | Stage::CarriedOut
                | Stage::NotCarriedOut
                | Stage::Withdrawn
                | Stage::Merged
                | Stage::Split
        )
    }
}
