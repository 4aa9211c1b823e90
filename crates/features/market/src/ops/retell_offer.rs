//! What an offer is called and where it comes from, told anew. Price, split and audience stay as they are.

use super::create_offer::announce;
use super::own_goods::may_tend;
use crate::acting::{Actor, When};
use crate::offer::{OfferRefused, check_text};
use crate::rows::Offer;
use kernel::Id;
use store::OpError::Refused;
use store::{Outcome, Tx};

#[derive(Debug, Clone)]
pub struct RetellOffer {
    pub offer: Id<Offer>,
    pub title: String,
    /// CommonMark.
    pub story: String,
}

/// By those who manage offers, and by the seller.
///
/// # Errors
/// `NoSuchOffer`, `NotAMember`, `NotAllowed`, `TitleMissing`, `TitleTooLong`, `StoryTooLong`.
pub fn retell_offer(
    tx: &mut Tx,
    actor: Actor,
    input: &RetellOffer,
    when: When,
) -> Outcome<Offer, OfferRefused> {
    let offer = tx.lock::<Offer>((tx.community(), input.offer))?;
    let mut offer = offer.ok_or(Refused(OfferRefused::NoSuchOffer))?;
    may_tend(tx, actor, &offer)?;
    check_text(&input.title, &input.story).map_err(Refused)?;
    (offer.title, offer.story) = (input.title.trim().to_owned(), input.story.clone());
    offer.changed_at_us = when.happened_at;
    tx.save(&offer)?;
    announce(tx, "edited", &offer)?;
    Ok(offer)
}
