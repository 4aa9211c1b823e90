//! Every address of this feature.
//!
//! Not a rule: it ties addresses to handlers.

use crate::pages::waiting::Homes;
use crate::pages::{
    calendar, check_page, code_page, day, helpers, order_pickup, packing_page, point_form, points, together,
};
use market::AboutOrder;
use std::sync::Arc;
use utoipa_axum::routes;
use web::Routes;

/// What a minder's worker keeps lies under `/c/{slug}/pickup/`. `about_order`: what features above know of orders.
pub fn routes(about_order: Vec<Arc<dyn AboutOrder>>) -> Routes {
    Routes::new()
        .routes(routes!(points::points_page, point_form::create_point))
        .routes(routes!(point_form::new_point))
        .routes(routes!(point_form::point_form, point_form::edit_point))
        .routes(routes!(day::day_page))
        .routes(routes!(helpers::helpers_page, helpers::add_helper))
        .routes(routes!(helpers::end_helper))
        .routes(routes!(together::together_page, together::say_together))
        .routes(routes!(packing_page::packing_page))
        .routes(routes!(code_page::code_page))
        .routes(routes!(code_page::check_page))
        .routes(routes!(check_page::check_in))
        .routes(routes!(order_pickup::order_pickup, order_pickup::choose_slot))
        .routes(routes!(order_pickup::let_neighbour))
        .routes(routes!(calendar::calendar_page, calendar::make_calendar))
        .routes(routes!(calendar::revoke_calendar))
        .routes(routes!(calendar::calendar))
        .layer(axum::Extension(Homes(about_order)))
}
