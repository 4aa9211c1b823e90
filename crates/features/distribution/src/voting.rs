//! What is being voted on is proposed once: the ballot on a simulation, as far as this feature has to know it. Whoever holds ballots writes it
//! here, in the transaction in which it opens, moves or ends one.
//!
//! Not a rule: it reads and writes rows.

use crate::jobs;
use crate::rows::{Distribution, DistributionVote};
use kernel::{Id, Timestamp};
use store::{Fault, Reader, Tx};

kernel::codes! {
    pub enum VoteState {
        Voting = "voting",
        /// Passed, and carried out once the time to appeal is over.
        Passed = "passed",
        /// It came to nothing, or was carried out.
        Over = "over",
    }
}

store::stored_by_code!(VoteState);

/// Whether this simulation is voted on now, by which proposal (its id) and until when. What is no simulation of this community is left alone,
/// and so is one that another proposal has meanwhile. Once voting begins, the accounts of its holders are opened.
///
/// # Errors
/// Of the database only.
pub fn put_to_vote(
    tx: &mut Tx,
    distribution: &str,
    proposal: &str,
    (state, until): (VoteState, Timestamp),
    now: Timestamp,
) -> Result<(), Fault> {
    let community_id = tx.community();
    let Ok(distribution_id) = Id::<Distribution>::parse(distribution) else { return Ok(()) };
    let key = (community_id, distribution_id);
    let row = DistributionVote {
        community_id,
        distribution_id,
        proposal: proposal.to_owned(),
        state,
        until_us: until,
    };
    let known = tx.lock::<DistributionVote>(key)?;
    let stood = known.as_ref().is_some_and(|known| known.state != VoteState::Over);
    match known {
        Some(known) if known.proposal != row.proposal && state == VoteState::Over => return Ok(()),
        Some(_) => tx.save(&row)?,
        None if tx.find::<Distribution>(key)?.is_none() => return Ok(()),
        None => tx.insert(&row)?,
    }
    if state == VoteState::Voting && !stood {
        tx.enqueue(jobs::open(distribution_id, now))?;
    }
    Ok(())
}

/// The vote that stands: it can neither be proposed nor voted on a second time.
///
/// # Errors
/// Of the database only.
pub fn vote_on(
    reader: &mut Reader,
    community: i64,
    distribution: Id<Distribution>,
) -> Result<Option<DistributionVote>, Fault> {
    let row = reader.find::<DistributionVote>(&(community, distribution))?;
    Ok(row.filter(|row| row.state != VoteState::Over))
}

pub(crate) fn stands(tx: &mut Tx, distribution: Id<Distribution>) -> Result<bool, Fault> {
    let row = tx.find::<DistributionVote>((tx.community(), distribution))?;
    Ok(row.is_some_and(|row| row.state != VoteState::Over))
}
