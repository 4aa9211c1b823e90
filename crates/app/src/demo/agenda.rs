//! What is to happen, in the order of time: acts are written down in any order and played by the clock, with the
//! jobs between them, so that no entry is recorded before one with a lower number.

use super::stage::Stage;
use crate::commands::Said;
use kernel::Timestamp;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;
use store::{Fault, OpError, Outcome, Tx};

/// How often the clock's own jobs (expiry, acceptance by silence, settlement) are looked at. What is recorded by
/// them bears the end of such a stretch.
const STRETCH: Duration = Duration::from_secs(3 * 3_600);

/// Sent to the lane at once; one flush serves them.
const AT_ONCE: usize = 64;

/// How an act did not come about.
#[derive(Debug)]
pub(crate) enum Turned {
    /// As it goes in life: somebody else got the last of it.
    Away,
    /// The story has no place for this refusal.
    Wrong(String),
}

type Deed = dyn Fn(&mut Tx) -> Outcome<(), Turned> + Send + Sync;

#[derive(Clone)]
struct Act {
    community: i64,
    what: &'static str,
    deed: Arc<Deed>,
}

/// Acts by time; those of the same instant in the order in which they were written down.
#[derive(Default)]
pub(crate) struct Agenda {
    acts: BTreeMap<(Timestamp, usize), Act>,
    written: usize,
    /// The end of the last stretch that was played.
    played: Option<Timestamp>,
}

impl Agenda {
    /// In the lane of `community`. The deed looks at what it finds at that time, and does nothing where it has
    /// become pointless.
    pub(crate) fn add(
        &mut self,
        community: i64,
        at: Timestamp,
        what: &'static str,
        deed: impl Fn(&mut Tx) -> Outcome<(), Turned> + Send + Sync + 'static,
    ) {
        self.acts.insert((at, self.written), Act { community, what, deed: Arc::new(deed) });
        self.written += 1;
    }

    /// By whole stretches, to the end of the one that `until` is in, but not past now: what would come later never happens. Answers the
    /// time that it is then.
    pub(crate) async fn play(&mut self, stage: &Stage, until: Timestamp) -> Result<Timestamp, Said> {
        let until = until.min(stage.now);
        let Some(mut end) = self.played.or_else(|| self.acts.keys().next().map(|(first, _)| *first)) else {
            return Ok(until);
        };
        while end < until {
            end = end.plus(STRETCH).min(stage.now);
            let mut stretch = Vec::new();
            while let Some(act) = self.acts.first_entry().filter(|act| act.key().0 <= end) {
                stretch.push(act.remove());
            }
            // People sign up on the site before anything of this stretch: of the lane of another community, which has
            // flushes of its own. Nothing of the site waits for what happens in the community.
            stretch.sort_by_key(|act| act.community);
            for at_once in stretch.chunks(AT_ONCE) {
                in_order(stage, at_once).await?;
            }
            stage.jobs(end).await?;
        }
        self.played = Some(end);
        Ok(end)
    }
}

/// All are in the lane before the first is waited for, and the lane runs them in that order. Acts of another
/// community have a lane of their own: they wait for those before them.
async fn in_order(stage: &Stage, acts: &[Act]) -> Result<(), Said> {
    for beside in acts.chunk_by(|one, next| one.community == next.community) {
        let mut sent = Vec::with_capacity(beside.len());
        for act in beside {
            let (db, Act { community, what, deed }) = (stage.running.site.db.clone(), act.clone());
            let mut answer = Box::pin(async move { db.transact(community, move |tx| deed(tx)).await });
            let at_once = match poll_fn(|context| Poll::Ready(answer.as_mut().poll(context))).await {
                Poll::Ready(done) => Some(done),
                Poll::Pending => None,
            };
            sent.push((what, answer, at_once));
        }
        for (what, answer, at_once) in sent {
            let outcome = match at_once {
                Some(done) => done,
                None => answer.await,
            };
            match outcome {
                Ok(()) | Err(OpError::Refused(Turned::Away)) => {}
                Err(OpError::Refused(Turned::Wrong(why))) => {
                    return Err(Said::new(format!("demo: {what}: refused: {why}")));
                }
                Err(OpError::Fault(fault)) => return Err(Said::because(what, fault)),
            }
        }
    }
    Ok(())
}

/// An operation's outcome as a deed's; `in_life` says which refusals a story may contain.
pub(crate) fn deed<T, R: Debug>(
    outcome: Outcome<T, R>,
    in_life: impl Fn(&R) -> bool,
) -> Outcome<Option<T>, Turned> {
    match outcome {
        Ok(done) => Ok(Some(done)),
        Err(OpError::Refused(why)) if in_life(&why) => Err(OpError::Refused(Turned::Away)),
        Err(OpError::Refused(why)) => Err(OpError::Refused(Turned::Wrong(format!("{why:?}")))),
        Err(OpError::Fault(fault)) => Err(Fault::into(fault)),
    }
}
