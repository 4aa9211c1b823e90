//! Somebody says, with the reason, that it was not so. It does not count until a third has decided.

use super::Moved;
use crate::acting::{has_confirmed, lock, must_be_member, note_step};
use crate::contribution::{ContributionRefused, Step, reason};
use crate::ids::Member;
use crate::rows::{Contribution, Dispute};
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct DisputeInput {
    pub contribution: Id<Contribution>,
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By any member past probation but the claimant and those who confirmed it, while the days to object run.
///
/// # Errors
/// `OwnContribution`, `ConfirmedByYou`, `TooLate`, `WrongState`, `ReasonMissing`, …
pub fn dispute(
    tx: &mut Tx,
    by: Id<Member>,
    input: &DisputeInput,
    now: Timestamp,
) -> Outcome<Moved, ContributionRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(ContributionRefused::KeyReused)? {
        return Ok(first);
    }
    let mut row = lock(tx, input.contribution)?;
    let is_full = must_be_member(tx, by, now)?;
    let confirmed = has_confirmed(tx, &row, by)?;
    let judge = community::judging_as(tx, by, row.member)?;
    row.state = row.standing().dispute(judge, is_full, confirmed, now).map_err(Refused)?;
    let reason = reason(&input.reason).map_err(Refused)?;
    tx.insert(&Dispute {
        community_id: row.community_id,
        contribution_id: row.id,
        claimant: row.member,
        disputed_by: by,
        reason: reason.clone(),
        disputed_at_us: now,
        outcome: None,
        decided_by: None,
        decision: None,
        decided_at_us: None,
        decided_reason: String::new(),
    })?;
    note_step(tx, &mut row, Step::Disputed, Some(by), reason, now)?;
    tx.save(&row)?;
    let moved = Moved::of(&row);
    moved.announce(tx, "contribution_disputed")?;
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}
