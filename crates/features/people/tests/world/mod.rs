//! A site with accounts only, spoken to over its router as browsers and programs do.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use serde_json::Value;
use std::sync::Arc;
use store::{Config, Db, Schema};
use testkit::{FixedClock, Scratch, Stage};
use tower::ServiceExt;
use web::{Answered, Communities, CommunityContext, IdSource, Live, Membership, Site, SiteConfig, Who};

pub(crate) struct World {
    pub(crate) site: Site,
    pub(crate) clock: FixedClock,
    pub(crate) hashing: Arc<people::Hashing>,
    router: Router,
    _scratch: Scratch,
}

/// There are none here.
struct NoCommunities;

impl Communities for NoCommunities {
    fn community<'a>(&'a self, _: &'a str) -> Answered<'a, Option<CommunityContext>> {
        Box::pin(async { Ok(None) })
    }
    fn membership<'a>(&'a self, _: i64, _: web::ids::PersonId) -> Answered<'a, Option<Membership>> {
        Box::pin(async { Ok(None) })
    }
}

impl Stage for World {
    async fn set(scratch: Scratch) -> World {
        World::with(scratch, people::Limits::generous())
    }
}

impl World {
    pub(crate) fn with(scratch: Scratch, limits: people::Limits) -> World {
        let place = scratch.migrated(&people::migrations());
        let db = Db::open(&Config::new(place, Schema::new(&people::tables()))).unwrap();
        let clock = FixedClock::default();
        let site = Site {
            db: db.clone(),
            clock: Arc::new(clock.clone()),
            ids: IdSource::system(),
            who: Arc::new(Who::new(people::PeopleSessions::new(db), NoCommunities)),
            live: Live::new(),
            config: Arc::new(SiteConfig::at("http://localhost")),
        };
        let settings = people::Settings { limits: Arc::new(limits), ..people::Settings::usual() };
        let hashing = settings.hashing.clone();
        let router = web::whole(&site, people::routes(settings)).unwrap();
        World { site, clock, hashing, router, _scratch: scratch }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 4 << 20).await.unwrap();
        Reply {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }

    /// As a program.
    pub(crate) async fn post(&self, path: &str, token: Option<&str>, body: Value) -> Reply {
        self.send(request("POST", path, token).body(Body::from(body.to_string())).unwrap()).await
    }

    pub(crate) async fn get(&self, path: &str, token: Option<&str>) -> Reply {
        self.send(request("GET", path, token).body(Body::empty()).unwrap()).await
    }

    /// A form from a browser.
    pub(crate) async fn form(&self, path: &str, cookie: &str, body: &str) -> Reply {
        let request = Request::post(path)
            .header(header::ACCEPT, "text/html")
            .header(header::ACCEPT_LANGUAGE, "en")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, cookie)
            .header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    /// Signs up and answers the bearer token.
    pub(crate) async fn sign_up(&self, email: &str, password: &str) -> String {
        let reply =
            self.post("/sign-up", None, serde_json::json!({ "email": email, "password": password })).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
        reply.json()["token"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn sign_in(&self, email: &str, password: &str) -> Reply {
        self.post("/sign-in", None, serde_json::json!({ "email": email, "password": password })).await
    }
}

fn request(method: &str, path: &str, token: Option<&str>) -> axum::http::request::Builder {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::ACCEPT, "application/json")
        .header(header::ACCEPT_LANGUAGE, "en")
        .header(header::CONTENT_TYPE, "application/json");
    match token {
        Some(token) => request.header(header::AUTHORIZATION, format!("Bearer {token}")),
        None => request,
    }
}

#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or(Value::Null)
    }

    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// What else is said of the session cookie: how long, and for whom.
    pub(crate) fn session_cookie_rest(&self) -> Option<String> {
        let mut cookies =
            self.headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
        let session = cookies.rfind(|cookie| cookie.starts_with("hehuo_session="))?;
        Some(session.split_once(';')?.1.to_owned())
    }

    /// `name=value` of the session cookie that was set.
    pub(crate) fn session_cookie(&self) -> Option<String> {
        let mut cookies =
            self.headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
        let session = cookies.rfind(|cookie| cookie.starts_with("hehuo_session="))?;
        Some(session.split(';').next()?.to_owned())
    }
}
