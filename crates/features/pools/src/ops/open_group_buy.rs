//! Somebody calls others to buy goods together.

use super::consent_to_pool::takes_two;
use super::{Noted, PoolMoved, announce, may_run, note};
use crate::acting::{self, currency};
use crate::commitment::UNITS_MAX;
use crate::forming::supplier_part;
use crate::group_buy::{FallsOn, Ladder, Remainder, Step, covered, missing_to_case};
use crate::ids::{Member, PoolId};
use crate::jobs;
use crate::pool::{Counted, PoolKind, PoolState, TITLE_CHARS_MAX, Times};
use crate::refused::PoolRefused;
use crate::rows::{GroupBuy, GroupBuyStep, Pool, PoolStep};
use crate::same_id::same_id;
use kernel::{Id, Price, Quantity, Timestamp};
use market::GoodsSeen;
use market::offer::PRICE_MAX;
use market::rows::Offer;
use market::split::Party;
use spending::ExpenseRefused;
use spending::rows::{Mandate, StandingRule};
use std::time::Duration;
use store::OpError::{self, Refused};
use store::{IdempotencyKey, Outcome, Tx};
use supply::{Agreed, PurchaseRefused};
use web::Power;

#[derive(Debug, Clone)]
pub struct OpenGroupBuy {
    pub id: PoolId,
    pub title: String,
    /// CommonMark.
    pub terms: String,
    pub offer: Id<Offer>,
    pub variant: i64,
    /// People or units; a sum is no condition of a group buy, whose price moves.
    pub counted: Counted,
    /// People, or thousandths.
    pub least: i64,
    pub most: Option<Quantity>,
    pub each_most: Option<Quantity>,
    pub steps: Vec<Step>,
    /// The unit of purchase.
    pub case: Option<Quantity>,
    pub remainder: Remainder,
    pub falls_on: FallsOn,
    /// Goods that a fund sells: of whom they are bought when it forms.
    pub buying: Option<Agreed>,
    pub closes_at: Timestamp,
    pub grace: Duration,
    /// How long an unpaid part keeps its place.
    pub hold: Duration,
    pub may_leave: bool,
    pub key: Option<IdempotencyKey>,
}

/// Longer terms nobody reads.
pub const TERMS_CHARS_MAX: usize = 20_000;

/// By whoever manages what is offered. Rounding up spends a fund's money under the standing mandate, and goods of a fund's are bought under the
/// one that is named: where its organiser does not carry that mandate, or the sum takes two, it is only prepared, and opens when who carries it
/// consents. Neither the supplier nor who stands behind the supplying company lets a fund buy from them; where one of them carries the mandate, nobody
/// prepares it either.
///
/// # Errors
/// `NotAllowed`, `NoSuchGoods`, `LadderNotRising`, `LeastNotPositive`, `DeadlinePassed`, `StockNotCounted`, `AboveCeiling`, …
pub fn open_group_buy(
    tx: &mut Tx,
    by: Id<Member>,
    input: &OpenGroupBuy,
    now: Timestamp,
) -> Outcome<PoolMoved, PoolRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(PoolRefused::KeyReused)? {
        return Ok(first);
    }
    let Looked { goods, ladder, supplier, most } = looked(tx, by, input, now)?;
    let mut pool = Pool {
        community_id: tx.community(),
        id: input.id,
        number: acting::next_number(tx)?,
        kind: PoolKind::GroupBuy,
        title: input.title.trim().to_owned(),
        terms: input.terms.trim().to_owned(),
        currency: currency(tx)?,
        counted: input.counted,
        least: input.least,
        step_milli: goods.step.milli,
        most_milli: most.map(|most| most.milli),
        each_most_milli: input.each_most.map(|each| each.milli),
        closes_at_us: input.closes_at,
        grace_seconds: seconds(input.grace),
        hold_seconds: seconds(input.hold).max(1),
        may_leave: input.may_leave,
        leave_until_us: None,
        state: PoolState::Open,
        ending: None,
        ended_at_us: None,
        made_by: by,
        made_at_us: now,
        extended_at_us: None,
        commitment_count: 0,
        event_count: 0,
        taken_milli: 0,
        claimed_count: 0,
        held_people: 0,
        held_milli: 0,
        held_minor: 0,
        match_minor: 0,
        was_met: false,
        settled_up_to: 0,
        late_open: false,
        late_milli: 0,
    };
    tx.insert(&pool)?;
    let mut buy = GroupBuy {
        community_id: pool.community_id,
        pool_id: pool.id,
        offer_id: input.offer,
        variant: input.variant,
        goods: goods.title,
        unit: goods.unit,
        split_version: goods.split_version,
        supplier,
        step_count: ladder.steps().len() as i64,
        case_milli: input.case.map(|case| case.milli),
        remainder: input.remainder,
        falls_on: input.falls_on,
        ordered_milli: None,
        spare_milli: None,
        price_e4: None,
        spare_minor: 0,
        buying_supplier: input.buying.map(|agreed| agreed.supplier),
        buying_price_e4: input.buying.map(|agreed| agreed.price),
        buying_mandate: input.buying.map(|agreed| agreed.mandate),
        kept_under: None,
        kept_minor: 0,
        asked_of: None,
        asked_minor: 0,
        consented_by: None,
        consented_at_us: None,
        purchase_id: None,
        short_milli: None,
        falls_milli: 0,
        late_milli: 0,
        shelved_milli: None,
    };
    let need = need(tx, &pool, &buy, ladder.dearest())?;
    if asks(tx, by, &mut buy, &need)? {
        (pool.state, buy.asked_minor) = (PoolState::Prepared, need.minor());
    } else {
        keep_room(tx, &mut buy, (pool.id, &need), by, pool.times().last(), now)?;
    }
    tx.insert(&buy)?;
    for (number, step) in (1..).zip(ladder.steps()) {
        let (community_id, pool_id) = (pool.community_id, pool.id);
        let (from_milli, price_e4) = (step.from, step.price);
        tx.insert(&GroupBuyStep { community_id, pool_id, number, from_milli, price_e4 })?;
    }
    let prepared = pool.state == PoolState::Prepared;
    let step = if prepared { PoolStep::Prepared } else { PoolStep::Opened };
    note(tx, &mut pool, Noted::of(step, Some(by), now))?;
    tx.save(&pool)?;
    tx.enqueue(jobs::close(pool.id, pool.closes_at_us))?;
    announce(tx, if prepared { "pool_prepared" } else { "pool_opened" }, &pool)?;
    let moved = PoolMoved::of(&pool);
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}

/// What a group buy may need of a fund at most, in minor units, and under which mandate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    Nothing,
    Named { mandate: Id<Mandate>, minor: i64 },
    Standing { minor: i64 },
}

/// All that there is room for, at the price agreed on; or what fills a case at most, at the dearest price.
pub(super) fn need(tx: &mut Tx, pool: &Pool, buy: &GroupBuy, dearest: Price) -> Outcome<Need, PoolRefused> {
    if let Some(agreed) = buy.agreed() {
        let minor = agreed.price.times(all_of(pool, buy), pool.currency).map(|money| money.minor);
        let minor = minor.ok_or(Refused(PoolRefused::AboveCeiling))?;
        return Ok(Need::Named { mandate: agreed.mandate, minor });
    }
    let Some(case) = buy.case_milli.filter(|_| buy.remainder == Remainder::RoundUp) else {
        return Ok(Need::Nothing);
    };
    let most = Quantity::from_milli((case - pool.step_milli).max(0));
    let minor = match (most.milli, buy.supplier) {
        (0, _) | (_, None) => 0,
        _ => supplier_part(tx, buy, dearest, most, pool)?,
    };
    Ok(Need::Standing { minor })
}

/// All that there is room for, in whole cases.
pub(super) fn all_of(pool: &Pool, buy: &GroupBuy) -> Quantity {
    let most = pool.most_milli.unwrap_or_default();
    Quantity::from_milli(most.saturating_add(missing_to_case(most, buy.case_milli)))
}

/// Whether somebody else is asked before it opens, and whom: who carries the named mandate; for small sums, and for a mandate that nobody carries,
/// whoever may pay out.
fn asks(tx: &mut Tx, by: Id<Member>, buy: &mut GroupBuy, need: &Need) -> Outcome<bool, PoolRefused> {
    match *need {
        Need::Nothing => Ok(false),
        Need::Named { mandate, .. } => {
            let row = tx.find::<Mandate>((buy.community_id, mandate))?;
            let carrier = row.and_then(|row| row.carried_by);
            buy.asked_of = carrier.filter(|carrier| *carrier != by);
            // Of one that nobody carries somebody else who pays out is asked.
            Ok(carrier != Some(by))
        }
        Need::Standing { minor } => {
            let rule = tx.find::<StandingRule>(buy.community_id)?;
            let standing = rule.as_ref().and_then(StandingRule::standing);
            if standing.is_some_and(|standing| minor > standing.each_minor) {
                return Err(Refused(PoolRefused::RoundingAboveStanding));
            }
            let pays_out = acting::powers(tx, by)?.is_some_and(|powers| powers.has(Power::PayOut));
            Ok(!pays_out || takes_two(tx, buy, minor)?)
        }
    }
}

/// The most that it may need of a fund is kept under the mandate that pays it, until it closes: so two of them, or one and an expense,
/// cannot count on the same money. `by` lets it spend.
pub(super) fn keep_room(
    tx: &mut Tx,
    buy: &mut GroupBuy,
    (pool, need): (PoolId, &Need),
    by: Id<Member>,
    last: Timestamp,
    now: Timestamp,
) -> Outcome<(), PoolRefused> {
    match *need {
        Need::Named { mandate, minor } => {
            no_room(spending::keep_room(tx, mandate, minor, last), PoolRefused::AboveCeiling)?;
            (buy.kept_under, buy.kept_minor) = (Some(mandate), minor);
        }
        Need::Standing { minor } if minor > 0 => {
            let kept = spending::keep_standing_room(tx, by, same_id(pool)?, minor, now);
            buy.kept_under = Some(no_room(kept, PoolRefused::RoundingAboveStanding)?);
            buy.kept_minor = minor;
        }
        Need::Standing { .. } | Need::Nothing => {}
    }
    Ok(())
}

fn no_room<T>(kept: Outcome<T, ExpenseRefused>, why: PoolRefused) -> Outcome<T, PoolRefused> {
    kept.map_err(|error| match error {
        Refused(_) => Refused(why),
        OpError::Fault(fault) => OpError::Fault(fault),
    })
}

/// What it would be about, and for how much there would be room.
#[derive(Debug, Clone)]
pub struct LookedOver {
    pub goods: GoodsSeen,
    pub most: Option<Quantity>,
}

/// Whether it would be opened so now, before it is. Changes nothing.
///
/// # Errors
/// Those of `open_group_buy`.
pub fn look_group_buy_over(
    tx: &mut Tx,
    by: Id<Member>,
    input: &OpenGroupBuy,
    now: Timestamp,
) -> Outcome<LookedOver, PoolRefused> {
    let Looked { goods, most, .. } = looked(tx, by, input, now)?;
    Ok(LookedOver { goods, most })
}

struct Looked {
    goods: GoodsSeen,
    ladder: Ladder,
    supplier: Option<Id<Member>>,
    most: Option<Quantity>,
}

fn looked(tx: &mut Tx, by: Id<Member>, input: &OpenGroupBuy, now: Timestamp) -> Outcome<Looked, PoolRefused> {
    may_run(tx, by)?;
    let goods = market::goods(tx, input.offer, input.variant)?.ok_or(Refused(PoolRefused::NoSuchGoods))?;
    let ladder = check(input, &goods, now).map_err(Refused)?;
    check_split(tx, input, &goods, &ladder)?;
    let supplier = if let Party::Member(member) = goods.seller { Some(member) } else { None };
    if input.remainder == Remainder::RoundUp && input.case.is_some() {
        check_rounding(tx, by, input, &goods, supplier)?;
    }
    let most = match &input.buying {
        Some(agreed) => Some(bought_most(tx, by, input, &goods, agreed)?),
        None => input.most,
    };
    Ok(Looked { goods, ladder, supplier, most })
}

/// How much there is room for where a fund buys it: no more than the mandate covers, so that nobody pays for what nobody may
/// order.
fn bought_most(
    tx: &mut Tx,
    by: Id<Member>,
    input: &OpenGroupBuy,
    goods: &GoodsSeen,
    agreed: &Agreed,
) -> Outcome<Quantity, PoolRefused> {
    if let Party::Member(_) = goods.seller {
        return Err(Refused(PoolRefused::SuppliedAlready));
    }
    let mandate = tx.find::<Mandate>((tx.community(), agreed.mandate))?;
    let carrier = mandate.as_ref().and_then(|mandate| mandate.carried_by);
    if let (Some(mandate), Party::Fund(fund)) = (mandate, goods.seller)
        && mandate.fund != fund
    {
        return Err(Refused(PoolRefused::OtherFund));
    }
    let step = goods.step.milli;
    // It is ordered when it closes: for people, a step each at least.
    let least = if input.counted == Counted::Units { input.least } else { input.least.saturating_mul(step) };
    let wanted = Quantity::from_milli(input.most.map_or(least, |most| most.milli.max(least)));
    let at = input.closes_at.plus(input.grace);
    let left = match supply::look_agreed(tx, by, agreed, wanted, at) {
        Ok(left) => left,
        Err(Refused(why)) => return Err(Refused(of_supply(why))),
        Err(OpError::Fault(fault)) => return Err(fault.into()),
    };
    // Who would be asked could not consent: it would wait for nobody.
    if let Some(carrier) = carrier.filter(|carrier| *carrier != by)
        && let Err(Refused(PurchaseRefused::OwnPurchase)) =
            supply::look_agreed(tx, carrier, agreed, wanted, at)
    {
        return Err(Refused(PoolRefused::CarrierSells));
    }
    let covered = covered(left, agreed.price, currency(tx)?, step, input.case.map(|case| case.milli));
    if wanted.milli > covered {
        return Err(Refused(PoolRefused::AboveCeiling));
    }
    Ok(input.most.unwrap_or(Quantity::from_milli(covered.min(UNITS_MAX - UNITS_MAX % step))))
}

pub(super) fn of_supply(why: PurchaseRefused) -> PoolRefused {
    match why {
        PurchaseRefused::NoSuchSupplier => PoolRefused::NoSuchSupplier,
        PurchaseRefused::SupplierClosed => PoolRefused::SupplierClosed,
        PurchaseRefused::NoAccount => PoolRefused::NoAccount,
        PurchaseRefused::OwnPurchase => PoolRefused::OwnPurchase,
        PurchaseRefused::NoSuchMandate | PurchaseRefused::MandateMissing => PoolRefused::NoSuchMandate,
        PurchaseRefused::MandateEnded => PoolRefused::MandateEnded,
        PurchaseRefused::MandateForOther => PoolRefused::MandateForOther,
        PurchaseRefused::PriceNotPositive => PoolRefused::PriceNotPositive,
        PurchaseRefused::SumTooLarge => PoolRefused::PriceTooLarge,
        // The others are of orders that are there: a look at what is agreed does not answer them.
        _ => PoolRefused::AboveCeiling,
    }
}

fn seconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_secs()).unwrap_or(i64::MAX)
}

fn check(input: &OpenGroupBuy, goods: &GoodsSeen, now: Timestamp) -> Result<Ladder, PoolRefused> {
    use PoolRefused as No;
    let title = input.title.trim();
    let positive = |quantity: Option<Quantity>| quantity.is_none_or(|it| (1..=UNITS_MAX).contains(&it.milli));
    let whole = |quantity: Option<Quantity>| quantity.is_none_or(|it| it.fits(goods.step));
    let least = if input.counted == Counted::Units { Some(Quantity::from_milli(input.least)) } else { None };
    let enough = |most: Quantity| least.is_none_or(|least| least <= most);
    let off_case = input.remainder == Remainder::Refuse
        && input.case.is_some_and(|case| least.is_some_and(|least| !least.fits(case)));
    for (holds, refused) in [
        (!title.is_empty(), No::TitleMissing),
        (title.chars().count() <= TITLE_CHARS_MAX, No::TitleTooLong),
        (input.terms.chars().count() <= TERMS_CHARS_MAX, No::TermsTooLong),
        ((1..=UNITS_MAX).contains(&input.least) && input.counted != Counted::Sum, No::LeastNotPositive),
        (positive(input.most), No::MostNotPositive),
        (positive(input.each_most), No::EachNotPositive),
        (positive(input.case), No::CaseNotPositive),
        (whole(least) && whole(input.most) && whole(input.each_most) && whole(input.case), No::OffStep),
        (input.most.is_none_or(enough), No::LeastAboveMost),
        (!off_case, No::LeastOffCase),
    ] {
        if !holds {
            return Err(refused);
        }
    }
    Times { closes_at: input.closes_at, grace: input.grace }.check(now)?;
    let ladder = Ladder::new(input.steps.clone())?;
    match ladder.dearest() > PRICE_MAX {
        true => Err(No::PriceTooLarge),
        false => Ok(ladder),
    }
}

/// Whatever step is reached, the smallest part must cover what the split promises in fixed sums.
fn check_split(
    tx: &mut Tx,
    input: &OpenGroupBuy,
    goods: &GoodsSeen,
    ladder: &Ladder,
) -> Outcome<(), PoolRefused> {
    let currency = currency(tx)?;
    for step in ladder.steps() {
        let total = step.price.times(goods.step, currency).ok_or(Refused(PoolRefused::PriceTooLarge))?;
        if total.minor <= 0 {
            return Err(Refused(PoolRefused::PriceNotPositive));
        }
        let parts = market::parts_of_sale(tx, input.offer, goods.split_version, total.minor, goods.step)?;
        if parts.is_none() {
            return Err(Refused(PoolRefused::SplitAbovePrice));
        }
    }
    Ok(())
}

/// What is bought as agreed is paid for under its own mandate, spare pieces too.
fn check_rounding(
    tx: &mut Tx,
    by: Id<Member>,
    input: &OpenGroupBuy,
    goods: &GoodsSeen,
    supplier: Option<Id<Member>>,
) -> Outcome<(), PoolRefused> {
    if input.buying.is_none() && !spending::has_standing(tx)? {
        return Err(Refused(PoolRefused::NoStanding));
    }
    // As is asked again when the fund pays: what members read before joining holds at closing.
    if let Some(supplier) = supplier
        && community::is_own_matter(tx, by, supplier)?
    {
        return Err(Refused(PoolRefused::OwnSupply));
    }
    if goods.counted { Ok(()) } else { Err(Refused(PoolRefused::StockNotCounted)) }
}
