//! An order is paid with what the community owes its buyer. No money comes, and nothing waits for a treasurer.

use super::arrive::{came_before, use_up};
use super::choose_payment::parts_of;
use super::for_buyer::gets_a_part;
use super::order_rows::{Happened, abandon_payment, advance, find_order};
use crate::acting::{self, Actor, Standing, When};
use crate::books;
use crate::ids::Member;
use crate::order::OrderRefused;
use crate::payment::MethodCode;
use crate::rows::{Order, OrderStep};
use crate::settlement::{self, Purse};
use kernel::Id;
use ledger::Cause;
use store::OpError::Refused;
use store::{Outcome, Tx};
use web::Power;

/// By who pays out, for a buyer without an account: what is owed to them pays their order instead of leaving the bank. What came
/// for it before and was too little pays with it.
///
/// # Errors
/// `NoSuchOrder`, `NotAllowed`, `NotAMember`, `OwnOrder`, `BuyerHasAccount`, `WrongState` of what is paid, claimed or over,
/// `PaysForIt` where a part of the price is the actor's, `BuyerOwedTooLittle`.
pub fn set_off_for_buyer(
    tx: &mut Tx,
    actor: Actor,
    order: Id<Order>,
    when: When,
) -> Outcome<Order, OrderRefused> {
    match acting::standing(tx, actor, Power::PayOut)? {
        Standing::May => {}
        Standing::MayNot => return Err(Refused(OrderRefused::NotAllowed)),
        Standing::NoMember => return Err(Refused(OrderRefused::NotAMember)),
    }
    let mut order = find_order(tx, order)?.ok_or(Refused(OrderRefused::NoSuchOrder))?;
    if acting::is_own(tx, actor, order.buyer)? {
        return Err(Refused(OrderRefused::OwnOrder));
    }
    let buyer = community::member(tx, order.community_id, order.buyer)?;
    if !buyer.is_some_and(|buyer| buyer.is_placeholder()) {
        return Err(Refused(OrderRefused::BuyerHasAccount));
    }
    let by = actor.member().unwrap_or(order.buyer);
    // It would be their sale that is paid, with what they alone say the buyer wants.
    if gets_a_part(tx, by, &order)? {
        return Err(Refused(OrderRefused::PaysForIt));
    }
    match set_off(tx, &mut order, by, when)? {
        true => Ok(order),
        false => Err(Refused(OrderRefused::BuyerOwedTooLittle)),
    }
}

/// False, with nothing changed, where what is owed does not cover what the order still needs.
///
/// # Errors
/// `WrongState`.
pub(super) fn set_off(
    tx: &mut Tx,
    order: &mut Order,
    by: Id<Member>,
    when: When,
) -> Outcome<bool, OrderRefused> {
    let progress = order.progress().pay_at_once(when.happened_at).map_err(Refused)?;
    let (parts, came) = (parts_of(tx, order)?, came_before(tx, order.id)?);
    let Some(drawn) = books::draw(tx, order.buyer, &parts, order.due_minor() - came)? else {
        return Ok(false);
    };
    let buyer = order.buyer;
    let from =
        [(Purse::Owed(buyer), drawn.owed), (Purse::Payable(buyer), drawn.payable), (Purse::Unmatched, came)];
    let moves = settlement::overpaid(&from, order.coupon(), &parts, buyer);
    let cause = Cause::new("order", order.id);
    let entry = books::Entry { kind: "payment", cause, parent: None, moves: &moves, when };
    let entry = books::post_sure(tx, entry)?;
    use_up(tx, order.id)?;
    abandon_payment(tx, order, None)?;
    (order.method, order.paid_entry) = (Some(MethodCode::SetOff), entry);
    let amount_minor = Some(order.due_minor());
    let event = Happened { entry, amount_minor, ..Happened::of(OrderStep::Paid, Some(by), when) };
    advance(tx, order, progress, event)?;
    Ok(true)
}
