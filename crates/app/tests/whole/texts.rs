//! A text that is refused because it reads like a promise, and is none: from the refusal to the page of who lets it pass, and to the
//! name beside it.

use crate::common::{World, shop};
use serde_json::json;

const HONEST: &str = "磨坊的老话是“很快就能回本”，我们不知道能不能。";

testkit::both_engines! {
    /// The refusal leads to where one asks; another steward lets the text pass; whoever reads it reads who and why.
    async fn from_a_refusal_to_the_name_beside_the_text(world: World) {
        let lane = shop(&world, "lane", true).await;
        lane.give_role(&world, &lane.treasurer, "steward").await.assert(204);
        let idea = json!({ "title": "An oven of our own", "body": "Let us own it", "add": "" });
        let proposal = world.post(&lane.steward, &lane.path("/decisions"), idea).await.assert(201).text("id");
        let text = lane.path(&format!("/decisions/{proposal}/text"));
        let written = |body: &'static str| [
            ("title", "An oven of our own"), ("body", body), ("reason", "Now with its terms"), ("from_version", "1"),
            ("deed_1_do", "instrument"), ("deed_1_kind", "member_capital"), ("deed_1_name", "Oven"), ("deed_1_fund", "1"),
            ("deed_1_price", "50"), ("deed_1_units", "40"), ("deed_1_each", "4"), ("deed_1_terms", "A part of the oven"),
            ("deed_1_risk", HONEST),
        ];
        let refused = world.fill(Some(&lane.steward), &text, &written("For bread")).await;
        assert!(refused.status == 422 && refused.body.contains("reads like the promise of a return"), "{}", refused.body);
        let ask = lane.path("/texts?place=share#ask");
        assert!(refused.body.contains(&format!("href=\"{ask}\"")), "{}", refused.body);
        let texts = lane.path("/texts");
        let page = world.look(Some(&lane.steward), &lane.path("/texts?place=share")).await.assert(200).body.clone();
        assert!(page.contains("<option value=\"share\" selected"), "{page}");

        // What is wrong is told beside the field, in a form and to a program.
        let strong = world.fill(Some(&lane.steward), &texts, &[("place", "share"), ("words", "保本")]).await;
        assert!(strong.status == 422 && strong.body.contains("nobody can let it pass"), "{}", strong.body);
        let plain = json!({ "place": "share", "words": "For bread" });
        world.post(&lane.steward, &texts, plain).await.refused(422, "nothing_found");
        world.post(&lane.steward, &texts, json!({ "place": "moon", "words": HONEST })).await.assert(422);
        let asked = json!({ "place": "share", "words": HONEST });
        let asked = world.post(&lane.steward, &texts, asked).await.assert(200).json();
        assert_eq!(asked["passed"], json!(false));
        let sha256 = asked["sha256"].as_str().unwrap().to_owned();

        let pass = format!("{texts}/passing");
        let passing = json!({ "place": "share", "sha256": sha256, "reason": "It quotes a saying" });
        world.post(&lane.steward, &pass, passing.clone()).await.refused(403, "own_text");
        world.post(&lane.member, &pass, passing.clone()).await.assert(403);
        let none = world.get(&lane.member, &texts).await.assert(200).json();
        assert_eq!((&none["waiting"], &none["passed"]), (&json!([]), &json!([])), "others' texts are not theirs to read");
        let desk = world.look(Some(&lane.treasurer), &lane.path("/desk")).await.body.clone();
        assert!(desk.contains("Texts that wait for another steward") && desk.contains(&texts), "{desk}");
        let waiting = world.look(Some(&lane.treasurer), &texts).await.assert(200).body.clone();
        assert!(waiting.contains("很快就能回本") && waiting.contains("refused because of"), "{waiting}");
        let own = world.look(Some(&lane.steward), &texts).await.assert(200).body.clone();
        assert!(own.contains("nobody lets their own text pass") && !own.contains("texts/passing"), "{own}");
        let fields = [("place", "share"), ("sha256", sha256.as_str()), ("reason", "")];
        world.fill(Some(&lane.treasurer), &pass, &fields).await.assert(422);
        let fields = [("place", "share"), ("sha256", sha256.as_str()), ("reason", "It quotes a saying")];
        world.fill(Some(&lane.treasurer), &pass, &fields).await.assert(303);
        world.post(&lane.treasurer, &pass, passing).await.refused(409, "already_passed");
        world.post(&lane.treasurer, &pass, json!({ "place": "comment", "sha256": sha256, "reason": "x" })).await
            .refused(404, "no_such_text");

        // Now it is published as it stands; in the text around it, which is another place, it is not.
        let elsewhere = world.fill(Some(&lane.steward), &text, &written(HONEST)).await;
        assert!(elsewhere.status == 422 && elsewhere.body.contains("place=proposal#ask"), "{}", elsewhere.body);
        assert!(!elsewhere.body.contains("place=share#ask"), "that one has passed: {}", elsewhere.body);
        // Words that nobody can let pass, and another error beside words that have passed: nobody is sent to ask.
        let strong: Vec<_> = written("For bread").into_iter().map(|(name, said)| (name, if said == HONEST { "保本" } else { said })).collect();
        let nameless: Vec<_> = written("For bread").into_iter().map(|(name, said)| (name, if name == "title" { "" } else { said })).collect();
        for (fields, quoted) in [(strong, true), (nameless, false)] {
            let refused = world.fill(Some(&lane.steward), &text, &fields).await;
            assert!(refused.status == 422 && !refused.body.contains("/texts?place="), "{}", refused.body);
            assert_eq!(refused.body.contains("reads like the promise of a return"), quoted, "{}", refused.body);
            assert!(!refused.body.contains("Texts to be looked at"), "{}", refused.body);
        }
        world.fill(Some(&lane.steward), &text, &written("For bread")).await.assert(303);
        let by = format!("Passed by {}: It quotes a saying", lane.treasurer.name);
        let told = world.look(Some(&lane.member), &lane.path(&format!("/decisions/{proposal}"))).await.body.clone();
        assert!(told.contains(&by) && told.contains("很快就能回本"), "{told}");
        let asks = world.get(&lane.member, &lane.path(&format!("/decisions/{proposal}"))).await.json();
        assert_eq!(asks["passed"], json!([by]));
        let page = world.get(&lane.treasurer, &texts).await.assert(200).json();
        assert_eq!((&page["waiting"], &page["passed"][0]["reason"]), (&json!([]), &json!("It quotes a saying")));

        // A comment that is refused leads to the same page; in Chinese as well.
        let say = lane.path(&format!("/decisions/{proposal}/comments"));
        let refused = world.fill(Some(&lane.member), &say, &[("comment", "放心，一年回本")]).await;
        assert!(refused.status == 422 && refused.body.contains("place=comment#ask"), "{}", refused.body);
        // Once it has passed, nobody is sent to ask again because something else is wrong.
        let asked = json!({ "place": "comment", "words": "放心，一年回本" });
        let asked = world.post(&lane.member, &texts, asked).await.assert(200).json();
        let passing = json!({ "place": "comment", "sha256": asked["sha256"], "reason": "A joke" });
        world.post(&lane.treasurer, &pass, passing).await.assert(200);
        world.fill(Some(&lane.member), &say, &[("comment", "Well"), ("idempotency_key", "the-first")]).await.assert(303);
        let fields = [("comment", "放心，一年回本"), ("idempotency_key", "the-first")];
        let refused = world.fill(Some(&lane.member), &say, &fields).await;
        assert!(refused.status == 409 && !refused.body.contains("place=comment#ask"), "{}", refused.body);
        let instrument = lane.instrument(&world).await;
        let risks = lane.path(&format!("/instruments/{instrument}/risks"));
        let fields = [("risk", "放心，一年回本"), ("reason", "New words"), ("from_version", "1")];
        let refused = world.fill(Some(&lane.steward), &risks, &fields).await;
        assert!(refused.status == 422 && refused.body.contains("place=share#ask"), "{}", refused.body);
        let fields = [("risk", HONEST), ("reason", ""), ("from_version", "1")];
        let refused = world.fill(Some(&lane.steward), &risks, &fields).await;
        assert!(refused.status == 422 && !refused.body.contains("place=share#ask"), "that one has passed: {}", refused.body);
    }

    /// So it does in a campaign: beside its story, and beside the reason that its team calls it off with.
    async fn who_let_it_pass_stands_beside_what_a_campaign_says(world: World) {
        let lane = shop(&world, "lane", true).await;
        lane.give_role(&world, &lane.treasurer, "steward").await.assert(204);
        let texts = lane.path("/texts");
        let asked = json!({ "place": "campaign", "words": HONEST });
        let asked = world.post(&lane.member, &texts, asked).await.assert(200).json();
        let passing = json!({ "place": "campaign", "sha256": asked["sha256"], "reason": "It quotes a saying" });
        world.post(&lane.treasurer, &format!("{texts}/passing"), passing).await.assert(200);
        let campaign = lane.campaign(&world, |new| new.terms.story = HONEST.to_owned()).await;
        let by = format!("Passed by {}: It quotes a saying", lane.treasurer.name);
        let path = lane.path(&format!("/campaigns/{campaign}"));
        let seen = world.get(&lane.supplier, &path).await.assert(200).json();
        assert_eq!((&seen["terms"]["story"], &seen["terms"]["passed"]), (&json!(HONEST), &json!([by])));
        let told = world.look(Some(&lane.supplier), &path).await.assert(200).body.clone();
        assert_eq!((told.matches("很快就能回本").count(), told.matches(&by).count()), (1, 1), "{told}");
        // Who is not of the team is refused for that, and sent to nobody: the words have passed.
        let refused = world.fill(Some(&lane.supplier), &format!("{path}/updates"), &[("words", HONEST)]).await;
        assert!(refused.status >= 400 && !refused.body.contains("place=campaign#ask"), "{}", refused.body);
        let promise = world.fill(Some(&lane.member), &format!("{path}/updates"), &[("words", "放心，一年回本")]).await;
        assert!(promise.status == 422 && promise.body.contains("place=campaign#ask"), "{}", promise.body);
        world.post(&lane.member, &format!("{path}/cancellation"), json!({ "reason": HONEST })).await.assert(200);
        let seen = world.get(&lane.supplier, &path).await.assert(200).json();
        let off = seen["events"].as_array().unwrap().iter().find(|event| event["step"] == json!("cancelled")).unwrap();
        assert_eq!((&off["reason"], &off["passed"]), (&json!(HONEST), &json!([by])));
        assert!(seen["why_off"].as_str().unwrap().contains(&by), "{seen}");
        let told = world.look(Some(&lane.supplier), &path).await.assert(200).body.clone();
        assert_eq!(told.matches(&by).count(), 3, "{told}");
    }
}
