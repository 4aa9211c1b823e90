//! The kit's browser against a page of its own: it finds, types, clicks, pictures and judges.

use std::io::{Read, Write};
use std::net::TcpListener;
use testkit::{Browser, Guide, Pages};

/// A good page, and one with three mistakes that axe knows: a picture without words, a language not named, and, folded away, a field
/// without a label.
const GOOD: &str = "<!doctype html><html lang=en><head><title>Good</title><meta name=viewport content=width=device-width>
    <style>body { background: white } @media (prefers-color-scheme: dark) { body { background: black; color: white } }</style></head>
    <body><main><h1>Hello</h1><form><label for=n>Name</label> <input id=n name=n><label for=c>Colour</label>
    <select id=c name=c><option value=r>red<option value=b>blue</select><button>Say \"it\"</button></form></main></body></html>";
const BAD: &str = "<!doctype html><html><head><title>Bad</title></head><body><main><h1>B</h1><img src=x>
    <details><summary>More</summary><input name=folded></details></main></body></html>";

/// Answers every request with one of the two pages, under a policy that forbids all scripts.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("its address"));
    std::thread::spawn(move || {
        for stream in listener.incoming().take(50) {
            let mut stream = stream.expect("a connection");
            let mut request = [0; 4096];
            let length = stream.read(&mut request).unwrap_or(0);
            let page = if request[..length].starts_with(b"GET /bad") { BAD } else { GOOD };
            // A browser that hangs up early is no matter here.
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\nContent-Length: {}\r\n\
                 Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\n\r\n{page}",
                page.len()
            );
        }
    });
    address
}

#[test]
fn a_person_reads_types_and_clicks() {
    let Some(browser) = Browser::open() else { return };
    browser.viewport(390, 800);
    browser.go(&serve());
    assert_eq!(browser.text("h1"), "Hello");
    browser.fill("Name", "安娜");
    browser.fill("Colour", "blue");
    assert_eq!(browser.value("#n"), "安娜");
    browser.press("Say \"it\"");
    browser.sees("Hello");
    assert_eq!(browser.path(), "/?n=%E5%AE%89%E5%A8%9C&c=b");
    assert_eq!(browser.script("return innerWidth + arguments[0]", &[1.into()]), 391);
    browser.dark(true);
    let colour = browser.script("return getComputedStyle(document.body).backgroundColor", &[]);
    assert_eq!(colour, "rgb(0, 0, 0)");
    let file = testkit::target_folder().join("tmp").join("kit.png");
    browser.whole_picture(&file);
    assert!(std::fs::read(&file).unwrap().starts_with(b"\x89PNG"));
}

#[test]
fn axe_finds_what_is_wrong_and_nothing_else() {
    let Some(browser) = Browser::open() else { return };
    let address = serve();
    browser.go(&address);
    assert_eq!(browser.accessibility_problems(), Vec::<String>::new());
    browser.go(&format!("{address}/bad"));
    let problems = browser.accessibility_problems();
    if testkit::target_folder().join("tools/node_modules/axe-core").is_dir() {
        assert!(problems.iter().any(|line| line.starts_with("image-alt")), "{problems:?}");
        assert!(problems.iter().any(|line| line.starts_with("html-has-lang")), "{problems:?}");
        assert!(problems.iter().any(|line| line.starts_with("label: ")), "{problems:?}");
        assert_eq!(
            browser.script("return document.querySelector('details').open", &[]),
            false,
            "folded as it was"
        );
    }
}

#[test]
fn a_way_that_leads_nowhere_is_named() {
    let Some(browser) = Browser::open() else { return };
    const PAGES: Pages = &[("form", "/"), ("nothing", "/ main a[href='/bad'] main a")];
    let site = serve();
    let mut guide = Guide::to(&browser, &site, PAGES);
    assert_eq!(guide.follow(PAGES[0].1), Ok(()));
    let why = guide.follow(PAGES[1].1).unwrap_err();
    assert!(why.contains("no link to / main a[href='/bad'] at"), "{why}");
}
