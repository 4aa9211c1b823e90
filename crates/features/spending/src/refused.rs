//! What is said when something cannot be done: each refusal with its words, its HTTP status and the form field it is
//! about.
//!
//! Not a rule: says refusals in HTTP.

use crate::expense::ExpenseRefused;
use crate::mandate::MandateRefused;
use crate::receipt::ReceiptRefused;
use crate::t;
use axum::http::StatusCode;
use web::{Lang, Refusal};

/// 404 for what is not there, 403 for who may not, 422 for what was typed, 409 for what the state forbids.
fn status_of(code: &str) -> StatusCode {
    match code {
        "no_such_mandate" | "no_such_expense" | "no_such_receipt" => StatusCode::NOT_FOUND,
        "not_a_member" | "not_allowed" | "not_the_carrier" | "treasurer_only" | "not_your_expense"
        | "own_expense" | "paid_to_you" | "own_team" | "own_gift" => StatusCode::FORBIDDEN,
        "mandate_already_ended"
        | "mandate_not_begun"
        | "mandate_ended"
        | "above_each"
        | "above_ceiling"
        | "fund_too_small"
        | "bank_too_small"
        | "no_standing_mandate"
        | "too_many_proofs"
        | "proof_twice"
        | "proof_demanded"
        | "proofs_changed"
        | "wrong_state"
        | "payee_is_member"
        | "already_opened"
        | "receipt_already_reversed"
        | "money_moved_on"
        | "money_not_free"
        | "same_sum"
        | "key_reused" => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

impl Refusal for MandateRefused {
    fn code(&self) -> &'static str {
        MandateRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        status_of(MandateRefused::code(*self))
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            MandateRefused::NotAMember => t.refused_not_a_member(),
            MandateRefused::NotAllowed => t.refused_not_the_carrier(),
            MandateRefused::NoSuchMandate => t.refused_no_such_mandate(),
            MandateRefused::NoSuchFund => t.refused_no_such_fund(),
            MandateRefused::DecisionMissing => t.refused_decision_missing(),
            MandateRefused::PurposeMissing => t.refused_purpose_missing(),
            MandateRefused::PurposeTooLong => t.refused_purpose_too_long(),
            MandateRefused::CeilingNotPositive => t.refused_ceiling_not_positive(),
            MandateRefused::CeilingTooLarge => t.refused_ceiling_too_large(),
            MandateRefused::EachOutside => t.refused_each_outside(),
            MandateRefused::EndPassed => t.refused_end_passed(),
            MandateRefused::EndBeforeStart => t.refused_end_before_start(),
            MandateRefused::CarrierNoMember => t.refused_carrier_no_member(),
            MandateRefused::AlreadyEnded => t.refused_already_ended(),
            MandateRefused::ReasonMissing => t.refused_reason_missing(),
            MandateRefused::ProofSumUnfit => t.refused_proof_sum_unfit(),
            MandateRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        (*self == MandateRefused::ReasonMissing).then_some("reason")
    }
}

impl Refusal for ExpenseRefused {
    fn code(&self) -> &'static str {
        ExpenseRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        status_of(ExpenseRefused::code(*self))
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            ExpenseRefused::NotAMember => t.refused_not_a_member(),
            ExpenseRefused::NotAllowed => t.refused_not_allowed(),
            ExpenseRefused::NoSuchExpense => t.refused_no_such_expense(),
            ExpenseRefused::NoSuchMandate => t.refused_no_such_mandate(),
            ExpenseRefused::NoStanding => t.refused_no_standing(),
            ExpenseRefused::TreasurerOnly => t.refused_treasurer_only(),
            ExpenseRefused::MandateNotBegun => t.refused_mandate_not_begun(),
            ExpenseRefused::MandateEnded => t.refused_mandate_ended(),
            ExpenseRefused::MandateForOther => t.refused_mandate_for_other(),
            ExpenseRefused::AboveEach => t.refused_above_each(),
            ExpenseRefused::AboveCeiling => t.refused_above_ceiling(),
            ExpenseRefused::FundTooSmall => t.refused_fund_too_small(),
            ExpenseRefused::BankTooSmall => t.refused_bank_too_small(),
            ExpenseRefused::SumNotPositive => t.refused_sum_not_positive(),
            ExpenseRefused::SumTooLarge => t.refused_sum_too_large(),
            ExpenseRefused::WhatMissing => t.refused_what_missing(),
            ExpenseRefused::WhatTooLong => t.refused_what_too_long(),
            ExpenseRefused::PayeeMissing => t.refused_payee_missing(),
            ExpenseRefused::PayeeTwice => t.refused_payee_twice(),
            ExpenseRefused::PayeeTooLong => t.refused_payee_too_long(),
            ExpenseRefused::PayeeNoMember => t.refused_payee_no_member(),
            ExpenseRefused::IncurredInFuture => t.refused_incurred_in_future(),
            ExpenseRefused::IncurredOutside => t.refused_incurred_outside(),
            ExpenseRefused::TooManyProofs => t.refused_too_many_proofs(),
            ExpenseRefused::ProofMissing => t.refused_proof_missing(),
            ExpenseRefused::ProofTwice => t.refused_proof_twice(),
            ExpenseRefused::NotYours => t.refused_not_yours(),
            ExpenseRefused::OwnExpense => t.refused_own_expense(),
            ExpenseRefused::PaidToYou => t.refused_paid_to_you(),
            ExpenseRefused::OwnTeam => t.refused_own_team(),
            ExpenseRefused::LineMissing => t.refused_line_missing(),
            ExpenseRefused::NoSuchLine => t.refused_no_such_line(),
            ExpenseRefused::WrongState => t.refused_wrong_state(),
            ExpenseRefused::PayeeIsMember => t.refused_payee_is_member(),
            ExpenseRefused::ReasonMissing => t.refused_reason_missing(),
            ExpenseRefused::ProofOrReason => t.refused_proof_or_reason(),
            ExpenseRefused::ProofsChanged => t.refused_proofs_changed(),
            ExpenseRefused::ProofDemanded => t.refused_proof_demanded(),
            ExpenseRefused::ReferenceMissing => t.refused_reference_missing(),
            ExpenseRefused::ReferenceTooLong => t.refused_reference_too_long(),
            ExpenseRefused::PaidInFuture => t.refused_paid_in_future(),
            ExpenseRefused::PeriodClosed => t.refused_period_closed(),
            ExpenseRefused::PaidBeforeIncurred => t.refused_paid_before_incurred(),
            ExpenseRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            ExpenseRefused::NoSuchMandate
            | ExpenseRefused::NoStanding
            | ExpenseRefused::TreasurerOnly
            | ExpenseRefused::MandateNotBegun
            | ExpenseRefused::MandateEnded
            | ExpenseRefused::MandateForOther => "mandate",
            ExpenseRefused::AboveEach
            | ExpenseRefused::AboveCeiling
            | ExpenseRefused::SumNotPositive
            | ExpenseRefused::SumTooLarge => "amount",
            ExpenseRefused::LineMissing | ExpenseRefused::NoSuchLine => "line",
            ExpenseRefused::WhatMissing | ExpenseRefused::WhatTooLong => "what",
            ExpenseRefused::PayeeMissing | ExpenseRefused::PayeeNoMember => "payee_member",
            ExpenseRefused::PayeeTwice | ExpenseRefused::PayeeTooLong => "payee_name",
            ExpenseRefused::IncurredInFuture | ExpenseRefused::IncurredOutside => "incurred_on",
            ExpenseRefused::TooManyProofs | ExpenseRefused::ProofMissing | ExpenseRefused::ProofTwice => {
                "proofs"
            }
            ExpenseRefused::ReasonMissing => "reason",
            ExpenseRefused::ProofOrReason | ExpenseRefused::ProofDemanded => "without_proof",
            ExpenseRefused::ReferenceMissing | ExpenseRefused::ReferenceTooLong => "reference",
            ExpenseRefused::PaidInFuture
            | ExpenseRefused::PaidBeforeIncurred
            | ExpenseRefused::PeriodClosed => "paid_on",
            _ => return None,
        })
    }
}

impl Refusal for ReceiptRefused {
    fn code(&self) -> &'static str {
        ReceiptRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        status_of(ReceiptRefused::code(*self))
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            ReceiptRefused::NotAMember => t.refused_not_a_member(),
            ReceiptRefused::NotAllowed => t.refused_not_allowed(),
            ReceiptRefused::NoSuchReceipt => t.refused_no_such_receipt(),
            ReceiptRefused::NoSuchFund => t.refused_no_such_fund(),
            ReceiptRefused::OwnGift => t.refused_own_gift(),
            ReceiptRefused::AlreadyOpened => t.refused_already_opened(),
            ReceiptRefused::OpeningHasGiver => t.refused_opening_has_giver(),
            ReceiptRefused::SumNotPositive => t.refused_sum_not_positive(),
            ReceiptRefused::SumTooLarge => t.refused_sum_too_large(),
            ReceiptRefused::WhatMissing => t.refused_received_for_missing(),
            ReceiptRefused::WhatTooLong => t.refused_received_for_too_long(),
            ReceiptRefused::GiverTwice => t.refused_giver_twice(),
            ReceiptRefused::GiverTooLong => t.refused_payee_too_long(),
            ReceiptRefused::GiverNoMember => t.refused_giver_no_member(),
            ReceiptRefused::ReceivedInFuture => t.refused_incurred_in_future(),
            ReceiptRefused::ReceivedLongAgo => t.refused_received_long_ago(),
            ReceiptRefused::PeriodClosed => t.refused_period_closed(),
            ReceiptRefused::ReceivedBeforeFounding => t.refused_received_before_founding(),
            ReceiptRefused::TooManyProofs => t.refused_too_many_receipt_proofs(),
            ReceiptRefused::ReasonMissing => t.refused_reason_missing(),
            ReceiptRefused::AlreadyReversed => t.refused_already_reversed(),
            ReceiptRefused::MovedOn => t.refused_moved_on(),
            ReceiptRefused::SameSum => t.refused_same_sum(),
            ReceiptRefused::NotFree => t.refused_not_free(),
            ReceiptRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            ReceiptRefused::NoSuchFund => "fund",
            ReceiptRefused::AlreadyOpened => "kind",
            ReceiptRefused::SumNotPositive
            | ReceiptRefused::SumTooLarge
            | ReceiptRefused::SameSum
            | ReceiptRefused::NotFree => "amount",
            ReceiptRefused::WhatMissing | ReceiptRefused::WhatTooLong => "what",
            ReceiptRefused::OwnGift | ReceiptRefused::GiverNoMember => "giver_member",
            ReceiptRefused::OpeningHasGiver | ReceiptRefused::GiverTwice | ReceiptRefused::GiverTooLong => {
                "giver_name"
            }
            ReceiptRefused::ReceivedInFuture
            | ReceiptRefused::ReceivedLongAgo
            | ReceiptRefused::PeriodClosed
            | ReceiptRefused::ReceivedBeforeFounding => "received_on",
            ReceiptRefused::TooManyProofs => "proofs",
            ReceiptRefused::ReasonMissing => "reason",
            _ => return None,
        })
    }
}
