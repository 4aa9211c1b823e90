//! Cancellations: refunds of the purchases they walk back over, and the money back to the buyer.

use super::cover::{Purchase, cover};
use super::drive::NotTaken;
use super::goods;
use super::import_store::{PURCHASES_LEFT, PurchaseLeft};
use super::line::Line;
use super::parts::Part;
use super::take::{Run, known_buyer, refused};
use super::tally::Cancelled;
use crate::acting::{Actor, When};
use crate::ids::Member;
use crate::ops::{self, PayOut, RefundOrder, RefundWhat};
use crate::rows::{Offer, Order, Purse, Refund, RefundLine};
use kernel::{Id, Quantity};
use std::collections::BTreeMap;
use store::{Fault, Outcome, Tx};

/// A line of an order and the offer that was bought with it.
type Bought = (Id<Offer>, Purchase<(Id<Order>, i64)>);

/// What goes back of one order: line, quantity, and the first cancellation line that asked for it.
type OfOrder = BTreeMap<i64, (Quantity, usize)>;

/// Carries out cancellation lines of one invoice, which are new from the ordinal `from` on; one answer a line. What is given back was paid then, so it
/// leaves the bank on the day of the cancellation: the other shop paid it out.
pub(super) fn give_back(
    tx: &mut Tx,
    run: &Run,
    part: &Part,
    from: usize,
    lines: &[&Line],
) -> Outcome<Vec<Cancelled>, NotTaken> {
    let nothing = |line: &&Line| Cancelled { refunded_minor: 0, uncovered: line.quantity };
    let mut all: Vec<Cancelled> = lines.iter().map(nothing).collect();
    let buyer = if lines.is_empty() { None } else { known_buyer(tx, run, part)? };
    let Some(buyer) = buyer else { return Ok(all) };
    let happened_at = part.at.unwrap_or(run.recorded_at);
    let when = When { happened_at, recorded_at: run.recorded_at };
    let mut purchases = purchases(tx, run, buyer, when)?;
    let mut orders: BTreeMap<Id<Order>, OfOrder> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(offer) = goods::known_offer(tx, run, &line.item)? else { continue };
        all[at].uncovered = walk_back(&mut purchases, offer, (at, line.quantity), &mut orders);
    }
    let mut sum = 0i64;
    for (order, of_order) in orders {
        let id = run.fresh.id(&format!("{} {from} {order}", part.invoice), happened_at);
        for (at, minor) in refund(tx, part, (id, order), &of_order, when)? {
            all[at].refunded_minor += minor;
            sum += minor;
        }
    }
    if sum > 0 {
        let id = run.fresh.id(&format!("{} {from}", part.invoice), happened_at);
        let reference = part.invoice.clone();
        let out = PayOut { id, member: buyer, purse: Purse::Owed, amount_minor: sum, reference, key: None };
        ops::pay_out(tx, Actor::System, &out, when).map_err(|error| refused(error, |no| no.code()))?;
    }
    Ok(all)
}

fn purchases(tx: &mut Tx, run: &Run, buyer: Id<Member>, when: When) -> Result<Vec<Bought>, Fault> {
    let rows = tx.rows::<PurchaseLeft>(PURCHASES_LEFT, &[&run.community, &buyer, &when.happened_at])?;
    let bought = |(order, number, offer, bought, taken_back): PurchaseLeft| {
        (offer, Purchase { line: (order, number), bought, taken_back })
    };
    Ok(rows.into_iter().map(bought).collect())
}

/// Takes one cancellation line from the purchases of its item; answers what none of them covers.
fn walk_back(
    purchases: &mut [Bought],
    offer: Id<Offer>,
    (at, quantity): (usize, Quantity),
    orders: &mut BTreeMap<Id<Order>, OfOrder>,
) -> Quantity {
    let of_item = || purchases.iter().filter(|(of, _)| *of == offer).map(|(_, purchase)| purchase.clone());
    let (taken, uncovered) = cover(&of_item().collect::<Vec<_>>(), quantity);
    for taken in taken {
        let (order, number) = taken.line;
        let back = orders.entry(order).or_default().entry(number).or_insert((Quantity::default(), at));
        back.0.milli += taken.quantity.milli;
        let line = purchases.iter_mut().find(|(_, purchase)| purchase.line == taken.line);
        line.into_iter().for_each(|(_, purchase)| purchase.taken_back.milli += taken.quantity.milli);
    }
    uncovered
}

/// One refund an order; answers minor units with the cancellation line that asked first.
fn refund(
    tx: &mut Tx,
    part: &Part,
    (id, order): (Id<Refund>, Id<Order>),
    lines: &OfOrder,
    when: When,
) -> Outcome<Vec<(usize, i64)>, NotTaken> {
    let community = tx.community();
    let refund = RefundOrder {
        refund: id,
        order,
        what: RefundWhat::Quantities(
            lines.iter().map(|(number, (quantity, _))| (*number, *quantity)).collect(),
        ),
        reason: part.invoice.clone(),
        // An imported offer has no stock count, but the goods came back.
        restock: true,
        key: None,
    };
    ops::refund_order(tx, Actor::System, &refund, when).map_err(|error| refused(error, |no| no.code()))?;
    let mut given = Vec::with_capacity(lines.len());
    for (number, (_, at)) in lines {
        let line = tx.find::<RefundLine>((community, id, *number))?;
        given.push((*at, line.map_or(0, |line| line.amount_minor)));
    }
    Ok(given)
}
