//! Some of what was ordered is not there: its worth goes back to the buyer, the rest is still to be handed over.

use super::order_rows::{find_lines, find_order};
use super::refund_order::{GaveBack, Giving, Goods, may_refund, not_own, of_quantities};
use crate::acting::{self, Actor, When};
use crate::offer::Stock;
use crate::order::State;
use crate::refund::RefundRefused;
use crate::rows::{Order, Refund, RefundKind};
use kernel::{Id, Quantity};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct ReportShortage {
    pub refund: Id<Refund>,
    pub order: Id<Order>,
    /// Line numbers and how much of each is missing.
    pub missing: Vec<(i64, Quantity)>,
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// # Errors
/// `NotAllowed`, `OwnOrder`, `NotPaid` when it is not waiting to be handed over, `MoreThanLeft`, …
pub fn report_shortage(
    tx: &mut Tx,
    actor: Actor,
    input: &ReportShortage,
    when: When,
) -> Outcome<GaveBack, RefundRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(RefundRefused::KeyReused)? {
        return Ok(first);
    }
    may_refund(tx, actor, Power::FulfilOrders)?;
    let mut order = find_order(tx, input.order)?.ok_or(Refused(RefundRefused::NoSuchOrder))?;
    not_own(tx, actor, &order)?;
    let reason = acting::reason(&input.reason, RefundRefused::ReasonMissing)?;
    if order.state != State::Paid {
        return Err(Refused(RefundRefused::NotPaid));
    }
    let mut lines = find_lines(tx, &order)?;
    // By weight, so not only in whole steps: what is missing goes on no shelf.
    let takings = of_quantities(tx, &lines, &input.missing)?;
    let goods = Goods { delivered: false, how: Some(Stock::lose) };
    let giving =
        Giving { id: input.refund, kind: RefundKind::Shortage, reason, restocked: false, actor, when };
    let gave = giving.give(tx, &mut order, &mut lines, &takings, &goods)?;
    giving.close(tx, &mut order, &lines, &gave)?;
    tx.remember(&input.key, &gave, when.recorded_at)?;
    Ok(gave)
}
