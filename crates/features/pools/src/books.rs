//! The way of a commitment's money through the ledger. Each entry names the commitment as its cause.
//!
//! Not a rule: it posts.

use crate::acting::fault;
use crate::ids::PoolId;
use crate::refused::CommitRefused;
use crate::rows::Commitment;
use kernel::{Currency, Timestamp};
use ledger::{AccountKey, Cause, NewEntry, PostRefused, Purpose};
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

/// Takes the entry of a part's money back whole, now. The inner error: what it gave has moved on from there.
pub(crate) fn take_back(
    tx: &mut Tx,
    commitment: &Commitment,
    entry: i64,
    now: Timestamp,
) -> Result<Result<i64, CommitRefused>, Fault> {
    match ledger::reverse(tx, entry, Cause::new(CAUSE, commitment.id), now, now) {
        Ok(number) => Ok(Ok(number)),
        Err(OpError::Fault(fault)) => Err(fault),
        Err(OpError::Refused(why)) => match &why {
            PostRefused::WouldPassZero { account, .. } if account.purpose() == Purpose::Bank => {
                Ok(Err(CommitRefused::BankMovedOn))
            }
            PostRefused::WouldPassZero { account, .. } if account.purpose() == Purpose::Owed => {
                Ok(Err(CommitRefused::CreditSpent))
            }
            _ => Err(fault(format!("the books refused to take back entry {entry}: {}", why.code()))),
        },
    }
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
