//! What handlers do again and again: who acts, which id a path names, what makes a repeated request the same.

use crate::acting::Actor;
use crate::ids::Member;
use crate::payment::ArrivedAt;
use kernel::{Id, Zone};
use store::{Fault, IdempotencyKey};
use web::{Caller, Check, Problem, RequestKey};

pub(crate) use web::asked::{id, me};

pub(crate) fn actor(caller: &Caller) -> Result<Actor, Problem> {
    me(caller).map(Actor::Member)
}

/// Who asked, the key they chose, the operation, and the fingerprint of what they sent.
pub(crate) fn key_of(
    who: Id<Member>,
    key: &RequestKey,
    operation: &'static str,
    about: &str,
) -> Result<Option<IdempotencyKey>, Fault> {
    IdempotencyKey::of(who.as_str(), &key.text, operation, &(about, key.fingerprint)).map(Some)
}

/// A day, or a time of day where it is known.
pub(crate) fn arrived(check: &mut Check, field: &str, typed: &str, zone: &Zone) -> ArrivedAt {
    match typed.trim().len() > "2026-03-14".len() {
        true => ArrivedAt::Instant(check.time(field, typed, zone)),
        false => ArrivedAt::Day(check.date(field, typed, zone)),
    }
}
