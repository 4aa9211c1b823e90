//! Cancellations: refunds of the purchases they walk back over, and the money back to the buyer.

use super::cover::{Purchase, cover};
use super::drive::NotTaken;
use super::goods;
use super::import_store::{PURCHASES_LEFT, PurchaseLeft};
use super::line::{Line, Reason};
use super::parts::Part;
use super::take::{Run, known_buyer, refused};
use super::tally::Cancelled;
use crate::acting::{Actor, When};
use crate::ids::Member;
use crate::ops::{self, PayOut, RefundOrder, RefundWhat};
use crate::rows::{Offer, Order, Purse};
use kernel::{Id, Quantity};
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};

/// A line of an order and the offer that was bought with it.
type Bought = (Id<Offer>, Purchase<(Id<Order>, i64)>);

/// Carries out the cancellation lines of one invoice, one answer a line. What is given back was paid then, so it
/// leaves the bank on the day of the cancellation: the other shop paid it out.
pub(super) fn give_back(
    tx: &mut Tx,
    run: &Run,
    part: &Part,
    lines: &[&Line],
) -> Outcome<Vec<Cancelled>, NotTaken> {
    let nothing = |line: &&Line| Cancelled { refunded_minor: 0, uncovered: line.quantity };
    let mut all: Vec<Cancelled> = lines.iter().map(nothing).collect();
    let buyer = if lines.is_empty() { None } else { known_buyer(tx, run, part)? };
    let Some(buyer) = buyer else { return Ok(all) };
    let happened_at = part.at.unwrap_or(run.recorded_at);
    let when = When { happened_at, recorded_at: run.recorded_at };
    let mut purchases = purchases(tx, run, buyer, when)?;
    for (at, line) in lines.iter().enumerate() {
        let Some(offer) = goods::known_offer(tx, run, &line.item)? else { continue };
        let key = format!("{} {at}", part.invoice);
        all[at] = give_back_line(tx, run, part, (&key, offer, line.quantity), &mut purchases, when)?;
    }
    let minor = all.iter().try_fold(0i64, |sum, cancelled| sum.checked_add(cancelled.refunded_minor));
    let amount_minor = minor.ok_or(Refused(NotTaken::Refused(Reason::TooLarge.code())))?;
    if amount_minor > 0 {
        let out = PayOut {
            id: run.fresh.id(&part.invoice, happened_at),
            member: buyer,
            purse: Purse::Owed,
            amount_minor,
            reference: part.invoice.clone(),
            key: None,
        };
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

/// One refund for each purchase that the line reaches back to.
fn give_back_line(
    tx: &mut Tx,
    run: &Run,
    part: &Part,
    (key, offer, quantity): (&str, Id<Offer>, Quantity),
    purchases: &mut [Bought],
    when: When,
) -> Outcome<Cancelled, NotTaken> {
    let of_item: Vec<_> =
        purchases.iter().filter(|(of, _)| *of == offer).map(|(_, purchase)| purchase.clone()).collect();
    let (taken, uncovered) = cover(&of_item, quantity);
    let mut cancelled = Cancelled { refunded_minor: 0, uncovered };
    for taken in taken {
        let (order, number) = taken.line;
        let refund = RefundOrder {
            id: run.fresh.id(&format!("{key} {order} {number}"), when.happened_at),
            order,
            what: RefundWhat::Lines(vec![(number, taken.quantity)]),
            reason: part.invoice.clone(),
            key: None,
        };
        let back = ops::refund_order(tx, Actor::System, &refund, when);
        cancelled.refunded_minor += back.map_err(|error| refused(error, |no| no.code()))?.amount_minor;
        let line = purchases.iter_mut().find(|(_, purchase)| purchase.line == taken.line);
        line.into_iter().for_each(|(_, purchase)| purchase.taken_back.milli += taken.quantity.milli);
    }
    Ok(cancelled)
}
