//! Offers that members have proposed and that a steward has not put up yet.

use super::basket::Basket;
use super::card::OfferCard;
use super::read_store::{OffersWanted, offers, proposed_count};
use super::scene::Scene;
use super::storefront::cards;
use crate::offer::OfferState;
use crate::rows::Offer;
use askama::Template;
use axum::extract::{Query, State};
use kernel::Id;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::parameter;
use web::ui;
use web::{Answer, Back, Caller, Place, Power, Reply, Site, View};

const PAGE: i64 = 40;

/// Proposals, the newest first.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposed.html")]
pub(crate) struct ProposedPage {
    #[serde(skip)]
    s: Scene,
    offers: Vec<OfferCard>,
    /// Beyond this page too.
    count: i64,
    /// The value of `below` for the next page.
    #[schema(value_type = Option<String>)]
    next: Option<Id<Offer>>,
    #[serde(skip)]
    paged: bool,
}

impl View for ProposedPage {
    fn title(&self) -> String {
        self.s.t.proposed_title()
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/desk", self.s.base), self.s.t.desk())
    }
}

impl ProposedPage {
    fn older(&self) -> Option<String> {
        self.next.map(|next| format!("{}/offers/proposed?below={next}", self.s.base))
    }

    fn newest(&self) -> Option<String> {
        self.paged.then(|| format!("{}/offers/proposed", self.s.base))
    }
}

/// What members propose to sell, the newest first: to those who manage offers.
#[utoipa::path(get, path = "/c/{slug}/offers/proposed", tag = "market",
    params(("slug" = String, Path), ("below" = Option<String>, Query)),
    responses((status = 200, body = ProposedPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn proposed_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    caller.may(Power::ManageOffers)?;
    let s = Scene::of(&caller, &site)?;
    let below = parameter(&pairs, "below").and_then(|id| Id::parse(id).ok());
    let page = site.db.read(move |reader| read(reader, s, below)).await?;
    Reply::page(&caller, &page)
}

fn read(reader: &mut Reader, s: Scene, below: Option<Id<Offer>>) -> Result<ProposedPage, Fault> {
    let state = Some(OfferState::Proposed);
    let wanted = OffersWanted { state, below, limit: PAGE + 1, ..OffersWanted::default() };
    let mut ids = offers(reader, s.number, &wanted)?;
    let more = ids.len() as i64 > PAGE;
    ids.truncate(PAGE as usize);
    let next = ids.last().copied().filter(|_| more);
    let offers = cards(reader, &s, &ids, &Basket::default())?;
    let count = proposed_count(reader, s.number)?;
    Ok(ProposedPage { offers, count, next, paged: below.is_some(), s })
}
