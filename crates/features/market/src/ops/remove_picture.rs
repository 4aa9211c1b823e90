//! Takes a picture off an offer, and its bytes off the shelf.

use super::pictured::Pictured;
use crate::acting::{Actor, When};
use crate::offer::OfferRefused;
use crate::rows::Offer;
use files::rows::File;
use kernel::Id;
use store::{Outcome, Tx};

/// By those who manage offers, and by the seller. One that is not there is off already: pressed twice, it is done.
///
/// # Errors
/// `NoSuchOffer`, `NotAMember`, `NotAllowed`.
pub fn remove_picture(
    tx: &mut Tx,
    actor: Actor,
    (offer, picture): (Id<Offer>, Id<File>),
    when: When,
) -> Outcome<(), OfferRefused> {
    let mut pictured = Pictured::lock(tx, actor, offer)?;
    let Some(place) = pictured.place_of(picture) else { return Ok(()) };
    pictured.pictures.remove(place);
    files::let_go(tx, picture)?;
    Ok(pictured.save(tx, when)?)
}
