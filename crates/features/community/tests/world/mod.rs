//! A site with people and communities, spoken to over its router as programs and browsers do.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use store::{Config, Db, Migration, Schema, Table};
use testkit::{FixedClock, Scratch, Stage};
use tower::ServiceExt;
use web::ids::PersonId;
use web::{IdSource, Live, Site, SiteConfig, Who};

pub(crate) struct World {
    pub(crate) site: Site,
    pub(crate) clock: FixedClock,
    router: Router,
    next: AtomicU64,
    _scratch: Scratch,
}

pub(crate) fn migrations() -> Vec<Migration> {
    [people::migrations(), ledger::migrations(), community::migrations()].concat()
}

pub(crate) fn tables() -> Vec<&'static Table> {
    [people::tables(), ledger::tables(), community::tables()].concat()
}

impl Stage for World {
    async fn set(scratch: Scratch) -> World {
        let place = scratch.migrated(&migrations());
        let db = Db::open(&Config::new(place, Schema::new(&tables()))).unwrap();
        let clock = FixedClock::default();
        let sessions = people::PeopleSessions::new(db.clone());
        let communities = community::CommunityMembers::new(db.clone());
        let site = Site {
            db: db.clone(),
            clock: Arc::new(clock.clone()),
            ids: IdSource::system(),
            who: Arc::new(Who::new(sessions, communities)),
            live: Live::new(),
            config: Arc::new(SiteConfig::at("http://localhost")),
        };
        let above =
            vec![Box::new(community::CommunityPersonalData::new(db)) as Box<dyn people::PersonalData>];
        let settings =
            people::Settings { limits: Arc::new(people::Limits::generous()), ..people::Settings::usual() };
        let routes = people::routes(settings.below(above));
        let routes = routes.merge(community::routes(community::Sections::default()));
        let router = web::whole(&site, routes).unwrap();
        World { site, clock, router, next: AtomicU64::new(1), _scratch: scratch }
    }
}

pub(crate) const PASSWORD: &str = "a long phrase of ours";

/// Somebody who is signed in; without a token a visitor.
#[derive(Debug, Clone)]
pub(crate) struct Someone {
    pub(crate) token: Option<String>,
    pub(crate) email: String,
}

impl World {
    pub(crate) fn visitor(&self) -> Someone {
        Someone { token: None, email: String::new() }
    }

    /// Straight into the store: argon2 is people's to test.
    pub(crate) async fn person(&self, name: &str) -> Someone {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let email = format!("{}{number}@example.org", name.replace(' ', "."));
        let token = people::Token::fresh(&self.site.ids);
        let input = people::SignUpInput {
            person: self.site.id(),
            email: people::Address::parse(&email).unwrap(),
            verifier: people::Verifier::of_nobody(self.site.ids.random()),
            lang: web::Lang::En,
            session: people::NewSession {
                token_hash: token.hash(),
                id: self.site.id(),
                agent: String::new(),
                replaces: None,
            },
        };
        let now = self.site.now();
        self.site.db.transact(0, move |tx| people::sign_up(tx, &input, now)).await.unwrap();
        Someone { token: Some(token.text()), email }
    }

    pub(crate) async fn operator(&self) -> Someone {
        let link = people::Token::fresh(&self.site.ids);
        let (hash, now) = (link.hash(), self.site.now());
        self.site.db.transact(0, move |tx| people::make_setup_link(tx, &hash, now)).await.unwrap();
        let body = json!({ "email": "op@example.org", "password": PASSWORD });
        let reply = self.post(&self.visitor(), &format!("/setup/{}", link.text()), body).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
        let token = reply.json()["token"].as_str().unwrap().to_owned();
        Someone { token: Some(token), email: "op@example.org".to_owned() }
    }

    /// As `member`, with an account that knows its password.
    pub(crate) async fn signed_up_member(
        &self,
        steward: &Someone,
        slug: &str,
        name: &str,
    ) -> (Someone, String) {
        let link = self.invitation(steward, slug, 1).await;
        let body = json!({ "email": "signed.up@example.org", "password": PASSWORD });
        let token =
            self.post(&self.visitor(), "/sign-up", body).await.json()["token"].as_str().map(str::to_owned);
        let person = Someone { token, email: "signed.up@example.org".to_owned() };
        let reply = self.post(&person, &link, json!({ "display_name": name })).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.body);
        (person, reply.json()["member"].as_str().unwrap().to_owned())
    }

    /// As erasing the account does: what communities keep of the person goes.
    pub(crate) async fn forget(&self, person: PersonId) -> Result<(), web::Problem> {
        let kept = community::CommunityPersonalData::new(self.site.db.clone());
        let now = self.site.now();
        people::PersonalData::may_erase(&kept, &self.site, person, now).await?;
        people::PersonalData::erase(&kept, &self.site, person, now).await
    }

    pub(crate) async fn found(&self, by: &Someone, slug: &str) -> Reply {
        self.post(by, "/new", community_form(slug)).await
    }

    /// A community with a steward of its own.
    pub(crate) async fn community(&self, slug: &str) -> Someone {
        let steward = self.person("steward").await;
        let reply = self.found(&steward, slug).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.body);
        steward
    }

    /// A new member by invitation; answers who and the member's id.
    pub(crate) async fn member(&self, steward: &Someone, slug: &str, name: &str) -> (Someone, String) {
        let link = self.invitation(steward, slug, 1).await;
        let person = self.person(name).await;
        let reply = self.post(&person, &link, json!({ "display_name": name })).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.body);
        (person, reply.json()["member"].as_str().unwrap().to_owned())
    }

    /// The path of a fresh invitation.
    pub(crate) async fn invitation(&self, by: &Someone, slug: &str, uses: i64) -> String {
        let body = json!({ "uses_max": uses.to_string(), "days": "7" });
        let reply = self.post(by, &format!("/c/{slug}/invitations"), body).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.body);
        reply.json()["link"].as_str().unwrap().trim_start_matches("http://localhost").to_owned()
    }

    pub(crate) async fn give(&self, by: &Someone, slug: &str, member: &str, role: &str) -> Reply {
        let body = json!({ "role": role, "change": "give", "reason": "trusted" });
        self.post(by, &format!("/c/{slug}/members/{member}/roles"), body).await
    }

    pub(crate) async fn me(&self, someone: &Someone, slug: &str) -> String {
        let mine = self.get(someone, &format!("/c/{slug}/mine")).await.json();
        mine["member"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn person_id(&self, someone: &Someone) -> PersonId {
        let id = self.get(someone, "/me/data").await.json()["person"].as_str().unwrap().to_owned();
        PersonId::parse(&id).unwrap()
    }

    pub(crate) async fn get(&self, by: &Someone, path: &str) -> Reply {
        self.send(by, "GET", path, Value::Null, &BTreeMap::new()).await
    }

    pub(crate) async fn post(&self, by: &Someone, path: &str, body: Value) -> Reply {
        self.send(by, "POST", path, body, &BTreeMap::new()).await
    }

    /// The same request twice, under one key.
    pub(crate) async fn post_twice(&self, by: &Someone, path: &str, body: Value) -> (Reply, Reply) {
        let key = format!("key-{}", self.next.fetch_add(1, Ordering::Relaxed));
        let headers = BTreeMap::from([("idempotency-key", key.as_str())]);
        let first = self.send(by, "POST", path, body.clone(), &headers).await;
        (first, self.send(by, "POST", path, body, &headers).await)
    }

    pub(crate) async fn send(
        &self,
        by: &Someone,
        method: &str,
        path: &str,
        body: Value,
        headers: &BTreeMap<&str, &str>,
    ) -> Reply {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::ACCEPT_LANGUAGE, "en")
            .header(header::CONTENT_TYPE, "application/json");
        if !headers.contains_key("accept") {
            request = request.header(header::ACCEPT, "application/json");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(token) = &by.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        self.answer(request.body(body).unwrap()).await
    }

    async fn answer(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let bytes = to_bytes(response.into_body(), 4 << 20).await.unwrap();
        Reply { status, body: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// A form from a browser.
    pub(crate) async fn form(&self, by: &Someone, path: &str, fields: &[(&str, &str)]) -> Reply {
        let plain = |text: &str| text.replace(' ', "+");
        let pairs: Vec<_> = fields.iter().map(|(name, value)| format!("{name}={}", plain(value))).collect();
        let mut request = Request::post(path)
            .header(header::ACCEPT, "text/html")
            .header(header::ACCEPT_LANGUAGE, "en")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(token) = &by.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        self.answer(request.body(Body::from(pairs.join("&"))).unwrap()).await
    }

    /// As a browser sees it.
    pub(crate) async fn page(&self, by: &Someone, path: &str) -> Reply {
        self.send(by, "GET", path, Value::Null, &BTreeMap::from([("accept", "text/html")])).await
    }
}

pub(crate) fn community_form(slug: &str) -> Value {
    json!({
        "name": "East Gate", "slug": slug, "theme": "Eat well together", "belief": "The books are open.",
        "currency": "CNY", "zone": "Asia/Shanghai", "display_name": "Founder",
        "rule": ["Pay within a day", ""], "reason": ["suppliers wait", ""],
        "storefront_public": "on", "books_public": "on", "applications_open": "on", "probation_days": "0",
    })
}

#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) body: String,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or(Value::Null)
    }

    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }
}
