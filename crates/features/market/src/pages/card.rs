//! An offer as the storefront, its own page and the review of an order show it.

use super::basket::{Basket, Picked, parse_variant, variant_key};
use super::offer_pictures::PictureView;
use super::scene::{Names, Scene, party_link};
use crate::ids::Member;
use crate::offer::{Audience, OfferState};
use crate::rows::{Offer, OfferSplit, OfferVariant};
use crate::split::{Party, Split};
use kernel::{Id, Price, Quantity};
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::{Html, Power};

/// The rows of one offer.
pub(crate) struct Goods {
    pub offer: Offer,
    pub variants: Vec<OfferVariant>,
    pub split: Split,
    /// The version of it that new orders take.
    pub split_row: OfferSplit,
}

impl Goods {
    /// None when there is no such offer.
    pub(crate) fn find(reader: &mut Reader, community: i64, id: Id<Offer>) -> Result<Option<Goods>, Fault> {
        let Some(offer) = reader.find::<Offer>(&(community, id))? else { return Ok(None) };
        let mut variants = Vec::new();
        for number in 1..=offer.variant_count {
            variants.extend(reader.find::<OfferVariant>(&(community, id, number))?);
        }
        let row = reader.find::<OfferSplit>(&(community, id, offer.split_version))?;
        let read = row.and_then(|row| Some((Split::parse(&row.words).ok()?, row)));
        let (split, split_row) =
            read.ok_or_else(|| crate::books::fault(format!("{id}: no split {}", offer.split_version)))?;
        Ok(Some(Goods { offer, variants, split, split_row }))
    }

    pub(crate) fn for_sale(&self) -> bool {
        self.offer.state == OfferState::Published
    }

    /// Whose goods these are: who gets what is left of the price.
    pub(crate) fn sold_by(&self, member: Option<Id<Member>>) -> bool {
        member.is_some_and(|member| self.split.rest == Party::Member(member))
    }

    /// Whether who looks may keep its shelf and tell its story: decided again where it is done.
    pub(crate) fn tended_by(&self, scene: &Scene) -> bool {
        scene.can(Power::ManageOffers) || self.sold_by(scene.me)
    }

    pub(crate) fn is_proposed(&self) -> bool {
        self.offer.state == OfferState::Proposed
    }

    pub(crate) fn sells(&self, variant: &OfferVariant) -> bool {
        self.for_sale() && !variant.withdrawn
    }

    pub(crate) fn learn(&self, reader: &mut Reader, scene: &Scene, names: &mut Names) -> Result<(), Fault> {
        self.split.parties().into_iter().try_for_each(|party| names.learn_party(reader, scene, party))
    }
}

/// Who gets what is left of the price: the one who makes it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Supplier {
    /// `mem_…` or `fund:1`.
    pub id: String,
    pub name: String,
    #[serde(skip)]
    pub link: Option<String>,
}

impl Supplier {
    pub(crate) fn of(scene: &Scene, names: &Names, party: &Party) -> Supplier {
        Supplier { id: party.to_string(), name: names.party(party), link: party_link(scene, party) }
    }
}

/// One way to buy an offer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct VariantView {
    /// What an order's line names: `off_….1`.
    pub variant: String,
    pub title: String,
    pub unit: String,
    /// Of one unit, in the community's currency, up to four decimals.
    #[schema(value_type = String)]
    pub price: Price,
    /// Quantities are whole multiples of it.
    #[schema(value_type = String)]
    pub step: Quantity,
    /// What is left; absent for what is made to order.
    #[schema(value_type = Option<String>)]
    pub left: Option<Quantity>,
    pub for_sale: bool,
    #[serde(skip)]
    pub quantity: String,
}

impl VariantView {
    pub(crate) fn of(goods: &Goods, variant: &OfferVariant, quantity: &str) -> VariantView {
        let left = variant.available_milli.map(Quantity::from_milli);
        VariantView {
            variant: variant_key(&variant.offer_id, variant.number),
            title: variant.title.clone(),
            unit: variant.unit.clone(),
            price: variant.price_e4,
            step: variant.step_milli,
            left,
            for_sale: goods.sells(variant),
            quantity: quantity.to_owned(),
        }
    }

    pub(crate) fn full_title(&self, offer: &str) -> String {
        if self.title.is_empty() { offer.to_owned() } else { format!("{offer} · {}", self.title) }
    }

    pub(crate) fn can_be_had(&self) -> bool {
        self.for_sale && self.left.is_none_or(|left| left >= self.step)
    }

    /// `还剩 12 盒`; what is not counted says so, and nothing is rounded.
    pub(crate) fn stock(&self, scene: &Scene) -> Html {
        let t = scene.t;
        let text = match self.left {
            _ if !self.for_sale => t.variant_withdrawn(),
            None => t.made_to_order(),
            Some(left) if left.milli < self.step.milli => t.sold_out(),
            Some(left) => t.left(scene.amount(left, &self.unit)),
        };
        text.into()
    }

    /// What a quantity has to be a multiple of, where that is not one.
    pub(crate) fn step_note(&self, scene: &Scene) -> Option<String> {
        (self.step != Quantity::ONE).then(|| scene.t.in_steps_of(scene.amount(self.step, &self.unit)))
    }
}

/// What was picked elsewhere and is handed on, with what it costs: the sum at the foot of the page counts it too.
pub(crate) fn kept(
    reader: &mut Reader,
    community: i64,
    basket: &Basket,
    shown: &[String],
) -> Result<Vec<Picked>, Fault> {
    let mut kept = basket.without(shown);
    for picked in &mut kept {
        let Some((offer, number)) = parse_variant(&picked.variant) else { continue };
        let variant = reader.find::<OfferVariant>(&(community, offer, number))?;
        picked.price = variant.map(|variant| variant.price_e4);
    }
    Ok(kept)
}

/// A row of the storefront.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct OfferCard {
    #[schema(value_type = String)]
    pub id: Id<Offer>,
    pub title: String,
    pub supplier: Supplier,
    pub members_only: bool,
    pub withdrawn: bool,
    /// A steward has not put it up yet.
    pub proposed: bool,
    /// What it looks like, where somebody shows it.
    pub picture: Option<PictureView>,
    /// The most one person may buy, of all variants together.
    #[schema(value_type = Option<String>)]
    pub limit: Option<Quantity>,
    pub variants: Vec<VariantView>,
}

impl OfferCard {
    /// Its picture is read beside it.
    pub(crate) fn of(
        scene: &Scene,
        names: &Names,
        goods: &Goods,
        quantity: impl Fn(&str) -> String,
    ) -> OfferCard {
        let for_sale = goods.variants.iter().filter(|variant| !variant.withdrawn);
        let variants = for_sale.map(|variant| {
            let typed = quantity(&variant_key(&variant.offer_id, variant.number));
            VariantView::of(goods, variant, &typed)
        });
        OfferCard {
            id: goods.offer.id,
            title: goods.offer.title.clone(),
            supplier: Supplier::of(scene, names, &goods.split.rest),
            members_only: goods.offer.audience == Audience::Members,
            withdrawn: goods.offer.state == OfferState::Withdrawn,
            proposed: goods.is_proposed(),
            picture: None,
            limit: goods.offer.limit_milli,
            variants: variants.collect(),
        }
    }

    pub(crate) fn limit_note(&self, scene: &Scene) -> Option<String> {
        let unit = self.variants.first().map(|variant| variant.unit.clone()).unwrap_or_default();
        self.limit.map(|limit| scene.t.at_most_each(scene.amount(limit, &unit)))
    }
}
