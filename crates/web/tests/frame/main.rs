//! A small site of its own: who is asking, what is answered, and what the edge adds to it.

// Helpers of tests are not seen as tests by the lint.
#![allow(clippy::unwrap_used)]

mod site;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use futures_util::Stream;
use site::{FORM, HTML, JSON, STEWARD, ask, site};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use tower::ServiceExt;
use web::Topic;

#[tokio::test]
async fn the_same_route_is_a_page_for_browsers_and_json_for_programs() {
    let page = ask("GET /c/open/market", &[HTML], "").await;
    assert_eq!((page.status, page.header("content-type")), (StatusCode::OK, "text/html; charset=utf-8"));
    assert!(page.body.contains("<html lang=\"zh-CN\">") && page.body.contains("aria-current=\"page\""));
    for accept in ["accept: application/json", "accept: */*", "accept: text/html;q=0"] {
        let json = ask("GET /c/open/market", &[accept], "").await;
        assert_eq!(json.header("content-type"), "application/json", "{accept}");
        assert_eq!(json.json()["title"], "<script>alert(1)</script>");
    }
    assert!(page.header("vary").contains("cookie") && page.header("cache-control").contains("private"));
}

#[tokio::test]
async fn what_people_wrote_is_text_wherever_it_stands() {
    let page = ask("GET /c/open/market", &[HTML], "").await;
    assert!(!page.body.contains("<script>alert") && !page.body.contains("<b>东篱社"), "{}", page.body);
    assert!(page.body.contains("&#60;script&#62;") || page.body.contains("&lt;script&gt;"));
    let missing = ask("GET /%3Cscript%3Ealert(1)?x=%22%3E%3Cscript%3E", &[HTML], "").await;
    assert!(!missing.body.contains("<script>"));
}

#[tokio::test]
async fn every_answer_is_protected() {
    for (what, accept) in [
        ("GET /c/open/market", HTML),
        ("GET /nowhere", HTML),
        ("GET /nowhere", "accept: */*"),
        ("GET /docs", HTML),
    ] {
        let answer = ask(what, &[accept], "").await;
        let policy = answer.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ] {
            assert!(policy.contains(part), "{what}: {policy}");
        }
        assert!(!policy.contains("unsafe"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert!(answer.header("strict-transport-security").starts_with("max-age="));
        assert!(!answer.header("x-request-id").is_empty() && !answer.header("permissions-policy").is_empty());
        assert!(!answer.body.contains(" style=\"") && !answer.body.contains("<script>"), "{what}");
    }
}

#[tokio::test]
async fn the_caller_is_known_by_cookie_or_bearer_token() {
    for who in [STEWARD, "authorization: Bearer steward", "authorization: bearer  steward"] {
        let refused = ask("GET /c/open/books", &[who], "").await;
        assert_eq!(
            (refused.status, refused.json()["code"].as_str()),
            (StatusCode::FORBIDDEN, Some("lacks_power")),
            "{who}"
        );
        assert!(refused.json()["detail"].as_str().unwrap().contains("pay out"), "{}", refused.body);
    }
    for who in [
        "cookie: hehuo_session=steward",
        "cookie: __Host-hehuo_session=wrong",
        "authorization: Basic steward",
    ] {
        let refused = ask("GET /c/open/books", &[who], "").await;
        assert_eq!(
            (refused.status, refused.header("www-authenticate")),
            (StatusCode::UNAUTHORIZED, "Bearer"),
            "{who}"
        );
    }
    let stranger = ask("GET /c/closed/market", &["authorization: Bearer stranger"], "").await;
    assert_eq!(
        (stranger.status, stranger.json()["code"].as_str()),
        (StatusCode::FORBIDDEN, Some("not_for_visitors"))
    );
}

#[tokio::test]
async fn a_visitor_s_browser_is_sent_to_sign_in_and_comes_back() {
    let answer = ask("GET /c/closed/market?q=1", &[HTML], "").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), "/sign-in?next=/c/closed/market%3Fq%3D1");
}

/// Where the form was → where signing in leads back to. The address it was sent to may answer POST only.
#[tokio::test]
async fn a_form_sent_without_a_sign_in_leads_back_to_its_page() {
    for (referer, next) in [
        ("https://hehuo.example/c/open/offers/new?of=1", "/c/open/offers/new%3Fof%3D1"),
        ("http://hehuo.example/c/open", "/c/open"),
        ("https://hehuo.example.evil.example/c/open", "/"),
        ("https://evil.example/c/open", "/"),
        ("https://hehuo.example//evil.example", "/"),
    ] {
        let headers = [HTML, FORM, &format!("referer: {referer}")];
        let answer = ask("POST /c/open/offers", &headers, "title=Eggs&price=1").await;
        let location = answer.header("location");
        assert_eq!(
            (answer.status, location),
            (StatusCode::SEE_OTHER, format!("/sign-in?next={next}").as_str())
        );
    }
}

#[tokio::test]
async fn languages_follow_cookie_then_person_then_browser() {
    for (headers, tag) in [
        (vec![], "zh-CN"),
        (vec!["accept-language: en-GB"], "en"),
        (vec!["accept-language: zh", STEWARD], "en"),
        (vec!["accept-language: en", "cookie: __Host-hehuo_session=steward; lang=zh"], "zh-CN"),
    ] {
        let page = ask("GET /c/open/market", &[vec![HTML], headers.clone()].concat(), "").await;
        assert!(page.body.contains(&format!("<html lang=\"{tag}\">")), "{headers:?}");
    }
}

#[tokio::test]
async fn choosing_a_language_leads_back_and_never_elsewhere() {
    for (back, location) in [
        ("%2Fc%2Fopen%2Fmarket", "/c/open/market"),
        ("%2F%2Fevil.example", "/"),
        ("https%3A%2F%2Fevil.example", "/"),
    ] {
        let answer = ask("POST /lang", &[HTML, FORM], &format!("to=en&back={back}")).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, location));
        assert!(
            answer.header("set-cookie").starts_with("lang=en; Path=/")
                && answer.header("set-cookie").contains("SameSite=Lax")
        );
    }
    let wrong = ask("POST /lang", &[FORM], "to=fr").await;
    assert_eq!(
        (wrong.status, wrong.json()["errors"][0]["field"].as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, Some("to"))
    );
}

#[tokio::test]
async fn a_form_that_does_not_hold_keeps_what_was_typed() {
    let page = ask("POST /c/open/offers", &[HTML, FORM, STEWARD], "title=&price=%22%3Ctwelve").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in [
        "value=\"&quot;&lt;twelve\"",
        "aria-invalid=\"true\"",
        "aria-describedby=\"price-error\"",
        "<a href=\"#price\">Price: Please enter a number, such as 12 or 12.5.</a>",
        "role=\"alert\"",
        "name=\"idempotency_key\"",
    ] {
        assert!(page.body.contains(part), "{part}: {}", page.body);
    }
    let problem =
        ask("POST /c/open/offers", &[JSON, STEWARD], r#"{"title": "Eggs", "price": "1.234"}"#).await;
    assert_eq!(problem.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(problem.header("content-type"), "application/problem+json");
    let body = problem.json();
    assert_eq!((body["status"].as_u64(), body["code"].as_str()), (Some(422), Some("invalid_input")));
    assert_eq!(
        (body["errors"][0]["field"].as_str(), body["type"].as_str()),
        (Some("price"), Some("/docs#problem-invalid_input"))
    );
}

#[tokio::test]
async fn what_cannot_be_read_says_where() {
    for (kind, body, status) in
        [(JSON, "{\"title\": []}", 422), (JSON, "{", 422), ("content-type: text/xml", "<x/>", 415)]
    {
        let answer = ask("POST /c/open/offers", &[kind, STEWARD], body).await;
        assert_eq!(answer.status.as_u16(), status, "{body}: {}", answer.body);
    }
    let large = ask("POST /c/open/offers", &[FORM, STEWARD], &format!("title={}", "x".repeat(3000))).await;
    assert_eq!(
        (large.status, large.json()["code"].as_str()),
        (StatusCode::PAYLOAD_TOO_LARGE, Some("too_large"))
    );
}

#[tokio::test]
async fn something_made_is_a_redirect_or_a_201() {
    let page = ask("POST /c/open/offers", &[HTML, FORM, STEWARD], "title=Eggs&price=1").await;
    assert_eq!((page.status, page.header("location")), (StatusCode::SEE_OTHER, "/c/open/offers/1"));
    let json = ask("POST /c/open/offers", &[JSON, STEWARD], r#"{"title": "Eggs", "price": "1"}"#).await;
    assert_eq!((json.status, json.header("location")), (StatusCode::CREATED, "/c/open/offers/1"));
    assert_eq!(json.json()["title"], "Eggs");
}

#[tokio::test]
async fn the_key_is_apart_from_what_it_is_the_key_of() {
    let first =
        ask("POST /c/open/offers", &[FORM, STEWARD], "idempotency_key=k1&title=key&price=1").await.json();
    let same =
        ask("POST /c/open/offers", &[FORM, STEWARD], "title=key&idempotency_key=k2&price=1").await.json();
    let other =
        ask("POST /c/open/offers", &[FORM, STEWARD, "idempotency-key: k3"], "title=key&price=2").await.json();
    assert_eq!(
        (first[0].as_str(), same[0].as_str(), other[0].as_str()),
        (Some("k1"), Some("k2"), Some("k3"))
    );
    assert!(first[1] == same[1] && first[1] != other[1]);
    let odd = ask("POST /c/open/offers", &[FORM, STEWARD, "idempotency-key: a b"], "title=key&price=2").await;
    assert_eq!(odd.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_form_of_another_site_is_not_carried_out() {
    for headers in [
        vec!["sec-fetch-site: cross-site", "origin: https://evil.example"],
        vec!["origin: https://evil.example"],
        vec!["sec-fetch-site: same-site", "origin: https://other.hehuo.example"],
    ] {
        let all = [vec![HTML, FORM, STEWARD], headers.clone()].concat();
        let answer = ask("POST /c/open/offers", &all, "title=Eggs&price=1").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
    }
    for headers in [vec!["sec-fetch-site: same-origin"], vec!["origin: https://hehuo.example"], vec![]] {
        let all = [vec![HTML, FORM, STEWARD], headers.clone()].concat();
        let answer = ask("POST /c/open/offers", &all, "title=Eggs&price=1").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{headers:?}");
    }
}

#[tokio::test]
async fn faults_say_a_number_and_nothing_else() {
    for lang in ["accept-language: zh", "accept-language: en"] {
        let problem = ask("GET /broken", &[lang], "").await;
        assert_eq!(
            (problem.status, problem.json()["code"].as_str()),
            (StatusCode::INTERNAL_SERVER_ERROR, Some("fault"))
        );
        assert!(problem.json()["incident"].as_str().unwrap().starts_with("inc_"));
        assert!(!problem.body.contains("secret") && !problem.body.contains("closed"));
        let page = ask("GET /broken", &[HTML, lang], "").await;
        assert!(page.body.contains("inc_") && page.body.contains("<h1>") && !page.body.contains("secret"));
    }
    let slow = ask("GET /slow", &[], "").await;
    assert_eq!(
        (slow.status, slow.json()["code"].as_str()),
        (StatusCode::SERVICE_UNAVAILABLE, Some("timed_out"))
    );
}

#[tokio::test]
async fn what_is_not_there_is_said_in_both_forms() {
    for (what, status, code) in [
        ("GET /nowhere", 404, "no_such_page"),
        ("GET /c/nobody/market", 404, "no_such_community"),
        ("DELETE /lang", 405, "wrong_method"),
    ] {
        let problem = ask(what, &[], "").await;
        assert_eq!(
            (problem.status.as_u16(), problem.json()["code"].as_str()),
            (status, Some(code)),
            "{what}"
        );
        let page = ask(what, &[HTML, "accept-language: en"], "").await;
        assert_eq!(page.status.as_u16(), status);
        assert!(page.body.contains("<html lang=\"en\">") && page.body.contains("href=\"/\""), "{what}");
    }
    assert!(ask("DELETE /lang", &[HTML], "").await.header("allow").contains("POST"));
}

#[tokio::test]
async fn files_are_kept_by_their_fingerprint() {
    let page = ask("GET /c/open/market", &[HTML], "").await;
    let url = page
        .body
        .split("href=\"")
        .find_map(|part| part.split('"').next().filter(|url| url.ends_with("hehuo.css")));
    let css = ask(&format!("GET {}", url.unwrap()), &[], "").await;
    assert_eq!(
        (css.header("content-type"), css.header("cache-control")),
        ("text/css; charset=utf-8", "public, max-age=31536000, immutable")
    );
    assert_eq!(ask("GET /assets/old/hehuo.css", &[], "").await.header("cache-control"), "no-cache");
    assert_eq!(ask("GET /assets/old/passwd", &[], "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_api_is_described_for_programs_and_for_people() {
    let described = ask("GET /openapi.json", &[], "").await.json();
    assert!(described["paths"]["/c/{slug}/offers"]["post"].is_object());
    let page = ask("GET /docs", &[HTML, "accept-language: en"], "").await;
    for part in ["/c/{slug}/offers", "id=\"problem-invalid_input\"", "curl -X POST", "<code>price</code>"] {
        assert!(page.body.contains(part), "{part}");
    }
}

#[tokio::test]
async fn a_live_page_hears_of_its_own_community_only() {
    let (router, folder) = site().await;
    let request = Request::get("/c/open/live?topics=orders")
        .header("host", "hehuo.example")
        .body(Body::empty())
        .unwrap();
    let response = router.oneshot(request).await.unwrap();
    assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
    drop(response);
    let _ = std::fs::remove_dir_all(folder);
    let closed = ask("GET /c/closed/live?topics=orders", &[], "").await;
    assert_eq!(closed.status, StatusCode::UNAUTHORIZED);
}

/// Who asks for all topics → what is heard of them: that something happens is told to those who may see it. A
/// stream ends when the program does.
#[tokio::test]
async fn a_live_page_hears_what_its_reader_may_see() {
    for (who, heard) in [
        (vec![], "data: market\n\n"),
        (vec![STEWARD], "data: market\n\nevent: changed\ndata: orders\n\nevent: changed\ndata: people\n\n"),
        (vec!["authorization: Bearer stranger"], "data: market\n\n"),
    ] {
        let (router, live, folder) = site::site_with_live().await;
        let mut request = Request::get("/c/open/live?topics=market,orders,people,nothing");
        for header in who {
            let (name, value) = header.split_once(": ").unwrap();
            request = request.header(name, value);
        }
        let response = router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let mut body = response.into_body().into_data_stream();
        assert_eq!(next(&mut body).await, "retry: 3000\n\n");
        for topic in Topic::ALL {
            live.tell(8, topic);
            live.tell(7, topic);
        }
        let mut said = String::new();
        while said.len() < heard.len() + "event: changed\n".len() {
            said += &next(&mut body).await;
        }
        assert_eq!(said, format!("event: changed\n{heard}"));
        live.close();
        assert_eq!(next(&mut body).await, "", "the stream has ended");
        let _ = std::fs::remove_dir_all(folder);
    }
}

/// The next piece; nothing at the end.
async fn next(body: &mut axum::body::BodyDataStream) -> String {
    let piece = std::future::poll_fn(|context| Pin::new(&mut *body).poll_next(context)).await;
    piece.map_or_else(String::new, |bytes| String::from_utf8(bytes.unwrap().to_vec()).unwrap())
}

/// The log says which route a fault was met on, and not the path: some paths are secrets.
#[tokio::test]
async fn the_log_names_the_route_and_not_the_path() {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let written = lines.clone();
    let log = tracing_subscriber::fmt().with_ansi(false).with_writer(move || Lines(written.clone())).finish();
    let logging = tracing::subscriber::set_default(log);
    let answer = ask("GET /links/s3cret-token?x=s3cret", &[], "").await;
    drop(logging);
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    let log = String::from_utf8(lines.lock().unwrap().clone()).unwrap();
    assert!(log.contains("/links/{token}") && !log.contains("s3cret"), "{log}");
}

struct Lines(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
