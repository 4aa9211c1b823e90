//! From a decision to what it changes, and back from the books to the decision.

use crate::common::ballots::Decided;
use crate::common::{Shop, World, shop};
use governance::asks::{Action, Asks};
use governance::choice::Choice::Yes;
use kernel::Id;
use serde_json::{Value, json};
use std::time::Duration;

const DAY: Duration = Duration::from_secs(86_400);

impl Shop {
    /// Decided by everybody, and the time to appeal is over.
    async fn in_force(&self, world: &World, title: &str, actions: Vec<Action>) -> Decided {
        let mut voters = Vec::new();
        for someone in [&self.steward, &self.treasurer, &self.moderator] {
            voters.push(Id::parse(&self.member_id(world, someone).await).unwrap());
        }
        let votes: Vec<_> = voters.into_iter().map(|voter| (voter, Yes)).collect();
        let decided = self.decided(world, title, Asks { actions, ..Asks::default() }, &votes).await;
        let page = self.proposal(world, decided).await;
        assert_eq!((&page["stage"], &page["came_of"]["outcome"]), (&json!("passed"), &json!("passed")));
        assert!(page["came_of"]["due_at"].is_string() && page["came_of"]["deeds"] == json!([]));
        world.pass(DAY * 3).await;
        decided
    }

    async fn proposal(&self, world: &World, decided: Decided) -> Value {
        let path = self.path(&format!("/decisions/{}", decided.proposal));
        world.get(&self.member, &path).await.assert(200).json()
    }

    async fn look(&self, world: &World, path: &str) -> String {
        let page = world.look(Some(&self.member), path).await;
        assert_eq!(page.status, 200, "{path}: {}", page.body);
        page.body
    }
}

testkit::both_engines! {
    /// A vote is asked for while there is one to give; afterwards the page says in a line what came out, with its figures.
    async fn a_proposal_page_asks_for_the_vote_and_says_what_came_out(world: World) {
        let lane = shop(&world, "lane", true).await;
        let opened = lane.opened(&world, "Paint the gate", Asks::default()).await;
        let path = lane.path(&format!("/decisions/{}", opened.proposal));
        let button = format!("class=\"button\" href=\"/c/lane/ballots/{}\"", opened.ballot);
        let plain = format!("<a href=\"/c/lane/ballots/{}\"", opened.ballot);
        let page = lane.look(&world, &path).await;
        assert!(page.contains(&button) && page.contains("· published <time"), "{page}");
        let votes = lane.path(&format!("/ballots/{}/votes", opened.ballot));
        for (who, choice) in [(&lane.member, "yes"), (&lane.steward, "yes"), (&lane.moderator, "no")] {
            world.post(who, &votes, json!({ "choice": choice })).await.assert(200);
        }
        let voted = lane.look(&world, &path).await;
        assert!(!voted.contains(&button) && voted.contains(&plain), "{voted}");
        world.pass(DAY * 3).await;
        let closed = lane.look(&world, &path).await;
        assert!(!closed.contains(&button) && closed.contains(&plain), "{closed}");
        // What came of it, and the step of its way.
        assert_eq!(closed.matches("Passed: 2 for, 1 against").count(), 2, "{closed}");
        assert!(!closed.contains("“passed”"), "{closed}");
    }

    /// The next order is divided as it was decided, and who reads the books finds out by which decision.
    async fn the_books_lead_back_to_the_decision(world: World) {
        let lane = shop(&world, "lane", true).await;
        let variant = lane.offer(&world, "Brown rice", "12.50", "90").await;
        let offer = variant.trim_end_matches(".1").to_owned();
        let before = lane.sell(&world, &variant, "2", "25.00").await;
        let supplier = lane.member_id(&world, &lane.supplier).await;
        let split = Action::Split { offer: offer.clone(), words: format!("fund:1 2000bp, rest {supplier}") };
        let decided = lane.in_force(&world, "A fifth for the fund", vec![split]).await;
        let after = lane.sell(&world, &variant, "2", "25.00").await;

        let link = format!("/c/lane/decisions/{}", decided.proposal);
        for (order, version, names_it) in [(before, 1, false), (after, 2, true)] {
            let money = world.get(&lane.member, &lane.order_path(&order, "/money")).await.assert(200).json();
            assert_eq!(money["rules"][0]["version"], json!(version), "{money}");
            let settled = money["entries"].as_array().unwrap().iter().find(|one| one["kind"] == "settlement");
            let entry = lane.path(&format!("/books/entries/{}", settled.unwrap()["number"]));
            let told = world.get(&lane.member, &entry).await.assert(200).json();
            let decision = if names_it { json!(decided.proposal) } else { json!(null) };
            let split = &told["splits"][0];
            assert_eq!((&split["offer"], &split["version"], &split["decision"]), (&json!(offer), &json!(version), &decision));
            assert_eq!(split["decision_title"].is_string(), names_it, "{told}");
            for path in [entry.as_str(), &lane.order_path(&order, "/money")] {
                assert_eq!(lane.look(&world, path).await.contains(&link), names_it, "{path}");
            }
            // Visitors see which version it was, and no link to what is for members.
            let seen = world.look(None, &entry).await;
            assert!(seen.body.contains(&format!("split version {version}")) && !seen.body.contains(&link));
        }
        assert!(lane.look(&world, &lane.path(&format!("/offers/{offer}"))).await.contains(&link));
        let page = lane.look(&world, &link).await;
        assert!(page.contains(&format!("href=\"/c/lane/offers/{offer}\"")) && page.contains("/result\""), "{page}");
        world.assert_sound().await;
    }

    /// A mandate, a rule and a role: each page names the decision, and the decision leads to each.
    async fn a_decision_leads_to_what_it_made(world: World) {
        let lane = shop(&world, "lane", true).await;
        let supplier = lane.member_id(&world, &lane.supplier).await;
        let decided = lane.in_force(&world, "Lamps for the lane", vec![
            Action::Mandate {
                purpose: "Three lamps".to_owned(),
                fund: 1,
                ceiling_minor: 50_000,
                ends_at_us: world.clock.now().plus(DAY * 90).micros,
                carried_by: Some(Id::parse(&supplier).unwrap()), kind: governance::asks::MandateUse::Spending },
            Action::AddRule { rule: "Lamps are out at midnight".to_owned(), reason: "Sleep".to_owned() },
            Action::Role { member: Id::parse(&supplier).unwrap(), role: "moderator".to_owned(), give: true },
        ]).await;
        let page = lane.proposal(&world, decided).await;
        let deeds = page["came_of"]["deeds"].as_array().unwrap();
        assert!(deeds.iter().all(|deed| deed["state"] == "done"), "{deeds:?}");
        assert_eq!(page["stage"], json!("in_force"));
        let mandate = deeds[0]["result"].as_str().unwrap();
        let link = format!("/c/lane/decisions/{}", decided.proposal);
        let shown = lane.look(&world, &link).await;
        for there in [format!("/mandates/{mandate}"), "/charter?version=2".to_owned(), format!("/members/{supplier}")] {
            assert!(shown.contains(&format!("href=\"/c/lane{there}\"")), "{there} in {shown}");
        }
        for path in ["/charter".to_owned(), format!("/members/{supplier}")] {
            assert!(lane.look(&world, &lane.path(&path)).await.contains(&link), "{path}");
        }
        let history = world.get(&lane.member, &lane.path(&format!("/members/{supplier}"))).await.json()["history"].clone();
        assert_eq!(history[0]["decision"], json!(decided.proposal));
    }

    /// What can be owned is decided by a ballot: the decision leads to it and it to the decision. Price and terms are for members past
    /// probation, on its page, in the list and in the proposal.
    async fn what_can_be_owned_comes_from_a_decision(world: World) {
        let lane = shop(&world, "lane", true).await;
        let decided = lane.in_force(&world, "An oven of our own", vec![Action::Instrument {
            kind: "member_capital".to_owned(),
            name: "Oven".to_owned(),
            fund: 1,
            price_minor: 5_000,
            units_max: 40,
            units_each_max: 4,
            terms: "A part of the oven in the yard".to_owned(),
            risk: "It may burn down".to_owned(),
        }]).await;
        let made = lane.proposal(&world, decided).await["came_of"]["deeds"][0]["result"].as_str().unwrap().to_owned();
        let (decision, own) = (format!("/c/lane/decisions/{}", decided.proposal), format!("/c/lane/instruments/{made}"));
        let page = lane.look(&world, &decision).await;
        assert!(page.contains(&format!("href=\"{own}\"")) && page.contains("It may burn down"), "{page}");
        let page = lane.look(&world, &own).await;
        for there in [decision.as_str(), "50.00", "A part of the oven in the yard", "It may burn down", "promises no return"] {
            assert!(page.contains(there), "{there} in {page}");
        }
        assert!(lane.look(&world, "/c/lane/instruments").await.contains(&own));
        let told = world.get(&lane.member, &own).await.assert(200).json();
        assert_eq!((&told["terms"]["units_left"], &told["decision"]), (&json!(40), &json!(decided.proposal)));

        // A charter with probation, and somebody who comes then.
        let newcomer = lane.on_probation(&world).await;
        for path in [own.as_str(), "/c/lane/instruments", decision.as_str()] {
            let page = world.look(Some(&newcomer), path).await;
            assert_eq!(page.status, 200, "{path}");
            let told = world.get(&newcomer, path).await.assert(200).json().to_string();
            for hidden in ["50.00", "A part of the oven in the yard", "It may burn down", "5000"] {
                assert!(!page.body.contains(hidden) && !told.contains(hidden), "{hidden} at {path}: {}", page.body);
            }
            assert!(page.body.contains("Oven"), "{path}");
        }
        world.get(&newcomer, "/c/lane/instruments/ins_00000000000000000000000000").await.assert(404);
    }

    /// What could not be done is said in words, and tried again by who answers for it: from a page, once.
    async fn a_failed_deed_is_said_and_tried_again(world: World) {
        let lane = shop(&world, "lane", true).await;
        let supplier = lane.member_id(&world, &lane.supplier).await;
        let role = Action::Role { member: Id::parse(&supplier).unwrap(), role: "moderator".to_owned(), give: true };
        // Given by hand in the meantime, the role cannot be given again.
        lane.give_role(&world, &lane.supplier, "moderator").await.assert(204);
        let decided = lane.in_force(&world, "A second moderator", vec![role]).await;
        let path = lane.path(&format!("/decisions/{}", decided.proposal));
        let attempts = format!("{path}/deeds/1/attempts");
        let shown = lane.look(&world, &path).await;
        assert!(shown.contains("not done") && shown.contains(&attempts), "{shown}");
        let page = lane.proposal(&world, decided).await;
        assert_eq!(page["came_of"]["deeds"][0]["refusal"], json!("has_role_already"));
        // Not only there: wherever one sees where it stands, and before whoever has to see to it.
        assert_eq!((&page["stage"], &page["failed_count"]), (&json!("in_force"), &json!(1)));
        let (home, desk) = (lane.path(""), lane.path("/desk"));
        for (who, path) in [
            (&lane.supplier, &path), (&lane.supplier, &lane.path("/decisions")), (&lane.member, &home), (&lane.steward, &desk),
        ] {
            let seen = world.look(Some(who), path).await.assert(200).body.clone();
            assert!(seen.contains("Passed, not all could be done"), "{path}: {seen}");
        }
        let others = world.look(Some(&lane.treasurer), &home).await.assert(200).body.clone();
        assert!(!others.contains("Passed, not all could be done"), "{others}");
        let stranger = world.look(Some(&lane.moderator), &path).await;
        assert!(!stranger.body.contains(&attempts));
        world.post(&lane.moderator, &attempts, json!({})).await.assert(403);
        assert_eq!(world.post(&lane.member, &attempts, json!({})).await.assert(200).text("state"), "failed");
        let taken = json!({ "role": "moderator", "change": "take", "reason": "To be given by decision" });
        world.post(&lane.steward, &lane.path(&format!("/members/{supplier}/roles")), taken).await.assert(204);
        let filled = world.fill(Some(&lane.member), &attempts, &[]).await;
        assert_eq!(filled.status, 303, "{}", filled.body);
        world.post(&lane.member, &attempts, json!({})).await.assert(409);
        world.post(&lane.member, &format!("{path}/deeds/2/attempts"), json!({})).await.assert(404);
        let shown = lane.look(&world, &path).await;
        assert!(shown.contains("Done: ") && !shown.contains("Deed 1") && !shown.contains(&attempts), "{shown}");
    }
}
