//! Signing in: a new session for a password that was right.

use crate::entering::{BearerToken, Door, EnterForm, EnterPage, Next, new_session, verifier, welcome};
use crate::people_store::{BY_VERIFIER, Person, Session};
use crate::{Address, PeopleRefused, Settings, Verifier, session};
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use kernel::Timestamp;
use serde_json::json;
use store::{Fault, OpError, OpError::Refused, Outcome, Tx};
use web::ids::{PersonId, SessionId};
use web::{Answer, Caller, Errors, Input, Reply, Site, TokenHash};

/// A device to be remembered. Made before the operation, because it may be run more than once.
#[derive(Debug, Clone)]
pub struct NewSession {
    pub token_hash: TokenHash,
    pub id: SessionId,
    /// Already short: see `session::agent_name`.
    pub agent: String,
    /// What the browser brought along; it ends here, so that nobody can plant a session and wait for it to
    /// become somebody's.
    pub replaces: Option<TokenHash>,
}

#[derive(Debug, Clone)]
pub struct SignInInput {
    pub email: Address,
    pub verifier: Verifier,
    pub session: NewSession,
}

/// A person with an open session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entered {
    pub person: PersonId,
    pub session: SessionId,
    pub expires_at: Timestamp,
}

pub fn sign_in(tx: &mut Tx, input: &SignInInput, now: Timestamp) -> Outcome<Entered, PeopleRefused> {
    let person = by_verifier(tx, &input.email, &input.verifier)?;
    let person = person.ok_or(Refused(PeopleRefused::CannotSignIn))?;
    Ok(sign_in_to(tx, &person, &input.session, now)?)
}

/// For a person whose password was right.
pub(crate) fn sign_in_to(
    tx: &mut Tx,
    person: &Person,
    session: &NewSession,
    now: Timestamp,
) -> Result<Entered, Fault> {
    let entered = enter(tx, person.id, session, now)?;
    let body = json!({ "person": person.id, "session": entered.session });
    tx.announce("person_signed_in", body.to_string())?;
    Ok(entered)
}

/// Opens a session and ends the one that it replaces.
pub(crate) fn enter(
    tx: &mut Tx,
    person: PersonId,
    new: &NewSession,
    now: Timestamp,
) -> Result<Entered, Fault> {
    if let Some(old) = &new.replaces
        && let Some(mut old) = tx.lock::<Session>(old.0.to_vec())?
    {
        old.revoked_at_us.get_or_insert(now);
        tx.save(&old)?;
    }
    let expires_at = now.plus(session::LASTS);
    tx.insert(&Session {
        token_hash: new.token_hash.0.to_vec(),
        id: new.id,
        person_id: person,
        agent: new.agent.clone(),
        created_at_us: now,
        last_seen_at_us: now,
        expires_at_us: expires_at,
        revoked_at_us: None,
    })?;
    Ok(Entered { person, session: new.id, expires_at })
}

/// The account of this address and password, locked.
pub(crate) fn by_verifier(
    tx: &mut Tx,
    email: &Address,
    verifier: &Verifier,
) -> Result<Option<Person>, Fault> {
    let found = tx.rows::<(PersonId,)>(BY_VERIFIER, &[&email.as_str(), &verifier.bytes])?.pop();
    match found {
        Some((id,)) => tx.lock::<Person>(id),
        None => Ok(None),
    }
}

/// Shows the form.
#[utoipa::path(get, path = "/sign-in", tag = "people", params(("next" = Option<String>, Query, description = "Where to go on to: a path of this site")),
    responses((status = 200, description = "The form")))]
pub(crate) async fn page(caller: Caller, Query(next): Query<Next>) -> Answer {
    if caller.signed_in.is_some() && caller.wants == web::Wants::Html {
        return Reply::see(if next.next.is_empty() { "/" } else { &next.next });
    }
    let form = EnterForm { next: next.next, ..EnterForm::default() };
    Reply::page(&caller, &EnterPage::new(&caller, Door::SignIn, "/sign-in", &form))
}

/// Signs in: a cookie for a browser, a bearer token for a program.
#[utoipa::path(post, path = "/sign-in", tag = "people", request_body = EnterForm,
    responses((status = 200, body = BearerToken), (status = 422, body = web::ProblemBody), (status = 429, body = web::ProblemBody)))]
pub(crate) async fn post(
    caller: Caller,
    State(site): State<Site>,
    Extension(settings): Extension<Settings>,
    headers: HeaderMap,
    Input(form): Input<EnterForm>,
) -> Answer {
    let email = Address::parse(&form.email).ok();
    let page = EnterPage::new(&caller, Door::SignIn, "/sign-in", &form);
    if let Err(wait) = settings.limits.count(caller.peer, email.as_ref()) {
        return page.later(&caller, wait);
    }
    let Some(email) = email else {
        return page.again(&caller, Errors::refused(PeopleRefused::CannotSignIn, caller.lang));
    };
    let verifier = verifier(&site, &settings, &email, form.password).await?;
    let (address, bytes) = (email.as_str().to_owned(), verifier.bytes.clone());
    // By far the most wrong passwords end here, and take no turn among those who write.
    let known = site.db.read(move |r| r.rows::<(PersonId,)>(BY_VERIFIER, &[&address, &bytes])).await?;
    if known.is_empty() {
        return page.again(&caller, Errors::refused(PeopleRefused::CannotSignIn, caller.lang));
    }
    let (token, session) = new_session(&site, &caller, &headers);
    let (input, now) = (SignInInput { email, verifier, session }, site.now());
    match site.db.transact(0, move |tx| sign_in(tx, &input, now)).await {
        Ok(entered) => welcome(&site, &caller, &token, &entered, &form.next),
        Err(Refused(why)) => page.again(&caller, Errors::refused(why, caller.lang)),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}
