//! What a list wants and could not be ordered when orders were made: who, how much, why, and what to do.

use super::list_view::ItemView;
use super::scene::Scene;
use super::words;
use crate::lists_store::{Held, held};
use crate::parts::{PartOf, parts_standing};
use crate::told_back::Missing;
use crate::trouble::Why;
use crate::whole::Whole;
use kernel::Quantity;
use market::order::State;
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Fault, Reader};
use utoipa::ToSchema;

/// One thing that was not ordered for one reason, with all whom it concerns.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ListLeftOver)]
pub(crate) struct LeftOverView {
    /// 0: all that somebody wants.
    item: i64,
    #[schema(value_type = String)]
    why: Why,
    people: Vec<LeftOverPerson>,
    /// `本地草莓没有下单：数量不是整份`.
    #[serde(skip)]
    pub(crate) said: String,
    #[serde(skip)]
    pub(crate) who: String,
    #[serde(skip)]
    pub(crate) to_do: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ListLeftOverPerson)]
struct LeftOverPerson {
    name: String,
    /// How much of it is not ordered; absent where that is not told by one thing.
    #[schema(value_type = Option<String>)]
    quantity: Option<Quantity>,
}

/// As it was told when orders were made last; what is ordered or wanted no more since is told no more.
pub(super) fn left_over(s: &Scene, whole: &Whole, missing: &Missing) -> Vec<LeftOverView> {
    let mut all: BTreeMap<(i64, &str), (Why, Vec<LeftOverPerson>)> = BTreeMap::new();
    for name in whole.buyers.keys() {
        for (item, why) in whole.troubles_of(name) {
            let short = missing.get(&(name.clone(), item)).map(|milli| Quantity::from_milli(*milli));
            let is_told_otherwise = matches!(why, Why::Fixed | Why::Unclear | Why::NotAgreed);
            let some = match item {
                0 => missing.keys().any(|(of, _)| of == name),
                _ => short.is_some(),
            };
            if some && !is_told_otherwise {
                let of = all.entry((item, why.code())).or_insert((why, Vec::new()));
                of.1.push(LeftOverPerson { name: name.clone(), quantity: short });
            }
        }
    }
    for (_, people) in all.values_mut() {
        people.sort_by(|one, other| web::text::natural(&one.name, &other.name));
    }
    let view = |((item, _), (why, people)): ((i64, &str), (Why, Vec<LeftOverPerson>))| {
        let of = whole.item(item);
        let unit = of.map_or("", |item| item.unit.as_str());
        let one = |person: &LeftOverPerson| match person.quantity {
            Some(short) => format!("{} {}", person.name, s.amount(short.milli, unit)),
            None => person.name.clone(),
        };
        let name = of.map_or_else(|| s.t.everything(), |item| item.name.clone());
        LeftOverView {
            item,
            why,
            who: people.iter().map(one).collect::<Vec<_>>().join(&s.t.list_comma()),
            said: s.t.trouble_said(name, words::why(s.t, why)),
            to_do: words::to_do(s.t, why),
            people,
        }
    };
    all.into_iter().map(view).collect()
}

/// Says beside each total how much of it orders have that stand.
pub(super) fn say_ordered(
    reader: &mut Reader,
    s: &Scene,
    whole: &Whole,
    items: &mut [ItemView],
) -> Result<(), Fault> {
    if whole.orders.is_empty() {
        return Ok(());
    }
    let parts = parts_standing(reader, whole)?;
    // By goods, then by name: one who takes less and another who wants more make the same sum.
    type ByName = BTreeMap<String, i64>;
    let (mut ordered, mut wanted) = (BTreeMap::<String, ByName>::new(), BTreeMap::<String, ByName>::new());
    let stands = |row: &Held| !matches!(row.state, State::Cancelled | State::Expired);
    for row in held(reader, s.number, whole.list.id)?.into_iter().filter(stands) {
        let of_goods = ordered.entry(format!("{}.{}", row.offer, row.variant)).or_default();
        *of_goods.entry(row.name).or_default() += row.milli;
    }
    for person in whole.people()? {
        for (item, milli) in person.wants {
            let goods = items.iter().find(|one| one.item == item).and_then(|one| one.goods.clone());
            let Some(goods) = goods else { continue };
            *wanted.entry(goods).or_default().entry(person.name.clone()).or_default() += milli;
        }
    }
    // What a group buy orders is told beside it.
    for part in &parts {
        let of_goods = wanted.entry(format!("{}.{}", part.row.offer_id, part.row.variant)).or_default();
        let left = of_goods.get(&part.row.name).map_or(0, |milli| milli - part.standing.has_milli);
        match left {
            1.. => of_goods.insert(part.row.name.clone(), left),
            _ => of_goods.remove(&part.row.name),
        };
    }
    let mut left: BTreeMap<String, i64> =
        ordered.iter().map(|(goods, by_name)| (goods.clone(), by_name.values().sum())).collect();
    // Two things may be one that is sold: the first takes what it wants.
    for at in 0..items.len() {
        let is_last = |goods: &String| items[at + 1..].iter().all(|item| item.goods.as_ref() != Some(goods));
        let Some(goods) = items[at].goods.clone() else { continue };
        let has = left.get(&goods).copied().unwrap_or(0);
        let takes = if is_last(&goods) { has } else { has.min(items[at].total.milli) };
        left.insert(goods.clone(), has - takes);
        let nobody = ByName::new();
        let is_joined = |part: &PartOf| format!("{}.{}", part.row.offer_id, part.row.variant) == goods;
        if !ordered.contains_key(&goods) && parts.iter().any(is_joined) {
            continue;
        }
        let as_wanted = ordered.get(&goods).unwrap_or(&nobody) == wanted.get(&goods).unwrap_or(&nobody);
        let people = ordered.get(&goods).map_or(0, BTreeMap::len) as i64;
        items[at].say_ordered(s, takes, (people, as_wanted));
    }
    Ok(())
}
