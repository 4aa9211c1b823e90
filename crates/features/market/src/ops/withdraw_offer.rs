//! Takes an offer off the market. What was ordered goes its way.

use super::create_offer::{announce, may_manage};
use crate::acting::{self, Actor, When};
use crate::offer::{OfferRefused, OfferState};
use crate::rows::Offer;
use kernel::Id;
use store::OpError::Refused;
use store::{Outcome, Tx};

#[derive(Debug, Clone)]
pub struct WithdrawOffer {
    pub offer: Id<Offer>,
    pub reason: String,
}

/// # Errors
/// `NotAllowed`, `NoSuchOffer`, `AlreadyWithdrawn`, `ReasonMissing`.
pub fn withdraw_offer(
    tx: &mut Tx,
    actor: Actor,
    input: &WithdrawOffer,
    when: When,
) -> Outcome<Offer, OfferRefused> {
    may_manage(tx, actor)?;
    let offer = tx.lock::<Offer>((tx.community(), input.offer))?;
    let mut offer = offer.ok_or(Refused(OfferRefused::NoSuchOffer))?;
    if offer.state == OfferState::Withdrawn {
        return Err(Refused(OfferRefused::AlreadyWithdrawn));
    }
    offer.reason = Some(acting::reason(&input.reason, OfferRefused::ReasonMissing)?);
    (offer.state, offer.changed_at_us) = (OfferState::Withdrawn, when.happened_at);
    tx.save(&offer)?;
    announce(tx, "withdrawn", &offer)?;
    Ok(offer)
}
