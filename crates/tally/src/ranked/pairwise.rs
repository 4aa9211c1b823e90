//! Everyone against everyone: the table that the rules of Condorcet's kind read, and those that need nothing else.

use super::points::Scored;
use super::{Profile, best};

/// For every two candidates how many voters rank the one above the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pairwise {
    candidate_count: usize,
    /// Row by row.
    support: Vec<u64>,
}

/// Outcome of the minimax rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minimax {
    /// By how much each candidate loses against its strongest opponent; negative where it beats them all.
    pub worst_margins: Vec<i64>,
    pub winners: Vec<usize>,
}

impl Pairwise {
    pub fn of(profile: &Profile) -> Pairwise {
        let candidate_count = profile.candidate_count();
        let mut support = vec![0; candidate_count * candidate_count];
        let mut below = vec![true; candidate_count];
        for ballot in profile.ballots() {
            below.fill(true);
            for tier in &ballot.tiers {
                tier.iter().for_each(|&candidate| below[candidate] = false);
                for &above in tier {
                    let row = &mut support[above * candidate_count..][..candidate_count];
                    for (cell, _) in row.iter_mut().zip(&below).filter(|(_, below)| **below) {
                        *cell += ballot.count;
                    }
                }
            }
        }
        Pairwise { candidate_count, support }
    }

    pub fn candidate_count(&self) -> usize {
        self.candidate_count
    }

    /// Voters who rank a above b.
    pub fn support(&self, a: usize, b: usize) -> u64 {
        self.support[a * self.candidate_count + b]
    }

    /// Voters who rank a above b, less those who rank b above a.
    pub fn margin(&self, a: usize, b: usize) -> i64 {
        self.support(a, b).cast_signed() - self.support(b, a).cast_signed()
    }

    pub fn beats(&self, a: usize, b: usize) -> bool {
        self.margin(a, b) > 0
    }

    fn others(&self, candidate: usize) -> impl Iterator<Item = usize> {
        (0..self.candidate_count).filter(move |other| *other != candidate)
    }

    /// Who beats every other: Condorcet, Essai sur l'application de l'analyse, 1785.
    pub fn condorcet_winner(&self) -> Option<usize> {
        (0..self.candidate_count).find(|&a| self.others(a).all(|b| self.beats(a, b)))
    }

    /// All that nobody beats.
    pub fn weak_condorcet_winners(&self) -> Vec<usize> {
        (0..self.candidate_count).filter(|&a| self.others(a).all(|b| !self.beats(b, a))).collect()
    }

    /// Who is beaten by every other; one alone has nobody to lose against.
    pub fn condorcet_loser(&self) -> Option<usize> {
        let beaten = |&a: &usize| self.candidate_count > 1 && self.others(a).all(|b| self.beats(b, a));
        (0..self.candidate_count).find(beaten)
    }

    /// Most wins less losses: Copeland, A "reasonable" social welfare function, 1951.
    pub fn copeland(&self) -> Scored {
        let score = |a| self.others(a).map(|b| self.margin(a, b).signum()).sum();
        Scored::most((0..self.candidate_count).map(score).collect())
    }

    /// Least worst defeat, measured in margins: Simpson, On defining areas of voter choice, 1969; Kramer 1977.
    pub fn minimax(&self) -> Minimax {
        let worst = |a| self.others(a).map(|b| self.margin(b, a)).max().unwrap_or(0);
        let worst_margins: Vec<i64> = (0..self.candidate_count).map(worst).collect();
        let winners = best(&worst_margins.iter().map(|worst| -worst).collect::<Vec<_>>());
        Minimax { worst_margins, winners }
    }
}
