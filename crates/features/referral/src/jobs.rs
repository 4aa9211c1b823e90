//! What becomes due by the clock, and what the market says of orders. Each looks again whether it still applies.
//!
//! Not a rule: it runs operations.

use crate::ids::Budget;
use crate::ops;
use kernel::{Id, Prefixed, Timestamp};
use market::brought::BROUGHT_ORDER;
use std::sync::Arc;
use store::{Fault, Handler, Job, JobDone, NewJob, Tx};

const END: &str = "referral.end_budget";

pub(crate) fn handlers() -> Vec<(&'static str, Handler)> {
    vec![(END, Arc::new(run_end)), (BROUGHT_ORDER, Arc::new(run_order))]
}

/// When its time is over, or that of a coupon of it.
pub(crate) fn end(budget: Id<Budget>, due_at: Timestamp) -> NewJob {
    NewJob { kind: END, subject: budget.to_string(), due_at }
}

fn run_end(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    ops::end_by_clock(tx, subject(job)?, now)?;
    Ok(JobDone::Done)
}

fn run_order(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    ops::look_at_order(tx, subject(job)?, now)?;
    Ok(JobDone::Done)
}

fn subject<T: Prefixed>(job: &Job) -> Result<Id<T>, Fault> {
    Id::parse(&job.subject).map_err(|_| Fault::Engine(format!("{}: {}", job.kind, job.subject).into()))
}
