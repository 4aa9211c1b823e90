//! Every address of this feature.
//!
//! Not a rule: it ties addresses to handlers.

use crate::pages::{
    again, buyers, claims, codes, deleting, index, items, join_page, lines, list_page, namesakes, new_list,
    new_table, packing, payments, people, share, terms,
};
use ::people::Limits;
use std::sync::Arc;
use utoipa_axum::routes;
use web::Routes;

/// `limits`: those of the site, by which tries at a code are counted.
pub fn routes(limits: Arc<Limits>) -> Routes {
    Routes::new()
        .routes(routes!(index::lists_page, new_list::create_list))
        .routes(routes!(new_list::new_list))
        .routes(routes!(new_table::create_from_table))
        .routes(routes!(buyers::buyers_page))
        .routes(routes!(buyers::erase_buyer))
        .routes(routes!(list_page::list_page, again::paste_again))
        .routes(routes!(deleting::delete))
        .routes(routes!(terms::say_terms))
        .routes(routes!(lines::mend))
        .routes(routes!(items::fit_item))
        .routes(routes!(items::offer_up))
        .routes(routes!(items::offer_all_up))
        .routes(routes!(people::people_page, people::order_list))
        .routes(routes!(payments::payments_page, payments::enter_payments))
        .routes(routes!(payments::reading_page, payments::read_payments))
        .routes(routes!(people::say_buyer))
        .routes(routes!(namesakes::say_who))
        .routes(routes!(people::again))
        .routes(routes!(share::share_page))
        .routes(routes!(share::export))
        .routes(routes!(join_page::join_page, join_page::join_list))
        .routes(routes!(packing::packing_page))
        .routes(routes!(claims::make))
        .routes(routes!(codes::make_all))
        .routes(routes!(claims::claim_page, claims::claim))
        .layer(axum::Extension(limits))
}
