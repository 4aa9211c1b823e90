//! Every address of this feature.
//!
//! Not a rule: it ties addresses to handlers.

use web::Routes;

pub fn routes() -> Routes {
    Routes::new()
}
