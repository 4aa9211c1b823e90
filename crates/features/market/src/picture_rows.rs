//! The rows of what goods look like.
//!
//! Not a rule: it is what the database holds.

use crate::rows::Offer;
use files::rows::File;
use kernel::Id;
use store::{Passing, row};

row! {
    /// A picture of an offer, by its place among them: the first stands on the card.
    pub struct OfferPicture in "offer_picture" {
        key community_id: i64, offer_id: Id<Offer>, place: i64;
        file_id: Id<File>,
        /// What is to be seen, for who does not see it. Empty: the offer's title.
        alt: String,
    }
}

/// What was taken off leaves no place behind.
impl Passing for OfferPicture {}
