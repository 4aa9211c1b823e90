//! Who manages what is offered takes a part for a buyer without an account: what was said in a chat, or at the door.

use super::commit::{Commit, Committed, Pay, take};
use super::lock_pool;
use crate::ids::Member;
use crate::pool::PoolKind;
use crate::refused::CommitRefused;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Outcome, Tx};
use web::Power;

/// The money comes later, by transfer or code: nobody sets off for somebody else what they are owed. The place is kept until `held_until` at
/// least, because whoever did not join here does not know of the pool's own hold either; never beyond the deadline. In everything else it
/// is a part like others: the limit of one person, the room of all, and what a condition counts.
///
/// # Errors
/// `NotAllowed` without the power, for a set-off, and in a campaign: that is backed by whoever has read its terms. `JoinsThemselves` for
/// who has an account, `BuyerGone` for who is no member now; and those of `commit`.
pub fn commit_for(
    tx: &mut Tx,
    by: Id<Member>,
    buyer: Id<Member>,
    input: &Commit,
    held_until: Timestamp,
    now: Timestamp,
) -> Outcome<Committed, CommitRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(CommitRefused::KeyReused)? {
        return Ok(first);
    }
    community::must_hold(tx, by, Power::ManageOffers, CommitRefused::NotAMember, CommitRefused::NotAllowed)?;
    let community = tx.community();
    let member = community::member(tx, community, buyer)?;
    let pool = lock_pool(tx, input.pool)?.ok_or(Refused(CommitRefused::NoSuchPool))?;
    match member {
        Some(member) if member.is_placeholder() => {}
        Some(member) if member.takes_part() => return Err(Refused(CommitRefused::JoinsThemselves)),
        _ => return Err(Refused(CommitRefused::BuyerGone)),
    }
    if pool.kind != PoolKind::GroupBuy || input.pay != Pay::Later {
        return Err(Refused(CommitRefused::NotAllowed));
    }
    take(tx, pool, buyer, input, Some(held_until), now)
}
