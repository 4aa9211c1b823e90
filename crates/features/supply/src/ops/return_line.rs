//! The bank sent a payment back: what left the books is taken back whole, and is due again.

use super::propose_run::{RunMoved, announce, may};
use crate::books;
use crate::ids::Member;
use crate::refused::RunRefused;
use crate::rows::{PaymentRun, RunLine};
use crate::run::RunLineState;
use kernel::{Id, Timestamp};
use ledger::Cause;
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};
use web::Power;

/// What the entries that take a payout back name as their cause.
pub(crate) const RETURNED: &str = "payment_run";

#[derive(Debug, Clone)]
pub struct ReturnLine {
    pub run: Id<PaymentRun>,
    pub line: i64,
    pub key: Option<IdempotencyKey>,
}

/// By the treasurer who has seen it at the bank; not by whose money it is.
///
/// # Errors
/// `NotAllowed`, `OwnPayout`, `NoSuchRun`, `NoSuchLine`, `NotPaid`.
pub fn return_line(
    tx: &mut Tx,
    by: Id<Member>,
    input: &ReturnLine,
    now: Timestamp,
) -> Outcome<RunMoved, RunRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(RunRefused::KeyReused)? {
        return Ok(first);
    }
    let run = tx.lock::<PaymentRun>((tx.community(), input.run))?;
    let mut run = run.ok_or(Refused(RunRefused::NoSuchRun))?;
    may(tx, by, &[Power::PayOut])?;
    let line = tx.lock::<RunLine>((run.community_id, run.id, input.line))?;
    let mut line = line.ok_or(Refused(RunRefused::NoSuchLine))?;
    if community::is_own_matter(tx, by, line.member)? {
        return Err(Refused(RunRefused::OwnPayout));
    }
    if line.state != RunLineState::Paid {
        return Err(Refused(RunRefused::NotPaid));
    }
    for entry in [line.sales_entry, line.rest_entry].into_iter().flatten() {
        books::take_back(tx, entry, Cause::new(RETURNED, run.id), now)?;
    }
    line.state = RunLineState::Returned;
    (line.returned_by, line.returned_at_us) = (Some(by), Some(now));
    tx.save(&line)?;
    run.total_minor -= line.amount_minor;
    tx.save(&run)?;
    announce(tx, "payment_run_returned", &run)?;
    let moved = RunMoved::of(&run);
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}
