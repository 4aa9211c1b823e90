//! Signing up: an account, and its first session.

use super::sign_in::{Entered, NewSession, by_email, enter};
use crate::people_store::Person;
use crate::{Address, PeopleRefused};
use kernel::Timestamp;
use serde_json::json;
use store::{OpError::Refused, Outcome, Tx};
use web::Lang;
use web::ids::PersonId;

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
