//! The same id under another prefix: what becomes of a thing once needs no chance, and a second time it is the same.
//!
//! Not a rule: it answers a fault.

use kernel::{Id, Prefixed};
use store::Fault;

/// # Errors
/// For an id that is none, which our own rules exclude.
pub(crate) fn same_id<T: Prefixed, U: Prefixed>(id: Id<T>) -> Result<Id<U>, Fault> {
    let text = id.to_string();
    let suffix = text.split_once('_').map_or("", |(_, suffix)| suffix);
    Id::parse(&format!("{}_{suffix}", U::PREFIX)).map_err(|_| Fault::Engine(format!("{id}: no id").into()))
}
