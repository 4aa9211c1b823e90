//! What this feature's own things are called in links, logs and exports.
//!
//! Not a rule: it names other crates' types.

use crate::rows::Commitment;
use kernel::Prefixed;

pub use web::ids::{MatchId, Member, Pool as PoolMark, PoolId};

impl Prefixed for Commitment {
    const PREFIX: &'static str = "cmt";
}
