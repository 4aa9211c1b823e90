//! What leads when the last stretch of an open ballot begins: at the closing the outcome is held against it.
//!
//! Counted once. To look at every late vote whether the outcome has become another one would count all votes for each.

use super::counting;
use crate::ballot;
use crate::rows::Ballot;
use crate::stored;
use crate::terms::{BallotState, Kind, Secrecy, Terms};
use kernel::{Id, Timestamp};
use store::{Fault, Tx};

/// Nothing to do where it is marked already, or its last stretch has not begun.
///
/// # Errors
/// Of the database, and where a stored vote is none.
pub fn mark_ballot(tx: &mut Tx, id: Id<Ballot>, now: Timestamp) -> Result<(), Fault> {
    let Some(mut ballot) = tx.lock::<Ballot>((tx.community(), id))? else { return Ok(()) };
    if ballot.state != BallotState::Open || ballot.leads.is_some() {
        return Ok(());
    }
    mark(tx, &mut ballot, now)?;
    tx.save(&ballot)
}

/// The same before a vote of the last stretch is written, for the case that its job comes late: the votes of the last
/// stretch are not what led before them. The caller saves the ballot.
pub(super) fn mark(tx: &mut Tx, ballot: &mut Ballot, now: Timestamp) -> Result<(), Fault> {
    if ballot.leads.is_some() || !can_flip(ballot) {
        return Ok(());
    }
    let terms: Terms = stored::parsed("terms", &ballot.terms)?;
    if ballot::is_late(&terms, ballot.closes_at_us, now) {
        ballot.leads = Some(counting::count_now(tx, ballot)?.leading());
    }
    Ok(())
}

/// Whose votes may be counted before the closing, and are not seen by everybody all the time.
pub(super) fn can_flip(ballot: &Ballot) -> bool {
    ballot.secrecy == Secrecy::Open && ballot.kind != Kind::Consent
}
