//! One offer: its story, how it can be bought, and who gets which part of its price.

use super::basket::{Basket, Picked};
use super::card::{Goods, OfferCard, kept};
use super::offer_pictures::{PictureView, views};
use super::offer_seen::{Seeing, waits_for_decision};
use super::review::Checkout;
use super::scene::{Names, Scene, party_link};
use super::storefront::{manages, was_brought};
use crate::rows::{Offer, OfferVariant};
use crate::split::{Part, Party, SplitPart, Take};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use kernel::{Id, Money, Quantity, Timestamp};
use serde::Serialize;
use store::Reader;
use utoipa::ToSchema;
use web::ui::{self, SplitBar};
use web::{Answer, Back, Caller, Html, Place, Problem, Reply, Site, View, WebRefused};

/// An offer as its own page.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "offer.html")]
pub(crate) struct OfferPage {
    #[serde(skip)]
    s: Scene,
    #[serde(flatten)]
    card: OfferCard,
    /// What it looks like; the first is the one on its card.
    pictures: Vec<PictureView>,
    /// CommonMark, as it was written.
    story: String,
    #[serde(skip)]
    story_html: Html,
    /// Who gets which part of the price.
    split: Vec<PartView>,
    split_version: i64,
    /// The id of the proposal that decided it, where one did.
    split_decision: Option<String>,
    #[serde(skip)]
    split_since: Timestamp,
    /// Splits change by decision only here.
    split_by_decision: bool,
    /// Not for sale until a decision sets its split.
    split_waits: bool,
    /// What one unit of each variant divides into.
    examples: Vec<Example>,
    /// Why it is not for sale any more: said between those who tend it.
    reason: Option<String>,
    #[serde(skip)]
    can_edit: bool,
    #[serde(skip)]
    can_tend: bool,
    #[serde(skip)]
    kept: Vec<Picked>,
    #[serde(skip)]
    query: String,
    /// Somebody's link led here a moment ago.
    #[serde(skip)]
    brought: bool,
}

/// A receiver and its rule.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PartView {
    /// `mem_…` or `fund:1`.
    party: String,
    name: String,
    /// `900bp`, `20/unit`, `100/line` or `rest`.
    take: String,
    #[serde(skip)]
    words: String,
}

/// How the price of one variant divides.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Example {
    variant: i64,
    #[serde(skip)]
    title: String,
    /// Minor units for one unit (or one step, where that is more).
    total_minor: i64,
    parts: Vec<ExamplePart>,
    #[serde(skip)]
    bar: Html,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ExamplePart {
    party: String,
    minor: i64,
}

impl View for OfferPage {
    fn title(&self) -> String {
        self.card.title.clone()
    }

    fn live(&self) -> Option<&'static str> {
        Some("market,orders")
    }

    fn place(&self) -> Place {
        Place::Market
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/market{}", self.s.base, self.query), self.s.t.market())
    }
}

impl OfferPage {
    /// `Version 2, by decision since 25 Nov`, where it was decided.
    fn decided(&self) -> Option<String> {
        self.split_decision.as_ref()?;
        let since = self.s.day_text(&self.split_since);
        Some(self.s.t.split_decided(self.split_version, since))
    }

    /// A proposal that asks for this split, to be changed before it is voted on.
    fn decide_href(&self) -> String {
        format!("{}/decisions/new?offer={}", self.s.base, self.card.id)
    }

    fn can_be_had(&self) -> bool {
        self.card.variants.iter().any(|variant| variant.can_be_had())
    }
}

/// One offer.
#[utoipa::path(get, path = "/c/{slug}/offers/{offer}", tag = "market",
    params(("slug" = String, Path), ("offer" = String, Path)),
    responses((status = 200, body = OfferPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn offer_page(
    caller: Caller,
    State(site): State<Site>,
    Extension(checkout): Extension<Checkout>,
    headers: HeaderMap,
    Path((_, offer)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    caller.sees_community()?;
    let id: Id<Offer> = Id::parse(&offer).map_err(|_| Problem::not_found())?;
    let scene = Scene::of(&caller, &site)?;
    let (s, basket) = (scene.clone(), Basket::of(&pairs));
    let found = site.db.read(move |reader| read(reader, s, id, &basket)).await?;
    let page = found.ok_or_else(Problem::not_found)?;
    let page = OfferPage { brought: was_brought(&pairs, &checkout, scene.number, &headers), ..page };
    if page.card.members_only && scene.me.is_none() {
        caller.person()?;
        return Err(WebRefused::NotAMember.into());
    }
    Reply::page(&caller, &page)
}

fn read(
    reader: &mut Reader,
    s: Scene,
    id: Id<Offer>,
    basket: &Basket,
) -> Result<Option<OfferPage>, store::Fault> {
    let Some(goods) = Goods::find(reader, s.number, id)? else { return Ok(None) };
    let by_decision = reader.find::<community::Community>(&s.number)?.is_some_and(|row| row.by_decision_only);
    let split_waits = by_decision && waits_for_decision(reader, &goods)?;
    if (Seeing { me: s.me, powers: s.powers }).is_hidden(&goods, split_waits) {
        return Ok(None);
    }
    let mut names = Names::default();
    goods.learn(reader, &s, &mut names)?;
    let pictures = views(reader, &s, &goods.offer)?;
    let card = OfferCard::of(&s, &names, &goods, |variant| basket.quantity(variant).to_owned());
    let card = OfferCard { picture: pictures.first().cloned(), ..card };
    let shown: Vec<_> = card.variants.iter().map(|variant| variant.variant.clone()).collect();
    let examples = goods.variants.iter().filter(|variant| goods.sells(variant) || goods.is_proposed());
    let examples = examples.filter_map(|variant| example(&s, &names, &goods, variant)).collect();
    Ok(Some(OfferPage {
        story_html: web::text::story(&goods.offer.story),
        story: goods.offer.story.clone(),
        split: split_view(&s, &names, &goods),
        split_version: goods.offer.split_version,
        split_decision: goods.split_row.decision.clone(),
        split_since: goods.split_row.made_at_us,
        split_by_decision: by_decision,
        split_waits,
        examples,
        reason: goods.offer.reason.clone().filter(|_| goods.tended_by(&s)),
        can_edit: manages(&s),
        can_tend: goods.tended_by(&s),
        kept: kept(reader, s.number, basket, &shown)?,
        query: basket.query(),
        brought: false,
        pictures,
        card,
        s,
    }))
}

/// The rule in words: `12.5%`, `¥0.20 / 斤`, the rest.
pub(crate) fn take_words(s: &Scene, take: &Take) -> String {
    match take {
        Take::BasisPoints(points) => percent_words(*points),
        Take::PerUnit(minor) => s.t.take_per_unit(s.sum(*minor).to_string()),
        Take::PerLine(minor) => s.t.take_per_line(s.sum(*minor).to_string()),
    }
}

fn percent_words(points: i64) -> String {
    format!("{}%", percent_text(points))
}

/// Basis points as a person types a percentage: 1,250 is `12.5`.
pub(crate) fn percent_text(points: i64) -> String {
    Quantity::from_milli(points * 10).to_string()
}

fn split_view(s: &Scene, names: &Names, goods: &Goods) -> Vec<PartView> {
    let part = |part: &SplitPart| PartView {
        party: part.to.to_string(),
        name: names.party(&part.to),
        take: part.take.to_string(),
        words: take_words(s, &part.take),
    };
    let rest = PartView {
        party: goods.split.rest.to_string(),
        name: names.party(&goods.split.rest),
        take: "rest".to_owned(),
        words: s.t.take_rest(),
    };
    goods.split.parts.iter().map(part).chain([rest]).collect()
}

/// What the price of a unit divides into, or of the least that can be bought where that is more.
fn example(s: &Scene, names: &Names, goods: &Goods, variant: &OfferVariant) -> Option<Example> {
    let quantity = variant.step_milli.max(Quantity::ONE);
    let quantity = if quantity.fits(variant.step_milli) { quantity } else { variant.step_milli };
    let total = variant.price_e4.times(quantity, s.currency)?;
    let mut parts = goods.split.divide(total.minor, quantity)?;
    if parts.is_empty() {
        return None;
    }
    // The maker first: what a reader looks for.
    parts.sort_by_key(|part| (part.to != goods.split.rest, part.to));
    let label = s.t.price_divides(s.amount(quantity, &variant.unit), total.to_string());
    // What the rule says, not what the rounded sums of this example come to; a fixed sum says itself.
    let share = |party: &Party| match goods.split.share(party) {
        Some(points) => Some(percent_words(points)),
        None if *party == goods.split.rest => Some(s.t.take_rest()),
        None => Some(String::new()),
    };
    let bar = bar(s, names, &label, &parts, share);
    let view = |part: &Part| ExamplePart { party: part.to.to_string(), minor: part.minor };
    Some(Example {
        variant: variant.number,
        title: label,
        total_minor: total.minor,
        parts: parts.iter().map(view).collect(),
        bar,
    })
}

/// Parts of a sum as a picture with its rows. `share` says a part as the rule does, where it can.
pub(crate) fn bar(
    s: &Scene,
    names: &Names,
    label: &str,
    parts: &[Part],
    share: impl Fn(&Party) -> Option<String>,
) -> Html {
    let bar = parts.iter().fold(SplitBar::new(label), |bar, part| {
        let bar =
            bar.part(names.party(&part.to), &Money::new(part.minor, s.currency), party_link(s, &part.to));
        match share(&part.to) {
            Some(words) => bar.share(words),
            None => bar,
        }
    });
    bar.into()
}
