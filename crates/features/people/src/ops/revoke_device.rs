//! Ending the session of one other device, or of all others.

use crate::PeopleRefused;
use crate::people_store::{OPEN_SESSIONS, Session};
use kernel::Timestamp;
use serde_json::json;
use store::{OpError::Refused, Outcome, Tx};
use web::ids::{PersonId, SessionId};

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
