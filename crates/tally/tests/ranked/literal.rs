//! The definitions taken word by word, as slow as they read, and sharing nothing with what they judge.

use super::{profile, profiles};
use proptest::prelude::*;
use tally::ranked::{
    Ballot, Pairwise, Profile, Strength, borda_classic, borda_symmetric, parallel_universe_winners,
    plurality, runoff, schulze,
};

/// Where a candidate stands on a ballot; who is not ranked stands below all that are.
fn rank(ballot: &Ballot, candidate: usize) -> usize {
    ballot.tiers.iter().position(|tier| tier.contains(&candidate)).unwrap_or(ballot.tiers.len())
}

fn prefer(profile: &Profile, a: usize, b: usize) -> i64 {
    let prefers = |ballot: &&Ballot| rank(ballot, a) < rank(ballot, b);
    profile.ballots().iter().filter(prefers).map(|ballot| ballot.count as i64).sum()
}

fn margin(profile: &Profile, a: usize, b: usize) -> i64 {
    prefer(profile, a, b) - prefer(profile, b, a)
}

fn all(profile: &Profile) -> impl Iterator<Item = usize> + Clone {
    0..profile.candidate_count()
}

fn others(profile: &Profile, than: usize) -> impl Iterator<Item = usize> {
    all(profile).filter(move |other| *other != than)
}

/// The strongest of all ways from one to another that go through nobody twice.
fn strongest(profile: &Profile, strength: Strength, from: usize, to: usize, been: &mut Vec<usize>) -> i64 {
    been.push(from);
    let mut best = 0;
    for next in others(profile, from).filter(|next| !been.contains(next)).collect::<Vec<_>>() {
        if margin(profile, from, next) <= 0 {
            continue;
        }
        let link = match strength {
            Strength::Margins => margin(profile, from, next),
            Strength::WinningVotes => prefer(profile, from, next),
        };
        let rest = if next == to { link } else { strongest(profile, strength, next, to, been) };
        best = best.max(link.min(rest));
    }
    been.pop();
    best
}

/// Ballots that count, each with whom it counts for: a ballot ends before its first tie.
fn counted(profile: &Profile, left: &[usize]) -> Vec<(usize, u64)> {
    let first = |ballot: &Ballot| {
        for tier in &ballot.tiers {
            match tier.as_slice() {
                [one] if left.contains(one) => return Some((*one, ballot.count)),
                [_] => {}
                _ => return None,
            }
        }
        None
    };
    profile.ballots().iter().filter_map(first).collect()
}

fn votes(counted: &[(usize, u64)], candidate: usize) -> u64 {
    counted.iter().filter(|(whom, _)| *whom == candidate).map(|(_, count)| count).sum()
}

fn majority(counted: &[(usize, u64)], left: &[usize]) -> Option<usize> {
    let total: u64 = counted.iter().map(|(_, count)| count).sum();
    left.iter().copied().find(|candidate| votes(counted, *candidate) > total - votes(counted, *candidate))
}

fn fewest(counted: &[(usize, u64)], left: &[usize]) -> Vec<usize> {
    let least = left.iter().map(|candidate| votes(counted, *candidate)).min().unwrap();
    left.iter().copied().filter(|candidate| votes(counted, *candidate) == least).collect()
}

fn instant_runoff(profile: &Profile, left: &[usize]) -> Vec<usize> {
    let counted = counted(profile, left);
    if let Some(winner) = majority(&counted, left) {
        return vec![winner];
    }
    let gone = fewest(&counted, left);
    let rest: Vec<usize> = left.iter().copied().filter(|candidate| !gone.contains(candidate)).collect();
    if rest.is_empty() { left.to_vec() } else { instant_runoff(profile, &rest) }
}

/// One at a time, every way, even those that make no difference.
fn every_universe(profile: &Profile, left: &[usize], wins: &mut Vec<usize>) {
    let counted = counted(profile, left);
    match (majority(&counted, left), left) {
        (Some(winner), _) | (None, &[winner]) => wins.push(winner),
        (None, _) => {
            for gone in fewest(&counted, left) {
                let rest: Vec<usize> = left.iter().copied().filter(|candidate| *candidate != gone).collect();
                every_universe(profile, &rest, wins);
            }
        }
    }
}

fn maximal(scores: &[i64]) -> Vec<usize> {
    (0..scores.len()).filter(|at| scores.iter().all(|other| *other <= scores[*at])).collect()
}

proptest! {
    #[test]
    fn one_against_one(profile in profiles()) {
        let table = Pairwise::of(&profile);
        for (a, b) in all(&profile).flat_map(|a| others(&profile, a).map(move |b| (a, b))) {
            prop_assert_eq!(table.support(a, b) as i64, prefer(&profile, a, b));
        }
        let winner = all(&profile).find(|a| others(&profile, *a).all(|b| margin(&profile, *a, b) > 0));
        prop_assert_eq!(table.condorcet_winner(), winner);
        let loses_all = |a: &usize| others(&profile, *a).all(|b| margin(&profile, *a, b) < 0);
        let loser = all(&profile).find(loses_all).filter(|_| profile.candidate_count() > 1);
        prop_assert_eq!(table.condorcet_loser(), loser);
        let unbeaten = all(&profile).filter(|a| others(&profile, *a).all(|b| margin(&profile, *a, b) >= 0));
        prop_assert_eq!(table.weak_condorcet_winners(), unbeaten.collect::<Vec<_>>());
    }

    #[test]
    fn sums_of_the_table(profile in profiles()) {
        let table = Pairwise::of(&profile);
        let copeland: Vec<i64> = all(&profile).map(|a| {
            let against = |b| margin(&profile, a, b);
            let wins = others(&profile, a).filter(|b| against(*b) > 0).count() as i64;
            wins - others(&profile, a).filter(|b| against(*b) < 0).count() as i64
        }).collect();
        prop_assert_eq!(&table.copeland().winners, &maximal(&copeland));
        prop_assert_eq!(table.copeland().scores, copeland);
        let worst: Vec<i64> =
            all(&profile).map(|a| others(&profile, a).map(|b| margin(&profile, b, a)).max().unwrap_or(0)).collect();
        let least: Vec<i64> = worst.iter().map(|worst| -worst).collect();
        prop_assert_eq!(table.minimax().winners, maximal(&least));
        prop_assert_eq!(table.minimax().worst_margins, worst);
    }

    #[test]
    fn points_of_each_ballot(profile in profiles()) {
        let symmetric: Vec<i64> = all(&profile).map(|a| profile.ballots().iter().map(|ballot| {
            let below = others(&profile, a).filter(|b| rank(ballot, *b) > rank(ballot, a)).count() as i64;
            let above = others(&profile, a).filter(|b| rank(ballot, *b) < rank(ballot, a)).count() as i64;
            ballot.count as i64 * (below - above)
        }).sum()).collect();
        let counted = borda_symmetric(&Pairwise::of(&profile));
        prop_assert_eq!((counted.winners, &counted.scores), (maximal(&symmetric), &symmetric));
        let m = profile.candidate_count();
        let strict = |ballot: &Ballot| ballot.tiers.len() == m;
        let classic = borda_classic(&profile);
        prop_assert_eq!(classic.is_some(), profile.ballots().iter().all(strict));
        // The one is twice the other less a constant.
        if let Some(classic) = classic {
            let constant = (m as i64 - 1) * profile.voters() as i64;
            let twice: Vec<i64> = classic.scores.iter().map(|points| 2 * points - constant).collect();
            prop_assert_eq!((classic.winners, twice), (maximal(&symmetric), symmetric));
        }
    }

    #[test]
    fn the_strongest_paths(profile in profiles()) {
        for strength in [Strength::Margins, Strength::WinningVotes] {
            let counted = schulze(&Pairwise::of(&profile), strength);
            let path = |a, b| strongest(&profile, strength, a, b, &mut Vec::new());
            let mut unbeaten = Vec::new();
            for a in all(&profile) {
                for b in others(&profile, a) {
                    prop_assert_eq!(counted.path(a, b) as i64, path(a, b));
                }
                if others(&profile, a).all(|b| path(a, b) >= path(b, a)) {
                    unbeaten.push(a);
                }
            }
            prop_assert_eq!(counted.winners, unbeaten);
        }
    }

    #[test]
    fn rounds_and_universes(profile in profiles()) {
        let left: Vec<usize> = all(&profile).collect();
        prop_assert_eq!(runoff(&profile).winners, instant_runoff(&profile, &left));
        let mut wins = Vec::new();
        every_universe(&profile, &left, &mut wins);
        wins.sort_unstable();
        wins.dedup();
        prop_assert_eq!(parallel_universe_winners(&profile, usize::MAX), Ok(wins));
        let first: Vec<u64> = left.iter().map(|candidate| votes(&counted(&profile, &left), *candidate)).collect();
        prop_assert_eq!(plurality(&profile).first_places, first);
    }
}

/// Nobody is ranked by anybody: all are alike by every rule.
#[test]
fn without_ballots_all_are_alike() {
    let nobody = profile(3, &[]);
    for (name, rule) in super::MONOTONIC {
        assert_eq!(rule(&nobody), [0, 1, 2], "{name}");
    }
    assert_eq!(runoff(&nobody).winners, [0, 1, 2]);
}
