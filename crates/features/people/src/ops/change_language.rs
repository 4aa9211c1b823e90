//! The language a person reads in, on every device.

use crate::PeopleRefused;
use crate::people_store::Person;
use axum::extract::State;
use axum::http::header;
use serde::Deserialize;
use store::{Outcome, Tx};
use utoipa::ToSchema;
use web::ids::PersonId;
use web::{Answer, Caller, Input, Lang, Reply, Site};

/// Nothing happens for an account that is gone.
pub fn change_language(tx: &mut Tx, person: PersonId, lang: Lang) -> Outcome<(), PeopleRefused> {
    if let Some(mut person) = tx.lock::<Person>(person)? {
        person.lang = lang.code().to_owned();
        tx.save(&person)?;
    }
    Ok(())
}

/// The language to read in.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct LanguageForm {
    /// `zh` or `en`.
    lang: String,
}

/// Changes the language of the account and of this browser.
#[utoipa::path(post, path = "/me/language", tag = "people", request_body = LanguageForm,
    responses((status = 204, description = "Changed"), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn post(
    caller: Caller,
    State(site): State<Site>,
    Input(form): Input<LanguageForm>,
) -> Answer {
    let person = caller.person()?;
    let lang = Lang::parse(&form.lang).ok_or(web::WebRefused::InvalidInput)?;
    site.db.transact(0, move |tx| change_language(tx, person, lang)).await?;
    site.who.forget_person(person);
    Ok(Reply::done(&caller, "/me")?.header(header::SET_COOKIE, web::lang_cookie(&site.config, lang)))
}
