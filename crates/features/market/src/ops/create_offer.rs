//! Puts something up for sale; or, by a member without the power, proposes the own goods.

use super::agreed_split::state_of;
use super::own_goods::state_of_new;
use crate::acting::{self, Actor, Standing, When};
use crate::books::{self, fault};
use crate::offer::{
    Audience, OfferRefused, OfferState, Stock, VARIANTS_MAX, VariantTerms, check_text, check_unit,
};
use crate::rows::{Offer, OfferSplit, OfferVariant};
use crate::split::{Party, Split, SplitRefused};
use kernel::{Id, Price, Quantity};
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct CreateOffer {
    pub id: Id<Offer>,
    pub title: String,
    /// CommonMark.
    pub story: String,
    pub audience: Audience,
    /// The most one person may buy, over all variants and orders.
    pub limit: Option<Quantity>,
    pub variants: Vec<NewVariant>,
    pub split: Split,
    pub key: Option<IdempotencyKey>,
}

#[derive(Debug, Clone)]
pub struct NewVariant {
    /// May be empty where there is only one.
    pub title: String,
    pub unit: String,
    pub price: Price,
    pub step: Quantity,
    /// None: without a count.
    pub stock: Option<Quantity>,
}

/// Up for sale at once, if who makes it manages offers and somebody has agreed to its split; else proposed.
///
/// # Errors
/// `NotAMember`, `NotYourGoods`, and whatever is wrong with the words, prices, quantities or the split.
pub fn create_offer(
    tx: &mut Tx,
    actor: Actor,
    input: &CreateOffer,
    when: When,
) -> Outcome<Id<Offer>, OfferRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(OfferRefused::KeyReused)? {
        return Ok(first);
    }
    let state = state_of_new(tx, actor, &input.split)?;
    check_text(&input.title, &input.story).map_err(Refused)?;
    check_limit(input.limit).map_err(Refused)?;
    check_count(input.variants.len()).map_err(Refused)?;
    input.variants.iter().try_for_each(check_variant).map_err(Refused)?;
    check_parties(tx, &input.split)?;
    let fits = |variant: &NewVariant| check_split(&input.split, variant.price, variant.step);
    let currency = books::currency(tx)?;
    input.variants.iter().try_for_each(|variant| fits(variant)(currency)).map_err(Refused)?;
    let state = state_of(tx, state, &input.split)?;
    let offer = Offer {
        community_id: tx.community(),
        id: input.id,
        title: input.title.trim().to_owned(),
        story: input.story.clone(),
        state,
        audience: input.audience,
        limit_milli: input.limit,
        variant_count: input.variants.len() as i64,
        split_version: 1,
        made_by: actor.member(),
        made_at_us: when.happened_at,
        changed_at_us: when.happened_at,
        reason: None,
        withdrawn_by_seller: false,
        split_waits: state != OfferState::Published,
        also_called: String::new(),
    };
    tx.insert(&offer)?;
    for (number, variant) in (1..).zip(&input.variants) {
        tx.insert(&variant_row(&offer, number, variant))?;
    }
    tx.insert(&split_row(&offer, &input.split, actor, when))?;
    announce(tx, if state == OfferState::Proposed { "proposed" } else { "created" }, &offer)?;
    tx.remember(&input.key, &offer.id, when.recorded_at)?;
    Ok(offer.id)
}

pub(super) fn announce(tx: &mut Tx, what: &str, offer: &Offer) -> Result<(), Fault> {
    tx.announce(&format!("offer_{what}"), format!(r#"{{"offer":"{}"}}"#, offer.id))
}

pub(super) fn may_manage(tx: &mut Tx, actor: Actor) -> Outcome<(), OfferRefused> {
    match acting::standing(tx, actor, Power::ManageOffers)? {
        Standing::May => Ok(()),
        Standing::MayNot => Err(Refused(OfferRefused::NotAllowed)),
        Standing::NoMember => Err(Refused(OfferRefused::NotAMember)),
    }
}

pub(super) fn check_limit(limit: Option<Quantity>) -> Result<(), OfferRefused> {
    match limit {
        Some(limit) if limit.milli <= 0 => Err(OfferRefused::LimitNotPositive),
        _ => Ok(()),
    }
}

pub(super) fn check_count(variants: usize) -> Result<(), OfferRefused> {
    match variants {
        0 => Err(OfferRefused::NoVariants),
        count if count > VARIANTS_MAX => Err(OfferRefused::TooManyVariants),
        _ => Ok(()),
    }
}

pub(super) fn check_variant(variant: &NewVariant) -> Result<(), OfferRefused> {
    if variant.title.chars().count() > crate::offer::TITLE_CHARS_MAX {
        return Err(OfferRefused::TitleTooLong);
    }
    check_unit(&variant.unit)?;
    VariantTerms { price: variant.price, step: variant.step, stock: variant.stock }.check()
}

/// Everybody a split names is in this community, and it can stand.
pub(super) fn check_parties(tx: &mut Tx, split: &Split) -> Outcome<(), OfferRefused> {
    split.check().map_err(|why| Refused(split_refused(why)))?;
    let community = tx.community();
    let book = ledger::book(tx, community)?;
    let fund_count = book.map_or(0, |book| book.fund_count);
    for party in split.parties() {
        let known = match party {
            Party::Fund(fund) => (1..=fund_count).contains(&fund),
            Party::Member(member) => acting::is_member(tx, member)?,
        };
        if !known {
            return Err(Refused(OfferRefused::SplitPartyUnknown));
        }
    }
    Ok(())
}

pub(super) fn split_refused(why: SplitRefused) -> OfferRefused {
    match why {
        SplitRefused::MoreThanWhole => OfferRefused::SplitMoreThanWhole,
        SplitRefused::PartyTwice => OfferRefused::SplitPartyTwice,
        SplitRefused::FixedAbovePrice => OfferRefused::SplitAbovePrice,
        SplitRefused::TooManyParts | SplitRefused::PartNotPositive | SplitRefused::Malformed => {
            OfferRefused::SplitMalformed
        }
    }
}

/// The smallest line that can be bought must leave everybody what they are promised.
pub(super) fn check_split(
    split: &Split,
    price: Price,
    step: Quantity,
) -> impl Fn(kernel::Currency) -> Result<(), OfferRefused> {
    move |currency| match price.times(step, currency) {
        Some(least) if split.fits(least.minor, step) => Ok(()),
        Some(_) => Err(OfferRefused::SplitAbovePrice),
        None => Err(OfferRefused::PriceTooLarge),
    }
}

pub(super) fn variant_row(offer: &Offer, number: i64, variant: &NewVariant) -> OfferVariant {
    let stock = Stock { available: variant.stock.map(|stock| stock.milli), held: 0, sold: 0 };
    OfferVariant {
        community_id: offer.community_id,
        offer_id: offer.id,
        number,
        title: variant.title.trim().to_owned(),
        unit: variant.unit.trim().to_owned(),
        price_e4: variant.price,
        step_milli: variant.step,
        withdrawn: false,
        available_milli: stock.available,
        held_milli: stock.held,
        sold_milli: stock.sold,
        supplied_milli: stock.supplied(),
    }
}

pub(super) fn split_row(offer: &Offer, split: &Split, actor: Actor, when: When) -> OfferSplit {
    OfferSplit {
        community_id: offer.community_id,
        offer_id: offer.id,
        version: offer.split_version,
        words: split.to_string(),
        made_by: actor.member(),
        made_at_us: when.happened_at,
        decision: None,
    }
}

/// The split that new orders take.
pub(super) fn current_split(tx: &mut Tx, offer: &Offer) -> Result<Split, Fault> {
    let row = tx.find::<OfferSplit>((offer.community_id, offer.id, offer.split_version))?;
    let split = row.and_then(|row| Split::parse(&row.words).ok());
    split.ok_or_else(|| fault(format!("{}: no split {}", offer.id, offer.split_version)))
}
