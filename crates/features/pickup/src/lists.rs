//! What is to be packed for a point, and what waits there.
//!
//! Not a rule: it reads rows.

use crate::acting::fault;
use crate::ids::Member;
use crate::ops::last_said;
use crate::packing::Left;
use crate::pickup_store::{
    gone_between, gone_of_day, left_at, pickups_among, points_after, read_check_ins_of, read_waiting_on,
    unplaced_on,
};
use crate::rows::{CheckIn, Pickup, PickupCode, PickupPoint};
use kernel::{Id, Timestamp, Zone};
use market::order::State;
use market::rows::{Order, OrderLine};
use std::collections::{BTreeMap, BTreeSet};
use store::{Fault, Reader};

/// More than any point hands over late.
const LEFT_MAX: i64 = 500;

/// One order, with what its buyer still has to get.
#[derive(Debug, Clone)]
pub struct ToPack {
    pub pickup: Pickup,
    pub order: Order,
    pub left: Vec<Left>,
}

/// Points that are open, the first ones first: what a form offers to choose from.
///
/// # Errors
/// Of the database only.
pub fn open_points(
    reader: &mut Reader,
    community: i64,
    limit: i64,
) -> Result<Vec<(Id<PickupPoint>, String)>, Fault> {
    let mut open = Vec::new();
    for id in points_after(reader, community, 0, limit)? {
        let point = reader.find::<PickupPoint>(&(community, id))?;
        open.extend(point.filter(|point| point.is_open).map(|point| (id, point.name)));
    }
    Ok(open)
}

/// What is fetched at a point on a day, by slot and code, a buyer's orders of one slot together: paid orders only, without what was given back.
///
/// # Errors
/// Of the database only.
pub fn to_pack(
    reader: &mut Reader,
    community: i64,
    point: Id<PickupPoint>,
    day: i64,
) -> Result<Vec<ToPack>, Fault> {
    let ids = read_waiting_on(reader, community, point, day)?;
    let mut all = loaded(reader, community, ids)?;
    stand_together(&mut all);
    Ok(all)
}

/// Orders of one buyer in one slot stand together, where the first of them does: they are fetched together.
fn stand_together(all: &mut [ToPack]) {
    let mut first: BTreeMap<(Id<Member>, i64), usize> = BTreeMap::new();
    for (at, one) in all.iter().enumerate() {
        first.entry((one.order.buyer, one.pickup.from_minute)).or_insert(at);
    }
    all.sort_by_key(|one| first.get(&(one.order.buyer, one.pickup.from_minute)).copied());
}

/// What is paid and was to be fetched at a point on a day, and has no slot because there was no room: of each order what is to be packed.
///
/// # Errors
/// Of the database only.
pub fn unplaced(
    reader: &mut Reader,
    community: i64,
    point: Id<PickupPoint>,
    day: i64,
) -> Result<Vec<(Order, Vec<Left>)>, Fault> {
    let ids = unplaced_on(reader, community, point, day)?;
    let (_, orders, lines) = pickups_among(reader, community, &ids)?;
    let mut orders: BTreeMap<_, _> = orders.into_iter().map(|row| (row.id, row)).collect();
    let mut of_orders = by_order(lines);
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        let Some(order) = orders.remove(&id) else { continue };
        let left = left_of(&order, of_orders.remove(&id).unwrap_or_default())?;
        all.push((order, left));
    }
    Ok(all)
}

/// What nobody came for, of all days, the oldest first.
///
/// # Errors
/// Of the database only.
pub fn left_behind(
    reader: &mut Reader,
    community: i64,
    point: Id<PickupPoint>,
) -> Result<Vec<ToPack>, Fault> {
    let ids = left_at(reader, community, point, LEFT_MAX)?;
    loaded(reader, community, ids)
}

/// What a code opens, if it still waits.
///
/// # Errors
/// Of the database only.
pub(crate) fn waiting_under(reader: &mut Reader, community: i64, code: i64) -> Result<Option<ToPack>, Fault> {
    let Some(row) = reader.find::<PickupCode>(&(community, code))? else { return Ok(None) };
    let all = loaded(reader, community, vec![row.order_id])?;
    Ok(all.into_iter().find(|one| one.pickup.state.is_waiting()))
}

/// What is gone of a day: of what was to be fetched then, and of what was fetched then; the last first.
///
/// # Errors
/// Of the database only.
pub(crate) fn gone(
    reader: &mut Reader,
    community: i64,
    point: Id<PickupPoint>,
    day: i64,
    zone: &Zone,
) -> Result<Vec<ToPack>, Fault> {
    let span = (Timestamp::start_of_day(day, zone), Timestamp::start_of_day(day + 1, zone));
    let mut ids = gone_between(reader, community, point, span, LEFT_MAX)?;
    ids.extend(gone_of_day(reader, community, point, day, LEFT_MAX)?);
    let mut seen = BTreeSet::new();
    ids.retain(|id| seen.insert(*id));
    let mut all = all(reader, community, &ids)?;
    all.retain(|one| one.pickup.state.is_gone());
    all.sort_by_key(|one| std::cmp::Reverse(one.pickup.gone_at_us));
    Ok(all)
}

/// What a code opened, if it is gone.
///
/// # Errors
/// Of the database only.
pub(crate) fn gone_under(reader: &mut Reader, community: i64, code: i64) -> Result<Option<ToPack>, Fault> {
    let Some(row) = reader.find::<PickupCode>(&(community, code))? else { return Ok(None) };
    Ok(one(reader, community, row.order_id)?.filter(|one| one.pickup.state.is_gone()))
}

/// Whose word made a pick-up what it is, and when: None where it was recorded elsewhere.
///
/// # Errors
/// Of the database only.
pub(crate) fn said_of(reader: &mut Reader, pickup: &Pickup) -> Result<Option<CheckIn>, Fault> {
    let mut all = Vec::new();
    for id in read_check_ins_of(reader, pickup.community_id, pickup.order_id)? {
        all.extend(reader.find::<CheckIn>(&(pickup.community_id, id))?);
    }
    Ok(last_said(&all, pickup).cloned())
}

fn one(reader: &mut Reader, community: i64, id: Id<Order>) -> Result<Option<ToPack>, Fault> {
    Ok(all(reader, community, &[id])?.pop())
}

fn by_order(lines: Vec<OrderLine>) -> BTreeMap<Id<Order>, Vec<OrderLine>> {
    let mut of_orders: BTreeMap<Id<Order>, Vec<OrderLine>> = BTreeMap::new();
    for line in lines {
        of_orders.entry(line.order_id).or_default().push(line);
    }
    of_orders
}

/// In the order of the ids; what is no pick-up is left out.
fn all(reader: &mut Reader, community: i64, ids: &[Id<Order>]) -> Result<Vec<ToPack>, Fault> {
    let (pickups, orders, lines) = pickups_among(reader, community, ids)?;
    let mut pickups: BTreeMap<_, _> = pickups.into_iter().map(|row| (row.order_id, row)).collect();
    let mut orders: BTreeMap<_, _> = orders.into_iter().map(|row| (row.id, row)).collect();
    let mut of_orders = by_order(lines);
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        let Some(pickup) = pickups.remove(id) else { continue };
        let order = orders.remove(id).ok_or_else(|| fault(format!("{id}: a pick-up without an order")))?;
        let left = left_of(&order, of_orders.remove(id).unwrap_or_default())?;
        all.push(ToPack { pickup, order, left });
    }
    Ok(all)
}

/// Of these the paid ones.
///
/// # Errors
/// Of the database only.
pub(crate) fn loaded(reader: &mut Reader, community: i64, ids: Vec<Id<Order>>) -> Result<Vec<ToPack>, Fault> {
    let mut all = all(reader, community, &ids)?;
    // Called off, or handed over elsewhere.
    all.retain(|one| one.order.state == State::Paid);
    Ok(all)
}

/// What of an order is still to be handed over.
fn left_of(order: &Order, lines: Vec<OrderLine>) -> Result<Vec<Left>, Fault> {
    let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    if count != order.line_count {
        return Err(fault(format!("{}: {count} lines of {}", order.id, order.line_count)));
    }
    let left = lines.into_iter().map(|line| Left {
        goods: format!("{}/{}", line.offer_id, line.variant),
        milli: line.quantity_milli.milli - line.returned_milli.milli,
        title: line.title,
        unit: line.unit,
    });
    Ok(left.filter(|left| left.milli > 0).collect())
}
