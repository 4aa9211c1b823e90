//! What becomes due by the clock. Each job looks again whether it still applies: it may come late, or for nothing.
//!
//! Not a rule: it runs operations.

use crate::ids::Member;
use crate::ops;
use crate::rows::{Contribution, Departure};
use kernel::{Id, Prefixed, Timestamp};
use std::convert::Infallible;
use std::sync::Arc;
use store::{Fault, Handler, Job, JobDone, NewJob, OpError, Outcome, Tx};

const RECORD: &str = "contributions.record";
const CARRY_OUT: &str = "contributions.carry_out_departure";
const TAKE_WAITING: &str = "contributions.take_waiting";

pub(crate) fn handlers() -> Vec<(&'static str, Handler)> {
    vec![
        (RECORD, Arc::new(run_record)),
        (TAKE_WAITING, Arc::new(run_take_waiting)),
        (CARRY_OUT, Arc::new(run_carry_out)),
        (community::MEMBER_LEFT, Arc::new(run_member_left)),
    ]
}

/// When the days to object to what a leaver loses are over.
pub(crate) fn carry_out(departure: Id<Departure>, due_at: Timestamp) -> NewJob {
    NewJob { kind: CARRY_OUT, subject: departure.to_string(), due_at }
}

fn run_carry_out(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    done(ops::carry_out_due(tx, subject(job)?, now))
}

fn run_member_left(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    done(ops::member_left(tx, subject(job)?, now))
}

/// When a member's probation is over.
pub(crate) fn take_waiting(member: Id<Member>, due_at: Timestamp) -> NewJob {
    NewJob { kind: TAKE_WAITING, subject: member.to_string(), due_at }
}

fn run_take_waiting(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    done(ops::take_waiting_due(tx, subject(job)?, now))
}

fn subject<T: Prefixed>(job: &Job) -> Result<Id<T>, Fault> {
    Id::parse(&job.subject)
        .map_err(|_| Fault::Engine(format!("{}: {} is no id", job.kind, job.subject).into()))
}

fn done(outcome: Outcome<(), Infallible>) -> Result<JobDone, Fault> {
    match outcome {
        Ok(()) => Ok(JobDone::Done),
        Err(OpError::Fault(fault)) => Err(fault),
        Err(OpError::Refused(never)) => match never {},
    }
}

/// When the days to object are over.
pub(crate) fn record(contribution: Id<Contribution>, due_at: Timestamp) -> NewJob {
    NewJob { kind: RECORD, subject: contribution.to_string(), due_at }
}

fn run_record(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    done(ops::record_due(tx, subject(job)?, now))
}
