//! The way of a contribution, and who may move it on. Pure.

use crate::ids::Member;
use crate::ratio::Ratio;
use kernel::{Id, Timestamp};
use std::time::Duration;

kernel::codes! {
    pub enum State {
        /// Waits for others to say that it is so.
        Claimed = "claimed",
        /// Enough have; for some days anybody may say that it is not.
        Confirmed = "confirmed",
        /// Somebody has; a third decides.
        Disputed = "disputed",
        /// It counts.
        Recorded = "recorded",
        Refused = "refused",
        Withdrawn = "withdrawn",
    }
}

impl State {
    /// It does not count yet, and may.
    pub fn may_count(self) -> bool {
        matches!(self, State::Claimed | State::Confirmed | State::Disputed)
    }
}

kernel::codes! {
    pub enum Step {
        Claimed = "claimed",
        EvidenceAdded = "evidence_added",
        Confirmed = "confirmed",
        Disputed = "disputed",
        Upheld = "upheld",
        UpheldInPart = "upheld_in_part",
        Refused = "refused",
        Withdrawn = "withdrawn",
        Recorded = "recorded",
    }
}

kernel::codes! {
    /// How a dispute ended.
    pub enum DisputeOutcome { Stands = "stands", Part = "part", Refused = "refused" }
}

kernel::codes! {
    /// Why a line of values was written.
    pub enum Why {
        Recorded = "recorded",
        /// By who left, under rules of leaving.
        Forfeited = "forfeited",
        GivenBack = "given_back",
    }
}

kernel::codes! {
    /// What a recorded value is for. What became a holding is no basis of a distribution too.
    pub enum Counts { Distribution = "distribution", Holding = "holding" }
}

kernel::codes! {
    /// Why a contribution did not move on.
    pub enum ContributionRefused {
        NotAMember = "not_a_member",
        OnProbation = "on_probation",
        NotAllowed = "not_allowed",
        /// The community has not agreed yet how contributions count.
        NoRules = "no_contribution_rules",
        /// They changed since the form was opened: another value would stand there than was shown.
        RulesMoved = "contribution_rules_moved",
        NoSuchContribution = "no_such_contribution",
        NoSuchRate = "no_such_rate",
        NoSuchFund = "no_such_fund",
        QuantityUnfit = "quantity_unfit",
        AmountUnfit = "amount_unfit",
        SumTooLarge = "sum_too_large",
        /// Paid for in full, there is nothing to count.
        PaidInFull = "paid_in_full",
        WhatMissing = "what_missing",
        WhatTooLong = "what_too_long",
        DoneInFuture = "done_in_future",
        DoneLongAgo = "done_long_ago",
        /// The community was not there yet.
        DoneBeforeFounding = "done_before_founding",
        /// What that period came to is settled.
        PeriodClosed = "done_in_closed_period",
        /// With what else they say of that day.
        DayTooLong = "day_too_long",
        /// It is much, and nothing shows it.
        EvidenceMissing = "evidence_missing",
        TooManyFiles = "too_many_files",
        FileMissing = "file_missing",
        FileTwice = "file_twice",
        NotYours = "not_your_contribution",
        /// Conflict of interest: nobody confirms, disputes or decides on their own.
        OwnContribution = "own_contribution",
        /// Said to be so already by this member.
        ConfirmedAlready = "confirmed_already",
        /// Conflict of interest: who confirmed it does not decide whether that was right.
        ConfirmedByYou = "confirmed_by_you",
        /// Conflict of interest: who accepted the work that was called for has said already that it is so.
        AcceptedByYou = "accepted_by_you",
        /// Conflict of interest: who disputes does not decide.
        DisputedByYou = "disputed_by_you",
        WrongState = "wrong_state",
        /// The days in which one could object are over.
        TooLate = "too_late_to_dispute",
        /// No units wait for room.
        NothingWaits = "nothing_waits",
        /// The instrument or the holder's cap leave no room yet.
        NoRoomYet = "no_room_yet",
        ShareUnfit = "share_unfit",
        ReasonMissing = "reason_missing",
        ReasonTooLong = "reason_too_long",
        KeyReused = "key_reused",
    }
}

use ContributionRefused as No;

/// Of one contribution.
pub const FILES_MAX: i64 = 20;
pub const WHAT_CHARS_MAX: usize = 2_000;
pub const REASON_CHARS_MAX: usize = 1_000;
/// What was done longer ago nobody remembers well; mostly a year was mistyped.
const BACK: Duration = Duration::from_secs(400 * 24 * 3_600);

/// A contribution as the rules see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub state: State,
    pub claimant: Id<Member>,
    pub disputable_until: Option<Timestamp>,
    pub file_count: i64,
    /// More than members settle among themselves.
    pub is_large: bool,
}

/// What a dispute comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ruling {
    Stands,
    /// So much of it counts: less than all.
    Part(Ratio),
    Refused,
}

impl Ruling {
    pub fn outcome(self) -> DisputeOutcome {
        match self {
            Ruling::Stands => DisputeOutcome::Stands,
            Ruling::Part(_) => DisputeOutcome::Part,
            Ruling::Refused => DisputeOutcome::Refused,
        }
    }
}

impl Standing {
    /// `is_full`: past probation. `accepted_by`: the part in a call that it came of.
    ///
    /// # Errors
    /// `OnProbation`, `OwnContribution`, `AcceptedByYou`, `ConfirmedAlready`, `WrongState`, `EvidenceMissing`.
    pub fn confirm(
        &self,
        by: Id<Member>,
        is_full: bool,
        already: bool,
        accepted_by: Option<Id<Member>>,
    ) -> Result<(), No> {
        match () {
            () if by == self.claimant => Err(No::OwnContribution),
            () if !is_full => Err(No::OnProbation),
            () if Some(by) == accepted_by => Err(No::AcceptedByYou),
            () if already => Err(No::ConfirmedAlready),
            () if self.state != State::Claimed => Err(No::WrongState),
            () if self.is_large && self.file_count == 0 => Err(No::EvidenceMissing),
            () => Ok(()),
        }
    }

    /// The last instant is too late: recording runs then.
    ///
    /// # Errors
    /// `OwnContribution`, `OnProbation`, `ConfirmedByYou`, `WrongState`, `TooLate`.
    pub fn dispute(
        &self,
        by: Id<Member>,
        is_full: bool,
        confirmed: bool,
        now: Timestamp,
    ) -> Result<State, No> {
        match () {
            () if by == self.claimant => Err(No::OwnContribution),
            () if !is_full => Err(No::OnProbation),
            () if confirmed => Err(No::ConfirmedByYou),
            () if self.state != State::Confirmed => Err(No::WrongState),
            () if self.disputable_until.is_none_or(|until| now >= until) => Err(No::TooLate),
            () => Ok(State::Disputed),
        }
    }

    /// `disputed_by`: of the dispute that waits. `confirmed`: by who decides. `accepted_by`: the part in a call that it came of.
    ///
    /// # Errors
    /// `OwnContribution`, `DisputedByYou`, `ConfirmedByYou`, `AcceptedByYou`, `WrongState`, `ShareUnfit`.
    pub fn decide(
        &self,
        by: Id<Member>,
        disputed_by: Option<Id<Member>>,
        (confirmed, accepted_by): (bool, Option<Id<Member>>),
        ruling: Ruling,
    ) -> Result<State, No> {
        match () {
            () if by == self.claimant => Err(No::OwnContribution),
            () if Some(by) == disputed_by => Err(No::DisputedByYou),
            () if confirmed => Err(No::ConfirmedByYou),
            () if Some(by) == accepted_by => Err(No::AcceptedByYou),
            () => self.rule(ruling),
        }
    }

    /// Whoever rules.
    ///
    /// # Errors
    /// `WrongState`, `ShareUnfit`.
    pub fn rule(&self, ruling: Ruling) -> Result<State, No> {
        if self.state != State::Disputed {
            return Err(No::WrongState);
        }
        match ruling {
            Ruling::Part(share) if !share.is_share() || share == Ratio::ONE => Err(No::ShareUnfit),
            Ruling::Stands | Ruling::Part(_) => Ok(State::Recorded),
            Ruling::Refused => Ok(State::Refused),
        }
    }

    /// By its claimant, until it counts or somebody has objected: then it is told how that ends.
    ///
    /// # Errors
    /// `NotYours`, `WrongState`.
    pub fn withdraw(&self, by: Id<Member>) -> Result<State, No> {
        match () {
            () if by != self.claimant => Err(No::NotYours),
            () if !matches!(self.state, State::Claimed | State::Confirmed) => Err(No::WrongState),
            () => Ok(State::Withdrawn),
        }
    }

    /// Whether the days to object are over and nobody has.
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.state == State::Confirmed && self.disputable_until.is_some_and(|until| now >= until)
    }

    /// # Errors
    /// `NotYours`, `WrongState`, `TooManyFiles`.
    pub fn add_files(&self, by: Id<Member>, count: i64) -> Result<(), No> {
        match () {
            () if by != self.claimant => Err(No::NotYours),
            () if !matches!(self.state, State::Claimed | State::Confirmed | State::Disputed) => {
                Err(No::WrongState)
            }
            () if self.file_count + count > FILES_MAX => Err(No::TooManyFiles),
            () => Ok(()),
        }
    }
}

/// What was given, in words.
///
/// # Errors
/// `WhatMissing`, `WhatTooLong`.
pub fn what(text: &str) -> Result<String, No> {
    match text.trim() {
        "" => Err(No::WhatMissing),
        text if text.chars().count() > WHAT_CHARS_MAX => Err(No::WhatTooLong),
        text => Ok(text.to_owned()),
    }
}

/// # Errors
/// `ReasonMissing`, `ReasonTooLong`.
pub fn reason(text: &str) -> Result<String, No> {
    match text.trim() {
        "" => Err(No::ReasonMissing),
        text if text.chars().count() > REASON_CHARS_MAX => Err(No::ReasonTooLong),
        text => Ok(text.to_owned()),
    }
}

/// When it was done, of the day that was named by its first instant: its noon, but not in the future.
///
/// # Errors
/// `DoneInFuture`, `DoneLongAgo`, `DoneBeforeFounding`.
pub fn done(day: Timestamp, founding_day: Timestamp, now: Timestamp) -> Result<Timestamp, No> {
    match () {
        () if day > now => Err(No::DoneInFuture),
        () if day < now.minus(BACK) => Err(No::DoneLongAgo),
        () if day < founding_day => Err(No::DoneBeforeFounding),
        () => Ok(day.noon().min(now)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use State::{Claimed, Confirmed, Disputed, Recorded, Refused, Withdrawn};

    fn member(n: u8) -> Id<Member> {
        Id::from_parts(1, [n; 10])
    }

    const CLAIMANT: u8 = 1;
    const OTHER: u8 = 2;
    const THIRD: u8 = 3;

    fn at(micros: i64) -> Timestamp {
        Timestamp::from_micros(micros)
    }

    fn standing(state: State) -> Standing {
        Standing {
            state,
            claimant: member(CLAIMANT),
            disputable_until: Some(at(100)),
            file_count: 0,
            is_large: false,
        }
    }

    /// State, who, past probation, confirmed already → what confirming answers.
    #[test]
    fn confirming_answers() {
        for (state, by, full, already, answer) in [
            (Claimed, OTHER, true, false, Ok(())),
            (Claimed, CLAIMANT, true, false, Err(No::OwnContribution)),
            (Claimed, OTHER, false, false, Err(No::OnProbation)),
            (Claimed, OTHER, true, true, Err(No::ConfirmedAlready)),
            (Confirmed, OTHER, true, false, Err(No::WrongState)),
            (Disputed, OTHER, true, false, Err(No::WrongState)),
            (Recorded, OTHER, true, false, Err(No::WrongState)),
        ] {
            assert_eq!(standing(state).confirm(member(by), full, already, None), answer, "{state} {by}");
        }
        let accepted = |by| standing(Claimed).confirm(member(OTHER), true, false, Some(member(by)));
        assert_eq!((accepted(OTHER), accepted(THIRD)), (Err(No::AcceptedByYou), Ok(())));
        for (is_large, file_count, answer) in
            [(false, 0, Ok(())), (true, 0, Err(No::EvidenceMissing)), (true, 1, Ok(()))]
        {
            let standing = Standing { is_large, file_count, ..standing(Claimed) };
            assert_eq!(standing.confirm(member(OTHER), true, false, None), answer, "{is_large} {file_count}");
        }
    }

    /// State, who, past probation, has confirmed, now → what disputing answers. It is disputable until 100.
    #[test]
    fn disputing_answers() {
        for (state, by, full, confirmed, now, answer) in [
            (Confirmed, OTHER, true, false, 99, Ok(Disputed)),
            (Confirmed, OTHER, true, false, 100, Err(No::TooLate)),
            (Confirmed, CLAIMANT, true, false, 99, Err(No::OwnContribution)),
            (Confirmed, OTHER, false, false, 99, Err(No::OnProbation)),
            (Confirmed, OTHER, true, true, 99, Err(No::ConfirmedByYou)),
            (Claimed, OTHER, true, false, 99, Err(No::WrongState)),
            (Disputed, OTHER, true, false, 99, Err(No::WrongState)),
            (Recorded, OTHER, true, false, 99, Err(No::WrongState)),
        ] {
            assert_eq!(
                standing(state).dispute(member(by), full, confirmed, at(now)),
                answer,
                "{state} {by} {now}"
            );
        }
    }

    /// State, who decides, has confirmed, ruling → answer. The other disputed it.
    #[test]
    fn a_third_decides() {
        let part = |num, den| Ruling::Part(Ratio::new(num, den).unwrap_or(Ratio::ONE));
        for (state, by, confirmed, ruling, answer) in [
            (Disputed, THIRD, false, Ruling::Stands, Ok(Recorded)),
            (Disputed, THIRD, false, Ruling::Refused, Ok(Refused)),
            (Disputed, THIRD, false, part(1, 3), Ok(Recorded)),
            (Disputed, THIRD, false, part(1, 1), Err(No::ShareUnfit)),
            (Disputed, THIRD, false, part(4, 3), Err(No::ShareUnfit)),
            (Disputed, THIRD, true, Ruling::Stands, Err(No::ConfirmedByYou)),
            (Disputed, OTHER, false, Ruling::Refused, Err(No::DisputedByYou)),
            (Disputed, CLAIMANT, false, Ruling::Stands, Err(No::OwnContribution)),
            (Confirmed, THIRD, false, Ruling::Refused, Err(No::WrongState)),
            (Recorded, THIRD, false, Ruling::Refused, Err(No::WrongState)),
        ] {
            let decide = |accepted_by| {
                standing(state).decide(member(by), Some(member(OTHER)), (confirmed, accepted_by), ruling)
            };
            assert_eq!(decide(None), answer, "{state} {by} {ruling:?}");
            if answer.is_ok() {
                assert_eq!(decide(Some(member(by))), Err(No::AcceptedByYou), "{ruling:?}");
            }
        }
    }

    #[test]
    fn its_claimant_withdraws_and_adds_until_it_is_over() {
        for (state, withdraw, add) in [
            (Claimed, Ok(Withdrawn), Ok(())),
            (Confirmed, Ok(Withdrawn), Ok(())),
            (Disputed, Err(No::WrongState), Ok(())),
            (Recorded, Err(No::WrongState), Err(No::WrongState)),
            (Refused, Err(No::WrongState), Err(No::WrongState)),
        ] {
            let it = standing(state);
            assert_eq!(
                (it.withdraw(member(CLAIMANT)), it.add_files(member(CLAIMANT), 20)),
                (withdraw, add),
                "{state}"
            );
            assert_eq!(it.withdraw(member(OTHER)), Err(No::NotYours));
        }
        assert_eq!(standing(Claimed).add_files(member(CLAIMANT), 21), Err(No::TooManyFiles));
        assert_eq!(standing(Claimed).add_files(member(OTHER), 1), Err(No::NotYours));
    }

    #[test]
    fn it_counts_when_the_days_are_over() {
        for (state, now, due) in
            [(Confirmed, 99, false), (Confirmed, 100, true), (Claimed, 100, false), (Disputed, 100, false)]
        {
            assert_eq!(standing(state).is_due(at(now)), due, "{state} {now}");
        }
    }

    #[test]
    fn words_and_days_are_bounded() {
        let day = 24 * 3_600_000_000;
        for (of, now, answer) in [
            (day - 1, day * 3, Err(No::DoneBeforeFounding)),
            (day, day * 3, Ok(day + day / 2)),
            (day, day + 5, Ok(day + 5)),
            (day + 1, day, Err(No::DoneInFuture)),
            (day, day * 401, Ok(day + day / 2)),
            (day, day * 401 + 1, Err(No::DoneLongAgo)),
        ] {
            assert_eq!(done(at(of), at(day), at(now)), answer.map(at), "{of} {now}");
        }
        assert_eq!((what(" "), reason(" ")), (Err(No::WhatMissing), Err(No::ReasonMissing)));
        assert_eq!(what(&"字".repeat(WHAT_CHARS_MAX + 1)), Err(No::WhatTooLong));
        assert_eq!(reason(&"字".repeat(REASON_CHARS_MAX + 1)), Err(No::ReasonTooLong));
        assert_eq!(what(" bread ").as_deref(), Ok("bread"));
    }
}
