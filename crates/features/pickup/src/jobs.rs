//! What becomes due by the clock. The job looks again whether it still applies: it may come late, twice, or for nothing.
//!
//! Not a rule: it runs operations.

use crate::ops;
use crate::reminding::Reminder;
use crate::rows::PickupPoint;
use kernel::{Id, Timestamp};
use market::rows::Order;
use std::sync::Arc;
use store::{Fault, Handler, Job, JobDone, NewJob, OpError, Outcome, Tx};

const REMIND: &str = "pickup.remind";
const DAY_BEFORE: &str = "pickup.day_before";
const ON_THE_DAY: &str = "pickup.on_the_day";
const MINDER: &str = "pickup.tell_minder";

pub(crate) fn handlers() -> Vec<(&'static str, Handler)> {
    let before = |tx: &mut Tx, job: &Job, now| run_tell(tx, job, Reminder::DayBefore, now);
    let on_day = |tx: &mut Tx, job: &Job, now| run_tell(tx, job, Reminder::OnTheDay, now);
    vec![
        (REMIND, Arc::new(run_remind)),
        (DAY_BEFORE, Arc::new(before)),
        (ON_THE_DAY, Arc::new(on_day)),
        (MINDER, Arc::new(run_minder)),
        (pools::BECAME, Arc::new(run_became)),
    ]
}

/// When its slot is over.
pub(crate) fn remind(order: Id<Order>, due_at: Timestamp) -> NewJob {
    NewJob { kind: REMIND, subject: order.to_string(), due_at }
}

/// Before it is to be fetched.
pub(crate) fn tell_buyer(order: Id<Order>, reminder: Reminder, due_at: Timestamp) -> NewJob {
    let kind = match reminder {
        Reminder::DayBefore => DAY_BEFORE,
        Reminder::OnTheDay => ON_THE_DAY,
    };
    NewJob { kind, subject: order.to_string(), due_at }
}

/// On the eve of a day on which something is fetched at a point.
pub(crate) fn tell_minder(point: Id<PickupPoint>, day: i64, due_at: Timestamp) -> NewJob {
    NewJob { kind: MINDER, subject: format!("{point} {day}"), due_at }
}

fn run_remind(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    let order = order(job)?;
    ended(tx.attempt(|tx| ops::remind(tx, order, now)))
}

fn run_tell(tx: &mut Tx, job: &Job, reminder: Reminder, now: Timestamp) -> Result<JobDone, Fault> {
    let order = order(job)?;
    ended(tx.attempt(|tx| ops::tell_buyer(tx, order, reminder, now)))
}

fn run_minder(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    let parts = job.subject.split_once(' ');
    let read = parts.and_then(|(point, day)| Some((Id::parse(point).ok()?, day.parse().ok()?)));
    let (point, day) = read.ok_or_else(|| unreadable(job))?;
    ops::tell_minder(tx, point, day, now)?;
    Ok(JobDone::Done)
}

/// Its subject is a pool; where there are many parts, with the last that has its place.
fn run_became(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    let (pool, after) = job.subject.split_once(' ').unwrap_or((&job.subject, ""));
    let id = Id::parse(pool).map_err(|_| unreadable(job))?;
    if let Some(last) = ops::give_places(tx, id, after, now)? {
        tx.enqueue(NewJob { kind: pools::BECAME, subject: format!("{pool} {last}"), due_at: now })?;
    }
    Ok(JobDone::Done)
}

fn order(job: &Job) -> Result<Id<Order>, Fault> {
    Id::parse(&job.subject).map_err(|_| unreadable(job))
}

fn unreadable(job: &Job) -> Fault {
    Fault::Engine(format!("{}: {}", job.kind, job.subject).into())
}

/// A refusal means that there is nothing left to do.
fn ended<T, R>(outcome: Outcome<T, R>) -> Result<JobDone, Fault> {
    match outcome {
        Err(OpError::Fault(fault)) => Err(fault),
        Ok(_) | Err(OpError::Refused(_)) => Ok(JobDone::Done),
    }
}
