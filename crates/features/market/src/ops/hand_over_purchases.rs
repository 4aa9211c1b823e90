//! A buyer who had no account has one now: what was bought, and what is owed for it, goes over to the member who it was.
//!
//! Entries stay as they are, under the old book name: one further entry carries over what is still owed.

use crate::acting::{self, When};
use crate::books::{self, fault};
use crate::complained_store::OF_BUYER;
use crate::complaint_rows::Complaint;
use crate::ids::Member;
use crate::market_store::{COUNTS_OF_BUYER, ORDERS_OF_BUYER, PAYMENTS_OF_ONE};
use crate::rows::{Offer, Order, Payment, PurchaseCount};
use crate::settlement::{Move, Purse};
use kernel::Id;
use ledger::Cause;
use store::{Fault, Tx};

/// Answers the orders that went over. Whoever calls it has decided that the two are one person.
///
/// # Errors
/// Of the database; a fault where `to` is no member.
pub fn hand_over_purchases(
    tx: &mut Tx,
    from: Id<Member>,
    to: Id<Member>,
    when: When,
) -> Result<Vec<Id<Order>>, Fault> {
    if !acting::is_member(tx, to)? {
        return Err(fault(format!("{to}: purchases handed over to no member")));
    }
    let community = tx.community();
    let found: Vec<(Id<Order>,)> = tx.rows(ORDERS_OF_BUYER, &[&community, &from])?;
    let mut orders = Vec::with_capacity(found.len());
    for (id,) in found {
        let order = tx.lock::<Order>((community, id))?;
        let mut order = order.ok_or_else(|| fault(format!("{id}: an order of a list and none by id")))?;
        order.buyer = to;
        tx.save(&order)?;
        for (payment,) in tx.rows::<(Id<Payment>,)>(PAYMENTS_OF_ONE, &[&community, &id])? {
            if let Some(mut payment) = tx.lock::<Payment>((community, payment))? {
                payment.buyer = to;
                tx.save(&payment)?;
            }
        }
        orders.push(id);
    }
    for (order, number) in tx.rows::<(Id<Order>, i64)>(OF_BUYER, &[&community, &from])? {
        if let Some(mut complaint) = tx.lock::<Complaint>((community, order, number))? {
            complaint.buyer = to;
            tx.save(&complaint)?;
        }
    }
    counts(tx, from, to)?;
    // By an order's id: a member's own would tell the journal whose book name it is.
    let cause = orders.first().map_or_else(|| Cause::new("handover", from), |id| Cause::new("handover", id));
    money(tx, from, to, cause, when)?;
    Ok(orders)
}

/// What was bought of offers with a limit counts for the one person now.
fn counts(tx: &mut Tx, from: Id<Member>, to: Id<Member>) -> Result<(), Fault> {
    let community = tx.community();
    for (offer,) in tx.rows::<(Id<Offer>,)>(COUNTS_OF_BUYER, &[&community, &from])? {
        let Some(mut old) = tx.lock::<PurchaseCount>((community, offer, from))? else { continue };
        let moved = std::mem::take(&mut old.bought_milli);
        tx.save(&old)?;
        match tx.lock::<PurchaseCount>((community, offer, to))? {
            Some(mut own) => {
                own.bought_milli += moved;
                tx.save(&own)?;
            }
            None => tx.insert(&PurchaseCount { buyer: to, bought_milli: moved, ..old })?,
        }
    }
    Ok(())
}

/// What the community owes the one, it owes the other; debts too.
fn money(tx: &mut Tx, from: Id<Member>, to: Id<Member>, cause: Cause, when: When) -> Result<(), Fault> {
    let mut moves: Vec<Move> = Vec::new();
    for (old, own) in [(Purse::Owed(from), Purse::Owed(to)), (Purse::Payable(from), Purse::Payable(to))] {
        let minor = books::holds(tx, old)?;
        if minor != 0 {
            moves.extend([(old, minor), (own, -minor)]);
        }
    }
    let debt = books::holds(tx, Purse::Receivable(from))?;
    if debt != 0 {
        moves.extend([(Purse::Receivable(to), debt), (Purse::Receivable(from), -debt)]);
    }
    let parent = books::drawn_first(tx, Purse::Owed(from))?;
    let entry = books::Entry { kind: "handed_over", cause, parent, moves: &moves, when };
    books::post_sure(tx, entry).map(drop)
}
