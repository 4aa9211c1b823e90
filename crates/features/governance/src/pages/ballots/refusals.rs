//! What is said when something around a ballot cannot be done.

use crate::ballot::BallotRefused as No;
use crate::t;
use axum::http::StatusCode;
use web::{Lang, Refusal};

impl Refusal for No {
    fn code(&self) -> &'static str {
        No::code(*self)
    }

    fn status(&self) -> StatusCode {
        match self {
            No::NoSuchProposal | No::NoSuchBallot | No::NoSuchAppeal => StatusCode::NOT_FOUND,
            No::NotAMember
            | No::NotYours
            | No::NotInElectorate
            | No::NotYourBallot
            | No::NotTheirProxy
            | No::NotAllowed
            | No::OwnAppeal
            | No::NotYourAppeal
            | No::OwnProposal => StatusCode::FORBIDDEN,
            No::KeyReused
            | No::OtherVersion
            | No::NotADraft
            | No::DiscussionNotOver
            | No::NobodyMayVote
            | No::SomebodyVoted
            | No::RulesUnfit
            | No::NoRegister
            | No::RulesMoved
            | No::CharterMoved
            | No::DistributionInBallot
            | No::DistributionGiftsUntold
            | No::VotingOver
            | No::AlreadyVoted
            | No::ReceiptTaken
            | No::NoObjection
            | No::ProxyOfOpenOnly
            | No::VotedInPerson
            | No::ProxyTooLate
            | No::ProxyHasEnough
            | No::ProxyHasVoted
            | No::ProxyChain
            | No::NoProxy
            | No::NotClosed
            | No::AppealTooLate
            | No::AppealWaits
            | No::AppealedBefore
            | No::WeightedTotalsOnly
            | No::NoVotesFile
            | No::AppealDecided => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            No::NoSuchProposal => t.ballot_no_no_such_proposal(),
            No::NoSuchBallot => t.ballot_no_no_such_ballot(),
            No::NotAMember => t.ballot_no_not_a_member(),
            No::NotYours => t.ballot_no_not_yours(),
            No::ReasonMissing => t.ballot_no_reason_missing(),
            No::KeyReused => t.ballot_no_key_reused(),
            No::OtherVersion => t.ballot_no_other_version(),
            No::NotADraft => t.ballot_no_not_a_draft(),
            No::DiscussionNotOver => t.ballot_no_discussion_not_over(),
            No::ClosesTooSoon => t.ballot_no_closes_too_soon(),
            No::ClosesTooLate => t.ballot_no_closes_too_late(),
            No::SecretNotAllowed => t.ballot_no_secret_not_allowed(),
            No::WeightingNotAllowed => t.ballot_no_weighting_not_allowed(),
            No::WeightingUnfit => t.ballot_no_weighting_unfit(),
            No::WeightedIsSecret => t.ballot_no_weighted_is_secret(),
            No::NoRegister => t.ballot_no_no_register(),
            No::AsksUnfit => t.ballot_no_asks_unfit(),
            // The same words as on writing it: it has to be written anew.
            No::RulesMoved => t.refused_rules_moved(),
            No::CharterMoved => t.refused_charter_moved(),
            No::PromisesReturn => t.refused_promises_return(),
            No::InstrumentUnfit => t.refused_instrument_unfit(),
            No::ShareUnfit => t.refused_share_unfit(),
            No::DistributionInBallot => t.refused_distribution_in_ballot(),
            No::DistributionGiftsUntold => t.refused_distribution_gifts_untold(),
            No::EndsBeforeForce => t.ballot_no_ends_before_force(),
            No::CountingUnfit => t.ballot_no_counting_unfit(),
            No::RulesUnfit => t.ballot_no_rules_unfit(),
            No::NobodyMayVote => t.ballot_no_nobody_may_vote(),
            No::NotYourBallot => t.ballot_no_not_your_ballot(),
            No::SomebodyVoted => t.ballot_no_somebody_voted(),
            No::NotInElectorate => t.ballot_no_not_in_electorate(),
            No::VotingOver => t.ballot_no_voting_over(),
            No::AlreadyVoted => t.ballot_no_already_voted(),
            No::ReceiptMalformed => t.ballot_no_receipt_malformed(),
            No::ReceiptTaken => t.ballot_no_receipt_taken(),
            No::ChoiceOfOtherKind => t.ballot_no_choice_of_other_kind(),
            No::NoSuchOption => t.ballot_no_no_such_option(),
            No::OptionTwice => t.ballot_no_option_twice(),
            No::ScoreOutOfRange => t.ballot_no_score_out_of_range(),
            No::TooManyCredits => t.ballot_no_too_many_credits(),
            No::NothingChosen => t.ballot_no_nothing_chosen(),
            No::ObjectionWithoutReason => t.ballot_no_objection_without_reason(),
            No::NoObjection => t.ballot_no_no_objection(),
            No::NotTheirProxy => t.ballot_no_not_their_proxy(),
            No::ProxyOfOpenOnly => t.ballot_no_proxy_of_open_only(),
            No::VotedInPerson => t.ballot_no_voted_in_person(),
            No::ProxyTooLate => t.ballot_no_proxy_too_late(),
            No::ProxyIsSelf => t.ballot_no_proxy_is_self(),
            No::ProxyNotInElectorate => t.ballot_no_proxy_not_in_electorate(),
            No::ProxyHasEnough => t.ballot_no_proxy_has_enough(),
            No::ProxyHasVoted => t.ballot_no_proxy_has_voted(),
            No::ProxyChain => t.ballot_no_proxy_chain(),
            No::NoProxy => t.ballot_no_no_proxy(),
            No::NotClosed => t.ballot_no_not_closed(),
            No::AppealTooLate => t.ballot_no_appeal_too_late(),
            No::AppealWaits => t.ballot_no_appeal_waits(),
            No::AppealedBefore => t.ballot_no_appealed_before(),
            No::WeightedTotalsOnly => t.ballot_no_weighted_totals_only(),
            No::NoVotesFile => t.ballot_no_no_votes_file(),
            No::NoSuchAppeal => t.ballot_no_no_such_appeal(),
            No::AppealDecided => t.ballot_no_appeal_decided(),
            No::NotAllowed => t.ballot_no_not_allowed(),
            No::OwnAppeal => t.ballot_no_own_appeal(),
            No::NotYourAppeal => t.ballot_no_not_your_appeal(),
            No::OwnProposal => t.ballot_no_own_proposal(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            No::ReasonMissing | No::ObjectionWithoutReason => "reason",
            No::ClosesTooSoon | No::ClosesTooLate | No::EndsBeforeForce => "closes_at",
            No::ReceiptMalformed => "receipt",
            No::ProxyNotInElectorate => "proxy",
            _ => return None,
        })
    }
}
