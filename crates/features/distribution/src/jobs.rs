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

/// Blocks paid in one operation while nobody waits: a flush to disk costs as much for one as for many.
const BLOCKS_WHEN_CALM: i64 = 32;

/// One block at a time while others use the lane, so that they pass in between. While there is more it goes on at once.
fn run_pay(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    let id = Id::parse(&job.subject).map_err(|_| fault(format!("{}: no distribution", job.subject)))?;
    let blocks = if tx.is_calm() { BLOCKS_WHEN_CALM } else { 1 };
    Ok(if ops::pay_next(tx, id, blocks, now)? { JobDone::More } else { JobDone::Done })
}
