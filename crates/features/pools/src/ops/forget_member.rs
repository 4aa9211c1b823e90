//! Somebody's account is erased: what they wrote about their payments and asked in campaigns goes, sums and dates stay.

use crate::campaign_rows::Question;
use crate::ids::Member;
use crate::pools_store::{of_member, questions_of};
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
    // What was answered stays: it is the team's word.
    for (pool, number) in questions_of(tx, community, member)? {
        if let Some(mut question) = tx.lock::<Question>((community, pool, number))? {
            question.words.clear();
            tx.save(&question)?;
        }
    }
    Ok(())
}
