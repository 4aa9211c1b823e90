//! Rows of files that members handed in.
//!
//! Not a rule: it is what the database holds.

use kernel::{Id, Prefixed, Timestamp};
use store::row;
use web::ids::Member;

row! {
    pub struct File in "file" {
        key community_id: i64, id: Id<File>;
        /// Of its bytes, hexadecimal: where they lie, and how the same proof is known again. Empty: they were let go.
        sha256: String,
        size_bytes: i64,
        /// As the bytes themselves say, not as the browser claimed.
        media_type: String,
        /// As it was called where it came from; for reading only.
        name: String,
        /// None: the account is gone.
        uploaded_by: Option<Id<Member>>,
        uploaded_at_us: Timestamp,
    }
}

impl Prefixed for File {
    const PREFIX: &'static str = "fil";
}
