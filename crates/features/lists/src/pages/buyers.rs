//! Buyers without an account, all that lists have had: to look at, and to forget.

use super::scene::Scene;
use crate::ids::Member;
use crate::lists_store::{buyers_known, known_names_of};
use crate::ops::forget_buyer;
use crate::refused::ListRefused;
use askama::Template;
use axum::extract::{Path, Query, State};
use kernel::Id;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::parameter;
use web::ui;
use web::{Answer, Back, Caller, Place, Reply, Site, View};

const PAGE: i64 = 60;

/// Buyers without an account.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "list_buyers.html")]
pub(crate) struct BuyersPage {
    #[serde(skip)]
    s: Scene,
    buyers: Vec<KnownBuyerView>,
    /// The value of `after` for the next page.
    next: Option<String>,
    #[serde(skip)]
    paged: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct KnownBuyerView {
    #[schema(value_type = String)]
    member: Id<Member>,
    name: String,
    /// What lists call them.
    names: Vec<String>,
    /// An order, money or a complaint of theirs is not at its end: until then they cannot be forgotten.
    open: bool,
}

impl View for BuyersPage {
    fn title(&self) -> String {
        self.s.t.buyers_title()
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/lists", self.s.base), self.s.t.lists_title())
    }
}

impl BuyersPage {
    fn older(&self) -> Option<String> {
        Some(format!("{}/lists/buyers?after={}", self.s.base, self.next.as_ref()?))
    }

    fn first(&self) -> Option<String> {
        self.paged.then(|| format!("{}/lists/buyers", self.s.base))
    }
}

/// Buyers without an account whom lists have had.
#[utoipa::path(get, path = "/c/{slug}/lists/buyers", tag = "lists",
    params(("slug" = String, Path), ("after" = Option<String>, Query, description = "buyers behind this one")),
    responses((status = 200, body = BuyersPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn buyers_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    let after = parameter(&pairs, "after").unwrap_or_default().to_owned();
    let page = site.db.read(move |reader| read(reader, s, &after));
    Reply::page(&caller, &page.await?)
}

fn read(reader: &mut Reader, s: Scene, after: &str) -> Result<BuyersPage, Fault> {
    let found = buyers_known(reader, s.number, after, PAGE)?;
    let next = found.last().filter(|_| found.len() as i64 == PAGE).map(|(id, _)| id.to_string());
    let mut buyers = Vec::with_capacity(found.len());
    for (member, name) in found {
        let mut names: Vec<String> = known_names_of(reader, s.number, member)?
            .into_iter()
            .map(|key| {
                key.split('\t').take(2).filter(|part| !part.starts_with("mem_")).collect::<Vec<_>>().join(" ")
            })
            .filter(|called| *called != name)
            .collect();
        names.dedup();
        let open = market::has_open_purchases(reader, s.number, member, s.currency)?;
        buyers.push(KnownBuyerView { member, name, names, open });
    }
    Ok(BuyersPage { s, buyers, next, paged: !after.is_empty() })
}

/// Forgets a buyer without an account: name, known names, lines that are kept. The books keep the random name.
#[utoipa::path(post, path = "/c/{slug}/lists/buyers/{member}/erasure", tag = "lists",
    params(("slug" = String, Path), ("member" = String, Path)),
    responses((status = 204, description = "Forgotten"), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn erase_buyer(
    caller: Caller,
    State(site): State<Site>,
    Path((_, buyer)): Path<(String, String)>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    let buyer = Id::<Member>::parse(&buyer).map_err(|_| ListRefused::NoSuchBuyer)?;
    let (me, now) = (s.me, s.now);
    site.db.transact(s.number, move |tx| forget_buyer(tx, me, buyer, now)).await?;
    Reply::done(&caller, &format!("{}/lists/buyers", s.base))
}
