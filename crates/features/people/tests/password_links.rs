//! Links for who has forgotten their password: made on the server, good once and not for long.

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
    /// The whole way by page: the form, a password that is none, the new one; the browser is signed in, all others are out.
    async fn a_link_sets_a_new_password_once(world: World) {
        let old = world.sign_up("ana@example.org", PASSWORD).await;
        let path = link(&world, "ana@example.org").await;
        let page = world.send(page_of(&path)).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("ana@example.org") && page.body.contains("autocomplete=\"new-password\""), "{}", page.body);
        let short = world.form(&path, "", "password=short").await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(short.body.contains("at least eight"), "{}", short.body);
        let set = world.form(&path, "", "password=it+rains+in+the+lane").await;
        assert_eq!(set.status, StatusCode::SEE_OTHER);
        let cookie = set.session_cookie().unwrap();
        let token = cookie.trim_start_matches("hehuo_session=");
        assert_eq!(world.get("/me", Some(token)).await.json()["email"], "ana@example.org");
        assert_eq!(world.get("/me", Some(&old)).await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(world.sign_in("ana@example.org", PASSWORD).await.code(), "cannot_sign_in");
        let new = "it rains in the lane";
        assert_eq!(world.sign_in("ana@example.org", new).await.status, StatusCode::OK);
        // Again, by page and by program.
        assert_eq!(world.send(page_of(&path)).await.status, StatusCode::GONE);
        let again = world.post(&path, None, json!({ "password": "and once more" })).await;
        assert_eq!((again.status, again.code().as_str()), (StatusCode::GONE, "password_link_unusable"));
        assert_eq!(world.sign_in("ana@example.org", new).await.status, StatusCode::OK);
    }

    /// Over after an hour to the microsecond, ended by a newer one, unknown, or of somebody who is erased: one answer.
    async fn a_link_that_opens_nothing(world: World) {
        let token = world.sign_up("ana@example.org", PASSWORD).await;
        let gone = async |path: &str| {
            let reply = world.post(path, None, json!({ "password": "it rains in the lane" })).await;
            (reply.status, reply.code())
        };
        let answer = (StatusCode::GONE, "password_link_unusable".to_owned());
        let first = link(&world, "ana@example.org").await;
        world.clock.advance(Duration::from_secs(3600));
        assert_eq!(gone(&first).await, answer);
        let second = link(&world, "ana@example.org").await;
        let third = link(&world, "ana@example.org").await;
        for path in [second.as_str(), "/password/none", &format!("/password/{}", "0".repeat(64))] {
            assert_eq!(gone(path).await, answer, "{path}");
        }
        let erase = json!({ "current_password": PASSWORD, "confirm": "on" });
        assert_eq!(world.post("/me/erasure", Some(&token), erase).await.status, StatusCode::NO_CONTENT);
        assert_eq!(gone(&third).await, answer);
        assert_eq!(world.sign_in("ana@example.org", "it rains in the lane").await.code(), "cannot_sign_in");
    }

    /// A link is of one account, not of its address: the other one of it is as before, and the two stay two.
    async fn a_link_is_for_one_account(world: World) {
        world.sign_up("ana@example.org", PASSWORD).await;
        // The oldest account comes first.
        world.clock.advance(DAY);
        let other = world.sign_up("ana@example.org", "another password").await;
        let path = link(&world, "ana@example.org").await;
        let taken = world.post(&path, None, json!({ "password": "another password" })).await;
        assert_eq!((taken.status, taken.code().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "password_taken"));
        let kept = world.post(&path, None, json!({ "password": PASSWORD })).await;
        assert_eq!(kept.status, StatusCode::OK, "the old one remembered after all");
        assert_eq!(world.get("/me", Some(&other)).await.status, StatusCode::OK);
    }

    /// A link that lies about in a chat opens nothing any more once the password was changed.
    async fn a_new_password_ends_open_links(world: World) {
        let here = world.sign_up("ana@example.org", PASSWORD).await;
        let path = link(&world, "ana@example.org").await;
        let change = json!({ "current_password": PASSWORD, "password": "a new long phrase" });
        assert_eq!(world.post("/me/password", Some(&here), change).await.status, StatusCode::NO_CONTENT);
        let late = world.post(&path, None, json!({ "password": "and once more" })).await;
        assert_eq!((late.status, late.code().as_str()), (StatusCode::GONE, "password_link_unusable"));
        assert_eq!(world.sign_in("ana@example.org", "a new long phrase").await.status, StatusCode::OK);
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
