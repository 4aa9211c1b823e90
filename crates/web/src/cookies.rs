//! The cookies of the site: the session and the language.

use crate::caller::session_cookie_name;
use crate::lang::{self, Lang};
use crate::site::SiteConfig;
use axum::http::{HeaderMap, HeaderValue};

/// `Set-Cookie` that signs a browser in for `seconds`. Lax: a link from elsewhere finds the person signed in,
/// a form from elsewhere does not.
pub fn session_cookie(config: &SiteConfig, token: &str, seconds: u64) -> HeaderValue {
    cookie(session_cookie_name(config.secure()), token, seconds, config.secure(), true)
}

/// `Set-Cookie` that signs a browser out.
pub fn no_session_cookie(config: &SiteConfig) -> HeaderValue {
    cookie(session_cookie_name(config.secure()), "", 0, config.secure(), true)
}

/// `Set-Cookie` that keeps a browser's choice of language for a year.
pub fn lang_cookie(config: &SiteConfig, lang: Lang) -> HeaderValue {
    const YEAR: u64 = 365 * 24 * 3600;
    cookie(lang::COOKIE, lang.code(), YEAR, config.secure(), false)
}

/// `Set-Cookie` that keeps something of a feature's for `seconds`, for this site only and for no script.
pub fn feature_cookie(config: &SiteConfig, name: &str, value: &str, seconds: u64) -> HeaderValue {
    cookie(name, value, seconds, config.secure(), true)
}

/// What a browser keeps under a name.
pub fn own_cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    crate::caller::cookie(headers, name)
}

/// Tokens and languages are plain ASCII; anything else would be dropped rather than break the header.
fn cookie(name: &str, value: &str, seconds: u64, secure: bool, http_only: bool) -> HeaderValue {
    let mut text = format!("{name}={value}; Path=/; Max-Age={seconds}; SameSite=Lax");
    if http_only {
        text.push_str("; HttpOnly");
    }
    if secure {
        text.push_str("; Secure");
    }
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}
