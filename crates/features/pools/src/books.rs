//! The way of a commitment's money through the ledger. Each entry names the commitment as its cause.
//!
//! Not a rule: it posts.

use crate::acting::fault;
use crate::ids::PoolId;
use crate::rows::Commitment;
use kernel::{Currency, Timestamp};
use ledger::{AccountKey, Cause, NewEntry};
use store::{Fault, OpError, Tx};

/// What entries of this feature have as their cause: a member's part, or a pool as a whole.
pub(crate) const CAUSE: &str = "commitment";
pub(crate) const POOL_CAUSE: &str = "pool";

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
    enter(tx, Cause::new(CAUSE, commitment.id), entry)
}

/// Of what all have together.
pub(crate) fn post_of_pool(tx: &mut Tx, pool: PoolId, entry: Entry) -> Result<i64, Fault> {
    enter(tx, Cause::new(POOL_CAUSE, pool), entry)
}

fn enter(tx: &mut Tx, cause: Cause, entry: Entry) -> Result<i64, Fault> {
    let Entry { kind, parent, postings, happened_at, now } = entry;
    let of = cause.clone();
    let entry = NewEntry {
        kind,
        happened_at,
        recorded_at: now,
        cause,
        parent,
        mandate: None,
        reverses: None,
        postings,
    };
    ledger::post(tx, &entry).map_err(|error| match error {
        OpError::Fault(fault) => fault,
        OpError::Refused(why) => {
            fault(format!("the books refused {} for {of:?}: {}", entry.kind, why.code()))
        }
    })
}
