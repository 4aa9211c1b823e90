//! Scores: W. D. Smith, Range voting, 2000.

use super::{BadBallot, Threshold, check_options, most};
use num_rational::BigRational;

/// Options and their scores from 0 to the highest. Options left out are not judged: an abstention on them alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreBallot {
    pub weight: u64,
    pub scores: Vec<(usize, u32)>,
}

/// What became of one option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    pub sum: u128,
    /// Weight of the ballots that judge it.
    pub judged_by: u128,
    /// Sum over judges; None where nobody judges it.
    pub mean: Option<BigRational>,
    /// Whether the mean is strictly more than the threshold of the highest score; true where there is no threshold.
    pub passes: bool,
}

/// Outcome with what it was reckoned from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scores {
    pub options: Vec<Score>,
    /// Weight of all ballots, abstentions too.
    pub participants: u128,
    /// All with the highest sum, where it is above 0. Whether they pass is said of each.
    pub highest_sum: Vec<usize>,
    /// All with the highest mean, where it is above 0: few judges may make it.
    pub highest_mean: Vec<usize>,
}

/// # Errors
/// A ballot that is none.
pub fn scores(
    option_count: usize,
    highest: u32,
    ballots: &[ScoreBallot],
    threshold: Option<Threshold>,
) -> Result<Scores, BadBallot> {
    let mut sums = vec![(0_u128, 0_u128); option_count];
    let mut participants = 0;
    for (number, ballot) in ballots.iter().enumerate() {
        check_options(number, option_count, ballot.scores.iter().map(|(option, _)| *option))?;
        participants += u128::from(ballot.weight);
        for &(option, score) in &ballot.scores {
            if score > highest {
                return Err(BadBallot::ScoreTooHigh { ballot: number, option });
            }
            let (sum, judged_by) = &mut sums[option];
            *sum += u128::from(ballot.weight) * u128::from(score);
            *judged_by += u128::from(ballot.weight);
        }
    }
    let score = |&(sum, judged_by): &(u128, u128)| Score {
        sum,
        judged_by,
        mean: (judged_by > 0).then(|| BigRational::new(sum.into(), judged_by.into())),
        passes: threshold.is_none_or(|part| part.is_passed(sum, judged_by * u128::from(highest))),
    };
    let options: Vec<Score> = sums.iter().map(score).collect();
    let means: Vec<BigRational> =
        options.iter().map(|option| option.mean.clone().unwrap_or_default()).collect();
    let sums: Vec<u128> = sums.iter().map(|(sum, _)| *sum).collect();
    Ok(Scores { highest_sum: most(&sums), highest_mean: most(&means), options, participants })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ballots(of: &[(u64, &[(usize, u32)])]) -> Vec<ScoreBallot> {
        of.iter().map(|(weight, scores)| ScoreBallot { weight: *weight, scores: scores.to_vec() }).collect()
    }

    fn ratio(above: i64, below: i64) -> Option<BigRational> {
        Some(BigRational::new(above.into(), below.into()))
    }

    /// Who is not judged by somebody is not judged badly: sum and mean tell apart.
    #[test]
    fn sums_and_means() {
        let given = ballots(&[(1, &[(0, 5), (1, 3)]), (2, &[(1, 3)]), (1, &[(2, 0)]), (1, &[])]);
        let counted = scores(4, 5, &given, Some(Threshold::of(3, 5).unwrap())).unwrap();
        let option = |at: usize| {
            let Score { sum, judged_by, mean, passes } = counted.options[at].clone();
            (sum, judged_by, mean, passes)
        };
        assert_eq!(option(0), (5, 1, ratio(5, 1), true));
        assert_eq!(option(1), (9, 3, ratio(3, 1), false), "3 is not more than three fifths of 5");
        assert_eq!(option(2), (0, 1, ratio(0, 1), false));
        assert_eq!(option(3), (0, 0, None, false));
        assert_eq!((counted.highest_sum, counted.highest_mean, counted.participants), (vec![1], vec![0], 5));
    }

    /// Ballots over two options, 5 at most → highest sums, highest means.
    #[test]
    fn ties_are_named() {
        for (given, by_sum, by_mean) in [
            (&[][..], &[][..], &[][..]),
            (&[(1, &[(0, 0)][..])], &[], &[]),
            (&[(1, &[(0, 4), (1, 4)])], &[0, 1], &[0, 1]),
            (&[(1, &[(0, 2)]), (1, &[(0, 2), (1, 4)])], &[0, 1], &[1]),
            (&[(3, &[(0, 1)]), (1, &[(1, 3)])], &[0, 1], &[1]),
        ] {
            let counted = scores(2, 5, &ballots(given), None).unwrap();
            assert_eq!(
                (counted.highest_sum.as_slice(), counted.highest_mean.as_slice()),
                (by_sum, by_mean),
                "{given:?}"
            );
            assert!(counted.options.iter().all(|option| option.passes));
        }
    }

    #[test]
    fn ballots_that_are_none() {
        let refused = |of| scores(2, 5, &ballots(of), None).err();
        assert_eq!(
            refused(&[(1, &[(0, 5)]), (1, &[(1, 6)])]),
            Some(BadBallot::ScoreTooHigh { ballot: 1, option: 1 })
        );
        assert_eq!(refused(&[(1, &[(2, 1)])]), Some(BadBallot::NoSuchOption { ballot: 0, option: 2 }));
        assert_eq!(refused(&[(1, &[(1, 1), (1, 1)])]), Some(BadBallot::OptionTwice { ballot: 0, option: 1 }));
    }
}
