//! Simple ballots: consent, yes and no, approval, scores, quadratic credits, and what a ballot weighs.
//!
//! Weights are whole numbers of any unit, one a ballot where each member has one vote; a part of a vote is a larger
//! number of a smaller unit. A quorum is counted in members, whatever their ballots weigh.

mod approval;
mod consent;
mod credits;
mod score;
mod weights;
mod yes_no;

pub use approval::{Approval, ApprovalBallot, approval};
pub use consent::{Consent, consent};
pub use credits::{Credits, CreditsBallot, Overspent, cost, credits, most_votes};
pub use score::{Score, ScoreBallot, Scores, scores};
pub use weights::{ADDITIONAL_MAX, cap_additional, in_parts};
pub use yes_no::{Motion, Side, Votes, motion};

use num_bigint::BigUint;
use std::fmt;

/// Support must be strictly more than this part of the whole: half of the votes is no majority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Threshold {
    numerator: u32,
    denominator: u32,
}

/// Of what a threshold is a part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Denominator {
    /// Yes and no together: who abstains takes no side.
    #[default]
    ForAndAgainst,
    /// Everyone who took part, abstentions too.
    Participants,
    /// Everyone who might have.
    Electorate,
}

impl Default for Threshold {
    fn default() -> Threshold {
        Threshold::HALF
    }
}

impl Threshold {
    /// More than half.
    pub const HALF: Threshold = Threshold { numerator: 1, denominator: 2 };

    /// None for what nothing could be more than a part of: 0/0, 1/1, 3/2.
    pub fn of(numerator: u32, denominator: u32) -> Option<Threshold> {
        (numerator < denominator).then_some(Threshold { numerator, denominator })
    }

    /// Nothing is not more than nothing: without votes nothing passes.
    pub fn is_passed(self, support: u128, whole: u128) -> bool {
        BigUint::from(support) * self.denominator > BigUint::from(whole) * self.numerator
    }

    /// The least support that passes.
    pub fn needed(self, whole: u128) -> u128 {
        // Rest and quotient apart, so that no product is larger than what it is part of.
        let (numerator, denominator) = (u128::from(self.numerator), u128::from(self.denominator));
        whole / denominator * numerator + whole % denominator * numerator / denominator + 1
    }
}

/// This part of the electorate, rounded up, must take part for an outcome to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quorum {
    numerator: u32,
    denominator: u32,
}

impl Quorum {
    /// However few.
    pub const NONE: Quorum = Quorum { numerator: 0, denominator: 1 };

    /// None for what nobody could reach: more than all, or a part of 0.
    pub fn of(numerator: u32, denominator: u32) -> Option<Quorum> {
        (denominator > 0 && numerator <= denominator).then_some(Quorum { numerator, denominator })
    }

    /// The least number of participants.
    pub fn needed(self, electorate: u64) -> u64 {
        let exact = u128::from(electorate) * u128::from(self.numerator);
        u64::try_from(exact.div_ceil(u128::from(self.denominator))).unwrap_or(electorate)
    }

    pub fn is_met(self, turnout: Turnout) -> bool {
        turnout.participants >= self.needed(turnout.electorate)
    }
}

/// Members who took part, those who abstained too, of those who might have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turnout {
    pub participants: u64,
    pub electorate: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Too few took part; how they voted decides nothing.
    NoQuorum,
    Passed,
    Rejected,
}

impl Verdict {
    fn of(quorum_met: bool, passed: bool) -> Verdict {
        match (quorum_met, passed) {
            (false, _) => Verdict::NoQuorum,
            (true, true) => Verdict::Passed,
            (true, false) => Verdict::Rejected,
        }
    }
}

/// Why ballots cannot be counted. Ballots are numbered from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadBallot {
    NoSuchOption { ballot: usize, option: usize },
    OptionTwice { ballot: usize, option: usize },
    ScoreTooHigh { ballot: usize, option: usize },
    Overspent { ballot: usize },
}

impl fmt::Display for BadBallot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BadBallot::NoSuchOption { ballot, option } => {
                write!(f, "ballot {ballot} has an option {option} that there is not")
            }
            BadBallot::OptionTwice { ballot, option } => {
                write!(f, "ballot {ballot} has option {option} twice")
            }
            BadBallot::ScoreTooHigh { ballot, option } => {
                write!(f, "ballot {ballot} gives option {option} more than the highest score")
            }
            BadBallot::Overspent { ballot } => {
                write!(f, "ballot {ballot} costs more credits than a voter has")
            }
        }
    }
}

impl std::error::Error for BadBallot {}

/// Each option of a ballot is there and there once.
fn check_options(ballot: usize, count: usize, options: impl Iterator<Item = usize>) -> Result<(), BadBallot> {
    let mut sorted: Vec<usize> = options.collect();
    sorted.sort_unstable();
    if let Some(&option) = sorted.last().filter(|option| **option >= count) {
        return Err(BadBallot::NoSuchOption { ballot, option });
    }
    match sorted.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(BadBallot::OptionTwice { ballot, option: pair[0] }),
        None => Ok(()),
    }
}

/// All options with the most, where that is anything at all.
fn most<T: Ord + Default>(sums: &[T]) -> Vec<usize> {
    let top = sums.iter().max().filter(|top| **top > T::default());
    (0..sums.len()).filter(|option| Some(&sums[*option]) == top).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Part, support, whole → passed.
    #[test]
    fn more_than_the_threshold() {
        for (numerator, denominator, support, whole, passed) in [
            (1, 2, 50, 100, false),
            (1, 2, 51, 100, true),
            (1, 2, 50, 99, true),
            (1, 2, 49, 99, false),
            (2, 3, 66, 100, false),
            (2, 3, 67, 100, true),
            (2, 3, 2, 3, false),
            (0, 1, 0, 100, false),
            (0, 1, 1, 100, true),
            (0, 1, 0, 0, false),
            (1, 2, 0, 0, false),
            (u32::MAX - 1, u32::MAX, u128::MAX - 1, u128::MAX, true),
            (1, 2, u128::MAX / 2, u128::MAX - 1, false),
            (1, 2, u128::MAX / 2 + 1, u128::MAX - 1, true),
        ] {
            let threshold = Threshold::of(numerator, denominator).unwrap();
            assert_eq!(
                threshold.is_passed(support, whole),
                passed,
                "{support} of {whole}: {numerator}/{denominator}"
            );
        }
        for (numerator, denominator) in [(0, 0), (1, 0), (1, 1), (3, 2)] {
            assert_eq!(Threshold::of(numerator, denominator), None, "{numerator}/{denominator}");
        }
    }

    /// Part, electorate → participants that are enough.
    #[test]
    fn the_quorum_is_rounded_up() {
        for (numerator, denominator, electorate, needed) in [
            (1, 5, 10, 2),
            (1, 5, 11, 3),
            (1, 5, 14, 3),
            (1, 5, 15, 3),
            (1, 5, 16, 4),
            (1, 5, 1, 1),
            (1, 5, 0, 0),
            (0, 1, 100, 0),
            (1, 1, 100, 100),
            (1, 3, u64::MAX, u64::MAX / 3),
            (u32::MAX, u32::MAX, u64::MAX, u64::MAX),
        ] {
            let quorum = Quorum::of(numerator, denominator).unwrap();
            assert_eq!(quorum.needed(electorate), needed, "{numerator}/{denominator} of {electorate}");
            let turnout = |participants| Turnout { participants, electorate };
            assert!(quorum.is_met(turnout(needed)));
            assert!(needed == 0 || !quorum.is_met(turnout(needed - 1)));
        }
        for (numerator, denominator) in [(0, 0), (1, 0), (2, 1)] {
            assert_eq!(Quorum::of(numerator, denominator), None, "{numerator}/{denominator}");
        }
    }

    proptest! {
        /// What is said to be needed passes, and one less does not.
        #[test]
        fn needed_is_the_least_that_passes(numerator: u32, denominator in 1..u32::MAX, whole in 0..u128::MAX) {
            let threshold = Threshold::of(numerator % denominator, denominator).unwrap();
            let needed = threshold.needed(whole);
            prop_assert!(threshold.is_passed(needed, whole) && !threshold.is_passed(needed - 1, whole));
        }
    }
}
