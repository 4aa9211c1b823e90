//! One member's part in a pool, and the way of its money. Pure.

use crate::refused::CommitRefused;
use CommitmentState::{Captured, Claimed, Held, Lapsed, Made, Refunded};

kernel::codes! {
    pub enum CommitmentState {
        /// It has its place; no money has come.
        Made = "made",
        /// The member says that the money is on its way.
        Claimed = "claimed",
        /// Paid, and held until the pool closes: no order, no share yet.
        Held = "paid_awaiting_formation",
        /// It became what it was for.
        Captured = "captured",
        /// The money is the member's again.
        Refunded = "refunded",
        /// Given up before any money came.
        Lapsed = "lapsed",
    }
}

/// What money does that arrives for a commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// It is held; what came above is owed to the member.
    Held { over_minor: i64 },
    /// Less than was agreed on: owed to the member, and the commitment waits on.
    TooLittle,
    /// The commitment was given up before, or paid before: owed to the member.
    Late,
}

impl CommitmentState {
    /// Takes a place, and no money has come.
    pub fn is_unpaid(self) -> bool {
        matches!(self, Made | Claimed)
    }

    /// Counts against what a pool has room for.
    pub fn takes_place(self) -> bool {
        matches!(self, Made | Claimed | Held | Captured)
    }

    /// # Errors
    /// `WrongState`.
    pub fn claim(self) -> Result<CommitmentState, CommitRefused> {
        if self == Made { Ok(Claimed) } else { Err(CommitRefused::WrongState) }
    }

    /// The money was looked for and not found: it waits for another claim.
    ///
    /// # Errors
    /// `WrongState`.
    pub fn refuse_claim(self) -> Result<CommitmentState, CommitRefused> {
        if self == Claimed { Ok(Made) } else { Err(CommitRefused::WrongState) }
    }

    /// # Errors
    /// `WrongState` where it is paid, or over.
    pub fn lapse(self) -> Result<CommitmentState, CommitRefused> {
        if self.is_unpaid() { Ok(Lapsed) } else { Err(CommitRefused::WrongState) }
    }

    pub fn arrive(self, due_minor: i64, arrived_minor: i64) -> Arrival {
        match self {
            _ if !self.is_unpaid() => Arrival::Late,
            _ if arrived_minor < due_minor => Arrival::TooLittle,
            _ => Arrival::Held { over_minor: arrived_minor - due_minor },
        }
    }

    /// # Errors
    /// `WrongState`: only what is held is captured, once.
    pub fn capture(self) -> Result<CommitmentState, CommitRefused> {
        if self == Held { Ok(Captured) } else { Err(CommitRefused::WrongState) }
    }

    /// # Errors
    /// `WrongState`: only what is held is refunded, once.
    pub fn refund(self) -> Result<CommitmentState, CommitRefused> {
        if self == Held { Ok(Refunded) } else { Err(CommitRefused::WrongState) }
    }
}

/// What somebody may still take of a pool's room and of the own limit, all in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// None: without an end.
    pub most: Option<i64>,
    pub taken: i64,
    pub each_most: Option<i64>,
    /// By this member.
    pub own: i64,
    pub step: i64,
}

/// Ten billion units.
pub const UNITS_MAX: i64 = 10_000_000_000_000;

impl Room {
    /// # Errors
    /// `UnitsNotPositive`, `UnitsTooMany`, `OffStep`, `AboveLimit`, `Full`.
    pub fn take(&self, units: i64) -> Result<(), CommitRefused> {
        let above = |most: Option<i64>, had: i64| most.is_some_and(|most| had + units > most);
        match () {
            () if units <= 0 => Err(CommitRefused::UnitsNotPositive),
            () if units > UNITS_MAX => Err(CommitRefused::UnitsTooMany),
            () if units % self.step != 0 => Err(CommitRefused::OffStep),
            () if above(self.each_most, self.own) => Err(CommitRefused::AboveLimit),
            () if above(self.most, self.taken) => Err(CommitRefused::Full),
            () => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// State → claim, refuse the claim, lapse, capture, refund, whether it takes a place.
    #[test]
    fn what_each_state_permits() {
        let wrong = || Err(CommitRefused::WrongState);
        for (state, claim, back, lapse, capture, refund, takes) in [
            (Made, Ok(Claimed), wrong(), Ok(Lapsed), wrong(), wrong(), true),
            (Claimed, wrong(), Ok(Made), Ok(Lapsed), wrong(), wrong(), true),
            (Held, wrong(), wrong(), wrong(), Ok(Captured), Ok(Refunded), true),
            (Captured, wrong(), wrong(), wrong(), wrong(), wrong(), true),
            (Refunded, wrong(), wrong(), wrong(), wrong(), wrong(), false),
            (Lapsed, wrong(), wrong(), wrong(), wrong(), wrong(), false),
        ] {
            assert_eq!(state.claim(), claim, "{state}");
            assert_eq!(state.refuse_claim(), back, "{state}");
            assert_eq!(state.lapse(), lapse, "{state}");
            assert_eq!(state.capture(), capture, "{state}");
            assert_eq!(state.refund(), refund, "{state}");
            assert_eq!(state.takes_place(), takes, "{state}");
        }
    }

    #[test]
    fn money_pays_what_waits_for_it_and_is_the_members_else() {
        for (state, arrived, answer) in [
            (Made, 100, Arrival::Held { over_minor: 0 }),
            (Claimed, 130, Arrival::Held { over_minor: 30 }),
            (Claimed, 99, Arrival::TooLittle),
            (Lapsed, 100, Arrival::Late),
            (Held, 100, Arrival::Late),
            (Refunded, 1, Arrival::Late),
        ] {
            assert_eq!(state.arrive(100, arrived), answer, "{state} {arrived}");
        }
    }

    /// Most, taken, most of one, own, asked → the answer. The step is half a unit.
    #[test]
    fn nobody_takes_more_than_there_is() {
        for (most, taken, each_most, own, units, answer) in [
            (None, 0, None, 0, 500, Ok(())),
            (None, 0, None, 0, 499, Err(CommitRefused::OffStep)),
            (None, 0, None, 0, 0, Err(CommitRefused::UnitsNotPositive)),
            (None, 0, None, 0, -500, Err(CommitRefused::UnitsNotPositive)),
            (None, 0, None, 0, UNITS_MAX + 500, Err(CommitRefused::UnitsTooMany)),
            (Some(5_000), 4_500, None, 0, 500, Ok(())),
            (Some(5_000), 4_500, None, 0, 1_000, Err(CommitRefused::Full)),
            (Some(5_000), 5_000, None, 0, 500, Err(CommitRefused::Full)),
            (None, 0, Some(2_000), 1_500, 500, Ok(())),
            (None, 0, Some(2_000), 1_500, 1_000, Err(CommitRefused::AboveLimit)),
        ] {
            let room = Room { most, taken, each_most, own, step: 500 };
            assert_eq!(room.take(units), answer, "{room:?} {units}");
        }
    }
}
