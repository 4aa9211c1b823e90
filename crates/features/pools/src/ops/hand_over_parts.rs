//! A buyer without an account has one now: the parts that were taken for them go over to the member who it was. What happened to a part
//! stays as it was written down; what is owed for it goes over with their purchases (see the market).

use super::{count_people, lock_member, lock_pool};
use crate::acting::fault;
use crate::ids::{Member, PoolId};
use crate::pool::{Counted, PoolState};
use crate::pools_store::of_member;
use crate::refused::CommitRefused;
use crate::rows::{Commitment, PoolMember};
use kernel::Id;
use std::collections::BTreeSet;
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};

/// Answers the parts that went over. Whoever calls it has decided that the two are one person. Two who were both in a pool are one in it
/// from now on: one head while it is open, and one limit; what was taken before stays taken.
///
/// # Errors
/// `OwnPayment` where the member has confirmed the money of one of them: nobody is found to have confirmed their own.
pub fn hand_over_parts(
    tx: &mut Tx,
    from: Id<Member>,
    to: Id<Member>,
) -> Outcome<Vec<Id<Commitment>>, CommitRefused> {
    let community = tx.community();
    let parts = of_member(tx, community, from)?;
    let mut pools = BTreeSet::new();
    for id in &parts {
        let part = tx.lock::<Commitment>((community, *id))?;
        let mut part = part.ok_or_else(|| fault(format!("{id}: a part of a list and none by id")))?;
        if part.decided_by == Some(to) {
            return Err(Refused(CommitRefused::OwnPayment));
        }
        part.member = to;
        tx.save(&part)?;
        pools.insert(part.pool_id);
    }
    for pool in pools {
        one_in_it(tx, pool, from, to)?;
    }
    Ok(parts)
}

fn one_in_it(tx: &mut Tx, id: PoolId, from: Id<Member>, to: Id<Member>) -> Result<(), Fault> {
    let pool = lock_pool(tx, id)?;
    let mut pool = pool.ok_or_else(|| fault(format!("{id}: a pool of a part that is not there")))?;
    let (mut old, was_known) = lock_member(tx, &pool, from)?;
    let (mut own, is_known) = lock_member(tx, &pool, to)?;
    let were_two = old.held_count > 0 && own.held_count > 0;
    own.taken_milli += std::mem::take(&mut old.taken_milli);
    own.held_count += std::mem::take(&mut old.held_count);
    keep(tx, &old, was_known)?;
    keep(tx, &own, is_known)?;
    // What closing has fixed is not counted anew.
    if pool.state == PoolState::Open {
        match pool.counted {
            Counted::People => count_people(tx, &mut pool)?,
            _ => pool.held_people -= i64::from(were_two),
        }
    }
    tx.save(&pool)
}

fn keep(tx: &mut Tx, row: &PoolMember, is_known: bool) -> Result<(), Fault> {
    match is_known {
        true => tx.save(row),
        false => tx.insert(row),
    }
}
