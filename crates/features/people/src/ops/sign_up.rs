//! Signing up: an account, and its first session.

use super::sign_in::{Entered, NewSession, by_verifier, enter, sign_in_to};
use crate::entering::{BearerToken, Door, EnterForm, EnterPage, Next, new_session, verifier, welcome};
use crate::people_store::Person;
use crate::{Address, HASHING, PeopleRefused, Settings, Verifier, password};
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
    pub verifier: Verifier,
    pub lang: Lang,
    pub session: NewSession,
}

/// Never refused: with the address and password of an account it signs in to that one, else it makes one, whoever
/// else has the address.
pub fn sign_up(tx: &mut Tx, input: &SignUpInput, now: Timestamp) -> Outcome<Entered, PeopleRefused> {
    match by_verifier(tx, &input.email, &input.verifier)? {
        Some(person) => Ok(sign_in_to(tx, &person, &input.session, now)?),
        None => Ok(add_person(tx, input, false, now)?),
    }
}

pub(crate) fn add_person(
    tx: &mut Tx,
    input: &SignUpInput,
    operator: bool,
    now: Timestamp,
) -> Result<Entered, Fault> {
    tx.insert(&Person {
        id: input.person,
        email: Some(input.email.as_str().to_owned()),
        verifier: Some(input.verifier.bytes.clone()),
        hashing: HASHING,
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
/// one. An address that others have signed up with answers as one that nobody has.
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
    if let Err(wait) = settings.limits.count_sign_up(caller.peer, &email) {
        return page.later(&caller, wait);
    }
    let verifier = verifier(&site, &settings, &email, form.password).await?;
    let (token, session) = new_session(&site, &caller, &headers);
    let input = SignUpInput { person: site.id(), email, verifier, lang: caller.lang, session };
    let now = site.now();
    match site.db.transact(0, move |tx| sign_up(tx, &input, now)).await {
        Ok(entered) => welcome(&site, &caller, &token, &entered, &form.next),
        Err(Refused(why)) => page.again(&caller, Errors::refused(why, caller.lang)),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
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
