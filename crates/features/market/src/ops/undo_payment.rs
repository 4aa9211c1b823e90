//! Money was put down to the wrong order: its entry is taken back by one that names it, the order waits for its payment again, and the
//! line of the statement can be entered for the right one.

use super::arrive::parts_wait_again;
use super::confirm_payment::{Landed, landed, may_confirm};
use super::order_rows::{Happened, announce, find_lines, find_order, go, keep, record};
use super::seen_lines::free_lines;
use super::set_up_market::terms;
use crate::acting::{self, Actor, When};
use crate::books::{self, TooLittle, fault};
use crate::ids::Member;
use crate::jobs;
use crate::payment::{PaymentRefused, PaymentState};
use crate::rows::{Order, OrderStep, Payment};
use crate::undoing::Confirmed;
use kernel::Id;
use ledger::Cause;
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct UndoPayment {
    pub payment: Id<Payment>,
    /// For the buyer to read, and for whoever reads the order's story.
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By who may confirm it, and not their own; by who did confirm it on that day only. What moved goods or other money after it is not
/// taken back: then it is a refund. What paid nothing (late, or too little and not dealt with yet) is taken back whatever its order has
/// become, as long as the money is still there. Parts that had come before, and were too little, wait again as they did.
///
/// # Errors
/// `NoSuchPayment`, `NotAllowed`, `NotAMember`, `OwnPayment`, `ReasonMissing`, `HandedOver`, `GivenBack`, `NotByHand`,
/// `UndoByAnother`, `WrongState`; `CreditSpent` where the buyer has used what was above the price, `BankMovedOn`, `KeyReused`.
pub fn undo_payment(
    tx: &mut Tx,
    actor: Actor,
    input: &UndoPayment,
    when: When,
) -> Outcome<Landed, PaymentRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(PaymentRefused::KeyReused)? {
        return Ok(first);
    }
    let key = (tx.community(), input.payment);
    let mut payment = tx.lock::<Payment>(key)?.ok_or(Refused(PaymentRefused::NoSuchPayment))?;
    may_confirm(tx, actor, payment.buyer)?;
    let reason = acting::reason(&input.reason, PaymentRefused::ReasonMissing)?;
    let mut order = find_order(tx, payment.order_id)?.ok_or(Refused(PaymentRefused::NoSuchOrder))?;
    if matches!(payment.state, PaymentState::Late | PaymentState::Mismatched) {
        let landed = undo_beside(tx, actor, (&mut order, &mut payment), &reason, when)?;
        tx.remember(&input.key, &landed, when.recorded_at)?;
        return Ok(landed);
    }
    let stands = payment.state == PaymentState::Confirmed && order.payment_id == Some(payment.id);
    let (true, Some(paid_with)) = (stands, payment.entry) else {
        return Err(Refused(PaymentRefused::WrongState));
    };
    let zone = acting::zone(tx)?;
    look(tx, actor, &order, &payment)?.undo(order.state, when.happened_at, &zone).map_err(Refused)?;
    let progress = order.progress().undo_pay(&terms(tx)?, when.happened_at).map_err(Refused)?;
    let entry = take_back(tx, &mut payment, paid_with, when)?;
    parts_wait_again(tx, &order, payment.id)?;
    (order.payment_id, order.method, order.paid_entry) = (None, None, None);
    if let Some(due_at) = progress.hold_until {
        tx.enqueue(jobs::expire(order.id, due_at))?;
    }
    let (entry, amount_minor) = (Some(entry), payment.arrived_minor);
    let step = OrderStep::PaymentUndone;
    let event =
        Happened { entry, amount_minor, reason: Some(&reason), ..Happened::of(step, actor.member(), when) };
    go(tx, &mut order, progress, event)?;
    keep(tx, &order, step)?;
    let landed = Landed { entry, ..landed(&payment) };
    tx.remember(&input.key, &landed, when.recorded_at)?;
    Ok(landed)
}

/// Money that paid nothing: it came when the order needed none, and is owed to the buyer, or it was too little and waits. The order
/// stays as it is.
fn undo_beside(
    tx: &mut Tx,
    actor: Actor,
    (order, payment): (&mut Order, &mut Payment),
    reason: &str,
    when: When,
) -> Outcome<Landed, PaymentRefused> {
    let came_with = payment.entry.ok_or(Refused(PaymentRefused::WrongState))?;
    let confirmed = look(tx, actor, order, payment)?;
    confirmed.undo_beside(when.happened_at, &acting::zone(tx)?).map_err(Refused)?;
    let entry = take_back(tx, payment, came_with, when)?;
    let (entry, amount_minor) = (Some(entry), payment.arrived_minor);
    let step = OrderStep::PaymentUndone;
    let event =
        Happened { entry, amount_minor, reason: Some(reason), ..Happened::of(step, actor.member(), when) };
    record(tx, order, event)?;
    tx.save(order)?;
    announce(tx, step.code(), order)?;
    Ok(Landed { entry, ..landed(payment) })
}

/// It was looked for and not found: what came with it goes back from where it is, and its line is free.
fn take_back(tx: &mut Tx, payment: &mut Payment, entry: i64, when: When) -> Outcome<i64, PaymentRefused> {
    let entry = match books::take_back(tx, entry, Cause::new("payment", payment.id), when)? {
        Ok(entry) => entry,
        Err(TooLittle::Bank) => return Err(Refused(PaymentRefused::BankMovedOn)),
        Err(TooLittle::Owed) => return Err(Refused(PaymentRefused::CreditSpent)),
        Err(TooLittle::Payable) => return Err(fault(format!("{}: no sale is in it", payment.id)).into()),
    };
    free_lines(tx, &payment.order_id.to_string(), payment.decided_at_us, when.recorded_at)?;
    (payment.state, payment.undone_entry) = (PaymentState::Refused, Some(entry));
    // Of somebody else's transfer.
    payment.reference = None;
    tx.save(payment)?;
    Ok(entry)
}

fn look(tx: &mut Tx, actor: Actor, order: &Order, payment: &Payment) -> Result<Confirmed, Fault> {
    let given_back = find_lines(tx, order)?.iter().any(|line| line.returned_milli.milli > 0);
    Ok(Confirmed {
        by_hand: payment.is_by_hand(),
        same_person: is_same(tx, actor.member(), payment.decided_by)?,
        at: payment.decided_at_us.unwrap_or(order.placed_at_us),
        given_back: given_back || order.refunded_minor > 0,
    })
}

/// A company and who stands behind it are not two.
fn is_same(tx: &mut Tx, by: Option<Id<Member>>, first: Option<Id<Member>>) -> Result<bool, Fault> {
    match (by, first) {
        (Some(by), Some(first)) => Ok(community::second_to(tx, by, first)? == first),
        _ => Ok(false),
    }
}
