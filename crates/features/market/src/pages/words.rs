//! What codes are called on a page, and in which colour.

use crate::L10nLanguage;
use crate::arrivals::Doubt;
use crate::order::State;
use crate::payment::{MethodCode, PaymentState};
use crate::rows::{OrderStep, RefundKind};
use web::ui::Tone;

pub(crate) fn state(t: &L10nLanguage, state: State) -> String {
    match state {
        State::Placed => t.state_placed(),
        State::AwaitingPayment => t.state_awaiting_payment(),
        State::PaymentClaimed => t.state_payment_claimed(),
        State::Paid => t.state_paid(),
        State::Fulfilled => t.state_fulfilled(),
        State::Accepted => t.state_accepted(),
        State::Settled => t.state_settled(),
        State::Cancelled => t.state_cancelled(),
        State::Expired => t.state_expired(),
    }
}

/// Red asks the buyer for something, ochre waits for somebody else, jade is whole.
pub(crate) fn state_tone(state: State) -> Tone {
    match state {
        State::Placed | State::AwaitingPayment => Tone::Act,
        State::PaymentClaimed | State::Paid | State::Fulfilled => Tone::Wait,
        State::Accepted | State::Settled => Tone::Done,
        State::Cancelled | State::Expired => Tone::Plain,
    }
}

pub(crate) fn method(t: &L10nLanguage, method: MethodCode) -> String {
    match method {
        MethodCode::BankTransfer => t.method_bank_transfer(),
        MethodCode::CollectionCode => t.method_collection_code(),
        MethodCode::SetOff => t.method_set_off(),
        MethodCode::SimulatedGateway => t.method_simulated_gateway(),
        MethodCode::Free => t.method_free(),
    }
}

pub(crate) fn payment_state(t: &L10nLanguage, state: PaymentState) -> String {
    match state {
        PaymentState::Chosen => t.payment_chosen(),
        PaymentState::Claimed => t.payment_claimed(),
        PaymentState::Confirmed => t.payment_confirmed(),
        PaymentState::Refused => t.payment_refused(),
        PaymentState::Late => t.payment_late(),
        PaymentState::Mismatched => t.payment_mismatched(),
        PaymentState::Returned => t.payment_returned(),
        PaymentState::Owed => t.payment_owed(),
        PaymentState::Abandoned => t.payment_abandoned(),
    }
}

pub(crate) fn step(t: &L10nLanguage, step: OrderStep) -> String {
    match step {
        OrderStep::HoldMoved => t.step_hold_moved(),
        OrderStep::PaymentChosen => t.step_payment_chosen(),
        OrderStep::PaymentClaimed => t.step_payment_claimed(),
        OrderStep::ClaimWithdrawn => t.step_claim_withdrawn(),
        OrderStep::PaymentRefused => t.step_payment_refused(),
        OrderStep::PaymentFailed => t.step_payment_failed(),
        OrderStep::PaymentMismatched => t.step_payment_mismatched(),
        OrderStep::PaymentLate => t.step_payment_late(),
        OrderStep::PaymentReturned => t.step_payment_returned(),
        OrderStep::PaymentOwed => t.step_payment_owed(),
        OrderStep::Overpaid => t.step_overpaid(),
        OrderStep::PaymentUndone => t.step_payment_undone(),
        OrderStep::Paid => t.step_paid(),
        OrderStep::Short => t.step_short(),
        OrderStep::Refunded => t.step_refunded(),
        OrderStep::Fulfilled => t.step_fulfilled(),
        OrderStep::HandOverUndone => t.step_hand_over_undone(),
        OrderStep::Complained => t.step_complained(),
        OrderStep::ComplaintAnswered => t.step_complaint_answered(),
        OrderStep::AnswerConfirmed => t.step_answer_confirmed(),
        OrderStep::RemedyAgreed => t.step_remedy_agreed(),
        OrderStep::RemedyDeclined => t.step_remedy_declined(),
        OrderStep::RemedyImpossible => t.step_remedy_impossible(),
        OrderStep::Accepted => t.step_accepted(),
        OrderStep::Settled => t.step_settled(),
        OrderStep::Cancelled => t.step_cancelled(),
        OrderStep::Expired => t.step_expired(),
    }
}

pub(crate) fn refund_kind(t: &L10nLanguage, kind: RefundKind) -> String {
    match kind {
        RefundKind::Granted => t.refund_granted(),
        RefundKind::Shortage => t.refund_shortage(),
        RefundKind::Cancellation => t.refund_cancellation(),
    }
}

/// Why a line that somebody pasted is not certain.
pub(crate) fn doubt(t: &L10nLanguage, doubt: Doubt) -> String {
    match doubt {
        Doubt::NoName => t.doubt_no_name(),
        Doubt::NoSum => t.doubt_no_sum(),
        Doubt::SumDiffers => t.doubt_sum_differs(),
        Doubt::SumOnly => t.doubt_sum_only(),
        Doubt::NamePart => t.doubt_name_part(),
        Doubt::NumberOnly => t.doubt_number_only(),
        Doubt::OtherRoom => t.doubt_other_room(),
        Doubt::NameInside => t.doubt_name_inside(),
        Doubt::SeveralPeople => t.doubt_several_people(),
        Doubt::Namesake => t.doubt_namesake(),
        Doubt::SeveralOrders => t.doubt_several_orders(),
        Doubt::SeveralSums => t.doubt_several_sums(),
        Doubt::Twice => t.doubt_twice(),
        Doubt::WentOut => t.doubt_went_out(),
        Doubt::Returned => t.doubt_returned(),
        Doubt::NotYet => t.doubt_not_yet(),
        Doubt::Unsaid => t.doubt_unsaid(),
        Doubt::NotPlain => t.doubt_not_plain(),
        Doubt::Booked => t.doubt_booked(),
    }
}
