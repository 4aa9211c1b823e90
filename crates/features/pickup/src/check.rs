//! Holds a community's points against their pick-ups, and those against the orders: what `hehuo verify` asks.
//!
//! Not a rule: it reads.

use crate::pickup_store::{days_of, pickups_after, points_after, slots_of};
use crate::rows::{Pickup, PickupCode, PickupPoint};
use market::order::State;
use market::rows::Order;
use store::{Fault, Reader};

/// Looked at in one read.
const PAGE: i64 = 500;

/// What is wrong, in words for whoever runs the program; empty when all holds: days and slots count the pick-ups that are
/// in them, what has left was handed over, and a code opens the order that waits under it.
///
/// # Errors
/// Of the database only.
pub fn verify(reader: &mut Reader, community: i64) -> Result<Vec<String>, Fault> {
    let mut wrong = Vec::new();
    let mut after = 0;
    loop {
        let page = points_after(reader, community, after, PAGE)?;
        for id in &page {
            let Some(point) = reader.find::<PickupPoint>(&(community, *id))? else { continue };
            after = point.number;
            for (day, taken, found) in days_of(reader, community, *id)? {
                if taken != found {
                    wrong.push(format!("{id}: day {day} counts {taken}, there are {found}"));
                }
            }
            for (day, from, taken, found) in slots_of(reader, community, *id)? {
                if taken != found {
                    wrong.push(format!("{id}: slot {day}/{from} counts {taken}, there are {found}"));
                }
            }
        }
        if page.is_empty() {
            break;
        }
    }
    let mut after = String::new();
    loop {
        let page = pickups_after(reader, community, &after, PAGE)?;
        let Some(last) = page.last() else { return Ok(wrong) };
        after = last.to_string();
        for id in page {
            if let Some(pickup) = reader.find::<Pickup>(&(community, id))? {
                check(reader, &pickup, &mut wrong)?;
            }
        }
    }
}

fn check(reader: &mut Reader, pickup: &Pickup, wrong: &mut Vec<String>) -> Result<(), Fault> {
    let (community, id) = (pickup.community_id, pickup.order_id);
    let Some(order) = reader.find::<Order>(&(community, id))? else {
        wrong.push(format!("{id}: picked up and no order"));
        return Ok(());
    };
    let handed_over = matches!(order.state, State::Fulfilled | State::Accepted | State::Settled);
    if pickup.state.is_gone() && !handed_over {
        wrong.push(format!("{id}: {} while the order is {}", pickup.state, order.state));
    }
    if pickup.buyer != order.buyer {
        wrong.push(format!("{id}: fetched by another than its buyer"));
    }
    let opened = reader.find::<PickupCode>(&(community, pickup.code))?.map(|code| code.order_id);
    if pickup.state.is_waiting() && opened != Some(id) {
        wrong.push(format!("{id}: its code opens another order"));
    }
    Ok(())
}
