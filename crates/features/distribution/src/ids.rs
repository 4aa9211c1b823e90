//! What this feature's own things are called in links, logs and exports.
//!
//! Not a rule: it names other crates' types.

use crate::rows::Distribution;
use kernel::{Id, Prefixed};

pub use web::ids::Member;

impl Prefixed for Distribution {
    const PREFIX: &'static str = "dis";
}

/// Whom the tax of a distribution is kept for: the owner of an account, and nothing else.
pub struct Tax;

impl Prefixed for Tax {
    const PREFIX: &'static str = "tax";
}

/// All that is withheld by one distribution stands on one account.
pub fn tax_of(distribution: Id<Distribution>) -> String {
    distribution.as_str().replacen("dis_", "tax_", 1)
}

/// Whose tax that is.
pub fn distribution_of_tax(owner: &str) -> Option<Id<Distribution>> {
    let rest = owner.strip_prefix("tax_")?;
    Id::parse(&format!("dis_{rest}")).ok()
}
