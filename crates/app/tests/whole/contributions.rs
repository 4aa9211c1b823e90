//! Giving, by its pages: claimed with a picture, confirmed by two, disputed by a third, decided, and counted.

use crate::common::shop::day;
use crate::common::{World, program, shop};
use axum::http::Method;
use serde_json::{Value, json};

const DAY: std::time::Duration = std::time::Duration::from_secs(86_400);

testkit::both_engines! {
    /// Before anything is agreed the page says so and leads to where it is agreed on.
    async fn nothing_counts_before_it_is_agreed_how(world: World) {
        let lane = shop(&world, "lane", true).await;
        let list = lane.path("/contributions");
        let page = world.look(Some(&lane.member), &list).await;
        assert!(page.body.contains("Nothing is agreed yet") && page.body.contains("/contributions/rules"), "{}", page.body);
        let given = json!({ "rate": "cost", "amount": "20", "what": "Flour", "fund": "1", "done_on": day(&world) });
        world.post(&lane.member, &list, given).await.refused(409, "no_contribution_rules");

        // By the form, with a name but no price: told beside the field, and what was typed stays.
        let rules = lane.path("/contributions/rules");
        let page = world.look(Some(&lane.steward), &format!("{rules}/edit")).await;
        assert!(page.body.contains("rate_1_name") && page.body.contains("value=\"2\""), "{}", page.body);
        let mut fields = vec![("valuing", "slices"), ("unpaid", "2"), ("cash", "4"), ("confirmation_count", "2"),
            ("dispute_days", "7"), ("from", "0"), ("reason", "Agreed"), ("rate_1_name", "Baking"), ("rate_1_per", "hour")];
        let half = world.fill(Some(&lane.steward), &rules, &fields).await;
        assert!(half.status == 422 && half.body.contains("value=\"Baking\""), "{}", half.body);
        fields.push(("rate_1_price", "30"));
        world.fill(Some(&lane.steward), &rules, &fields).await.assert(303);
        let page = world.look(Some(&lane.member), &rules).await;
        for there in ["Baking", "¥30.00 an hour", "Slices (dynamic equity)", "× 4", "2 others", "Agreed"] {
            assert!(page.body.contains(there), "{there}: {}", page.body);
        }
        let charter = world.look(Some(&lane.member), &lane.path("/charter")).await;
        assert!(charter.body.contains("Rules of contributions"), "{}", charter.body);
        assert!(!world.look(None, &lane.path("/charter")).await.body.contains("Rules of contributions"));
        world.post(&lane.steward, &rules, json!({ "valuing": "slices", "confirmation_count": "2", "dispute_days": "7",
            "rates": [{ "name": "Baking", "price": "30" }], "from": "0", "reason": "Late" }))
            .await
            .refused(409, "contribution_rules_moved");
        world.assert_sound().await;
    }

    /// From the claim to what counts; each sees what is theirs to do.
    async fn claimed_confirmed_and_counted(world: World) {
        let lane = shop(&world, "lane", true).await;
        lane.contribution_rules(&world, "slices").await;
        let list = lane.path("/contributions");
        let page = world.look(Some(&lane.member), &format!("{list}/new")).await;
        for there in ["Baking (¥30.00 an hour)", "Bought with my own money", "name=\"files\"", "name=\"rules_version\" value=\"1\""] {
            assert!(page.body.contains(there), "{there}: {}", page.body);
        }
        let typed = day(&world);
        let wanted = [("rate", "1"), ("quantity", "2.5"), ("paid", "15"), ("what", "Baked for the market"),
            ("fund", "1"), ("done_on", typed.as_str()), ("rules_version", "1")];
        let picture: &[(&str, &str, &[u8])] = &[("files", "list.pdf", b"%PDF-1.4 who was there")];
        let sent = world.upload(&lane.member, &list, "k1", &wanted, picture).await.assert(201).json();
        // (75.00 - 15.00) x 2, as slices.
        assert_eq!(sent["value"], json!(12_000));
        let again = world.upload(&lane.member, &list, "k1", &wanted, picture).await.assert(201).json();
        assert_eq!(sent, again, "a double click claims once");
        let id = sent["contribution"].as_str().unwrap();
        let own = format!("{list}/{id}");
        let page = world.look(Some(&lane.member), &own).await;
        for there in ["120.00 slices", "less ¥15.00 paid", "times 2", "0 of 2", "list.pdf", "Withdraw"] {
            assert!(page.body.contains(there), "{there}: {}", page.body);
        }
        assert!(!page.body.contains("Yes, it was so"), "nobody is asked about their own: {}", page.body);
        let file = world.get(&lane.member, &own).await.assert(200).json();
        let href = file["files"][0]["href"].as_str().unwrap().to_owned();
        assert_eq!(world.look(Some(&lane.supplier), &href).await.status, 200);
        assert!(world.send(program(Method::GET, &own, None, None)).await.turned_away());

        for (who, state) in [(&lane.supplier, "claimed"), (&lane.moderator, "confirmed")] {
            assert!(world.look(Some(who), &lane.path("")).await.body.contains("Was it so?"), "the home page asks");
            let page = world.look(Some(who), &own).await;
            assert!(page.body.contains("Yes, it was so"), "{}", page.body);
            let done = world.post(who, &format!("{own}/confirmations"), json!({})).await.assert(200).json();
            assert_eq!(done["state"], json!(state));
        }
        world.post(&lane.member, &format!("{own}/confirmations"), json!({})).await.refused(403, "own_contribution");
        world.pass(DAY * 7).await;
        let told = world.get(&lane.member, &own).await.assert(200).json();
        let steps: Vec<&Value> = told["steps"].as_array().unwrap().iter().map(|step| &step["step"]).collect();
        assert_eq!(steps, ["claimed", "confirmed", "confirmed", "recorded"]);
        let mine = world.look(Some(&lane.member), &lane.path("/mine")).await;
        assert!(mine.body.contains("What I gave") && mine.body.contains("120.00 slices"), "{}", mine.body);
        let listed = world.get(&lane.member, &format!("{list}?mine=1")).await.assert(200).json();
        assert_eq!((&listed["mine_value"], &listed["counted_in"]), (&json!(12_000), &json!("slices")));
        world.assert_sound().await;
    }

    /// Somebody objects; the desk of who may decide has it, and who has a part in it is told why not.
    async fn disputed_and_decided(world: World) {
        let lane = shop(&world, "lane", true).await;
        lane.contribution_rules(&world, "money").await;
        let id = lane.contribution(&world).await;
        let own = lane.path(&format!("/contributions/{id}"));
        for who in [&lane.steward, &lane.moderator] {
            world.post(who, &format!("{own}/confirmations"), json!({})).await.assert(200);
        }
        let unsaid = world.fill(Some(&lane.supplier), &format!("{own}/disputes"), &[("reason", " ")]).await;
        assert!(unsaid.status == 422 && unsaid.body.contains("Give a reason"), "{}", unsaid.body);
        world.fill(Some(&lane.supplier), &format!("{own}/disputes"), &[("reason", "The oven was off")]).await.assert(303);
        world.pass(DAY * 30).await;
        let desk = world.look(Some(&lane.treasurer), &lane.path("/desk")).await;
        assert!(desk.body.contains("Disputed") && desk.body.contains(&own), "{}", desk.body);
        let page = world.look(Some(&lane.steward), &own).await;
        assert!(page.body.contains("another steward or treasurer decides"), "{}", page.body);
        let ruling = format!("{own}/ruling");
        let stands = json!({ "ruling": "stands", "reason": "I was there" });
        world.post(&lane.steward, &ruling, stands.clone()).await.refused(403, "confirmed_by_you");
        world.post(&lane.member, &ruling, stands).await.refused(403, "lacks_power");
        let whole = [("ruling", "part"), ("share", "3/2"), ("reason", "Half of it")];
        let whole = world.fill(Some(&lane.treasurer), &ruling, &whole).await;
        assert!(whole.status == 422 && whole.body.contains("value=\"3/2\""), "{}", whole.body);
        let torn = json!({ "ruling": "stands", "share": "50%", "reason": "Half of it" });
        let torn = world.post(&lane.treasurer, &ruling, torn).await;
        assert!(torn.status == 422 && torn.body.contains("\"share\""), "{}", torn.body);
        let half = json!({ "ruling": "part", "share": "50%", "reason": "Half of it" });
        let told = world.post(&lane.treasurer, &ruling, half).await.assert(200).json();
        assert_eq!((&told["state"], &told["value"]), (&json!("recorded"), &json!(3_000)));
        let page = world.look(Some(&lane.member), &own).await;
        for there in ["The oven was off", "Half of it", "0.5 of it counts", "¥30.00"] {
            assert!(page.body.contains(there), "{there}: {}", page.body);
        }
        world.assert_sound().await;
    }

    /// A member calls, another offers, does it and hands it in; what is accepted in part is claimed in part.
    async fn called_for_taken_on_and_accepted(world: World) {
        let lane = shop(&world, "lane", true).await;
        let none = world.look(Some(&lane.member), &lane.path("/contributions/calls")).await;
        assert!(none.body.contains("Nothing is agreed yet"), "{}", none.body);
        lane.contribution_rules(&world, "money").await;
        let list = lane.path("/contributions/calls");
        let typed = [("title", "Bake for the fair"), ("rate", "1"), ("people", "1"), ("fund", "1"), ("due", "2100-01-01")];
        let half = world.fill(Some(&lane.member), &list, &typed).await;
        assert!(half.status == 422 && half.body.contains("value=\"Bake for the fair\""), "{}", half.body);
        let call = lane.call_for_help(&world).await;
        let own = lane.path(&format!("/contributions/calls/{call}"));
        let listed = world.look(Some(&lane.supplier), &list).await;
        assert!(listed.body.contains(&own) && listed.body.contains("0 of 2"), "{}", listed.body);
        let page = world.look(Some(&lane.supplier), &own).await;
        for there in ["I will help", "Baking, ¥30.00 an hour, about 3 hours each", "0 of 2 taken on"] {
            assert!(page.body.contains(there), "{there}: {}", page.body);
        }
        world.fill(Some(&lane.supplier), &format!("{own}/offers"), &[("note", "I have the oven")]).await.assert(303);
        world.post(&lane.supplier, &format!("{own}/offers"), json!({})).await.refused(409, "applied_already");
        let baker = lane.member_id(&world, &lane.supplier).await;
        let page = world.look(Some(&lane.member), &own).await;
        assert!(page.body.contains("I have the oven") && page.body.contains("Take on"), "{}", page.body);
        world.fill(Some(&lane.member), &format!("{own}/assignments"), &[("member", &baker)]).await.assert(303);
        assert!(world.look(Some(&lane.supplier), &own).await.body.contains("name=\"done\""));
        // With what shows it: who judges looks at it, and then who confirms.
        let photo: &[(&str, &str, &[u8])] = &[("files", "loaves.pdf", b"%PDF-1.4 forty of them")];
        world.upload(&lane.supplier, &format!("{own}/results"), "h1", &[("done", "Forty loaves"), ("quantity", "6")], photo).await.assert(200);
        let judging = world.look(Some(&lane.member), &own).await.assert(200).body.clone();
        assert!(judging.contains("name=\"verdict\"") && judging.contains("loaves.pdf"), "{judging}");
        // What was handed in, what was agreed, what it comes to, and that it is more: before anything is accepted.
        for there in ["6 hours × ¥30.00", "3 hours", "¥180.00", "More was handed in than agreed"] {
            assert!(judging.contains(there), "{there}: {judging}");
        }
        let told = world.get(&lane.member, &own).await.assert(200).json();
        assert_eq!((&told["parts"][0]["value"], &told["parts"][0]["is_more"]), (&json!(18_000), &json!(true)));
        let href = told["parts"][0]["files"][0]["href"].as_str().unwrap().to_owned();
        assert_eq!(world.look(Some(&lane.member), &href).await.status, 200);
        assert!(world.look(None, &href).await.turned_away());
        let third = json!({ "member": baker, "verdict": "part", "share": "1/3", "reason": "Most were burnt" });
        world.post(&lane.supplier, &format!("{own}/verdicts"), third.clone()).await.refused(403, "not_your_call");
        // Which of both is meant, only who judges knows: nothing that was typed is dropped.
        let torn = json!({ "member": baker, "verdict": "whole", "share": "1/3", "reason": "" });
        let torn = world.post(&lane.member, &format!("{own}/verdicts"), torn).await;
        assert!(torn.status == 422 && torn.body.contains("\"share\""), "{}", torn.body);
        world.post(&lane.member, &format!("{own}/verdicts"), third).await.assert(200);
        let told = world.get(&lane.supplier, &own).await.assert(200).json();
        assert_eq!(told["parts"][0]["value"], json!(6_000), "what a part was accepted as: {told}");
        let contribution = told["parts"][0]["contribution"].as_str().unwrap().to_owned();
        let claimed = lane.path(&format!("/contributions/{contribution}"));
        let told = world.get(&lane.moderator, &claimed).await.assert(200).json();
        assert_eq!(told["files"][0]["href"], json!(href), "{told}");
        assert_eq!((&told["state"], &told["value"], &told["share"]), (&json!("claimed"), &json!(6_000), &json!("1/3")));
        world.post(&lane.member, &format!("{own}/closure"), json!({})).await.assert(200);
        assert!(world.look(Some(&lane.moderator), &own).await.body.contains("Closed"));
        world.assert_sound().await;
    }
}
