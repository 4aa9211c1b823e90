//! What this feature's own things are called in links, logs and exports.
//!
//! Not a rule: it names other crates' types.

use crate::rows::{Certificate, Instrument, Parting, ShareTransfer, Subscription};
use kernel::Prefixed;

pub use web::ids::Member;

impl Prefixed for Instrument {
    const PREFIX: &'static str = "ins";
}
impl Prefixed for Subscription {
    const PREFIX: &'static str = "sub";
}
impl Prefixed for ShareTransfer {
    const PREFIX: &'static str = "str";
}
impl Prefixed for Parting {
    const PREFIX: &'static str = "prt";
}
impl Prefixed for Certificate {
    const PREFIX: &'static str = "crt";
}
