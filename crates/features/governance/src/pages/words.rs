//! Codes in words.

use crate::L10nLanguage;
use crate::asks::MandateUse;
use crate::ballot::Why;
use crate::proposal::{Stage, Step, TaskState};
use crate::terms::{Counting, Kind, MilestonesBy, Outcome, Proposers, Receipts, Secrecy, Weighting};
use web::ui::Tone;

pub(crate) fn stage(t: &L10nLanguage, stage: Stage) -> String {
    match stage {
        Stage::Idea => t.stage_idea(),
        Stage::Discussion => t.stage_discussion(),
        Stage::Draft => t.stage_draft(),
        Stage::Ballot => t.stage_ballot(),
        Stage::Passed => t.stage_passed(),
        Stage::Rejected => t.stage_rejected(),
        Stage::InForce => t.stage_in_force(),
        Stage::CarriedOut => t.stage_carried_out(),
        Stage::NotCarriedOut => t.stage_not_carried_out(),
        Stage::Withdrawn => t.stage_withdrawn(),
        Stage::Merged => t.stage_merged(),
        Stage::Split => t.stage_split(),
    }
}

pub(crate) fn stage_tone(stage: Stage) -> Tone {
    match stage {
        Stage::Ballot => Tone::Act,
        Stage::Draft | Stage::Passed | Stage::InForce => Tone::Wait,
        Stage::CarriedOut => Tone::Done,
        _ => Tone::Plain,
    }
}

/// In force, and not all of it could be done.
pub(crate) fn falls_short(stage: Stage, failed_count: i64) -> bool {
    stage == Stage::InForce && failed_count > 0
}

/// Where it stands, and whether everything that was decided could be done.
pub(crate) fn standing(t: &L10nLanguage, of: Stage, failed_count: i64) -> (String, Tone) {
    match falls_short(of, failed_count) {
        true => (t.not_all_done(), Tone::Act),
        false => (stage(t, of), stage_tone(of)),
    }
}

pub(crate) fn step(t: &L10nLanguage, step: Step) -> String {
    match step {
        Step::Proposed => t.step_proposed(),
        Step::Moved => t.step_moved(),
        Step::Rewritten => t.step_rewritten(),
        Step::HandedOver => t.step_handed_over(),
        Step::MergedInto => t.step_merged_into(),
        Step::TookIn => t.step_took_in(),
        Step::SplitInto => t.step_split_into(),
        Step::CameFrom => t.step_came_from(),
        Step::Withdrawn => t.step_withdrawn(),
        Step::BallotOpened => t.step_ballot_opened(),
        Step::BallotExtended => t.step_ballot_extended(),
        Step::BallotCalledOff => t.step_ballot_called_off(),
        Step::BallotPassed => t.step_ballot_passed(),
        Step::BallotRejected => t.step_ballot_rejected(),
        Step::Appealed => t.step_appealed(),
        Step::AppealDismissed => t.step_appeal_dismissed(),
        Step::AppealUpheld => t.step_appeal_upheld(),
        Step::AppealWithdrawn => t.step_appeal_withdrawn(),
        Step::DeedDone => t.step_deed_done(),
        Step::DeedFailed => t.step_deed_failed(),
        Step::InForce => t.step_in_force(),
        Step::TaskSet => t.step_task_set(),
        Step::TaskDone => t.step_task_done(),
        Step::CarriedOut => t.step_carried_out(),
        Step::NotCarriedOut => t.step_not_carried_out(),
        Step::MandateEnded => t.step_mandate_ended(),
    }
}

/// The step with what it is about, where that is a word of people: a stage, a version.
pub(crate) fn step_about(t: &L10nLanguage, taken: Step, subject: Option<&str>) -> String {
    match (taken, subject) {
        (Step::Moved, Some(code)) => match Stage::parse(code) {
            Some(to) => t.step_moved_to(stage(t, to)),
            None => step(t, taken),
        },
        (Step::Rewritten, Some(version)) => match version.parse::<i64>() {
            Ok(version) => t.step_rewritten_to(version),
            Err(_) => step(t, taken),
        },
        (Step::DeedDone, Some(number)) => t.step_deed_done_number(number),
        (Step::DeedFailed, Some(number)) => t.step_deed_failed_number(number),
        (Step::MandateEnded, Some(number)) => t.step_mandate_ended_number(number),
        _ => step(t, taken),
    }
}

pub(crate) fn kind(t: &L10nLanguage, kind: Kind) -> String {
    match kind {
        Kind::Consent => t.kind_consent(),
        Kind::YesNo => t.kind_yes_no(),
        Kind::Approval => t.kind_approval(),
        Kind::Score => t.kind_score(),
        Kind::Ranked => t.kind_ranked(),
        Kind::Budget => t.kind_budget(),
    }
}

pub(crate) fn secrecy(t: &L10nLanguage, secrecy: Secrecy) -> String {
    match secrecy {
        Secrecy::Open => t.secrecy_open(),
        Secrecy::Secret => t.secrecy_secret(),
    }
}

pub(crate) fn weighting(t: &L10nLanguage, weighting: Weighting) -> String {
    match weighting {
        Weighting::OneMemberOneVote => t.weighting_one(),
        Weighting::AdditionalByTrade => t.weighting_trade(),
        Weighting::AdditionalByCapital => t.weighting_capital(),
        Weighting::Holding => t.weighting_holding(),
        Weighting::QuadraticCredits => t.weighting_quadratic(),
    }
}

/// With what is to be feared of it.
pub(crate) fn weighting_warned(t: &L10nLanguage, of: Weighting) -> String {
    let warning = match of {
        Weighting::OneMemberOneVote => return weighting(t, of),
        Weighting::AdditionalByTrade => t.by_trade_warning(),
        Weighting::AdditionalByCapital => t.by_capital_warning(),
        Weighting::Holding => t.holding_warning(),
        Weighting::QuadraticCredits => t.quadratic_warning(),
    };
    t.warned(weighting(t, of), warning)
}

pub(crate) fn counting(t: &L10nLanguage, counting: Counting) -> String {
    match counting {
        Counting::Plain => t.counting_plain(),
        Counting::SchulzeMargins => t.counting_schulze_margins(),
        Counting::SchulzeWinningVotes => t.counting_schulze_winning_votes(),
        Counting::InstantRunoff => t.counting_instant_runoff(),
        Counting::Borda => t.counting_borda(),
        Counting::Copeland => t.counting_copeland(),
        Counting::Minimax => t.counting_minimax(),
        Counting::EqualSharesAdd1Greedy => t.counting_equal_shares_full(),
        Counting::EqualShares => t.counting_equal_shares(),
        Counting::GreedyByVotes => t.counting_greedy(),
        Counting::GreedyByVotesPerCost => t.counting_greedy_cost(),
    }
}

/// How a ranking is counted, in a sentence; of other ballots what passes says it.
pub(crate) fn counting_means(t: &L10nLanguage, counting: Counting) -> Option<String> {
    Some(match counting {
        Counting::SchulzeMargins => t.counting_schulze_margins_means(),
        Counting::SchulzeWinningVotes => t.counting_schulze_winning_votes_means(),
        Counting::InstantRunoff => t.counting_instant_runoff_means(),
        Counting::Borda => t.counting_borda_means(),
        Counting::Copeland => t.counting_copeland_means(),
        Counting::Minimax => t.counting_minimax_means(),
        _ => return None,
    })
}

pub(crate) fn receipts(t: &L10nLanguage, receipts: Receipts) -> String {
    match receipts {
        Receipts::Choice => t.receipts_choice(),
        Receipts::Inclusion => t.receipts_inclusion(),
    }
}

pub(crate) fn milestones_by(t: &L10nLanguage, by: MilestonesBy) -> String {
    match by {
        MilestonesBy::Silence => t.milestones_by_silence(),
        MilestonesBy::Vote => t.milestones_by_vote(),
        MilestonesBy::VoteOnly => t.milestones_by_vote_only(),
    }
}

pub(crate) fn proposers(t: &L10nLanguage, proposers: Proposers) -> String {
    match proposers {
        Proposers::EveryMember => t.proposers_every(),
        Proposers::FullMembers => t.proposers_full(),
        Proposers::Stewards => t.proposers_stewards(),
    }
}

/// The code itself for a role that is none any more.
pub(crate) fn role(t: &L10nLanguage, code: &str) -> String {
    match community::role::Role::parse(code) {
        Some(community::role::Role::Steward) => t.role_steward(),
        Some(community::role::Role::Treasurer) => t.role_treasurer(),
        Some(community::role::Role::Moderator) => t.role_moderator(),
        None => code.to_owned(),
    }
}

pub(crate) fn charter_field(t: &L10nLanguage, code: &str) -> String {
    use community::CharterField;
    match CharterField::parse(code) {
        Some(CharterField::Name) => t.charter_name(),
        Some(CharterField::Theme) => t.charter_theme(),
        Some(CharterField::Belief) => t.charter_belief(),
        Some(CharterField::StorefrontPublic) => t.charter_storefront(),
        Some(CharterField::BooksPublic) => t.charter_books(),
        Some(CharterField::ApplicationsOpen) => t.charter_applications(),
        Some(CharterField::ProbationDays) => t.charter_probation(),
        None => code.to_owned(),
    }
}

pub(crate) fn task_state(t: &L10nLanguage, state: TaskState) -> String {
    match state {
        TaskState::Assigned => t.task_assigned(),
        TaskState::TakenOn => t.task_taken_on(),
        TaskState::Declined => t.task_declined(),
        TaskState::Done => t.task_done(),
        TaskState::Dropped => t.task_dropped(),
    }
}

/// Why, as somebody said it. The clock's reasons are codes: why a ballot was extended, and what was counted, which whoever
/// knows the figures says better.
pub(crate) fn reason_said(t: &L10nLanguage, taken: Step, reason: &str) -> Option<String> {
    match taken {
        Step::BallotPassed | Step::BallotRejected => {
            Outcome::parse(reason).map(|outcome| super::result::outcome_said(t, outcome))
        }
        Step::BallotExtended => Why::parse(reason).map(|why| match why {
            Why::Quorum => t.ballot_extended_quorum(),
            Why::Flip => t.ballot_extended_flip(),
        }),
        _ => Some(reason).filter(|reason| !reason.is_empty()).map(|reason| t.quoted_reason(reason)),
    }
}

/// What a deed is called.
pub(crate) fn deed(t: &L10nLanguage, does: &str) -> String {
    match does {
        "mandate" => t.deed_is_mandate(),
        "end_mandate" => t.deed_is_end_mandate(),
        "add_rule" => t.deed_is_new_rule(),
        "drop_rule" => t.deed_is_drop_rule(),
        "change_rule" => t.deed_is_change_rule(),
        "charter" => t.deed_is_charter(),
        "role" => t.deed_is_role(),
        "split" => t.deed_is_split(),
        "instrument" => t.deed_is_instrument(),
        "distribution" => t.deed_is_distribution(),
        "share_rule" => t.deed_is_share_rule(),
        "convert" => t.deed_is_convert(),
        "give_back" => t.deed_is_give_back(),
        "campaign" => t.deed_is_campaign(),
        "match" => t.deed_is_match(),
        "contribution_rules" => t.deed_is_contribution_rules(),
        "ruling" => t.deed_is_ruling(),
        "rules" => t.deed_is_rules(),
        _ => t.deed_word(),
    }
}

/// As a form offers them.
pub(crate) fn mandate_kinds(t: &L10nLanguage) -> Vec<(String, String)> {
    vec![
        (MandateUse::Spending.to_string(), t.mandate_kind_spending()),
        (MandateUse::Referral.to_string(), t.mandate_kind_referral()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::t;
    use web::Lang;

    /// No code is shown to anybody.
    #[test]
    fn reasons_of_the_clock_are_said_in_words() {
        let said = |lang, step, reason| reason_said(t(lang), step, reason).unwrap_or_default();
        assert_eq!(said(Lang::Zh, Step::BallotPassed, "passed"), "通过");
        assert_eq!(said(Lang::En, Step::BallotRejected, "no_quorum"), "No quorum");
        for (lang, expected) in [(Lang::Zh, "法定人数"), (Lang::En, "quorum was")] {
            let text = said(lang, Step::BallotExtended, "quorum");
            assert!(text.contains(expected) && text != "quorum", "{text}");
        }
        assert!(said(Lang::Zh, Step::BallotExtended, "flip").contains("翻转"));
        assert_eq!(reason_said(t(Lang::Zh), Step::Moved, ""), None);
    }
}
