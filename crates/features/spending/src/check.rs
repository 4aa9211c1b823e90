//! Holds a community's mandates and expenses against each other and against its books: what `hehuo verify` asks.
//!
//! Not a rule: it reads.

use crate::expense::ExpenseState;
use crate::rows::{Expense, Mandate, Receipt};
use crate::spending_store::{expenses_after, mandates_after, receipts_after};
use kernel::Id;
use std::collections::BTreeMap;
use store::{Fault, Reader};

/// Rows looked at in one read.
const PAGE: i64 = 500;

/// What the expenses under a mandate come to.
#[derive(Debug, Default, Clone, Copy)]
struct Sums {
    booked: i64,
    promised: i64,
}

/// What is wrong, in words for whoever runs the program; empty when all holds: what a mandate has spent is what left
/// its fund under its name in the books and what its booked expenses come to, what is promised is approved and unpaid, kept for an expense that waits, or kept by a feature above,
/// and nothing passes a ceiling; each receipt stands in the books with its sum, and what was taken back with its reversal.
///
/// # Errors
/// Of the database only.
pub fn verify(reader: &mut Reader, community: i64) -> Result<Vec<String>, Fault> {
    Ok(check(reader, community)?.1)
}

/// As `verify`, and how many mandates were held against the books.
///
/// # Errors
/// Of the database only.
pub fn check(reader: &mut Reader, community: i64) -> Result<(u64, Vec<String>), Fault> {
    let (mut mandate_count, mut wrong) = (0, Vec::new());
    let sums = expenses(reader, community, &mut wrong)?;
    receipts(reader, community, &mut wrong)?;
    let mut after = String::new();
    loop {
        let page = mandates_after(reader, community, &after, PAGE)?;
        let Some(last) = page.last() else { return Ok((mandate_count, wrong)) };
        after = last.to_string();
        for id in page {
            let Some(mandate) = reader.find::<Mandate>(&(community, id))? else { continue };
            let of = sums.get(&id).copied().unwrap_or_default();
            let books = ledger::spent_under(reader, community, id.as_str(), mandate.fund)?;
            let name = (id.as_str(), mandate.fund);
            let by_expenses = ledger::spent_under_by(reader, community, name.0, name.1, crate::books::KIND)?;
            check_mandate(&mandate, of, books, by_expenses, &mut wrong);
            mandate_count += 1;
        }
    }
}

/// What features above set aside under it is held against their own rows where they are.
fn check_mandate(mandate: &Mandate, of: Sums, books: i64, by_expenses: i64, wrong: &mut Vec<String>) {
    let Mandate { id, spent_minor, promised_minor, ceiling_minor, .. } = mandate;
    for (holds, what) in [
        (*spent_minor == books, format!("{spent_minor} spent, the books say {books}")),
        (by_expenses == of.booked, format!("{by_expenses} spent by expenses, they say {}", of.booked)),
        (
            *promised_minor >= of.promised,
            format!("{promised_minor} promised, its expenses say {}", of.promised),
        ),
        (spent_minor + promised_minor <= *ceiling_minor, format!("above its ceiling of {ceiling_minor}")),
    ] {
        if !holds {
            wrong.push(format!("{id}: {what}"));
        }
    }
}

fn expenses(
    reader: &mut Reader,
    community: i64,
    wrong: &mut Vec<String>,
) -> Result<BTreeMap<Id<Mandate>, Sums>, Fault> {
    let (mut sums, mut after) = (BTreeMap::<Id<Mandate>, Sums>::new(), String::new());
    loop {
        let page = expenses_after(reader, community, &after, PAGE)?;
        let Some(last) = page.last() else { return Ok(sums) };
        after = last.to_string();
        for id in page {
            let Some(expense) = reader.find::<Expense>(&(community, id))? else { continue };
            let booked = match expense.state {
                ExpenseState::Approved => expense.payee_member.is_some(),
                ExpenseState::Paid => true,
                _ => false,
            };
            if booked != expense.entry.is_some() {
                wrong.push(format!("{id}: {} with entry {:?}", expense.state, expense.entry));
            }
            let of = sums.entry(expense.mandate_id).or_default();
            of.booked += if booked { expense.amount_minor } else { 0 };
            of.promised +=
                if expense.claim().is_promised() { expense.amount_minor } else { expense.room_minor };
        }
    }
}

fn receipts(reader: &mut Reader, community: i64, wrong: &mut Vec<String>) -> Result<(), Fault> {
    let mut after = String::new();
    loop {
        let page = receipts_after(reader, community, &after, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.to_string();
        for id in page {
            let Some(receipt) = reader.find::<Receipt>(&(community, id))? else { continue };
            let entry = ledger::entry(reader, community, receipt.entry)?;
            let holds = entry.as_ref().is_some_and(|entry| {
                let sum = |(_, minor): &(_, i64)| *minor == receipt.amount_minor;
                entry.head.entry.cause_id == id.as_str() && entry.postings.iter().any(sum)
            });
            if !holds {
                wrong
                    .push(format!("{id}: {} is not what entry {} says", receipt.amount_minor, receipt.entry));
            }
            let reversal = match receipt.reversal_entry {
                Some(number) => ledger::entry(reader, community, number)?,
                None => None,
            };
            let reversed = reversal.and_then(|entry| entry.head.entry.reverses);
            if reversed != receipt.reversal_entry.map(|_| receipt.entry) {
                wrong.push(format!("{id}: entry {:?} does not take it back", receipt.reversal_entry));
            }
        }
    }
}
