//! What remains here of a person whose account is erased: what the register and the books rest on. What waits is withdrawn, and
//! words go.

use super::lock;
use crate::ids::Member;
use crate::ownership_store::{of_member, taken_back};
use crate::rows::ArrivalTakenBack;
use crate::subscription::SubscriptionState;
use kernel::Id;
use std::convert::Infallible;
use store::{Fault, OpError, Outcome, Tx};

/// Nothing happens where nothing of the member is known; a second time changes nothing.
///
/// # Errors
/// Of the database only.
pub fn forget_member(tx: &mut Tx, member: Id<Member>) -> Outcome<(), Infallible> {
    let community = tx.community();
    for id in of_member(tx, community, member)? {
        let mut at = match lock(tx, id) {
            Ok(at) => at,
            Err(OpError::Fault(fault)) => return Err(fault.into()),
            Err(OpError::Refused(why)) => return Err(Fault::Engine(why.code().into()).into()),
        };
        if at.subscription.state == SubscriptionState::Asked {
            at.release();
            at.subscription.state = SubscriptionState::Withdrawn;
        }
        at.subscription.reference.clear();
        at.subscription.reason.clear();
        at.save(tx)?;
        for entry in taken_back(tx, community, id)? {
            if let Some(mut row) = tx.lock::<ArrivalTakenBack>((community, id, entry))? {
                row.reason.clear();
                tx.save(&row)?;
            }
        }
    }
    Ok(())
}
