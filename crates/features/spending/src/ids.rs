//! What this feature's own things are called in links, logs and exports.
//!
//! Not a rule: it names other crates' types.

use crate::rows::{Expense, Mandate, Receipt};
use kernel::Prefixed;

pub use web::ids::Member;

impl Prefixed for Mandate {
    const PREFIX: &'static str = "man";
}
impl Prefixed for Expense {
    const PREFIX: &'static str = "exp";
}
impl Prefixed for Receipt {
    const PREFIX: &'static str = "rct";
}
