//! Puts a withdrawn offer up for sale again, or one that a member proposed.

use super::agreed_split::may_go_up;
use super::create_offer::{announce, check_parties, current_split};
use super::own_goods::{Tending, may_tend};
use crate::acting::{Actor, When};
use crate::offer::{OfferRefused, OfferState};
use crate::rows::Offer;
use kernel::Id;
use store::OpError::Refused;
use store::{Outcome, Tx};

/// Of one that is published already nothing changes.
///
/// # Errors
/// `NotAllowed`, `NotAMember`, `NoSuchOffer`; `WithdrawnBySteward` for a seller who did not take it off; `SplitPartyUnknown`
/// where somebody who gets a part is no member any more; `SplitWaits`.
pub fn publish_offer(
    tx: &mut Tx,
    actor: Actor,
    offer: Id<Offer>,
    when: When,
) -> Outcome<Offer, OfferRefused> {
    let offer = tx.lock::<Offer>((tx.community(), offer))?;
    let mut offer = offer.ok_or(Refused(OfferRefused::NoSuchOffer))?;
    let tending = may_tend(tx, actor, &offer)?;
    match (offer.state, tending) {
        (OfferState::Proposed, Tending::Seller) => return Err(Refused(OfferRefused::NotAllowed)),
        (OfferState::Withdrawn, Tending::Seller) if !offer.withdrawn_by_seller => {
            return Err(Refused(OfferRefused::WithdrawnBySteward));
        }
        _ => {}
    }
    if offer.state != OfferState::Published {
        let split = current_split(tx, &offer)?;
        may_go_up(tx, &offer, &split)?;
        check_parties(tx, &split)?;
        offer.split_waits = false;
        offer.withdrawn_by_seller = false;
        (offer.state, offer.changed_at_us, offer.reason) = (OfferState::Published, when.happened_at, None);
        tx.save(&offer)?;
        announce(tx, "published", &offer)?;
    }
    Ok(offer)
}
