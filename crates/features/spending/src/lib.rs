//! Spending: mandates (what may be spent, by whose decision) and expenses (what was); and money received, the other
//! way into a fund beside sales.
//!
//! Rules are pure (`mandate`, `expense`), operations are in `ops`, one a file. Who decides is the feature above,
//! `governance`; it makes mandates through this door.

mod acting;
pub mod asked;
mod books;
mod check;
mod door;
pub mod expense;
pub mod hints;
pub mod ids;
pub mod mandate;
pub mod ops;
mod pages;
mod payment;
mod personal_data;
pub mod receipt;
mod refused;
mod routes;
pub mod rows;
mod spending_store;
pub mod standing;
mod waiting;

pub use check::{check, verify};
pub use door::{
    AboutExpense, ExpenseBehind, ExpenseSource, KeepsRoom, KeptFor, campaign_mandate, campaign_mandate_now,
    expense_of_cause, fund_left, has_standing, kept_rooms, mandate, mandate_name, mandates_of_decision,
    open_mandates, receipt_of_cause, spent_by_line, spent_under,
};
pub use expense::ExpenseRefused;
pub use mandate::{MandateKind, MandateRefused};
pub use ops::{
    BuyUnderStanding, CAMPAIGN_SPENDING_ENDED, EndMandate, EndedBy, GiveCapitalBack, NewMandate, Released,
    SetAside, buy_under_standing, conclude_mandates, end_mandate, give_back, give_capital_back,
    grant_mandate, has_free, keep_room, keep_standing_room, let_go, release_to_team, set_aside,
    set_spending_rules, stop_team, submit_with_room,
};
pub use pages::ProofOwner;
pub use pages::{mandates_in_force, sections as providers};
pub use payment::{Payment, Taking, payment};
pub use personal_data::personal_data;
pub use receipt::ReceiptRefused;
pub use routes::routes;
pub use standing::{PROOF_ABOVE_MINOR, SpendingRules, Standing};
pub use waiting::{AskedFor, asked_for};

use store::{Migration, Row, Table};
use web::Topic;

web::translations!();

pub fn migrations() -> Vec<Migration> {
    let sql = include_str!("../migrations/0001_spending.sql");
    let receipts = include_str!("../migrations/0002_receipts.sql");
    let titles = include_str!("../migrations/0003_decision_title.sql");
    let proofs = include_str!("../migrations/0004_proofs.sql");
    let corrections = include_str!("../migrations/0005_corrections.sql");
    let late = include_str!("../migrations/0006_late_proofs.sql");
    let campaigns = include_str!("../migrations/0008_campaigns.sql");
    let concluded = include_str!("../migrations/0007_concluded.sql");
    let kinds = include_str!("../migrations/0010_kinds_of_mandates.sql");
    let rooms = include_str!("../migrations/0009_room_of_expenses.sql");
    let asked = include_str!("../migrations/0011_asked_before_the_end.sql");
    vec![
        Migration { feature: "spending", number: 1, name: "mandates and expenses", sql },
        Migration { feature: "spending", number: 2, name: "money received", sql: receipts },
        Migration { feature: "spending", number: 3, name: "titles of decisions", sql: titles },
        Migration { feature: "spending", number: 4, name: "when a proof is demanded", sql: proofs },
        Migration { feature: "spending", number: 5, name: "corrected receipts", sql: corrections },
        Migration { feature: "spending", number: 6, name: "proofs after approval", sql: late },
        Migration { feature: "spending", number: 7, name: "concluded mandates", sql: concluded },
        Migration { feature: "spending", number: 8, name: "mandates of campaigns", sql: campaigns },
        Migration { feature: "spending", number: 9, name: "rooms of expenses", sql: rooms },
        Migration { feature: "spending", number: 10, name: "kinds of mandates", sql: kinds },
        Migration { feature: "spending", number: 11, name: "asked before the end", sql: asked },
    ]
}

/// Parents first.
pub fn tables() -> Vec<&'static Table> {
    vec![
        rows::SpendingCount::TABLE,
        rows::StandingRule::TABLE,
        rows::Mandate::TABLE,
        rows::MandateLine::TABLE,
        rows::MandateMember::TABLE,
        rows::Expense::TABLE,
        rows::ExpenseStepRow::TABLE,
        rows::ExpenseProof::TABLE,
        rows::Receipt::TABLE,
        rows::ReceiptProof::TABLE,
    ]
}

/// Every read-only statement, to be prepared and looked at on both engines.
pub fn statements() -> Vec<&'static str> {
    [spending_store::STATEMENTS, pages::STATEMENTS].concat()
}

/// Every refusal, for the page that explains them.
pub fn refusals() -> Vec<std::sync::Arc<dyn web::Refusal>> {
    [
        web::refusals_of(MandateRefused::ALL),
        web::refusals_of(ExpenseRefused::ALL),
        web::refusals_of(ReceiptRefused::ALL),
    ]
    .concat()
}

/// Which live pages an event of this feature changes.
pub fn topics(kind: &str) -> &'static [Topic] {
    let ours = ["mandate_", "expense_", "receipt_"];
    if ours.iter().any(|part| kind.starts_with(part)) { &[Topic::Decisions] } else { &[] }
}
