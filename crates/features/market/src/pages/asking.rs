//! What handlers do again and again: who acts, which id a path names, what makes a repeated request the same.

use crate::acting::Actor;
use crate::ids::Member;
use crate::payment::ArrivedAt;
use kernel::{Id, Zone};
use store::{Fault, IdempotencyKey, Reader};
use web::{Caller, Check, Problem, RequestKey, Site};

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

/// A day before the community was founded is a mistyped year, and would stand in its books for ever.
pub(crate) async fn require_founded(
    check: &mut Check,
    (caller, site): (&Caller, &Site),
    field: &str,
    came: ArrivedAt,
) -> Result<(), Problem> {
    let (community, lang, day) = (caller.community()?.number, caller.lang, came.first());
    let tell = move |reader: &mut Reader| community::told_before_founding(reader, community, lang, day);
    if let Some(words) = site.db.read(tell).await? {
        check.refuse(field, words);
    }
    Ok(())
}

/// A day, or a time of day where it is known.
pub(crate) fn arrived(check: &mut Check, field: &str, typed: &str, zone: &Zone) -> ArrivedAt {
    match typed.trim().len() > "2026-03-14".len() {
        true => ArrivedAt::Instant(check.time(field, typed, zone)),
        false => ArrivedAt::Day(check.date(field, typed, zone)),
    }
}
