//! Suppliers: what is ordered from them, what they deliver, what they are owed and how they are paid.
//!
//! Rules are pure (`purchase`, `run`, `bank`, `statement`, `bank_file`), operations are in `ops`, one a file. What a sale
//! owes to a supplier is the market's, what may be bought is spending's; a pool that forms orders through the door here.

mod acting;
mod asked_store;
pub mod bank;
pub mod bank_file;
mod books;
mod check;
mod choosing;
pub mod credit;
mod door;
pub mod ids;
mod jobs;
mod least;
pub mod ops;
mod pages;
mod payee;
mod personal_data;
pub mod purchase;
mod refusals;
pub mod refused;
mod routes;
pub mod rows;
pub mod run;
mod same_id;
mod shorts;
pub mod statement;
mod statement_read;
mod supply_store;
mod transfers;
mod waiting_store;

pub use check::verify;
pub use door::{
    PurchaseOfPool, SupplyBehind, kept_rooms, purchase_of_pool, received, supplier_name,
    suppliers_to_buy_from, supply_of_cause,
};
pub use least::{carried, keep_least};
pub use ops::{
    Agreed, RaiseBought, RaisePurchase, RaisedLine, credit_of_pool, look_agreed, raise_bought, raise_purchase,
};
pub use pages::{AboutPurchase, KeptByPurchases, NamesPools, PhotoOwner, sections as providers};
pub use personal_data::personal_data;
pub use purchase::POOL_DELIVERED;
pub use refused::{PurchaseRefused, RunRefused, SupplierRefused, TakeBackRefused};
pub use routes::routes;
pub use shorts::{Short, shorts};
pub use statement_read::statement;
pub use transfers::transfers;
pub use waiting_store::RunsThatWait;

use store::{Handler, Migration, Row, Table};
use web::Topic;

web::translations!();

pub fn migrations() -> Vec<Migration> {
    let sql = include_str!("../migrations/0001_supply.sql");
    let back = include_str!("../migrations/0002_payouts_taken_back.sql");
    let members = include_str!("../migrations/0003_members_paid.sql");
    let least = include_str!("../migrations/0004_least_of_shares.sql");
    let rooms = include_str!("../migrations/0005_rooms_and_credits.sql");
    let declined = include_str!("../migrations/0006_declined_orders_keep_nothing.sql");
    vec![
        Migration { feature: "supply", number: 1, name: "suppliers", sql },
        Migration { feature: "supply", number: 2, name: "payouts taken back", sql: back },
        Migration { feature: "supply", number: 3, name: "members paid", sql: members },
        Migration { feature: "supply", number: 4, name: "least sums of shares", sql: least },
        Migration { feature: "supply", number: 5, name: "rooms of orders, credits asked for", sql: rooms },
        Migration { feature: "supply", number: 6, name: "declined orders keep nothing", sql: declined },
    ]
}

/// Parents first.
pub fn tables() -> Vec<&'static Table> {
    vec![
        rows::SupplyCount::TABLE,
        rows::Supplier::TABLE,
        rows::SupplierBank::TABLE,
        rows::PayingAccount::TABLE,
        rows::MemberAccount::TABLE,
        rows::MemberBank::TABLE,
        rows::LeastOfShare::TABLE,
        rows::Purchase::TABLE,
        rows::PurchaseLine::TABLE,
        rows::PurchaseEvent::TABLE,
        rows::Delivery::TABLE,
        rows::DeliveryLine::TABLE,
        rows::DeliveryPhoto::TABLE,
        rows::Credit::TABLE,
        rows::CreditAsked::TABLE,
        rows::PayoutTakenBack::TABLE,
        rows::PaymentRun::TABLE,
        rows::RunLine::TABLE,
    ]
}

/// Every read-only statement, to be prepared and looked at on both engines.
pub fn statements() -> Vec<&'static str> {
    [supply_store::STATEMENTS, asked_store::STATEMENTS].concat()
}

/// Every refusal, for the page that explains them.
pub fn refusals() -> Vec<std::sync::Arc<dyn web::Refusal>> {
    [
        web::refusals_of(SupplierRefused::ALL),
        web::refusals_of(PurchaseRefused::ALL),
        web::refusals_of(RunRefused::ALL),
        web::refusals_of(TakeBackRefused::ALL),
    ]
    .concat()
}

/// What becomes due by the clock.
pub fn jobs() -> Vec<(&'static str, Handler)> {
    jobs::handlers()
}

/// Which live pages an event of this feature changes.
pub fn topics(kind: &str) -> &'static [Topic] {
    let ours = ["supplier_", "purchase_", "payment_run_", "payout_", "supply_"];
    if ours.iter().any(|part| kind.starts_with(part)) { &[Topic::Orders] } else { &[] }
}
