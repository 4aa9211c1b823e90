//! Every address of this feature.
//!
//! Not a rule: it ties addresses to handlers.

use crate::beside::{Above, Beside};
use crate::pages::{
    campaign_list, campaign_moves, campaign_page, consenting, joining, list, new_page, part_moves, part_page,
    parts, pool_page, running, together,
};
use std::sync::Arc;
use utoipa_axum::routes;
use web::Routes;

/// `beside` is what a feature above asks at opening and joining.
pub fn routes(beside: Arc<dyn Beside>) -> Routes {
    Routes::new()
        .routes(routes!(list::pools_page, new_page::open_pool))
        .routes(routes!(new_page::new_pool))
        .routes(routes!(pool_page::pool_page))
        .routes(routes!(joining::join_pool))
        .routes(routes!(consenting::consent_to_pool))
        .routes(routes!(running::extend_pool))
        .routes(routes!(running::close_pool))
        .routes(routes!(running::cancel_pool))
        .routes(routes!(running::note_extension))
        .routes(routes!(together::payments_page, together::enter_payments))
        .routes(routes!(together::reading_page, together::read_payments))
        .routes(routes!(campaign_list::campaigns_page))
        .routes(routes!(campaign_page::campaign_page))
        .routes(routes!(campaign_moves::back_campaign))
        .routes(routes!(campaign_moves::raise_campaign))
        .routes(routes!(campaign_moves::cancel_campaign))
        .routes(routes!(campaign_moves::claim_milestone))
        .routes(routes!(campaign_moves::answer_milestone))
        .routes(routes!(campaign_moves::write_update))
        .routes(routes!(campaign_moves::ask_question))
        .routes(routes!(campaign_moves::answer_question))
        .routes(routes!(parts::parts_page))
        .routes(routes!(part_page::part_page))
        .routes(routes!(part_moves::claim_part))
        .routes(routes!(part_moves::withdraw_claim))
        .routes(routes!(part_moves::set_part_off))
        .routes(routes!(part_moves::leave_part))
        .routes(routes!(part_moves::confirm_part))
        .routes(routes!(part_moves::refuse_part))
        .routes(routes!(part_moves::undo_part))
        .layer(axum::Extension(Above(beside)))
}
