//! Rounding up under the standing mandate where offices are parted: the steward prepares, the treasurer consents.

use crate::common::{Shop, World, shop};
use serde_json::{Value, json};

/// Small sums are permitted, and there are eggs of the fund's, counted. Answers their offer.
async fn eggs(world: &World, lane: &Shop) -> String {
    let site = &world.running.site;
    let slug = lane.slug.clone();
    let community = site.db.read(move |reader| community::by_slug(reader, &slug)).await.unwrap().unwrap();
    let standing = Some(spending::Standing { fund: 1, month_minor: 50_000, each_minor: 50_000 });
    let (rules, now) = (spending::SpendingRules { standing, proof_above_minor: None }, site.now());
    let set =
        site.db.transact(community.community_id, move |tx| spending::set_spending_rules(tx, &rules, 1, now));
    set.await.unwrap();
    let offer = json!({
        "title": "Eggs", "story": "By the tray.", "audience": "members", "limit": "", "rest": "fund:1",
        "variants": [{ "title": "", "unit": "egg", "price": "13", "step": "1", "stock": "0" }], "parts": [],
    });
    world.post(&lane.steward, &lane.path("/offers"), offer).await.assert(201).text("id")
}

/// A mandate of ¥300 from the general fund. Answers its id.
async fn uncarried(world: &World, lane: &Shop) -> String {
    let site = &world.running.site;
    let slug = lane.slug.clone();
    let community = site.db.read(move |reader| community::by_slug(reader, &slug)).await.unwrap().unwrap();
    let (id, now) = (site.id(), site.now());
    let new = spending::NewMandate {
        id,
        kind: spending::MandateKind::Spending,
        purpose: "Honey for the pantry".to_owned(),
        fund: 1,
        ceiling_minor: 30_000,
        each_minor: None,
        starts_at: now,
        ends_at: now.plus(crate::common::days(30)),
        carried_by: None,
        decision: "prp_01kax0000000000000000000aa".to_owned(),
        decision_title: "Honey".to_owned(),
    };
    let granted = site.db.transact(community.community_id, move |tx| spending::grant_mandate(tx, &new, now));
    granted.await.unwrap();
    id.to_string()
}

testkit::both_engines! {
    /// Until the treasurer consents nobody else sees it; it waits on their own list, and its page says what to do to everybody who is asked
    /// something else.
    async fn the_steward_prepares_and_the_treasurer_opens(world: World) {
        let lane = shop(&world, "lane", true).await;
        let eggs = eggs(&world, &lane).await;
        let fields = [("case", json!("12")), ("remainder", json!("round_up"))];
        let new = lane.new_pool(&world, &format!("{eggs}.1"), &fields);
        let made = world.post(&lane.steward, &lane.path("/pools"), new).await.assert(201).json();
        assert_eq!(made["state"], "prepared", "{made}");
        let about = lane.path(&format!("/pools/{}", made["pool"].as_str().unwrap()));
        let consent = format!("{about}/consent");
        world.get(&lane.member, &about).await.assert(404);
        let list = world.get(&lane.member, &lane.path("/pools")).await.assert(200).body.clone();
        assert!(!list.contains(made["pool"].as_str().unwrap()), "{list}");
        let mine = world.get(&lane.steward, &about).await.assert(200).json();
        assert_eq!((&mine["state"], &mine["consent"]["mine"]), (&json!("prepared"), &json!(false)), "{mine}");
        let said = world.look(Some(&lane.steward), &about).await.assert(200).body.clone();
        assert!(said.contains("Waits for a treasurer") && !said.contains("name=\"seen_revision\""), "{said}");
        world.post(&lane.steward, &consent, json!({})).await.refused(403, "not_the_carrier");
        world.post(&lane.member, &consent, json!({})).await.refused(404, "no_such_page");
        let asked = world.get(&lane.treasurer, &about).await.assert(200).json();
        assert_eq!(asked["consent"]["mine"], json!(true), "{asked}");
        let home = world.look(Some(&lane.treasurer), &lane.path("")).await.assert(200).body.clone();
        assert!(home.contains(&about), "it waits for the treasurer: {home}");
        let parts = format!("{about}/parts");
        let part = json!({ "units": "1", "payment": "later" });
        world.post(&lane.member, &parts, part.clone()).await.refused(404, "no_such_page");
        world.post(&lane.steward, &parts, part).await.refused(409, "not_open_yet");
        // Changed since it was read.
        let later = json!({ "closes_at": world.clock.now().plus(crate::common::days(4)).to_string(), "reason": "Rain" });
        world.post(&lane.steward, &format!("{about}/extension"), later).await.assert(200);
        let seen = json!({ "seen_revision": asked["consent"]["revision"] });
        world.post(&lane.treasurer, &consent, seen).await.refused(409, "changed_since");
        let form = world.look(Some(&lane.treasurer), &about).await.assert(200).body.clone();
        assert!(form.contains("name=\"seen_revision\" value=\"2\""), "{form}");
        world.fill(Some(&lane.treasurer), &consent, &[("seen_revision", "2")]).await.assert(303);
        let open = world.get(&lane.member, &about).await.assert(200).json();
        assert_eq!((&open["state"], &open["consent"]), (&json!("open"), &Value::Null), "{open}");
        world.post(&lane.treasurer, &consent, json!({})).await.refused(409, "open_already");
        world.assert_sound().await;
    }

    /// Of a mandate that nobody carries whoever has prepared it is told that it waits for somebody else; another one who pays out is asked.
    async fn nobody_is_asked_to_consent_to_their_own(world: World) {
        let lane = shop(&world, "lane", true).await;
        lane.give_role(&world, &lane.treasurer, "steward").await.assert(204);
        lane.give_role(&world, &lane.member, "treasurer").await.assert(204);
        let offer = json!({
            "title": "Honey", "story": "From the roof.", "audience": "members", "limit": "", "rest": "fund:1",
            "variants": [{ "title": "", "unit": "jar", "price": "13", "step": "1", "stock": "" }], "parts": [],
        });
        let honey = world.post(&lane.steward, &lane.path("/offers"), offer).await.assert(201).text("id");
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let (supplier, _) = lane.supplied(&world, &rice).await;
        let fields = [("buying_supplier", json!(supplier)), ("buying_price", json!("8")), ("buying_mandate", json!(uncarried(&world, &lane).await))];
        let new = lane.new_pool(&world, &format!("{honey}.1"), &fields);
        let made = world.post(&lane.treasurer, &lane.path("/pools"), new).await.assert(201).json();
        assert_eq!(made["state"], "prepared", "{made}");
        let about = lane.path(&format!("/pools/{}", made["pool"].as_str().unwrap()));
        for (who, is_asked) in [(&lane.treasurer, false), (&lane.member, true)] {
            let home = world.get(who, &lane.path("")).await.assert(200).json();
            let to_do = home["sections"].as_array().unwrap().iter().find(|one| one["code"] == "own_parts");
            assert_eq!(to_do.is_some_and(|one| one.to_string().contains(&about)), is_asked, "{home}");
            let seen = world.get(who, &about).await.assert(200).json();
            assert_eq!(seen["consent"]["mine"], json!(is_asked), "{seen}");
            let page = world.look(Some(who), &about).await.assert(200).body.clone();
            let told = if is_asked { "You may consent, as you did not prepare it" } else { "Waits for somebody else who pays out" };
            assert!(page.contains(told), "{page}");
        }
        let desk = world.look(Some(&lane.treasurer), &lane.path("/desk")).await.assert(200).body.clone();
        assert!(desk.contains(&about) && desk.contains("Waits for somebody else who pays out"), "{desk}");
        let consent = format!("{about}/consent");
        world.post(&lane.treasurer, &consent, json!({})).await.refused(403, "nobody_carries");
        world.post(&lane.member, &consent, json!({})).await.assert(200);
        world.assert_sound().await;
    }

    /// The treasurer says no with a reason, which stands on its page for who prepared it.
    async fn a_treasurer_may_say_no(world: World) {
        let lane = shop(&world, "lane", true).await;
        let eggs = eggs(&world, &lane).await;
        let fields = [("case", json!("12")), ("remainder", json!("round_up"))];
        let new = lane.new_pool(&world, &format!("{eggs}.1"), &fields);
        let pool = world.post(&lane.steward, &lane.path("/pools"), new).await.assert(201).text("pool");
        let about = lane.path(&format!("/pools/{pool}"));
        let no = json!({ "reason": "Not this month" });
        world.post(&lane.member, &format!("{about}/cancellation"), no.clone()).await.refused(404, "no_such_page");
        world.post(&lane.treasurer, &format!("{about}/cancellation"), no).await.assert(200);
        let said = world.look(Some(&lane.steward), &about).await.assert(200).body.clone();
        assert!(said.contains("Not this month") && said.contains("Nobody had paid"), "{said}");
        world.post(&lane.treasurer, &format!("{about}/consent"), json!({})).await.refused(409, "already_closed");
        world.assert_sound().await;
    }
}
