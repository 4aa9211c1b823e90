//! Where and on which day the goods of a pool are fetched is where and when they are delivered, as long as nobody has said otherwise.

use super::{Noted, announce, note};
use crate::purchase::{PLACE_CHARS_MAX, PurchaseState, PurchaseStep};
use crate::rows::{Purchase, PurchaseEvent};
use crate::supply_store::raised_for;
use kernel::Timestamp;
use store::{Fault, Tx};

/// By the feature above, for what a pool has raised and nobody has answered yet. Said again it changes nothing.
///
/// # Errors
/// Of the database only.
pub fn place_raised(
    tx: &mut Tx,
    pool: &str,
    (deliver_on, deliver_to): (Timestamp, &str),
    now: Timestamp,
) -> Result<(), Fault> {
    let community = tx.community();
    for id in raised_for(tx, community, pool)? {
        let open = |row: &Purchase| row.state == PurchaseState::Sent && row.deliver_on_us.is_none();
        if !tx.find::<Purchase>((community, id))?.as_ref().is_some_and(open) {
            continue;
        }
        let Some(mut row) = tx.lock::<Purchase>((community, id))? else { continue };
        // Without a day because somebody took it out: that has been said otherwise.
        if was_moved(tx, &row)? {
            continue;
        }
        row.deliver_on_us = Some(deliver_on);
        if row.deliver_to.is_empty() {
            row.deliver_to = deliver_to.chars().take(PLACE_CHARS_MAX).collect();
        }
        note(tx, &mut row, Noted::of(PurchaseStep::Moved, None, now))?;
        tx.save(&row)?;
        announce(tx, "purchase_moved", &row)?;
    }
    Ok(())
}

fn was_moved(tx: &mut Tx, row: &Purchase) -> Result<bool, Fault> {
    for number in 1..=row.event_count {
        let event = tx.find::<PurchaseEvent>((row.community_id, row.id, number))?;
        if event.is_some_and(|event| event.step == PurchaseStep::Moved) {
            return Ok(true);
        }
    }
    Ok(false)
}
