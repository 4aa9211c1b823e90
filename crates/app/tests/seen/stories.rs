//! What people do, in a real browser before the real program: the whole loop on a phone, without a mouse, without
//! script, and every page before the judge of accessibility.

use crate::common::seen::{DemoAt, Lane, Looks, Past};
use crate::common::server::Server;
use crate::common::{PASSWORD, Shop, shop};
use hehuo::demo::{self, SIGN_INS, SignIn};
use kernel::Timestamp;
use testkit::{Browser, Engine, Guide, NOWHERE, TOUR, Way};

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";

/// A community that sells rice, three pieces of the way ready: founded, with its people, its till open.
fn lane(test: &str) -> Lane {
    let (lane, ()) = Lane::open(test, Timestamp::of_system(), async |world| {
        let shop = shop(world, "lane", true).await;
        shop.offer(world, "新米", "12.50", "40").await;
        (shop, ())
    });
    lane
}

/// As a program of that person's does.
fn ask(lane: &Lane, token: &str, path: &str, input: &str) -> serde_json::Value {
    let bearer = format!("Bearer {token}");
    let headers = [("Authorization", bearer.as_str())];
    let answer = lane.server.ask("POST", &lane.shop.path(path), &headers, input);
    assert!((200..300).contains(&answer.status), "{path}: {answer:?}");
    answer.json()
}

/// The first variant on the shelf.
fn offers(lane: &Lane) -> String {
    let bearer = format!("Bearer {}", lane.shop.member.token);
    let headers = [("Authorization", bearer.as_str())];
    let market = lane.server.ask("GET", &lane.shop.path("/market"), &headers, "").json();
    market["offers"][0]["variants"][0]["variant"].as_str().unwrap().to_owned()
}

/// Ordered by the member, to be paid by transfer; answers its id.
fn order(lane: &Lane, variant: &str, quantity: &str) -> String {
    let wish = Shop::wish(variant, quantity).to_string();
    ask(lane, &lane.shop.member.token, "/orders", &wish)["id"].as_str().unwrap().to_owned()
}

/// A stranger looks around, joins, buys, gets half back, and finds every penny of it.
#[test]
fn a_stranger_joins_and_follows_the_money() {
    let Some(browser) = Browser::open() else { return };
    let lane = lane("a_stranger_joins");
    let mut looks = Looks::default();
    browser.viewport(390, 844);
    browser.language("zh-CN");

    browser.go(&lane.in_lane(""));
    browser.sees("Lane Kitchen");
    browser.misses("新米"); // for members only
    browser.misses("<li");
    looks.sound(&browser, "the home page");
    browser.press("申请入社");
    browser.press("注册");
    browser.type_into("[name=email]", "xiaoman@example.org");
    browser.type_into("[name=password]", "short");
    browser.click("main form button");
    browser.until("told of the short password", || browser.has("[aria-invalid]"));
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

    browser.sign_in(&lane.at(""), "xiaoman@example.org", PASSWORD);
    browser.go(&lane.in_lane("/market"));
    browser.type_into("input[name=quantity]", "1.25");
    browser.misses("¥15.63"); // no whole step: it does not count
    browser.click(".qty + .step");
    assert_eq!(browser.value("input[name=quantity]"), "1.5", "to the next whole step");
    browser.click(".qty + .step");
    browser.sees("¥25.00");
    looks.sound(&browser, "the market with its buttons");
    browser.click(".dock button");
    browser.sees("核对订单");
    browser.click(".step:has(+ .qty)");
    browser.sees("下单 ¥18.75");
    browser.click(".qty + .step");
    browser.sees("下单 ¥25.00");
    browser.click("input[value=bank_transfer]");
    looks.sound(&browser, "the look before ordering");
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
    browser.until("confirmed", || !browser.has("form[action$='/confirmation']"));

    lane.enter(&browser, &lane.shop.steward.name, "/packing");
    browser.sees("林小满");
    browser.click("form[action$='/fulfilment'] button");
    browser.until("handed over", || !browser.has("form[action$='/fulfilment']"));

    browser.sign_in(&lane.at(""), "xiaoman@example.org", PASSWORD);
    browser.go(&lane.at(&order));
    browser.click("form[action$='/acceptance'] button");
    browser.until("accepted", || !browser.has("form[action$='/acceptance']"));

    // What is accepted settles by itself.
    browser.until("settled", || {
        browser.go(&lane.at(&order));
        browser.text("main").contains("已结算")
    });

    lane.enter(&browser, &lane.shop.steward.name, "");
    browser.go(&lane.at(&order));
    browser.click("a[href$='/refund']");
    browser.type_into("[name=amount]", "10");
    browser.type_into("[name=reason]", "一半受了潮。");
    browser.click("form[action$='/refunds'] button");
    browser.sees("一半受了潮");

    lane.enter(&browser, &lane.shop.treasurer.name, "/desk");
    browser.click("main a[href$='/owed']");
    browser.click("main a[href*='purse=owed']");
    browser.press("林小满");
    assert_eq!(browser.value("[name=amount]"), "10.00", "the sum that is owed stands in the form");
    browser.type_into("[name=reference]", "P20261123");
    browser.click("form[action$='/payouts'] button");
    browser.sees("P20261123");

    browser.sign_in(&lane.at(""), "xiaoman@example.org", PASSWORD);
    browser.go(&lane.at(&order));
    browser.click("main a[href$='/money']");
    // 25.00, a tenth to the general fund, and 10.00 given back: 13.50 and 1.50 are left.
    browser.sees("¥13.50");
    browser.sees("¥1.50");
    browser.sees("一半受了潮");
    looks.sound(&browser, "where the money went");
    browser.click("main a[href*='/books/entries/']");
    browser.until("at the entry", || browser.path().contains("/books/entries/"));
    browser.sees("¥25.00");
    looks.sound(&browser, "the entry");
    browser.go(&lane.in_lane("/books"));
    browser.sees("¥1.50");
    looks.sound(&browser, "the books");
    looks.assert_none();
}

/// No mouse: Tab and Enter are enough to get past the header, to find the form, to fill it, to be told what is
/// wrong, and to send it.
#[test]
fn a_form_needs_only_the_keyboard() {
    let Some(browser) = Browser::open() else { return };
    let lane = lane("a_form_by_keyboard");
    browser.language("en");
    browser.go(&lane.at("/sign-up"));
    let focus =
        || browser.script("const e = document.activeElement; return e.name || e.className || e.id", &[]);
    browser.keys(TAB);
    assert_eq!(focus(), "skip", "the way past the header comes first");
    browser.keys(ENTER);
    browser.until("at the content", || focus() == "content");
    browser.keys(TAB);
    assert_eq!(focus(), "email");
    browser.keys("keys@example.org");
    browser.keys(TAB);
    assert_eq!(focus(), "password");
    browser.keys("short");
    browser.keys(ENTER);
    browser.until("told what is wrong", || browser.has(".error-summary"));
    browser.click(".error-summary a[href='#password']");
    assert_eq!(focus(), "password", "the summary leads to the field");
    browser.keys(PASSWORD);
    browser.keys(TAB);
    let visible = browser.script("return getComputedStyle(document.activeElement).outlineStyle", &[]);
    assert_ne!(visible, "none", "the focus is seen");
    browser.keys(ENTER);
    browser.until("signed up", || browser.has("header a[href='/me']"));
}

/// Script is a comfort: without it an order is placed, paid and read about.
#[test]
fn an_order_needs_no_script() {
    let Some(browser) = Browser::open() else { return };
    let lane = lane("an_order_without_script");
    browser.language("en");
    lane.enter(&browser, &lane.shop.member.name, "/market");
    browser.scripting(false);
    browser.go(&lane.in_lane("/market"));
    assert!(!browser.has(".step") && browser.has("[data-basket-sum][hidden]"), "no button that does nothing");
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
    browser.until("claimed", || !browser.has("form[action$='/claim']"));
    browser.go(&lane.in_lane("/orders"));
    browser.sees("¥18.75");
}

/// What somebody else does shows itself on a page that is open, without loading it again; what is being typed stays.
#[test]
fn an_open_page_follows_what_others_do() {
    let Some(browser) = Browser::open() else { return };
    let lane = lane("an_open_page_follows");
    browser.language("en");
    let shelf = offers(&lane);
    let watch = |name: &str, path: &str| {
        lane.enter(&browser, name, path);
        browser.until("listening", || browser.has("body[data-live-open]"));
        browser.script("window.stayed = true", &[]);
    };
    let stayed = || browser.script("return window.stayed === true", &[]) == true;

    watch(&lane.shop.treasurer.name, "/desk");
    let before = browser.text("#waiting");
    let ordered = order(&lane, &shelf, "3");
    browser.until("the order on the treasurer's desk", || browser.text("#waiting") != before);
    assert!(stayed(), "the desk was loaded again");

    watch(&lane.shop.supplier.name, "/market");
    assert!(browser.text(".stock").contains("37"), "{}", browser.text(".stock"));
    browser.type_into("input[name=quantity]", "1.5");
    order(&lane, &shelf, "2");
    browser.until("less on the shelf", || browser.text(".stock").contains("35"));
    assert_eq!(browser.value("input[name=quantity]"), "1.5", "what was typed is kept");
    assert!(stayed(), "the market was loaded again");

    watch(&lane.shop.member.name, &format!("/orders/{ordered}"));
    assert!(browser.has("form[action$='/claim']"));
    ask(&lane, &lane.shop.member.token, &format!("/orders/{ordered}/claim"), r#"{"proof":"0730"}"#);
    browser.until("claimed elsewhere", || !browser.has("form[action$='/claim']"));
    assert!(stayed(), "the order was loaded again");
}

/// Whoever has a group buy open sees who comes in and what is still needed, without loading it again; what is being typed stays.
#[test]
fn an_open_group_buy_shows_who_comes_in() {
    let Some(browser) = Browser::open() else { return };
    let lane = lane("an_open_group_buy");
    browser.language("en");
    let shelf = offers(&lane);
    let closes_at = Timestamp::of_system().plus(std::time::Duration::from_secs(3 * 86_400));
    let new = serde_json::json!({
        "goods": shelf, "title": "Together", "terms": "", "counted": "units", "least": "10",
        "steps": [{ "price": "12" }, { "from": "20", "price": "11" }], "remainder": "refuse",
        "falls_on": "latest_first", "grace_hours": "24", "hold_hours": "24", "closes_at": closes_at.to_string(),
    });
    let people = &lane.shop;
    let text = |answer: serde_json::Value, name: &str| answer[name].as_str().unwrap().to_owned();
    let pool = text(ask(&lane, &people.steward.token, "/pools", &new.to_string()), "pool");
    lane.enter(&browser, &people.supplier.name, &format!("/pools/{pool}"));
    browser.until("listening", || browser.has("body[data-live-open]"));
    browser.script("window.stayed = true", &[]);
    browser.type_into("input[name=units]", "1.5");
    assert!(!browser.text("#pool-ladder").contains(&people.member.name));

    let join = r#"{"units":"4","payment":"later"}"#;
    let part = text(ask(&lane, &people.member.token, &format!("/pools/{pool}/parts"), join), "part");
    let claim = r#"{"method":"bank_transfer","proof":"ends in 7788"}"#;
    ask(&lane, &people.member.token, &format!("/parts/{part}/claim"), claim);
    let came = serde_json::json!({ "amount": "48.00", "arrived_on": Timestamp::of_system().to_string(), "reference": "line 7" });
    ask(&lane, &people.treasurer.token, &format!("/parts/{part}/confirmation"), &came.to_string());
    browser.until("who has paid is named", || browser.text("#pool-ladder").contains(&people.member.name));
    browser.until("six are still needed", || browser.text("#pool-head").contains('6'));
    assert_eq!(browser.value("input[name=units]"), "1.5", "what was typed is kept");
    assert!(browser.script("return window.stayed === true", &[]) == true, "it was loaded again");
}

/// Closed early, given more time, called off: whoever has it open reads it there, and the form to join is gone with it.
#[test]
fn an_open_group_buy_follows_whoever_runs_it() {
    let Some(browser) = Browser::open() else { return };
    let lane = lane("a_group_buy_is_run");
    browser.language("en");
    let shelf = offers(&lane);
    let people = &lane.shop;
    let days =
        |days: u64| Timestamp::of_system().plus(std::time::Duration::from_secs(days * 86_400)).to_string();
    let new = |title: &str| {
        serde_json::json!({
            "goods": shelf, "title": title, "terms": "", "counted": "units", "least": "4", "steps": [{ "price": "12" }],
            "remainder": "refuse", "falls_on": "latest_first", "grace_hours": "24", "hold_hours": "24", "closes_at": days(3),
        })
    };
    let text = |answer: serde_json::Value, name: &str| answer[name].as_str().unwrap().to_owned();
    let run = |pool: &str, what: &str, said: serde_json::Value| {
        ask(&lane, &people.steward.token, &format!("/pools/{pool}/{what}"), &said.to_string());
    };
    let watch = |pool: &str| {
        lane.enter(&browser, &people.supplier.name, &format!("/pools/{pool}"));
        browser.until("listening", || browser.has("body[data-live-open]"));
        browser.script("window.stayed = true", &[]);
    };
    let stayed = || browser.script("return window.stayed === true", &[]) == true;

    let pool =
        text(ask(&lane, &people.steward.token, "/pools", &new("Extended and closed").to_string()), "pool");
    watch(&pool);
    browser.type_into("input[name=units]", "1.5");
    let before = browser.text("#pool-head");
    run(
        &pool,
        "extension",
        serde_json::json!({ "closes_at": days(6), "reason": "The lorry comes on Sunday" }),
    );
    browser
        .until("why it closes later", || browser.text("#pool-events").contains("The lorry comes on Sunday"));
    browser.until("when it closes now", || browser.text("#pool-head") != before);
    assert_eq!(browser.value("input[name=units]"), "1.5", "what was typed is kept");
    assert!(stayed(), "it was loaded again");

    let join = r#"{"units":"4","payment":"later"}"#;
    let part = text(ask(&lane, &people.member.token, &format!("/pools/{pool}/parts"), join), "part");
    let claim = r#"{"method":"bank_transfer","proof":"ends in 7788"}"#;
    ask(&lane, &people.member.token, &format!("/parts/{part}/claim"), claim);
    let came = serde_json::json!({ "amount": "48.00", "arrived_on": Timestamp::of_system().to_string(), "reference": "line 7" });
    ask(&lane, &people.treasurer.token, &format!("/parts/{part}/confirmation"), &came.to_string());
    // Whoever is not writing in the form has it taken away.
    watch(&pool);
    run(&pool, "closure", serde_json::json!({ "reason": "The lorry leaves today" }));
    browser.until("why it has closed", || browser.text("#pool-events").contains("The lorry leaves today"));
    browser.until("nobody joins any more", || !browser.has("input[name=units]"));
    assert!(stayed(), "it was loaded again");

    let pool = text(ask(&lane, &people.steward.token, "/pools", &new("Called off").to_string()), "pool");
    watch(&pool);
    run(&pool, "cancellation", serde_json::json!({ "reason": "Frost took them all" }));
    browser.until("why it is called off", || browser.text("#pool-events").contains("Frost took them all"));
    browser.until("nobody joins any more", || !browser.has("input[name=units]"));
    assert!(stayed(), "it was loaded again");
}

// Every page as everybody: axe finds nothing, nothing is wider than a phone, the console stays silent. Each is looked at
// four times and judged four times, so that the pages of one person take a minute or more.

#[test]
fn every_page_is_open_to_visitors() {
    every_page_as(None);
}

#[test]
fn every_page_is_open_to_the_steward() {
    every_page_as(Some("steward"));
}

#[test]
fn every_page_is_open_to_the_treasurer() {
    every_page_as(Some("treasurer"));
}

#[test]
fn every_page_is_open_to_members() {
    every_page_as(Some("member"));
}

#[test]
fn every_page_is_open_to_suppliers() {
    every_page_as(Some("supplier"));
}

/// Nobody of the tour is left out above.
#[test]
fn the_tour_has_five() {
    let all = [None, Some("steward"), Some("treasurer"), Some("member"), Some("supplier")];
    assert_eq!(TOUR.map(|(role, _)| role), all);
}

/// Whoever has forgotten their password opens the link on a phone, and is in.
#[test]
fn a_link_to_a_new_password() {
    let Some(browser) = Browser::open() else { return };
    let (past, ()) = Past::open("new_password", Timestamp::of_system(), async |world| {
        (shop(world, "lane", true).await, ())
    });
    let path = past.play(async |world, _| {
        let (db, now) = (world.running.site.db.clone(), world.clock.now());
        let people = db.read(|reader| people::of_address(reader, "member-lane@example.org")).await.unwrap();
        people::password_link(&db, &world.running.site.ids, people[0].id, now).await.unwrap()
    });
    let mut looks = Looks::default();
    browser.go(&past.at(&path));
    looks.everywhere(&browser, "a link to a new password");
    browser.type_into("main [name=password]", "it rains in the lane");
    browser.click("main form button");
    browser.until("signed in", || browser.has("header a[href='/me']"));
    looks.assert_none();
}

/// Everything of the tour is found in a demo that was made at midnight before a Friday, and late on a Sunday.
#[test]
fn the_tour_does_not_depend_on_the_day() {
    let Some(browser) = Browser::open() else { return };
    let mut looks = Looks::default();
    for now in ["2026-03-19T16:00:00Z", "2026-05-31T15:30:00Z"] {
        let played = DemoAt::play("the_tour_any_day", Timestamp::parse(now).unwrap());
        for (role, pages) in TOUR {
            browser.go(&played.site);
            if let Some(role) = role {
                let of_role = |one: &&SignIn| one.role.split_whitespace().next() == Some(role);
                let known = SIGN_INS.iter().find(of_role).unwrap();
                browser.sign_in(&played.site, known.email, demo::PASSWORD);
            }
            let mut guide = Guide::to(&browser, &played.site, pages);
            for (_, way) in pages {
                if let Err(why) = guide.read(way) {
                    looks.add(format!("{why} as {} at {now}", role.unwrap_or("visitor")));
                }
            }
        }
    }
    looks.assert_none();
}

fn every_page_as(role: Option<&str>) {
    let Some(browser) = Browser::open() else { return };
    let who = role.unwrap_or("visitor");
    let scratch = Engine::Sqlite.scratch(&format!("every_page_{who}")).unwrap();
    let [option, folder] = scratch.options();
    let mut demo = Server::with(&["demo", "--listen", "127.0.0.1:0", &option, &folder]);
    let site = format!("http://{}", demo.address);
    if let Some(role) = role {
        let (email, password) = sign_in_said(&mut demo, role);
        browser.sign_in(&site, &email, &password);
    }
    let mut looks = Looks::default();
    let (_, pages) = TOUR.into_iter().find(|(toured, _)| *toured == role).unwrap();
    let mut guide = Guide::to(&browser, &site, pages);
    for (_, way) in pages {
        judge(&browser, &mut guide, who, way, &mut looks);
    }
    looks.assert_none();
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

/// What the way leads to is sound everywhere, and is what the way is meant to lead to.
fn judge(browser: &Browser, guide: &mut Guide<'_>, who: &str, way: Way, looks: &mut Looks) {
    if let Err(why) = guide.follow(way) {
        return looks.add(format!("{why} as {who}"));
    }
    let page = format!("{} as {who}", browser.path());
    // Who has no business there is sent elsewhere; then this would judge another page.
    let lost = browser.has("p.status") != (way == NOWHERE);
    if lost {
        looks.add(format!("{page}: {}", browser.text("main")));
    }
    looks.everywhere(browser, &page);
}
