//! What is particular to each kind of pool: what a part costs, what closing fixes, what a part becomes. The rest of the
//! feature asks here and knows no kind.
//!
//! Not a rule: it runs each kind's operations.

use crate::campaigning;
use crate::forming;
use crate::ids::Member;
use crate::match_funds;
use crate::pool::{PoolKind, PoolState, Reached};
use crate::refused::{CommitRefused, PoolRefused};
use crate::rows::{Commitment, Pool};
use kernel::{Id, Quantity, Timestamp};
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};
use web::Power;

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
        PoolKind::Campaign => campaigning::due_minor(tx, pool, units),
    }
}

/// Whether its money is paid elsewhere: then nothing of it is posted.
pub(crate) fn is_elsewhere(tx: &mut Tx, pool: &Pool) -> Result<bool, Fault> {
    match pool.kind {
        PoolKind::GroupBuy => Ok(false),
        PoolKind::Campaign => campaigning::is_elsewhere(tx, pool),
    }
}

/// The money of a part is here.
pub(crate) fn paid(tx: &mut Tx, pool: &mut Pool, part: &Commitment, now: Timestamp) -> Result<(), Fault> {
    match pool.kind {
        PoolKind::GroupBuy => Ok(()),
        PoolKind::Campaign => match_funds::paid(tx, pool, part, now),
    }
}

/// A paid part was given back.
pub(crate) fn given_back(tx: &mut Tx, pool: &mut Pool, part: &Commitment) -> Result<(), Fault> {
    match pool.kind {
        PoolKind::GroupBuy => Ok(()),
        PoolKind::Campaign => match_funds::given_back(tx, pool, part),
    }
}

/// Before closing: what goes by who is one with whom.
pub(crate) fn count_anew(tx: &mut Tx, pool: &mut Pool) -> Result<(), Fault> {
    match pool.kind {
        PoolKind::GroupBuy => Ok(()),
        PoolKind::Campaign => match_funds::count_anew(tx, pool),
    }
}

/// It has closed: its state says how.
pub(crate) fn closed(tx: &mut Tx, pool: &mut Pool, now: Timestamp) -> Result<(), Fault> {
    match pool.kind {
        PoolKind::GroupBuy => forming::let_go(tx, pool),
        PoolKind::Campaign => match_funds::closed(tx, pool, now),
    }
}

/// What of what is in becomes what it is for if it closes now: what its condition is held against then.
pub(crate) fn reached(tx: &mut Tx, pool: &Pool, now: Timestamp) -> Result<Reached, Fault> {
    match pool.kind {
        PoolKind::GroupBuy => Ok(pool.reached()),
        PoolKind::Campaign => campaigning::reached(tx, pool, now),
    }
}

/// The condition is met and the pool closed: fixes what no later refund changes.
pub(crate) fn form(tx: &mut Tx, pool: &mut Pool, now: Timestamp) -> Result<(), Fault> {
    match pool.kind {
        PoolKind::GroupBuy => forming::form(tx, pool, now),
        PoolKind::Campaign => campaigning::form(tx, pool, now),
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
        PoolKind::Campaign => campaigning::capture(tx, pool, commitment, now),
    }
}

/// All paid parts of a formed pool are captured.
pub(crate) fn settled(tx: &mut Tx, pool: &mut Pool, now: Timestamp) -> Result<(), Fault> {
    match pool.kind {
        PoolKind::GroupBuy => Ok(()),
        PoolKind::Campaign => campaigning::start(tx, pool, now),
    }
}

/// Whether parts may be taken after closing now, of what is left over.
pub(crate) fn joins_late(tx: &mut Tx, pool: &Pool) -> Result<bool, Fault> {
    match pool.kind {
        PoolKind::GroupBuy if pool.late_open => forming::waits_for_goods(tx, pool),
        _ => Ok(false),
    }
}

/// A part that was taken after closing became what it is for.
pub(crate) fn captured_late(
    tx: &mut Tx,
    pool: &mut Pool,
    part: &Commitment,
    now: Timestamp,
) -> Result<(), Fault> {
    match pool.kind {
        PoolKind::GroupBuy => forming::captured_late(tx, pool, part, now),
        PoolKind::Campaign => Ok(()),
    }
}

/// Whether a member may take such a part, beyond what there is room for.
///
/// # Errors
/// What the kind's terms say against it.
pub(crate) fn may_join(
    tx: &mut Tx,
    pool: &Pool,
    by: Id<Member>,
    part: Joining,
    now: Timestamp,
) -> Outcome<(), CommitRefused> {
    match pool.kind {
        PoolKind::GroupBuy => Ok(()),
        PoolKind::Campaign => campaigning::may_join(tx, pool, by, part, now),
    }
}

/// What a member says on joining.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Joining {
    pub(crate) units: Quantity,
    pub(crate) risk_read: Option<i64>,
}

/// A part was taken: what the kind keeps of it.
pub(crate) fn joined(
    tx: &mut Tx,
    pool: &Pool,
    commitment: &Commitment,
    risk_read: Option<i64>,
) -> Result<(), Fault> {
    match (pool.kind, risk_read) {
        (PoolKind::GroupBuy, _) | (_, None) => Ok(()),
        (PoolKind::Campaign, Some(version)) => campaigning::joined(tx, pool, commitment, version),
    }
}

/// Whether everybody may read that of it.
///
/// # Errors
/// `PromisesReturn`.
pub(crate) fn may_say(tx: &mut Tx, pool: &Pool, by: Id<Member>, text: &str) -> Outcome<(), PoolRefused> {
    match pool.kind {
        PoolKind::Campaign if campaigning::promises(tx, text, by)? => {
            Err(Refused(PoolRefused::PromisesReturn))
        }
        PoolKind::GroupBuy | PoolKind::Campaign => Ok(()),
    }
}

/// What whoever runs a pool does with it while it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Running {
    Extend,
    CloseEarly,
    Cancel,
}

/// A group buy is run by whoever manages what is offered; a campaign as was decided, and called off by its team only.
///
/// # Errors
/// `NotAMember`, `NotAllowed`, `AsDecided`.
pub(crate) fn may_run(tx: &mut Tx, pool: &Pool, by: Id<Member>, what: Running) -> Outcome<(), PoolRefused> {
    match (pool.kind, what) {
        // Who is asked to let it spend may say no.
        (PoolKind::GroupBuy, Running::Cancel) if pool.state == PoolState::Prepared => {
            let pays_out = crate::acting::powers(tx, by)?.is_some_and(|powers| powers.has(Power::PayOut));
            let buy = forming::group_buy(tx, pool)?;
            if crate::ops::is_carrier(&buy, by, pays_out) { Ok(()) } else { crate::ops::may_run(tx, by) }
        }
        (PoolKind::GroupBuy, _) => crate::ops::may_run(tx, by),
        (PoolKind::Campaign, Running::Cancel) => match campaigning::is_of_team(tx, pool.id, by)? {
            true => Ok(()),
            false => Err(Refused(PoolRefused::NotAllowed)),
        },
        (PoolKind::Campaign, _) => Err(Refused(PoolRefused::AsDecided)),
    }
}
