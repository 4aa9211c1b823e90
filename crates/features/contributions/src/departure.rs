//! The way of what somebody loses who left: announced, disputed or not, carried out or lifted. Pure.

use crate::ids::Member;
use crate::leaving::DepartureState;
use kernel::{Id, Timestamp};

kernel::codes! {
    /// Why something about what a leaver loses was turned away.
    pub enum DepartureRefused {
        NoSuchDeparture = "no_such_departure",
        NotAMember = "not_a_member",
        NotAllowed = "not_allowed",
        /// Only who left objects.
        NotYours = "not_your_departure",
        /// Nobody decides their own, nor that of a company behind which they stand.
        OwnDeparture = "own_departure",
        WrongState = "departure_wrong_state",
        /// The days to object are over.
        TooLate = "too_late_to_object",
        ReasonMissing = "reason_missing",
        ReasonTooLong = "reason_too_long",
        KeyReused = "key_reused",
    }
}

use DepartureRefused as No;

/// A departure as the rules see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone {
    pub state: DepartureState,
    pub member: Id<Member>,
    pub due_at: Timestamp,
}

impl Gone {
    /// The last instant is too late: it is carried out then.
    ///
    /// # Errors
    /// `NotYours`, `WrongState`, `TooLate`.
    pub fn object(&self, by: Id<Member>, now: Timestamp) -> Result<DepartureState, No> {
        match () {
            () if by != self.member => Err(No::NotYours),
            () if self.state != DepartureState::Announced => Err(No::WrongState),
            () if now >= self.due_at => Err(No::TooLate),
            () => Ok(DepartureState::Disputed),
        }
    }

    /// # Errors
    /// `OwnDeparture`, `WrongState`.
    pub fn judged_by(&self, by: Id<Member>) -> Result<(), No> {
        match () {
            () if by == self.member => Err(No::OwnDeparture),
            () if self.state != DepartureState::Disputed => Err(No::WrongState),
            () => Ok(()),
        }
    }

    /// Neither carried out nor lifted.
    pub fn is_open(&self) -> bool {
        matches!(self.state, DepartureState::Announced | DepartureState::Disputed)
    }

    pub fn is_due(&self, now: Timestamp) -> bool {
        self.state == DepartureState::Announced && now >= self.due_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DepartureState::{Announced, CarriedOut, Disputed, Lifted};

    fn member(n: u8) -> Id<Member> {
        Id::from_parts(1, [n; 10])
    }

    /// State, by, now → objecting, deciding, due. It is one's own, and due at 100.
    #[test]
    fn departures_answer() {
        for (state, by, now, object, judge, due) in [
            (Announced, 1, 99, Ok(Disputed), Err(No::OwnDeparture), false),
            (Announced, 1, 100, Err(No::TooLate), Err(No::OwnDeparture), true),
            (Announced, 2, 99, Err(No::NotYours), Err(No::WrongState), false),
            (Disputed, 1, 99, Err(No::WrongState), Err(No::OwnDeparture), false),
            (Disputed, 2, 500, Err(No::NotYours), Ok(()), false),
            (CarriedOut, 2, 500, Err(No::NotYours), Err(No::WrongState), false),
            (Lifted, 1, 500, Err(No::WrongState), Err(No::OwnDeparture), false),
        ] {
            let gone = Gone { state, member: member(1), due_at: Timestamp::from_micros(100) };
            let (by, now) = (member(by), Timestamp::from_micros(now));
            assert_eq!(
                (gone.object(by, now), gone.judged_by(by), gone.is_due(now)),
                (object, judge, due),
                "{state}"
            );
            assert_eq!(gone.is_open(), matches!(state, Announced | Disputed), "{state}");
        }
    }
}
