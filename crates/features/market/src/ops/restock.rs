//! Goods came in, or were counted out: by those who manage offers, or by the seller.

use super::create_offer::announce;
use super::own_goods::may_tend;
use crate::acting::{Actor, When};
use crate::offer::{OfferRefused, QUANTITY_MAX, StockShort};
use crate::rows::{Offer, OfferVariant};
use kernel::{Id, Quantity};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct Restock {
    pub offer: Id<Offer>,
    pub variant: i64,
    /// Negative: counted out.
    pub quantity: Quantity,
    pub key: Option<IdempotencyKey>,
}

/// Answers what is available then, in thousandths.
///
/// # Errors
/// `NotAllowed`, `NoSuchOffer`, `NoSuchVariant`, `StockUnlimited`, `StockTooSmall`, `QuantityOffStep`, …
pub fn restock(tx: &mut Tx, actor: Actor, input: &Restock, when: When) -> Outcome<i64, OfferRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(OfferRefused::KeyReused)? {
        return Ok(first);
    }
    let offer = tx.find::<Offer>((tx.community(), input.offer))?.ok_or(Refused(OfferRefused::NoSuchOffer))?;
    may_tend(tx, actor, &offer)?;
    let key = (offer.community_id, offer.id, input.variant);
    let mut variant = tx.lock::<OfferVariant>(key)?.ok_or(Refused(OfferRefused::NoSuchVariant))?;
    check(&variant, input.quantity).map_err(Refused)?;
    let stock = variant.stock().restock(input.quantity.milli);
    variant.set_stock(stock.map_err(|StockShort| Refused(OfferRefused::StockTooSmall))?);
    tx.save(&variant)?;
    announce(tx, "restocked", &offer)?;
    let available = variant.available_milli.unwrap_or_default();
    tx.remember(&input.key, &available, when.recorded_at)?;
    Ok(available)
}

fn check(variant: &OfferVariant, quantity: Quantity) -> Result<(), OfferRefused> {
    if quantity.milli == 0 {
        return Err(OfferRefused::QuantityNotPositive);
    }
    if quantity > QUANTITY_MAX {
        return Err(OfferRefused::QuantityTooLarge);
    }
    // Off the step only to get back on it: a shortage by weight can leave less than a step.
    let after = variant.available_milli.and_then(|now| now.checked_add(quantity.milli));
    let mends = after.is_some_and(|after| Quantity::from_milli(after).fits(variant.step_milli));
    if !quantity.fits(variant.step_milli) && !mends {
        return Err(OfferRefused::QuantityOffStep);
    }
    match variant.available_milli {
        Some(_) => Ok(()),
        None => Err(OfferRefused::StockUnlimited),
    }
}
