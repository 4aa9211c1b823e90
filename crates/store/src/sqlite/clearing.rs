//! What was committed waits in the log (WAL) until it is carried over into the file. That takes tens of milliseconds for a log of some length,
//! and the writer's engine would do it inside a commit, while everybody waits. Here a thread of its own carries over what is there, beside
//! the writer, and then again what came meanwhile; the writer does only the little that is left, after which the log begins anew.

use crate::error::Fault;
use rusqlite::hooks::Wal;
use rusqlite::{Connection, OpenFlags};
use std::cell::Cell;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Instant;

/// Pages of the log that are worth it: 64 MiB.
pub(super) const LONG: i32 = 16_384;

/// How long the log's file may stay when it begins anew, in bytes: it is not made anew each time, and does not keep what a long reader once made
/// of it.
const KEPT_BYTES: i64 = 2 * 4096 * LONG as i64;

/// Pages that the writer may well carry over itself, and how often the thread goes over what came meanwhile before it leaves the rest.
const FEW: i64 = 256;
const PASSES: usize = 4;

/// How often the thread is woken once more because too much came since it had ended, before the writer does it all the same.
const ROUNDS: u32 = 4;

thread_local! {
    /// Pages in the log after this thread's last commit.
    static PAGES: Cell<i32> = const { Cell::new(0) };
}

/// The writer's side.
pub(super) struct Clearing {
    /// None once it ends.
    wake: Option<SyncSender<()>>,
    /// Once for each time that the thread was woken: how far it came.
    done: Receiver<Option<Carried>>,
    is_asked: bool,
    /// How often the thread was woken since the log was last carried over by the writer.
    rounds: u32,
    /// How long the log was when it was last carried over, and how much more must be in it until it is tried again.
    tried_at: i32,
    wait: i32,
    thread: Option<JoinHandle<()>>,
}

impl Clearing {
    /// For the connection that writes to the file. The thread has a connection of its own.
    pub(super) fn beside(writer: &Connection, path: &Path) -> Result<Clearing, Fault> {
        let db = Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        db.execute_batch("PRAGMA busy_timeout=10000; PRAGMA synchronous=FULL;")?;
        writer.pragma_update(None, "journal_size_limit", KEPT_BYTES)?;
        let (wake, woken) = sync_channel(1);
        let (tell, done) = sync_channel(1);
        let thread = std::thread::Builder::new().name("log".to_owned());
        let thread = thread.spawn(move || run(&db, &woken, &tell));
        let thread = Some(thread.map_err(|error| Fault::Engine(error.to_string().into()))?);
        // In the place of the engine's own hook, which carries over inside a commit: the last step, so that the engine does it where any of the
        // others fails.
        writer.wal_hook(Some(note));
        Ok(Clearing { wake: Some(wake), done, is_asked: false, rounds: 0, tried_at: 0, wait: LONG, thread })
    }

    /// After each commit of the writer.
    pub(super) fn committed(&mut self, writer: &Connection) {
        let pages = PAGES.get();
        if pages < self.tried_at {
            (self.tried_at, self.wait) = (0, LONG);
        }
        // Without the thread the writer does all of it, as the engine would: a log that nobody clears fills the disk.
        let is_alone = self.thread.as_ref().is_none_or(JoinHandle::is_finished);
        if self.is_asked {
            let after = match self.done.try_recv() {
                Ok(carried) => after(carried, pages, self.rounds),
                Err(_) if is_alone => After::Writer,
                Err(_) => return,
            };
            match after {
                After::Thread if self.wake() => return,
                After::Wait => self.wait = LONG,
                After::Thread | After::Writer => {
                    self.wait = said(carry_over(writer)).map_or(LONG, |carried| wait(carried.left()));
                }
            }
            (self.is_asked, self.rounds, self.tried_at) = (false, 0, pages);
        } else if pages >= self.tried_at.saturating_add(self.wait) {
            self.is_asked = is_alone || self.wake();
        }
    }

    fn wake(&mut self) -> bool {
        self.rounds += 1;
        self.wake.as_ref().is_some_and(|wake| wake.try_send(()).is_ok())
    }
}

/// How much there was in the log, and how much of it is in the file. In pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Carried {
    log: i64,
    carried: i64,
}

impl Carried {
    fn left(self) -> i64 {
        self.log - self.carried
    }
}

/// Who goes on when the thread has ended.
#[derive(Debug, PartialEq, Eq)]
enum After {
    Writer,
    Thread,
    /// Nobody yet: somebody reads an old state.
    Wait,
}

/// `pages` is how long the log is by now: much may have been committed since.
fn after(carried: Option<Carried>, pages: i32, rounds: u32) -> After {
    match carried {
        // The thread could not: perhaps the writer can.
        None => After::Writer,
        Some(carried) if carried.left() >= FEW => After::Wait,
        Some(carried) if i64::from(pages) - carried.carried >= FEW && rounds < ROUNDS => After::Thread,
        Some(_) => After::Writer,
    }
}

/// How much more must be in the log until it is tried again. Where few are left, or none, somebody was reading just then: the log begins anew at the
/// next try that nobody is in the way of. Where many are, somebody reads an old state for long.
fn wait(left: i64) -> i32 {
    if left < FEW { FEW as i32 } else { LONG }
}

impl Drop for Clearing {
    /// The file is closed when nobody has it open any more.
    fn drop(&mut self) {
        self.wake = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the thread that clears the log panicked");
        }
    }
}

fn note(_: &Wal, pages: i32) -> rusqlite::Result<()> {
    PAGES.set(pages);
    Ok(())
}

fn run(db: &Connection, woken: &Receiver<()>, tell: &SyncSender<Option<Carried>>) {
    while woken.recv().is_ok() {
        let began = Instant::now();
        let (mut last, mut before) = (None, 0);
        for _ in 0..PASSES {
            last = said(carry_over(db));
            let Some(Carried { carried, .. }) = last else { break };
            if carried - before < FEW {
                break;
            }
            before = carried;
        }
        metrics::histogram!("store_log_cleared_seconds").record(began.elapsed());
        // Nobody is there to hear it when the store is closed.
        if tell.send(last).is_err() {
            return;
        }
    }
}

/// As much as nobody reads any more in its old state.
fn carry_over(db: &Connection) -> rusqlite::Result<Carried> {
    db.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| {
        Ok(Carried { log: row.get(1)?, carried: row.get(2)? })
    })
}

/// Nothing is lost where it fails: all of it is in the log, and the next try is for it as well.
fn said(carried: rusqlite::Result<Carried>) -> Option<Carried> {
    carried.inspect_err(|error| tracing::warn!(%error, "the log is not carried over into the file")).ok()
}

#[cfg(test)]
#[path = "clearing_tests.rs"]
mod tests;
