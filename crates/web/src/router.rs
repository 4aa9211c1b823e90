//! The router's frame: what this crate serves itself, and the layers around everything.

use crate::problem::{Problem, Refusal};
use crate::refused::WebRefused;
use crate::site::Site;
use crate::{assets, docs, edge, lang_route, live_route};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::any::Any;
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::{CsrfLayer, ProtectionError};
use utoipa_axum::router::OpenApiRouter;

/// What a feature gives: its routes with their description.
pub type Routes = OpenApiRouter<Site>;

/// All features' routes with the site's own pages and every protection around them: the whole program.
///
/// From the outside in: compression; the edge (request id, time limit, problems, headers); cross-site requests
/// refused; panics turned into faults; the body limit; the route.
///
/// # Errors
/// The base URL is no origin (`https://host` or `http://host:port`, nothing behind it).
pub fn whole(site: &Site, routes: Routes) -> Result<Router, String> {
    whole_explaining(site, routes, Vec::new())
}

/// The same, with the refusals of the features beside those of the edge in `/docs`: where the `type` of each
/// problem leads.
///
/// # Errors
/// As `whole`.
pub fn whole_explaining(
    site: &Site,
    routes: Routes,
    refusals: Vec<Arc<dyn Refusal>>,
) -> Result<Router, String> {
    let (router, api) = routes.merge(lang_route::routes()).split_for_parts();
    let docs = docs::Docs::of(api, &refusals)?;
    let csrf = CsrfLayer::new()
        .add_trusted_origin(&site.config.base_url)
        .map_err(|error| error.to_string())?
        .with_rejection_response(|_: ProtectionError| {
            Problem::refused(WebRefused::CrossSite).into_response()
        });
    let router = router
        .route("/assets/{print}/{name}", get(assets::serve))
        .route("/favicon.ico", get(assets::icon))
        .route("/robots.txt", get(robots))
        .route("/c/{slug}/live", get(live_route::listen))
        .merge(docs.routes())
        .fallback(async || Problem::not_found())
        .method_not_allowed_fallback(async || Problem::refused(WebRefused::WrongMethod))
        .layer(DefaultBodyLimit::max(site.config.body_limit))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(csrf)
        .layer(axum::middleware::from_fn_with_state(site.clone(), edge::pass))
        .layer(CompressionLayer::new());
    Ok(router.with_state(site.clone()))
}

/// A handler that panicked is a fault like any other: logged with its number, told to the person.
fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let said = panic.downcast_ref::<String>().map(String::as_str);
    let text = said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no text");
    Problem::fault(format_args!("panic: {text}")).into_response()
}

/// Pages for machines that ask to be sent away: people's accounts and forms are of no use to them.
async fn robots() -> Response {
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], "User-agent: *\nDisallow: /me\nDisallow: /setup\n").into_response()
}
