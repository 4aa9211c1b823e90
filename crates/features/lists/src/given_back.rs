//! What people paid for and do not get, because it was not there or was given back before it was handed over: what the list says they
//! want is not what they get.
//!
//! Not a rule: it reads rows.

use crate::held::{HeldLine, held_lines};
use crate::told_back::Missing;
use crate::whole::Whole;
use kernel::Id;
use market::rows::{Offer, Order};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use store::{Fault, Reader};

/// Of one name and one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Back {
    /// In thousandths of its unit.
    pub milli: i64,
    /// The supplier had too little of it; else it was given back otherwise.
    pub is_shortage: bool,
}

/// Of name and item: what is wanted, was ordered and paid, and is not got.
pub type GivenBack = BTreeMap<(String, i64), Back>;

/// `missing` was never ordered, and is no part of it. Who wants less by now than they paid lacks nothing.
///
/// # Errors
/// Of the database; for rows that no operation wrote.
pub fn given_back(reader: &mut Reader, whole: &Whole, missing: &Missing) -> Result<GivenBack, Fault> {
    let (mut all, held) = (GivenBack::new(), held_lines(reader, whole)?);
    for person in whole.people()? {
        let mut lost = lost(reader, held.get(&person.name).map_or(&[], Vec::as_slice))?;
        for (item, milli) in &person.wants {
            let Some(goods) = whole.item(*item).and_then(crate::rows::ListItem::goods) else { continue };
            let Some(of) = lost.get_mut(&(goods.offer, goods.variant)) else { continue };
            let key = (person.name.clone(), *item);
            let wanted = milli - missing.get(&key).copied().unwrap_or(0);
            let has = of.has.min(wanted);
            let back = (wanted - has).min(of.lost);
            (of.has, of.lost) = (of.has - has, of.lost - back);
            if back > 0 {
                all.insert(key, Back { milli: back, is_shortage: of.is_shortage });
            }
        }
    }
    Ok(all)
}

#[derive(Default)]
struct Lost {
    has: i64,
    lost: i64,
    is_shortage: bool,
}

fn lost(reader: &mut Reader, held: &[HeldLine]) -> Result<BTreeMap<(Id<Offer>, i64), Lost>, Fault> {
    let mut all: BTreeMap<(Id<Offer>, i64), Lost> = BTreeMap::new();
    let mut short: BTreeMap<Id<Order>, BTreeSet<i64>> = BTreeMap::new();
    for one in held {
        let undelivered = one.line.undelivered_milli.milli;
        let of = all.entry((one.line.offer_id, one.line.variant)).or_default();
        // What was called off before anything was paid is told as not ordered.
        if !one.is_over() {
            of.has += one.line.quantity_milli.milli - undelivered;
        }
        of.lost += undelivered;
        if undelivered == 0 {
            continue;
        }
        let order = &one.order;
        let of_order = match short.entry(order.id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(market::lines_short(reader, order.community_id, order.id)?),
        };
        of.is_shortage |= of_order.contains(&one.line.number);
    }
    Ok(all)
}
