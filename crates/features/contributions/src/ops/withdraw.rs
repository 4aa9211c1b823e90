//! Its claimant takes it back before it counts.

use super::Moved;
use crate::acting::{lock, must_be_member, note_step};
use crate::contribution::{ContributionRefused, Step};
use crate::ids::Member;
use crate::rows::Contribution;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct Withdraw {
    pub contribution: Id<Contribution>,
    pub key: Option<IdempotencyKey>,
}

/// # Errors
/// `NotYours`, `WrongState`, …
pub fn withdraw(
    tx: &mut Tx,
    by: Id<Member>,
    input: &Withdraw,
    now: Timestamp,
) -> Outcome<Moved, ContributionRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(ContributionRefused::KeyReused)? {
        return Ok(first);
    }
    let mut row = lock(tx, input.contribution)?;
    must_be_member(tx, by, now)?;
    row.state = row.standing().withdraw(by).map_err(Refused)?;
    note_step(tx, &mut row, Step::Withdrawn, Some(by), String::new(), now)?;
    tx.save(&row)?;
    let moved = Moved::of(&row);
    moved.announce(tx, "contribution_withdrawn")?;
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}
