//! What was made of a list for a name before: its orders, and its parts in group buys.
//!
//! Not a rule: it reads rows.

use crate::calling_off::{Key, can_call_off};
use crate::due::Amounts;
use crate::rows::{ListOrder, ListPart};
use kernel::Id;
use ledger::Source;
use market::order::State;
use market::rows::{Order, OrderLine};
use store::Fault;

/// For good, and so that it can be called off; and, of the first, what somebody else, or the clock, has ended. A part in a group buy is for
/// good: no list gives it up.
pub(crate) fn made(
    source: &mut impl Source,
    orders: &[ListOrder],
    parts: &[ListPart],
) -> Result<[Amounts<Key>; 3], Fault> {
    let [mut kept, open, mut ended] = ordered(source, orders)?;
    for row in parts {
        let standing = pools::part_standing(source, row.community_id, row.commitment_id)?;
        let has = standing.map_or(0, |standing| standing.has_milli).min(row.counted_milli);
        *kept.entry((row.offer_id, row.variant)).or_default() += row.counted_milli;
        *ended.entry((row.offer_id, row.variant)).or_default() += row.counted_milli - has;
    }
    ended.retain(|_, milli| *milli > 0);
    Ok([kept, open, ended])
}

fn ordered(source: &mut impl Source, made: &[ListOrder]) -> Result<[Amounts<Key>; 3], Fault> {
    let (mut kept, mut open, mut ended) = (Amounts::new(), Amounts::new(), Amounts::new());
    for row in made.iter().filter(|row| row.counts) {
        let order = find_order(source, row)?;
        for number in 1..=order.line_count {
            let line = source.find::<OrderLine>((order.community_id, order.id, number))?;
            let line = line.ok_or_else(|| fault(format!("{}: line {number} is missing", order.id)))?;
            let key = (line.offer_id, line.variant);
            let amounts = if can_call_off(order.state) { &mut open } else { &mut kept };
            *amounts.entry(key).or_default() += line.quantity_milli.milli;
            if matches!(order.state, State::Cancelled | State::Expired) {
                *ended.entry(key).or_default() += line.quantity_milli.milli;
            }
        }
    }
    Ok([kept, open, ended])
}

/// One that can be called off, with what is in it.
pub(crate) type Open = (Id<Order>, Amounts<Key>);

/// Those that can be called off, in the order in which they were placed.
pub(crate) fn open_orders(source: &mut impl Source, made: &[ListOrder]) -> Result<Vec<Open>, Fault> {
    let mut open = Vec::new();
    for row in made.iter().filter(|row| row.counts) {
        let order = find_order(source, row)?;
        if can_call_off(order.state) {
            let [_, amounts, _] = ordered(source, std::slice::from_ref(row))?;
            open.push((order.id, amounts));
        }
    }
    Ok(open)
}

pub(crate) fn find_order(source: &mut impl Source, row: &ListOrder) -> Result<Order, Fault> {
    let order = source.find::<Order>((row.community_id, row.order_id))?;
    order.ok_or_else(|| fault(format!("{}: a list's order that is not there", row.order_id)))
}

fn fault(text: String) -> Fault {
    Fault::Engine(text.into())
}
