//! What handlers do again and again: who acts, which id a path names, what makes a repeated request the same.

use crate::acting::Actor;
use crate::ids::Member;
use kernel::{Id, Prefixed, Timestamp, Zone};
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

/// A day means its noon, but never later than now: what counts is before or after the end of a hold, and the
/// treasurer reads days off an account. A time of day counts as it is.
pub(crate) fn arrived(check: &mut Check, typed: &str, zone: &Zone, now: Timestamp) -> Timestamp {
    if typed.trim().len() > 10 {
        return check.time("arrived_on", typed, zone);
    }
    let day = check.date("arrived_on", typed, zone);
    let noon = day.plus(std::time::Duration::from_secs(12 * 3600));
    if day <= now { noon.min(now) } else { day }
}
