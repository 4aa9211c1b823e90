//! What is particular to each kind of pool: what a part costs, what closing fixes, what a part becomes. The rest of the
//! feature asks here and knows no kind.
//!
//! Not a rule: it runs each kind's operations.

use crate::forming;
use crate::pool::PoolKind;
use crate::rows::{Commitment, Pool};
use kernel::{Quantity, Timestamp};
use store::{Fault, Tx};

/// What a part became.
pub(crate) enum Capture {
    /// So much of what was held is spent; the rest is the member's, by the same entry.
    Became { captured_minor: i64, entry: Option<i64> },
    /// Nothing: all of it goes back, for this reason (a code).
    Nothing(String),
}

/// What so much is to be paid with on joining; None past what the books hold.
pub(crate) fn due_minor(tx: &mut Tx, pool: &Pool, units: Quantity) -> Result<Option<i64>, Fault> {
    match pool.kind {
        PoolKind::GroupBuy => forming::due_minor(tx, pool, units),
    }
}

/// The condition is met and the pool closed: fixes what no later refund changes.
pub(crate) fn form(tx: &mut Tx, pool: &mut Pool, now: Timestamp) -> Result<(), Fault> {
    match pool.kind {
        PoolKind::GroupBuy => forming::form(tx, pool, now),
    }
}

/// What a paid part of a formed pool becomes.
pub(crate) fn capture(
    tx: &mut Tx,
    pool: &mut Pool,
    commitment: &Commitment,
    now: Timestamp,
) -> Result<Capture, Fault> {
    match pool.kind {
        PoolKind::GroupBuy => forming::capture(tx, pool, commitment, now),
    }
}
