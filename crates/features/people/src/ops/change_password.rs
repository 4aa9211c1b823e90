//! A new password; every other device has to sign in again.

use super::revoke_device::{Which, revoke_device};
use super::set_password::end_links;
use super::sign_in::by_verifier;
use crate::account::{Own, PasswordForm, PasswordPage, own_password};
use crate::entering::verifier;
use crate::people_store::Person;
use crate::{Address, HASHING, PeopleRefused, Settings, Verifier, password};
use axum::Extension;
use axum::extract::State;
use kernel::Timestamp;
use serde_json::json;
use store::{OpError, OpError::Refused, Outcome, Tx};
use web::ids::{PersonId, SessionId};
use web::{Answer, Caller, Errors, Input, Reply, Site};

#[derive(Debug, Clone)]
pub struct ChangePasswordInput {
    pub person: PersonId,
    pub session: SessionId,
    pub email: Address,
    /// Of the current password.
    pub current: Verifier,
    pub new: Verifier,
}

/// The new password must not make this account the same as another one of the address; nor is the old one a new one.
pub fn change_password(
    tx: &mut Tx,
    input: &ChangePasswordInput,
    now: Timestamp,
) -> Outcome<(), PeopleRefused> {
    let mut person = tx.lock::<Person>(input.person)?.ok_or(Refused(PeopleRefused::WrongPassword))?;
    if person.verifier.as_ref() != Some(&input.current.bytes) {
        return Err(Refused(PeopleRefused::WrongPassword));
    }
    if input.new == input.current || by_verifier(tx, &input.email, &input.new)?.is_some() {
        return Err(Refused(PeopleRefused::PasswordTaken));
    }
    (person.verifier, person.hashing) = (Some(input.new.bytes.clone()), HASHING);
    tx.save(&person)?;
    // Whoever got hold of a link that was made before would set the password aside again.
    end_links(tx, input.person, now)?;
    revoke_device(tx, input.person, Which::AllBut(input.session), now)?;
    tx.announce("password_changed", json!({ "person": input.person }).to_string())?;
    Ok(())
}

/// Shows the form.
#[utoipa::path(get, path = "/me/password", tag = "people", responses((status = 200, description = "The form")))]
pub(crate) async fn page(caller: Caller) -> Answer {
    caller.person()?;
    Reply::page(&caller, &PasswordPage::new(caller.lang))
}

/// Changes the password and signs all other devices out.
#[utoipa::path(post, path = "/me/password", tag = "people", request_body = PasswordForm,
    responses((status = 204, description = "Changed"), (status = 422, body = web::ProblemBody), (status = 429, body = web::ProblemBody)))]
pub(crate) async fn post(
    caller: Caller,
    State(site): State<Site>,
    Extension(settings): Extension<Settings>,
    Input(form): Input<PasswordForm>,
) -> Answer {
    let page = PasswordPage::new(caller.lang);
    let who = caller.signed_in.clone().ok_or(web::WebRefused::NotSignedIn)?;
    if let Err(unfit) = password::accept(&form.password) {
        return page.again(&caller, Errors::refused(PeopleRefused::from(unfit), caller.lang));
    }
    let own = own_password(&site, &settings, &caller, form.current_password).await?;
    let Some(Own { email, verifier: current }) = own else {
        return page.again(&caller, Errors::refused(PeopleRefused::WrongPassword, caller.lang));
    };
    // The answer tells whether another account of the address has this password: a try like any other.
    settings.limits.count(caller.peer, Some(&email))?;
    let new = verifier(&site, &settings, &email, form.password).await?;
    let input = ChangePasswordInput { person: who.person, session: who.session, email, current, new };
    let now = site.now();
    match site.db.transact(0, move |tx| change_password(tx, &input, now)).await {
        Ok(()) => {
            site.who.forget_person(who.person);
            Reply::done(&caller, "/me")
        }
        Err(Refused(why)) => page.again(&caller, Errors::refused(why, caller.lang)),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}
