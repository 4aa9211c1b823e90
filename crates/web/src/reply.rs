//! Answers: one view, as a page in the layout or as JSON.

use crate::caller::{Caller, Wants};
use crate::form::Errors;
use crate::html::{Html, escaped};
use crate::lang::Lang;
use crate::layout;
use crate::problem::{Answer, Problem};
use askama::Template;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// The places at the foot (or in the rail) of every page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Home,
    Market,
    Decisions,
    Projects,
    Books,
    Mine,
    Desk,
    /// Account, sign-in, errors: none of them.
    Elsewhere,
}

/// A link back to where a page belongs.
#[derive(Debug, Clone)]
pub struct Back {
    pub href: String,
    pub text: String,
}

impl Back {
    pub fn to(href: impl Into<String>, text: impl Into<String>) -> Option<Back> {
        Some(Back { href: href.into(), text: text.into() })
    }
}

/// What a page shows and a program reads. The template is what stands inside `<main>`, its `<h1>` included;
/// the serialisation is the JSON answer (skip what is only for the page with `#[serde(skip)]`).
pub trait View: Template + Serialize {
    /// The tab's title, without the site's name.
    fn title(&self) -> String;

    fn place(&self) -> Place {
        Place::Elsewhere
    }

    fn back(&self) -> Option<Back> {
        None
    }

    /// A page that needs the width of a desk: tables with many columns.
    fn wide(&self) -> bool {
        false
    }

    /// For nobody's list: no search engine keeps it. Pages with terms of what can be owned are; that no other site learns of their
    /// addresses holds for all pages.
    fn unlisted(&self) -> bool {
        false
    }

    /// The topics at whose change the regions marked `data-live-region` are fetched again.
    fn live(&self) -> Option<&'static str> {
        None
    }
}

/// A finished answer.
#[derive(Debug)]
pub struct Reply(Response);

impl Reply {
    /// 200.
    pub fn page<V: View>(caller: &Caller, view: &V) -> Answer {
        Reply::with_status(StatusCode::OK, caller, view)
    }

    pub fn with_status<V: View>(status: StatusCode, caller: &Caller, view: &V) -> Answer {
        let response = match caller.wants {
            Wants::Html => {
                let content = Html::trusted(view.render().map_err(Problem::fault)?);
                layout::page(caller, layout::About::of(view), &content, status)?
            }
            Wants::Json => of_view(status, view)?,
        };
        Ok(Reply(response))
    }

    /// Something was made: a browser is sent to look at it (303), a program gets it with 201 and Location.
    pub fn created<V: View>(caller: &Caller, location: &str, view: &V) -> Answer {
        match caller.wants {
            Wants::Html => Reply::see(location),
            Wants::Json => {
                let mut response = of_view(StatusCode::CREATED, view)?;
                let value = HeaderValue::from_str(location).map_err(Problem::fault)?;
                response.headers_mut().insert(header::LOCATION, value);
                Ok(Reply(response))
            }
        }
    }

    /// The same for an answer that has no page of its own: `body` is what a program reads.
    pub fn created_json(caller: &Caller, location: &str, body: &impl Serialize) -> Answer {
        match caller.wants {
            Wants::Html => Reply::see(location),
            Wants::Json => {
                let mut response = json(StatusCode::CREATED, body)?;
                let value = HeaderValue::from_str(location).map_err(Problem::fault)?;
                response.headers_mut().insert(header::LOCATION, value);
                Ok(Reply(response))
            }
        }
    }

    /// Something changed: a browser is sent to `location` (303), a program gets 204.
    pub fn done(caller: &Caller, location: &str) -> Answer {
        match caller.wants {
            Wants::Html => Reply::see(location),
            Wants::Json => Ok(Reply(StatusCode::NO_CONTENT.into_response())),
        }
    }

    /// Something changed, and a program gets the new state with 200.
    pub fn changed(caller: &Caller, location: &str, body: &impl Serialize) -> Answer {
        match caller.wants {
            Wants::Html => Reply::see(location),
            Wants::Json => Ok(Reply(json(StatusCode::OK, body)?)),
        }
    }

    /// A form that does not hold: the page again with what was typed and what to correct, or a problem.
    pub fn form_refused<V: View>(caller: &Caller, view: &V, errors: &Errors) -> Answer {
        let problem = Problem::form(errors.clone());
        if caller.wants == Wants::Json {
            return Err(problem);
        }
        let content = name_fields(view.render().map_err(Problem::fault)?, errors, caller.lang);
        layout::page(caller, layout::About::of(view), &Html::trusted(content), problem.status()).map(Reply)
    }

    /// JSON for everyone.
    pub fn json(body: &impl Serialize) -> Answer {
        json(StatusCode::OK, body).map(Reply)
    }

    /// A file to keep: an export.
    pub fn download(kind: &'static str, file_name: &str, body: impl Into<axum::body::Body>) -> Answer {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let safe: String = file_name.chars().map(|c| if plain(c) { c } else { '-' }).collect();
        let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{safe}\""));
        let mut response = Response::new(body.into());
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        headers.insert(header::CONTENT_DISPOSITION, disposition.map_err(Problem::fault)?);
        Ok(Reply(response))
    }

    /// 303 to a path of this site.
    pub fn see(location: &str) -> Answer {
        let value = HeaderValue::from_str(&local_path(location)).map_err(Problem::fault)?;
        Ok(Reply((StatusCode::SEE_OTHER, [(header::LOCATION, value)]).into_response()))
    }

    /// Adds a header, a cookie for example.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Reply {
        self.0.headers_mut().append(name, value);
        self
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        self.0
    }
}

impl From<Response> for Reply {
    fn from(response: Response) -> Reply {
        Reply(response)
    }
}

/// Puts each wrong field's label before its message in the summary above the form: "Price: please enter a number".
/// The summary is written before the fields are, so it leaves a place for them.
fn name_fields(mut content: String, errors: &Errors, lang: Lang) -> String {
    let colon = if lang == Lang::Zh { "：" } else { ": " };
    for error in errors.list().iter().filter(|error| !error.field.is_empty()) {
        let field = escaped(&error.field);
        let found = content.split_once(&format!("data-field=\"{field}\" data-label=\""));
        let label = found.and_then(|(_, rest)| rest.split('"').next());
        if let Some(label) = label.map(|label| format!("{label}{colon}")) {
            content = content.replace(&format!("<span data-label-of=\"{field}\"></span>"), &label);
        }
    }
    content
}

/// What a program reads of a page.
fn of_view<V: View>(status: StatusCode, view: &V) -> Result<Response, Problem> {
    let mut response = json(status, view)?;
    if view.unlisted() {
        layout::unlist(response.headers_mut());
    }
    Ok(response)
}

fn json(status: StatusCode, body: &impl Serialize) -> Result<Response, Problem> {
    let bytes = serde_json::to_vec(body).map_err(Problem::fault)?;
    let kind = HeaderValue::from_static("application/json");
    Ok((status, [(header::CONTENT_TYPE, kind)], bytes).into_response())
}

/// A path on this site, or `/` for anything that could lead elsewhere: `https://…`, `//host`, `/\host`.
/// Control characters and characters outside ASCII are percent-encoded, so that it fits a header.
pub fn local_path(text: &str) -> String {
    let bytes = text.as_bytes();
    let local = bytes.first() == Some(&b'/') && !matches!(bytes.get(1), Some(b'/' | b'\\'));
    // Browsers strip tabs and line ends before they read a URL: "/\t/host" would be "//host".
    if !local || text.contains(|c: char| c.is_ascii_control() || c == '\\') {
        return "/".to_owned();
    }
    let mut path = String::with_capacity(text.len());
    for byte in bytes {
        match byte {
            b'!'..=b'~' => path.push(char::from(*byte)),
            other => path.push_str(&format!("%{other:02X}")),
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_stays_on_this_site() {
        for (asked, given) in [
            ("/c/dongli?x=1#top", "/c/dongli?x=1#top"),
            ("/c/东", "/c/%E4%B8%9C"),
            ("https://evil.example/", "/"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("/\t/evil.example", "/"),
            ("/a\r\nSet-Cookie: x=1", "/"),
            ("javascript:alert(1)", "/"),
            ("", "/"),
        ] {
            assert_eq!(local_path(asked), given, "{asked}");
        }
    }
}
