//! A list of a chat on a phone, before a real browser: pasted, put up for sale, one line mended, made orders, and brought back to
//! the chat; every page before the judge of accessibility.

use crate::common::seen::{Looks, Past};
use crate::common::{days, shop};
use kernel::Timestamp;
use serde_json::json;
use testkit::Browser;

/// A list as people write one, of those that were given; and somebody who is vague. None where they are not there.
fn list() -> Option<String> {
    let file = testkit::data("jielong")?.join("15.txt");
    let given = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    Some(format!("{}\n19. 老钱 草莓几盒\n", given.trim_end()))
}

fn lane(test: &str) -> Past {
    let (past, ()) = Past::open(test, Timestamp::of_system().minus(days(3)), async |world| {
        (shop(world, "lane", true).await, ())
    });
    past
}

/// Types what has several lines.
fn paste(browser: &Browser, text: &str) {
    browser.script("document.querySelector('main [name=text]').value = arguments[0]", &[json!(text)]);
}

#[test]
fn a_list_is_pasted_mended_ordered_and_brought_back() {
    let Some(list) = list() else { return };
    let Some(browser) = Browser::open() else { return };
    let lane = lane("a_list_is_seen");
    let mut looks = Looks::default();
    browser.viewport(390, 844);
    browser.language("zh-CN");

    lane.enter(&browser, &lane.shop.steward.name, "/lists");
    browser.speak("zh-CN");
    browser.sees("还没有接龙");
    looks.judged(&browser, "lists-empty");
    browser.click("main .page-head a[href$='/lists/new']");
    looks.judged(&browser, "list-new");
    browser.click("form[action$='/lists'] button");
    browser.until("asked for the text", || {
        browser.has("main .error-summary") || browser.has("main [name=text]:invalid")
    });
    paste(&browser, &list);
    browser.click("form[action$='/lists'] button");
    browser.until("read", || browser.has("#items"));
    browser.sees("水果接龙");
    browser.sees("没看懂");
    let page = browser.path();
    looks.judged(&browser, "list-read");

    // Nobody sells the four things yet: each is put up for sale from here, without script too.
    browser.scripting(false);
    browser.click("details:has(> form[action$='/items/1']) > summary");
    browser.click("details:has(> form[action$='/items/1/offer']) > summary");
    browser.type_into("form[action$='/items/1/offer'] [name=stock]", "90");
    browser.choose("form[action$='/items/1/offer'] [name=supplier]", "fund");
    browser.click("form[action$='/items/1/offer'] button");
    browser.until("matched", || !browser.has("form[action$='/items/1/offer']"));
    // Who supplies them is asked: here the community buys them itself.
    browser.choose("form[action$='/offers'] [name=supplier]", "fund");
    browser.press("把这 3 样都上架");
    browser.until("all matched", || browser.has("#items") && !browser.has("form[action$='/offers']"));
    assert!(!browser.has("form[action$='/offer']"), "every thing is sold as something");
    // The vague one comes first, its form open.
    let first = "#lines + ul > li:first-child";
    assert!(browser.text(first).contains("老钱"), "{}", browser.text(first));
    browser.type_into(&format!("{first} [name=name]"), "老钱");
    browser.choose(&format!("{first} [name=action]"), "order");
    browser.choose(&format!("{first} [name=item]"), "1");
    browser.type_into(&format!("{first} [name=quantity]"), "几盒");
    browser.click(&format!("{first} form button"));
    browser.until("told what is wrong", || browser.has("main .error-summary"));
    // At the line, and of its rows at the one that is wrong.
    assert!(browser.has(&format!("{first} .error-summary")));
    assert_eq!(browser.texts(&format!("{first} [name=quantity][aria-invalid=true]")).len(), 1);
    browser.scripting(true);
    looks.judged(&browser, "list-mend-refused");
    browser.scripting(false);
    browser.type_into("#quantity", "两");
    browser.click("li:has(#quantity) form button");
    browser.until("mended", || browser.has("#items") && !browser.has("main .error-summary"));
    browser.sees("你补过 1 行");
    browser.scripting(true);
    browser.go(&lane.at(&page));
    looks.judged(&browser, "list-mended");
    // A form with a field called `action` is guarded against a second press as any other.
    let pressed = "const form = document.querySelector(\"form[action*='/lines/'] select[name=action]\").form;
        addEventListener('submit', (event) => event.preventDefault());
        form.requestSubmit();
        return form.dataset.sent ?? ''";
    assert_eq!(browser.script(pressed, &[]), json!("1"));
    browser.go(&lane.at(&page));

    browser.click(".next form button");
    browser.until("ordered", || browser.path().ends_with("/orders"));
    browser.sees("刘姐");
    browser.sees("待付款");
    looks.judged(&browser, "list-people");
    let orders = browser.texts("main a[href*='/orders/ord_']").len();
    assert!(orders >= 14, "{orders} orders");
    // Pressed again nothing is ordered twice.
    browser.click("main form[action$='/orders'] button");
    browser.until("there again", || {
        browser.path().ends_with("/orders") && browser.texts("main a[href*='/orders/ord_']").len() == orders
    });
    browser.go(&lane.at(&format!("{page}/orders")));
    assert_eq!(browser.texts("main a[href*='/orders/ord_']").len(), orders);
    browser.click("main a[href*='/orders/ord_']");
    browser.sees("来自接龙");
    browser.sees("1.刘姐草莓2凤梨1");
    looks.judged(&browser, "list-order");

    // A code for who has no account, shown once.
    browser.go(&lane.at(&format!("{page}/orders")));
    browser.click("details:has(form[action$='/claim-codes']) > summary");
    browser.click("details form[action$='/claim-codes'] button");
    browser.sees("只显示这一次");
    looks.judged(&browser, "claim-code");
    // And for all others at one press, each message by itself: what the whole page says has no code in it.
    browser.go(&lane.at(&format!("{page}/orders")));
    browser.click("main > form[action$='/claim-codes'] button");
    browser.until("codes for all", || browser.has("[data-copy]"));
    browser.sees("没有“全部复制”");
    let codes = browser
        .script("return [...document.querySelectorAll('[data-copy]')].map(one => one.dataset.copy)", &[]);
    let codes: Vec<String> = serde_json::from_value(codes).unwrap();
    let said = browser.script("return document.querySelector('main').innerText", &[]);
    let said = said.as_str().unwrap_or_default();
    assert!(codes.len() >= 10, "{} codes", codes.len());
    assert!(
        codes.iter().all(|message| message.contains("输入认领码") && !said.contains(message.as_str())),
        "{said}"
    );
    looks.judged(&browser, "claim-codes");

    // Back to the chat, as text and as a picture.
    browser.go(&lane.at(&format!("{page}/share")));
    let text = browser.value("main [name=text]");
    assert!(text.contains("老钱 草莓 2盒") && text.starts_with("水果接龙"), "{text}");
    browser.until("a picture is drawn", || browser.has("canvas.card"));
    let drawn = browser.script("return document.querySelector('canvas.card').toDataURL().length", &[]);
    assert!(drawn.as_u64().unwrap_or(0) > 20_000, "{drawn}");
    browser.sees("每样合计");
    looks.judged(&browser, "list-share");
    // People go on below it, and the whole comes back: the one further line is ordered, and nobody's twice.
    browser.go(&lane.at(&page));
    browser.click("details:has(> form [name=text]) > summary");
    paste(&browser, &format!("{text}99. 小满 草莓1盒\n"));
    browser.click("form:has([name=text]) button");
    browser.until("read on", || browser.text("#lines + ul").contains("小满"));
    browser.click(".next form button");
    browser.until("ordered", || browser.path().ends_with("/orders"));
    browser.sees("小满");
    assert_eq!(browser.texts("main a[href*='/orders/ord_']").len(), orders + 1);

    // Whoever has a code enters it.
    lane.enter(&browser, &lane.shop.member.name, "/claims");
    browser.speak("zh-CN");
    browser.type_into("main [name=code]", "BCDF-GHJK-MNPQ");
    browser.click("form[action$='/claims'] button");
    browser.sees("认领码不对");
    looks.judged(&browser, "claim");
    looks.assert_none();
}

/// From the list to a group buy of what it sells, and all who have no account into it: on a phone, without script.
#[test]
fn the_people_of_a_list_join_a_group_buy() {
    let Some(browser) = Browser::open() else { return };
    let (lane, list) = Past::open("a_list_joins", Timestamp::of_system().minus(days(1)), async |world| {
        let shop = shop(world, "lane", true).await;
        let list = shop.list(world).await;
        let offers = shop.path(&format!("/lists/{list}/offers"));
        world.post(&shop.steward, &offers, json!({})).await.assert(200);
        (shop, list)
    });
    let mut looks = Looks::default();
    let page = format!("/lists/{list}");
    browser.viewport(390, 844);
    browser.language("zh-CN");
    lane.enter(&browser, &lane.shop.steward.name, &page);
    browser.speak("zh-CN");
    browser.scripting(false);
    browser.click("#items + ul a[href*='/pools/new']");
    assert_eq!(
        (browser.value("#title"), browser.value("main [name=step_1_price]")),
        ("草莓".into(), "25.00".into())
    );
    browser.type_into("main [name=least]", "5");
    browser.click("main button[name=preview]");
    browser.until("looked over", || browser.has("section.sheet"));
    browser.click("section.sheet .button");
    browser.until("opened", || browser.has("#pool-head"));
    browser.sees("还差 5 盒");

    browser.go(&lane.in_lane(&page));
    browser.sees("还差 5 盒");
    browser.scripting(true);
    looks.everywhere(&browser, "list-with-a-group-buy");
    browser.viewport(390, 844);
    browser.speak("zh-CN");
    browser.scripting(false);
    browser.click("#items + ul a.button[href*='/lists/']");
    browser.sees("2 人参团，一共 3 盒");
    browser.scripting(true);
    looks.everywhere(&browser, "list-join");
    browser.viewport(390, 844);
    browser.speak("zh-CN");
    browser.scripting(false);
    browser.press("替这 2 人参团（共 ¥75.00）");
    browser.until("joined", || browser.has("#in"));
    browser.sees("现在没有可以参团的人");
    browser.scripting(true);
    looks.everywhere(&browser, "list-joined");
    browser.speak("zh-CN");
    browser.go(&lane.in_lane(&format!("{page}/orders")));
    browser.sees("参团");
    looks.everywhere(&browser, "list-people-joined");
    looks.assert_none();
}
