//! The treasurer has found the money of a payment that a buyer chose or claimed.

use super::arrive::arrive;
use super::record_payment::is_recorded;
use crate::acting::{self, Actor, Standing, When};
use crate::ids::Member;
use crate::methods::{Course, method};
use crate::payment::{ArrivedAt, PaymentRefused, PaymentState, check_reference, check_sum};
use crate::rows::{Order, Payment};
use kernel::Id;
use serde::{Deserialize, Serialize};
use store::OpError::Refused;
use store::{Outcome, Tx};
use web::Power;

/// What the treasurer read on the account.
#[derive(Debug, Clone)]
pub struct Arrived {
    pub at: ArrivedAt,
    pub amount_minor: i64,
    /// The bank's.
    pub reference: Option<String>,
}

#[derive(Debug, Clone)]
pub struct ConfirmPayment {
    pub payment: Id<Payment>,
    pub arrived: Arrived,
}

/// Where the money is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Landed {
    pub payment: Id<Payment>,
    pub order: Id<Order>,
    pub state: PaymentState,
    pub entry: Option<i64>,
}

/// By the treasurer.
///
/// # Errors
/// `NoSuchPayment`, `OwnPayment`, `AlreadyConfirmed`, `WrongState`, `AmountFar`, `ArrivedInFuture`, …
pub fn confirm_payment(
    tx: &mut Tx,
    actor: Actor,
    input: &ConfirmPayment,
    when: When,
) -> Outcome<Landed, PaymentRefused> {
    let mut payment =
        tx.lock::<Payment>((tx.community(), input.payment))?.ok_or(Refused(PaymentRefused::NoSuchPayment))?;
    may_confirm(tx, actor, payment.buyer)?;
    check_arrived(&input.arrived, payment.amount_minor)?;
    let way = method(payment.method).filter(|way| way.course() == Course::Claimed);
    let purse = way.and_then(|way| way.purse()).ok_or(Refused(PaymentRefused::WrongState))?;
    arrive(tx, &mut payment, purse, actor.member(), &input.arrived, when)?;
    Ok(landed(&payment))
}

/// As `confirm_payment`, for one that is looked at by itself: what was entered before is not entered once more, unless it is said to be
/// `another` transfer. Known again as by `record_one`.
///
/// # Errors
/// `ReferenceUsed`, and those of `confirm_payment`.
pub fn confirm_one(
    tx: &mut Tx,
    actor: Actor,
    input: &ConfirmPayment,
    another: bool,
    when: When,
) -> Outcome<Landed, PaymentRefused> {
    let payment =
        tx.find::<Payment>((tx.community(), input.payment))?.ok_or(Refused(PaymentRefused::NoSuchPayment))?;
    may_confirm(tx, actor, payment.buyer)?;
    // What is confirmed already is told so, whatever its number.
    payment.state.confirm().map_err(Refused)?;
    let order = tx.find::<Order>((payment.community_id, payment.order_id))?;
    let order = order.ok_or(Refused(PaymentRefused::NoSuchOrder))?;
    if !another && is_recorded(tx, &order, &input.arrived, when)? {
        return Err(Refused(PaymentRefused::ReferenceUsed));
    }
    confirm_payment(tx, actor, input, when)
}

pub(super) fn landed(payment: &Payment) -> Landed {
    Landed { payment: payment.id, order: payment.order_id, state: payment.state, entry: payment.entry }
}

pub(super) fn may_confirm(tx: &mut Tx, actor: Actor, buyer: Id<Member>) -> Outcome<(), PaymentRefused> {
    match acting::standing(tx, actor, Power::ConfirmPayments)? {
        Standing::May => {}
        // Who looks for payments may be the only one: a steward looks for theirs.
        Standing::MayNot
            if acting::standing(tx, actor, Power::GrantRoles)? == Standing::May
                && community::powers_now(tx, buyer)?
                    .is_some_and(|powers| powers.has(Power::ConfirmPayments)) => {}
        Standing::MayNot => return Err(Refused(PaymentRefused::NotAllowed)),
        Standing::NoMember => return Err(Refused(PaymentRefused::NotAMember)),
    }
    match acting::is_own(tx, actor, buyer)? {
        true => Err(Refused(PaymentRefused::OwnPayment)),
        false => Ok(()),
    }
}

pub(super) fn check_arrived(arrived: &Arrived, price_minor: i64) -> Outcome<(), PaymentRefused> {
    check_reference(arrived.reference.as_deref().unwrap_or_default()).map_err(Refused)?;
    check_sum(arrived.amount_minor, price_minor).map_err(Refused)
}
