//! An attempt to pay an order. Pure.

use kernel::Timestamp;

kernel::codes! {
    /// How an order is paid.
    pub enum MethodCode {
        BankTransfer = "bank_transfer",
        /// A picture with a code that a telephone scans (收款码).
        CollectionCode = "collection_code",
        /// Against what the community owes the buyer.
        SetOff = "set_off",
        /// Demo and tests only.
        SimulatedGateway = "simulated_gateway",
        /// Nothing to pay.
        Free = "free",
    }
}

kernel::codes! {
    pub enum PaymentState {
        /// The way is chosen, nothing has come.
        Chosen = "chosen",
        /// The buyer says it is on its way; the treasurer has to look.
        Claimed = "claimed",
        /// It arrived and paid the order.
        Confirmed = "confirmed",
        /// It did not arrive.
        Refused = "refused",
        /// It arrived for an order given up before, or paid before: owed to the buyer.
        Late = "late",
        /// Less than the order's price arrived: it waits, unmatched, for the treasurer.
        Mismatched = "mismatched",
        /// What was unmatched went back to where it came from.
        Returned = "returned",
        /// What was unmatched is owed to the buyer.
        Owed = "owed",
        /// Chosen, and nothing said about it until its order ended: nobody waits for it any more.
        Abandoned = "abandoned",
    }
}

kernel::codes! {
    /// Why a payment did not move on.
    pub enum PaymentRefused {
        NoSuchOrder = "no_such_order",
        NoSuchPayment = "no_such_payment",
        NotAMember = "not_a_member",
        NotYours = "not_yours",
        NotAllowed = "not_allowed",
        /// Conflict of interest: nobody confirms the own payment.
        OwnPayment = "own_payment",
        WrongState = "wrong_state",
        AlreadyConfirmed = "already_confirmed",
        /// The same request confirmed it before, and that was taken back since: nothing is confirmed now.
        TakenBack = "taken_back",
        /// It was looked at before and found not to have come.
        AlreadyRefused = "already_refused",
        MethodNotOffered = "method_not_offered",
        OwedTooLittle = "owed_too_little",
        /// The sum that came is not the order's.
        AmountDiffers = "amount_differs",
        /// So much more than the price that a slip of the finger is likelier.
        AmountFar = "amount_far",
        /// Called off, or expired before the money came.
        OrderOver = "order_over",
        ArrivedInFuture = "arrived_in_future",
        /// The books are closed for that day.
        PeriodClosed = "period_closed",
        ReferenceTooLong = "reference_too_long",
        ReferenceMissing = "reference_missing",
        /// Money of this number was entered before.
        ReferenceUsed = "reference_used",
        ReasonMissing = "reason_missing",
        SignatureWrong = "signature_wrong",
        /// Signed too long ago, or by a clock that runs ahead.
        SignatureStale = "signature_stale",
        NotificationMalformed = "notification_malformed",
        SimulatedOnly = "simulated_only",
        /// The bank account of the books holds less than is to go back.
        BankTooSmall = "bank_too_small",
        /// The goods are gone: what was paid is given back, not taken back.
        HandedOver = "handed_over",
        /// Something of the order was missing or refunded: the rest is refunded too.
        GivenBack = "given_back",
        /// No treasurer confirmed it: a gateway or another system did.
        NotByHand = "not_by_hand",
        /// Who confirmed it takes it back on that day only; later somebody else does.
        UndoByAnother = "undo_by_another",
        /// What was above the price is the buyer's, and used by now.
        CreditSpent = "credit_spent",
        /// The bank account of the books holds less than came with it: the money has moved on.
        BankMovedOn = "bank_moved_on",
        KeyReused = "key_reused",
    }
}

kernel::codes! {
    /// Why no money went out.
    pub enum PayoutRefused {
        NotAMember = "not_a_member",
        NoSuchMember = "no_such_member",
        NotAllowed = "not_allowed",
        /// Conflict of interest: nobody pays out to oneself.
        OwnPayout = "own_payout",
        SumNotPositive = "sum_not_positive",
        /// More than the community owes this member.
        MoreThanOwed = "more_than_owed",
        /// More than is left when what the member owes is kept.
        DebtFirst = "debt_first",
        BankTooSmall = "bank_too_small",
        /// A payment run that is not entered yet pays this member too.
        RunWaits = "run_waits",
        ReferenceMissing = "reference_missing",
        ReferenceTooLong = "reference_too_long",
        /// The books are closed for that day.
        PeriodClosed = "period_closed",
        KeyReused = "key_reused",
    }
}

kernel::codes! {
    /// Why nothing was repaid.
    pub enum RepaymentRefused {
        NotAMember = "not_a_member",
        NoSuchMember = "no_such_member",
        NotAllowed = "not_allowed",
        /// Conflict of interest: nobody lessens the own debt.
        OwnDebt = "own_debt",
        SumNotPositive = "sum_not_positive",
        /// More than this member owes the community.
        MoreThanDebt = "more_than_debt",
        /// The community owes this member less than is to be kept.
        MoreThanOwed = "more_than_owed",
        ReferenceMissing = "reference_missing",
        ReferenceTooLong = "reference_too_long",
        /// The books are closed for that day.
        PeriodClosed = "period_closed",
        KeyReused = "key_reused",
    }
}

pub const REFERENCE_CHARS_MAX: usize = 500;

impl PaymentState {
    /// Whether money may still be found to have come. Also after a refusal, which may have been too early, and for
    /// an order that has ended meanwhile.
    pub fn confirm(self) -> Result<(), PaymentRefused> {
        match self {
            PaymentState::Chosen
            | PaymentState::Claimed
            | PaymentState::Refused
            | PaymentState::Abandoned => Ok(()),
            PaymentState::Confirmed | PaymentState::Late => Err(PaymentRefused::AlreadyConfirmed),
            PaymentState::Mismatched | PaymentState::Returned | PaymentState::Owed => {
                Err(PaymentRefused::WrongState)
            }
        }
    }

    pub fn claim(self) -> Result<PaymentState, PaymentRefused> {
        match self {
            PaymentState::Chosen => Ok(PaymentState::Claimed),
            _ => Err(PaymentRefused::WrongState),
        }
    }

    pub fn refuse(self) -> Result<PaymentState, PaymentRefused> {
        match self {
            PaymentState::Claimed => Ok(PaymentState::Refused),
            PaymentState::Confirmed | PaymentState::Late => Err(PaymentRefused::AlreadyConfirmed),
            PaymentState::Refused => Err(PaymentRefused::AlreadyRefused),
            _ => Err(PaymentRefused::WrongState),
        }
    }

    /// The buyer takes back that it is on its way.
    pub fn withdraw(self) -> Result<PaymentState, PaymentRefused> {
        match self {
            PaymentState::Claimed => Ok(PaymentState::Chosen),
            _ => Err(PaymentRefused::WrongState),
        }
    }

    /// A gateway says that it took nothing.
    pub fn fail(self) -> Result<PaymentState, PaymentRefused> {
        self.confirm().map(|()| PaymentState::Refused)
    }

    /// Its order has ended. None: it stays what it is; a claimed one waits for the treasurer all the same.
    pub fn abandon(self) -> Option<PaymentState> {
        (self == PaymentState::Chosen).then_some(PaymentState::Abandoned)
    }

    pub fn give_back(self) -> Result<PaymentState, PaymentRefused> {
        match self {
            PaymentState::Mismatched => Ok(PaymentState::Returned),
            _ => Err(PaymentRefused::WrongState),
        }
    }

    /// Instead of giving it back: the buyer can set it off, or have it paid out.
    pub fn owe(self) -> Result<PaymentState, PaymentRefused> {
        match self {
            PaymentState::Mismatched => Ok(PaymentState::Owed),
            _ => Err(PaymentRefused::WrongState),
        }
    }
}

/// When money came, as far as whoever enters it knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArrivedAt {
    Instant(Timestamp),
    /// Accounts often show days only: the first instant of it.
    Day(Timestamp),
}

impl ArrivedAt {
    /// The first instant that it may mean.
    pub fn first(self) -> Timestamp {
        match self {
            ArrivedAt::Instant(at) | ArrivedAt::Day(at) => at,
        }
    }

    /// A day means its noon: what counts is before or after the end of a hold. But it is never before `earliest` (when
    /// the order was placed) and never after `now`. An instant counts as it is.
    ///
    /// # Errors
    /// `ArrivedInFuture`: money cannot have come tomorrow.
    pub fn instant(self, earliest: Timestamp, now: Timestamp) -> Result<Timestamp, PaymentRefused> {
        let (from, at) = match self {
            ArrivedAt::Instant(at) => (at, at),
            ArrivedAt::Day(start) => (start, start.noon().max(earliest).min(now)),
        };
        match from > now {
            true => Err(PaymentRefused::ArrivedInFuture),
            false => Ok(at),
        }
    }
}

impl From<Timestamp> for ArrivedAt {
    fn from(at: Timestamp) -> ArrivedAt {
        ArrivedAt::Instant(at)
    }
}

/// How many times the price a sum may be that somebody typed.
const FAR: i64 = 10;

/// What comes above the price is owed to the buyer, who may spend it at once: a zero too many must not pass.
///
/// # Errors
/// `AmountDiffers` for a sum that is none, `AmountFar` above ten times the price.
pub fn check_sum(arrived_minor: i64, price_minor: i64) -> Result<(), PaymentRefused> {
    match arrived_minor {
        ..=0 => Err(PaymentRefused::AmountDiffers),
        sum if sum > price_minor.saturating_mul(FAR) => Err(PaymentRefused::AmountFar),
        _ => Ok(()),
    }
}

pub fn check_reference(reference: &str) -> Result<(), PaymentRefused> {
    match reference.chars().count() > REFERENCE_CHARS_MAX {
        true => Err(PaymentRefused::ReferenceTooLong),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use PaymentRefused::*;
    use PaymentState::*;

    /// State → confirm, claim, refuse, give back.
    #[test]
    fn what_each_state_permits() {
        for (state, confirm, claim, refuse, back) in [
            (Chosen, Ok(()), Ok(Claimed), Err(WrongState), Err(WrongState)),
            (Claimed, Ok(()), Err(WrongState), Ok(Refused), Err(WrongState)),
            (Confirmed, Err(AlreadyConfirmed), Err(WrongState), Err(AlreadyConfirmed), Err(WrongState)),
            (Refused, Ok(()), Err(WrongState), Err(AlreadyRefused), Err(WrongState)),
            (Late, Err(AlreadyConfirmed), Err(WrongState), Err(AlreadyConfirmed), Err(WrongState)),
            (Mismatched, Err(WrongState), Err(WrongState), Err(WrongState), Ok(Returned)),
            (Returned, Err(WrongState), Err(WrongState), Err(WrongState), Err(WrongState)),
            (Owed, Err(WrongState), Err(WrongState), Err(WrongState), Err(WrongState)),
            (Abandoned, Ok(()), Err(WrongState), Err(WrongState), Err(WrongState)),
        ] {
            assert_eq!(state.confirm(), confirm, "{state}");
            assert_eq!(state.claim(), claim, "{state}");
            assert_eq!(state.refuse(), refuse, "{state}");
            assert_eq!(state.withdraw().is_ok(), state == Claimed, "{state}");
            assert_eq!(state.give_back(), back, "{state}");
            assert_eq!(state.owe(), back.map(|_| Owed), "{state}");
            assert_eq!(state.fail(), confirm.map(|()| Refused), "{state}");
            let ended = if state == Chosen { Some(Abandoned) } else { None };
            assert_eq!(state.abandon(), ended, "{state}");
        }
    }

    /// Sum, price → answer.
    #[test]
    fn a_zero_too_many_does_not_pass() {
        for (sum, price, answer) in [
            (0, 900, Err(AmountDiffers)),
            (-1, 900, Err(AmountDiffers)),
            (1, 900, Ok(())),
            (9_000, 900, Ok(())),
            (9_001, 900, Err(AmountFar)),
            (i64::MAX, i64::MAX / 2, Ok(())),
        ] {
            assert_eq!(check_sum(sum, price), answer, "{sum} for {price}");
        }
    }

    /// What was typed, when the order was placed, now (in hours; the day begins at 24) → when the money came.
    #[test]
    fn a_day_is_its_noon_between_placing_and_now() {
        let at = |hours: i64| Timestamp::from_micros(hours * 3_600_000_000);
        let (day, instant) = (ArrivedAt::Day(at(24)), |hours| ArrivedAt::Instant(at(hours)));
        for (typed, placed, now, came) in [
            (day, 0, 48, Ok(36)),
            (day, 35, 48, Ok(36)),
            (day, 37, 48, Ok(37)),
            (day, 0, 30, Ok(30)),
            (day, 25, 30, Ok(30)),
            (day, 24, 24, Ok(24)),
            (day, 50, 60, Ok(50)),
            (day, 0, 23, Err(ArrivedInFuture)),
            (instant(30), 40, 48, Ok(30)),
            (instant(48), 40, 48, Ok(48)),
            (instant(49), 40, 48, Err(ArrivedInFuture)),
        ] {
            assert_eq!(typed.instant(at(placed), at(now)), came.map(at), "{typed:?}, {placed}, {now}");
        }
    }
}
