//! Read-only SQL.
pub(crate) const STATEMENTS: &[&str] = &[];
