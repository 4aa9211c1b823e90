//! Rankings: the rules held against their definitions, taken literally, and against what is known of them.

#![allow(clippy::unwrap_used, reason = "a test")]

mod known;
mod literal;
mod properties;

use proptest::prelude::*;
use tally::ranked::{
    Ballot, Pairwise, Profile, Strength, borda_symmetric, parallel_universe_winners, plurality, runoff,
    schulze,
};

fn profile(candidates: usize, ballots: &[(u64, &[&[usize]])]) -> Profile {
    let ballot = |(count, tiers): &(u64, &[&[usize]])| Ballot {
        count: *count,
        tiers: tiers.iter().map(|tier| tier.to_vec()).collect(),
    };
    Profile::new(candidates, ballots.iter().map(ballot).collect()).unwrap()
}

/// A few ballots, so that ties are common: of each a shuffled order, how much of it is ranked, and where tiers end.
fn profiles() -> impl Strategy<Value = Profile> {
    (1..6_usize).prop_flat_map(|candidates| {
        let order = Just((0..candidates).collect::<Vec<_>>()).prop_shuffle();
        let ends = prop::collection::vec(prop::bool::weighted(0.8), candidates);
        let ballot = (0..4_u64, order, 0..=candidates, ends).prop_map(|(count, order, ranked, ends)| {
            let mut tiers: Vec<Vec<usize>> = Vec::new();
            for (candidate, ended) in order.into_iter().zip(ends).take(ranked) {
                match tiers.last_mut() {
                    Some(tier) if !ended => tier.push(candidate),
                    _ => tiers.push(vec![candidate]),
                }
            }
            Ballot { count, tiers }
        });
        prop::collection::vec(ballot, 0..8)
            .prop_map(move |ballots| Profile::new(candidates, ballots).unwrap())
    })
}

/// A rule by its name.
type Rule = (&'static str, fn(&Profile) -> Vec<usize>);

/// Rules that never choose worse for somebody who is ranked better.
const MONOTONIC: &[Rule] = &[
    ("schulze margins", |profile| schulze(&Pairwise::of(profile), Strength::Margins).winners),
    ("schulze winning votes", |profile| schulze(&Pairwise::of(profile), Strength::WinningVotes).winners),
    ("copeland", |profile| Pairwise::of(profile).copeland().winners),
    ("minimax", |profile| Pairwise::of(profile).minimax().winners),
    ("borda", |profile| borda_symmetric(&Pairwise::of(profile)).winners),
    ("plurality", |profile| plurality(profile).winners),
];

const OTHERS: &[Rule] = &[
    ("runoff", |profile| runoff(profile).winners),
    ("universes", |profile| parallel_universe_winners(profile, usize::MAX).unwrap()),
    ("weak condorcet", |profile| Pairwise::of(profile).weak_condorcet_winners()),
    ("condorcet", |profile| Pairwise::of(profile).condorcet_winner().into_iter().collect()),
    ("loser", |profile| Pairwise::of(profile).condorcet_loser().into_iter().collect()),
];
