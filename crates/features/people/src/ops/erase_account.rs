//! Erasing: what is personal goes, what others rely on stays.
//!
//! E-mail, password and the names of devices are overwritten here. Before that the features above take the person
//! out of their own rows, through the list of `PersonalData` that the program hands down; the event afterwards tells
//! whoever else reads the outbox. The books speak of member ids and book names only and stay as they are.

use crate::account::{EraseForm, ErasePage, own_password};
use crate::people_store::{ALL_SESSIONS, Person, Session};
use crate::{PeopleRefused, Settings, Verifier};
use axum::Extension;
use axum::extract::State;
use axum::http::header;
use kernel::Timestamp;
use serde_json::json;
use store::{OpError, OpError::Refused, Outcome, Tx};
use web::ids::{PersonId, SessionId};
use web::{Answer, Caller, Check, Errors, Input, Reply, Site, no_session_cookie};

/// `verifier` is of the password that was typed.
pub fn erase_account(
    tx: &mut Tx,
    person: PersonId,
    verifier: &Verifier,
    now: Timestamp,
) -> Outcome<(), PeopleRefused> {
    let mut row = tx.lock::<Person>(person)?.ok_or(Refused(PeopleRefused::WrongPassword))?;
    if row.verifier.as_ref() != Some(&verifier.bytes) {
        return Err(Refused(PeopleRefused::WrongPassword));
    }
    (row.email, row.verifier, row.erased_at_us, row.operator) = (None, None, Some(now), false);
    tx.save(&row)?;
    let keys: Vec<Vec<u8>> =
        tx.rows::<(Vec<u8>, SessionId)>(ALL_SESSIONS, &[&person])?.into_iter().map(|(key, _)| key).collect();
    for mut session in tx.lock_all::<Session>(&keys)?.into_iter().flatten() {
        session.revoked_at_us.get_or_insert(now);
        session.agent.clear();
        tx.save(&session)?;
    }
    tx.announce("person_erased", json!({ "person": person }).to_string())?;
    Ok(())
}

/// Shows what goes, what stays, and the form.
#[utoipa::path(get, path = "/me/erasure", tag = "people", responses((status = 200, description = "The form")))]
pub(crate) async fn page(caller: Caller) -> Answer {
    caller.person()?;
    Reply::page(&caller, &ErasePage::new(caller.lang))
}

/// Erases the account, unless a feature above says that somebody depends on the person: then nothing changes. What
/// those features hold goes first: should the machine stop between, the person can still ask again.
#[utoipa::path(post, path = "/me/erasure", tag = "people", request_body = EraseForm,
    responses((status = 204, description = "Erased"), (status = 409, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn post(
    caller: Caller,
    State(site): State<Site>,
    Extension(settings): Extension<Settings>,
    Input(form): Input<EraseForm>,
) -> Answer {
    let (page, person) = (ErasePage::new(caller.lang), caller.person()?);
    let mut check = Check::new(caller.lang);
    let confirmed = check.flag("confirm", &form.confirm);
    match check.done(confirmed) {
        Ok(true) => {}
        Ok(false) => return page.again(&caller, Errors::refused(PeopleRefused::NotConfirmed, caller.lang)),
        Err(errors) => return page.again(&caller, errors),
    }
    let Some(own) = own_password(&site, &settings, &caller, form.current_password).await? else {
        return page.again(&caller, Errors::refused(PeopleRefused::WrongPassword, caller.lang));
    };
    let now = site.now();
    for feature in settings.above.iter() {
        feature.may_erase(&site, person, now).await?;
    }
    for feature in settings.above.iter() {
        feature.erase(&site, person, now).await?;
    }
    match site.db.transact(0, move |tx| erase_account(tx, person, &own.verifier, now)).await {
        Ok(()) => {
            site.who.forget_person(person);
            Ok(Reply::done(&caller, "/")?.header(header::SET_COOKIE, no_session_cookie(&site.config)))
        }
        Err(Refused(why)) => page.again(&caller, Errors::refused(why, caller.lang)),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}
