//! People: accounts, sign-in, devices.
//!
//! The door. Everything personal and erasable is in this crate's tables; everybody else knows people by id.

mod account;
mod address;
mod entering;
mod hashing;
mod identify;
pub mod limits;
pub mod ops;
pub mod password;
mod people_store;
mod refused;
pub mod session;

pub use address::{Address, AddressMalformed};
pub use hashing::{HASHING, Hashing, SiteSecret, Token, Verifier};
pub use identify::PeopleSessions;
pub use limits::{Allowance, Allowances, Limits};
pub use ops::create_operator::{make_setup_link, setup_link};
pub use ops::set_password::{make_password_link, password_link};
pub use ops::sign_in::{Entered, NewSession};
pub use ops::sign_up::{SignUpInput, sign_up};
pub use people_store::{PasswordLink, Person, SecretRow, Session, SetupLink};
pub use refused::PeopleRefused;

use kernel::Timestamp;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use store::{Fault, Migration, Reader, Row, Table};
use utoipa_axum::routes;
use web::ids::PersonId;
use web::{Problem, Site};

web::translations!();

/// Whether anybody ever had an account here.
///
/// # Errors
/// Of the database only.
pub fn is_anybody(reader: &mut Reader) -> Result<bool, Fault> {
    Ok(!reader.rows::<(PersonId,)>(people_store::FIRST, &[])?.is_empty())
}

/// Whether somebody signs in under this address, in small letters: for commands on the server, never for a route.
///
/// # Errors
/// Of the database only.
pub fn is_known(reader: &mut Reader, email: &str) -> Result<bool, Fault> {
    Ok(!reader.rows::<(PersonId,)>(people_store::OF_ADDRESS, &[&email])?.is_empty())
}

/// The accounts under this address, in small letters, the oldest first: for commands on the server, never for a route.
///
/// # Errors
/// Of the database only.
pub fn of_address(reader: &mut Reader, email: &str) -> Result<Vec<Person>, Fault> {
    let mut people = Vec::new();
    for (id,) in reader.rows::<(PersonId,)>(people_store::ALL_OF_ADDRESS, &[&email])? {
        people.extend(reader.find::<Person>(&id)?);
    }
    Ok(people)
}

/// After the store's own.
pub fn migrations() -> Vec<Migration> {
    let sql = include_str!("../migrations/0001_people.sql");
    let links = include_str!("../migrations/0002_password_links.sql");
    vec![
        Migration { feature: "people", number: 1, name: "people, sessions, setup links", sql },
        Migration { feature: "people", number: 2, name: "links to a new password", sql: links },
    ]
}

/// Parents first.
pub fn tables() -> Vec<&'static Table> {
    vec![Person::TABLE, Session::TABLE, SetupLink::TABLE, PasswordLink::TABLE, SecretRow::TABLE]
}

/// Sessions expire by the clock; what is left of them is swept up.
pub fn jobs() -> Vec<(&'static str, store::Handler)> {
    vec![(ops::forget_sessions::KIND, std::sync::Arc::new(ops::forget_sessions::forget_sessions))]
}

/// Every refusal, for the page that explains them.
pub fn refusals() -> Vec<std::sync::Arc<dyn web::Refusal>> {
    web::refusals_of(PeopleRefused::ALL)
}

/// All read-only SQL, for the test that prepares it on both engines and looks at the plans.
pub fn statements() -> Vec<&'static str> {
    people_store::STATEMENTS.to_vec()
}

/// A feature above that keeps something of people in rows of its own. It gives it out when they export their data. When
/// an account is erased, every feature is
/// asked whether the person may go before the first of them changes anything: a refusal leaves everything as it is.
pub trait PersonalData: Send + Sync {
    /// Under which name it stands in the export.
    fn name(&self) -> &'static str;

    /// All that is kept of the person, for the person.
    ///
    /// # Errors
    /// Of the database only.
    fn export<'a>(&'a self, site: &'a Site, person: PersonId) -> Asked<'a, serde_json::Value>;

    /// Looks only.
    ///
    /// # Errors
    /// A refusal keeps the account: somebody else still depends on the person.
    fn may_erase<'a>(&'a self, site: &'a Site, person: PersonId, now: Timestamp) -> Asked<'a>;

    /// Takes the person out. Asked again when an earlier try ended halfway, so it must not mind.
    ///
    /// # Errors
    /// A refusal only where something has changed since `may_erase`.
    fn erase<'a>(&'a self, site: &'a Site, person: PersonId, now: Timestamp) -> Asked<'a>;
}

/// What the methods of `PersonalData` return.
pub type Asked<'a, T = ()> = Pin<Box<dyn Future<Output = Result<T, Problem>> + Send + 'a>>;

/// What the program decides for this feature.
#[derive(Clone)]
pub struct Settings {
    pub limits: Arc<Limits>,
    pub hashing: Arc<Hashing>,
    /// Topmost feature first: one that finds its rows by what a lower one knows of the person is asked before that
    /// one lets go of it.
    pub above: Arc<[Box<dyn PersonalData>]>,
}

impl Settings {
    /// The usual limits, and no feature above.
    pub fn usual() -> Settings {
        Settings { limits: Arc::new(Limits::usual()), hashing: Arc::default(), above: Arc::from([]) }
    }

    /// The features to be asked when an account is exported or erased, topmost first.
    #[must_use]
    pub fn below(self, above: Vec<Box<dyn PersonalData>>) -> Settings {
        Settings { above: above.into(), ..self }
    }
}

/// All pages and operations of this feature.
pub fn routes(settings: Settings) -> web::Routes {
    use ops::*;
    web::Routes::new()
        .routes(routes!(sign_in::page, sign_in::post))
        .routes(routes!(sign_up::page, sign_up::post))
        .routes(routes!(sign_out::post))
        .routes(routes!(create_operator::page, create_operator::post))
        .routes(routes!(set_password::page, set_password::post))
        .routes(routes!(account::account))
        .routes(routes!(account::devices))
        .routes(routes!(revoke_device::post_one))
        .routes(routes!(revoke_device::post_others))
        .routes(routes!(change_password::page, change_password::post))
        .routes(routes!(change_language::post))
        .routes(routes!(export_own_data::get))
        .routes(routes!(erase_account::page, erase_account::post))
        .layer(axum::Extension(settings))
}
