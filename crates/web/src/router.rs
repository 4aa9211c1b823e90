//! The router's frame: what this crate serves itself, and the layers around everything.

use crate::site::Site;
use crate::{assets, edge};
use axum::Router;
use axum::routing::get;
use utoipa_axum::router::OpenApiRouter;

/// What a feature gives: its routes with their description.
pub type Routes = OpenApiRouter<Site>;

/// All features' routes with the site's own pages and every protection around them. The whole program.
pub fn whole(site: &Site, routes: Routes) -> Router {
    let (router, api) = routes.split_for_parts();
    let document = serde_json::to_string(&api).unwrap_or_default();
    let router = router
        .route("/assets/{print}/{name}", get(assets::serve))
        .route(
            "/openapi.json",
            get(move || async move { ([("content-type", "application/json")], document) }),
        )
        .fallback(|| async { crate::Problem::not_found() })
        .method_not_allowed_fallback(|| async { crate::Problem::refused(crate::WebRefused::WrongMethod) });
    router.layer(axum::middleware::from_fn_with_state(site.clone(), edge::answer)).with_state(site.clone())
}
