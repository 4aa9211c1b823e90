//! The way of a proposal: stages, steps, and who may take which. Pure.

use crate::ids::Member;
use crate::proposal_refused::ProposalRefused;
use crate::terms::Proposers;
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
        /// It was opened by mistake; the proposal is a draft again.
        BallotCalledOff = "ballot_called_off",
        BallotPassed = "ballot_passed",
        BallotRejected = "ballot_rejected",
        Appealed = "appealed",
        AppealDismissed = "appeal_dismissed",
        /// The outcome is void; the proposal is a draft again.
        AppealUpheld = "appeal_upheld",
        AppealWithdrawn = "appeal_withdrawn",
        /// One of its deeds was done: a mandate, a split, …
        DeedDone = "deed_done",
        DeedFailed = "deed_failed",
        InForce = "in_force",
        TaskSet = "task_set",
        TaskDone = "task_done",
        CarriedOut = "carried_out",
        NotCarriedOut = "not_carried_out",
        /// With that, what it permitted to spend came to its end.
        MandateEnded = "mandate_ended",
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

/// Characters.
pub const TITLE_CHARS_MAX: usize = 80;
pub const BODY_CHARS_MAX: usize = 20_000;
pub const REASON_CHARS_MAX: usize = 1_000;

/// Who asks for something, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asker {
    pub id: Id<Member>,
    /// Shapes the community: may move on what its owner leaves lying, with a reason.
    pub is_steward: bool,
    /// Past probation.
    pub is_full: bool,
}

/// Whether somebody may bring a proposal here.
pub fn may_propose(who: Asker, proposers: Proposers) -> Result<(), ProposalRefused> {
    let may = match proposers {
        Proposers::EveryMember => true,
        Proposers::FullMembers => who.is_full || who.is_steward,
        Proposers::Stewards => who.is_steward,
    };
    if may { Ok(()) } else { Err(ProposalRefused::NotAProposer) }
}

/// A title and a text of some length.
pub fn check_text(title: &str, body: &str) -> Result<(), ProposalRefused> {
    match (title.trim().chars().count(), body.trim().chars().count()) {
        (0, _) => Err(ProposalRefused::TitleMissing),
        (title, _) if title > TITLE_CHARS_MAX => Err(ProposalRefused::TitleTooLong),
        (_, 0) => Err(ProposalRefused::TextMissing),
        (_, body) if body > BODY_CHARS_MAX => Err(ProposalRefused::TextTooLong),
        _ => Ok(()),
    }
}

/// A reason that says something; every step has one.
pub fn check_reason(reason: &str) -> Result<String, ProposalRefused> {
    let reason = reason.trim();
    match reason.chars().count() {
        0 => Err(ProposalRefused::ReasonMissing),
        count if count > REASON_CHARS_MAX => Err(ProposalRefused::ReasonTooLong),
        _ => Ok(reason.to_owned()),
    }
}

impl Standing {
    /// The owner, or a steward.
    pub fn led_by(&self, who: Asker) -> Result<(), ProposalRefused> {
        let may = who.id == self.owner || who.is_steward;
        if may { Ok(()) } else { Err(ProposalRefused::NotYours) }
    }

    /// What only holds until a ballot opens: rewriting, moving on, merging, splitting, withdrawing.
    pub fn before_ballot(&self) -> Result<(), ProposalRefused> {
        match self.stage {
            stage if stage.is_open_text() => Ok(()),
            stage if stage.is_over() => Err(ProposalRefused::IsOver),
            _ => Err(ProposalRefused::TextIsFixed),
        }
    }

    /// One stage on, by the owner's word. What comes after a draft is a ballot, which is opened and not moved to.
    pub fn move_to(&self, to: Stage) -> Result<(), ProposalRefused> {
        self.before_ballot()?;
        match (self.stage, to) {
            (Stage::Idea, Stage::Discussion) | (Stage::Discussion, Stage::Draft) => Ok(()),
            _ => Err(ProposalRefused::WrongStage),
        }
    }
}

impl Stage {
    /// Where the owner can move it.
    pub fn next(self) -> Option<Stage> {
        match self {
            Stage::Idea => Some(Stage::Discussion),
            Stage::Discussion => Some(Stage::Draft),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Prefixed;

    fn id<T: Prefixed>(number: u8) -> Id<T> {
        Id::from_parts(1, [number; 10])
    }

    fn asker(number: u8, is_steward: bool, is_full: bool) -> Asker {
        Asker { id: id(number), is_steward, is_full }
    }

    fn at(stage: Stage) -> Standing {
        let time = Timestamp::from_micros(100);
        Standing { stage, owner: id(1), published_at: time, stage_since: time }
    }

    /// Steward?, past probation?, the rule → answer.
    #[test]
    fn who_may_propose() {
        use Proposers::*;
        for (steward, full, rule, may) in [
            (false, false, EveryMember, true),
            (false, false, FullMembers, false),
            (false, true, FullMembers, true),
            (true, false, FullMembers, true),
            (false, true, Stewards, false),
            (true, true, Stewards, true),
        ] {
            let answer = if may { Ok(()) } else { Err(ProposalRefused::NotAProposer) };
            assert_eq!(may_propose(asker(1, steward, full), rule), answer, "{steward} {full} {rule}");
        }
    }

    #[test]
    fn its_owner_or_a_steward_leads_it() {
        for (who, steward, answer) in
            [(1, false, Ok(())), (2, true, Ok(())), (2, false, Err(ProposalRefused::NotYours))]
        {
            assert_eq!(at(Stage::Idea).led_by(asker(who, steward, true)), answer, "{who} {steward}");
        }
    }

    /// Every stage to every stage: two moves there are, and the refusal says what is in the way of the others.
    #[test]
    fn one_stage_on_and_no_other() {
        for from in Stage::ALL {
            for to in Stage::ALL {
                let answer = at(*from).move_to(*to);
                let expected = match (from, to) {
                    (Stage::Idea, Stage::Discussion) | (Stage::Discussion, Stage::Draft) => Ok(()),
                    (Stage::Idea | Stage::Discussion | Stage::Draft, _) => Err(ProposalRefused::WrongStage),
                    (Stage::Ballot | Stage::Passed | Stage::InForce, _) => Err(ProposalRefused::TextIsFixed),
                    _ => Err(ProposalRefused::IsOver),
                };
                assert_eq!(answer, expected, "{from} {to}");
            }
        }
    }

    #[test]
    fn texts_are_of_some_length() {
        let long = "很".repeat(BODY_CHARS_MAX);
        for (title, body, answer) in [
            ("路灯", "修好它", Ok(())),
            (" ", "x", Err(ProposalRefused::TitleMissing)),
            (&"灯".repeat(80), "x", Ok(())),
            (&"灯".repeat(81), "x", Err(ProposalRefused::TitleTooLong)),
            ("x", "\n", Err(ProposalRefused::TextMissing)),
            ("x", &long, Ok(())),
            ("x", &format!("{long}。"), Err(ProposalRefused::TextTooLong)),
        ] {
            assert_eq!(check_text(title, body), answer);
        }
        assert_eq!(check_reason(" 谈妥了 "), Ok("谈妥了".to_owned()));
        assert_eq!(check_reason(" "), Err(ProposalRefused::ReasonMissing));
        assert_eq!(check_reason(&"理".repeat(1_001)), Err(ProposalRefused::ReasonTooLong));
    }
}
