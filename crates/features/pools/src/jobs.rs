//! What becomes due by the clock. Each job looks again whether it still applies: it may come late, twice, or for nothing.
//!
//! Not a rule: it runs operations.

use crate::ids::PoolId;
use crate::ops::{self, Shortage};
use crate::owning;
use crate::refused::PoolRefused;
use crate::rows::{Commitment, Pool};
use crate::sharing;
use kernel::{Id, Prefixed, Timestamp};
use std::sync::Arc;
use std::time::Duration;
use store::{Fault, Handler, Job, JobDone, NewJob, OpError, Tx};
use supply::rows::Purchase;

const SOON: Duration = Duration::from_secs(60);

/// What a feature above listens to: the parts of a pool have become what they are for, or are the members' again. Its subject is the pool.
pub const BECAME: &str = "pools.became";

const CLOSE: &str = "pools.close";
const SETTLE: &str = "pools.settle";
const LAPSE: &str = "pools.lapse";
const MILESTONE: &str = "pools.milestone";
const RECKON: &str = "pools.reckon";
const SHARE: &str = "pools.share";
const RETURN: &str = "pools.return";
const ISSUE: &str = "pools.issue";

pub(crate) fn handlers() -> Vec<(&'static str, Handler)> {
    vec![
        (CLOSE, Arc::new(run_close)),
        (SETTLE, Arc::new(run_settle)),
        (LAPSE, Arc::new(run_lapse)),
        (MILESTONE, Arc::new(run_milestone)),
        (RECKON, Arc::new(run_reckon)),
        (SHARE, Arc::new(run_share)),
        (RETURN, Arc::new(run_return)),
        (ISSUE, Arc::new(run_issue)),
        (supply::POOL_DELIVERED, Arc::new(run_delivered)),
        (spending::CAMPAIGN_SPENDING_ENDED, Arc::new(run_spending_ended)),
    ]
}

/// At its deadline.
pub(crate) fn close(pool: PoolId, due_at: Timestamp) -> NewJob {
    NewJob { kind: CLOSE, subject: pool.to_string(), due_at }
}

/// What closing began.
pub(crate) fn settle(pool: PoolId, due_at: Timestamp) -> NewJob {
    NewJob { kind: SETTLE, subject: pool.to_string(), due_at }
}

/// For a feature above.
pub(crate) fn became(pool: PoolId, due_at: Timestamp) -> NewJob {
    NewJob { kind: BECAME, subject: pool.to_string(), due_at }
}

/// When an unpaid part loses its place.
pub(crate) fn lapse(commitment: Id<Commitment>, due_at: Timestamp) -> NewJob {
    NewJob { kind: LAPSE, subject: commitment.to_string(), due_at }
}

/// When a milestone is overdue, or backers have looked long enough.
pub(crate) fn milestone(pool: PoolId, due_at: Timestamp) -> NewJob {
    NewJob { kind: MILESTONE, subject: pool.to_string(), due_at }
}

/// What was released of what is owned is entered in the register.
pub(crate) fn issue(pool: PoolId, due_at: Timestamp) -> NewJob {
    NewJob { kind: ISSUE, subject: pool.to_string(), due_at }
}

/// What each tranche of what is owned is worth is fixed, over all parts together.
pub(crate) fn reckon(pool: PoolId, due_at: Timestamp) -> NewJob {
    NewJob { kind: RECKON, subject: pool.to_string(), due_at }
}

/// What each part gets of what was not released is fixed.
pub(crate) fn share(pool: PoolId, due_at: Timestamp) -> NewJob {
    NewJob { kind: SHARE, subject: pool.to_string(), due_at }
}

/// What was not released goes back.
pub(crate) fn return_rest(pool: PoolId, due_at: Timestamp) -> NewJob {
    NewJob { kind: RETURN, subject: pool.to_string(), due_at }
}

/// More parts of a shortage; the first of these jobs is the supplier feature's.
pub(crate) fn delivered(purchase: Id<Purchase>, due_at: Timestamp) -> NewJob {
    NewJob { kind: supply::POOL_DELIVERED, subject: purchase.to_string(), due_at }
}

/// While its parts are still becoming orders it comes again.
fn run_delivered(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    match ops::settle_shortage(tx, subject(job)?, now)? {
        Shortage::Settled => Ok(JobDone::Done),
        Shortage::Early => Ok(JobDone::Again(now.plus(SOON))),
    }
}

/// Where payments are claimed at the deadline, it comes again when their grace is over.
fn run_close(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    let id: PoolId = subject(job)?;
    match tx.attempt(|tx| ops::close_by_clock(tx, id, now)) {
        Err(OpError::Fault(fault)) => Err(fault),
        Err(OpError::Refused(PoolRefused::TooEarly)) => {
            let pool = tx.find::<Pool>((tx.community(), id))?;
            // Before a moved deadline another job stands for it.
            if let Some(pool) = pool.filter(|pool| now >= pool.closes_at_us) {
                tx.enqueue(close(id, pool.times().last()))?;
            }
            Ok(JobDone::Done)
        }
        Ok(_) | Err(OpError::Refused(_)) => Ok(JobDone::Done),
    }
}

fn run_settle(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    let pool = subject(job)?;
    match tx.attempt(|tx| ops::settle_pool(tx, pool, now)) {
        Err(OpError::Fault(fault)) => Err(fault),
        Ok(_) | Err(OpError::Refused(_)) => Ok(JobDone::Done),
    }
}

fn run_lapse(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    let commitment = subject(job)?;
    match tx.attempt(|tx| ops::lapse_commitment(tx, commitment, now)) {
        Err(OpError::Fault(fault)) => Err(fault),
        Ok(()) | Err(OpError::Refused(_)) => Ok(JobDone::Done),
    }
}

fn run_milestone(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    ops::decide_by_clock(tx, subject(job)?, now)?;
    Ok(JobDone::Done)
}

fn run_spending_ended(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    ops::spending_ended(tx, subject(job)?, now)?;
    Ok(JobDone::Done)
}

fn run_reckon(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    sharing::reckon(tx, subject(job)?, now)?;
    Ok(JobDone::Done)
}

fn run_share(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    sharing::share(tx, subject(job)?, now)?;
    Ok(JobDone::Done)
}

fn run_return(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    ops::return_rest(tx, subject(job)?, now)?;
    Ok(JobDone::Done)
}

fn run_issue(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    owning::issue(tx, subject(job)?, now)?;
    Ok(JobDone::Done)
}

fn subject<T: Prefixed>(job: &Job) -> Result<Id<T>, Fault> {
    Id::parse(&job.subject).map_err(|_| Fault::Engine(format!("{}: {}", job.kind, job.subject).into()))
}
