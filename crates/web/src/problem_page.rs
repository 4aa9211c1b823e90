//! The page of a refusal or a fault: what is the matter, and what to do next.

use crate::caller::Caller;
use crate::html::Html;
use crate::i18n::{L10nLanguage, t};
use crate::layout;
use crate::problem::Problem;
use crate::reply::{Place, Reply};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    t: &'static L10nLanguage,
    title: String,
    say: String,
    status: u16,
    incident: Option<String>,
    home: String,
    sign_in: Option<String>,
}

/// A visitor who lacks nothing but a sign-in is sent there, and comes back after.
pub fn render(caller: &Caller, problem: &Problem) -> Response {
    let status = problem.status();
    let sign_in = format!("/sign-in?next={}", crate::html::query_escaped(&caller.path));
    if status == StatusCode::UNAUTHORIZED
        && let Ok(reply) = Reply::see(&sign_in)
    {
        return reply.into_response();
    }
    let t = t(caller.lang);
    let title = match status.as_u16() {
        404 => t.problem_title_not_found(),
        403 => t.problem_title_forbidden(),
        429 => t.problem_title_slow(),
        500..=599 => t.problem_title_fault(),
        _ => t.problem_title_wrong(),
    };
    let page = ProblemPage {
        t,
        title: title.clone(),
        say: problem.say(caller.lang),
        status: status.as_u16(),
        incident: problem.incident().map(|incident| incident.to_string()),
        home: caller.community.as_ref().map_or_else(|| "/".to_owned(), |c| format!("/c/{}", c.slug)),
        sign_in: (caller.signed_in.is_none() && matches!(status.as_u16(), 403 | 404)).then_some(sign_in),
    };
    let about = layout::About {
        title,
        place: Place::Elsewhere,
        back: None,
        wide: false,
        live: None,
        unlisted: false,
    };
    let rendered = page.render().map(Html::trusted);
    let whole = rendered.map_err(Problem::fault).and_then(|html| layout::page(caller, about, &html, status));
    // If even the error page fails, the plain problem still says what happened.
    let mut response = whole.unwrap_or_else(|_| problem.json(caller.lang));
    problem.add_headers(&mut response);
    response
}
