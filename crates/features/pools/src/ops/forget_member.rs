//! Somebody's account is erased: what they wrote about their payments and asked and objected in campaigns goes, sums and dates stay.

use crate::campaign_rows::{Question, Voice};
use crate::ids::Member;
use crate::pools_store::{of_member, questions_of};
use crate::rows::{Commitment, PartEvent, PartStep};
use crate::voices_store::voices_of;
use kernel::Id;
use std::convert::Infallible;
use store::{Outcome, Tx};

fn told_of_payment(step: PartStep) -> bool {
    matches!(step, PartStep::NotFound | PartStep::Undone)
}

/// # Errors
/// Of the database only.
pub fn forget_member(tx: &mut Tx, member: Id<Member>) -> Outcome<(), Infallible> {
    let community = tx.community();
    for id in of_member(tx, community, member)? {
        if let Some(mut commitment) = tx.lock::<Commitment>((community, id))? {
            (commitment.proof, commitment.reference) = (None, None);
            for number in 1..=commitment.event_count {
                if let Some(event) = tx.lock::<PartEvent>((community, id, number))? {
                    // Why money was not found is said in words that tell of a payment; a code is not.
                    let reason = event.reason.clone().filter(|_| !told_of_payment(event.step));
                    tx.save(&PartEvent { reason, ..event })?;
                }
            }
            tx.save(&commitment)?;
        }
    }
    for (pool, milestone) in voices_of(tx, community, member)? {
        if let Some(voice) = tx.lock::<Voice>((community, pool, milestone, member))? {
            tx.save(&Voice { reason: String::new(), ..voice })?;
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
