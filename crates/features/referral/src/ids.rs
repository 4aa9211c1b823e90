//! What this feature's own things are called in links, logs and exports.
//!
//! Not a rule: it names other crates' types.

pub use web::ids::{Budget, Coupon, Member};
