//! Puts a withdrawn offer up for sale again.

use super::create_offer::{announce, may_manage};
use crate::acting::{Actor, When};
use crate::offer::{OfferRefused, OfferState};
use crate::rows::Offer;
use kernel::Id;
use store::OpError::Refused;
use store::{Outcome, Tx};

/// Of one that is published already nothing changes.
///
/// # Errors
/// `NotAllowed`, `NotAMember`, `NoSuchOffer`.
pub fn publish_offer(
    tx: &mut Tx,
    actor: Actor,
    offer: Id<Offer>,
    when: When,
) -> Outcome<Offer, OfferRefused> {
    may_manage(tx, actor)?;
    let offer = tx.lock::<Offer>((tx.community(), offer))?;
    let mut offer = offer.ok_or(Refused(OfferRefused::NoSuchOffer))?;
    if offer.state == OfferState::Withdrawn {
        (offer.state, offer.changed_at_us, offer.reason) = (OfferState::Published, when.happened_at, None);
        tx.save(&offer)?;
        announce(tx, "published", &offer)?;
    }
    Ok(offer)
}
