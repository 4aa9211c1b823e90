//! Recount and appeals have ended: what was kept for them only leaves.

use super::appeals::appeals;
use crate::ballot::tells_whose;
use crate::ballot_store;
use crate::rows::{Ballot, CountedPaper};
use crate::terms::{AppealState, BallotState, Secrecy};
use kernel::{Id, Timestamp};
use store::{Fault, Tx};

/// Nothing to do while an appeal waits: whoever decides on it enqueues another.
///
/// # Errors
/// Of the database only.
pub fn finish_ballot(tx: &mut Tx, id: Id<Ballot>, now: Timestamp) -> Result<(), Fault> {
    let Some(mut ballot) = tx.lock::<Ballot>((tx.community(), id))? else { return Ok(()) };
    let its_time = ballot.execute_at_us.is_some_and(|until| until <= now);
    if ballot.state != BallotState::Closed || !its_time {
        return Ok(());
    }
    if appeals(tx, &ballot)?.iter().any(|one| one.state == AppealState::Waiting) {
        return Ok(());
    }
    drop_weighted(tx, &ballot)?;
    ballot.state = BallotState::Final;
    ballot.final_at_us = Some(now);
    tx.save(&ballot)?;
    tx.announce("ballot_final", serde_json::json!({ "ballot": ballot.id }).to_string())
}

/// A weight tells whose a paper is: of weighted secret ballots only the totals stay.
pub(super) fn drop_weighted(tx: &mut Tx, ballot: &Ballot) -> Result<(), Fault> {
    if ballot.secrecy != Secrecy::Secret || !tells_whose(ballot.weighting) {
        return Ok(());
    }
    let key = |id| (ballot.community_id, ballot.id, id);
    let keys: Vec<_> = ballot_store::counted_choices(tx, ballot)?.into_iter().map(key).collect();
    tx.lock_all::<CountedPaper>(&keys)?;
    tx.delete_all::<CountedPaper>(&keys)
}
