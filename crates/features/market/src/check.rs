//! Holds a community's market against itself and against its books: what `hehuo verify` and the tests ask.
//!
//! Not a rule: it reads.

use crate::books::fault;
use crate::market_store::{HELD_WRONG, ORDERS_AFTER, REFUNDED_OF_LINES, REFUNDED_OF_PARTS, STOCK_WRONG};
use crate::order::State;
use crate::refund::coupon_back;
use crate::reports::parts_of_order;
use crate::rows::{LinePart, MarketCount, Offer, Order, OrderLine};
use crate::split::Party;
use kernel::Id;
use ledger::AccountKey;
use std::collections::BTreeMap;
use store::{Fault, Reader};

/// Orders looked at in one read.
const PAGE: i64 = 500;
/// Wrong variants told of; more would say no more.
const TOLD_MAX: i64 = 20;

/// What is wrong, in words for whoever runs the program; empty when all holds: stock adds up and is held for exactly
/// the orders that are open, refunds are the sum of their lines and parts and never above what was paid, every state
/// has the entries it must have, and what the books hold for each receiver is that of paid, unsettled orders.
///
/// # Errors
/// Of the database only.
pub fn verify(reader: &mut Reader, community: i64) -> Result<Vec<String>, Fault> {
    let mut wrong = Vec::new();
    let stock: Vec<(Id<Offer>, i64)> = reader.rows(STOCK_WRONG, &[&community, &TOLD_MAX])?;
    wrong.extend(stock.iter().map(|(offer, variant)| format!("{offer} {variant}: stock does not add up")));
    let held: Vec<(Id<Offer>, i64, i64, i64)> = reader.rows(HELD_WRONG, &[&community, &TOLD_MAX])?;
    let says = |(offer, variant, has, open): &(Id<Offer>, i64, i64, i64)| {
        format!("{offer} {variant}: {has} held, {open} in open orders")
    };
    wrong.extend(held.iter().map(says));
    let mut held = BTreeMap::new();
    let mut after = String::new();
    loop {
        let page: Vec<(Id<Order>,)> = reader.rows(ORDERS_AFTER, &[&community, &after, &PAGE])?;
        let Some((last,)) = page.last() else { break };
        after = last.to_string();
        for (id,) in page {
            let order = reader.find::<Order>(&(community, id))?;
            let order = order.ok_or_else(|| fault(format!("{id}: gone while reading")))?;
            check_order(reader, &order, &mut held, &mut wrong)?;
        }
    }
    check_held(reader, community, &held, &mut wrong)?;
    Ok(wrong)
}

fn check_order(
    reader: &mut Reader,
    order: &Order,
    held: &mut BTreeMap<Party, i64>,
    wrong: &mut Vec<String>,
) -> Result<(), Fault> {
    let mut say = |what: &str| wrong.push(format!("{} ({}): {what}", order.id, order.state));
    let paid = matches!(order.state, State::Paid | State::Fulfilled | State::Accepted | State::Settled);
    if paid && order.total_minor > 0 && order.paid_entry.is_none() {
        say("paid without an entry");
    }
    if order.state != State::Settled && order.settled_entry.is_some() {
        say("settled in the books only");
    }
    if !(0..=order.total_minor).contains(&order.refunded_minor)
        || (order.paid_entry.is_none() && order.refunded_minor > 0)
    {
        say("more was given back than paid");
    }
    let back = coupon_back(order.coupon_minor, order.total_minor, order.refunded_minor, 0);
    if back != order.coupon_back_minor || order.coupon_budget.is_some() != (order.coupon_minor > 0) {
        say("what a coupon paid does not add up");
    }
    let refunds: Vec<(i64, i64, i64)> = reader.rows(REFUNDED_OF_LINES, &[&order.community_id, &order.id])?;
    let (mut total, mut refunded) = (0, 0);
    for number in 1..=order.line_count {
        let Some(line) = reader.find::<OrderLine>(&(order.community_id, order.id, number))? else {
            say("a line is missing");
            continue;
        };
        (total, refunded) = (total + line.total_minor, refunded + line.refunded_minor);
        let of_refunds = refunds.iter().find(|(at, _, _)| *at == number).map_or((0, 0), |row| (row.1, row.2));
        if of_refunds != (line.refunded_minor, line.returned_milli.milli) {
            say("a line's refunds are not the sum of its refunds");
        }
    }
    if (total, refunded) != (order.total_minor, order.refunded_minor) {
        say("it is not the sum of its lines");
    }
    check_parts(reader, order, held, wrong)
}

fn check_parts(
    reader: &mut Reader,
    order: &Order,
    held: &mut BTreeMap<Party, i64>,
    wrong: &mut Vec<String>,
) -> Result<(), Fault> {
    let taken: Vec<(i64, String, i64, i64)> =
        reader.rows(REFUNDED_OF_PARTS, &[&order.community_id, &order.id])?;
    let waits = matches!(order.state, State::Paid | State::Fulfilled | State::Accepted);
    for (line, to, minor) in parts_of_order(reader, order)? {
        let party = to.to_string();
        let refunded = taken.iter().find(|row| row.0 == line && row.1 == party).map_or(0, |row| row.2);
        let kept = reader.find::<LinePart>(&(order.community_id, order.id, line, party.clone()))?;
        let kept = kept.map_or((minor, 0), |part| (part.part_minor, part.refunded_minor));
        if kept != (minor, refunded) || refunded > minor {
            wrong.push(format!("{} {line}: the part of {party} does not add up", order.id));
        }
        if waits {
            *held.entry(to).or_default() += minor - refunded;
        }
    }
    Ok(())
}

/// What the books hold for each receiver is what the orders say, and the books hold for nobody else.
fn check_held(
    reader: &mut Reader,
    community: i64,
    held: &BTreeMap<Party, i64>,
    wrong: &mut Vec<String>,
) -> Result<(), Fault> {
    let Some(book) = ledger::book(reader, community)? else { return Ok(()) };
    for (party, minor) in held {
        let key = match party {
            Party::Fund(fund) => AccountKey::held_for_fund(*fund, book.currency),
            Party::Member(member) => AccountKey::held(member, book.currency),
        };
        let has = ledger::balance(reader, community, &key)?;
        if has != *minor {
            wrong.push(format!("{party}: the books hold {has}, its orders say {minor}"));
        }
    }
    let (all, known) = (held_in_all(reader, community)?, held.values().sum::<i64>());
    if all != known {
        wrong.push(format!("the books hold {all} in all, the orders say {known}"));
    }
    Ok(())
}

/// For members and funds, who receive parts of orders. What is held for anything else (a pool, a budget, a distribution, its tax) waits
/// for no order, and is checked by the feature whose it is.
fn held_in_all(reader: &mut Reader, community: i64) -> Result<i64, Fault> {
    let (mut all, mut after) = (0, 0);
    loop {
        let page = ledger::purpose_accounts(reader, community, ledger::Purpose::Held, after, PAGE)?;
        let Some(last) = page.last() else { return Ok(all) };
        after = last.id;
        let receives = |owner: &str| Party::parse(owner).is_some();
        let ours = page.iter().filter(|total| total.key.owner().is_none_or(receives));
        all += ours.map(|total| total.balance_minor.abs()).sum::<i64>();
    }
}

/// How many orders a community has had: a number for the doctor and the metrics.
///
/// # Errors
/// Of the database only.
pub fn order_count(reader: &mut Reader, community: i64) -> Result<i64, Fault> {
    Ok(reader.find::<MarketCount>(&community)?.map_or(0, |count| count.order_count))
}
