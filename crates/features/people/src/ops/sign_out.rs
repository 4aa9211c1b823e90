//! Signing out: this session ends, whoever still holds its token.

use crate::PeopleRefused;
use crate::people_store::Session;
use axum::extract::State;
use axum::http::header;
use kernel::Timestamp;
use serde_json::json;
use store::{Outcome, Tx};
use web::{Answer, Caller, Reply, Site, TokenHash, no_session_cookie};

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

/// Ends this session.
#[utoipa::path(post, path = "/sign-out", tag = "people", responses((status = 204, description = "Signed out")))]
pub(crate) async fn post(caller: Caller, State(site): State<Site>) -> Answer {
    if let Some(token) = caller.token {
        let now = site.now();
        site.db.transact(0, move |tx| sign_out(tx, &token, now)).await?;
        site.who.forget_token(&token);
    }
    Ok(Reply::done(&caller, "/")?.header(header::SET_COOKIE, no_session_cookie(&site.config)))
}
