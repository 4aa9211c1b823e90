//! Somebody's account is erased: what they wrote about their payments goes, sums and dates stay.

use crate::ids::Member;
use crate::pools_store::of_member;
use crate::rows::Commitment;
use kernel::Id;
use std::convert::Infallible;
use store::{Outcome, Tx};

/// # Errors
/// Of the database only.
pub fn forget_member(tx: &mut Tx, member: Id<Member>) -> Outcome<(), Infallible> {
    let community = tx.community();
    for id in of_member(tx, community, member)? {
        if let Some(mut commitment) = tx.lock::<Commitment>((community, id))? {
            (commitment.proof, commitment.reference) = (None, None);
            tx.save(&commitment)?;
        }
    }
    Ok(())
}
