//! Buying together on a phone, before a real browser: called for by a steward, joined by two, found by the treasurer, formed; every
//! page before the judge of accessibility.

use crate::common::seen::{Looks, Past};
use crate::common::{days, shop};
use kernel::Timestamp;
use serde_json::json;
use testkit::Browser;

/// A community that owes its member ¥200, and has apples to sell.
fn lane(test: &str) -> Past {
    let (past, ()) = Past::open(test, Timestamp::of_system().minus(days(30)), async |world| {
        let shop = shop(world, "lane", true).await;
        let rice = shop.offer(world, "新米", "200", "9").await;
        let order = shop.sell(world, &rice, "1", "200.00").await;
        let back = json!({ "reason": "受潮了", "amount": "200.00" });
        assert!(shop.refund(world, &order, "back", back).await.status < 300);
        shop.offer(world, "苹果", "13", "9").await;
        (shop, ())
    });
    past
}

#[test]
fn a_group_buy_is_called_for_joined_and_formed() {
    let Some(browser) = Browser::open() else { return };
    let lane = lane("a_group_buy_is_seen");
    let mut looks = Looks::default();
    browser.viewport(390, 844);
    browser.language("zh-CN");

    lane.enter(&browser, &lane.shop.steward.name, "/pools");
    browser.speak("zh-CN");
    browser.sees("还没有人开团");
    looks.judged(&browser, "pools-empty");
    browser.click("main .page-head a[href$='/pools/new']");
    looks.judged(&browser, "pool-new");
    // The form works where no script does.
    browser.scripting(false);
    browser.type_into("[name=title]", "一起买苹果");
    browser.type_into("[name=least]", "10");
    browser.type_into("[name=step_1_price]", "12");
    browser.type_into("[name=step_2_from]", "20");
    browser.type_into("[name=step_2_price]", "12");
    browser.click("main button[name=preview]");
    browser.sees("每一档要比上一档数量多、价格低");
    assert_eq!(browser.value("[name=title]"), "一起买苹果", "what was typed is kept");
    browser.scripting(true);
    looks.judged(&browser, "pool-refused");
    browser.scripting(false);
    browser.type_into("[name=step_2_price]", "11");
    browser.click("main button[name=preview]");
    browser.sees("成员会看到");
    browser.sees("从最后参加的人开始减");
    browser.scripting(true);
    looks.judged(&browser, "pool-review");
    browser.click("main .sheet button");
    browser.sees("还差 10");
    let pool = browser.path();
    looks.judged(&browser, "pool-steward");

    lane.enter(&browser, &lane.shop.member.name, "");
    browser.speak("zh-CN");
    browser.press("一起买苹果");
    browser.sees("付款以后不能退出");
    browser.type_into("[name=units]", "8");
    browser.click("[name=payment][value=set_off]");
    browser.until("the sum is counted", || browser.text("[data-says-sum]").contains("96.00"));
    looks.judged(&browser, "pool-joining");
    browser.click("[data-says-sum]");
    browser.sees("已付款，待成团");
    looks.judged(&browser, "part-paid");

    lane.enter(&browser, &lane.shop.supplier.name, "/pools");
    browser.speak("zh-CN");
    browser.press("一起买苹果");
    browser.sees("1 人");
    browser.type_into("[name=units]", "12");
    browser.click("[data-says-sum]");
    browser.sees("account 6222 0000");
    looks.judged(&browser, "part-to-pay");
    browser.type_into("[name=proof]", "尾号 7788");
    browser.click("form[action$='/claim'] button");
    browser.sees("说已付款，待核对");

    lane.enter(&browser, &lane.shop.treasurer.name, "/desk");
    browser.speak("zh-CN");
    browser.press("拼团和众筹付款待核对");
    looks.judged(&browser, "parts-claimed");
    browser.click("main a[href*='/parts/cmt_']");
    browser.sees("尾号 7788");
    looks.judged(&browser, "part-to-confirm");
    browser.click("form[action$='/confirmation'] button");
    browser.sees("已付款，待成团");
    browser.go(&lane.at(&pool));
    browser.sees("够数了，等截止");
    browser.sees("现在在这里");

    lane.pass(days(7));
    lane.enter(&browser, &lane.shop.member.name, "/mine");
    browser.sees("已成团");
    looks.judged(&browser, "mine-formed");
    browser.click("main a[href*='/parts/cmt_']");
    browser.sees("差价 ¥8.00 退回了你名下");
    looks.judged(&browser, "part-formed");
    browser.click("main a[href*='/orders/ord_']");
    browser.sees("这一单来自拼团");
    browser.sees("¥88.00");
    looks.judged(&browser, "order-of-pool");
    browser.press("这一单来自拼团，去看看");
    browser.sees("成团在这里");
    looks.judged(&browser, "pool-formed");
    // What the community owes: 200 less 88.
    browser.go(&lane.in_lane("/mine"));
    browser.sees("112.00");

    // The same in English, on a desk.
    browser.viewport(1280, 900);
    browser.go(&lane.at(&pool));
    browser.press("English");
    browser.sees("formed here");
    looks.judged(&browser, "pool-formed-en");
    looks.assert_none();
}
