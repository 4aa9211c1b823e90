//! A member asks for units of an instrument, and the money arrives. Pure.

use crate::ids::Member;
use kernel::{Id, Timestamp};
use std::time::Duration;

kernel::codes! {
    /// Where a subscription stands.
    pub enum SubscriptionState {
        /// Its units are kept for the member; the money is still to come.
        Asked = "asked",
        /// The money is there, and what was subscribed to is the member's.
        Paid = "paid",
        Refused = "refused",
        Withdrawn = "withdrawn",
        /// Its money did not come in time: the units are there for others.
        Lapsed = "lapsed",
    }
}

kernel::codes! {
    /// Why something about a subscription was turned away.
    pub enum SubscriptionRefused {
        NotAMember = "not_a_member",
        OnProbation = "on_probation",
        NotAllowed = "not_allowed",
        NoSuchInstrument = "no_such_instrument",
        NoSuchSubscription = "no_such_subscription",
        UnitsNotPositive = "units_not_positive",
        NotEnoughLeft = "not_enough_units_left",
        /// With what the member has and has asked for.
        AboveEach = "above_units_each",
        /// Somebody behind the company that holds it would come to more than one holder may.
        AboveEachBehind = "above_units_each_behind",
        RiskNotRead = "risk_not_acknowledged",
        /// There is a newer version than the one that was read.
        RiskChanged = "risk_changed",
        /// Nobody records or refuses their own.
        OwnSubscription = "own_subscription",
        NotYours = "not_your_subscription",
        WrongState = "wrong_state",
        /// Who left holds nothing new.
        HolderGone = "holder_not_a_member",
        AmountDiffers = "amount_differs",
        ArrivedInFuture = "arrived_in_future",
        /// More than ten years: a typing mistake.
        ArrivedLongAgo = "arrived_long_ago",
        /// The books are closed for that day.
        PeriodClosed = "period_closed",
        /// What would be taken back is not there any more.
        MovedOn = "money_moved_on",
        /// The units are not the subscriber's any more, or not all of them.
        UnitsMovedOn = "units_moved_on",
        ReferenceMissing = "reference_missing",
        ReferenceTooLong = "reference_too_long",
        ReasonMissing = "reason_missing",
        ReasonTooLong = "reason_too_long",
        RiskMissing = "risk_missing",
        RiskTooLong = "words_too_long",
        RiskUnchanged = "nothing_changed",
        /// A text that somebody else wrote waits already.
        RiskWaits = "risk_waits_already",
        /// Nobody agrees to what they wrote themselves.
        OwnRisk = "own_risk_text",
        PromisesReturn = "promises_return",
        /// The books cannot hold it.
        SumTooLarge = "sum_too_large",
        KeyReused = "key_reused",
    }
}

use SubscriptionRefused as No;

/// Characters.
pub const REFERENCE_CHARS_MAX: usize = 200;
pub const REASON_CHARS_MAX: usize = 400;

/// What there is to subscribe to, as a member finds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Open {
    pub units_left: i64,
    pub units_each_max: i64,
    /// What the member has and has asked for already.
    pub units_own: i64,
    pub risk_version: i64,
}

impl Open {
    /// Whether so many may be asked for. `read` is the version of the risks that the member has said to have read.
    ///
    /// # Errors
    /// `UnitsNotPositive`, `RiskNotRead`, `RiskChanged`, `AboveEach`, `NotEnoughLeft`.
    pub fn ask(&self, units: i64, read: Option<i64>) -> Result<(), No> {
        if units <= 0 {
            return Err(No::UnitsNotPositive);
        }
        match read {
            None => return Err(No::RiskNotRead),
            Some(version) if version != self.risk_version => return Err(No::RiskChanged),
            Some(_) => {}
        }
        if units > self.units_each_max - self.units_own {
            return Err(No::AboveEach);
        }
        if units > self.units_left { Err(No::NotEnoughLeft) } else { Ok(()) }
    }
}

/// A subscription as the rules see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    pub state: SubscriptionState,
    pub member: Id<Member>,
    /// They say to have paid.
    pub is_claimed: bool,
    pub amount_minor: i64,
}

impl Claim {
    /// Whether `by` may decide on it: while it waits, and not on their own.
    ///
    /// # Errors
    /// `OwnSubscription`, `WrongState`.
    pub fn judged_by(&self, by: Id<Member>) -> Result<(), No> {
        match (self.member == by, self.state) {
            (true, _) => Err(No::OwnSubscription),
            (false, SubscriptionState::Asked) => Ok(()),
            (false, _) => Err(No::WrongState),
        }
    }

    /// The money that arrived is the whole of it: units have no parts.
    ///
    /// # Errors
    /// Those of `judged_by`; `AmountDiffers`.
    pub fn arrive(&self, by: Id<Member>, amount_minor: i64) -> Result<SubscriptionState, No> {
        self.judged_by(by)?;
        if amount_minor == self.amount_minor { Ok(SubscriptionState::Paid) } else { Err(No::AmountDiffers) }
    }

    /// The member says, once, that the money is on its way.
    ///
    /// # Errors
    /// `NotYours`, `WrongState`.
    pub fn says_paid(&self, by: Id<Member>) -> Result<(), No> {
        match (self.member == by, self.state, self.is_claimed) {
            (false, ..) => Err(No::NotYours),
            (true, SubscriptionState::Asked, false) => Ok(()),
            _ => Err(No::WrongState),
        }
    }

    /// Whether its units are kept no longer: its time is over, and nobody says that the money is on its way.
    pub fn lapses(&self, hold_until: Option<Timestamp>, now: Timestamp) -> bool {
        self.state == SubscriptionState::Asked
            && !self.is_claimed
            && hold_until.is_some_and(|until| now >= until)
    }

    /// What was recorded was wrong: it waits again.
    ///
    /// # Errors
    /// `OwnSubscription`, `WrongState`.
    pub fn take_back(&self, by: Id<Member>) -> Result<SubscriptionState, No> {
        match (self.member == by, self.state) {
            (true, _) => Err(No::OwnSubscription),
            (false, SubscriptionState::Paid) => Ok(SubscriptionState::Asked),
            (false, _) => Err(No::WrongState),
        }
    }

    /// # Errors
    /// `NotYours`, `WrongState`.
    pub fn withdraw(&self, by: Id<Member>) -> Result<SubscriptionState, No> {
        match (self.member == by, self.state) {
            (false, _) => Err(No::NotYours),
            (true, SubscriptionState::Asked) => Ok(SubscriptionState::Withdrawn),
            (true, _) => Err(No::WrongState),
        }
    }
}

/// When the money arrived, of the day that was named by its first instant: its noon, but not in the future. As money received
/// otherwise, not more than ten years ago: whoever types that means another year.
///
/// # Errors
/// `ArrivedInFuture`, `ArrivedLongAgo`.
pub fn arrived(day: Timestamp, now: Timestamp) -> Result<Timestamp, No> {
    match () {
        () if day > now => Err(No::ArrivedInFuture),
        () if day < now.minus(LONG_AGO) => Err(No::ArrivedLongAgo),
        () => Ok(day.noon().min(now)),
    }
}

/// For which units are kept whose money is still to come: as parts in a pool are.
pub const HOLD: Duration = Duration::from_secs(7 * 86_400);

const LONG_AGO: Duration = Duration::from_secs(10 * 366 * 86_400);

/// # Errors
/// `ReferenceMissing`, `ReferenceTooLong`.
pub fn reference(text: &str) -> Result<String, No> {
    bounded(text, REFERENCE_CHARS_MAX, No::ReferenceMissing, No::ReferenceTooLong)
}

/// # Errors
/// `ReasonMissing`, `ReasonTooLong`.
pub fn reason(text: &str) -> Result<String, No> {
    bounded(text, REASON_CHARS_MAX, No::ReasonMissing, No::ReasonTooLong)
}

/// Another version of what can go wrong.
///
/// # Errors
/// `RiskMissing`, `RiskTooLong`, `RiskUnchanged`.
pub fn other_risk(before: &str, text: &str) -> Result<String, No> {
    let text = bounded(text, crate::instrument::WORDS_CHARS_MAX, No::RiskMissing, No::RiskTooLong)?;
    if text == before { Err(No::RiskUnchanged) } else { Ok(text) }
}

fn bounded(text: &str, most: usize, missing: No, too_long: No) -> Result<String, No> {
    match text.trim() {
        "" => Err(missing),
        text if text.chars().count() > most => Err(too_long),
        text => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use SubscriptionState::*;

    /// State, claimed, who, when → may say to have paid, lapses. Kept until 100.
    #[test]
    fn what_is_not_paid_for_in_time_lapses() {
        let (member, other) = (Id::from_parts(1, [1; 10]), Id::from_parts(1, [2; 10]));
        for (state, is_claimed, by, now, says, lapses) in [
            (Asked, false, member, 99, Ok(()), false),
            (Asked, false, member, 100, Ok(()), true),
            (Asked, true, member, 100, Err(No::WrongState), false),
            (Asked, false, other, 100, Err(No::NotYours), true),
            (Paid, false, member, 100, Err(No::WrongState), false),
            (Lapsed, false, member, 100, Err(No::WrongState), false),
        ] {
            let claim = Claim { state, member, is_claimed, amount_minor: 1 };
            let until = Some(Timestamp::from_micros(100));
            let told = (claim.says_paid(by), claim.lapses(until, Timestamp::from_micros(now)));
            assert_eq!(told, (says, lapses), "{state} {is_claimed} {now}");
            assert!(!claim.lapses(None, Timestamp::from_micros(now)));
        }
    }

    /// Units, version read → answer. Six are left, five may be one member's, who has two; the risks are in version 3.
    #[test]
    fn asking_answers() {
        let open = Open { units_left: 6, units_each_max: 5, units_own: 2, risk_version: 3 };
        for (units, read, answer) in [
            (3, Some(3), Ok(())),
            (4, Some(3), Err(No::AboveEach)),
            (i64::MAX, Some(3), Err(No::AboveEach)),
            (0, Some(3), Err(No::UnitsNotPositive)),
            (-1, Some(3), Err(No::UnitsNotPositive)),
            (1, None, Err(No::RiskNotRead)),
            (1, Some(2), Err(No::RiskChanged)),
        ] {
            assert_eq!(open.ask(units, read), answer, "{units} {read:?}");
        }
        let few = Open { units_left: 2, ..open };
        assert_eq!((few.ask(2, Some(3)), few.ask(3, Some(3))), (Ok(()), Err(No::NotEnoughLeft)));
    }

    /// State → taken back by another, by the member.
    #[test]
    fn only_what_was_paid_is_taken_back_and_by_another() {
        let (own, other) = (Id::from_parts(1, [1; 10]), Id::from_parts(1, [2; 10]));
        for (state, answer) in [
            (Paid, Ok(Asked)),
            (Asked, Err(No::WrongState)),
            (Refused, Err(No::WrongState)),
            (Withdrawn, Err(No::WrongState)),
        ] {
            let claim = Claim { state, member: own, is_claimed: false, amount_minor: 500 };
            assert_eq!(
                (claim.take_back(other), claim.take_back(own)),
                (answer, Err(No::OwnSubscription)),
                "{state}"
            );
        }
    }

    /// State, who → the money arrives, it is refused, it is withdrawn.
    #[test]
    fn a_subscription_answers() {
        let (own, other) = (Id::from_parts(1, [1; 10]), Id::from_parts(1, [2; 10]));
        for (state, by, arrive, judge, withdraw) in [
            (Asked, other, Ok(Paid), Ok(()), Err(No::NotYours)),
            (Asked, own, Err(No::OwnSubscription), Err(No::OwnSubscription), Ok(Withdrawn)),
            (Paid, other, Err(No::WrongState), Err(No::WrongState), Err(No::NotYours)),
            (Paid, own, Err(No::OwnSubscription), Err(No::OwnSubscription), Err(No::WrongState)),
            (Refused, other, Err(No::WrongState), Err(No::WrongState), Err(No::NotYours)),
            (Withdrawn, other, Err(No::WrongState), Err(No::WrongState), Err(No::NotYours)),
        ] {
            let claim = Claim { state, member: own, is_claimed: false, amount_minor: 500 };
            assert_eq!(claim.arrive(by, 500), arrive, "{state}");
            assert_eq!(claim.judged_by(by), judge, "{state}");
            assert_eq!(claim.withdraw(by), withdraw, "{state}");
        }
        let claim = Claim { state: Asked, member: own, is_claimed: false, amount_minor: 500 };
        assert_eq!(
            (claim.arrive(other, 499), claim.arrive(other, 501)),
            (Err(No::AmountDiffers), Err(No::AmountDiffers))
        );
    }

    #[test]
    fn words_and_days_are_bounded() {
        let at = Timestamp::from_micros;
        let long = "字".repeat(2_001);
        assert_eq!(reference(" 7 "), Ok("7".to_owned()));
        assert_eq!(
            (reference(" "), reference(&long)),
            (Err(No::ReferenceMissing), Err(No::ReferenceTooLong))
        );
        assert_eq!((reason(""), reason(&long)), (Err(No::ReasonMissing), Err(No::ReasonTooLong)));
        assert_eq!(other_risk("a", "b"), Ok("b".to_owned()));
        assert_eq!(
            (other_risk("a", " a "), other_risk("a", "")),
            (Err(No::RiskUnchanged), Err(No::RiskMissing))
        );
        assert_eq!(other_risk("a", &long), Err(No::RiskTooLong));
        assert_eq!((arrived(at(5), at(4)), arrived(at(5), at(9))), (Err(No::ArrivedInFuture), Ok(at(9))));
        assert_eq!(arrived(at(0), at(90_000_000_000)), Ok(at(43_200_000_000)));
        let now = at(0).plus(LONG_AGO);
        assert_eq!((arrived(at(0), now), arrived(at(-1), now)), (Ok(at(0).noon()), Err(No::ArrivedLongAgo)));
    }
}
