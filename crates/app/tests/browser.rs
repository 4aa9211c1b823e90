//! What people do, in a real browser before the real program: the whole loop on a phone, without a mouse, without
//! script, and every page before the judge of accessibility.

#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::server::Server;
use common::{PASSWORD, Shop, World, shop};
use testkit::{Browser, Engine, Scratch};

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";

/// A community that sells rice, three pieces of the way ready: founded, with its people, its till open.
struct Lane {
    server: Server,
    shop: Shop,
    _scratch: Scratch,
}

impl Lane {
    fn open(test: &str) -> Lane {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let (shop, scratch) = runtime.unwrap().block_on(async {
            let world = World::now(Engine::Sqlite.scratch(test).unwrap());
            let shop = shop(&world, "lane", true).await;
            shop.offer(&world, "新米", "12.50", "40").await;
            (shop, world.leave().await)
        });
        Lane { server: Server::start(&scratch.options()), shop, _scratch: scratch }
    }

    fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.server.address)
    }

    fn in_lane(&self, path: &str) -> String {
        self.at(&self.shop.path(path))
    }

    /// Signs in as somebody of the shop and goes there.
    fn enter(&self, browser: &Browser, name: &str, path: &str) {
        sign_in(browser, &self.at(""), &format!("{name}@example.org"), PASSWORD);
        browser.go(&self.in_lane(path));
    }
}

/// Signs in, and out before where somebody is.
fn sign_in(browser: &Browser, site: &str, email: &str, password: &str) {
    browser.go(&format!("{site}/me"));
    if browser.has("form[action='/sign-out']") {
        browser.click("form[action='/sign-out'] button");
        until(browser, "signed out", || !browser.has("form[action='/sign-out']"));
    }
    browser.go(&format!("{site}/sign-in"));
    browser.type_into("main [name=email]", email);
    browser.type_into("main [name=password]", password);
    browser.click("main form button");
    until(browser, "signed in", || browser.has("header a[href='/me']"));
}

/// Looks again until it is so, as long as a person would wait.
fn until(browser: &Browser, what: &str, so: impl Fn() -> bool) {
    let start = std::time::Instant::now();
    while !so() {
        assert!(start.elapsed().as_secs() < 10, "not {what} at {}: {}", browser.path(), browser.text("main"));
        std::thread::yield_now();
    }
}

/// The page fits the phone it is looked at with, and the browser had nothing to complain about.
fn check_sound(browser: &Browser, page: &str, problems: &mut Vec<String>) {
    let size = browser.script("return [document.scrollingElement.scrollWidth, innerWidth]", &[]);
    if size[0].as_i64() > size[1].as_i64() {
        problems.push(format!("{page} is {} wide on a screen of {}", size[0], size[1]));
    }
    // A page that answers 404 on purpose is itself what the browser could not load.
    let said = browser.complaints().into_iter().filter(|line| !line.contains("status of 404"));
    problems.extend(said.map(|line| format!("{page}: {line}")));
}

/// A stranger looks around, joins, buys, gets half back, and finds every penny of it.
#[test]
fn a_stranger_joins_and_follows_the_money() {
    let Some(browser) = Browser::open() else { return };
    let lane = Lane::open("a_stranger_joins");
    let mut problems = Vec::new();
    browser.viewport(390, 844);
    browser.language("zh-CN");

    browser.go(&lane.in_lane(""));
    browser.sees("Lane Kitchen");
    browser.misses("新米"); // for members only
    browser.misses("<li");
    check_sound(&browser, "the home page", &mut problems);
    browser.press("申请入社");
    browser.press("注册");
    browser.type_into("[name=email]", "xiaoman@example.org");
    browser.type_into("[name=password]", "short");
    browser.click("main form button");
    until(&browser, "told of the short password", || browser.has("[aria-invalid]"));
    assert_eq!(browser.value("[name=email]"), "xiaoman@example.org", "what was typed is kept");
    browser.type_into("[name=password]", PASSWORD);
    browser.click("main form button");
    browser.fill("你在社里的名字", "林小满");
    browser.type_into("[name=about]", "住三号院，想买放心的米。");
    browser.click("form[action$='/applications'] button");
    browser.sees("申请已经交上去");

    lane.enter(&browser, &lane.shop.steward.name, "/desk");
    browser.click("main a[href$='/applications']");
    browser.sees("林小满");
    browser.type_into("[name=reason]", "邻居，见过面。");
    browser.click("button[value=admit]");
    browser.sees("邻居，见过面。");
    browser.misses("住三号院");

    sign_in(&browser, &lane.at(""), "xiaoman@example.org", PASSWORD);
    browser.go(&lane.in_lane("/market"));
    browser.type_into("input[name=quantity]", "2");
    browser.click(".dock button");
    browser.sees("¥25.00");
    browser.click("input[value=bank_transfer]");
    check_sound(&browser, "the look before ordering", &mut problems);
    browser.click("form[action$='/orders'] p.actions button:not([formmethod])");
    browser.sees("account 6222 0000");
    let order = browser.path();
    let order = order.split('?').next().unwrap().to_owned();
    browser.type_into("[name=proof]", "尾号 0730");
    browser.click("form[action$='/claim'] button");
    browser.sees("司库会去查账");

    lane.enter(&browser, &lane.shop.treasurer.name, "/desk");
    browser.click("main a[href*='/payments']");
    browser.click("main a[href*='/payments/pay_']");
    browser.sees("尾号 0730");
    browser.click("form[action$='/confirmation'] button");
    until(&browser, "confirmed", || !browser.has("form[action$='/confirmation']"));

    lane.enter(&browser, &lane.shop.steward.name, "/packing");
    browser.sees("林小满");
    browser.click("form[action$='/fulfilment'] button");
    until(&browser, "handed over", || !browser.has("form[action$='/fulfilment']"));

    sign_in(&browser, &lane.at(""), "xiaoman@example.org", PASSWORD);
    browser.go(&lane.at(&order));
    browser.click("form[action$='/acceptance'] button");
    until(&browser, "accepted", || !browser.has("form[action$='/acceptance']"));

    lane.enter(&browser, &lane.shop.treasurer.name, "");
    browser.go(&lane.at(&order));
    browser.click("form[action$='/settlement'] button");
    until(&browser, "settled", || !browser.has("form[action$='/settlement']"));

    lane.enter(&browser, &lane.shop.steward.name, "");
    browser.go(&lane.at(&order));
    browser.click("a[href$='/refund']");
    browser.type_into("[name=amount]", "10");
    browser.type_into("[name=reason]", "一半受了潮。");
    browser.click("form[action$='/refunds'] button");
    browser.sees("一半受了潮");

    lane.enter(&browser, &lane.shop.treasurer.name, "/desk");
    browser.click("main a[href$='/owed']");
    browser.click("main a[href*='purse=owed'], main a[href*='owed?']");
    browser.press("林小满");
    assert_eq!(browser.value("[name=amount]"), "10.00", "the sum that is owed stands in the form");
    browser.type_into("[name=reference]", "P20261123");
    browser.click("form[action$='/payouts'] button");
    browser.sees("P20261123");

    sign_in(&browser, &lane.at(""), "xiaoman@example.org", PASSWORD);
    browser.go(&lane.at(&order));
    browser.click("main a[href$='/money']");
    // 25.00, a tenth to the general fund, and 10.00 given back: 13.50 and 1.50 are left.
    browser.sees("¥13.50");
    browser.sees("¥1.50");
    browser.sees("一半受了潮");
    check_sound(&browser, "where the money went", &mut problems);
    browser.click("main a[href*='/books/entries/']");
    until(&browser, "at the entry", || browser.path().contains("/books/entries/"));
    browser.sees("¥25.00");
    check_sound(&browser, "the entry", &mut problems);
    browser.go(&lane.in_lane("/books"));
    browser.sees("¥1.50");
    check_sound(&browser, "the books", &mut problems);
    assert_eq!(problems, [""; 0]);
}

/// No mouse: Tab and Enter are enough to get past the header, to find the form, to fill it, to be told what is
/// wrong, and to send it.
#[test]
fn a_form_needs_only_the_keyboard() {
    let Some(browser) = Browser::open() else { return };
    let lane = Lane::open("a_form_by_keyboard");
    browser.language("en");
    browser.go(&lane.at("/sign-up"));
    let focus =
        || browser.script("const e = document.activeElement; return e.name || e.className || e.id", &[]);
    browser.keys(TAB);
    assert_eq!(focus(), "skip", "the way past the header comes first");
    browser.keys(ENTER);
    until(&browser, "at the content", || focus() == "content");
    browser.keys(TAB);
    assert_eq!(focus(), "email");
    browser.keys("keys@example.org");
    browser.keys(TAB);
    assert_eq!(focus(), "password");
    browser.keys("short");
    browser.keys(ENTER);
    until(&browser, "told what is wrong", || browser.has(".error-summary"));
    browser.click(".error-summary a[href='#password']");
    assert_eq!(focus(), "password", "the summary leads to the field");
    browser.keys(PASSWORD);
    browser.keys(TAB);
    let visible = browser.script("return getComputedStyle(document.activeElement).outlineStyle", &[]);
    assert_ne!(visible, "none", "the focus is seen");
    browser.keys(ENTER);
    until(&browser, "signed up", || browser.has("header a[href='/me']"));
}

/// Script is a comfort: without it an order is placed, paid and read about.
#[test]
fn an_order_needs_no_script() {
    let Some(browser) = Browser::open() else { return };
    let lane = Lane::open("an_order_without_script");
    browser.language("en");
    lane.enter(&browser, &lane.shop.member.name, "/market");
    browser.scripting(false);
    browser.go(&lane.in_lane("/market"));
    browser.type_into("input[name=quantity]", "1.25");
    browser.click(".dock button");
    browser.sees("12.50");
    assert!(browser.has(".error"), "a quarter of a step is not sold");
    assert_eq!(browser.value("input[name=quantity]"), "1.25", "what was typed is kept");
    browser.type_into("input[name=quantity]", "1.5");
    browser.click("button[formmethod=get]");
    browser.click("input[value=bank_transfer]");
    browser.click("form[action$='/orders'] p.actions button:not([formmethod])");
    browser.sees("account 6222 0000");
    browser.sees("¥18.75");
    browser.click("form[action$='/claim'] button");
    until(&browser, "claimed", || !browser.has("form[action$='/claim']"));
    browser.go(&lane.in_lane("/orders"));
    browser.sees("¥18.75");
}

/// The pages of the demo by who looks at them; after a space, links to follow from there.
const VISITOR: &[&str] = &[
    "/",
    "/sign-in",
    "/sign-up",
    "/docs",
    "/nowhere",
    "/c/qingshi",
    "/c/qingshi/charter",
    "/c/qingshi/join",
    "/c/qingshi/market",
    "/c/qingshi/market main a[href*='/offers/off_']",
    "/c/qingshi/projects",
    "/c/qingshi/books",
    "/c/qingshi/books/journal",
    "/c/qingshi/books/journal main a[href*='/entries/']",
    "/c/qingshi/books main a[href*='/funds/']",
];
const MEMBER: &[&str] = &[
    "/",
    "/me",
    "/me/devices",
    "/me/password",
    "/me/erasure",
    "/new",
    "/c/qingshi",
    "/c/qingshi/mine",
    "/c/qingshi/market",
    "/c/qingshi/market main a[href*='/offers/off_']",
    "/c/qingshi/orders",
    "/c/qingshi/orders main a[href*='/orders/ord_']",
    "/c/qingshi/orders main li:nth-child(3) a[href*='/orders/ord_'] main a[href$='/money']",
    "/c/qingshi/orders/new",
    "/c/qingshi/members",
    "/c/qingshi/books/mine",
    "/c/qingshi/books/accounts",
    "/c/qingshi/market/sold",
    "/c/qingshi/mine main a[href*='/owed/']",
];
const STEWARD: &[&str] = &[
    "/c/qingshi/desk",
    "/c/qingshi/applications",
    "/c/qingshi/members main a[href*='/members/mem_']",
    "/c/qingshi/invitations",
    "/c/qingshi/settings",
    "/c/qingshi/charter/edit",
    "/c/qingshi/market/settings",
    "/c/qingshi/offers/new",
    "/c/qingshi/market main a[href*='/offers/off_'] main a[href$='/edit']",
    "/c/qingshi/market main a[href*='/offers/off_'] main a[href$='/stock']",
    "/c/qingshi/packing",
    "/c/qingshi/packing main a[href$='/shortage']",
    "/c/qingshi/orders?all=1",
    "/c/qingshi/packing main a[href*='/orders/ord_'] main a[href$='/refund']",
];
const TREASURER: &[&str] = &[
    "/c/qingshi/desk",
    "/c/qingshi/payments",
    "/c/qingshi/payments main a[href*='/payments/pay_']",
    "/c/qingshi/owed",
    "/c/qingshi/owed main a[href*='/owed/mem_']",
    "/c/qingshi/books/accounts",
];

/// Every page as everybody: axe finds nothing, nothing is wider than a phone, the console stays silent.
#[test]
fn every_page_is_open_to_everybody() {
    let Some(browser) = Browser::open() else { return };
    let scratch = Engine::Sqlite.scratch("every_page").unwrap();
    let [option, folder] = scratch.options();
    let mut demo = Server::with(&["demo", "--listen", "127.0.0.1:0", &option, &folder]);
    let site = format!("http://{}", demo.address);
    let mut problems = Vec::new();
    for path in VISITOR {
        judge(&browser, &site, "a visitor", path, &mut problems);
    }
    for (who, pages) in [("steward", STEWARD), ("treasurer", TREASURER), ("member", MEMBER)] {
        let (email, password) = sign_in_said(&mut demo, who);
        sign_in(&browser, &site, &email, &password);
        for path in pages {
            judge(&browser, &site, who, path, &mut problems);
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// The demo says its sign-ins line by line: role, name, address, password.
fn sign_in_said(demo: &mut Server, role: &str) -> (String, String) {
    loop {
        let line = demo.line();
        let mut words = line.split_whitespace();
        if words.next() == Some(role) {
            let mut words = words.skip_while(|word| !word.contains('@'));
            return (words.next().unwrap().to_owned(), words.next().unwrap().to_owned());
        }
    }
}

/// A page on a phone in Chinese by day, and on a desk in English by night.
fn judge(browser: &Browser, site: &str, who: &str, way: &str, problems: &mut Vec<String>) {
    let mut steps = way.split(" main ");
    browser.viewport(390, 844);
    browser.dark(false);
    browser.go(&format!("{site}{}", steps.next().unwrap()));
    for link in steps {
        let link = format!("main {link}");
        if !browser.has(&link) {
            return problems.push(format!("{way} as {who}: no {link} at {}", browser.path()));
        }
        let href = browser.attribute(&link, "href").unwrap();
        browser.go(&format!("{site}{href}"));
    }
    let page = format!("{} as {who}", browser.path());
    speak(browser, "zh-CN");
    // Who has no business there is sent elsewhere; then this would judge another page.
    let lost = browser.has("p.status") != (way == "/nowhere");
    if lost {
        problems.push(format!("{page}: {}", browser.text("main")));
    }
    check_sound(browser, &page, problems);
    problems.extend(browser.accessibility_problems().iter().map(|line| format!("{page}, phone: {line}")));
    speak(browser, "en");
    check_sound(browser, &format!("{page} in English"), problems);
    browser.viewport(1280, 900);
    browser.dark(true);
    problems.extend(browser.accessibility_problems().iter().map(|line| format!("{page}, desk: {line}")));
}

/// By the switch in the header, which leads back to the same page.
fn speak(browser: &Browser, language: &str) {
    let spoken = || browser.script("return document.documentElement.lang", &[]);
    if spoken() != language {
        let path = browser.path();
        browser.click("header form[action='/lang'] button");
        until(browser, "in the other language", || spoken() == language);
        assert_eq!(browser.path(), path, "the switch stays on the page");
    }
}
