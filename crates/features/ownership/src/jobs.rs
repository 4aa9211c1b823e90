//! What becomes due by the clock. Each job looks again whether it still applies: it may come late, or for nothing.
//!
//! Not a rule: it runs operations.

use crate::ops;
use crate::rows::Subscription;
use kernel::{Id, Timestamp};
use std::sync::Arc;
use store::{Fault, Handler, Job, JobDone, NewJob, OpError, Tx};

const LAPSE: &str = "ownership.lapse_subscription";

pub(crate) fn handlers() -> Vec<(&'static str, Handler)> {
    vec![(LAPSE, Arc::new(run_lapse))]
}

/// When units are kept no longer for who asked for them.
pub(crate) fn lapse(subscription: Id<Subscription>, due_at: Timestamp) -> NewJob {
    NewJob { kind: LAPSE, subject: subscription.to_string(), due_at }
}

fn run_lapse(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    let id = Id::parse(&job.subject)
        .map_err(|_| Fault::Engine(format!("{}: {} is no id", job.kind, job.subject).into()))?;
    match ops::lapse_subscription(tx, id, now) {
        Ok(()) => Ok(JobDone::Done),
        Err(OpError::Fault(fault)) => Err(fault),
        Err(OpError::Refused(never)) => match never {},
    }
}
