//! The rows with which a list goes out as a table: one for each line of an order, and for what is wanted besides.
//!
//! Not a rule: it reads rows.

use crate::held::{HeldLine, held_lines};
use crate::pages::Scene;
use crate::standing::Wants;
use crate::table::{Cells, state_said};
use crate::table_besides::TableMark;
use crate::told_back::missing;
use crate::whole::Whole;
use kernel::{Money, Price, Quantity};
use pickup::rows::Pickup;
use store::{Fault, Reader};

/// Of whom a row is, as the cells say it.
#[derive(Debug, Clone, Default)]
struct Who {
    name: String,
    room: String,
    note: String,
}

/// What a row says of orders; each cell is empty where there is nothing to say.
#[derive(Debug, Clone, Default)]
struct Ordered {
    sum: String,
    /// Its number.
    order: String,
    /// How much was not ordered.
    short: String,
    /// How far it is paid.
    paid: String,
    /// For fetching it.
    code: String,
    /// What the order has, where that is another amount than what is wanted.
    has: String,
    /// What of the sum was given back.
    back: String,
    /// What of the sum is paid or still to be paid, nothing of what was called off or has expired: all of a table together is what the
    /// list's page has. Empty for what is not ordered.
    net: String,
}

/// One row for each line of an order, and one for what somebody wants that is not ordered. The amounts of a name and a thing together are
/// what the list knows that they want, so that the table comes back as it went out; what an order has besides, paid for and not wanted any
/// more say, stands in a column of its own.
pub(crate) fn rows(s: &Scene, reader: &mut Reader, whole: &Whole) -> Result<Vec<Cells>, Fault> {
    let mut rows = Vec::new();
    let (missing, mut held) = (missing(reader, whole)?, held_lines(reader, whole)?);
    for person in whole.people()? {
        let mut left = person.wants.clone();
        let (name, room) = (person.name.clone(), whole.place_of(&person.name));
        let who = Who { name, room, note: person.note() };
        let lines = held.remove(&person.name).unwrap_or_default();
        let amounts = amounts(&lines, &mut left);
        for (one, amount) in lines.iter().zip(amounts) {
            rows.push(ordered_row(s, reader, whole, &who, (one, amount))?);
        }
        for (number, left) in left.iter().filter(|(_, left)| **left > 0) {
            let Some(item) = whole.item(*number) else { continue };
            let price = item.agreed_e4.or(item.price_e4);
            let short = missing.get(&(person.name.clone(), *number)).copied().unwrap_or(0).min(*left);
            let sum = price.and_then(|price| price.times(Quantity::from_milli(left - short), s.currency));
            let sum = sum.as_ref().map_or_else(String::new, Money::plain);
            let short = if short > 0 { Quantity::from_milli(short).to_string() } else { String::new() };
            let ordered = Ordered { sum, short, ..Ordered::default() };
            rows.push(row(s, &who, (&item.name, &item.unit), (Some(*left), price), ordered));
        }
    }
    // Whose lines are gone from the list has their orders all the same. What they want nobody knows, so the table says nothing of it.
    for (name, lines) in held {
        let who = Who { name, ..Who::default() };
        for one in lines {
            rows.push(ordered_row(s, reader, whole, &who, (&one, None))?);
        }
    }
    let made = s.now.format(&s.zone, "%Y-%m-%d %H:%M");
    let mark = TableMark { list: whole.list.number, version: whole.version, made }.cell();
    rows.iter_mut().for_each(|row| row.push(mark.clone()));
    Ok(rows)
}

/// Of what somebody wants, how much is each line of their orders: what stands first, the oldest order first; `left` is what no order has.
/// None for a thing that the list names no more.
fn amounts(lines: &[HeldLine], left: &mut Wants) -> Vec<Option<i64>> {
    let mut amounts = vec![None; lines.len()];
    for over in [false, true] {
        for (at, one) in lines.iter().enumerate().filter(|(_, one)| one.is_over() == over) {
            let Some(item) = one.item else { continue };
            let left = left.entry(item).or_default();
            let amount = (*left).min(one.line.quantity_milli.milli);
            *left -= amount;
            amounts[at] = Some(amount);
        }
    }
    amounts
}

/// `amount`: of what the order has, what is wanted.
fn ordered_row(
    s: &Scene,
    reader: &mut Reader,
    whole: &Whole,
    who: &Who,
    (one, amount): (&HeldLine, Option<i64>),
) -> Result<Cells, Fault> {
    let pickup = reader.find::<Pickup>(&(s.number, one.order.id))?;
    let code = pickup.filter(|_| !one.order.progress().is_unpaid());
    let code = code.map_or_else(String::new, |pickup| pickup.code.to_string());
    let money = |minor: i64| Money::new(minor, s.currency).plain();
    let sum = money(one.line.total_minor);
    let (order, paid) = (one.order.number.to_string(), state_said(s.t, one.order.state));
    let has = one.line.quantity_milli.milli - one.line.undelivered_milli.milli;
    let has = if amount == Some(has) { String::new() } else { Quantity::from_milli(has).to_string() };
    let back = one.line.refunded_minor;
    let net = if one.is_over() { 0 } else { one.line.total_minor - back };
    let (back, net) = (if back > 0 { money(back) } else { String::new() }, money(net));
    let ordered = Ordered { sum, order, short: String::new(), paid, code, has, back, net };
    Ok(row(s, who, one.called(whole), (amount, Some(one.line.price_e4)), ordered))
}

fn row(
    s: &Scene,
    who: &Who,
    (thing, unit): (&str, &str),
    (milli, price): (Option<i64>, Option<Price>),
    ordered: Ordered,
) -> Cells {
    let Ordered { sum, order, short, paid, code, has, back, net } = ordered;
    vec![
        who.name.clone(),
        who.room.clone(),
        thing.to_owned(),
        milli.map_or_else(String::new, |milli| Quantity::from_milli(milli).to_string()),
        unit.to_owned(),
        price.map_or_else(String::new, |price| price.plain(s.currency)),
        sum,
        who.note.clone(),
        order,
        short,
        paid,
        code,
        has,
        back,
        net,
    ]
}
