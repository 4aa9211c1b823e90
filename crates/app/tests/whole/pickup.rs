//! From the order's page to the door: choosing a point, the minder's list, checking in by page and by program.

use crate::common::owned::shows_as_code;
use crate::common::{World, browser, encoded, fresh, shop};
use axum::http::Method;
use serde_json::{Value, json};

fn said(order: &str, id: &str, told: &str) -> Value {
    json!({ "id": id, "order": order, "told": told })
}

testkit::both_engines! {
    /// The buyer sees a code, the minder finds it and hands over; what is sent again counts once.
    async fn an_order_is_fetched_at_its_point(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let (point, code) = lane.pick_up(&world, &rice).await;
        let list = |rest: &str| lane.path(&format!("/pickup/{point}{rest}"));
        let page = world.look(Some(&lane.member), &lane.order_path(&code.order, "")).await.assert(200).body.clone();
        assert!(page.contains(&lane.order_path(&code.order, "/pickup")), "the order's page leads there");
        // The code gets the goods: its buyer and who hands over see it, not who only looks for the money.
        world.get(&lane.treasurer, &lane.order_path(&code.order, "/pickup")).await.assert(404);
        for (who, is_told) in [(&lane.member, true), (&lane.moderator, true), (&lane.treasurer, false)] {
            let seen = world.get(who, &lane.order_path(&code.order, "")).await.assert(200).json();
            assert_eq!(seen["fetched"]["place"], json!("North gate"), "{seen}");
            assert_eq!(seen["fetched"]["code"], if is_told { json!(code.number) } else { Value::Null }, "{seen}");
            let page = world.look(Some(who), &lane.order_path(&code.order, "")).await.assert(200).body.clone();
            assert_eq!(page.contains(&format!(">{}<", code.number)), is_told, "{page}");
            assert!(!page.contains("once it is paid"), "it is: {page}");
        }
        let page = world.look(Some(&lane.member), &lane.order_path(&code.order, "/pickup")).await.assert(200).body.clone();
        assert!(page.contains(&format!(">{}<", code.number)), "{page}");
        let scanned = lane.path(&format!("/pickup/codes/{}", code.number));
        assert!(shows_as_code(&page, &format!("{}{scanned}", world.running.site.config.base_url)), "{page}");
        let there = world.look(Some(&lane.supplier), &scanned).await;
        assert!(there.status == 200 || there.status == 303, "who minds the point is led on: {}", there.status);
        let home = world.look(Some(&lane.member), &lane.path("")).await.assert(200).body.clone();
        assert!(home.contains(&code.number.to_string()), "what is fetched today stands on the home page");
        let home = world.look(Some(&lane.supplier), &lane.path("")).await.assert(200).body.clone();
        assert!(home.contains(&list("/day")), "so does the point that one minds");
        let codes = format!("href=\"{}\"", lane.path("/pickup/codes"));
        for at in [list("/day"), lane.path("/pickup")] {
            let page = world.look(Some(&lane.supplier), &at).await.assert(200).body.clone();
            assert!(page.contains(&codes), "who hands over finds where a code is typed: {page}");
        }
        let page = world.look(Some(&lane.member), &lane.path("/pickup")).await.assert(200).body.clone();
        assert!(!page.contains(&codes), "{page}");

        let other = lane.chosen(&world, &rice, &point).await;
        let day = world.get(&lane.supplier, &list("/day")).await.assert(200).json();
        assert_eq!(day["waiting"].as_array().unwrap().len(), 2);
        let found = world.get(&lane.supplier, &list(&format!("/day?q={}", code.number))).await.assert(200).json();
        assert_eq!((found["waiting"].as_array().unwrap().len(), &found["waiting"][0]["order"]), (1, &json!(code.order)));
        let found = world.get(&lane.supplier, &list("/day?q=nobody-of-this-name")).await.assert(200).json();
        assert_eq!(found["waiting"], json!([]));
        let packed = world.get(&lane.supplier, &list("/packing")).await.assert(200).json();
        assert_eq!((&packed["totals"][0]["quantity"], &packed["totals"][0]["orders"]), (&json!("4"), &json!(2)));

        let path = lane.path("/pickup/check-ins");
        let first = world.post(&lane.supplier, &path, said(&code.order, "phone-0001", "collected")).await;
        assert_eq!(first.assert(200).json()["again"], json!(false));
        let second = world.post(&lane.supplier, &path, said(&code.order, "phone-0001", "collected")).await;
        assert_eq!(second.assert(200).json()["again"], json!(true));
        let third = world.post(&lane.supplier, &path, said(&code.order, "phone-0002", "collected")).await;
        assert_eq!(third.assert(409).text("code"), "already_handed_over");
        let row = world.get(&lane.member, &lane.order_path(&code.order, "")).await.assert(200).json();
        assert_eq!(row["state"], json!("fulfilled"));

        // By page: without the buyer's word the form comes back with what was typed.
        let fields = [("id", "page-0001"), ("order", other.order.as_str()), ("told", "neighbour"), ("neighbour", "Li of house 3")];
        let refused = world.send(browser(Method::POST, &path, Some(&lane.supplier), Some(&encoded(&fields)))).await;
        assert!(refused.status == 409 && refused.body.contains("value=\"Li of house 3\""), "{refused:?}");
        let fields = [fields.as_slice(), &[("said_now", "on")]].concat();
        let done = world.send(browser(Method::POST, &path, Some(&lane.supplier), Some(&encoded(&fields)))).await;
        assert_eq!(done.assert(303).header("location"), list("/day"));
        let seen = world.get(&lane.member, &lane.order_path(&other.order, "/pickup")).await.assert(200).json();
        assert_eq!((&seen["pickup"]["state"], &seen["pickup"]["handed_to"]), (&json!("handed_to_neighbour"), &json!("Li of house 3")));
        let day = world.get(&lane.supplier, &list("/day")).await.assert(200).json();
        assert_eq!((&day["waiting"], &day["done"]), (&json!([]), &json!(2)));
        world.assert_sound().await;
    }

    /// Where a list is pasted and where its terms are said alike: a day to fetch without a place is told, not dropped.
    async fn a_day_without_a_place_is_refused(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let (point, _) = lane.pick_up(&world, &rice).await;
        let day = |days: u64| world.clock.now().plus(crate::common::days(days)).to_string()[..10].to_owned();
        let list = lane.list(&world).await;
        let terms = lane.path(&format!("/lists/{list}/terms"));
        let text = "周日团购\n草莓 25元/盒\n\n1. 小陈 草莓2盒\n2. 老周 草莓1盒\n";
        let until = day(5);
        let said = |point: &str, day: &str| json!({ "text": text, "pay_until": until, "point": point, "day": day });
        for (path, name) in [(terms, "terms"), (lane.path("/lists"), "paste")] {
            let answer = world.post_keyed(&lane.steward, &path, &fresh(&format!("{name}-day")), said("", &day(3))).await;
            let errors = answer.assert(422).json()["errors"].clone();
            assert_eq!((&errors[0]["field"], &errors[0]["message"]), (&json!("point"), &json!("Please choose where it is fetched, or leave the day empty.")), "{name}: {errors}");
            for (at, (point, day)) in [("", String::new()), (point.as_str(), day(3))].into_iter().enumerate() {
                let answer = world.post_keyed(&lane.steward, &path, &fresh(&format!("{name}-{at}")), said(point, &day)).await;
                assert!(answer.status < 300, "{name} {point}: {}", answer.short());
            }
        }
    }

    /// An unpaid order's place stands on its page as long as its list says one, and not when it was taken back.
    async fn a_place_that_was_taken_back_is_not_shown(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let (point, _) = lane.pick_up(&world, &rice).await;
        let day = |days: u64| world.clock.now().plus(crate::common::days(days)).to_string()[..10].to_owned();
        let list = lane.list(&world).await;
        let (terms, at) = (lane.path(&format!("/lists/{list}/terms")), lane.path(&format!("/lists/{list}/orders")));
        let said = json!({ "pay_until": day(5), "point": point, "day": day(3) });
        world.post_keyed(&lane.steward, &terms, &fresh("said"), said).await.assert(204);
        let offer = json!({ "title": "草莓", "unit": "盒", "price": "25", "stock": "" });
        let path = lane.path(&format!("/lists/{list}/items/1/offer"));
        world.post_keyed(&lane.steward, &path, &fresh("offer"), offer).await.assert(201);
        world.post_keyed(&lane.steward, &at, &fresh("orders"), json!({})).await.assert(200);
        let people = world.get(&lane.steward, &at).await.assert(200).json();
        let order = people["people"][0]["orders"][0]["order"].as_str().unwrap_or_else(|| panic!("{people}")).to_owned();
        let page = lane.order_path(&order, "/pickup");
        let seen = world.get(&lane.steward, &page).await.assert(200).json();
        assert_eq!((&seen["pickup"]["point"], &seen["pickup"]["state"]), (&json!(point), &json!("waiting")), "{seen}");
        let none = json!({ "pay_until": day(5), "point": "", "day": "" });
        world.post_keyed(&lane.steward, &terms, &fresh("none"), none).await.assert(204);
        world.pass(std::time::Duration::from_secs(60)).await;
        let seen = world.get(&lane.steward, &page).await.assert(200).json();
        assert_eq!(seen["pickup"], Value::Null, "{seen}");
        let told = world.look(Some(&lane.steward), &page).await.assert(200).body.clone();
        assert!(!told.contains("North gate"), "{told}");
        world.assert_sound().await;
    }

    /// Many are marked at once, each by itself: what cannot be is told, a double click changes nothing, and for the others nobody came.
    async fn many_are_marked_at_once(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "40").await;
        let (point, one) = lane.pick_up(&world, &rice).await;
        let (two, three) = (lane.chosen(&world, &rice, &point).await, lane.chosen(&world, &rice, &point).await);
        let four = lane.chosen(&world, &rice, &point).await;
        let (list, path) = (lane.path(&format!("/pickup/{point}/day")), lane.path(&format!("/pickup/{point}/together")));
        // Nobody is late while the slot runs; then, before the clock has looked, it can be said.
        let zone = kernel::Zone::parse("Asia/Shanghai").unwrap();
        let date = world.clock.now().format(&zone, "%Y-%m-%d");
        let early = json!({ "id": "phone-0000", "not_collected": [one.order] });
        let early = world.post(&lane.supplier, &path, early).await.assert(200).json();
        assert_eq!(early["refused"][0]["code"], "too_early");
        world.clock.advance(crate::common::days(1));
        let list = format!("{list}?day={date}");
        assert!(world.look(Some(&lane.supplier), &list).await.assert(200).body.contains(&path), "the list leads there");
        let all = world.look(Some(&lane.supplier), &format!("{path}?all=1&day={date}")).await.assert(200).body.clone();
        assert_eq!((all.matches(" checked>").count(), all.matches("name=\"here\"").count()), (4, 4), "{all}");
        let none = world.post(&lane.supplier, &path, json!({ "id": "phone-0001" })).await;
        assert_eq!(none.assert(422).json()["errors"][0]["field"], "collected");
        let bad = world.post(&lane.supplier, &path, json!({ "id": "x", "collected": [one.order] })).await;
        assert_eq!(bad.assert(422).text("code"), "id_malformed");
        let kept = json!({ "id": "phone-0001", "collected": [one.order], "by": lane.member_id(&world, &lane.steward).await });
        world.post(&lane.supplier, &path, kept).await.assert(403);
        world.post(&lane.member, &path, json!({ "id": "phone-0001", "collected": [one.order] })).await.assert(403);

        // One was fetched meanwhile, one is no order: the others are entered.
        world.post(&lane.steward, &lane.path("/pickup/check-ins"), said(&three.order, "other-0001", "collected")).await.assert(200);
        let said = json!({ "id": "phone-0001", "collected": [one.order, three.order, "ord_none"], "here": [one.order, two.order], "rest": "on", "day": date });
        for _ in 0..2 {
            let done = world.post(&lane.supplier, &path, said.clone()).await.assert(200).json();
            assert_eq!((&done["collected"], &done["not_collected"]), (&json!([one.order]), &json!([two.order])), "{done}");
            let why: Vec<_> = done["refused"].as_array().unwrap().iter().map(|one| (&one["id"], &one["code"])).collect();
            assert_eq!(why, [(&json!(three.order), &json!("already_handed_over")), (&json!("ord_none"), &json!("no_such_pickup"))]);
            let mut left: Vec<_> = done["waiting"].as_array().unwrap().iter().map(|one| one["state"].as_str().unwrap()).collect();
            left.sort_unstable();
            assert_eq!(left, ["not_collected", "waiting"], "{done}");
        }
        let state = async |order: &str| world.get(&lane.member, &lane.order_path(order, "")).await.assert(200).json()["state"].clone();
        assert_eq!((state(&one.order).await, state(&two.order).await), (json!("fulfilled"), json!("paid")));
        // Who came after all is ticked under the very same page's id.
        let after = json!({ "id": "phone-0001", "collected": [two.order] });
        let done = world.post(&lane.supplier, &path, after).await.assert(200).json();
        assert_eq!(done["collected"], json!([two.order]));
        // In a browser: what is ticked is said, and the page tells it.
        let page = world.fill(Some(&lane.supplier), &path, &[("id", "page-0001"), ("collected", four.order.as_str()), ("day", date.as_str())]).await;
        assert!(page.assert(200).body.contains("1 order is gone"), "{}", page.body);
        world.assert_sound().await;
    }

    /// Of another day: the page of the code says so, it is handed over all the same at one press, and the page that follows says that it was.
    async fn what_is_fetched_another_day_is_handed_over_early(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let (point, today) = lane.pick_up(&world, &rice).await;
        let zone = kernel::Zone::parse("Asia/Shanghai").unwrap();
        let later = world.clock.now().plus(std::time::Duration::from_secs(2 * 86_400)).format(&zone, "%Y-%m-%d");
        let code = lane.chosen_on(&world, &rice, &point, &later).await;
        let opened = lane.path(&format!("/pickup/codes/{}", code.number));
        let seen = world.get(&lane.supplier, &opened).await.assert(200).json();
        assert_eq!(seen["early_for"], json!(later), "{seen}");
        let page = world.look(Some(&lane.supplier), &opened).await.assert(200).body.clone();
        assert!(page.contains("not today.") && page.contains("Hand it over now all the same"), "{page}");
        let of_today = lane.path(&format!("/pickup/codes/{}", today.number));
        assert_eq!(world.get(&lane.supplier, &of_today).await.assert(200).json()["early_for"], Value::Null);
        let page = world.look(Some(&lane.supplier), &of_today).await.assert(200).body.clone();
        assert!(!page.contains("not today.") && !page.contains("all the same"), "{page}");
        let fields = [("id", "page-0001"), ("order", code.order.as_str()), ("told", "collected")];
        let path = lane.path("/pickup/check-ins");
        let done = world.send(browser(Method::POST, &path, Some(&lane.supplier), Some(&encoded(&fields)))).await;
        assert_eq!(done.assert(303).header("location"), opened, "today's list does not have it");
        let page = world.look(Some(&lane.supplier), &opened).await.assert(200).body.clone();
        assert!(page.contains("Handed over early") && !page.contains("all the same"), "{page}");
        let row = world.get(&lane.member, &lane.order_path(&code.order, "")).await.assert(200).json();
        assert_eq!(row["state"], "fulfilled");
    }

    /// A wrong button: who was here stays on the list and under its code, and is taken back by page.
    async fn a_wrong_button_is_taken_back(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let (point, code) = lane.pick_up(&world, &rice).await;
        let list = lane.path(&format!("/pickup/{point}/day"));
        let (path, opened) = (lane.path("/pickup/check-ins"), lane.path(&format!("/pickup/codes/{}", code.number)));
        world.post(&lane.supplier, &path, said(&code.order, "phone-0001", "collected")).await.assert(200);
        for q in [String::new(), format!("?q={}", code.number), "?q=dan".to_owned()] {
            let day = world.get(&lane.supplier, &format!("{list}{q}")).await.assert(200).json();
            let gone = &day["gone"];
            if q != "?q=dan" {
                assert_eq!((&gone[0]["order"], &gone[0]["can_undo"]), (&json!(code.order), &json!(true)), "{day}");
                assert_eq!(gone[0]["lines"][0]["title"], "Rice");
            }
        }
        let page = world.look(Some(&lane.supplier), &opened).await.assert(200).body.clone();
        assert!(page.contains("Rice") && page.contains("value=\"undo\""), "{page}");
        // Whoever handed over elsewhere in the community sees it, and takes it back too.
        let back = world.post(&lane.supplier, &path, said(&code.order, "phone-0002", "undo")).await.assert(200).json();
        assert_eq!(back["state"], "waiting");
        let again = world.post(&lane.supplier, &path, said(&code.order, "phone-0003", "undo")).await;
        assert_eq!(again.assert(409).text("code"), "nothing_to_undo");
        let row = world.get(&lane.member, &lane.order_path(&code.order, "")).await.assert(200).json();
        assert_eq!(row["state"], "paid");
        let fields = [("id", "page-0001"), ("order", code.order.as_str()), ("told", "collected")];
        world.send(browser(Method::POST, &path, Some(&lane.supplier), Some(&encoded(&fields)))).await.assert(303);
        let fields = [("id", "page-0002"), ("order", code.order.as_str()), ("told", "undo")];
        world.send(browser(Method::POST, &path, Some(&lane.supplier), Some(&encoded(&fields)))).await.assert(303);
        // Once accepted it stands; after a quarter of an hour too.
        world.post(&lane.supplier, &path, said(&code.order, "phone-0004", "collected")).await.assert(200);
        world.post(&lane.member, &lane.order_path(&code.order, "/acceptance"), json!({})).await.assert(200);
        let late = world.post(&lane.supplier, &path, said(&code.order, "phone-0005", "undo")).await;
        assert_eq!(late.assert(409).text("code"), "hand_over_stands");
        world.clock.advance(std::time::Duration::from_secs(901));
        let late = world.post(&lane.steward, &path, said(&code.order, "phone-0006", "undo")).await;
        assert_eq!(late.assert(409).text("code"), "undo_too_late");
        let order = world.look(Some(&lane.member), &lane.order_path(&code.order, "")).await.assert(200).body.clone();
        assert!(order.contains("North gate"), "the order's page says where it was handed over: {order}");
        world.assert_sound().await;
    }

    /// The phone's own calendar: a private link, its calendar, and its end.
    async fn a_calendar_reminds(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let (_, code) = lane.pick_up(&world, &rice).await;
        let unpaid = lane.order(&world, &rice, "1").await;
        let path = lane.path("/calendar");
        let mine = world.look(Some(&lane.member), &lane.path("/mine")).await.assert(200).body.clone();
        assert!(mine.contains(&path), "{mine}");
        let page = world.get(&lane.member, &path).await.assert(200).json();
        assert_eq!((&page["has_link"], &page["link"]), (&json!(false), &json!(null)));
        let made = async || world.post(&lane.member, &path, json!({})).await.assert(201).text("link");
        let address = |link: &str| link[link.find("/c/").unwrap()..].to_owned();
        let first = address(&made().await);
        let shown = world.get(&lane.member, &path).await.assert(200).json();
        assert_eq!((&shown["has_link"], &shown["link"]), (&json!(true), &json!(null)), "it is shown once");
        // Nobody is signed in on a calendar.
        let calendar = world.look(None, &first).await;
        let calendar = calendar.assert(200);
        assert!(calendar.header("content-type").starts_with("text/calendar"));
        let text = calendar.body.replace("\r\n ", "");
        for part in [format!("UID:fetch-{}@", code.order), format!("UID:pay-{unpaid}@"), code.number.to_string(), "LOCATION:North gate House 3".to_owned()] {
            assert!(text.contains(&part), "{part}: {text}");
        }
        let second = address(&made().await);
        for (link, status) in [(&first, 404), (&second, 200), (&format!("{second}x"), 404)] {
            assert_eq!(world.look(None, link).await.status, status, "{link}");
        }
        world.post(&lane.supplier, &lane.path("/pickup/check-ins"), said(&code.order, "phone-0001", "collected")).await.assert(200);
        assert!(!world.look(None, &second).await.assert(200).body.contains("fetch-"), "what is fetched is gone from it");
        world.post(&lane.member, &format!("{path}/revocation"), json!({})).await.assert(200);
        assert_eq!(world.get(&lane.member, &second).await.assert(404).text("code"), "no_such_calendar");
    }

    /// What one minder's device kept is not said by whoever signs in on it next, and a stranger who tries numbers learns
    /// nothing.
    async fn only_who_said_it_sends_it(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let (_, code) = lane.pick_up(&world, &rice).await;
        let mut kept = said(&code.order, "phone-0001", "collected");
        kept["by"] = json!(lane.member_id(&world, &lane.supplier).await);
        let path = lane.path("/pickup/check-ins");
        assert_eq!(world.post(&lane.steward, &path, kept.clone()).await.assert(403).text("code"), "said_by_another");
        let opened = lane.path(&format!("/pickup/codes/{}", code.number));
        let unused = lane.path("/pickup/codes/99999");
        for path in [&opened, &unused] {
            let answer = world.get(&lane.treasurer, path).await;
            assert_eq!((answer.status, answer.text("code")), (404, "no_such_pickup".to_owned()));
        }
        world.get(&lane.supplier, &opened).await.assert(200);
        world.post(&lane.supplier, &path, kept).await.assert(200);
    }

    /// A wrong code is answered in words, with the field again; the same for what nobody has and for what is another's.
    async fn a_wrong_code_is_told_in_words(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let (_, code) = lane.pick_up(&world, &rice).await;
        let far = shop(&world, "far", true).await;
        let beans = far.offer(&world, "Beans", "8.00", "20").await;
        let (_, theirs) = far.pick_up(&world, &beans).await;
        let at = |typed: &str| lane.path(&format!("/pickup/codes/{typed}"));
        let body = async |typed: &str| {
            let page = world.look(Some(&lane.supplier), &at(typed)).await.assert(404).body.clone();
            assert!(page.contains("name=\"code\"") && page.contains("A digit was misread"), "{page}");
            assert!(page.contains(&format!("{typed}: no order that you hand over")), "{page}");
            page.replace(typed, "")
        };
        let unused = body("99999").await;
        assert_eq!(body(&theirs.number.to_string()).await, unused);
        body("1234").await;
        // Who minds nothing there reads the same of a code that is in use.
        let page = world.look(Some(&lane.treasurer), &at(&code.number.to_string())).await;
        assert!(page.assert(404).body.contains("A digit was misread"), "{}", page.body);
        // The field leads on.
        world.look(Some(&lane.supplier), &lane.path("/pickup/codes")).await.assert(200);
        let typed = lane.path(&format!("/pickup/codes?code={}", code.number));
        let found = world.get(&lane.supplier, &typed).await.assert(200).json();
        assert_eq!(found["order"], json!(code.order), "{found}");
        let wrong = world.get(&lane.supplier, &lane.path("/pickup/codes?code=99999")).await;
        assert_eq!((wrong.status, wrong.text("code")), (404, "no_such_pickup".to_owned()));
    }

    /// What is full is not offered, and who was quicker is told of by the form.
    async fn a_form_says_why_not(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let (point, code) = lane.pick_up(&world, &rice).await;
        let path = lane.order_path(&code.order, "/pickup");
        let fields = [("point", point.as_str()), ("slot", "2020-01-01 00:00"), ("idempotency_key", "k-0001")];
        let refused = world.send(browser(Method::POST, &path, Some(&lane.member), Some(&encoded(&fields)))).await;
        assert!(refused.status == 409 && refused.is_html() && refused.body.contains("error-summary"), "{refused:?}");
        let fields = [("point", point.as_str()), ("slot", "soon"), ("idempotency_key", "k-0002")];
        let refused = world.send(browser(Method::POST, &path, Some(&lane.member), Some(&encoded(&fields)))).await;
        assert_eq!(refused.status, 422);
        let named = json!({ "neighbour": "字".repeat(61) });
        let refused = world.post(&lane.member, &lane.order_path(&code.order, "/pickup/neighbour"), named).await;
        assert_eq!(refused.assert(422).text("code"), "neighbour_too_long");
        let bad = json!({ "name": "South gate", "address": "House 9", "monday": "late", "minder": lane.member_id(&world, &lane.supplier).await });
        let refused = world.post(&lane.steward, &lane.path("/pickup"), bad).await;
        assert_eq!(refused.assert(422).text("code"), "hours_malformed");
        let listed = world.get(&lane.member, &lane.path("/pickup")).await.assert(200).json();
        assert_eq!(listed["points"].as_array().unwrap().len(), 1);
    }

    /// The worker is served from the house, may keep pages that lie elsewhere, and old prints of it are not kept.
    async fn the_worker_comes_with_its_permission(world: World) {
        for (name, allowed) in [("pickup-worker.js", true), ("pickup.js", false)] {
            let answer = world.look(None, web::asset(name)).await;
            let allows = answer.assert(200).headers.contains_key("service-worker-allowed");
            assert_eq!(allows, allowed, "{name}");
        }
        let old = world.look(None, "/assets/000000000000/pickup-worker.js").await;
        assert_eq!(old.assert(200).header("cache-control"), "no-cache");
    }

    /// On the eve it stands on the buyer's home page and on the minder's; what a neighbour has stands there until the buyer has it.
    async fn home_pages_remind_of_tomorrow(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let (point, _) = lane.pick_up(&world, &rice).await;
        let zone = kernel::Zone::parse("Asia/Shanghai").unwrap();
        let now = || world.clock.now().format(&zone, "%Y-%m-%d");
        let date = world.clock.now().plus(crate::common::days(2)).format(&zone, "%Y-%m-%d");
        let order = lane.chosen_on(&world, &rice, &point, &date).await.order;
        let home = async |who| world.look(Some(who), &lane.path("")).await.assert(200).body.clone();
        assert!(!home(&lane.member).await.contains("Tomorrow"));
        world.pass(crate::common::days(1)).await;
        while !home(&lane.member).await.contains("Tomorrow: fetch at") {
            world.pass(std::time::Duration::from_secs(3_600)).await;
            assert!(now() < date, "the eve is over");
        }
        let minder = home(&lane.supplier).await;
        assert!(minder.contains("Tomorrow at") && minder.contains(&format!("day?day={date}")), "{minder}");
        let given = json!({ "id": "phone-0009", "order": order, "told": "neighbour", "neighbour": "Li of house 3", "said_now": "on" });
        world.post(&lane.supplier, &lane.path("/pickup/check-ins"), given).await.assert(200);
        let told = home(&lane.member).await;
        assert!(told.contains("Li of house 3 has it for you") && !told.contains("Tomorrow: fetch at"), "{told}");
        let page = world.look(Some(&lane.member), &lane.order_path(&order, "/pickup")).await.assert(200).body.clone();
        assert!(page.contains("Li of house 3"), "{page}");
        world.post(&lane.member, &lane.order_path(&order, "/acceptance"), json!({})).await.assert(200);
        assert!(!home(&lane.member).await.contains("has it for you"));
    }
}
