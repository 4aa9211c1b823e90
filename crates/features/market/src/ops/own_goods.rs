//! What sellers may do with their own goods without any power: whoever gets what is left of the price keeps the
//! shelf, tells the story and hands the goods over. Price and split stay with those who manage offers: they are what
//! the community has agreed to.

use super::create_offer::current_split;
use super::order_rows::find_lines;
use crate::acting::{self, Actor, Standing};
use crate::ids::Member;
use crate::offer::{OfferRefused, OfferState};
use crate::order::OrderRefused;
use crate::rows::{Offer, OfferSplit, Order};
use crate::split::{Party, Split};
use crate::whose;
use kernel::Id;
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};
use web::Power;

/// As what somebody tends an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tending {
    /// Manages all offers.
    Steward,
    /// Has no such power: these are the own goods.
    Seller,
}

/// Those who manage offers, and the seller of this one.
pub(super) fn may_tend(tx: &mut Tx, actor: Actor, offer: &Offer) -> Outcome<Tending, OfferRefused> {
    match acting::standing(tx, actor, Power::ManageOffers)? {
        Standing::May => return Ok(Tending::Steward),
        Standing::NoMember => return Err(Refused(OfferRefused::NotAMember)),
        Standing::MayNot => {}
    }
    let rest = current_split(tx, offer)?.rest;
    match actor.member().is_some_and(|member| rest == Party::Member(member)) {
        true => Ok(Tending::Seller),
        false => Err(Refused(OfferRefused::NotAllowed)),
    }
}

/// What those who manage offers make is up for sale at once. Any other member proposes the own goods, and nobody
/// else's: who gets the rest is who asks.
pub(super) fn state_of_new(tx: &mut Tx, actor: Actor, split: &Split) -> Outcome<OfferState, OfferRefused> {
    match acting::standing(tx, actor, Power::ManageOffers)? {
        Standing::May => return Ok(OfferState::Published),
        Standing::NoMember => return Err(Refused(OfferRefused::NotAMember)),
        Standing::MayNot => {}
    }
    match actor.member().is_some_and(|member| split.rest == Party::Member(member)) {
        true => Ok(OfferState::Proposed),
        false => Err(Refused(OfferRefused::NotYourGoods)),
    }
}

/// Those who hand over orders, and the seller of everything in this one.
pub(super) fn may_hand_over(tx: &mut Tx, actor: Actor, order: &Order) -> Outcome<(), OrderRefused> {
    match acting::standing(tx, actor, Power::FulfilOrders)? {
        Standing::May => return Ok(()),
        Standing::NoMember => return Err(Refused(OrderRefused::NotAMember)),
        Standing::MayNot => {}
    }
    let own = match actor.member() {
        Some(member) => sells_all(tx, member, order)?,
        None => false,
    };
    if own { Ok(()) } else { Err(Refused(OrderRefused::NotAllowed)) }
}

/// By the splits that the lines were bought under: whoever sells the goods since then did not sell these.
fn sells_all(tx: &mut Tx, member: Id<Member>, order: &Order) -> Result<bool, Fault> {
    for line in find_lines(tx, order)? {
        let row = tx.find::<OfferSplit>(whose::split_of(&line))?;
        if !whose::is_sold_by(member, &line, row)? {
            return Ok(false);
        }
    }
    Ok(true)
}
