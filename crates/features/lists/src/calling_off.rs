//! Unpaid orders that a list takes back: which they are, and who has agreed that they are called off. Nobody's order goes because a
//! list was pasted again; a person has to say so.
//!
//! Not a rule: it reads rows, and asks the rule.

use crate::due::{Amounts, Due, reckon, staying};
use crate::line::{Doing, LineState, Mark};
use crate::lists_store::{Held, held};
use crate::rows::{ListItem, ListLine};
use crate::standing::standing;
use crate::trouble::{Trouble, Why};
use crate::whole::Whole;
use kernel::{Id, Price};
use market::order::State;
use market::rows::{Offer, Order};
use std::collections::{BTreeMap, BTreeSet};
use store::{Fault, Reader};

/// Offer and variant.
pub(crate) type Key = (Id<Offer>, i64);

/// Which unpaid orders may be called off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Consent {
    None,
    /// Those of people whose lines give something up (取消, 不要了).
    Said,
    All,
    /// These.
    To(BTreeSet<Id<Order>>),
}

impl Consent {
    /// `said`: their lines say it themselves.
    pub fn covers(&self, orders: &[Id<Order>], said: bool) -> bool {
        match self {
            Consent::None => false,
            Consent::Said => said,
            Consent::All => true,
            Consent::To(these) => orders.iter().all(|order| these.contains(order)),
        }
    }
}

/// What would be called off for one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenBack {
    pub name: String,
    pub orders: Vec<Id<Order>>,
    /// Item and thousandths of what would be ordered instead.
    pub instead: Vec<(i64, i64)>,
    /// Their lines say it themselves.
    pub said: bool,
}

/// Nobody has said yet that money is on its way.
pub(crate) fn can_call_off(state: State) -> bool {
    matches!(state, State::Placed | State::AwaitingPayment)
}

/// Whether lines give something up in so many words.
pub(crate) fn takes_back(lines: &[ListLine]) -> bool {
    lines.iter().any(|line| line.doing == Doing::Withdraw && line.counts())
}

pub(crate) type Wanted = (Amounts<Key>, BTreeMap<Key, Price>, BTreeMap<Key, i64>);

/// What the lines come to, by goods; two items may be the same goods.
pub(crate) fn wanted(
    lines: &[ListLine],
    items: &BTreeMap<i64, ListItem>,
    troubles: &mut Vec<Trouble>,
) -> Result<Wanted, Fault> {
    let parts =
        lines.iter().map(|line| Ok((line.doing, line.parts()?))).collect::<Result<Vec<_>, Fault>>()?;
    let wants = standing(parts.iter().map(|(doing, parts)| (*doing, parts.as_slice())));
    let (mut amounts, mut prices, mut numbers) = (Amounts::new(), BTreeMap::new(), BTreeMap::new());
    for (number, milli) in wants {
        let Some(goods) = items.get(&number).and_then(ListItem::goods) else {
            troubles.push((number, Why::NoOffer));
            continue;
        };
        let key = (goods.offer, goods.variant);
        *amounts.entry(key).or_default() += milli;
        prices.insert(key, goods.price);
        numbers.insert(key, number);
    }
    // What was ordered of an item and is wanted no more has a name too.
    for item in items.values() {
        if let Some(goods) = item.goods() {
            numbers.entry((goods.offer, goods.variant)).or_insert(item.number);
        }
    }
    Ok((amounts, prices, numbers))
}

/// What making the orders of a list would call off, name by name, in the order of the list.
///
/// # Errors
/// Of the database; for rows that no operation wrote.
pub fn taken_back(reader: &mut Reader, whole: &Whole) -> Result<Vec<TakenBack>, Fault> {
    let mut by_name: BTreeMap<String, Vec<Held>> = BTreeMap::new();
    for row in held(reader, whole.list.community_id, whole.list.id)? {
        by_name.entry(row.name.clone()).or_default().push(row);
    }
    let items: BTreeMap<i64, ListItem> = whole.items.iter().map(|item| (item.number, item.clone())).collect();
    let mut all = Vec::new();
    for (name, held) in by_name {
        let of_name = || whole.lines.iter().filter(|line| line.name == name);
        let unclear = of_name().any(|line| line.mark == Mark::Unclear && line.state == LineState::Standing);
        let lines: Vec<ListLine> = of_name().filter(|line| line.counts()).cloned().collect();
        let (wants, _, of_goods) = wanted(&lines, &items, &mut Vec::new())?;
        let (mut kept, mut open, mut orders) = (Amounts::new(), Amounts::new(), Vec::new());
        // A part in a group buy is called off by no list.
        for part in whole.parts.iter().filter(|part| part.name == name) {
            *kept.entry((part.offer_id, part.variant)).or_default() += part.counted_milli;
        }
        let mut of_orders: BTreeMap<Id<Order>, Amounts<Key>> = BTreeMap::new();
        for row in &held {
            let amounts = if can_call_off(row.state) { &mut open } else { &mut kept };
            *amounts.entry((row.offer, row.variant)).or_default() += row.milli;
            if can_call_off(row.state) {
                let of = of_orders.entry(row.order).or_default();
                *of.entry((row.offer, row.variant)).or_default() += row.milli;
                if !orders.contains(&row.order) {
                    orders.push(row.order);
                }
            }
        }
        if let Due::Instead(mut instead) = reckon(&wants, &kept, &open).due
            && !unclear
            && !orders.is_empty()
        {
            let (ids, open): (Vec<Id<Order>>, Vec<Amounts<Key>>) = of_orders.into_iter().unzip();
            let stay: Vec<Id<Order>> = staying(&instead, &open).into_iter().map(|at| ids[at]).collect();
            if !stay.is_empty() {
                instead.clear();
                orders.retain(|order| !stay.contains(order));
            }
            let item = |(key, milli): &(Key, i64)| (of_goods.get(key).copied().unwrap_or(0), *milli);
            let instead = instead.iter().map(item).collect();
            all.push(TakenBack { orders, instead, said: takes_back(&lines), name });
        }
    }
    let place = |name: &str| whole.lines.iter().position(|line| line.name == name).unwrap_or(usize::MAX);
    all.sort_by_key(|one| place(&one.name));
    Ok(all)
}
