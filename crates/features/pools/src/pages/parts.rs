//! The treasurer's list of parts whose payment is claimed.

use super::over;
use super::part_page::reference;
use super::read_store::{claimed, count_of_state, open_pools, unlooked};
use super::scene::{Names, Scene};
use crate::commitment::CommitmentState;
use crate::ids::PoolId;
use crate::pool::PoolKind;
use crate::rows::{Commitment, Pool};
use askama::Template;
use axum::extract::{Query, State};
use kernel::{Id, Timestamp};
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::parameter;
use web::ui;
use web::{Answer, Back, Caller, Place, Power, Problem, Reply, Site, View};

const PAGE: i64 = 40;
/// Whoever has looked for one sees the next.
pub(super) const UNLOOKED: i64 = 100;
/// Group buys that are linked: few are open at once.
const TOGETHER: i64 = 12;

/// Parts whose payment is claimed, the longest waiting first.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "parts_claimed.html")]
pub(crate) struct PartsPage {
    #[serde(skip)]
    s: Scene,
    parts: Vec<ClaimView>,
    /// Parts that lapsed while they were said to be paid, and nobody has looked for their money since: a hundred at most.
    unlooked: Vec<ClaimView>,
    /// How many wait, and how much, beyond this page too.
    count: i64,
    sum_minor: i64,
    /// Paid and awaiting formation, in all open pools: how many parts, and how much.
    held_count: i64,
    held_minor: i64,
    /// The value of `after` for the next page.
    next: Option<String>,
    #[serde(skip)]
    paged: bool,
    /// Open group buys, of which all that waits can be entered at once.
    #[serde(skip)]
    together: Vec<(PoolId, String)>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ClaimView {
    #[schema(value_type = String)]
    id: Id<Commitment>,
    #[schema(value_type = String)]
    pool: PoolId,
    pool_title: String,
    member: String,
    due_minor: i64,
    /// What the member wrote about the transfer.
    proof: Option<String>,
    /// RFC 3339.
    claimed_at: Option<String>,
    /// What a transfer should quote.
    quote: String,
    #[serde(skip)]
    age: String,
    /// Its pool is over: what is found goes back.
    #[serde(skip)]
    over: Option<String>,
    #[serde(skip)]
    own: bool,
}

impl View for PartsPage {
    fn title(&self) -> String {
        self.s.t.claimed_title()
    }

    fn live(&self) -> Option<&'static str> {
        Some("market")
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/desk", self.s.base), self.s.t.desk())
    }
}

impl PartsPage {
    fn pager(&self) -> web::Html {
        let base = format!("{}/parts", self.s.base);
        let older = self.next.as_ref().map(|next| format!("{base}?after={next}"));
        let newest = self.paged.then_some(base);
        ui::pager(self.s.lang, newest.as_deref(), older.as_deref())
    }
}

/// Parts whose payment is claimed, to whoever looks for the money.
#[utoipa::path(get, path = "/c/{slug}/parts", tag = "pools",
    params(("slug" = String, Path), ("after" = Option<String>, Query)),
    responses((status = 200, body = PartsPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn parts_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    caller.may(Power::ConfirmPayments)?;
    let s = Scene::of(&caller, &site)?;
    let after = match parameter(&pairs, "after") {
        None => None,
        Some(id) => Some(Id::<Commitment>::parse(id).map_err(|_| Problem::not_found())?),
    };
    let page = site.db.read(move |reader| read(reader, s, after)).await?;
    Reply::page(&caller, &page)
}

fn read(reader: &mut Reader, s: Scene, after: Option<Id<Commitment>>) -> Result<PartsPage, Fault> {
    let last = match after {
        Some(id) => reader.find::<Commitment>(&(s.number, id))?,
        None => None,
    };
    let from = last.and_then(|last| last.claimed_at_us).unwrap_or(Timestamp::from_micros(0));
    let id = after.map(|id| id.to_string()).unwrap_or_default();
    let mut ids = claimed(reader, s.number, (from, &id), PAGE + 1)?;
    let more = ids.len() as i64 > PAGE;
    ids.truncate(PAGE as usize);
    let next = ids.last().map(|id| id.to_string()).filter(|_| more);
    let mut names = Names::default();
    let parts = views(reader, &s, &mut names, ids)?;
    let before = unlooked(reader, s.number, UNLOOKED)?;
    let unlooked = views(reader, &s, &mut names, before)?;
    let (count, sum_minor, _) = count_of_state(reader, s.number, CommitmentState::Claimed)?;
    let (held_count, held_minor, _) = count_of_state(reader, s.number, CommitmentState::Held)?;
    let mut together = Vec::new();
    for id in open_pools(reader, s.number, TOGETHER)? {
        together.extend(reader.find::<Pool>(&(s.number, id))?.map(|pool| (id, pool.title)));
    }
    Ok(PartsPage {
        together,
        parts,
        unlooked,
        count,
        sum_minor,
        held_count,
        held_minor,
        next,
        paged: after.is_some(),
        s,
    })
}

fn views(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    ids: Vec<Id<Commitment>>,
) -> Result<Vec<ClaimView>, Fault> {
    let mut parts = Vec::with_capacity(ids.len());
    for id in ids {
        let Some(part) = reader.find::<Commitment>(&(s.number, id))? else { continue };
        let Some(pool) = reader.find::<Pool>(&(s.number, part.pool_id))? else { continue };
        parts.push(ClaimView {
            over: pool.is_over(&part).then(|| s.t.claim_over(over::how(s, &pool))),
            id,
            pool: pool.id,
            quote: reference(s, pool.kind == PoolKind::Campaign, pool.number, part.number),
            pool_title: pool.title,
            member: names.of(reader, s, part.member)?,
            due_minor: part.due_minor,
            proof: part.proof,
            claimed_at: part.claimed_at_us.map(|at| at.to_string()),
            age: part.claimed_at_us.map_or_else(String::new, |at| s.span(&at, &s.now)),
            own: s.me == Some(part.member),
        });
    }
    Ok(parts)
}
