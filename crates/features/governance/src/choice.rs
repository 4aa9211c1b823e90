//! What a voter says, and whether it is an answer to the question. Pure.

use crate::terms::Kind;
use kernel::serde::{Deserialize, Serialize};

/// A filled-in ballot. Options by their numbers, from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde", rename_all = "snake_case")]
pub enum Choice {
    Yes,
    No,
    /// Takes part, and takes no side. Of every kind.
    Abstain,
    /// Consent: nothing against it.
    Agree,
    /// Consent: an objection, with its reason.
    Object,
    /// Approval and budget: the options named, ascending.
    Approve(Vec<i64>),
    /// Score: option and score from 0 to 5, by option; options left out are not judged.
    Score(Vec<(i64, i64)>),
    /// Ranked: tiers of options, best first; options left out are below all.
    Rank(Vec<Vec<i64>>),
    /// Quadratic credits: option and votes for it, by option; the squares sum to at most the credits.
    Credits(Vec<(i64, i64)>),
}

/// Why a choice is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChoiceUnfit {
    /// Not of this kind of ballot.
    OtherKind,
    NoSuchOption,
    OptionTwice,
    ScoreOutOfRange,
    TooManyCredits,
    Nothing,
}

/// Highest score.
pub const SCORE_MAX: i64 = 5;
/// What each voter has to spread with quadratic credits.
pub const CREDITS: i64 = 100;

impl Choice {
    /// Whether it answers a ballot of `kind` with `option_count` options; `quadratic` where credits are spread.
    pub fn check(&self, kind: Kind, option_count: i64, quadratic: bool) -> Result<(), ChoiceUnfit> {
        let known = |option: &i64| (1..=option_count).contains(option);
        match (kind, self) {
            (_, Choice::Abstain) => Ok(()),
            (Kind::YesNo, Choice::Yes | Choice::No) => Ok(()),
            (Kind::Consent, Choice::Agree | Choice::Object) => Ok(()),
            (Kind::Approval | Kind::Score | Kind::Budget, Choice::Credits(votes)) if quadratic => {
                distinct(votes.iter().map(|(option, _)| *option), known)?;
                let cost: i128 = votes.iter().map(|(_, votes)| i128::from(*votes) * i128::from(*votes)).sum();
                if votes.iter().any(|(_, votes)| *votes < 0) || cost > i128::from(CREDITS) {
                    return Err(ChoiceUnfit::TooManyCredits);
                }
                Ok(())
            }
            (Kind::Approval | Kind::Budget, Choice::Approve(options)) if !quadratic => {
                distinct(options.iter().copied(), known)
            }
            (Kind::Score, Choice::Score(scores)) if !quadratic => {
                if scores.iter().any(|(_, score)| !(0..=SCORE_MAX).contains(score)) {
                    return Err(ChoiceUnfit::ScoreOutOfRange);
                }
                distinct(scores.iter().map(|(option, _)| *option), known)
            }
            (Kind::Ranked, Choice::Rank(tiers)) => {
                if tiers.iter().any(Vec::is_empty) {
                    return Err(ChoiceUnfit::Nothing);
                }
                distinct(tiers.iter().flatten().copied(), known)
            }
            _ => Err(ChoiceUnfit::OtherKind),
        }
    }
}

fn distinct(options: impl Iterator<Item = i64>, known: impl Fn(&i64) -> bool) -> Result<(), ChoiceUnfit> {
    let mut seen: Vec<i64> = options.collect();
    if seen.is_empty() {
        return Err(ChoiceUnfit::Nothing);
    }
    if !seen.iter().all(known) {
        return Err(ChoiceUnfit::NoSuchOption);
    }
    seen.sort_unstable();
    match seen.windows(2).any(|pair| pair[0] == pair[1]) {
        true => Err(ChoiceUnfit::OptionTwice),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::Choice::*;
    use super::ChoiceUnfit::*;
    use super::*;

    /// Kind, credits?, choice → answer. There are three options.
    #[test]
    fn choices_are_answers_or_not() {
        for (kind, quadratic, choice, answer) in [
            (Kind::YesNo, false, Yes, Ok(())),
            (Kind::YesNo, false, Abstain, Ok(())),
            (Kind::YesNo, false, Agree, Err(OtherKind)),
            (Kind::Consent, false, Object, Ok(())),
            (Kind::Consent, false, No, Err(OtherKind)),
            (Kind::Approval, false, Approve(vec![1, 3]), Ok(())),
            (Kind::Approval, false, Approve(vec![1, 1]), Err(OptionTwice)),
            (Kind::Approval, false, Approve(vec![4]), Err(NoSuchOption)),
            (Kind::Approval, false, Approve(vec![0]), Err(NoSuchOption)),
            (Kind::Approval, false, Approve(vec![]), Err(Nothing)),
            (Kind::Budget, false, Approve(vec![2]), Ok(())),
            (Kind::Score, false, Score(vec![(1, 5), (2, 0)]), Ok(())),
            (Kind::Score, false, Score(vec![(1, 6)]), Err(ScoreOutOfRange)),
            (Kind::Score, false, Score(vec![(1, -1)]), Err(ScoreOutOfRange)),
            (Kind::Ranked, false, Rank(vec![vec![2], vec![1, 3]]), Ok(())),
            (Kind::Ranked, false, Rank(vec![vec![2], vec![2]]), Err(OptionTwice)),
            (Kind::Ranked, false, Rank(vec![vec![2], vec![]]), Err(Nothing)),
            (Kind::Approval, true, Credits(vec![(1, 10)]), Ok(())),
            (Kind::Approval, true, Credits(vec![(1, 10), (2, 1)]), Err(TooManyCredits)),
            (Kind::Approval, true, Credits(vec![(1, -1)]), Err(TooManyCredits)),
            (Kind::Approval, true, Credits(vec![(1, i64::MAX), (2, i64::MIN)]), Err(TooManyCredits)),
            (Kind::Approval, true, Credits(vec![(1, 1), (1, 1)]), Err(OptionTwice)),
            (Kind::Approval, false, Approve(vec![i64::MAX]), Err(NoSuchOption)),
            (Kind::Score, false, Score(vec![(1, i64::MIN)]), Err(ScoreOutOfRange)),
            (Kind::Score, false, Score(vec![(1, 1), (1, 5)]), Err(OptionTwice)),
            (Kind::Ranked, false, Rank(vec![vec![i64::MIN]]), Err(NoSuchOption)),
            (Kind::Approval, true, Approve(vec![1]), Err(OtherKind)),
            (Kind::Approval, false, Credits(vec![(1, 1)]), Err(OtherKind)),
            (Kind::YesNo, true, Credits(vec![(1, 1)]), Err(OtherKind)),
        ] {
            assert_eq!(choice.check(kind, 3, quadratic), answer, "{kind} {choice:?}");
        }
    }
}
