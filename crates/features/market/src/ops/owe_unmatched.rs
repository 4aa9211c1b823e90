//! Money of another sum than its order's stays here: it is owed to the buyer, who can set it off or have it paid out.

use super::confirm_payment::may_confirm;
use super::order_rows::{Happened, announce, find_order, record};
use crate::acting::{Actor, When};
use crate::books;
use crate::payment::PaymentRefused;
use crate::rows::{Order, OrderStep, Payment};
use crate::settlement::{self, Purse};
use kernel::Id;
use ledger::Cause;
use store::OpError::Refused;
use store::{Outcome, Tx};

/// By the treasurer.
///
/// # Errors
/// `NoSuchPayment`, `OwnPayment`, `WrongState` when nothing of it is unmatched.
pub fn owe_unmatched(
    tx: &mut Tx,
    actor: Actor,
    payment: Id<Payment>,
    when: When,
) -> Outcome<Order, PaymentRefused> {
    let key = (tx.community(), payment);
    let mut payment = tx.lock::<Payment>(key)?.ok_or(Refused(PaymentRefused::NoSuchPayment))?;
    may_confirm(tx, actor, payment.buyer)?;
    payment.state = payment.state.owe().map_err(Refused)?;
    let minor = payment.arrived_minor.unwrap_or_default();
    let moves = settlement::late(Purse::Unmatched, payment.buyer, minor);
    let cause = Cause::new("payment", payment.id);
    let entry = books::Entry { kind: "credit", cause, parent: payment.entry, moves: &moves, when };
    let entry = books::post_sure(tx, entry)?;
    tx.save(&payment)?;
    let mut order = find_order(tx, payment.order_id)?.ok_or(Refused(PaymentRefused::NoSuchOrder))?;
    let step = OrderStep::PaymentOwed;
    let amount_minor = Some(minor);
    record(tx, &mut order, Happened { entry, amount_minor, ..Happened::of(step, actor.member(), when) })?;
    tx.save(&order)?;
    announce(tx, step.code(), &order)?;
    Ok(order)
}
