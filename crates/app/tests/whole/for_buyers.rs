//! What is said and settled for buyers without an account, by those who work for the community.

use crate::common::shop::today;
use crate::common::{World, fresh, shop};
use crate::spending::photo;
use serde_json::json;

testkit::both_engines! {
    /// A buyer of a pasted list gets less than was paid for: noted with a picture, answered, agreed to by somebody else; and what
    /// is owed for it pays the next order.
    async fn a_buyer_of_a_list_is_heard_and_set_off(world: World) {
        let lane = shop(&world, "lane", true).await;
        let list = lane.list(&world).await;
        let at = |rest: &str| lane.path(&format!("/lists/{list}{rest}"));
        let offer = json!({ "title": "草莓", "unit": "盒", "price": "25", "stock": "9" });
        world.post_keyed(&lane.steward, &at("/items/1/offer"), &fresh("offer"), offer).await.assert(201);
        world.post(&lane.steward, &at("/orders"), json!({})).await.assert(200);
        let people = world.get(&lane.steward, &at("/orders")).await.assert(200).json();
        let order = people["people"][0]["orders"][0]["order"].as_str().unwrap().to_owned();
        let buyer = people["people"][0]["member"].as_str().unwrap().to_owned();
        let path = |rest: &str| lane.order_path(&order, rest);
        let came = json!({ "method": "bank_transfer", "amount": "50", "arrived_on": today(&world) });
        world.post_keyed(&lane.treasurer, &path("/payments"), &fresh("came"), came).await.assert(201);
        world.post(&lane.steward, &path("/fulfilment"), json!({})).await.assert(200);

        let seen = world.look(Some(&lane.steward), &path("")).await.assert(200).body.clone();
        assert!(seen.contains("/complaints/new"), "{seen}");
        let form = world.look(Some(&lane.steward), &path("/complaints/new")).await.assert(200).body.clone();
        assert!(form.contains("小雨 has no account") && form.contains("name=\"photos\""), "{form}");
        world.get(&lane.member, &path("/complaints/new")).await.assert(404);
        let fields = [("kind", "damaged"), ("quantity_1", "1"), ("reason", "one box was crushed")];
        let picture = photo(b"crushed");
        let files: [(&str, &str, &[u8]); 1] = [("photos", "box.jpg", &picture)];
        world.upload(&lane.steward, &path("/complaints"), "crushed", &fields, &files).await.assert(200);
        let told = world.get(&lane.treasurer, &path("")).await.assert(200).json();
        let steward = world.get(&lane.steward, &lane.path("/mine")).await.assert(200).body.clone();
        let noted = told["complaints"][0]["recorded_by"].as_str().unwrap();
        assert!(!noted.is_empty() && steward.contains(noted), "{noted}");
        assert_eq!(told["complaints"][0]["photo_count"], 1);

        let remedy = json!({ "remedy": "refund", "amount": "25", "reason": "one of two" });
        world.post(&lane.steward, &path("/complaints/answer"), remedy).await.assert(200);
        let yes = json!({ "proposal": "1" });
        world.post(&lane.steward, &path("/complaints/agreement"), yes.clone()).await.refused(403, "own_proposal");
        let asked = world.look(Some(&lane.treasurer), &path("")).await.assert(200).body.clone();
        assert!(asked.contains("/complaints/agreement") && asked.contains("The buyer agrees"), "{asked}");
        world.post(&lane.treasurer, &path("/complaints/agreement"), yes).await.assert(200);
        let told = world.get(&lane.treasurer, &path("")).await.assert(200).json();
        assert_eq!((&told["complaints"][0]["state"], &told["refunded_minor"]), (&json!("agreed"), &json!(2_500)));
        assert!(told["complaints"][0]["proposals"][0]["answered_by"].is_string(), "{told}");

        // The same buyer on the next list: what is owed pays it.
        let text = "周日团购\n草莓 25元/盒\n\n1. 小雨 草莓1盒\n";
        let pasted = json!({ "text": text });
        let next = world.post_keyed(&lane.steward, &lane.path("/lists"), &fresh("next"), pasted).await;
        let next = lane.path(&format!("/lists/{}", next.assert(201).text("list")));
        let same = json!({ "answer": [format!("{buyer} 小雨")] });
        world.post(&lane.steward, &format!("{next}/namesakes"), same).await;
        world.post(&lane.steward, &format!("{next}/orders"), json!({})).await.assert(200);
        let people = world.get(&lane.steward, &format!("{next}/orders")).await.assert(200).json();
        assert_eq!(people["people"][0]["member"], json!(buyer), "{people}");
        let open = people["people"][0]["orders"][0]["order"].as_str().unwrap().to_owned();
        let owed = world.get(&lane.treasurer, &lane.path(&format!("/owed/{buyer}"))).await.assert(200).json();
        assert_eq!((&owed["owed_minor"], &owed["unpaid_orders"][0]["to_pay_minor"]), (&json!(2_500), &json!(2_500)), "{owed}");
        let page = world.look(Some(&lane.treasurer), &lane.order_path(&open, "")).await.assert(200).body.clone();
        assert!(page.contains("/set-off") && page.contains("Set off ¥25.00"), "{page}");
        let set_off = lane.order_path(&open, "/set-off");
        for _ in 0..2 {
            world.post_keyed(&lane.treasurer, &set_off, "once", json!({})).await.assert(200);
        }
        world.post_keyed(&lane.treasurer, &set_off, "twice", json!({})).await.refused(409, "wrong_state");
        let owed = world.get(&lane.treasurer, &lane.path(&format!("/owed/{buyer}"))).await.assert(200).json();
        assert_eq!((&owed["owed_minor"], &owed["unpaid_orders"]), (&json!(0), &json!([])), "{owed}");
        world.assert_sound().await;
    }
}
