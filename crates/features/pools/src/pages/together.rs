//! The money of a group buy: who has paid, ticked all at once. The page itself is the market's.

use super::part_events::still_due;
use super::part_page::{by_the_hour, reference};
use super::scene::{Names, Scene};
use crate::ids::PoolId;
use crate::ops::{self, ConfirmCommitment};
use crate::pool::PoolKind;
use crate::pools_store::unpaid_in;
use crate::refused::{CommitRefused, PoolRefused};
use crate::rows::{Commitment, GroupBuy, Pool};
use axum::extract::{Path, Query, State};
use kernel::Id;
use market::{DueRow, Sheet, TOGETHER_MAX, TogetherForm, TogetherPage, Told};
use store::{Fault, IdempotencyKey, OpError, Reader, Tx};
use web::asked::{id, me, parameter};
use web::{Answer, Back, Caller, Errors, Input, Keyed, Lang, Power, Problem, RequestKey, Site};

/// Parts of a group buy that wait for their money, to be ticked: for who looks for payments.
#[utoipa::path(get, path = "/c/{slug}/pools/{pool}/payments", tag = "pools",
    params(("slug" = String, Path), ("pool" = String, Path),
        ("all" = Option<String>, Query, description = "everything is ticked")),
    responses((status = 200, body = TogetherPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn payments_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, pool)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let sheet = sheet(&caller, &site, &pool).await?;
    sheet.page(&caller, &site, parameter(&pairs, "all").is_some())
}

/// Reads who paid how much, line by line, against what waits of a group buy. Nothing is entered.
#[utoipa::path(post, path = "/c/{slug}/pools/{pool}/payments/reading", tag = "pools", request_body = TogetherForm,
    params(("slug" = String, Path), ("pool" = String, Path)),
    responses((status = 200, body = TogetherPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn read_payments(
    caller: Caller,
    State(site): State<Site>,
    Path((_, pool)): Path<(String, String)>,
    Input(form): Input<TogetherForm>,
) -> Answer {
    sheet(&caller, &site, &pool).await?.read(&caller, &site, form).await
}

/// The page once more, for a browser that reloads what was read.
#[utoipa::path(get, path = "/c/{slug}/pools/{pool}/payments/reading", tag = "pools",
    params(("slug" = String, Path), ("pool" = String, Path)),
    responses((status = 200, body = TogetherPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn reading_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, pool)): Path<(String, String)>,
) -> Answer {
    sheet(&caller, &site, &pool).await?.page(&caller, &site, false)
}

/// Enters what came for each part that is ticked, each by itself: what cannot be is told, the others are held.
#[utoipa::path(post, path = "/c/{slug}/pools/{pool}/payments", tag = "pools", request_body = TogetherForm,
    params(("slug" = String, Path), ("pool" = String, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "the same key again enters nothing twice")),
    responses((status = 200, body = TogetherPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn enter_payments(
    caller: Caller,
    State(site): State<Site>,
    Path((_, pool)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<TogetherForm>,
) -> Answer {
    let before = sheet(&caller, &site, &pool).await?;
    let told = match enter(&caller, &site, &form, &key).await? {
        Ok(told) => told,
        Err(errors) => return before.again(&caller, &site, form, errors),
    };
    let called = called(&caller, &site, &told).await?;
    sheet(&caller, &site, &pool).await?.told(&caller, &site, form, told, called)
}

async fn sheet(caller: &Caller, site: &Site, pool: &str) -> Result<Sheet, Problem> {
    caller.may(Power::ConfirmPayments)?;
    let (s, pool) = (Scene::of(caller, site)?, id::<web::ids::Pool>(pool)?);
    let found = site.db.read(move |reader| read(reader, &s, pool)).await?;
    found.ok_or_else(|| PoolRefused::NoSuchPool.into())
}

fn read(reader: &mut Reader, s: &Scene, id: PoolId) -> Result<Option<Sheet>, Fault> {
    let pool = reader.find::<Pool>(&(s.number, id))?.filter(|pool| pool.kind == PoolKind::GroupBuy);
    let Some(pool) = pool else { return Ok(None) };
    let unit = reader.find::<GroupBuy>(&(s.number, id))?.map_or_else(String::new, |buy| buy.unit);
    let all = unpaid_in(reader, s.number, id)?;
    let more = all.len().saturating_sub(TOGETHER_MAX) as i64;
    let (mut rows, mut names) = (Vec::new(), Names::default());
    for part in all.into_iter().take(TOGETHER_MAX) {
        let Some(part) = reader.find::<Commitment>(&(s.number, part))? else { continue };
        let name = names.of(reader, s, part.member)?;
        let due_minor = still_due(reader, s, &part)?;
        rows.push(row(s, &pool, &unit, name, part, due_minor));
    }
    let back = Back::to(format!("{}/pools/{id}", s.base), pool.title.clone());
    let by_the_hour = by_the_hour(s, &pool);
    Ok(Some(Sheet { at: format!("/pools/{id}/payments"), title: pool.title, back, rows, more, by_the_hour }))
}

fn row(s: &Scene, pool: &Pool, unit: &str, name: String, part: Commitment, due_minor: i64) -> DueRow {
    DueRow {
        code: reference(s, false, pool.number, part.number),
        what: s.amount(part.units_milli, unit),
        href: format!("{}/parts/{}", s.base, part.id),
        claimed: part.claimed_at_us.is_some(),
        own: s.me == Some(part.member),
        who: part.member.to_string(),
        until: part.claimed_at_us.is_none().then(|| s.time(&part.hold_until_us)),
        id: part.id.to_string(),
        due_minor,
        proof: part.proof,
        name,
        also: Vec::new(),
        // Whoever pays may read the other language.
        places: Vec::new(),
        codes: [Lang::Zh, Lang::En]
            .iter()
            .map(|lang| crate::t(*lang).part_reference(pool.number, part.number))
            .collect(),
    }
}

/// Each in a transaction of its own. A key that comes again answers each as it was answered first.
async fn enter(
    caller: &Caller,
    site: &Site,
    form: &TogetherForm,
    key: &RequestKey,
) -> Result<Result<Vec<Told>, Errors>, Problem> {
    let (community, me, now) = (caller.community()?, me(caller)?, site.now());
    let asked = match market::asked_together(caller, site, form).await? {
        Ok(asked) => asked,
        Err(errors) => return Ok(Err(errors)),
    };
    let mut told = Vec::with_capacity(asked.ticks.len());
    for tick in &asked.ticks {
        let Ok(commitment) = Id::<Commitment>::parse(&tick.id) else {
            told.push(Told::of(tick, Err(CommitRefused::NoSuchCommitment), caller.lang));
            continue;
        };
        let number = tick.number.clone().filter(|_| asked.reference.is_empty());
        let reference = number.unwrap_or_else(|| asked.reference.clone());
        let arrived_at = tick.arrived_at(&asked);
        let on = if tick.came.is_some() { arrived_at.first().to_string() } else { form.arrived_on.clone() };
        let input = (&tick.id, tick.amount_minor, &on, &reference);
        let text = format!("{} {}", key.text, tick.id);
        let key = Some(IdempotencyKey::of(me.as_str(), &text, "collect_commitment", &input)?);
        let amount_minor = tick.amount_minor;
        let lines = tick.prints.clone();
        let input = ConfirmCommitment { commitment, arrived_at, amount_minor, reference, key };
        let collect = move |tx: &mut Tx| {
            let done = ops::collect_commitment(tx, me, &input, &lines, now)?;
            let held = tx.find::<Commitment>((tx.community(), done.commitment))?;
            Ok::<_, OpError<CommitRefused>>(held.and_then(|part| part.paid_entry))
        };
        match site.db.transact(community.number, collect).await {
            Ok(entry) => told.push(Told::of::<CommitRefused>(tick, Ok(entry), caller.lang)),
            Err(OpError::Refused(why)) => told.push(Told::of(tick, Err(why), caller.lang)),
            Err(OpError::Fault(fault)) => return Err(fault.into()),
        }
    }
    Ok(Ok(told))
}

/// How the parts that were refused are called, and where they are looked at.
async fn called(
    caller: &Caller,
    site: &Site,
    told: &[Told],
) -> Result<impl Fn(&str) -> Option<(String, String)> + use<>, Problem> {
    let s = Scene::of(caller, site)?;
    let refused = told.iter().filter(|one| one.done.is_err());
    let ids: Vec<Id<Commitment>> = refused.filter_map(|one| Id::parse(&one.id).ok()).collect();
    let found = site.db.read(move |reader| {
        let (mut found, mut names) = (Vec::new(), Names::default());
        for id in ids {
            let Some(part) = reader.find::<Commitment>(&(s.number, id))? else { continue };
            let Some(pool) = reader.find::<Pool>(&(s.number, part.pool_id))? else { continue };
            let code = reference(&s, pool.kind == PoolKind::Campaign, pool.number, part.number);
            let called = format!("{} · {code}", names.of(reader, &s, part.member)?);
            found.push((id.to_string(), called, format!("{}/parts/{id}", s.base)));
        }
        Ok(found)
    });
    let found = found.await?;
    Ok(move |id: &str| {
        let one = found.iter().find(|(part, ..)| part == id);
        one.map(|(_, called, href)| (called.clone(), href.clone()))
    })
}
