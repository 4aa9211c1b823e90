//! Work and goods given: claimed with evidence, confirmed by peers, valued by an agreed rate.

mod check;
mod personal_data;
mod routes;

pub use check::verify;
pub use personal_data::personal_data;
pub use routes::routes;

use community::Sections;
use store::{Handler, Migration, Table};
use web::Topic;

web::translations!();

pub fn migrations() -> Vec<Migration> {
    vec![]
}

/// Parents first.
pub fn tables() -> Vec<&'static Table> {
    vec![]
}

/// Every read-only statement, to be prepared and looked at on both engines.
pub fn statements() -> Vec<&'static str> {
    vec![]
}

/// Every refusal, for the page that explains them.
pub fn refusals() -> Vec<std::sync::Arc<dyn web::Refusal>> {
    vec![]
}

/// What runs when it is due.
pub fn jobs() -> Vec<(&'static str, Handler)> {
    vec![]
}

/// What this feature shows on pages of a community.
pub fn providers() -> Sections {
    Sections::default()
}

/// Which live pages an event of this feature changes.
pub fn topics(_kind: &str) -> &'static [Topic] {
    &[]
}
