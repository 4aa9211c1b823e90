//! What else people call what is for sale, so that what they write in a chat is understood.

use super::create_offer::announce;
use super::own_goods::may_tend;
use crate::acting::{Actor, When};
use crate::names::{kept, names};
use crate::offer::OfferRefused;
use crate::rows::Offer;
use kernel::Id;
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};

/// These names, and no others. By those who manage offers, and by the seller; a second time it changes nothing.
///
/// # Errors
/// `NoSuchOffer`, `NotAMember`, `NotAllowed`, `NamesTooLong`.
pub fn call_offer(
    tx: &mut Tx,
    actor: Actor,
    offer: Id<Offer>,
    typed: &str,
    when: When,
) -> Outcome<(), OfferRefused> {
    let found = look(tx, actor, offer)?;
    let said = kept(&names(typed)).map_err(Refused)?;
    Ok(save(tx, found, said, when)?)
}

/// One more name. What it is called already it is not called twice.
///
/// # Errors
/// As `call_offer`.
pub fn call_offer_besides(
    tx: &mut Tx,
    actor: Actor,
    offer: Id<Offer>,
    name: &str,
    when: When,
) -> Outcome<(), OfferRefused> {
    let found = look(tx, actor, offer)?;
    let mut all = names(&found.also_called);
    let more = names(name).into_iter().filter(|name| *name != found.title && !all.contains(name));
    all.extend(more.collect::<Vec<_>>());
    let said = kept(&all).map_err(Refused)?;
    Ok(save(tx, found, said, when)?)
}

fn look(tx: &mut Tx, actor: Actor, offer: Id<Offer>) -> Outcome<Offer, OfferRefused> {
    let found = tx.find::<Offer>((tx.community(), offer))?.ok_or(Refused(OfferRefused::NoSuchOffer))?;
    may_tend(tx, actor, &found)?;
    Ok(found)
}

fn save(tx: &mut Tx, found: Offer, said: String, when: When) -> Result<(), Fault> {
    if found.also_called == said {
        return Ok(());
    }
    if let Some(mut offer) = tx.lock::<Offer>((found.community_id, found.id))? {
        (offer.also_called, offer.changed_at_us) = (said, when.happened_at);
        tx.save(&offer)?;
        announce(tx, "edited", &offer)?;
    }
    Ok(())
}
