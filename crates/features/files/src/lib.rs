//! Files that members hand in: proofs of an expense, pictures. Kept once, by their contents, and never changed.

mod keeping;
pub mod rows;

pub use keeping::{NewFile, record};

use store::{Migration, Row, Table};

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
    Vec::new()
}

/// Every refusal, for the page that explains them.
pub fn refusals() -> Vec<std::sync::Arc<dyn web::Refusal>> {
    Vec::new()
}

/// Every address of this feature.
pub fn routes() -> web::Routes {
    web::Routes::new()
}
