//! When a ballot may open, whether it still takes votes, and what moves its closing. Pure.

use crate::asks::Asks;
use crate::choice::ChoiceUnfit;
use crate::proposal::Stage;
use crate::proposal_refused::ProposalRefused;
use crate::terms::{AppealState, BallotState, DecisionRules, Part, Secrecy, Terms, Weighting};
use kernel::Timestamp;
use kernel::serde::{Deserialize, Serialize};
use std::time::Duration;

kernel::codes! {
    /// Why something around a ballot was turned away.
    pub enum BallotRefused {
        NoSuchProposal = "no_such_proposal",
        NoSuchBallot = "no_such_ballot",
        NotAMember = "not_a_member",
        /// Neither the owner of the proposal nor a steward.
        NotYours = "not_yours",
        ReasonMissing = "reason_missing",
        KeyReused = "key_reused",
        // Opening.
        OtherVersion = "other_version",
        NotADraft = "not_a_draft",
        DiscussionNotOver = "discussion_not_over",
        ClosesTooSoon = "closes_too_soon",
        ClosesTooLate = "closes_too_late",
        SecretNotAllowed = "secret_not_allowed",
        WeightingNotAllowed = "weighting_not_allowed",
        /// This kind of ballot cannot be weighted this way.
        WeightingUnfit = "weighting_unfit",
        /// Beside a name, what was weighed tells what this member holds or has bought.
        WeightedIsSecret = "weighted_is_secret",
        /// Nobody keeps a register of who holds how much.
        NoRegister = "no_register",
        /// It could not be asked like this any more: it has to be rewritten.
        AsksUnfit = "asks_unfit",
        /// The same of the rules of deciding, or of the charter, was changed since it was written.
        RulesMoved = "rules_moved",
        CharterMoved = "charter_moved",
        PromisesReturn = "promises_return",
        InstrumentUnfit = "instrument_unfit",
        ShareUnfit = "share_unfit",
        /// Another proposal has this simulation in a ballot.
        DistributionInBallot = "distribution_in_ballot",
        /// It was made before gifts were told apart.
        DistributionGiftsUntold = "distribution_gifts_untold",
        /// A mandate would be over before it is in force.
        EndsBeforeForce = "ends_before_force",
        /// The counting rule is of another kind of ballot.
        CountingUnfit = "counting_unfit",
        /// The rules of deciding ask for what nothing can reach.
        RulesUnfit = "rules_unfit",
        NobodyMayVote = "nobody_may_vote",
        // Calling it off.
        /// Neither who opened it nor a steward.
        NotYourBallot = "not_your_ballot",
        SomebodyVoted = "somebody_voted",
        // Voting.
        NotInElectorate = "not_in_electorate",
        VotingOver = "voting_over",
        AlreadyVoted = "already_voted",
        ReceiptMalformed = "receipt_malformed",
        /// Somebody else's paper has this id.
        ReceiptTaken = "receipt_taken",
        ChoiceOfOtherKind = "choice_of_other_kind",
        NoSuchOption = "no_such_option",
        OptionTwice = "option_twice",
        ScoreOutOfRange = "score_out_of_range",
        TooManyCredits = "too_many_credits",
        NothingChosen = "nothing_chosen",
        ObjectionWithoutReason = "objection_without_reason",
        NoObjection = "no_objection",
        // Proxies.
        NotTheirProxy = "not_their_proxy",
        /// The proxy has voted for the member, and cannot decline any more.
        ProxyHasVoted = "proxy_has_voted",
        ProxyOfOpenOnly = "proxy_of_open_only",
        /// The member voted in person, and that stands.
        VotedInPerson = "voted_in_person",
        ProxyTooLate = "proxy_too_late",
        ProxyIsSelf = "proxy_is_self",
        /// Who is named will have no vote here.
        ProxyNotInElectorate = "proxy_not_in_electorate",
        ProxyHasEnough = "proxy_has_enough",
        ProxyChain = "proxy_chain",
        NoProxy = "no_proxy",
        // Appeals.
        NotClosed = "not_closed",
        AppealTooLate = "appeal_too_late",
        AppealWaits = "appeal_waits",
        /// An appeal of this member against this ballot has been answered, or two were withdrawn: there is no other one.
        AppealedBefore = "appealed_before",
        NoSuchAppeal = "no_such_appeal",
        AppealDecided = "appeal_decided",
        NotAllowed = "not_allowed",
        OwnAppeal = "own_appeal",
        /// Only who brought it takes it back.
        NotYourAppeal = "not_your_appeal",
        OwnProposal = "own_proposal",
        // Taking the votes out.
        /// A weight tells whose a vote is.
        WeightedTotalsOnly = "weighted_totals_only",
        /// The sums say all that there is to count.
        NoVotesFile = "no_votes_file",
    }
}

impl From<ChoiceUnfit> for BallotRefused {
    fn from(why: ChoiceUnfit) -> BallotRefused {
        match why {
            ChoiceUnfit::OtherKind => BallotRefused::ChoiceOfOtherKind,
            ChoiceUnfit::NoSuchOption => BallotRefused::NoSuchOption,
            ChoiceUnfit::OptionTwice => BallotRefused::OptionTwice,
            ChoiceUnfit::ScoreOutOfRange => BallotRefused::ScoreOutOfRange,
            ChoiceUnfit::TooManyCredits => BallotRefused::TooManyCredits,
            ChoiceUnfit::Nothing => BallotRefused::NothingChosen,
        }
    }
}

impl From<ProposalRefused> for BallotRefused {
    fn from(why: ProposalRefused) -> BallotRefused {
        match why {
            ProposalRefused::SecretNotAllowed => BallotRefused::SecretNotAllowed,
            ProposalRefused::WeightingNotAllowed => BallotRefused::WeightingNotAllowed,
            ProposalRefused::WeightingUnfit => BallotRefused::WeightingUnfit,
            ProposalRefused::WeightedIsSecret => BallotRefused::WeightedIsSecret,
            ProposalRefused::CountingUnfit => BallotRefused::CountingUnfit,
            ProposalRefused::RulesMoved => BallotRefused::RulesMoved,
            ProposalRefused::CharterMoved => BallotRefused::CharterMoved,
            ProposalRefused::PromisesReturn => BallotRefused::PromisesReturn,
            ProposalRefused::InstrumentUnfit => BallotRefused::InstrumentUnfit,
            ProposalRefused::ShareUnfit => BallotRefused::ShareUnfit,
            ProposalRefused::DistributionInBallot => BallotRefused::DistributionInBallot,
            ProposalRefused::DistributionGiftsUntold => BallotRefused::DistributionGiftsUntold,
            _ => BallotRefused::AsksUnfit,
        }
    }
}

/// A ballot that is open longer has been forgotten.
pub const OPEN_DAYS_MAX: i64 = 90;
/// Times that a flipping outcome extends a ballot.
pub const FLIP_COUNT_MAX: usize = 3;
/// Members that one proxy votes for.
pub const PROXY_COUNT_MAX: usize = 2;
/// A vote of an unweighted ballot, in millionths.
pub const BASIC_WEIGHT_E6: i64 = 1_000_000;

pub(crate) fn hours(count: i64) -> Duration {
    Duration::from_secs(u64::try_from(count).unwrap_or(0).saturating_mul(3_600))
}

/// What is looked at before a ballot opens.
#[derive(Debug, Clone, Copy)]
pub struct Opening<'a> {
    pub stage: Stage,
    /// Since when this very text can be read: a rewritten one gets its own time.
    pub readable_since: Timestamp,
    pub asks: &'a Asks,
    pub rules: &'a DecisionRules,
    pub closes_at: Timestamp,
}

impl Opening<'_> {
    /// The terms of the ballot, or why there is none.
    pub fn decide(&self, now: Timestamp) -> Result<Terms, BallotRefused> {
        if self.stage != Stage::Draft {
            return Err(BallotRefused::NotADraft);
        }
        if now < self.readable_since.plus(hours(self.rules.discussion_hours)) {
            return Err(BallotRefused::DiscussionNotOver);
        }
        if self.closes_at < now.plus(hours(self.rules.ballot_hours.max(1))) {
            return Err(BallotRefused::ClosesTooSoon);
        }
        if self.closes_at > now.plus(hours(24 * OPEN_DAYS_MAX).max(hours(self.rules.ballot_hours * 2))) {
            return Err(BallotRefused::ClosesTooLate);
        }
        // The rules may have changed since it was written.
        self.asks.check(self.rules, now).map_err(BallotRefused::from)?;
        let in_force_at = self.closes_at.plus(hours(self.rules.delay_hours));
        if self.asks.first_end().is_some_and(|end| end <= in_force_at) {
            return Err(BallotRefused::EndsBeforeForce);
        }
        let of_charter = self.asks.actions.iter().any(|action| action.is_of_charter());
        let rules = self.rules;
        let threshold = if of_charter { rules.charter_threshold } else { rules.threshold };
        let reachable = threshold.numerator < threshold.denominator
            && rules.quorum.denominator > 0
            && rules.quorum.numerator <= rules.quorum.denominator;
        if !reachable {
            return Err(BallotRefused::RulesUnfit);
        }
        Ok(Terms {
            threshold,
            quorum: rules.quorum,
            late_hours: rules.late_hours,
            extension_hours: rules.extension_hours,
            delay_hours: rules.delay_hours,
            // Told once the electorate is read.
            companies: None,
        })
    }
}

/// Whether a weight can tell whose ballot it is.
pub fn tells_whose(weighting: Weighting) -> bool {
    match weighting {
        Weighting::AdditionalByTrade | Weighting::AdditionalByCapital | Weighting::Holding => true,
        Weighting::OneMemberOneVote | Weighting::QuadraticCredits => false,
    }
}

/// The closing instant is already too late: counting runs at it, and would miss a vote of that same microsecond.
pub fn takes_votes(state: BallotState, closes_at: Timestamp, now: Timestamp) -> Result<(), BallotRefused> {
    match state == BallotState::Open && now < closes_at {
        true => Ok(()),
        false => Err(BallotRefused::VotingOver),
    }
}

/// Whether a ballot can still be called off, of so many votes and of whoever wants to: nobody's vote is lost but their own. Whose
/// a secret one is nobody can say, so there must be none.
pub fn may_call_off(secrecy: Secrecy, voted_count: i64, own: bool) -> Result<(), BallotRefused> {
    let own = i64::from(own && secrecy == Secrecy::Open);
    if voted_count == own { Ok(()) } else { Err(BallotRefused::SomebodyVoted) }
}

/// Whether somebody whose earlier appeals against a ballot stand like this may bring one. One each, or one member could put a
/// decision off for as long as somebody answers. A withdrawn one was a mistake that is given back, once: else
/// bringing and withdrawing would go on for as long as there is time.
pub fn may_appeal(earlier: &[AppealState]) -> Result<(), BallotRefused> {
    match earlier {
        [] | [AppealState::Withdrawn] => Ok(()),
        [.., AppealState::Waiting] => Err(BallotRefused::AppealWaits),
        _ => Err(BallotRefused::AppealedBefore),
    }
}

/// How many have to take part: the part of the electorate, rounded up.
pub fn quorum_needed(electorate_count: i64, quorum: Part) -> i64 {
    let (part, whole) = (i128::from(quorum.numerator), i128::from(quorum.denominator.max(1)));
    let needed = (i128::from(electorate_count.max(0)) * part + whole - 1) / whole;
    i64::try_from(needed).unwrap_or(i64::MAX)
}

kernel::codes! {
    /// Why a ballot stays open longer.
    pub enum Why {
        /// The quorum was first reached late.
        Quorum = "quorum",
        /// The outcome of an open ballot became another one in its last stretch.
        Flip = "flip",
    }
}

/// One time that the closing was moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct Extension {
    pub why: Why,
    pub at_us: Timestamp,
    pub closes_at_us: Timestamp,
}

/// The new closing where the quorum is first reached within the last stretch: once, and never to an earlier time.
pub fn extended_for_quorum(
    terms: &Terms,
    before: &[Extension],
    closes_at: Timestamp,
    now: Timestamp,
) -> Option<Extension> {
    let first = !before.iter().any(|extension| extension.why == Why::Quorum);
    let later = now.plus(hours(terms.extension_hours));
    let moves = first && is_late(terms, closes_at, now) && later > closes_at;
    moves.then_some(Extension { why: Why::Quorum, at_us: now, closes_at_us: later })
}

/// The new closing where the outcome, when voting ends, is not the one that led when the last stretch began: a few times.
/// It is counted from now, so that a program that stood still at the closing takes no time from those who want to answer.
pub fn extended_for_flip(terms: &Terms, before: &[Extension], now: Timestamp) -> Option<Extension> {
    let times = before.iter().filter(|extension| extension.why == Why::Flip).count();
    let later = now.plus(hours(terms.extension_hours));
    let moves = times < FLIP_COUNT_MAX && terms.late_hours > 0 && later > now;
    moves.then_some(Extension { why: Why::Flip, at_us: now, closes_at_us: later })
}

/// When the last stretch begins.
pub fn late_from(terms: &Terms, closes_at: Timestamp) -> Timestamp {
    closes_at.minus(hours(terms.late_hours))
}

/// Whether this is the last stretch.
pub fn is_late(terms: &Terms, closes_at: Timestamp, now: Timestamp) -> bool {
    now < closes_at && now >= late_from(terms, closes_at)
}

#[cfg(test)]
#[path = "ballot_tests.rs"]
mod tests;
