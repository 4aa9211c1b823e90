//! What the literature says of each rule.

use super::{MONOTONIC, OTHERS, profiles};
use proptest::prelude::*;
use proptest::sample::Index;
use tally::ranked::{Ballot, Pairwise, Profile, Strength, parallel_universe_winners, runoff, schulze};

fn renamed(profile: &Profile, names: &[usize]) -> Profile {
    let ballots = profile.ballots().iter().map(|ballot| {
        let tier = |tier: &Vec<usize>| tier.iter().map(|candidate| names[*candidate]).collect();
        Ballot { count: ballot.count, tiers: ballot.tiers.iter().map(tier).collect() }
    });
    Profile::new(profile.candidate_count(), ballots.collect()).unwrap()
}

/// The ballot with somebody so many tiers higher: out of a tie, onto another's tier, past it, and so on.
fn raised(ballot: &Ballot, whom: usize, steps: usize) -> Ballot {
    let mut tiers = ballot.tiers.clone();
    for _ in 0..steps {
        let at = tiers.iter().position(|tier| tier.contains(&whom));
        match at {
            Some(at) if tiers[at].len() > 1 => {
                tiers[at].retain(|other| *other != whom);
                tiers.insert(at, vec![whom]);
            }
            Some(at) if at > 0 => {
                tiers.remove(at);
                tiers[at - 1].push(whom);
            }
            Some(_) => {}
            None => tiers.push(vec![whom]),
        }
    }
    Ballot { count: ballot.count, tiers }
}

/// The smallest set whose members all beat everyone outside: sets of five are few.
fn smith_set(profile: &Profile) -> Vec<usize> {
    let (table, count) = (Pairwise::of(profile), profile.candidate_count());
    let members = |set: u32| (0..count).filter(move |one| set >> one & 1 == 1);
    let dominates = |set: &u32| {
        let outside = |other: &usize| set >> other & 1 == 0;
        members(*set).all(|inside| (0..count).filter(outside).all(|other| table.beats(inside, other)))
    };
    let sets = (1_u32..1 << count).filter(dominates);
    members(sets.min_by_key(|set| set.count_ones()).unwrap()).collect()
}

proptest! {
    /// Who is called what says nothing.
    #[test]
    fn neutral(profile in profiles(), shuffled in Just(vec![0, 1, 2, 3, 4]).prop_shuffle()) {
        let names: Vec<usize> =
            shuffled.into_iter().filter(|name| *name < profile.candidate_count()).collect();
        let other = renamed(&profile, &names);
        for (name, rule) in MONOTONIC.iter().chain(OTHERS) {
            let mut expected: Vec<usize> = rule(&profile).into_iter().map(|winner| names[winner]).collect();
            expected.sort_unstable();
            prop_assert_eq!(rule(&other), expected, "{}", name);
        }
    }

    /// Who voted what, and which votes were counted together, says nothing.
    #[test]
    fn anonymous(profile in profiles()) {
        let apart = |ballot: &Ballot| vec![Ballot { count: 1, ..ballot.clone() }; ballot.count as usize];
        let one_by_one = profile.ballots().iter().rev().flat_map(apart).collect();
        let other = Profile::new(profile.candidate_count(), one_by_one).unwrap();
        for (name, rule) in MONOTONIC.iter().chain(OTHERS) {
            prop_assert_eq!(rule(&other), rule(&profile), "{}", name);
        }
    }

    /// Who beats everyone wins, where there is one.
    #[test]
    fn condorcet(profile in profiles()) {
        if let Some(winner) = Pairwise::of(&profile).condorcet_winner() {
            for (name, rule) in &MONOTONIC[..4] {
                prop_assert_eq!(rule(&profile), [winner], "{}", name);
            }
        }
    }

    /// A winner whom one voter ranks higher still wins.
    #[test]
    fn monotonic(profile in profiles(), ballot: Index, winner: Index, steps in 1..8_usize) {
        if profile.ballots().is_empty() {
            return Ok(());
        }
        let ballot = ballot.index(profile.ballots().len());
        for (name, rule) in MONOTONIC {
            let winners = rule(&profile);
            let winner = *winner.get(&winners);
            let mut ballots = profile.ballots().to_vec();
            ballots[ballot] = raised(&ballots[ballot], winner, steps);
            let after = rule(&Profile::new(profile.candidate_count(), ballots).unwrap());
            prop_assert!(after.contains(&winner), "{}: {} no longer among {:?}", name, winner, after);
        }
    }

    #[test]
    fn schulze_is_of_the_smith_set(profile in profiles()) {
        let smith = smith_set(&profile);
        for strength in [Strength::Margins, Strength::WinningVotes] {
            let counted = schulze(&Pairwise::of(&profile), strength);
            prop_assert!(counted.winners.iter().all(|winner| smith.contains(winner)));
            // The ranking has everyone once, and nobody stands above one of a higher tier.
            let mut ranked: Vec<usize> = counted.ranking.concat();
            for (at, tier) in counted.ranking.iter().enumerate() {
                for (below, above) in counted.ranking[at..].concat().iter().flat_map(|b| tier.iter().map(move |a| (b, a))) {
                    prop_assert!(!counted.stands_above(*below, *above));
                }
            }
            ranked.sort_unstable();
            prop_assert_eq!(ranked, (0..profile.candidate_count()).collect::<Vec<_>>());
            prop_assert_eq!(&counted.winners, &counted.ranking[0]);
        }
    }

    /// Every round has every voter, and nobody is in it who left before; without a tie there is one universe.
    #[test]
    fn rounds_add_up(profile in profiles()) {
        let counted = runoff(&profile);
        let mut left: Vec<usize> = (0..profile.candidate_count()).collect();
        for round in &counted.rounds {
            let votes: u64 = round.counts.iter().map(|(_, votes)| votes).sum();
            prop_assert_eq!(votes + round.exhausted, profile.voters());
            prop_assert_eq!(round.counts.iter().map(|(candidate, _)| *candidate).collect::<Vec<_>>(), &left[..]);
            left.retain(|candidate| !round.removed.contains(candidate));
        }
        let several = counted.rounds.iter().any(|round| round.removed.len() > 1) || counted.winners.len() > 1;
        prop_assert_eq!(counted.tie_met, several);
        if !several {
            prop_assert_eq!(parallel_universe_winners(&profile, usize::MAX), Ok(counted.winners));
        }
    }
}
