//! Owning together: instruments (what members may put money into, by whose decision) and the share register (who holds
//! how much of them, over time).
//!
//! Rules are pure (`instrument`, `promises`), operations are in `ops`, one a file. Who decides is the feature above,
//! `governance`; it makes instruments through this door.

mod acting;
mod ahead;
mod asked;
pub mod asking;
mod books;
mod check;
mod check_passing;
pub mod company;
mod door;
mod figures_zh;
pub mod ids;
pub mod instrument;
pub mod issue;
mod jobs;
mod keeping;
pub mod ops;
mod ownership_store;
mod pages;
mod passing_store;
mod personal_data;
pub mod promises;
mod promises_back;
mod promises_bare;
mod promises_de;
mod promises_en;
mod promises_pairs_en;
mod promises_pairs_zh;
mod promises_plain;
mod promises_sure;
mod promises_zh;
mod refused;
pub mod register;
mod routes;
pub mod rows;
mod sayings_en;
mod sayings_zh;
pub mod subscription;
pub mod text_look;
mod text_look_store;
mod wording;
mod worked;

pub use ahead::{could_hold, nothing_asked};
pub use asked::Asked;
pub use check::verify;
pub use door::{
    PaidOverTime, RegisterAsOf, UnitsOverTime, VotingHolding, behind_by_own_word, capital_account,
    capital_of_fund, capital_of_holder, check_conversion, check_give_back, check_share_rule,
    held_instruments, instrument, instrument_of_cause, instruments_below, kind_name, kind_note, look_text,
    may_ask_to_look, may_be_let_pass, may_come_of_work, paid_over_time, passed_said, promise_said,
    promise_said_at, register_as_of, subscriptions_to_check, terms_seen, units_as_of, units_by_origin,
    units_of_origin, units_over_time, units_reserved, voting_holdings,
};
pub use instrument::{InstrumentKind, InstrumentRefused, UNITS_MAX};
pub use issue::{IssueRefused, Origin, OriginKind};
pub use ops::{
    Conversion, GiveBack, Issue, LapseByRule, NewInstrument, NewShareRule, ask_back_by_rule,
    bind_to_campaign, convert_by_decision, end_dealings, give_back_by_decision, issue, issue_fitting,
    issue_reserved, lapse_by_rule, make_instrument_by_decision, make_instrument_of_campaign, release,
    reserve, set_share_rule_by_decision, withdraw_units,
};
pub use pages::DocumentOwner;
pub use pages::sections as providers;
pub use personal_data::personal_data;
pub use promises::{promised_in, promised_in_talk};
pub use register::RegisterRefused;
pub use routes::routes;
pub use subscription::SubscriptionRefused;
pub use text_look::{TextPlace, TextRefused};
pub use text_look_store::{Passed, any_text_passed, promised_still};

use store::{Migration, Row, Table};
use web::Topic;

web::translations!();

pub fn migrations() -> Vec<Migration> {
    let sql = include_str!("../migrations/0001_instruments.sql");
    let register = include_str!("../migrations/0002_register.sql");
    let taken_back = include_str!("../migrations/0003_arrivals_taken_back.sql");
    let transfers = include_str!("../migrations/0005_transfers.sql");
    let bound = include_str!("../migrations/0006_bound_by_campaigns.sql");
    let behind = include_str!("../migrations/0007_behind.sql");
    let legacies = include_str!("../migrations/0008_legacies.sql");
    let lapsing = include_str!("../migrations/0009_subscriptions_lapse.sql");
    let words = include_str!("../migrations/0010_owners_say.sql");
    let giving = include_str!("../migrations/0011_mandates_for_capital.sql");
    let companies = include_str!("../migrations/0012_companies_say.sql");
    let agreed = include_str!("../migrations/0013_risks_agreed.sql");
    let texts = include_str!("../migrations/0014_texts_passed.sql");
    let waiting = include_str!("../migrations/0015_texts_waiting.sql");
    let takers = include_str!("../migrations/0016_room_of_takers.sql");
    let read = include_str!("../migrations/0017_risks_read.sql");
    let origins = include_str!("../migrations/0004_origins.sql");
    vec![
        Migration { feature: "ownership", number: 1, name: "instruments", sql },
        Migration {
            feature: "ownership",
            number: 2,
            name: "subscriptions and the share register",
            sql: register,
        },
        Migration { feature: "ownership", number: 3, name: "arrivals taken back", sql: taken_back },
        Migration { feature: "ownership", number: 4, name: "where units came from", sql: origins },
        Migration { feature: "ownership", number: 5, name: "transfers and partings", sql: transfers },
        Migration { feature: "ownership", number: 6, name: "bound by campaigns", sql: bound },
        Migration { feature: "ownership", number: 7, name: "who is behind companies, told", sql: behind },
        Migration { feature: "ownership", number: 8, name: "who inherits, and who was paid", sql: legacies },
        Migration { feature: "ownership", number: 9, name: "subscriptions lapse", sql: lapsing },
        Migration {
            feature: "ownership",
            number: 10,
            name: "owners of companies say it themselves",
            sql: words,
        },
        Migration { feature: "ownership", number: 11, name: "mandates for capital", sql: giving },
        Migration { feature: "ownership", number: 12, name: "companies say it themselves", sql: companies },
        Migration { feature: "ownership", number: 13, name: "a second person agrees to risks", sql: agreed },
        Migration {
            feature: "ownership",
            number: 14,
            name: "texts that a second person lets pass",
            sql: texts,
        },
        Migration {
            feature: "ownership",
            number: 15,
            name: "texts that wait are found by themselves",
            sql: waiting,
        },
        Migration { feature: "ownership", number: 16, name: "room of who takes units up", sql: takers },
        Migration { feature: "ownership", number: 17, name: "risks of what was converted", sql: read },
    ]
}

/// Parents first.
pub fn tables() -> Vec<&'static Table> {
    vec![
        rows::OwnershipCount::TABLE,
        rows::Instrument::TABLE,
        rows::InstrumentRisk::TABLE,
        rows::InstrumentRiskDraft::TABLE,
        rows::Subscription::TABLE,
        rows::Holding::TABLE,
        rows::HoldingChange::TABLE,
        rows::ArrivalTakenBack::TABLE,
        rows::ShareRule::TABLE,
        rows::ShareTransfer::TABLE,
        rows::Parting::TABLE,
        rows::PartingHeir::TABLE,
        rows::PartingFile::TABLE,
        rows::HeirNamed::TABLE,
        rows::RiskRead::TABLE,
        rows::Certificate::TABLE,
        rows::HoldingCompany::TABLE,
        rows::CompanyOwners::TABLE,
        rows::CompanyOwner::TABLE,
        rows::CompanyOwnerWord::TABLE,
        rows::CompanySettled::TABLE,
        rows::CompanyWord::TABLE,
        rows::CapitalMandate::TABLE,
        rows::TextLook::TABLE,
    ]
}

/// Every read-only statement, to be prepared and looked at on both engines.
pub fn statements() -> Vec<&'static str> {
    [ownership_store::STATEMENTS, passing_store::STATEMENTS, text_look_store::STATEMENTS].concat()
}

/// Every refusal, for the page that explains them.
pub fn refusals() -> Vec<std::sync::Arc<dyn web::Refusal>> {
    [
        web::refusals_of(InstrumentRefused::ALL),
        web::refusals_of(SubscriptionRefused::ALL),
        web::refusals_of(IssueRefused::ALL),
        web::refusals_of(RegisterRefused::ALL),
        web::refusals_of(TextRefused::ALL),
    ]
    .concat()
}

/// What runs when it is due.
pub fn jobs() -> Vec<(&'static str, store::Handler)> {
    jobs::handlers()
}

/// Which live pages an event of this feature changes.
pub fn topics(kind: &str) -> &'static [Topic] {
    let ours = ["instrument_", "subscription_", "holding_", "share_", "parting_", "text_"];
    if ours.iter().any(|part| kind.starts_with(part)) { &[Topic::Decisions] } else { &[] }
}
