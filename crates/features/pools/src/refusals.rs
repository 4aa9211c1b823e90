//! What is said when something cannot be done: each refusal with its words, its HTTP status and the form field it is
//! about.
//!
//! Not a rule: says refusals in HTTP.

use crate::refused::{CommitRefused, PoolRefused};
use crate::t;
use axum::http::StatusCode;
use web::{Lang, Refusal};

/// 404 for what is not there, 403 for who may not, 409 for what the state forbids, 422 for what was typed.
pub(crate) fn status_of(code: &str) -> StatusCode {
    match code {
        "no_such_pool" | "no_such_goods" | "no_such_supplier" | "no_such_mandate" | "no_such_commitment"
        | "no_such_campaign" | "no_such_milestone" | "no_such_question" => StatusCode::NOT_FOUND,
        "not_a_member" | "not_allowed" | "own_supply" | "own_purchase" | "own_payment" | "not_yours"
        | "not_joined" | "not_the_carrier" | "second_person" | "nobody_carries" | "not_the_team"
        | "not_a_backer" | "on_probation" | "undo_by_another" => StatusCode::FORBIDDEN,
        "no_standing_mandate"
        | "supplied_already"
        | "supplier_closed"
        | "no_account"
        | "carrier_sells"
        | "mandate_ended"
        | "above_ceiling"
        | "stock_not_counted"
        | "split_above_price"
        | "already_closed"
        | "not_open_yet"
        | "open_already"
        | "changed_since"
        | "organiser_gone"
        | "mandate_of_other_fund"
        | "too_early"
        | "not_met"
        | "claims_waiting"
        | "key_reused"
        | "closed"
        | "full"
        | "joins_themselves"
        | "buyer_gone"
        | "above_limit"
        | "above_limit_behind"
        | "sum_changed"
        | "owed_too_little"
        | "method_not_offered"
        | "wrong_state"
        | "already_paid"
        | "taken_back"
        | "part_over"
        | "may_not_leave"
        | "risk_changed"
        | "as_decided"
        | "no_second_round"
        | "already_raised"
        | "not_reached"
        | "over"
        | "not_its_turn"
        | "milestone_decided"
        | "overdue"
        | "already_answered"
        | "not_gifts"
        | "already_matched"
        | "match_same_fund"
        | "reference_used"
        | "closed_since"
        | "not_by_hand"
        | "credit_spent"
        | "bank_moved_on"
        | "fund_too_small" => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

impl Refusal for PoolRefused {
    fn code(&self) -> &'static str {
        PoolRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        status_of(PoolRefused::code(*self))
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            PoolRefused::NotAMember => t.refused_not_a_member(),
            PoolRefused::NotAllowed => t.refused_not_allowed(),
            PoolRefused::NoSuchPool => t.refused_no_such_pool(),
            PoolRefused::NoSuchGoods => t.refused_no_such_goods(),
            PoolRefused::TitleMissing => t.refused_title_missing(),
            PoolRefused::TitleTooLong => t.refused_title_too_long(),
            PoolRefused::TermsTooLong => t.refused_terms_too_long(),
            PoolRefused::LeastNotPositive => t.refused_least_not_positive(),
            PoolRefused::LeastAboveMost => t.refused_least_above_most(),
            PoolRefused::MostNotPositive => t.refused_most_not_positive(),
            PoolRefused::EachNotPositive => t.refused_each_not_positive(),
            PoolRefused::OffStep => t.refused_off_step(),
            PoolRefused::NoPrice => t.refused_no_price(),
            PoolRefused::TooManySteps => t.refused_too_many_steps(),
            PoolRefused::PriceNotPositive => t.refused_price_not_positive(),
            PoolRefused::PriceTooLarge => t.refused_price_too_large(),
            PoolRefused::LadderNotRising => t.refused_ladder_not_rising(),
            PoolRefused::SplitAbovePrice => t.refused_split_above_price(),
            PoolRefused::CaseNotPositive => t.refused_case_not_positive(),
            PoolRefused::LeastOffCase => t.refused_least_off_case(),
            PoolRefused::StockNotCounted => t.refused_stock_not_counted(),
            PoolRefused::NoStanding => t.refused_no_standing(),
            PoolRefused::RoundingAboveStanding => t.refused_rounding_above_standing(),
            PoolRefused::OwnSupply => t.refused_own_supply(),
            PoolRefused::SuppliedAlready => t.refused_supplied_already(),
            PoolRefused::NoSuchSupplier => t.refused_no_such_supplier(),
            PoolRefused::SupplierClosed => t.refused_supplier_closed(),
            PoolRefused::NoAccount => t.refused_no_account(),
            PoolRefused::OwnPurchase => t.refused_own_purchase(),
            PoolRefused::CarrierSells => t.refused_carrier_sells(),
            PoolRefused::NoSuchMandate => t.refused_no_such_mandate(),
            PoolRefused::MandateEnded => t.refused_mandate_ended(),
            PoolRefused::MandateForOther => t.refused_mandate_for_other(),
            PoolRefused::AboveCeiling => t.refused_above_ceiling(),
            PoolRefused::DeadlinePassed => t.refused_deadline_passed(),
            PoolRefused::DeadlineTooFar => t.refused_deadline_too_far(),
            PoolRefused::GraceTooLong => t.refused_grace_too_long(),
            PoolRefused::AlreadyClosed => t.refused_already_closed(),
            PoolRefused::NotOpenYet => t.refused_not_open_yet(),
            PoolRefused::OpenAlready => t.refused_open_already(),
            PoolRefused::NotTheCarrier => t.refused_not_the_carrier(),
            PoolRefused::SecondPerson => t.refused_second_person(),
            PoolRefused::NobodyCarries => t.refused_nobody_carries(),
            PoolRefused::ChangedSince => t.refused_changed_since(),
            PoolRefused::OrganiserGone => t.refused_organiser_gone(),
            PoolRefused::OtherFund => t.refused_other_fund(),
            PoolRefused::NotLater => t.refused_not_later(),
            PoolRefused::TooEarly => t.refused_too_early(),
            PoolRefused::NotMet => t.refused_not_met(),
            PoolRefused::ClaimsWaiting => t.refused_claims_waiting(),
            PoolRefused::ReasonMissing => t.refused_reason_missing(),
            PoolRefused::PromisesReturn => t.refused_promises_return(),
            PoolRefused::AsDecided => t.refused_as_decided(),
            PoolRefused::NotJoined => t.refused_not_joined(),
            PoolRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            PoolRefused::TitleMissing | PoolRefused::TitleTooLong => "title",
            PoolRefused::TermsTooLong => "terms",
            PoolRefused::NoSuchGoods | PoolRefused::StockNotCounted | PoolRefused::SplitAbovePrice => "goods",
            PoolRefused::LeastNotPositive | PoolRefused::LeastAboveMost | PoolRefused::LeastOffCase => {
                "least"
            }
            PoolRefused::MostNotPositive => "most",
            PoolRefused::EachNotPositive => "each_most",
            PoolRefused::CaseNotPositive => "case",
            PoolRefused::NoStanding | PoolRefused::RoundingAboveStanding | PoolRefused::OwnSupply => {
                "remainder"
            }
            PoolRefused::SuppliedAlready
            | PoolRefused::NoSuchSupplier
            | PoolRefused::SupplierClosed
            | PoolRefused::NoAccount
            | PoolRefused::OwnPurchase
            | PoolRefused::CarrierSells => "buying_supplier",
            PoolRefused::NoSuchMandate
            | PoolRefused::MandateEnded
            | PoolRefused::OtherFund
            | PoolRefused::MandateForOther
            | PoolRefused::AboveCeiling => "buying_mandate",
            PoolRefused::NoPrice
            | PoolRefused::TooManySteps
            | PoolRefused::PriceNotPositive
            | PoolRefused::PriceTooLarge
            | PoolRefused::LadderNotRising => "steps",
            PoolRefused::DeadlinePassed | PoolRefused::DeadlineTooFar | PoolRefused::NotLater => "closes_at",
            PoolRefused::GraceTooLong => "grace_hours",
            PoolRefused::ReasonMissing | PoolRefused::PromisesReturn => "reason",
            _ => return None,
        })
    }
}

impl Refusal for CommitRefused {
    fn code(&self) -> &'static str {
        CommitRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        status_of(CommitRefused::code(*self))
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            CommitRefused::NotAMember => t.refused_not_a_member(),
            CommitRefused::NotAllowed => t.refused_not_allowed(),
            CommitRefused::NoSuchPool => t.refused_no_such_pool(),
            CommitRefused::NoSuchCommitment => t.refused_no_such_commitment(),
            CommitRefused::NotYours => t.refused_not_yours(),
            CommitRefused::JoinsThemselves => t.refused_joins_themselves(),
            CommitRefused::BuyerGone => t.refused_buyer_gone(),
            CommitRefused::Closed => t.refused_closed(),
            CommitRefused::UnitsNotPositive => t.refused_units_not_positive(),
            CommitRefused::UnitsTooMany => t.refused_units_too_many(),
            CommitRefused::OffStep => t.refused_off_step(),
            CommitRefused::Full => t.refused_full(),
            CommitRefused::AboveLimit => t.refused_above_limit(),
            CommitRefused::AboveLimitBehind => t.refused_above_limit_behind(),
            CommitRefused::FarBeyond => t.refused_far_beyond(),
            CommitRefused::BelowLeast => t.refused_below_least(),
            CommitRefused::RiskNotRead => t.refused_risk_not_read(),
            CommitRefused::RiskChanged => t.refused_risk_changed(),
            CommitRefused::OnProbation => t.refused_on_probation(),
            CommitRefused::SumChanged => t.refused_sum_changed(),
            CommitRefused::SumTooLarge => t.refused_sum_too_large(),
            CommitRefused::OwedTooLittle => t.refused_owed_too_little(),
            CommitRefused::MethodNotOffered => t.refused_method_not_offered(),
            CommitRefused::WrongState => t.refused_wrong_state(),
            CommitRefused::NotOpenYet => t.refused_not_open_yet(),
            CommitRefused::MayNotLeave => t.refused_may_not_leave(),
            CommitRefused::TakenBack => t.refused_taken_back(),
            CommitRefused::AlreadyPaid => t.refused_already_paid(),
            CommitRefused::PartOver => t.refused_part_over(),
            CommitRefused::SumDiffers => t.refused_sum_differs(),
            CommitRefused::OwnPayment => t.refused_own_payment(),
            CommitRefused::ClosedSince => t.refused_closed_since(),
            CommitRefused::NotByHand => t.refused_not_by_hand(),
            CommitRefused::UndoByAnother => t.refused_undo_by_another(),
            CommitRefused::CreditSpent => t.refused_credit_spent(),
            CommitRefused::BankMovedOn => t.refused_bank_moved_on(),
            CommitRefused::AmountNotPositive => t.refused_amount_not_positive(),
            CommitRefused::AmountDiffers => t.refused_amount_differs(),
            CommitRefused::AmountFar => t.refused_amount_far(),
            CommitRefused::ArrivedInFuture => t.refused_arrived_in_future(),
            CommitRefused::ArrivalTimeMissing => t.refused_arrival_time_missing(),
            CommitRefused::PeriodClosed => t.refused_period_closed(),
            CommitRefused::ReferenceTooLong => t.refused_reference_too_long(),
            CommitRefused::ReferenceUsed => t.refused_reference_used(),
            CommitRefused::ProofTooLong => t.refused_proof_too_long(),
            CommitRefused::ReasonMissing => t.refused_reason_missing(),
            CommitRefused::TooEarly => t.refused_too_early(),
            CommitRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            CommitRefused::UnitsNotPositive
            | CommitRefused::UnitsTooMany
            | CommitRefused::OffStep
            | CommitRefused::Full
            | CommitRefused::BelowLeast
            | CommitRefused::AboveLimit
            | CommitRefused::AboveLimitBehind => "units",
            CommitRefused::FarBeyond => "sure",
            CommitRefused::RiskNotRead | CommitRefused::RiskChanged => "risk_read",
            CommitRefused::OwedTooLittle | CommitRefused::MethodNotOffered => "method",
            CommitRefused::AmountNotPositive | CommitRefused::AmountFar | CommitRefused::AmountDiffers => {
                "amount"
            }
            CommitRefused::ArrivedInFuture
            | CommitRefused::ArrivalTimeMissing
            | CommitRefused::PeriodClosed => "arrived_on",
            CommitRefused::ReferenceTooLong => "reference",
            CommitRefused::ReferenceUsed => "another_transfer",
            CommitRefused::ProofTooLong => "proof",
            CommitRefused::ReasonMissing => "reason",
            _ => return None,
        })
    }
}
