//! What this feature's own things are called in links, logs and exports. The rows themselves are the types of
//! their ids: `Id<Proposal>`, `Id<Ballot>`.
//!
//! Not a rule: it names other crates' types.

use crate::rows::{Ballot, Proposal};
use kernel::Prefixed;

pub use web::ids::Member;

impl Prefixed for Proposal {
    const PREFIX: &'static str = "prp";
}
impl Prefixed for Ballot {
    const PREFIX: &'static str = "bal";
}
