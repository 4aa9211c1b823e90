//! Money of another sum than any order's goes back to where it came from.

use super::confirm_payment::may_confirm;
use super::order_rows::{Happened, announce, find_order, record};
use crate::acting::{Actor, When};
use crate::books::{self, TooLittle};
use crate::methods::method;
use crate::payment::{PaymentRefused, check_reference};
use crate::rows::{Order, OrderStep, Payment};
use crate::settlement::Purse;
use kernel::Id;
use ledger::Cause;
use store::OpError::Refused;
use store::{Outcome, Tx};

#[derive(Debug, Clone)]
pub struct ReturnUnmatched {
    pub payment: Id<Payment>,
    /// Of the transfer back.
    pub reference: String,
}

/// # Errors
/// `NoSuchPayment`, `OwnPayment`, `WrongState` when nothing of it is unmatched, `ReferenceMissing`, `BankTooSmall`.
pub fn return_unmatched(
    tx: &mut Tx,
    actor: Actor,
    input: &ReturnUnmatched,
    when: When,
) -> Outcome<Order, PaymentRefused> {
    let key = (tx.community(), input.payment);
    let mut payment = tx.lock::<Payment>(key)?.ok_or(Refused(PaymentRefused::NoSuchPayment))?;
    may_confirm(tx, actor, payment.buyer)?;
    payment.state = payment.state.give_back().map_err(Refused)?;
    if input.reference.trim().is_empty() {
        return Err(Refused(PaymentRefused::ReferenceMissing));
    }
    check_reference(&input.reference).map_err(Refused)?;
    let purse = method(payment.method).and_then(|way| way.purse()).unwrap_or(Purse::Bank);
    let minor = payment.arrived_minor.unwrap_or_default();
    let moves = [(Purse::Unmatched, minor), (purse, -minor)];
    let cause = Cause::new("payment", payment.id);
    let entry = books::Entry { kind: "return", cause, parent: payment.entry, moves: &moves, when };
    let entry = match books::post(tx, entry)? {
        Ok(entry) => entry,
        Err(TooLittle::Bank) => return Err(Refused(PaymentRefused::BankTooSmall)),
        Err(other) => return Err(books::fault(format!("{}: {other:?} holds too little", payment.id)).into()),
    };
    tx.save(&payment)?;
    let mut order = find_order(tx, payment.order_id)?.ok_or(Refused(PaymentRefused::NoSuchOrder))?;
    let (reason, amount_minor) = (Some(input.reference.trim()), Some(minor));
    let step = OrderStep::PaymentReturned;
    record(
        tx,
        &mut order,
        Happened { entry, reason, amount_minor, ..Happened::of(step, actor.member(), when) },
    )?;
    tx.save(&order)?;
    announce(tx, step.code(), &order)?;
    Ok(order)
}
