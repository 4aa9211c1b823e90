//! Pages of pools and their JSON. No rule lives here; every change goes through an operation.

mod bar;
mod called_off;
pub(crate) mod campaign_list;
pub(crate) mod campaign_moves;
pub(crate) mod campaign_page;
mod campaign_said;
mod campaign_sections;
mod campaign_spent;
mod campaign_terms;
mod campaign_view;
pub(crate) mod consenting;
mod for_group;
mod for_lists;
mod forecast;
pub(crate) mod joining;
mod kept_by_group_buys;
pub(crate) mod list;
mod match_view;
pub(crate) mod new_page;
mod open_form;
mod over;
mod part_brief;
mod part_events;
mod part_form;
pub(crate) mod part_moves;
pub(crate) mod part_page;
pub(crate) mod parts;
pub(crate) mod pool_page;
mod pool_supply;
mod pool_view;
mod read_store;
mod rules;
pub(crate) mod running;
mod scene;
mod sections;
pub(crate) mod together;
mod treasurers_parts;
mod words;

pub(crate) use for_lists::open_group_buys;
pub use forecast::{forecast_nothing, forecast_said, forecast_title, part_forecast_said};
pub use kept_by_group_buys::KeptByGroupBuys;
pub use match_view::{kind_said as match_kind_said, said as match_rule_said};
pub(crate) use pool_view::ladder;
pub(crate) use read_store::{
    CAMPAIGNS_OF_FUND, STATEMENTS, campaigns_below, campaigns_of_fund, count_of_state, of_order, still_here,
};
pub use sections::sections;
