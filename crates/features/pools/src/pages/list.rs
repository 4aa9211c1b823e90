//! What is bought together: open ones first, then those that formed and those that did not.

use super::pool_view::{PoolBrief, ladder};
use super::read_store::{closed_pools, open_pools};
use super::scene::{Scene, seen};
use crate::ids::PoolId;
use askama::Template;
use axum::extract::{Query, State};
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::parameter;
use web::ui;
use web::{Answer, Back, Caller, Place, Power, Problem, Reply, Site, View};

const OPEN_SHOWN: i64 = 200;
const PAGE: i64 = 40;
/// Of those that are over, beside the open ones.
const CLOSED_SHOWN: i64 = 8;

/// Group buys: the open ones by when they close, others the newest first.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "pools.html")]
pub(crate) struct PoolsPage {
    #[serde(skip)]
    s: Scene,
    open: Vec<PoolBrief>,
    formed: Vec<PoolBrief>,
    failed: Vec<PoolBrief>,
    /// The value of `below` for the next page, of a list of closed ones.
    next: Option<i64>,
    #[serde(skip)]
    only: Option<bool>,
    #[serde(skip)]
    paged: bool,
}

impl View for PoolsPage {
    fn title(&self) -> String {
        self.s.t.pools()
    }

    fn live(&self) -> Option<&'static str> {
        Some("market")
    }

    fn place(&self) -> Place {
        Place::Market
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/market", self.s.base), self.s.t.market())
    }
}

impl PoolsPage {
    fn can_open(&self) -> bool {
        self.s.can(Power::ManageOffers)
    }

    fn is_empty(&self) -> bool {
        self.open.is_empty() && self.formed.is_empty() && self.failed.is_empty()
    }

    /// Heading, list, and a way to all of it.
    fn blocks(&self) -> Vec<(String, &[PoolBrief], Option<String>)> {
        let t = self.s.t;
        let more = |list: &[PoolBrief], state: &str| {
            let full = self.only.is_none() && list.len() as i64 >= CLOSED_SHOWN;
            full.then(|| format!("{}/pools?state={state}", self.s.base))
        };
        let all = [
            (t.pools_open(), self.open.as_slice(), None),
            (t.pools_formed(), self.formed.as_slice(), more(&self.formed, "formed")),
            (t.pools_failed(), self.failed.as_slice(), more(&self.failed, "failed")),
        ];
        all.into_iter().filter(|(_, list, _)| !list.is_empty()).collect()
    }

    fn pager(&self) -> web::Html {
        let Some(formed) = self.only else { return web::Html::default() };
        let base = format!("{}/pools?state={}", self.s.base, if formed { "formed" } else { "failed" });
        let older = self.next.map(|next| format!("{base}&below={next}"));
        let newest = self.paged.then_some(base);
        ui::pager(self.s.lang, newest.as_deref(), older.as_deref())
    }
}

/// Group buys; with `state=formed` or `state=failed` all of those, page by page.
#[utoipa::path(get, path = "/c/{slug}/pools", tag = "pools",
    params(("slug" = String, Path), ("state" = Option<String>, Query), ("below" = Option<i64>, Query)),
    responses((status = 200, body = PoolsPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn pools_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    let only = match parameter(&pairs, "state") {
        None => None,
        Some("formed") => Some(true),
        Some("failed") => Some(false),
        Some(_) => return Err(Problem::not_found()),
    };
    let below: Option<i64> = parameter(&pairs, "below").and_then(|below| below.parse().ok());
    let page = site.db.read(move |reader| read(reader, s, only, below)).await?;
    Reply::page(&caller, &page)
}

fn read(reader: &mut Reader, s: Scene, only: Option<bool>, below: Option<i64>) -> Result<PoolsPage, Fault> {
    let mut page = PoolsPage {
        open: Vec::new(),
        formed: Vec::new(),
        failed: Vec::new(),
        next: None,
        only,
        paged: below.is_some(),
        s,
    };
    if only.is_none() {
        let ids = open_pools(reader, page.s.number, OPEN_SHOWN)?;
        page.open = briefs(reader, &page.s, ids)?;
    }
    for formed in [true, false].into_iter().filter(|formed| only.is_none_or(|only| only == *formed)) {
        let shown = if only.is_some() { PAGE } else { CLOSED_SHOWN };
        let mut ids = closed_pools(reader, page.s.number, formed, below.unwrap_or(i64::MAX), shown + 1)?;
        let more = ids.len() as i64 > shown;
        ids.truncate(shown as usize);
        let last = ids.last().copied();
        let briefs = briefs(reader, &page.s, ids)?;
        if let Some(last) = last.filter(|_| more && only.is_some()) {
            let row = reader.find::<crate::rows::Pool>(&(page.s.number, last))?;
            page.next = row.map(|row| row.number);
        }
        match formed {
            true => page.formed = briefs,
            false => page.failed = briefs,
        }
    }
    Ok(page)
}

/// Those that whoever looks may see.
pub(crate) fn briefs(reader: &mut Reader, s: &Scene, ids: Vec<PoolId>) -> Result<Vec<PoolBrief>, Fault> {
    let mut briefs = Vec::with_capacity(ids.len());
    for id in ids {
        let Some((pool, buy)) = seen(reader, s, id)? else { continue };
        let ladder = ladder(reader, &buy)?;
        briefs.push(PoolBrief::of(reader, s, &pool, &buy, &ladder)?);
    }
    Ok(briefs)
}
