//! The pictures of an offer as one list, for those who tend it: adding, ordering and taking off change the list and write it back.

use super::own_goods::may_tend;
use crate::acting::{Actor, When};
use crate::offer::{OfferRefused, PICTURES_MAX};
use crate::picture_rows::OfferPicture;
use crate::rows::Offer;
use files::rows::File;
use kernel::Id;
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};

/// A file, and what is to be seen on it.
pub(super) type Picture = (Id<File>, String);

/// An offer, locked, and its pictures in their order.
pub(super) struct Pictured {
    pub offer: Offer,
    pub pictures: Vec<Picture>,
    before: Vec<OfferPicture>,
}

impl Pictured {
    /// # Errors
    /// `NoSuchOffer`, `NotAMember`, `NotAllowed`.
    pub(super) fn lock(tx: &mut Tx, actor: Actor, offer: Id<Offer>) -> Outcome<Pictured, OfferRefused> {
        let community = tx.community();
        let offer = tx.lock::<Offer>((community, offer))?.ok_or(Refused(OfferRefused::NoSuchOffer))?;
        may_tend(tx, actor, &offer)?;
        let places = 1..=PICTURES_MAX as i64;
        let keys: Vec<_> = places.map(|place| (community, offer.id, place)).collect();
        let before: Vec<_> = tx.lock_all::<OfferPicture>(&keys)?.into_iter().flatten().collect();
        let pictures = before.iter().map(|row| (row.file_id, row.alt.clone())).collect();
        Ok(Pictured { offer, pictures, before })
    }

    pub(super) fn place_of(&self, file: Id<File>) -> Option<usize> {
        self.pictures.iter().position(|(known, _)| *known == file)
    }

    /// # Errors
    /// Of the database only.
    pub(super) fn save(mut self, tx: &mut Tx, when: When) -> Result<(), Fault> {
        let (community_id, offer_id) = (self.offer.community_id, self.offer.id);
        for (place, (file_id, alt)) in (1..).zip(&self.pictures) {
            let row = OfferPicture { community_id, offer_id, place, file_id: *file_id, alt: alt.clone() };
            match self.before.len() as i64 >= place {
                true => tx.save(&row)?,
                false => tx.insert(&row)?,
            }
        }
        for left in self.before.iter().skip(self.pictures.len()) {
            tx.delete::<OfferPicture>(&(community_id, offer_id, left.place))?;
        }
        self.offer.changed_at_us = when.happened_at;
        tx.save(&self.offer)?;
        super::create_offer::announce(tx, "edited", &self.offer)
    }
}
