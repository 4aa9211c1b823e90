//! A forgotten password: whoever runs the site makes a link on the server, and whoever has the link chooses a new one.
//!
//! No letters are sent, so nobody can prove an address here; whether it is the person who asks is for the operator to tell.

use super::revoke_device::{Which, revoke_device};
use super::sign_in::{Entered, NewSession, by_verifier, sign_in_to};
use crate::entering::{BearerToken, new_session, verifier, welcome};
use crate::people_store::{OPEN_PASSWORD_LINKS, PasswordLink, Person};
use crate::{Address, HASHING, PeopleRefused, Settings, Token, Verifier, password, t};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use kernel::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::convert::Infallible;
use std::time::Duration;
use store::{Db, Fault, OpError, OpError::Refused, Outcome, Tx};
use utoipa::ToSchema;
use web::ids::PersonId;
use web::ui::{self, Field};
use web::{
    Answer, Caller, Errors, IdSource, Input, Lang, Problem, Reply, Site, TokenHash, View, Wants, WebRefused,
};

/// Long enough to pass it on, too short to lie about in a chat.
pub const PASSWORD_LINK_LASTS: Duration = Duration::from_secs(3600);

/// Makes a link for a person; one that was made before and not used ends.
///
/// # Errors
/// Of the database only.
pub fn make_password_link(
    tx: &mut Tx,
    person: PersonId,
    token: &TokenHash,
    now: Timestamp,
) -> Outcome<(), Infallible> {
    end_links(tx, person, now)?;
    let (token_hash, expires_at_us) = (token.0.to_vec(), now.plus(PASSWORD_LINK_LASTS));
    tx.insert(&PasswordLink {
        token_hash,
        person_id: person,
        created_at_us: now,
        expires_at_us,
        used_at_us: None,
    })?;
    tx.announce("password_link_made", json!({ "person": person }).to_string())?;
    Ok(())
}

/// The path of a fresh link: for a command on the server, never for a route.
///
/// # Errors
/// Of the database only.
pub async fn password_link(
    db: &Db,
    ids: &IdSource,
    person: PersonId,
    now: Timestamp,
) -> Result<String, Fault> {
    let token = Token::fresh(ids);
    let hash = token.hash();
    match db.transact(0, move |tx| make_password_link(tx, person, &hash, now)).await {
        Ok(()) => Ok(format!("/password/{}", token.text())),
        Err(Refused(never)) => match never {},
        Err(OpError::Fault(fault)) => Err(fault),
    }
}

#[derive(Debug, Clone)]
pub struct SetPasswordInput {
    pub link: TokenHash,
    /// Whose link it is, as was read before the hash was made.
    pub email: Address,
    pub verifier: Verifier,
    pub session: NewSession,
}

/// The link is used up in the same transaction. Every device has to sign in again, but the one that did it.
///
/// # Errors
/// `PasswordLinkUnusable`, or `PasswordTaken` by another account of the address.
pub fn set_password(
    tx: &mut Tx,
    input: &SetPasswordInput,
    now: Timestamp,
) -> Outcome<Entered, PeopleRefused> {
    let link = tx.lock::<PasswordLink>(input.link.0.to_vec())?.filter(|link| link.opens(now));
    let link = link.ok_or(Refused(PeopleRefused::PasswordLinkUnusable))?;
    let mut person =
        tx.lock::<Person>(link.person_id)?.ok_or(Refused(PeopleRefused::PasswordLinkUnusable))?;
    // Erased meanwhile, or the verifier is of another address.
    if person.email.as_deref() != Some(input.email.as_str()) {
        return Err(Refused(PeopleRefused::PasswordLinkUnusable));
    }
    if by_verifier(tx, &input.email, &input.verifier)?.is_some_and(|other| other.id != person.id) {
        return Err(Refused(PeopleRefused::PasswordTaken));
    }
    (person.verifier, person.hashing) = (Some(input.verifier.bytes.clone()), HASHING);
    tx.save(&person)?;
    end_links(tx, person.id, now)?;
    revoke_device(tx, person.id, Which::All, now)?;
    tx.announce("password_changed", json!({ "person": person.id }).to_string())?;
    Ok(sign_in_to(tx, &person, &input.session, now)?)
}

pub(super) fn end_links(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<(), Fault> {
    let open = tx.rows::<(Vec<u8>,)>(OPEN_PASSWORD_LINKS, &[&person, &now])?;
    let keys: Vec<Vec<u8>> = open.into_iter().map(|(key,)| key).collect();
    for mut link in tx.lock_all::<PasswordLink>(&keys)?.into_iter().flatten() {
        link.used_at_us = Some(now);
        tx.save(&link)?;
    }
    Ok(())
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "set_password.html")]
pub(crate) struct SetPasswordPage {
    #[serde(skip)]
    t: &'static crate::L10nLanguage,
    #[serde(skip)]
    lang: Lang,
    #[serde(skip)]
    action: String,
    /// Whose password it will be.
    email: String,
    #[serde(skip)]
    errors: Errors,
}

impl View for SetPasswordPage {
    fn title(&self) -> String {
        self.t.set_password_title()
    }
}

impl SetPasswordPage {
    fn again(mut self, caller: &Caller, errors: Errors) -> Answer {
        self.errors = errors.clone();
        Reply::form_refused(caller, &self, &errors)
    }
}

/// For setting a new password.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct SetPasswordForm {
    pub(crate) password: String,
}

/// Whose link it is, and the page of it.
async fn behind(caller: &Caller, site: &Site, token: &str) -> Result<(Address, SetPasswordPage), Problem> {
    let (key, now) = (TokenHash::of(token).0.to_vec(), site.now());
    let email = site.db.read(move |reader| {
        let link = reader.find::<PasswordLink>(&key)?.filter(|link| link.opens(now));
        let Some(link) = link else { return Ok(None) };
        Ok(reader.find::<Person>(&link.person_id)?.and_then(|person| person.email))
    });
    let email = email.await?.and_then(|email| Address::parse(&email).ok());
    let email = email.ok_or(PeopleRefused::PasswordLinkUnusable)?;
    let page = SetPasswordPage {
        t: t(caller.lang),
        lang: caller.lang,
        action: format!("/password/{token}"),
        email: email.as_str().to_owned(),
        errors: Errors::none(),
    };
    Ok((email, page))
}

/// Shows the form behind a link that was made on the server.
#[utoipa::path(get, path = "/password/{token}", tag = "people", params(("token" = String, Path)),
    responses((status = 200, body = SetPasswordPage), (status = 410, body = web::ProblemBody), (status = 429, body = web::ProblemBody)))]
pub(crate) async fn page(
    caller: Caller,
    State(site): State<Site>,
    Extension(settings): Extension<Settings>,
    Path(token): Path<String>,
) -> Answer {
    settings.limits.count(caller.peer, None)?;
    Reply::page(&caller, &behind(&caller, &site, &token).await?.1)
}

/// Sets a new password, once, ends every session of the person and signs this browser in.
#[utoipa::path(post, path = "/password/{token}", tag = "people", params(("token" = String, Path)),
    request_body = SetPasswordForm,
    responses((status = 200, body = BearerToken), (status = 410, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody), (status = 429, body = web::ProblemBody)))]
pub(crate) async fn post(
    caller: Caller,
    State(site): State<Site>,
    Extension(settings): Extension<Settings>,
    Path(link): Path<String>,
    headers: HeaderMap,
    Input(form): Input<SetPasswordForm>,
) -> Answer {
    settings.limits.count(caller.peer, None)?;
    let (email, page) = behind(&caller, &site, &link).await?;
    if let Err(unfit) = password::accept(&form.password) {
        return page.again(&caller, Errors::refused(PeopleRefused::from(unfit), caller.lang));
    }
    // The answer tells whether another account of the address has this password: a try like any other.
    if let Err(wait) = settings.limits.count(caller.peer, Some(&email)) {
        if caller.wants == Wants::Json {
            return Err(wait.into());
        }
        let reply = page.again(&caller, Errors::refused(WebRefused::TooManyRequests, caller.lang))?;
        return Ok(reply.header(header::RETRY_AFTER, HeaderValue::from(wait.seconds)));
    }
    let verifier = verifier(&site, &settings, &email, form.password).await?;
    let (token, session) = new_session(&site, &caller, &headers);
    let input = SetPasswordInput { link: TokenHash::of(&link), email, verifier, session };
    let now = site.now();
    match site.db.transact(0, move |tx| set_password(tx, &input, now)).await {
        Ok(entered) => {
            site.who.forget_person(entered.person);
            welcome(&site, &caller, &token, &entered, "/")
        }
        Err(Refused(PeopleRefused::PasswordLinkUnusable)) => Err(PeopleRefused::PasswordLinkUnusable.into()),
        Err(Refused(why)) => page.again(&caller, Errors::refused(why, caller.lang)),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}
