//! Answers that are not what was asked for: refusals in the person's language, faults with an incident number.
//!
//! A handler returns `Problem` with `?` and without knowing the language or the format; the edge (`edge.rs`)
//! renders it as a page or as `application/problem+json` (RFC 9457).

use crate::form::Errors;
use crate::lang::Lang;
use crate::refused::WebRefused;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::{Id, Prefixed};
use serde::Serialize;
use std::fmt;
use std::sync::Arc;
use store::{Fault, OpError};

/// An answer for a person. Each feature's refusal enums implement it; a test walks them all.
pub trait Refusal: fmt::Debug + Send + Sync + 'static {
    /// Stable, in snake case: programs branch on it.
    fn code(&self) -> &'static str;
    fn status(&self) -> StatusCode;
    /// One or two sentences: what is the matter and what to do next.
    fn say(&self, lang: Lang) -> String;
    /// The form field it is about, if it is about one.
    fn field(&self) -> Option<&'static str> {
        None
    }
}

/// All refusals of one kind, to be explained in `/docs`.
pub fn refusals_of<R: Refusal + Clone>(all: &[R]) -> Vec<Arc<dyn Refusal>> {
    all.iter().map(|refusal| Arc::new(refusal.clone()) as Arc<dyn Refusal>).collect()
}

/// What a handler returns.
pub type Answer = Result<crate::Reply, Problem>;

/// The id under which the log knows a fault.
#[derive(Debug)]
pub enum Incident {}
impl Prefixed for Incident {
    const PREFIX: &'static str = "inc";
}

/// When to come back to a site that is too busy.
const BUSY_SECONDS: u64 = 2;

/// A refusal or a fault on its way to the edge.
#[derive(Debug, Clone)]
pub struct Problem {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    refusal: Arc<dyn Refusal>,
    errors: Errors,
    incident: Option<Id<Incident>>,
    retry_after_seconds: Option<u64>,
}

impl Problem {
    pub fn refused(refusal: impl Refusal) -> Problem {
        let retry_after_seconds = None;
        Problem::of(Arc::new(refusal), Errors::none(), None, retry_after_seconds)
    }

    /// 429 with `Retry-After`.
    pub fn too_many(retry_after_seconds: u64) -> Problem {
        Problem::of(Arc::new(WebRefused::TooManyRequests), Errors::none(), None, Some(retry_after_seconds))
    }

    pub fn not_found() -> Problem {
        Problem::refused(WebRefused::NoSuchPage)
    }

    /// A form that does not hold, for programs: 422 with `errors` by field.
    pub fn form(errors: Errors) -> Problem {
        match errors.refusal() {
            Some(refusal) => Problem::of(refusal, errors, None, None),
            None => Problem::of(Arc::new(WebRefused::InvalidInput), errors, None, None),
        }
    }

    /// Logs the fault once and gives it the number that the person is shown.
    pub fn fault(what: impl fmt::Display) -> Problem {
        let site_down = WebRefused::Fault;
        let incident = incident();
        tracing::error!(%incident, fault = %what, "fault");
        Problem::of(Arc::new(site_down), Errors::none(), Some(incident), None)
    }

    fn of(
        refusal: Arc<dyn Refusal>,
        errors: Errors,
        incident: Option<Id<Incident>>,
        retry_after_seconds: Option<u64>,
    ) -> Problem {
        Problem { inner: Arc::new(Inner { refusal, errors, incident, retry_after_seconds }) }
    }

    pub fn code(&self) -> &'static str {
        self.inner.refusal.code()
    }

    pub fn status(&self) -> StatusCode {
        self.inner.refusal.status()
    }

    pub fn say(&self, lang: Lang) -> String {
        self.inner.refusal.say(lang)
    }

    pub fn incident(&self) -> Option<Id<Incident>> {
        self.inner.incident
    }

    /// The body of RFC 9457.
    pub fn body(&self, lang: Lang) -> ProblemBody {
        let status = self.status();
        ProblemBody {
            kind: format!("/docs#problem-{}", self.code()),
            title: status.canonical_reason().unwrap_or("Problem").to_owned(),
            status: status.as_u16(),
            detail: self.say(lang),
            code: self.code().to_owned(),
            errors: self.inner.errors.list().to_vec(),
            incident: self.inner.incident.map(|incident| incident.to_string()),
        }
    }

    /// As JSON in a language; the edge uses it for programs.
    pub(crate) fn json(&self, lang: Lang) -> Response {
        let body = serde_json::to_vec(&self.body(lang)).unwrap_or_default();
        let mut response = (self.status(), body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        self.add_headers(&mut response);
        response
    }

    pub(crate) fn add_headers(&self, response: &mut Response) {
        let headers = response.headers_mut();
        if let Some(seconds) = self.inner.retry_after_seconds {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status() == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
    }
}

fn incident() -> Id<Incident> {
    let now = kernel::Timestamp::of_system();
    Id::from_parts(now.milliseconds(), crate::IdSource::system().random())
}

/// What programs get in `application/problem+json`.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ProblemBody {
    /// Where the code is explained.
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    /// For a person, in the language asked for.
    pub detail: String,
    /// Stable; branch on this.
    pub code: String,
    /// One entry for each field that does not hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<crate::form::FieldError>,
    /// Tell it to who runs the site: the log has more under this number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incident: Option<String>,
}

impl<R: Refusal> From<R> for Problem {
    fn from(refusal: R) -> Problem {
        Problem::refused(refusal)
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Problem {
        match fault {
            // Nothing is broken: the same request in a moment may do.
            Fault::Busy => Problem::of(Arc::new(WebRefused::Busy), Errors::none(), None, Some(BUSY_SECONDS)),
            // Looked after by whoever runs the site, so it is in the log; and a person can still read.
            Fault::StorageFull => {
                tracing::error!(fault = %fault, "a change was not taken");
                Problem::refused(WebRefused::StorageFull)
            }
            fault => Problem::fault(fault),
        }
    }
}

impl<R: Refusal> From<OpError<R>> for Problem {
    fn from(error: OpError<R>) -> Problem {
        match error {
            OpError::Refused(refusal) => Problem::refused(refusal),
            OpError::Fault(fault) => fault.into(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.json(Lang::Zh);
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What of the store's is ours to mend, and what passes.
    #[test]
    fn faults_that_pass_are_told_from_those_that_do_not() {
        for (fault, status, code, retry) in [
            (Fault::Busy, 503, "busy", Some("2")),
            (Fault::StorageFull, 507, "storage_full", None),
            (Fault::Closed, 500, "fault", None),
        ] {
            let response = Problem::from(OpError::<WebRefused>::Fault(fault.clone())).json(Lang::En);
            let waits = response.headers().get(header::RETRY_AFTER).map(|value| value.to_str().unwrap());
            assert_eq!((response.status().as_u16(), waits), (status, retry), "{fault}");
            assert_eq!(Problem::from(fault).code(), code);
        }
    }
}
