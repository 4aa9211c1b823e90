//! What is paid of a list is fetched where the list says: orders that have no pick-up yet get the day's first slot with room.

use super::scene::Scene;
use crate::rows::{ListOrder, OrderList};
use crate::whole::Whole;
use kernel::Id;
use market::order::State;
use market::rows::Order;
use pickup::ops::{ChooseSlot, choose_slot};
use pickup::rows::{Pickup, PickupPoint};
use store::{Fault, OpError, Reader};
use web::{Problem, Site};

/// The buyer may choose otherwise; what cannot be given a place is chosen by hand, order by order.
pub(super) async fn choose_for_paid(site: &Site, s: &Scene, list: Id<OrderList>) -> Result<(), Problem> {
    let scene = s.clone();
    let waiting = site.db.read(move |reader| waiting(reader, &scene, list)).await?;
    let Some((point, day, slots, orders)) = waiting else { return Ok(()) };
    for order in orders {
        for from_minute in &slots {
            let random = u64::from_be_bytes(site.ids.random());
            let input = ChooseSlot { order, point, day, from_minute: *from_minute, random, key: None };
            let (me, now) = (s.me, s.now);
            match site.db.transact(s.number, move |tx| choose_slot(tx, me, &input, now)).await {
                Ok(_) => break,
                Err(OpError::Refused(_)) => {}
                Err(OpError::Fault(fault)) => return Err(fault.into()),
            }
        }
    }
    Ok(())
}

type Waiting = (Id<PickupPoint>, i64, Vec<i64>, Vec<Id<Order>>);

fn waiting(reader: &mut Reader, s: &Scene, list: Id<OrderList>) -> Result<Option<Waiting>, Fault> {
    let Some(whole) = Whole::find(reader, s.number, list)? else { return Ok(None) };
    let (Some(point), Some(day)) = (whole.list.point_id, whole.list.point_day) else { return Ok(None) };
    let Some(row) = reader.find::<PickupPoint>(&(s.number, point))? else { return Ok(None) };
    let opening = row.opening(&s.zone)?;
    let slots = opening.week[pickup::hours::weekday(day)].iter().map(|window| window.from).collect();
    let mut orders = Vec::new();
    for ListOrder { order_id, .. } in whole.orders.iter().filter(|made| made.counts) {
        let paid =
            reader.find::<Order>(&(s.number, *order_id))?.is_some_and(|order| order.state == State::Paid);
        if paid && reader.find::<Pickup>(&(s.number, *order_id))?.is_none() {
            orders.push(*order_id);
        }
    }
    Ok(Some((point, day, slots, orders)))
}
