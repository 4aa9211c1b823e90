//! What stands in rows as JSON, and reasons as they are kept.
//!
//! Not a rule: it reads and writes what is stored.

use store::{Fault, OpError, Outcome};

pub(crate) const REASON_CHARS_MAX: usize = 1_000;

/// A reason that says something.
pub(crate) fn reason<R>(text: &str, missing: R) -> Outcome<String, R> {
    match text.trim() {
        "" => Err(OpError::Refused(missing)),
        text => Ok(text.chars().take(REASON_CHARS_MAX).collect()),
    }
}

/// Something of ours is not as it must be.
pub(crate) fn fault(text: impl std::fmt::Display) -> Fault {
    Fault::Codec(text.to_string().into())
}

/// JSON of a row's own column.
pub(crate) fn parsed<T: serde::de::DeserializeOwned>(what: &str, text: &str) -> Result<T, Fault> {
    serde_json::from_str(text).map_err(|error| fault(format_args!("{what}: {error}")))
}

pub(crate) fn written<T: serde::Serialize>(value: &T) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(fault)
}
