//! Buying together over the program's own addresses: from the call to the order, what goes back, and what people try.

use crate::common::{Shop, Someone, World, days, fresh, shop};
use serde_json::{Value, json};

async fn page(world: &World, lane: &Shop, who: &Someone, path: &str) -> Value {
    world.get(who, &lane.path(path)).await.assert(200).json()
}

/// Somebody whom the community owes: they bought something that was not there.
async fn owed(world: &World, lane: &Shop, sum: &str) {
    let rice = lane.offer(world, "Rice", sum, "9").await;
    let order = lane.sell(world, &rice, "1", &format!("{sum}.00")).await;
    let back = json!({ "reason": "None left", "amount": format!("{sum}.00") });
    let given = lane.refund(world, &order, "back", back).await;
    assert!(given.status < 300, "{given:?}");
}

async fn joins(world: &World, lane: &Shop, who: &Someone, pool: &str, units: &str, payment: &str) -> String {
    let input = json!({ "units": units, "payment": payment });
    world.post(who, &lane.path(&format!("/pools/{pool}/parts")), input).await.assert(201).text("part")
}

async fn claims(world: &World, lane: &Shop, who: &Someone, part: &str) {
    let input = json!({ "method": "bank_transfer", "proof": "ends in 7788" });
    world.post(who, &lane.path(&format!("/parts/{part}/claim")), input).await.assert(200);
}

async fn confirms(world: &World, lane: &Shop, part: &str, amount: &str) {
    let now = world.clock.now().to_string();
    let input = json!({ "amount": amount, "arrived_on": now, "reference": "statement 7" });
    world.post(&lane.treasurer, &lane.path(&format!("/parts/{part}/confirmation")), input).await.assert(200);
}

testkit::both_engines! {
    /// From the call to the order: one pays out of what the community owes, one by transfer; the ladder is reached, the
    /// difference comes back, and from the entry the way leads to the pool.
    async fn a_group_buy_forms_and_everybody_pays_the_lowest_price(world: World) {
        let lane = shop(&world, "lane", true).await;
        owed(&world, &lane, "200").await;
        let apples = lane.offer(&world, "Apples", "13", "9").await;
        // Looked over first: nothing is opened by that.
        let look = lane.new_pool(&world, &apples, &[("preview", json!("1"))]);
        let read = world.post(&lane.steward, &lane.path("/pools"), look).await.assert(200).json();
        let said = read["review"].to_string();
        assert!(said.contains("¥12.00 / jin") || said.contains("¥12.00\u{a0}/\u{a0}jin"), "{said}");
        assert!(said.contains("joined last") && said.contains("others may still join until then"), "{said}");
        assert_eq!(page(&world, &lane, &lane.member, "/pools").await["open"], json!([]));

        let pool = lane.pool(&world, &apples, &[]).await;
        let about = format!("/pools/{pool}");
        let seen = page(&world, &lane, &lane.member, &about).await;
        assert_eq!((&seen["missing"], &seen["price_now"], &seen["next"]["missing"]), (&json!(10_000), &json!("12"), &json!("20")));
        let part = joins(&world, &lane, &lane.member, &pool, "8", "set_off").await;
        let own = page(&world, &lane, &lane.member, &format!("/parts/{part}")).await;
        assert_eq!((&own["state"], &own["due_minor"], &own["order"]), (&json!("paid_awaiting_formation"), &json!(9_600), &Value::Null));
        let orders = page(&world, &lane, &lane.member, "/orders").await;
        assert_eq!(orders["above"][0]["rows"][0]["tag"], json!("Paid, awaiting formation"), "{orders}");
        assert_eq!(orders["orders"].as_array().unwrap().len(), 1, "no order yet");
        // In what the person can take along, too.
        let data = world.get(&lane.member, "/me/data").await.assert(200).json();
        let kept = &data["kept"]["pools"][0]["parts"][0];
        assert_eq!((&kept["commitment"], &kept["state"]), (&json!(part), &json!("paid_awaiting_formation")), "{data}");
        // Joined and unpaid is not in.
        let other = joins(&world, &lane, &lane.supplier, &pool, "12", "later").await;
        let seen = page(&world, &lane, &lane.supplier, &about).await;
        assert_eq!((&seen["people"], &seen["units"], &seen["joined"]), (&json!(1), &json!("8"), &json!([{ "name": lane.member.name, "units": null, "gets": null }])));
        claims(&world, &lane, &lane.supplier, &other).await;
        let list = page(&world, &lane, &lane.treasurer, "/parts").await;
        assert_eq!((&list["count"], &list["sum_minor"], &list["held_count"]), (&json!(1), &json!(14_400), &json!(1)));
        confirms(&world, &lane, &other, "144.00").await;
        let seen = page(&world, &lane, &lane.steward, &about).await;
        assert_eq!((&seen["people"], &seen["missing"], &seen["price_now"]), (&json!(2), &json!(0), &json!("11")));
        assert_eq!(seen["joined"].as_array().unwrap().len(), 2);

        world.pass(days(4)).await;
        let own = page(&world, &lane, &lane.member, &format!("/parts/{part}")).await;
        assert_eq!((&own["state"], &own["captured_minor"], &own["returned_minor"]), (&json!("captured"), &json!(8_800), &json!(800)));
        let order = own["order"].as_str().unwrap().to_owned();
        let bought = page(&world, &lane, &lane.member, &format!("/orders/{order}")).await;
        assert_eq!((&bought["total_minor"], &bought["state"], &bought["pool"]), (&json!(8_800), &json!("paid"), &json!(pool)));
        let listed = page(&world, &lane, &lane.member, "/pools").await;
        assert_eq!(listed["formed"][0]["id"], json!(pool));
        // From both entries the way leads to the pool, and for whose it is to the part.
        for number in [own["paid_entry"].as_i64().unwrap(), own["end_entry"].as_i64().unwrap()] {
            let entry = page(&world, &lane, &lane.member, &format!("/books/entries/{number}")).await;
            assert_eq!((&entry["pool"]["id"], &entry["pool"]["part"]), (&json!(pool), &json!(part)));
            let names = entry["entry"]["postings"].to_string();
            assert!(names.contains("Together"), "the account is called by the pool: {names}");
            let entry = page(&world, &lane, &lane.supplier, &format!("/books/entries/{number}")).await;
            assert_eq!((&entry["pool"]["id"], &entry["pool"]["part"]), (&json!(pool), &Value::Null));
        }
        world.assert_sound().await;
    }

    /// The community's own goods: nobody is ordered from by itself, and the page says so to whoever manages offers.
    async fn a_pool_of_the_communitys_own_goods_is_ordered_by_hand(world: World) {
        let lane = shop(&world, "lane", true).await;
        let offer = json!({
            "title": "Honey", "story": "From the roof.", "audience": "members", "limit": "", "rest": "fund:1",
            "variants": [{ "title": "", "unit": "jar", "price": "13", "step": "1", "stock": "" }], "parts": [],
        });
        let honey = world.post(&lane.steward, &lane.path("/offers"), offer).await.assert(201).text("id");
        let pool = lane.pool(&world, &format!("{honey}.1"), &[]).await;
        let part = joins(&world, &lane, &lane.member, &pool, "10", "later").await;
        claims(&world, &lane, &lane.member, &part).await;
        confirms(&world, &lane, &part, "120.00").await;
        let about = lane.path(&format!("/pools/{pool}"));
        let said = async |who| world.look(Some(who), &about).await.assert(200).body.contains("no purchase order was written");
        assert!(!said(&lane.steward).await, "it is open still");
        world.pass(days(4)).await;
        assert_eq!((said(&lane.steward).await, said(&lane.member).await), (true, false));
        let by_hand = lane.path(&format!("/supply/orders/new?goods={honey}.1&#38;units=10"));
        let page = world.look(Some(&lane.steward), &about).await.assert(200).body.clone();
        assert!(page.contains(&by_hand), "the order by hand is filled in: {page}");
        // A grower's goods are ordered by the pool itself.
        let apples = lane.offer(&world, "Apples", "13", "9").await;
        let pool = lane.pool(&world, &apples, &[]).await;
        let part = joins(&world, &lane, &lane.member, &pool, "10", "later").await;
        claims(&world, &lane, &lane.member, &part).await;
        confirms(&world, &lane, &part, "120.00").await;
        world.pass(days(4)).await;
        let page = world.look(Some(&lane.steward), &lane.path(&format!("/pools/{pool}"))).await.assert(200).body.clone();
        assert!(!page.contains("no purchase order was written") && page.contains("/supply/orders/pur_"), "{page}");
        world.assert_sound().await;
    }

    /// Of whom a fund buys what it sells is named at opening; when it forms the order is written, for what was agreed.
    async fn a_fund_buys_what_it_sells_together(world: World) {
        let lane = shop(&world, "lane", true).await;
        let offer = json!({
            "title": "Honey", "story": "From the roof.", "audience": "members", "limit": "", "rest": "fund:1",
            "variants": [{ "title": "", "unit": "jar", "price": "13", "step": "1", "stock": "" }], "parts": [],
        });
        let honey = world.post(&lane.steward, &lane.path("/offers"), offer).await.assert(201).text("id");
        let goods = format!("{honey}.1");
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let (supplier, _) = lane.supplied(&world, &rice).await;
        let mandate = lane.mandate(&world, 10_000).await;
        let form = world.look(Some(&lane.steward), &lane.path("/pools/new")).await.assert(200).body.clone();
        assert!(form.contains(&supplier) && form.contains(&mandate), "{form}");
        let buying = |price: &str| vec![("buying_supplier", json!(supplier)), ("buying_price", json!(price)), ("buying_mandate", json!(mandate))];
        // What the mandate does not cover is said before anybody pays.
        let dear = lane.new_pool(&world, &goods, &buying("10.01"));
        let refused = world.post(&lane.steward, &lane.path("/pools"), dear).await;
        assert_eq!((refused.status, refused.text("code")), (409, "above_ceiling".to_owned()), "{}", refused.body);
        let half = lane.new_pool(&world, &goods, &[("buying_price", json!("8"))]);
        let refused = world.post(&lane.steward, &lane.path("/pools"), half).await.assert(422).json();
        assert_eq!((&refused["errors"][0]["field"], &refused["errors"][1]["field"]), (&json!("buying_supplier"), &json!("buying_mandate")));
        let looked = lane.new_pool(&world, &goods, &[buying("8"), vec![("preview", json!("1"))]].concat());
        let review = world.post(&lane.steward, &lane.path("/pools"), looked).await.assert(200).json()["review"].to_string();
        assert!(review.contains("12\u{a0}jar"), "what the mandate covers is the room: {review}");
        let pool = lane.pool(&world, &goods, &buying("8")).await;
        let about = lane.path(&format!("/pools/{pool}"));
        let seen = world.get(&lane.steward, &about).await.assert(200).json();
        assert_eq!((&seen["buying"]["supplier"], &seen["buying"]["price"]), (&json!(supplier), &json!("8")), "{seen}");
        assert_eq!(world.get(&lane.member, &about).await.assert(200).json()["buying"], Value::Null);
        let said = world.look(Some(&lane.steward), &about).await.assert(200).body.clone();
        assert!(said.contains("it is ordered from River mill"), "{said}");
        let part = joins(&world, &lane, &lane.member, &pool, "10", "later").await;
        claims(&world, &lane, &lane.member, &part).await;
        confirms(&world, &lane, &part, "120.00").await;
        world.pass(days(4)).await;
        let formed = world.get(&lane.steward, &about).await.assert(200).json();
        // What to tell the chat is for who runs it.
        let told = world.look(Some(&lane.steward), &about).await.assert(200).body.clone();
        assert!(told.contains("has formed!") && told.contains("The price is"), "{told}");
        let told = world.look(Some(&lane.member), &about).await.assert(200).body.clone();
        assert!(!told.contains("has formed!"), "{told}");
        let order = formed["purchase"]["purchase"].as_str().expect("a purchase order").to_owned();
        let order = world.get(&lane.steward, &lane.path(&format!("/supply/orders/{order}"))).await.assert(200).json();
        assert_eq!((&order["terms"], &order["total_minor"], &order["state"]), (&json!("bought"), &json!(8_000), &json!("sent")), "{order}");
        let page = world.look(Some(&lane.steward), &about).await.assert(200).body.clone();
        assert!(!page.contains("no purchase order was written"), "{page}");
        // What comes next is said: by who runs it, step by step, until everybody has theirs.
        assert!(page.contains("agree on a day and a place"), "{page}");
        let order = format!("/supply/orders/{}", order["purchase"].as_str().unwrap());
        let counted = json!({ "lines": [{ "line": 1, "counted": "10" }], "is_last": "on" });
        let came = world.post_keyed(&lane.moderator, &lane.path(&format!("{order}/deliveries")), &fresh("count"), counted).await;
        assert!((200..300).contains(&came.status), "{came:?}");
        let page = world.look(Some(&lane.treasurer), &lane.path(&order)).await.assert(200).body.clone();
        assert!(page.contains("somebody else to approve"), "{page}");
        let page = world.look(Some(&lane.steward), &about).await.assert(200).body.clone();
        assert!(page.contains("All is counted") && page.contains(&format!("href=\"{}\"", lane.path("/packing"))), "{page}");
        let bought = world.get(&lane.member, &lane.path(&format!("/parts/{part}"))).await.assert(200).json();
        let path = lane.order_path(bought["order"].as_str().unwrap(), "/fulfilment");
        world.post(&lane.steward, &path, json!({})).await.assert(200);
        let page = world.look(Some(&lane.steward), &about).await.assert(200).body.clone();
        assert!(!page.contains("All is counted"), "{page}");
        assert!(!world.look(Some(&lane.member), &about).await.assert(200).body.contains("All is counted"));
        world.assert_sound().await;
    }

    /// What fills the last case may be joined for after closing, and is told of beforehand; counted, nobody joins any more.
    async fn late_joiners_take_what_fills_the_case(world: World) {
        let lane = shop(&world, "lane", true).await;
        let offer = json!({
            "title": "Honey", "story": "From the roof.", "audience": "members", "limit": "", "rest": "fund:1",
            "variants": [{ "title": "", "unit": "jar", "price": "13", "step": "1", "stock": "0" }], "parts": [],
        });
        let honey = world.post(&lane.steward, &lane.path("/offers"), offer).await.assert(201).text("id");
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let (supplier, _) = lane.supplied(&world, &rice).await;
        let mandate = lane.mandate(&world, 30_000).await;
        let fields = [
            ("buying_supplier", json!(supplier)), ("buying_price", json!("8")), ("buying_mandate", json!(mandate)),
            ("case", json!("12")), ("remainder", json!("round_up")),
        ];
        let pool = lane.pool(&world, &format!("{honey}.1"), &fields).await;
        let about = lane.path(&format!("/pools/{pool}"));
        let look = async |who: &Someone| world.look(Some(who), &about).await.assert(200).body.clone();
        assert!(look(&lane.member).await.contains("may still be joined for until the goods are counted"), "told before joining");
        let first = joins(&world, &lane, &lane.member, &pool, "10", "later").await;
        claims(&world, &lane, &lane.member, &first).await;
        // At the deadline the page says that payments are checked and until when, and nobody joins.
        world.pass(days(3)).await;
        let said = look(&lane.member).await;
        assert!(said.contains("payments are checked until") && said.contains("payments are being checked"), "{said}");
        assert!(!said.contains("name=\"units\""), "{said}");
        let day = world.clock.now().to_string()[..10].to_owned();
        let path = lane.path(&format!("/parts/{first}/confirmation"));
        let input = json!({ "amount": "120.00", "arrived_on": day, "reference": "" });
        world.post(&lane.treasurer, &path, input).await.refused(422, "arrival_time_missing");
        let before = world.clock.now().minus(std::time::Duration::from_secs(3_600)).to_string();
        let input = json!({ "amount": "120.00", "arrived_on": before, "reference": "" });
        world.post(&lane.treasurer, &path, input).await.assert(200);
        world.pass(days(1)).await;
        let seen = page(&world, &lane, &lane.steward, &format!("/pools/{pool}")).await;
        assert_eq!((&seen["state"], &seen["spare"], &seen["late_room"]), (&json!("captured"), &json!("2"), &json!("2")), "{seen}");
        let said = look(&lane.moderator).await;
        assert!(said.contains("It has closed; what fills the last case may still be joined for") && said.contains("name=\"units\""), "{said}");
        let parts = lane.path(&format!("/pools/{pool}/parts"));
        world.post(&lane.moderator, &parts, json!({ "units": "3" })).await.refused(409, "full");
        let late = joins(&world, &lane, &lane.moderator, &pool, "1", "later").await;
        claims(&world, &lane, &lane.moderator, &late).await;
        confirms(&world, &lane, &late, "12.00").await;
        let own = page(&world, &lane, &lane.moderator, &format!("/parts/{late}")).await;
        assert_eq!((&own["state"], &own["captured_minor"]), (&json!("captured"), &json!(1_200)), "{own}");
        let order = page(&world, &lane, &lane.moderator, &format!("/orders/{}", own["order"].as_str().unwrap())).await;
        assert_eq!((&order["pool"], &order["state"]), (&json!(pool), &json!("paid")));
        // Counted: the last jar is stock.
        let purchase = page(&world, &lane, &lane.steward, &format!("/pools/{pool}")).await["purchase"]["purchase"].clone();
        let order = lane.path(&format!("/supply/orders/{}/deliveries", purchase.as_str().unwrap()));
        let counted = json!({ "lines": [{ "line": 1, "counted": "12" }], "is_last": "on" });
        let came = world.post_keyed(&lane.steward, &order, &fresh("count"), counted).await;
        assert!((200..300).contains(&came.status), "{came:?}");
        world.pass(std::time::Duration::from_secs(60)).await;
        let seen = page(&world, &lane, &lane.steward, &format!("/pools/{pool}")).await;
        assert_eq!((&seen["spare_taken"], &seen["spare_shelved"], &seen["late_room"]), (&json!("1"), &json!("1"), &Value::Null), "{seen}");
        world.post(&lane.member, &parts, json!({ "units": "1" })).await.refused(409, "closed");
        world.assert_sound().await;
    }

    /// Closed before its deadline and delivered short, it says so: when it closed, in a zone that has a name, who gets less, and what came back.
    async fn closed_early_and_short_it_says_so(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let (supplier, _) = lane.supplied(&world, &rice).await;
        let offer = json!({
            "title": "Honey", "story": "From the roof.", "audience": "members", "limit": "", "rest": "fund:1",
            "variants": [{ "title": "", "unit": "jar", "price": "13", "step": "1", "stock": "0" }], "parts": [],
        });
        let honey = world.post(&lane.steward, &lane.path("/offers"), offer).await.assert(201).text("id");
        let mandate = lane.mandate(&world, 30_000).await;
        let fields = [("buying_supplier", json!(supplier)), ("buying_price", json!("8")), ("buying_mandate", json!(mandate))];
        let pool = lane.pool(&world, &format!("{honey}.1"), &fields).await;
        let about = lane.path(&format!("/pools/{pool}"));
        let look = async |who: &Someone, path: &str| world.look(Some(who), path).await.assert(200).body.clone();
        assert!(look(&lane.member, &about).await.contains("(Beijing time)"));
        let part = joins(&world, &lane, &lane.member, &pool, "12", "later").await;
        claims(&world, &lane, &lane.member, &part).await;
        confirms(&world, &lane, &part, "144.00").await;
        world.post(&lane.steward, &format!("{about}/closure"), json!({ "reason": "The lorry leaves" })).await.assert(200);
        world.pass(std::time::Duration::from_secs(60)).await;
        assert!(look(&lane.member, &about).await.contains("and was closed before, on"));
        let purchase = page(&world, &lane, &lane.steward, &format!("/pools/{pool}")).await["purchase"]["purchase"].clone();
        let order = lane.path(&format!("/supply/orders/{}/deliveries", purchase.as_str().unwrap()));
        let counted = json!({ "lines": [{ "line": 1, "counted": "10" }], "is_last": "on" });
        let came = world.post_keyed(&lane.steward, &order, &fresh("count"), counted).await;
        assert!((200..300).contains(&came.status), "{came:?}");
        world.pass(std::time::Duration::from_secs(60)).await;
        let seen = page(&world, &lane, &lane.steward, &format!("/pools/{pool}")).await;
        assert_eq!((&seen["joined"][0]["units"], &seen["joined"][0]["gets"]), (&json!("12"), &json!("10")), "{seen}");
        let own = page(&world, &lane, &lane.member, &format!("/parts/{part}")).await;
        assert_eq!(own["short_minor"], 2_400, "{own}");
        assert!(look(&lane.member, &lane.path(&format!("/parts/{part}"))).await.contains("you get 2\u{a0}jar less, and ¥24.00 is yours again"));
        let bought = look(&lane.member, &lane.path(&format!("/orders/{}", own["order"].as_str().unwrap()))).await;
        assert!(bought.contains("As the delivery was counted"), "{bought}");
        world.assert_sound().await;
    }

    /// What is typed is kept beside what is wrong with it; nothing is lost and nothing happens twice.
    async fn what_is_refused_stands_in_its_form(world: World) {
        let lane = shop(&world, "lane", true).await;
        let apples = lane.offer(&world, "Apples", "13", "9").await;
        let path = lane.path("/pools");
        let wrong = lane.new_pool(&world, &apples, &[("steps", json!([{ "price": "12" }, { "from": "20", "price": "12" }]))]);
        world.post(&lane.steward, &path, wrong).await.refused(422, "ladder_not_rising");
        let fields = [("goods", apples.as_str()), ("title", "Crisp ones"), ("counted", "units"), ("least", "10"), ("step_1_price", "12"),
            ("falls_on", "latest_first"), ("closes_at", "2001-01-01T20:00"), ("grace_hours", "24"), ("hold_hours", "24")];
        let told = world.fill(Some(&lane.steward), &path, &fields).await;
        assert!(told.status == 422 && told.body.contains("Crisp ones") && told.body.contains("2001-01-01T20:00"), "{}", told.short());
        let pool = lane.pool(&world, &apples, &[("most", json!("20")), ("each_most", json!("15"))]).await;
        let parts = lane.path(&format!("/pools/{pool}/parts"));
        for (input, status, code) in [
            (json!({ "units": "16" }), 409, "above_limit"),
            (json!({ "units": "21" }), 409, "above_limit"),
            (json!({ "units": "3", "payment": "set_off" }), 409, "owed_too_little"),
            (json!({ "units": "3", "seen_minor": 3_300 }), 409, "sum_changed"),
            (json!({ "units": "0.3" }), 422, "off_step"),
        ] {
            world.post(&lane.member, &parts, input).await.refused(status, code);
        }
        world.fill(Some(&lane.member), &parts, &[("units", "17"), ("payment", "later")]).await.assert(409);
        let join = json!({ "units": "15" });
        let first = world.post_keyed(&lane.member, &parts, "once", join.clone()).await.assert(201).text("part");
        let again = world.post_keyed(&lane.member, &parts, "once", join).await.assert(201).text("part");
        assert_eq!(first, again);
        world.post(&lane.supplier, &parts, json!({ "units": "6" })).await.refused(409, "full");
        let part = |rest: &str| lane.path(&format!("/parts/{first}{rest}"));
        world.post(&lane.treasurer, &part("/refusal"), json!({ "reason": "Not there" })).await.refused(409, "wrong_state");
        claims(&world, &lane, &lane.member, &first).await;
        world.post(&lane.treasurer, &part("/refusal"), json!({ "reason": " " })).await.refused(422, "reason_missing");
        let far = json!({ "amount": "99999", "arrived_on": crate::common::shop::day(&world) });
        world.post(&lane.treasurer, &part("/confirmation"), far).await.refused(422, "amount_far");
        let about = |rest: &str| lane.path(&format!("/pools/{pool}{rest}"));
        world.post(&lane.steward, &about("/closure"), json!({ "reason": "Now" })).await.refused(409, "not_met");
        let early = json!({ "reason": "Rain", "closes_at": world.clock.now().plus(days(1)).to_string() });
        world.post(&lane.steward, &about("/extension"), early).await.refused(422, "not_later");
        world.post(&lane.supplier, &about("/notice"), json!({})).await.refused(403, "not_joined");
        world.assert_sound().await;
    }

    /// Said to be paid and called off before anybody had looked: the treasurer is asked still, the pages say so, and found it goes back.
    async fn what_is_claimed_when_it_is_called_off_is_looked_for(world: World) {
        let lane = shop(&world, "lane", true).await;
        let apples = lane.offer(&world, "Apples", "13", "9").await;
        let pool = lane.pool(&world, &apples, &[]).await;
        let part = joins(&world, &lane, &lane.member, &pool, "2", "later").await;
        claims(&world, &lane, &lane.member, &part).await;
        let came = world.clock.now().to_string();
        world.clock.advance(std::time::Duration::from_secs(3_600));
        let (about, of_part) = (lane.path(&format!("/pools/{pool}")), lane.path(&format!("/parts/{part}")));
        let look = async |who: &Someone, path: &str| world.look(Some(who), path).await.assert(200).body.clone();
        assert!(look(&lane.steward, &about).await.contains("One part is said to be paid and the treasurer has not looked yet"));
        world.post(&lane.steward, &format!("{about}/cancellation"), json!({ "reason": "Frost" })).await.assert(200);
        world.pass(days(1)).await;
        let said = look(&lane.member, &about).await;
        assert!(said.contains("the treasurer still looks for the money") && !said.contains("Nobody had paid"), "{said}");
        let own = look(&lane.member, &of_part).await;
        assert!(own.contains("the treasurer looks whether the money came") && !own.contains("its place was given up"), "{own}");
        let queue = world.get(&lane.treasurer, &lane.path("/parts")).await.assert(200).json();
        assert_eq!((&queue["count"], &queue["parts"][0]["id"]), (&json!(1), &json!(part)), "{queue}");
        assert!(look(&lane.treasurer, &lane.path("/parts")).await.contains("what came goes back"));
        assert!(look(&lane.treasurer, &of_part).await.contains("If the money came, enter it here"));
        // It came before it was called off: nobody says that it came too late.
        let input = json!({ "amount": "24.00", "arrived_on": came, "reference": "statement 7" });
        world.post(&lane.treasurer, &format!("{of_part}/confirmation"), input).await.assert(200);
        let own = look(&lane.member, &of_part).await;
        assert!(own.contains("all of it is yours again") && !own.contains("too late"), "{own}");
        assert_eq!(world.get(&lane.treasurer, &lane.path("/parts")).await.assert(200).json()["count"], 0);
    }

    /// Looked for in vain when it was called off, and found the day after: the money had come in time, and nobody says otherwise.
    async fn money_in_time_that_is_found_late_came_in_time(world: World) {
        let lane = shop(&world, "lane", true).await;
        let apples = lane.offer(&world, "Apples", "13", "9").await;
        let pool = lane.pool(&world, &apples, &[]).await;
        let part = joins(&world, &lane, &lane.member, &pool, "2", "later").await;
        claims(&world, &lane, &lane.member, &part).await;
        let (came, of_part) = (world.clock.now().to_string(), lane.path(&format!("/parts/{part}")));
        world.clock.advance(std::time::Duration::from_secs(3_600));
        let cancel = lane.path(&format!("/pools/{pool}/cancellation"));
        world.post(&lane.steward, &cancel, json!({ "reason": "Frost" })).await.assert(200);
        world.pass(days(1)).await;
        let not_found = json!({ "reason": "Not on the statement" });
        world.post(&lane.treasurer, &format!("{of_part}/refusal"), not_found).await.assert(200);
        world.pass(days(1)).await;
        let input = json!({ "amount": "24.00", "arrived_on": came, "reference": "statement 8" });
        world.post(&lane.treasurer, &format!("{of_part}/confirmation"), input).await.assert(200);
        let own = world.look(Some(&lane.member), &of_part).await.assert(200).body.clone();
        assert!(own.contains("Came, and is given back") && own.contains("all of it is yours again"), "{own}");
        assert!(!own.contains("too late"), "{own}");
        world.assert_sound().await;
    }

    /// More time is told to who joined before, until they have read it; they may leave then. What is called off goes back.
    async fn an_extension_is_told_and_what_is_called_off_goes_back(world: World) {
        let lane = shop(&world, "lane", true).await;
        owed(&world, &lane, "200").await;
        let apples = lane.offer(&world, "Apples", "13", "9").await;
        let pool = lane.pool(&world, &apples, &[]).await;
        let about = |rest: &str| lane.path(&format!("/pools/{pool}{rest}"));
        let part = joins(&world, &lane, &lane.member, &pool, "3", "set_off").await;
        world.post(&lane.member, &lane.path(&format!("/parts/{part}/leaving")), json!({})).await.refused(409, "may_not_leave");
        world.pass(days(1)).await;
        let later = json!({ "reason": "The lorry is late", "closes_at": world.clock.now().plus(days(9)).to_string() });
        world.post(&lane.steward, &about("/extension"), later).await.assert(200);
        let told = |page: Value| page.to_string().contains("The lorry is late");
        let mine = page(&world, &lane, &lane.member, "/mine").await;
        assert!(told(mine.clone()) && mine.to_string().contains("Paid, awaiting formation"), "{mine}");
        assert!(told(page(&world, &lane, &lane.member, "").await));
        assert!(!told(page(&world, &lane, &lane.supplier, "").await));
        world.post(&lane.member, &about("/notice"), json!({})).await.assert(200);
        assert!(!told(page(&world, &lane, &lane.member, "/mine").await));
        let desk = page(&world, &lane, &lane.treasurer, "/desk").await.to_string();
        assert!(desk.contains("Paid into group buys that have not formed yet"), "{desk}");
        // It is read by everybody on the pool's own page all the same.
        assert!(told(page(&world, &lane, &lane.supplier, &format!("/pools/{pool}")).await));
        world.post(&lane.steward, &about("/cancellation"), json!({ "reason": "Frost" })).await.assert(200);
        world.pass(days(1)).await;
        let own = page(&world, &lane, &lane.member, &format!("/parts/{part}")).await;
        assert_eq!((&own["state"], &own["returned_minor"]), (&json!("refunded"), &json!(3_600)));
        world.assert_sound().await;
    }

    /// What is offered to everybody visitors see, with how many are in, and nobody's name; what is for members only they do not.
    async fn visitors_see_counts_and_no_names(world: World) {
        let lane = shop(&world, "lane", true).await;
        owed(&world, &lane, "200").await;
        let apples = lane.offer_to("everyone", &world, "Apples", "13", "9").await;
        let pool = lane.pool(&world, &apples, &[]).await;
        joins(&world, &lane, &lane.member, &pool, "3", "set_off").await;
        let seen = world.look(None, &lane.path(&format!("/pools/{pool}"))).await;
        assert!(seen.assert(200).body.contains("Together") && !seen.body.contains(&lane.member.name), "{}", seen.short());
        let inner = lane.offer(&world, "Eggs", "13", "9").await;
        let inside = lane.pool(&world, &inner, &[("title", json!("Among us"))]).await;
        let listed = world.look(None, &lane.path("/pools")).await;
        assert!(listed.assert(200).body.contains("Together") && !listed.body.contains("Among us"), "{}", listed.short());
        assert!(world.look(None, &lane.path(&format!("/pools/{inside}"))).await.turned_away());
        assert!(!world.look(None, &lane.path("/market")).await.body.contains("Among us"));
    }

    /// Rows of before: what was over while it was said to be paid stands in the treasurer's queue, until what came is entered or looked for.
    async fn what_nobody_has_looked_for_is_in_the_queue(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let pool = lane.pool(&world, &rice, &[]).await;
        let mut parts = Vec::new();
        for who in [&lane.member, &lane.moderator] {
            let part = joins(&world, &lane, who, &pool, "2", "later").await;
            claims(&world, &lane, who, &part).await;
            parts.push(part);
        }
        world.post(&lane.steward, &lane.path(&format!("/pools/{pool}/cancellation")), json!({ "reason": "Frost" })).await.assert(200);
        world.pass(days(1)).await;
        let queue = async || page(&world, &lane, &lane.treasurer, "/parts").await;
        assert_eq!((queue().await["count"].clone(), queue().await["unlooked"].clone()), (json!(2), json!([])));
        for part in &parts {
            let id: kernel::Id<pools::rows::Commitment> = kernel::Id::parse(part).unwrap();
            let done = world.running.site.db.transact(1, move |tx| {
                let part = tx.lock::<pools::rows::Commitment>((1, id))?.unwrap();
                let pool = tx.lock::<pools::rows::Pool>((1, part.pool_id))?.unwrap();
                let of = tx.lock::<pools::rows::PoolMember>((1, pool.id, part.member))?.unwrap();
                tx.save(&pools::rows::PoolMember { taken_milli: of.taken_milli - part.units_milli, ..of })?;
                tx.save(&pools::rows::Pool { claimed_count: pool.claimed_count - 1, ..pool })?;
                let state = pools::commitment::CommitmentState::Lapsed;
                tx.save(&pools::rows::Commitment { state, ended_at_us: part.claimed_at_us, lapsed_unlooked: true, ..part })?;
                Ok::<_, store::OpError<pools::CommitRefused>>(())
            });
            done.await.unwrap();
        }
        let told = queue().await;
        // Claimed at one moment: in the order of their ids.
        let unlooked: Vec<_> = told["unlooked"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
        let mut all: Vec<_> = parts.iter().map(String::as_str).collect();
        all.sort_unstable();
        assert_eq!((&told["count"], unlooked), (&json!(0), all), "{told}");
        let listed = world.look(Some(&lane.treasurer), &lane.path("/parts")).await.assert(200).body.clone();
        assert!(listed.contains("nobody has looked") && !listed.contains("No payments to check"), "{listed}");
        let desk = world.look(Some(&lane.treasurer), &lane.path("/desk")).await.assert(200).body.clone();
        assert!(desk.contains("Said to be paid, and nobody has looked"), "{desk}");
        let mine = world.look(Some(&lane.member), &lane.path(&format!("/parts/{}", parts[0]))).await.assert(200).body.clone();
        assert!(mine.contains("the treasurer looks whether the money came"), "{mine}");
        let form = world.look(Some(&lane.treasurer), &lane.path(&format!("/parts/{}", parts[1]))).await.assert(200).body.clone();
        assert!(form.contains("/refusal\"") && form.contains("/confirmation\""), "{form}");
        confirms(&world, &lane, &parts[0], "24.00").await;
        let reason = json!({ "reason": "Not on the statement" });
        world.post(&lane.treasurer, &lane.path(&format!("/parts/{}/refusal", parts[1])), reason).await.assert(200);
        assert_eq!(queue().await["unlooked"], json!([]));
        assert_eq!(lane.owed(&world, &lane.member).await, 2_400);
        world.assert_sound().await;
    }
}
