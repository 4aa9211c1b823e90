//! One of many payments that are entered together. Nobody looks at each: so only what is plain is entered, the very sum for
//! a part that waits for it in a pool that is open; everything else is left for a look of its own.

use super::claim::may_confirm;
use super::commit::Committed;
use super::confirm::{ConfirmCommitment, answered_before, confirm_commitment, in_time};
use crate::commitment::CommitmentState;
use crate::ids::Member;
use crate::refused::CommitRefused;
use crate::rows::{Commitment, Pool};
use kernel::{Id, Timestamp};
use market::ops::LinePrint;
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};

/// By the treasurer. As `confirm_commitment`, for a part that is held by it and by nothing more.
///
/// # Errors
/// `TakenBack` for a request of before that was taken back, `AlreadyPaid`, `PartOver` for what was given up and for money that came after the deadline, `SumDiffers`, and those of
/// `confirm_commitment`.
pub fn collect_commitment(
    tx: &mut Tx,
    by: Id<Member>,
    input: &ConfirmCommitment,
    lines: &[LinePrint],
    now: Timestamp,
) -> Outcome<Committed, CommitRefused> {
    if let Some(first) = answered_before(tx, input)? {
        return Ok(first);
    }
    let community = tx.community();
    let found = tx.find::<Commitment>((community, input.commitment))?;
    let commitment = found.ok_or(Refused(CommitRefused::NoSuchCommitment))?;
    let pool = tx.find::<Pool>((community, commitment.pool_id))?;
    let pool = pool.ok_or(Refused(CommitRefused::NoSuchPool))?;
    may_confirm(tx, by, &commitment)?;
    let at = input.arrived_at.instant(commitment.made_at_us, now);
    let at = at.map_err(|_| Refused(CommitRefused::ArrivedInFuture))?;
    let why = match commitment.state {
        CommitmentState::Made | CommitmentState::Claimed if !in_time(tx, &pool, &commitment, at)? => {
            CommitRefused::PartOver
        }
        CommitmentState::Made | CommitmentState::Claimed if !pays(tx, &commitment, input.amount_minor)? => {
            CommitRefused::SumDiffers
        }
        CommitmentState::Made | CommitmentState::Claimed if market::ops::is_used(tx, lines, now)? => {
            CommitRefused::ReferenceUsed
        }
        CommitmentState::Made | CommitmentState::Claimed => {
            let held = confirm_commitment(tx, by, input, now)?;
            let code = format!("{}-{}", pool.number, commitment.number);
            market::ops::note_lines(tx, lines, &commitment.id.to_string(), &code, now)?;
            return Ok(held);
        }
        CommitmentState::Held | CommitmentState::Captured => CommitRefused::AlreadyPaid,
        CommitmentState::Refunded | CommitmentState::Lapsed => CommitRefused::PartOver,
    };
    Err(Refused(why))
}

/// The whole of it; or the rest, where what came before was too little and is the member's still.
fn pays(tx: &mut Tx, commitment: &Commitment, minor: i64) -> Result<bool, Fault> {
    let missing = commitment.due_minor - minor;
    if missing == 0 {
        return Ok(true);
    }
    let is_rest = commitment.had_too_little() && missing > 0 && minor > 0;
    Ok(is_rest && market::draw_credit(tx, commitment.member, missing)?.is_some())
}
