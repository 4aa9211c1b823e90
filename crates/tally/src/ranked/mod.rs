//! Ballots that rank candidates, and who wins by which rule.
//!
//! Candidates are positions from 0. A candidate that a ballot does not rank stands below all that it ranks, tied
//! with the others that it does not rank. Every outcome keeps what it was reckoned from, and no rule breaks a tie
//! by itself: where several are equal, all of them are winners.

mod pairwise;
mod points;
mod runoff;
mod schulze;
mod universes;

pub use pairwise::{Minimax, Pairwise};
pub use points::{Plurality, Scored, borda_classic, borda_symmetric, plurality};
pub use runoff::{Round, Runoff, runoff};
pub use schulze::{Schulze, Strength, schulze};
pub use universes::{TooManyUniverses, parallel_universe_winners};

use std::fmt;

/// More would be a table of more than 100 megabytes.
pub const CANDIDATES_MAX: usize = 4_096;
/// Voters, or weights, in all: up to here every sum that a rule makes of them, times the candidates, fits into 64 bits.
pub const VOTERS_MAX: u64 = 1_000_000_000_000_000;

/// So many voters, or one of so much weight, with this order: the first tier is liked best, those within a tier
/// equally.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ballot {
    pub count: u64,
    pub tiers: Vec<Vec<usize>>,
}

/// Why ballots make no profile. Ballots are numbered from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadProfile {
    NoCandidates,
    TooManyCandidates,
    NoSuchCandidate { ballot: usize, candidate: usize },
    RankedTwice { ballot: usize, candidate: usize },
    EmptyTier { ballot: usize },
    TooManyVoters { ballot: usize },
}

impl fmt::Display for BadProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BadProfile::NoCandidates => f.write_str("there are no candidates"),
            BadProfile::TooManyCandidates => write!(f, "more than {CANDIDATES_MAX} candidates"),
            BadProfile::NoSuchCandidate { ballot, candidate } => {
                write!(f, "ballot {ballot} ranks a candidate {candidate} that there is not")
            }
            BadProfile::RankedTwice { ballot, candidate } => {
                write!(f, "ballot {ballot} ranks candidate {candidate} twice")
            }
            BadProfile::EmptyTier { ballot } => write!(f, "ballot {ballot} has a rank with nobody in it"),
            BadProfile::TooManyVoters { .. } => {
                write!(f, "with this ballot there are more than {VOTERS_MAX} voters")
            }
        }
    }
}

impl std::error::Error for BadProfile {}

/// All ballots of an election, known to be in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    candidate_count: usize,
    ballots: Vec<Ballot>,
    voters: u64,
}

impl Profile {
    /// # Errors
    /// A ballot that is none; nothing is mended silently, because a count that leaves out half a ballot is wrong.
    pub fn new(candidate_count: usize, ballots: Vec<Ballot>) -> Result<Profile, BadProfile> {
        match candidate_count {
            0 => return Err(BadProfile::NoCandidates),
            1..=CANDIDATES_MAX => {}
            _ => return Err(BadProfile::TooManyCandidates),
        }
        let mut voters = 0_u64;
        // The number of the last ballot that ranked a candidate, so that nothing is cleared between ballots.
        let mut seen_in = vec![None; candidate_count];
        for (number, ballot) in ballots.iter().enumerate() {
            voters = voters
                .checked_add(ballot.count)
                .filter(|sum| *sum <= VOTERS_MAX)
                .ok_or(BadProfile::TooManyVoters { ballot: number })?;
            for tier in &ballot.tiers {
                if tier.is_empty() {
                    return Err(BadProfile::EmptyTier { ballot: number });
                }
                for &candidate in tier {
                    let seen = seen_in
                        .get_mut(candidate)
                        .ok_or(BadProfile::NoSuchCandidate { ballot: number, candidate })?;
                    if seen.replace(number) == Some(number) {
                        return Err(BadProfile::RankedTwice { ballot: number, candidate });
                    }
                }
            }
        }
        Ok(Profile { candidate_count, ballots, voters })
    }

    pub fn candidate_count(&self) -> usize {
        self.candidate_count
    }

    pub fn ballots(&self) -> &[Ballot] {
        &self.ballots
    }

    /// Sum of the ballots' counts.
    pub fn voters(&self) -> u64 {
        self.voters
    }

    /// Every ballot as a strict order: it ends before its first tier of more than one, because nobody can say which
    /// of them it stands for.
    fn strict_parts(&self) -> Vec<(u64, Vec<usize>)> {
        let strict = |ballot: &Ballot| {
            let alone = ballot.tiers.iter().take_while(|tier| tier.len() == 1);
            (ballot.count, alone.flatten().copied().collect())
        };
        self.ballots.iter().map(strict).collect()
    }
}

/// All that have the greatest value, in order.
fn best<T: Ord + Copy>(values: &[T]) -> Vec<usize> {
    let top = values.iter().max();
    (0..values.len()).filter(|at| Some(&values[*at]) == top).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ballot(count: u64, tiers: &[&[usize]]) -> Ballot {
        Ballot { count, tiers: tiers.iter().map(|tier| tier.to_vec()).collect() }
    }

    /// Candidates, ballots → answer.
    #[test]
    fn what_is_a_profile() {
        let check = |candidates, ballots: &[Ballot], expected| {
            let answer = Profile::new(candidates, ballots.to_vec()).map(|profile| profile.voters());
            assert_eq!(answer, expected, "{candidates} {ballots:?}");
        };
        check(2, &[], Ok(0));
        check(2, &[ballot(3, &[&[0], &[1]]), ballot(4, &[])], Ok(7));
        check(1, &[ballot(VOTERS_MAX, &[&[0]])], Ok(VOTERS_MAX));
        check(0, &[], Err(BadProfile::NoCandidates));
        check(CANDIDATES_MAX + 1, &[], Err(BadProfile::TooManyCandidates));
        check(2, &[ballot(1, &[&[2]])], Err(BadProfile::NoSuchCandidate { ballot: 0, candidate: 2 }));
        let twice = BadProfile::RankedTwice { ballot: 1, candidate: 1 };
        check(2, &[ballot(1, &[&[1]]), ballot(1, &[&[1], &[0, 1]])], Err(twice));
        check(2, &[ballot(1, &[&[1], &[]])], Err(BadProfile::EmptyTier { ballot: 0 }));
        let many = [ballot(VOTERS_MAX, &[]), ballot(1, &[])];
        check(2, &many, Err(BadProfile::TooManyVoters { ballot: 1 }));
        check(2, &[ballot(1, &[]), ballot(u64::MAX, &[])], Err(BadProfile::TooManyVoters { ballot: 1 }));
    }
}
