//! What a mandate permits, and whether one may be made. Pure.

use crate::expense::ExpenseRefused;
use kernel::Timestamp;
use std::time::Duration;

kernel::codes! {
    /// Where a mandate comes from.
    pub enum Source {
        /// A proposal that passed.
        Decision = "decision",
        /// What a campaign has released, by the decision that set it up.
        Campaign = "campaign",
        /// The community's rules: small sums, month by month.
        Standing = "standing",
    }
}

kernel::codes! {
    /// What a mandate is for, as it was decided. It never changes: something else is decided anew.
    #[derive(Default)]
    pub enum MandateKind {
        /// Expenses: by far the most of them, and all that were decided before anybody could say so.
        #[default]
        Spending = "spending",
        /// Rewards for bringing buyers, and red packets; no expense.
        Referral = "referral",
        /// Giving back what was put into one instrument, which `ownership` says; no expense.
        Capital = "capital",
    }
}

impl MandateKind {
    /// Whether what wants to draw on it is what was decided.
    ///
    /// # Errors
    /// `MandateForOther`.
    pub fn serves(self, wanted: MandateKind) -> Result<(), ExpenseRefused> {
        if self == wanted { Ok(()) } else { Err(ExpenseRefused::MandateForOther) }
    }
}

kernel::codes! {
    pub enum MandateState {
        Active = "active",
        /// Taken back before its end, by a decision or by who carries it out.
        Ended = "ended",
    }
}

kernel::codes! {
    /// How a mandate stands at a moment: what its row says is not the whole, for nothing is written when its time is over.
    pub enum MandateStands { ToCome = "to_come", Active = "active", Over = "over", Ended = "ended" }
}

kernel::codes! {
    /// Why a mandate was not made or not ended.
    pub enum MandateRefused {
        NotAMember = "not_a_member",
        /// Only who carries it out gives it back; everybody else decides together.
        NotAllowed = "not_the_carrier",
        NoSuchMandate = "no_such_mandate",
        NoSuchFund = "no_such_fund",
        DecisionMissing = "decision_missing",
        PurposeMissing = "purpose_missing",
        PurposeTooLong = "purpose_too_long",
        CeilingNotPositive = "ceiling_not_positive",
        CeilingTooLarge = "ceiling_too_large",
        /// The most of one expense is nothing, or more than the whole.
        EachOutside = "each_outside_ceiling",
        EndPassed = "end_passed",
        EndBeforeStart = "end_before_start",
        CarrierNoMember = "carrier_not_a_member",
        AlreadyEnded = "mandate_already_ended",
        ReasonMissing = "reason_missing",
        /// The sum above which a proof is demanded is less than nothing, or more than the books take.
        ProofSumUnfit = "proof_sum_unfit",
        KeyReused = "key_reused",
    }
}

pub const PURPOSE_CHARS_MAX: usize = 200;

/// What is asked for with a mandate that a decision makes. `sum_max` is the largest sum that the books take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms<'a> {
    pub purpose: &'a str,
    pub decision: &'a str,
    pub ceiling_minor: i64,
    pub each_minor: Option<i64>,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub sum_max: i64,
}

impl Terms<'_> {
    /// The purpose as it is kept.
    ///
    /// # Errors
    /// What does not hold, the first of it.
    pub fn check(&self, now: Timestamp) -> Result<String, MandateRefused> {
        let purpose = self.purpose.trim();
        let each_holds = self.each_minor.is_none_or(|each| (1..=self.ceiling_minor).contains(&each));
        for (holds, refused) in [
            (!purpose.is_empty(), MandateRefused::PurposeMissing),
            (purpose.chars().count() <= PURPOSE_CHARS_MAX, MandateRefused::PurposeTooLong),
            (!self.decision.trim().is_empty(), MandateRefused::DecisionMissing),
            (self.ceiling_minor > 0, MandateRefused::CeilingNotPositive),
            (self.ceiling_minor <= self.sum_max, MandateRefused::CeilingTooLarge),
            (each_holds, MandateRefused::EachOutside),
            (self.ends_at > now, MandateRefused::EndPassed),
            (self.ends_at > self.starts_at, MandateRefused::EndBeforeStart),
        ] {
            if !holds {
                return Err(refused);
            }
        }
        Ok(purpose.to_owned())
    }
}

/// A mandate as the rules see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permission {
    pub state: MandateState,
    pub source: Source,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub ceiling_minor: i64,
    pub each_minor: Option<i64>,
    pub spent_minor: i64,
    pub promised_minor: i64,
    /// It ended because its decision was told as done or not done, or it is a campaign's: what was asked for before is still decided.
    pub concluded_at: Option<Timestamp>,
}

/// A small sum that was spent at the end of a month is often asked for in the next one, and counts there.
pub const STANDING_BACK: Duration = Duration::from_secs(31 * 86_400);

impl Permission {
    /// What may still be approved.
    pub fn left_minor(&self) -> i64 {
        self.ceiling_minor - self.spent_minor - self.promised_minor
    }

    /// As it is for whom so much of what is promised was kept.
    pub fn with_room(self, room_minor: i64) -> Permission {
        Permission { promised_minor: self.promised_minor - room_minor, ..self }
    }

    pub fn stands(&self, now: Timestamp) -> MandateStands {
        match self.state {
            MandateState::Ended => MandateStands::Ended,
            MandateState::Active if now >= self.ends_at => MandateStands::Over,
            MandateState::Active if now < self.starts_at => MandateStands::ToCome,
            MandateState::Active => MandateStands::Active,
        }
    }

    /// Whether anything may be spent under it. The instant of its end is too late already.
    ///
    /// # Errors
    /// `MandateNotBegun`, `MandateEnded`.
    pub fn open(&self, now: Timestamp) -> Result<(), ExpenseRefused> {
        if self.state == MandateState::Ended || now >= self.ends_at {
            return Err(ExpenseRefused::MandateEnded);
        }
        match now < self.starts_at {
            true => Err(ExpenseRefused::MandateNotBegun),
            false => Ok(()),
        }
    }

    /// Whether a sum may be taken from it now.
    ///
    /// # Errors
    /// Those of `open`; `AboveEach`, `AboveCeiling`.
    pub fn take(&self, amount_minor: i64, now: Timestamp) -> Result<(), ExpenseRefused> {
        self.open(now)?;
        if self.each_minor.is_some_and(|each| amount_minor > each) {
            return Err(ExpenseRefused::AboveEach);
        }
        match amount_minor > self.left_minor() {
            true => Err(ExpenseRefused::AboveCeiling),
            false => Ok(()),
        }
    }

    /// Whether a sum may be approved now that was asked for at `asked_at`. Whoever tells that all is done does not take from others what
    /// they had handed in by then.
    ///
    /// # Errors
    /// Those of `take`.
    pub fn approve(
        &self,
        amount_minor: i64,
        asked_at: Timestamp,
        now: Timestamp,
    ) -> Result<(), ExpenseRefused> {
        let state = match self.concluded_at.is_some_and(|concluded_at| asked_at < concluded_at) {
            true => MandateState::Active,
            false => self.state,
        };
        Permission { state, ..*self }.take(amount_minor, now)
    }

    /// When it was spent, of the day that was named by its first instant (`day`): its noon, but not before the mandate
    /// began and not in the future. Whoever spends on the day of the decision names the day, not the hour.
    ///
    /// # Errors
    /// `IncurredInFuture`, `IncurredOutside`.
    pub fn incurred(&self, day: Timestamp, now: Timestamp) -> Result<Timestamp, ExpenseRefused> {
        if day > now {
            return Err(ExpenseRefused::IncurredInFuture);
        }
        let from = match self.source {
            Source::Decision | Source::Campaign => self.starts_at,
            Source::Standing => self.starts_at.minus(STANDING_BACK),
        };
        if day >= self.ends_at || day.plus(DAY) <= from {
            return Err(ExpenseRefused::IncurredOutside);
        }
        Ok(day.noon().max(from).min(now))
    }
}

const DAY: Duration = Duration::from_secs(24 * 3_600);

#[cfg(test)]
mod tests {
    use super::*;
    use ExpenseRefused::*;

    const fn at(micros: i64) -> Timestamp {
        Timestamp::from_micros(micros)
    }

    fn permission() -> Permission {
        Permission {
            state: MandateState::Active,
            source: Source::Decision,
            starts_at: at(10),
            ends_at: at(100),
            ceiling_minor: 1_000,
            each_minor: Some(600),
            spent_minor: 300,
            promised_minor: 200,
            concluded_at: None,
        }
    }

    /// Concluded, asked, now → whether it is approved. It would run until before 100.
    #[test]
    fn what_was_asked_before_the_conclusion_is_still_decided() {
        let ended = Permission { state: MandateState::Ended, ..permission() };
        for (concluded, asked, now, answer) in [
            (Some(50), 49, 60, Ok(())),
            (Some(50), 50, 60, Err(MandateEnded)),
            (Some(50), 49, 100, Err(MandateEnded)),
            (None, 49, 60, Err(MandateEnded)),
        ] {
            let concluded_at = concluded.map(at);
            let answered = Permission { concluded_at, ..ended }.approve(500, at(asked), at(now));
            assert_eq!(answered, answer, "{concluded:?} {asked} {now}");
        }
        assert_eq!(permission().approve(501, at(49), at(60)), Err(AboveCeiling));
    }

    /// State, now, sum → answer. It runs from 10 until before 100, 500 are left, 600 at most in one go.
    #[test]
    fn a_mandate_answers() {
        let active = MandateState::Active;
        for (state, now, sum, answer) in [
            (active, 10, 500, Ok(())),
            (active, 99, 500, Ok(())),
            (active, 9, 1, Err(MandateNotBegun)),
            (active, 100, 1, Err(MandateEnded)),
            (active, 50, 501, Err(AboveCeiling)),
            (active, 50, 601, Err(AboveEach)),
            (active, 50, i64::MAX, Err(AboveEach)),
            (MandateState::Ended, 50, 1, Err(MandateEnded)),
        ] {
            let answered = Permission { state, ..permission() }.take(sum, at(now));
            assert_eq!(answered, answer, "{state} {now} {sum}");
        }
        let all = Permission { each_minor: None, spent_minor: 0, promised_minor: 0, ..permission() };
        assert_eq!((all.take(1_000, at(50)), all.take(1_001, at(50))), (Ok(()), Err(AboveCeiling)));
    }

    /// It runs from 10 until before 100.
    #[test]
    fn a_mandate_stands_by_the_clock() {
        use MandateStands::*;
        for (state, now, stands) in [
            (MandateState::Active, 9, ToCome),
            (MandateState::Active, 10, Active),
            (MandateState::Active, 99, Active),
            (MandateState::Active, 100, Over),
            (MandateState::Ended, 9, Ended),
            (MandateState::Ended, 50, Ended),
            (MandateState::Ended, 100, Ended),
        ] {
            assert_eq!(Permission { state, ..permission() }.stands(at(now)), stands, "{state} {now}");
        }
    }

    /// The day's first instant (in hours), now → when it was spent. The mandate runs from hour 30 until before hour 100.
    #[test]
    fn a_day_is_within_the_mandate_or_not() {
        let hours = |hours: i64| at(hours * 3_600_000_000);
        let of = Permission { starts_at: hours(30), ends_at: hours(100), ..permission() };
        for (source, day, now, answer) in [
            (Source::Decision, 24, 90, Ok(36)),
            (Source::Decision, 24, 33, Ok(33)),
            (Source::Decision, 24, 31, Ok(31)),
            (Source::Decision, 0, 90, Err(IncurredOutside)),
            (Source::Decision, 6, 90, Err(IncurredOutside)),
            (Source::Decision, 7, 90, Ok(30)),
            (Source::Decision, 91, 90, Err(IncurredInFuture)),
            (Source::Decision, 100, 120, Err(IncurredOutside)),
            (Source::Decision, 99, 120, Ok(111)),
            (Source::Standing, -24 * 29, 90, Ok(-24 * 29 + 12)),
            (Source::Standing, -24 * 31, 90, Err(IncurredOutside)),
        ] {
            let answered = Permission { source, ..of }.incurred(hours(day), hours(now));
            assert_eq!(answered, answer.map(hours), "{source} {day} {now}");
        }
    }

    #[test]
    fn a_mandate_is_made_or_told_why_not() {
        use MandateRefused::*;
        let long = "字".repeat(PURPOSE_CHARS_MAX + 1);
        let good = Terms {
            purpose: " Roof ",
            decision: "prp_x",
            ceiling_minor: 100,
            each_minor: Some(100),
            starts_at: at(5),
            ends_at: at(10),
            sum_max: 1_000,
        };
        assert_eq!(good.check(at(9)), Ok("Roof".to_owned()));
        for (terms, answer) in [
            (Terms { purpose: " ", ..good }, PurposeMissing),
            (Terms { purpose: &long, ..good }, PurposeTooLong),
            (Terms { decision: "", ..good }, DecisionMissing),
            (Terms { ceiling_minor: 0, ..good }, CeilingNotPositive),
            (Terms { ceiling_minor: 1_001, ..good }, CeilingTooLarge),
            (Terms { each_minor: Some(101), ..good }, EachOutside),
            (Terms { each_minor: Some(0), ..good }, EachOutside),
            (Terms { ends_at: at(9), ..good }, EndPassed),
            (Terms { starts_at: at(10), ..good }, EndBeforeStart),
        ] {
            assert_eq!(terms.check(at(9)), Err(answer));
        }
    }
}
