//! Yes, no or abstain.

use super::{Denominator, Quorum, Threshold, Turnout, Verdict};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Yes,
    No,
    /// Takes part, and takes no side.
    Abstain,
}

/// Weights of the ballots of each side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Votes {
    pub yes: u128,
    pub no: u128,
    pub abstain: u128,
}

impl Votes {
    pub fn of(ballots: impl IntoIterator<Item = (u64, Side)>) -> Votes {
        let mut votes = Votes::default();
        for (weight, side) in ballots {
            *match side {
                Side::Yes => &mut votes.yes,
                Side::No => &mut votes.no,
                Side::Abstain => &mut votes.abstain,
            } += u128::from(weight);
        }
        votes
    }
}

/// Outcome with what it was reckoned from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Motion {
    pub votes: Votes,
    /// Of what support must be more than a part.
    pub whole: u128,
    /// The least yes that passes.
    pub yes_needed: u128,
    pub turnout: Turnout,
    /// The least number of participants.
    pub quorum: u64,
    pub verdict: Verdict,
}

/// Passes if yes is strictly more than the threshold of the denominator, and there is a quorum. `electorate` is the
/// weight of all ballots that might have been cast, in the unit of the votes.
pub fn motion(
    votes: Votes,
    electorate: u128,
    turnout: Turnout,
    threshold: Threshold,
    denominator: Denominator,
    quorum: Quorum,
) -> Motion {
    let whole = match denominator {
        Denominator::ForAndAgainst => votes.yes + votes.no,
        Denominator::Participants => votes.yes + votes.no + votes.abstain,
        Denominator::Electorate => electorate,
    };
    Motion {
        votes,
        whole,
        yes_needed: threshold.needed(whole),
        turnout,
        quorum: quorum.needed(turnout.electorate),
        verdict: Verdict::of(quorum.is_met(turnout), threshold.is_passed(votes.yes, whole)),
    }
}

#[cfg(test)]
mod tests {
    use super::Denominator::*;
    use super::Verdict::*;
    use super::*;

    /// Yes, no, abstain of an electorate of 100 with a quorum of a fifth → answer by each denominator.
    #[test]
    fn verdicts() {
        for (yes, no, abstain, threshold, answers) in [
            (10, 9, 0, (1, 2), [NoQuorum, NoQuorum, NoQuorum]),
            (10, 9, 1, (1, 2), [Passed, Rejected, Rejected]),
            (10, 10, 0, (1, 2), [Rejected, Rejected, Rejected]),
            (11, 10, 0, (1, 2), [Passed, Passed, Rejected]),
            (1, 0, 19, (1, 2), [Passed, Rejected, Rejected]),
            (0, 0, 20, (1, 2), [Rejected, Rejected, Rejected]),
            (0, 0, 0, (1, 2), [NoQuorum, NoQuorum, NoQuorum]),
            (50, 0, 50, (1, 2), [Passed, Rejected, Rejected]),
            (51, 49, 0, (1, 2), [Passed, Passed, Passed]),
            (40, 20, 0, (2, 3), [Rejected, Rejected, Rejected]),
            (41, 20, 0, (2, 3), [Passed, Passed, Rejected]),
            (67, 33, 0, (2, 3), [Passed, Passed, Passed]),
        ] {
            let ballots = [(Side::Yes, yes), (Side::No, no), (Side::Abstain, abstain)];
            let votes = Votes::of(ballots.into_iter().flat_map(|(side, count)| vec![(1, side); count]));
            let turnout = Turnout { participants: (yes + no + abstain) as u64, electorate: 100 };
            let threshold = Threshold::of(threshold.0, threshold.1).unwrap();
            let quorum = Quorum::of(1, 5).unwrap();
            let verdict = |denominator| motion(votes, 100, turnout, threshold, denominator, quorum).verdict;
            let found = [ForAndAgainst, Participants, Electorate].map(verdict);
            assert_eq!(found, answers, "{yes} yes, {no} no, {abstain} abstain, {threshold:?}");
        }
    }

    /// The quorum counts members, the majority weights; the reckoning says how far it was.
    #[test]
    fn weights_and_reckoning() {
        let votes =
            Votes::of([(u64::MAX, Side::Yes), (u64::MAX, Side::No), (1, Side::Yes), (7, Side::Abstain)]);
        let turnout = Turnout { participants: 4, electorate: 16 };
        let decided = |quorum| motion(votes, 0, turnout, Threshold::HALF, ForAndAgainst, quorum);
        let all = 2 * u128::from(u64::MAX) + 1;
        let quarter = decided(Quorum::of(1, 4).unwrap());
        assert_eq!((quarter.whole, quarter.yes_needed, quarter.quorum), (all, u128::from(u64::MAX) + 1, 4));
        assert_eq!(
            (quarter.votes.yes, quarter.votes.abstain, quarter.verdict),
            (quarter.yes_needed, 7, Passed)
        );
        let third = decided(Quorum::of(1, 3).unwrap());
        assert_eq!((third.quorum, third.verdict), (6, NoQuorum));
        assert_eq!(decided(Quorum::NONE).verdict, Passed);
    }
}
