//! What becomes due by the clock. Each job looks again whether it still applies: it may come late, or for nothing.
//!
//! Not a rule: it runs operations.

use crate::ops;
use crate::rows::Contribution;
use kernel::{Id, Timestamp};
use std::sync::Arc;
use store::{Fault, Handler, Job, JobDone, NewJob, OpError, Tx};

const RECORD: &str = "contributions.record";

pub(crate) fn handlers() -> Vec<(&'static str, Handler)> {
    vec![(RECORD, Arc::new(run_record))]
}

/// When the days to object are over.
pub(crate) fn record(contribution: Id<Contribution>, due_at: Timestamp) -> NewJob {
    NewJob { kind: RECORD, subject: contribution.to_string(), due_at }
}

fn run_record(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    let id = Id::parse(&job.subject)
        .map_err(|_| Fault::Engine(format!("{}: {} is no id", job.kind, job.subject).into()))?;
    match ops::record_due(tx, id, now) {
        Ok(()) => Ok(JobDone::Done),
        Err(OpError::Fault(fault)) => Err(fault),
        Err(OpError::Refused(never)) => match never {},
    }
}
