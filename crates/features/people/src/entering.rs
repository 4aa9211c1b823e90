//! What signing in, signing up and setting up have in common around their operations: forms, cookies, devices.
//!
//! Not a rule: forms, cookies and devices.

use crate::limits::TooSoon;
use crate::ops::sign_in::{Entered, NewSession};
use crate::{Address, Settings, SiteSecret, Token, Verifier, session, t};
use askama::Template;
use axum::http::{HeaderMap, HeaderValue, header};
use serde::{Deserialize, Serialize};
use store::Fault;
use utoipa::ToSchema;
use web::ui::{self, Field};
use web::{Answer, Caller, Errors, Place, Reply, Site, View, Wants, WebRefused, local_path, session_cookie};

/// For signing in and up.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct EnterForm {
    pub(crate) email: String,
    pub(crate) password: String,
    /// Where a browser goes on to: a path of this site.
    pub(crate) next: String,
}

/// What a program gets: send the token as `Authorization: Bearer …`.
#[derive(Serialize, ToSchema)]
pub(crate) struct BearerToken {
    pub(crate) token: String,
    /// RFC 3339. Each use moves it on.
    pub(crate) expires_at: String,
}

/// Which of the three pages with an address and a password it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Door {
    SignIn,
    SignUp,
    Setup,
}

#[derive(Template, Serialize)]
#[template(path = "enter.html")]
pub(crate) struct EnterPage {
    #[serde(skip)]
    t: &'static crate::L10nLanguage,
    #[serde(skip)]
    lang: web::Lang,
    #[serde(skip)]
    door: Door,
    #[serde(skip)]
    action: String,
    email: String,
    next: String,
    #[serde(skip)]
    errors: Errors,
}

impl View for EnterPage {
    fn title(&self) -> String {
        match self.door {
            Door::SignIn => self.t.sign_in_title(),
            Door::SignUp => self.t.sign_up_title(),
            Door::Setup => self.t.setup_title(),
        }
    }

    fn place(&self) -> Place {
        Place::Elsewhere
    }
}

impl EnterPage {
    pub(crate) fn new(caller: &Caller, door: Door, action: &str, form: &EnterForm) -> EnterPage {
        EnterPage {
            t: t(caller.lang),
            lang: caller.lang,
            door,
            action: action.to_owned(),
            email: form.email.clone(),
            next: if form.next.is_empty() { String::new() } else { local_path(&form.next) },
            errors: Errors::none(),
        }
    }

    /// The page again with what was typed, but for the password.
    pub(crate) fn again(mut self, caller: &Caller, errors: Errors) -> Answer {
        self.errors = errors.clone();
        Reply::form_refused(caller, &self, &errors)
    }

    /// Too many tries: the same, and when to come back.
    pub(crate) fn later(self, caller: &Caller, wait: TooSoon) -> Answer {
        if caller.wants == Wants::Json {
            return Err(wait.into());
        }
        let reply = self.again(caller, Errors::refused(WebRefused::TooManyRequests, caller.lang))?;
        Ok(reply.header(header::RETRY_AFTER, HeaderValue::from(wait.seconds)))
    }

    fn other_door(&self) -> (String, String) {
        let next = match self.next.is_empty() {
            true => String::new(),
            false => format!("?next={}", web::query_escaped(&self.next)),
        };
        match self.door {
            Door::SignIn => (format!("/sign-up{next}"), self.t.sign_in_other()),
            Door::SignUp | Door::Setup => (format!("/sign-in{next}"), self.t.sign_up_other()),
        }
    }
}

/// Where to go on to, from the address of the page.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct Next {
    pub(crate) next: String,
}

/// What this password is at this address: one hash, whatever there is.
pub(crate) async fn verifier(
    site: &Site,
    settings: &Settings,
    email: &Address,
    password: String,
) -> Result<Verifier, Fault> {
    let secret = SiteSecret::of(&site.db, &site.ids, site.now()).await?;
    settings.hashing.verifier(&secret, email, password).await
}

/// A session to be, and its secret.
pub(crate) fn new_session(site: &Site, caller: &Caller, headers: &HeaderMap) -> (Token, NewSession) {
    let token = Token::fresh(&site.ids);
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let session = NewSession {
        token_hash: token.hash(),
        id: site.id(),
        agent: session::agent_name(agent),
        replaces: caller.token,
    };
    (token, session)
}

/// The cookie and the way on for a browser, the token for a program.
pub(crate) fn welcome(site: &Site, caller: &Caller, token: &Token, entered: &Entered, next: &str) -> Answer {
    if let Some(old) = &caller.token {
        site.who.forget_token(old);
    }
    let next = if next.is_empty() { "/".to_owned() } else { local_path(next) };
    let body = BearerToken { token: token.text(), expires_at: entered.expires_at.to_string() };
    let reply = Reply::changed(caller, &next, &body)?;
    let cookie = session_cookie(&site.config, &token.text(), session::COOKIE_LASTS.as_secs());
    // A program keeps its own token; a cookie beside it would only confuse which one counts.
    Ok(match caller.wants {
        Wants::Html => reply.header(header::SET_COOKIE, cookie),
        Wants::Json => reply,
    })
}
