//! A group buy forms: the price and the quantity are fixed, a fund pays for what fills the last case, and each member's part
//! becomes an order.
//!
//! Not a rule: it runs the market's and spending's operations.

use crate::acting::fault;
use crate::group_buy::{Joined, Ladder, Plan, Remainder, Step, joined, plan};
use crate::kind::Capture;
use crate::pools_store::held_parts;
use crate::rows::{Commitment, GroupBuy, GroupBuyPart, GroupBuyStep, Pool, PoolEvent, PoolStep};
use crate::same_id::same_id;
use crate::t;
use kernel::{Id, Price, Quantity, Timestamp};
use market::ops::{Asked, LineWanted, Pay, PlaceOrder, Restock, place_order, restock};
use market::split::Party;
use market::{Actor, When};
use std::collections::BTreeMap;
use store::{Fault, OpError, Tx};
use supply::rows::Purchase;
use web::Lang;

/// The row of a pool that buys goods.
pub(crate) fn group_buy(tx: &mut Tx, pool: &Pool) -> Result<GroupBuy, Fault> {
    let row = tx.lock::<GroupBuy>((pool.community_id, pool.id))?;
    row.ok_or_else(|| fault(format!("{}: a group buy without goods", pool.id)))
}

pub(crate) fn ladder(tx: &mut Tx, buy: &GroupBuy) -> Result<Ladder, Fault> {
    let mut steps = Vec::new();
    for number in 1..=buy.step_count {
        let row = tx.find::<GroupBuyStep>((buy.community_id, buy.pool_id, number))?;
        steps.extend(row.map(|row| Step { from: row.from_milli, price: row.price_e4 }));
    }
    Ladder::new(steps).map_err(|why| fault(format!("{}: {}", buy.pool_id, why.code())))
}

/// The dearest step: what comes back when more join is never asked for again. After closing what everybody paid in the end.
pub(crate) fn due_minor(tx: &mut Tx, pool: &Pool, units: Quantity) -> Result<Option<i64>, Fault> {
    let buy = tx.find::<GroupBuy>((pool.community_id, pool.id))?;
    let buy = buy.ok_or_else(|| fault(format!("{}: a group buy without goods", pool.id)))?;
    let price = match buy.price_e4 {
        Some(price) => price,
        None => ladder(tx, &buy)?.dearest(),
    };
    Ok(price.times(units, pool.currency).map(|money| money.minor).filter(|minor| *minor > 0))
}

/// What was kept for it under a mandate is free again: what it spends it takes in the same transaction.
pub(crate) fn let_go(tx: &mut Tx, pool: &Pool) -> Result<(), Fault> {
    let mut buy = group_buy(tx, pool)?;
    if let Some(mandate) = buy.kept_under.filter(|_| buy.kept_minor > 0) {
        spending::let_go(tx, mandate, buy.kept_minor)?;
    }
    buy.kept_minor = 0;
    tx.save(&buy)
}

/// Fixes what is ordered and at which price, and on whom the remainder falls.
pub(crate) fn form(tx: &mut Tx, pool: &mut Pool, now: Timestamp) -> Result<(), Fault> {
    let mut buy = group_buy(tx, pool)?;
    let ladder = ladder(tx, &buy)?;
    let parts = held_parts(tx, pool.community_id, pool.id)?;
    let held: Vec<_> = parts.iter().map(|(_, member, number, units)| (*member, *number, *units)).collect();
    let joined = joined(&held);
    let (id, step_milli) = (pool.id, pool.step_milli);
    let planned = |remainder| {
        let plan = plan(&joined, buy.case_milli, step_milli, remainder, buy.falls_on, &ladder);
        plan.ok_or_else(|| fault(format!("{id}: its parts make no plan")))
    };
    let mut fixed = planned(buy.remainder)?;
    let mut paid = 0;
    if fixed.spare > 0 {
        match buy_spare(tx, pool, &buy, &fixed, now)? {
            Ok(minor) => paid = minor,
            Err(why) => {
                fixed = planned(Remainder::Refuse)?;
                tell(tx, pool, PoolStep::SpareRefused, Some(why), now)?;
            }
        }
    }
    let by_number: BTreeMap<i64, Id<Commitment>> =
        parts.iter().map(|(commitment, _, number, _)| (*number, *commitment)).collect();
    for refused in &fixed.refused {
        let of = by_number.get(&refused.number).copied();
        let commitment_id = of.ok_or_else(|| fault(format!("{}: nobody joined as {refused:?}", pool.id)))?;
        tx.insert(&GroupBuyPart {
            community_id: pool.community_id,
            commitment_id,
            refused_milli: refused.units,
            order_id: None,
            short_milli: None,
            short_minor: None,
        })?;
    }
    (buy.ordered_milli, buy.spare_milli) = (Some(fixed.ordered), Some(fixed.spare));
    (buy.price_e4, buy.spare_minor) = (Some(fixed.price), paid);
    buy.purchase_id = order(tx, pool, &buy, &fixed, &joined, now)?;
    // What is ordered by hand comes to the shelf like all that is: spare pieces with it.
    (pool.late_open, pool.late_milli) = match buy.purchase_id {
        Some(_) if fixed.spare > 0 => (true, fixed.spare),
        _ => (false, 0),
    };
    tx.save(&buy)
}

/// Whether what it ordered is not counted yet: so long spare pieces are nobody's, and may be joined for.
pub(crate) fn waits_for_goods(tx: &mut Tx, pool: &Pool) -> Result<bool, Fault> {
    let buy = tx.find::<GroupBuy>((pool.community_id, pool.id))?;
    match buy.and_then(|buy| buy.purchase_id) {
        Some(purchase) => Ok(supply::received(tx, purchase)?.is_none()),
        None => Ok(false),
    }
}

/// Of spare pieces that somebody joined for after closing: who makes them has them paid by that order, and the fund that had
/// paid has its money back.
pub(crate) fn captured_late(
    tx: &mut Tx,
    pool: &mut Pool,
    part: &Commitment,
    now: Timestamp,
) -> Result<(), Fault> {
    let mut buy = group_buy(tx, pool)?;
    buy.late_milli += part.units_milli;
    if let (Some(purchase), Some(price)) = (buy.purchase_id, buy.price_e4)
        && buy.spare_minor > 0
    {
        let worth = match buy.left_over() {
            0 => i64::MAX,
            _ => supplier_part(tx, &buy, price, Quantity::from_milli(part.units_milli), pool)?,
        };
        let why = t(lang(tx)?).late_spare();
        supply::credit_of_pool(tx, purchase, (same_id(part.id)?, worth, &why), now)?;
    }
    tx.save(&buy)
}

/// In which the program speaks in this community.
pub(crate) fn lang(tx: &mut Tx) -> Result<Lang, Fault> {
    let community = tx.find::<community::Community>(tx.community())?;
    Ok(if community.is_some_and(|row| row.lang == "en") { Lang::En } else { Lang::Zh })
}

/// Orders from the supplier what is fixed now, for what they get of each member's part and of what a fund paid. Where the
/// community itself sells, it is bought as its organiser agreed, or else ordered by hand.
fn order(
    tx: &mut Tx,
    pool: &mut Pool,
    buy: &GroupBuy,
    fixed: &Plan,
    joined: &[Joined],
    now: Timestamp,
) -> Result<Option<Id<Purchase>>, Fault> {
    if fixed.ordered == 0 {
        return Ok(None);
    }
    let Some(supplier) = buy.supplier else { return order_as_agreed(tx, pool, buy, fixed, now) };
    let mut total_minor = buy.spare_minor;
    let refused: BTreeMap<i64, i64> =
        fixed.refused.iter().map(|refused| (refused.number, refused.units)).collect();
    // As many as there are different quantities, however many joined.
    let mut parts_of: BTreeMap<i64, i64> = BTreeMap::new();
    for part in joined {
        let less = refused.get(&part.number).copied().unwrap_or_default();
        *parts_of.entry(part.units - less).or_default() += 1;
    }
    for (units, count) in parts_of {
        total_minor += count * supplier_part(tx, buy, fixed.price, Quantity::from_milli(units), pool)?;
    }
    let input = supply::RaisePurchase {
        id: same_id(pool.id)?,
        raised_for: pool.id.to_string(),
        supplier,
        line: supply::RaisedLine {
            offer: buy.offer_id,
            variant: buy.variant,
            title: buy.goods.clone(),
            unit: buy.unit.clone(),
            case: buy.case_milli.map(Quantity::from_milli),
            quantity: Quantity::from_milli(fixed.ordered),
            total_minor,
        },
        // The expense of the spare pieces has the pool's id.
        billed: match buy.spare_minor {
            0 => None,
            minor => Some((same_id(pool.id)?, minor)),
        },
    };
    supply::raise_purchase(tx, &input, now).map(Some)
}

/// What a fund sells, from the supplier that was named at opening. Where that cannot be any more (the mandate is used up, say) the
/// pool forms all the same and says why: its members have paid, and somebody orders by hand.
fn order_as_agreed(
    tx: &mut Tx,
    pool: &mut Pool,
    buy: &GroupBuy,
    fixed: &Plan,
    now: Timestamp,
) -> Result<Option<Id<Purchase>>, Fault> {
    let Some(agreed) = buy.agreed() else { return Ok(None) };
    let input = supply::RaiseBought {
        id: same_id(pool.id)?,
        raised_for: pool.id.to_string(),
        agreed,
        offer: buy.offer_id,
        variant: buy.variant,
        title: buy.goods.clone(),
        unit: buy.unit.clone(),
        case: buy.case_milli.map(Quantity::from_milli),
        quantity: Quantity::from_milli(fixed.ordered),
    };
    let (by, consented) = (pool.made_by, buy.consented_by);
    let raised = tx.attempt(|tx| {
        // Who let it spend may have come to stand behind the supplier since.
        if let Some(carrier) = consented {
            supply::look_agreed(tx, carrier, &input.agreed, input.quantity, now)?;
        }
        supply::raise_bought(tx, by, &input, now)
    });
    match raised {
        Ok(purchase) => Ok(Some(purchase)),
        Err(OpError::Refused(why)) => {
            tell(tx, pool, PoolStep::NotOrdered, Some(why.code()), now)?;
            Ok(None)
        }
        Err(OpError::Fault(fault)) => Err(fault),
    }
}

/// What a fund pays for the spare pieces; the inner error says why it cannot, by its code. Nobody is paid where the
/// community itself sells: what it pays its own supplier is an expense like others. They become stock when they are there.
fn buy_spare(
    tx: &mut Tx,
    pool: &mut Pool,
    buy: &GroupBuy,
    fixed: &Plan,
    now: Timestamp,
) -> Result<Result<i64, &'static str>, Fault> {
    let spare = Quantity::from_milli(fixed.spare);
    let Some(supplier) = buy.supplier else { return Ok(Ok(0)) };
    let minor = supplier_part(tx, buy, fixed.price, spare, pool)?;
    if minor == 0 {
        return Ok(Ok(0));
    }
    let input = spending::BuyUnderStanding {
        id: same_id(pool.id)?,
        mandate: same_id(pool.id)?,
        kept_under: buy.kept_under,
        author: buy.consented_by.unwrap_or(pool.made_by),
        payee: supplier,
        amount_minor: minor,
        what: format!("{} × {spare} {}", buy.goods, buy.unit),
    };
    match tx.attempt(|tx| spending::buy_under_standing(tx, &input, now)) {
        Ok(moved) => {
            pool.event_count += 1;
            insert_event(tx, pool, PoolStep::SpareBought, None, moved.entry, now)?;
            Ok(Ok(minor))
        }
        Err(OpError::Refused(why)) => Ok(Err(why.code())),
        Err(OpError::Fault(fault)) => Err(fault),
    }
}

/// Spare pieces come to the shelf, or old ones from it: as many as are told.
pub(crate) fn shelve(tx: &mut Tx, buy: &GroupBuy, milli: i64, now: Timestamp) -> Result<(), Fault> {
    if milli == 0 {
        return Ok(());
    }
    let quantity = Quantity::from_milli(milli);
    let input = Restock { offer: buy.offer_id, variant: buy.variant, quantity, key: None };
    match restock(tx, Actor::System, &input, When::from(now)) {
        Ok(_) => Ok(()),
        // Stock is counted, opening has looked: so this is ours.
        Err(OpError::Refused(why)) => Err(fault(format!("{}: {}", buy.pool_id, why.code()))),
        Err(OpError::Fault(fault)) => Err(fault),
    }
}

/// What the supplier gets of so much at a price.
pub(crate) fn supplier_part(
    tx: &mut Tx,
    buy: &GroupBuy,
    price: Price,
    units: Quantity,
    pool: &Pool,
) -> Result<i64, Fault> {
    let total = price.times(units, pool.currency).map_or(0, |money| money.minor);
    let parts = market::parts_of_sale(tx, buy.offer_id, buy.split_version, total, units)?;
    let theirs = |to: Party| buy.supplier.is_some_and(|supplier| to == Party::Member(supplier));
    Ok(parts.into_iter().flatten().filter(|part| theirs(part.to)).map(|part| part.minor).sum())
}

fn tell(
    tx: &mut Tx,
    pool: &mut Pool,
    step: PoolStep,
    reason: Option<&str>,
    now: Timestamp,
) -> Result<(), Fault> {
    pool.event_count += 1;
    insert_event(tx, pool, step, reason, None, now)
}

fn insert_event(
    tx: &mut Tx,
    pool: &Pool,
    step: PoolStep,
    reason: Option<&str>,
    entry: Option<i64>,
    now: Timestamp,
) -> Result<(), Fault> {
    tx.insert(&PoolEvent {
        community_id: pool.community_id,
        pool_id: pool.id,
        number: pool.event_count,
        step,
        at_us: now,
        by_member: None,
        reason: reason.map(str::to_owned),
        entry,
    })
}

/// The order that a paid part becomes, without what was refused of it; nothing where all of it was, or where the member
/// has left.
pub(crate) fn capture(
    tx: &mut Tx,
    pool: &Pool,
    commitment: &Commitment,
    now: Timestamp,
) -> Result<Capture, Fault> {
    let buy = tx.find::<GroupBuy>((pool.community_id, pool.id))?;
    let buy = buy.ok_or_else(|| fault(format!("{}: a group buy without goods", pool.id)))?;
    let price = buy.price_e4.ok_or_else(|| fault(format!("{}: closed without a price", pool.id)))?;
    let key = (pool.community_id, commitment.id);
    let refused = tx.find::<GroupBuyPart>(key)?.map_or(0, |part| part.refused_milli);
    let quantity = Quantity::from_milli(commitment.units_milli - refused);
    if quantity.milli == 0 {
        return Ok(Capture::Nothing("remainder_refused".to_owned()));
    }
    let asked = Asked::Agreed { price, split_version: buy.split_version };
    let order = PlaceOrder {
        id: same_id(commitment.id)?,
        buyer: commitment.member,
        lines: vec![LineWanted { offer: buy.offer_id, variant: buy.variant, quantity, asked }],
        pay: Pay::Pooled { pool: pool.id, minor: commitment.held_minor, entry: commitment.paid_entry },
        reference: None,
        key: None,
    };
    // One that is refused, because its member has left, leaves neither rows nor locks to those that follow.
    let placed = match tx.attempt(|tx| place_order(tx, Actor::System, &order, When::from(now))) {
        Ok(placed) => placed,
        Err(OpError::Refused(refused)) => return Ok(Capture::Nothing(refused.why.code().to_owned())),
        Err(OpError::Fault(fault)) => return Err(fault),
    };
    let (community_id, commitment_id) = (pool.community_id, commitment.id);
    let part = GroupBuyPart {
        community_id,
        commitment_id,
        refused_milli: refused,
        order_id: Some(placed.id),
        short_milli: None,
        short_minor: None,
    };
    match tx.lock::<GroupBuyPart>(key)? {
        Some(_) => tx.save(&part)?,
        None => tx.insert(&part)?,
    }
    Ok(Capture::Became { captured_minor: placed.total_minor, entry: placed.entry })
}
