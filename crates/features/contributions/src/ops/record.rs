//! The days to object are over: the contribution counts, once; and who has left meanwhile is judged by the rules of leaving.

use super::Moved;
use super::depart::announce_late;
use super::make_holding::{becomes, make_holding};
use crate::acting::{lock, note_step};
use crate::contribution::{Counts, State, Step, Why};
use crate::rows::{Contribution, ValueRow};
use kernel::{Id, Timestamp};
use std::convert::Infallible;
use store::{Fault, OpError, Outcome, Tx};

/// Nothing happens where it is not due, or was withdrawn or disputed meanwhile.
///
/// # Errors
/// Of the database only.
pub fn record_due(tx: &mut Tx, id: Id<Contribution>, now: Timestamp) -> Outcome<(), Infallible> {
    let mut row = match lock(tx, id) {
        Ok(row) => row,
        Err(OpError::Refused(_)) => return Ok(()),
        Err(OpError::Fault(fault)) => return Err(fault.into()),
    };
    if !row.standing().is_due(now) {
        return Ok(());
    }
    record(tx, &mut row, now)?;
    tx.save(&row)?;
    Moved::of(&row).announce(tx, "contribution_recorded")?;
    Ok(())
}

/// Its first line of values, which by its key there is once. The caller saves the row.
pub(super) fn record(tx: &mut Tx, row: &mut Contribution, now: Timestamp) -> Result<(), Fault> {
    let becomes = becomes(tx, row)?;
    (row.state, row.recorded_at_us) = (State::Recorded, Some(now));
    note_step(tx, row, Step::Recorded, None, String::new(), now)?;
    tx.insert(&ValueRow {
        community_id: row.community_id,
        contribution_id: row.id,
        number: 1,
        why: Why::Recorded,
        member: row.member,
        fund: row.fund,
        value: row.value,
        // What makes somebody a holder is no basis of a distribution too.
        counts: if becomes.is_some() { Counts::Holding } else { Counts::Distribution },
        counts_at_us: now,
        at_us: now,
    })?;
    if let Some(becomes) = becomes {
        make_holding(tx, row, &becomes, now)?;
    }
    announce_late(tx, row, now)
}
