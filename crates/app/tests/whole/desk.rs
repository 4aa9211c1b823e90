//! What the desk's lists say: who has to pay, what, until when.

use crate::common::{World, days, shop};
use serde_json::{Value, json};

fn numbers(page: &Value) -> Vec<i64> {
    let orders = page["orders"].as_array().unwrap_or_else(|| panic!("no orders in {page}"));
    orders.iter().map(|order| order["number"].as_i64().unwrap()).collect()
}

testkit::both_engines! {
    /// From placing until the money has come, whatever was chosen or claimed; nothing of orders that have ended.
    async fn unpaid_orders_are_listed_until_their_money_came(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let unpaid = async || world.get(&lane.treasurer, &lane.path("/unpaid")).await.assert(200).json();
        assert_eq!((unpaid().await["count"].as_i64(), unpaid().await["sum_minor"].as_i64()), (Some(0), Some(0)));
        let wish = json!({ "lines": [{ "variant": rice, "quantity": "1" }] });
        world.post(&lane.member, &lane.path("/orders"), wish).await.assert(201);
        let chosen = lane.order(&world, &rice, "2").await;
        let claimed = lane.order(&world, &rice, "3").await;
        lane.claim(&world, &claimed).await;
        let page = unpaid().await;
        assert_eq!((numbers(&page), &page["count"], &page["sum_minor"]), (vec![1, 2, 3], &json!(3), &json!(7_500)));
        assert!(page["orders"].as_array().unwrap().iter().all(|order| order["due_at"].is_string()), "{page}");
        let below = world.get(&lane.treasurer, &lane.path("/unpaid?above=2")).await.assert(200).json();
        assert_eq!((numbers(&below), &below["count"]), (vec![3], &json!(3)));
        let html = world.look(Some(&lane.treasurer), &lane.path("/desk")).await.assert(200).body.clone();
        assert!(html.contains(&lane.path("/unpaid")), "the desk links to the unpaid orders");
        world.post(&lane.member, &lane.order_path(&chosen, "/cancellation"), json!({})).await.assert(200);
        assert_eq!(numbers(&unpaid().await), [1, 3]);
        let chosen = world.get(&lane.treasurer, &lane.path("/payments?state=chosen")).await.assert(200).json();
        assert_eq!((&chosen["count"], &chosen["sum_minor"]), (&json!(0), &json!(0)));
        world.pass(days(2)).await;
        assert_eq!(numbers(&unpaid().await), [3]);
        lane.confirm(&world, &claimed, "37.50", &crate::common::shop::today(&world)).await.assert(200);
        assert_eq!(numbers(&unpaid().await), [0; 0]);
    }

    /// The head of a list sums what its rows show.
    async fn the_sum_of_mismatched_money_is_what_arrived(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let order = lane.order(&world, &rice, "2").await;
        lane.claim(&world, &order).await;
        lane.confirm(&world, &order, "24.00", &crate::common::shop::today(&world)).await.assert(200);
        let list = world.get(&lane.treasurer, &lane.path("/payments?state=mismatched")).await.assert(200).json();
        assert_eq!((&list["count"], &list["sum_minor"]), (&json!(1), &json!(2_400)));
    }
}
