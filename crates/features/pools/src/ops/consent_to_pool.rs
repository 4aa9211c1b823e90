//! A group buy that may spend a fund's money opens when who carries the mandate has consented: its organiser only prepares it.

use super::open_group_buy::{Need, all_of, keep_room, need, of_supply};
use super::{Noted, PoolMoved, announce, lock_pool, note};
use crate::acting;
use crate::forming::{group_buy, ladder};
use crate::group_buy::Remainder;
use crate::ids::{Member, PoolId};
use crate::jobs;
use crate::pool::PoolState;
use crate::refused::PoolRefused as No;
use crate::rows::{GroupBuy, Pool, PoolStep};
use kernel::{Id, Timestamp};
use spending::rows::StandingRule;
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, OpError, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct ConsentToPool {
    pub pool: PoolId,
    /// How much had happened to it when its terms were read; None: whatever they are.
    pub seen_revision: Option<i64>,
    pub key: Option<IdempotencyKey>,
}

/// By who carries the mandate that pays: for small sums whoever may pay out, for one that was named who carries it, or, where nobody does, somebody
/// else who may pay out. What it may need at most is
/// kept under it from now on, and who consented answers for it when it closes.
///
/// # Errors
/// `NotTheCarrier`, `SecondPerson`, `NobodyCarries`, `OwnSupply`, `OwnPurchase`, `ChangedSince`, `OpenAlready`, `AlreadyClosed`, `DeadlinePassed`, `OrganiserGone`,
/// `RoundingAboveStanding`, `AboveCeiling`, …; it stays prepared then.
pub fn consent_to_pool(
    tx: &mut Tx,
    by: Id<Member>,
    input: &ConsentToPool,
    now: Timestamp,
) -> Outcome<PoolMoved, No> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    let mut pool = lock_pool(tx, input.pool)?.ok_or(Refused(No::NoSuchPool))?;
    let powers = acting::powers(tx, by)?.ok_or(Refused(No::NotAMember))?;
    if tx.find::<GroupBuy>((pool.community_id, pool.id))?.is_none() {
        return Err(Refused(No::NoSuchPool));
    }
    let mut buy = group_buy(tx, &pool)?;
    if !is_carrier(&buy, by, powers.has(Power::PayOut)) {
        return Err(Refused(No::NotTheCarrier));
    }
    match pool.state {
        PoolState::Prepared => {}
        PoolState::Open => return Err(Refused(No::OpenAlready)),
        _ => return Err(Refused(No::AlreadyClosed)),
    }
    if input.seen_revision.is_some_and(|seen| seen != pool.event_count) {
        return Err(Refused(No::ChangedSince));
    }
    if now >= pool.closes_at_us {
        return Err(Refused(No::DeadlinePassed));
    }
    // A company and who stands behind it are not two, nor are two companies of one person.
    if takes_two(tx, &buy, buy.asked_minor)? && community::second_to(tx, by, pool.made_by)? == pool.made_by {
        let is_named = buy.buying_mandate.is_some();
        return Err(Refused(if is_named { No::NobodyCarries } else { No::SecondPerson }));
    }
    holds(tx, by, &pool, &buy)?;
    // Prices cannot have changed since; what a supplier has of them can.
    let dearest = ladder(tx, &buy)?.dearest();
    let need = need(tx, &pool, &buy, dearest)?;
    if need.minor() > buy.asked_minor {
        return Err(Refused(No::ChangedSince));
    }
    keep_room(tx, &mut buy, (pool.id, &need), by, pool.times().last(), now)?;
    (buy.consented_by, buy.consented_at_us) = (Some(by), Some(now));
    tx.save(&buy)?;
    pool.state = PoolState::Open;
    note(tx, &mut pool, Noted::of(PoolStep::Consented, Some(by), now))?;
    let organiser = pool.made_by;
    note(tx, &mut pool, Noted::of(PoolStep::Opened, Some(organiser), now))?;
    tx.save(&pool)?;
    tx.enqueue(jobs::close(pool.id, pool.closes_at_us))?;
    announce(tx, "pool_opened", &pool)?;
    let moved = PoolMoved::of(&pool);
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}

/// Whether a prepared group buy asks this member.
pub(crate) fn is_carrier(buy: &GroupBuy, who: Id<Member>, pays_out: bool) -> bool {
    match buy.asked_of {
        Some(carrier) => carrier == who,
        None => pays_out,
    }
}

/// Whether one person who may do both is not enough: a small sum that nobody else looks at afterwards, above the sum from which the rules demand a
/// proof; or a named mandate that nobody carries, of which one person would order alone. Who carries one was named by a decision.
pub(super) fn takes_two(tx: &mut Tx, buy: &GroupBuy, minor: i64) -> Result<bool, Fault> {
    if buy.buying_mandate.is_some() {
        return Ok(buy.asked_of.is_none());
    }
    let rule = tx.find::<StandingRule>(tx.community())?;
    let above = StandingRule::proof_above(rule.as_ref());
    Ok(above.is_some_and(|above| minor > above))
}

/// What held when it was prepared holds now: who prepared it still may, the goods are there and counted, and who consents does not sell them:
/// to the members, or to the fund.
fn holds(tx: &mut Tx, by: Id<Member>, pool: &Pool, buy: &GroupBuy) -> Outcome<(), No> {
    super::may_run(tx, pool.made_by).map_err(|error| match error {
        Refused(_) => Refused(No::OrganiserGone),
        fault => fault,
    })?;
    let goods = market::goods(tx, buy.offer_id, buy.variant)?.ok_or(Refused(No::NoSuchGoods))?;
    if goods.split_version != buy.split_version {
        return Err(Refused(No::ChangedSince));
    }
    if buy.remainder == Remainder::RoundUp && buy.case_milli.is_some() && !goods.counted {
        return Err(Refused(No::StockNotCounted));
    }
    if let Some(agreed) = buy.agreed() {
        let looked = supply::look_agreed(tx, by, &agreed, all_of(pool, buy), pool.times().last());
        return looked.map(|_| ()).map_err(|error| match error {
            Refused(why) => Refused(of_supply(why)),
            OpError::Fault(fault) => OpError::Fault(fault),
        });
    }
    match buy.supplier {
        Some(supplier) if community::is_own_matter(tx, by, supplier)? => Err(Refused(No::OwnSupply)),
        _ => Ok(()),
    }
}

impl Need {
    /// At most, in minor units.
    pub(super) fn minor(&self) -> i64 {
        match self {
            Need::Nothing => 0,
            Need::Named { minor, .. } | Need::Standing { minor } => *minor,
        }
    }
}
