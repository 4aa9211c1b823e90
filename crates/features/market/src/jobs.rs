//! What becomes due by the clock. Each job looks again whether it still applies: it may come late, or for nothing.
//!
//! Not a rule: it runs operations.

use crate::acting::{Actor, When};
use crate::ops;
use crate::rows::Order;
use kernel::{Id, Timestamp};
use store::{Fault, Handler, Job, JobDone, NewJob, OpError, Outcome, Tx};

const EXPIRE: &str = "market.expire_order";
const ACCEPT: &str = "market.accept_order";
const SETTLE: &str = "market.settle_order";

pub(crate) fn handlers() -> Vec<(&'static str, Handler)> {
    vec![(EXPIRE, run_expire), (ACCEPT, run_accept), (SETTLE, run_settle)]
}

/// When a hold or a claim ends.
pub(crate) fn expire(order: Id<Order>, due_at: Timestamp) -> NewJob {
    NewJob { kind: EXPIRE, subject: order.to_string(), due_at }
}

/// When the window to object ends.
pub(crate) fn accept(order: Id<Order>, due_at: Timestamp) -> NewJob {
    NewJob { kind: ACCEPT, subject: order.to_string(), due_at }
}

/// After acceptance.
pub(crate) fn settle(order: Id<Order>, due_at: Timestamp) -> NewJob {
    NewJob { kind: SETTLE, subject: order.to_string(), due_at }
}

fn run_expire(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    ended(ops::expire_order(tx, subject(job)?, now.into()))
}

fn run_accept(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    ended(ops::accept_by_silence(tx, subject(job)?, now.into()))
}

fn run_settle(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    ended(ops::settle_order(tx, Actor::System, subject(job)?, When::from(now)))
}

fn subject(job: &Job) -> Result<Id<Order>, Fault> {
    Id::parse(&job.subject)
        .map_err(|_| Fault::Engine(format!("{}: {} is no order", job.kind, job.subject).into()))
}

/// A refusal means that the order has moved on.
fn ended<T, R>(outcome: Outcome<T, R>) -> Result<JobDone, Fault> {
    match outcome {
        Ok(_) | Err(OpError::Refused(_)) => Ok(JobDone::Done),
        Err(OpError::Fault(fault)) => Err(fault),
    }
}
