//! What an approver should look at twice. A hint never decides. Pure.

kernel::codes! {
    pub enum Hint {
        /// More than is left of the mandate: approving it would be refused.
        AboveLeft = "above_left",
        /// More than is left of the line of the budget that it is for.
        AboveLine = "above_line",
        /// The same file proves another expense.
        SameProof = "same_proof",
        /// Another expense of a month has the same payee and sum.
        SameSum = "same_sum",
        NoProof = "no_proof",
        /// Nothing was ever approved for this payee.
        PayeeNew = "payee_new",
        /// More than three times the usual: the middle one of the fund's last expenses.
        SumUnusual = "sum_unusual",
        /// More than half of the whole mandate in one go.
        MostOfMandate = "most_of_mandate",
        /// Somebody carries the mandate out, and it was another who spent.
        NotByCarrier = "not_by_carrier",
        /// Spent long before it was asked for.
        Late = "late",
    }
}

/// What is known of an expense and of those before it.
#[derive(Debug, Clone, Default)]
pub struct Known {
    pub amount_minor: i64,
    pub proof_count: i64,
    /// Other expenses that one of its files proves.
    pub same_proof_count: usize,
    /// Others to the same payee, of the same sum, within a month before or after.
    pub same_sum_count: usize,
    pub payee_approved_before: bool,
    /// Sums of the last expenses of the fund that were approved, at most `USUAL_OF`.
    pub usual_minor: Vec<i64>,
    pub ceiling_minor: i64,
    /// What is left of the mandate.
    pub left_minor: i64,
    /// Whether it and what was spent before pass its line of the budget.
    pub above_line: bool,
    /// Whether the mandate has a carrier who is not the author.
    pub other_carrier: bool,
    /// Between the day of spending and asking.
    pub days_late: i64,
}

/// How many expenses say what is usual.
pub const USUAL_OF: i64 = 20;
/// With fewer nothing is usual yet.
const USUAL_FROM: usize = 5;
const UNUSUAL_TIMES: i64 = 3;
const LATE_DAYS: i64 = 60;

/// In the order of their weight.
pub fn hints(known: &Known) -> Vec<Hint> {
    let unusual = usual(&known.usual_minor)
        .is_some_and(|usual| known.amount_minor > usual.saturating_mul(UNUSUAL_TIMES));
    let all = [
        (known.amount_minor > known.left_minor, Hint::AboveLeft),
        (known.above_line, Hint::AboveLine),
        (known.other_carrier, Hint::NotByCarrier),
        (known.same_proof_count > 0, Hint::SameProof),
        (known.same_sum_count > 0, Hint::SameSum),
        (known.proof_count == 0, Hint::NoProof),
        (!known.payee_approved_before, Hint::PayeeNew),
        (unusual, Hint::SumUnusual),
        (known.amount_minor > known.ceiling_minor / 2, Hint::MostOfMandate),
        (known.days_late > LATE_DAYS, Hint::Late),
    ];
    all.into_iter().filter(|(holds, _)| *holds).map(|(_, hint)| hint).collect()
}

/// The middle one; of an even number the larger of the two in the middle. None where there are too few.
fn usual(sums: &[i64]) -> Option<i64> {
    let mut sums = sums.to_vec();
    sums.sort_unstable();
    (sums.len() >= USUAL_FROM).then(|| sums[sums.len() / 2])
}

#[cfg(test)]
mod tests {
    use super::*;
    use Hint::*;

    fn ordinary() -> Known {
        Known {
            amount_minor: 300,
            proof_count: 1,
            payee_approved_before: true,
            usual_minor: vec![100, 90, 110, 95, 500],
            ceiling_minor: 600,
            left_minor: i64::MAX,
            ..Known::default()
        }
    }

    /// One thing changed from an ordinary expense → the hints.
    #[test]
    fn hints_are_given_where_they_help() {
        for (known, answer) in [
            (ordinary(), vec![]),
            (Known { left_minor: 300, ..ordinary() }, vec![]),
            (Known { left_minor: 299, proof_count: 0, ..ordinary() }, vec![AboveLeft, NoProof]),
            (Known { above_line: true, proof_count: 0, ..ordinary() }, vec![AboveLine, NoProof]),
            (Known { proof_count: 0, ..ordinary() }, vec![NoProof]),
            (Known { same_proof_count: 1, ..ordinary() }, vec![SameProof]),
            (Known { same_sum_count: 2, ..ordinary() }, vec![SameSum]),
            (Known { payee_approved_before: false, ..ordinary() }, vec![PayeeNew]),
            // Three times the middle one, a hundred, is still usual.
            (Known { amount_minor: 301, ceiling_minor: 900, ..ordinary() }, vec![SumUnusual]),
            (Known { amount_minor: 301, ..ordinary() }, vec![SumUnusual, MostOfMandate]),
            (Known { amount_minor: 301, usual_minor: vec![1, 1, 1, 1], ..ordinary() }, vec![MostOfMandate]),
            // Six: the larger of the two in the middle is 120.
            (
                Known {
                    amount_minor: 360,
                    ceiling_minor: 900,
                    usual_minor: vec![1, 2, 100, 120, 130, 140],
                    ..ordinary()
                },
                vec![],
            ),
            // What somebody else asks for is taken from what the carrier counts on: that comes before all else.
            (Known { other_carrier: true, proof_count: 0, ..ordinary() }, vec![NotByCarrier, NoProof]),
            (Known { days_late: 60, ..ordinary() }, vec![]),
            (Known { days_late: 61, ..ordinary() }, vec![Late]),
            (
                Known { amount_minor: i64::MAX, usual_minor: vec![i64::MAX / 2; 20], ..ordinary() },
                vec![MostOfMandate],
            ),
        ] {
            assert_eq!(hints(&known), answer, "{known:?}");
        }
    }
}
