//! Simple ballots held against a plain count, voter by voter, and against what must hold for every ballot.

#![allow(clippy::unwrap_used, reason = "a test")]

use proptest::prelude::*;
use proptest::sample::Index;
use tally::motion::{ApprovalBallot, CreditsBallot, ScoreBallot, Threshold, approval, credits, scores};

/// What each voter gives each option, from 0 to 3; and how many voters say just this.
type Given = Vec<(u64, Vec<u32>)>;
type Rule = (&'static str, fn(usize, &Given) -> Vec<usize>);

const OPTIONS: usize = 4;
const HIGHEST: u32 = 3;

fn approved(given: &Given, threshold: Option<Threshold>) -> Vec<usize> {
    let options = |row: &Vec<u32>| (0..row.len()).filter(|option| row[*option] > 0).collect();
    let ballots: Vec<_> =
        given.iter().map(|(weight, row)| ApprovalBallot { weight: *weight, options: options(row) }).collect();
    approval(OPTIONS, &ballots, threshold).unwrap().winners
}

fn half() -> Option<Threshold> {
    Threshold::of(1, 2)
}

const RULES: &[Rule] = &[
    ("approval", |_, given| approved(given, None)),
    ("approval by more than half", |_, given| approved(given, half())),
    ("scores", |count, given| {
        let ballot = |(weight, row): &(u64, Vec<u32>)| ScoreBallot {
            weight: *weight,
            scores: row.iter().copied().enumerate().collect(),
        };
        let ballots: Vec<_> = given.iter().map(ballot).collect();
        scores(count, HIGHEST, &ballots, None).unwrap().highest_sum
    }),
    ("credits", |count, given| {
        let votes = |row: &Vec<u32>| (0..).zip(row).map(|(option, votes)| (option, *votes as i32)).collect();
        let ballots: Vec<_> =
            given.iter().map(|(weight, row)| CreditsBallot { weight: *weight, votes: votes(row) }).collect();
        credits(count, 1_000, &ballots).unwrap().winners
    }),
];

/// One voter after the other.
fn plainly(name: &str, given: &Given) -> Vec<usize> {
    let (mut sums, mut voters) = ([0_u64; OPTIONS], 0);
    for row in given.iter().flat_map(|(count, row)| (0..*count).map(move |_| row)) {
        voters += 1;
        for (sum, given) in sums.iter_mut().zip(row) {
            *sum += u64::from(if name.starts_with("approval") { (*given).min(1) } else { *given });
        }
    }
    let most = sums.into_iter().max().unwrap_or(0);
    let enough = most > 0 && (name != "approval by more than half" || 2 * most > voters);
    (0..OPTIONS).filter(|option| enough && sums[*option] == most).collect()
}

fn given() -> impl Strategy<Value = Given> {
    prop::collection::vec((0..4_u64, prop::collection::vec(0..=HIGHEST, OPTIONS)), 0..7)
}

proptest! {
    #[test]
    fn counted_voter_by_voter(given in given()) {
        for (name, rule) in RULES {
            prop_assert_eq!(rule(OPTIONS, &given), plainly(name, &given), "{}", name);
        }
    }

    /// Who is called what says nothing.
    #[test]
    fn neutral(given in given(), names in Just(vec![0, 1, 2, 3]).prop_shuffle()) {
        let renamed: Given = given
            .iter()
            .map(|(weight, row)| {
                let mut other = vec![0; OPTIONS];
                row.iter().zip(&names).for_each(|(value, name)| other[*name] = *value);
                (*weight, other)
            })
            .collect();
        for (name, rule) in RULES {
            let mut expected: Vec<usize> =
                rule(OPTIONS, &given).into_iter().map(|winner| names[winner]).collect();
            expected.sort_unstable();
            prop_assert_eq!(rule(OPTIONS, &renamed), expected, "{}", name);
        }
    }

    /// Who voted when, and which votes were counted together, says nothing.
    #[test]
    fn anonymous(given in given()) {
        let apart: Given = given
            .iter()
            .rev()
            .flat_map(|(count, row)| (0..*count).map(|_| (1, row.clone())))
            .collect();
        for (name, rule) in RULES {
            prop_assert_eq!(rule(OPTIONS, &apart), rule(OPTIONS, &given), "{}", name);
        }
    }

    /// A winner whom some give more still wins.
    #[test]
    fn monotonic(given in given(), ballot: Index, winner: Index) {
        for (name, rule) in RULES {
            let winners = rule(OPTIONS, &given);
            if winners.is_empty() {
                continue;
            }
            let winner = *winner.get(&winners);
            let mut more = given.clone();
            let row = &mut ballot.get_mut(&mut more).1;
            row[winner] = HIGHEST;
            prop_assert!(rule(OPTIONS, &more).contains(&winner), "{}", name);
        }
    }
}
