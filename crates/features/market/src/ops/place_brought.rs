//! Placing with what not every order has: somebody who brought its buyer, a coupon, a hold of its own.

use super::place_order::{PlaceOrder, PlaceRefused, Placed, no, place};
use crate::acting::{Actor, When};
use crate::brought::{Bring, Brought, Ordered};
use crate::ids::Member;
use crate::order::OrderRefused;
use crate::rows::Order;
use crate::settlement::CouponPart;
use crate::split::Part;
use kernel::{Id, Timestamp};
use store::OpError::{self, Refused};
use store::{Outcome, Tx};

/// As a buyer orders who was brought by somebody, or has a coupon: `bring` says so inside the operation.
///
/// # Errors
/// As `place_order`; those of `bring`; `NotAMember` for a buyer without an account, whom nobody can have brought; `CouponUnusable` for a coupon that pays more than the goods cost.
pub fn place_order_brought(
    tx: &mut Tx,
    buyer: Id<Member>,
    input: &PlaceOrder,
    bring: Bring<'_>,
    when: When,
) -> Outcome<Placed, PlaceRefused> {
    place(tx, Actor::Member(buyer), input, &Extras { bring: Some(bring), ..Extras::default() }, when)
}

/// Goods once more, in place of some that a coupon had paid in part: it pays that part again. Nobody brought it.
pub(super) fn place_once_more(
    tx: &mut Tx,
    input: &PlaceOrder,
    coupon: Option<CouponPart>,
    when: When,
) -> Outcome<Placed, PlaceRefused> {
    place(tx, Actor::System, input, &Extras { coupon, ..Extras::default() }, when)
}

/// What not every order has.
#[derive(Default)]
pub(super) struct Extras<'a> {
    pub(super) hold_until: Option<Timestamp>,
    pub(super) bring: Option<Bring<'a>>,
    pub(super) coupon: Option<CouponPart>,
}

/// What a feature above says of it. Nobody brings themselves, whatever it says, and nobody a buyer to goods of their own.
pub(super) fn add(
    tx: &mut Tx,
    order: &mut Order,
    parts: &[Part],
    extras: &Extras<'_>,
    when: When,
) -> Outcome<(), PlaceRefused> {
    let mut brought = Brought::default();
    let sellers: Vec<_> = parts.iter().filter_map(|part| part.to.member()).collect();
    if let Some(bring) = extras.bring {
        // A buyer without an account is brought by nobody and has no coupon: others enter their orders.
        if community::powers_now(tx, order.buyer)?.is_none() {
            return no(OrderRefused::NotAMember);
        }
        let (now, total_minor) = (when.happened_at, order.total_minor);
        let sellers = sellers.clone();
        let ordered = Ordered { order: order.id, buyer: order.buyer, sellers, total_minor, now };
        brought = bring(tx, &ordered).map_err(|error| match error {
            OpError::Refused(why) => Refused(PlaceRefused::from(why)),
            OpError::Fault(fault) => OpError::Fault(fault),
        })?;
    }
    let may_bring = |member: &Id<Member>| *member != order.buyer && !sellers.contains(member);
    order.referred_by = brought.referred_by.filter(may_bring);
    order.coupon_id = brought.coupon.map(|(coupon, _)| coupon);
    let part = brought.coupon.map(|(_, part)| part).or(extras.coupon).filter(|part| part.minor != 0);
    let Some(part) = part else { return Ok(()) };
    if !(1..=order.total_minor).contains(&part.minor) {
        return no(OrderRefused::CouponUnusable);
    }
    (order.coupon_budget, order.coupon_minor) = (Some(part.budget), part.minor);
    Ok(())
}
