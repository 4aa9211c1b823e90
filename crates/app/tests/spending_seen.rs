//! An expense on a phone, before a real browser: asked for with a picture, approved by another, found in the books; without
//! script, in both languages, and every page before the judge of accessibility.

#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::server::Server;
use common::{PASSWORD, Shop, World, days, shop};
use testkit::{Browser, Engine, Scratch};

struct Lane {
    server: Server,
    shop: Shop,
    mandate: String,
    _scratch: Scratch,
}

impl Lane {
    /// A community with money in its fund, and a mandate to spend of it.
    fn open(test: &str) -> Lane {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let (shop, mandate, scratch) = runtime.unwrap().block_on(async {
            let scratch = Engine::Sqlite.scratch(test).unwrap();
            // The sale is over and settled by the time that the real clock shows.
            let past = kernel::Timestamp::of_system().minus(days(25));
            let world = World::at(scratch, testkit::FixedClock::at(past));
            let shop = shop(&world, "lane", true).await;
            let rice = shop.offer(&world, "新米", "1000", "9").await;
            shop.sell(&world, &rice, "1", "1000.00").await;
            world.pass(days(8)).await;
            assert!(world.clock.now() < kernel::Timestamp::of_system());
            let mandate = shop.mandate(&world, 8_000).await;
            (shop, mandate, world.leave().await)
        });
        Lane { server: Server::start(&scratch.options()), shop, mandate, _scratch: scratch }
    }

    fn enter(&self, browser: &Browser, name: &str, path: &str) {
        let site = format!("http://{}", self.server.address);
        browser.sign_in(&site, &format!("{name}@example.org"), PASSWORD);
        browser.go(&format!("{site}{}", self.shop.path(path)));
    }
}

/// A picture for a look at it by a person, where a folder for pictures is named.
fn keep(browser: &Browser, name: &str) {
    if let Some(folder) = std::env::var_os("HEHUO_PICTURES") {
        browser.whole_picture(&std::path::Path::new(&folder).join(format!("{name}.png")));
    }
}

fn check(browser: &Browser, page: &str, problems: &mut Vec<String>) {
    keep(browser, page);
    let size = browser.script("return [document.scrollingElement.scrollWidth, innerWidth]", &[]);
    if size[0].as_i64() > size[1].as_i64() {
        problems.push(format!("{page} is {} wide on a screen of {}", size[0], size[1]));
    }
    // A form that is refused on purpose is itself what the browser could not load.
    let meant = |line: &String| line.contains("status of 409");
    problems.extend(browser.complaints().into_iter().filter(|line| !meant(line)));
    problems.extend(browser.accessibility_problems().into_iter().map(|found| format!("{page}: {found}")));
}

#[test]
fn an_expense_is_asked_for_approved_and_found_in_the_books() {
    let Some(browser) = Browser::open() else { return };
    let lane = Lane::open("an_expense_is_seen");
    let mut problems = Vec::new();
    browser.viewport(390, 844);
    browser.language("zh-CN");

    // People signed up in English.
    lane.enter(&browser, &lane.shop.member.name, "/mandates");
    browser.press("中文");
    browser.sees("按基金");
    check(&browser, "mandates", &mut problems);
    browser.press("Shelves for the pantry");
    check(&browser, "mandate", &mut problems);
    let receipt = testkit::target_folder().join("tmp").join(format!("receipt-{}.png", std::process::id()));
    browser.picture(&receipt);
    // The form works where no script does.
    browser.scripting(false);
    browser.press("申请支出");
    browser.type_into("[name=amount]", "90");
    browser.type_into("[name=what]", "木板和螺丝");
    browser.attach("[name=proofs]", &receipt);
    browser.click("main form p.actions button");
    browser.sees("超过了这项授权剩余的额度");
    assert_eq!(browser.value("[name=what]"), "木板和螺丝", "what was typed is kept");
    keep(&browser, "refused");
    browser.type_into("[name=amount]", "50");
    browser.attach("[name=proofs]", &receipt);
    browser.click("main form p.actions button");
    browser.sees("待审批");
    browser.scripting(true);
    let expense = browser.path();
    browser.go(&format!("http://{}{expense}", lane.server.address));
    browser.until("the proof is shown", || {
        browser.script("const i = document.querySelector('.proofs img'); return i && i.naturalWidth > 0", &[])
            == true
    });
    check(&browser, "own-expense", &mut problems);
    std::fs::remove_file(&receipt).unwrap();

    lane.enter(&browser, &lane.shop.steward.name, "/desk");
    browser.press("待审批的支出");
    check(&browser, "expenses", &mut problems);
    browser.press("木板和螺丝");
    browser.sees("从未批准过给这个收款方的支出");
    check(&browser, "to-approve", &mut problems);
    browser.click("form[action$='/approval'] button");
    browser.sees("已批准，记入应付");
    check(&browser, "approved", &mut problems);
    browser.click("main a[href*='/books/entries/']");
    browser.sees("Shelves for the pantry");
    check(&browser, "entry", &mut problems);
    browser.click("main a[href*='/mandates/']");
    browser.sees("¥30.00");
    assert!(browser.path().ends_with(&lane.mandate));
    check(&browser, "mandate-spent", &mut problems);

    // The same in English, on a desk.
    browser.viewport(1280, 900);
    lane.enter(&browser, &lane.shop.treasurer.name, "/mandates");
    browser.press("English");
    browser.press("As a table");
    browser.sees("Budget");
    check(&browser, "mandates-en", &mut problems);
    browser.go(&format!("http://{}{expense}", lane.server.address));
    browser.sees("Approved, owed");
    check(&browser, "expense-en", &mut problems);
    browser.go(&format!("http://{}{}", lane.server.address, lane.shop.path("/expenses/new")));
    check(&browser, "new-en", &mut problems);
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}
