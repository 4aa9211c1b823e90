//! Pick-up: where and when orders are fetched, and who has them.
//!
//! Rules are pure (`hours`, `point`, `code`, `collecting`, `packing`, `reminding`), operations are in `ops`, one a file. Handing over is
//! the market's: an order that is collected here is fulfilled there, in the same transaction.

mod acting;
mod check;
pub mod code;
pub mod collecting;
pub mod hours;
pub mod ical;
pub mod ids;
mod jobs;
mod lists;
pub mod ops;
pub mod packing;
mod pages;
mod personal_data;
mod pickup_store;
pub mod point;
mod refusals;
pub mod refused;
pub mod reminding;
mod routes;
pub mod rows;

pub use check::verify;
pub use lists::{ToPack, left_behind, open_points, to_pack, unplaced};
pub use pages::{AboutPickup, BesidePools, sections as providers};
pub use personal_data::personal_data;
pub use refused::{PickupRefused, PointRefused};
pub use routes::routes;

use store::{Handler, Migration, Row, Table};
use web::Topic;

web::translations!();

pub fn migrations() -> Vec<Migration> {
    let sql = include_str!("../migrations/0001_pickup.sql");
    let reminders = include_str!("../migrations/0002_reminders.sql");
    let undone = include_str!("../migrations/0003_undone.sql");
    let calendar = include_str!("../migrations/0004_calendar.sql");
    let helpers = include_str!("../migrations/0005_helpers.sql");
    let pools = include_str!("../migrations/0006_pools.sql");
    let orders = include_str!("../migrations/0007_orders.sql");
    let unsaid = include_str!("../migrations/0008_unsaid.sql");
    let unplaced = include_str!("../migrations/0009_unplaced.sql");
    vec![
        Migration { feature: "pickup", number: 1, name: "pick-up points", sql },
        Migration { feature: "pickup", number: 2, name: "reminders", sql: reminders },
        Migration { feature: "pickup", number: 3, name: "check-ins taken back", sql: undone },
        Migration { feature: "pickup", number: 4, name: "calendars of members", sql: calendar },
        Migration { feature: "pickup", number: 5, name: "helpers at points", sql: helpers },
        Migration { feature: "pickup", number: 6, name: "places of group buys", sql: pools },
        Migration { feature: "pickup", number: 7, name: "places of orders", sql: orders },
        Migration { feature: "pickup", number: 8, name: "places that are said no more", sql: unsaid },
        Migration { feature: "pickup", number: 9, name: "orders without a slot", sql: unplaced },
    ]
}

/// Parents first.
pub fn tables() -> Vec<&'static Table> {
    vec![
        rows::PickupCount::TABLE,
        rows::PickupPoint::TABLE,
        rows::PickupDay::TABLE,
        rows::PickupSlot::TABLE,
        rows::Pickup::TABLE,
        rows::PickupCode::TABLE,
        rows::CheckIn::TABLE,
        rows::CalendarLink::TABLE,
        rows::PickupHelper::TABLE,
        rows::PickupPool::TABLE,
        rows::PickupPart::TABLE,
        rows::PickupOrder::TABLE,
    ]
}

/// Every read-only statement, to be prepared and looked at on both engines.
pub fn statements() -> Vec<&'static str> {
    pickup_store::STATEMENTS.to_vec()
}

/// Every refusal, for the page that explains them.
pub fn refusals() -> Vec<std::sync::Arc<dyn web::Refusal>> {
    [web::refusals_of(PointRefused::ALL), web::refusals_of(PickupRefused::ALL)].concat()
}

/// Which live pages an event of this feature changes.
pub fn topics(kind: &str) -> &'static [Topic] {
    if kind.starts_with("pickup_") { &[Topic::Orders] } else { &[] }
}

/// What becomes due by the clock.
pub fn jobs() -> Vec<(&'static str, Handler)> {
    jobs::handlers()
}
