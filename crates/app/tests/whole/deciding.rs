//! Proposals over the program's own router: forms with numbered fields, pages that say what changed, and what is shown to whom.

use crate::common::{Shop, Someone, World, shop};
use serde_json::json;

async fn idea(world: &World, lane: &Shop, by: &Someone, title: &str) -> String {
    let idea =
        json!({ "title": title, "body": "It has been **dark** for weeks.\n\n<script>alert(1)</script>" });
    world.post(by, &lane.path("/decisions"), idea).await.assert(201).text("id")
}

testkit::both_engines! {
    /// A neighbour's form: a title and a text, then more rows, then what is asked; the version page says what changed.
    async fn a_draft_is_written_without_script(world: World) {
        let lane = shop(&world, "lane", true).await;
        let made = world.fill(Some(&lane.member), &lane.path("/decisions"), &[("title", "Lamp"), ("body", "The lamp is dark")]).await;
        made.assert(303);
        let path = made.header("location").to_owned();
        let text = format!("{path}/text");
        let mut fields = vec![
            ("from_version", "1"), ("title", "Lamp"), ("body", "The lamp is very dark"), ("reason", "As was said"),
            ("kind", "ranked"), ("option_1_title", "Mend it"), ("option_2_title", "Buy one"),
        ];
        let more = [fields.clone(), vec![("more", "option")]].concat();
        let rows = world.fill(Some(&lane.member), &text, &more).await;
        rows.assert(200);
        assert!(rows.body.contains("name=\"option_6_title\"") && rows.body.contains("value=\"Buy one\""), "{}", rows.body);
        fields.push(("counting", "borda"));
        world.fill(Some(&lane.member), &text, &fields).await.assert(303);
        let seen = world.get(&lane.supplier, &path).await.assert(200).json();
        assert_eq!(seen["asks"]["counting"], "borda");
        assert_eq!(seen["asks"]["options"][1]["title"], "Buy one");
        assert_eq!(seen["way"][1]["reason"], "As was said");
        let changed = world.look(Some(&lane.supplier), &format!("{path}/versions/2")).await;
        changed.assert(200);
        assert!(changed.body.contains("<ins><span class=\"unseen\">added: </span>very </ins>"), "{}", changed.body);
        // What is wrong is said beside its field, and what was typed stays.
        fields.retain(|(name, _)| *name != "option_2_title" && *name != "reason");
        fields.extend([("reason", ""), ("option_2_note", "which?")]);
        let refused = world.fill(Some(&lane.member), &text, &fields).await;
        refused.assert(422);
        assert!(refused.body.contains("href=\"#option_2_title\"") && refused.body.contains("value=\"which?\""));
    }

    /// What somebody writes runs nowhere, and who left it out cannot be guessed.
    async fn what_is_written_is_safe(world: World) {
        let lane = shop(&world, "lane", true).await;
        let proposal = idea(&world, &lane, &lane.member, "<script>alert(1)</script>").await;
        let path = lane.path(&format!("/decisions/{proposal}"));
        let said = json!({ "comment": "<img src=x onerror=alert(1)> **so**" });
        world.post(&lane.supplier, &format!("{path}/comments"), said).await.assert(200);
        for path in [lane.path("/decisions"), path.clone(), format!("{path}?reply=1"), format!("{path}/versions/1")] {
            let page = world.look(Some(&lane.member), &path).await;
            page.assert(200);
            for mark in ["<script>alert", "<img src=x", "onerror=alert(1)>"] {
                assert!(!page.body.contains(mark), "{path}: {mark}");
            }
        }
    }

    /// Hidden by a moderator: everybody sees that, by whom and why, and nobody the words.
    async fn a_hidden_comment_is_shown_as_hidden(world: World) {
        let lane = shop(&world, "lane", true).await;
        let proposal = idea(&world, &lane, &lane.member, "Lamp").await;
        let path = lane.path(&format!("/decisions/{proposal}"));
        let said = json!({ "comment": "Rude words" });
        world.post(&lane.supplier, &format!("{path}/comments"), said).await.assert(200);
        let hiding = format!("{path}/comments/1/hiding");
        world.post(&lane.treasurer, &hiding, json!({ "reason": "x" })).await.refused(403, "not_yours_to_hide");
        world.fill(Some(&lane.moderator), &hiding, &[("reason", "Insults")]).await.assert(303);
        let page = world.look(Some(&lane.member), &path).await;
        assert!(page.body.contains("Insults") && !page.body.contains("Rude words"), "{}", page.body);
        let seen = world.get(&lane.member, &path).await.assert(200).json();
        assert_eq!(seen["comments"]["list"][0]["body"], "");
        assert_eq!(seen["comments"]["list"][0]["hidden_reason"], "Insults");
    }

    /// A long discussion is paged by key, in reading order.
    async fn comments_are_paged(world: World) {
        let lane = shop(&world, "lane", true).await;
        let proposal = idea(&world, &lane, &lane.member, "Lamp").await;
        let path = lane.path(&format!("/decisions/{proposal}"));
        for number in 1..=52 {
            let parent = if number == 52 { "1" } else { "" };
            let said = json!({ "comment": format!("Number {number}"), "parent": parent });
            world.post(&lane.supplier, &format!("{path}/comments"), said).await.assert(200);
        }
        let first = world.get(&lane.member, &path).await.assert(200).json();
        let list = first["comments"]["list"].as_array().unwrap().clone();
        assert_eq!((list.len(), &list[1]["number"], &list[1]["depth"]), (50, &json!(52), &json!(1)));
        let next = first["comments"]["next"].as_str().unwrap().to_owned();
        let second = world.get(&lane.member, &format!("{path}?after={next}")).await.assert(200).json();
        assert_eq!(second["comments"]["list"].as_array().unwrap().len(), 2);
        assert_eq!(second["comments"]["next"], json!(null));
    }

    /// Rules: a steward changes them, a member proposes to, and both are shown.
    async fn rules_change_by_steward_or_proposal(world: World) {
        let lane = shop(&world, "lane", true).await;
        let mut form = world.get(&lane.member, &lane.path("/decisions/rules/edit")).await.assert(200).json();
        form["quorum"] = json!("1/4");
        form["reason"] = json!("More of us now");
        let path = lane.path("/decisions/rules");
        world.post(&lane.member, &path, form.clone()).await.assert(403);
        form["how"] = json!("propose");
        let proposal = world.post(&lane.member, &path, form.clone()).await.assert(201).text("id");
        let page = world.look(Some(&lane.member), &lane.path(&format!("/decisions/{proposal}"))).await;
        assert!(page.body.contains("At least 1/5 → At least 1/4"), "{}", page.body);
        form["how"] = json!("");
        world.post(&lane.steward, &path, form.clone()).await.assert(200);
        let rules = world.get(&lane.member, &path).await.assert(200).json();
        assert_eq!((&rules["version"], &rules["rules"]["quorum"]["denominator"]), (&json!(1), &json!(4)));
        form["threshold"] = json!("1/3");
        form["from_version"] = json!("1");
        world.post(&lane.steward, &path, form).await.refused(422, "threshold_unfit");
    }

    /// Two become one, one becomes two: each page leads to the other.
    async fn merged_and_split_ones_name_each_other(world: World) {
        let lane = shop(&world, "lane", true).await;
        let lamp = idea(&world, &lane, &lane.member, "Lamp").await;
        let light = idea(&world, &lane, &lane.supplier, "Light").await;
        let at = |id: &str, rest: &str| lane.path(&format!("/decisions/{id}{rest}"));
        let fields = [("into", light.as_str()), ("reason", "One thing")];
        world.fill(Some(&lane.member), &at(&lamp, "/merge"), &fields).await.assert(303);
        for (one, other) in [(&lamp, &light), (&light, &lamp)] {
            let page = world.look(Some(&lane.steward), &at(one, "")).await;
            assert!(page.body.contains(&at(other, "")), "{}", page.body);
        }
        let fields = [
            ("part_1_title", "Bulbs"), ("part_1_body", "Two"), ("part_2_title", "Wire"), ("part_2_body", "Ten metres"),
            ("reason", "Two things"),
        ];
        world.fill(Some(&lane.supplier), &at(&light, "/split"), &fields).await.assert(303);
        let page = world.look(Some(&lane.steward), &at(&light, "")).await;
        assert!(page.body.contains("Bulbs") && page.body.contains("Wire"), "{}", page.body);
        world.fill(Some(&lane.supplier), &at(&light, "/split"), &fields).await.assert(409);
    }
}

testkit::both_engines! {
    /// What waits, what is decided and what somebody answers for stands where they look; visitors see none of it.
    async fn decisions_stand_on_the_pages_of_the_community(world: World) {
        let lane = shop(&world, "lane", true).await;
        let proposal = idea(&world, &lane, &lane.member, "Lamp at the corner").await;
        let supplier = lane.member_id(&world, &lane.supplier).await;
        let task = json!({ "what": "Buy two bulbs", "assignee": supplier, "due": "2026-01-05" });
        let path = lane.path(&format!("/decisions/{proposal}/tasks"));
        world.post(&lane.member, &path, task.clone()).await.refused(422, "due_is_past");
        let due = world.clock.now().plus(crate::common::days(1)).format(&kernel::Zone::utc(), "%Y-%m-%d");
        let task = json!({ "what": "Buy two bulbs", "assignee": supplier, "due": due });
        world.post(&lane.member, &path, task).await.assert(200);
        let sees = async |who: Option<&Someone>, page: &str, words: &str| {
            world.look(who, &lane.path(page)).await.assert(200).body.contains(words)
        };
        assert!(sees(Some(&lane.supplier), "", "Lamp at the corner").await);
        assert!(!sees(None, "", "Lamp at the corner").await, "visitors");
        assert!(sees(Some(&lane.member), "/mine", "Lamp at the corner").await, "whose it is");
        for page in ["", "/mine"] {
            assert!(sees(Some(&lane.supplier), page, "Buy two bulbs").await, "{page}");
            assert!(!sees(Some(&lane.member), page, "Buy two bulbs").await, "{page}");
        }
        assert!(!sees(Some(&lane.steward), "/desk", "Buy two bulbs").await, "not due yet");
        world.pass(crate::common::days(3)).await;
        assert!(sees(Some(&lane.steward), "/desk", "Buy two bulbs").await, "overdue");
        assert!(sees(Some(&lane.supplier), "/charter", "At least 1/5").await);
        assert!(!sees(None, "/charter", "At least 1/5").await);
    }

    /// Export has what somebody said and wrote; erasure blanks what was said and leaves what was proposed.
    async fn an_erased_member_leaves_what_was_proposed(world: World) {
        let lane = shop(&world, "lane", true).await;
        let proposal = idea(&world, &lane, &lane.member, "Lamp at the corner").await;
        let path = lane.path(&format!("/decisions/{proposal}"));
        for words in ["My neighbour Wang is right", "I take this one back"] {
            world.post(&lane.member, &format!("{path}/comments"), json!({ "comment": words })).await.assert(200);
        }
        let hiding = json!({ "reason": "I was angry at Wang" });
        world.post(&lane.member, &format!("{path}/comments/2/hiding"), hiding).await.assert(200);
        let given = world.get(&lane.member, "/me/data").await.assert(200).json();
        let given = given["kept"]["decisions"][0].clone();
        assert_eq!(given["comments"][0]["body"], "My neighbour Wang is right", "{given}");
        assert_eq!(given["texts"][0]["title"], "Lamp at the corner");
        assert_eq!(given["steps"][0]["step"], "proposed");
        let erasure = json!({ "current_password": crate::common::PASSWORD, "confirm": "on" });
        let erased = world.post(&lane.member, "/me/erasure", erasure).await;
        assert!(erased.status < 300, "{erased:?}");
        let seen = world.get(&lane.steward, &path).await.assert(200).json();
        assert_eq!(seen["title"], "Lamp at the corner");
        assert_eq!(seen["comments"]["list"][0]["body"], "");
        assert!(!seen.to_string().contains("Wang"), "{seen}");
        let page = world.look(Some(&lane.steward), &path).await;
        assert!(page.body.contains("Somebody who left"), "{}", page.body);
    }
}
