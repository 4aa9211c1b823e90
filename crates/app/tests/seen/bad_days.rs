//! At the door on bad days: a gateway that speaks for the program, a session that ends, answers that never come, and a device that
//! two minders use. What was pressed is neither lost nor counted twice.

use super::pickup::{has_kept, lane, state};
use crate::common::gateway::{Gateway, Road};
use crate::common::seen::Lane;
use crate::common::{Someone, shop::Code};
use serde_json::json;
use testkit::Browser;

const KEPT: &str = "存在这台手机上";

/// As when it has run out: nothing on the device knows.
fn end_session(browser: &Browser) {
    let ended = "return fetch('/sign-out', { method: 'POST' }).then((answer) => answer.ok)";
    assert_eq!(browser.script(ended, &[]), json!(true));
}

fn row(order: &Code) -> String {
    format!("li.at-door[data-order='{}']", order.order)
}

fn press(browser: &Browser, order: &Code) {
    browser.click(&format!("{} form button", row(order)));
}

/// Who is gone, as the minder's list has them.
fn gone(lane: &Lane, minder: &Someone, point: &str) -> Vec<String> {
    let bearer = format!("Bearer {}", minder.token);
    let path = lane.shop.path(&format!("/pickup/{point}/day"));
    let day = lane.server.ask("GET", &path, &[("Authorization", bearer.as_str())], "").json();
    let mut gone: Vec<_> =
        day["gone"].as_array().unwrap().iter().map(|one| one["order"].as_str().unwrap().to_owned()).collect();
    assert_eq!(day["done"], gone.len(), "{day}");
    gone.sort();
    gone
}

fn sorted<const N: usize>(orders: [&Code; N]) -> Vec<String> {
    let mut sorted: Vec<_> = orders.iter().map(|code| code.order.clone()).collect();
    sorted.sort();
    sorted
}

/// The list of the day before a browser that goes through a gateway, as that minder.
fn before(test: &str, browser: &Browser) -> (Lane, Gateway, String, (Code, Code)) {
    let (mut lane, (point, first, second)) = lane(test);
    let gateway = lane.behind_gateway();
    browser.viewport(390, 844);
    browser.language("zh-CN");
    lane.enter(browser, &lane.shop.supplier.name, "");
    browser.speak("zh-CN");
    // Looked at once, before any worker was there.
    browser.go(&lane.in_lane(&format!("/pickup/{point}/day")));
    (lane, gateway, point, (first, second))
}

/// A gateway that says that nobody is there is no answer: what is pressed waits, and the list stays.
#[test]
fn a_gateway_that_finds_nobody_is_no_network() {
    let Some(browser) = Browser::open() else { return };
    let (lane, gateway, point, (first, second)) = before("a_gateway_finds_nobody", &browser);
    let list = lane.in_lane(&format!("/pickup/{point}/day"));
    browser.until("kept", || has_kept(&browser, &list));
    for (status, order) in [(502, &first), (503, &second)] {
        gateway.is(Road::Says(status));
        press(&browser, order);
        browser.sees(KEPT);
        browser.sees("已记下，等网络");
        assert_eq!(state(&lane, &order.order), "paid", "{status}");
    }
    gateway.is(Road::Says(504));
    browser.go(&list);
    browser.sees("有 2 条还没送出去");
    gateway.is(Road::Open);
    browser.go(&list);
    browser.until("sent", || gone(&lane, &lane.shop.supplier, &point) == sorted([&first, &second]));
    browser.until("nothing waits", || !browser.has("#kept:not([hidden])"));
}

/// Nothing comes back: not sent, or sent and done without a word of it. Either way it counts once.
#[test]
fn what_nobody_answered_is_said_again_and_counts_once() {
    let Some(browser) = Browser::open() else { return };
    let (lane, gateway, point, (first, second)) = before("what_nobody_answered", &browser);
    let list = lane.in_lane(&format!("/pickup/{point}/day"));
    browser.until("kept", || has_kept(&browser, &list));

    gateway.is(Road::LosesAnswers);
    press(&browser, &first);
    browser.sees(KEPT);
    // Done, and the device does not know.
    assert_eq!(gone(&lane, &lane.shop.supplier, &point), sorted([&first]));
    browser.go(&list);
    browser.sees(KEPT);
    gateway.is(Road::Open);
    browser.go(&list);
    browser.until("known", || !browser.has("#kept:not([hidden])"));
    browser.misses("没有记成");
    assert_eq!(gone(&lane, &lane.shop.supplier, &point), sorted([&first]));
    assert_eq!(state(&lane, &second.order), "paid");

    gateway.is(Road::Swallows);
    press(&browser, &second);
    browser.sees(KEPT);
    assert_eq!(state(&lane, &second.order), "paid");
    gateway.is(Road::Open);
    browser.go(&list);
    browser.until("sent", || gone(&lane, &lane.shop.supplier, &point) == sorted([&first, &second]));
    browser.until("nothing waits", || !browser.has("#kept:not([hidden])"));
}

/// Whose session has run out is asked to sign in; what they pressed is sent when they have, and the list is on the device no more.
#[test]
fn a_session_that_is_over_takes_no_press_with_it() {
    let Some(browser) = Browser::open() else { return };
    let (lane, _gateway, point, (first, second)) = before("a_session_is_over", &browser);
    let path = format!("/pickup/{point}/day");
    browser.until("kept", || has_kept(&browser, &lane.in_lane(&path)));
    end_session(&browser);
    press(&browser, &first);
    browser.until("asked to sign in", || browser.path().starts_with("/sign-in"));
    assert_eq!(state(&lane, &first.order), "paid");
    let kept = "return caches.match(arguments[0]).then((page) => page != null)";
    assert_eq!(
        browser.script(kept, &[json!(lane.in_lane(&path))]),
        json!(false),
        "who is signed out sees none"
    );
    lane.enter(&browser, &lane.shop.supplier.name, &path);
    browser.until("sent", || state(&lane, &first.order) == "fulfilled");
    browser.until("nothing waits", || !browser.has("#kept:not([hidden])"));

    // Of many at once, likewise.
    browser.go(&lane.in_lane(&format!("/pickup/{point}/together")));
    end_session(&browser);
    browser.click(&format!("#collected-{}", second.order));
    browser.click("main form:has([name=collected]) button");
    browser.until("asked to sign in", || browser.path().starts_with("/sign-in"));
    lane.enter(&browser, &lane.shop.supplier.name, &path);
    browser.until("sent too", || gone(&lane, &lane.shop.supplier, &point) == sorted([&first, &second]));
}

/// Two minders and one device: what the one has not sent waits for them, and the other goes on.
#[test]
fn nobody_waits_for_what_another_minder_has_not_sent() {
    let Some(browser) = Browser::open() else { return };
    let (lane, gateway, point, (first, second)) = before("nobody_waits_for_another", &browser);
    let path = format!("/pickup/{point}/day");
    let list = lane.in_lane(&path);
    browser.until("kept", || has_kept(&browser, &list));
    gateway.is(Road::Says(502));
    press(&browser, &first);
    browser.sees(KEPT);
    gateway.is(Road::Open);

    // The device changes hands before it was sent.
    end_session(&browser);
    lane.enter(&browser, &lane.shop.steward.name, &path);
    browser.sees("换了人登录");
    press(&browser, &second);
    browser.until("handed over", || state(&lane, &second.order) == "fulfilled");
    assert_eq!(state(&lane, &first.order), "paid", "none is sent under another's name");

    lane.enter(&browser, &lane.shop.supplier.name, &path);
    browser.until("sent", || gone(&lane, &lane.shop.supplier, &point) == sorted([&first, &second]));
    browser.until("nothing waits", || !browser.has("#kept:not([hidden])"));
}
