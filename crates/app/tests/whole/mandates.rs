//! Where people find what may be spent, what they are told when a fund cannot give it, and what waits for whom.

use crate::common::{World, days, shop};
use governance::asks::{Action, Asks};
use serde_json::{Value, json};

testkit::both_engines! {
    /// Front page and decisions show the mandates in force with budget against actual; when its time has passed a mandate is over,
    /// although nobody ended it.
    async fn mandates_are_found_while_they_are_in_force(world: World) {
        let lane = shop(&world, "lane", true).await;
        let home = world.look(Some(&lane.supplier), &lane.path("")).await.assert(200).body.clone();
        assert!(!home.contains("Mandates in force"), "there never was one: {home}");
        let mandate = lane.mandate(&world, 8_000).await;
        let link = lane.path(&format!("/mandates/{mandate}"));
        for way in ["", "/decisions"] {
            let page = world.look(Some(&lane.supplier), &lane.path(way)).await.assert(200).body.clone();
            assert!(page.contains(&link) && page.contains("¥0.00 of ¥80.00 spent") && page.contains("¥80.00 left"), "{page}");
        }
        assert!(!world.look(None, &lane.path("")).await.body.contains(&link), "for members");
        let state = async || {
            let list = world.get(&lane.supplier, &lane.path("/mandates")).await.assert(200).json();
            list["mandates"][0]["state"].clone()
        };
        assert_eq!(state().await, "active");
        world.clock.advance(days(30));
        assert_eq!(state().await, "over");
        let over = world.look(Some(&lane.supplier), &link).await.assert(200).body.clone();
        assert!(over.contains("Over") && over.contains("Not used") && !over.contains("<dt>Left</dt>"), "{over}");
        let list = world.look(Some(&lane.supplier), &lane.path("/mandates")).await.assert(200).body.clone();
        assert!(list.contains("Not used"), "{list}");
        for way in ["", "/decisions"] {
            let page = world.look(Some(&lane.supplier), &lane.path(way)).await.assert(200).body.clone();
            assert!(!page.contains(&link) && page.contains("No mandate is in force now."), "{page}");
        }
    }

    /// Who carries a mandate out is told what others ask for under it, until somebody has decided on it.
    async fn a_carrier_is_told_what_waits(world: World) {
        let lane = shop(&world, "lane", true).await;
        let mine = async |who| world.get(who, &lane.path("/mine")).await.assert(200).json();
        let carried = |page: Value| {
            let sections = page["sections"].as_array().unwrap().clone();
            sections.into_iter().find(|one| one["code"] == "mandates_carried").map(|one| one["rows"].clone())
        };
        assert_eq!(carried(mine(&lane.member).await), None);
        let mandate = lane.mandate(&world, 8_000).await;
        assert_eq!(carried(mine(&lane.member).await).unwrap()[0]["count"], Value::Null);
        let mut asked = Vec::new();
        for amount in ["5.00", "7.50"] {
            let wanted = lane.wanted(&world, &mandate, amount).await;
            let wanted: serde_json::Map<String, Value> =
                wanted.into_iter().map(|(name, value)| (name.to_owned(), json!(value))).collect();
            let answer = world.post(&lane.supplier, &lane.path("/expenses"), Value::Object(wanted)).await;
            asked.push(answer.assert(201).text("expense"));
        }
        let row = carried(mine(&lane.member).await).unwrap()[0].clone();
        assert_eq!((&row["count"], &row["note"]), (&json!(2), &json!("Waiting for approval: 2 expenses, ¥12.50 together")));
        assert_eq!(carried(mine(&lane.supplier).await), None, "theirs to carry out is nothing");
        let path = lane.path(&format!("/mandates/{mandate}"));
        let told = world.get(&lane.supplier, &path).await.assert(200).json();
        assert_eq!((&told["waiting_count"], &told["waiting_minor"]), (&json!(2), &json!(1_250)));
        let page = world.look(Some(&lane.member), &path).await.assert(200).body.clone();
        assert!(page.contains("2 expenses, ¥12.50 together"), "{page}");
        for id in &asked {
            let no = json!({ "reason": "Not now" });
            world.post(&lane.steward, &lane.path(&format!("/expenses/{id}/refusal")), no).await.assert(200);
        }
        assert_eq!(carried(mine(&lane.member).await).unwrap()[0]["count"], Value::Null);
        world.clock.advance(days(30));
        assert_eq!(carried(mine(&lane.member).await), None, "it is over");
    }

    /// More than the fund has is said while it is decided on, and on the mandate; it is no reason to refuse.
    async fn a_ceiling_above_its_fund_is_said(world: World) {
        let lane = shop(&world, "lane", true).await;
        let income = json!({ "kind": "opening", "amount": "100.00", "what": "Passbook",
            "received_on": crate::common::shop::day(&world) });
        world.post(&lane.treasurer, &lane.path("/receipts"), income).await.assert(201);
        let asks = |ceiling_minor| Asks {
            actions: vec![Action::Mandate {
                purpose: "Lamps".to_owned(),
                fund: 1,
                ceiling_minor,
                ends_at_us: world.clock.now().plus(days(90)).micros,
                carried_by: None, kind: governance::asks::MandateUse::Spending }],
            ..Asks::default()
        };
        for (ceiling, short) in [(10_000, false), (10_001, true)] {
            let decided = lane.opened(&world, "Lamps", asks(ceiling)).await;
            let path = lane.path(&format!("/decisions/{}", decided.proposal));
            let told = world.get(&lane.member, &path).await.assert(200).json();
            assert_eq!(!told["warnings"].as_array().unwrap().is_empty(), short, "{told}");
            let page = world.look(Some(&lane.member), &path).await.assert(200).body.clone();
            assert_eq!(page.contains("has only ¥100.00 to spend now"), short, "{page}");
        }
        for (ceiling, short) in [(10_000, false), (10_001, true)] {
            let mandate = lane.mandate(&world, ceiling).await;
            let page = world.look(Some(&lane.member), &lane.path(&format!("/mandates/{mandate}"))).await;
            assert_eq!(page.assert(200).body.contains("The fund has only ¥100.00"), short, "{page:?}");
        }
    }

    /// What an approver asks for, or is paid, waits for somebody else.
    async fn the_desk_counts_what_the_approver_can_decide(world: World) {
        let lane = shop(&world, "lane", true).await;
        let mandate = lane.mandate(&world, 8_000).await;
        let path = lane.path("/expenses");
        let counted = async |desk: &Value| {
            let rows = desk["sections"].as_array().unwrap().iter().flat_map(|section| section["rows"].as_array().unwrap());
            rows.filter(|row| row["title"] == "Expenses to approve").map(|row| row["count"].clone()).next()
        };
        let desks = async || {
            let mut counts = Vec::new();
            for who in [&lane.treasurer, &lane.steward] {
                counts.push(counted(&world.get(who, &lane.path("/desk")).await.assert(200).json()).await);
            }
            counts
        };
        let wanted = lane.wanted(&world, &mandate, "5.00").await;
        let mut wanted: serde_json::Map<String, Value> =
            wanted.into_iter().map(|(name, value)| (name.to_owned(), json!(value))).collect();
        world.post(&lane.treasurer, &path, Value::Object(wanted.clone())).await.assert(201);
        assert_eq!(desks().await, [None, Some(json!(1))], "the treasurer's own");
        wanted.insert("payee_member".to_owned(), json!(lane.member_id(&world, &lane.treasurer).await));
        world.post(&lane.member, &path, Value::Object(wanted.clone())).await.assert(201);
        assert_eq!(desks().await, [None, Some(json!(2))], "paid to the treasurer");
        wanted.remove("payee_member");
        wanted.insert("payee_name".to_owned(), json!("Steel Ltd"));
        world.post(&lane.member, &path, Value::Object(wanted)).await.assert(201);
        assert_eq!(desks().await, [Some(json!(1)), Some(json!(3))]);
    }
}
