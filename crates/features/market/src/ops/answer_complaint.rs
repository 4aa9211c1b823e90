//! A buyer's complaint gets its answer. What is given back is a refund, an operation of its own.

use super::order_rows::{Happened, advance, find_order};
use super::set_up_market::terms;
use crate::acting::{self, Actor, Standing, When};
use crate::jobs;
use crate::order::OrderRefused;
use crate::rows::{Order, OrderStep};
use kernel::Id;
use store::OpError::Refused;
use store::{Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct AnswerComplaint {
    pub order: Id<Order>,
    /// What the buyer is told.
    pub reason: String,
}

/// By whoever may refund. The after-sales window runs again from here.
///
/// # Errors
/// `NotAllowed`, `NotAMember`, `NoSuchOrder`, `OwnOrder`, `ReasonMissing`, `WrongState` when no complaint is open.
pub fn answer_complaint(
    tx: &mut Tx,
    actor: Actor,
    input: &AnswerComplaint,
    when: When,
) -> Outcome<Order, OrderRefused> {
    match acting::standing(tx, actor, Power::Refund)? {
        Standing::May => {}
        Standing::MayNot => return Err(Refused(OrderRefused::NotAllowed)),
        Standing::NoMember => return Err(Refused(OrderRefused::NotAMember)),
    }
    let mut order = find_order(tx, input.order)?.ok_or(Refused(OrderRefused::NoSuchOrder))?;
    if actor == Actor::Member(order.buyer) {
        return Err(Refused(OrderRefused::OwnOrder));
    }
    let reason = acting::reason(&input.reason, OrderRefused::ReasonMissing)?;
    let progress = order.progress().answer_complaint(&terms(tx)?, when.happened_at).map_err(Refused)?;
    if let Some(due_at) = progress.accept_due {
        tx.enqueue(jobs::accept(order.id, due_at))?;
    }
    let reason = Some(reason.as_str());
    let event = Happened { reason, ..Happened::of(OrderStep::ComplaintAnswered, actor.member(), when) };
    advance(tx, &mut order, progress, event)?;
    Ok(order)
}
