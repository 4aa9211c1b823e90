//! Open books: funds over time, the journal, chains of causes, exports. Reads only.

mod export;
mod pages;
mod scene;
mod sections;
mod words;

pub use export::Export;
pub use pages::AboutSale;
pub use sections::providers;

use kernel::Timestamp;
use ledger::{PostRefused, Report};
use store::{Db, Fault, Migration, OpError, Outcome, Table};

web::translations!();

/// The page of an entry.
pub fn entry_link(slug: &str, number: i64) -> String {
    format!("/c/{slug}/books/entries/{number}")
}

/// The entries that an order, a payment, a decision … caused.
pub fn cause_link(slug: &str, cause_id: &str) -> String {
    format!("/c/{slug}/books/journal?cause={}", web::query_escaped(cause_id))
}

/// Adds the whole books up again on a snapshot, and keeps the result for the pages to show.
///
/// # Errors
/// Of the database only: what does not add up is in the report.
pub async fn check_books(db: &Db, community: i64, now: Timestamp) -> Result<Report, Fault> {
    let report = db.read(move |reader| ledger::verify(reader, community)).await?;
    let kept = report.clone();
    let recorded: Outcome<(), PostRefused> =
        db.transact(community, move |tx| Ok(ledger::record_check(tx, &kept, now)?)).await;
    match recorded {
        Ok(()) => Ok(report),
        Err(OpError::Fault(fault)) => Err(fault),
        Err(OpError::Refused(refused)) => Err(Fault::Engine(refused.code().into())),
    }
}

/// All pages of the books, under `/c/{slug}/books`.
pub fn routes() -> web::Routes {
    pages::routes()
}

/// None: the ledger has the tables.
pub fn migrations() -> Vec<Migration> {
    Vec::new()
}

pub fn tables() -> Vec<&'static Table> {
    Vec::new()
}

pub fn statements() -> Vec<&'static str> {
    Vec::new()
}

pub fn jobs() -> Vec<(&'static str, store::Handler)> {
    Vec::new()
}
