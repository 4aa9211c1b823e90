//! What handlers do again and again: who acts, which id a path names, what makes a repeated request the same.

use crate::ids::Member;
use kernel::{Id, Prefixed};
use store::{Fault, IdempotencyKey};
use web::{Caller, Problem, RequestKey};

/// The member who asks; refuses everybody else.
pub(crate) fn me(caller: &Caller) -> Result<Id<Member>, Problem> {
    Ok(caller.member()?.member)
}

/// 404 for what is no id of this kind.
pub(crate) fn id<T: Prefixed>(text: &str) -> Result<Id<T>, Problem> {
    Id::parse(text).map_err(|_| Problem::not_found())
}

/// 404 for what is no number of a thing.
pub(crate) fn number(text: &str) -> Result<i64, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

/// Who asked, the key they chose, the operation, and the fingerprint of what they sent.
pub(crate) fn key_of(
    who: Id<Member>,
    key: &RequestKey,
    operation: &'static str,
) -> Result<Option<IdempotencyKey>, Fault> {
    IdempotencyKey::of(who.as_str(), &key.text, operation, &key.fingerprint).map(Some)
}

/// The value of a parameter of the address.
pub(crate) fn parameter<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}
