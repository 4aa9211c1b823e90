//! What a period earned, shared out by a rule that was decided on, to the unit.
//!
//! Rules are pure (`period`, `rule`, `surplus`, `divide`, `distribution`), `simulate` reads the bases and shares out in memory, operations are in
//! `ops`, one a file. Who decides is the feature above, `governance`; it shares out through this door.

mod acting;
mod bases;
pub mod block;
mod check;
#[cfg(test)]
mod closing_tests;
pub mod distribution;
mod distribution_store;
pub mod divide;
mod door;
pub mod given;
mod hashed;
pub mod ids;
mod jobs;
pub mod ops;
pub mod outcome;
mod pages;
pub mod period;
mod personal_data;
mod refused;
mod routes;
pub mod rows;
pub mod rule;
pub mod simulate;
pub mod surplus;
pub mod tax;
mod told_apart;
pub mod voting;

pub use check::verify;
pub use distribution::DistributionRefused;
pub use door::{
    OwnShare, Told, distribution, distribution_of_account, distribution_of_cause, distributions,
    distributions_of_fund, names_by_work, period_said, rule_said, share_of, shared_out_in, tax_left,
    undecided,
};
pub use jobs::PAID;
pub use ops::{CarryOut, carry_out_by_decision, check_named};
pub use pages::sections as providers;
pub use period::PeriodRefused;
pub use personal_data::personal_data;
pub use routes::routes;
pub use rule::RuleRefused;
pub use tax::TaxRefused;
pub use voting::{VoteState, put_to_vote, vote_on};

use store::{Handler, Migration, Row, Table};
use web::Topic;

web::translations!();

pub fn migrations() -> Vec<Migration> {
    let sql = include_str!("../migrations/0001_distribution.sql");
    let hashes = include_str!("../migrations/0002_block_hashes.sql");
    let taxes = include_str!("../migrations/0003_taxes_paid.sql");
    let votes = include_str!("../migrations/0004_put_to_vote.sql");
    let by_row = include_str!("../migrations/0005_blocks_by_row.sql");
    let opened = include_str!("../migrations/0006_accounts_opened.sql");
    vec![
        Migration { feature: "distribution", number: 1, name: "periods and distributions", sql },
        Migration { feature: "distribution", number: 2, name: "hashes of blocks", sql: hashes },
        Migration { feature: "distribution", number: 3, name: "taxes paid to their offices", sql: taxes },
        Migration { feature: "distribution", number: 4, name: "simulations that are voted on", sql: votes },
        Migration { feature: "distribution", number: 5, name: "blocks found by an index", sql: by_row },
        Migration { feature: "distribution", number: 6, name: "accounts opened ahead", sql: opened },
    ]
}

/// Parents first.
pub fn tables() -> Vec<&'static Table> {
    vec![
        rows::DistributionCount::TABLE,
        rows::PeriodClosing::TABLE,
        rows::Distribution::TABLE,
        rows::DistributionBlock::TABLE,
        rows::BlockHash::TABLE,
        rows::DistributionPart::TABLE,
        rows::TaxPayment::TABLE,
        rows::DistributionVote::TABLE,
    ]
}

/// Every read-only statement, to be prepared and looked at on both engines.
pub fn statements() -> Vec<&'static str> {
    distribution_store::STATEMENTS.to_vec()
}

/// Every refusal, for the page that explains them.
pub fn refusals() -> Vec<std::sync::Arc<dyn web::Refusal>> {
    [
        web::refusals_of(PeriodRefused::ALL),
        web::refusals_of(RuleRefused::ALL),
        web::refusals_of(DistributionRefused::ALL),
        web::refusals_of(TaxRefused::ALL),
    ]
    .concat()
}

/// What runs when it is due.
pub fn jobs() -> Vec<(&'static str, Handler)> {
    jobs::handlers()
}

/// Which live pages an event of this feature changes.
pub fn topics(kind: &str) -> &'static [Topic] {
    let ours = ["distribution_", "period_closing_"];
    if ours.iter().any(|part| kind.starts_with(part)) { &[Topic::Decisions] } else { &[] }
}
