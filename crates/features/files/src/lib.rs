//! Files that members hand in: proofs of an expense, pictures. Kept once, by their contents, and never changed.
//!
//! Rules are pure (`kind`, `clean`); the bytes lie on a `Shelf`, the rows are written in the transaction of whatever the
//! files are for. Who may see a file is decided by the feature that it belongs to.

pub mod clean;
mod day;
mod files_store;
mod give;
mod keeping;
pub mod kind;
mod personal_data;
mod refused;
pub mod rows;
mod shelf;
mod sweep;
mod taking;

pub use day::DayLimits;
pub use give::{Owner, Owners};
pub use keeping::{NewFile, let_go, record};
pub use personal_data::{forget_member, personal_data};
pub use refused::FilesRefused;
pub use shelf::{BODY_BYTES_MAX, HandedIn, LIMITS, Shelf};
pub use sweep::{missing, orphans, sweep};
pub use taking::{Came, taken};

use store::{Migration, Row, Table};
use utoipa_axum::routes;

web::translations!();

pub fn migrations() -> Vec<Migration> {
    let sql = include_str!("../migrations/0001_files.sql");
    vec![Migration { feature: "files", number: 1, name: "files", sql }]
}

pub fn tables() -> Vec<&'static Table> {
    vec![rows::File::TABLE]
}

/// Every read-only statement, to be prepared and looked at on both engines.
pub fn statements() -> Vec<&'static str> {
    files_store::STATEMENTS.to_vec()
}

/// Every refusal, for the page that explains them.
pub fn refusals() -> Vec<std::sync::Arc<dyn web::Refusal>> {
    web::refusals_of(FilesRefused::ALL)
}

/// Every address of this feature. `owners` are the features whose things have files.
pub fn routes(shelf: &Shelf, owners: Owners) -> web::Routes {
    web::Routes::new()
        .routes(routes!(give::file))
        .layer(axum::Extension(shelf.clone()))
        .layer(axum::Extension(owners))
}
