//! What a pool ordered is counted. What a supplier did not bring falls on those who joined, as was stated before they did; it is
//! given back at once. Spare pieces are nobody's yet, so they go first, and the fund that paid for them gets its money back; what
//! is spare then becomes stock, and nobody joins any more.
//!
//! How much falls on members is fixed once; on whom, and that it is given back, a few parts at a time, so that no transaction grows
//! with how many joined. Where it was interrupted it goes on behind what is on disk.

use super::leave::lapse_unpaid;
use super::{Noted, announce, lock_pool, note};
use crate::acting::fault;
use crate::forming::{group_buy, lang, shelve, supplier_part};
use crate::group_buy::{FallsOn, Joined, joined, share_out};
use crate::ids::PoolId;
use crate::jobs;
use crate::pool::PoolState;
use crate::pools_store::{captured_have, short_after, waiting_parts};
use crate::rows::{Commitment, GroupBuy, GroupBuyPart, Pool, PoolStep};
use crate::same_id::same_id;
use crate::t;
use kernel::{Id, Quantity, Timestamp};
use market::ops::{ReportShortage, report_shortage};
use market::refund::RefundRefused;
use market::rows::OfferVariant;
use market::{Actor, When};
use std::collections::BTreeMap;
use store::OpError::{self, Refused};
use store::{Fault, Tx};
use supply::rows::Purchase;

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
        (pool.late_open, pool.late_milli) = (false, 0);
        plan(tx, &mut pool, &mut buy, purchase, ordered - received, now)?;
    }
    let more_late = lapse_unpaid(tx, &mut pool, true, now)?;
    share(tx, &pool, &mut buy)?;
    let more = give_back(tx, &pool, now)?;
    if more || more_late || buy.falls_milli > 0 {
        tx.enqueue(jobs::delivered(purchase, now))?;
    }
    tx.save(&buy)?;
    tx.save(&pool)?;
    Ok(Shortage::Settled)
}

/// Fixes what is lost of spare pieces, what of them becomes stock, and how much falls on members.
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
    let nobodys = Nobodys::find(tx, pool, buy)?;
    nobodys.shelve(tx, buy, missing, now)?;
    let missing = (missing - nobodys.milli).max(0);
    let lost = lose_spare(tx, pool, buy, purchase, missing, now)?;
    if buy.shelved_milli.is_none() {
        let there = buy.left_over() - lost;
        buy.shelved_milli = Some(there);
        shelve(tx, buy, there, now)?;
    }
    if missing == 0 {
        return Ok(());
    }
    // Half a step could be given to nobody.
    let steps = ((missing - lost).max(0) + pool.step_milli - 1) / pool.step_milli;
    buy.falls_milli = steps * pool.step_milli;
    note(tx, pool, Noted::of(PoolStep::Short, None, now))?;
    announce(tx, "pool_short", pool)
}

/// What was ordered, and neither spare nor any member's: of who had left by then, or of an order that was called off.
struct Nobodys {
    milli: i64,
    /// Of those, what went on the shelf when its order was called off, before anybody had counted.
    shelved: i64,
}

impl Nobodys {
    fn find(tx: &mut Tx, pool: &Pool, buy: &GroupBuy) -> Result<Nobodys, Fault> {
        let (have, shelved) = captured_have(tx, pool.community_id, pool.id)?;
        let left = buy.ordered_milli.unwrap_or_default() - buy.left_over() - have;
        Ok(Nobodys { milli: left.max(0), shelved })
    }

    /// What came of it can be sold from the shelf, and nothing else of it: what did not come goes from there again, as far as
    /// it is still there.
    fn shelve(&self, tx: &mut Tx, buy: &GroupBuy, missing: i64, now: Timestamp) -> Result<(), Fault> {
        let variant = tx.find::<OfferVariant>((buy.community_id, buy.offer_id, buy.variant))?;
        let Some(there) = variant.and_then(|variant| variant.available_milli) else { return Ok(()) };
        let came = self.milli - missing.clamp(0, self.milli);
        shelve(tx, buy, (came - self.shelved).max(-there), now)
    }
}

/// Fixes for some parts what falls on them: the latest ones, or in proportion those that joined first, of what is left to fall. What
/// was handed out before anybody counted stays where it is.
fn share(tx: &mut Tx, pool: &Pool, buy: &mut GroupBuy) -> Result<(), Fault> {
    if buy.falls_milli == 0 {
        return Ok(());
    }
    let whole = |units: i64| units - units % pool.step_milli;
    let parts: Vec<_> = waiting_parts(tx, pool.community_id, pool.id)?
        .into_iter()
        .map(|(part, member, number, units)| (part, (member, number, whole(units))))
        .filter(|(_, (.., units))| *units > 0)
        .collect();
    let all = joined(&parts.iter().map(|(_, part)| *part).collect::<Vec<_>>());
    let mut waiting: Vec<(Joined, Id<Commitment>)> =
        all.iter().copied().zip(parts.into_iter().map(|(part, _)| part)).collect();
    let falls = buy.falls_milli.min(all.iter().map(|part| part.units).sum());
    let shares = share_out(falls, &all, pool.step_milli, buy.falls_on);
    let shares = shares.ok_or_else(|| fault(format!("{}: {falls} cannot be shared out", pool.id)))?;
    let shares: BTreeMap<i64, i64> = shares.into_iter().map(|share| (share.number, share.units)).collect();
    let mut left = falls;
    match buy.falls_on {
        FallsOn::Latest => waiting.reverse(),
        FallsOn::ProRata => waiting.sort_by_key(|(joined, _)| (joined.person, joined.number)),
    }
    let mut last: Option<i64> = None;
    for (at, (joined, commitment)) in waiting.iter().enumerate() {
        // What falls on a person is divided among all their parts, so all of them are fixed together.
        let goes_on = buy.falls_on == FallsOn::ProRata && last == Some(joined.person);
        if left == 0 || at >= AT_ONCE as usize && !goes_on {
            break;
        }
        last = Some(joined.person);
        let part = tx.lock::<GroupBuyPart>((pool.community_id, *commitment))?;
        let mut part = part.ok_or_else(|| fault(format!("{commitment}: captured without a part")))?;
        let units = shares.get(&joined.number).copied().unwrap_or_default();
        part.short_milli = Some(units);
        left -= units;
        tx.save(&part)?;
    }
    buy.falls_milli = left;
    Ok(())
}

/// As many spare pieces as are still there and did not come; the fund has their money back. In whole steps: half a step could be
/// given to nobody, and is a spare piece's loss before it is a member's.
fn lose_spare(
    tx: &mut Tx,
    pool: &Pool,
    buy: &GroupBuy,
    purchase: Id<Purchase>,
    missing: i64,
    now: Timestamp,
) -> Result<i64, Fault> {
    let step = pool.step_milli;
    let missing = (missing + step - 1) / step * step;
    let there = match buy.shelved_milli {
        None => buy.left_over(),
        // It formed when spare pieces still went on the shelf at once.
        Some(shelved) => {
            let variant = tx.find::<OfferVariant>((pool.community_id, buy.offer_id, buy.variant))?;
            shelved.min(variant.and_then(|variant| variant.available_milli).unwrap_or_default())
        }
    };
    let most = there.min(missing);
    let lost = most - most % step;
    if lost == 0 {
        return Ok(0);
    }
    if buy.shelved_milli.is_some() {
        shelve(tx, buy, -lost, now)?;
    }
    let price = buy.price_e4.ok_or_else(|| fault(format!("{}: closed without a price", pool.id)))?;
    let worth = match lost == buy.left_over() {
        true => buy.spare_minor,
        false => supplier_part(tx, buy, price, Quantity::from_milli(lost), pool)?,
    };
    let why = t(lang(tx)?).short_spare();
    supply::credit_of_pool(tx, purchase, (same_id(purchase)?, worth, &why), now)?;
    Ok(lost)
}

/// A few parts; answers whether there may be more.
fn give_back(tx: &mut Tx, pool: &Pool, now: Timestamp) -> Result<bool, Fault> {
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
    Ok(more)
}
