//! An order's way from placing to settlement. Pure: `now` is passed in, every transition answers the new state or
//! why not. Money and stock follow in the operations; refunds are beside the progress, in `refund.rs`.

use kernel::Timestamp;
use std::time::Duration;

pub use crate::order_refused::OrderRefused;

kernel::codes! {
    /// Where an order stands.
    pub enum State {
        /// Its goods are held; no way of paying is chosen yet.
        Placed = "placed",
        AwaitingPayment = "awaiting_payment",
        /// The buyer says that the money is on its way; expiry waits, for a while.
        PaymentClaimed = "payment_claimed",
        Paid = "paid",
        /// Handed over or sent; the after-sales window runs.
        Fulfilled = "fulfilled",
        Accepted = "accepted",
        /// The split has been booked to its parties.
        Settled = "settled",
        Cancelled = "cancelled",
        Expired = "expired",
    }
}

/// How long things may take in a community.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// From placing, for goods that are held unpaid.
    pub hold: Duration,
    /// From the first claim, for a claimed payment to be confirmed or refused.
    pub claim: Duration,
    /// From fulfilment, for the buyer to object; then the order counts as accepted.
    pub after_sales: Duration,
}

/// The part of an order that its transitions look at and change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub state: State,
    /// The first instant at which the goods are no longer held for this order, while it is unpaid.
    pub hold_until: Option<Timestamp>,
    /// The first instant at which a claim no longer keeps the place. Set once, by the first claim.
    pub claim_until: Option<Timestamp>,
    /// When the money arrived, not when somebody confirmed it.
    pub paid_at: Option<Timestamp>,
    /// The first instant at which the order counts as accepted, once fulfilled. An open complaint stops the clock.
    pub accept_due: Option<Timestamp>,
    /// Since when the buyer's complaint is open; None: there is none, or it was answered.
    pub complained_at: Option<Timestamp>,
}

/// What confirmed money does to an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// What is above the price is owed to the buyer.
    Paid(Progress),
    /// Less than the price: the order waits on, the money for the treasurer.
    TooLittle,
    /// The order is given up, or paid, already: the money is owed to the buyer.
    Late,
    /// It would have expired before the money came: it expires now, and the money is owed to the buyer.
    ExpiresNow(Progress),
}

use OrderRefused::WrongState;

impl Progress {
    pub fn placed(terms: &Terms, now: Timestamp) -> Progress {
        let hold_until = Some(now.plus(terms.hold));
        Progress {
            state: State::Placed,
            hold_until,
            claim_until: None,
            paid_at: None,
            accept_due: None,
            complained_at: None,
        }
    }

    fn moved(self, state: State) -> Progress {
        Progress { state, ..self }
    }

    /// Nothing was paid and nothing more can be.
    pub fn is_given_up(&self) -> bool {
        matches!(self.state, State::Cancelled | State::Expired)
    }

    /// Goods are held and money is awaited.
    pub fn is_unpaid(&self) -> bool {
        matches!(self.state, State::Placed | State::AwaitingPayment | State::PaymentClaimed)
    }

    /// A way of paying was chosen, or another one instead.
    pub fn choose_payment(self, now: Timestamp) -> Result<Progress, OrderRefused> {
        match self.state {
            State::Placed | State::AwaitingPayment if self.holds(now) => {
                Ok(self.moved(State::AwaitingPayment))
            }
            _ => Err(WrongState),
        }
    }

    pub(crate) fn holds(&self, now: Timestamp) -> bool {
        self.hold_until.is_none_or(|until| now < until)
    }

    /// Claims keep the place until `claim_until`, which the first one sets: claiming again never prolongs it, and to have paid never
    /// shortens what was promised before.
    pub fn claim(self, terms: &Terms, now: Timestamp) -> Result<Progress, OrderRefused> {
        if self.state != State::AwaitingPayment || !self.holds(now) {
            return Err(WrongState);
        }
        let claimed = self.claim_until.unwrap_or(now.plus(terms.claim));
        let claim_until = self.hold_until.max(Some(claimed));
        Ok(Progress { state: State::PaymentClaimed, claim_until, ..self })
    }

    /// The buyer gets a fresh hold to try again, within what the first claim allows.
    pub fn refuse_claim(self, terms: &Terms, now: Timestamp) -> Result<Progress, OrderRefused> {
        if self.state != State::PaymentClaimed {
            return Err(WrongState);
        }
        let fresh = self.hold_until.max(Some(now.plus(terms.hold)));
        let hold_until = fresh.min(self.claim_until.or(fresh));
        Ok(Progress { state: State::AwaitingPayment, hold_until, ..self })
    }

    /// What money that came at `arrived_at` does; `enough` when it is the price at least. A claim that was made in time
    /// keeps the place also against a hold that has ended since.
    pub fn money_arrived(self, arrived_at: Timestamp, enough: bool) -> Arrival {
        let until = match self.state {
            State::Placed | State::AwaitingPayment => self.hold_until,
            State::PaymentClaimed => self.claim_until,
            _ => return Arrival::Late,
        };
        match until.is_none_or(|until| arrived_at < until) {
            true if enough => Arrival::Paid(self.pay(arrived_at)),
            true => Arrival::TooLittle,
            false => Arrival::ExpiresNow(self.moved(State::Expired)),
        }
    }

    /// Paid by what is there already: a set-off, or nothing to pay.
    pub fn pay_at_once(self, now: Timestamp) -> Result<Progress, OrderRefused> {
        match self.state {
            State::Placed | State::AwaitingPayment if self.holds(now) => Ok(self.pay(now)),
            _ => Err(WrongState),
        }
    }

    fn pay(self, paid_at: Timestamp) -> Progress {
        Progress { state: State::Paid, paid_at: Some(paid_at), ..self }
    }

    /// True from the very instant the hold (or the claim) ends.
    pub fn expires(&self, now: Timestamp) -> bool {
        let until = match self.state {
            State::Placed | State::AwaitingPayment => self.hold_until,
            State::PaymentClaimed => self.claim_until,
            _ => return false,
        };
        until.is_some_and(|until| now >= until)
    }

    pub fn expire(self, now: Timestamp) -> Result<Progress, OrderRefused> {
        match self.expires(now) {
            true => Ok(self.moved(State::Expired)),
            false => Err(WrongState),
        }
    }

    /// By the buyer, or by a steward, before any money is confirmed.
    pub fn cancel_unpaid(self) -> Result<Progress, OrderRefused> {
        match self.is_unpaid() {
            true => Ok(self.moved(State::Cancelled)),
            false => Err(WrongState),
        }
    }

    /// By a steward, while the goods have not left; what was paid is refunded with it.
    pub fn cancel_paid(self) -> Result<Progress, OrderRefused> {
        match self.state {
            State::Paid => Ok(self.moved(State::Cancelled)),
            _ => Err(WrongState),
        }
    }

    pub fn fulfil(self, terms: &Terms, now: Timestamp) -> Result<Progress, OrderRefused> {
        match self.state {
            State::Paid => Ok(Progress {
                state: State::Fulfilled,
                accept_due: Some(now.plus(terms.after_sales)),
                ..self
            }),
            _ => Err(WrongState),
        }
    }

    /// It was never handed over: the wrong button was pressed. Not once the buyer has said anything about it.
    pub fn undo_fulfil(self) -> Result<Progress, OrderRefused> {
        match self.state {
            State::Fulfilled if self.complained_at.is_none() => {
                Ok(Progress { state: State::Paid, accept_due: None, ..self })
            }
            _ => Err(WrongState),
        }
    }

    /// By the buyer, while the window runs. The instant in which it ends is too late: the order counts as accepted.
    pub fn complain(self, now: Timestamp) -> Result<Progress, OrderRefused> {
        // Without a clock the talk is not over, however long ago it was handed over.
        let in_time = self.accept_due.is_none_or(|due| now < due);
        match self.state {
            State::Fulfilled if in_time && self.complained_at.is_none() => {
                Ok(Progress { complained_at: Some(now), ..self })
            }
            _ => Err(WrongState),
        }
    }

    /// The buyer has an answer, and the whole window to look at it and to complain again.
    pub fn answer_complaint(self, terms: &Terms, now: Timestamp) -> Result<Progress, OrderRefused> {
        match (self.state, self.complained_at) {
            (State::Fulfilled, Some(_)) => {
                let accept_due = Some(now.plus(terms.after_sales));
                Ok(Progress { accept_due, complained_at: None, ..self })
            }
            _ => Err(WrongState),
        }
    }

    /// The answer is that there is nothing, or comes from who would pay for another one: no clock runs, for silence says nothing to it.
    pub fn answer_without_clock(self) -> Result<Progress, OrderRefused> {
        match (self.state, self.complained_at) {
            (State::Fulfilled, Some(_)) => Ok(self.without_clock()),
            _ => Err(WrongState),
        }
    }

    /// It waits for its buyer's word, or somebody's look at the answer.
    pub fn without_clock(self) -> Progress {
        Progress { accept_due: None, complained_at: None, ..self }
    }

    /// The buyer takes that answer, or a second person has looked at it: the whole window runs.
    pub fn start_clock(self, terms: &Terms, now: Timestamp) -> Result<Progress, OrderRefused> {
        let waits = (self.state, self.complained_at, self.accept_due) == (State::Fulfilled, None, None);
        let accept_due = Some(now.plus(terms.after_sales));
        waits.then_some(Progress { accept_due, ..self }).ok_or(WrongState)
    }

    /// What was proposed for a complaint cannot be done any more: it is open again, although the window is over.
    pub fn wait_on(self, now: Timestamp) -> Progress {
        Progress { complained_at: Some(now), ..self }
    }

    /// By the buyer, at any time after fulfilment. It closes a complaint.
    pub fn accept(self) -> Result<Progress, OrderRefused> {
        match self.state {
            State::Fulfilled => Ok(Progress { complained_at: None, ..self.moved(State::Accepted) }),
            _ => Err(WrongState),
        }
    }

    /// By nobody: the window has passed without a word.
    pub fn accept_by_silence(self, now: Timestamp) -> Result<Progress, OrderRefused> {
        let silent = self.complained_at.is_none();
        match self.state {
            State::Fulfilled if silent && self.accept_due.is_some_and(|due| now >= due) => {
                Ok(self.moved(State::Accepted))
            }
            State::Fulfilled => Err(OrderRefused::TooEarly),
            _ => Err(WrongState),
        }
    }

    pub fn settle(self) -> Result<Progress, OrderRefused> {
        match self.state {
            State::Accepted => Ok(self.moved(State::Settled)),
            State::Paid | State::Fulfilled => Err(OrderRefused::TooEarly),
            _ => Err(WrongState),
        }
    }

    /// Something was paid, and a part of it may still be given back.
    pub fn is_refundable(&self) -> bool {
        matches!(self.state, State::Paid | State::Fulfilled | State::Accepted | State::Settled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use OrderRefused::TooEarly;
    use State::*;

    const fn at(micros: i64) -> Timestamp {
        Timestamp::from_micros(micros)
    }

    /// A hold of 10, a claim of 50, a window of 100.
    const TERMS: Terms = Terms {
        hold: Duration::from_micros(10),
        claim: Duration::from_micros(50),
        after_sales: Duration::from_micros(100),
    };

    /// Placed at 0: held until 10; claimed at 5: kept until 55; fulfilled at 60: accepted at 160.
    fn progress(state: State) -> Progress {
        let claimed = matches!(state, PaymentClaimed);
        let fulfilled = matches!(state, Fulfilled | Accepted | Settled);
        Progress {
            state,
            hold_until: Some(at(10)),
            claim_until: claimed.then_some(at(55)),
            paid_at: None,
            accept_due: fulfilled.then_some(at(160)),
            complained_at: None,
        }
    }

    fn state(answer: Result<Progress, OrderRefused>) -> Result<State, OrderRefused> {
        answer.map(|progress| progress.state)
    }

    /// Which states a transition leaves, at an instant where time does not stand in the way.
    #[test]
    fn each_transition_leaves_only_its_own_states() {
        type Step = fn(Progress) -> Result<Progress, OrderRefused>;
        let steps: [(&str, Step, &[State], State); 11] = [
            ("choose", |p| p.choose_payment(at(9)), &[Placed, AwaitingPayment], AwaitingPayment),
            ("claim", |p| p.claim(&TERMS, at(9)), &[AwaitingPayment], PaymentClaimed),
            ("refuse", |p| p.refuse_claim(&TERMS, at(9)), &[PaymentClaimed], AwaitingPayment),
            ("set off", |p| p.pay_at_once(at(9)), &[Placed, AwaitingPayment], Paid),
            ("cancel unpaid", |p| p.cancel_unpaid(), &[Placed, AwaitingPayment, PaymentClaimed], Cancelled),
            ("cancel paid", |p| p.cancel_paid(), &[Paid], Cancelled),
            ("fulfil", |p| p.fulfil(&TERMS, at(60)), &[Paid], Fulfilled),
            ("undo", |p| p.undo_fulfil(), &[Fulfilled], Paid),
            ("complain", |p| p.complain(at(60)), &[Fulfilled], Fulfilled),
            ("accept", |p| p.accept(), &[Fulfilled], Accepted),
            ("settle", |p| p.settle(), &[Accepted], Settled),
        ];
        for (name, step, leaves, to) in steps {
            for from in State::ALL {
                let answer = step(progress(*from));
                match leaves.contains(from) {
                    true => assert_eq!(state(answer), Ok(to), "{name} from {from}"),
                    false => assert!(answer.is_err(), "{name} from {from}"),
                }
            }
        }
    }

    /// State, instant → does it expire. The hold ends at 10, the claim at 55.
    #[test]
    fn expiry_begins_in_the_instant_the_hold_ends() {
        for (from, now, expires) in [
            (Placed, 9, false),
            (Placed, 10, true),
            (AwaitingPayment, 9, false),
            (AwaitingPayment, 10, true),
            (PaymentClaimed, 10, false),
            (PaymentClaimed, 54, false),
            (PaymentClaimed, 55, true),
            (Paid, 1000, false),
            (Expired, 1000, false),
        ] {
            assert_eq!(progress(from).expires(at(now)), expires, "{from} at {now}");
            assert_eq!(state(progress(from).expire(at(now))).is_ok(), expires, "{from} at {now}");
        }
    }

    /// Nothing moves an order in the instant in which it expires, even before the job has come.
    #[test]
    fn the_last_instant_of_a_hold_is_too_late() {
        let awaiting = progress(AwaitingPayment);
        for (now, answer) in [(9, true), (10, false)] {
            assert_eq!(awaiting.choose_payment(at(now)).is_ok(), answer);
            assert_eq!(awaiting.claim(&TERMS, at(now)).is_ok(), answer);
            assert_eq!(awaiting.pay_at_once(at(now)).is_ok(), answer);
        }
    }

    /// Claims are counted from the first one, and a refusal gives a fresh hold within it.
    #[test]
    fn claims_never_prolong_the_place() {
        let claimed = progress(AwaitingPayment).claim(&TERMS, at(5)).unwrap();
        assert_eq!(claimed.claim_until, Some(at(55)));
        let refused = claimed.refuse_claim(&TERMS, at(20)).unwrap();
        assert_eq!(refused.hold_until, Some(at(30)));
        let again = refused.claim(&TERMS, at(29)).unwrap();
        assert_eq!(again.claim_until, Some(at(55)));
        assert_eq!(again.refuse_claim(&TERMS, at(50)).unwrap().hold_until, Some(at(55)));
        assert_eq!(claimed.refuse_claim(&TERMS, at(0)).unwrap().hold_until, Some(at(10)), "never shorter");
    }

    /// An order of a list that is kept for a week is kept as long when its buyer says to have paid.
    #[test]
    fn a_claim_never_shortens_a_longer_hold() {
        let kept = Progress { hold_until: Some(at(200)), ..progress(AwaitingPayment) };
        let claimed = kept.claim(&TERMS, at(5)).unwrap();
        assert_eq!(claimed.claim_until, Some(at(200)));
        assert_eq!(claimed.refuse_claim(&TERMS, at(20)).unwrap().hold_until, Some(at(200)));
        // A hold that somebody has moved since the first claim.
        let refused =
            progress(AwaitingPayment).claim(&TERMS, at(5)).unwrap().refuse_claim(&TERMS, at(20)).unwrap();
        let moved = Progress { hold_until: Some(at(300)), ..refused };
        assert_eq!(moved.claim(&TERMS, at(100)).unwrap().claim_until, Some(at(300)));
    }

    /// State, when the money came, whether it is the price → the state then, or what else becomes of the money.
    #[test]
    fn money_counts_from_its_arrival() {
        let check = |from, arrived, enough, expected: Result<State, Arrival>| {
            let answer = match progress(from).money_arrived(at(arrived), enough) {
                Arrival::Paid(p) => {
                    assert_eq!(p.paid_at, Some(at(arrived)));
                    Ok(p.state)
                }
                Arrival::ExpiresNow(p) => Ok(p.state),
                other => Err(other),
            };
            assert_eq!(answer, expected, "{from} at {arrived}");
        };
        check(Placed, 9, true, Ok(Paid));
        check(Placed, 9, false, Err(Arrival::TooLittle));
        check(AwaitingPayment, 9, true, Ok(Paid));
        check(AwaitingPayment, 10, true, Ok(Expired));
        check(AwaitingPayment, 10, false, Ok(Expired));
        check(PaymentClaimed, 10, true, Ok(Paid));
        check(PaymentClaimed, 54, false, Err(Arrival::TooLittle));
        check(PaymentClaimed, 55, true, Ok(Expired));
        for from in [Expired, Cancelled, Paid, Settled] {
            check(from, 9, true, Err(Arrival::Late));
            check(from, 9, false, Err(Arrival::Late));
        }
    }

    /// The window ends at 160.
    #[test]
    fn silence_is_acceptance_when_the_window_has_passed() {
        assert_eq!(state(progress(Fulfilled).accept_by_silence(at(159))), Err(TooEarly));
        assert_eq!(state(progress(Fulfilled).accept_by_silence(at(160))), Ok(Accepted));
        assert_eq!(state(progress(Accepted).accept_by_silence(at(160))), Err(WrongState));
        assert_eq!(state(progress(Fulfilled).settle()), Err(TooEarly));
    }

    /// The window ends at 160; complained at 159, answered at 500: it ends at 600 then.
    #[test]
    fn a_complaint_stops_the_clock_until_its_answer() {
        assert_eq!(state(progress(Fulfilled).complain(at(160))), Err(WrongState));
        let open = progress(Fulfilled).complain(at(159)).unwrap();
        let nothing = open.answer_without_clock().unwrap();
        assert_eq!((nothing.accept_due, nothing.complained_at), (None, None));
        assert_eq!(
            state(nothing.accept_by_silence(at(1_000_000))),
            Err(TooEarly),
            "silence says nothing to it"
        );
        assert_eq!(state(nothing.complain(at(1_000_000))), Ok(Fulfilled), "it can be disputed at any time");
        assert_eq!(state(nothing.accept()), Ok(Accepted));
        let looked = nothing.start_clock(&TERMS, at(1_000)).unwrap();
        assert_eq!(state(looked.accept_by_silence(at(1_099))), Err(TooEarly));
        assert_eq!(state(looked.accept_by_silence(at(1_100))), Ok(Accepted));
        assert_eq!(state(looked.start_clock(&TERMS, at(1_001))), Err(WrongState), "once");
        assert_eq!((open.state, open.complained_at), (Fulfilled, Some(at(159))));
        assert_eq!(state(open.complain(at(159))), Err(WrongState), "one at a time");
        assert_eq!(state(open.accept_by_silence(at(9_000))), Err(TooEarly));
        assert_eq!(open.accept().map(|p| (p.state, p.complained_at)), Ok((Accepted, None)));
        let answered = open.answer_complaint(&TERMS, at(500)).unwrap();
        assert_eq!((answered.complained_at, answered.accept_due), (None, Some(at(600))));
        assert_eq!(state(answered.answer_complaint(&TERMS, at(501))), Err(WrongState));
        assert_eq!(state(answered.accept_by_silence(at(599))), Err(TooEarly));
        assert_eq!(state(answered.accept_by_silence(at(600))), Ok(Accepted));
        assert_eq!(state(answered.complain(at(599))), Ok(Fulfilled), "again, about the answer");
    }
}
