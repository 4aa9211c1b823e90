//! What waits on a payment run is not paid singly without a word.

use crate::common::shop::today;
use crate::common::{World, shop};
use serde_json::json;

testkit::both_engines! {
    /// Eggs for 4.00, of which 1.00 was paid before and 3.00 waits on a run: said beside the button with a link, and taken with a tick
    /// only. What was answered before is answered again.
    async fn a_debt_on_a_run_is_paid_singly_with_a_tick_only(world: World) {
        let lane = shop(&world, "lane", true).await;
        let variant = lane.offer(&world, "Eggs", "2", "40").await;
        let (supplier, _) = lane.supplied(&world, &variant).await;
        lane.bought_of(&world, &supplier, &variant).await;
        let member = lane.member_id(&world, &lane.supplier).await;
        let (page, path) = (lane.path(&format!("/owed/{member}")), lane.path(&format!("/owed/{member}/payouts")));
        let paid = |amount: &str, tick: &str| json!({ "purse": "owed", "amount": amount, "arrived_on": today(&world),
            "reference": "transfer 12", "despite_run": tick });
        let before = paid("1.00", "");
        world.post_keyed(&lane.treasurer, &path, "first", before.clone()).await.assert(201);
        assert!(!world.look(Some(&lane.treasurer), &page).await.assert(200).body.contains("despite_run"));

        let run = lane.proposed_run(&world, &supplier, "3.00").await;
        let link = lane.path(&format!("/supply/runs/{run}"));
        let told = world.get(&lane.treasurer, &page).await.assert(200).json();
        let waiting = &told["waiting_runs"][0];
        assert_eq!((&waiting["number"], &waiting["amount_minor"], &waiting["is_consented"]), (&json!(1), &json!(300), &json!(false)), "{told}");
        let seen = world.look(Some(&lane.treasurer), &page).await.assert(200).body.clone();
        for words in [format!("href=\"{link}\""), "Payment run 1 waits for consent with ¥3.00 of it".to_owned(), "name=\"despite_run\"".to_owned()] {
            assert!(seen.contains(&words), "{words} in {seen}");
        }
        assert!(world.look_in_chinese(&lane.treasurer, &page).await.assert(200).body.contains("付款单 1 还等着另一个人同意"));
        // Whose it is reads what they are owed, and nothing of the run.
        let own = world.get(&lane.supplier, &page).await.assert(200).json();
        assert_eq!(own["waiting_runs"], json!([]), "{own}");

        assert!(!world.look(Some(&lane.steward), &link).await.assert(200).body.contains("Nothing left to pay"));
        world.post_keyed(&lane.treasurer, &path, "second", paid("3.00", "")).await.refused(409, "run_waits");
        world.post_keyed(&lane.treasurer, &path, "more", paid("9.00", "on")).await.refused(409, "more_than_owed");
        world.post_keyed(&lane.treasurer, &path, "first", before).await.assert(201);
        assert_eq!(world.get(&lane.treasurer, &page).await.assert(200).number("owed_minor"), 300);
        world.post_keyed(&lane.treasurer, &path, "second", paid("3.00", "on")).await.assert(201);
        assert_eq!(world.get(&lane.treasurer, &page).await.assert(200).number("owed_minor"), 0);
        // All of it was paid by hand: nothing of the run is left, and nobody is asked to consent.
        let seen = world.look(Some(&lane.steward), &link).await.assert(200).body.clone();
        for words in ["Nothing left to pay", "Nothing of this run is to be paid any more."] {
            assert!(seen.contains(words), "{words} in {seen}");
        }
        assert!(!seen.contains("/consent\""), "{seen}");
        // Called off, a run is in nobody's way.
        world.post(&lane.treasurer, &format!("{link}/cancellation"), json!({ "reason": "Paid by hand" })).await.assert(200);
        assert_eq!(world.get(&lane.treasurer, &page).await.assert(200).json()["waiting_runs"], json!([]));
        world.assert_sound().await;
    }
}
