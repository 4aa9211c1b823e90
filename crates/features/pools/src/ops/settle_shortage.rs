//! What a supplier did not bring falls on those who joined, as was stated before they did; it is given back at once. Spare
//! pieces are nobody's yet, so they go first, and the fund that paid for them gets its money back.
//!
//! Planned once, in one transaction, and then settled a few parts at a time: where it was interrupted it goes on behind what
//! is on disk.

use super::{Noted, announce, lock_pool, note};
use crate::acting::fault;
use crate::forming::{group_buy, supplier_part};
use crate::group_buy::{Joined, share_out};
use crate::ids::PoolId;
use crate::jobs;
use crate::pool::PoolState;
use crate::pools_store::{captured_parts, short_after};
use crate::rows::{GroupBuy, GroupBuyPart, Pool, PoolStep};
use crate::same_id::same_id;
use crate::t;
use kernel::{Id, Quantity, Timestamp};
use market::ops::{ReportShortage, Restock, report_shortage, restock};
use market::order::State;
use market::refund::RefundRefused;
use market::rows::{OfferVariant, Order, OrderLine};
use market::{Actor, When};
use store::OpError::{self, Refused};
use store::{Fault, Tx};
use supply::rows::Purchase;
use web::Lang;

/// Parts settled in one transaction.
const AT_ONCE: i64 = 50;

/// How it stands after this step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortage {
    /// Nothing more is to be done.
    Settled,
    /// The parts are still becoming orders: to be asked again.
    Early,
}

/// By a job, once the purchase order is closed.
///
/// # Errors
/// Of the database only.
pub fn settle_shortage(tx: &mut Tx, purchase: Id<Purchase>, now: Timestamp) -> Result<Shortage, Fault> {
    let Some((ordered, received)) = supply::received(tx, purchase)? else { return Ok(Shortage::Settled) };
    let id: PoolId = same_id(purchase)?;
    let Some(mut pool) = lock_pool(tx, id)? else { return Ok(Shortage::Settled) };
    if pool.state != PoolState::Captured {
        let early = pool.state == PoolState::Met;
        return Ok(if early { Shortage::Early } else { Shortage::Settled });
    }
    let mut buy = group_buy(tx, &pool)?;
    if buy.short_milli.is_none() {
        plan(tx, &mut pool, &mut buy, purchase, ordered - received, now)?;
        tx.save(&buy)?;
        tx.save(&pool)?;
    }
    give_back(tx, &pool, now)?;
    Ok(Shortage::Settled)
}

/// Fixes what falls on whom.
fn plan(
    tx: &mut Tx,
    pool: &mut Pool,
    buy: &mut GroupBuy,
    purchase: Id<Purchase>,
    missing: i64,
    now: Timestamp,
) -> Result<(), Fault> {
    buy.short_milli = Some(missing);
    // What no member has is missed by nobody.
    let missing = (missing - nobodys(tx, pool, buy)?).max(0);
    if missing == 0 {
        return Ok(());
    }
    let lost = lose_spare(tx, pool, buy, purchase, missing, now)?;
    let waiting = waiting(tx, pool)?;
    // Half a step could be given to nobody. What was handed out before anybody counted stays where it is.
    let steps = (missing - lost + pool.step_milli - 1) / pool.step_milli;
    let there: i64 = waiting.iter().map(|(joined, _)| joined.units).sum();
    let falls = (steps * pool.step_milli).min(there - there % pool.step_milli);
    let joined: Vec<Joined> = waiting.iter().map(|(joined, _)| *joined).collect();
    let shares = share_out(falls, &joined, pool.step_milli, buy.falls_on);
    let shares = shares.ok_or_else(|| fault(format!("{}: {falls} cannot be shared out", pool.id)))?;
    for share in shares {
        let of = waiting.iter().find(|(joined, _)| joined.number == share.number);
        let (_, commitment) = of.ok_or_else(|| fault(format!("{}: nobody joined as {share:?}", pool.id)))?;
        let part = tx.lock::<GroupBuyPart>((pool.community_id, *commitment))?;
        let mut part = part.ok_or_else(|| fault(format!("{commitment}: captured without a part")))?;
        part.short_milli = Some(share.units);
        tx.save(&part)?;
    }
    note(tx, pool, Noted::of(PoolStep::Short, None, now))?;
    announce(tx, "pool_short", pool)
}

/// What was ordered, and neither spare nor any member's: of who had left by then, or of an order that was called off.
fn nobodys(tx: &mut Tx, pool: &Pool, buy: &GroupBuy) -> Result<i64, Fault> {
    let mut left = buy.ordered_milli.unwrap_or_default() - buy.spare_milli.unwrap_or_default();
    for (_, _, order) in captured_parts(tx, pool.community_id, pool.id)? {
        let line = tx.find::<OrderLine>((pool.community_id, order, 1))?;
        left -= line.map_or(0, |line| line.quantity_milli.milli - line.undelivered_milli.milli);
    }
    Ok(left.max(0))
}

/// Takes spare pieces off the shelf, as many as are still there and did not come, and their money back.
fn lose_spare(
    tx: &mut Tx,
    pool: &Pool,
    buy: &GroupBuy,
    purchase: Id<Purchase>,
    missing: i64,
    now: Timestamp,
) -> Result<i64, Fault> {
    let spare = buy.spare_milli.unwrap_or_default();
    let variant = tx.find::<OfferVariant>((pool.community_id, buy.offer_id, buy.variant))?;
    let on_shelf = variant.and_then(|variant| variant.available_milli).unwrap_or_default();
    let most = spare.min(missing).min(on_shelf);
    let lost = most - most % pool.step_milli;
    if lost == 0 {
        return Ok(0);
    }
    let quantity = Quantity::from_milli(-lost);
    let input = Restock { offer: buy.offer_id, variant: buy.variant, quantity, key: None };
    match restock(tx, Actor::System, &input, When::from(now)) {
        Ok(_) => {}
        // Looked at just now.
        Err(Refused(why)) => return Err(fault(format!("{}: {}", pool.id, why.code()))),
        Err(OpError::Fault(fault)) => return Err(fault),
    }
    let price = buy.price_e4.ok_or_else(|| fault(format!("{}: closed without a price", pool.id)))?;
    let worth = match lost == spare {
        true => buy.spare_minor,
        false => supplier_part(tx, buy, price, Quantity::from_milli(lost), pool)?.min(buy.spare_minor),
    };
    if worth > 0 {
        let why = t(lang(tx)?).short_spare();
        match supply::credit_spare(tx, purchase, worth, &why, now) {
            Ok(_) => {}
            Err(Refused(why)) => return Err(fault(format!("{}: {}", pool.id, why.code()))),
            Err(OpError::Fault(fault)) => return Err(fault),
        }
    }
    Ok(lost)
}

/// Parts whose order still waits to be handed over, with what is left of it.
fn waiting(tx: &mut Tx, pool: &Pool) -> Result<Vec<(Joined, Id<crate::rows::Commitment>)>, Fault> {
    let mut waiting = Vec::new();
    for (commitment, number, order) in captured_parts(tx, pool.community_id, pool.id)? {
        let row = tx.find::<Order>((pool.community_id, order))?;
        if row.is_none_or(|row| row.state != State::Paid) {
            continue;
        }
        let line = tx.find::<OrderLine>((pool.community_id, order, 1))?;
        let units = line.map_or(0, |line| line.quantity_milli.milli - line.undelivered_milli.milli);
        let units = units - units % pool.step_milli;
        if units > 0 {
            waiting.push((Joined { number, units }, commitment));
        }
    }
    Ok(waiting)
}

/// A few parts; another job stands for the rest.
fn give_back(tx: &mut Tx, pool: &Pool, now: Timestamp) -> Result<(), Fault> {
    let next = short_after(tx, pool.community_id, pool.id, AT_ONCE)?;
    let more = next.len() as i64 == AT_ONCE;
    let reason = t(lang(tx)?).short_reason();
    for commitment in next {
        let part = tx.lock::<GroupBuyPart>((pool.community_id, commitment))?;
        let mut part = part.ok_or_else(|| fault(format!("{commitment}: listed and not there")))?;
        let order = part.order_id.ok_or_else(|| fault(format!("{commitment}: captured without an order")))?;
        let input = ReportShortage {
            refund: same_id(commitment)?,
            order,
            missing: vec![(1, Quantity::from_milli(part.short_milli.unwrap_or_default()))],
            reason: reason.clone(),
            key: None,
        };
        part.short_minor = match tx.attempt(|tx| report_shortage(tx, Actor::System, &input, When::from(now)))
        {
            Ok(gave) => Some(gave.amount_minor),
            // Called off, or handed over by now, or given back by hand: nothing of it is missing any more.
            Err(Refused(
                RefundRefused::NotPaid | RefundRefused::MoreThanLeft | RefundRefused::MoreThanPaid,
            )) => Some(0),
            // Anything else must not be written down as if it had been given back.
            Err(Refused(why)) => return Err(fault(format!("{commitment}: {}", why.code()))),
            Err(OpError::Fault(fault)) => return Err(fault),
        };
        tx.save(&part)?;
    }
    if more {
        tx.enqueue(jobs::delivered(same_id(pool.id)?, now))?;
    }
    Ok(())
}

/// In which the program speaks in this community.
fn lang(tx: &mut Tx) -> Result<Lang, Fault> {
    let community = tx.find::<community::Community>(tx.community())?;
    Ok(if community.is_some_and(|row| row.lang == "en") { Lang::En } else { Lang::Zh })
}
