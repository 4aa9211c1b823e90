//! Signing in: a new session for a password that was right.

use crate::people_store::{BY_EMAIL, Person, Session};
use crate::{Address, PeopleRefused, session};
use kernel::Timestamp;
use serde_json::json;
use store::{Fault, OpError::Refused, Outcome, Tx};
use web::TokenHash;
use web::ids::{PersonId, SessionId};

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
    pub person: PersonId,
    /// The hash that the password was found to match, moments before: a password changed since then no
    /// longer lets anybody in.
    pub matched_hash: String,
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
    let person = tx.lock::<Person>(input.person)?.ok_or(Refused(PeopleRefused::CannotSignIn))?;
    if person.password_hash.as_ref() != Some(&input.matched_hash) {
        return Err(Refused(PeopleRefused::CannotSignIn));
    }
    let entered = enter(tx, person.id, &input.session, now)?;
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
    if let Some(old) = &new.replaces {
        if let Some(mut old) = tx.lock::<Session>(old.0.to_vec())? {
            old.revoked_at_us.get_or_insert(now);
            tx.save(&old)?;
        }
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

/// The account with this address, and the hash its password must match.
pub(crate) fn by_email(tx: &mut Tx, email: &Address) -> Result<Option<(PersonId, Option<String>)>, Fault> {
    Ok(tx.rows::<(PersonId, Option<String>)>(BY_EMAIL, &[&email.as_str()])?.pop())
}
