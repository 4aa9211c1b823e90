//! How far a member has been paid what an approved expense made owed to them. Nothing of it is kept here: the books
//! know, first in, first out, which payout, set-off or netting took what the expense's entry added.
//!
//! Not a rule: it reads the books.

use crate::rows::Expense;
use kernel::Timestamp;
use ledger::Purpose;
use store::{Fault, Reader};

/// What became of the sum that an expense made owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// The entries that took of it, the first one first; there may be further ones where `paid_minor` is more.
    pub takings: Vec<Taking>,
    pub paid_minor: i64,
    /// Still owed.
    pub left_minor: i64,
    /// Past what is read of a long account: paid or not, its journal says.
    pub untold_minor: i64,
}

/// An entry that paid a part of it, or all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taking {
    pub entry: i64,
    /// The kind of the entry: `payout`, `payment` for an order it was set off against, `repayment`, …
    pub kind: String,
    pub happened_at: Timestamp,
    pub minor: i64,
}

impl Payment {
    pub fn is_whole(&self) -> bool {
        self.left_minor == 0 && self.untold_minor == 0
    }
}

/// None where nothing became owed to a member: not approved, or paid to somebody outside.
///
/// # Errors
/// Of the database only.
pub fn payment(reader: &mut Reader, expense: &Expense) -> Result<Option<Payment>, Fault> {
    let (Some(number), Some(member)) = (expense.entry, expense.payee_member) else { return Ok(None) };
    let Some(entry) = ledger::entry(reader, expense.community_id, number)? else { return Ok(None) };
    let drawings = ledger::drawings(reader, expense.community_id, &entry)?;
    let owed = drawings.into_iter().find(|drawing| {
        drawing.account.purpose() == Purpose::Owed && drawing.account.owner() == Some(member.as_str())
    });
    Ok(owed.map(|owed| Payment {
        paid_minor: expense.amount_minor - owed.left_minor - owed.untold_minor,
        left_minor: owed.left_minor,
        untold_minor: owed.untold_minor,
        takings: owed
            .links
            .into_iter()
            .map(|link| Taking {
                entry: link.head.entry.number,
                happened_at: link.head.entry.happened_at_us,
                kind: link.head.entry.kind,
                minor: link.minor,
            })
            .collect(),
    }))
}
