//! Money has arrived. Whatever the order has become meanwhile, the money gets its place in the books: it pays the
//! order, or is owed to the buyer, or waits unmatched when the sum is another one.

use super::choose_payment::{new_payment, parts_of};
use super::expire_order::expired;
use super::order_rows::{Happened, abandon_payment, advance, announce, find_order, record};
use super::set_up_market::terms;
use crate::acting::{self, Actor, Standing, When};
use crate::books;
use crate::ids::Member;
use crate::jobs;
use crate::methods::{Course, method};
use crate::order::{Arrival, Progress, State};
use crate::payment::{MethodCode, PaymentRefused, PaymentState, check_arrival, check_reference};
use crate::rows::{Order, OrderStep, Payment};
use crate::settlement::{self, Purse};
use kernel::{Id, Timestamp};
use ledger::Cause;
use serde::{Deserialize, Serialize};
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};
use web::Power;

/// What the treasurer read on the account.
#[derive(Debug, Clone)]
pub struct Arrived {
    pub at: Timestamp,
    pub amount_minor: i64,
    /// The bank's.
    pub reference: Option<String>,
}

#[derive(Debug, Clone)]
pub struct ConfirmPayment {
    pub payment: Id<Payment>,
    pub arrived: Arrived,
}

/// Money that nobody claimed.
#[derive(Debug, Clone)]
pub struct RecordPayment {
    pub order: Id<Order>,
    pub payment: Id<Payment>,
    pub method: MethodCode,
    pub arrived: Arrived,
    pub key: Option<IdempotencyKey>,
}

/// Where the money is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Landed {
    pub payment: Id<Payment>,
    pub order: Id<Order>,
    pub state: PaymentState,
    pub entry: Option<i64>,
}

/// By the treasurer, for a payment that a buyer chose or claimed.
///
/// # Errors
/// `NoSuchPayment`, `OwnPayment`, `AlreadyConfirmed`, `WrongState`, `ArrivedInFuture`, …
pub fn confirm_payment(
    tx: &mut Tx,
    actor: Actor,
    input: &ConfirmPayment,
    when: When,
) -> Outcome<Landed, PaymentRefused> {
    let mut payment =
        tx.lock::<Payment>((tx.community(), input.payment))?.ok_or(Refused(PaymentRefused::NoSuchPayment))?;
    may_confirm(tx, actor, payment.buyer)?;
    check_arrived(&input.arrived, when)?;
    let way = method(payment.method).filter(|way| way.course() == Course::Claimed);
    let purse = way.and_then(|way| way.purse()).ok_or(Refused(PaymentRefused::WrongState))?;
    arrive(tx, &mut payment, purse, actor.member(), &input.arrived, when)?;
    Ok(landed(&payment))
}

/// By the treasurer, for money that simply came.
///
/// # Errors
/// As `confirm_payment`; `AlreadyConfirmed` when the order is paid.
pub fn record_payment(
    tx: &mut Tx,
    actor: Actor,
    input: &RecordPayment,
    when: When,
) -> Outcome<Landed, PaymentRefused> {
    if let Some(first) = acting::first(tx, &input.key, PaymentRefused::KeyReused)? {
        return Ok(first);
    }
    let order =
        tx.find::<Order>((tx.community(), input.order))?.ok_or(Refused(PaymentRefused::NoSuchOrder))?;
    may_confirm(tx, actor, order.buyer)?;
    check_arrived(&input.arrived, when)?;
    let way = method(input.method).filter(|way| way.course() == Course::Claimed);
    let purse = way.and_then(|way| way.purse()).ok_or(Refused(PaymentRefused::MethodNotOffered))?;
    let progress = order.progress();
    if !progress.is_unpaid() && !progress.is_given_up() {
        return Err(Refused(PaymentRefused::AlreadyConfirmed));
    }
    let mut payment = match order.payment_id.filter(|_| order.state != State::Placed && progress.is_unpaid())
    {
        Some(standing) => tx
            .lock::<Payment>((order.community_id, standing))?
            .ok_or(Refused(PaymentRefused::NoSuchPayment))?,
        None => {
            let payment = new_payment(&order, input.payment, input.method);
            tx.insert(&payment)?;
            payment
        }
    };
    payment.method = input.method;
    arrive(tx, &mut payment, purse, actor.member(), &input.arrived, when)?;
    let landed = landed(&payment);
    acting::remember(tx, &input.key, &landed, when)?;
    Ok(landed)
}

fn landed(payment: &Payment) -> Landed {
    Landed { payment: payment.id, order: payment.order_id, state: payment.state, entry: payment.entry }
}

pub(super) fn may_confirm(tx: &mut Tx, actor: Actor, buyer: Id<Member>) -> Outcome<(), PaymentRefused> {
    match acting::standing(tx, actor, Power::ConfirmPayments)? {
        Standing::May => {}
        Standing::MayNot => return Err(Refused(PaymentRefused::NotAllowed)),
        Standing::NoMember => return Err(Refused(PaymentRefused::NotAMember)),
    }
    match actor == Actor::Member(buyer) {
        true => Err(Refused(PaymentRefused::OwnPayment)),
        false => Ok(()),
    }
}

fn check_arrived(arrived: &Arrived, when: When) -> Outcome<(), PaymentRefused> {
    check_arrival(arrived.at, when.recorded_at).map_err(Refused)?;
    check_reference(arrived.reference.as_deref().unwrap_or_default()).map_err(Refused)?;
    match arrived.amount_minor > 0 {
        true => Ok(()),
        false => Err(Refused(PaymentRefused::AmountDiffers)),
    }
}

/// What money does that came by whatever way. `payment` is locked or inserted by this operation.
pub(super) fn arrive(
    tx: &mut Tx,
    payment: &mut Payment,
    purse: Purse,
    by: Option<Id<Member>>,
    arrived: &Arrived,
    when: When,
) -> Outcome<(), PaymentRefused> {
    payment.state.confirm().map_err(Refused)?;
    let mut order = find_order(tx, payment.order_id)?.ok_or(Refused(PaymentRefused::NoSuchOrder))?;
    (payment.arrived_at_us, payment.arrived_minor) = (Some(arrived.at), Some(arrived.amount_minor));
    (payment.decided_by, payment.decided_at_us) = (by, Some(when.recorded_at));
    if arrived.reference.is_some() {
        payment.reference.clone_from(&arrived.reference);
    }
    let came = Came {
        purse,
        by,
        when: When { happened_at: arrived.at, recorded_at: when.recorded_at },
        noted: when,
    };
    if arrived.amount_minor != payment.amount_minor {
        came.unmatched(tx, &mut order, payment)?;
    } else {
        match order.progress().money_arrived(arrived.at) {
            Ok(Arrival::Paid(progress)) => came.paid(tx, &mut order, payment, progress)?,
            Ok(Arrival::ExpiresNow(progress)) => {
                expired(tx, &mut order, progress, Some(payment.id), when)?;
                came.late(tx, &mut order, payment)?;
            }
            // Given up, or paid by other money already: this money is the buyer's.
            Ok(Arrival::Late) | Err(_) => came.late(tx, &mut order, payment)?,
        }
    }
    Ok(tx.save(payment)?)
}

struct Came {
    purse: Purse,
    by: Option<Id<Member>>,
    /// For the books: when it came.
    when: When,
    /// For the order's story: when we heard.
    noted: When,
}

impl Came {
    fn post(&self, tx: &mut Tx, payment: &Payment, moves: &[settlement::Move]) -> Result<Option<i64>, Fault> {
        let cause = Cause::new("payment", payment.id);
        books::post_sure(tx, books::Entry { kind: "payment", cause, parent: None, moves, when: self.when })
    }

    fn event(&self, step: OrderStep, payment: &Payment) -> Happened<'static> {
        let (entry, amount_minor) = (payment.entry, payment.arrived_minor);
        Happened { entry, amount_minor, ..Happened::of(step, self.by, self.noted) }
    }

    fn paid(
        &self,
        tx: &mut Tx,
        order: &mut Order,
        payment: &mut Payment,
        progress: Progress,
    ) -> Result<(), Fault> {
        let moves = settlement::paid(self.purse, &parts_of(tx, order)?);
        payment.entry = self.post(tx, payment, &moves)?;
        payment.state = PaymentState::Confirmed;
        abandon_payment(tx, order, Some(payment.id))?;
        (order.payment_id, order.method, order.paid_entry) =
            (Some(payment.id), Some(payment.method), payment.entry);
        advance(tx, order, progress, self.event(OrderStep::Paid, payment))
    }

    fn late(&self, tx: &mut Tx, order: &mut Order, payment: &mut Payment) -> Result<(), Fault> {
        let minor = payment.arrived_minor.unwrap_or(payment.amount_minor);
        payment.entry = self.post(tx, payment, &settlement::late(self.purse, payment.buyer, minor))?;
        payment.state = PaymentState::Late;
        self.beside(tx, order, OrderStep::PaymentLate, payment)
    }

    /// The order waits on; a claim that named another sum gives way to a new one.
    fn unmatched(&self, tx: &mut Tx, order: &mut Order, payment: &mut Payment) -> Result<(), Fault> {
        let minor = payment.arrived_minor.unwrap_or(payment.amount_minor);
        payment.entry = self.post(tx, payment, &[(self.purse, minor), (Purse::Unmatched, -minor)])?;
        payment.state = PaymentState::Mismatched;
        if order.payment_id == Some(payment.id) {
            let terms = terms(tx)?;
            (order.payment_id, order.method) = (None, None);
            if let Ok(progress) = order.progress().refuse_claim(&terms, self.noted.happened_at) {
                order.set_progress(progress);
                if let Some(due_at) = progress.hold_until {
                    tx.enqueue(jobs::expire(order.id, due_at))?;
                }
            }
        }
        self.beside(tx, order, OrderStep::PaymentMismatched, payment)
    }

    fn beside(
        &self,
        tx: &mut Tx,
        order: &mut Order,
        step: OrderStep,
        payment: &Payment,
    ) -> Result<(), Fault> {
        let event = self.event(step, payment);
        record(tx, order, event)?;
        tx.save(order)?;
        announce(tx, step.code(), order)
    }
}
