//! Signing up: an account, and its first session.

use super::sign_in::{Entered, NewSession, SignInInput, by_email, enter, sign_in};
use crate::entering::{BearerToken, Door, EnterForm, EnterPage, Next, new_session, welcome};
use crate::people_store::{BY_EMAIL, Person};
use crate::{Address, PeopleRefused, Settings, hash, matches, password};
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use kernel::Timestamp;
use serde_json::json;
use store::{Fault, OpError, OpError::Refused, Outcome, Tx};
use web::ids::PersonId;
use web::{Answer, Caller, Check, Errors, Input, Lang, Refusal, Reply, Site};

#[derive(Debug, Clone)]
pub struct SignUpInput {
    pub person: PersonId,
    pub email: Address,
    pub password_hash: String,
    pub lang: Lang,
    pub session: NewSession,
}

/// Refused as a wrong sign-in is when the address is taken.
pub fn sign_up(tx: &mut Tx, input: &SignUpInput, now: Timestamp) -> Outcome<Entered, PeopleRefused> {
    if by_email(tx, &input.email)?.is_some() {
        return Err(Refused(PeopleRefused::CannotSignIn));
    }
    add_person(tx, input, false, now)
}

pub(crate) fn add_person(
    tx: &mut Tx,
    input: &SignUpInput,
    operator: bool,
    now: Timestamp,
) -> Outcome<Entered, PeopleRefused> {
    tx.insert(&Person {
        id: input.person,
        email: Some(input.email.as_str().to_owned()),
        password_hash: Some(input.password_hash.clone()),
        lang: input.lang.code().to_owned(),
        operator,
        created_at_us: now,
        erased_at_us: None,
    })?;
    let entered = enter(tx, input.person, &input.session, now)?;
    tx.announce("person_signed_up", json!({ "person": input.person }).to_string())?;
    Ok(entered)
}

/// Shows the form.
#[utoipa::path(get, path = "/sign-up", tag = "people", params(("next" = Option<String>, Query, description = "Where to go on to: a path of this site")),
    responses((status = 200, description = "The form")))]
pub(crate) async fn page(caller: Caller, Query(next): Query<Next>) -> Answer {
    if caller.signed_in.is_some() && caller.wants == web::Wants::Html {
        return Reply::see(if next.next.is_empty() { "/" } else { &next.next });
    }
    let form = EnterForm { next: next.next, ..EnterForm::default() };
    Reply::page(&caller, &EnterPage::new(&caller, Door::SignUp, "/sign-up", &form))
}

/// Makes an account and signs in. With the address and password of an account that is there it signs in to that
/// one; with its address and another password it answers exactly what a wrong sign-in does.
#[utoipa::path(post, path = "/sign-up", tag = "people", request_body = EnterForm,
    responses((status = 200, body = BearerToken), (status = 422, body = web::ProblemBody), (status = 429, body = web::ProblemBody)))]
pub(crate) async fn post(
    caller: Caller,
    State(site): State<Site>,
    Extension(settings): Extension<Settings>,
    headers: HeaderMap,
    Input(form): Input<EnterForm>,
) -> Answer {
    let page = EnterPage::new(&caller, Door::SignUp, "/sign-up", &form);
    let email = match read(&form, caller.lang) {
        Ok(email) => email,
        Err(errors) => return page.again(&caller, errors),
    };
    settings.limits.count(caller.peer, Some(&email))?;
    let (token, session) = new_session(&site, &caller, &headers);
    let now = site.now();
    let entered = match account(&site, &email, &form.password).await? {
        Account::Known { person, matched_hash } => {
            let input = SignInInput { person, matched_hash, session };
            site.db.transact(0, move |tx| sign_in(tx, &input, now)).await
        }
        Account::Taken => Err(Refused(PeopleRefused::CannotSignIn)),
        Account::New { password_hash } => {
            let (person, lang) = (site.id(), caller.lang);
            let input = SignUpInput { person, email, password_hash, lang, session };
            site.db.transact(0, move |tx| sign_up(tx, &input, now)).await
        }
    };
    match entered {
        Ok(entered) => welcome(&site, &caller, &token, &entered, &form.next),
        Err(Refused(why)) => page.again(&caller, Errors::refused(why, caller.lang)),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// What the address and the password are to us. Each costs one hash.
enum Account {
    Known { person: PersonId, matched_hash: String },
    Taken,
    New { password_hash: String },
}

async fn account(site: &Site, email: &Address, password: &str) -> Result<Account, Fault> {
    let wanted = email.as_str().to_owned();
    let found =
        site.db.read(move |r| r.rows::<(PersonId, Option<String>)>(BY_EMAIL, &[&wanted])).await?.pop();
    Ok(match found {
        None => Account::New { password_hash: hash(password.to_owned()).await? },
        Some((person, stored)) => match matches(password.to_owned(), stored.clone()).await? {
            true => Account::Known { person, matched_hash: stored.unwrap_or_default() },
            false => Account::Taken,
        },
    })
}

/// What is wrong with a new account's address or password, before anything is looked up.
pub(crate) fn read(form: &EnterForm, lang: Lang) -> Result<Address, Errors> {
    let mut check = Check::new(lang);
    let email = Address::parse(&form.email);
    check.require("email", email.is_ok(), || PeopleRefused::AddressMalformed.say(lang));
    if let Err(unfit) = password::accept(&form.password) {
        check.refuse("password", PeopleRefused::from(unfit).say(lang));
    }
    match (check.done(()), email) {
        (Ok(()), Ok(email)) => Ok(email),
        (Err(errors), _) => Err(errors),
        (Ok(()), Err(_)) => Err(Errors::refused(PeopleRefused::AddressMalformed, lang)),
    }
}
