//! Every address of this feature.
//!
//! Not a rule: it ties addresses to handlers.

use crate::pages::{
    call_moves, call_page, calls, claim_new, contribution_page, holdings, leaving, list, moves, rules_page,
};
use axum::extract::DefaultBodyLimit;
use files::Shelf;
use utoipa_axum::routes;
use web::Routes;

/// `shelf` is where evidence is kept.
pub fn routes(shelf: &Shelf) -> Routes {
    // A request may bring files: these take more than others.
    let with_files = Routes::new()
        .routes(routes!(claim_new::claim_contribution))
        .routes(routes!(moves::add_evidence))
        .routes(routes!(call_moves::hand_in_part))
        .layer(axum::Extension(shelf.clone()))
        .layer(DefaultBodyLimit::max(files::BODY_BYTES_MAX));
    Routes::new()
        .routes(routes!(list::contributions_page))
        .routes(routes!(claim_new::new_contribution))
        .routes(routes!(holdings::holdings_page))
        .routes(routes!(holdings::take_waiting_units))
        .routes(routes!(leaving::leaving_page))
        .routes(routes!(leaving::departures_page))
        .routes(routes!(leaving::object_to_departure))
        .routes(routes!(leaving::decide_departure))
        .routes(routes!(rules_page::contribution_rules))
        .routes(routes!(rules_page::edit_contribution_rules))
        .routes(routes!(rules_page::set_contribution_rules))
        .routes(routes!(calls::calls_page))
        .routes(routes!(calls::new_call))
        .routes(routes!(calls::open_call))
        .routes(routes!(call_page::call_page))
        .routes(routes!(call_moves::offer_help))
        .routes(routes!(call_moves::assign_part))
        .routes(routes!(call_moves::end_part))
        .routes(routes!(call_moves::judge_part))
        .routes(routes!(call_moves::close_call))
        .routes(routes!(contribution_page::contribution_page))
        .routes(routes!(moves::confirm_contribution))
        .routes(routes!(moves::dispute_contribution))
        .routes(routes!(moves::decide_dispute))
        .routes(routes!(moves::withdraw_contribution))
        .merge(with_files)
}
