//! Who may use the routes of texts that a second person looks at; and all routes together.

use crate::powers::{Expected, ROUTES, of};
use crate::roles::{MEMBERS, STEWARD};

const TEXTS: &[Expected] = &[
    of("GET", "/c/{slug}/texts", MEMBERS),
    of("POST", "/c/{slug}/texts", MEMBERS),
    of("POST", "/c/{slug}/texts/passing", STEWARD),
];

pub(crate) fn all_routes() -> impl Iterator<Item = &'static Expected> + Clone {
    ROUTES.iter().chain(TEXTS)
}
