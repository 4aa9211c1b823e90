//! The offers that the items of another shop become: one variant each, without a stock count, all to one fund.

use super::drive::NotTaken;
use super::import_store::ImportItem;
use super::line::Line;
use super::take::{Run, refused};
use crate::acting::{Actor, When};
use crate::offer::{Audience, TITLE_CHARS_MAX};
use crate::ops::{self, CreateOffer, EditOffer, NewVariant, VariantEdit};
use crate::rows::{Offer, OfferVariant};
use crate::split::{Party, Split};
use kernel::{Id, Price, Quantity, Timestamp};
use std::collections::HashMap;
use store::{Fault, Outcome, Tx};

/// An imported offer has one variant.
pub(super) const VARIANT: i64 = 1;

/// What an item was called and cost when it was last sold in the files read so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Latest {
    pub at: Timestamp,
    /// Empty when no sale line gave one.
    pub title: String,
    titled_at: Timestamp,
    pub price: Price,
}

/// Notes a sale: the most recent price, and the most recent description that says something.
pub(super) fn note(latest: &mut HashMap<String, Latest>, line: &Line) {
    let (at, title) = (line.at, title(&line.description));
    let Some(known) = latest.get_mut(&line.item) else {
        let (titled_at, price) = (at, line.price);
        latest.insert(line.item.clone(), Latest { at, title, titled_at, price });
        return;
    };
    if at >= known.at {
        (known.at, known.price) = (at, line.price);
    }
    if !title.is_empty() && (at >= known.titled_at || known.title.is_empty()) {
        (known.titled_at, known.title) = (at, title);
    }
}

/// One line, short enough for an offer.
fn title(description: &str) -> String {
    let words = description.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(TITLE_CHARS_MAX).collect()
}

pub(super) fn known_offer(tx: &mut Tx, run: &Run, item: &str) -> Result<Option<Id<Offer>>, Fault> {
    let key = (run.community, run.format.clone(), item.to_owned());
    Ok(tx.find::<ImportItem>(key)?.map(|item| item.offer_id))
}

/// The offer of the line's item, made with its first sale.
pub(super) fn offer_of(tx: &mut Tx, run: &Run, line: &Line) -> Outcome<Id<Offer>, NotTaken> {
    if let Some(known) = known_offer(tx, run, &line.item)? {
        return Ok(known);
    }
    let id = run.fresh.id(&line.item, line.at);
    let variant = NewVariant {
        title: String::new(),
        unit: crate::t(run.lang).import_unit(),
        price: line.price,
        step: Quantity::ONE,
        stock: None,
    };
    let named =
        [&line.description, &line.item].map(|text| title(text)).into_iter().find(|title| !title.is_empty());
    let named = named.unwrap_or_else(|| line.item.clone());
    let offer = CreateOffer {
        id,
        title: named,
        story: String::new(),
        audience: Audience::Everyone,
        limit: None,
        variants: vec![variant],
        split: Split { parts: Vec::new(), rest: Party::Fund(run.fund) },
        key: None,
    };
    let when = When { happened_at: line.at, recorded_at: run.recorded_at };
    ops::create_offer(tx, Actor::System, &offer, when).map_err(|error| refused(error, |no| no.code()))?;
    tx.insert(&ImportItem {
        community_id: run.community,
        format: run.format.clone(),
        item: line.item.clone(),
        offer_id: id,
        // Just before it: another line of that instant may say more, and only the end of the run knows.
        latest_at_us: Timestamp::from_micros(line.at.micros.saturating_sub(1)),
    })?;
    Ok(id)
}

/// Gives an offer the title and price of its item's last sale, unless this one or a later one gave them before:
/// what a steward has made of the offer since stays. True when something changed.
pub(super) fn freshen(tx: &mut Tx, run: &Run, item: &str, latest: &Latest) -> Outcome<bool, NotTaken> {
    let key = (run.community, run.format.clone(), item.to_owned());
    let Some(mut known) = tx.lock::<ImportItem>(key)? else { return Ok(false) };
    if latest.at <= known.latest_at_us {
        return Ok(false);
    }
    known.latest_at_us = latest.at;
    tx.save(&known)?;
    let (offer, variant) = (
        tx.find::<Offer>((run.community, known.offer_id))?,
        tx.find::<OfferVariant>((run.community, known.offer_id, VARIANT))?,
    );
    let (Some(offer), Some(variant)) = (offer, variant) else { return Ok(false) };
    let title = if latest.title.is_empty() { &offer.title } else { &latest.title };
    if *title == offer.title && latest.price == variant.price_e4 {
        return Ok(false);
    }
    let edit = EditOffer {
        offer: offer.id,
        title: title.clone(),
        story: offer.story.clone(),
        audience: offer.audience,
        limit: offer.limit_milli,
        variants: vec![VariantEdit {
            number: VARIANT,
            title: variant.title,
            unit: variant.unit,
            price: latest.price,
            withdrawn: variant.withdrawn,
        }],
        new_variants: Vec::new(),
        split: None,
        key: None,
    };
    let when = When { happened_at: latest.at, recorded_at: run.recorded_at };
    ops::edit_offer(tx, Actor::System, &edit, when).map_err(|error| refused(error, |no| no.code()))?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sales as (time, description, price) → title and price at the end.
    #[test]
    fn the_last_word_counts() {
        let check = |sales: &[(i64, &str, i64)], expected: (&str, i64)| {
            let mut latest = HashMap::new();
            for (at, description, e4) in sales {
                let line = Line {
                    item: "a".into(),
                    description: (*description).into(),
                    quantity: Quantity::ONE,
                    at: Timestamp::from_micros(*at),
                    price: Price::from_e4(*e4),
                    minor: 0,
                    customer: None,
                };
                note(&mut latest, &line);
            }
            let found = &latest["a"];
            assert_eq!((found.title.as_str(), found.price.e4), expected, "{sales:?}");
        };
        check(&[(1, "HEART ", 5), (2, "", 6)], ("HEART", 6));
        check(&[(1, "", 5), (2, "RED  HEART", 6)], ("RED HEART", 6));
        check(&[(2, "NEW", 5), (1, "OLD", 6)], ("NEW", 5));
        check(&[(2, "", 5), (1, "OLD", 6)], ("OLD", 5));
    }
}
