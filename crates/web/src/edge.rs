//! The edge of the house: what every request passes before a handler and every answer after it. Request ids,
//! the time limit, problems rendered in the caller's language and form, protective headers, figures.

use crate::caller::{Caller, Wants};
use crate::problem::Problem;
use crate::refused::WebRefused;
use crate::site::Site;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, OnceLock};
use std::time::{Duration, Instant};
use tracing::Instrument;

/// What the edge learns about a request while it is handled: a refusal that is rendered after the handler
/// wants the same language, community and navigation as the page would have had.
#[derive(Clone, Default)]
pub(crate) struct Scope {
    caller: Arc<OnceLock<Caller>>,
}

impl Scope {
    pub(crate) fn caller(&self) -> Option<Caller> {
        self.caller.get().cloned()
    }

    pub(crate) fn remember(&self, caller: &Caller) {
        // The first one stays: a second extractor of the same request would say the same.
        let _ = self.caller.set(caller.clone());
    }
}

/// The one middleware of the house; the others are tower's.
pub(crate) async fn pass(State(site): State<Site>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let (mut parts, body) = request.into_parts();
    let (scope, visitor) = (Scope::default(), Caller::visitor(&site, &parts));
    parts.extensions.insert(scope.clone());
    let (method, route) = (parts.method.clone(), parts.extensions.get::<MatchedPath>().cloned());
    let request_id = request_id();
    // The route, not the path: a path may be a secret, as the link that makes an operator or an invitation is.
    let named = route.as_ref().map_or("none", MatchedPath::as_str);
    let span = tracing::info_span!("request", id = %request_id, %method, route = named);
    let limit = Duration::from_secs(site.config.request_seconds);
    let handled = tokio::time::timeout(limit, next.run(Request::from_parts(parts, body)));
    let response = match handled.instrument(span).await {
        Ok(response) => response,
        Err(_) => Problem::refused(WebRefused::TimedOut).into_response(),
    };
    let mut response = match problem_in(&response) {
        Some(problem) => render(&scope.caller().unwrap_or(visitor), &problem, &response),
        None => response,
    };
    protect(response.headers_mut(), site.config.secure());
    if let Ok(value) = HeaderValue::from_str(&request_id) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    count(&method, route.as_ref(), &response, began);
    response
}

/// Which of a process, and the process: enough to find one request in the logs of several nodes.
fn request_id() -> String {
    static PROCESS: LazyLock<String> = LazyLock::new(|| {
        crate::IdSource::system().random::<4>().iter().map(|byte| format!("{byte:02x}")).collect()
    });
    static COUNT: AtomicU64 = AtomicU64::new(1);
    format!("{}-{}", *PROCESS, COUNT.fetch_add(1, Ordering::Relaxed))
}

/// A problem put there by `Problem`, or the bare error status of a layer or of axum itself.
fn problem_in(response: &Response) -> Option<Problem> {
    if let Some(problem) = response.extensions().get::<Problem>() {
        return Some(problem.clone());
    }
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    // Whoever wrote HTML or JSON with the status has said what there is to say.
    let plain = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    (failed && plain).then(|| Problem::refused(WebRefused::of_status(status)))
}

fn render(caller: &Caller, problem: &Problem, bare: &Response) -> Response {
    let mut response = match caller.wants {
        Wants::Json => problem.json(caller.lang),
        Wants::Html => crate::problem_page::render(caller, problem),
    };
    // What the layer below knew and the person's program needs: which methods there are, when to come back.
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = bare.headers().get(&name) {
            response.headers_mut().insert(name, value.clone());
        }
    }
    response
}

/// Nothing but our own files is loaded, nothing is framed, no form leads elsewhere.
const CONTENT_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
    connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
const PERMISSIONS: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

fn protect(headers: &mut HeaderMap, secure: bool) {
    // What is not a page of ours, such as a file that somebody handed in, says a stricter one itself.
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(CONTENT_POLICY));
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if secure {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    // What one person sees is kept by nobody on the way; assets say otherwise themselves.
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        headers
            .append(header::VARY, HeaderValue::from_static("accept, accept-language, cookie, authorization"));
    }
}

/// Anybody can make up a method; what is kept for each must not grow with what people make up.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

fn count(method: &Method, route: Option<&MatchedPath>, response: &Response, began: Instant) {
    // The route, not the path: a metric's labels must not grow with what people ask for.
    let route = route.map_or("none", MatchedPath::as_str).to_owned();
    let labels = [
        ("method", known(method).to_owned()),
        ("route", route),
        ("status", response.status().as_str().to_owned()),
    ];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_seconds", &labels[..2]).record(began.elapsed());
}
