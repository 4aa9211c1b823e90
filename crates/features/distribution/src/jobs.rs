//! Opening accounts while it is voted on, and paying out what was decided, block by block: orders pass in between.
//!
//! Not a rule: it runs operations.

use crate::acting::fault;
use crate::ops;
use crate::rows::Distribution;
use kernel::{Id, Timestamp};
use std::sync::Arc;
use std::time::Duration;
use store::{Fault, Handler, Job, JobDone, NewJob, Tx};

const OPEN: &str = "distribution.open";
const PAY: &str = "distribution.pay";
/// All of a distribution has been paid; its subject is the distribution's id. For the feature above, which may have something to do then.
pub const PAID: &str = "distribution.paid";

pub(crate) fn handlers() -> Vec<(&'static str, Handler)> {
    vec![(OPEN, Arc::new(run_open)), (PAY, Arc::new(run_pay))]
}

pub(crate) fn open(id: Id<Distribution>, due_at: Timestamp) -> NewJob {
    NewJob { kind: OPEN, subject: id.to_string(), due_at }
}

pub(crate) fn pay(id: Id<Distribution>, due_at: Timestamp) -> NewJob {
    NewJob { kind: PAY, subject: id.to_string(), due_at }
}

pub(crate) fn paid(id: Id<Distribution>, now: Timestamp) -> NewJob {
    NewJob { kind: PAID, subject: id.to_string(), due_at: now }
}

/// Blocks opened or paid in one operation, by how long nobody else used the lane: a flush to disk costs as much for one as for many, and whoever comes
/// meanwhile waits for all of them. One at a time while others use it; some between the clicks of a few; many while nobody is there.
const BLOCKS_AFTER: [(Duration, i64); 2] = [(Duration::from_secs(1), 32), (Duration::from_millis(250), 8)];

fn run_open(tx: &mut Tx, job: &Job, _: Timestamp) -> Result<JobDone, Fault> {
    let id = distribution_of(job)?;
    Ok(done(ops::open_next(tx, id, blocks_after(tx.idle_for()))?))
}

fn run_pay(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    let id = distribution_of(job)?;
    Ok(done(ops::pay_next(tx, id, blocks_after(tx.idle_for()), now)?))
}

fn distribution_of(job: &Job) -> Result<Id<Distribution>, Fault> {
    Id::parse(&job.subject).map_err(|_| fault(format!("{}: no distribution", job.subject)))
}

/// While there is more it goes on at once, with others in between.
fn done(is_more: bool) -> JobDone {
    if is_more { JobDone::More } else { JobDone::Done }
}

fn blocks_after(idle: Duration) -> i64 {
    BLOCKS_AFTER.iter().find(|(after, _)| idle > *after).map_or(1, |(_, blocks)| *blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_nobody_waits_the_more_is_paid_at_once() {
        for (idle_ms, blocks) in [(0, 1), (250, 1), (251, 8), (1_000, 8), (1_001, 32), (u64::MAX, 32)] {
            assert_eq!(blocks_after(Duration::from_millis(idle_ms)), blocks, "{idle_ms}");
        }
    }
}
