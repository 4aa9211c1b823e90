//! Sessions that are over are of no use to anybody: once a day they are deleted, and with them where and when somebody
//! was here.

use crate::people_store::{EXPIRED_SESSIONS, EXPIRED_SESSIONS_MAX, Session};
use kernel::Timestamp;
use std::time::Duration;
use store::{Fault, Job, JobDone, NewJob, Passing, Tx};

pub(crate) const KIND: &str = "people.forget_sessions";

const DAY: Duration = Duration::from_secs(24 * 3600);
/// Between two batches, so that those who wait for the site's lane are not kept long.
const PAUSE: Duration = Duration::from_secs(1);

impl Passing for Session {}

/// The first time; from then on the job keeps itself going.
pub(crate) fn first(now: Timestamp) -> NewJob {
    NewJob { kind: KIND, subject: String::new(), due_at: now.plus(DAY) }
}

/// One batch. Revoked sessions go when they would have expired: until then their person may read of them.
pub(crate) fn forget_sessions(tx: &mut Tx, _: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    let keys: Vec<Vec<u8>> =
        tx.rows::<(Vec<u8>,)>(EXPIRED_SESSIONS, &[&now])?.into_iter().map(|(key,)| key).collect();
    tx.lock_all::<Session>(&keys)?;
    for key in &keys {
        tx.delete::<Session>(key)?;
    }
    let more = keys.len() == EXPIRED_SESSIONS_MAX;
    Ok(JobDone::Again(now.plus(if more { PAUSE } else { DAY })))
}
