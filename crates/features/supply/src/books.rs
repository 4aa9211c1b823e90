//! What the books say of a supplier, and what this feature posts.
//!
//! Not a rule: it reads and posts.

use crate::acting::{currency, fault};
use crate::ids::Member;
use crate::run::Due;
use kernel::{Currency, Id, Timestamp};
use ledger::{AccountKey, Cause, NewEntry};
use store::{Fault, OpError, Reader, Tx};

/// What entries of a credit are called in the journal, and what their cause is.
pub(crate) const CREDIT: &str = "supplier_credit";

/// What is due to a member, inside an operation.
pub(crate) fn due(tx: &mut Tx, member: Id<Member>) -> Result<Due, Fault> {
    let (community, currency) = (tx.community(), currency(tx)?);
    Ok(Due {
        payable: ledger::balance(tx, community, &AccountKey::payable(member, currency))?,
        owed: ledger::balance(tx, community, &AccountKey::owed(member, currency))?,
        receivable: ledger::balance(tx, community, &AccountKey::receivable(member, currency))?,
    })
}

/// What the bank holds.
pub(crate) fn bank(tx: &mut Tx) -> Result<i64, Fault> {
    let (community, currency) = (tx.community(), currency(tx)?);
    ledger::balance(tx, community, &AccountKey::bank(currency))
}

/// What is due to a member, for pages.
pub(crate) fn read_due(
    reader: &mut Reader,
    community: i64,
    member: Id<Member>,
    currency: Currency,
) -> Result<Due, Fault> {
    Ok(Due {
        payable: ledger::balance(reader, community, &AccountKey::payable(member, currency))?,
        owed: ledger::balance(reader, community, &AccountKey::owed(member, currency))?,
        receivable: ledger::balance(reader, community, &AccountKey::receivable(member, currency))?,
    })
}

/// Paid for and not settled yet.
pub(crate) fn read_held(
    reader: &mut Reader,
    community: i64,
    member: Id<Member>,
    currency: Currency,
) -> Result<i64, Fault> {
    ledger::balance(reader, community, &AccountKey::held(member, currency))
}

/// A supplier is owed less, and the fund that had bought gets it back. What is owed to them is taken first; what was paid
/// already they owe back, and it is kept from their next settlement or payout.
pub(crate) fn credit(
    tx: &mut Tx,
    cause: Cause,
    parent: i64,
    (member, fund, minor): (Id<Member>, i64, i64),
    now: Timestamp,
) -> Result<i64, Fault> {
    let (currency, due) = (currency(tx)?, due(tx, member)?);
    let borne = due.bear(minor);
    let postings = vec![
        (AccountKey::owed(member, currency), borne.owed),
        (AccountKey::payable(member, currency), borne.payable),
        (AccountKey::receivable(member, currency), borne.receivable),
        (AccountKey::purchases(fund, currency), -minor),
    ];
    let entry = NewEntry {
        kind: CREDIT,
        happened_at: now,
        recorded_at: now,
        cause,
        parent: Some(parent),
        mandate: None,
        reverses: None,
        postings,
    };
    posted(ledger::post(tx, &entry), &entry.cause.id)
}

/// Takes a payout back that the bank did not make.
pub(crate) fn take_back(tx: &mut Tx, entry: i64, cause: Cause, now: Timestamp) -> Result<i64, Fault> {
    let id = cause.id.clone();
    posted(ledger::reverse(tx, entry, cause, now, now), &id)
}

fn posted(done: store::Outcome<i64, ledger::PostRefused>, id: &str) -> Result<i64, Fault> {
    match done {
        Ok(number) => Ok(number),
        Err(OpError::Fault(fault)) => Err(fault),
        Err(OpError::Refused(why)) => Err(fault(format!("the books refused {id}: {}", why.code()))),
    }
}
