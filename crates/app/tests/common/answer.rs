//! What came back, and what every answer has to have.

use axum::http::HeaderMap;
use serde_json::Value;

#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// `POST /c/lane/orders`, for messages.
    pub(crate) asked: String,
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    #[track_caller]
    pub(crate) fn assert(&self, status: u16) -> &Answer {
        assert_eq!(self.status, status, "{}: {}", self.asked, self.short());
        self
    }

    /// Refused with this status and this code.
    #[track_caller]
    pub(crate) fn refused(&self, status: u16, code: &str) -> &Answer {
        self.assert(status);
        assert_eq!(self.json()["code"], code, "{}: {}", self.asked, self.body);
        assert_eq!(self.header("content-type"), "application/problem+json");
        self
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|_| panic!("{}: no JSON: {}", self.asked, self.short()))
    }

    pub(crate) fn text(&self, field: &str) -> String {
        let found = self.json()[field].as_str().map(str::to_owned);
        found.unwrap_or_else(|| panic!("{}: no {field} in {}", self.asked, self.short()))
    }

    pub(crate) fn number(&self, field: &str) -> i64 {
        self.json()[field]
            .as_i64()
            .unwrap_or_else(|| panic!("{}: no {field} in {}", self.asked, self.short()))
    }

    /// Empty where it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub(crate) fn is_html(&self) -> bool {
        self.header("content-type").starts_with("text/html")
    }

    pub(crate) fn is_json(&self) -> bool {
        let kind = self.header("content-type");
        kind.starts_with("application/json") || kind.starts_with("application/problem+json")
    }

    /// Turned away for who asks: not signed in, not allowed, or not told that it is there.
    pub(crate) fn turned_away(&self) -> bool {
        let to_sign_in = self.status == 303 && self.header("location").starts_with("/sign-in");
        matches!(self.status, 401 | 403 | 404) || to_sign_in
    }

    /// Enough of a page to see what it is about.
    pub(crate) fn short(&self) -> String {
        self.body.chars().take(1500).collect()
    }
}

/// What is wrong with a form leads to the field that it is about: each link to something on this very page.
#[track_caller]
fn check_summary(answer: &Answer) {
    // Who has no such form on the page has sent it from elsewhere.
    let sent_to = answer.asked.split(['?', ' ']).nth(1).unwrap_or_default();
    if !answer.is_html() || !answer.body.contains(&format!("action=\"{sent_to}\"")) {
        return;
    }
    for summary in answer.body.split("class=\"error-summary\"").skip(1) {
        let summary = summary.split("</div>").next().unwrap_or_default();
        for field in summary.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            // What a form fills in by itself, only who sends something else hears of.
            let ours = format!("type=\"hidden\" name=\"{field}\"");
            let there = answer.body.contains(&format!(" id=\"{field}\"")) || answer.body.contains(&ours);
            assert!(there, "{}: #{field} leads nowhere: {summary}", answer.asked);
        }
    }
}

/// The headers that every answer carries, whatever it is.
#[track_caller]
pub(crate) fn check_protected(answer: &Answer) {
    let policy = answer.header("content-security-policy");
    for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"] {
        assert!(policy.contains(part), "{}: policy without {part}: {policy}", answer.asked);
    }
    assert!(!policy.contains("unsafe-"), "{}: {policy}", answer.asked);
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), value, "{}: {name}", answer.asked);
    }
    check_summary(answer);
    assert!(!answer.header("cache-control").is_empty(), "{}: may be cached by anybody", answer.asked);
    assert!(!answer.header("x-request-id").is_empty(), "{}: no request id", answer.asked);
}
