//! What several operations do with the rows of an order.

use crate::acting::When;
use crate::books::{self, fault};
use crate::ids::Member;
use crate::offer::{Stock, StockShort};
use crate::order::Progress;
use crate::refund::LineLeft;
use crate::rows::{
    LinePart, OfferSplit, OfferVariant, Order, OrderEvent, OrderLine, OrderStep, Payment, PurchaseCount,
};
use crate::split::Part;
use crate::whose;
use kernel::{Id, Quantity};
use store::{Fault, Tx};

pub(super) fn find_order(tx: &mut Tx, id: Id<Order>) -> Result<Option<Order>, Fault> {
    tx.lock::<Order>((tx.community(), id))
}

/// A line, to be changed.
pub(super) fn lock_line(tx: &mut Tx, line: &OrderLine) -> Result<OrderLine, Fault> {
    let line = (line.community_id, line.order_id, line.number);
    tx.lock::<OrderLine>(line)?.ok_or_else(|| fault(format!("{}: line {} is missing", line.1, line.2)))
}

/// All lines, to look at.
pub(super) fn find_lines(tx: &mut Tx, order: &Order) -> Result<Vec<OrderLine>, Fault> {
    let line = |number| tx.find::<OrderLine>((order.community_id, order.id, number));
    let lines: Vec<_> = (1..=order.line_count).map(line).collect::<Result<_, _>>()?;
    lines.into_iter().collect::<Option<_>>().ok_or_else(|| fault(format!("{}: a line is missing", order.id)))
}

/// Appends to what is known of an order, and moves it. The caller saves the order.
pub(super) fn record(tx: &mut Tx, order: &mut Order, event: Happened<'_>) -> Result<(), Fault> {
    order.event_count += 1;
    tx.insert(&OrderEvent {
        community_id: order.community_id,
        order_id: order.id,
        number: order.event_count,
        step: event.step,
        at_us: event.when.happened_at,
        by_member: event.by,
        reason: event.reason.map(str::to_owned),
        entry: event.entry,
        amount_minor: event.amount_minor,
    })
}

/// One event, to be recorded.
pub(super) struct Happened<'a> {
    pub step: OrderStep,
    pub when: When,
    pub by: Option<Id<Member>>,
    pub reason: Option<&'a str>,
    pub entry: Option<i64>,
    pub amount_minor: Option<i64>,
}

impl Happened<'_> {
    pub(super) fn of(step: OrderStep, by: Option<Id<Member>>, when: When) -> Happened<'static> {
        Happened { step, when, by, reason: None, entry: None, amount_minor: None }
    }
}

/// Moves, records, saves and announces: the end of most operations.
pub(super) fn advance(
    tx: &mut Tx,
    order: &mut Order,
    progress: Progress,
    event: Happened<'_>,
) -> Result<(), Fault> {
    let step = event.step;
    go(tx, order, progress, event)?;
    keep(tx, order, step)
}

/// Moves and records, where more follows. An operation saves its order once: whoever calls several in one
/// transaction has locked it once for each.
pub(super) fn go(
    tx: &mut Tx,
    order: &mut Order,
    progress: Progress,
    event: Happened<'_>,
) -> Result<(), Fault> {
    order.set_progress(progress);
    record(tx, order, event)
}

/// Saves, and announces what happened last.
pub(super) fn keep(tx: &mut Tx, order: &Order, step: OrderStep) -> Result<(), Fault> {
    tx.save(order)?;
    announce(tx, step.code(), order)
}

pub(super) fn announce(tx: &mut Tx, what: &str, order: &Order) -> Result<(), Fault> {
    // Ids and numbers need no escaping.
    let body = format!(
        r#"{{"order":"{}","number":{},"buyer":"{}","state":"{}"}}"#,
        order.id, order.number, order.buyer, order.state
    );
    tx.announce(&format!("order_{what}"), body)?;
    tell_above(tx, what, order)
}

/// Whoever brought the buyer, or gave the coupon, hears when it is decided what becomes of it.
fn tell_above(tx: &mut Tx, what: &str, order: &Order) -> Result<(), Fault> {
    let told =
        [OrderStep::Settled, OrderStep::Refunded, OrderStep::Short, OrderStep::Cancelled, OrderStep::Expired];
    if order.referred_by.is_none() && order.coupon_budget.is_none() {
        return Ok(());
    }
    match told.iter().any(|step| step.code() == what) {
        true => tx.enqueue(crate::jobs::brought(order, what == OrderStep::Settled.code())),
        false => Ok(()),
    }
}

/// What each receiver has of a line by the split it was bought under, before any refund.
fn parts_at_first(tx: &mut Tx, line: &OrderLine) -> Result<Vec<Part>, Fault> {
    let split = tx.find::<OfferSplit>(whose::split_of(line))?;
    whose::parts(line, split)
}

/// What is left of each receiver's part of a line, in the order of parties.
///
/// # Errors
/// Of the database only.
pub fn parts_left(tx: &mut Tx, line: &OrderLine) -> Result<Vec<Part>, Fault> {
    let mut parts = parts_at_first(tx, line)?;
    if line.refunded_minor > 0 {
        for part in &mut parts {
            let key = (line.community_id, line.order_id, line.number, part.to.to_string());
            part.minor -= tx.find::<LinePart>(key)?.map_or(0, |taken| taken.refunded_minor);
        }
    }
    Ok(parts)
}

/// A line as the rules of refunds look at it.
pub(super) fn line_left(tx: &mut Tx, line: &OrderLine) -> Result<LineLeft, Fault> {
    Ok(LineLeft {
        quantity: line.quantity_milli,
        price: line.price_e4,
        currency: books::currency(tx)?,
        returned: line.returned_milli,
        total_minor: line.total_minor,
        refunded_minor: line.refunded_minor,
        parts: parts_left(tx, line)?,
    })
}

/// Writes down what was taken from each part of a line.
pub(super) fn take_parts(tx: &mut Tx, line: &OrderLine, taken: &[Part]) -> Result<(), Fault> {
    for first in parts_at_first(tx, line)? {
        let minor = taken.iter().find(|part| part.to == first.to).map_or(0, |part| part.minor);
        let party = first.to.to_string();
        match tx.lock::<LinePart>((line.community_id, line.order_id, line.number, party.clone()))? {
            Some(mut part) => {
                part.refunded_minor += minor;
                tx.save(&part)?;
            }
            None => tx.insert(&LinePart {
                community_id: line.community_id,
                order_id: line.order_id,
                line: line.number,
                party,
                part_minor: first.minor,
                refunded_minor: minor,
            })?,
        }
    }
    Ok(())
}

/// What becomes of goods.
pub(super) type StockMove = fn(Stock, i64) -> Result<Stock, StockShort>;

/// Moves the stock of a line's variant.
pub(super) fn move_stock(tx: &mut Tx, line: &OrderLine, milli: i64, how: StockMove) -> Result<(), Fault> {
    if milli == 0 {
        return Ok(());
    }
    let variant = tx.lock::<OfferVariant>((line.community_id, line.offer_id, line.variant))?;
    let mut variant =
        variant.ok_or_else(|| fault(format!("{} {}: no such variant", line.offer_id, line.variant)))?;
    let stock = how(variant.stock(), milli);
    variant
        .set_stock(stock.map_err(|StockShort| fault(format!("{}: stock does not add up", line.offer_id)))?);
    tx.save(&variant)
}

/// What a buyer did not get does not count against the limit.
pub(super) fn uncount(tx: &mut Tx, order: &Order, line: &OrderLine, quantity: Quantity) -> Result<(), Fault> {
    if !line.limited {
        return Ok(());
    }
    if let Some(mut count) = tx.lock::<PurchaseCount>((line.community_id, line.offer_id, order.buyer))? {
        count.bought_milli = (count.bought_milli - quantity.milli).max(0);
        tx.save(&count)?;
    }
    Ok(())
}

/// The attempt to pay that stands ends with its order, or with other money that paid it, where nothing was said about
/// it. `in_hand` is one that the caller has locked and decides about.
pub(super) fn abandon_payment(tx: &mut Tx, order: &Order, in_hand: Option<Id<Payment>>) -> Result<(), Fault> {
    let Some(standing) = order.payment_id.filter(|id| Some(*id) != in_hand) else { return Ok(()) };
    let key = (order.community_id, standing);
    // Looked at first: what is locked has to be saved.
    let ended = tx.find::<Payment>(key)?.and_then(|payment| payment.state.abandon());
    if let (Some(state), Some(mut payment)) = (ended, tx.lock::<Payment>(key)?) {
        payment.state = state;
        tx.save(&payment)?;
    }
    Ok(())
}

/// The goods of an unpaid order go back on the shelf.
pub(super) fn release_all(tx: &mut Tx, order: &Order) -> Result<(), Fault> {
    for line in find_lines(tx, order)? {
        move_stock(tx, &line, line.quantity_milli.milli, Stock::release)?;
        uncount(tx, order, &line, line.quantity_milli)?;
    }
    Ok(())
}
