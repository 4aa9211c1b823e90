//! Who waits for what, as those who hand it over see it, and what the buyer is told meanwhile.

use crate::common::{Shop, Someone, World, days, fresh, shop};
use serde_json::{Value, json};

async fn paid(world: &World, lane: &Shop, buyer: &Someone, variant: &str) -> String {
    let placed =
        world.post(buyer, &lane.path("/orders"), Shop::wish(variant, "2")).await.assert(201).text("id");
    let came = json!({ "method": "bank_transfer", "amount": "25.00", "arrived_on": crate::common::shop::today(world) });
    let path = lane.order_path(&placed, "/payments");
    world.post_keyed(&lane.treasurer, &path, &fresh("came"), came).await.assert(201);
    placed
}

fn names(page: &Value) -> Vec<(String, usize)> {
    let people = page["people"].as_array().unwrap();
    let one = |person: &Value| {
        (person["name"].as_str().unwrap().to_owned(), person["orders"].as_array().unwrap().len())
    };
    people.iter().map(one).collect()
}

testkit::both_engines! {
    /// Person by person, found by name, and counted as the day goes on.
    async fn packing_goes_person_by_person(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let (member, moderator) = (lane.member.name.clone(), lane.moderator.name.clone());
        let first = paid(&world, &lane, &lane.member, &rice).await;
        paid(&world, &lane, &lane.moderator, &rice).await;
        paid(&world, &lane, &lane.member, &rice).await;
        let packing = async |rest: &str| {
            world.get(&lane.steward, &lane.path(&format!("/packing{rest}"))).await.assert(200).json()
        };
        let page = packing("").await;
        assert_eq!(names(&page), [(member.clone(), 2), (moderator.clone(), 1)]);
        assert_eq!((&page["count"], &page["done_today"]), (&json!(3), &json!(0)));
        let above = page["people"][0]["orders"][0]["number"].as_i64().unwrap();
        assert_eq!(names(&packing(&format!("?above={above}")).await), [(moderator.clone(), 1)]);
        assert_eq!(names(&packing(&format!("?q={}", moderator.to_uppercase())).await), [(moderator, 1)]);
        assert_eq!(names(&packing("?q=nobody-of-this-name").await), []);

        let page = world.look(Some(&lane.member), &lane.order_path(&first, "")).await.assert(200).body.clone();
        assert!(page.contains(&lane.supplier.name) && page.contains("Steward"), "who makes it and whom to ask: {page}");

        world.post(&lane.steward, &lane.order_path(&first, "/fulfilment"), json!({})).await.assert(200);
        let page = packing("").await;
        assert_eq!((&page["count"], &page["done_today"]), (&json!(2), &json!(1)));
        world.pass(days(1)).await;
        assert_eq!(packing("").await["done_today"], json!(0), "another day");
    }
}
