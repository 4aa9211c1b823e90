//! Makes of what a list says for one name the orders that are missing, and calls off what is wanted no more: only the
//! difference to what was ordered before, so that it may be asked for as often as somebody likes.

use super::give_places::give_place;
use super::tell_apart::new_buyer;
use super::{announce, lock_buyer, may_run, open_list};
use crate::calling_off::{Consent, Key, takes_back, wanted};
use crate::due::{Amounts, Due, reckon, staying};
use crate::ids::Member;
use crate::known::{Traits, meant_by};
use crate::line::{LineState, Mark};
use crate::lists_store::{items, lines_of, orders_of, parts_of};
use crate::made::{find_order, open_orders};
use crate::namesake::Meant;
use crate::refused::ListRefused;
use crate::rows::{ListBuyer, ListItem, ListLine, ListOrder, ListPart, OrderList};
use crate::trouble::{Trouble, Why, written};
use kernel::{Id, Price, Quantity, Timestamp};
use market::ops::{
    Asked, CancelOrder, LineWanted, Pay, PlaceOrder, PlaceRefused, cancel_order, place_order_for,
};
use market::order::State;
use market::rows::{Order, Refund};
use market::{Actor, When};
use pickup::ops::Fetched;
use std::collections::BTreeMap;
use store::OpError::{self, Refused};
use store::{Fault, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct OrderBuyer {
    pub list: Id<OrderList>,
    pub name: String,
    /// Items that were refused before in this attempt: the others are ordered without them.
    pub without: Vec<Trouble>,
    /// For a new order, and for somebody who is not known yet.
    pub order: Id<Order>,
    pub member: Id<Member>,
    /// Cancelling asks for the id of a refund; what is unpaid has none.
    pub refund: Id<Refund>,
    pub consent: Consent,
    /// Why an order is called off, in the community's words.
    pub reason: String,
    /// Picks a book name, and a pick-up code.
    pub random: u64,
    /// Another name of the list has found its day full: no place is looked for.
    pub day_full: bool,
}

/// What became of a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BuyerAnswer {
    pub placed: Option<Id<Order>>,
    pub called_off: Vec<Id<Order>>,
    /// Unpaid orders that are wanted no more, or otherwise, and that nobody has agreed to call off.
    pub not_agreed: Vec<Id<Order>>,
    pub troubles: Vec<Trouble>,
    /// The new order has no place: as many come on that day as the point can serve.
    pub day_full: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderRefused {
    List(ListRefused),
    /// The market refuses one item: ask again without it.
    Item(Trouble),
}

impl From<ListRefused> for OrderRefused {
    fn from(why: ListRefused) -> OrderRefused {
        OrderRefused::List(why)
    }
}

/// # Errors
/// `OrderRefused::Item`: nothing has changed, and the same with this item in `without` does the rest.
pub fn order_buyer(
    tx: &mut Tx,
    by: Id<Member>,
    input: &OrderBuyer,
    now: Timestamp,
) -> Outcome<BuyerAnswer, OrderRefused> {
    may_run(tx, by).map_err(of_list)?;
    let list = open_list(tx, input.list).map_err(of_list)?;
    let mut answer = BuyerAnswer { troubles: input.without.clone(), ..BuyerAnswer::default() };
    let lines: Vec<ListLine> = lines_of(tx, list.community_id, list.id, &input.name)?;
    let unclear = lines.iter().any(|line| line.mark == Mark::Unclear && line.state == LineState::Standing);
    let lines: Vec<ListLine> = lines.into_iter().filter(ListLine::counts).collect();
    let made = orders_of(tx, list.community_id, list.id, &input.name)?;
    let parts = parts_of(tx, list.community_id, list.id, &input.name)?;
    if lines.is_empty() && made.is_empty() && parts.is_empty() {
        return Ok(answer);
    }
    let goods: BTreeMap<i64, ListItem> =
        items(tx, list.community_id, list.id)?.into_iter().map(|item| (item.number, item)).collect();
    let mut buyer = lock_buyer(tx, list.id, &input.name)?;
    let (wants, prices, of_goods) = wanted(&lines, &goods, &mut answer.troubles)?;
    let [kept, open, ended] = crate::made::made(tx, &made, &parts)?;
    let reckoned = reckon(&wants, &kept, &open);
    let of = |key: &Key| of_goods.get(key).copied().unwrap_or(0);
    let amount = |amounts: &Amounts<Key>, key: &Key| amounts.get(key).copied().unwrap_or(0);
    let stands = |key: &Key| amount(&kept, key) - amount(&ended, key);
    let fixed = reckoned.fixed.iter().filter(|key| amount(&wants, key) < stands(key));
    answer.troubles.extend(fixed.map(|key| (of(key), Why::Fixed)));
    let ended_short = ended.keys().filter(|key| amount(&wants, key) > stands(key) + amount(&open, key));
    answer.troubles.extend(ended_short.map(|key| (of(key), Why::Ended)));
    let skipped: Vec<i64> = input.without.iter().map(|(item, _)| *item).collect();
    let wanted = match reckoned.due {
        Due::Nothing => Vec::new(),
        Due::More(more) => more.into_iter().filter(|(key, _)| !skipped.contains(&of(key))).collect(),
        // Nor is it for what nobody has understood.
        Due::Instead(_) if unclear => {
            answer.troubles.push((0, Why::Unclear));
            Vec::new()
        }
        // What is held for somebody is not let go for what cannot be had.
        Due::Instead(_) if !skipped.is_empty() => Vec::new(),
        Due::Instead(instead) => {
            let (open, of_orders): (Vec<_>, Vec<_>) = open_orders(tx, &made)?.into_iter().unzip();
            let stay = staying(&instead, &of_orders);
            let off = open.into_iter().enumerate().filter(|(at, _)| !stay.contains(at));
            let open: Vec<Id<Order>> = off.map(|(_, order)| order).collect();
            if input.consent.covers(&open, takes_back(&lines)) {
                call_off(tx, by, &open, input, now, &mut answer)?;
                if stay.is_empty() { instead } else { Vec::new() }
            } else {
                answer.not_agreed = open;
                answer.troubles.push((0, Why::NotAgreed));
                Vec::new()
            }
        }
    };
    if !wanted.is_empty() {
        place(
            tx,
            by,
            &list,
            &mut buyer,
            &lines,
            input,
            &Basket { wanted, prices, of_goods },
            now,
            &mut answer,
        )?;
    }
    answer.troubles.sort_unstable_by_key(|(item, why)| (*item, why.code()));
    answer.troubles.dedup();
    let said = written(&answer.troubles);
    if buyer.troubles != said || answer.placed.is_some() {
        buyer.troubles = said;
        tx.save(&buyer)?;
    }
    if answer.placed.is_some() || !answer.called_off.is_empty() {
        announce(tx, "list_ordered", list.id)?;
    }
    Ok(answer)
}

fn of_list(error: OpError<ListRefused>) -> OpError<OrderRefused> {
    match error {
        Refused(why) => Refused(why.into()),
        OpError::Fault(fault) => OpError::Fault(fault),
    }
}

fn call_off(
    tx: &mut Tx,
    by: Id<Member>,
    orders: &[Id<Order>],
    input: &OrderBuyer,
    now: Timestamp,
    answer: &mut BuyerAnswer,
) -> Outcome<(), OrderRefused> {
    for order in orders {
        let cancel = CancelOrder { order: *order, refund: input.refund, reason: input.reason.clone() };
        cancel_order(tx, Actor::Member(by), &cancel, When::from(now)).map_err(|error| match error {
            OpError::Fault(fault) => OpError::Fault(fault),
            Refused(_) => Refused(OrderRefused::List(ListRefused::NotAllowed)),
        })?;
        let key = (tx.community(), *order);
        let row = tx.lock::<ListOrder>(key)?.ok_or_else(|| fault(format!("{order}: no list's order")))?;
        tx.save(&ListOrder { counts: false, ..row })?;
        answer.called_off.push(*order);
    }
    Ok(())
}

struct Basket {
    wanted: Vec<(Key, i64)>,
    prices: BTreeMap<Key, Price>,
    of_goods: BTreeMap<Key, i64>,
}

#[allow(clippy::too_many_arguments, reason = "all that an order is made of")]
fn place(
    tx: &mut Tx,
    by: Id<Member>,
    list: &OrderList,
    buyer: &mut ListBuyer,
    lines: &[ListLine],
    input: &OrderBuyer,
    basket: &Basket,
    now: Timestamp,
    answer: &mut BuyerAnswer,
) -> Outcome<(), OrderRefused> {
    let member = match who(tx, by, buyer, lines, (input.member, input.random), now)? {
        Ok(member) => member,
        Err(why) => {
            answer.troubles.push((0, why));
            return Ok(());
        }
    };
    let wanted = |(key, milli): &(Key, i64)| LineWanted {
        offer: key.0,
        variant: key.1,
        quantity: Quantity::from_milli(*milli),
        asked: basket.prices.get(key).map_or(Asked::Current, |price| Asked::Seen(*price)),
    };
    let order = PlaceOrder {
        id: input.order,
        buyer: member,
        lines: basket.wanted.iter().map(wanted).collect(),
        pay: Pay::Later,
        reference: None,
        key: None,
    };
    // A list that is ordered late waits a day all the same.
    let until = list.pay_until_us.max(now.plus(std::time::Duration::from_secs(86_400)));
    place_order_for(tx, by, &order, until, When::from(now)).map_err(|error| match error {
        OpError::Fault(fault) => OpError::Fault(fault),
        Refused(PlaceRefused { why, line }) => {
            let key = line.and_then(|at| basket.wanted.get(at)).map(|(key, _)| *key);
            let item = key.and_then(|key| basket.of_goods.get(&key).copied()).unwrap_or(0);
            Refused(OrderRefused::Item((item, why_of(why))))
        }
    })?;
    tx.insert(&ListOrder {
        community_id: list.community_id,
        order_id: order.id,
        list_id: list.id,
        name: input.name.clone(),
        words: lines.iter().map(|line| line.words.as_str()).collect::<Vec<_>>().join("\n"),
        placed_by: by,
        placed_at_us: now,
        counts: true,
    })?;
    answer.placed = Some(order.id);
    // What was called off just now may have left its place.
    let day_full = input.day_full && answer.called_off.is_empty();
    let fetched = give_place(tx, list, order.id, (input.random, day_full), now)?;
    answer.day_full = fetched == Fetched::DayFull;
    Ok(())
}

/// The member that the name is: as somebody said, as in an earlier list where the place agrees, or a buyer without an
/// account; or why it is nobody: a member no more, or perhaps somebody of an earlier list.
pub(super) fn who(
    tx: &mut Tx,
    by: Id<Member>,
    buyer: &mut ListBuyer,
    lines: &[ListLine],
    (member, random): (Id<Member>, u64),
    now: Timestamp,
) -> Result<Result<Id<Member>, Why>, Fault> {
    let community_id = tx.community();
    if let Some(known) = buyer.member {
        let current = community::member(tx, community_id, known)?.is_some_and(|member| member.is_current());
        return Ok(if current { Ok(known) } else { Err(Why::BuyerGone) });
    }
    let traits = Traits::of(&buyer.name, lines);
    match meant_by(tx, community_id, &traits)? {
        Meant::Known(known) => {
            buyer.member = Some(known);
            Ok(Ok(known))
        }
        Meant::New => Ok(Ok(new_buyer(tx, by, buyer, lines, (member, random), now)?)),
        Meant::Ask(_) => Ok(Err(Why::SameName)),
    }
}

fn why_of(why: market::order::OrderRefused) -> Why {
    use market::order::OrderRefused as No;
    match why {
        No::SoldOut => Why::SoldOut,
        No::PriceChanged => Why::PriceChanged,
        No::AboveLimit => Why::AboveLimit,
        No::QuantityOffStep => Why::OffStep,
        No::NotAMember => Why::BuyerGone,
        No::TotalTooLarge | No::TooManyLines | No::SplitAbovePrice => Why::TooMuch,
        _ => Why::NotForSale,
    }
}

/// What of the name's orders and parts somebody called off, or the clock, does not count any more: the next time it is ordered again.
/// A second time it changes nothing.
///
/// # Errors
/// `NotAllowed`, `NoSuchList`, `ListErased`.
pub fn order_again(tx: &mut Tx, by: Id<Member>, list: Id<OrderList>, name: &str) -> Outcome<(), ListRefused> {
    may_run(tx, by)?;
    let list = open_list(tx, list)?;
    for row in orders_of(tx, list.community_id, list.id, name)? {
        let order = find_order(tx, &row)?;
        if !row.counts || !matches!(order.state, State::Cancelled | State::Expired) {
            continue;
        }
        if let Some(row) = tx.lock::<ListOrder>((row.community_id, row.order_id))? {
            tx.save(&ListOrder { counts: false, ..row })?;
        }
    }
    for row in parts_of(tx, list.community_id, list.id, name)? {
        let standing = pools::part_standing(tx, row.community_id, row.commitment_id)?;
        let has = standing.map_or(0, |standing| standing.has_milli);
        if has >= row.counted_milli {
            continue;
        }
        if let Some(row) = tx.lock::<ListPart>((row.community_id, row.commitment_id))? {
            tx.save(&ListPart { counted_milli: has, ..row })?;
        }
    }
    Ok(())
}

fn fault(text: String) -> Fault {
    Fault::Engine(text.into())
}
