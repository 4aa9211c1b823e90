//! Somebody else says that it is so; with the last confirmation that the rules ask for, the days begin in which anybody may object.

use super::Moved;
use crate::acting::{
    accepted_by, as_own, fault, has_confirmed, is_officer, lock, must_be_member, note_step, rules,
};
use crate::contribution::{ContributionRefused, State, Step};
use crate::ids::Member;
use crate::jobs;
use crate::rows::{Confirmation, Contribution};
use kernel::{Id, Timestamp};
use std::time::Duration;
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};

const DAY: Duration = Duration::from_secs(24 * 3_600);

#[derive(Debug, Clone)]
pub struct Confirm {
    pub contribution: Id<Contribution>,
    pub key: Option<IdempotencyKey>,
}

/// By a member past probation, never one's own, nor what one has accepted oneself; somebody and their companies are one. Whether it counts as of the role that the rules ask for is decided on the
/// member's row of this moment.
///
/// # Errors
/// `OwnContribution`, `OnProbation`, `AcceptedByYou`, `ConfirmedAlready`, `WrongState`, `EvidenceMissing`, …
pub fn confirm(
    tx: &mut Tx,
    by: Id<Member>,
    input: &Confirm,
    now: Timestamp,
) -> Outcome<Moved, ContributionRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(ContributionRefused::KeyReused)? {
        return Ok(first);
    }
    let mut row = lock(tx, input.contribution)?;
    let is_full = must_be_member(tx, by, now)?;
    let already = has_confirmed(tx, &row, by)?;
    let accepted_by = accepted_by(tx, &row)?;
    let accepted_by = as_own(tx, by, accepted_by)?;
    let judge = community::judging_as(tx, by, row.member)?;
    row.standing().confirm(judge, is_full, already, accepted_by).map_err(Refused)?;
    let rules = rules(tx, row.community_id, row.rules_version)?
        .ok_or_else(|| fault(format!("{}: its rules are gone", row.id)))?;
    let by_office = (rules.office.is_some() || row.is_large) && is_officer(tx, by, &rules)?;
    tx.insert(&Confirmation {
        community_id: row.community_id,
        contribution_id: row.id,
        member: by,
        claimant: row.member,
        by_office,
        at_us: now,
    })?;
    row.confirmation_count += 1;
    row.office_confirmation_count += i64::from(by_office);
    note_step(tx, &mut row, Step::Confirmed, Some(by), String::new(), now)?;
    let enough = rules.is_confirmed(row.confirmation_count, row.office_confirmation_count, row.is_large);
    if enough {
        let days = u32::try_from(rules.dispute_days).unwrap_or(u32::MAX);
        let until = now.plus(DAY * days);
        (row.state, row.disputable_until_us) = (State::Confirmed, Some(until));
        tx.enqueue(jobs::record(row.id, until))?;
    }
    tx.save(&row)?;
    let moved = Moved::of(&row);
    moved.announce(tx, "contribution_confirmed")?;
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}
