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
        self.acts.insert((at, self.acts.len()), Act { community, what, deed: Arc::new(deed) });
    }

    /// Up to now. What would come later never happens.
    pub(crate) async fn play(self, stage: &Stage) -> Result<(), Said> {
        let mut acts = self.acts.into_iter().filter(|((at, _), _)| *at <= stage.now).peekable();
        let Some(((first, _), _)) = acts.peek() else { return Ok(()) };
        let mut end = first.plus(STRETCH);
        while end < stage.now || acts.peek().is_some() {
            let mut stretch = Vec::new();
            while let Some((_, act)) = acts.next_if(|((at, _), _)| *at <= end) {
                stretch.push(act);
            }
            // People sign up on the site before anything of this stretch: of the lane of another community, which has
            // flushes of its own. Nothing of the site waits for what happens in the community.
            stretch.sort_by_key(|act| act.community);
            for at_once in stretch.chunks(AT_ONCE) {
                in_order(stage, at_once).await?;
            }
            stage.jobs(end.min(stage.now)).await?;
            end = end.plus(STRETCH);
        }
        stage.jobs(stage.now).await
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
