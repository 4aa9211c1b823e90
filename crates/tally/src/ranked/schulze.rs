//! The method of Schulze: A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent
//! single-winner election method, Social Choice and Welfare 36 (2011).

use super::Pairwise;

/// What the strength of a direct win is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// Voters for it less voters against it.
    Margins,
    /// Voters for it, as the Debian constitution has it.
    WinningVotes,
}

/// Outcome, with the strength of the strongest path between every two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schulze {
    candidate_count: usize,
    paths: Vec<u64>,
    /// All to whom nobody has a stronger path than back.
    pub winners: Vec<usize>,
    /// Everyone: the winners, then those who would be without them, and so on. Within a tier nobody stands above
    /// another.
    pub ranking: Vec<Vec<usize>>,
}

impl Schulze {
    /// Strength of the strongest path from a to b: that of its weakest link; 0 where there is none.
    pub fn path(&self, a: usize, b: usize) -> u64 {
        self.paths[a * self.candidate_count + b]
    }

    pub fn stands_above(&self, a: usize, b: usize) -> bool {
        self.path(a, b) > self.path(b, a)
    }
}

pub fn schulze(pairwise: &Pairwise, strength: Strength) -> Schulze {
    let candidate_count = pairwise.candidate_count();
    let mut counted = Schulze {
        candidate_count,
        paths: widest_paths(candidate_count, links(pairwise, strength)),
        winners: Vec::new(),
        ranking: Vec::new(),
    };
    counted.ranking = tiers(&counted);
    counted.winners = counted.ranking.first().cloned().unwrap_or_default();
    counted
}

fn links(pairwise: &Pairwise, strength: Strength) -> Vec<u64> {
    let candidates = 0..pairwise.candidate_count();
    let link = |a, b| match strength {
        _ if !pairwise.beats(a, b) => 0,
        Strength::Margins => pairwise.margin(a, b).unsigned_abs(),
        Strength::WinningVotes => pairwise.support(a, b),
    };
    candidates.clone().flat_map(|a| candidates.clone().map(move |b| link(a, b))).collect()
}

/// Floyd's algorithm with (max, min) in the place of (min, +).
fn widest_paths(candidate_count: usize, mut paths: Vec<u64>) -> Vec<u64> {
    for over in 0..candidate_count {
        let through = paths[over * candidate_count..][..candidate_count].to_vec();
        for from in (0..candidate_count).filter(|from| *from != over) {
            let row = &mut paths[from * candidate_count..][..candidate_count];
            let first = row[over];
            for (path, rest) in row.iter_mut().zip(&through) {
                *path = (*path).max(first.min(*rest));
            }
        }
    }
    // From somebody back to the same is no path.
    (0..candidate_count).for_each(|own| paths[own * candidate_count + own] = 0);
    paths
}

/// Layer by layer those above whom nobody of the rest stands. There always is somebody: standing above is
/// transitive, as the paper proves.
fn tiers(counted: &Schulze) -> Vec<Vec<usize>> {
    let mut rest: Vec<usize> = (0..counted.candidate_count).collect();
    let mut tiers = Vec::new();
    while !rest.is_empty() {
        let (tier, below): (Vec<usize>, Vec<usize>) =
            rest.iter().partition(|&&a| rest.iter().all(|&b| !counted.stands_above(b, a)));
        debug_assert!(!tier.is_empty(), "standing above has no circles");
        if tier.is_empty() {
            tiers.push(below);
            break;
        }
        tiers.push(tier);
        rest = below;
    }
    tiers
}
