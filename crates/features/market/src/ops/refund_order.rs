//! Gives back what was paid: some goods' worth or a sum, before settlement or after, as often as something is left.

use super::order_rows::{
    Happened, StockMove, announce, find_lines, find_order, go, keep, line_left, lock_line, move_stock,
    take_parts, uncount,
};
use super::settle_order::{look_up, of_members};
use crate::acting::{self, Actor, Standing, When};
use crate::books;
use crate::offer::Stock;
use crate::order::State;
use crate::refund::{RefundRefused, coupon_back, over_lines};
use crate::rows::{OfferVariant, Order, OrderLine, OrderStep, Refund, RefundKind, RefundLine, RefundPart};
use crate::settlement::{self, CouponPart, Purse};
use crate::split::Part;
use kernel::{Id, Quantity};
use ledger::Cause;
use serde::{Deserialize, Serialize};
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct RefundOrder {
    pub refund: Id<Refund>,
    pub order: Id<Order>,
    pub what: RefundWhat,
    pub reason: String,
    /// Whether the goods can be sold again.
    pub restock: bool,
    pub key: Option<IdempotencyKey>,
}

#[derive(Debug, Clone)]
pub enum RefundWhat {
    /// Line numbers (counted from 1) and how much of each, at the price of the purchase.
    Quantities(Vec<(i64, Quantity)>),
    /// Minor units over the whole order; no goods come back.
    Sum(i64),
    /// Minor units of one line; no goods come back.
    SumOfLine(i64, i64),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GaveBack {
    pub refund: Id<Refund>,
    pub amount_minor: i64,
    /// What of it a coupon had paid, and got back.
    #[serde(default)]
    pub coupon_minor: i64,
    pub entry: Option<i64>,
}

impl GaveBack {
    /// What the buyer got of it.
    pub fn to_buyer_minor(&self) -> i64 {
        self.amount_minor - self.coupon_minor
    }
}

/// # Errors
/// `NotAllowed`, `OwnOrder`, `NotPaid`, `ReasonMissing`, `MoreThanLeft`, `MoreThanPaid`, …
pub fn refund_order(
    tx: &mut Tx,
    actor: Actor,
    input: &RefundOrder,
    when: When,
) -> Outcome<GaveBack, RefundRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(RefundRefused::KeyReused)? {
        return Ok(first);
    }
    may_refund(tx, actor, Power::Refund)?;
    let mut order = find_order(tx, input.order)?.ok_or(Refused(RefundRefused::NoSuchOrder))?;
    not_own(tx, actor, &order)?;
    let reason = acting::reason(&input.reason, RefundRefused::ReasonMissing)?;
    if !order.progress().is_refundable() {
        return Err(Refused(RefundRefused::NotPaid));
    }
    let mut lines = find_lines(tx, &order)?;
    let takings = takings(tx, &lines, &input.what, input.restock)?;
    let delivered = order.state != State::Paid;
    let goods = Goods { delivered, how: stock_move(delivered, input.restock) };
    let giving =
        Giving { id: input.refund, kind: RefundKind::Granted, reason, restocked: input.restock, actor, when };
    let gave = giving.give(tx, &mut order, &mut lines, &takings, &goods)?;
    giving.close(tx, &mut order, &lines, &gave)?;
    tx.remember(&input.key, &gave, when.recorded_at)?;
    Ok(gave)
}

pub(super) fn may_refund(tx: &mut Tx, actor: Actor, power: Power) -> Outcome<(), RefundRefused> {
    match acting::standing(tx, actor, power)? {
        Standing::May => Ok(()),
        Standing::MayNot => Err(Refused(RefundRefused::NotAllowed)),
        Standing::NoMember => Err(Refused(RefundRefused::NotAMember)),
    }
}

/// Nobody gives money back to oneself, nor to a company behind which they stand.
pub(super) fn not_own(tx: &mut Tx, actor: Actor, order: &Order) -> Outcome<(), RefundRefused> {
    match acting::is_own(tx, actor, order.buyer)? {
        true => Err(Refused(RefundRefused::OwnOrder)),
        false => Ok(()),
    }
}

/// What a refund takes from one line.
pub(super) struct Taking {
    /// Index among the order's lines.
    pub at: usize,
    pub quantity: Option<Quantity>,
    pub minor: i64,
}

/// What becomes of the goods of a refund by quantity.
pub(super) struct Goods {
    pub delivered: bool,
    /// None: nothing moves, they stay sold.
    pub how: Option<StockMove>,
}

fn stock_move(delivered: bool, restock: bool) -> Option<StockMove> {
    match (delivered, restock) {
        (false, true) => Some(Stock::release),
        (false, false) => Some(Stock::lose),
        (true, true) => Some(Stock::take_back),
        (true, false) => None,
    }
}

fn takings(
    tx: &mut Tx,
    lines: &[OrderLine],
    what: &RefundWhat,
    restock: bool,
) -> Outcome<Vec<Taking>, RefundRefused> {
    match what {
        RefundWhat::Quantities(wanted) => {
            let takings = of_quantities(tx, lines, wanted)?;
            if restock {
                fit_the_shelf(tx, lines, &takings)?;
            }
            Ok(takings)
        }
        RefundWhat::Sum(minor) => {
            let all: Vec<usize> = (0..lines.len()).collect();
            of_sum(lines, &all, *minor).map_err(Refused)
        }
        RefundWhat::SumOfLine(number, minor) => {
            let at = line_at(lines, *number).map_err(Refused)?;
            of_sum(lines, &[at], *minor).map_err(Refused)
        }
    }
}

/// A sum over some of the lines, in proportion to what is left of each.
pub(super) fn of_sum(lines: &[OrderLine], some: &[usize], minor: i64) -> Result<Vec<Taking>, RefundRefused> {
    let rests: Vec<i64> = some.iter().map(|at| lines[*at].total_minor - lines[*at].refunded_minor).collect();
    let shares = over_lines(minor, &rests)?.into_iter().zip(some);
    Ok(shares
        .filter(|(minor, _)| *minor > 0)
        .map(|(minor, at)| Taking { at: *at, quantity: None, minor })
        .collect())
}

/// Where a line of this number (counted from 1) is.
fn line_at(lines: &[OrderLine], number: i64) -> Result<usize, RefundRefused> {
    let at = usize::try_from(number.saturating_sub(1)).ok().filter(|at| *at < lines.len());
    at.ok_or(RefundRefused::NoSuchLine)
}

/// What quantities of lines are worth, each line named once.
pub(super) fn of_quantities(
    tx: &mut Tx,
    lines: &[OrderLine],
    wanted: &[(i64, Quantity)],
) -> Outcome<Vec<Taking>, RefundRefused> {
    let mut takings: Vec<Taking> = Vec::with_capacity(wanted.len());
    for (number, quantity) in wanted {
        let at = line_at(lines, *number).map_err(Refused)?;
        if takings.iter().any(|taking| taking.at == at) {
            return Err(Refused(RefundRefused::LineTwice));
        }
        let minor = line_left(tx, &lines[at])?.worth(*quantity).map_err(Refused)?;
        takings.push(Taking { at, quantity: Some(*quantity), minor });
    }
    match takings.is_empty() {
        true => Err(Refused(RefundRefused::NothingToRefund)),
        false => Ok(takings),
    }
}

/// Counted goods go back on the shelf in whole steps; half a step more could never be bought.
fn fit_the_shelf(tx: &mut Tx, lines: &[OrderLine], takings: &[Taking]) -> Outcome<(), RefundRefused> {
    for taking in takings {
        let line = &lines[taking.at];
        let variant = tx.find::<OfferVariant>((line.community_id, line.offer_id, line.variant))?;
        let counted = variant.filter(|variant| variant.available_milli.is_some());
        if let (Some(variant), Some(quantity)) = (counted, taking.quantity)
            && !quantity.fits(variant.step_milli)
        {
            return Err(Refused(RefundRefused::QuantityOffStep));
        }
    }
    Ok(())
}

/// A refund on its way.
pub(super) struct Giving {
    pub id: Id<Refund>,
    pub kind: RefundKind,
    pub reason: String,
    pub restocked: bool,
    pub actor: Actor,
    pub when: When,
}

impl Giving {
    /// Takes it from the lines, their receivers and the stock, and posts it. The order is changed, not yet saved.
    pub(super) fn give(
        &self,
        tx: &mut Tx,
        order: &mut Order,
        lines: &mut [OrderLine],
        takings: &[Taking],
        goods: &Goods,
    ) -> Outcome<GaveBack, RefundRefused> {
        let mut all: Vec<Part> = Vec::new();
        let mut rows = Vec::with_capacity(takings.len());
        for taking in takings {
            // Only what changes is locked: the next refund in the same transaction locks again.
            let line = &mut lines[taking.at];
            *line = lock_line(tx, line)?;
            let taken = line_left(tx, line)?.take(taking.minor).map_err(Refused)?;
            if let Some(quantity) = taking.quantity {
                self.move_goods(tx, order, line, quantity, goods)?;
            }
            if taking.minor > 0 {
                take_parts(tx, line, &taken)?;
            }
            line.refunded_minor += taking.minor;
            tx.save(line)?;
            rows.push((line.number, taking, taken.clone()));
            all.extend(taken);
        }
        let amount_minor = takings.iter().map(|taking| taking.minor).sum();
        order.refunded_minor += amount_minor;
        let coupon_minor =
            coupon_back(order.coupon_minor, order.total_minor, order.refunded_minor, order.coupon_back_minor);
        order.coupon_back_minor += coupon_minor;
        let entry = self.post(tx, order, &settlement::by_party(all), coupon_minor)?;
        let gave = GaveBack { refund: self.id, amount_minor, coupon_minor, entry };
        self.insert(tx, order, &gave, rows)?;
        Ok(gave)
    }

    fn move_goods(
        &self,
        tx: &mut Tx,
        order: &Order,
        line: &mut OrderLine,
        quantity: Quantity,
        goods: &Goods,
    ) -> Result<(), Fault> {
        if let Some(how) = goods.how {
            move_stock(tx, line, quantity.milli, how)?;
        }
        line.returned_milli.milli += quantity.milli;
        if !goods.delivered {
            line.undelivered_milli.milli += quantity.milli;
        }
        uncount(tx, order, line, quantity)
    }

    fn post(
        &self,
        tx: &mut Tx,
        order: &Order,
        parts: &[Part],
        coupon_minor: i64,
    ) -> Result<Option<i64>, Fault> {
        let coupon = order.coupon_budget.map(|budget| CouponPart { budget, minor: coupon_minor });
        let moves = if order.state == State::Settled {
            let there = of_members(tx, parts, Purse::Payable)?;
            settlement::refunded_after_settlement(parts, order.buyer, coupon, |member| {
                look_up(&there, member)
            })
        } else {
            settlement::refunded_before_settlement(parts, order.buyer, coupon)
        };
        let (cause, parent) = (Cause::new("refund", self.id), order.settled_entry.or(order.paid_entry));
        books::post_sure(tx, books::Entry { kind: "refund", cause, parent, moves: &moves, when: self.when })
    }

    fn insert(
        &self,
        tx: &mut Tx,
        order: &Order,
        gave: &GaveBack,
        lines: Vec<(i64, &Taking, Vec<Part>)>,
    ) -> Result<(), Fault> {
        let (community_id, refund_id) = (order.community_id, self.id);
        tx.insert(&Refund {
            community_id,
            id: refund_id,
            order_id: order.id,
            kind: self.kind,
            amount_minor: gave.amount_minor,
            reason: self.reason.clone(),
            by_member: self.actor.member(),
            at_us: self.when.happened_at,
            after_settlement: order.state == State::Settled,
            restocked: self.restocked,
            coupon_minor: gave.coupon_minor,
            entry: gave.entry,
        })?;
        for (line, taking, parts) in lines {
            let (quantity_milli, amount_minor) = (taking.quantity, taking.minor);
            tx.insert(&RefundLine { community_id, refund_id, line, quantity_milli, amount_minor })?;
            for part in parts {
                let (party, amount_minor) = (part.to.to_string(), part.minor);
                tx.insert(&RefundPart { community_id, refund_id, line, party, amount_minor })?;
            }
        }
        Ok(())
    }

    /// Writes it into the order's story. A paid order of which nothing is left to hand over is cancelled with it.
    pub(super) fn close(
        &self,
        tx: &mut Tx,
        order: &mut Order,
        lines: &[OrderLine],
        gave: &GaveBack,
    ) -> Result<(), Fault> {
        let step = if self.kind == RefundKind::Shortage { OrderStep::Short } else { OrderStep::Refunded };
        let (entry, amount_minor, reason) =
            (gave.entry, Some(gave.to_buyer_minor()), Some(self.reason.as_str()));
        let by = self.actor.member();
        let event = Happened { entry, amount_minor, reason, ..Happened::of(step, by, self.when) };
        let progress = order.progress();
        go(tx, order, progress, event)?;
        let empty = lines.iter().all(|line| line.undelivered_milli == line.quantity_milli);
        if let (true, Ok(cancelled)) = (empty, progress.cancel_paid()) {
            let event = Happened { reason, ..Happened::of(OrderStep::Cancelled, by, self.when) };
            go(tx, order, cancelled, event)?;
            announce(tx, OrderStep::Cancelled.code(), order)?;
        }
        keep(tx, order, step)
    }
}
