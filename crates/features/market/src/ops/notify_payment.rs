//! The played gateway says what became of a payment. Saying it twice does it once.

use super::arrive::arrive;
use super::confirm_payment::Arrived;
use super::order_rows::{Happened, announce, find_order, record};
use crate::acting::When;
use crate::methods::gateway::{GatewayOutcome, Notification, Signed};
use crate::methods::{Course, method};
use crate::payment::{PaymentRefused, PaymentState};
use crate::rows::{GatewayNotice, OrderStep, Payment};
use crate::settlement::Purse;
use kernel::{Id, Timestamp};
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

/// A notification as it came: its signature is looked at first.
///
/// # Errors
/// `SignatureWrong`, `SignatureStale`, and those of `notify_payment`.
pub fn hear_payment(
    tx: &mut Tx,
    told: &Signed,
    secret: &[u8],
    now: Timestamp,
) -> Outcome<Noticed, PaymentRefused> {
    let notification = told.verify(secret, now).map_err(Refused)?;
    let when = When { happened_at: notification.happened_at.min(now), recorded_at: now };
    notify_payment(tx, &notification, true, when)
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
            failed(tx, &mut payment, when)?;
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

/// Nothing moves; the order's page says it, and the buyer can try again. Of money that has come it says nothing.
fn failed(tx: &mut Tx, payment: &mut Payment, when: When) -> Result<(), Fault> {
    let Ok(state) = payment.state.fail() else { return Ok(()) };
    (payment.state, payment.decided_at_us) = (state, Some(when.recorded_at));
    tx.save(payment)?;
    if let Some(mut order) = find_order(tx, payment.order_id)? {
        record(tx, &mut order, Happened::of(OrderStep::PaymentFailed, None, when))?;
        tx.save(&order)?;
        announce(tx, OrderStep::PaymentFailed.code(), &order)?;
    }
    Ok(())
}
