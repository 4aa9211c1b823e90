//! Refusals as answers: a status and words.
//!
//! Not a rule: says refusals in HTTP.

use crate::proposal_refused::ProposalRefused as No;
use crate::t;
use axum::http::StatusCode;
use web::{Lang, Refusal};

impl Refusal for No {
    fn code(&self) -> &'static str {
        No::code(*self)
    }

    fn status(&self) -> StatusCode {
        match self {
            No::NoSuchProposal | No::NoSuchDeed => StatusCode::NOT_FOUND,
            No::NotAMember | No::NotAProposer | No::NotYours => StatusCode::FORBIDDEN,
            No::WrongStage
            | No::TextIsFixed
            | No::IsOver
            | No::TextMovedOn
            | No::KeyReused
            | No::DeedNotFailed => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            No::NotAMember => t.refused_not_a_member(),
            No::NotAProposer => t.refused_not_a_proposer(),
            No::NotYours => t.refused_not_yours(),
            No::NoSuchProposal => t.refused_no_such_proposal(),
            No::TitleMissing => t.refused_title_missing(),
            No::TitleTooLong => t.refused_title_too_long(),
            No::TextMissing => t.refused_text_missing(),
            No::TextTooLong => t.refused_text_too_long(),
            No::ReasonMissing => t.refused_reason_missing(),
            No::ReasonTooLong => t.refused_reason_too_long(),
            No::WrongStage => t.refused_wrong_stage(),
            No::TextIsFixed => t.refused_text_is_fixed(),
            No::IsOver => t.refused_is_over(),
            No::TextMovedOn => t.refused_text_moved_on(),
            No::NothingChanged => t.refused_nothing_changed(),
            No::KeyReused => t.refused_key_reused(),
            No::NoSuchDeed => t.refused_no_such_deed(),
            No::DeedNotFailed => t.refused_deed_not_failed(),
            No::OptionsMissing => t.refused_options_missing(),
            No::OptionsNotAsked => t.refused_options_not_asked(),
            No::TooManyOptions => t.refused_too_many_options(),
            No::OptionUnfit => t.refused_option_unfit(),
            No::OptionTwice => t.refused_option_twice(),
            No::BudgetMissing => t.refused_budget_missing(),
            No::BudgetNotAsked => t.refused_budget_not_asked(),
            No::CostUnfit => t.refused_cost_unfit(),
            No::CountingUnfit => t.refused_counting_unfit(),
            No::SecretNotAllowed => t.refused_secret_not_allowed(),
            No::WeightingNotAllowed => t.refused_weighting_not_allowed(),
            No::WeightingUnfit => t.refused_weighting_unfit(),
            No::DeedsNotAsked => t.refused_deeds_not_asked(),
            No::TooManyDeeds => t.refused_too_many_deeds(),
            No::DeedTwice => t.refused_deed_twice(),
            No::MandateUnfit => t.refused_mandate_unfit(),
            No::RuleUnfit => t.refused_rule_unfit(),
            No::EndIsPast => t.refused_end_is_past(),
            No::NoSuchFund => t.refused_no_such_fund(),
            No::NoSuchMember => t.refused_no_such_member(),
            No::NoSuchOffer => t.refused_no_such_offer(),
            No::NoSuchRule => t.refused_no_such_rule(),
            No::NoSuchRole => t.refused_no_such_role(),
            No::SplitUnfit => t.refused_split_unfit(),
            No::ThresholdUnfit => t.refused_threshold_unfit(),
            No::QuorumUnfit => t.refused_quorum_unfit(),
            No::HoursUnfit => t.refused_hours_unfit(),
            No::StandingUnfit => t.refused_standing_unfit(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            No::TitleMissing | No::TitleTooLong => "title",
            No::TextMissing | No::TextTooLong => "body",
            No::ReasonMissing | No::ReasonTooLong => "reason",
            No::CountingUnfit => "counting",
            No::SecretNotAllowed => "secrecy",
            No::WeightingNotAllowed | No::WeightingUnfit => "weighting",
            _ => return None,
        })
    }
}
