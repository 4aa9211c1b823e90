//! The first person of a site: whoever can read the server's own output and follows the link there.

use super::sign_in::{Entered, by_verifier, sign_in_to};
use super::sign_up::{SignUpInput, add_person};
use crate::entering::{BearerToken, Door, EnterForm, EnterPage, new_session, verifier, welcome};
use crate::people_store::{OPERATORS, SetupLink};
use crate::{PeopleRefused, Settings, Token};
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use kernel::Timestamp;
use std::time::Duration;
use store::{Fault, OpError, OpError::Refused, Outcome, Tx};
use web::ids::PersonId;
use web::{Answer, Caller, Errors, Input, Reply, Site, TokenHash};

/// Long enough to find the browser, short enough for a log that is kept.
pub const LINK_LASTS: Duration = Duration::from_secs(24 * 3600);

/// Makes a one-time link to create the operator. Refused once there is one.
pub fn make_setup_link(tx: &mut Tx, token: &TokenHash, now: Timestamp) -> Outcome<Timestamp, PeopleRefused> {
    if has_operator(tx)? {
        return Err(Refused(PeopleRefused::OperatorThere));
    }
    let expires_at_us = now.plus(LINK_LASTS);
    let token_hash = token.0.to_vec();
    tx.insert(&SetupLink { token_hash, created_at_us: now, expires_at_us, used_at_us: None })?;
    Ok(expires_at_us)
}

/// The path of a fresh link, for the server to print; None when there is an operator already.
///
/// # Errors
/// Of the database only.
pub async fn setup_link(site: &Site) -> Result<Option<String>, Fault> {
    let (token, now) = (Token::fresh(&site.ids), site.now());
    let hash = token.hash();
    match site.db.transact(0, move |tx| make_setup_link(tx, &hash, now)).await {
        Ok(_) => Ok(Some(format!("/setup/{}", token.text()))),
        Err(Refused(_)) => Ok(None),
        Err(OpError::Fault(fault)) => Err(fault),
    }
}

/// The link is used up in the same transaction that makes the operator, and other links with it: with an
/// operator there, none works any more. Whoever signed up before following the link becomes the operator with the
/// account they have.
pub fn create_operator(
    tx: &mut Tx,
    link: &TokenHash,
    input: &SignUpInput,
    now: Timestamp,
) -> Outcome<Entered, PeopleRefused> {
    let found = tx.lock::<SetupLink>(link.0.to_vec())?;
    let mut found = found.ok_or(Refused(PeopleRefused::LinkUnusable))?;
    if !usable(&found, now) || has_operator(tx)? {
        return Err(Refused(PeopleRefused::LinkUnusable));
    }
    found.used_at_us = Some(now);
    tx.save(&found)?;
    match by_verifier(tx, &input.email, &input.verifier)? {
        Some(mut person) => {
            person.operator = true;
            tx.save(&person)?;
            Ok(sign_in_to(tx, &person, &input.session, now)?)
        }
        None => Ok(add_person(tx, input, true, now)?),
    }
}

/// Whether the link opens anything at `now`.
pub fn usable(link: &SetupLink, now: Timestamp) -> bool {
    link.used_at_us.is_none() && now < link.expires_at_us
}

fn has_operator(tx: &mut Tx) -> Result<bool, Fault> {
    Ok(!tx.rows::<(PersonId,)>(OPERATORS, &[])?.is_empty())
}

/// Shows the form behind the link that the first start printed.
#[utoipa::path(get, path = "/setup/{token}", tag = "people", params(("token" = String, Path)),
    responses((status = 200, description = "The form"), (status = 410, body = web::ProblemBody)))]
pub(crate) async fn page(caller: Caller, State(site): State<Site>, Path(token): Path<String>) -> Answer {
    let key = TokenHash::of(&token).0.to_vec();
    let found = site.db.read(move |reader| reader.find::<SetupLink>(&key)).await?;
    if !found.is_some_and(|link| usable(&link, site.now())) {
        return Err(PeopleRefused::LinkUnusable.into());
    }
    let action = format!("/setup/{token}");
    Reply::page(&caller, &EnterPage::new(&caller, Door::Setup, &action, &EnterForm::default()))
}

/// Creates the operator, once.
#[utoipa::path(post, path = "/setup/{token}", tag = "people", params(("token" = String, Path)), request_body = EnterForm,
    responses((status = 200, body = BearerToken), (status = 410, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn post(
    caller: Caller,
    State(site): State<Site>,
    Extension(settings): Extension<Settings>,
    Path(link): Path<String>,
    headers: HeaderMap,
    Input(form): Input<EnterForm>,
) -> Answer {
    let page = EnterPage::new(&caller, Door::Setup, &format!("/setup/{link}"), &form);
    let email = match super::sign_up::read(&form, caller.lang) {
        Ok(email) => email,
        Err(errors) => return page.again(&caller, errors),
    };
    if let Err(wait) = settings.limits.count_sign_up(caller.peer, &email) {
        return page.later(&caller, wait);
    }
    let verifier = verifier(&site, &settings, &email, form.password).await?;
    let (token, session) = new_session(&site, &caller, &headers);
    let input = SignUpInput { person: site.id(), email, verifier, lang: caller.lang, session };
    let (link, now) = (TokenHash::of(&link), site.now());
    match site.db.transact(0, move |tx| create_operator(tx, &link, &input, now)).await {
        Ok(entered) => {
            site.who.forget_person(entered.person);
            welcome(&site, &caller, &token, &entered, "/")
        }
        Err(Refused(PeopleRefused::LinkUnusable)) => Err(PeopleRefused::LinkUnusable.into()),
        Err(Refused(why)) => page.again(&caller, Errors::refused(why, caller.lang)),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}
