//! The first person of a site: whoever can read the server's own output and follows the link there.

use super::sign_in::{Entered, by_email};
use super::sign_up::{SignUpInput, add_person};
use crate::PeopleRefused;
use crate::people_store::{OPERATORS, SetupLink};
use kernel::Timestamp;
use std::time::Duration;
use store::{Fault, OpError::Refused, Outcome, Tx};
use web::TokenHash;
use web::ids::PersonId;

/// Long enough to find the browser, short enough for a log that is kept.
pub const LINK_LASTS: Duration = Duration::from_secs(24 * 3600);

/// Makes a one-time link to create the operator. Refused once there is one.
pub fn make_setup_link(tx: &mut Tx, token: &TokenHash, now: Timestamp) -> Outcome<Timestamp, PeopleRefused> {
    if has_operator(tx)? {
        return Err(Refused(PeopleRefused::OperatorThere));
    }
    let expires_at_us = now.plus(LINK_LASTS);
    let token_hash = token.0.to_vec();
    tx.insert(&SetupLink { token_hash, created_at_us: now, expires_at_us, used_at_us: None })?;
    Ok(expires_at_us)
}

/// The link is used up in the same transaction that makes the operator, and other links with it: with an
/// operator there, none works any more.
pub fn create_operator(
    tx: &mut Tx,
    link: &TokenHash,
    input: &SignUpInput,
    now: Timestamp,
) -> Outcome<Entered, PeopleRefused> {
    let found = tx.lock::<SetupLink>(link.0.to_vec())?;
    let mut found = found.ok_or(Refused(PeopleRefused::LinkUnusable))?;
    if !usable(&found, now) || has_operator(tx)? {
        return Err(Refused(PeopleRefused::LinkUnusable));
    }
    if by_email(tx, &input.email)?.is_some() {
        return Err(Refused(PeopleRefused::CannotSignIn));
    }
    found.used_at_us = Some(now);
    tx.save(&found)?;
    add_person(tx, input, true, now)
}

/// Whether the link opens anything at `now`.
pub fn usable(link: &SetupLink, now: Timestamp) -> bool {
    link.used_at_us.is_none() && now < link.expires_at_us
}

fn has_operator(tx: &mut Tx) -> Result<bool, Fault> {
    Ok(!tx.rows::<(PersonId,)>(OPERATORS, &[])?.is_empty())
}
