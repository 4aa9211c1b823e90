//! What was recorded becomes units of an instrument, where the rules that it was claimed under say so. Whole units are issued, exactly;
//! what is left goes on to the member's next contribution, and what the caps leave no room for waits.

use crate::acting::{fault, rules};
use crate::contribution::ContributionRefused;
use crate::contributions_store::waiting_of;
use crate::ids::{Instrument, Member};
use crate::jobs;
use crate::rows::{Contribution, MadeHolding, Rest};
use crate::rules::Becomes;
use kernel::{Id, Timestamp};
use ownership::{Issue, IssueRefused, Origin, OriginKind};
use serde::{Deserialize, Serialize};
use std::convert::Infallible;
use store::OpError::{self, Refused};
use store::{Fault, IdempotencyKey, Outcome, Tx};

/// What this contribution becomes: an instrument of the very fund that it was given for. None: it counts when something is shared out.
pub(super) fn becomes(tx: &mut Tx, row: &Contribution) -> Result<Option<Becomes>, Fault> {
    let rules = rules(tx, row.community_id, row.rules_version)?
        .ok_or_else(|| fault(format!("{}: its rules are gone", row.id)))?;
    let Some(becomes) = rules.holding else { return Ok(None) };
    let instrument = tx.find_first::<Instrument>((row.community_id, becomes.instrument))?;
    let instrument = instrument.ok_or_else(|| fault(format!("{}: its instrument is gone", row.id)))?;
    Ok(Some(becomes).filter(|_| instrument.fund == row.fund))
}

/// Once: its key is the contribution. The caller has the row.
pub(super) fn make_holding(
    tx: &mut Tx,
    row: &Contribution,
    becomes: &Becomes,
    now: Timestamp,
) -> Result<(), Fault> {
    let key = (row.community_id, row.member, becomes.instrument);
    let found = tx.lock::<Rest>(key)?;
    let is_new = found.is_none();
    let mut carried = found.unwrap_or(Rest {
        community_id: row.community_id,
        member: row.member,
        instrument_id: becomes.instrument,
        rest: 0,
    });
    let formed = becomes.formed(carried.rest, row.value);
    let formed = formed.ok_or_else(|| fault(format!("{}: more than can be counted", row.id)))?;
    let mut made = MadeHolding {
        community_id: row.community_id,
        contribution_id: row.id,
        member: row.member,
        instrument_id: becomes.instrument,
        unit_value: becomes.unit_value,
        value: row.value,
        rest_before: carried.rest,
        rest_after: formed.rest,
        units: formed.units,
        units_issued: 0,
        formed_at_us: now,
        units_lost: 0,
    };
    carried.rest = formed.rest;
    match is_new {
        true => tx.insert(&carried)?,
        false => tx.save(&carried)?,
    }
    issue(tx, &mut made, now)?;
    tx.insert(&made)
}

/// As many as there is room for. Who is on probation still is asked again when that is over.
fn issue(tx: &mut Tx, made: &mut MadeHolding, now: Timestamp) -> Result<(), Fault> {
    if made.units == made.units_issued {
        return Ok(());
    }
    let new = Issue {
        instrument: made.instrument_id,
        holder: made.member,
        units: made.units - made.units_issued,
        paid_minor: 0,
        origin: Origin::new(OriginKind::Contribution, made.contribution_id),
        entry: None,
    };
    match tx.attempt(|tx| ownership::issue_fitting(tx, &new, now)) {
        Ok(units) => made.units_issued += units,
        Err(Refused(IssueRefused::OnProbation)) => {
            let (community, member) = (made.community_id, made.member);
            let row = community::member(tx, community, member)?;
            if let Some(until) = row.and_then(|row| row.probation_until_us) {
                tx.enqueue(jobs::take_waiting(member, until))?;
            }
        }
        // They wait, in case that somebody comes back.
        Err(Refused(IssueRefused::NotAMember)) => {}
        Err(Refused(why)) => return Err(fault(format!("{}: {}", made.contribution_id, why.code()))),
        Err(OpError::Fault(fault)) => return Err(fault),
    }
    Ok(())
}

#[derive(Debug, Clone)]
pub struct TakeWaiting {
    pub key: Option<IdempotencyKey>,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingTaken {
    pub units: i64,
    /// There is no room for these yet.
    pub units_waiting: i64,
}

/// A member has entered what waited for room: their own.
///
/// # Errors
/// `NotAMember`, `NothingWaits`, `NoRoomYet`.
pub fn take_waiting(
    tx: &mut Tx,
    member: Id<Member>,
    input: &TakeWaiting,
    now: Timestamp,
) -> Outcome<WaitingTaken, ContributionRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(ContributionRefused::KeyReused)? {
        return Ok(first);
    }
    crate::acting::must_be_member(tx, member, now)?;
    let taken = take(tx, member, now)?;
    match (taken.units, taken.units_waiting) {
        (0, 0) => return Err(Refused(ContributionRefused::NothingWaits)),
        (0, _) => return Err(Refused(ContributionRefused::NoRoomYet)),
        _ => {}
    }
    tx.remember(&input.key, &taken, now)?;
    Ok(taken)
}

/// As `take_waiting`, when probation is over. Nothing happens where nothing waits.
///
/// # Errors
/// Of the database only.
pub fn take_waiting_due(tx: &mut Tx, member: Id<Member>, now: Timestamp) -> Outcome<(), Infallible> {
    take(tx, member, now)?;
    Ok(())
}

/// The oldest first.
fn take(tx: &mut Tx, member: Id<Member>, now: Timestamp) -> Result<WaitingTaken, Fault> {
    let community = tx.community();
    let mut taken = WaitingTaken { units: 0, units_waiting: 0 };
    for id in waiting_of(tx, community, member)? {
        let Some(mut made) = tx.lock::<MadeHolding>((community, id))? else { continue };
        let before = made.units_issued;
        issue(tx, &mut made, now)?;
        tx.save(&made)?;
        taken.units += made.units_issued - before;
        taken.units_waiting += made.units - made.units_issued;
    }
    if taken.units > 0 {
        tx.announce("contribution_units_issued", format!(r#"{{"units":{}}}"#, taken.units))?;
    }
    Ok(taken)
}
