//! Shows what is for sale: a picture more, behind those that are there.

use super::pictured::Pictured;
use crate::acting::{Actor, When};
use crate::offer::{ALT_CHARS_MAX, OfferRefused, PICTURES_MAX};
use crate::rows::Offer;
use files::NewFile;
use files::kind::MediaType;
use files::rows::File;
use kernel::Id;
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct AddPicture {
    pub offer: Id<Offer>,
    /// On the shelf already.
    pub picture: NewFile,
    /// What is to be seen on it. Empty: the offer's title says it.
    pub alt: String,
    /// The same picture would else come twice.
    pub key: Option<IdempotencyKey>,
}

/// By those who manage offers, and by the seller. Answers the file; for the same request again the first one.
///
/// # Errors
/// `NoSuchOffer`, `NotAMember`, `NotAllowed`, `NotAPicture`, `AltTooLong`, `TooManyPictures`, `KeyReused`.
pub fn add_picture(
    tx: &mut Tx,
    actor: Actor,
    input: &AddPicture,
    when: When,
) -> Outcome<Id<File>, OfferRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(OfferRefused::KeyReused)? {
        return Ok(first);
    }
    let mut pictured = Pictured::lock(tx, actor, input.offer)?;
    if !MediaType::parse(&input.picture.media_type).is_some_and(MediaType::is_picture) {
        return Err(Refused(OfferRefused::NotAPicture));
    }
    let alt = input.alt.trim();
    if alt.chars().count() > ALT_CHARS_MAX {
        return Err(Refused(OfferRefused::AltTooLong));
    }
    if pictured.pictures.len() >= PICTURES_MAX {
        return Err(Refused(OfferRefused::TooManyPictures));
    }
    // The program itself hands in nothing.
    let by = actor.member().ok_or(Refused(OfferRefused::NotAMember))?;
    files::record(tx, &input.picture, by, when.recorded_at)?;
    let file = input.picture.id;
    pictured.pictures.push((file, alt.to_owned()));
    pictured.save(tx, when)?;
    tx.remember(&input.key, &file, when.recorded_at)?;
    Ok(file)
}
