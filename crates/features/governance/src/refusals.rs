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
            No::NotAMember
            | No::NotAProposer
            | No::NotYours
            | No::NotYoursToHide
            | No::NotYourTask
            | No::NotASteward
            | No::OnlyByDecision => StatusCode::FORBIDDEN,
            No::WrongStage
            | No::TextIsFixed
            | No::IsOver
            | No::TextMovedOn
            | No::RulesMoved
            | No::CharterMoved
            | No::DistributionInBallot
            | No::DistributionProposed
            | No::DistributionGiftsUntold
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
            No::NoSuchComment => t.refused_no_such_comment(),
            No::CommentMissing => t.refused_comment_missing(),
            No::CommentPromises => t.refused_comment_promises(),
            No::CommentTooLong => t.refused_comment_too_long(),
            No::CommentsClosed => t.refused_comments_closed(),
            No::AlreadyHidden => t.refused_already_hidden(),
            No::NotYoursToHide => t.refused_not_yours_to_hide(),
            No::SameOne => t.refused_same_one(),
            No::PartsMissing => t.refused_parts_missing(),
            No::TooManyParts => t.refused_too_many_parts(),
            No::NoSuchTask => t.refused_no_such_task(),
            No::NotYourTask => t.refused_not_your_task(),
            No::TaskIsElsewhere => t.refused_task_is_elsewhere(),
            No::TaskMissing => t.refused_task_missing(),
            No::TaskTooLong => t.refused_task_too_long(),
            No::DueIsPast => t.refused_due_is_past(),
            No::TooManyTasks => t.refused_too_many_tasks(),
            No::NotASteward => t.refused_not_a_steward(),
            No::OnlyByDecision => t.refused_only_by_decision(),
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
            No::WeightedIsSecret => t.refused_weighted_is_secret(),
            No::DeedsNotAsked => t.refused_deeds_not_asked(),
            No::TooManyDeeds => t.refused_too_many_deeds(),
            No::DeedTwice => t.refused_deed_twice(),
            No::MandateUnfit => t.refused_mandate_unfit(),
            No::RuleUnfit => t.refused_rule_unfit(),
            No::InstrumentUnfit => t.refused_instrument_unfit(),
            No::ShareUnfit => t.refused_share_unfit(),
            No::CampaignUnfit => t.refused_campaign_unfit(),
            No::MatchUnfit => t.refused_match_unfit(),
            No::ContributionRulesUnfit => t.refused_contribution_rules_unfit(),
            No::RulingUnfit => t.refused_ruling_unfit(),
            No::PromisesReturn => t.refused_promises_return(),
            No::DistributionUnfit => t.refused_distribution_unfit(),
            No::DistributionInBallot => t.refused_distribution_in_ballot(),
            No::DistributionProposed => t.refused_distribution_proposed(),
            No::DistributionGiftsUntold => t.refused_distribution_gifts_untold(),
            No::EndIsPast => t.refused_end_is_past(),
            No::NoSuchFund => t.refused_no_such_fund(),
            No::NoSuchMember => t.refused_no_such_member(),
            No::NoSuchMandate => t.refused_no_such_mandate(),
            No::NoSuchOffer => t.refused_no_such_offer(),
            No::NoSuchRule => t.refused_no_such_rule(),
            No::NoSuchRole => t.refused_no_such_role(),
            No::SplitUnfit => t.refused_split_unfit(),
            No::CharterThresholdLow => t.refused_charter_threshold_low(),
            No::ThresholdUnfit => t.refused_threshold_unfit(),
            No::QuorumUnfit => t.refused_quorum_unfit(),
            No::RulesMoved => t.refused_rules_moved(),
            No::CharterMoved => t.refused_charter_moved(),
            No::CharterUnfit => t.refused_charter_unfit(),
            No::HoursUnfit => t.refused_hours_unfit(),
            No::StandingUnfit => t.refused_standing_unfit(),
            No::ProofSumUnfit => t.refused_proof_sum_unfit(),
            No::MilestoneRulesUnfit => t.refused_milestone_rules_unfit(),
            No::AcceptanceLax => t.refused_acceptance_lax(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            No::TitleMissing | No::TitleTooLong => "title",
            No::TextMissing | No::TextTooLong => "body",
            No::ReasonMissing | No::ReasonTooLong => "reason",
            No::CommentMissing | No::CommentTooLong | No::CommentPromises => "comment",
            No::TaskMissing | No::TaskTooLong => "what",
            No::DueIsPast => "due",
            No::CountingUnfit => "counting",
            No::SecretNotAllowed => "secrecy",
            No::WeightingNotAllowed | No::WeightingUnfit | No::WeightedIsSecret => "weighting",
            _ => return None,
        })
    }
}
