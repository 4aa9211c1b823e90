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
        /// It was looked at before and found not to have come.
        AlreadyRefused = "already_refused",
        MethodNotOffered = "method_not_offered",
        OwedTooLittle = "owed_too_little",
        /// The sum that came is not the order's.
        AmountDiffers = "amount_differs",
        ArrivedInFuture = "arrived_in_future",
        ReferenceTooLong = "reference_too_long",
        ReferenceMissing = "reference_missing",
        ReasonMissing = "reason_missing",
        SignatureWrong = "signature_wrong",
        /// Signed too long ago, or by a clock that runs ahead.
        SignatureStale = "signature_stale",
        NotificationMalformed = "notification_malformed",
        SimulatedOnly = "simulated_only",
        /// The bank account of the books holds less than is to go back.
        BankTooSmall = "bank_too_small",
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
        BankTooSmall = "bank_too_small",
        ReferenceMissing = "reference_missing",
        ReferenceTooLong = "reference_too_long",
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

/// Money cannot have come tomorrow.
pub fn check_arrival(arrived_at: Timestamp, now: Timestamp) -> Result<(), PaymentRefused> {
    match arrived_at > now {
        true => Err(PaymentRefused::ArrivedInFuture),
        false => Ok(()),
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
            assert_eq!(state.give_back(), back, "{state}");
            assert_eq!(state.owe(), back.map(|_| Owed), "{state}");
            let ended = if state == Chosen { Some(Abandoned) } else { None };
            assert_eq!(state.abandon(), ended, "{state}");
        }
    }

    #[test]
    fn money_comes_before_it_is_confirmed() {
        let at = Timestamp::from_micros;
        for (arrived, answer) in [(99, Ok(())), (100, Ok(())), (101, Err(ArrivedInFuture))] {
            assert_eq!(check_arrival(at(arrived), at(100)), answer);
        }
    }
}
