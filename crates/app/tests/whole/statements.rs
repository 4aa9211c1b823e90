//! What a supplier's statement leads to is there for whoever reads it: the supplier, and who deals with money.

use crate::common::{Someone, World, fresh, shop};
use serde_json::json;

/// Where a part of a page leads within the community, each once.
fn links(part: &str, base: &str) -> Vec<String> {
    let mut found: Vec<String> = part
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|link| link.split('#').next().unwrap_or_default().replace("&amp;", "&"))
        .filter(|link| link.starts_with(base))
        .collect();
    found.sort();
    found.dedup();
    found
}

fn main_of(page: &str) -> &str {
    let (_, main) = page.split_once("<main").unwrap_or_else(|| panic!("no main in {page}"));
    main.split("</main>").next().unwrap()
}

async fn all_open(world: &World, who: &Someone, links: &[String], of: &str) {
    for link in links {
        let answer = world.look(Some(who), link).await;
        assert_eq!(answer.status, 200, "{of}: {link} {}", answer.short());
    }
}

testkit::both_engines! {
    /// Sold, bought, owed less and paid: each line's order, payment and entry opens for who sees the link, and nobody else's does.
    async fn a_statement_leads_to_what_its_reader_sees(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Brown rice", "12.50", "90").await;
        lane.sell(&world, &rice, "2", "25.00").await;
        let (supplier, _) = lane.supplied(&world, &rice).await;
        let eggs = lane.offer(&world, "Eggs", "2", "40").await;
        let purchase = lane.bought_of(&world, &supplier, &eggs).await;
        let credit = lane.less_asked(&world, &purchase, "1.00").await;
        let answer = lane.path(&format!("/supply/orders/{purchase}/credits/{credit}/answer"));
        world.post_keyed(&lane.supplier, &answer, &fresh("yes"), json!({ "answer": "yes" })).await.assert(200);
        let run = lane.proposed_run(&world, &supplier, "5.00").await;
        let run = lane.path(&format!("/supply/runs/{run}"));
        world.post(&lane.steward, &format!("{run}/consent"), json!({})).await.assert(200);

        let statement = lane.path(&format!("/supply/{supplier}/statement"));
        let order = lane.path(&format!("/supply/orders/{purchase}"));
        for (who, name, pays) in [(&lane.supplier, "supplier", false), (&lane.treasurer, "treasurer", true)] {
            let told = world.get(who, &statement).await.assert(200).json();
            let of = |kind: &str| -> Vec<Option<&str>> {
                told["lines"].as_array().unwrap().iter().filter(|line| line["kind"] == kind).map(|line| line["link"].as_str()).collect()
            };
            assert_eq!((of("bought"), of("credit")), (vec![Some(order.as_str())], vec![Some(order.as_str())]), "{told}");
            // Who else is paid by a run is not the supplier's business.
            assert!(!of("payment").is_empty() && of("payment").iter().all(|link| *link == pays.then_some(run.as_str())), "{name}: {told}");
            assert!(!of("sale").is_empty() && of("sale").iter().all(Option::is_none), "a buyer's order is on no supplier's page: {told}");

            let page = world.look(Some(who), &statement).await.assert(200).body.clone();
            assert!(page.contains(&format!("<a href=\"{order}\">Purchase order 2")), "{page}");
            let there = links(main_of(&page), &lane.path(""));
            assert!(there.contains(&order) && there.iter().any(|link| link.contains("/books/entries/")), "{there:?}");
            all_open(&world, who, &there, name).await;
            // And what is behind an entry.
            for entry in there.iter().filter(|link| link.contains("/books/entries/")) {
                let page = world.look(Some(who), entry).await.assert(200).body.clone();
                let mut behind = links(main_of(&page), &lane.path(""));
                // The decision behind the mandate of these tests is made up.
                behind.retain(|link| !link.contains("/decisions/"));
                all_open(&world, who, &behind, &format!("{name} by {entry}")).await;
            }
        }
        assert_eq!(world.look(Some(&lane.supplier), &run).await.status, 403);
        world.assert_sound().await;
    }

    /// Whoever shares in the price of what a pool bought does not look at the order to who supplies it: its supplier and the office do.
    async fn the_order_of_a_pool_is_its_suppliers(world: World) {
        let lane = shop(&world, "lane", true).await;
        let (maker, helper) = (lane.member_id(&world, &lane.supplier).await, lane.member_id(&world, &lane.member).await);
        let mut kept = Vec::new();
        for (name, member) in [("River mill", &maker), ("Packers", &helper)] {
            let new = json!({ "name": name, "contact": "by the bridge", "is_open": "on", "member": member });
            let made = world.post_keyed(&lane.steward, &lane.path("/supply"), &fresh("sup"), new).await;
            kept.push(lane.path(&format!("/supply/{}/statement", made.assert(201).text("supplier"))));
        }
        let offer = json!({
            "title": "Honey", "story": "", "audience": "members", "limit": "", "rest": maker,
            "variants": [{ "title": "", "unit": "jar", "price": "30", "step": "1", "stock": "" }],
            "parts": [{ "party": helper, "kind": "percent", "take": "10" }],
        });
        let honey = world.post(&lane.steward, &lane.path("/offers"), offer).await.assert(201).text("id");
        let pool = lane.pool(&world, &format!("{honey}.1"), &[]).await;
        let join = json!({ "units": "10", "payment": "later" });
        let part = world.post(&lane.moderator, &lane.path(&format!("/pools/{pool}/parts")), join).await.assert(201).text("part");
        let part = lane.path(&format!("/parts/{part}"));
        let claim = json!({ "method": "bank_transfer", "proof": "ends in 7788" });
        world.post(&lane.moderator, &format!("{part}/claim"), claim).await.assert(200);
        let came = json!({ "amount": "120.00", "arrived_on": world.clock.now().to_string(), "reference": "statement 7" });
        world.post(&lane.treasurer, &format!("{part}/confirmation"), came).await.assert(200);
        world.pass(crate::common::days(4)).await;
        let order = world.get(&lane.moderator, &part).await.assert(200).json()["order"].as_str().unwrap().to_owned();
        world.post(&lane.steward, &lane.order_path(&order, "/fulfilment"), json!({})).await.assert(200);
        world.post(&lane.moderator, &lane.order_path(&order, "/acceptance"), json!({})).await.assert(200);
        world.pass(crate::common::days(8)).await;
        for (statement, who, leads) in [
            (&kept[0], &lane.supplier, true),
            (&kept[0], &lane.treasurer, true),
            (&kept[1], &lane.member, false),
            (&kept[1], &lane.treasurer, true),
        ] {
            let told = world.get(who, statement).await.assert(200).json();
            let sale = told["lines"].as_array().unwrap().iter().find(|line| line["kind"] == "sale");
            let sale = sale.unwrap_or_else(|| panic!("{}: {told}", who.name));
            assert_eq!(sale["link"].is_string(), leads, "{}: {told}", who.name);
            let page = world.look(Some(who), statement).await.assert(200).body.clone();
            all_open(&world, who, &links(main_of(&page), &lane.path("")), &who.name).await;
        }
        world.assert_sound().await;
    }
}
