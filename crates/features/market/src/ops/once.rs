//! The same request again answers what the first one did: for operations that move an order and answer it.

use crate::acting::When;
use crate::books::fault;
use crate::order::State;
use crate::rows::Order;
use kernel::Id;
use serde::{Deserialize, Serialize};
use store::{IdempotencyKey, Outcome, Tx};

/// Of what the first answer said, that which moves on afterwards.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Answered {
    order: Id<Order>,
    state: State,
    refunded_minor: i64,
}

/// Moves an order the first time that `key` is seen. The next time it answers the order as it stood then, although
/// it may have gone on since.
///
/// # Errors
/// Those of `move_order`; `reused` for another input under the same key.
pub fn once<R>(
    tx: &mut Tx,
    key: &Option<IdempotencyKey>,
    reused: R,
    when: When,
    move_order: impl FnOnce(&mut Tx) -> Outcome<Order, R>,
) -> Outcome<Order, R> {
    if let Some(first) = tx.first_answer::<Answered>(key)?.or_refuse(reused)? {
        let order = tx.find::<Order>((tx.community(), first.order))?;
        let order = order.ok_or_else(|| fault(format!("{}: answered and gone", first.order)))?;
        return Ok(Order { state: first.state, refunded_minor: first.refunded_minor, ..order });
    }
    let order = move_order(tx)?;
    let answered = Answered { order: order.id, state: order.state, refunded_minor: order.refunded_minor };
    tx.remember(key, &answered, when.recorded_at)?;
    Ok(order)
}
