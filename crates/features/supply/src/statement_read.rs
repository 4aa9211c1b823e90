//! A supplier's statement out of the books.
//!
//! Not a rule: it reads.

use crate::books::read_due;
use crate::ids::Member;
use crate::statement::{Change, Statement};
use kernel::{Currency, Id, Timestamp};
use ledger::{JournalFilter, Purpose};
use store::{Fault, Reader};

/// Entries read at once.
const PAGE: i64 = 500;

/// From the first instant of a period to the first after it. All entries since its beginning are read: what was before
/// follows from what stands in the books today.
///
/// # Errors
/// Of the database only.
pub fn statement(
    reader: &mut Reader,
    community: i64,
    member: Id<Member>,
    currency: Currency,
    (from, until): (Timestamp, Timestamp),
) -> Result<Statement, Fault> {
    let due = read_due(reader, community, member, currency)?;
    let owner = member.to_string();
    let filter = JournalFilter { owner: Some(owner.clone()), from: Some(from), ..JournalFilter::default() };
    let (mut changes, mut place) = (Vec::new(), None);
    loop {
        let page = ledger::journal(reader, community, &filter, place, PAGE)?;
        changes.extend(page.entries.iter().map(|full| change(full, &owner)));
        match page.next {
            Some(next) => place = Some(next),
            None => break,
        }
    }
    let now_minor = due.payable + due.owed - due.receivable;
    Ok(Statement::of(now_minor, changes, until))
}

/// Debits are positive in the books: what is owed to somebody grows by a credit, and what they owe by a debit.
fn change(full: &ledger::Full, owner: &str) -> Change {
    let (mut minor, mut of_owed_minor) = (0, 0);
    for (key, debit) in full.postings.iter().filter(|(key, _)| key.owner() == Some(owner)) {
        match key.purpose() {
            Purpose::Owed => {
                minor -= debit;
                of_owed_minor -= debit;
            }
            Purpose::Payable | Purpose::Receivable => minor -= debit,
            _ => {}
        }
    }
    let entry = &full.head.entry;
    Change {
        entry: entry.number,
        happened_at: entry.happened_at_us,
        kind: entry.kind.clone(),
        cause_kind: entry.cause_kind.clone(),
        cause_id: entry.cause_id.clone(),
        minor,
        of_owed_minor,
    }
}
