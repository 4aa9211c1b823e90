//! Jobs: work that is due later, written in the transaction that wants it.
//!
//! A job's work and its completion commit together, in the lane of its community, so database work happens
//! exactly once whatever dies. The lease only keeps two nodes from doing the same work side by side.

use crate::error::Fault;
use crate::tx::Tx;
use kernel::Timestamp;
use std::sync::Arc;

crate::row! {
    pub(crate) struct JobRow in "job" {
        key community_id: i64, id: i64;
        kind: String, subject: String, state: JobState, due_at_us: Timestamp, run_at_us: Timestamp,
        attempt_count: i64, leased_by: Option<String>, fault: Option<String>
    }
}

kernel::codes! {
    /// Where a job stands. A dead one has failed too often and waits for a person.
    pub enum JobState { Waiting = "waiting", Done = "done", Dead = "dead" }
}
crate::stored_by_code!(JobState);

/// Work to be done at or after `due_at`. `subject` is what the handler needs to know: an id as a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    pub kind: &'static str,
    pub subject: String,
    pub due_at: Timestamp,
}

/// A job as its handler sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    pub community: i64,
    /// Rises within the community.
    pub id: i64,
    pub kind: String,
    pub subject: String,
    pub due_at: Timestamp,
    /// Counts this attempt: 1 the first time.
    pub attempt: u32,
}

/// How a handler ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobDone {
    Done,
    /// The same job again, at or after this time (always later than now): recurring work.
    Again(Timestamp),
    /// A part is done, and the next one can be at once. The runner goes on with it under the same lease for some parts, each in a transaction
    /// of its own, and then lets other jobs have their turn.
    More,
}

/// The work of one kind of job: database work only, as in any operation, and it may be run more than once
/// before it counts. A `Fault` is tried again later, with growing pauses. A refusal is not a fault: the handler
/// decides what it means, mostly that there is nothing left to do.
pub type Handler = Arc<dyn Fn(&mut Tx, &Job, Timestamp) -> Result<JobDone, Fault> + Send + Sync>;

impl Tx {
    /// Enqueues work in this community; it exists if and only if this operation commits.
    ///
    /// # Errors
    /// Of the database only.
    pub fn enqueue(&mut self, job: NewJob) -> Result<(), Fault> {
        let mut book = self.book()?;
        book.job_count += 1;
        self.save(&book)?;
        self.insert(&JobRow {
            community_id: book.community_id,
            id: book.job_count,
            kind: job.kind.to_owned(),
            subject: job.subject,
            state: JobState::Waiting,
            due_at_us: job.due_at,
            run_at_us: job.due_at,
            attempt_count: 0,
            leased_by: None,
            fault: None,
        })
    }
}
