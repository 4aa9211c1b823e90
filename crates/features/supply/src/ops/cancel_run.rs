//! A run is called off before anybody has consented to it.

use super::consent_run::CONSENTS;
use super::propose_run::{RunMoved, announce, may};
use crate::ids::Member;
use crate::purchase::reason;
use crate::refused::RunRefused;
use crate::rows::PaymentRun;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct CancelRun {
    pub run: Id<PaymentRun>,
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By who proposed it, or whoever could have consented: saying no needs no second person.
///
/// # Errors
/// `NotAllowed`, `NoSuchRun`, `WrongState`, `ReasonMissing`, …
pub fn cancel_run(
    tx: &mut Tx,
    by: Id<Member>,
    input: &CancelRun,
    now: Timestamp,
) -> Outcome<RunMoved, RunRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(RunRefused::KeyReused)? {
        return Ok(first);
    }
    let run = tx.lock::<PaymentRun>((tx.community(), input.run))?;
    let mut run = run.ok_or(Refused(RunRefused::NoSuchRun))?;
    may(tx, by, &CONSENTS)?;
    let state = run.state.cancel().map_err(Refused)?;
    let why = reason(&input.reason).ok_or(Refused(RunRefused::ReasonMissing))?;
    (run.state, run.reason) = (state, Some(why));
    (run.decided_by, run.decided_at_us) = (Some(by), Some(now));
    tx.save(&run)?;
    announce(tx, "payment_run_cancelled", &run)?;
    let moved = RunMoved::of(&run);
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}
