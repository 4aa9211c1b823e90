//! Somebody's account is erased: whom they named goes, places and times stay; where they helped is nobody's, and their calendar
//! opens nothing.

use crate::ids::Member;
use crate::pickup_store::{check_ins_of, help_of, of_buyer};
use crate::rows::{CalendarLink, CheckIn, Pickup, PickupHelper};
use kernel::Id;
use std::convert::Infallible;
use store::{Outcome, Tx};

/// # Errors
/// Of the database only.
pub fn forget_member(tx: &mut Tx, member: Id<Member>) -> Outcome<(), Infallible> {
    let community = tx.community();
    for order in of_buyer(tx, member)? {
        if let Some(mut pickup) = tx.lock::<Pickup>((community, order))? {
            (pickup.neighbour, pickup.neighbour_at_us, pickup.handed_to) = (None, None, None);
            tx.save(&pickup)?;
        }
        for id in check_ins_of(tx, order)? {
            if let Some(mut said) = tx.lock::<CheckIn>((community, id))? {
                said.handed_to = None;
                tx.save(&said)?;
            }
        }
    }
    for (point, number) in help_of(tx, member)? {
        let key = (community, point, number);
        if let Some(mut helper) = tx.lock::<PickupHelper>(key)? {
            // The row stays, so that nobody gets its number again, by which it was announced; nobody helps by it on any day.
            helper.member = Id::from_parts(0, [0; 10]);
            (helper.from_day, helper.until_day) = (0, Some(0));
            tx.save(&helper)?;
        }
    }
    if tx.find::<CalendarLink>((community, member))?.is_some()
        && let Some(mut link) = tx.lock::<CalendarLink>((community, member))?
    {
        link.token_hash = None;
        tx.save(&link)?;
    }
    Ok(())
}
