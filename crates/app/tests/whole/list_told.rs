//! What a list tells whoever runs it, by page and by program: what found no room, who got nothing, who is to be given back, and codes
//! that are shown once.

use crate::common::shop::{Shop, day, today};
use crate::common::{World, fresh, shop};
use serde_json::{Value, json};

/// A list that sells strawberries, so many of them, with its orders made.
async fn ordered(world: &World, lane: &Shop, stock: &str, lines: &str) -> String {
    let text = format!("周六团购\n草莓 25元/盒\n\n{lines}");
    let made =
        world.post_keyed(&lane.steward, &lane.path("/lists"), &fresh("list"), json!({ "text": text })).await;
    let list = made.assert(201).text("list");
    let offer = json!({ "title": "草莓", "unit": "盒", "price": "25", "stock": stock });
    let at = |rest: &str| lane.path(&format!("/lists/{list}{rest}"));
    world.post_keyed(&lane.steward, &at("/items/1/offer"), &fresh("offer"), offer).await.assert(201);
    world.post(&lane.steward, &at("/orders"), json!({})).await.assert(200);
    list
}

/// Of one person of a list.
async fn order_of(world: &World, lane: &Shop, list: &str, name: &str) -> String {
    let people =
        world.get(&lane.steward, &lane.path(&format!("/lists/{list}/orders"))).await.assert(200).json();
    let people = people["people"].as_array().unwrap().clone();
    let of = people.iter().find(|one| one["name"] == name).unwrap();
    of["orders"][0]["order"].as_str().unwrap().to_owned()
}

async fn pay(world: &World, lane: &Shop, order: &str, sum: &str) {
    let came = json!({ "method": "bank_transfer", "amount": sum, "arrived_on": today(world) });
    let path = lane.order_path(order, "/payments");
    world.post_keyed(&lane.treasurer, &path, &fresh("came"), came).await.assert(201);
}

fn a_point(minder: &str, each_slot: &str) -> Value {
    let mut point = json!({
        "name": "North gate", "address": "House 3", "note": "", "closed_on": "", "each_slot": each_slot,
        "each_day": "", "minder": minder, "is_open": "on",
    });
    for day in ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] {
        point[day] = json!("0:00-24:00");
    }
    point
}

testkit::both_engines! {
    /// Lines pasted without their heading below a list order what the list sells, and not what the market has under that name.
    async fn lines_alone_are_read_below_their_list(world: World) {
        let lane = shop(&world, "lane", true).await;
        lane.offer(&world, "草莓", "28", "50").await;
        let list = lane.list(&world).await;
        let at = |rest: &str| lane.path(&format!("/lists/{list}{rest}"));
        let text = json!({ "text": "1. 小雨 草莓3盒\n2. 李阿姨 草莓1盒\n" });
        world.post_keyed(&lane.steward, &at(""), &fresh("again"), text).await.assert(200);
        let seen = world.get(&lane.steward, &at("")).await.assert(200).json();
        let items: Vec<_> = seen["items"].as_array().unwrap().iter().map(|item| (item["total"].as_str().unwrap(), item["goods"].as_str())).collect();
        assert_eq!(items, [("4", None)], "{seen}");
        world.assert_sound().await;
    }

    /// Who has no account cannot choose a time: whoever hands over orders does it for them, from the list's people, and once they have claimed
    /// it they choose themselves.
    async fn a_time_is_chosen_for_who_has_no_account(world: World) {
        let lane = shop(&world, "lane", true).await;
        let minder = lane.member_id(&world, &lane.supplier).await;
        let list = ordered(&world, &lane, "9", "1. 小雨 草莓2盒\n2. 李阿姨 草莓1盒\n").await;
        let at = lane.path(&format!("/lists/{list}/orders"));
        let order = order_of(&world, &lane, &list, "小雨").await;
        pay(&world, &lane, &order, "50.00").await;
        let path = lane.order_path(&order, "/pickup");
        let led = format!("<a href=\"{path}\">");
        let people = world.look(Some(&lane.steward), &at).await.assert(200).body.clone();
        assert!(!people.contains(&led), "there is no point yet: {people}");
        let point = world.post_keyed(&lane.steward, &lane.path("/pickup"), &fresh("point"), a_point(&minder, "9")).await;
        let point = point.assert(201).text("point");
        let people = world.look(Some(&lane.steward), &at).await.assert(200).body.clone();
        assert_eq!(people.matches("Choose where and when they fetch it").count(), 1, "{people}");
        assert!(people.contains(&led), "{people}");
        // Who looks for the money does not hand over.
        assert!(!world.look(Some(&lane.treasurer), &at).await.assert(200).body.contains(&led));
        let form = world.look(Some(&lane.steward), &path).await.assert(200).body.clone();
        assert!(form.contains(&format!("name=\"point\" value=\"{point}\"")), "{form}");
        let slot = |hours: &str| json!({ "point": point, "slot": format!("{} {hours}", day(&world)) });
        let chosen = world.post_keyed(&lane.steward, &path, &fresh("slot"), slot("00:00")).await.assert(200).json();
        assert!(chosen["pickup"]["code"].is_number(), "{chosen}");
        assert!(!world.look(Some(&lane.steward), &at).await.assert(200).body.contains(&led));
        // Claimed: the buyer's own, with the same code, and to be changed by them.
        let people = world.get(&lane.steward, &at).await.assert(200).json();
        let placeholder = &people["people"][0]["member"];
        let code = world.post_keyed(&lane.steward, &lane.path("/claim-codes"), &fresh("code"), json!({ "member": placeholder })).await;
        let claim = json!({ "code": code.assert(201).text("code"), "confirm": "on" });
        world.get(&lane.member, &path).await.assert(404);
        world.post_keyed(&lane.member, &lane.path("/claims"), &fresh("claim"), claim).await.assert(201);
        let mine = world.get(&lane.member, &path).await.assert(200).json();
        assert_eq!(mine["pickup"]["code"], chosen["pickup"]["code"], "{mine}");
        let own = world.post_keyed(&lane.member, &path, &fresh("slot"), slot("00:00")).await.assert(200).json();
        assert_eq!(own["pickup"]["code"], chosen["pickup"]["code"]);
        world.assert_sound().await;
    }

    /// A row of a line's form that says how much and not of what is asked about, and nothing of the line is changed.
    async fn an_amount_of_nothing_is_asked(world: World) {
        let lane = shop(&world, "lane", true).await;
        let list = lane.list(&world).await;
        let at = |rest: &str| lane.path(&format!("/lists/{list}{rest}"));
        let typed = |item: Value, quantity: Value, action: &str| json!({ "name": "小雨", "action": action, "item": item, "quantity": quantity });
        for (item, quantity) in [(json!(["1", ""]), json!(["2", "3"])), (json!(["", "1"]), json!(["3", "2"])), (json!(["1"]), json!(["2", "3"]))] {
            let refused = world.post_keyed(&lane.steward, &at("/lines/1"), &fresh("mend"), typed(item, quantity, "order")).await;
            assert!(refused.assert(422).body.contains("of what this much is wanted"), "{}", refused.body);
        }
        let row = [("name", "小雨"), ("action", "order"), ("item", ""), ("quantity", "3")];
        let page = world.fill(Some(&lane.steward), &at("/lines/1"), &row).await.assert(422).body.clone();
        assert!(page.contains("of what this much is wanted"), "{page}");
        let seen = world.get(&lane.steward, &at("")).await.assert(200).json();
        assert_eq!((&seen["lines"][0]["reading"], &seen["items"][0]["total"]), (&json!("certain"), &json!("3")), "{seen}");
        // Who orders nothing may leave what stood there.
        world.post_keyed(&lane.steward, &at("/lines/1"), &fresh("mend"), typed(json!([""]), json!(["3"]), "none")).await.assert(200);
        world.assert_sound().await;
    }

    /// One thing of a heading is put up for sale as all of them are: who supplies it is asked, and gets their share.
    async fn who_supplies_a_single_thing_is_asked(world: World) {
        let lane = shop(&world, "lane", true).await;
        let list = lane.list(&world).await;
        let at = |rest: &str| lane.path(&format!("/lists/{list}{rest}"));
        let page = world.look(Some(&lane.steward), &at("")).await.assert(200).body.clone();
        let form = page.split(&format!("action=\"{}\"", at("/items/1/offer"))).nth(1).expect("a form of one thing");
        let form = form.split("</form>").next().unwrap();
        for part in ["name=\"supplier\"", "name=\"take\"", "name=\"kind\"", "there is no mandate that could be used"] {
            assert!(form.contains(part), "{part} in {form}");
        }
        let member = lane.member_id(&world, &lane.member).await;
        let supplied = |supplier: &str, take: &str, kind: &str| {
            json!({ "title": "草莓", "unit": "盒", "price": "25", "stock": "", "supplier": supplier, "take": take, "kind": kind })
        };
        for (supplier, take, kind) in [("", "", ""), (member.as_str(), "25.01", "unit"), (member.as_str(), "0", "percent")] {
            world.post_keyed(&lane.steward, &at("/items/1/offer"), &fresh("wrong"), supplied(supplier, take, kind)).await.assert(422);
        }
        let nobody = [("title", "草莓"), ("unit", "盒"), ("price", "25"), ("stock", ""), ("supplier", ""), ("take", ""), ("kind", "percent")];
        let asked = world.fill(Some(&lane.steward), &at("/items/1/offer"), &nobody).await.assert(422).body.clone();
        assert!(asked.contains("Choose who supplies it"), "{asked}");
        // Nor are all of them put up by a form that does not say it.
        world.fill(Some(&lane.steward), &at("/offers"), &nobody[4..]).await.assert(422);
        for id in ["supplier", "take", "kind"] {
            assert_eq!(asked.matches(&format!(" id=\"{id}\"")).count(), 1, "{id}: {asked}");
        }
        let put_up = world.post_keyed(&lane.steward, &at("/items/1/offer"), &fresh("right"), supplied(&member, "22.50", "unit")).await;
        let put_up = put_up.assert(201).json();
        let sold = world.get(&lane.steward, &lane.path(&format!("/offers/{}", put_up["offer"].as_str().unwrap()))).await.assert(200).json();
        let split: Vec<_> = sold["split"].as_array().unwrap().iter().map(|part| (part["party"].as_str().unwrap(), part["take"].as_str().unwrap())).collect();
        assert_eq!(split, [("fund:1", "250/unit"), (member.as_str(), "rest")], "{sold}");
        world.assert_sound().await;
    }

    /// More orders than places: said at once, on each page and to who packs, until there is room and somebody presses again.
    async fn orders_without_a_slot_are_told_and_packed(world: World) {
        let lane = shop(&world, "lane", true).await;
        let list = ordered(&world, &lane, "20", "1. 小雨 草莓2盒\n2. 李阿姨 草莓1盒\n3. 阿明 草莓3盒\n").await;
        let at = |rest: &str| lane.path(&format!("/lists/{list}{rest}"));
        let minder = lane.member_id(&world, &lane.steward).await;
        let point = world.post_keyed(&lane.steward, &lane.path("/pickup"), &fresh("point"), a_point(&minder, "1")).await;
        let point = point.assert(201).text("point");
        for (name, sum) in [("小雨", "50"), ("李阿姨", "25"), ("阿明", "75")] {
            pay(&world, &lane, &order_of(&world, &lane, &list, name).await, sum).await;
        }
        let tomorrow = world.clock.now().plus(crate::common::days(1));
        let zone = kernel::Zone::parse("Asia/Shanghai").unwrap();
        let tomorrow = tomorrow.format(&zone, "%Y-%m-%d");
        let said = async |key: &str| {
            let terms = json!({ "pay_until": format!("{tomorrow}T20:00"), "point": point, "day": tomorrow });
            world.post_keyed(&lane.steward, &at("/terms"), &fresh(key), terms).await.assert(204);
        };
        assert_ne!(tomorrow, day(&world));
        said("first").await;
        let told = world.get(&lane.steward, &at("")).await.assert(200).json();
        assert_eq!(told["no_place"], json!({ "orders": 2, "paid": 2 }), "{told}");
        for rest in ["", "/orders", "/packing"] {
            let page = world.look(Some(&lane.steward), &at(rest)).await.assert(200).body.clone();
            assert!(page.contains("2 orders have no slot at North gate"), "{rest}: {page}");
            assert!(page.contains(&lane.path(&format!("/pickup/{point}\""))), "{rest}");
        }
        let packed = world.look(Some(&lane.steward), &at("/packing")).await.assert(200).body.clone();
        assert!(packed.contains("2 without a slot"), "{packed}");
        let at_point = lane.path(&format!("/pickup/{point}/packing?day={tomorrow}"));
        assert_eq!(world.get(&lane.steward, &at_point).await.assert(200).json()["unplaced"], 2);
        world.post_keyed(&lane.steward, &lane.path(&format!("/pickup/{point}")), &fresh("more"), a_point(&minder, "")).await.assert(200);
        said("again").await;
        assert_eq!(world.get(&lane.steward, &at("")).await.assert(200).json()["no_place"], Value::Null);
        let there = world.get(&lane.steward, &at_point).await.assert(200).json();
        assert_eq!((&there["unplaced"], there["orders"].as_array().unwrap().len()), (&json!(0), 3));
        world.assert_sound().await;
    }

    /// Two boxes for three who want two each: who got none is summed up wherever somebody looks, and counted nowhere as served.
    async fn who_got_nothing_is_summed_up(world: World) {
        let lane = shop(&world, "lane", true).await;
        let list = ordered(&world, &lane, "2", "1. 小雨 草莓2盒\n2. 李阿姨 草莓2盒\n3. 阿明 草莓2盒\n").await;
        let at = |rest: &str| lane.path(&format!("/lists/{list}{rest}"));
        let short = json!({ "people": 2, "items": [{ "item": 1, "quantity": "4" }] });
        for rest in ["", "/orders", "/share"] {
            assert_eq!(world.get(&lane.steward, &at(rest)).await.assert(200).json()["short"], short, "{rest}");
            let page = world.look(Some(&lane.steward), &at(rest)).await.assert(200).body.clone();
            assert!(page.contains("2 people got nothing, or not all"), "{rest}: {page}");
        }
        let share = world.get(&lane.steward, &at("/share")).await.assert(200).json();
        assert_eq!((&share["items"][0]["total"], &share["items"][0]["people"]), (&json!("2"), &json!(1)), "{share}");
        let all = world.look(Some(&lane.steward), &lane.path("/lists")).await.assert(200).body.clone();
        assert!(all.contains("2 short") && !all.contains("All understood"), "{all}");
        let page = world.look(Some(&lane.steward), &at("")).await.assert(200).body.clone();
        assert!(page.contains("ordered by one person"), "{page}");
        world.assert_sound().await;
    }

    /// Who has paid and withdraws stands on the list and on the desk until it is given back; whom others' sums would hide too.
    async fn who_is_to_be_given_back_stands_on_the_desk(world: World) {
        let lane = shop(&world, "lane", true).await;
        let lines = "1. 小雨 草莓2盒\n2. 李阿姨 草莓1盒\n3. 阿明 草莓3盒\n";
        let list = ordered(&world, &lane, "20", lines).await;
        let at = |rest: &str| lane.path(&format!("/lists/{list}{rest}"));
        let page = world.look(Some(&lane.steward), &at("")).await.assert(200).body.clone();
        assert!(page.contains("all ordered"), "{page}");
        let order = order_of(&world, &lane, &list, "小雨").await;
        pay(&world, &lane, &order, "50").await;
        let text = format!("周六团购\n草莓 25元/盒\n\n{lines}4. 小雨 不要了\n5. 老王 草莓2盒\n");
        world.post_keyed(&lane.steward, &at(""), &fresh("again"), json!({ "text": text })).await.assert(200);
        let page = world.look(Some(&lane.steward), &at("")).await.assert(200).body.clone();
        // Six are ordered, and six are wanted: by others.
        assert!(!page.contains("all ordered"), "{page}");
        assert!(page.contains("One person has paid and wants it no more") && page.contains(&lane.order_path(&order, "")), "{page}");
        let told = world.get(&lane.steward, &at("")).await.assert(200).json();
        assert_eq!((&told["give_back"][0]["name"], &told["give_back"][0]["sum_minor"]), (&json!("小雨"), &json!(5_000)), "{told}");
        let desk = world.look(Some(&lane.steward), &lane.path("/desk")).await.assert(200).body.clone();
        assert!(desk.contains("One person has paid and wants it no more") && desk.contains("#give-back"), "{desk}");
        world.assert_sound().await;
    }

    /// Codes are shown once. Loaded again the page says so, and makes all that nobody has used anew at one press; who withdrew gets none.
    async fn codes_that_are_lost_are_made_anew(world: World) {
        let lane = shop(&world, "lane", true).await;
        let list = ordered(&world, &lane, "20", "1. 小雨 草莓2盒\n2. 李阿姨 草莓1盒\n3. 阿明 草莓3盒\n").await;
        let at = |rest: &str| lane.path(&format!("/lists/{list}{rest}"));
        let gone = order_of(&world, &lane, &list, "阿明").await;
        world.post(&lane.steward, &lane.order_path(&gone, "/cancellation"), json!({ "reason": "withdrew" })).await.assert(200);
        let press = async |fields: &[(&str, &str)]| world.fill(Some(&lane.steward), &at("/claim-codes"), fields).await;
        let shown = press(&[("idempotency_key", "one")]).await.assert(201).body.clone();
        assert!(shown.contains("小雨") && shown.contains("李阿姨") && !shown.contains("阿明"), "{shown}");
        let again = press(&[("idempotency_key", "one")]).await.assert(409).body.clone();
        assert!(again.contains("cannot be shown again") && again.contains("name=\"anew\" value=\"on\""), "{again}");
        let anew = press(&[("idempotency_key", "two"), ("anew", "on")]).await.assert(201).body.clone();
        assert_eq!(anew.matches("data-copy=").count(), 2, "{anew}");
        let first = |page: &str| page.split("data-copy=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_ne!(first(&shown), first(&anew));
        // Of those that were made since somebody looked none is void.
        let earlier = [("idempotency_key", "three"), ("anew", "on"), ("until", "2020-01-01T00:00:00Z")];
        let none = press(&earlier).await.assert(201).body.clone();
        assert!(!none.contains("data-copy=") && none.contains("With a code already: 2"), "{none}");
        press(&[("idempotency_key", "four"), ("anew", "on"), ("until", "yesterday")]).await.assert(422);
        world.assert_sound().await;
    }
}
