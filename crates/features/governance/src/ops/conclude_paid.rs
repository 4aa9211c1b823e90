//! What was decided was to share something out, and it has been paid: the books tell that it is carried out, and how, so nobody has to.

use super::hand_over::{end_as, words_of};
use crate::asks::Action;
use crate::proposal::{ActionState, Stage, TaskState};
use crate::rows::{DecidedAction, Proposal, ProposalTask};
use distribution::distribution::DistributionState;
use distribution::rows::Distribution;
use kernel::{Id, Money, Timestamp};
use store::{Fault, Tx};

/// Where all that a decision does is sharing out, all of it is paid, and it has given nobody anything else to do. Else who answers for it reports, as
/// ever. Asked any number of times; answers whether it is carried out by now.
///
/// # Errors
/// Of the database only, and of what is stored and cannot be read.
pub fn conclude_paid(tx: &mut Tx, id: Id<Proposal>, now: Timestamp) -> Result<bool, Fault> {
    let Some(mut proposal) = tx.lock::<Proposal>((tx.community(), id))? else { return Ok(false) };
    if proposal.stage != Stage::InForce {
        return Ok(proposal.stage == Stage::CarriedOut);
    }
    let Some(paid) = paid_by(tx, &proposal)? else { return Ok(false) };
    for number in 1..=proposal.task_count {
        let task = tx.find::<ProposalTask>((proposal.community_id, proposal.id, number))?;
        if task.is_some_and(|task| !matches!(task.state, TaskState::Done | TaskState::Dropped)) {
            return Ok(false);
        }
    }
    let t = words_of(tx)?;
    let said = |row: &Distribution| {
        let paid = Money::new(row.paid_minor, row.currency).to_string();
        t.paid_by_the_books(row.number, row.holder_count, paid)
    };
    let reason = paid.iter().map(said).collect::<Vec<_>>().join(" ");
    end_as(tx, &mut proposal, None, (true, &reason), now)?;
    Ok(true)
}

/// What it shared out; None where anything that it does is something else, or is not done or not paid.
fn paid_by(tx: &mut Tx, proposal: &Proposal) -> Result<Option<Vec<Distribution>>, Fault> {
    let mut paid = Vec::new();
    for number in 1..=proposal.action_count {
        let row = tx.find::<DecidedAction>((proposal.community_id, proposal.id, number))?;
        let Some(row) = row.filter(|row| row.state == ActionState::Done) else { return Ok(None) };
        let action: Action =
            serde_json::from_str(&row.words).map_err(|error| Fault::Codec(error.to_string().into()))?;
        let Action::Distribution { distribution, .. } = action else { return Ok(None) };
        let named = Id::parse(&distribution)
            .map_err(|_| Fault::Codec(format!("{distribution} is no distribution").into()))?;
        let shared = tx.find::<Distribution>((proposal.community_id, named))?;
        match shared.filter(|shared| shared.state == DistributionState::Paid) {
            Some(shared) => paid.push(shared),
            None => return Ok(None),
        }
    }
    Ok((!paid.is_empty()).then_some(paid))
}
