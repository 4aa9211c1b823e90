//! What an import says when it is done. The counts describe the files, whether their lines were new or not;
//! only `orders_new` says what this run wrote.

use super::line::{Does, Reason};
use super::parts::{Part, PartLine};
use super::report::{Report, Row};
use kernel::{Currency, Quantity};
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::io;
use std::time::Duration;

/// The answer of `hehuo import orders --json`. Sums are in minor units of `currency`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// Lines of the files below their headers, blank ones apart. A record that holds line breaks is several.
    pub lines_read: u64,
    /// Invoices with a sale line.
    pub orders: u64,
    /// What was sold, before refunds: each line rounded half to even.
    pub sales_minor: i64,
    /// What was refunded for the cancellations in the files.
    pub refunds_minor: i64,
    /// Distinct customers on sale lines.
    pub customers: u64,
    pub rejected_lines: u64,
    /// Cancellation lines for which purchases were missing, wholly or in part.
    pub unmatched_cancellations: u64,
    pub currency: Currency,
    /// Every entry sums to zero, and every account stands at the sum of its postings.
    pub books_balanced: bool,
    pub seconds: f64,
    /// Orders that this run wrote.
    pub orders_new: u64,
}

/// What became of a part of an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Answer {
    /// Lines of the invoice that come before this part.
    pub before: usize,
    /// This run wrote an order for it.
    pub order_new: bool,
    /// Lines (by their place in the part) that were imported before with another content.
    pub differs: Vec<usize>,
    /// One for every cancellation line, in their order.
    pub cancelled: Vec<Cancelled>,
    /// The code of the refusal: nothing of the part was written.
    pub refused: Option<&'static str>,
}

/// How far a cancellation line went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Cancelled {
    pub refunded_minor: i64,
    pub uncovered: Quantity,
}

#[derive(Debug)]
pub(super) struct Tally {
    pub lines: u64,
    pub orders_new: u64,
    sales_minor: i128,
    refunds_minor: i128,
    rejected: u64,
    unmatched: u64,
    orders: u64,
    customers: HashSet<String>,
    /// How many lines of each invoice are counted, and whether one of them was a sale: the same lines twice in
    /// one run count once.
    invoices: HashMap<Box<str>, (usize, bool)>,
    report: Report,
}

impl Tally {
    pub(super) fn new(report: Report) -> Tally {
        Tally {
            lines: 0,
            orders_new: 0,
            sales_minor: 0,
            refunds_minor: 0,
            rejected: 0,
            unmatched: 0,
            orders: 0,
            customers: HashSet::new(),
            invoices: HashMap::new(),
            report,
        }
    }

    pub(super) fn stray(&mut self, file: &str, line: &PartLine, reason: Reason) -> io::Result<()> {
        self.lines += line.lines;
        self.rejected += 1;
        self.report.write(&Row { file, line, invoice: "", reason: reason.code(), uncovered: None })
    }

    pub(super) fn part(&mut self, part: &Part, answer: &Answer) -> io::Result<()> {
        self.lines += part.lines.iter().map(|line| line.lines).sum::<u64>();
        self.orders_new += u64::from(answer.order_new);
        let (counted, mut sold) = self.invoices.get(part.invoice.as_str()).copied().unwrap_or_default();
        let mut cancelled = answer.cancelled.iter();
        for (at, line) in part.lines.iter().enumerate() {
            let cancelled = matches!(line.does, Does::Cancels(_)).then(|| cancelled.next()).flatten();
            if answer.before + at < counted {
                continue;
            }
            match (self.turned_away(line, at, answer), &line.does) {
                (Some(code), _) => self.reject(part, line, code)?,
                (None, Does::Sells(said)) => {
                    self.sales_minor += i128::from(said.minor);
                    self.orders += u64::from(!sold);
                    sold = true;
                    self.customers.extend(part.customer.clone());
                }
                (None, _) => self.cancel(part, line, cancelled.copied().unwrap_or_default())?,
            }
        }
        let counted = counted.max(answer.before + part.lines.len());
        self.invoices.insert(part.invoice.as_str().into(), (counted, sold));
        Ok(())
    }

    fn turned_away(&self, line: &PartLine, at: usize, answer: &Answer) -> Option<&'static str> {
        match &line.does {
            Does::Nothing(reason) => Some(reason.code()),
            _ if answer.refused.is_some() => answer.refused,
            _ if answer.differs.contains(&at) => Some(Reason::Differs.code()),
            _ => None,
        }
    }

    fn reject(&mut self, part: &Part, line: &PartLine, reason: &str) -> io::Result<()> {
        self.rejected += 1;
        self.report.write(&Row { file: &part.file, line, invoice: &part.invoice, reason, uncovered: None })
    }

    fn cancel(&mut self, part: &Part, line: &PartLine, cancelled: Cancelled) -> io::Result<()> {
        self.refunds_minor += i128::from(cancelled.refunded_minor);
        if cancelled.uncovered.milli == 0 {
            return Ok(());
        }
        self.unmatched += 1;
        let (reason, uncovered) = (Reason::Unmatched.code(), Some(cancelled.uncovered));
        self.report.write(&Row { file: &part.file, line, invoice: &part.invoice, reason, uncovered })
    }

    /// Sums past the range of the books saturate: no table of that size fits a disk.
    pub(super) fn finish(
        mut self,
        currency: Currency,
        took: Duration,
        balanced: bool,
    ) -> io::Result<Summary> {
        self.report.finish()?;
        Ok(Summary {
            lines_read: self.lines,
            orders: self.orders,
            sales_minor: i64::try_from(self.sales_minor).unwrap_or(i64::MAX),
            refunds_minor: i64::try_from(self.refunds_minor).unwrap_or(i64::MAX),
            customers: self.customers.len() as u64,
            rejected_lines: self.rejected,
            unmatched_cancellations: self.unmatched,
            currency,
            books_balanced: balanced,
            seconds: took.as_secs_f64(),
            orders_new: self.orders_new,
        })
    }
}
