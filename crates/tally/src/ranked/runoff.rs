//! Instant run-off (Hare's method for one seat, Ware 1871), all that are tied for fewest removed together.

use super::Profile;

/// One count of the ballots among those that are left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Candidate and ballots, for all that are left, in order.
    pub counts: Vec<(usize, u64)>,
    /// Voters whose ballot names, before its first tie, nobody who is left.
    pub exhausted: u64,
    /// Who leaves after this round; several where they are tied for fewest. Nobody in the last round.
    pub removed: Vec<usize>,
}

/// Outcome of an instant run-off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Runoff {
    pub rounds: Vec<Round>,
    /// One, or all that were left when they were tied.
    pub winners: Vec<usize>,
    /// Whether several were tied for fewest in any round, so that another rule on ties may choose otherwise.
    pub tie_met: bool,
}

/// A candidate with more than half of the ballots that still count wins; else all that have fewest leave.
pub fn runoff(profile: &Profile) -> Runoff {
    let ballots = profile.strict_parts();
    let mut left = vec![true; profile.candidate_count()];
    let mut rounds = Vec::new();
    let mut tie_met = false;
    loop {
        let Count { counts, exhausted } = count(&ballots, &left);
        let decided = decide(&counts);
        let (winners, removed) = match decided {
            Decision::Won(winner) => (vec![winner], Vec::new()),
            Decision::Fewest(fewest) => {
                tie_met |= fewest.len() > 1;
                if fewest.len() == counts.len() { (fewest, Vec::new()) } else { (Vec::new(), fewest) }
            }
        };
        removed.iter().for_each(|&candidate| left[candidate] = false);
        rounds.push(Round { counts, exhausted, removed });
        if !winners.is_empty() {
            return Runoff { rounds, winners, tie_met };
        }
    }
}

pub(super) struct Count {
    pub(super) counts: Vec<(usize, u64)>,
    pub(super) exhausted: u64,
}

pub(super) fn count(ballots: &[(u64, Vec<usize>)], left: &[bool]) -> Count {
    let mut votes = vec![0; left.len()];
    let mut exhausted = 0;
    for (count, order) in ballots {
        match order.iter().find(|candidate| left[**candidate]) {
            Some(&candidate) => votes[candidate] += count,
            None => exhausted += count,
        }
    }
    let of_those_left = votes.into_iter().enumerate().filter(|(candidate, _)| left[*candidate]);
    Count { counts: of_those_left.collect(), exhausted }
}

pub(super) enum Decision {
    /// More than half.
    Won(usize),
    /// All that have fewest.
    Fewest(Vec<usize>),
}

pub(super) fn decide(counts: &[(usize, u64)]) -> Decision {
    let total: u64 = counts.iter().map(|(_, votes)| votes).sum();
    if let Some((winner, _)) = counts.iter().find(|(_, votes)| 2 * votes > total) {
        return Decision::Won(*winner);
    }
    let fewest = counts.iter().map(|(_, votes)| *votes).min();
    let of_fewest = counts.iter().filter(|(_, votes)| Some(*votes) == fewest);
    Decision::Fewest(of_fewest.map(|(candidate, _)| *candidate).collect())
}
