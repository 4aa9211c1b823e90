//! An expense on a phone, before a real browser: asked for with a picture, approved by another, found in the books; without
//! script, in both languages, and every page before the judge of accessibility.

use crate::common::seen::{Lane, Looks};
use crate::common::{days, shop};
use kernel::Timestamp;
use testkit::Browser;

/// A community with money in its fund, and a mandate to spend of it.
fn lane(test: &str) -> (Lane, String) {
    // The sale is over and settled by the time that the real clock shows.
    Lane::open(test, Timestamp::of_system().minus(days(25)), async |world| {
        let shop = shop(world, "lane", true).await;
        let rice = shop.offer(world, "新米", "1000", "9").await;
        shop.sell(world, &rice, "1", "1000.00").await;
        world.pass(days(8)).await;
        let mandate = shop.mandate(world, 8_000).await;
        (shop, mandate)
    })
}

#[test]
fn an_expense_is_asked_for_approved_and_found_in_the_books() {
    let Some(browser) = Browser::open() else { return };
    let (lane, mandate) = lane("an_expense_is_seen");
    let mut looks = Looks::default();
    browser.viewport(390, 844);
    browser.language("zh-CN");

    // People signed up in English.
    lane.enter(&browser, &lane.shop.member.name, "/mandates");
    browser.press("中文");
    browser.sees("按基金");
    looks.judged(&browser, "mandates");
    browser.press("Shelves for the pantry");
    looks.judged(&browser, "mandate");
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
    // The judge is a script.
    browser.scripting(true);
    looks.judged(&browser, "refused");
    browser.scripting(false);
    browser.type_into("[name=amount]", "50");
    browser.attach("[name=proofs]", &receipt);
    browser.click("main form p.actions button");
    browser.sees("待审批");
    browser.scripting(true);
    let expense = browser.path();
    browser.go(&lane.at(&expense));
    browser.until("the proof is shown", || {
        browser.script("const i = document.querySelector('.proofs img'); return i && i.naturalWidth > 0", &[])
            == true
    });
    looks.judged(&browser, "own-expense");
    std::fs::remove_file(&receipt).unwrap();

    lane.enter(&browser, &lane.shop.steward.name, "/desk");
    browser.press("待审批的支出");
    looks.judged(&browser, "expenses");
    browser.press("木板和螺丝");
    browser.sees("从未批准过给这个收款方的支出");
    looks.judged(&browser, "to-approve");
    browser.click("form[action$='/approval'] button");
    browser.sees("已批准，记入应付");
    looks.judged(&browser, "approved");
    browser.click("main a[href*='/books/entries/']");
    browser.sees("Shelves for the pantry");
    looks.judged(&browser, "entry");
    browser.click("main a[href*='/mandates/']");
    browser.sees("¥30.00");
    assert!(browser.path().ends_with(&mandate));
    looks.judged(&browser, "mandate-spent");

    // The same in English, on a desk.
    browser.viewport(1280, 900);
    lane.enter(&browser, &lane.shop.treasurer.name, "/mandates");
    browser.press("English");
    browser.press("As a table");
    browser.sees("Budget");
    looks.judged(&browser, "mandates-en");
    browser.go(&lane.at(&expense));
    browser.sees("Approved, owed");
    looks.judged(&browser, "expense-en");
    browser.go(&lane.in_lane("/expenses/new"));
    looks.judged(&browser, "new-en");
    looks.assert_none();
}
