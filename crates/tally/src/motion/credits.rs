//! Quadratic voting: v votes on one option cost v squared of the same number of credits that everyone has; Lalley and
//! Weyl, Quadratic voting: how mechanism design can radicalize democracy, AEA Papers and Proceedings 108 (2018).

use super::{BadBallot, check_options, most};
use std::fmt;

/// Votes for options, or against them where negative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditsBallot {
    pub weight: u64,
    pub votes: Vec<(usize, i32)>,
}

/// Outcome with what it was reckoned from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credits {
    /// Votes for each option less those against it.
    pub sums: Vec<i128>,
    /// Credits spent by all, each ballot once whatever it weighs.
    pub spent: u128,
    /// All with the most votes, where that is above 0.
    pub winners: Vec<usize>,
}

/// A ballot costs more than a voter has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overspent {
    pub cost: u128,
    pub credits: u64,
}

impl fmt::Display for Overspent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "these votes cost {} credits, and there are {}", self.cost, self.credits)
    }
}

impl std::error::Error for Overspent {}

/// Credits that votes on different options cost together: the sum of their squares.
///
/// # Errors
/// More than there are.
pub fn cost(votes: impl IntoIterator<Item = i32>, credits: u64) -> Result<u64, Overspent> {
    let square = |votes: i32| u128::from(votes.unsigned_abs()) * u128::from(votes.unsigned_abs());
    let cost = votes.into_iter().map(square).sum();
    u64::try_from(cost).ok().filter(|cost| *cost <= credits).ok_or(Overspent { cost, credits })
}

/// The most votes on one option that so many credits pay.
pub fn most_votes(credits: u64) -> u64 {
    credits.isqrt()
}

/// # Errors
/// A ballot that is none.
pub fn credits(option_count: usize, credits: u64, ballots: &[CreditsBallot]) -> Result<Credits, BadBallot> {
    let mut sums = vec![0; option_count];
    let mut spent = 0;
    for (number, ballot) in ballots.iter().enumerate() {
        check_options(number, option_count, ballot.votes.iter().map(|(option, _)| *option))?;
        let votes = ballot.votes.iter().map(|(_, votes)| *votes);
        let cost = cost(votes, credits).map_err(|_| BadBallot::Overspent { ballot: number })?;
        spent += u128::from(cost);
        ballot
            .votes
            .iter()
            .for_each(|(option, votes)| sums[*option] += i128::from(*votes) * i128::from(ballot.weight));
    }
    Ok(Credits { winners: most(&sums), sums, spent })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Votes, credits → cost.
    #[test]
    fn a_vote_more_costs_more() {
        for (votes, has, answer) in [
            (&[][..], 0, Ok(0)),
            (&[10], 100, Ok(100)),
            (&[10, 1], 100, Err(101)),
            (&[-10], 100, Ok(100)),
            (&[-11], 120, Err(121)),
            (&[6, 8], 100, Ok(100)),
            (&[i32::MIN, i32::MAX], u64::MAX, Ok((1 << 62) + ((1 << 31) - 1) * ((1 << 31) - 1))),
        ] {
            let answer = answer.map_err(|cost| Overspent { cost, credits: has });
            assert_eq!(cost(votes.iter().copied(), has), answer, "{votes:?} of {has}");
        }
        assert_eq!([0, 3, 99, 100, 101].map(most_votes), [0, 1, 9, 10, 10]);
    }

    #[test]
    fn votes_are_added_up() {
        let ballot = |weight, votes: &[(usize, i32)]| CreditsBallot { weight, votes: votes.to_vec() };
        // Three who care a little against one who cares much.
        let given =
            [ballot(1, &[(0, 1), (1, -1)]), ballot(1, &[(0, 1)]), ballot(1, &[(0, 1)]), ballot(1, &[(1, 4)])];
        let counted = credits(3, 16, &given).unwrap();
        assert_eq!(counted, Credits { sums: vec![3, 3, 0], spent: 20, winners: vec![0, 1] });
        let heavy = credits(2, 16, &[ballot(u64::MAX, &[(0, -4)]), ballot(2, &[(1, 3)])]).unwrap();
        assert_eq!(heavy.sums, [-4 * i128::from(u64::MAX), 6]);
        assert_eq!(credits(2, 16, &[ballot(1, &[(0, -4)])]).unwrap().winners, [0_usize; 0]);
        let refused = |votes| credits(2, 16, &[ballot(1, votes)]).err();
        assert_eq!(refused(&[(0, 4), (1, 1)]), Some(BadBallot::Overspent { ballot: 0 }));
        assert_eq!(refused(&[(2, 1)]), Some(BadBallot::NoSuchOption { ballot: 0, option: 2 }));
        assert_eq!(refused(&[(0, 1), (0, 1)]), Some(BadBallot::OptionTwice { ballot: 0, option: 0 }));
    }

    proptest! {
        /// The most votes are paid, one more is not.
        #[test]
        fn the_most_votes(has in 0..(1_u64 << 60)) {
            let most = i32::try_from(most_votes(has)).unwrap();
            prop_assert!(cost([most], has).is_ok() && cost([most + 1], has).is_err());
        }
    }
}
