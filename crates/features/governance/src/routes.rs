//! Every address of this feature.
//!
//! Not a rule: it ties addresses to handlers.

use crate::pages::{deeds, moves, new, proposal_list, proposal_page, result, text_edit, versions};
use utoipa_axum::routes;
use web::Routes;

pub fn routes() -> Routes {
    proposals().merge(outcomes())
}

/// What is proposed, from idea to carried out.
fn proposals() -> Routes {
    Routes::new()
        .routes(routes!(proposal_list::proposals_page, new::propose))
        .routes(routes!(new::new_page))
        .routes(routes!(proposal_page::proposal_page))
        .routes(routes!(moves::move_on))
        .routes(routes!(text_edit::text_page, text_edit::rewrite))
        .routes(routes!(versions::version_page))
}

/// What came of a ballot.
fn outcomes() -> Routes {
    Routes::new().routes(routes!(result::result_page)).routes(routes!(deeds::retry))
}
