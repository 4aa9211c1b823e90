//! Codes of ballots in words.

use crate::L10nLanguage;
use crate::choice::Choice;
use crate::pages::scene::Scene;
use crate::terms::{BallotState, Companies, Kind, Outcome, Part, Receipts, Secrecy};
use kernel::Timestamp;
use web::Html;
use web::ui::Tone;

pub(super) fn outcome(t: &L10nLanguage, outcome: Outcome) -> (String, Tone) {
    match outcome {
        Outcome::Passed => (t.ballot_outcome_passed(), Tone::Done),
        Outcome::Rejected => (t.ballot_outcome_rejected(), Tone::Plain),
        Outcome::NoQuorum => (t.ballot_outcome_no_quorum(), Tone::Plain),
        Outcome::Tied => (t.ballot_outcome_tied(), Tone::Wait),
    }
}

pub(super) fn state(t: &L10nLanguage, state: BallotState) -> (String, Tone) {
    match state {
        BallotState::Open => (t.ballot_state_open(), Tone::Act),
        BallotState::Closed => (t.ballot_state_closed(), Tone::Wait),
        BallotState::Annulled => (t.ballot_state_annulled(), Tone::Plain),
        BallotState::CalledOff => (t.ballot_state_called_off(), Tone::Plain),
        BallotState::Final => (t.ballot_state_final(), Tone::Done),
    }
}

/// Whether companies have a vote of their own; nothing of a ballot in which that was not asked.
pub(crate) fn companies(t: &L10nLanguage, companies: Option<Companies>) -> Option<String> {
    Some(match companies? {
        Companies { vote: true, .. } => t.ballot_companies_vote(),
        Companies { without_vote: 0, .. } => t.ballot_one_vote_a_person(),
        Companies { without_vote, .. } => t.ballot_companies_without_vote(without_vote),
    })
}

/// The generated function takes the numbers in the order of the Chinese sentence: the whole first.
pub(super) fn turnout(t: &L10nLanguage, voted: i64, electorate: i64) -> String {
    t.ballot_turnout(electorate, voted)
}

/// How to vote, in a sentence.
pub(super) fn how(t: &L10nLanguage, kind: Kind, credits: bool) -> String {
    match kind {
        _ if credits => t.ballot_how_credits(),
        Kind::Consent => t.ballot_how_consent(),
        Kind::YesNo => t.ballot_how_yes_no(),
        Kind::Approval => t.ballot_how_approval(),
        Kind::Score => t.ballot_how_score(),
        Kind::Ranked => t.ballot_how_ranked(),
        Kind::Budget => t.ballot_how_budget(),
    }
}

/// What passes, with the whole that the threshold is a part of.
pub(super) fn passes(t: &L10nLanguage, kind: Kind, threshold: Part) -> String {
    let part = format!("{}/{}", threshold.numerator, threshold.denominator);
    match kind {
        Kind::Consent => t.ballot_passes_consent(),
        Kind::YesNo => t.ballot_passes_yes_no(part),
        Kind::Approval => t.ballot_passes_approval(part),
        Kind::Score => t.ballot_passes_score(part),
        Kind::Ranked => t.ballot_passes_ranked(),
        Kind::Budget => t.ballot_passes_budget(part),
    }
}

pub(super) fn secrecy(t: &L10nLanguage, secrecy: Secrecy, receipts: Receipts) -> String {
    match (secrecy, receipts) {
        (Secrecy::Open, _) => t.ballot_secrecy_open(),
        (Secrecy::Secret, Receipts::Choice) => t.ballot_secrecy_choice(),
        (Secrecy::Secret, Receipts::Inclusion) => t.ballot_secrecy_inclusion(),
    }
}

/// A vote in words, with the titles of options by number.
pub(super) fn choice(t: &L10nLanguage, choice: &Choice, titles: &[String]) -> String {
    let title = |option: &i64| {
        let place = usize::try_from(option - 1).ok();
        place.and_then(|place| titles.get(place)).cloned().unwrap_or_else(|| option.to_string())
    };
    let listed = |parts: Vec<String>| parts.join(&t.ballot_list_comma());
    match choice {
        Choice::Yes => t.ballot_yes(),
        Choice::No => t.ballot_no(),
        Choice::Abstain => t.ballot_abstain(),
        Choice::Agree => t.ballot_agree(),
        Choice::Object => t.ballot_object(),
        Choice::Approve(options) => listed(options.iter().map(title).collect()),
        Choice::Score(pairs) | Choice::Credits(pairs) => {
            listed(pairs.iter().map(|(option, number)| format!("{} {number}", title(option))).collect())
        }
        Choice::Rank(tiers) => {
            let tier = |tier: &Vec<i64>| tier.iter().map(title).collect::<Vec<_>>().join(" = ");
            tiers.iter().map(tier).collect::<Vec<_>>().join(" > ")
        }
    }
}

/// When it was to close, when it closed, and when it was counted: each where it differs from the one before, to the minute, and in the
/// same words wherever a ballot is shown.
pub(crate) fn closings(
    s: &Scene,
    first: &Timestamp,
    closes: &Timestamp,
    counted: Option<&Timestamp>,
) -> Vec<(String, Html)> {
    let minute = |at: &Timestamp| at.micros.div_euclid(60_000_000);
    let mut said = Vec::new();
    if minute(first) != minute(closes) {
        said.push((s.t.ballot_first_closes(), s.time(first)));
    }
    said.push((s.t.ballot_closes(), s.time(closes)));
    if let Some(counted) = counted.filter(|counted| minute(counted) != minute(closes)) {
        said.push((s.t.ballot_counted_at(), s.time(counted)));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::t;
    use web::Lang;

    #[test]
    fn a_turnout_is_of_the_electorate() {
        assert_eq!(
            turnout(t(Lang::Zh), 8, 119).replace(['\u{2068}', '\u{2069}'], ""),
            "119 人中已有 8 人投票"
        );
        assert_eq!(turnout(t(Lang::En), 8, 119).replace(['\u{2068}', '\u{2069}'], ""), "8 of 119 have voted");
    }

    /// As the whole program addresses its readers.
    #[test]
    fn readers_are_addressed_as_everywhere_else() {
        let texts = [
            include_str!("../../../i18n/zh/ballots.ftl"),
            include_str!("../../../i18n/zh/deeds.ftl"),
            include_str!("../../../i18n/zh/proposals.ftl"),
            include_str!("../../../i18n/zh/results.ftl"),
        ];
        for line in texts.iter().flat_map(|text| text.lines()) {
            assert!(!line.contains('您'), "{line}");
        }
    }
}
