//! What features above ask about rewards.
//!
//! Not a rule: it reads rows.

use crate::ids::Budget;
use crate::rows::RewardBudget;
use kernel::Id;
use store::{Fault, Reader};

/// The budget that a cause in the books names; None for other causes.
///
/// # Errors
/// Of the database only.
pub fn budget_of_cause(
    reader: &mut Reader,
    community: i64,
    kind: &str,
    id: &str,
) -> Result<Option<Id<Budget>>, Fault> {
    let id = Id::<Budget>::parse(id).ok().filter(|_| kind == crate::CAUSE);
    let found = match id {
        Some(id) => reader.find::<RewardBudget>(&(community, id))?,
        None => None,
    };
    Ok(found.map(|budget| budget.id))
}

/// What a budget is called.
///
/// # Errors
/// Of the database only.
pub fn budget_name(reader: &mut Reader, community: i64, id: Id<Budget>) -> Result<Option<String>, Fault> {
    Ok(reader.find::<RewardBudget>(&(community, id))?.map(|budget| budget.title))
}
