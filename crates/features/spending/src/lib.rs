//! Spending: mandates (what may be spent, by whose decision) and expenses (what was).
//!
//! Rules are pure (`mandate`, `expense`), operations are in `ops`, one a file. Who decides is the feature above,
//! `governance`; it makes mandates through this door.

pub mod expense;
pub mod ids;
pub mod mandate;
pub mod rows;

use store::{Migration, Row, Table};
use web::Topic;

web::translations!();

pub fn migrations() -> Vec<Migration> {
    let sql = include_str!("../migrations/0001_spending.sql");
    vec![Migration { feature: "spending", number: 1, name: "mandates and expenses", sql }]
}

/// Parents first.
pub fn tables() -> Vec<&'static Table> {
    vec![
        rows::SpendingCount::TABLE,
        rows::Mandate::TABLE,
        rows::Expense::TABLE,
        rows::ExpenseStepRow::TABLE,
        rows::ExpenseProof::TABLE,
    ]
}

/// Every read-only statement, to be prepared and looked at on both engines.
pub fn statements() -> Vec<&'static str> {
    Vec::new()
}

/// Every refusal, for the page that explains them.
pub fn refusals() -> Vec<std::sync::Arc<dyn web::Refusal>> {
    Vec::new()
}

/// Which live pages an event of this feature changes.
pub fn topics(kind: &str) -> &'static [Topic] {
    let ours = ["mandate_", "expense_"];
    if ours.iter().any(|part| kind.starts_with(part)) { &[Topic::Decisions] } else { &[] }
}

/// Every address of this feature.
pub fn routes() -> web::Routes {
    web::Routes::new()
}
