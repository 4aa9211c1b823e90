//! Where the orders of a group buy are fetched, by page and by program: said at opening, chosen on joining, on the packing list once it
//! has formed, without anybody choosing afterwards.

use crate::common::shop::day;
use crate::common::{Shop, World, browser, days, encoded, fresh, shop};
use axum::http::Method;
use serde_json::{Value, json};

/// Open from nine to twelve and from twelve to three, one order at a time.
async fn point(world: &World, lane: &Shop, name: &str) -> String {
    point_of(world, lane, name, ("1", "")).await
}

/// Of so many orders a slot, and a day.
async fn point_of(world: &World, lane: &Shop, name: &str, (slot, day): (&str, &str)) -> String {
    let minder = lane.member_id(world, &lane.moderator).await;
    let mut point = json!({ "name": name, "address": "House 3", "note": "", "closed_on": "", "each_slot": slot,
        "each_day": day, "minder": minder, "is_open": "on" });
    for day in ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] {
        point[day] = json!("9:00-12:00, 12:00-15:00");
    }
    let made = world.post_keyed(&lane.steward, &lane.path("/pickup"), &fresh("point"), point).await;
    made.assert(201).text("point")
}

/// A day after it has closed, as a date.
fn fetched_on(world: &World) -> String {
    let zone = kernel::Zone::parse("Asia/Shanghai").unwrap();
    world.clock.now().plus(days(5)).format(&zone, "%Y-%m-%d")
}

testkit::both_engines! {
    async fn orders_of_a_group_buy_stand_on_the_list_of_their_point(world: World) {
        let lane = shop(&world, "lane", true).await;
        let apples = lane.offer(&world, "Apples", "13", "9").await;
        let (north, south) = (point(&world, &lane, "North gate").await, point(&world, &lane, "South gate").await);
        let (fetch_day, at) = (fetched_on(&world), |point: &str| format!("fetch_at_{point}"));

        // Looked over it says where; a point without a day, a day before the end, and no such point are told.
        let look = |fields: &[(&str, Value)]| {
            let all = [fields, &[("preview", json!("1"))]].concat();
            lane.new_pool(&world, &apples, &all)
        };
        let read = world.post(&lane.steward, &lane.path("/pools"), look(&[(&at(&north), json!("on")), ("fetch_day", json!(fetch_day))])).await;
        assert!(read.assert(200).json()["review"].to_string().contains("North gate"), "{read:?}");
        for (name, typed, code) in [
            (at(&north), String::new(), "place_not_chosen"),
            (at(&north), day(&world), "fetched_too_early"),
            (at("pkp_1"), fetch_day.clone(), "no_such_point"),
        ] {
            let refused = world.post(&lane.steward, &lane.path("/pools"), look(&[(&name, json!("on")), ("fetch_day", json!(typed))])).await;
            assert_eq!((refused.text("code").as_str(), refused.status >= 400), (code, true), "{refused:?}");
        }

        // Opened with the form of the page.
        let mut new = lane.new_pool(&world, &apples, &[("least", json!("2")), ("fetch_day", json!(fetch_day))]);
        let zone = kernel::Zone::parse("Asia/Shanghai").unwrap();
        new["closes_at"] = json!(world.clock.now().plus(days(3)).format(&zone, "%Y-%m-%dT%H:%M"));
        (new[at(&north)], new[at(&south)]) = (json!("on"), json!("on"));
        let led = world.submit(&lane.steward, &lane.path("/pools/new"), &lane.path("/pools"), &new).await;
        let pool = led.rsplit('/').next().unwrap().to_owned();
        let (about, join) = (lane.path(&format!("/pools/{pool}")), lane.path(&format!("/pools/{pool}/parts")));
        let seen = world.get(&lane.member, &about).await.assert(200).json();
        assert_eq!(seen["choices"].as_array().unwrap().len(), 4, "{seen}");
        assert!(seen["rules"].to_string().contains("South gate"), "{seen}");

        // By page, by program; the second for the same place is told, and nothing of theirs is left behind.
        let (nine, noon) = (format!("{north}.540"), format!("{south}.720"));
        let typed = json!({ "units": "1", "payment": "later", "choice": nine });
        let led = world.submit(&lane.member, &about, &join, &typed).await;
        let first = led.rsplit('/').next().unwrap().to_owned();
        let again = json!({ "units": "1", "payment": "later", "choice": nine });
        assert_eq!(world.post(&lane.supplier, &join, again).await.assert(409).text("code"), "slot_full");
        let none = json!({ "units": "1", "payment": "later" });
        assert_eq!(world.post(&lane.supplier, &join, none).await.text("code"), "place_not_chosen");
        assert_eq!(world.get(&lane.supplier, &about).await.json()["parts"], json!([]));
        let other = json!({ "units": "1", "payment": "later", "choice": noon });
        let second = world.post(&lane.supplier, &join, other).await.assert(201).text("part");
        let seen = world.get(&lane.member, &about).await.assert(200).json();
        assert!(seen["beside"].to_string().contains("North gate"), "{seen}");
        for part in [&first, &second] {
            let who = if part == &first { &lane.member } else { &lane.supplier };
            let claim = json!({ "method": "bank_transfer", "proof": "ends in 7788" });
            world.post(who, &lane.path(&format!("/parts/{part}/claim")), claim).await.assert(200);
            let came = json!({ "amount": "12.00", "arrived_on": world.clock.now().to_string(), "reference": "line 7" });
            world.post(&lane.treasurer, &lane.path(&format!("/parts/{part}/confirmation")), came).await.assert(200);
        }
        world.assert_sound().await;

        // It forms: each order has its code, and stands on the list of its point.
        world.pass(days(4)).await;
        for (who, part, point) in [(&lane.member, &first, &north), (&lane.supplier, &second, &south)] {
            let own = world.get(who, &lane.path(&format!("/parts/{part}"))).await.assert(200).json();
            let order = own["order"].as_str().unwrap().to_owned();
            let pickup = world.get(who, &lane.order_path(&order, "/pickup")).await.assert(200).json()["pickup"].clone();
            assert_eq!((&pickup["point"], &pickup["state"]), (&json!(point), &json!("waiting")), "{pickup}");
            let page = world.get(who, &lane.order_path(&order, "")).await.assert(200).json();
            assert_eq!(page["fetched"]["code"], pickup["code"], "{page}");
            assert!(world.look(Some(who), &lane.order_path(&order, "")).await.assert(200).body.contains(&pickup["code"].to_string()));
            let packed = world.get(&lane.moderator, &lane.path(&format!("/pickup/{point}/packing?day={fetch_day}"))).await;
            assert_eq!(packed.assert(200).json()["totals"][0]["orders"], json!(1), "{packed:?}");
        }
        world.assert_sound().await;
    }

    /// Too few places for what it needs are told to who opens it and who runs it, with where to make more of them; full ones too.
    async fn too_few_places_are_told_to_who_runs_it(world: World) {
        let lane = shop(&world, "lane", true).await;
        let apples = lane.offer(&world, "Apples", "13", "9").await;
        let north = point(&world, &lane, "North gate").await;
        let (fetch_day, at) = (fetched_on(&world), format!("fetch_at_{north}"));
        let fields = |least: &str| [("least", json!(least)), ("fetch_day", json!(fetch_day)), (at.as_str(), json!("on"))];
        let looked = async |least: &str| {
            let all = [fields(least).as_slice(), &[("preview", json!("1"))]].concat();
            let new = lane.new_pool(&world, &apples, &all);
            world.post(&lane.steward, &lane.path("/pools"), new).await.assert(200).json()["too_little_room"].clone()
        };
        assert_eq!(looked("2").await, Value::Null);
        let told = looked("3").await.to_string();
        assert!(told.contains("only 2 more orders") && told.contains("it takes 3"), "{told}");

        let pool = lane.pool(&world, &apples, &fields("3")).await;
        let (about, join) = (lane.path(&format!("/pools/{pool}")), lane.path(&format!("/pools/{pool}/parts")));
        for (who, slot) in [(&lane.member, 540), (&lane.supplier, 720)] {
            let part = json!({ "units": "1", "payment": "later", "choice": format!("{north}.{slot}") });
            world.post(who, &join, part).await.assert(201);
        }
        let seen = world.get(&lane.steward, &about).await.assert(200).json();
        assert!(seen["too_little_room"]["words"].to_string().contains("are taken"), "{seen}");
        let page = world.look(Some(&lane.steward), &about).await.assert(200).body.clone();
        assert!(page.contains(&lane.path(&format!("/pickup/{north}"))), "{page}");
        let seen = world.get(&lane.treasurer, &about).await.assert(200).json();
        assert_eq!(seen["too_little_room"], Value::Null, "{seen}");
        // What is left is what parts really keep: unpaid ones fall away.
        world.pass(days(2)).await;
        let seen = world.get(&lane.steward, &about).await.assert(200).json();
        assert!(seen["too_little_room"]["words"].to_string().contains("2 are left"), "{seen}");
        world.assert_sound().await;
    }

    /// Of a day, of slots and of several points: what is left of all together counts, and where one has no end there is always a place.
    async fn places_of_all_points_count_together(world: World) {
        let lane = shop(&world, "lane", true).await;
        let apples = lane.offer(&world, "Apples", "13", "9").await;
        let north = point_of(&world, &lane, "North gate", ("1", "1")).await;
        let south = point_of(&world, &lane, "South gate", ("", "2")).await;
        let east = point_of(&world, &lane, "East gate", ("", "")).await;
        let fetch_day = fetched_on(&world);
        let looked = async |points: &[&String], least: &str| {
            let mut fields = vec![("least", json!(least)), ("fetch_day", json!(fetch_day)), ("preview", json!("1"))];
            let names: Vec<_> = points.iter().map(|point| format!("fetch_at_{point}")).collect();
            fields.extend(names.iter().map(|name| (name.as_str(), json!("on"))));
            let new = lane.new_pool(&world, &apples, &fields);
            world.post(&lane.steward, &lane.path("/pools"), new).await.assert(200).json()["too_little_room"].to_string()
        };
        for (points, least, words) in [
            (&[&north][..], "1", "null"),
            (&[&north], "2", "only 1 more order can"),
            (&[&north, &south], "3", "null"),
            (&[&north, &south], "4", "only 3 more orders"),
            (&[&north, &east], "900", "null"),
        ] {
            let told = looked(points, least).await;
            assert!(told.contains(words), "{points:?} for {least}: {told}");
        }
        world.assert_sound().await;
    }

    /// Where people are counted, who has joined and not paid yet has a place, and nobody else needs it.
    async fn who_has_not_paid_has_a_place(world: World) {
        let lane = shop(&world, "lane", true).await;
        let apples = lane.offer(&world, "Apples", "13", "9").await;
        let fetch_day = fetched_on(&world);
        let room = async |name: &str, least: &str| {
            let point = point(&world, &lane, name).await;
            let at = format!("fetch_at_{point}");
            let fields = [("least", json!(least)), ("counted", json!("people")), ("fetch_day", json!(fetch_day)), (at.as_str(), json!("on"))];
            let pool = lane.pool(&world, &apples, &fields).await;
            let about = lane.path(&format!("/pools/{pool}"));
            for (who, slot) in [(&lane.member, 540), (&lane.supplier, 720)] {
                let part = json!({ "units": "1", "payment": "later", "choice": format!("{point}.{slot}") });
                world.post(who, &format!("{about}/parts"), part).await.assert(201);
            }
            world.get(&lane.steward, &about).await.assert(200).json()["too_little_room"]["words"].clone()
        };
        assert_eq!(room("North gate", "2").await, Value::Null);
        let told = room("South gate", "3").await.to_string();
        assert!(told.contains("are taken") && told.contains("takes 1"), "{told}");
        world.assert_sound().await;
    }

    /// Far more than is needed is asked about once on the form, and refused to a program without the sign.
    async fn far_too_much_is_asked_about_once(world: World) {
        let lane = shop(&world, "lane", true).await;
        let apples = lane.offer(&world, "Apples", "13", "9").await;
        let pool = lane.pool(&world, &apples, &[("least", json!("3"))]).await;
        let join = lane.path(&format!("/pools/{pool}/parts"));
        let part = |sure: &str| json!({ "units": "99999", "payment": "later", "sure": sure });
        world.post(&lane.member, &join, part("")).await.refused(422, "far_beyond");
        let page = world.look(Some(&lane.member), &lane.path(&format!("/pools/{pool}"))).await.assert(200).body.clone();
        assert!(!page.contains("name=\"sure\""), "{page}");
        let form = [("units", "99999"), ("payment", "later"), ("idempotency_key", "k-0001")];
        let asked = world.send(browser(Method::POST, &join, Some(&lane.member), Some(&encoded(&form)))).await;
        assert!(asked.status == 422 && asked.body.contains("name=\"sure\""), "{asked:?}");
        world.post(&lane.member, &join, part("on")).await.assert(201);
    }

    /// Where no point is named, all is as before: nobody is asked.
    async fn without_a_point_nobody_is_asked(world: World) {
        let lane = shop(&world, "lane", true).await;
        let apples = lane.offer(&world, "Apples", "13", "9").await;
        let pool = lane.pool(&world, &apples, &[]).await;
        let seen = world.get(&lane.member, &lane.path(&format!("/pools/{pool}"))).await.assert(200).json();
        assert_eq!((&seen["choices"], &seen["beside"]), (&json!([]), &json!([])));
        let page = world.look(Some(&lane.steward), &lane.path("/pools/new")).await;
        assert!(!page.assert(200).body.contains("fetch_day"), "there is no point to name");
        let join = json!({ "units": "1", "payment": "later", "choice": "pkp_1.540" });
        world.post(&lane.member, &lane.path(&format!("/pools/{pool}/parts")), join).await.assert(201);
        world.assert_sound().await;
    }
}
