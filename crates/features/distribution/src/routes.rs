//! Every address of this feature.
//!
//! Not a rule: it ties addresses to handlers.

use crate::pages::{distribution_page, distributions, holders, new, own, periods, taxes};
use utoipa_axum::routes;
use web::Routes;

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(periods::periods_page, periods::ask_closing))
        .routes(routes!(periods::consent_to_closing))
        .routes(routes!(periods::withdraw_closing))
        .routes(routes!(distributions::distributions_page, new::make_distribution))
        .routes(routes!(new::new_page))
        .routes(routes!(distribution_page::distribution_page))
        .routes(routes!(own::own_page))
        .routes(routes!(holders::holders_page))
        .routes(routes!(taxes::taxes_page))
        .routes(routes!(taxes::ask_for_tax))
        .routes(routes!(taxes::consent_to_tax))
        .routes(routes!(taxes::withdraw_tax))
        .routes(routes!(taxes::take_back_tax))
}
