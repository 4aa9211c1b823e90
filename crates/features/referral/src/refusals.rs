//! What each refusal says, with which status, and at which field of a form.
//!
//! Not a rule: says answers in the languages of a page.

use crate::refused::RewardRefused;
use crate::t;
use axum::http::StatusCode;
use web::{Lang, Refusal};

impl Refusal for RewardRefused {
    fn code(&self) -> &'static str {
        RewardRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        match self {
            RewardRefused::NotAMember | RewardRefused::NotAllowed | RewardRefused::OwnBudget => {
                StatusCode::FORBIDDEN
            }
            RewardRefused::NoSuchBudget | RewardRefused::NoSuchCode => StatusCode::NOT_FOUND,
            RewardRefused::MandateEnded
            | RewardRefused::AboveCeiling
            | RewardRefused::FundTooSmall
            | RewardRefused::ProgrammeOpen
            | RewardRefused::WrongState
            | RewardRefused::TakenAlready
            | RewardRefused::NoneLeft
            | RewardRefused::KeyReused => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            RewardRefused::NotAMember => t.refused_not_a_member(),
            RewardRefused::NotAllowed => t.refused_not_allowed(),
            RewardRefused::NoSuchBudget => t.refused_no_such_budget(),
            RewardRefused::NoSuchCode => t.refused_no_such_code(),
            RewardRefused::TitleMissing => t.refused_title_missing(),
            RewardRefused::TitleTooLong => t.refused_title_too_long(),
            RewardRefused::BudgetNotPositive => t.refused_budget_not_positive(),
            RewardRefused::BudgetTooLarge => t.refused_budget_too_large(),
            RewardRefused::EndPassed => t.refused_end_passed(),
            RewardRefused::EndTooLate => t.refused_end_too_late(),
            RewardRefused::RateOutside => t.refused_rate_outside(),
            RewardRefused::OrderCapOutside => t.refused_order_cap_outside(),
            RewardRefused::MemberCapOutside => t.refused_member_cap_outside(),
            RewardRefused::WindowOutside => t.refused_window_outside(),
            RewardRefused::PartsOutside => t.refused_parts_outside(),
            RewardRefused::PartsTooSmall => t.refused_parts_too_small(),
            RewardRefused::NoSuchMandate => t.refused_no_such_mandate(),
            RewardRefused::MandateForOther => t.refused_mandate_for_other(),
            RewardRefused::MandateEnded => t.refused_mandate_ended(),
            RewardRefused::AboveCeiling => t.refused_above_ceiling(),
            RewardRefused::FundTooSmall => t.refused_fund_too_small(),
            RewardRefused::OwnBudget => t.refused_own_budget(),
            RewardRefused::ProgrammeOpen => t.refused_programme_open(),
            RewardRefused::WrongState => t.refused_wrong_state(),
            RewardRefused::ReasonMissing => t.refused_reason_missing(),
            RewardRefused::TakenAlready => t.refused_taken_already(),
            RewardRefused::NoneLeft => t.refused_none_left(),
            RewardRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            RewardRefused::TitleMissing | RewardRefused::TitleTooLong => "title",
            RewardRefused::BudgetNotPositive
            | RewardRefused::BudgetTooLarge
            | RewardRefused::AboveCeiling
            | RewardRefused::FundTooSmall => "budget",
            RewardRefused::EndPassed | RewardRefused::EndTooLate => "ends_on",
            RewardRefused::RateOutside => "rate",
            RewardRefused::OrderCapOutside => "order_cap",
            RewardRefused::MemberCapOutside => "member_cap",
            RewardRefused::WindowOutside => "window_days",
            RewardRefused::PartsOutside | RewardRefused::PartsTooSmall => "part_count",
            RewardRefused::NoSuchMandate | RewardRefused::MandateForOther | RewardRefused::MandateEnded => {
                "mandate"
            }
            RewardRefused::ReasonMissing => "reason",
            _ => return None,
        })
    }
}
