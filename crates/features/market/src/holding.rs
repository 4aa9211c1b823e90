//! Until when an unpaid order is held, said anew. Pure: `now` is passed in.

use crate::order::{OrderRefused, Progress, State};
use kernel::Timestamp;

impl Progress {
    /// Who entered the order for its buyer says another time than before. What is claimed waits for its answer, whatever the hold.
    pub fn move_hold(self, until: Timestamp, now: Timestamp) -> Result<Progress, OrderRefused> {
        match self.state {
            State::Placed | State::AwaitingPayment if self.holds(now) && now < until => {
                Ok(Progress { hold_until: Some(until), ..self })
            }
            _ => Err(OrderRefused::WrongState),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use State::*;

    /// State, now, until → the new end of the hold. It ended at 10.
    #[test]
    fn a_hold_moves_while_it_runs_and_never_into_the_past() {
        let at = Timestamp::from_micros;
        for (state, now, until, moved) in [
            (Placed, 5, 20, Some(20)),
            (AwaitingPayment, 5, 6, Some(6)),
            (Placed, 5, 5, None),
            (Placed, 10, 20, None),
            (PaymentClaimed, 5, 20, None),
            (Paid, 5, 20, None),
            (Cancelled, 5, 20, None),
        ] {
            let before = Progress {
                state,
                hold_until: Some(at(10)),
                claim_until: None,
                paid_at: None,
                accept_due: None,
                complained_at: None,
            };
            let answer = before.move_hold(at(until), at(now));
            assert_eq!(answer.ok().and_then(|after| after.hold_until), moved.map(at), "{state} at {now}");
        }
    }
}
