//! A new password; every other device has to sign in again.

use super::revoke_device::{Which, revoke_device};
use crate::PeopleRefused;
use crate::people_store::Person;
use kernel::Timestamp;
use serde_json::json;
use store::{OpError::Refused, Outcome, Tx};
use web::ids::{PersonId, SessionId};

#[derive(Debug, Clone)]
pub struct ChangePasswordInput {
    pub person: PersonId,
    pub session: SessionId,
    /// The hash that the current password was found to match.
    pub matched_hash: String,
    pub new_hash: String,
}

pub fn change_password(
    tx: &mut Tx,
    input: &ChangePasswordInput,
    now: Timestamp,
) -> Outcome<(), PeopleRefused> {
    let mut person = tx.lock::<Person>(input.person)?.ok_or(Refused(PeopleRefused::WrongPassword))?;
    if person.password_hash.as_ref() != Some(&input.matched_hash) {
        return Err(Refused(PeopleRefused::WrongPassword));
    }
    person.password_hash = Some(input.new_hash.clone());
    tx.save(&person)?;
    revoke_device(tx, input.person, Which::AllBut(input.session), now)?;
    tx.announce("password_changed", json!({ "person": input.person }).to_string())?;
    Ok(())
}
