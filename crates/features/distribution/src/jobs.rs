//! Paying out what was decided, block by block: orders pass in between.
//!
//! Not a rule: it runs operations.

use crate::acting::fault;
use crate::ops;
use crate::rows::Distribution;
use kernel::{Id, Timestamp};
use std::sync::Arc;
use store::{Fault, Handler, Job, JobDone, NewJob, Tx};

const PAY: &str = "distribution.pay";

pub(crate) fn handlers() -> Vec<(&'static str, Handler)> {
    vec![(PAY, Arc::new(run_pay))]
}

pub(crate) fn pay(id: Id<Distribution>, due_at: Timestamp) -> NewJob {
    NewJob { kind: PAY, subject: id.to_string(), due_at }
}

/// One block at a time; while there is more it comes again at once.
fn run_pay(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    let id = Id::parse(&job.subject).map_err(|_| fault(format!("{}: no distribution", job.subject)))?;
    Ok(if ops::pay_next(tx, id, now)? { JobDone::Again(now) } else { JobDone::Done })
}
