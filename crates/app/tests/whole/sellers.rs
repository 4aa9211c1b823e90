//! What sellers see of their goods, and what they can do with them from their own page.

use crate::common::shop::Shop;
use crate::common::{PASSWORD, World, browser, shop};
use axum::http::Method;
use serde_json::{Value, json};

fn count(page: &Value, list: &str) -> usize {
    page[list].as_array().unwrap_or_else(|| panic!("no {list} in {page}")).len()
}

/// Jam of the member's own; answers the offer.
async fn propose(world: &World, lane: &Shop) -> String {
    let offer = json!({
        "title": "Plum jam", "story": "", "audience": "everyone", "limit": "",
        "rest": lane.member_id(world, &lane.member).await,
        "variants": [{ "title": "", "unit": "jar", "price": "20", "step": "1", "stock": "6" }], "parts": [],
    });
    world.post(&lane.member, &lane.path("/offers"), offer).await.assert(201).text("id")
}

testkit::both_engines! {
    /// What is looked for → the goods that are found by their title, in whatever case and script, on both engines.
    async fn goods_are_found_in_whatever_case(world: World) {
        let lane = shop(&world, "lane", true).await;
        for title in ["Émile's 100% honey", "Καφές", "Große Gurken"] {
            lane.offer(&world, title, "5", "9").await;
        }
        for (words, found) in [
            ("ÉMILE", "Émile's 100% honey"),
            ("100%25", "Émile's 100% honey"),
            ("ΚΑΦΈΣ", "Καφές"),
            ("grosse", "Große Gurken"),
            ("%25", "Émile's 100% honey"),
            ("_", ""),
        ] {
            let seen = world.get(&lane.member, &format!("{}?q={words}", lane.path("/market"))).await.assert(200).json();
            let titles: Vec<_> = seen["offers"].as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect();
            assert_eq!(titles.join("|"), found, "{words}");
        }
    }

    /// Who gets a part of a sale sees it, the rest or a share; who put it up for others does not.
    async fn sales_are_of_those_who_get_a_part(world: World) {
        let lane = shop(&world, "lane", true).await;
        let (supplier, moderator) = (lane.member_id(&world, &lane.supplier).await, lane.member_id(&world, &lane.moderator).await);
        let offer = json!({
            "title": "Honey", "story": "", "audience": "members", "limit": "", "rest": supplier,
            "variants": [{ "title": "", "unit": "jar", "price": "30", "step": "1", "stock": "20" }],
            "parts": [{ "party": moderator, "kind": "percent", "take": "10" }],
        });
        let made = world.post(&lane.steward, &lane.path("/offers"), offer).await;
        let honey = format!("{}.1", made.assert(201).text("id"));
        let order = lane.order(&world, &honey, "2").await;
        lane.claim(&world, &order).await;
        lane.confirm(&world, &order, "60.00", &crate::common::shop::today(&world)).await.assert(200);
        for (who, sees) in [(&lane.steward, 0), (&lane.member, 0), (&lane.moderator, 1), (&lane.supplier, 1)] {
            let sold = world.get(who, &lane.path("/market/sold")).await.assert(200).json();
            assert_eq!((count(&sold, "goods"), count(&sold, "deliveries")), (sees, sees), "{}: {sold}", who.name);
            let member = lane.member_id(&world, who).await;
            let shelf = world.get(who, &lane.path(&format!("/market/of/{member}"))).await.assert(200).json();
            assert_eq!(count(&shelf, "offers"), sees, "{}: {shelf}", who.name);
        }
        let sold = world.get(&lane.moderator, &lane.path("/market/sold")).await.assert(200).json();
        let (tends, hands_over) = (&sold["goods"][0]["can_tend"], &sold["deliveries"][0]["can_fulfil"]);
        assert_eq!((tends, hands_over), (&json!(false), &json!(false)), "a share makes no seller");
    }

    /// From the page of sales: to the stock, to the story, and handed over.
    async fn a_seller_works_from_the_page_of_sales(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let offer = lane.path(&format!("/offers/{}", rice.trim_end_matches(".1")));
        let order = lane.order(&world, &rice, "2").await;
        lane.claim(&world, &order).await;
        lane.confirm(&world, &order, "25.00", &crate::common::shop::today(&world)).await.assert(200);
        let page = world.look(Some(&lane.supplier), &lane.path("/market/sold")).await.assert(200).body.clone();
        let hand_over = lane.order_path(&order, "/fulfilment");
        assert!(page.contains(&format!("{offer}/stock")) && page.contains(&hand_over), "{page}");
        let page = world.look(Some(&lane.supplier), &offer).await.assert(200).body.clone();
        assert!(page.contains(&format!("{offer}/story")) && !page.contains(&format!("{offer}/edit")), "{page}");
        let page = world.look(Some(&lane.member), &offer).await.assert(200).body.clone();
        assert!(!page.contains(&format!("{offer}/story")) && !page.contains(&format!("{offer}/stock")), "{page}");

        let told = json!({ "title": "New rice", "story": "Cut on **Friday**." });
        world.post(&lane.supplier, &format!("{offer}/story"), told.clone()).await.assert(200);
        let nameless = json!({ "title": "", "story": "" });
        world.post(&lane.supplier, &format!("{offer}/story"), nameless).await.refused(422, "invalid_input");
        world.post(&lane.member, &format!("{offer}/story"), told).await.refused(403, "not_allowed");
        let restock = json!({ "variant": "1", "quantity": "5" });
        world.post(&lane.supplier, &format!("{offer}/stock"), restock.clone()).await.assert(200);
        world.post(&lane.member, &format!("{offer}/stock"), restock).await.refused(403, "not_allowed");
        let shown = world.get(&lane.member, &offer).await.assert(200).json();
        assert_eq!((&shown["title"], &shown["variants"][0]["left"], &shown["variants"][0]["price"]), (&json!("New rice"), &json!("23"), &json!("12.5")));

        // Taken off by the seller first: the steward's page has the form all the same, the seller's not again.
        let off = format!("{offer}/withdrawal");
        world.post(&lane.supplier, &off, json!({ "reason": "the mill stands" })).await.assert(200);
        for (who, can) in [(&lane.supplier, false), (&lane.steward, true)] {
            let page = world.look(Some(who), &format!("{offer}/stock")).await.assert(200).body.clone();
            assert_eq!(page.contains(&off), can, "{}: {page}", who.name);
        }
        world.post(&lane.steward, &off, json!({ "reason": "a recall" })).await.assert(200);
        world.post(&lane.supplier, &format!("{offer}/publication"), json!({})).await.refused(403, "withdrawn_by_steward");
        let page = world.look(Some(&lane.supplier), &format!("{offer}/stock")).await.assert(200).body.clone();
        assert!(!page.contains(&format!("{offer}/publication")), "{page}");

        let pressed = world.send(browser(Method::POST, &hand_over, Some(&lane.supplier), Some("from=sold"))).await;
        assert_eq!((pressed.status, pressed.header("location")), (303, lane.path("/market/sold").as_str()));
        assert_eq!(lane.state(&world, &order).await, "fulfilled");
        world.assert_sound().await;
    }

    /// Proposed by a member, seen by the stewards and the member only, put up by a steward.
    async fn a_proposal_waits_for_a_steward(world: World) {
        let lane = shop(&world, "lane", true).await;
        let member = lane.member_id(&world, &lane.member).await;
        let offer = |rest: &str| json!({
            "title": "Plum jam", "story": "", "audience": "everyone", "limit": "", "rest": rest,
            "variants": [{ "title": "", "unit": "jar", "price": "20", "step": "1", "stock": "6" }], "parts": [],
        });
        let form = world.look(Some(&lane.member), &lane.path("/offers/new")).await.assert(200).body.clone();
        assert!(form.contains("name=\"rest\" value=\"member-lane\""), "the one who proposes is proposed as the seller");
        let other = lane.member_id(&world, &lane.supplier).await;
        world.post(&lane.member, &lane.path("/offers"), offer(&other)).await.refused(403, "not_your_goods");
        let jam = world.post(&lane.member, &lane.path("/offers"), offer(&member)).await.assert(201).text("id");
        let path = lane.path(&format!("/offers/{jam}"));
        assert_eq!(world.get(&lane.member, &path).await.assert(200).json()["proposed"], true);
        world.get(&lane.supplier, &path).await.assert(404);
        let shop_front = world.get(&lane.steward, &lane.path("/market")).await.assert(200).json();
        assert_eq!(count(&shop_front, "offers"), 0, "{shop_front}");
        let sold = world.get(&lane.member, &lane.path("/market/sold")).await.assert(200).json();
        assert_eq!((count(&sold, "goods"), &sold["goods"][0]["proposed"]), (1, &json!(true)));
        let desk = world.look(Some(&lane.steward), &lane.path("/desk")).await.assert(200).body.clone();
        assert!(desk.contains(&lane.path("/offers/proposed")), "{desk}");
        let list = world.get(&lane.steward, &lane.path("/offers/proposed")).await.assert(200).json();
        assert_eq!((&list["count"], &list["offers"][0]["id"]), (&json!(1), &json!(jam)));
        let page = world.look(Some(&lane.steward), &path).await.assert(200).body.clone();
        assert!(page.contains(&format!("{path}/publication")), "{page}");
        world.post(&lane.steward, &format!("{path}/publication"), json!({})).await.assert(200);
        assert_eq!(world.get(&lane.supplier, &path).await.assert(200).json()["proposed"], false);
        let list = world.get(&lane.steward, &lane.path("/offers/proposed")).await.assert(200).json();
        assert_eq!(list["count"], 0);
    }
    /// Why it was declined is said to those who tend it; they find it among their goods although nothing was sold.
    async fn a_declined_proposal_stays_with_its_seller(world: World) {
        let lane = shop(&world, "lane", true).await;
        let jam = propose(&world, &lane).await;
        let path = lane.path(&format!("/offers/{jam}"));
        let why = json!({ "reason": "no kitchen licence" });
        world.post(&lane.steward, &format!("{path}/withdrawal"), why).await.assert(200);
        let sold = world.get(&lane.member, &lane.path("/market/sold")).await.assert(200).json();
        let row = &sold["goods"][0];
        assert_eq!((count(&sold, "goods"), &row["offer"], &row["withdrawn"]), (1, &json!(jam), &json!(true)), "{sold}");
        for (who, told) in [(&lane.member, true), (&lane.steward, true), (&lane.supplier, false)] {
            let shown = world.get(who, &path).await.assert(200).json();
            assert_eq!(shown["reason"] == "no kitchen licence", told, "{}: {shown}", who.name);
            let page = world.look(Some(who), &path).await.assert(200).body.clone();
            assert_eq!(page.contains("no kitchen licence"), told, "{}: {page}", who.name);
        }
        let page = world.look(None, &path).await.assert(200).body.clone();
        assert!(!page.contains("no kitchen licence"), "{page}");
    }

    /// Nothing is put up for somebody who is gone: neither a proposal nor what was taken off before.
    async fn nobody_sells_for_one_who_has_gone(world: World) {
        let lane = shop(&world, "lane", true).await;
        let (first, second) = (propose(&world, &lane).await, propose(&world, &lane).await);
        let at = |offer: &str, rest: &str| lane.path(&format!("/offers/{offer}{rest}"));
        let off = json!({ "reason": "not in May" });
        world.post(&lane.steward, &at(&second, "/withdrawal"), off).await.assert(200);
        let erase = json!({ "current_password": PASSWORD, "confirm": "on" });
        assert_eq!(world.post(&lane.member, "/me/erasure", erase).await.status, 204);
        for offer in [&first, &second] {
            let put_up = world.post(&lane.steward, &at(offer, "/publication"), json!({})).await;
            put_up.refused(422, "split_party_unknown");
            let shown = world.get(&lane.steward, &at(offer, "")).await.assert(200).json();
            assert_eq!(shown["proposed"] == true, offer == &first, "{shown}");
        }
    }
}
