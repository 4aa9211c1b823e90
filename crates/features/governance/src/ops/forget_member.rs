//! What remains here of a person whose account is erased: what was proposed and decided, under no name, and that there was
//! a comment, without its words. See docs/decisions/what-deciding-forgets.md.

use crate::ids::Member;
use crate::proposal_store::COMMENTS_OF_MEMBER;
use crate::rows::{Proposal, ProposalComment};
use kernel::Id;
use std::convert::Infallible;
use store::{Outcome, Tx};

/// Nothing happens where nothing of the member is known; a second time changes nothing.
///
/// # Errors
/// Of the database only.
pub fn forget_member(tx: &mut Tx, member: Id<Member>) -> Outcome<(), Infallible> {
    let community = tx.community();
    for (proposal, number) in tx.rows::<(Id<Proposal>, i64)>(COMMENTS_OF_MEMBER, &[&community, &member])? {
        let Some(mut row) = tx.lock::<ProposalComment>((community, proposal, number))? else { continue };
        row.body.clear();
        // Why its author took it back are words of theirs; why a moderator hid it are not.
        if row.hidden_by == Some(member) {
            row.hidden_reason = Some(String::new());
        }
        tx.save(&row)?;
    }
    Ok(())
}
