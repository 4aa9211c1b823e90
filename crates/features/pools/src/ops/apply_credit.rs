//! A part that waits for money is paid out of what the community owes its member: what came for it before, and was too
//! little, is among that.

use super::claim::may_confirm;
use super::commit::{Committed, pay_now, takes_part};
use super::{announce, lock_commitment, look_whether_met, pool_of};
use crate::commitment::CommitmentState;
use crate::ids::Member;
use crate::refused::CommitRefused;
use crate::rows::Commitment;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct ApplyCredit {
    pub commitment: Id<Commitment>,
    pub key: Option<IdempotencyKey>,
}

/// By whose it is; by the treasurer where money came for it that was too little. What is claimed waits for the treasurer.
///
/// # Errors
/// `NotYours`, `NotAllowed`, `OwnPayment`, `Closed`, `PastDeadline`, `WrongState`, `OwedTooLittle`.
pub fn apply_credit(
    tx: &mut Tx,
    by: Id<Member>,
    input: &ApplyCredit,
    now: Timestamp,
) -> Outcome<Committed, CommitRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(CommitRefused::KeyReused)? {
        return Ok(first);
    }
    let mut commitment = lock_commitment(tx, input.commitment)?;
    let mut pool = pool_of(tx, &commitment)?;
    if commitment.member != by {
        may_confirm(tx, by, &commitment)?;
        if !commitment.had_too_little() {
            return Err(Refused(CommitRefused::NotYours));
        }
    }
    takes_part(tx, &pool, commitment.late, now)?;
    if crate::kind::is_elsewhere(tx, &pool)? {
        return Err(Refused(CommitRefused::MethodNotOffered));
    }
    if commitment.state != CommitmentState::Made {
        return Err(Refused(CommitRefused::WrongState));
    }
    pay_now(tx, &mut pool, &mut commitment, now)?;
    tx.save(&commitment)?;
    look_whether_met(tx, &mut pool, now)?;
    tx.save(&pool)?;
    announce(tx, "pool_paid", &pool)?;
    let committed = Committed::of(&commitment, &pool);
    tx.remember(&input.key, &committed, now)?;
    Ok(committed)
}
