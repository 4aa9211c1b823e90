//! `serve`: what it prints, what it answers, how it stops.

use crate::common::http;
use crate::common::server::{Server, run, said};
use crate::common::{World, shop};
use std::io::{Read, Write};
use std::net::TcpStream;
use testkit::{Engine, Scratch};

testkit::both_engines! {
    /// It says where it listens and how to become its operator, which one person can, once.
    async fn the_first_start_makes_an_operator_once(scratch: Scratch) {
        let mut server = Server::start(&scratch.options());
        let said_where = server.lines.join("\n");
        assert!(said_where.contains("listens on http://127.0.0.1:"), "{said_where}");
        assert!(!said_where.contains("postgres:p"), "a password is printed: {said_where}");
        let invitation = server.line();
        let (_, link) = invitation.split_once("http://").unwrap_or_else(|| panic!("no link: {invitation}"));
        let path = &link[link.find('/').unwrap()..];
        let html = [("Accept", "text/html")];
        assert_eq!(server.ask("GET", path, &html, "").status, 200);
        let input = r#"{"email":"op@example.org","password":"a long walk by the river"}"#;
        let made = server.ask("POST", path, &[], input);
        assert_eq!(made.status, 200, "{made:?}");
        let bearer = format!("Bearer {}", made.json()["token"].as_str().unwrap());
        let me = server.ask("GET", "/me", &[("Authorization", &bearer)], "");
        assert_eq!(me.json()["operator"], true, "{me:?}");
        assert_eq!(server.ask("POST", path, &[], &input.replace("op@", "second@")).status, 410);
        assert_eq!(server.ask("GET", path, &html, "").status, 410);
        server.terminate();
        assert_eq!(server.ended(), Some(0));

        let server = Server::start(&scratch.options());
        assert_eq!(server.ask("GET", path, &html, "").status, 410);
        let again = server.ask("GET", "/me", &[("Authorization", &bearer)], "");
        assert_eq!(again.json()["operator"], true, "a session outlives a restart: {again:?}");
        let health = server.ask("GET", "/healthz", &[], "");
        assert_eq!((health.status, health.body.as_str()), (200, "ok\n"));
        let figures = server.ask("GET", "/metrics", &[], "");
        assert!(figures.status == 200 && figures.body.contains("http_requests_total"), "{figures:?}");
        for path in ["/", "/docs", "/openapi.json", "/sign-in"] {
            assert_eq!(server.ask("GET", path, &html, "").status, 200, "{path}");
        }
    }

    /// Told to stop, it takes no new requests but answers the one it has begun with.
    async fn a_request_under_way_is_answered(scratch: Scratch) {
        let server = Server::start(&scratch.options());
        let body = r#"{"email":"slow@example.org","password":"a long walk by the river"}"#;
        let whole = http::request(server.address, "POST", "/sign-up", &[], body);
        let (first, rest) = whole.split_at(whole.len() - 10);
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream.write_all(first.as_bytes()).unwrap();
        // Answered on another connection, so the server has read what came before.
        assert_eq!(server.ask("GET", "/healthz", &[], "").status, 200);
        server.terminate();
        while TcpStream::connect(server.address).is_ok() {
            std::thread::yield_now();
        }
        stream.write_all(rest.as_bytes()).unwrap();
        let heard = http::read(&mut stream).unwrap();
        assert_eq!(heard.status, 200, "{heard:?}");
        assert_eq!(server.ended(), Some(0));
        // What it answered is there.
        let server = Server::start(&scratch.options());
        let entered = server.ask("POST", "/sign-in", &[], body);
        assert_eq!(entered.status, 200, "{entered:?}");
    }
}

/// A stream could go on for minutes: told to stop, the program ends it properly instead of waiting and cutting it off.
#[test]
fn a_stop_ends_streams() {
    let scratch = Engine::Sqlite.scratch("streams").unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let scratch = runtime.unwrap().block_on(async {
        let world = World::now(scratch);
        shop(&world, "lane", true).await;
        world.leave().await
    });
    let server = Server::start(&scratch.options());
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream.write_all(b"GET /c/lane/live?topics=market HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    let mut heard = Vec::new();
    while !String::from_utf8_lossy(&heard).contains("retry:") {
        let mut piece = [0; 1024];
        let count = stream.read(&mut piece).unwrap();
        assert!(count > 0, "{}", String::from_utf8_lossy(&heard));
        heard.extend_from_slice(&piece[..count]);
    }
    server.terminate();
    stream.read_to_end(&mut heard).unwrap();
    assert!(heard.ends_with(b"0\r\n\r\n"), "cut off: {}", String::from_utf8_lossy(&heard));
    assert_eq!(server.ended(), Some(0));
}

/// What the operator asks for is protected as every page is, and figures are not passed on by a proxy.
#[test]
fn figures_are_kept_on_this_machine() {
    let scratch = Engine::Sqlite.scratch("figures").unwrap();
    let option = scratch.options();
    let server =
        Server::with(&["serve", "--listen", "127.0.0.1:0", "--behind-proxy", &option[0], &option[1]]);
    for path in ["/healthz", "/metrics"] {
        let answer = server.ask("GET", path, &[], "");
        assert_eq!(answer.status, 200, "{answer:?}");
        for header in ["content-security-policy", "x-content-type-options", "x-request-id"] {
            assert!(answer.head.contains(header), "{path} without {header}: {}", answer.head);
        }
    }
    for header in [("X-Forwarded-For", "192.0.2.7"), ("X-Forwarded-For", "127.0.0.1"), ("Forwarded", "for=x")]
    {
        let answer = server.ask("GET", "/metrics", &[header], "");
        assert_eq!(answer.status, 404, "{header:?}: {answer:?}");
        assert_eq!(server.ask("GET", "/healthz", &[header], "").status, 200, "{header:?}");
    }
}

/// Whatever methods and paths strangers make up, the figures stay as few as there are routes.
#[test]
fn figures_do_not_grow_with_what_strangers_make_up() {
    let scratch = Engine::Sqlite.scratch("labels").unwrap();
    let server = Server::start(&scratch.options());
    for number in 0..3 {
        server.ask(&format!("MADEUP{number}"), &format!("/made-up-{number}"), &[], "");
    }
    let figures = server.ask("GET", "/metrics", &[], "").body;
    assert!(figures.contains(r#"method="other",route="none""#), "{figures}");
    assert!(!figures.contains("MADEUP") && !figures.contains("made-up"), "{figures}");
}

/// A link that makes an operator stays out of the log, however much is logged by whichever layer.
#[test]
fn secrets_in_paths_stay_out_of_the_log() {
    let scratch = Engine::Sqlite.scratch("secrets").unwrap();
    let (server, log) = Server::logged(&scratch.options(), "trace");
    let broken = [("Accept", "text/html")];
    for path in ["/setup/s3cret-token", "/c/lane/join/s3cret-token", "/s3cret-token"] {
        server.ask("GET", path, &broken, "");
    }
    server.terminate();
    assert_eq!(server.ended(), Some(0));
    let log = log.join().unwrap();
    assert!(!log.contains("s3cret-token"), "{log}");
}

/// Requests that are no requests end with an answer or a closed connection, and the next is served.
#[test]
fn what_is_no_http_breaks_nothing() {
    let scratch = Engine::Sqlite.scratch("garbage").unwrap();
    let server = Server::start(&scratch.options());
    let huge = format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(1 << 20));
    let headers = format!("GET / HTTP/1.1\r\nHost: x\r\n{}\r\n", "X-A: b\r\n".repeat(5000));
    let smuggled = "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    for bytes in ["\0\0\0\0", "\r\n\r\n", "GET / HTTP/9\r\n\r\n", "FOO", &huge, &headers, smuggled] {
        let mut stream = TcpStream::connect(server.address).unwrap();
        // The server may close before it has read all: that is an answer too.
        let _ = stream.write_all(bytes.as_bytes());
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut heard = Vec::new();
        let _ = stream.read_to_end(&mut heard);
        let heard = String::from_utf8_lossy(&heard).into_owned();
        assert!(!heard.starts_with("HTTP/1.1 5"), "{heard}");
    }
    assert_eq!(server.ask("GET", "/healthz", &[], "").status, 200);
}

/// What can be typed is told by `--help`, in every command.
#[test]
fn help_is_there_for_every_command() {
    for words in [
        &["--help"][..],
        &["serve", "--help"],
        &["import", "orders", "--help"],
        &["export", "books", "--help"],
        &["bench", "orders", "--help"],
    ] {
        let out = run(words);
        assert!(out.status.success() && said(&out.stdout).contains("Usage:"), "{words:?}");
    }
}
