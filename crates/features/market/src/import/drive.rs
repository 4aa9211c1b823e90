//! From files to answers: one thread reads, many invoices are in flight to the lane, all in the order of the
//! files. Knows nothing of what happens to an invoice there.

use super::line::Reason;
use super::parts::{FileUnreadable, Found, Part, PartLine, Reading};
use super::tally::{Answer, Tally};
use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::Poll;
use std::time::{Duration, Instant};
use store::Fault;
use tokio::sync::mpsc;
use tokio::task::{spawn_blocking, unconstrained};

/// Enough for two full batches of a lane: one is flushed while the next one fills.
const IN_FLIGHT_MAX: usize = 512;

/// Often enough for an eye, too rare to cost anything.
const PROGRESS_EVERY: Duration = Duration::from_millis(100);

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Lines whose fate is known and on disk.
    pub lines: u64,
    pub lines_per_second: u64,
    /// Of the files as they lie on disk, compressed or not. Reading is a little ahead of writing.
    pub bytes: u64,
    pub bytes_total: u64,
    /// Orders that this run wrote.
    pub orders_new: u64,
}

/// Why an import ended early. What it wrote is whole and stays; starting again goes on from there.
#[derive(Debug)]
pub enum ImportError {
    File(PathBuf, FileUnreadable),
    Report(io::Error),
    /// The report would be written over this file of orders.
    ReportOverFile(PathBuf),
    /// The community has no books, or no general fund.
    NoBooks,
    /// Another import into the same community was started meanwhile.
    Overtaken,
    Fault(Fault),
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ImportError::File(path, why) => write!(f, "{}: {why}", path.display()),
            ImportError::Report(error) => write!(f, "the report: {error}"),
            ImportError::ReportOverFile(path) => {
                write!(f, "the report would overwrite {}, which is to be read", path.display())
            }
            ImportError::NoBooks => write!(f, "the community's books are not open"),
            ImportError::Overtaken => write!(f, "another import into this community was started"),
            ImportError::Fault(fault) => write!(f, "{fault}"),
        }
    }
}

impl std::error::Error for ImportError {}

impl From<Fault> for ImportError {
    fn from(fault: Fault) -> Self {
        ImportError::Fault(fault)
    }
}

/// Why the books did not take a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotTaken {
    /// The operation refused it, with this code: to the report, and on with the next.
    Refused(&'static str),
    /// Its place in the run is not the next one: the one before it was not taken.
    OutOfTurn,
}

pub(super) type Answered = Pin<Box<dyn Future<Output = Result<Result<Answer, NotTaken>, Fault>> + Send>>;

/// Where invoices go, in the order in which they are first polled. `turn` counts the parts of the run from 0; a
/// part may be taken only when all before it were. With `refused` the turn only passes.
pub(super) trait Takes: Sync {
    fn take(&self, part: Arc<Part>, turn: i64, refused: bool) -> Answered;
}

enum Message {
    Part(Part),
    Stray(Arc<str>, PartLine, Reason),
}

pub(super) struct Drive<'a, T> {
    pub books: &'a T,
    pub tally: Tally,
    pub progress: &'a (dyn Fn(&Progress) + Send + Sync),
    pub started: Instant,
    bytes: Arc<AtomicU64>,
    bytes_total: u64,
    last_progress: Instant,
    waiting: VecDeque<(Arc<Part>, i64, Answered)>,
    turn: i64,
}

impl<'a, T: Takes> Drive<'a, T> {
    pub(super) fn new(
        books: &'a T,
        tally: Tally,
        progress: &'a (dyn Fn(&Progress) + Send + Sync),
    ) -> Drive<'a, T> {
        Drive {
            books,
            tally,
            progress,
            started: Instant::now(),
            bytes: Arc::default(),
            bytes_total: 0,
            last_progress: Instant::now(),
            waiting: VecDeque::with_capacity(IN_FLIGHT_MAX),
            turn: 0,
        }
    }

    /// Reads the files in the order given and answers when every line of them has its fate.
    pub(super) async fn run(&mut self, reading: Reading, files: &[PathBuf]) -> Result<(), ImportError> {
        for file in files {
            let size = std::fs::metadata(file).map(|found| found.len());
            self.bytes_total += size.map_err(|error| ImportError::File(file.clone(), error.into()))?;
        }
        let (sender, mut messages) = mpsc::channel(64);
        let (files, bytes) = (files.to_vec(), self.bytes.clone());
        let reader = spawn_blocking(move || read_all(&reading, &files, &bytes, &sender));
        while let Some(message) = messages.recv().await {
            match message {
                Message::Part(part) => self.submit(Arc::new(part)).await?,
                Message::Stray(file, line, reason) => {
                    self.tally.stray(&file, &line, reason).map_err(ImportError::Report)?;
                }
            }
        }
        while !self.waiting.is_empty() {
            self.settle_first().await?;
        }
        let read = reader.await.unwrap_or(Err(ImportError::Fault(Fault::Panicked("the reader".into()))));
        self.report_progress();
        read
    }

    async fn submit(&mut self, part: Arc<Part>) -> Result<(), ImportError> {
        while self.waiting.len() >= IN_FLIGHT_MAX {
            self.settle_first().await?;
        }
        self.send(part, false).await;
        Ok(())
    }

    /// Polls once, which puts the operation into the lane's queue: that is where the order is decided.
    /// Unconstrained, because a poll that tokio cuts short for fairness would leave it outside.
    async fn send(&mut self, part: Arc<Part>, refused: bool) {
        let turn = self.turn;
        self.turn += 1;
        let mut answer = self.books.take(part.clone(), turn, refused);
        let early = unconstrained(std::future::poll_fn(|context| {
            Poll::Ready(match answer.as_mut().poll(context) {
                Poll::Ready(answer) => Some(answer),
                Poll::Pending => None,
            })
        }));
        if let Some(early) = early.await {
            answer = Box::pin(std::future::ready(early));
        }
        self.waiting.push_back((part, turn, answer));
    }

    /// Waits for the first part in flight and counts it.
    async fn settle_first(&mut self) -> Result<(), ImportError> {
        let Some((part, turn, answer)) = self.waiting.pop_front() else { return Ok(()) };
        match answer.await? {
            Ok(answer) => self.tally.part(&part, &answer).map_err(ImportError::Report)?,
            Err(NotTaken::Refused(code)) => self.go_on_after(part, turn, code).await?,
            Err(NotTaken::OutOfTurn) => return Err(ImportError::Overtaken),
        }
        if self.last_progress.elapsed() >= PROGRESS_EVERY {
            self.report_progress();
        }
        Ok(())
    }

    /// One part was refused, so those behind it were out of turn: its turn passes, and they are sent again.
    async fn go_on_after(
        &mut self,
        part: Arc<Part>,
        turn: i64,
        code: &'static str,
    ) -> Result<(), ImportError> {
        let refused = Answer { refused: Some(code), ..Answer::default() };
        self.tally.part(&part, &refused).map_err(ImportError::Report)?;
        let behind: Vec<_> = self.waiting.drain(..).map(|(part, ..)| part).collect();
        self.turn = turn;
        self.send(part.clone(), true).await;
        // Counted above; only its answer is still awaited, ahead of the others.
        let Some((_, _, passed)) = self.waiting.pop_back() else { return Ok(()) };
        for part in behind {
            self.send(part, false).await;
        }
        match passed.await? {
            Ok(_) => Ok(()),
            Err(_) => Err(ImportError::Overtaken),
        }
    }

    fn report_progress(&mut self) {
        self.last_progress = Instant::now();
        let milliseconds = self.started.elapsed().as_millis().max(1);
        let rate = u128::from(self.tally.lines) * 1000 / milliseconds;
        (self.progress)(&Progress {
            lines: self.tally.lines,
            lines_per_second: u64::try_from(rate).unwrap_or(u64::MAX),
            bytes: self.bytes.load(Ordering::Relaxed),
            bytes_total: self.bytes_total,
            orders_new: self.tally.orders_new,
        });
    }
}

/// On a thread of its own. Ends early, without an error, when nobody listens any more.
fn read_all(
    reading: &Reading,
    files: &[PathBuf],
    bytes: &Arc<AtomicU64>,
    sender: &mpsc::Sender<Message>,
) -> Result<(), ImportError> {
    for file in files {
        let failed = |error| ImportError::File(file.clone(), error);
        let mut parts = reading.parts(file, bytes).map_err(failed)?;
        while let Some(found) = parts.next().map_err(failed)? {
            let message = match found {
                Found::Part(part) => Message::Part(part),
                Found::Stray { line, reason } => Message::Stray(parts.file().clone(), line, reason),
            };
            if sender.blocking_send(message).is_err() {
                return Ok(());
            }
        }
    }
    Ok(())
}
