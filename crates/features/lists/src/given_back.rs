//! What people paid for and do not get, because it was not there or was given back before it was handed over: what the list says they
//! want is not what they get.
//!
//! Not a rule: it reads rows.

use crate::held::{HeldLine, held_lines};
use crate::told_back::Missing;
use crate::whole::Whole;
use kernel::Id;
use market::rows::{Offer, Order};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use store::{Fault, Reader};

/// Of one name and one thing, in thousandths of its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Back {
    /// The supplier had so much too little of it.
    pub short_milli: i64,
    /// So much was given back otherwise.
    pub returned_milli: i64,
}

impl Back {
    /// What is not got, for whatever reason.
    pub fn milli(&self) -> i64 {
        self.short_milli + self.returned_milli
    }
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
            let short = (wanted - has).min(of.short);
            let returned = (wanted - has - short).min(of.returned);
            (of.has, of.short, of.returned) = (of.has - has, of.short - short, of.returned - returned);
            let back = Back { short_milli: short, returned_milli: returned };
            if back.milli() > 0 {
                all.insert(key, back);
            }
        }
    }
    Ok(all)
}

#[derive(Default)]
struct Lost {
    has: i64,
    short: i64,
    returned: i64,
}

/// Counted apart, order by order and line by line: a part may be short and another given back.
fn lost(reader: &mut Reader, held: &[HeldLine]) -> Result<BTreeMap<(Id<Offer>, i64), Lost>, Fault> {
    let mut all: BTreeMap<(Id<Offer>, i64), Lost> = BTreeMap::new();
    let mut short: BTreeMap<Id<Order>, BTreeMap<i64, i64>> = BTreeMap::new();
    for one in held {
        let undelivered = one.line.undelivered_milli.milli;
        let of = all.entry((one.line.offer_id, one.line.variant)).or_default();
        // What was called off before anything was paid is told as not ordered.
        if !one.is_over() {
            of.has += one.line.quantity_milli.milli - undelivered;
        }
        if undelivered == 0 {
            continue;
        }
        let order = &one.order;
        let of_order = match short.entry(order.id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(market::short_of(reader, order.community_id, order.id)?),
        };
        let of_line = of_order.get(&one.line.number).copied().unwrap_or(0).min(undelivered);
        of.short += of_line;
        of.returned += undelivered - of_line;
    }
    Ok(all)
}
