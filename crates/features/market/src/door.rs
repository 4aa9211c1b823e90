//! What features above ask of goods and of a member's credit, inside their own operations.
//!
//! Not a rule: it reads rows.

use crate::books::{self, fault};
use crate::ids::Member;
use crate::offer::OfferState;
use crate::rows::{Offer, OfferSplit, OfferVariant};
use crate::split::{Part, Party, Split};
use kernel::{Id, Price, Quantity};
use ledger::AccountKey;
use store::{Fault, Tx};

/// A variant of an offer, as somebody agrees about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoodsSeen {
    /// Of the offer and its variant together.
    pub title: String,
    pub unit: String,
    pub step: Quantity,
    /// A unit of it outside of any agreement.
    pub price: Price,
    pub split_version: i64,
    /// Who gets what is left of its price: who makes it.
    pub seller: Party,
    /// Whether its stock is counted.
    pub counted: bool,
}

/// None for what is not there or not for sale.
///
/// # Errors
/// Of the database only.
pub fn goods(tx: &mut Tx, offer: Id<Offer>, variant: i64) -> Result<Option<GoodsSeen>, Fault> {
    let community = tx.community();
    let offer = tx.find::<Offer>((community, offer))?.filter(|offer| offer.state == OfferState::Published);
    let Some(offer) = offer else { return Ok(None) };
    let variant = tx.find::<OfferVariant>((community, offer.id, variant))?;
    let Some(variant) = variant.filter(|variant| !variant.withdrawn) else { return Ok(None) };
    let split = split(tx, offer.id, offer.split_version)?;
    Ok(Some(GoodsSeen {
        title: crate::ops::line_title(&offer.title, &variant.title),
        unit: variant.unit,
        step: variant.step_milli,
        price: variant.price_e4,
        split_version: offer.split_version,
        seller: split.rest,
        counted: variant.available_milli.is_some(),
    }))
}

/// Who gets what of a sale under a version of an offer's split; None where its fixed parts pass the total.
///
/// # Errors
/// Of the database only.
pub fn parts_of_sale(
    tx: &mut Tx,
    offer: Id<Offer>,
    split_version: i64,
    total_minor: i64,
    quantity: Quantity,
) -> Result<Option<Vec<Part>>, Fault> {
    Ok(split(tx, offer, split_version)?.divide(total_minor, quantity))
}

fn split(tx: &mut Tx, offer: Id<Offer>, version: i64) -> Result<Split, Fault> {
    let row = tx.find::<OfferSplit>((tx.community(), offer, version))?;
    let split = row.and_then(|row| Split::parse(&row.words).ok());
    split.ok_or_else(|| fault(format!("{offer}: no split {version}")))
}

/// The debits with which a member pays `minor` out of what the community owes them; None when it owes less. As a set-off
/// of an order does: refunds first, and of sales what is left when the member's debt is covered.
///
/// # Errors
/// Of the database only.
pub fn draw_credit(
    tx: &mut Tx,
    member: Id<Member>,
    minor: i64,
) -> Result<Option<Vec<(AccountKey, i64)>>, Fault> {
    let currency = books::currency(tx)?;
    let Some(drawn) = books::draw(tx, member, &[], minor)? else { return Ok(None) };
    let debits = [
        (AccountKey::owed(member, currency), drawn.owed),
        (AccountKey::payable(member, currency), drawn.payable),
    ];
    Ok(Some(debits.into_iter().filter(|(_, minor)| *minor > 0).collect()))
}
