//! What this feature's own things are called in links, logs and exports.
//!
//! Not a rule: it names other crates' types.

use crate::rows::OrderList;
use kernel::Prefixed;

pub use web::ids::Member;

impl Prefixed for OrderList {
    const PREFIX: &'static str = "lst";
}
