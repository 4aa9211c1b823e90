//! What remains here of a person whose account is erased: what was recorded, by which others are paid too. What waits is withdrawn, and
//! what came to nothing loses its words.

use crate::acting::note_step;
use crate::call::PartState;
use crate::contribution::{State, Step};
use crate::contributions_store::{of_member, parts_of_member};
use crate::ids::Member;
use crate::rows::{Call, Contribution, Dispute, Part, StepRow};
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
