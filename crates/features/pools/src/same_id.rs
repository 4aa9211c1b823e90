//! The same id under another prefix: what a job makes of a thing has no chance in it, and a thing becomes one other only.
//!
//! Not a rule: it answers a fault.

use crate::acting::fault;
use kernel::{Id, Prefixed};
use store::Fault;

/// # Errors
/// For an id that is none, which our own rules exclude.
pub(crate) fn same_id<T: Prefixed, U: Prefixed>(id: Id<T>) -> Result<Id<U>, Fault> {
    let text = id.to_string();
    let suffix = text.split_once('_').map_or("", |(_, suffix)| suffix);
    Id::parse(&format!("{}_{suffix}", U::PREFIX)).map_err(|_| fault(format!("{id}: no id")))
}
