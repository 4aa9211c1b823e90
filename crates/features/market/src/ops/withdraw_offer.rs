//! Takes an offer off the market. What was ordered goes its way.

use super::create_offer::announce;
use super::own_goods::{Tending, may_tend};
use crate::acting::{self, Actor, When};
use crate::offer::{OfferRefused, OfferState};
use crate::rows::Offer;
use kernel::Id;
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct WithdrawOffer {
    pub offer: Id<Offer>,
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By those who manage offers, or by the seller, who may put it up again then. What the seller took off, a steward can
/// take off all the same: from then on the seller does not put it up again.
///
/// # Errors
/// `NotAllowed`, `NoSuchOffer`, `AlreadyWithdrawn`, `ReasonMissing`.
pub fn withdraw_offer(
    tx: &mut Tx,
    actor: Actor,
    input: &WithdrawOffer,
    when: When,
) -> Outcome<Id<Offer>, OfferRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(OfferRefused::KeyReused)? {
        return Ok(first);
    }
    let offer = tx.lock::<Offer>((tx.community(), input.offer))?;
    let mut offer = offer.ok_or(Refused(OfferRefused::NoSuchOffer))?;
    let tending = may_tend(tx, actor, &offer)?;
    let by_steward_now = tending == Tending::Steward && offer.withdrawn_by_seller;
    if offer.state == OfferState::Withdrawn && !by_steward_now {
        return Err(Refused(OfferRefused::AlreadyWithdrawn));
    }
    offer.reason = Some(acting::reason(&input.reason, OfferRefused::ReasonMissing)?);
    // What was never up for sale is nobody's to put up again but a steward's.
    offer.withdrawn_by_seller = tending == Tending::Seller && offer.state == OfferState::Published;
    (offer.state, offer.changed_at_us) = (OfferState::Withdrawn, when.happened_at);
    tx.save(&offer)?;
    announce(tx, "withdrawn", &offer)?;
    tx.remember(&input.key, &offer.id, when.recorded_at)?;
    Ok(offer.id)
}
