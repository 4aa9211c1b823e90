//! Which picture stands on the card of an offer.

use super::pictured::Pictured;
use crate::acting::{Actor, When};
use crate::offer::OfferRefused;
use crate::rows::Offer;
use files::rows::File;
use kernel::Id;
use store::OpError::Refused;
use store::{Outcome, Tx};

/// By those who manage offers, and by the seller. The others keep their order behind it; a second time changes nothing.
///
/// # Errors
/// `NoSuchOffer`, `NotAMember`, `NotAllowed`, `PictureGone`.
pub fn put_picture_first(
    tx: &mut Tx,
    actor: Actor,
    (offer, picture): (Id<Offer>, Id<File>),
    when: When,
) -> Outcome<(), OfferRefused> {
    let mut pictured = Pictured::lock(tx, actor, offer)?;
    match pictured.place_of(picture) {
        None => Err(Refused(OfferRefused::PictureGone)),
        Some(0) => Ok(()),
        Some(place) => {
            pictured.pictures[..=place].rotate_right(1);
            Ok(pictured.save(tx, when)?)
        }
    }
}
