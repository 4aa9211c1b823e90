//! What several operations do with an order's complaint and with what is proposed for it.

use super::order_rows::{find_lines, find_order, move_stock};
use crate::acting::{self, Actor, Standing};
use crate::books::fault;
use crate::complained_store as store_of;
use crate::complaint::{ComplaintRefused, RemedyKind, RemedyState};
use crate::complaint_rows::{Complaint, Remedy};
use crate::offer::Stock;
use crate::rows::Order;
use kernel::Id;
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};
use web::Power;

/// The order of a complaint, to be changed by who may refund, and whose own matter it is not.
pub(super) fn order_for(tx: &mut Tx, actor: Actor, order: Id<Order>) -> Outcome<Order, ComplaintRefused> {
    match acting::standing(tx, actor, Power::Refund)? {
        Standing::May => {}
        Standing::MayNot => return Err(Refused(ComplaintRefused::NotAllowed)),
        Standing::NoMember => return Err(Refused(ComplaintRefused::NotAMember)),
    }
    let order = find_order(tx, order)?.ok_or(Refused(ComplaintRefused::NoSuchOrder))?;
    match acting::is_own(tx, actor, order.buyer)? {
        true => Err(Refused(ComplaintRefused::OwnOrder)),
        false => Ok(order),
    }
}

/// The complaint that waits for somebody, to be changed. The order is locked: nobody else moves it.
pub(super) fn open_complaint(tx: &mut Tx, order: &Order) -> Result<Option<Complaint>, Fault> {
    let Some(number) = store_of::open(tx, order.id)? else { return Ok(None) };
    tx.lock::<Complaint>((order.community_id, order.id, number))
}

/// The proposal that stands, to be changed.
pub(super) fn standing(tx: &mut Tx, complaint: &Complaint) -> Result<Remedy, Fault> {
    let key = (complaint.community_id, complaint.order_id, complaint.number, complaint.remedy_count);
    let remedy = tx.lock::<Remedy>(key)?;
    remedy.ok_or_else(|| fault(format!("{}: its proposal is missing", complaint.order_id)))
}

/// A proposal ends without being carried out: what it held goes back on the shelf.
pub(super) fn end(
    tx: &mut Tx,
    order: &Order,
    mut remedy: Remedy,
    state: RemedyState,
    answered_at: Option<i64>,
) -> Result<(), Fault> {
    release(tx, order, &remedy)?;
    (remedy.state, remedy.answered_at) = (state, answered_at);
    tx.save(&remedy)
}

/// What a proposed replacement holds goes back on the shelf.
pub(super) fn release(tx: &mut Tx, order: &Order, remedy: &Remedy) -> Result<(), Fault> {
    if remedy.kind != RemedyKind::Replacement {
        return Ok(());
    }
    let lines = find_lines(tx, order)?;
    for (number, milli) in store_of::remedy_lines(tx, remedy)? {
        let line = lines.iter().find(|line| line.number == number);
        let line = line.ok_or_else(|| fault(format!("{}: no line {number}", order.id)))?;
        move_stock(tx, line, milli, Stock::release)?;
    }
    Ok(())
}
