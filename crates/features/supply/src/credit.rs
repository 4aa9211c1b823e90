//! Whether a supplier is owed less for what was bought of them: they are asked, and who asked does not decide it alone. Pure.

use crate::refused::PurchaseRefused;
use kernel::Timestamp;
use std::time::Duration;

kernel::codes! {
    /// Where it stands that a supplier is to be owed less.
    pub enum CreditState {
        /// The supplier was told, and has not answered.
        Asked = "asked",
        /// They say no, and why: somebody else of the community decides.
        Objected = "objected",
        /// It stands in the books.
        Agreed = "agreed",
        /// It is owed as before.
        Dropped = "dropped",
    }
}

kernel::codes! {
    /// By what it was settled.
    pub enum SettledBy {
        Supplier = "supplier",
        /// They could see it and said nothing in time.
        Silence = "silence",
        /// Somebody of the community; for less always another one than who asked.
        Community = "community",
    }
}

/// So long a supplier who can see it has to answer.
pub const ANSWER_WITHIN: Duration = Duration::from_secs(7 * 86_400);

impl CreditState {
    /// Nothing of it stands in the books, and it still may.
    pub fn is_open(self) -> bool {
        match self {
            CreditState::Asked | CreditState::Objected => true,
            CreditState::Agreed | CreditState::Dropped => false,
        }
    }

    /// The supplier answers. Who objected may think better of it.
    ///
    /// # Errors
    /// `WrongState`.
    pub fn answer(self, yes: bool) -> Result<CreditState, PurchaseRefused> {
        match (self, yes) {
            (CreditState::Asked | CreditState::Objected, true) => Ok(CreditState::Agreed),
            (CreditState::Asked, false) => Ok(CreditState::Objected),
            (CreditState::Objected, false) | (CreditState::Agreed | CreditState::Dropped, _) => {
                Err(PurchaseRefused::WrongState)
            }
        }
    }

    /// A second person says that they are owed less: to what was objected to, and to what the supplier could not see (`silence_at` is
    /// None). As long as they may still answer it is theirs.
    ///
    /// # Errors
    /// `WrongState`.
    pub fn uphold(self, silence_at: Option<Timestamp>) -> Result<CreditState, PurchaseRefused> {
        match (self, silence_at) {
            (CreditState::Objected, _) | (CreditState::Asked, None) => Ok(CreditState::Agreed),
            (CreditState::Asked, Some(_)) | (CreditState::Agreed | CreditState::Dropped, _) => {
                Err(PurchaseRefused::WrongState)
            }
        }
    }

    /// In the supplier's favour: that takes nobody else.
    ///
    /// # Errors
    /// `WrongState`.
    pub fn drop(self) -> Result<CreditState, PurchaseRefused> {
        match self {
            CreditState::Asked | CreditState::Objected => Ok(CreditState::Dropped),
            CreditState::Agreed | CreditState::Dropped => Err(PurchaseRefused::WrongState),
        }
    }

    /// Whether silence agrees now.
    pub fn is_agreed_by_silence(self, silence_at: Option<Timestamp>, now: Timestamp) -> bool {
        match self {
            CreditState::Asked => silence_at.is_some_and(|at| now >= at),
            CreditState::Objected | CreditState::Agreed | CreditState::Dropped => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use CreditState::*;

    /// State → yes, no, upheld while it can be answered, upheld where it cannot, dropped; and whether silence agrees at 100.
    #[test]
    fn what_each_state_permits() {
        let at = Timestamp::from_micros;
        let no = Err(PurchaseRefused::WrongState);
        for (state, answers, silence) in [
            (Asked, [Ok(Agreed), Ok(Objected), no, Ok(Agreed), Ok(Dropped)], [false, true]),
            (Objected, [Ok(Agreed), no, Ok(Agreed), Ok(Agreed), Ok(Dropped)], [false, false]),
            (Agreed, [no; 5], [false, false]),
            (Dropped, [no; 5], [false, false]),
        ] {
            let found = [
                state.answer(true),
                state.answer(false),
                state.uphold(Some(at(100))),
                state.uphold(None),
                state.drop(),
            ];
            assert_eq!(found, answers, "{state}");
            let found = [99, 100].map(|now| state.is_agreed_by_silence(Some(at(100)), at(now)));
            assert_eq!(found, silence, "{state}");
            assert!(!state.is_agreed_by_silence(None, at(1_000)), "{state}");
            assert_eq!(state.is_open(), state.drop().is_ok(), "{state}");
        }
    }
}
