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
        // The order says what came and what is missing, and the form to record more proposes just that.
        let page = world.look(Some(&lane.treasurer), &lane.order_path(&order, "")).await.assert(200).body.clone();
        assert!(page.contains("Came already") && page.contains("¥24.00") && page.contains("¥1.00"), "{page}");
        assert!(page.contains("value=\"1.00\"") && !page.contains("value=\"25.00\""), "{page}");
    }

    /// A complaint stands on the desk and in the order's story until it is answered; asked for again, it answers the same.
    async fn a_complaint_waits_on_the_desk(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let order = lane.order(&world, &rice, "2").await;
        lane.claim(&world, &order).await;
        lane.confirm(&world, &order, "25.00", &crate::common::shop::today(&world)).await.assert(200);
        world.post(&lane.steward, &lane.order_path(&order, "/fulfilment"), json!({})).await.assert(200);
        let complaints = async || world.get(&lane.steward, &lane.path("/complaints")).await.assert(200).json();
        assert_eq!(complaints().await["count"], 0);
        let (path, why) = (lane.order_path(&order, "/complaints"), json!({ "reason": "weevils" }));
        world.post(&lane.member, &path, json!({ "reason": "" })).await.refused(422, "reason_missing");
        for _ in 0..2 {
            world.post_keyed(&lane.member, &path, "weevils", why.clone()).await.assert(200);
        }
        world.post_keyed(&lane.member, &path, "other", why.clone()).await.refused(409, "complained_already");
        let open = complaints().await;
        assert_eq!((&open["count"], &open["complaints"][0]["reason"]), (&json!(1), &json!("weevils")));
        let page = world.look(Some(&lane.steward), &lane.order_path(&order, "")).await.assert(200).body.clone();
        assert!(page.contains("/complaints/answer") && page.contains("weevils"), "{page}");
        let desk = world.look(Some(&lane.treasurer), &lane.path("/desk")).await.assert(200).body.clone();
        assert!(desk.contains(&lane.path("/complaints")), "the desk links to the complaints");
        world.pass(days(9)).await;
        assert_eq!(lane.state(&world, &order).await, "fulfilled");
        let answer = json!({ "reason": "a new bag comes on Friday" });
        world.post(&lane.steward, &format!("{path}/answer"), answer).await.assert(200);
        assert_eq!(complaints().await["count"], 0);
        let told = world.get(&lane.member, &lane.order_path(&order, "")).await.assert(200).json();
        let last = told["steps"].as_array().unwrap().last().unwrap();
        assert_eq!((&last["step"], &last["reason"]), (&json!("complaint_answered"), &json!("a new bag comes on Friday")));
        // Nothing was offered: silence is no consent to that, until a second person has looked.
        world.pass(days(8)).await;
        assert_eq!(lane.state(&world, &order).await, "fulfilled");
        let looked = format!("{path}/confirmation");
        world.post(&lane.steward, &looked, json!({ "proposal": "1" })).await.refused(403, "same_person");
        world.post(&lane.treasurer, &looked, json!({ "proposal": "1" })).await.assert(200);
        world.pass(days(8)).await;
        assert_eq!(lane.state(&world, &order).await, "settled");
    }

    /// A second click on a button is told what the first one did, and not that it came too late.
    async fn a_move_asked_for_twice_answers_the_same(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let order = lane.order(&world, &rice, "2").await;
        lane.claim(&world, &order).await;
        lane.confirm(&world, &order, "25.00", &crate::common::shop::today(&world)).await.assert(200);
        let gone = lane.order(&world, &rice, "1").await;
        for (who, order, path, key, state) in [
            (&lane.steward, &order, "/fulfilment", "hand-over", "fulfilled"),
            (&lane.member, &order, "/acceptance", "accept", "accepted"),
            (&lane.treasurer, &order, "/settlement", "settle", "settled"),
            (&lane.member, &gone, "/cancellation", "call-off", "cancelled"),
        ] {
            for _ in 0..2 {
                let done = world.post_keyed(who, &lane.order_path(order, path), key, json!({})).await;
                assert_eq!(done.assert(200).text("state"), state, "{path}");
            }
            let again = world.post_keyed(who, &lane.order_path(order, path), "once-more", json!({})).await;
            again.refused(409, "wrong_state");
        }
        let other = json!({ "reason": "another one" });
        let reused = world.post_keyed(&lane.member, &lane.order_path(&gone, "/cancellation"), "call-off", other).await;
        reused.refused(409, "key_reused");
        // What the first answer said stays, wherever the order has gone since.
        let first = world.post_keyed(&lane.steward, &lane.order_path(&order, "/fulfilment"), "hand-over", json!({})).await;
        assert_eq!(first.assert(200).text("state"), "fulfilled");
        world.assert_sound().await;
    }
}
