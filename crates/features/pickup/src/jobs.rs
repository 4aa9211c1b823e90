//! What becomes due by the clock. The job looks again whether it still applies: it may come late, twice, or for nothing.
//!
//! Not a rule: it runs operations.

use crate::ops;
use kernel::{Id, Timestamp};
use market::rows::Order;
use std::sync::Arc;
use store::{Fault, Handler, Job, JobDone, NewJob, OpError, Tx};

const REMIND: &str = "pickup.remind";

pub(crate) fn handlers() -> Vec<(&'static str, Handler)> {
    vec![(REMIND, Arc::new(run_remind))]
}

/// When its slot is over.
pub(crate) fn remind(order: Id<Order>, due_at: Timestamp) -> NewJob {
    NewJob { kind: REMIND, subject: order.to_string(), due_at }
}

fn run_remind(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    let order: Id<Order> = Id::parse(&job.subject)
        .map_err(|_| Fault::Engine(format!("{}: {}", job.kind, job.subject).into()))?;
    match ops::remind(tx, order, now) {
        Err(OpError::Fault(fault)) => Err(fault),
        Ok(()) | Err(OpError::Refused(_)) => Ok(JobDone::Done),
    }
}
