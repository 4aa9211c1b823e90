//! What this feature's own things are called in links, logs and exports.
//!
//! Not a rule: it names other crates' types.

use crate::rows::{Call, Contribution, Departure};
use kernel::Prefixed;

pub use ownership::rows::Instrument;
pub use web::ids::Member;

impl Prefixed for Contribution {
    const PREFIX: &'static str = "ctr";
}
impl Prefixed for Departure {
    const PREFIX: &'static str = "dep";
}
impl Prefixed for Call {
    const PREFIX: &'static str = "ccl";
}
