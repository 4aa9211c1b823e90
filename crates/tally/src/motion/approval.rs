//! Approval: Brams and Fishburn, Approval voting, American Political Science Review 72 (1978).

use super::{BadBallot, Threshold, check_options, most};

/// All options that a voter can live with. None of them is an abstention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalBallot {
    pub weight: u64,
    pub options: Vec<usize>,
}

/// Outcome with what it was reckoned from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// Weight of the ballots that approve each option.
    pub approvals: Vec<u128>,
    /// Weight of all ballots, abstentions too.
    pub participants: u128,
    /// The least approval that passes the threshold, where there is one.
    pub needed: Option<u128>,
    /// The most approved of those that pass; several where they are tied; nobody where nobody passes or is approved.
    pub winners: Vec<usize>,
}

/// The threshold is one of participants.
///
/// # Errors
/// A ballot that is none.
pub fn approval(
    option_count: usize,
    ballots: &[ApprovalBallot],
    threshold: Option<Threshold>,
) -> Result<Approval, BadBallot> {
    let mut approvals = vec![0; option_count];
    let mut participants = 0;
    for (number, ballot) in ballots.iter().enumerate() {
        check_options(number, option_count, ballot.options.iter().copied())?;
        participants += u128::from(ballot.weight);
        ballot.options.iter().for_each(|option| approvals[*option] += u128::from(ballot.weight));
    }
    let passes =
        |option: &usize| threshold.is_none_or(|part| part.is_passed(approvals[*option], participants));
    let winners = most(&approvals).into_iter().filter(passes).collect();
    let needed = threshold.map(|part| part.needed(participants));
    Ok(Approval { winners, approvals, participants, needed })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ballots(of: &[(u64, &[usize])]) -> Vec<ApprovalBallot> {
        of.iter()
            .map(|(weight, options)| ApprovalBallot { weight: *weight, options: options.to_vec() })
            .collect()
    }

    /// Ballots over three options → winners without a threshold, and of more than half.
    #[test]
    fn the_most_approved_win() {
        for (given, winners, of_half) in [
            (&[][..], &[][..], &[][..]),
            (&[(1, &[][..])], &[], &[]),
            (&[(1, &[0]), (1, &[])], &[0], &[]),
            (&[(1, &[0, 2]), (1, &[0]), (1, &[])], &[0], &[0]),
            (&[(1, &[0, 2]), (1, &[2, 0]), (1, &[1])], &[0, 2], &[0, 2]),
            (&[(1, &[0]), (1, &[1])], &[0, 1], &[]),
            (&[(2, &[0]), (3, &[1])], &[1], &[1]),
            (&[(u64::MAX, &[0]), (u64::MAX, &[1]), (1, &[1])], &[1], &[1]),
            (&[(0, &[0])], &[], &[]),
        ] {
            let count = |threshold| approval(3, &ballots(given), threshold).unwrap().winners;
            assert_eq!(
                (count(None).as_slice(), count(Some(Threshold::HALF)).as_slice()),
                (winners, of_half),
                "{given:?}"
            );
        }
        let counted = approval(2, &ballots(&[(3, &[1]), (2, &[])]), Threshold::of(3, 5)).unwrap();
        let expected = Approval { approvals: vec![0, 3], participants: 5, needed: Some(4), winners: vec![] };
        assert_eq!(counted, expected);
    }

    #[test]
    fn ballots_that_are_none() {
        let refused = |of| approval(2, &ballots(of), None).err();
        assert_eq!(refused(&[(1, &[0]), (1, &[2])]), Some(BadBallot::NoSuchOption { ballot: 1, option: 2 }));
        assert_eq!(refused(&[(1, &[1, 0, 1])]), Some(BadBallot::OptionTwice { ballot: 0, option: 1 }));
    }
}
