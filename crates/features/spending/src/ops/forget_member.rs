//! What remains here of a person whose account is erased: all that money of the community rests on. What they asked for
//! and did not get loses its words.

use crate::expense::ExpenseState;
use crate::ids::Member;
use crate::rows::Expense;
use crate::spending_store::of_author;
use kernel::Id;
use std::convert::Infallible;
use store::{Outcome, Tx};

/// Nothing happens where nothing of the member is known; a second time changes nothing.
///
/// # Errors
/// Of the database only.
pub fn forget_member(tx: &mut Tx, member: Id<Member>) -> Outcome<(), Infallible> {
    let community = tx.community();
    for id in of_author(tx, community, member)? {
        let Some(expense) = tx.find::<Expense>((community, id))? else { continue };
        if !matches!(expense.state, ExpenseState::Refused | ExpenseState::Withdrawn) {
            continue;
        }
        if let Some(mut expense) = tx.lock::<Expense>((community, id))? {
            expense.what.clear();
            if let Some(name) = &mut expense.payee_name {
                name.clear();
            }
            tx.save(&expense)?;
        }
    }
    Ok(())
}
