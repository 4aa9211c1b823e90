//! Rules that add up points of each ballot.

use super::{Ballot, Pairwise, Profile, best};

/// Points of every candidate, and all that have the most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scored {
    pub scores: Vec<i64>,
    pub winners: Vec<usize>,
}

impl Scored {
    pub(super) fn most(scores: Vec<i64>) -> Scored {
        Scored { winners: best(&scores), scores }
    }
}

/// Outcome of plurality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plurality {
    pub first_places: Vec<u64>,
    /// Voters who put nobody, or several, first.
    pub not_counted: u64,
    pub winners: Vec<usize>,
}

/// Symmetric Borda: of each ballot a candidate has those ranked strictly below it less those strictly above it.
/// The same order as classic Borda where ballots are strict and complete, and fair to ties where they are not:
/// Borda, Mémoire sur les élections au scrutin, 1781; Gärdenfors, Positionalist voting functions, 1973.
pub fn borda_symmetric(pairwise: &Pairwise) -> Scored {
    let candidates = 0..pairwise.candidate_count();
    // Its own margin against itself is 0. Summed over ballots it is the sum of the margins.
    let score = |a| candidates.clone().map(|b| pairwise.margin(a, b)).sum();
    Scored::most(candidates.clone().map(score).collect())
}

/// Classic Borda: m - 1 points for the first of m down to 0 for the last. None where a ballot leaves somebody out or
/// has a tie, because then authors differ on what is right.
pub fn borda_classic(profile: &Profile) -> Option<Scored> {
    let candidate_count = profile.candidate_count();
    let mut scores = vec![0; candidate_count];
    for Ballot { count, tiers } in profile.ballots() {
        // As many ranks as candidates, none of them empty and none ranked twice: one each.
        if tiers.len() != candidate_count {
            return None;
        }
        for (points, candidate) in (0_i64..).zip(tiers.iter().flatten().rev()) {
            scores[*candidate] += points * count.cast_signed();
        }
    }
    Some(Scored::most(scores))
}

/// Most first places. A ballot counts for whom it ranks first, alone.
pub fn plurality(profile: &Profile) -> Plurality {
    let mut first_places = vec![0; profile.candidate_count()];
    let mut not_counted = 0;
    for (count, order) in profile.strict_parts() {
        match order.first() {
            Some(&first) => first_places[first] += count,
            None => not_counted += count,
        }
    }
    Plurality { winners: best(&first_places), first_places, not_counted }
}
