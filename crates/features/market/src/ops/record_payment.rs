//! Money has arrived that nobody claimed: for an order without a payment, or a second time. It is entered all the same.

use super::arrive::arrive;
use super::choose_payment::new_payment;
use super::confirm_payment::{Arrived, Landed, check_arrived, landed, may_confirm};
use crate::acting::{Actor, When};
use crate::methods::{Course, method};
use crate::payment::{MethodCode, PaymentRefused};
use crate::rows::{Order, Payment};
use kernel::Id;
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct RecordPayment {
    pub order: Id<Order>,
    /// For a new row; an attempt that stands and of which nothing has come takes the money instead.
    pub payment: Id<Payment>,
    pub method: MethodCode,
    pub arrived: Arrived,
    pub key: Option<IdempotencyKey>,
}

/// By the treasurer. Pays an order that waits; for any other the money is owed to its buyer.
///
/// # Errors
/// `NoSuchOrder`, `OwnPayment`, `MethodNotOffered` for a way by which no treasurer sees money, `ArrivedInFuture`,
/// `TakenBack` for a request of before that was taken back, …
pub fn record_payment(
    tx: &mut Tx,
    actor: Actor,
    input: &RecordPayment,
    when: When,
) -> Outcome<Landed, PaymentRefused> {
    if let Some(first) = answered_before(tx, input)? {
        return Ok(first);
    }
    let order =
        tx.find::<Order>((tx.community(), input.order))?.ok_or(Refused(PaymentRefused::NoSuchOrder))?;
    may_confirm(tx, actor, order.buyer)?;
    check_arrived(&input.arrived, order.due_minor())?;
    let way = method(input.method).filter(|way| way.course() == Course::Claimed);
    let purse = way.and_then(|way| way.purse()).ok_or(Refused(PaymentRefused::MethodNotOffered))?;
    let mut payment = match expected(tx, &order)? {
        Some(payment) => payment,
        None => {
            let mut payment = new_payment(&order, input.payment, input.method);
            if !order.progress().is_unpaid() {
                // Nobody asked for it: what came is what it is.
                payment.amount_minor = input.arrived.amount_minor;
            }
            tx.insert(&payment)?;
            payment
        }
    };
    payment.method = input.method;
    arrive(tx, &mut payment, purse, actor.member(), &input.arrived, when)?;
    let landed = landed(&payment);
    tx.remember(&input.key, &landed, when.recorded_at)?;
    Ok(landed)
}

/// What the same form was answered before. One that is sent again must not tell of an entry that was taken back since, also where money
/// was found for the payment after that.
pub(super) fn answered_before(tx: &mut Tx, input: &RecordPayment) -> Outcome<Option<Landed>, PaymentRefused> {
    let first = tx.first_answer::<Landed>(&input.key)?.or_refuse(PaymentRefused::KeyReused)?;
    let Some(first) = first else { return Ok(None) };
    let payment = tx.find::<Payment>((tx.community(), first.payment))?;
    match payment.is_some_and(|payment| payment.is_undone() || payment.entry != first.entry) {
        true => Err(Refused(PaymentRefused::TakenBack)),
        false => Ok(Some(first)),
    }
}

/// The attempt that stands, locked, where it goes past the treasurer and nothing has come of it yet.
fn expected(tx: &mut Tx, order: &Order) -> Result<Option<Payment>, Fault> {
    let Some(standing) = order.payment_id else { return Ok(None) };
    let key = (order.community_id, standing);
    // Looked at first: what is locked has to be saved.
    let payment = tx.find::<Payment>(key)?.filter(|payment| payment.state.confirm().is_ok());
    let claimed =
        |payment: &Payment| method(payment.method).is_some_and(|way| way.course() == Course::Claimed);
    match payment.is_some_and(|payment| claimed(&payment)) {
        true => tx.lock::<Payment>(key),
        false => Ok(None),
    }
}
