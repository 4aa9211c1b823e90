//! Owning together: instruments (what members may put money into, by whose decision) and the share register (who holds
//! how much of them, over time).
//!
//! Rules are pure (`instrument`, `promises`), operations are in `ops`, one a file. Who decides is the feature above,
//! `governance`; it makes instruments through this door.

mod acting;
mod door;
pub mod ids;
pub mod instrument;
pub mod ops;
mod ownership_store;
mod pages;
pub mod promises;
mod refused;
mod routes;
pub mod rows;

pub use door::{instrument, kind_name, kind_note, promise_said};
pub use instrument::{InstrumentKind, InstrumentRefused};
pub use ops::{NewInstrument, make_instrument_by_decision};
pub use pages::sections as providers;
pub use promises::promised_in;
pub use routes::routes;

use store::{Migration, Row, Table};
use web::Topic;

web::translations!();

pub fn migrations() -> Vec<Migration> {
    let sql = include_str!("../migrations/0001_instruments.sql");
    vec![Migration { feature: "ownership", number: 1, name: "instruments", sql }]
}

/// Parents first.
pub fn tables() -> Vec<&'static Table> {
    vec![rows::OwnershipCount::TABLE, rows::Instrument::TABLE, rows::InstrumentRisk::TABLE]
}

/// Every read-only statement, to be prepared and looked at on both engines.
pub fn statements() -> Vec<&'static str> {
    ownership_store::STATEMENTS.to_vec()
}

/// Every refusal, for the page that explains them.
pub fn refusals() -> Vec<std::sync::Arc<dyn web::Refusal>> {
    web::refusals_of(InstrumentRefused::ALL)
}

/// Which live pages an event of this feature changes.
pub fn topics(kind: &str) -> &'static [Topic] {
    if kind.starts_with("instrument_") { &[Topic::Decisions] } else { &[] }
}
