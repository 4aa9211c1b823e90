//! Who got nothing, or less, because there was not enough: summed up.

use super::scene::Scene;
use crate::told_back::Missing;
use crate::trouble::{self, Why};
use crate::whole::{Wanting, Whole};
use kernel::Quantity;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use store::Fault;
use utoipa::ToSchema;

/// What was wanted and not there when orders were made last.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ListShort)]
pub(crate) struct ShortView {
    people: i64,
    items: Vec<ShortItem>,
    /// `781 人没有货（缺草莓 1956 盒）`.
    #[serde(skip)]
    pub(crate) said: String,
    #[serde(skip)]
    pub(crate) tag: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ListShortItem)]
struct ShortItem {
    item: i64,
    #[schema(value_type = String)]
    quantity: Quantity,
}

impl ShortView {
    /// None where nobody lacks anything for want of stock.
    pub(crate) fn of(s: &Scene, whole: &Whole, missing: &Missing) -> Option<ShortView> {
        let mut people: BTreeSet<&str> = BTreeSet::new();
        let mut short: BTreeMap<i64, i64> = BTreeMap::new();
        for ((name, item), milli) in missing {
            let troubles = whole.buyers.get(name).map(|buyer| trouble::parse(&buyer.troubles));
            if troubles.is_some_and(|all| all.contains(&(*item, Why::SoldOut))) {
                people.insert(name);
                *short.entry(*item).or_default() += milli;
            }
        }
        let said = |(number, milli): (&i64, &i64)| {
            let item = whole.item(*number)?;
            Some(format!("{} {}", item.name, s.amount(*milli, &item.unit)))
        };
        let lacks = short.iter().filter_map(said).collect::<Vec<_>>().join(&s.t.list_comma());
        let count = people.len() as i64;
        let item = |(item, milli)| ShortItem { item, quantity: Quantity::from_milli(milli) };
        (count > 0).then(|| ShortView {
            people: count,
            said: s.t.short_of(count, lacks),
            tag: s.t.short_tag(count),
            items: short.into_iter().map(item).collect(),
        })
    }
}

/// Of each item how much and for how many people; and how many people in all.
pub(crate) type Served = (BTreeMap<i64, (i64, i64)>, i64);

/// Of each item what is not missing, and for how many people: both of the same thing.
///
/// # Errors
/// For rows that no operation wrote.
pub(crate) fn served(whole: &Whole, missing: &Missing) -> Result<Served, Fault> {
    let (mut totals, mut people) = (BTreeMap::<i64, (i64, i64)>::new(), 0);
    for Wanting { name, wants, .. } in whole.people()? {
        let mut some = false;
        for (item, milli) in wants {
            let has = milli - missing.get(&(name.clone(), item)).copied().unwrap_or(0);
            if has > 0 {
                let total = totals.entry(item).or_default();
                *total = (total.0.saturating_add(has), total.1 + 1);
                some = true;
            }
        }
        people += i64::from(some);
    }
    Ok((totals, people))
}
