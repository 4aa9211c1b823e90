//! What handlers do again and again: who acts, which id a path names, what makes a repeated request the same.

use crate::acting::Actor;
use crate::ids::Member;
use crate::payment::ArrivedAt;
use kernel::{Id, Prefixed, Zone};
use store::{Fault, IdempotencyKey};
use web::{Caller, Check, Problem, RequestKey};

/// The member who asks; refuses everybody else.
pub(crate) fn me(caller: &Caller) -> Result<Id<Member>, Problem> {
    Ok(caller.member()?.member)
}

pub(crate) fn actor(caller: &Caller) -> Result<Actor, Problem> {
    me(caller).map(Actor::Member)
}

/// 404 for what is no id of this kind.
pub(crate) fn id<T: Prefixed>(text: &str) -> Result<Id<T>, Problem> {
    Id::parse(text).map_err(|_| Problem::not_found())
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
