//! Casting a vote. The answer to a secret one shows the receipt, once; nothing of it is kept here.

use super::ballot_page::{Sent, load, unkept};
use super::cookie;
use super::receipt::ReceiptPage;
use super::vote_form::VoteForm;
use crate::ballot::BallotRefused;
use crate::ids::Member;
use crate::ops::{self, Cast, CastVote};
use crate::pages::asking::{id, me};
use crate::receipt::Receipt;
use crate::rows::Ballot;
use crate::terms::Secrecy;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use kernel::Id;
use serde::Serialize;
use store::{OpError, Tx};
use utoipa::ToSchema;
use web::{Answer, Caller, Check, Errors, Input, Reply, Site, Wants};

/// Of `voter`: oneself, and everybody who named one a proxy.
pub(super) const FOR_ALL: &str = "all";

/// What a program is told of its vote.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VoteAnswer {
    #[schema(value_type = String)]
    ballot: Id<Ballot>,
    /// It took the place of one that was there.
    changed: bool,
    /// For whom it was cast: yourself, and members who named you a proxy and have not voted in person.
    #[schema(value_type = Vec<String>)]
    cast_for: Vec<Id<Member>>,
    /// Of a secret ballot. It is told now and never again: with it the vote is changed, and found after the closing.
    receipt: Option<String>,
}

/// Votes, or votes anew: the last vote counts. No idempotency key is taken, because none is kept: the same receipt of a
/// secret ballot, and the same member of an open one, is the same vote.
#[utoipa::path(post, path = "/c/{slug}/ballots/{ballot}/votes", tag = "decisions", request_body = VoteForm,
    params(("slug" = String, Path), ("ballot" = String, Path)),
    responses((status = 200, body = VoteAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn cast_vote(
    caller: Caller,
    State(site): State<Site>,
    headers: HeaderMap,
    Path((_, ballot)): Path<(String, String)>,
    Input(form): Input<VoteForm>,
) -> Answer {
    let (me, number, now) = (me(&caller)?, caller.community()?.number, site.now());
    let ballot = id::<Ballot>(&ballot)?;
    let asked = site.db.read(move |reader| reader.find::<Ballot>(&(number, ballot))).await?;
    let asked = asked.ok_or(BallotRefused::NoSuchBallot)?;
    let mut check = Check::new(caller.lang);
    let credits = asked.weighting == crate::terms::Weighting::QuadraticCredits;
    let choice = form.choice(&mut check, asked.kind, credits);
    let for_all = form.voter.trim() == FOR_ALL;
    let voter = match form.voter.trim() {
        "" | FOR_ALL => me,
        other => check.id::<Member>("voter", other),
    };
    let receipts = match asked.secrecy {
        Secrecy::Open => Ok(Vec::new()),
        Secrecy::Secret => receipts(&site, &headers, &form, me),
    };
    let (receipts, errors) = match receipts {
        Ok(receipts) => (receipts, check.done(()).err()),
        Err(why) => (Vec::new(), Some(Errors::refused(why, caller.lang))),
    };
    if let Some(errors) = errors {
        return again(&caller, &site, &headers, ballot, form, errors).await;
    }
    let input = CastVote { ballot, by: me, voter, choice, reason: form.reason.clone(), receipts };
    let cast = move |tx: &mut Tx| match for_all {
        true => ops::cast_for_all(tx, &input, now),
        false => Ok(vec![(input.voter, ops::cast_vote(tx, &input, now)?)]),
    };
    match site.db.transact(number, cast).await {
        Ok(cast) => voted(&caller, &site, &asked, me, &cast),
        Err(OpError::Refused(BallotRefused::NoSuchBallot)) => Err(BallotRefused::NoSuchBallot.into()),
        Err(OpError::Refused(why)) => {
            again(&caller, &site, &headers, ballot, form, Errors::refused(why, caller.lang)).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// Those the voter may hold: typed in, in the browser's cookie, in the page; the last is there to be new.
fn receipts(
    site: &Site,
    headers: &HeaderMap,
    form: &VoteForm,
    me: Id<Member>,
) -> Result<Vec<Receipt>, BallotRefused> {
    let typed = match form.receipt.trim() {
        "" => None,
        text => Some(Receipt::parse(text).ok_or(BallotRefused::ReceiptMalformed)?),
    };
    let of_page = Receipt::parse(&form.new_receipt).unwrap_or_else(|| Receipt::new(site.ids.random()));
    Ok([typed, cookie::held(headers, me), Some(of_page)].into_iter().flatten().collect())
}

fn voted(
    caller: &Caller,
    site: &Site,
    ballot: &Ballot,
    me: Id<Member>,
    cast: &[(Id<Member>, Cast)],
) -> Answer {
    let changed = cast.iter().all(|(_, cast)| cast.changed);
    let cast_for: Vec<Id<Member>> = cast.iter().map(|(voter, _)| *voter).collect();
    let receipt = cast.iter().find_map(|(_, cast)| cast.receipt);
    let path = format!("/c/{}/ballots/{}", caller.community()?.slug, ballot.id);
    let shown = receipt.map(|receipt| receipt.shown());
    let answer = VoteAnswer { ballot: ballot.id, changed, cast_for, receipt: shown };
    match (caller.wants, receipt) {
        (Wants::Html, Some(receipt)) => {
            let other = changed && !cast.iter().all(|(_, cast)| cast.same);
            let page = ReceiptPage::fresh(caller, site, ballot, &receipt, other)?;
            let kept = cookie::keep(&receipt, me, &path, site.config.secure());
            Ok(unkept(Reply::page(caller, &page)?).header(header::SET_COOKIE, kept))
        }
        (Wants::Html, None) => {
            let done = if changed { "changed" } else { "cast" };
            let whose: String = answer.cast_for.iter().map(|voter| format!("&for={voter}")).collect();
            Reply::see(&format!("{path}?done={done}{whose}"))
        }
        (Wants::Json, _) => Ok(unkept(Reply::json(&answer)?)),
    }
}

async fn again(
    caller: &Caller,
    site: &Site,
    headers: &HeaderMap,
    ballot: Id<Ballot>,
    form: VoteForm,
    errors: Errors,
) -> Answer {
    let sent = Sent { form: "vote", reason: form.reason.clone(), vote: form, errors: errors.clone() };
    let page = load(caller, site, headers, ballot, sent).await?;
    Ok(unkept(Reply::form_refused(caller, &page, &errors)?))
}

/// Withdraws one's objection: it stays to be read, and stands in nobody's way.
#[utoipa::path(post, path = "/c/{slug}/ballots/{ballot}/withdrawal", tag = "decisions",
    params(("slug" = String, Path), ("ballot" = String, Path)),
    responses((status = 204, description = "Withdrawn"), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn withdraw_objection(
    caller: Caller,
    State(site): State<Site>,
    Path((slug, ballot)): Path<(String, String)>,
) -> Answer {
    let (me, number, now) = (me(&caller)?, caller.community()?.number, site.now());
    let ballot = id::<Ballot>(&ballot)?;
    site.db.transact(number, move |tx| ops::withdraw_objection(tx, ballot, me, now)).await?;
    Reply::done(&caller, &format!("/c/{slug}/ballots/{ballot}"))
}
