//! Erasing: what is personal goes, what others rely on stays.
//!
//! E-mail, password and the names of devices are overwritten. Every community hears of it through the event and
//! takes the person and the display name out of its membership; the books speak of member ids and book names
//! only and stay as they are.

use crate::PeopleRefused;
use crate::people_store::{ALL_SESSIONS, Person, Session};
use kernel::Timestamp;
use serde_json::json;
use store::{OpError::Refused, Outcome, Tx};
use web::ids::{PersonId, SessionId};

/// `matched_hash` is the hash that the password was found to match.
pub fn erase_account(
    tx: &mut Tx,
    person: PersonId,
    matched_hash: &str,
    now: Timestamp,
) -> Outcome<(), PeopleRefused> {
    let mut row = tx.lock::<Person>(person)?.ok_or(Refused(PeopleRefused::WrongPassword))?;
    if row.password_hash.as_deref() != Some(matched_hash) {
        return Err(Refused(PeopleRefused::WrongPassword));
    }
    (row.email, row.password_hash, row.erased_at_us, row.operator) = (None, None, Some(now), false);
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
