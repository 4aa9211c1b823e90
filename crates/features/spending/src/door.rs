//! What other features ask about mandates.
//!
//! Not a rule: it reads rows.

use crate::rows::Mandate;
use crate::spending_store::of_decision;
use kernel::Id;
use store::{Fault, Reader};

/// A mandate with what was spent and promised under it.
///
/// # Errors
/// Of the database only.
pub fn mandate(reader: &mut Reader, community: i64, id: Id<Mandate>) -> Result<Option<Mandate>, Fault> {
    reader.find::<Mandate>(&(community, id))
}

/// What a decision permits to spend, in the order in which it was made.
///
/// # Errors
/// Of the database only.
pub fn mandates_of_decision(
    reader: &mut Reader,
    community: i64,
    decision: &str,
) -> Result<Vec<Mandate>, Fault> {
    let mut mandates = Vec::new();
    for id in of_decision(reader, community, decision)? {
        mandates.extend(reader.find::<Mandate>(&(community, id))?);
    }
    Ok(mandates)
}
