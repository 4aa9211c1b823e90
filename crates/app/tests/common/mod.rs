//! The whole program in a test: a router over an empty database of either engine, people who speak to it as
//! programs and browsers do, and the words in which stories are told.

#![allow(dead_code, reason = "each test binary uses its part of it")]
#![allow(clippy::unwrap_used, reason = "a test")]

pub(crate) mod answer;
pub(crate) mod ballots;
pub(crate) mod forms;
pub(crate) mod gateway;
pub(crate) mod http;
pub(crate) mod killed;
pub(crate) mod owned;
pub(crate) mod seen;
pub(crate) mod server;
pub(crate) mod shop;

pub(crate) use answer::{Answer, check_protected};
#[allow(unused_imports, reason = "not every binary names the type")]
pub(crate) use shop::{Shop, shop};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, header};
use hehuo::site::{Features, Running};
use kernel::Timestamp;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use testkit::{FixedClock, Scratch, Stage};
use tower::ServiceExt;
use web::{IdSource, SiteConfig};

pub(crate) const PASSWORD: &str = "a long walk by the river";

/// One site.
pub(crate) struct World {
    pub(crate) running: Running,
    pub(crate) clock: FixedClock,
    router: Router,
    scratch: Scratch,
    pub(crate) files: FilesFolder,
}

/// Where handed-in files lie during a test; removed with it.
pub(crate) struct FilesFolder(pub(crate) std::path::PathBuf);

impl FilesFolder {
    fn new() -> FilesFolder {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let name = format!("{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = testkit::target_folder().join("tmp").join("files").join(name);
        std::fs::create_dir_all(&folder).unwrap();
        FilesFolder(folder)
    }
}

impl Drop for FilesFolder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub(crate) struct Someone {
    pub(crate) name: String,
    pub(crate) token: String,
}

impl Stage for World {
    async fn set(scratch: Scratch) -> World {
        World::at(scratch, FixedClock::default())
    }
}

impl World {
    pub(crate) fn at(scratch: Scratch, clock: FixedClock) -> World {
        let db = hehuo::site::open_store(&scratch.migrated(&hehuo::site::migrations())).unwrap();
        World::over(db, scratch, clock)
    }

    /// Over a store that was opened in a way of its own.
    pub(crate) fn over(db: store::Db, scratch: Scratch, clock: FixedClock) -> World {
        let ids = IdSource::system();
        let mut config = SiteConfig::at("http://hehuo.test");
        config.simulated_payments = true;
        let files = FilesFolder::new();
        let features = Features {
            sign_in_limits: Arc::new(people::Limits::generous()),
            files: files::Shelf::at(&files.0),
            ..Features::usual(&ids)
        };
        let running = Running::with(db, Arc::new(clock.clone()), ids, config, features);
        let router = running.router().unwrap();
        World { running, clock, router, scratch, files }
    }

    /// A page as a program over the same data shows it that plays no payment gateway.
    pub(crate) async fn look_unplayed(&self, who: &Someone, path: &str) -> Answer {
        let (db, clock) = (self.running.site.db.clone(), Arc::new(self.clock.clone()));
        let other = Running::new(db, clock, IdSource::system(), SiteConfig::at("http://hehuo.test"));
        send(other.router().unwrap(), browser(Method::GET, path, Some(who), None)).await
    }

    /// As a node that was told of no folder for files.
    pub(crate) fn without_files(&self) -> Router {
        let (db, clock) = (self.running.site.db.clone(), Arc::new(self.clock.clone()));
        Running::new(db, clock, IdSource::system(), SiteConfig::at("http://hehuo.test")).router().unwrap()
    }

    /// As a node whose files lie elsewhere, or are taken by other limits.
    pub(crate) fn with_files(&self, files: files::Shelf) -> Router {
        let (db, clock, ids) =
            (self.running.site.db.clone(), Arc::new(self.clock.clone()), IdSource::system());
        let features = Features { files, ..Features::usual(&ids) };
        let running = Running::with(db, clock, ids, SiteConfig::at("http://hehuo.test"), features);
        running.router().unwrap()
    }

    /// On the system's clock, for a database that a real process goes on with.
    pub(crate) fn now(scratch: Scratch) -> World {
        World::at(scratch, FixedClock::at(Timestamp::of_system()))
    }

    pub(crate) fn engine(&self) -> testkit::Engine {
        self.scratch.engine()
    }

    /// Closes the store and hands the place over.
    pub(crate) async fn leave(self) -> Scratch {
        self.running.site.db.close().await;
        self.scratch
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        send(self.router.clone(), request).await
    }

    /// For many requests at a time.
    pub(crate) fn router(&self) -> Router {
        self.router.clone()
    }

    pub(crate) async fn sign_up(&self, name: &str) -> Someone {
        let input = json!({ "email": format!("{name}@example.org"), "password": PASSWORD });
        let answer = self.send(program(Method::POST, "/sign-up", None, Some(&input))).await;
        answer.assert(200);
        let token = answer.json()["token"].as_str().unwrap().to_owned();
        Someone { name: name.to_owned(), token }
    }

    pub(crate) async fn get(&self, who: &Someone, path: &str) -> Answer {
        self.send(program(Method::GET, path, Some(who), None)).await
    }

    pub(crate) async fn post(&self, who: &Someone, path: &str, input: Value) -> Answer {
        self.send(program(Method::POST, path, Some(who), Some(&input))).await
    }

    /// With an idempotency key.
    pub(crate) async fn post_keyed(&self, who: &Someone, path: &str, key: &str, input: Value) -> Answer {
        let mut request = program(Method::POST, path, Some(who), Some(&input));
        request.headers_mut().insert("idempotency-key", key.parse().unwrap());
        self.send(request).await
    }

    /// A form with files in it, as a program sends it: (field, text), (field, name, bytes).
    pub(crate) async fn upload(
        &self,
        who: &Someone,
        path: &str,
        key: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Answer {
        self.send(uploading(who, path, key, fields, files)).await
    }

    /// As a browser does.
    pub(crate) async fn look(&self, who: Option<&Someone>, path: &str) -> Answer {
        self.send(browser(Method::GET, path, who, None)).await
    }

    /// As a browser that was switched to Chinese shows it.
    pub(crate) async fn look_in_chinese(&self, who: &Someone, path: &str) -> Answer {
        let mut request = browser(Method::GET, path, Some(who), None);
        let cookies = format!("hehuo_session={}; lang=zh", who.token);
        request.headers_mut().insert(header::COOKIE, cookies.parse().unwrap());
        self.send(request).await
    }

    /// A form sent from a page of this site.
    pub(crate) async fn fill(&self, who: Option<&Someone>, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(browser(Method::POST, path, who, Some(&encoded(fields)))).await
    }

    /// Moves the clock and runs what became due, also what that makes due in turn.
    pub(crate) async fn pass(&self, time: Duration) {
        self.clock.advance(time);
        while self.running.jobs.run_due(self.clock.now()).await.unwrap() > 0 {}
    }

    /// The books and the market's rows against every invariant.
    pub(crate) async fn assert_sound(&self) {
        let found = self.running.site.db.read(|reader| {
            let mut found = Vec::new();
            for (slug, number) in community::all(reader)? {
                let report = ledger::verify(reader, number)?;
                found.extend(report.violations.iter().map(|violation| format!("{slug}: {violation}")));
                found.extend(market::verify(reader, number)?);
                found.extend(contributions::verify(reader, number)?);
                found.extend(spending::verify(reader, number)?);
                found.extend(supply::verify(reader, number)?);
                found.extend(pools::verify(reader, number)?);
                found.extend(pickup::verify(reader, number)?);
                found.extend(ownership::verify(reader, number)?);
                found.extend(referral::verify(reader, number)?);
                found.extend(distribution::verify(reader, number)?);
                found.extend(governance::verify(reader, number)?);
            }
            Ok(found)
        });
        assert_eq!(found.await.unwrap(), [""; 0]);
    }
}

/// The request of `World::upload`.
pub(crate) fn uploading(
    who: &Someone,
    path: &str,
    key: &str,
    fields: &[(&str, &str)],
    files: &[(&str, &str, &[u8])],
) -> Request<Body> {
    let mut request = program(Method::POST, path, Some(who), None);
    request.headers_mut().insert("idempotency-key", key.parse().unwrap());
    let kind = "multipart/form-data; boundary=XbOuNdArYx";
    request.headers_mut().insert(header::CONTENT_TYPE, kind.parse().unwrap());
    *request.body_mut() = Body::from(parts(fields, files));
    request
}

fn parts(fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    let head = "--XbOuNdArYx\r\nContent-Disposition: form-data; name=";
    for (name, value) in fields {
        body.extend(format!("{head}\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
    }
    for (field, name, bytes) in files {
        let kind = "Content-Type: image/png";
        body.extend(format!("{head}\"{field}\"; filename=\"{name}\"\r\n{kind}\r\n\r\n").into_bytes());
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--XbOuNdArYx--\r\n");
    body
}

pub(crate) async fn send(router: Router, request: Request<Body>) -> Answer {
    let asked = format!("{} {}", request.method(), request.uri());
    let (parts, body) = router.oneshot(request).await.unwrap().into_parts();
    let body = to_bytes(body, 16 << 20).await.unwrap();
    let answer = Answer {
        asked,
        status: parts.status.as_u16(),
        headers: parts.headers,
        body: String::from_utf8_lossy(&body).into_owned(),
    };
    check_protected(&answer);
    answer
}

/// A program's request: JSON in and out, the token in a header.
pub(crate) fn program(
    method: Method,
    path: &str,
    who: Option<&Someone>,
    input: Option<&Value>,
) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path).header(header::ACCEPT_LANGUAGE, "en");
    if let Some(who) = who {
        request = request.header(header::AUTHORIZATION, format!("Bearer {}", who.token));
    }
    match input {
        None => request.body(Body::empty()),
        Some(input) => {
            request.header(header::CONTENT_TYPE, "application/json").body(Body::from(input.to_string()))
        }
    }
    .unwrap()
}

/// A browser's request: pages, forms, the token in a cookie, where it comes from.
pub(crate) fn browser(
    method: Method,
    path: &str,
    who: Option<&Someone>,
    form: Option<&str>,
) -> Request<Body> {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::ACCEPT, "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")
        .header(header::ACCEPT_LANGUAGE, "en")
        .header("sec-fetch-site", "same-origin");
    if let Some(who) = who {
        request = request.header(header::COOKIE, format!("hehuo_session={}", who.token));
    }
    match form {
        None => request.body(Body::empty()),
        Some(form) => request
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form.to_owned())),
    }
    .unwrap()
}

pub(crate) fn encoded(fields: &[(&str, &str)]) -> String {
    let pair = |(name, value): &(&str, &str)| format!("{}={}", escaped(name), escaped(value));
    fields.iter().map(pair).collect::<Vec<_>>().join("&")
}

pub(crate) fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// A name that no other of this process has.
pub(crate) fn fresh(what: &str) -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!("{what}{}", COUNT.fetch_add(1, Ordering::Relaxed))
}

pub(crate) fn days(count: u64) -> Duration {
    Duration::from_secs(count * 86_400)
}
