//! Instant run-off in all universes: whoever wins for some way of breaking ties one at a time (Conitzer, Rognlie,
//! Xia, Preference functions that score rankings and maximum likelihood estimation, IJCAI 2009).

use super::Profile;
use super::runoff::{Decision, count, decide};
use std::collections::HashSet;
use std::fmt;

/// The ties open more ways than one wanted to follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooManyUniverses;

impl fmt::Display for TooManyUniverses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the ties for elimination open more ways than can be followed")
    }
}

impl std::error::Error for TooManyUniverses {}

/// All that can win, in order.
///
/// # Errors
/// More than `sets_max` different sets of candidates can be left on the way. To say who wins in some universe is
/// NP-hard, so that there are ballots for which no patience is enough.
pub fn parallel_universe_winners(profile: &Profile, sets_max: usize) -> Result<Vec<usize>, TooManyUniverses> {
    let ballots = profile.strict_parts();
    let mut wins = vec![false; profile.candidate_count()];
    // Who is left says all that follows, in whichever order the others went: each set is looked at once.
    let mut waiting = vec![vec![true; profile.candidate_count()]];
    let mut seen = HashSet::new();
    while let Some(left) = waiting.pop() {
        let counts = count(&ballots, &left).counts;
        match decide(&counts) {
            Decision::Won(winner) => wins[winner] = true,
            // One alone has won without a vote; and where nobody has one, any order of leaving is possible.
            Decision::Fewest(_) if counts.iter().all(|(_, votes)| *votes == 0) => {
                counts.iter().for_each(|(candidate, _)| wins[*candidate] = true);
            }
            Decision::Fewest(fewest) => {
                for gone in next_to_go(&counts, &fewest) {
                    let mut next = left.clone();
                    gone.iter().for_each(|candidate| next[*candidate] = false);
                    if seen.insert(packed(&next)) {
                        waiting.push(next);
                    }
                }
                if seen.len() > sets_max {
                    return Err(TooManyUniverses);
                }
            }
        }
    }
    Ok((0..wins.len()).filter(|candidate| wins[*candidate]).collect())
}

/// One set for each way on. Where some have fewer votes together than any of the others has alone, none of them can
/// get past one of the others, and all leave before, whichever first: they go in one step.
fn next_to_go(counts: &[(usize, u64)], fewest: &[usize]) -> Vec<Vec<usize>> {
    let mut rising = counts.to_vec();
    rising.sort_by_key(|(_, votes)| *votes);
    let mut together = 0;
    let mut hopeless = 0;
    for (size, pair) in (1..).zip(rising.windows(2)) {
        together += pair[0].1;
        if together < pair[1].1 {
            hopeless = size;
        }
    }
    match hopeless {
        0 => fewest.iter().map(|candidate| vec![*candidate]).collect(),
        size => vec![rising[..size].iter().map(|(candidate, _)| *candidate).collect()],
    }
}

/// Eight candidates a byte.
fn packed(left: &[bool]) -> Vec<u8> {
    let byte = |eight: &[bool]| eight.iter().fold(0, |byte, bit| byte << 1 | u8::from(*bit));
    left.chunks(8).map(byte).collect()
}
