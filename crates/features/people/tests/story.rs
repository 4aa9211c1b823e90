//! Accounts and devices, as programs and browsers meet them, on both engines.

#![allow(clippy::unwrap_used, dead_code)] // a test stops at what it did not expect; worlds are shared between tests

mod world;

use axum::http::StatusCode;
use serde_json::json;
use std::time::Duration;
use testkit::both_engines;
use world::World;

const DAY: Duration = Duration::from_secs(24 * 3600);
const PASSWORD: &str = "cai ju dong li xia";

both_engines! {
    /// Signing up, in, out and in again, with one account.
    async fn a_person_comes_and_goes(world: World) {
        let first = world.sign_up("Ana@Example.org", PASSWORD).await;
        assert_eq!(world.get("/me", Some(&first)).await.json()["email"], "ana@example.org");
        let second = world.sign_in(" ana@example.org", PASSWORD).await;
        let second = second.json()["token"].as_str().unwrap().to_owned();
        assert_ne!(first, second);
        assert_eq!(world.post("/sign-out", Some(&first), json!({})).await.status, StatusCode::NO_CONTENT);
        assert_eq!(world.get("/me", Some(&first)).await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(world.get("/me", Some(&second)).await.status, StatusCode::OK);
    }

    /// A wrong password and an unknown address give one and the same answer.
    async fn nobody_learns_who_has_an_account(world: World) {
        world.sign_up("ana@example.org", PASSWORD).await;
        let wrong = world.sign_in("ana@example.org", "not the password").await;
        let unknown = world.sign_in("bo@example.org", "not the password").await;
        let malformed = world.sign_in("no address", "not the password").await;
        for reply in [&unknown, &malformed] {
            assert_eq!((reply.status, &reply.body), (wrong.status, &wrong.body));
            assert!(reply.session_cookie().is_none());
        }
        assert_eq!(wrong.code(), "cannot_sign_in");
    }

    /// Nor by signing up: a taken address and a free one get the same answer for the same work.
    async fn signing_up_tells_nothing_either(world: World) {
        world.sign_up("ana@example.org", PASSWORD).await;
        let mut seen = Vec::new();
        for name in ["ana", "bob"] {
            let body = json!({ "email": format!("{name}@example.org"), "password": "another password" });
            let form = format!("email={name}%40example.org&password=a+third+password&next=%2Fnew");
            let before = world.hashing.done();
            let (json, page) = (world.post("/sign-up", None, body).await, world.form("/sign-up", "", &form).await);
            assert!(page.session_cookie().is_some());
            let hashed = world.hashing.done() - before;
            seen.push((hashed, bare(&json), bare(&page)));
        }
        assert_eq!(seen[0], seen[1]);
        assert_eq!((seen[0].0, seen[0].1.0), (2, StatusCode::OK));
        let before = world.hashing.done();
        for name in ["ana", "bob", "cai"] {
            world.sign_in(&format!("{name}@example.org"), "not the password").await;
        }
        assert_eq!(world.hashing.done() - before, 3);
    }

    /// Two accounts of one address are two: none sees or changes the other.
    async fn two_accounts_of_one_address_are_strangers(world: World) {
        let first = world.sign_up("ana@example.org", PASSWORD).await;
        let second = world.sign_up("ana@example.org", "another password").await;
        let person = async |token: &str| world.get("/me/data", Some(token)).await.json()["person"].clone();
        assert_ne!(person(&first).await, person(&second).await);
        let change = json!({ "current_password": "another password", "password": PASSWORD });
        assert_eq!(world.post("/me/password", Some(&second), change).await.code(), "password_taken");
        let change = json!({ "current_password": PASSWORD, "password": PASSWORD });
        assert_eq!(world.post("/me/password", Some(&first), change).await.code(), "password_taken");
        let erase = json!({ "current_password": "another password", "confirm": "on" });
        assert_eq!(world.post("/me/erasure", Some(&second), erase).await.status, StatusCode::NO_CONTENT);
        assert_eq!(world.get("/me", Some(&first)).await.status, StatusCode::OK);
        assert_eq!(world.sign_in("ana@example.org", PASSWORD).await.status, StatusCode::OK);
    }

    /// Pages alike, but for the address that was typed and the form's fresh key.
    async fn nor_from_the_pages(world: World) {
        world.sign_up("ana@example.org", PASSWORD).await;
        let form = |name: &str| format!("email={name}%40example.org&password=not+the+password");
        let known = world.form("/sign-in", "", &form("ana")).await;
        let unknown = world.form("/sign-in", "", &form("bob")).await;
        assert_eq!(known.status, unknown.status);
        let bare = |page: &str| {
            let lines = page.lines().filter(|line| !line.contains("idempotency_key"));
            lines.collect::<Vec<_>>().join("\n").replace("ana@example.org", "…").replace("bob@example.org", "…")
        };
        assert_eq!(bare(&known.body), bare(&unknown.body));
    }

    /// Whoever signs up with an address and password they have already, is simply signed in.
    async fn signing_up_again_signs_in(world: World) {
        let first = world.sign_up("ana@example.org", PASSWORD).await;
        let again = world.sign_up("ana@example.org", PASSWORD).await;
        let id = |reply: world::Reply| reply.json()["person"].clone();
        let (one, other) =
            (world.get("/me/data", Some(&first)).await, world.get("/me/data", Some(&again)).await);
        assert_eq!(id(one), id(other));
    }

    /// Two tabs send it at the same moment: one of the two passwords holds.
    async fn a_link_used_twice_at_once_sets_one(world: World) {
        world.sign_up("ana@example.org", PASSWORD).await;
        let path = link(&world, "ana@example.org").await;
        let (one, two) = (json!({ "password": "one of the two" }), json!({ "password": "two of the two" }));
        let (one, two) = tokio::join!(world.post(&path, None, one), world.post(&path, None, two));
        let mut statuses = [one.status.as_u16(), two.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 410]);
        let set = if one.status.is_success() { "one of the two" } else { "two of the two" };
        assert_eq!(world.sign_in("ana@example.org", set).await.status, StatusCode::OK);
    }

    async fn what_is_wrong_is_said_and_what_was_typed_is_kept(world: World) {
        let reply = world.post("/sign-up", None, json!({ "email": "no address", "password": "short" })).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        let errors = reply.json()["errors"].clone();
        let fields: Vec<_> = errors.as_array().unwrap().iter().map(|error| error["field"].clone()).collect();
        assert_eq!(fields, ["email", "password"]);
        let page = world.form("/sign-up", "", "email=no+address&password=short").await;
        assert!(page.body.contains("value=\"no address\"") && !page.body.contains("value=\"short\""));
    }

    /// A session planted in a browser does not become the person's: signing in gives a new one and ends the old.
    async fn a_planted_session_ends_at_sign_in(world: World) {
        let planted = world.sign_up("mallory@example.org", PASSWORD).await;
        world.sign_up("ana@example.org", PASSWORD).await;
        let form = format!("email=ana%40example.org&password={}", PASSWORD.replace(' ', "+"));
        let reply = world.form("/sign-in", &format!("hehuo_session={planted}"), &form).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER);
        let cookie = reply.session_cookie().unwrap();
        assert_ne!(cookie, format!("hehuo_session={planted}"));
        assert_eq!(world.get("/me", Some(&planted)).await.status, StatusCode::UNAUTHORIZED);
        // A token that nobody ever had opens nothing, before or after.
        let invented = "0".repeat(64);
        world.form("/sign-in", &format!("hehuo_session={invented}"), &form).await;
        assert_eq!(world.get("/me", Some(&invented)).await.status, StatusCode::UNAUTHORIZED);
    }

    async fn a_revoked_device_is_refused_at_once(world: World) {
        let here = world.sign_up("ana@example.org", PASSWORD).await;
        let there = world.sign_in("ana@example.org", PASSWORD).await.json()["token"].as_str().unwrap().to_owned();
        assert_eq!(world.get("/me", Some(&there)).await.status, StatusCode::OK);
        let devices = world.get("/me/devices", Some(&here)).await.json()["devices"].clone();
        let other = devices.as_array().unwrap().iter().find(|device| device["current"] == false).unwrap();
        let path = format!("/me/devices/{}/revocation", other["id"].as_str().unwrap());
        assert_eq!(world.post(&path, Some(&here), json!({})).await.status, StatusCode::NO_CONTENT);
        assert_eq!(world.get("/me", Some(&there)).await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(world.post(&path, Some(&here), json!({})).await.status, StatusCode::NOT_FOUND);
        // Nobody else's device is found.
        let bo = world.sign_up("bo@example.org", PASSWORD).await;
        let own = devices.as_array().unwrap().iter().find(|device| device["current"] == true).unwrap();
        let path = format!("/me/devices/{}/revocation", own["id"].as_str().unwrap());
        assert_eq!(world.post(&path, Some(&bo), json!({})).await.status, StatusCode::NOT_FOUND);
        assert_eq!(world.get("/me", Some(&here)).await.status, StatusCode::OK);
    }

    async fn a_new_password_signs_the_others_out(world: World) {
        let here = world.sign_up("ana@example.org", PASSWORD).await;
        let there = world.sign_in("ana@example.org", PASSWORD).await.json()["token"].as_str().unwrap().to_owned();
        let change = |current: &str| json!({ "current_password": current, "password": "a new long phrase" });
        assert_eq!(world.post("/me/password", Some(&here), change("wrong one")).await.code(), "wrong_password");
        let changed = world.post("/me/password", Some(&here), change(PASSWORD)).await;
        assert_eq!(changed.status, StatusCode::NO_CONTENT);
        assert_eq!(world.get("/me", Some(&there)).await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(world.get("/me", Some(&here)).await.status, StatusCode::OK);
        assert_eq!(world.sign_in("ana@example.org", PASSWORD).await.code(), "cannot_sign_in");
        assert_eq!(world.sign_in("ana@example.org", "a new long phrase").await.status, StatusCode::OK);
    }

    /// Ninety days after its last use a session is over; using it moves that on.
    async fn sessions_slide_and_expire(world: World) {
        let form = format!("email=bo%40example.org&password={}", PASSWORD.replace(' ', "+"));
        let page = world.form("/sign-up", "", &form).await;
        assert!(page.session_cookie_rest().unwrap().contains("Max-Age=34560000"), "outlives any use in time");
        let token = world.sign_up("ana@example.org", PASSWORD).await;
        let forget = || world.site.who.forget_token(&web::TokenHash::of(&token));
        world.clock.advance(89 * DAY);
        forget();
        assert_eq!(world.get("/me", Some(&token)).await.status, StatusCode::OK);
        world.clock.advance(89 * DAY);
        forget();
        assert_eq!(world.get("/me", Some(&token)).await.status, StatusCode::OK);
        world.clock.advance(90 * DAY);
        forget();
        assert_eq!(world.get("/me", Some(&token)).await.status, StatusCode::UNAUTHORIZED);
    }

    /// A day after they expired, sessions are gone, however many; those in use stay.
    async fn sessions_that_are_over_are_forgotten(world: World) {
        world.sign_up("ana@example.org", PASSWORD).await;
        let (email, now) = (people::Address::parse("bo@example.org").unwrap(), world.site.now());
        for at in 0..250 {
            let input = people::SignUpInput {
                person: world.site.id(),
                email: email.clone(),
                verifier: people::Verifier::of_nobody([at; 32]),
                lang: web::Lang::En,
                session: people::NewSession {
                    token_hash: people::Token::fresh(&world.site.ids).hash(),
                    id: world.site.id(),
                    agent: String::new(),
                    replaces: None,
                },
            };
            world.site.db.transact(0, move |tx| people::sign_up(tx, &input, now)).await.unwrap();
        }
        let jobs = store::JobRunner::new(world.site.db.clone(), people::jobs());
        let sessions = async || {
            let count = "SELECT CAST(COUNT(*) AS BIGINT) FROM session";
            world.site.db.read(move |r| r.rows::<(i64,)>(count, &[])).await.unwrap()[0].0
        };
        world.clock.advance(89 * DAY);
        assert_eq!(jobs.run_due(world.site.now()).await, Ok(1));
        assert_eq!(sessions().await, 251);
        world.sign_in("ana@example.org", PASSWORD).await;
        world.clock.advance(DAY);
        for left in [152, 52, 1] {
            assert_eq!(jobs.run_due(world.site.now()).await, Ok(1));
            assert_eq!(sessions().await, left);
            world.clock.advance(Duration::from_secs(1));
        }
        assert_eq!(jobs.run_due(world.site.now()).await, Ok(0));
    }

    /// One link, one operator, whoever is second comes too late.
    async fn the_setup_link_works_once(world: World) {
        let token = people::Token::fresh(&world.site.ids);
        let (hash, now) = (token.hash(), world.site.now());
        world.site.db.transact(0, move |tx| people::make_setup_link(tx, &hash, now)).await.unwrap();
        let path = format!("/setup/{}", token.text());
        assert_eq!(world.get(&path, None).await.status, StatusCode::OK);
        let form = |name: &str| json!({ "email": format!("{name}@example.org"), "password": PASSWORD });
        let made = world.post(&path, None, form("op")).await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.body);
        let operator = made.json()["token"].as_str().unwrap().to_owned();
        assert_eq!(world.get("/me", Some(&operator)).await.json()["operator"], true);
        assert_eq!(world.post(&path, None, form("second")).await.status, StatusCode::GONE);
        assert_eq!(world.get(&path, None).await.status, StatusCode::GONE);
        assert_eq!(world.get("/setup/0000", None).await.status, StatusCode::GONE);
        let hash = people::Token::fresh(&world.site.ids).hash();
        let again = world.site.db.transact(0, move |tx| people::make_setup_link(tx, &hash, now)).await;
        assert_eq!(again, Err(store::OpError::Refused(people::PeopleRefused::OperatorThere)));
    }

    /// Whoever signed up before finding the link is the operator by it, with the account they have.
    async fn the_setup_link_raises_who_signed_up_first(world: World) {
        let early = world.sign_up("op@example.org", PASSWORD).await;
        let token = people::Token::fresh(&world.site.ids);
        let (hash, now) = (token.hash(), world.site.now());
        world.site.db.transact(0, move |tx| people::make_setup_link(tx, &hash, now)).await.unwrap();
        let form = json!({ "email": "op@example.org", "password": PASSWORD });
        let made = world.post(&format!("/setup/{}", token.text()), None, form).await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.body);
        assert_eq!(world.get("/me", Some(&early)).await.json()["operator"], true);
        let people = world.site.db.read(|r| r.rows::<(String,)>("SELECT id FROM person", &[])).await.unwrap();
        assert_eq!(people.len(), 1);
    }

    async fn a_setup_link_expires(world: World) {
        let token = people::Token::fresh(&world.site.ids);
        let (hash, now) = (token.hash(), world.site.now());
        world.site.db.transact(0, move |tx| people::make_setup_link(tx, &hash, now)).await.unwrap();
        world.clock.advance(DAY);
        let form = json!({ "email": "op@example.org", "password": PASSWORD });
        let reply = world.post(&format!("/setup/{}", token.text()), None, form).await;
        assert_eq!(reply.status, StatusCode::GONE);
    }

    /// Erased is erased: the address is free again and the old tokens open nothing.
    async fn an_erased_account_leaves_nothing_personal(world: World) {
        let token = world.sign_up("ana@example.org", PASSWORD).await;
        let data = world.get("/me/data", Some(&token)).await.json();
        assert_eq!((data["email"].clone(), data["sessions"].as_array().unwrap().len()), (json!("ana@example.org"), 1));
        let ask = |password: &str, confirm: &str| json!({ "current_password": password, "confirm": confirm });
        assert_eq!(world.post("/me/erasure", Some(&token), ask(PASSWORD, "")).await.code(), "not_confirmed");
        assert_eq!(world.post("/me/erasure", Some(&token), ask("wrong one", "on")).await.code(), "wrong_password");
        assert_eq!(world.post("/me/erasure", Some(&token), ask(PASSWORD, "perhaps")).await.status, 422);
        assert_eq!(world.post("/me/erasure", Some(&token), ask(PASSWORD, "true")).await.status, StatusCode::NO_CONTENT);
        assert_eq!(world.get("/me", Some(&token)).await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(world.sign_in("ana@example.org", PASSWORD).await.code(), "cannot_sign_in");
        type Left = (Option<String>, Option<Vec<u8>>);
        let left = world.site.db.read(|r| r.rows::<Left>("SELECT email, verifier FROM person", &[])).await;
        assert_eq!(left.unwrap(), [(None, None)]);
        world.sign_up("ana@example.org", PASSWORD).await;
    }

    async fn the_language_follows_the_account(world: World) {
        let token = world.sign_up("ana@example.org", PASSWORD).await;
        assert_eq!(world.get("/me", Some(&token)).await.json()["lang"], "en");
        let changed = world.post("/me/language", Some(&token), json!({ "lang": "zh" })).await;
        assert_eq!(changed.status, StatusCode::NO_CONTENT);
        assert_eq!(world.get("/me", Some(&token)).await.json()["lang"], "zh");
        assert_eq!(world.post("/me/language", Some(&token), json!({ "lang": "fr" })).await.status, 422);
    }

    /// Many with one address and password at once: one account, and all are signed in to it.
    async fn twenty_sign_ups_of_one_address_make_one_account(world: World) {
        let body = || json!({ "email": "ana@example.org", "password": PASSWORD });
        let all: Vec<_> = (0..20).map(|_| world.post("/sign-up", None, body())).collect();
        for reply in futures(all).await {
            assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
        }
        let people = world.site.db.read(|r| r.rows::<(String,)>("SELECT id FROM person", &[])).await.unwrap();
        assert_eq!(people.len(), 1);
    }
}

/// What the command on the server makes for the first account of the address.
async fn link(world: &World, email: &'static str) -> String {
    let (db, now) = (world.site.db.clone(), world.clock.now());
    let people = db.read(move |reader| people::of_address(reader, email)).await.unwrap();
    people::password_link(&db, &world.site.ids, people[0].id, now).await.unwrap()
}

/// As a browser asks for it.
fn page_of(path: &str) -> axum::http::Request<axum::body::Body> {
    let request =
        axum::http::Request::get(path).header("accept", "text/html").header("accept-language", "en");
    request.body(axum::body::Body::empty()).unwrap()
}

/// An answer without what is new in each: tokens, ids, and the session in the cookie.
fn bare(reply: &world::Reply) -> (StatusCode, serde_json::Value, Vec<(String, String)>) {
    let mut body = reply.json();
    if let Some(token) = body.get_mut("token") {
        *token = json!(token.as_str().unwrap().len());
    }
    let own = ["set-cookie", "x-request-id"];
    let plain =
        reply.headers.iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
    let mut headers: Vec<_> = plain.filter(|(name, _)| !own.contains(&name.as_str())).collect();
    headers.extend(reply.session_cookie_rest().map(|rest| ("set-cookie".to_owned(), rest)));
    headers.sort();
    (reply.status, body, headers)
}

/// All at the same time.
async fn futures<T>(all: Vec<impl Future<Output = T>>) -> Vec<T> {
    let mut all: Vec<_> = all.into_iter().map(|one| Some(Box::pin(one))).collect();
    let mut done: Vec<Option<T>> = all.iter().map(|_| None).collect();
    std::future::poll_fn(move |cx| {
        for (at, slot) in all.iter_mut().enumerate() {
            if let Some(one) = slot
                && let std::task::Poll::Ready(answer) = one.as_mut().poll(cx)
            {
                (done[at], *slot) = (Some(answer), None);
            }
        }
        match all.iter().all(Option::is_none) {
            true => std::task::Poll::Ready(done.iter_mut().filter_map(Option::take).collect()),
            false => std::task::Poll::Pending,
        }
    })
    .await
}

/// The fourth guess at one account waits, also with the right password, and is told how long; a browser need not type
/// the address again.
#[test]
fn guessing_is_slowed_down() {
    testkit::run::<testkit::Scratch>(testkit::Engine::Sqlite, "guessing", async |scratch| {
        let guesses = people::Allowance::new(3, Duration::from_secs(3600));
        let allowances = people::Allowances { guesses, ..people::Allowances::GENEROUS };
        let world = World::with(scratch, people::Limits::new(&allowances));
        for _ in 0..3 {
            assert_eq!(world.sign_in("ana@example.org", "a guess").await.code(), "cannot_sign_in");
        }
        let reply = world.sign_in("ana@example.org", "a guess").await;
        assert_eq!(
            (reply.status, reply.code().as_str()),
            (StatusCode::TOO_MANY_REQUESTS, "too_many_requests")
        );
        let seconds: u64 = reply.headers["retry-after"].to_str().unwrap().parse().unwrap();
        assert!((3000..=3601).contains(&seconds), "{seconds}");
        assert_eq!(world.sign_in("bo@example.org", "a guess").await.code(), "cannot_sign_in");
        for path in ["/sign-in", "/sign-up"] {
            let page = world.form(path, "", "email=ana%40example.org&password=a+long+phrase").await;
            assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
            assert!(page.headers.contains_key("retry-after"));
            assert!(page.body.contains("value=\"ana@example.org\""), "{}", page.body);
        }
    });
}

/// Guessing links is slowed down like guessing passwords, and so is trying passwords with a good one.
#[test]
fn guessing_links_is_slowed_down() {
    testkit::run::<testkit::Scratch>(testkit::Engine::Sqlite, "links", async |scratch| {
        let guesses = people::Allowance::new(2, Duration::from_secs(3600));
        let allowances = people::Allowances { guesses, ..people::Allowances::GENEROUS };
        let world = World::with(scratch, people::Limits::new(&allowances));
        for password in [PASSWORD, "another password"] {
            world.sign_up("ana@example.org", password).await;
        }
        // Each sign-up was a try at the address.
        let path = link(&world, "ana@example.org").await;
        let reply = world.post(&path, None, json!({ "password": "another password" })).await;
        assert_eq!(reply.code(), "too_many_requests");
        let page = world.form(&path, "", "password=another+password").await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(page.headers.contains_key("retry-after") && page.body.contains("ana@example.org"));
    });
    testkit::run::<testkit::Scratch>(testkit::Engine::Sqlite, "links_peer", async |scratch| {
        let peer = people::Allowance::new(2, Duration::from_secs(3600));
        let allowances = people::Allowances { peer, ..people::Allowances::GENEROUS };
        let world = World::with(scratch, people::Limits::new(&allowances));
        let guess = async || {
            let mut request = page_of("/password/none");
            let peer = std::net::SocketAddr::from(([192, 0, 2, 7], 7));
            request.extensions_mut().insert(axum::extract::ConnectInfo(peer));
            world.send(request).await.status
        };
        assert_eq!(
            [guess().await, guess().await, guess().await].map(|status| status.as_u16()),
            [410, 410, 429]
        );
    });
}

/// Every statement is understood by both engines, and none looks through a whole table.
#[test]
fn statements_find_their_way_by_index() {
    for engine in [testkit::Engine::Sqlite, testkit::Engine::Postgres] {
        testkit::run::<testkit::Scratch>(engine, "people plans", async |scratch| {
            let place = scratch.place();
            store::migrate(&place, &people::migrations()).unwrap();
            for plan in store::prepare_all(&place, &people::statements()).unwrap() {
                let scans =
                    plan.scans_of(&["person", "session", "setup_link", "password_link", "site_secret"]);
                assert!(scans.is_empty(), "{scans:?} {plan:?}");
            }
        });
    }
}
