//! A passed decision divides an offer's price anew: the next version of its split, which names the decision. Orders
//! placed before keep theirs.
//!
//! The door of the feature in which members decide. The rules are those that hold for people too; the offer is looked at to
//! decide and locked to be saved, so that a split that is refused leaves no copy behind for the decision's next deed.

use super::create_offer::{announce, check_parties, split_refused, split_row};
use super::edit_offer::check_prices;
use crate::acting::{Actor, When};
use crate::offer::OfferRefused;
use crate::rows::{Offer, OfferSplit};
use crate::split::Split;
use kernel::Id;
use store::OpError::Refused;
use store::{Outcome, Tx};

/// Answers the number of the new version. `words` are those of `split::Split`; `decision` is the proposal's id.
///
/// # Errors
/// `NoSuchOffer`, and whatever is wrong with the split.
pub fn set_split_by_decision(
    tx: &mut Tx,
    offer: Id<Offer>,
    words: &str,
    decision: &str,
    when: When,
) -> Outcome<i64, OfferRefused> {
    let key = (tx.community(), offer);
    let offer = tx.find::<Offer>(key)?;
    let offer = offer.ok_or(Refused(OfferRefused::NoSuchOffer))?;
    let split = Split::parse(words).map_err(|why| Refused(split_refused(why)))?;
    check_parties(tx, &split)?;
    check_prices(tx, &offer, &split)?;
    let mut offer = tx.lock::<Offer>(key)?.ok_or(Refused(OfferRefused::NoSuchOffer))?;
    offer.split_version += 1;
    offer.split_waits = false;
    offer.changed_at_us = when.happened_at;
    let row = split_row(&offer, &split, Actor::System, when);
    tx.insert(&OfferSplit { decision: Some(decision.to_owned()), ..row })?;
    tx.save(&offer)?;
    announce(tx, "edited", &offer)?;
    Ok(offer.split_version)
}
