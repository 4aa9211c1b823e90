//! Work and goods given: claimed with evidence, confirmed by peers, valued by an agreed rate.
//!
//! Rules are pure (`contribution`, `worth`, `rules`, `ratio`), operations are in `ops`, one a file. What a recorded value is for is
//! decided above: distributions ask `value_by_member`.

mod acting;
pub mod call;
mod check;
pub mod contribution;
mod contributions_store;
pub mod departure;
mod door;
pub mod hours;
pub mod ids;
mod jobs;
pub mod leaving;
pub mod ops;
mod pages;
mod personal_data;
pub mod rates_text;
pub mod ratio;
mod reckoning;
mod refused;
mod routes;
pub mod rows;
pub mod rules;
pub mod worth;

pub use call::CallRefused;
pub use check::verify;
pub use contribution::ContributionRefused;
pub use contribution::Ruling;
pub use departure::DepartureRefused;
pub use door::{contribution_said, disputed_contributions, holding_said, offices, rules_said, valuings};
pub use door::{counted_in, rules, value_by_member, value_by_member_now, values_of_member};
pub use ops::{check_rules, check_ruling, rule_by_decision, set_rules_by_decision};
pub use pages::EvidenceOwner;
pub use pages::sections as providers;
pub use personal_data::personal_data;
pub use ratio::Ratio;
pub use routes::routes;
pub use rules::{Becomes, ContributionRules, RulesRefused};
pub use worth::Valuing;

use store::{Handler, Migration, Row, Table};
use web::Topic;

web::translations!();

pub fn migrations() -> Vec<Migration> {
    let sql = include_str!("../migrations/0001_contributions.sql");
    let calls = include_str!("../migrations/0002_calls.sql");
    let leaving = include_str!("../migrations/0004_leaving.sql");
    let bounds = include_str!("../migrations/0005_bounds.sql");
    let holdings = include_str!("../migrations/0003_holdings.sql");
    let shown = include_str!("../migrations/0006_shown_with_results.sql");
    vec![
        Migration { feature: "contributions", number: 1, name: "contributions", sql },
        Migration { feature: "contributions", number: 2, name: "calls", sql: calls },
        Migration { feature: "contributions", number: 3, name: "what becomes a holding", sql: holdings },
        Migration { feature: "contributions", number: 4, name: "who leaves", sql: leaving },
        Migration { feature: "contributions", number: 5, name: "what is much", sql: bounds },
        Migration { feature: "contributions", number: 6, name: "what is shown with results", sql: shown },
    ]
}

/// Parents first.
pub fn tables() -> Vec<&'static Table> {
    vec![
        rows::ContributionCount::TABLE,
        rows::RulesRow::TABLE,
        rows::RateRow::TABLE,
        rows::Contribution::TABLE,
        rows::Confirmation::TABLE,
        rows::Dispute::TABLE,
        rows::StepRow::TABLE,
        rows::EvidenceFile::TABLE,
        rows::ValueRow::TABLE,
        rows::MadeHolding::TABLE,
        rows::Rest::TABLE,
        rows::Call::TABLE,
        rows::Part::TABLE,
        rows::PartFile::TABLE,
        rows::LeavingRow::TABLE,
        rows::Departure::TABLE,
        rows::DepartureLine::TABLE,
    ]
}

/// Every read-only statement, to be prepared and looked at on both engines.
pub fn statements() -> Vec<&'static str> {
    [contributions_store::STATEMENTS, pages::STATEMENTS].concat()
}

/// Every refusal, for the page that explains them.
pub fn refusals() -> Vec<std::sync::Arc<dyn web::Refusal>> {
    [
        web::refusals_of(ContributionRefused::ALL),
        web::refusals_of(RulesRefused::ALL),
        web::refusals_of(CallRefused::ALL),
        web::refusals_of(DepartureRefused::ALL),
    ]
    .concat()
}

/// What runs when it is due.
pub fn jobs() -> Vec<(&'static str, Handler)> {
    jobs::handlers()
}

/// Which live pages an event of this feature changes.
pub fn topics(kind: &str) -> &'static [Topic] {
    if kind.starts_with("contribution_") { &[Topic::Decisions] } else { &[] }
}
