//! What the treasurer is told before money is confirmed or leaves.

use crate::common::{World, browser, days, shop};
use axum::http::Method;
use serde_json::json;

testkit::both_engines! {
    /// Money that lies with a payment company is not at the bank: what is owed of it cannot be transferred yet.
    async fn a_bank_that_holds_too_little_says_so(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let short = "class=\"notice wait\"";
        lane.sell(&world, &rice, "2", "25.00").await;
        let owed = lane.path("/owed");
        let page = world.look(Some(&lane.treasurer), &owed).await.assert(200).body.clone();
        assert!(page.contains("22.50") && !page.contains(short), "25.00 at the bank: {page}");

        let wish = json!({ "lines": [{ "variant": rice, "quantity": "2" }], "payment": "simulated_gateway" });
        let order = world.post(&lane.member, &lane.path("/orders"), wish).await.assert(201).text("id");
        let play = lane.order_path(&order, "/simulated");
        world.send(browser(Method::POST, &play, Some(&lane.member), Some("outcome=succeeds"))).await;
        world.post(&lane.steward, &lane.order_path(&order, "/fulfilment"), json!({})).await.assert(200);
        world.post(&lane.member, &lane.order_path(&order, "/acceptance"), json!({})).await.assert(200);
        world.pass(days(8)).await;
        let supplier = lane.member_id(&world, &lane.supplier).await;
        for path in [owed.clone(), format!("{owed}/{supplier}")] {
            let page = world.look(Some(&lane.treasurer), &path).await.assert(200).body.clone();
            assert!(page.contains(short) && page.contains("25.00") && page.contains("45.00"), "{path}: {page}");
        }
        let page = world.look(Some(&lane.supplier), &format!("{owed}/{supplier}")).await.assert(200).body.clone();
        assert!(!page.contains(short), "that is the treasurer's to know: {page}");
    }

    /// The form begins with the day on which the buyer said it was paid.
    async fn a_claim_proposes_its_own_day(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let order = lane.order(&world, &rice, "2").await;
        lane.claim(&world, &order).await;
        let day = &crate::common::shop::today(&world)[..10];
        world.pass(days(2)).await;
        let payment = lane.payment_of(&world, &order).await;
        let page = world.look(Some(&lane.treasurer), &lane.path(&format!("/payments/{payment}"))).await;
        let page = page.assert(200).body.clone();
        assert!(page.contains(&format!("name=\"arrived_on\" value=\"{day}\"")), "{page}");
    }
}
