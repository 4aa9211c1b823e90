//! The edge of the house: what every request passes before a handler and every answer after it.

use crate::caller::{Caller, Wants};
use crate::problem::Problem;
use crate::refused::WebRefused;
use crate::site::Site;
use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::Response;
use std::sync::{Arc, OnceLock};

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
        let _ = self.caller.set(caller.clone());
    }
}

/// Renders problems, whoever made them, as a page or as JSON.
pub(crate) async fn answer(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let scope = Scope::default();
    let visitor = Caller::visitor(&site, &parts);
    parts.extensions.insert(scope.clone());
    let response = next.run(Request::from_parts(parts, body)).await;
    let caller = scope.caller().unwrap_or(visitor);
    let mut response = match problem_in(&response) {
        Some(problem) => render(&caller, &problem, response),
        None => response,
    };
    let headers = response.headers_mut();
    headers.append(header::VARY, header::HeaderValue::from_static("accept, cookie, accept-language"));
    response
}

/// A problem put there by `Problem`, or a bare error status of a layer or of axum itself.
fn problem_in(response: &Response) -> Option<Problem> {
    if let Some(problem) = response.extensions().get::<Problem>() {
        return Some(problem.clone());
    }
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    failed.then(|| Problem::refused(WebRefused::of_status(status)))
}

fn render(caller: &Caller, problem: &Problem, _bare: Response) -> Response {
    match caller.wants {
        Wants::Json => problem.json(caller.lang),
        Wants::Html => crate::problem_page::render(caller, problem),
    }
}
