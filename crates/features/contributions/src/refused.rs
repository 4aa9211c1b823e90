//! What is said when something cannot be done: each refusal with its words, its HTTP status and the form field it is about.
//!
//! Not a rule: says refusals in HTTP.

use crate::call::CallRefused;
use crate::contribution::ContributionRefused;
use crate::departure::DepartureRefused;
use crate::rules::RulesRefused;
use crate::t;
use axum::http::StatusCode;
use web::{Lang, Refusal};

/// 404 for what is not there, 403 for who may not, 409 for what the state forbids, 422 for what was typed.
fn status_of(code: &str) -> StatusCode {
    match code {
        "no_such_contribution" | "no_such_call" | "no_such_departure" => StatusCode::NOT_FOUND,
        "not_a_member"
        | "on_probation"
        | "not_allowed"
        | "not_your_contribution"
        | "own_contribution"
        | "confirmed_by_you"
        | "accepted_by_you"
        | "disputed_by_you"
        | "not_your_call"
        | "call_too_large"
        | "own_part"
        | "not_your_departure"
        | "own_departure" => StatusCode::FORBIDDEN,
        "no_contribution_rules"
        | "contribution_rules_moved"
        | "contribution_rules_unchanged"
        | "contribution_rules_by_decision_only"
        | "valuing_in_use"
        | "holding_by_decision"
        | "nothing_waits"
        | "no_room_yet"
        | "evidence_missing"
        | "done_in_closed_period"
        | "departure_wrong_state"
        | "too_late_to_object"
        | "confirmed_already"
        | "file_twice"
        | "too_many_files"
        | "wrong_state"
        | "too_late_to_dispute"
        | "call_closed"
        | "no_such_part"
        | "applied_already"
        | "call_full"
        | "member_gone"
        | "key_reused" => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

impl Refusal for ContributionRefused {
    fn code(&self) -> &'static str {
        ContributionRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        status_of(ContributionRefused::code(*self))
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            ContributionRefused::NotAMember => t.refused_not_a_member(),
            ContributionRefused::OnProbation => t.refused_on_probation(),
            ContributionRefused::NotAllowed => t.refused_not_allowed(),
            ContributionRefused::NoRules => t.refused_no_rules(),
            ContributionRefused::RulesMoved => t.refused_rules_moved(),
            ContributionRefused::NoSuchContribution => t.refused_no_such_contribution(),
            ContributionRefused::NoSuchRate => t.refused_no_such_rate(),
            ContributionRefused::NoSuchFund => t.refused_no_such_fund(),
            ContributionRefused::QuantityUnfit => t.refused_quantity_unfit(),
            ContributionRefused::AmountUnfit => t.refused_amount_unfit(),
            ContributionRefused::SumTooLarge => t.refused_sum_too_large(),
            ContributionRefused::PaidInFull => t.refused_paid_in_full(),
            ContributionRefused::WhatMissing => t.refused_what_missing(),
            ContributionRefused::WhatTooLong => t.refused_what_too_long(),
            ContributionRefused::DoneInFuture => t.refused_done_in_future(),
            ContributionRefused::DoneLongAgo => t.refused_done_long_ago(),
            ContributionRefused::DoneBeforeFounding => t.refused_done_before_founding(),
            ContributionRefused::PeriodClosed => t.refused_done_in_closed_period(),
            ContributionRefused::DayTooLong => t.refused_day_too_long(),
            ContributionRefused::EvidenceMissing => t.refused_evidence_missing(),
            ContributionRefused::TooManyFiles => t.refused_too_many_files(),
            ContributionRefused::FileMissing => t.refused_file_missing(),
            ContributionRefused::FileTwice => t.refused_file_twice(),
            ContributionRefused::NotYours => t.refused_not_yours(),
            ContributionRefused::OwnContribution => t.refused_own_contribution(),
            ContributionRefused::ConfirmedAlready => t.refused_confirmed_already(),
            ContributionRefused::ConfirmedByYou => t.refused_confirmed_by_you(),
            ContributionRefused::AcceptedByYou => t.refused_accepted_by_you(),
            ContributionRefused::DisputedByYou => t.refused_disputed_by_you(),
            ContributionRefused::WrongState => t.refused_wrong_state(),
            ContributionRefused::TooLate => t.refused_too_late(),
            ContributionRefused::NothingWaits => t.refused_nothing_waits(),
            ContributionRefused::NoRoomYet => t.refused_no_room_yet(),
            ContributionRefused::ShareUnfit => t.refused_share_unfit(),
            ContributionRefused::ReasonMissing => t.refused_reason_missing(),
            ContributionRefused::ReasonTooLong => t.refused_reason_too_long(),
            ContributionRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            ContributionRefused::NoSuchRate => "rate",
            ContributionRefused::NoSuchFund => "fund",
            ContributionRefused::QuantityUnfit
            | ContributionRefused::SumTooLarge
            | ContributionRefused::DayTooLong => "quantity",
            ContributionRefused::AmountUnfit => "amount",
            ContributionRefused::PaidInFull => "paid",
            ContributionRefused::WhatMissing | ContributionRefused::WhatTooLong => "what",
            ContributionRefused::DoneInFuture
            | ContributionRefused::DoneLongAgo
            | ContributionRefused::DoneBeforeFounding
            | ContributionRefused::PeriodClosed => "done_on",
            ContributionRefused::TooManyFiles
            | ContributionRefused::FileMissing
            | ContributionRefused::FileTwice => "files",
            ContributionRefused::ShareUnfit => "share",
            ContributionRefused::ReasonMissing | ContributionRefused::ReasonTooLong => "reason",
            _ => return None,
        })
    }
}

impl Refusal for RulesRefused {
    fn code(&self) -> &'static str {
        RulesRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        status_of(RulesRefused::code(*self))
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            RulesRefused::NotAMember => t.refused_not_a_member(),
            RulesRefused::NotAllowed => t.refused_rules_not_allowed(),
            RulesRefused::ByDecisionOnly => t.refused_rules_by_decision_only(),
            RulesRefused::RulesMoved => t.refused_rules_moved_on(),
            RulesRefused::Unchanged => t.refused_rules_unchanged(),
            RulesRefused::ConfirmationsUnfit => t.refused_confirmations_unfit(),
            RulesRefused::OfficeUnfit => t.refused_office_unfit(),
            RulesRefused::DisputeDaysUnfit => t.refused_dispute_days_unfit(),
            RulesRefused::ProofAboveUnfit => t.refused_proof_above_unfit(),
            RulesRefused::MultiplierUnfit => t.refused_multiplier_unfit(),
            RulesRefused::RatesMissing => t.refused_rates_missing(),
            RulesRefused::TooManyRates => t.refused_too_many_rates(),
            RulesRefused::RateNameUnfit => t.refused_rate_name_unfit(),
            RulesRefused::RateTwice => t.refused_rate_twice(),
            RulesRefused::RateUnfit => t.refused_rate_unfit(),
            RulesRefused::HoldingByDecision => t.refused_holding_by_decision(),
            RulesRefused::HoldingUnfit => t.refused_holding_unfit(),
            RulesRefused::LeavingUnfit => t.refused_leaving_unfit(),
            RulesRefused::ValuingInUse => t.refused_valuing_in_use(),
            RulesRefused::ReasonMissing => t.refused_reason_missing(),
            RulesRefused::ReasonTooLong => t.refused_rules_reason_too_long(),
            RulesRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            RulesRefused::ConfirmationsUnfit => "confirmation_count",
            RulesRefused::OfficeUnfit => "office_count",
            RulesRefused::DisputeDaysUnfit => "dispute_days",
            RulesRefused::ProofAboveUnfit => "proof_above",
            RulesRefused::MultiplierUnfit => "unpaid",
            RulesRefused::RatesMissing
            | RulesRefused::TooManyRates
            | RulesRefused::RateNameUnfit
            | RulesRefused::RateTwice => "rate_1_name",
            RulesRefused::RateUnfit => "rate_1_price",
            RulesRefused::ValuingInUse => "valuing",
            RulesRefused::HoldingUnfit => "unit_value",
            RulesRefused::ReasonMissing | RulesRefused::ReasonTooLong => "reason",
            _ => return None,
        })
    }
}

impl Refusal for CallRefused {
    fn code(&self) -> &'static str {
        CallRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        status_of(CallRefused::code(*self))
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            CallRefused::NotAMember => t.refused_not_a_member(),
            CallRefused::OnProbation => t.refused_call_on_probation(),
            CallRefused::NoRules => t.refused_no_rules(),
            CallRefused::NoSuchCall => t.refused_no_such_call(),
            CallRefused::NoSuchPart => t.refused_no_such_part(),
            CallRefused::NoSuchRate => t.refused_no_such_rate(),
            CallRefused::NoSuchFund => t.refused_no_such_fund(),
            CallRefused::TitleUnfit => t.refused_title_unfit(),
            CallRefused::NoteTooLong => t.refused_note_too_long(),
            CallRefused::WorthUnfit => t.refused_worth_unfit(),
            CallRefused::OfficerOpens => t.refused_call_too_large(),
            CallRefused::MoreThanPassed => t.refused_more_hours_than_passed(),
            CallRefused::PeopleUnfit => t.refused_people_unfit(),
            CallRefused::DueInPast => t.refused_due_in_past(),
            CallRefused::CallClosed => t.refused_call_closed(),
            CallRefused::NotYours => t.refused_not_your_call(),
            CallRefused::AppliedAlready => t.refused_applied_already(),
            CallRefused::OwnPart => t.refused_own_part(),
            CallRefused::Full => t.refused_call_full(),
            CallRefused::WrongState => t.refused_part_wrong_state(),
            CallRefused::DoneMissing => t.refused_done_missing(),
            CallRefused::DoneUnfit => t.refused_done_unfit(),
            CallRefused::TooManyFiles => t.refused_too_many_files(),
            CallRefused::ShareUnfit => t.refused_share_unfit(),
            CallRefused::ReasonMissing => t.refused_reason_missing(),
            CallRefused::ReasonTooLong => t.refused_reason_too_long(),
            CallRefused::MemberGone => t.refused_member_gone(),
            CallRefused::SumTooLarge => t.refused_call_sum_too_large(),
            CallRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            CallRefused::NoSuchRate => "rate",
            CallRefused::NoSuchFund => "fund",
            CallRefused::TitleUnfit => "title",
            CallRefused::NoteTooLong => "note",
            CallRefused::WorthUnfit
            | CallRefused::DoneUnfit
            | CallRefused::MoreThanPassed
            | CallRefused::SumTooLarge => "quantity",
            CallRefused::PeopleUnfit | CallRefused::OfficerOpens => "people",
            CallRefused::DueInPast => "due",
            CallRefused::DoneMissing => "done",
            CallRefused::ShareUnfit => "share",
            CallRefused::ReasonMissing | CallRefused::ReasonTooLong => "reason",
            _ => return None,
        })
    }
}

impl Refusal for DepartureRefused {
    fn code(&self) -> &'static str {
        DepartureRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        status_of(DepartureRefused::code(*self))
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            DepartureRefused::NoSuchDeparture => t.refused_no_such_departure(),
            DepartureRefused::NotAMember => t.refused_not_a_member(),
            DepartureRefused::NotAllowed => t.refused_not_allowed(),
            DepartureRefused::NotYours => t.refused_not_your_departure(),
            DepartureRefused::OwnDeparture => t.refused_own_departure(),
            DepartureRefused::WrongState => t.refused_departure_wrong_state(),
            DepartureRefused::TooLate => t.refused_too_late_to_object(),
            DepartureRefused::ReasonMissing => t.refused_departure_reason_missing(),
            DepartureRefused::ReasonTooLong => t.refused_reason_too_long(),
            DepartureRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            DepartureRefused::ReasonMissing | DepartureRefused::ReasonTooLong => Some("reason"),
            _ => None,
        }
    }
}

/// What is said of a multiplier that cannot be read.
pub(crate) fn ratio_unfit(lang: Lang) -> String {
    t(lang).refused_multiplier_unfit()
}
