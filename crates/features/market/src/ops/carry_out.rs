//! What is proposed for a complaint: whether it can be done, and doing it.
//!
//! Who bears it is who gets the price, as with every refund. Money comes from each receiver's part of the lines complained
//! of. A replacement is that refund and, paid with it, the same goods once more as an order of their own: the buyer
//! pays nothing, funds keep what they have, and the seller gives the goods twice for one price.

use super::complain::left;
use super::complained::release;
use super::order_rows::{Happened, announce, go, line_left};
use super::place_brought::place_once_more;
use super::place_order::{Asked, LineWanted, Pay, PlaceOrder};
use super::refund_order::{Giving, Goods, Taking, of_sum};
use crate::acting::{self, Actor, When};
use crate::books::{self, fault};
use crate::complaint::{ComplaintRefused, named, replaceable};
use crate::complaint_rows::Remedy;
use crate::door::parts_of_sale;
use crate::refund::RefundRefused;
use crate::rows::{OfferVariant, Order, OrderLine, OrderStep, RefundKind};
use crate::settlement::CouponPart;
use kernel::{Id, Prefixed, Quantity};
use store::OpError::{self, Refused};
use store::{Fault, Outcome, Tx};

/// What is offered to the buyer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proposed {
    /// A reason only.
    Nothing,
    /// Minor units, of the lines complained of.
    Refund(i64),
    /// Line numbers and how much of each is handed over once more.
    Replacement(Vec<(i64, Quantity)>),
}

/// What would be taken from which line, and what would be bought again.
#[derive(Default)]
pub(super) struct Plan {
    takings: Vec<Taking>,
    again: Vec<LineWanted>,
}

/// Whether it can be done now; `of` are the lines complained of, none for the whole order. Nothing is changed.
pub(super) fn plan(
    tx: &mut Tx,
    order: &Order,
    lines: &[OrderLine],
    of: &[i64],
    proposed: &Proposed,
) -> Outcome<Plan, ComplaintRefused> {
    match proposed {
        Proposed::Nothing => Ok(Plan::default()),
        Proposed::Refund(minor) => {
            let some = (0..lines.len()).filter(|at| of.is_empty() || of.contains(&lines[*at].number));
            let takings = of_sum(lines, &some.collect::<Vec<_>>(), *minor);
            Ok(Plan { takings: takings.map_err(|why| Refused(told(why)))?, ..Plan::default() })
        }
        Proposed::Replacement(wanted) => once_more(tx, order, lines, wanted),
    }
}

/// Whether nothing more could be offered in money: all that is left of the lines complained of.
pub(super) fn gives_all_back(lines: &[OrderLine], of: &[i64], proposed: &Proposed) -> bool {
    let asked = lines.iter().filter(|line| of.is_empty() || of.contains(&line.number));
    let left: i64 = asked.map(|line| line.total_minor - line.refunded_minor).sum();
    matches!(proposed, Proposed::Refund(minor) if *minor >= left)
}

fn told(why: RefundRefused) -> ComplaintRefused {
    match why {
        RefundRefused::SumNotPositive => ComplaintRefused::SumNotPositive,
        RefundRefused::MoreThanLeft => ComplaintRefused::MoreThanLeft,
        RefundRefused::QuantityNotPositive => ComplaintRefused::QuantityNotPositive,
        _ => ComplaintRefused::MoreThanPaid,
    }
}

fn once_more(
    tx: &mut Tx,
    order: &Order,
    lines: &[OrderLine],
    wanted: &[(i64, Quantity)],
) -> Outcome<Plan, ComplaintRefused> {
    if wanted.is_empty() {
        return Err(Refused(ComplaintRefused::LinesMissing));
    }
    named(wanted, &lines.iter().map(left).collect::<Vec<_>>()).map_err(Refused)?;
    if !acting::is_member(tx, order.buyer)? {
        return Err(Refused(ComplaintRefused::BuyerGone));
    }
    let (currency, mut plan) = (books::currency(tx)?, Plan::default());
    for (number, quantity) in wanted.iter().copied() {
        let at = usize::try_from(number - 1).map_err(|_| Refused(ComplaintRefused::NoSuchLine))?;
        let line = &lines[at];
        let worth = line_left(tx, line)?.worth(quantity).map_err(|why| Refused(told(why)))?;
        let costs = line.price_e4.times(quantity, currency).map_or(i64::MAX, |costs| costs.minor);
        let variant = tx.find::<OfferVariant>((line.community_id, line.offer_id, line.variant))?;
        let step = variant.map_or(quantity, |variant| variant.step_milli);
        replaceable(quantity, step, worth, costs).map_err(Refused)?;
        let (offer, variant, split_version) = (line.offer_id, line.variant, line.split_version);
        if parts_of_sale(tx, offer, split_version, costs, quantity)?.is_none() {
            return Err(Refused(ComplaintRefused::PriceShort));
        }
        plan.takings.push(Taking { at, quantity: Some(quantity), minor: worth });
        let asked = Asked::Again { price: line.price_e4, split_version };
        plan.again.push(LineWanted { offer, variant, quantity, asked });
    }
    Ok(plan)
}

/// Does what was planned. The order is changed, not yet saved; the proposal notes what became of it, and is not saved
/// either.
pub(super) fn carry_out(
    tx: &mut Tx,
    order: &mut Order,
    lines: &mut [OrderLine],
    remedy: &mut Remedy,
    plan: Plan,
    reason: String,
    when: When,
) -> Result<(), Fault> {
    if plan.takings.is_empty() {
        return Ok(());
    }
    // Who proposed it gives it; whether they may was decided then.
    let actor = remedy.by_member.map_or(Actor::System, Actor::Member);
    let goods = Goods { delivered: true, how: None };
    let id = same_id(remedy.id)?;
    let giving = Giving { id, kind: RefundKind::Granted, reason, restocked: false, actor, when };
    let gave = giving.give(tx, order, lines, &plan.takings, &goods).map_err(sure)?;
    remedy.refund_id = Some(gave.refund);
    let (entry, amount_minor, reason) =
        (gave.entry, Some(gave.to_buyer_minor()), Some(giving.reason.as_str()));
    let event =
        Happened { entry, amount_minor, reason, ..Happened::of(OrderStep::Refunded, actor.member(), when) };
    let progress = order.progress();
    go(tx, order, progress, event)?;
    announce(tx, OrderStep::Refunded.code(), order)?;
    if plan.again.is_empty() {
        return Ok(());
    }
    release(tx, order, remedy)?;
    let again = PlaceOrder {
        id: same_id(remedy.id)?,
        buyer: order.buyer,
        lines: plan.again,
        pay: Pay::SetOff,
        reference: None,
        key: None,
    };
    // What a coupon had paid of them it pays of these.
    let coupon = order.coupon_budget.map(|budget| CouponPart { budget, minor: gave.coupon_minor });
    let placed = place_once_more(tx, &again, coupon, when).map_err(sure)?;
    remedy.follow_up = Some(placed.id);
    Ok(())
}

/// What was planned on rows that are locked cannot be refused any more.
fn sure<R: std::fmt::Debug>(error: OpError<R>) -> Fault {
    match error {
        OpError::Fault(fault) => fault,
        OpError::Refused(why) => fault(format!("what was agreed cannot be done: {why:?}")),
    }
}

/// The same id under another prefix: an agreement becomes one refund and one order only.
fn same_id<T: Prefixed>(id: Id<Remedy>) -> Result<Id<T>, Fault> {
    let text = id.to_string();
    let suffix = text.split_once('_').map_or("", |(_, suffix)| suffix);
    Id::parse(&format!("{}_{suffix}", T::PREFIX)).map_err(|_| fault(format!("{id}: no id")))
}
