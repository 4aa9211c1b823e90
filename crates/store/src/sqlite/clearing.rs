//! What was committed waits in the log (WAL) until it is carried over into the file. That takes tens of milliseconds for a log of some length,
//! and the writer's engine would do it inside a commit, while everybody waits. Here a thread of its own carries over what is there, beside
//! the writer, and then again what came meanwhile; the writer does only the little that is left, after which the log begins anew.

use crate::error::Fault;
use rusqlite::hooks::Wal;
use rusqlite::{Connection, OpenFlags};
use std::cell::Cell;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Instant;

/// Pages of the log that are worth it: 64 MiB.
const LONG: i32 = 16_384;

/// Pages that the writer may well carry over itself, and how often the thread goes over what came meanwhile before it leaves the rest.
const FEW: i64 = 256;
const PASSES: usize = 4;

thread_local! {
    /// Pages in the log after this thread's last commit.
    static PAGES: Cell<i32> = const { Cell::new(0) };
}

/// The writer's side.
pub(super) struct Clearing {
    /// None once it ends.
    wake: Option<SyncSender<()>>,
    is_done: Arc<AtomicBool>,
    is_asked: bool,
    /// How long the log was when it was last carried over: it is tried again when so much more is in it, as where a reader kept it from
    /// beginning anew.
    tried_at: i32,
    thread: Option<JoinHandle<()>>,
}

impl Clearing {
    /// For the connection that writes to the file. The thread has a connection of its own.
    pub(super) fn beside(writer: &Connection, path: &Path) -> Result<Clearing, Fault> {
        let db = Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        // In the place of the engine's own hook, which carries over inside a commit.
        writer.wal_hook(Some(note));
        db.execute_batch("PRAGMA busy_timeout=10000; PRAGMA synchronous=FULL;")?;
        let (wake, woken) = sync_channel(1);
        let is_done = Arc::new(AtomicBool::new(false));
        let done = is_done.clone();
        let thread = std::thread::Builder::new().name("log".to_owned());
        let thread = thread.spawn(move || run(&db, &woken, &done));
        let thread = Some(thread.map_err(|error| Fault::Engine(error.to_string().into()))?);
        Ok(Clearing { wake: Some(wake), is_done, is_asked: false, tried_at: 0, thread })
    }

    /// After each commit of the writer.
    pub(super) fn committed(&mut self, writer: &Connection) {
        let pages = PAGES.get();
        if pages < self.tried_at {
            self.tried_at = 0;
        }
        // Without the thread the writer does all of it, as the engine would: a log that nobody clears fills the disk.
        let is_alone = self.thread.as_ref().is_none_or(JoinHandle::is_finished);
        if self.is_asked {
            if self.is_done.swap(false, Ordering::Acquire) || is_alone {
                self.is_asked = false;
                self.tried_at = pages;
                said(carry_over(writer));
            }
        } else if pages >= self.tried_at.saturating_add(LONG) {
            self.is_asked = is_alone || self.wake.as_ref().is_some_and(|wake| wake.try_send(()).is_ok());
        }
    }
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

fn run(db: &Connection, woken: &Receiver<()>, is_done: &AtomicBool) {
    while woken.recv().is_ok() {
        let began = Instant::now();
        let mut before = 0;
        for _ in 0..PASSES {
            let Some(carried) = said(carry_over(db)) else { break };
            if carried - before < FEW {
                break;
            }
            before = carried;
        }
        metrics::histogram!("store_log_cleared_seconds").record(began.elapsed());
        is_done.store(true, Ordering::Release);
    }
}

/// As much as nobody reads any more in its old state; answers how many pages of the log are in the file now.
fn carry_over(db: &Connection) -> rusqlite::Result<i64> {
    db.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| row.get(2))
}

/// Nothing is lost where it fails: all of it is in the log, and the next try is for it as well.
fn said(carried: rusqlite::Result<i64>) -> Option<i64> {
    carried.inspect_err(|error| tracing::warn!(%error, "the log is not carried over into the file")).ok()
}

#[cfg(test)]
#[path = "clearing_tests.rs"]
mod tests;
