//! The way of a commitment's money through the ledger. Each entry names the commitment as its cause.
//!
//! Not a rule: it posts.

use crate::acting::fault;
use crate::ids::PoolId;
use crate::rows::Commitment;
use kernel::{Currency, Timestamp};
use ledger::{AccountKey, Cause, NewEntry};
use store::{Fault, OpError, Tx};

/// What entries of this feature have as their cause.
pub(crate) const CAUSE: &str = "commitment";

/// An entry to be.
pub(crate) struct Entry {
    pub(crate) kind: &'static str,
    pub(crate) parent: Option<i64>,
    pub(crate) postings: Vec<(AccountKey, i64)>,
    pub(crate) happened_at: Timestamp,
    pub(crate) now: Timestamp,
}

/// Liability: what a pool holds for its members.
pub(crate) fn held(pool: PoolId, currency: Currency) -> AccountKey {
    AccountKey::held(pool, currency)
}

/// Posts where no account can hold too little: bank and credit were looked at before.
pub(crate) fn post(tx: &mut Tx, commitment: &Commitment, entry: Entry) -> Result<i64, Fault> {
    let Entry { kind, parent, postings, happened_at, now } = entry;
    let entry = NewEntry {
        kind,
        happened_at,
        recorded_at: now,
        cause: Cause::new(CAUSE, commitment.id),
        parent,
        mandate: None,
        reverses: None,
        postings,
    };
    ledger::post(tx, &entry).map_err(|error| match error {
        OpError::Fault(fault) => fault,
        OpError::Refused(why) => {
            fault(format!("the books refused {} for {}: {}", entry.kind, commitment.id, why.code()))
        }
    })
}
