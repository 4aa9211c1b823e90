//! What must be true of this feature's rows and the books together.
//!
//! Not a rule: it reads rows.

use store::{Fault, Reader};

/// What does not hold, in words.
///
/// # Errors
/// Of the database only.
pub fn verify(_reader: &mut Reader, _community: i64) -> Result<Vec<String>, Fault> {
    Ok(Vec::new())
}
