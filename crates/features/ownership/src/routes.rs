//! Every address of this feature.
//!
//! Not a rule: it ties addresses to handlers.

use crate::pages::{instrument_page, instruments};
use utoipa_axum::routes;
use web::Routes;

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(instruments::instruments_page))
        .routes(routes!(instrument_page::instrument_page))
}
