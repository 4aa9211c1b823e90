//! What was asked for under a mandate and was not decided, or not paid, when the mandate ended: it may still leave the fund.
//!
//! Not a rule: it reads rows.

use crate::expense::ExpenseStep;
use crate::mandate::MandateState;
use crate::rows::{Expense, ExpenseStepRow, Mandate};
use crate::spending_store::ASKED_BY;
use kernel::{Id, Timestamp};
use ledger::Source;
use store::Fault;

/// An expense that was asked for before its mandate ended, and when it went on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedFor {
    pub expense: Id<Expense>,
    pub amount_minor: i64,
    pub asked_at: Timestamp,
    pub approved_at: Option<Timestamp>,
    /// Refused or withdrawn.
    pub dropped_at: Option<Timestamp>,
}

/// Those of a mandate that had not come to their end by `ended_at`, by number. What was approved for somebody outside is always among them: its
/// payment may be taken back.
///
/// # Errors
/// Of the database only.
pub fn asked_for(
    source: &mut impl Source,
    mandate: &Mandate,
    ended_at: Timestamp,
) -> Result<Vec<AskedFor>, Fault> {
    let (community, mut found) = (mandate.community_id, Vec::new());
    let args: [&dyn store::Arg; 3] = [&community, &mandate.id, &ended_at];
    for (id,) in source.rows::<(Id<Expense>,)>(ASKED_BY, &args)? {
        let Some(expense) = source.find::<Expense>((community, id))? else { continue };
        let (mut approved_at, mut dropped_at) = (None, None);
        for number in 1..=expense.step_count {
            let Some(row) = source.find::<ExpenseStepRow>((community, id, number))? else { continue };
            match row.step {
                ExpenseStep::Approved => approved_at = Some(row.at_us),
                ExpenseStep::Refused | ExpenseStep::Withdrawn => dropped_at = Some(row.at_us),
                _ => {}
            }
        }
        let (amount_minor, asked_at) = (expense.amount_minor, expense.submitted_at_us);
        found.push(AskedFor { expense: id, amount_minor, asked_at, approved_at, dropped_at });
    }
    Ok(found)
}

impl Mandate {
    /// From when on nothing more is spent under it, but for what was asked for before: it ended, or is over then.
    pub fn closes_at(&self) -> Timestamp {
        self.ended_at_us.map_or(self.ends_at_us, |ended| ended.min(self.ends_at_us))
    }

    /// From when on nothing is approved under it, whenever it was asked for.
    pub fn decides_until(&self) -> Timestamp {
        match self.state == MandateState::Ended && self.concluded_at_us.is_none() {
            true => self.closes_at(),
            false => self.ends_at_us,
        }
    }
}
