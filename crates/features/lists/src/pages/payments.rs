//! The money of a list: who has paid, ticked all at once. The page itself is the market's.

use super::scene::called;
use crate::lists_store::{lines, orders};
use crate::refused::ListRefused;
use crate::rows::OrderList;
use axum::extract::{Path, Query, State};
use market::{Sheet, TOGETHER_MAX, TogetherForm, TogetherPage};
use std::collections::BTreeMap;
use web::asked::{id, parameter};
use web::{Answer, Back, Caller, Input, Keyed, Power, Problem, Site};

/// Orders of a list that wait for their money, to be ticked: for who looks for payments.
#[utoipa::path(get, path = "/c/{slug}/lists/{list}/payments", tag = "lists",
    params(("slug" = String, Path), ("list" = String, Path),
        ("all" = Option<String>, Query, description = "everything is ticked")),
    responses((status = 200, body = TogetherPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn payments_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, list)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let sheet = sheet(&caller, &site, &list).await?;
    sheet.page(&caller, &site, parameter(&pairs, "all").is_some())
}

/// Reads who paid how much, line by line, against what waits of a list. Nothing is entered.
#[utoipa::path(post, path = "/c/{slug}/lists/{list}/payments/reading", tag = "lists", request_body = TogetherForm,
    params(("slug" = String, Path), ("list" = String, Path)),
    responses((status = 200, body = TogetherPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn read_payments(
    caller: Caller,
    State(site): State<Site>,
    Path((_, list)): Path<(String, String)>,
    Input(form): Input<TogetherForm>,
) -> Answer {
    sheet(&caller, &site, &list).await?.read(&caller, &site, form).await
}

/// The page once more, for a browser that reloads what was read.
#[utoipa::path(get, path = "/c/{slug}/lists/{list}/payments/reading", tag = "lists",
    params(("slug" = String, Path), ("list" = String, Path)),
    responses((status = 200, body = TogetherPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn reading_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, list)): Path<(String, String)>,
) -> Answer {
    sheet(&caller, &site, &list).await?.page(&caller, &site, false)
}

/// Enters what came for each order of a list that is ticked, each by itself.
#[utoipa::path(post, path = "/c/{slug}/lists/{list}/payments", tag = "lists", request_body = TogetherForm,
    params(("slug" = String, Path), ("list" = String, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "the same key again enters nothing twice")),
    responses((status = 200, body = TogetherPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn enter_payments(
    caller: Caller,
    State(site): State<Site>,
    Path((_, list)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<TogetherForm>,
) -> Answer {
    let before = sheet(&caller, &site, &list).await?;
    let told = match market::enter_orders(&caller, &site, &form, &key).await? {
        Ok(told) => told,
        Err(errors) => return before.again(&caller, &site, form, errors),
    };
    let called = market::orders_called(&caller, &site, &told).await?;
    sheet(&caller, &site, &list).await?.told(&caller, &site, form, told, called)
}

/// In the order of the list; a buyer is called as in the list too.
async fn sheet(caller: &Caller, site: &Site, list: &str) -> Result<Sheet, Problem> {
    caller.may(Power::ConfirmPayments)?;
    let (list, community, t) = (id::<OrderList>(list)?, caller.community()?, crate::t(caller.lang));
    let number = community.number;
    let found = site.db.read(move |reader| {
        let Some(row) = reader.find::<OrderList>(&(number, list))? else { return Ok(None) };
        let mut made = orders(reader, number, list)?;
        let named = lines(reader, number, list)?;
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, line) in named.iter().enumerate() {
            places.entry(line.name.as_str()).or_insert(at);
        }
        // Who stands in it no more comes last.
        let place = |name: &str| places.get(name).copied().unwrap_or(usize::MAX);
        made.sort_by(|one, other| {
            let by_place = place(&one.name).cmp(&place(&other.name));
            by_place.then_with(|| web::text::natural(&one.name, &other.name))
        });
        Ok(Some((row, made)))
    });
    let (row, made) = found.await?.ok_or(Problem::from(ListRefused::NoSuchList))?;
    let named = |name: String| if name.is_empty() { Vec::new() } else { vec![name] };
    let waiting = |made: crate::rows::ListOrder| market::Waiting {
        order: made.order_id,
        also: named(made.name),
        places: vec![made.words],
    };
    let orders = made.into_iter().map(waiting).collect();
    let mut rows = market::awaited_orders(caller, site, orders).await?;
    let more = rows.len().saturating_sub(TOGETHER_MAX) as i64;
    rows.truncate(TOGETHER_MAX);
    let base = format!("/c/{}", community.slug);
    let title = called(t, &row);
    let back = Back::to(format!("{base}/lists/{list}/orders"), t.people_of(title.as_str()));
    Ok(Sheet { at: format!("/lists/{list}/payments"), title, back, rows, more, by_the_hour: false })
}
