//! A link that a member passed on: it leads to the shop, or to an offer, and the browser keeps whose it was, for as long as
//! the programme says. Nothing is kept here of who opened it.

use crate::budget::Via;
use crate::referral_store::programme_open;
use crate::refused::RewardRefused;
use crate::rows::{ReferralCode, RewardBudget};
use axum::extract::{Path, Query, State};
use axum::http::header;
use kernel::Id;
use market::rows::Offer;
use web::asked::parameter;
use web::{Answer, Caller, Reply, Site};

/// One of each community: a link of one says nothing in another.
pub(crate) fn via_cookie(community: i64) -> String {
    format!("hehuo_via_{community}")
}

/// Opens a member's link: the last one that was opened counts. Leads to the shop, or to `offer`. Whoever has a code that is not there is
/// told so; while no programme runs, one that is there leads on all the same.
#[utoipa::path(get, path = "/c/{slug}/via/{code}", tag = "referral",
    params(("slug" = String, Path), ("code" = String, Path), ("offer" = Option<String>, Query)),
    responses((status = 204, description = "the cookie is set, where a programme runs; a browser is sent on with 303"), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn follow_link(
    caller: Caller,
    State(site): State<Site>,
    Path((_, code)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    caller.sees_community()?;
    let (community, now) = (caller.community()?, site.now());
    let offer = parameter(&pairs, "offer").and_then(|offer| Id::<Offer>::parse(offer).ok());
    let place = offer.map_or_else(|| "market".to_owned(), |offer| format!("offers/{offer}"));
    let place = format!("/c/{}/{place}", community.slug);
    let (number, via) = (community.number, Via::parse(&code));
    let via = via.ok_or(RewardRefused::NoSuchCode)?;
    let kept = via.clone();
    let seconds = site
        .db
        .read(move |reader| {
            let code = reader.find::<ReferralCode>(&(number, via.code.clone()))?;
            if code.is_none_or(|code| code.member.is_none()) {
                return Ok::<_, store::Fault>(None);
            }
            let programme = match programme_open(reader, number)? {
                Some(id) => reader.find::<RewardBudget>(&(number, id))?,
                None => None,
            };
            let open = programme.filter(|budget| budget.is_open(now));
            Ok(Some(open.map(|budget| budget.terms().window().as_secs())))
        })
        .await?;
    let Some(seconds) = seconds.ok_or(RewardRefused::NoSuchCode)? else {
        return Reply::done(&caller, &place);
    };
    // The page that it leads to says that a link was followed.
    let reply = Reply::done(&caller, &format!("{place}?brought=1"))?;
    let value = Via { opened_at: Some(now), ..kept }.text();
    let cookie = web::feature_cookie(&site.config, &via_cookie(number), &value, seconds);
    Ok(reply.header(header::SET_COOKIE, cookie))
}
