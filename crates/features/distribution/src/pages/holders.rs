//! Who gets what, with names: for those who keep the money or answer for the community.

use super::scene::Scene;
use crate::distribution::DistributionRefused;
use crate::ids::Member;
use crate::rows::{Distribution, DistributionBlock};
use crate::simulate::shares_of;
use askama::Template;
use axum::extract::{Path, Query, State};
use kernel::Id;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::{id, parameter};
use web::{Answer, Back, Caller, Place, Reply, Site, View};

const PAGE: usize = 100;

#[derive(Template, Serialize, ToSchema)]
#[template(path = "holders.html")]
pub(crate) struct HoldersPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    distribution: Id<Distribution>,
    /// By id.
    holders: Vec<ShareHolderView>,
    /// The value of `from` for the next page.
    next: Option<i64>,
    #[serde(skip)]
    paged: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ShareHolderView {
    #[schema(value_type = String)]
    member: Id<Member>,
    name: String,
    gross_minor: i64,
    withheld_minor: i64,
    net_minor: i64,
}

impl View for HoldersPage {
    fn title(&self) -> String {
        self.s.t.all_with_names()
    }

    fn place(&self) -> Place {
        Place::Books
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/distributions/{}", self.s.base, self.distribution), self.s.t.distribution())
    }
}

impl HoldersPage {
    fn more(&self) -> Option<String> {
        let link = |next| format!("{}/distributions/{}/holders?from={next}", self.s.base, self.distribution);
        self.next.map(link)
    }

    fn first(&self) -> Option<String> {
        self.paged.then(|| format!("{}/distributions/{}/holders", self.s.base, self.distribution))
    }
}

/// Everybody's share with names, by id.
#[utoipa::path(get, path = "/c/{slug}/distributions/{distribution}/holders", tag = "distribution",
    params(("slug" = String, Path), ("distribution" = String, Path),
        ("from" = Option<i64>, Query, description = "how many holders go before")),
    responses((status = 200, body = HoldersPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn holders_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, distribution)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    if !s.keeps() {
        return Err(DistributionRefused::NotAllowed.into());
    }
    let id = id::<Distribution>(&distribution)?;
    let from = parameter(&pairs, "from").and_then(|from| from.parse::<usize>().ok()).unwrap_or(0);
    let page = site.db.read(move |reader| read(reader, s, id, from)).await?;
    Reply::page(&caller, &page.ok_or(DistributionRefused::NoSuchDistribution)?)
}

/// All blocks but the last have one size, so the place in the list tells the block.
fn read(
    reader: &mut Reader,
    s: Scene,
    id: Id<Distribution>,
    from: usize,
) -> Result<Option<HoldersPage>, Fault> {
    let Some(row) = reader.find::<Distribution>(&(s.number, id))? else { return Ok(None) };
    let first = reader.find::<DistributionBlock>(&(s.number, id, 1))?;
    let size = first.map_or(1, |first| first.holder_count.max(1) as usize);
    let mut holders = Vec::new();
    let number = (from / size) as i64 + 1;
    if let Some(block) = reader.find::<DistributionBlock>(&(s.number, id, number))? {
        for share in shares_of(&row, &block.shares)?.into_iter().skip(from % size).take(PAGE) {
            holders.push(ShareHolderView {
                member: share.holder,
                name: s.name(reader, share.holder)?,
                gross_minor: share.gross_minor(),
                withheld_minor: share.withheld_minor(),
                net_minor: share.net_minor(),
            });
        }
    }
    let shown = (from + holders.len()) as i64;
    let next = (!holders.is_empty() && shown < row.holder_count).then_some(shown);
    Ok(Some(HoldersPage { s, distribution: id, holders, next, paged: from > 0 }))
}
