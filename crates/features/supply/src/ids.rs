//! What this feature's own things are called in links, logs and exports.
//!
//! Not a rule: it names other crates' types.

use crate::rows::{Credit, Delivery, PaymentRun, Purchase, Supplier};
use kernel::Prefixed;

pub use web::ids::Member;

impl Prefixed for Supplier {
    const PREFIX: &'static str = "sup";
}

impl Prefixed for Purchase {
    const PREFIX: &'static str = "pur";
}

impl Prefixed for Delivery {
    const PREFIX: &'static str = "dlv";
}

impl Prefixed for Credit {
    const PREFIX: &'static str = "scr";
}

impl Prefixed for PaymentRun {
    const PREFIX: &'static str = "run";
}
