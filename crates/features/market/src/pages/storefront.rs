//! What is for sale: the community's storefront, and one member's shelf in it.

use super::basket::{Basket, Picked};
use super::card::{Goods, OfferCard, kept};
use super::offer_pictures::first_view;
use super::read_store::{OffersWanted, offers};
use super::review::Checkout;
use super::scene::{Names, Scene};
use crate::ids::Member;
use crate::offer::Audience;
use crate::rows::Offer;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use kernel::Id;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::parameter;
use web::ui;
use web::{Answer, Back, Caller, Place, Power, Problem, Reply, Site, View};

/// A page of offers; one more than that says whether there is a next.
const PAGE: i64 = 40;

/// What a community sells, newest first.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "storefront.html")]
pub(crate) struct Storefront {
    #[serde(skip)]
    s: Scene,
    /// On one member's shelf: whose it is.
    of: Option<Maker>,
    offers: Vec<OfferCard>,
    /// The value of `below` for the next page.
    #[schema(value_type = Option<String>)]
    next: Option<Id<Offer>>,
    #[serde(skip)]
    q: String,
    #[serde(skip)]
    paged: bool,
    #[serde(skip)]
    kept: Vec<Picked>,
    #[serde(skip)]
    query: String,
    /// Somebody's link led here a moment ago.
    #[serde(skip)]
    brought: bool,
}

/// Whose shelf it is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Maker {
    #[schema(value_type = String)]
    id: Id<Member>,
    name: String,
}

impl View for Storefront {
    fn title(&self) -> String {
        match &self.of {
            Some(maker) => self.s.t.shelf_of(maker.name.clone()),
            None => self.s.t.market(),
        }
    }

    fn live(&self) -> Option<&'static str> {
        Some("market,orders")
    }

    fn place(&self) -> Place {
        Place::Market
    }

    fn back(&self) -> Option<Back> {
        self.of
            .as_ref()
            .and_then(|_| Back::to(format!("{}/market{}", self.s.base, self.query), self.s.t.market()))
    }
}

impl Storefront {
    fn may_offer(&self) -> bool {
        manages(&self.s)
    }

    fn may_set_up(&self) -> bool {
        self.s.can(Power::EditCharter)
    }

    fn own_shelf(&self) -> bool {
        self.of.as_ref().is_some_and(|maker| Some(maker.id) == self.s.me)
    }
}

/// What a list of offers is asked for: `?q=…&below=off_…`, and the basket.
pub(crate) struct Asked {
    pub basket: Basket,
    pub words: Option<String>,
    pub below: Option<Id<Offer>>,
}

impl Asked {
    pub(crate) fn of(pairs: &[(String, String)]) -> Asked {
        Asked {
            basket: Basket::of(pairs),
            words: parameter(pairs, "q").map(|words| words.chars().take(80).collect()),
            below: parameter(pairs, "below").and_then(|id| Id::parse(id).ok()),
        }
    }
}

/// The storefront of a community: for everyone where its charter says so, and then without what is for members.
#[utoipa::path(get, path = "/c/{slug}/market", tag = "market",
    params(("slug" = String, Path), ("q" = Option<String>, Query), ("below" = Option<String>, Query)),
    responses((status = 200, body = Storefront), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn storefront(
    caller: Caller,
    State(site): State<Site>,
    Extension(checkout): Extension<Checkout>,
    headers: HeaderMap,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    caller.sees_community()?;
    let view = shelves(&caller, &site, Asked::of(&pairs), None).await?;
    let brought = was_brought(&pairs, &checkout, view.s.number, &headers);
    let view = Storefront { brought, ..view };
    Reply::page(&caller, &view)
}

/// Whether the browser has come by a member's link and keeps whose it was. The address may have been passed on since.
pub(super) fn was_brought(
    pairs: &[(String, String)],
    checkout: &Checkout,
    community: i64,
    headers: &HeaderMap,
) -> bool {
    parameter(pairs, "brought").is_some() && checkout.0.via(community, headers).is_some()
}

/// What one member of the community makes and sells.
#[utoipa::path(get, path = "/c/{slug}/market/of/{member}", tag = "market",
    params(("slug" = String, Path), ("member" = String, Path), ("below" = Option<String>, Query)),
    responses((status = 200, body = Storefront), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn shelf_of(
    caller: Caller,
    State(site): State<Site>,
    Path((_, member)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    caller.sees_community()?;
    let member = Id::parse(&member).map_err(|_| Problem::not_found())?;
    let view = shelves(&caller, &site, Asked::of(&pairs), Some(member)).await?;
    Reply::page(&caller, &view)
}

async fn shelves(
    caller: &Caller,
    site: &Site,
    asked: Asked,
    of: Option<Id<Member>>,
) -> Result<Storefront, Problem> {
    let scene = Scene::of(caller, site)?;
    let paged = asked.below.is_some();
    let q = asked.words.clone().unwrap_or_default();
    let (s, basket) = (scene.clone(), asked.basket.clone());
    let read = site.db.read(move |reader| read(reader, &scene, &asked, of)).await?;
    let Read { maker, offers: cards, next, kept } = read;
    // Who has nothing on a shelf is not named to those who may not see members.
    let hidden = of.is_some() && (maker.is_none() || (cards.is_empty() && s.me.is_none()));
    if hidden {
        return Err(Problem::not_found());
    }
    let query = basket.query();
    Ok(Storefront { s, of: maker, offers: cards, next, q, paged, kept, query, brought: false })
}

struct Read {
    maker: Option<Maker>,
    offers: Vec<OfferCard>,
    next: Option<Id<Offer>>,
    kept: Vec<Picked>,
}

fn read(reader: &mut Reader, scene: &Scene, asked: &Asked, of: Option<Id<Member>>) -> Result<Read, Fault> {
    let audience = scene.me.is_none().then_some(Audience::Everyone);
    let wanted = OffersWanted {
        audience,
        of,
        words: asked.words.clone(),
        below: asked.below,
        limit: PAGE + 1,
        ..OffersWanted::default()
    };
    let mut ids = offers(reader, scene.number, &wanted)?;
    let more = ids.len() as i64 > PAGE;
    ids.truncate(PAGE as usize);
    let next = ids.last().copied().filter(|_| more);
    let mut maker = None;
    if let Some(id) = of {
        let row = reader.find::<community::Member>(&(scene.number, id))?;
        maker = row.map(|row| Maker { id, name: row.display_name });
    }
    let offers = cards(reader, scene, &ids, &asked.basket)?;
    let shown = offers.iter().flat_map(|card| &card.variants).map(|variant| variant.variant.clone());
    let kept = kept(reader, scene.number, &asked.basket, &shown.collect::<Vec<_>>())?;
    Ok(Read { maker, offers, next, kept })
}

/// Offers as rows, with what was picked of each.
pub(crate) fn cards(
    reader: &mut Reader,
    scene: &Scene,
    ids: &[Id<Offer>],
    basket: &Basket,
) -> Result<Vec<OfferCard>, Fault> {
    let (mut names, mut cards) = (Names::default(), Vec::with_capacity(ids.len()));
    for id in ids {
        if let Some(goods) = Goods::find(reader, scene.number, *id)? {
            goods.learn(reader, scene, &mut names)?;
            let card = OfferCard::of(scene, &names, &goods, |variant| basket.quantity(variant).to_owned());
            cards.push(OfferCard { picture: first_view(reader, scene, &goods.offer)?, ..card });
        }
    }
    Ok(cards)
}

/// True for who may put up and change everybody's offers.
pub(crate) fn manages(scene: &Scene) -> bool {
    scene.can(Power::ManageOffers)
}
