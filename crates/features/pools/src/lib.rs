//! Pools: money of many, held until a condition is met by a deadline. Group buying is the first kind.
//!
//! Rules are pure (`pool`, `commitment`, `group_buy`), operations are in `ops`, one a file. `kind` is the one place that
//! knows which kinds there are.

mod acting;
pub mod beside;
mod books;
mod bound_money;
pub mod campaign;
mod campaign_refusals;
pub mod campaign_rows;
mod campaigning;
mod check;
mod check_match;
pub mod commitment;
mod door;
mod forming;
pub mod group_buy;
pub mod ids;
mod jobs;
mod keepable;
mod kind;
mod match_funds;
pub mod match_rows;
mod match_store;
pub mod matching;
pub mod milestone;
mod of_lists;
pub mod ops;
mod owning;
mod pages;
mod personal_data;
pub mod pool;
mod pools_store;
mod predict;
mod refusals;
pub mod refused;
mod routes;
pub mod rows;
mod same_id;
mod sharing;
mod spent_by_team;
mod voices;
mod voices_store;
mod voicing;

pub use bound_money::{AskedOfIt, BoundMoney, bound_money};
pub use campaigning::text_place;
pub use check::verify;
pub use door::{
    CampaignBehind, CampaignOfFund, NamesOfPools, PartBehind, RaisedBy, acceptance_rule, acceptance_said,
    campaign_of_cause, campaign_title, campaigns_of_fund, holds_of, match_name, offered_name, offered_said,
    part_of_cause, parts_to_check, payments_behind, pool_name, raised_by, spending_rule, unmatched_campaigns,
};
pub use jobs::BECAME;
pub use of_lists::{Asking, OpenBuy, PartStanding, has_open_parts, open_buys, part_standing};
pub use ops::{
    NewCampaign, NewMatch, check_campaign, check_match, open_campaign_by_decision, open_match_by_decision,
};
pub use pages::KeptByGroupBuys;
pub use pages::sections as providers;
pub use pages::{forecast_nothing, forecast_said, forecast_title, part_forecast_said};
pub use pages::{match_kind_said, match_rule_said};
pub use personal_data::personal_data;
pub use pools_store::behind;
pub use predict::{Forecast, PartForecast, PoolForecast, predict};
pub use refused::{CampaignRefused, CommitRefused, MatchRefused, PoolRefused};
pub use routes::routes;
pub use voices::Behind;

use store::{Handler, Migration, Row, Table};
use web::Topic;

web::translations!();

pub fn migrations() -> Vec<Migration> {
    let sql = include_str!("../migrations/0001_pools.sql");
    let purchases = include_str!("../migrations/0003_purchases.sql");
    let seen = include_str!("../migrations/0002_extensions_seen.sql");
    let campaigns = include_str!("../migrations/0004_campaigns.sql");
    let matching = include_str!("../migrations/0005_match_funds.sql");
    let told = include_str!("../migrations/0008_told.sql");
    let bound = include_str!("../migrations/0006_bound_instruments.sql");
    let late = include_str!("../migrations/0009_late.sql");
    let kept = include_str!("../migrations/0010_kept.sql");
    let sharing = include_str!("../migrations/0011_sharing.sql");
    let voices = include_str!("../migrations/0012_voices.sql");
    let consents = include_str!("../migrations/0013_consents.sql");
    let bought = include_str!("../migrations/0007_bought.sql");
    let by_mandate = include_str!("../migrations/0014_kept_by_mandate.sql");
    let by_tranche = include_str!("../migrations/0015_units_by_tranche.sql");
    let ended = include_str!("../migrations/0016_spending_ended.sql");
    let cuts = include_str!("../migrations/0017_cuts_of_tranches.sql");
    let opened_before = include_str!("../migrations/0018_opened_before.sql");
    let unlooked = include_str!("../migrations/0019_unlooked.sql");
    let together = include_str!("../migrations/0020_matched_together.sql");
    vec![
        Migration { feature: "pools", number: 1, name: "pools and group buying", sql },
        Migration { feature: "pools", number: 2, name: "extensions seen", sql: seen },
        Migration { feature: "pools", number: 3, name: "purchases of pools", sql: purchases },
        Migration { feature: "pools", number: 4, name: "campaigns", sql: campaigns },
        Migration { feature: "pools", number: 5, name: "match funds", sql: matching },
        Migration { feature: "pools", number: 6, name: "bound instruments", sql: bound },
        Migration { feature: "pools", number: 7, name: "goods bought for a fund", sql: bought },
        Migration { feature: "pools", number: 8, name: "what happened to parts", sql: told },
        Migration { feature: "pools", number: 9, name: "joining late", sql: late },
        Migration { feature: "pools", number: 10, name: "room kept under mandates", sql: kept },
        Migration { feature: "pools", number: 11, name: "rests shared out part by part", sql: sharing },
        Migration { feature: "pools", number: 12, name: "voices under the own name", sql: voices },
        Migration { feature: "pools", number: 13, name: "consents of who carries a mandate", sql: consents },
        Migration { feature: "pools", number: 14, name: "kept rooms by mandate", sql: by_mandate },
        Migration { feature: "pools", number: 15, name: "units by tranche", sql: by_tranche },
        Migration { feature: "pools", number: 16, name: "campaigns whose mandate has ended", sql: ended },
        Migration { feature: "pools", number: 17, name: "cuts of tranches", sql: cuts },
        Migration { feature: "pools", number: 18, name: "pre-orders opened before", sql: opened_before },
        Migration { feature: "pools", number: 19, name: "parts nobody looked for", sql: unlooked },
        Migration { feature: "pools", number: 20, name: "givers who are one person", sql: together },
    ]
}

/// Parents first.
pub fn tables() -> Vec<&'static Table> {
    vec![
        rows::PoolCount::TABLE,
        rows::Pool::TABLE,
        rows::PoolMember::TABLE,
        rows::Commitment::TABLE,
        rows::PartEvent::TABLE,
        rows::PoolEvent::TABLE,
        rows::GroupBuy::TABLE,
        rows::GroupBuyStep::TABLE,
        rows::GroupBuyPart::TABLE,
        campaign_rows::Campaign::TABLE,
        campaign_rows::Milestone::TABLE,
        campaign_rows::Voice::TABLE,
        campaign_rows::BudgetRow::TABLE,
        campaign_rows::TeamMember::TABLE,
        campaign_rows::CampaignPart::TABLE,
        campaign_rows::UpdateRow::TABLE,
        campaign_rows::Question::TABLE,
        match_rows::MatchFund::TABLE,
        match_rows::MatchedCampaign::TABLE,
        match_rows::MatchedGiver::TABLE,
        match_rows::MatchedPart::TABLE,
    ]
}

/// Every read-only statement, to be prepared and looked at on both engines.
pub fn statements() -> Vec<&'static str> {
    [pools_store::STATEMENTS, voices_store::STATEMENTS, match_store::STATEMENTS, pages::STATEMENTS].concat()
}

/// Every refusal, for the page that explains them.
pub fn refusals() -> Vec<std::sync::Arc<dyn web::Refusal>> {
    [
        web::refusals_of(PoolRefused::ALL),
        web::refusals_of(CommitRefused::ALL),
        web::refusals_of(CampaignRefused::ALL),
        web::refusals_of(MatchRefused::ALL),
    ]
    .concat()
}

/// Which live pages an event of this feature changes.
pub fn topics(kind: &str) -> &'static [Topic] {
    if kind.starts_with("pool_") { &[Topic::Market] } else { &[] }
}

/// What becomes due by the clock.
pub fn jobs() -> Vec<(&'static str, Handler)> {
    jobs::handlers()
}
