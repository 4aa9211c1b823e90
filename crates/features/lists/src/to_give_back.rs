//! Who has paid and wants less by now, or nothing: what is theirs to get back. Nothing is given back by itself: a person agrees on it.
//!
//! Not a rule: it reads rows.

use crate::calling_off::{Key, wanted};
use crate::due::Amounts;
use crate::held::{HeldLine, held_lines};
use crate::line::{Doing, LineState, Mark};
use crate::parts::{has_of, parts_standing};
use crate::rows::{ListItem, ListLine};
use crate::whole::Whole;
use kernel::{Currency, Id, Quantity};
use market::order::State;
use market::rows::Order;
use std::collections::BTreeMap;
use store::{Fault, Reader};

/// Of one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToGiveBack {
    pub name: String,
    /// Where it was paid, and not handed over yet.
    pub orders: Vec<(Id<Order>, i64)>,
    /// At the prices that were paid.
    pub minor: i64,
}

/// In the order of the list. Of whom it is not understood yet what they want, nothing is told.
///
/// # Errors
/// Of the database; for rows that no operation wrote.
pub fn to_give_back(
    reader: &mut Reader,
    currency: Currency,
    whole: &Whole,
) -> Result<Vec<ToGiveBack>, Fault> {
    let items: BTreeMap<i64, ListItem> = whole.items.iter().map(|item| (item.number, item.clone())).collect();
    let (mut all, parts) = (Vec::new(), parts_standing(reader, whole)?);
    for (name, held) in held_lines(reader, whole)? {
        if held.iter().all(|one| one.order.state != State::Paid) {
            continue;
        }
        let of_name = || whole.lines.iter().filter(|line| line.name == name);
        // What somebody wants by a line that nobody has understood yet, or of a thing that is no goods here, may be what they paid.
        if of_name().any(|line| line.mark == Mark::Unclear && line.state == LineState::Standing) {
            continue;
        }
        let lines: Vec<ListLine> = of_name().filter(|line| line.counts()).cloned().collect();
        // A question in the place of an order takes nothing back. Where somebody has said that it is none, of whatever line, it is none.
        let is_nothing = |line: &&ListLine| line.state != LineState::Replaced && line.doing == Doing::None;
        let says_nothing = |line: &ListLine| line.state == LineState::Standing && line.mark != Mark::Mended;
        let is_settled = of_name().filter(is_nothing).any(|line| line.mark == Mark::Mended);
        if lines.is_empty() && !is_settled && of_name().filter(is_nothing).any(says_nothing) {
            continue;
        }
        let mut troubles = Vec::new();
        let (mut wants, ..) = wanted(&lines, &items, &mut troubles)?;
        if !troubles.is_empty() {
            continue;
        }
        // What they have in a group buy they do not want of their orders.
        for (key, has) in has_of(&parts, &name) {
            let wants = wants.entry(key).or_default();
            *wants = (*wants - has).max(0);
        }
        let one = of_one(name, &held, wants, currency);
        all.extend((one.minor > 0).then_some(one));
    }
    let place = |name: &str| whole.lines.iter().position(|line| line.name == name).unwrap_or(usize::MAX);
    all.sort_by_key(|one| place(&one.name));
    Ok(all)
}

/// What is handed over, or claimed to be paid, has first what is wanted; then what was paid first.
fn of_one(name: String, held: &[HeldLine], mut wants: Amounts<Key>, currency: Currency) -> ToGiveBack {
    let mut found = ToGiveBack { name, orders: Vec::new(), minor: 0 };
    let (paid, others): (Vec<_>, Vec<_>) = held
        .iter()
        .filter(|one| {
            !one.is_over() && !one.order.progress().is_unpaid() || one.order.state == State::PaymentClaimed
        })
        .partition(|one| one.order.state == State::Paid);
    for one in others.into_iter().chain(paid) {
        let line = &one.line;
        let left = line.quantity_milli.milli - line.returned_milli.milli;
        let wanted = wants.entry((line.offer_id, line.variant)).or_default();
        let kept = left.min(*wanted);
        *wanted -= kept;
        let back = left - kept;
        if one.order.state != State::Paid || back == 0 {
            continue;
        }
        let rest = line.total_minor - line.refunded_minor;
        let priced = line.price_e4.times(Quantity::from_milli(back), currency).map_or(rest, |sum| sum.minor);
        found.minor += if back == left { rest } else { priced.min(rest) };
        if found.orders.iter().all(|(order, _)| *order != one.order.id) {
            found.orders.push((one.order.id, one.order.number));
        }
    }
    found
}
