//! People: accounts, sign-in, devices.
//!
//! The door. Everything personal and erasable is in this crate's two tables; everybody else knows people by id.

mod address;
mod hashing;
mod identify;
pub mod ops;
pub mod password;
mod people_store;
mod refused;
pub mod session;

pub use address::{Address, AddressMalformed};
pub use hashing::{Token, hash, matches};
pub use identify::PeopleSessions;
pub use ops::create_operator::make_setup_link;
pub use ops::sign_in::{Entered, NewSession};
pub use ops::sign_up::{SignUpInput, sign_up};
pub use people_store::{Person, Session, SetupLink};
pub use refused::PeopleRefused;

use store::{Migration, Row, Table};

web::translations!();

/// After the store's own.
pub fn migrations() -> Vec<Migration> {
    let sql = include_str!("../migrations/0001_people.sql");
    vec![Migration { feature: "people", number: 1, name: "people, sessions, setup links", sql }]
}

/// Parents first.
pub fn tables() -> Vec<&'static Table> {
    vec![Person::TABLE, Session::TABLE, SetupLink::TABLE]
}

/// All read-only SQL, for the test that prepares it on both engines and looks at the plans.
pub fn statements() -> Vec<&'static str> {
    people_store::STATEMENTS.to_vec()
}
