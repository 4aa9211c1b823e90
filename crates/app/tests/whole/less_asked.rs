//! A payment run says what its suppliers are asked to be owed less, and what becomes of it: before the run, and after it.

use crate::common::{World, shop};
use serde_json::{Value, json};

/// A list of pages' words that a page has to have.
fn has(page: &str, words: &[&str]) {
    let missing: Vec<_> = words.iter().filter(|words| !page.contains(**words)).collect();
    assert!(missing.is_empty(), "{missing:?} in {page}");
}

testkit::both_engines! {
    /// Eggs for 4.00, of which 1.00 is asked to be owed less: named with the order where it is proposed and where it is consented to;
    /// after the run it would be given back, and so it is.
    async fn a_run_names_what_is_asked_for(world: World) {
        let lane = shop(&world, "lane", true).await;
        let variant = lane.offer(&world, "Eggs", "2", "40").await;
        let (supplier, _) = lane.supplied(&world, &variant).await;
        let runs = lane.path("/supply/runs");
        let purchase = lane.bought_of(&world, &supplier, &variant).await;
        let none = world.get(&lane.treasurer, &runs).await.assert(200).json();
        assert_eq!((&none["due"][0]["due_minor"], &none["due"][0]["less"]), (&json!(400), &Value::Null), "{none}");

        let credit = lane.less_asked(&world, &purchase, "1.00").await;
        let told = world.get(&lane.treasurer, &runs).await.assert(200).json();
        let less = &told["due"][0]["less"];
        let one = &less["credits"][0];
        assert_eq!((&one["credit"], &one["purchase"], &one["amount_minor"]), (&json!(credit), &json!(purchase), &json!(100)), "{told}");
        assert_eq!((&one["state"], &one["reason"], one["answer_until"].is_string()), (&json!("asked"), &json!("Two were split"), true));
        let order = world.get(&lane.treasurer, &lane.path(&format!("/supply/orders/{purchase}"))).await.assert(200).json();
        assert_eq!(one["asked_at"], order["bill"]["credits_asked"][0]["asked_at"], "{order}");
        assert_eq!([&less["sum_minor"], &less["due_minor"], &less["due_if_agreed_minor"], &less["given_back_minor"]], [100, 400, 300, 100]);
        assert_eq!(told["due"].as_array().unwrap().len(), 1, "{told}");
        let link = format!("/supply/orders/{purchase}\"");
        let english = ["¥1.00 less is asked for", "Two were split", "¥3.00 is due instead of ¥4.00", "If all that is due is paid before, ¥1.00 is to be given back", &link];
        // Who proposes it, and who only consents.
        for who in [&lane.treasurer, &lane.steward] {
            has(&world.look(Some(who), &runs).await.assert(200).body, &english);
        }
        has(&world.look_in_chinese(&lane.treasurer, &runs).await.assert(200).body, &["提了少付 ¥1.00，还没定", "该付的从 ¥4.00 变成 ¥3.00", "有 ¥1.00 要退回"]);

        let run = lane.proposed_run(&world, &supplier, "3.50").await;
        let at = format!("{runs}/{run}");
        let told = world.get(&lane.steward, &at).await.assert(200).json();
        let less = &told["lines"][0]["less"];
        assert_eq!((&less["void_if_agreed"], &less["given_back_minor"]), (&json!(true), &json!(50)), "0.50 stays due: {told}");
        let page = world.look(Some(&lane.steward), &at).await.assert(200).body.clone();
        has(&page, &[&link, "This line would be void then", "after this run is paid, ¥0.50 is to be given back", "Waits for the supplier"]);
        has(&world.look_in_chinese(&lane.steward, &at).await.assert(200).body, &["那样这一行就作废", "有 ¥0.50 要退回，从下次付的钱里扣"]);

        world.post(&lane.steward, &format!("{at}/consent"), json!({})).await.assert(200);
        let told = world.get(&lane.steward, &at).await.assert(200).json();
        assert_eq!(told["lines"][0]["less"]["given_back_minor"], 50, "{told}");
        has(&world.look(Some(&lane.steward), &at).await.assert(200).body, &["This run paid in full. If it is agreed to now, ¥0.50 is to be given back"]);

        // It is agreed to: what was said comes true, and nothing is left to say.
        let answer = lane.path(&format!("/supply/orders/{purchase}/credits/{credit}/answer"));
        world.post(&lane.supplier, &answer, json!({ "answer": "yes" })).await.assert(200);
        let own = world.get(&lane.supplier, &lane.path(&format!("/supply/{supplier}"))).await.assert(200).json();
        assert_eq!((&own["due"]["receivable_minor"], &own["due"]["due_minor"]), (&json!(50), &json!(0)), "{own}");
        assert_eq!(world.get(&lane.steward, &at).await.assert(200).json()["lines"][0]["less"], Value::Null);
        world.assert_sound().await;
    }

    /// What is asked for after a run was paid is no matter of that run; what is covered by what stays due is said to be.
    async fn a_run_says_nothing_of_what_came_later(world: World) {
        let lane = shop(&world, "lane", true).await;
        let variant = lane.offer(&world, "Eggs", "2", "40").await;
        let (supplier, _) = lane.supplied(&world, &variant).await;
        let purchase = lane.bought_of(&world, &supplier, &variant).await;
        let run = lane.proposed_run(&world, &supplier, "2.00").await;
        let at = lane.path(&format!("/supply/runs/{run}"));
        lane.less_asked(&world, &purchase, "1.00").await;
        let told = world.get(&lane.steward, &at).await.assert(200).json();
        let less = &told["lines"][0]["less"];
        assert_eq!((&less["void_if_agreed"], &less["given_back_minor"]), (&json!(false), &json!(0)), "{told}");
        has(&world.look(Some(&lane.steward), &at).await.assert(200).body, &["it is taken from what is still due then"]);
        world.post(&lane.steward, &format!("{at}/consent"), json!({})).await.assert(200);
        has(&world.look(Some(&lane.steward), &at).await.assert(200).body, &["it is taken from what is due to them by now"]);

        world.pass(crate::common::days(1)).await;
        lane.less_asked(&world, &purchase, "0.30").await;
        let told = world.get(&lane.steward, &at).await.assert(200).json();
        assert_eq!(told["lines"][0]["less"]["sum_minor"], 100, "only what waited when it was paid: {told}");
        world.assert_sound().await;
    }
}
