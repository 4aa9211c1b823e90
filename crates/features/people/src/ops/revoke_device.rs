//! Ending the session of one other device, or of all others.

use crate::PeopleRefused;
use crate::people_store::{OPEN_SESSIONS, Session};
use axum::extract::{Path, State};
use kernel::Timestamp;
use serde_json::json;
use store::{OpError::Refused, Outcome, Tx};
use web::ids::{PersonId, SessionId};
use web::{Answer, Caller, Reply, Site};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    One(SessionId),
    AllBut(SessionId),
    All,
}

/// Answers how many sessions ended. Only the person's own are ever looked at.
pub fn revoke_device(
    tx: &mut Tx,
    person: PersonId,
    which: Which,
    now: Timestamp,
) -> Outcome<usize, PeopleRefused> {
    let open = tx.rows::<(Vec<u8>, SessionId)>(OPEN_SESSIONS, &[&person])?;
    let ends = |id: SessionId| match which {
        Which::One(wanted) => id == wanted,
        Which::AllBut(kept) => id != kept,
        Which::All => true,
    };
    let keys: Vec<_> = open.into_iter().filter(|(_, id)| ends(*id)).map(|(key, _)| key).collect();
    if keys.is_empty() && matches!(which, Which::One(_)) {
        return Err(Refused(PeopleRefused::NoSuchDevice));
    }
    let mut ended = 0;
    for mut session in tx.lock_all::<Session>(&keys)?.into_iter().flatten() {
        session.revoked_at_us = Some(now);
        tx.save(&session)?;
        let body = json!({ "person": person, "session": session.id });
        tx.announce("device_revoked", body.to_string())?;
        ended += 1;
    }
    Ok(ended)
}

/// Signs one device out.
#[utoipa::path(post, path = "/me/devices/{id}/revocation", tag = "people", params(("id" = String, Path)),
    responses((status = 204, description = "Signed out"), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn post_one(caller: Caller, State(site): State<Site>, Path(id): Path<String>) -> Answer {
    let (person, now) = (caller.person()?, site.now());
    let id = SessionId::parse(&id).map_err(|_| PeopleRefused::NoSuchDevice)?;
    site.db.transact(0, move |tx| revoke_device(tx, person, Which::One(id), now)).await?;
    site.who.forget_person(person);
    Reply::done(&caller, "/me/devices")
}

/// Signs all other devices out.
#[utoipa::path(post, path = "/me/devices/revocation", tag = "people", responses((status = 204, description = "Signed out")))]
pub(crate) async fn post_others(caller: Caller, State(site): State<Site>) -> Answer {
    let (person, now) = (caller.person()?, site.now());
    let which = match &caller.signed_in {
        Some(who) => Which::AllBut(who.session),
        None => Which::All,
    };
    site.db.transact(0, move |tx| revoke_device(tx, person, which, now)).await?;
    site.who.forget_person(person);
    Reply::done(&caller, "/me/devices")
}
