//! From a picture of what is broken to what comes of it, as a browser and as a program.

use crate::common::shop::day;
use crate::common::{PASSWORD, World, shop};
use crate::spending::photo;
use serde_json::{Value, json};
use std::time::Duration;

const DAYS: fn(u64) -> Duration = |days| Duration::from_secs(days * 86_400);

testkit::both_engines! {
    /// The buyer complains with a picture, the steward proposes money, the buyer agrees: twice clicked, once posted.
    async fn a_complaint_with_a_picture_becomes_money(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let order = lane.handed_over(&world, &rice, "2").await;
        let path = |rest: &str| lane.order_path(&order, &format!("/complaints{rest}"));
        let form = world.look(Some(&lane.member), &path("/new")).await.assert(200).body.clone();
        assert!(form.contains("name=\"photos\"") && form.contains("name=\"quantity_1\""), "{form}");
        world.get(&lane.steward, &path("/new")).await.assert(404);
        let picture = photo(b"weevils");
        let fields = [("kind", "damaged"), ("quantity_1", "1"), ("reason", "weevils in the bag")];
        let send = async |files: &[(&str, &str, &[u8])]| {
            world.upload(&lane.member, &path(""), "weevils", &fields, files).await
        };
        let refused = send(&[("photos", "a.png", b"<svg/>")]).await;
        refused.refused(422, "invalid_input");
        assert_eq!(refused.json()["errors"][0]["field"], "photos");
        for _ in 0..2 {
            send(&[("photos", "kitchen.jpg", &picture)]).await.assert(200);
        }
        let seen = async |who| world.get(who, &lane.order_path(&order, "")).await.assert(200).json();
        let mine = seen(&lane.member).await;
        let complaint = &mine["complaints"][0];
        assert_eq!((&complaint["state"], &complaint["kind"]), (&json!("waiting"), &json!("damaged")));
        assert_eq!((&complaint["lines"][0]["quantity"], &complaint["photo_count"]), (&json!("1"), &json!(1)));
        let file = complaint["photos"][0]["href"].as_str().unwrap().to_owned();
        // The buyer and those who answer see it, nobody else.
        for (who, status) in [(&lane.member, 200), (&lane.steward, 200), (&lane.treasurer, 200), (&lane.supplier, 403)] {
            world.get(who, &file).await.assert(status);
        }
        let answer = world.look(Some(&lane.steward), &path("/answer")).await.assert(200).body.clone();
        assert!(answer.contains(&file) && answer.contains("weevils in the bag"), "{answer}");
        // Reckoned by the piece that was named, not by all of its line.
        let read = world.get(&lane.steward, &path("/answer")).await.assert(200).json();
        assert_eq!((&read["named_minor"], &read["left_minor"]), (&json!(1_250), &json!(2_500)), "{read}");
        assert!(answer.contains("value=\"12.50\""), "{answer}");
        let propose = async |remedy: Value| world.post(&lane.steward, &path("/answer"), remedy).await;
        propose(json!({ "remedy": "refund", "amount": "99", "reason": "sorry" })).await.refused(409, "more_than_paid");
        propose(json!({ "remedy": "refund", "reason": "sorry" })).await.refused(422, "invalid_input");
        propose(json!({ "remedy": "cake", "reason": "sorry" })).await.refused(422, "invalid_input");
        propose(json!({ "remedy": "refund", "amount": "6.25", "reason": "half of it" })).await.assert(200);
        let listed = world.get(&lane.steward, &lane.path("/complaints")).await.assert(200).json();
        assert_eq!((&listed["count"], &listed["proposed_count"]), (&json!(0), &json!(1)));
        let waiting = world.get(&lane.steward, &lane.path("/complaints?state=proposed")).await.assert(200).json();
        assert_eq!(waiting["complaints"][0]["complaint"]["proposals"][0]["amount_minor"], 625);
        let desk = world.look(Some(&lane.steward), &lane.path("/desk")).await.assert(200).body.clone();
        assert!(desk.contains("complaints?state=proposed"), "{desk}");
        let home = world.look(Some(&lane.member), &lane.path("")).await.assert(200).body.clone();
        assert!(home.contains("An answer to your complaint"), "{home}");
        let page = world.look(Some(&lane.member), &lane.order_path(&order, "")).await.assert(200).body.clone();
        assert!(page.contains("¥6.25 back") && page.contains("/complaints/agreement"), "{page}");
        world.post(&lane.member, &path("/agreement"), json!({ "proposal": "2" })).await.refused(409, "proposal_changed");
        world.post(&lane.steward, &path("/agreement"), json!({ "proposal": "1" })).await.refused(403, "not_yours");
        for _ in 0..2 {
            world.post_keyed(&lane.member, &path("/agreement"), "agree", json!({ "proposal": "1" })).await.assert(200);
        }
        let other = json!({ "proposal": "2" });
        world.post_keyed(&lane.member, &path("/agreement"), "agree", other).await.refused(409, "key_reused");
        let mine = seen(&lane.member).await;
        assert_eq!((&mine["refunded_minor"], &mine["complaints"][0]["state"]), (&json!(625), &json!("agreed")));
        let steps: Vec<_> = mine["steps"].as_array().unwrap().iter().map(|step| step["step"].clone()).collect();
        assert_eq!(steps[steps.len() - 4..], ["complained", "complaint_answered", "remedy_agreed", "refunded"].map(Value::from));
        world.assert_sound().await;
        // All of it is in the export, and gone when the buyer is.
        let kept = world.get(&lane.member, "/me/data").await.assert(200).json()["kept"]["market"].to_string();
        let name = file.rsplit('/').next().unwrap();
        assert!(kept.contains(name) && kept.contains("weevils in the bag") && kept.contains("\"refund\""), "{kept}");
        world.pass(DAYS(8)).await;
        let erase = json!({ "current_password": PASSWORD, "confirm": "on" });
        assert_eq!(world.post(&lane.member, "/me/erasure", erase).await.status, 204);
        world.get(&lane.steward, &file).await.refused(404, "no_such_file");
        let page = seen(&lane.steward).await.to_string();
        assert!(!page.contains("weevils"), "{page}");
        let (shelf, db) = (files::Shelf::at(&world.files.0), world.running.site.db.clone());
        assert!(files::missing(&shelf, &db).await.unwrap().is_empty());
    }

    /// Declined with a reason, then the goods once more: an order of its own that costs nothing.
    async fn a_declined_proposal_is_followed_by_goods(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let order = lane.handed_over(&world, &rice, "2").await;
        let path = |rest: &str| lane.order_path(&order, &format!("/complaints{rest}"));
        let wrong = json!({ "kind": "missing", "lines": [{ "line": 1, "quantity": "1" }], "reason": "one bag only" });
        world.post(&lane.member, &path(""), json!({ "kind": "missing", "reason": "x" })).await.refused(422, "lines_missing");
        world.post(&lane.supplier, &path(""), wrong.clone()).await.refused(403, "not_yours");
        world.post(&lane.member, &path(""), wrong).await.assert(200);
        world.fill(Some(&lane.steward), &path("/answer"), &[("remedy", "nothing"), ("reason", "I saw two")]).await.assert(303);
        let no = [("proposal", "1"), ("reason", "")];
        let page = world.fill(Some(&lane.member), &path("/refusal"), &no).await.assert(422).body.clone();
        assert!(page.contains("/complaints/refusal"), "{page}");
        let no = [("proposal", "1"), ("reason", "look at the scales")];
        world.fill(Some(&lane.member), &path("/refusal"), &no).await.assert(303);
        let page = world.look(Some(&lane.steward), &lane.order_path(&order, "")).await.assert(200).body.clone();
        assert!(page.contains("look at the scales"), "{page}");
        let again = [("remedy", "replacement"), ("quantity_1", "1"), ("reason", "you are right")];
        world.fill(Some(&lane.steward), &path("/answer"), &again).await.assert(303);
        world.fill(Some(&lane.member), &path("/agreement"), &[("proposal", "2")]).await.assert(303);
        let told = world.get(&lane.member, &lane.order_path(&order, "")).await.assert(200).json();
        let follow_up = told["complaints"][0]["proposals"][1]["order"].as_str().unwrap().to_owned();
        let second = world.get(&lane.member, &lane.order_path(&follow_up, "")).await.assert(200).json();
        assert_eq!((&second["state"], &second["replaces"], &second["total_minor"]), (&json!("paid"), &json!(order), &json!(1_250)));
        // It waits to be handed over as any paid order does.
        let packing = world.look(Some(&lane.steward), &lane.path("/packing")).await.assert(200).body.clone();
        assert!(packing.contains(&follow_up), "{packing}");
        // Nobody chose a point for it yet: the page says so, and it is chosen as of any order.
        let page = world.look(Some(&lane.member), &lane.order_path(&follow_up, "")).await.assert(200).body.clone();
        assert!(page.contains("does not join your other orders"), "{page}");
        let (point, _) = lane.pick_up(&world, &rice).await;
        let slot = json!({ "point": point, "slot": format!("{} 00:00", day(&world)) });
        world.post(&lane.member, &lane.order_path(&follow_up, "/pickup"), slot).await.assert(200);
        let packed = world.get(&lane.supplier, &lane.path(&format!("/pickup/{point}/packing"))).await.assert(200).json();
        assert_eq!((&packed["totals"][0]["quantity"], &packed["totals"][0]["orders"]), (&json!("3"), &json!(2)), "{packed}");
        world.assert_sound().await;
    }
}
