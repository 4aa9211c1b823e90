//! `Caller`: who asks, in which community, in which language, and in which form the answer is wanted.

use crate::edge::Scope;
use crate::identify::{CommunityContext, Membership, SignedIn, TokenHash};
use crate::ids::PersonId;
use crate::lang::{self, Lang};
use crate::power::Power;
use crate::problem::Problem;
use crate::refused::WebRefused;
use crate::reply::local_path;
use crate::site::{Site, SiteConfig};
use axum::extract::{ConnectInfo, FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// The form of the answer: a page for a browser, JSON for a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    Html,
    Json,
}

impl Wants {
    /// A browser says `text/html` in Accept; everything else is a program.
    pub fn of(headers: &HeaderMap) -> Wants {
        let html = headers.get_all(header::ACCEPT).iter().any(|accept| {
            accept.to_str().is_ok_and(|accept| {
                accept.split(',').any(|range| {
                    let mut pieces = range.split(';').map(str::trim);
                    let named = pieces.next().is_some_and(|kind| kind.eq_ignore_ascii_case("text/html"));
                    named && !pieces.any(|piece| matches!(piece, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
                })
            })
        });
        if html { Wants::Html } else { Wants::Json }
    }
}

/// An extractor; every handler that answers a person has it. Under `/c/{slug}` it knows the community, and
/// refuses with 404 when there is none of that name.
#[derive(Debug, Clone)]
pub struct Caller {
    pub lang: Lang,
    pub wants: Wants,
    pub signed_in: Option<SignedIn>,
    /// The hash of the token that was shown, for `Who::forget_token` at sign-out.
    pub token: Option<TokenHash>,
    /// The address the connection comes from, for limits; None in tests without a socket.
    pub peer: Option<IpAddr>,
    /// Path and query of the page in sight, for `next` and the language switch: what was asked for, or for a
    /// form that was sent the page it was on.
    pub path: String,
    pub config: Arc<SiteConfig>,
    pub(crate) community: Option<Arc<CommunityContext>>,
    pub(crate) membership: Option<Arc<Membership>>,
}

impl Caller {
    /// Who is signed in; refuses visitors (a browser is sent to sign in and comes back).
    pub fn person(&self) -> Result<PersonId, Problem> {
        self.signed_in.as_ref().map(|who| who.person).ok_or_else(|| WebRefused::NotSignedIn.into())
    }

    /// The community of the path `/c/{slug}/…`.
    pub fn community(&self) -> Result<&CommunityContext, Problem> {
        self.community.as_deref().ok_or_else(|| WebRefused::NoSuchCommunity.into())
    }

    /// The same, shared: to move into a closure or a view.
    pub fn community_shared(&self) -> Result<Arc<CommunityContext>, Problem> {
        self.community.clone().ok_or_else(|| WebRefused::NoSuchCommunity.into())
    }

    /// None for visitors and for people who are not members here.
    pub fn membership(&self) -> Option<&Membership> {
        self.membership.as_deref()
    }

    /// Refuses visitors and people who are not members.
    pub fn member(&self) -> Result<&Membership, Problem> {
        self.person()?;
        self.membership.as_deref().ok_or_else(|| WebRefused::NotAMember.into())
    }

    /// True when the caller holds the power here: for showing or hiding a button.
    pub fn can(&self, power: Power) -> bool {
        self.membership.as_ref().is_some_and(|membership| membership.powers.has(power))
    }

    /// A courtesy check; the operation decides again on locked rows.
    pub fn may(&self, power: Power) -> Result<&Membership, Problem> {
        let membership = self.member()?;
        match membership.powers.has(power) {
            true => Ok(membership),
            false => Err(WebRefused::LacksPower(power).into()),
        }
    }

    /// Home and market: for all where the charter says so, else for members.
    pub fn sees_community(&self) -> Result<&CommunityContext, Problem> {
        let community = self.community()?;
        self.sees(community.public)?;
        Ok(community)
    }

    /// Funds and journal: for all where the charter says so, else for members.
    pub fn sees_books(&self) -> Result<&CommunityContext, Problem> {
        let community = self.community()?;
        self.sees(community.books_public)?;
        Ok(community)
    }

    fn sees(&self, open: bool) -> Result<(), Problem> {
        match (open, &self.membership, &self.signed_in) {
            (true, _, _) | (_, Some(_), _) => Ok(()),
            (_, None, Some(_)) => Err(WebRefused::NotForVisitors.into()),
            (_, None, None) => Err(WebRefused::NotSignedIn.into()),
        }
    }
}

impl<S> FromRequestParts<S> for Caller
where
    Site: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Caller, Problem> {
        if let Some(known) = parts.extensions.get::<Scope>().and_then(Scope::caller) {
            return Ok(known);
        }
        let site = Site::from_ref(state);
        let mut caller = Caller::visitor(&site, parts);
        if let Some(token) = token(&parts.headers, site.config.secure()) {
            let token = TokenHash::of(token);
            caller.signed_in = site.who.signed_in(&token, site.now()).await?;
            caller.token = Some(token);
            if lang_cookie(&parts.headers).is_none()
                && let Some(lang) = caller.signed_in.as_ref().and_then(|who| who.lang)
            {
                caller.lang = lang;
            }
        }
        let slug = slug(parts.uri.path()).map(str::to_owned);
        let mut missing = false;
        if let Some(slug) = slug {
            caller.community = site.who.community(&slug).await?;
            missing = caller.community.is_none();
        }
        if let (Some(community), Some(who)) = (&caller.community, &caller.signed_in) {
            caller.membership = site.who.membership(community.number, who.person).await?;
        }
        if let Some(scope) = parts.extensions.get::<Scope>() {
            scope.remember(&caller);
        }
        if missing { Err(WebRefused::NoSuchCommunity.into()) } else { Ok(caller) }
    }
}

impl Caller {
    /// A caller that nobody asked about: for pictures of pages and for tests of views.
    pub fn for_a_look(
        lang: Lang,
        path: &str,
        community: Option<Arc<CommunityContext>>,
        membership: Option<Arc<Membership>>,
    ) -> Caller {
        let config = Arc::new(SiteConfig { simulated_payments: true, ..SiteConfig::at("http://localhost") });
        let wants = Wants::Html;
        let (signed_in, token, peer, path) = (None, None, None, path.to_owned());
        Caller { lang, wants, signed_in, token, peer, path, config, community, membership }
    }

    /// What can be known without asking anybody.
    pub(crate) fn visitor(site: &Site, parts: &Parts) -> Caller {
        let headers = &parts.headers;
        let accepted =
            headers.get(header::ACCEPT_LANGUAGE).and_then(|text| text.to_str().ok()).and_then(Lang::accepted);
        Caller {
            lang: lang_cookie(headers).or(accepted).unwrap_or(Lang::Zh),
            wants: Wants::of(headers),
            signed_in: None,
            token: None,
            peer: peer(site, parts),
            path: shown_path(site, parts),
            config: site.config.clone(),
            community: None,
            membership: None,
        }
    }
}

/// A form's address may answer POST only, so whoever signs in first has to come back to the form's page.
fn shown_path(site: &Site, parts: &Parts) -> String {
    let asked = || parts.uri.path_and_query().map_or_else(|| "/".to_owned(), |path| path.to_string());
    if parts.method == Method::GET || parts.method == Method::HEAD {
        return asked();
    }
    let header = |name| parts.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let Some(referer) = header(header::REFERER) else { return "/".to_owned() };
    let by_host = || {
        let (_, rest) = referer.split_once("://")?;
        rest.strip_prefix(header(header::HOST)?)
    };
    let path = referer.strip_prefix(&site.config.base_url).or_else(by_host);
    path.filter(|path| path.starts_with('/')).map_or_else(|| "/".to_owned(), local_path)
}

/// Behind a proxy the last entry of X-Forwarded-For is the one our proxy wrote itself.
fn peer(site: &Site, parts: &Parts) -> Option<IpAddr> {
    let socket = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let forwarded = parts.headers.get_all("x-forwarded-for").iter().next_back();
    let forwarded = forwarded.and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
    if site.config.behind_proxy { forwarded.or(socket) } else { socket }
}

/// The slug in `/c/{slug}` and below; percent-encoded ones match nothing, as slugs are plain ASCII.
fn slug(path: &str) -> Option<&str> {
    path.strip_prefix("/c/")?.split('/').next().filter(|slug| !slug.is_empty())
}

/// `__Host-` binds the cookie to this very host over https; browsers refuse the prefix on plain http.
pub fn session_cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-hehuo_session" } else { "hehuo_session" }
}

/// A program's bearer token, else the browser's cookie.
fn token(headers: &HeaderMap, secure: bool) -> Option<&str> {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(bearer);
    bearer.or_else(|| cookie(headers, session_cookie_name(secure)))
}

pub(crate) fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim()).filter(|token| !token.is_empty())
}

fn lang_cookie(headers: &HeaderMap) -> Option<Lang> {
    cookie(headers, lang::COOKIE).and_then(Lang::parse)
}

/// The first cookie of that name.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}
