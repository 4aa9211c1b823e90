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
}
