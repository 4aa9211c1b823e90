//! `password-link`: what it prints, to whom it says what, and what the link does.

use crate::common::server::{Server, run, said};
use testkit::{Engine, Scratch};

const FIRST: &str = r#"{"email":"ana@example.org","password":"a long walk by the river"}"#;
const SECOND: &str = r#"{"email":"ana@example.org","password":"another walk by the river"}"#;
const NEW: &str = r#"{"email":"ana@example.org","password":"no walk today, it rains"}"#;

fn ask(scratch: &Scratch, email: &str, more: &[&str]) -> (Option<i32>, String, String) {
    let [option, place] = scratch.options();
    let words = [&["password-link", "--email", email, &option, &place], more].concat();
    let out = run(&words);
    (out.status.code(), said(&out.stdout), said(&out.stderr))
}

/// The path of the link that was printed.
fn link(stdout: &str) -> &str {
    let path = stdout.find("/password/").unwrap_or_else(|| panic!("no link: {stdout}"));
    stdout[path..].lines().next().unwrap()
}

testkit::both_engines! {
    /// Beside a running site: over the database, or by the site itself where one process has the folder.
    async fn a_forgotten_password_is_set_anew(scratch: Scratch) {
        let server = Server::start(&scratch.options());
        let signed_up = server.ask("POST", "/sign-up", &[], FIRST);
        let bearer = format!("Bearer {}", signed_up.json()["token"].as_str().unwrap());
        let (code, _, errors) = ask(&scratch, "bo@example.org", &[]);
        assert!(code == Some(1) && errors.contains("nobody signs in with bo@example.org"), "{errors}");
        let (code, told, errors) = ask(&scratch, "Ana@Example.org", &["--base-url", "https://coop.example"]);
        assert_eq!(code, Some(0), "{errors}");
        assert!(told.contains("https://coop.example/password/") && told.contains("signed up"), "{told}");
        assert_eq!(server.ask("GET", link(&told), &[("Accept", "text/html")], "").status, 200);
        assert_eq!(server.ask("POST", link(&told), &[], NEW).status, 200);
        assert_eq!(server.ask("POST", link(&told), &[], NEW).status, 410, "once");
        assert_eq!(server.ask("GET", "/me", &[("Authorization", &bearer)], "").status, 401, "sessions are over");
        assert_eq!(server.ask("POST", "/sign-in", &[], FIRST).status, 422);
        assert_eq!(server.ask("POST", "/sign-in", &[], NEW).status, 200);
    }
}

/// A process that has the folder and answers nothing: it is said what can be done.
#[test]
fn a_site_that_does_not_answer_is_named() {
    let scratch = Engine::Sqlite.scratch("password_link_silent").unwrap();
    let [_, folder] = scratch.options();
    let server = Server::start(&scratch.options());
    assert_eq!(server.ask("POST", "/sign-up", &[], FIRST).status, 200);
    let socket = std::path::Path::new(&folder).join("hehuo.sock");
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&socket).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600, "the socket is its owner's alone");
    std::fs::remove_file(&socket).unwrap();
    let (code, told, errors) = ask(&scratch, "ana@example.org", &[]);
    assert!(code == Some(1) && told.is_empty() && errors.contains("another process"), "{errors}");
    assert!(errors.contains("stop the site"), "{errors}");
    server.terminate();
    assert_eq!(server.ended(), Some(0));
}

/// Whom it cannot mean it says to whoever runs it, and changes nothing.
#[test]
fn it_says_whom_it_cannot_mean() {
    let scratch = Engine::Sqlite.scratch("password_link").unwrap();
    let (code, told, errors) = ask(&scratch, "ana@example.org", &[]);
    assert!(code == Some(1) && told.is_empty() && errors.contains("no data of hehuo"), "{errors}");
    let server = Server::start(&scratch.options());
    for account in [FIRST, SECOND] {
        assert_eq!(server.ask("POST", "/sign-up", &[], account).status, 200);
    }
    server.terminate();
    assert_eq!(server.ended(), Some(0));
    for (email, more, expected) in [
        ("bo@example.org", vec![], "nobody signs in with bo@example.org"),
        ("bo", vec![], "does not look like"),
        ("ana@example.org", vec![], "has 2 accounts"),
        ("ana@example.org", vec!["--person", "per_01kax0000000000000000000aa"], "does not sign in with"),
        ("ana@example.org", vec!["--base-url", "coop"], "--base-url"),
    ] {
        let (code, told, errors) = ask(&scratch, email, &more);
        assert!(
            code == Some(1) && told.is_empty() && errors.contains(expected),
            "{email} {more:?}: {errors}"
        );
    }
    // It named both: the second of them is meant.
    let (_, _, errors) = ask(&scratch, "ana@example.org", &[]);
    let ids: Vec<&str> =
        errors.split(", signed up").filter_map(|part| part.rsplit([' ', ';']).next()).collect();
    let (code, told, errors) = ask(&scratch, "ana@example.org", &["--person", ids[1]]);
    assert!(code == Some(0) && told.contains(ids[1]), "{errors}");
    let server = Server::start(&scratch.options());
    assert_eq!(server.ask("POST", link(&told), &[], FIRST).status, 422, "that makes two accounts the same");
    assert_eq!(server.ask("POST", link(&told), &[], NEW).status, 200);
    assert_eq!(server.ask("POST", "/sign-in", &[], FIRST).status, 200, "the first is as it was");
    assert_eq!(server.ask("POST", "/sign-in", &[], SECOND).status, 422);
}
