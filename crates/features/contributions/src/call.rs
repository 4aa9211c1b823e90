//! Work that is called for: who takes it on, hands it in, and has it accepted. Pure.

use crate::ids::Member;
use crate::ratio::Ratio;
use kernel::{Id, Timestamp};

kernel::codes! {
    pub enum CallState { Open = "open", Closed = "closed" }
}

kernel::codes! {
    /// Where a member's part stands.
    pub enum PartState {
        Applied = "applied",
        Assigned = "assigned",
        /// Somebody else does it, or the member has put it down again.
        Ended = "ended",
        HandedIn = "handed_in",
        /// Not as it was meant; it can be handed in again.
        NotAccepted = "not_accepted",
        /// It became a contribution.
        Accepted = "accepted",
    }
}

kernel::codes! {
    /// Why a call or a part in it did not move on.
    pub enum CallRefused {
        NotAMember = "not_a_member",
        OnProbation = "on_probation",
        NoRules = "no_contribution_rules",
        NoSuchCall = "no_such_call",
        NoSuchPart = "no_such_part",
        NoSuchRate = "no_such_rate",
        NoSuchFund = "no_such_fund",
        TitleUnfit = "title_unfit",
        NoteTooLong = "note_too_long",
        /// Of the rate, or the sum that stands for it.
        WorthUnfit = "worth_unfit",
        /// What it promises in all is more than members promise one another: an officer opens it.
        OfficerOpens = "call_too_large",
        PeopleUnfit = "people_unfit",
        DueInPast = "due_in_past",
        CallClosed = "call_closed",
        /// Only who opened it, or a steward or treasurer.
        NotYours = "not_your_call",
        AppliedAlready = "applied_already",
        /// Conflict of interest: nobody takes on or accepts their own.
        OwnPart = "own_part",
        Full = "call_full",
        WrongState = "wrong_state",
        DoneMissing = "done_missing",
        /// More hours than there were since it was taken on.
        MoreThanPassed = "more_hours_than_passed",
        DoneUnfit = "done_quantity_unfit",
        TooManyFiles = "too_many_files",
        ShareUnfit = "share_unfit",
        ReasonMissing = "reason_missing",
        ReasonTooLong = "reason_too_long",
        /// Who did it has left: nothing is recorded for who is gone.
        MemberGone = "member_gone",
        SumTooLarge = "sum_too_large",
        KeyReused = "key_reused",
    }
}

use CallRefused as No;
use PartState::{Accepted, Applied, Assigned, Ended, HandedIn, NotAccepted};

pub const TITLE_CHARS_MAX: usize = 80;
pub const NOTE_CHARS_MAX: usize = 1_000;
pub const PEOPLE_MAX: i64 = 200;

/// A call as the rules see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Open {
    pub state: CallState,
    pub people_max: i64,
    pub assigned_count: i64,
}

/// How a part that was handed in is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Whole,
    /// So much of it counts: less than all.
    Part(Ratio),
    NotAccepted,
}

impl Verdict {
    /// What of it counts; None: nothing does.
    ///
    /// # Errors
    /// `ShareUnfit`.
    pub fn share(self) -> Result<Option<Ratio>, No> {
        match self {
            Verdict::Whole => Ok(Some(Ratio::ONE)),
            Verdict::Part(share) if share.is_share() && share != Ratio::ONE => Ok(Some(share)),
            Verdict::Part(_) => Err(No::ShareUnfit),
            Verdict::NotAccepted => Ok(None),
        }
    }
}

impl Open {
    /// `there`: the member's part, from before. Who put it down may ask again.
    ///
    /// # Errors
    /// `CallClosed`, `AppliedAlready`.
    pub fn apply(&self, there: Option<PartState>) -> Result<(), No> {
        match (self.state, there) {
            (CallState::Closed, _) => Err(No::CallClosed),
            (CallState::Open, None | Some(Ended)) => Ok(()),
            (CallState::Open, Some(_)) => Err(No::AppliedAlready),
        }
    }

    /// # Errors
    /// `CallClosed`, `OwnPart`, `WrongState`, `Full`.
    pub fn assign(&self, by: Id<Member>, to: Id<Member>, part: PartState) -> Result<(), No> {
        match () {
            () if self.state == CallState::Closed => Err(No::CallClosed),
            () if by == to => Err(No::OwnPart),
            () if part != Applied => Err(No::WrongState),
            () if self.assigned_count >= self.people_max => Err(No::Full),
            () => Ok(()),
        }
    }
}

impl PartState {
    /// Takes a place in the call.
    pub fn is_taken(self) -> bool {
        matches!(self, Assigned | HandedIn | NotAccepted | Accepted)
    }

    /// By the member, or by who answers for the call: before anything is handed in.
    ///
    /// # Errors
    /// `WrongState`.
    pub fn end(self) -> Result<PartState, No> {
        match self {
            Applied | Assigned | NotAccepted => Ok(Ended),
            Ended | HandedIn | Accepted => Err(No::WrongState),
        }
    }

    /// # Errors
    /// `WrongState`.
    pub fn hand_in(self) -> Result<PartState, No> {
        match self {
            Assigned | NotAccepted => Ok(HandedIn),
            Applied | Ended | HandedIn | Accepted => Err(No::WrongState),
        }
    }

    /// # Errors
    /// `OwnPart`, `WrongState`, `ShareUnfit`.
    pub fn judge(self, by: Id<Member>, of: Id<Member>, verdict: Verdict) -> Result<PartState, No> {
        match () {
            () if by == of => Err(No::OwnPart),
            () if self != HandedIn => Err(No::WrongState),
            () => Ok(verdict.share()?.map_or(NotAccepted, |_| Accepted)),
        }
    }
}

/// A call as it is kept: its title.
///
/// # Errors
/// `TitleUnfit`, `NoteTooLong`, `PeopleUnfit`, `DueInPast`.
pub fn opened(
    title: &str,
    note: &str,
    people_max: i64,
    due: Timestamp,
    now: Timestamp,
) -> Result<String, No> {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    match () {
        () if !(1..=TITLE_CHARS_MAX).contains(&title.chars().count()) => Err(No::TitleUnfit),
        () if note.trim().chars().count() > NOTE_CHARS_MAX => Err(No::NoteTooLong),
        () if !(1..=PEOPLE_MAX).contains(&people_max) => Err(No::PeopleUnfit),
        () if due <= now => Err(No::DueInPast),
        () => Ok(title),
    }
}

/// Words of somebody who does or judges; may be empty where `empty` is None.
///
/// # Errors
/// `empty`, `ReasonTooLong`.
pub fn words(text: &str, empty: Option<No>) -> Result<String, No> {
    match (text.trim(), empty) {
        ("", Some(missing)) => Err(missing),
        (text, _) if text.chars().count() > NOTE_CHARS_MAX => Err(No::ReasonTooLong),
        (text, _) => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(n: u8) -> Id<Member> {
        Id::from_parts(1, [n; 10])
    }

    fn open(state: CallState, assigned_count: i64) -> Open {
        Open { state, people_max: 2, assigned_count }
    }

    #[test]
    fn applying_and_assigning_answer() {
        use CallState::{Closed, Open};
        for (state, there, answer) in [
            (Open, None, Ok(())),
            (Open, Some(Ended), Ok(())),
            (Open, Some(Applied), Err(No::AppliedAlready)),
            (Open, Some(Accepted), Err(No::AppliedAlready)),
            (Closed, None, Err(No::CallClosed)),
        ] {
            assert_eq!(open(state, 0).apply(there), answer, "{state} {there:?}");
        }
        for (state, taken, by, part, answer) in [
            (Open, 1, 1, Applied, Ok(())),
            (Open, 2, 1, Applied, Err(No::Full)),
            (Open, 0, 2, Applied, Err(No::OwnPart)),
            (Open, 0, 1, Assigned, Err(No::WrongState)),
            (Open, 0, 1, Ended, Err(No::WrongState)),
            (Closed, 0, 1, Applied, Err(No::CallClosed)),
        ] {
            assert_eq!(
                open(state, taken).assign(member(by), member(2), part),
                answer,
                "{state} {taken} {part}"
            );
        }
    }

    /// State → ended, handed in, accepted by another, takes a place.
    #[test]
    fn parts_move_on() {
        let wrong = Err(No::WrongState);
        for (state, end, hand_in, accept, taken) in [
            (Applied, Ok(Ended), wrong, wrong, false),
            (Assigned, Ok(Ended), Ok(HandedIn), wrong, true),
            (HandedIn, wrong, wrong, Ok(Accepted), true),
            (NotAccepted, Ok(Ended), Ok(HandedIn), wrong, true),
            (Accepted, wrong, wrong, wrong, true),
            (Ended, wrong, wrong, wrong, false),
        ] {
            let accepted = state.judge(member(1), member(2), Verdict::Whole);
            assert_eq!(
                (state.end(), state.hand_in(), accepted, state.is_taken()),
                (end, hand_in, accept, taken),
                "{state}"
            );
        }
    }

    #[test]
    fn a_part_is_judged_by_another_in_whole_or_in_part() {
        let part = |num, den| Verdict::Part(Ratio::new(num, den).unwrap_or(Ratio::ONE));
        for (by, verdict, answer) in [
            (1, Verdict::Whole, Ok(Accepted)),
            (1, part(2, 3), Ok(Accepted)),
            (1, part(1, 1), Err(No::ShareUnfit)),
            (1, part(4, 3), Err(No::ShareUnfit)),
            (1, Verdict::NotAccepted, Ok(NotAccepted)),
            (2, Verdict::Whole, Err(No::OwnPart)),
        ] {
            assert_eq!(HandedIn.judge(member(by), member(2), verdict), answer, "{verdict:?}");
        }
    }

    #[test]
    fn a_call_is_bounded() {
        let at = Timestamp::from_micros;
        let long = "字".repeat(NOTE_CHARS_MAX + 1);
        for (title, note, people, due, answer) in [
            (" Paint  the gate ", "", 1, 2, Ok("Paint the gate")),
            (" ", "", 1, 2, Err(No::TitleUnfit)),
            (long.as_str(), "", 1, 2, Err(No::TitleUnfit)),
            ("Paint", long.as_str(), 1, 2, Err(No::NoteTooLong)),
            ("Paint", "", 0, 2, Err(No::PeopleUnfit)),
            ("Paint", "", PEOPLE_MAX + 1, 2, Err(No::PeopleUnfit)),
            ("Paint", "", 1, 1, Err(No::DueInPast)),
        ] {
            assert_eq!(opened(title, note, people, at(due), at(1)), answer.map(str::to_owned), "{title}");
        }
        assert_eq!(words(" ", Some(No::ReasonMissing)), Err(No::ReasonMissing));
        assert_eq!(words(" ", None).as_deref(), Ok(""));
        assert_eq!(words(&long, None), Err(No::ReasonTooLong));
    }
}
