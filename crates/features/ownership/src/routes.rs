//! Every address of this feature.
//!
//! Not a rule: it ties addresses to handlers.

use crate::pages::{
    instrument_page, instruments, moves, register, subscribing, subscription_page, subscriptions,
};
use utoipa_axum::routes;
use web::Routes;

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(instruments::instruments_page))
        .routes(routes!(instrument_page::instrument_page))
        .routes(routes!(subscribing::subscribe))
        .routes(routes!(subscribing::revise_risk))
        .routes(routes!(register::register_page))
        .routes(routes!(subscriptions::subscriptions_page))
        .routes(routes!(subscription_page::subscription_page))
        .routes(routes!(moves::record_arrival))
        .routes(routes!(moves::take_back_arrival))
        .routes(routes!(moves::refuse_subscription))
        .routes(routes!(moves::withdraw_subscription))
}
