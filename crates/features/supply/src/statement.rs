//! What happened between the community and a supplier in a period: opening, each line with its cause, closing. Pure: the
//! postings come in.

use kernel::Timestamp;

kernel::codes! {
    /// What a line of a statement is about.
    pub enum LineKind {
        /// The supplier's part of settled sales.
        Sale = "sale",
        /// Of sales that buyers gave back.
        SaleReturned = "sale_returned",
        /// Bought of them by the community.
        Bought = "bought",
        /// For what was short or bad.
        Credit = "credit",
        Payment = "payment",
        /// A payment that the bank sent back.
        PaymentReturned = "payment_returned",
        /// A payment that was entered and was not so.
        PaymentTakenBack = "payment_taken_back",
        /// Given back by the supplier.
        Repayment = "repayment",
        /// The supplier's share, as a member, of what was earned.
        Surplus = "surplus",
        /// As a buyer or otherwise: set off against an order, a refund of one's own order.
        Other = "other",
    }
}

/// A change of what is owed, in the supplier's favour where positive, as it stands in the books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub entry: i64,
    pub happened_at: Timestamp,
    /// Kind of the entry, and of its cause.
    pub kind: String,
    pub cause_kind: String,
    pub cause_id: String,
    /// Payable and owed, less receivable.
    pub minor: i64,
    /// Of it, what is owed otherwise than by sales.
    pub of_owed_minor: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub kind: LineKind,
    pub change: Change,
    /// After it.
    pub balance_minor: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    pub opening_minor: i64,
    /// By when they happened, then by their number.
    pub lines: Vec<Line>,
    pub closing_minor: i64,
}

impl Statement {
    /// `now_minor` is what the books say today, `changes` are all since the beginning of the period, in any order, and
    /// `until` is the first instant after it.
    pub fn of(now_minor: i64, changes: Vec<Change>, until: Timestamp) -> Statement {
        let (mut within, after): (Vec<Change>, Vec<Change>) =
            changes.into_iter().partition(|change| change.happened_at < until);
        let closing_minor = now_minor - after.iter().map(|change| change.minor).sum::<i64>();
        let opening_minor = closing_minor - within.iter().map(|change| change.minor).sum::<i64>();
        within.sort_by_key(|change| (change.happened_at, change.entry));
        let mut balance_minor = opening_minor;
        let line = |change: Change| {
            balance_minor += change.minor;
            Line { kind: kind_of(&change), change, balance_minor }
        };
        let lines = within.into_iter().filter(|change| change.minor != 0).map(line).collect();
        Statement { opening_minor, lines, closing_minor }
    }

    /// Of the period, by kind; kinds without any are left out.
    pub fn sums(&self) -> Vec<(LineKind, i64)> {
        let of = |kind: &LineKind| {
            let own = self.lines.iter().filter(|line| line.kind == *kind);
            (*kind, own.map(|line| line.change.minor).sum::<i64>())
        };
        let has = |kind: &&LineKind| self.lines.iter().any(|line| line.kind == **kind);
        LineKind::ALL.iter().filter(has).map(of).collect()
    }
}

fn kind_of(change: &Change) -> LineKind {
    match (change.kind.as_str(), change.cause_kind.as_str()) {
        ("settlement", _) => LineKind::Sale,
        // A refund to the supplier as a buyer is owed; one of their sales is taken from what is payable.
        ("refund", _) if change.of_owed_minor == 0 => LineKind::SaleReturned,
        ("expense", _) => LineKind::Bought,
        ("supplier_credit", _) => LineKind::Credit,
        ("payout", _) => LineKind::Payment,
        ("reversal", "payment_run") => LineKind::PaymentReturned,
        ("reversal", "payout") => LineKind::PaymentTakenBack,
        ("repayment", _) => LineKind::Repayment,
        ("distribution_part", _) => LineKind::Surplus,
        _ => LineKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(micros: i64) -> Timestamp {
        Timestamp::from_micros(micros)
    }

    fn change(entry: i64, when: i64, kind: &str, cause: &str, minor: i64) -> Change {
        let (kind, cause_kind) = (kind.to_owned(), cause.to_owned());
        let of_owed_minor = if cause == "owed" { minor } else { 0 };
        Change {
            entry,
            happened_at: at(when),
            kind,
            cause_kind,
            cause_id: String::new(),
            minor,
            of_owed_minor,
        }
    }

    /// Kind of the entry, its cause → what a supplier reads.
    #[test]
    fn lines_say_what_they_are_about() {
        for (kind, cause, said) in [
            ("settlement", "order", LineKind::Sale),
            ("refund", "refund", LineKind::SaleReturned),
            ("refund", "owed", LineKind::Other),
            ("expense", "expense", LineKind::Bought),
            ("supplier_credit", "supplier_credit", LineKind::Credit),
            ("payout", "payout", LineKind::Payment),
            ("reversal", "payment_run", LineKind::PaymentReturned),
            ("reversal", "payout", LineKind::PaymentTakenBack),
            ("reversal", "correction", LineKind::Other),
            ("repayment", "repayment", LineKind::Repayment),
            ("distribution_part", "distribution", LineKind::Surplus),
            ("payment", "order", LineKind::Other),
        ] {
            assert_eq!(kind_of(&change(1, 1, kind, cause, 5)), said, "{kind} {cause}");
        }
    }

    #[test]
    fn a_period_opens_with_what_was_before_it() {
        let changes = vec![
            change(4, 30, "payout", "payout", -70),
            change(2, 20, "payout", "payout", -100),
            change(3, 20, "settlement", "order", 70),
            change(1, 10, "settlement", "order", 50),
        ];
        // 50 before the period, and nothing is left today.
        let statement = Statement::of(0, changes, at(30));
        assert_eq!((statement.opening_minor, statement.closing_minor), (50, 70));
        let lines: Vec<_> =
            statement.lines.iter().map(|line| (line.change.entry, line.balance_minor)).collect();
        assert_eq!(lines, [(1, 100), (2, 0), (3, 70)]);
        assert_eq!(statement.sums(), [(LineKind::Sale, 120), (LineKind::Payment, -100)]);
    }

    proptest! {
        /// Wherever a course of changes is cut, each period closes with what the next opens with, and the last with what
        /// the books say.
        #[test]
        fn periods_join(all in prop::collection::vec((0_i64..100, -500_i64..500), 0..40), mut cuts in prop::collection::vec(0_i64..100, 1..5)) {
            let changes: Vec<Change> = (1..).zip(&all).map(|(n, (when, minor))| change(n, *when, "settlement", "order", *minor)).collect();
            let now: i64 = all.iter().map(|(_, minor)| minor).sum();
            cuts.sort_unstable();
            cuts.insert(0, 0);
            cuts.push(100);
            let mut carried = 0;
            for pair in cuts.windows(2) {
                let since: Vec<Change> = changes.iter().filter(|change| change.happened_at >= at(pair[0])).cloned().collect();
                let statement = Statement::of(now, since, at(pair[1]));
                prop_assert_eq!(statement.opening_minor, carried);
                let sum: i64 = statement.sums().iter().map(|(_, minor)| minor).sum();
                prop_assert_eq!(statement.opening_minor + sum, statement.closing_minor);
                prop_assert_eq!(statement.lines.last().map_or(statement.opening_minor, |line| line.balance_minor), statement.closing_minor);
                carried = statement.closing_minor;
            }
            prop_assert_eq!(carried, now);
        }
    }
}
