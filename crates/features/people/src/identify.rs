//! Who is behind a token: the answer every request begins with.
//!
//! Not a rule: answers what the edge asks of every request.

use crate::people_store::{Person, Session};
use crate::session;
use kernel::Timestamp;
use std::convert::Infallible;
use store::{Db, Fault, OpError, Outcome, Tx};
use web::{Answered, Lang, Sessions, SignedIn, TokenHash};

/// Answers `web::Sessions` from the store.
#[derive(Clone)]
pub struct PeopleSessions {
    db: Db,
}

impl PeopleSessions {
    pub fn new(db: Db) -> PeopleSessions {
        PeopleSessions { db }
    }
}

impl Sessions for PeopleSessions {
    fn signed_in<'a>(&'a self, token: &'a TokenHash, now: Timestamp) -> Answered<'a, Option<SignedIn>> {
        Box::pin(async move {
            let key = token.0.to_vec();
            let found = self.db.read(move |reader| {
                let Some(session) = reader.find::<Session>(&key)? else { return Ok(None) };
                let person = reader.find::<Person>(&session.person_id)?;
                Ok(person.map(|person| (session, person)))
            });
            let Some((session, person)) = found.await? else { return Ok(None) };
            if !session.admits(now) || person.erased_at_us.is_some() {
                return Ok(None);
            }
            if session::is_touch_due(session.last_seen_at_us, now) {
                let key = session.token_hash.clone();
                // Only "last seen" would be missing. On a full disk or in a rush nobody is kept from reading by it.
                if let Err(fault) =
                    self.db.transact(0, move |tx| touch(tx, &key, now)).await.map_err(only_fault)
                {
                    tracing::warn!(%fault, "the use of a session was not written down");
                }
            }
            let lang = Lang::parse(&person.lang);
            Ok(Some(SignedIn { person: person.id, session: session.id, lang, operator: person.operator }))
        })
    }
}

/// Writes down that the session is in use, and lets it last from now.
fn touch(tx: &mut Tx, key: &[u8], now: Timestamp) -> Outcome<(), Infallible> {
    let Some(mut session) = tx.lock::<Session>(key.to_vec())? else { return Ok(()) };
    if session.admits(now) && session::is_touch_due(session.last_seen_at_us, now) {
        session.last_seen_at_us = now;
        session.expires_at_us = now.plus(session::LASTS);
        tx.save(&session)?;
    }
    Ok(())
}

fn only_fault(error: OpError<Infallible>) -> Fault {
    match error {
        OpError::Refused(never) => match never {},
        OpError::Fault(fault) => fault,
    }
}
