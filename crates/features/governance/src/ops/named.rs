//! What a ballot is about is told to the feature below that keeps it, so that nothing is proposed or voted on twice at a time.

use crate::asks::{Action, Asks};
use crate::proposal::Stage;
use crate::rows::{Ballot, ProposalText};
use crate::stored;
use distribution::VoteState;
use kernel::Timestamp;
use store::{Fault, Tx};

/// Where the simulations stand that this ballot would share out, now that its proposal is at `stage`.
///
/// # Errors
/// Of the database, and where the text that is voted on cannot be read.
pub(super) fn tell_named(tx: &mut Tx, ballot: &Ballot, stage: Stage, now: Timestamp) -> Result<(), Fault> {
    let key = (ballot.community_id, ballot.proposal_id, ballot.text_version);
    let Some(text) = tx.find_first::<ProposalText>(key)? else { return Ok(()) };
    let asks: Asks = stored::parsed(ballot.proposal_id.as_str(), &text.asks)?;
    let state = match stage {
        Stage::Ballot => (VoteState::Voting, ballot.closes_at_us),
        Stage::Passed => (VoteState::Passed, ballot.execute_at_us.unwrap_or(ballot.closes_at_us)),
        _ => (VoteState::Over, ballot.closes_at_us),
    };
    for action in &asks.actions {
        if let Action::Distribution { distribution, .. } = action {
            distribution::put_to_vote(tx, distribution, ballot.proposal_id.as_str(), state, now)?;
        }
    }
    Ok(())
}
