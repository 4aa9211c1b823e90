//! What is said when something with a campaign cannot be done.
//!
//! Not a rule: says refusals in HTTP.

use crate::refusals::status_of;
use crate::refused::{CampaignRefused as No, MatchRefused};
use crate::t;
use axum::http::StatusCode;
use web::{Lang, Refusal};

impl Refusal for No {
    fn code(&self) -> &'static str {
        No::code(*self)
    }

    fn status(&self) -> StatusCode {
        status_of(No::code(*self))
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            No::NotAMember => t.refused_not_a_member(),
            No::NoSuchCampaign => t.refused_no_such_campaign(),
            No::NoSuchFund => t.refused_no_such_fund(),
            No::DecisionMissing => t.refused_decision_missing(),
            No::TitleUnfit => t.refused_title_unfit(),
            No::WordsTooLong => t.refused_words_too_long(),
            No::GetsMissing => t.refused_gets_missing(),
            No::RiskMissing => t.refused_risk_missing(),
            No::PromisesReturn => t.refused_promises_return(),
            No::GoalUnfit => t.refused_goal_unfit(),
            No::SecondNotHigher => t.refused_second_goal_not_higher(),
            No::RoundUnfit => t.refused_round_unfit(),
            No::UnitUnfit => t.refused_unit_unfit(),
            No::PartsUnfit => t.refused_parts_unfit(),
            No::GoalAboveMost => t.refused_goal_above_most(),
            No::CapMissing => t.refused_cap_missing(),
            No::InstrumentUnfit => t.refused_instrument_unfit(),
            No::DeadlineUnfit => t.refused_deadline_unfit(),
            No::GraceUnfit => t.refused_grace_unfit(),
            No::WithdrawUnfit => t.refused_withdraw_unfit(),
            No::MilestonesUnfit => t.refused_milestones_unfit(),
            No::StepsElsewhere => t.refused_steps_elsewhere(),
            No::DeliveryMissing => t.refused_delivery_missing(),
            No::TranchesNotWhole => t.refused_tranches_not_whole(),
            No::MilestoneDates => t.refused_milestone_dates(),
            No::BudgetUnfit => t.refused_budget_unfit(),
            No::LookUnfit => t.refused_look_unfit(),
            No::PercentUnfit => t.refused_percent_unfit(),
            No::SilenceNotAllowed => t.refused_silence_not_allowed(),
            No::AcceptanceLax => t.refused_acceptance_lax(),
            No::LookTooShort => t.refused_look_too_short(),
            No::ProbationUnfit => t.refused_probation_unfit(),
            No::TeamUnfit => t.refused_team_unfit(),
            No::NoSecondRound => t.refused_no_second_round(),
            No::AlreadyRaised => t.refused_already_raised(),
            No::NotReached => t.refused_not_reached(),
            No::Over => t.refused_over(),
            No::NotTheTeam => t.refused_not_the_team(),
            No::NotABacker => t.refused_not_a_backer(),
            No::OwnersSpeak => t.refused_owners_speak(),
            No::NoSuchMilestone => t.refused_no_such_milestone(),
            No::NotItsTurn => t.refused_not_its_turn(),
            No::MilestoneDecided => t.refused_milestone_decided(),
            No::SpendingEnded => t.refused_spending_ended(),
            No::Overdue => t.refused_overdue(),
            No::EvidenceMissing => t.refused_evidence_missing(),
            No::NothingSaid => t.refused_nothing_said(),
            No::ReasonMissing => t.refused_reason_missing(),
            No::NoSuchQuestion => t.refused_no_such_question(),
            No::AlreadyAnswered => t.refused_already_answered(),
            No::OnProbation => t.refused_on_probation(),
            No::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            No::EvidenceMissing => "evidence",
            No::ReasonMissing => "reason",
            No::NothingSaid | No::WordsTooLong => "words",
            _ => return None,
        })
    }
}

impl Refusal for MatchRefused {
    fn code(&self) -> &'static str {
        MatchRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        status_of(MatchRefused::code(*self))
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            MatchRefused::DecisionMissing => t.refused_match_decision_missing(),
            MatchRefused::NameUnfit => t.refused_match_name_unfit(),
            MatchRefused::BudgetUnfit => t.refused_match_budget_unfit(),
            MatchRefused::PercentUnfit => t.refused_match_percent_unfit(),
            MatchRefused::CapsUnfit => t.refused_match_caps_unfit(),
            MatchRefused::NoSuchFund => t.refused_no_such_fund(),
            MatchRefused::CampaignsUnfit => t.refused_match_campaigns_unfit(),
            MatchRefused::NoSuchCampaign => t.refused_no_such_campaign(),
            MatchRefused::Over => t.refused_over(),
            MatchRefused::NotGifts => t.refused_not_gifts(),
            MatchRefused::AlreadyMatched => t.refused_already_matched(),
            MatchRefused::SameFund => t.refused_match_same_fund(),
            MatchRefused::FundTooSmall => t.refused_fund_too_small(),
        }
    }
}
