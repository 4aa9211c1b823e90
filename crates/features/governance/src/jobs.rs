//! What becomes due by the clock. Each job looks again whether it still applies: it may come late, or for nothing.
//!
//! Not a rule: it runs operations.

use crate::ops;
use crate::rows::{Ballot, Proposal};
use distribution::rows::Distribution;
use kernel::{Id, Prefixed, Timestamp};
use std::sync::Arc;
use store::{Fault, Handler, Job, JobDone, NewJob, Tx};

const CLOSE: &str = "governance.close_ballot";
const MARK: &str = "governance.mark_ballot";
const FINISH: &str = "governance.finish_ballot";
const EXECUTE: &str = "governance.execute";

pub(crate) fn handlers() -> Vec<(&'static str, Handler)> {
    vec![
        (CLOSE, Arc::new(run_close)),
        (MARK, Arc::new(run_mark)),
        (FINISH, Arc::new(run_finish)),
        (EXECUTE, Arc::new(run_execute)),
        (distribution::PAID, Arc::new(run_paid)),
    ]
}

/// When a ballot's voting ends; an extension enqueues another.
pub(crate) fn close(ballot: Id<Ballot>, due_at: Timestamp) -> NewJob {
    NewJob { kind: CLOSE, subject: ballot.to_string(), due_at }
}

/// When the last stretch of an open ballot begins.
pub(crate) fn mark(ballot: Id<Ballot>, due_at: Timestamp) -> NewJob {
    NewJob { kind: MARK, subject: ballot.to_string(), due_at }
}

/// When the time to appeal is over.
pub(crate) fn finish(ballot: Id<Ballot>, due_at: Timestamp) -> NewJob {
    NewJob { kind: FINISH, subject: ballot.to_string(), due_at }
}

/// When a passed decision is carried out.
pub(crate) fn execute(proposal: Id<Proposal>, due_at: Timestamp) -> NewJob {
    NewJob { kind: EXECUTE, subject: proposal.to_string(), due_at }
}

fn run_close(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    ops::close_ballot(tx, subject(job)?, now)?;
    Ok(JobDone::Done)
}

fn run_mark(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    ops::mark_ballot(tx, subject(job)?, now)?;
    Ok(JobDone::Done)
}

fn run_finish(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    ops::finish_ballot(tx, subject(job)?, now)?;
    Ok(JobDone::Done)
}

/// Where an appeal waits it does nothing; whoever decides on the appeal enqueues another.
fn run_execute(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    ops::execute_decision(tx, subject(job)?, now)?;
    Ok(JobDone::Done)
}

/// Of a distribution that no decision is known of, nothing is moved on.
fn run_paid(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    let row = tx.find::<Distribution>((tx.community(), subject(job)?))?;
    if let Some(decision) = row.and_then(|row| row.decision) {
        let proposal = Id::parse(&decision)
            .map_err(|_| Fault::Engine(format!("{}: {decision} is no proposal", job.subject).into()))?;
        ops::conclude_paid(tx, proposal, now)?;
    }
    Ok(JobDone::Done)
}

fn subject<T: Prefixed>(job: &Job) -> Result<Id<T>, Fault> {
    Id::parse(&job.subject)
        .map_err(|_| Fault::Engine(format!("{}: {} is no id", job.kind, job.subject).into()))
}
