//! A payment was put down to the wrong order: who may take that back, and until when. Pure.

use crate::order::{Progress, State, Terms};
use crate::payment::PaymentRefused;
use kernel::{Timestamp, Zone};

/// What is asked before a confirmation is taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confirmed {
    /// Somebody looked and said so; a gateway or an import needs nobody.
    pub by_hand: bool,
    /// Whoever takes it back is who confirmed it, or no second person beside them.
    pub same_person: bool,
    pub at: Timestamp,
    /// Something of the order was missing, or given back.
    pub given_back: bool,
}

impl Confirmed {
    /// By who confirmed it on the day of that, whose slip it was; later only by somebody else, so that nobody's word of long ago is
    /// changed by that person alone.
    ///
    /// # Errors
    /// `WrongState` where the order is not paid, `HandedOver`, `GivenBack`, `NotByHand`, `UndoByAnother`.
    pub fn undo(&self, order: State, now: Timestamp, zone: &Zone) -> Result<(), PaymentRefused> {
        match order {
            State::Fulfilled | State::Accepted | State::Settled => return Err(PaymentRefused::HandedOver),
            State::Paid | State::Cancelled if self.given_back => return Err(PaymentRefused::GivenBack),
            State::Paid => {}
            _ => return Err(PaymentRefused::WrongState),
        }
        if !self.by_hand {
            return Err(PaymentRefused::NotByHand);
        }
        match is_theirs(self.same_person, self.at, now, zone) {
            true => Ok(()),
            false => Err(PaymentRefused::UndoByAnother),
        }
    }
}

impl Confirmed {
    /// Of money that paid nothing: no goods and no refund rest on it, so only who says it is asked.
    ///
    /// # Errors
    /// `NotByHand`, `UndoByAnother`.
    pub fn undo_beside(&self, now: Timestamp, zone: &Zone) -> Result<(), PaymentRefused> {
        match (self.by_hand, is_theirs(self.same_person, self.at, now, zone)) {
            (false, _) => Err(PaymentRefused::NotByHand),
            (true, true) => Ok(()),
            (true, false) => Err(PaymentRefused::UndoByAnother),
        }
    }
}

/// Whether it is for somebody to take back what was confirmed at a time: for who confirmed it, on that day; for everybody else, later too.
pub fn is_theirs(same_person: bool, at: Timestamp, now: Timestamp, zone: &Zone) -> bool {
    !same_person || at.day(zone) == now.day(zone)
}

impl Progress {
    /// It was not paid after all: it waits for its money as a new order does, and never shorter than it would have. What its buyer claimed
    /// before does not count, or the place would be gone with the next claim.
    ///
    /// # Errors
    /// `WrongState` for what is not paid.
    pub fn undo_pay(self, terms: &Terms, now: Timestamp) -> Result<Progress, PaymentRefused> {
        match self.state {
            State::Paid => Ok(Progress {
                state: State::AwaitingPayment,
                hold_until: self.hold_until.max(Some(now.plus(terms.hold))),
                claim_until: None,
                paid_at: None,
                ..self
            }),
            _ => Err(PaymentRefused::WrongState),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use PaymentRefused::{GivenBack, HandedOver, NotByHand, UndoByAnother, WrongState};
    use std::time::Duration;

    const HOUR: i64 = 3_600_000_000;

    fn at(hours: i64) -> Timestamp {
        Timestamp::from_micros(hours * HOUR)
    }

    /// Where the order stands, by hand, by who confirmed it, given back, hours after midnight → answer. It was confirmed at nine in the
    /// evening of Shanghai, which is one in the afternoon in Greenwich.
    #[test]
    fn who_may_take_it_back_until_when() {
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        for (order, by_hand, same_person, given_back, now, answer) in [
            (State::Paid, true, true, false, 13, Ok(())),
            (State::Paid, true, true, false, 15, Ok(())),
            // Midnight there.
            (State::Paid, true, true, false, 16, Err(UndoByAnother)),
            (State::Paid, true, false, false, 16, Ok(())),
            (State::Paid, true, false, false, 9_999, Ok(())),
            (State::Paid, false, false, false, 13, Err(NotByHand)),
            (State::Paid, true, false, true, 13, Err(GivenBack)),
            (State::Cancelled, true, false, true, 13, Err(GivenBack)),
            (State::Cancelled, true, false, false, 13, Err(WrongState)),
            (State::Fulfilled, true, false, true, 13, Err(HandedOver)),
            (State::Accepted, true, false, false, 13, Err(HandedOver)),
            (State::Settled, false, false, false, 13, Err(HandedOver)),
            (State::Placed, true, false, false, 13, Err(WrongState)),
            (State::AwaitingPayment, true, false, false, 13, Err(WrongState)),
            (State::PaymentClaimed, true, false, false, 13, Err(WrongState)),
            (State::Expired, true, false, false, 13, Err(WrongState)),
        ] {
            let confirmed = Confirmed { by_hand, same_person, at: at(13), given_back };
            assert_eq!(confirmed.undo(order, at(now), &zone), answer, "{order} {confirmed:?} at {now}");
        }
    }

    /// State, until when it was held, now → until when it is held. A new order is held for ten hours.
    #[test]
    fn it_waits_as_long_as_a_new_order() {
        let hours = |count: u64| Duration::from_secs(count * 3_600);
        let terms = Terms { hold: hours(10), claim: hours(50), after_sales: hours(100) };
        for (state, until, now, held) in [
            (State::Paid, Some(10), 30, Some(40)),
            (State::Paid, Some(99), 30, Some(99)),
            (State::Paid, None, 30, Some(40)),
            (State::AwaitingPayment, Some(10), 5, None),
            (State::Fulfilled, Some(10), 5, None),
            (State::Cancelled, Some(10), 5, None),
        ] {
            let before = Progress {
                state,
                hold_until: until.map(at),
                claim_until: Some(at(20)),
                paid_at: Some(at(9)),
                accept_due: None,
                complained_at: None,
            };
            let after = before.undo_pay(&terms, at(now));
            assert_eq!(after.ok().and_then(|after| after.hold_until), held.map(at), "{state} {until:?}");
            if let Ok(after) = after {
                assert_eq!(
                    (after.state, after.claim_until, after.paid_at),
                    (State::AwaitingPayment, None, None)
                );
                assert!(!after.expires(at(now)) && after.claim(&terms, at(now)).is_ok());
            }
        }
    }
}
