//! Money has arrived that nobody claimed: for an order without a payment, or a second time. It is entered all the same.

use super::arrive::arrive;
use super::choose_payment::new_payment;
use super::confirm_payment::{Arrived, Landed, check_arrived, landed, may_confirm};
use super::seen_lines::is_known;
use crate::acting::{self, Actor, When};
use crate::market_store::PAYMENTS_OF_ONE;
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
    record_unless(tx, actor, input, when, |_, _| Ok(false))
}

/// Of one that is `known` nothing is entered; what was answered before is answered again, whatever is known by now.
fn record_unless(
    tx: &mut Tx,
    actor: Actor,
    input: &RecordPayment,
    when: When,
    known: impl FnOnce(&mut Tx, &Order) -> Outcome<bool, PaymentRefused>,
) -> Outcome<Landed, PaymentRefused> {
    if let Some(first) = answered_before(tx, input)? {
        return Ok(first);
    }
    let order =
        tx.find::<Order>((tx.community(), input.order))?.ok_or(Refused(PaymentRefused::NoSuchOrder))?;
    may_confirm(tx, actor, order.buyer)?;
    if known(tx, &order)? {
        return Err(Refused(PaymentRefused::ReferenceUsed));
    }
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

/// As `record_payment`, for one that is entered by itself: what was recorded before is not recorded once more, unless it is said to be
/// `another` transfer. Known again is the number of a transfer, for whatever it was recorded; one word of letters and digits, for
/// another payment of the last ninety days; and of the same order the same words, sum and day.
///
/// # Errors
/// `ReferenceUsed`, and those of `record_payment`.
pub fn record_one(
    tx: &mut Tx,
    actor: Actor,
    input: &RecordPayment,
    another: bool,
    when: When,
) -> Outcome<Landed, PaymentRefused> {
    let known = |tx: &mut Tx, order: &Order| Ok(!another && is_recorded(tx, order, &input.arrived, when)?);
    record_unless(tx, actor, input, when, known)
}

/// Whether money was entered before: by the number of its reference for anything, by its words for something
/// else within ninety days, by the same words, sum and day for this order.
///
/// # Errors
/// `ArrivedInFuture` and the like, of a time that cannot be.
pub(super) fn is_recorded(
    tx: &mut Tx,
    order: &Order,
    arrived: &Arrived,
    when: When,
) -> Outcome<bool, PaymentRefused> {
    let Some(reference) = arrived.reference.as_deref().map(str::trim).filter(|said| !said.is_empty()) else {
        return Ok(false);
    };
    if is_known(tx, reference, &order.id.to_string(), when.recorded_at)? {
        return Ok(true);
    }
    let at = arrived.at.instant(order.placed_at_us, when.recorded_at).map_err(Refused)?;
    let zone = acting::zone(tx)?;
    let day = at.day(&zone);
    let ids: Vec<(Id<Payment>,)> = tx.rows(PAYMENTS_OF_ONE, &[&order.community_id, &order.id])?;
    for (id,) in ids {
        let same = tx.find::<Payment>((order.community_id, id))?.is_some_and(|payment| {
            payment.entry.is_some()
                && !payment.is_undone()
                && payment.reference.as_deref().map(str::trim) == Some(reference)
                && payment.arrived_minor == Some(arrived.amount_minor)
                && payment.arrived_at_us.is_some_and(|at| at.day(&zone) == day)
        });
        if same {
            return Ok(true);
        }
    }
    Ok(false)
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
