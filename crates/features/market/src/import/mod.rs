//! Orders of another shop, read from tables and put through the operations a person uses.
//!
//! Reading knows nothing of the books and the books nothing of files: `records` and `line` read, `parts` groups
//! lines to invoices, `drive` sends these to the lane in order, `take` is the operation that takes one in, `tally`
//! counts. A line's identity is format, invoice and its ordinal there, and it is written in the transaction that
//! writes what the line did, so an import may be stopped anywhere and started again.

mod align;
mod cover;
mod drive;
#[cfg(test)]
mod drive_tests;
mod format;
mod fresh;
mod goods;
mod import_store;
mod line;
mod parts;
mod records;
mod report;
mod returns;
mod take;
mod tally;
mod till;

pub use drive::{ImportError, Progress};
pub use format::{CsvOptions, Format, MayLack};
pub use line::Reason;
pub use parts::FileUnreadable;
pub use tally::Summary;

use drive::Drive;
use kernel::{Timestamp, Zone};
use parts::Reading;
use report::Report;
use std::path::{Path, PathBuf};
use store::{Db, Migration, Row, Table};
use take::Run;
use tally::Tally;
use till::Till;

/// How files are read, and where the report goes.
#[derive(Debug, Clone)]
pub struct Options {
    pub format: Format,
    /// Is written anew by every run that comes to its end; one that is stopped leaves the one that was there.
    pub report: Option<PathBuf>,
    /// What the books say as the time of recording; what happened keeps its own time.
    pub recorded_at: Timestamp,
}

/// Looks whether a file is there and has the columns of the format: what can be known before a community is made
/// for it.
///
/// # Errors
/// `FileUnreadable`.
pub fn look(file: &Path, format: &Format) -> Result<(), FileUnreadable> {
    parts::look(&format.layout(), file)
}

/// Takes the orders of `files`, in the order given, into a community whose books are open. Dropping the future
/// stops it between two invoices; running it again goes on from there and answers for the whole.
///
/// # Errors
/// `ImportError`; what was taken in by then is whole and stays.
pub async fn run(
    db: &Db,
    community: i64,
    files: &[PathBuf],
    options: &Options,
    progress: &(dyn Fn(&Progress) + Send + Sync),
) -> Result<Summary, ImportError> {
    if let Some(file) = options.report.as_deref().and_then(|path| report::overwritten(path, files)) {
        return Err(ImportError::ReportOverFile(file.to_owned()));
    }
    let opened = db.read(move |reader| till::opened(reader, community)).await?;
    let books = opened.ok_or(ImportError::NoBooks)?;
    let layout = options.format.layout();
    let zone = Zone::parse(&books.zone).map_err(|_| ImportError::NoBooks)?;
    let run = Run {
        run: Timestamp::of_system().micros,
        community,
        format: layout.code.clone(),
        fund: books.fund,
        recorded_at: options.recorded_at,
        fresh: Default::default(),
        lang: books.lang,
    };
    let reading = Reading { layout, zone, currency: books.currency };
    let report = Report::create(options.report.as_deref()).map_err(ImportError::Report)?;
    let till = Till::open(db.clone(), run).await?;
    let mut drive = Drive::new(&till, Tally::new(report), progress);
    drive.run(reading, files).await?;
    let (started, tally) = (drive.started, drive.tally);
    till.freshen().await?;
    let balanced = db.read(move |reader| till::balanced(reader, community)).await?;
    tally.finish(books.currency, started.elapsed(), balanced).map_err(ImportError::Report)
}

/// After the market's own.
pub fn migrations() -> Vec<Migration> {
    let sql = include_str!("../../migrations/0001_import.sql");
    vec![Migration { feature: "import", number: 1, name: "what was imported", sql }]
}

/// Parents first.
pub fn tables() -> Vec<&'static Table> {
    use import_store::{ImportCancellation, ImportCustomer, ImportInvoice, ImportItem, ImportRun};
    vec![
        ImportRun::TABLE,
        ImportItem::TABLE,
        ImportCustomer::TABLE,
        ImportInvoice::TABLE,
        ImportCancellation::TABLE,
    ]
}

/// Every read-only statement, to be prepared and looked at on both engines.
pub fn statements() -> Vec<&'static str> {
    vec![import_store::PURCHASES_LEFT]
}
