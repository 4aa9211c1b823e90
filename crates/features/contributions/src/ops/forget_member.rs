//! What remains here of a person whose account is erased: what was recorded, by which others are paid too. What waits is withdrawn, and
//! what came to nothing loses its words. Their calls close, and what they objected to others goes; what they ruled stays as it was done.

use crate::acting::note_step;
use crate::call::{CallState, PartState};
use crate::contribution::{State, Step};
use crate::contributions_store::{calls_of, departures_of, of_member, parts_of_member, steps_by};
use crate::ids::Member;
use crate::rows::{Call, Contribution, Departure, Dispute, Part, StepRow};
use kernel::Id;
use std::convert::Infallible;
use store::{Fault, Outcome, Tx};

/// Nothing happens where nothing of the member is known; a second time changes nothing.
///
/// # Errors
/// Of the database only.
pub fn forget_member(tx: &mut Tx, member: Id<Member>) -> Outcome<(), Infallible> {
    let community = tx.community();
    for id in of_member(tx, community, member)? {
        let Some(mut row) = tx.lock::<Contribution>((community, id))? else { continue };
        if matches!(row.state, State::Claimed | State::Confirmed | State::Disputed) {
            row.state = State::Withdrawn;
            // Forgetting leaves no time: that of the claim stands for it.
            let at = row.claimed_at_us;
            note_step(tx, &mut row, Step::Withdrawn, None, String::new(), at)?;
        }
        if matches!(row.state, State::Refused | State::Withdrawn) {
            row.what.clear();
        }
        forget_reasons(tx, &row)?;
        tx.save(&row)?;
    }
    for call in parts_of_member(tx, community, member)? {
        forget_part(tx, member, call)?;
    }
    for (id, number) in steps_by(tx, community, member)? {
        forget_objection(tx, member, id, number)?;
    }
    for call in calls_of(tx, community, member)? {
        if let Some(mut call) = tx.lock::<Call>((community, call))? {
            call.note.clear();
            if call.state == CallState::Open {
                // Forgetting leaves no time: that of the opening stands for it.
                (call.state, call.closed_at_us) = (CallState::Closed, Some(call.opened_at_us));
            }
            tx.save(&call)?;
        }
    }
    for id in departures_of(tx, community, member)? {
        if let Some(mut row) = tx.lock::<Departure>((community, id))? {
            row.objection.clear();
            row.decided_reason.clear();
            tx.save(&row)?;
        }
    }
    Ok(())
}

/// What they objected to somebody else's.
fn forget_objection(tx: &mut Tx, member: Id<Member>, id: Id<Contribution>, number: i64) -> Result<(), Fault> {
    let community = tx.community();
    let key = (community, id, number);
    if let Some(step) = tx.find::<StepRow>(key)?.filter(|step| step.step == Step::Disputed) {
        tx.lock::<StepRow>(key)?;
        tx.save(&StepRow { reason: String::new(), ..step })?;
    }
    let dispute = tx.find::<Dispute>((community, id))?;
    if let Some(dispute) =
        dispute.filter(|dispute| dispute.disputed_by == member && !dispute.reason.is_empty())
    {
        tx.lock::<Dispute>((community, id))?;
        tx.save(&Dispute { reason: String::new(), ..dispute })?;
    }
    Ok(())
}

/// What was not accepted is put down, so that its place is free; words of all of them go.
fn forget_part(tx: &mut Tx, member: Id<Member>, call: Id<Call>) -> Result<(), Fault> {
    let community = tx.community();
    let Some(part) = tx.lock::<Part>((community, call, member))? else { return Ok(()) };
    let state = if part.state == PartState::Accepted { PartState::Accepted } else { PartState::Ended };
    if part.state.is_taken()
        && !state.is_taken()
        && let Some(mut call) = tx.lock::<Call>((community, call))?
    {
        call.assigned_count -= 1;
        tx.save(&call)?;
    }
    tx.save(&Part { state, note: String::new(), done: String::new(), reason: String::new(), ..part })
}

/// What others wrote about the member's claim.
fn forget_reasons(tx: &mut Tx, row: &Contribution) -> Result<(), Fault> {
    for number in 1..=row.step_count {
        let key = (row.community_id, row.id, number);
        if tx.find::<StepRow>(key)?.is_none_or(|step| step.reason.is_empty()) {
            continue;
        }
        if let Some(step) = tx.lock::<StepRow>(key)? {
            tx.save(&StepRow { reason: String::new(), ..step })?;
        }
    }
    let key = (row.community_id, row.id);
    if tx.find::<Dispute>(key)?.is_some()
        && let Some(dispute) = tx.lock::<Dispute>(key)?
    {
        tx.save(&Dispute { reason: String::new(), decided_reason: String::new(), ..dispute })?;
    }
    Ok(())
}
