//! What was withheld goes to the office that it is for: asked for by one, consented to by another, once. Pure.
//!
//! ```text
//! proposed ──▶ paid ──▶ taken back        the line is open again
//!     └──────▶ withdrawn
//! ```

use crate::ids::Member;
use kernel::Id;

/// Characters of an office's name and of what the transfer says.
pub const OFFICE_CHARS_MAX: usize = 80;
/// Characters of why a payment is taken back.
pub const REASON_CHARS_MAX: usize = 300;

kernel::codes! {
    pub enum TaxState {
        Proposed = "proposed",
        Withdrawn = "withdrawn",
        Paid = "paid",
        TakenBack = "taken_back",
    }
}

kernel::codes! {
    /// Why tax was not paid, or not taken back: an answer for a person.
    pub enum TaxRefused {
        NotAMember = "not_a_member",
        NotAllowed = "not_allowed",
        NoSuchDistribution = "no_such_distribution",
        /// The rule withholds nothing by that line.
        NoSuchTax = "no_such_tax",
        /// Nothing is withheld before it is decided.
        NotDecided = "distribution_not_decided",
        OfficeUnfit = "office_unfit",
        /// Too long: cut, it would be another one.
        ReferenceTooLong = "reference_too_long",
        ReasonMissing = "reason_missing",
        /// It was paid, or asked for and waits.
        AlreadyAsked = "tax_already_asked",
        AlreadyPaid = "tax_already_paid",
        /// Nothing waits for a second person.
        NotAsked = "tax_not_asked",
        NotPaid = "tax_not_paid",
        /// What waits is not what was looked at.
        OtherAttempt = "tax_asked_anew",
        /// Whoever asked does not consent too.
        OwnPayment = "own_tax_payment",
        /// Whoever asked may not pay out any more.
        ProposerMayNot = "proposer_may_not",
        BankTooSmall = "bank_too_small",
        KeyReused = "key_reused",
    }
}

/// The last attempt at a line: where it stands, who made it, and which it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    pub state: TaxState,
    pub made_by: Id<Member>,
    pub number: i64,
}

/// The number of the next attempt.
///
/// # Errors
/// `AlreadyAsked`, `AlreadyPaid`.
pub fn ask(last: Option<Attempt>) -> Result<i64, TaxRefused> {
    match last.map(|last| (last.state, last.number)) {
        None => Ok(1),
        Some((TaxState::Withdrawn | TaxState::TakenBack, number)) => Ok(number + 1),
        Some((TaxState::Proposed, _)) => Err(TaxRefused::AlreadyAsked),
        Some((TaxState::Paid, _)) => Err(TaxRefused::AlreadyPaid),
    }
}

/// `by` is as whom somebody judges the first one's doing; `seen` the attempt that they looked at.
///
/// # Errors
/// `NotAsked`, `AlreadyPaid`, `OtherAttempt`, `OwnPayment`.
pub fn consent(last: Option<Attempt>, by: Id<Member>, seen: i64) -> Result<TaxState, TaxRefused> {
    let last = waiting(last)?;
    match () {
        () if last.number != seen => Err(TaxRefused::OtherAttempt),
        () if last.made_by == by => Err(TaxRefused::OwnPayment),
        () => Ok(TaxState::Paid),
    }
}

/// # Errors
/// `NotAsked`, `AlreadyPaid`.
pub fn withdraw(last: Option<Attempt>) -> Result<TaxState, TaxRefused> {
    waiting(last).map(|_| TaxState::Withdrawn)
}

/// # Errors
/// `NotPaid`, `OtherAttempt`.
pub fn take_back(last: Option<Attempt>, seen: i64) -> Result<TaxState, TaxRefused> {
    match last {
        Some(last) if last.state == TaxState::Paid && last.number == seen => Ok(TaxState::TakenBack),
        Some(last) if last.state == TaxState::Paid => Err(TaxRefused::OtherAttempt),
        _ => Err(TaxRefused::NotPaid),
    }
}

fn waiting(last: Option<Attempt>) -> Result<Attempt, TaxRefused> {
    match last {
        Some(last) if last.state == TaxState::Proposed => Ok(last),
        Some(last) if last.state == TaxState::Paid => Err(TaxRefused::AlreadyPaid),
        _ => Err(TaxRefused::NotAsked),
    }
}

/// A line that somebody types, of some length; None where it says nothing or too much.
pub fn line(text: &str, most: usize) -> Option<String> {
    let text = text.trim();
    (!text.is_empty() && text.chars().count() <= most).then(|| text.to_owned())
}

/// What the transfer says, if anything; None where it is too long: cut, it would be another one.
pub fn reference(text: &str) -> Option<String> {
    let text = text.trim();
    (text.chars().count() <= OFFICE_CHARS_MAX).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The last attempt → asked for, consented to by another and by the first one, withdrawn, taken back.
    #[test]
    fn a_line_is_paid_once_by_two() {
        use TaxRefused as No;
        use TaxState::*;
        let (one, other) = (Id::from_parts(1, [1; 10]), Id::from_parts(1, [2; 10]));
        for (state, asked, consented, own, withdrawn, back) in [
            (None, Ok(1), Err(No::NotAsked), Err(No::NotAsked), Err(No::NotAsked), Err(No::NotPaid)),
            (
                Some(Proposed),
                Err(No::AlreadyAsked),
                Ok(Paid),
                Err(No::OwnPayment),
                Ok(Withdrawn),
                Err(No::NotPaid),
            ),
            (
                Some(Withdrawn),
                Ok(4),
                Err(No::NotAsked),
                Err(No::NotAsked),
                Err(No::NotAsked),
                Err(No::NotPaid),
            ),
            (
                Some(Paid),
                Err(No::AlreadyPaid),
                Err(No::AlreadyPaid),
                Err(No::AlreadyPaid),
                Err(No::AlreadyPaid),
                Ok(TakenBack),
            ),
            (
                Some(TakenBack),
                Ok(4),
                Err(No::NotAsked),
                Err(No::NotAsked),
                Err(No::NotAsked),
                Err(No::NotPaid),
            ),
        ] {
            let last = state.map(|state| Attempt { state, made_by: one, number: 3 });
            assert_eq!(ask(last), asked, "{state:?}");
            assert_eq!(consent(last, other, 3), consented, "{state:?}");
            assert_eq!(consent(last, one, 3), own, "{state:?}");
            assert_eq!(withdraw(last), withdrawn, "{state:?}");
            assert_eq!(take_back(last, 3), back, "{state:?}");
        }
        let last = Some(Attempt { state: Proposed, made_by: one, number: 3 });
        assert_eq!(consent(last, other, 2), Err(No::OtherAttempt));
        let last = Some(Attempt { state: Paid, made_by: one, number: 3 });
        assert_eq!(take_back(last, 2), Err(No::OtherAttempt));
    }

    #[test]
    fn lines_say_something() {
        for (text, answer) in
            [(" 税务局 ", Some("税务局")), ("  ", None), ("abcd", None), ("abc", Some("abc"))]
        {
            assert_eq!(line(text, 3).as_deref(), answer, "{text}");
        }
        assert_eq!(reference(" T-7 ").as_deref(), Some("T-7"));
        assert_eq!(
            (reference("  ").as_deref(), reference(&"7".repeat(OFFICE_CHARS_MAX + 1))),
            (Some(""), None)
        );
    }
}
