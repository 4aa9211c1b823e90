//! The split of an accepted order: what was held becomes payable to members and income of funds.

use super::order_rows::{Happened, find_lines, find_order, go, keep, parts_left};
use crate::acting::{self, Actor, Standing, When};
use crate::books;
use crate::ids::Member;
use crate::order::OrderRefused;
use crate::rows::{Order, OrderStep};
use crate::settlement::{self, Purse};
use crate::split::{Part, Party};
use kernel::Id;
use ledger::Cause;
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};
use web::Power;

/// # Errors
/// `NotAllowed`, `NotAMember`, `NoSuchOrder`, `TooEarly` before acceptance, `WrongState`.
pub fn settle_order(tx: &mut Tx, actor: Actor, order: Id<Order>, when: When) -> Outcome<Order, OrderRefused> {
    match acting::standing(tx, actor, Power::Settle)? {
        Standing::May => {}
        Standing::MayNot => return Err(Refused(OrderRefused::NotAllowed)),
        Standing::NoMember => return Err(Refused(OrderRefused::NotAMember)),
    }
    let mut order = find_order(tx, order)?.ok_or(Refused(OrderRefused::NoSuchOrder))?;
    settled(tx, &mut order, actor, when)?;
    keep(tx, &order, OrderStep::Settled)?;
    Ok(order)
}

/// The order is changed, not yet saved.
pub(super) fn settled(tx: &mut Tx, order: &mut Order, actor: Actor, when: When) -> Outcome<(), OrderRefused> {
    let progress = order.progress().settle().map_err(Refused)?;
    let mut parts = Vec::new();
    for line in find_lines(tx, order)? {
        parts.extend(parts_left(tx, &line)?);
    }
    let parts = settlement::by_party(parts);
    let owes = of_members(tx, &parts, Purse::Receivable)?;
    let moves = settlement::settled(&parts, |member| look_up(&owes, member));
    let cause = Cause::new("order", order.id);
    let entry = books::Entry { kind: "settlement", cause, parent: order.paid_entry, moves: &moves, when };
    order.settled_entry = books::post_sure(tx, entry)?;
    let (entry, amount_minor) = (order.settled_entry, Some(order.rest_minor()));
    let event = Happened { entry, amount_minor, ..Happened::of(OrderStep::Settled, actor.member(), when) };
    Ok(go(tx, order, progress, event)?)
}

/// What a purse of each member among the receivers holds.
pub(super) fn of_members(
    tx: &mut Tx,
    parts: &[Part],
    purse: fn(Id<Member>) -> Purse,
) -> Result<Vec<(Id<Member>, i64)>, Fault> {
    let mut held = Vec::new();
    for part in parts {
        if let Party::Member(member) = part.to {
            held.push((member, books::holds(tx, purse(member))?));
        }
    }
    Ok(held)
}

pub(super) fn look_up(held: &[(Id<Member>, i64)], member: Id<Member>) -> i64 {
    held.iter().find(|(known, _)| *known == member).map_or(0, |(_, minor)| *minor)
}
