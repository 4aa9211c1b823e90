//! What remains here of a person whose account is erased: what was proposed and decided, under no name, and that there was
//! a comment, without its words. See docs/decisions/what-deciding-forgets.md.

use crate::ids::Member;
use crate::proposal::Step;
use crate::proposal_store::{
    APPEALS_OF_MEMBER, BALLOTS_OF_MEMBER, COMMENTS_OF_MEMBER, STEPS_OF_MEMBER, VOTES_CAST_BY,
};
use crate::rows::{Ballot, BallotAppeal, OpenVote, Proposal, ProposalComment, ProposalStep};
use kernel::Id;
use std::convert::Infallible;
use store::{Outcome, Tx};

/// Nothing happens where nothing of the member is known; a second time changes nothing.
///
/// # Errors
/// Of the database only.
pub fn forget_member(tx: &mut Tx, member: Id<Member>) -> Outcome<(), Infallible> {
    forget_comments(tx, member)?;
    forget_appeals(tx, member)?;
    forget_reasons(tx, member)
}

fn forget_comments(tx: &mut Tx, member: Id<Member>) -> Outcome<(), Infallible> {
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

/// What somebody appealed about stands with the appeal, and as the reason of a step.
fn forget_appeals(tx: &mut Tx, member: Id<Member>) -> Outcome<(), Infallible> {
    let community = tx.community();
    for (ballot, number) in tx.rows::<(Id<Ballot>, i64)>(APPEALS_OF_MEMBER, &[&community, &member])? {
        let Some(mut row) = tx.lock::<BallotAppeal>((community, ballot, number))? else { continue };
        row.reason.clear();
        tx.save(&row)?;
    }
    for (proposal, number) in tx.rows::<(Id<Proposal>, i64)>(STEPS_OF_MEMBER, &[&community, &member])? {
        let row = tx.lock::<ProposalStep>((community, proposal, number))?;
        if let Some(mut row) = row.filter(|row| row.step == Step::Appealed) {
            row.reason.clear();
            tx.save(&row)?;
        }
    }
    Ok(())
}

/// Reasons of votes under the member's name, and of those the member cast for others. What was chosen stays: it was counted.
fn forget_reasons(tx: &mut Tx, member: Id<Member>) -> Outcome<(), Infallible> {
    let community = tx.community();
    let own = tx.rows::<(Id<Ballot>, bool)>(BALLOTS_OF_MEMBER, &[&community, &member])?;
    let cast = tx.rows::<(Id<Ballot>, Id<Member>)>(VOTES_CAST_BY, &[&community, &member])?;
    let others = cast.into_iter().filter(|(_, voter)| *voter != member);
    for (ballot, voter) in own.into_iter().map(|(ballot, _)| (ballot, member)).chain(others) {
        let Some(mut row) = tx.lock::<OpenVote>((community, ballot, voter))? else { continue };
        row.reason.clear();
        tx.save(&row)?;
    }
    Ok(())
}
