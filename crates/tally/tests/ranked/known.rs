//! Elections with a known answer, and those by which the rules differ.

use super::profile;
use tally::ranked::{
    Pairwise, Profile, Strength, TooManyUniverses, parallel_universe_winners, plurality, runoff, schulze,
};

const A: usize = 0;
const B: usize = 1;
const C: usize = 2;
const D: usize = 3;
const E: usize = 4;

/// Example 1 of Schulze's paper of 2011, section 3.1: 45 voters, E first.
#[test]
fn the_example_of_the_paper() {
    let election = profile(
        5,
        &[
            (5, &[&[A], &[C], &[B], &[E], &[D]]),
            (5, &[&[A], &[D], &[E], &[C], &[B]]),
            (8, &[&[B], &[E], &[D], &[A], &[C]]),
            (3, &[&[C], &[A], &[B], &[E], &[D]]),
            (7, &[&[C], &[A], &[E], &[B], &[D]]),
            (2, &[&[C], &[B], &[A], &[D], &[E]]),
            (7, &[&[D], &[C], &[E], &[B], &[A]]),
            (8, &[&[E], &[B], &[A], &[D], &[C]]),
        ],
    );
    let counted = schulze(&Pairwise::of(&election), Strength::WinningVotes);
    assert_eq!(counted.ranking, [[E], [A], [C], [B], [D]]);
    let row = |from: usize| [A, B, C, D, E].map(|to| counted.path(from, to));
    assert_eq!(
        [A, B, C, D, E].map(row),
        [
            [0, 28, 28, 30, 24],
            [25, 0, 28, 33, 24],
            [25, 29, 0, 29, 24],
            [25, 28, 28, 0, 24],
            [25, 28, 28, 31, 0],
        ]
    );
    assert_eq!(Pairwise::of(&election).condorcet_winner(), None);
}

/// Everyone beats one and is beaten by one: nobody is Condorcet winner, all are level by most rules.
#[test]
fn a_circle() {
    let circle = profile(3, &[(1, &[&[A], &[B], &[C]]), (1, &[&[B], &[C], &[A]]), (1, &[&[C], &[A], &[B]])]);
    let table = Pairwise::of(&circle);
    assert_eq!((table.condorcet_winner(), table.condorcet_loser()), (None, None));
    assert_eq!(table.weak_condorcet_winners(), [A; 0]);
    for (name, rule) in super::MONOTONIC {
        assert_eq!(rule(&circle), [A, B, C], "{name}");
    }
    assert!(runoff(&circle).tie_met);
    assert_eq!(parallel_universe_winners(&circle, 10), Ok(vec![A, B, C]));
    assert_eq!(schulze(&table, Strength::Margins).ranking, [[A, B, C]]);
}

/// Margins and winning votes differ where many leave candidates out: A beats B by 4 to 2, B beats C by 5 to 4, C beats A
/// by 6 to 3; the weakest of these is the second by margins and the first by votes.
#[test]
fn margins_are_not_votes() {
    let ballots: [(u64, &[&[usize]]); 3] =
        [(4, &[&[C], &[A], &[B]]), (3, &[&[A, B]]), (2, &[&[B], &[C], &[A]])];
    let table = Pairwise::of(&profile(3, &ballots));
    let link = |from, to| (table.support(from, to), table.support(to, from));
    assert_eq!([link(A, B), link(B, C), link(C, A)], [(4, 2), (5, 4), (6, 3)]);
    assert_eq!(schulze(&table, Strength::Margins).ranking, [[C], [A], [B]]);
    assert_eq!(schulze(&table, Strength::WinningVotes).ranking, [[B], [C], [A]]);
}

/// Ranked higher by ten voters, A loses: instant run-off is not monotonic.
#[test]
fn a_runoff_can_punish_support() {
    let election = |moved: u64| {
        let ballots: [(u64, &[&[usize]]); 3] =
            [(39 + moved, &[&[A], &[B], &[C]]), (35 - moved, &[&[B], &[C], &[A]]), (26, &[&[C], &[A], &[B]])];
        runoff(&profile(3, &ballots)).winners
    };
    assert_eq!((election(0), election(10)), (vec![A], vec![C]));
}

/// Removing all that are tied at once can choose somebody whom no order of removing them one at a time would.
#[test]
fn all_at_once_is_no_universe() {
    let election = profile(3, &[(4, &[&[A]]), (3, &[&[B], &[C]]), (3, &[&[C], &[B]])]);
    let counted = runoff(&election);
    assert_eq!((counted.winners.as_slice(), counted.tie_met), (&[A][..], true));
    let (first, last) = (&counted.rounds[0], &counted.rounds[1]);
    assert_eq!((first.removed.as_slice(), first.exhausted), (&[B, C][..], 0));
    assert_eq!((last.counts.as_slice(), last.exhausted, last.removed.len()), (&[(A, 4)][..], 6, 0));
    assert_eq!(parallel_universe_winners(&election, 10), Ok(vec![B, C]));
}

/// A ballot ends before its first tie, and a tie for first place counts for nobody.
#[test]
fn tied_groups_end_a_ballot() {
    let election = profile(4, &[(3, &[&[A, B], &[C]]), (2, &[&[D], &[A, B], &[C]]), (1, &[&[C]])]);
    let counted = plurality(&election);
    assert_eq!((counted.first_places, counted.not_counted, counted.winners), (vec![0, 0, 1, 2], 3, vec![D]));
    assert_eq!(runoff(&election).rounds[0].exhausted, 3);
}

/// Thirty with a vote each, and each set of them can be left: said instead of followed for ever.
#[test]
fn universes_without_end() {
    let own: Vec<Vec<usize>> = (0..30).map(|one| vec![one]).collect();
    let tiers: Vec<[&[usize]; 1]> = own.iter().map(|tier| [tier.as_slice()]).collect();
    let ballots: Vec<(u64, &[&[usize]])> = tiers.iter().map(|tiers| (1, &tiers[..])).collect();
    let election = profile(30, &ballots);
    assert_eq!(parallel_universe_winners(&election, 10_000), Err(TooManyUniverses));
    assert_eq!(runoff(&election).winners, (0..30).collect::<Vec<_>>());
    // A thousand of whom nobody has heard make no universes.
    let unheard = profile(1_000, &[(3, &[&[7], &[8]]), (3, &[&[8], &[7]]), (1, &[&[9], &[7]])]);
    assert_eq!(parallel_universe_winners(&unheard, 10), Ok(vec![7]));
}

/// Numbers as large as they may be do not overflow.
#[test]
fn large_numbers() {
    let half = tally::ranked::VOTERS_MAX / 2;
    let election: Profile = profile(2, &[(half, &[&[0]]), (half, &[&[1], &[0]])]);
    for (name, rule) in super::MONOTONIC.iter().chain(super::OTHERS) {
        let expected: &[usize] = if ["condorcet", "loser"].contains(name) { &[] } else { &[0, 1] };
        assert_eq!(rule(&election), expected, "{name}");
    }
}
