//! Signing out: this session ends, whoever still holds its token.

use crate::PeopleRefused;
use crate::people_store::Session;
use kernel::Timestamp;
use serde_json::json;
use store::{Outcome, Tx};
use web::TokenHash;

/// Unknown and ended sessions are as good as signed out.
pub fn sign_out(tx: &mut Tx, token: &TokenHash, now: Timestamp) -> Outcome<(), PeopleRefused> {
    let Some(mut session) = tx.lock::<Session>(token.0.to_vec())? else { return Ok(()) };
    if session.revoked_at_us.is_some() {
        return Ok(());
    }
    session.revoked_at_us = Some(now);
    tx.save(&session)?;
    let body = json!({ "person": session.person_id, "session": session.id });
    tx.announce("device_revoked", body.to_string())?;
    Ok(())
}
