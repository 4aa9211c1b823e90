//! Every address of this feature.
//!
//! Not a rule: it ties addresses to handlers.

use crate::pages::{budget_new, budget_page, rewards_page, via};
use utoipa_axum::routes;
use web::Routes;

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(via::follow_link))
        .routes(routes!(rewards_page::rewards_page, budget_new::propose_budget))
        .routes(routes!(rewards_page::make_code))
        .routes(routes!(budget_new::new_budget))
        .routes(routes!(budget_page::budget_page))
        .routes(routes!(budget_page::approve_budget))
        .routes(routes!(budget_page::refuse_budget))
        .routes(routes!(budget_page::end_budget))
        .routes(routes!(budget_page::take_coupon))
}
