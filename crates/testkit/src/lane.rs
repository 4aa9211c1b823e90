//! What stories that call operations directly need: an answer instead of an outcome, and ids that are not by chance.

use kernel::{Id, Prefixed, Timestamp};
use std::sync::atomic::{AtomicU64, Ordering};
use store::{OpError, Outcome};

/// Refused or fine; a fault ends the test.
pub fn answer<T, R>(outcome: Outcome<T, R>) -> Result<T, R> {
    match outcome {
        Ok(done) => Ok(done),
        Err(OpError::Refused(why)) => Err(why),
        Err(OpError::Fault(fault)) => panic!("{fault}"),
    }
}

/// Counts instead of drawing.
#[derive(Debug, Default)]
pub struct Ids(AtomicU64);

impl Ids {
    /// How many there are: a number that no other row has.
    pub fn count(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }

    /// Later than all before of the same millisecond.
    pub fn next<T: Prefixed>(&self, now: Timestamp) -> Id<T> {
        let count = self.0.fetch_add(1, Ordering::SeqCst) + 1;
        let mut random = [0; 10];
        random[2..].copy_from_slice(&count.to_be_bytes());
        Id::from_parts(now.milliseconds(), random)
    }
}
