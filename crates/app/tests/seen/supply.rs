//! Suppliers before a real browser: an order is counted on a phone in Chinese, and two people pay at a desk.

use crate::common::seen::{Lane, Looks};
use crate::common::shop;
use kernel::Timestamp;
use testkit::Browser;

/// A supplier to whom something is due and whose order is on its way.
fn lane(test: &str) -> (Lane, (String, String)) {
    Lane::open(test, Timestamp::of_system().minus(crate::common::days(30)), async |world| {
        let shop = shop(world, "lane", true).await;
        let rice = shop.offer(world, "新米", "12.50", "40").await;
        shop.sell(world, &rice, "2", "25.00").await;
        let supplied = shop.supplied(world, &rice).await;
        (shop, supplied)
    })
}

/// The supplier says yes, the picture on the paper leads to the counting, and four jin are missing.
#[test]
fn a_delivery_is_counted_on_a_phone() {
    let Some(browser) = Browser::open() else { return };
    let (lane, (supplier, purchase)) = lane("a_delivery_is_counted");
    let mut looks = Looks::default();
    browser.viewport(390, 844);
    browser.language("zh-CN");

    lane.enter(&browser, &lane.shop.supplier.name, "/mine");
    browser.speak("zh-CN");
    browser.press("我的供货");
    browser.sees("采购单 1");
    looks.in_both_languages(&browser, "supplier-own");
    browser.press("采购单 1");
    browser.sees("这批货你能送吗");
    looks.in_both_languages(&browser, "purchase-to-answer");
    // The form works where no script does.
    browser.scripting(false);
    browser.click("form[action$='/answer'] button");
    browser.sees("供货人已确认");
    browser.scripting(true);
    browser.press("打印");
    browser.sees("收货的人用手机相机扫一扫");
    looks.in_both_languages(&browser, "purchase-print");

    lane.enter(&browser, &lane.shop.moderator.name, &format!("/supply/orders/{purchase}/delivery"));
    browser.speak("zh-CN");
    browser.sees("还该到");
    looks.in_both_languages(&browser, "delivery");
    browser.type_into("[name=counted_1]", "21");
    browser.click("form[action$='/deliveries'] button");
    browser.sees("点的数比订的还多");
    assert_eq!(browser.value("[name=counted_1]"), "21", "what was typed is kept");
    looks.sound(&browser, "delivery-refused");
    browser.type_into("[name=counted_1]", "16");
    browser.type_into("[name=note]", "有一袋受潮");
    browser.click("[name=is_last]");
    browser.click("form[action$='/deliveries'] button");
    browser.sees("以后不能再补点");
    looks.sound(&browser, "delivery-short");
    browser.click("[name=is_short]");
    browser.click("form[action$='/deliveries'] button");
    browser.sees("已结束");
    browser.sees("没送到，不用付");
    browser.sees("有一袋受潮");
    looks.in_both_languages(&browser, "purchase-closed");
    lane.enter(&browser, &lane.shop.supplier.name, &format!("/supply/{supplier}"));
    browser.speak("zh-CN");
    browser.press("采购单 1");
    browser.sees("有一袋受潮");
    looks.assert_none();
}

/// The treasurer proposes, somebody else consents, and the bank's file can be fetched.
#[test]
fn two_people_pay_a_supplier() {
    let Some(browser) = Browser::open() else { return };
    let (lane, (supplier, _)) = lane("two_people_pay");
    let mut looks = Looks::default();
    browser.viewport(1280, 900);
    browser.language("zh-CN");

    lane.enter(&browser, &lane.shop.treasurer.name, "/supply/runs");
    browser.speak("zh-CN");
    browser.sees("社群自己的付款账户");
    looks.in_both_languages(&browser, "runs-first");
    browser.type_into("[name=holder]", "巷子食堂");
    browser.type_into("[name=account]", "6222 0000");
    browser.type_into("[name=bank]", "农商行");
    browser.click("form[action$='/supply/payer'] button");
    browser.sees("付款账户：农商行");
    looks.in_both_languages(&browser, "runs-due");
    browser.type_into("[name^=pay_]", "9999");
    browser.click("form[action$='/supply/runs'] button");
    browser.sees("比现在该付的多");
    assert_eq!(browser.value("[name^=pay_]"), "9999", "what was typed is kept");
    browser.type_into("[name^=pay_]", "22.50");
    browser.click("form[action$='/supply/runs'] button");
    browser.sees("这张单是你提的");
    let run = browser.path();
    browser.go(&lane.in_lane("/supply/runs"));
    browser.sees("已经在付款单 R1 里");
    browser.press("付款单 R1");
    looks.in_both_languages(&browser, "run-own");

    lane.enter(&browser, &lane.shop.steward.name, "/desk");
    browser.speak("zh-CN");
    browser.press("付款单 R1");
    assert_eq!(browser.path(), run);
    browser.sees("你同意付吗");
    looks.in_both_languages(&browser, "run-to-consent");
    browser.click("form[action$='/consent'] button");
    browser.sees("已同意");
    browser.misses("你同意付吗");

    lane.enter(&browser, &lane.shop.treasurer.name, "/supply/runs");
    browser.speak("zh-CN");
    browser.press("付款单 R1");
    browser.sees("给银行的文件");
    looks.in_both_languages(&browser, "run-paid");
    browser.go(&lane.in_lane(&format!("/supply/{supplier}/statement")));
    browser.sees("期末该付");
    looks.in_both_languages(&browser, "statement");
    browser.go(&lane.in_lane("/supply"));
    looks.in_both_languages(&browser, "suppliers");
    looks.assert_none();
}
