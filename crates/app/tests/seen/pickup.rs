//! Picking up, in a real browser on a phone: choosing a point, the minder’s list, a network that goes away, and goods that were bad.

use crate::common::seen::{Lane, Looks};
use crate::common::shop;
use crate::common::shop::Code;
use kernel::Timestamp;
use testkit::Browser;

/// A point that the supplier minds, and two orders that wait there.
pub(super) fn lane(test: &str) -> (Lane, (String, Code, Code)) {
    Lane::open(test, Timestamp::of_system(), async |world| {
        let shop = shop(world, "lane", true).await;
        let rice = shop.offer(world, "新米", "12.50", "40").await;
        let (point, first) = shop.pick_up(world, &rice).await;
        let second = shop.chosen(world, &rice, &point).await;
        (shop, (point, first, second))
    })
}

pub(super) fn state(lane: &Lane, order: &str) -> String {
    let bearer = format!("Bearer {}", lane.shop.member.token);
    let headers = [("Authorization", bearer.as_str())];
    let answer = lane.server.ask("GET", &lane.shop.order_path(order, ""), &headers, "");
    answer.json()["state"].as_str().unwrap_or_default().to_owned()
}

/// The device has this page, and what it is made of.
pub(super) fn has_kept(browser: &Browser, page: &str) -> bool {
    let made_of = "const parts = [...document.querySelectorAll('script[src], link[rel=stylesheet]')].map((one) => one.src ?? one.href);
        return Promise.all([arguments[0], ...parts].map((one) => caches.match(one))).then((all) => all.every((one) => one));";
    browser.script(made_of, &[page.into()]) == true
}

/// Each page on a phone, and what the buyer and the minder do there.
#[test]
fn an_order_is_chosen_and_handed_over() {
    let Some(browser) = Browser::open() else { return };
    let (lane, (point, first, second)) = lane("an_order_is_fetched");
    let mut looks = Looks::default();
    browser.viewport(390, 844);
    browser.language("zh-CN");
    let at = |rest: &str| format!("/pickup/{point}{rest}");

    lane.enter(&browser, &lane.shop.member.name, &format!("/orders/{}", first.order));
    browser.speak("zh-CN");
    browser.press("二维码、请人代取、换个时间");
    browser.sees("你的取货码");
    looks.in_both_languages(&browser, "pickup-order");
    browser.type_into("[name=neighbour]", "3 栋李阿姨");
    browser.click("form[action$='/neighbour'] button");
    browser.until("named", || browser.value("[name=neighbour]") == "3 栋李阿姨");
    browser.go(&lane.in_lane("/pickup"));
    looks.in_both_languages(&browser, "pickup-points");

    lane.enter(&browser, &lane.shop.supplier.name, &at("/day"));
    browser.speak("zh-CN");
    browser.sees("交给3 栋李阿姨");
    looks.in_both_languages(&browser, "pickup-day");
    browser.go(&lane.in_lane(&at("/together")));
    looks.in_both_languages(&browser, "pickup-together");
    browser.go(&lane.in_lane(&at("/packing")));
    looks.in_both_languages(&browser, "pickup-packing");
    browser.go(&lane.in_lane(&at("")));
    looks.in_both_languages(&browser, "pickup-point");

    // Without script: found by its code, given to the neighbour.
    browser.scripting(false);
    browser.go(&lane.in_lane(&at("/day")));
    browser.type_into("[name=q]", &second.number.to_string());
    browser.click("form[role=search] button");
    browser.click("a[href*='/pickup/codes/']");
    looks.sound(&browser, "pickup-check without script");
    browser.type_into("[name=neighbour]", "5 栋吴叔");
    browser.click("form:has([name=neighbour]) button");
    browser.sees("买的人没有说可以交给这位邻居");
    assert_eq!(browser.value("[name=neighbour]"), "5 栋吴叔", "what was typed is kept");
    browser.click("[name=said_now]");
    browser.click("form:has([name=neighbour]) button");
    browser.until("on the list again", || browser.path().ends_with("/day"));
    browser.scripting(true);
    assert_eq!(state(&lane, &second.order), "fulfilled");
    browser.go(&lane.in_lane(&format!("/pickup/codes/{}", first.number)));
    looks.in_both_languages(&browser, "pickup-check");

    lane.enter(&browser, &lane.shop.steward.name, "/pickup/new");
    browser.speak("zh-CN");
    looks.in_both_languages(&browser, "pickup-new");
    looks.assert_none();
}

/// The network goes away: the list stays, what is said is kept, and sent once when the network is back.
#[test]
fn a_minder_goes_on_without_a_network() {
    let Some(browser) = Browser::open() else { return };
    let (lane, (point, first, second)) = lane("a_minder_goes_on");
    browser.viewport(390, 844);
    browser.language("zh-CN");
    let list = format!("/pickup/{point}/day");
    lane.enter(&browser, &lane.shop.supplier.name, "");
    browser.speak("zh-CN");
    browser.go(&lane.in_lane(&list));
    // Looked at once, before any worker was there.
    browser.until("kept", || has_kept(&browser, &lane.in_lane(&list)));
    // A code that nobody has is no reason to throw the list away.
    for wrong in ["/pickup/codes/99999", "/pickup/codes?code=99999"] {
        browser.go(&lane.in_lane(wrong));
        browser.sees("99999");
    }

    // Of who is waited for: who was here stays on the page, further down.
    let row = format!("li.at-door[data-order='{}']", first.order);
    let lane = lane.without_network(|door| {
        browser.go(&door.in_lane(&list));
        browser.sees(&first.number.to_string());
        browser.click(&format!("{row} form button"));
        browser.sees("存在这台手机上");
        browser.sees("已记下，等网络");
        browser.go(&door.in_lane(&list));
        browser.sees("存在这台手机上");
        browser.sees(&second.number.to_string());
        // Searched in what was kept, never answered by what was found for somebody else.
        browser.type_into("[name=q]", &second.number.to_string());
        browser.click("form[role=search] button");
        browser.until("searched here", || browser.has("#day > p.note"));
        browser.sees("存下来的名单里找到的");
        let shown = "return [...document.querySelectorAll('#day [data-order]')].filter((row) => !row.hidden).map((row) => row.dataset.order)";
        assert_eq!(browser.script(shown, &[]), serde_json::json!([second.order]));
        browser.type_into("[name=q]", "00000");
        browser.click("form[role=search] button");
        browser.until("told", || browser.texts("#day > p.note").iter().any(|note| note.contains("00000")));
        assert_eq!(browser.script(shown, &[]), serde_json::json!([]));
        browser.go(&door.in_lane(&list));
    });
    browser.go(&lane.in_lane(&list));
    browser.until("sent", || state(&lane, &first.order) == "fulfilled");
    browser.until("off the list", || !browser.has(&row));
    browser.misses("存在这台手机上");
    assert_eq!(state(&lane, &second.order), "paid");

    // With the network it goes the usual way.
    browser.click(&format!("li[data-order='{}'] form button", second.order));
    browser.until("handed over", || state(&lane, &second.order) == "fulfilled");
}

/// Ticked without a network, many are kept as one and sent once; what cannot be of them is told with its name.
#[test]
fn many_are_ticked_without_a_network() {
    let Some(browser) = Browser::open() else { return };
    let (lane, (point, first, second)) = lane("many_are_ticked");
    browser.viewport(390, 844);
    browser.language("zh-CN");
    let together = format!("/pickup/{point}/together");
    lane.enter(&browser, &lane.shop.supplier.name, "");
    browser.speak("zh-CN");
    browser.go(&lane.in_lane(&together));
    // With the list to which it leads, which nobody has looked at yet.
    browser.until("kept", || has_kept(&browser, &lane.in_lane(&together)));
    let leads_to = browser.value("main form [name=from]");
    browser.until("kept too", || has_kept(&browser, &lane.at(&leads_to)));
    for order in [&first.order, &second.order] {
        browser.click(&format!("#collected-{order}"));
    }
    let lane = lane.without_network(|_| {
        browser.click("main form:has([name=collected]) button");
        browser.sees("存在这台手机上");
        browser.sees("已记下，等网络");
    });
    browser.go(&lane.in_lane(&together));
    for order in [&first.order, &second.order] {
        browser.until("sent", || state(&lane, order) == "fulfilled");
    }
    browser.misses("存在这台手机上");
}

/// What came was bad: the buyer says so with a picture, without script; who answers sees it, the buyer agrees, and money is owed back.
#[test]
fn a_complaint_with_a_picture_is_answered() {
    let Some(browser) = Browser::open() else { return };
    let (lane, order) = Lane::open("a_complaint_is_seen", Timestamp::of_system(), async |world| {
        let shop = shop(world, "lane", true).await;
        let rice = shop.offer(world, "新米", "12.50", "40").await;
        let order = shop.handed_over(world, &rice, "2").await;
        (shop, order)
    });
    let mut looks = Looks::default();
    browser.viewport(390, 844);
    browser.language("zh-CN");
    let path = format!("/orders/{order}");
    lane.enter(&browser, &lane.shop.member.name, &path);
    browser.speak("zh-CN");
    let photo = testkit::target_folder().join("tmp").join(format!("complaint-{}.png", std::process::id()));
    browser.picture(&photo);
    let shown = || {
        let loaded = "const i = document.querySelector('.proofs img'); return i && i.naturalWidth > 0";
        browser.script(loaded, &[]) == true
    };

    browser.scripting(false);
    browser.press("东西有问题");
    browser.click("[name=kind][value=damaged]");
    browser.type_into("[name=quantity_1]", "3");
    browser.type_into("[name=reason]", "袋子里有虫");
    browser.attach("[name=photos]", &photo);
    browser.click("main form p.actions button");
    browser.until("told what is wrong", || browser.has("main .error-summary"));
    assert_eq!(browser.value("[name=reason]"), "袋子里有虫", "what was typed is kept");
    browser.scripting(true);
    looks.judged(&browser, "complaint-refused");
    browser.scripting(false);
    browser.type_into("[name=quantity_1]", "1");
    browser.attach("[name=photos]", &photo);
    browser.click("main form p.actions button");
    browser.sees("提过的问题");
    browser.sees("袋子里有虫");
    browser.scripting(true);
    std::fs::remove_file(&photo).unwrap();
    browser.go(&lane.in_lane(&path));
    browser.until("the picture is shown to the buyer", shown);
    looks.in_both_languages(&browser, "complaint-own");

    lane.enter(&browser, &lane.shop.steward.name, &format!("{path}/complaints/answer"));
    browser.speak("zh-CN");
    browser.sees("袋子里有虫");
    browser.until("and to who answers", shown);
    looks.in_both_languages(&browser, "complaint-answer");
    browser.click("[name=remedy][value=refund]");
    browser.type_into("[name=amount]", "6.25");
    browser.type_into("main form [name=reason]", "退一半");
    browser.click("main form p.actions button");
    browser.until("answered", || !browser.path().ends_with("/answer"));

    lane.enter(&browser, &lane.shop.member.name, &path);
    browser.speak("zh-CN");
    browser.sees("退一半");
    browser.click("form[action$='/complaints/agreement'] button");
    browser.until("settled", || browser.text("main").contains("已办妥"));
    let bearer = format!("Bearer {}", lane.shop.member.token);
    let headers = [("Authorization", bearer.as_str())];
    let told = lane.server.ask("GET", &lane.shop.order_path(&order, ""), &headers, "").json();
    assert_eq!(told["refunded_minor"], 625, "{told}");
    looks.assert_none();
}
