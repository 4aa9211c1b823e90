//! The frame around every page.

use crate::assets;
use crate::caller::Caller;
use crate::html::{Html, query_escaped};
use crate::i18n::{L10nLanguage, t};
use crate::problem::Problem;
use crate::reply::{Back, Place, View};
use askama::Template;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// What the frame needs to know of a view.
pub(crate) struct About {
    pub(crate) title: String,
    pub(crate) place: Place,
    pub(crate) back: Option<Back>,
    pub(crate) wide: bool,
    pub(crate) live: Option<&'static str>,
    pub(crate) unlisted: bool,
}

impl About {
    pub(crate) fn of<V: View>(view: &V) -> About {
        About {
            title: view.title(),
            place: view.place(),
            back: view.back(),
            wide: view.wide(),
            live: view.live(),
            unlisted: view.unlisted(),
        }
    }
}

#[derive(Template)]
#[template(path = "layout.html")]
struct Layout<'a> {
    t: &'static L10nLanguage,
    caller: &'a Caller,
    about: About,
    content: &'a Html,
    nav: Vec<NavItem>,
    css: &'static str,
    js: &'static str,
    icon: &'static str,
    /// The first character of the community's name, as on a seal.
    seal: String,
    sign_in: String,
}

struct NavItem {
    href: String,
    text: String,
    icon: Html,
    here: bool,
    desk: bool,
}

pub(crate) fn page(
    caller: &Caller,
    about: About,
    content: &Html,
    status: StatusCode,
) -> Result<Response, Problem> {
    let nav = nav(caller, about.place);
    let (css, js, icon) = (assets::url("hehuo.css"), assets::url("hehuo.js"), assets::url("icon.svg"));
    let name = caller.community.as_ref().map_or("", |community| community.name.as_str());
    let seal = name.chars().next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let sign_in = format!("/sign-in?next={}", query_escaped(&caller.path));
    let unlisted = about.unlisted;
    let layout = Layout { t: t(caller.lang), caller, about, content, nav, css, js, icon, seal, sign_in };
    let body = layout.render().map_err(Problem::fault)?;
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    let mut response = (status, [(header::CONTENT_TYPE, kind)], body).into_response();
    if unlisted {
        unlist(response.headers_mut());
    }
    Ok(response)
}

/// Said to search engines beside what the page says to them.
pub(crate) fn unlist(headers: &mut HeaderMap) {
    let robots = HeaderName::from_static("x-robots-tag");
    headers.insert(robots, HeaderValue::from_static("noindex, nofollow, noarchive"));
}

/// Six places at the foot, five for who is no member; in a rail also the desk, for those who have work there.
fn nav(caller: &Caller, place: Place) -> Vec<NavItem> {
    let Some(community) = &caller.community else { return Vec::new() };
    let (t, base) = (t(caller.lang), format!("/c/{}", community.slug));
    let item = |at: Place, path: &str, text: String| NavItem {
        href: format!("{base}{path}"),
        text,
        icon: crate::icons::of(at),
        here: at == place,
        desk: at == Place::Desk,
    };
    // What is decided is for members: a visitor is not led to where they would be sent away.
    let decides = caller.membership().map(|_| item(Place::Decisions, "/decisions", t.nav_decisions()));
    let mut items = vec![
        item(Place::Home, "", t.nav_home()),
        item(Place::Market, "/market", t.nav_market()),
        item(Place::Projects, "/projects", t.nav_projects()),
        item(Place::Books, "/books", t.nav_books()),
        item(Place::Mine, "/mine", t.nav_mine()),
    ];
    if let Some(decides) = decides {
        items.insert(2, decides);
    }
    if caller.membership().is_some_and(|membership| !membership.powers.is_empty()) {
        items.push(item(Place::Desk, "/desk", t.nav_desk()));
    }
    items
}
