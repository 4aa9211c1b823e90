//! Units come into being, or are kept for somebody: what is asked of who gets them, and where a line of the register says it
//! came from. Pure.

kernel::codes! {
    /// What a line of the register came from; its id stands beside it.
    pub enum OriginKind {
        Subscription = "subscription",
        /// A member's part in a campaign.
        Commitment = "commitment",
        /// Work or goods given.
        Contribution = "contribution",
        /// From one member to another.
        Transfer = "transfer",
        /// Taken back by the fund, for money.
        BuyBack = "buy_back",
        /// One instrument became another, by a decision.
        Conversion = "conversion",
        /// It ended as its terms say.
        Lapse = "lapse",
        /// Who held it died or is gone: to heirs, or to the fund.
        Legacy = "legacy",
    }
}

/// Where units come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    pub kind: OriginKind,
    /// An id, never a name: `sub_…`, `cmt_…`.
    pub id: String,
}

impl Origin {
    pub fn new(kind: OriginKind, id: impl std::fmt::Display) -> Origin {
        Origin { kind, id: id.to_string() }
    }
}

kernel::codes! {
    /// Why units were not issued to somebody or kept for them.
    pub enum IssueRefused {
        NoSuchInstrument = "no_such_instrument",
        /// Of a donation nothing is held.
        NotHeld = "nothing_to_hold",
        NotAMember = "holder_not_a_member",
        OnProbation = "holder_on_probation",
        UnitsNotPositive = "units_not_positive",
        NotEnoughLeft = "not_enough_units_left",
        /// With what the holder has, has asked for, and holds through companies.
        AboveEach = "above_units_each",
        /// Somebody behind the company that holds it would come to more than one holder may.
        AboveEachBehind = "above_units_each_behind",
        /// There is a newer version of the risks than the one that was read.
        RiskChanged = "risk_changed",
        /// Less is kept for the holder than is to be issued or given free.
        NotReserved = "units_not_reserved",
        /// What was paid is negative, or has no entry in the books; or more than the books hold.
        PaidMalformed = "paid_sum_malformed",
    }
}

use IssueRefused as No;

/// What there is, for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    pub units_left: i64,
    pub units_each_max: i64,
    /// What the holder has and has asked for, and holds through companies.
    pub units_own: i64,
}

impl Room {
    /// # Errors
    /// `UnitsNotPositive`, `AboveEach`, `NotEnoughLeft`.
    pub fn fits(&self, units: i64) -> Result<(), No> {
        match () {
            () if units <= 0 => Err(No::UnitsNotPositive),
            () if units > self.units_each_max - self.units_own => Err(No::AboveEach),
            () if units > self.units_left => Err(No::NotEnoughLeft),
            () => Ok(()),
        }
    }
}

/// Money that was put in stands in the books; what was not paid for does not.
///
/// # Errors
/// `PaidMalformed`.
pub fn paid(paid_minor: i64, entry: Option<i64>) -> Result<(), No> {
    match (paid_minor, entry) {
        (0, _) => Ok(()),
        (1.., Some(_)) => Ok(()),
        _ => Err(No::PaidMalformed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Units → answer. Six are left, five may be one holder's, who has two.
    #[test]
    fn room_answers() {
        let room = Room { units_left: 6, units_each_max: 5, units_own: 2 };
        for (units, answer) in [
            (3, Ok(())),
            (4, Err(No::AboveEach)),
            (i64::MAX, Err(No::AboveEach)),
            (0, Err(No::UnitsNotPositive)),
            (-1, Err(No::UnitsNotPositive)),
        ] {
            assert_eq!(room.fits(units), answer, "{units}");
        }
        let few = Room { units_left: 2, ..room };
        assert_eq!((few.fits(2), few.fits(3)), (Ok(()), Err(No::NotEnoughLeft)));
    }

    #[test]
    fn money_stands_in_the_books() {
        for (sum, entry, answer) in [
            (0, None, Ok(())),
            (0, Some(1), Ok(())),
            (5, Some(1), Ok(())),
            (5, None, Err(No::PaidMalformed)),
            (-1, Some(1), Err(No::PaidMalformed)),
        ] {
            assert_eq!(paid(sum, entry), answer, "{sum} {entry:?}");
        }
    }
}
