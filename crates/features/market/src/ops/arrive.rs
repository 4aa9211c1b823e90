//! Money has arrived. Whatever the order has become meanwhile, the money gets its place in the books: it pays the
//! order, or is owed to the buyer, or waits unmatched when it is too little.

use super::choose_payment::parts_of;
use super::confirm_payment::Arrived;
use super::expire_order::expired;
use super::order_rows::{Happened, abandon_payment, announce, find_order, go, keep, record};
use super::seen_lines::note_reference;
use super::set_up_market::terms;
use crate::acting::When;
use crate::books;
use crate::ids::Member;
use crate::jobs;
use crate::market_store::PAYMENTS_OF_ONE;
use crate::order::{Arrival, Progress};
use crate::payment::{PaymentRefused, PaymentState};
use crate::rows::{Order, OrderStep, Payment};
use crate::settlement::{self, Purse};
use kernel::Id;
use ledger::Cause;
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};

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
    let at = arrived.at.instant(order.placed_at_us, when.recorded_at).map_err(Refused)?;
    let community = tx.community();
    if by.is_some() && ledger::is_closed(tx, community, at)? {
        return Err(Refused(PaymentRefused::PeriodClosed));
    }
    (payment.arrived_at_us, payment.arrived_minor) = (Some(at), Some(arrived.amount_minor));
    (payment.decided_by, payment.decided_at_us) = (by, Some(when.recorded_at));
    // Why it was not found before is no reference of what came now; the order's story keeps it.
    payment.reference.clone_from(&arrived.reference);
    let came = Came {
        purse,
        before: 0,
        by,
        when: When { happened_at: at, recorded_at: when.recorded_at },
        noted: when,
    };
    note_reference(tx, arrived.reference.as_deref(), &order.id.to_string(), "", when.recorded_at)?;
    let before = came_before(tx, order.id)?;
    let came = Came { before, ..came };
    match order.progress().money_arrived(at, before + arrived.amount_minor >= order.due_minor()) {
        Arrival::Paid(progress) => came.paid(tx, &mut order, payment, progress)?,
        Arrival::TooLittle => came.unmatched(tx, &mut order, payment)?,
        Arrival::ExpiresNow(progress) => {
            expired(tx, &mut order, progress, Some(payment.id), when)?;
            announce(tx, OrderStep::Expired.code(), &order)?;
            came.late(tx, &mut order, payment)?;
        }
        Arrival::Late => came.late(tx, &mut order, payment)?,
    }
    Ok(tx.save(payment)?)
}

/// What came for an order before and was too little: it waits beside it.
///
/// # Errors
/// Of the database only.
pub(super) fn came_before(tx: &mut Tx, order: Id<Order>) -> Result<i64, Fault> {
    Ok(waiting(tx, order)?.iter().filter_map(|payment| payment.arrived_minor).sum())
}

fn waiting(tx: &mut Tx, order: Id<Order>) -> Result<Vec<Payment>, Fault> {
    let community = tx.community();
    let ids: Vec<(Id<Payment>,)> = tx.rows(PAYMENTS_OF_ONE, &[&community, &order])?;
    let mut waiting = Vec::new();
    for (id,) in ids {
        let payment = tx.find::<Payment>((community, id))?;
        waiting.extend(payment.filter(|payment| payment.state == PaymentState::Mismatched));
    }
    Ok(waiting)
}

/// What came for an order before and was too little has paid it now, with what else was needed.
///
/// # Errors
/// Of the database only.
pub(super) fn use_up(tx: &mut Tx, order: Id<Order>) -> Result<(), Fault> {
    for part in waiting(tx, order)? {
        let key = (part.community_id, part.id);
        if let Some(part) = tx.lock::<Payment>(key)? {
            tx.save(&Payment { state: PaymentState::Confirmed, ..part })?;
        }
    }
    Ok(())
}

/// What paid an order together with one payment, which is taken back: it came all the same, and waits beside the order as before.
///
/// # Errors
/// Of the database only.
pub(super) fn parts_wait_again(tx: &mut Tx, order: &Order, payment: Id<Payment>) -> Result<(), Fault> {
    let ids: Vec<(Id<Payment>,)> = tx.rows(PAYMENTS_OF_ONE, &[&order.community_id, &order.id])?;
    for (id,) in ids.into_iter().filter(|(id,)| *id != payment) {
        let key = (order.community_id, id);
        // Looked at first: what is locked has to be saved.
        let part = tx.find::<Payment>(key)?.filter(|part| part.state == PaymentState::Confirmed);
        if part.is_some()
            && let Some(part) = tx.lock::<Payment>(key)?
        {
            tx.save(&Payment { state: PaymentState::Mismatched, ..part })?;
        }
    }
    Ok(())
}

struct Came {
    purse: Purse,
    /// In earlier parts, which wait unmatched.
    before: i64,
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
        let minor = payment.arrived_minor.unwrap_or(payment.amount_minor);
        let from = [(self.purse, minor), (Purse::Unmatched, self.before)];
        let moves = settlement::overpaid(&from, order.coupon(), &parts_of(tx, order)?, payment.buyer);
        payment.entry = self.post(tx, payment, &moves)?;
        payment.state = PaymentState::Confirmed;
        use_up(tx, order.id)?;
        let minor = minor + self.before;
        abandon_payment(tx, order, Some(payment.id))?;
        (order.payment_id, order.method, order.paid_entry) =
            (Some(payment.id), Some(payment.method), payment.entry);
        let paid = Happened { amount_minor: Some(order.due_minor()), ..self.event(OrderStep::Paid, payment) };
        go(tx, order, progress, paid)?;
        let rest = minor - order.due_minor();
        if rest > 0 {
            let over = Happened { amount_minor: Some(rest), ..self.event(OrderStep::Overpaid, payment) };
            record(tx, order, over)?;
        }
        keep(tx, order, OrderStep::Paid)
    }

    fn late(&self, tx: &mut Tx, order: &mut Order, payment: &mut Payment) -> Result<(), Fault> {
        let minor = payment.arrived_minor.unwrap_or(payment.amount_minor);
        payment.entry = self.post(tx, payment, &settlement::late(self.purse, payment.buyer, minor))?;
        payment.state = PaymentState::Late;
        self.beside(tx, order, OrderStep::PaymentLate, payment)
    }

    /// The order waits on; the claim gives way to a new one.
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
