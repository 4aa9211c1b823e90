//! What becomes due by the clock. Each job looks again whether it still applies: it may come late, or for nothing.
//!
//! Not a rule: it runs operations.

use crate::ops;
use crate::rows::{Credit, PaymentRun};
use kernel::{Id, Timestamp};
use std::sync::Arc;
use store::{Fault, Handler, Job, JobDone, NewJob, OpError, Tx};

const PAY: &str = "supply.pay_run";
const SILENCE: &str = "supply.credit_silence";

pub(crate) fn handlers() -> Vec<(&'static str, Handler)> {
    vec![(PAY, Arc::new(run_pay)), (SILENCE, Arc::new(run_silence))]
}

/// The next part of a run that was consented to.
pub(crate) fn pay(run: Id<PaymentRun>, due_at: Timestamp) -> NewJob {
    NewJob { kind: PAY, subject: run.to_string(), due_at }
}

/// A supplier who was asked has not answered by then.
pub(crate) fn silence(credit: Id<Credit>, due_at: Timestamp) -> NewJob {
    NewJob { kind: SILENCE, subject: credit.to_string(), due_at }
}

fn run_silence(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    let id = Id::parse(&job.subject)
        .map_err(|_| Fault::Engine(format!("{}: {} is no id", job.kind, job.subject).into()))?;
    match ops::credit_by_silence(tx, id, now) {
        Ok(()) => Ok(JobDone::Done),
        Err(OpError::Fault(fault)) => Err(fault),
        Err(OpError::Refused(never)) => match never {},
    }
}

fn run_pay(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    let id = Id::parse(&job.subject)
        .map_err(|_| Fault::Engine(format!("{}: {} is no id", job.kind, job.subject).into()))?;
    match ops::pay_part(tx, id, now) {
        Ok(()) => Ok(JobDone::Done),
        Err(OpError::Fault(fault)) => Err(fault),
        Err(OpError::Refused(never)) => match never {},
    }
}
