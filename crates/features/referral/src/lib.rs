//! Who brought an order: a reward from a capped budget, once, for goods that were sold. And red packets: coupons that pay a
//! part of an order. No second level can be written down.
//!
//! Rules are pure (`budget`), operations are in `ops`, one a file. Which order somebody brought, and what a coupon pays of it,
//! is the market's to keep; what may be set aside is spending's.

mod acting;
pub mod budget;
mod check;
mod checkout;
mod door;
pub mod ids;
mod jobs;
pub mod ops;
mod pages;
mod personal_data;
mod referral_store;
mod refusals;
pub mod refused;
mod routes;
pub mod rows;

pub use check::verify;
pub use checkout::Checkout;
pub use door::{RewardSeen, budget_name, budget_of_cause, reward_seen, thanked_for};
pub use pages::sections as providers;
pub use personal_data::personal_data;
pub use refused::RewardRefused;
pub use routes::routes;

use store::{Handler, Migration, Row, Table};
use web::Topic;

web::translations!();

/// What entries that set money aside, or give it back, have as their cause.
pub(crate) const CAUSE: &str = "reward_budget";

pub fn migrations() -> Vec<Migration> {
    let sql = include_str!("../migrations/0001_referral.sql");
    let by_entry = include_str!("../migrations/0002_rewards_by_entry.sql");
    vec![
        Migration { feature: "referral", number: 1, name: "rewards and coupons", sql },
        Migration { feature: "referral", number: 2, name: "rewards by entry", sql: by_entry },
    ]
}

/// Parents first.
pub fn tables() -> Vec<&'static Table> {
    vec![
        rows::ReferralCode::TABLE,
        rows::RewardCount::TABLE,
        rows::RewardBudget::TABLE,
        rows::ReferralReward::TABLE,
        rows::RewardCoupon::TABLE,
    ]
}

/// Every read-only statement, to be prepared and looked at on both engines.
pub fn statements() -> Vec<&'static str> {
    referral_store::STATEMENTS.to_vec()
}

/// Every refusal, for the page that explains them.
pub fn refusals() -> Vec<std::sync::Arc<dyn web::Refusal>> {
    web::refusals_of(RewardRefused::ALL)
}

/// What runs when it is due, and what becomes of orders that were brought.
pub fn jobs() -> Vec<(&'static str, Handler)> {
    jobs::handlers()
}

/// Which live pages an event of this feature changes.
pub fn topics(kind: &str) -> &'static [Topic] {
    let ours = ["reward_", "red_packet_"];
    if ours.iter().any(|part| kind.starts_with(part)) { &[Topic::Orders] } else { &[] }
}
