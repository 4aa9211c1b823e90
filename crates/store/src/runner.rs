//! Runs the jobs that are due: lease, work, back-off.

use crate::db::Db;
use crate::error::{Fault, OpError, Outcome};
use crate::job::{Handler, Job, JobDone, JobRow, JobState};
use crate::reader::Reader;
use crate::tx::Tx;
use kernel::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;

/// After so many failures a job is dead and waits for a person.
pub const ATTEMPT_COUNT_MAX: u32 = 12;
/// The pause after the first failure; it doubles with each further one, up to `PAUSE_MAX`.
const PAUSE_FIRST: Duration = Duration::from_secs(5);
const PAUSE_MAX: Duration = Duration::from_secs(3600);
/// How long a node that took a job keeps others from it. A node that dies leaves it to them after that.
pub const LEASE: Duration = Duration::from_secs(120);
/// Jobs in the hands of a node at a time.
const AT_ONCE: i64 = 128;
/// Parts of a job that are done before others have their turn: each costs one flush to disk instead of two.
const PARTS_AT_ONCE: usize = 8;
/// How often the loop looks when nothing is due.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// What is due of a kind, oldest first, whichever community it belongs to; found by the index on waiting jobs.
pub(crate) const DUE: &str = "SELECT community_id, id FROM job
    WHERE state = 'waiting' AND kind = $1 AND run_at_us <= $2 ORDER BY run_at_us, community_id, id LIMIT $3";

/// By the index on dead jobs, whose first column is the community: all of them.
pub(crate) const DEAD: &str = "SELECT COUNT(*) FROM job WHERE state = 'dead' AND community_id >= 0";

/// How many jobs have failed too often, in all communities.
///
/// # Errors
/// Of the database only.
pub fn dead_jobs(reader: &mut Reader) -> Result<i64, Fault> {
    Ok(reader.rows::<(i64,)>(DEAD, &[])?.first().map_or(0, |row| row.0))
}

/// Cheap to clone. Any number of nodes may run one each.
#[derive(Clone)]
pub struct JobRunner {
    db: Db,
    node: Arc<str>,
    handlers: Arc<BTreeMap<&'static str, Handler>>,
}

impl JobRunner {
    /// Jobs of other kinds are left to nodes that know them: here they only wait for the next look.
    ///
    /// # Panics
    /// Where two answer for one kind: the second would be done in the place of the first, and the first by nobody.
    pub fn new(db: Db, handlers: Vec<(&'static str, Handler)>) -> JobRunner {
        let mut kinds = BTreeSet::new();
        for (kind, _) in &handlers {
            assert!(kinds.insert(*kind), "two answer for jobs of the kind {kind}");
        }
        // Told apart from every other runner, also of this process; nothing depends on it being hard to guess.
        static COUNT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1);
        let count = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let started = Timestamp::of_system().micros;
        let node = format!("{}-{started}-{count}", std::process::id());
        JobRunner { db, node: node.into(), handlers: Arc::new(handlers.into_iter().collect()) }
    }

    /// Runs all that is due at `now`, also what became due by running it. Answers how many were run, failures
    /// included.
    ///
    /// # Errors
    /// Of the store itself; a job's own failure is recorded with the job.
    pub async fn run_due(&self, now: Timestamp) -> Result<usize, Fault> {
        let mut run = 0;
        while let Some(more) = self.round(now).await? {
            run += more;
        }
        Ok(run)
    }

    /// Runs what is due until `stop` ends; the round under way is finished first. `clock` tells the time, anew for
    /// each round: a long backlog would otherwise take its leases in the past.
    pub async fn run_until(&self, clock: impl Fn() -> Timestamp, stop: impl Future<Output = ()>) {
        tokio::pin!(stop);
        loop {
            let pause = match self.round(clock()).await {
                Ok(None) => LOOK_EVERY,
                Ok(Some(_)) => Duration::ZERO,
                Err(Fault::Closed) => return,
                Err(fault) => {
                    tracing::error!(%fault, "jobs could not be run");
                    LOOK_EVERY
                }
            };
            tokio::select! {
                biased;
                () = &mut stop => return,
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// Some of what is due, the oldest of each known kind. Answers how many were run; None when nothing was due.
    async fn round(&self, now: Timestamp) -> Result<Option<usize>, Fault> {
        let kinds: Vec<&'static str> = self.handlers.keys().copied().collect();
        let due = move |reader: &mut Reader| {
            let mut due = BTreeMap::<i64, Vec<i64>>::new();
            for kind in &kinds {
                for (community, id) in reader.rows::<(i64, i64)>(DUE, &[kind, &now, &AT_ONCE])? {
                    due.entry(community).or_default().push(id);
                }
            }
            Ok(due)
        };
        let due = self.db.read(due).await?;
        if due.is_empty() {
            return Ok(None);
        }
        let mut run = 0;
        for (community, ids) in due {
            run += self.run_those(community, ids, now).await?;
        }
        Ok(Some(run))
    }

    async fn run_those(&self, community: i64, ids: Vec<i64>, now: Timestamp) -> Result<usize, Fault> {
        let node = self.node.clone();
        let taken = self.db.transact_behind(community, move |tx| take(tx, &ids, &node, now)).await;
        let taken = plain(taken)?;
        let mut running = JoinSet::new();
        let count = taken.len();
        for job in taken {
            running.spawn(self.clone().run_one(job, now));
        }
        while let Some(ended) = running.join_next().await {
            ended.map_err(|error| Fault::Panicked(error.to_string().into()))??;
        }
        Ok(count)
    }

    async fn run_one(self, mut job: Job, now: Timestamp) -> Result<(), Fault> {
        let Some(handler) = self.handlers.get(job.kind.as_str()).cloned() else { return Ok(()) };
        for part in 1..=PARTS_AT_ONCE {
            match self.run_part(job, &handler, now, part < PARTS_AT_ONCE).await? {
                Some(next) => job = next,
                None => break,
            }
        }
        Ok(())
    }

    /// Answers the job with its next attempt where there is more of it to be done at once.
    async fn run_part(
        &self,
        job: Job,
        handler: &Handler,
        now: Timestamp,
        goes_on: bool,
    ) -> Result<Option<Job>, Fault> {
        let (node, this, handler) = (self.node.clone(), job.clone(), handler.clone());
        let work = move |tx: &mut Tx| work(tx, &this, &node, &handler, (now, goes_on));
        let ended = self.db.transact_behind(job.community, work).await;
        let fault = match plain(ended) {
            Ok(next) => return Ok(next),
            // Nobody's failure: the lease runs out and it is tried again.
            Err(fault @ (Fault::Closed | Fault::Busy)) => return Err(fault),
            // It may have committed; the lease runs out and then it shows.
            Err(Fault::OutcomeUnknown(_)) => return Ok(None),
            Err(fault) => fault,
        };
        metrics::counter!("job_failures_total", "kind" => job.kind.clone()).increment(1);
        tracing::error!(kind = job.kind, community = job.community, id = job.id, attempt = job.attempt,
            %fault, "job failed");
        let (node, community) = (self.node.clone(), job.community);
        plain(self.db.transact_behind(community, move |tx| fail(tx, &job, &node, &fault, now)).await)?;
        Ok(None)
    }
}

/// Takes the jobs that are still due: the list was read outside, and another node may have been faster. The
/// attempt is counted here, so that a job that kills the process is counted too, and dies like any other.
fn take(tx: &mut Tx, ids: &[i64], node: &str, now: Timestamp) -> Outcome<Vec<Job>, Infallible> {
    let keys: Vec<_> = ids.iter().map(|id| (tx.community(), *id)).collect();
    let mut taken = Vec::new();
    for mut row in tx.lock_all::<JobRow>(&keys)?.into_iter().flatten() {
        if row.state != JobState::Waiting || row.run_at_us > now {
            continue;
        }
        // Its last attempt neither ended nor failed: it may have killed the process, and those that ran beside it are
        // under suspicion for nothing. Each of them runs alone, so that only the guilty one dies of it.
        let suspect = row.attempt_count > 0 && row.fault.is_none();
        if suspect && !taken.is_empty() {
            continue;
        }
        if row.attempt_count >= i64::from(ATTEMPT_COUNT_MAX) {
            row.state = JobState::Dead;
            row.fault = Some(row.fault.unwrap_or_else(|| "the last attempt never ended".to_owned()));
            row.leased_by = None;
            tx.save(&row)?;
            continue;
        }
        row.leased_by = Some(node.to_owned());
        row.run_at_us = now.plus(LEASE);
        row.attempt_count += 1;
        tx.save(&row)?;
        taken.push(Job {
            community: row.community_id,
            id: row.id,
            kind: row.kind,
            subject: row.subject,
            due_at: row.due_at_us,
            attempt: u32::try_from(row.attempt_count).unwrap_or(u32::MAX),
        });
        if suspect {
            break;
        }
    }
    Ok(taken)
}

/// The handler's work and the end of the job, in one transaction. Where there is more of it and the runner goes on, the lease is kept: the
/// next attempt is answered.
fn work(
    tx: &mut Tx,
    job: &Job,
    node: &str,
    handler: &Handler,
    (now, goes_on): (Timestamp, bool),
) -> Outcome<Option<Job>, Infallible> {
    let Some(mut row) = held(tx, job, node)? else { return Ok(None) };
    row.fault = None;
    let again = match handler(tx, job, now)? {
        JobDone::More if goes_on => {
            (row.run_at_us, row.attempt_count) = (now.plus(LEASE), 1);
            tx.save(&row)?;
            return Ok(Some(Job { attempt: 1, ..job.clone() }));
        }
        JobDone::Done => None,
        JobDone::Again(at) => Some(at),
        JobDone::More => Some(now),
    };
    row.leased_by = None;
    match again {
        None => row.state = JobState::Done,
        Some(at) => {
            let later = at.max(now.plus(Duration::from_micros(1)));
            (row.due_at_us, row.run_at_us, row.attempt_count) = (later, later, 0);
        }
    }
    tx.save(&row)?;
    Ok(None)
}

fn fail(tx: &mut Tx, job: &Job, node: &str, fault: &Fault, now: Timestamp) -> Outcome<(), Infallible> {
    let Some(mut row) = held(tx, job, node)? else { return Ok(()) };
    row.leased_by = None;
    row.fault = Some(fault.to_string());
    row.run_at_us = now.plus(pause_after(job.attempt));
    if job.attempt >= ATTEMPT_COUNT_MAX {
        row.state = JobState::Dead;
    }
    Ok(tx.save(&row)?)
}

/// The row, if this very attempt still holds the lease.
fn held(tx: &mut Tx, job: &Job, node: &str) -> Result<Option<JobRow>, Fault> {
    let row = tx.lock::<JobRow>((job.community, job.id))?;
    Ok(row.filter(|row| {
        row.state == JobState::Waiting
            && row.leased_by.as_deref() == Some(node)
            && row.attempt_count == i64::from(job.attempt)
    }))
}

/// 5 s, 10 s, 20 s … up to an hour.
fn pause_after(attempt: u32) -> Duration {
    PAUSE_FIRST.saturating_mul(1 << attempt.saturating_sub(1).min(16)).min(PAUSE_MAX)
}

fn plain<T>(outcome: Outcome<T, Infallible>) -> Result<T, Fault> {
    outcome.map_err(|error| match error {
        OpError::Refused(never) => match never {},
        OpError::Fault(fault) => fault,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_and_are_bounded() {
        let seconds = |attempt| pause_after(attempt).as_secs();
        assert_eq!([1, 2, 3, 10, 11, 1000].map(seconds), [5, 10, 20, 2560, 3600, 3600]);
    }
}
