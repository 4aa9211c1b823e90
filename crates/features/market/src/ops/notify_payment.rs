//! The played gateway says what became of a payment. Its signature was verified before; saying it twice does it once.

use super::arrive::arrive;
use super::confirm_payment::Arrived;
use super::order_rows::{Happened, announce, find_order, record};
use crate::acting::When;
use crate::methods::gateway::{GatewayOutcome, Notification};
use crate::methods::{Course, method};
use crate::payment::{PaymentRefused, PaymentState};
use crate::rows::{GatewayNotice, OrderStep, Payment};
use crate::settlement::Purse;
use kernel::Id;
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};

/// What was done with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noticed {
    /// The money is in the books: see the payment's state for where.
    Landed(PaymentState),
    /// The buyer can try again.
    Failed,
    /// Heard before.
    Repeated,
}

/// `simulated` is the site's setting: where no gateway is played, nobody can speak as one.
///
/// # Errors
/// `SimulatedOnly`, `NoSuchPayment`, `NotificationMalformed` for a payment that goes another way.
pub fn notify_payment(
    tx: &mut Tx,
    notification: &Notification,
    simulated: bool,
    when: When,
) -> Outcome<Noticed, PaymentRefused> {
    if !simulated {
        return Err(Refused(PaymentRefused::SimulatedOnly));
    }
    let (community_id, nonce) = (tx.community(), notification.nonce.clone());
    let heard = tx.find::<GatewayNotice>((community_id, nonce.clone()))?;
    let payment = tx.lock::<Payment>((community_id, notification.payment))?;
    if heard.is_some() {
        return Ok(Noticed::Repeated);
    }
    let mut payment = payment.ok_or(Refused(PaymentRefused::NoSuchPayment))?;
    if method(payment.method).is_none_or(|way| way.course() != Course::Notified) {
        return Err(Refused(PaymentRefused::NotificationMalformed));
    }
    let payment_id: Id<Payment> = payment.id;
    let noticed = match notification.outcome {
        GatewayOutcome::Failed => {
            failed(tx, &payment, when)?;
            Noticed::Failed
        }
        GatewayOutcome::Succeeded => {
            // Our clock and the gateway's differ: money that comes from a moment ahead of us came now.
            let at = notification.happened_at.min(when.recorded_at);
            let arrived = Arrived {
                at: at.into(),
                amount_minor: notification.amount_minor,
                reference: Some(nonce.clone()),
            };
            arrive(tx, &mut payment, Purse::Gateway, None, &arrived, when)?;
            Noticed::Landed(payment.state)
        }
    };
    let outcome = notification.outcome.code().to_owned();
    tx.insert(&GatewayNotice { community_id, nonce, payment_id, received_at_us: when.recorded_at, outcome })?;
    Ok(noticed)
}

/// Nothing moves; the order's story says it.
fn failed(tx: &mut Tx, payment: &Payment, when: When) -> Result<(), Fault> {
    if let Some(mut order) = find_order(tx, payment.order_id)? {
        record(tx, &mut order, Happened::of(OrderStep::PaymentRefused, None, when))?;
        tx.save(&order)?;
        announce(tx, "payment_failed", &order)?;
    }
    Ok(())
}
