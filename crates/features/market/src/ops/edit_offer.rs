//! Changes what an offer says and costs. Orders placed before keep their price and their split.

use super::create_offer::{
    NewVariant, announce, check_count, check_limit, check_parties, check_split, check_variant, current_split,
    may_manage, split_row, variant_row,
};
use crate::acting::{Actor, When};
use crate::books;
use crate::offer::{Audience, OfferRefused, OfferState, check_price, check_text, check_unit};
use crate::rows::{Offer, OfferVariant};
use crate::split::Split;
use kernel::{Id, Price, Quantity};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct EditOffer {
    pub offer: Id<Offer>,
    pub title: String,
    pub story: String,
    pub audience: Audience,
    /// Counts what is bought from the edit on that sets it.
    pub limit: Option<Quantity>,
    /// Those not named stay as they are.
    pub variants: Vec<VariantEdit>,
    /// Come after those that are there.
    pub new_variants: Vec<NewVariant>,
    /// None: as it is. Another one becomes the next version.
    pub split: Option<Split>,
    /// New variants would else come twice.
    pub key: Option<IdempotencyKey>,
}

#[derive(Debug, Clone)]
pub struct VariantEdit {
    pub number: i64,
    pub title: String,
    pub unit: String,
    pub price: Price,
    /// Cannot be bought any more.
    pub withdrawn: bool,
}

/// # Errors
/// As `create_offer`, and `NoSuchOffer`, `NoSuchVariant`.
pub fn edit_offer(
    tx: &mut Tx,
    actor: Actor,
    input: &EditOffer,
    when: When,
) -> Outcome<Id<Offer>, OfferRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(OfferRefused::KeyReused)? {
        return Ok(first);
    }
    may_manage(tx, actor)?;
    let offer = tx.lock::<Offer>((tx.community(), input.offer))?;
    let mut offer = offer.ok_or(Refused(OfferRefused::NoSuchOffer))?;
    check_text(&input.title, &input.story).map_err(Refused)?;
    check_limit(input.limit).map_err(Refused)?;
    check_count(offer.variant_count as usize + input.new_variants.len()).map_err(Refused)?;
    let before = current_split(tx, &offer)?;
    let split = input.split.as_ref().unwrap_or(&before);
    if *split != before {
        if community::is_by_decision_only(tx)? {
            return Err(Refused(OfferRefused::SplitByDecisionOnly));
        }
        check_parties(tx, split)?;
        offer.split_version += 1;
        offer.split_waits = offer.state != OfferState::Published;
        tx.insert(&split_row(&offer, split, actor, when))?;
    }
    edit_variants(tx, &offer, &input.variants)?;
    for variant in &input.new_variants {
        check_variant(variant).map_err(Refused)?;
        offer.variant_count += 1;
        tx.insert(&variant_row(&offer, offer.variant_count, variant))?;
    }
    check_prices(tx, &offer, split)?;
    (offer.title, offer.story) = (input.title.trim().to_owned(), input.story.clone());
    (offer.audience, offer.limit_milli, offer.changed_at_us) =
        (input.audience, input.limit, when.happened_at);
    tx.save(&offer)?;
    announce(tx, "edited", &offer)?;
    tx.remember(&input.key, &offer.id, when.recorded_at)?;
    Ok(offer.id)
}

fn edit_variants(tx: &mut Tx, offer: &Offer, edits: &[VariantEdit]) -> Outcome<(), OfferRefused> {
    for edit in edits {
        check_price(edit.price).map_err(Refused)?;
        check_unit(&edit.unit).map_err(Refused)?;
        if edit.title.chars().count() > crate::offer::TITLE_CHARS_MAX {
            return Err(Refused(OfferRefused::TitleTooLong));
        }
        let variant = tx.lock::<OfferVariant>((offer.community_id, offer.id, edit.number))?;
        let mut variant = variant.ok_or(Refused(OfferRefused::NoSuchVariant))?;
        (variant.title, variant.unit) = (edit.title.trim().to_owned(), edit.unit.trim().to_owned());
        (variant.price_e4, variant.withdrawn) = (edit.price, edit.withdrawn);
        tx.save(&variant)?;
    }
    Ok(())
}

/// Each price that can be bought at has to carry the split.
pub(super) fn check_prices(tx: &mut Tx, offer: &Offer, split: &Split) -> Outcome<(), OfferRefused> {
    let currency = books::currency(tx)?;
    for number in 1..=offer.variant_count {
        let variant = tx.find::<OfferVariant>((offer.community_id, offer.id, number))?;
        if let Some(variant) = variant.filter(|variant| !variant.withdrawn) {
            check_split(split, variant.price_e4, variant.step_milli)(currency).map_err(Refused)?;
        }
    }
    Ok(())
}
