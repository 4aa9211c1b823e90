//! Consent: no reasoned objection stands. Whether an objection has a reason, and whether it still stands, is said by
//! people; Endenburg, Sociocracy: the organization of decision-making, 1998.

use super::{Quorum, Turnout, Verdict};

/// Outcome with what it was reckoned from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Consent {
    pub objections: u64,
    pub turnout: Turnout,
    /// The least number of participants.
    pub quorum: u64,
    pub verdict: Verdict,
}

/// `objections` are those that stand at the end.
pub fn consent(objections: u64, turnout: Turnout, quorum: Quorum) -> Consent {
    Consent {
        objections,
        turnout,
        quorum: quorum.needed(turnout.electorate),
        verdict: Verdict::of(quorum.is_met(turnout), objections == 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Objections, participants of 11 with a quorum of a fifth → answer.
    #[test]
    fn one_objection_is_enough() {
        for (objections, participants, verdict) in [
            (0, 2, Verdict::NoQuorum),
            (0, 3, Verdict::Passed),
            (1, 3, Verdict::Rejected),
            (1, 2, Verdict::NoQuorum),
            (0, 11, Verdict::Passed),
            (11, 11, Verdict::Rejected),
        ] {
            let turnout = Turnout { participants, electorate: 11 };
            let decided = consent(objections, turnout, Quorum::of(1, 5).unwrap());
            assert_eq!((decided.verdict, decided.quorum), (verdict, 3), "{objections} of {participants}");
        }
    }
}
