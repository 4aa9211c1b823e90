//! Ballots as people meet them on pages: opened on the text that was read, voted on for oneself and for others.

use crate::common::{Shop, World, days, shop};
use governance::asks::{Action, Asks};
use governance::terms::Kind;
use serde_json::json;

/// A proposal of the member's that has been a draft for so long that it may be voted on.
async fn ripe(world: &World, lane: &Shop) -> String {
    let idea = json!({ "title": "A second gate", "body": "Behind the yard" });
    let id = world.post(&lane.member, &lane.path("/decisions"), idea).await.assert(201).text("id");
    let path = lane.path(&format!("/decisions/{id}"));
    for to in ["discussion", "draft"] {
        let step = json!({ "to": to, "reason": "Time" });
        world.post(&lane.member, &format!("{path}/stage"), step).await.assert(200);
    }
    world.pass(days(3)).await;
    path
}

testkit::both_engines! {
    /// Somebody rewrites the text while the form is open: what was not read is not put to the vote, and is shown instead.
    async fn a_ballot_opens_on_the_text_that_was_read(world: World) {
        let lane = shop(&world, "lane", true).await;
        let path = ripe(&world, &lane).await;
        let (form, open) = (format!("{path}/ballots/new"), format!("{path}/ballots"));
        let page = world.look(Some(&lane.member), &form).await;
        page.assert(200);
        assert!(page.body.contains("name=\"version\" value=\"1\"") && page.body.contains("Behind the yard"));
        let rewritten = json!({ "title": "A second gate", "body": "In front of it", "kind": "yes_no",
            "from_version": "1", "reason": "It is nearer" });
        world.post(&lane.steward, &format!("{path}/text"), rewritten).await.assert(200);
        world.pass(days(3)).await;
        let closes_at = world.clock.now().plus(days(4)).to_string();
        let sent = [("version", "1"), ("closes_at", closes_at.as_str())];
        let refused = world.fill(Some(&lane.member), &open, &sent).await;
        refused.assert(409);
        assert!(refused.body.contains("name=\"version\" value=\"2\""), "{}", refused.body);
        assert!(refused.body.contains("In front of it") && refused.body.contains("<details open>"));
        assert!(refused.body.contains(&format!("value=\"{closes_at}\"")), "what was typed stays");
        let unsaid = json!({ "closes_at": closes_at });
        world.post(&lane.member, &open, unsaid).await.refused(422, "invalid_input");
        let old = json!({ "version": "1", "closes_at": closes_at });
        world.post(&lane.member, &open, old).await.refused(409, "other_version");
        let sent = [("version", "2"), ("closes_at", closes_at.as_str())];
        world.fill(Some(&lane.member), &open, &sent).await.assert(303);
    }

    /// Nobody votes on what they have not read: the very text that is voted on, and what the program does when it passes, stand
    /// above the form; a long one can be folded.
    async fn a_ballot_shows_what_is_voted_on_before_it_asks(world: World) {
        let lane = shop(&world, "lane", true).await;
        let ends_at_us = world.clock.now().plus(days(200)).micros;
        let purpose = "A bell for the gate".to_owned();
        let bell = Action::Mandate { purpose, fund: 1, ceiling_minor: 12_300, ends_at_us, carried_by: None, kind: governance::asks::MandateUse::Spending };
        let asks = Asks { actions: vec![bell], ..Asks::default() };
        let decided = lane.opened(&world, "A bell", asks).await;
        let ballot = lane.path(&format!("/ballots/{}", decided.ballot));
        let page = world.look(Some(&lane.supplier), &ballot).await;
        page.assert(200);
        let place = |text: &str| page.body.find(text).unwrap_or_else(|| panic!("{text}: {}", page.body));
        let form = place("name=\"choice\"");
        assert!(place("Why, how, and what it costs.") < form && place("A bell for the gate") < form);
        assert!(place("to spend now, less than the") < form, "as the page of the proposal warns");
        let seen = world.get(&lane.supplier, &ballot).await.assert(200).json();
        assert_eq!(seen["body"], "Why, how, and what it costs.");
        assert_eq!(seen["asks"]["actions"][0]["ceiling_minor"], 12_300, "{seen}");
        let path = ripe(&world, &lane).await;
        let long = format!("**Behind** the yard. {}", "Many words. ".repeat(60));
        let rewritten = json!({ "title": "A second gate", "body": long, "kind": "yes_no", "from_version": "1", "reason": "More" });
        world.post(&lane.member, &format!("{path}/text"), rewritten).await.assert(200);
        world.pass(days(3)).await;
        let opened = json!({ "version": "2", "closes_at": world.clock.now().plus(days(4)).to_string() });
        let id = world.post(&lane.member, &format!("{path}/ballots"), opened).await.assert(201).text("id");
        let page = world.look(Some(&lane.supplier), &lane.path(&format!("/ballots/{id}"))).await;
        assert!(page.body.contains("<details open><summary>The text of version 2"), "{}", page.body);
        assert!(page.body.contains("<strong>Behind</strong>") && page.body.contains("Nothing is done by the program"));
    }

    /// Whoever may decide finds it on the desk; where nobody may, that is said, and who brought it can withdraw it. Meanwhile the
    /// page of the proposal promises no day.
    async fn an_appeal_reaches_whoever_may_decide(world: World) {
        let lane = shop(&world, "lane", true).await;
        let decided = lane.opened(&world, "A bell", Asks::default()).await;
        let ballot = lane.path(&format!("/ballots/{}", decided.ballot));
        let proposal = lane.path(&format!("/decisions/{}", decided.proposal));
        for who in [&lane.member, &lane.supplier, &lane.treasurer] {
            world.post(who, &format!("{ballot}/votes"), json!({ "choice": "yes" })).await.assert(200);
        }
        world.pass(days(3)).await;
        let desk = async || world.look(Some(&lane.steward), &lane.path("/desk")).await.assert(200).body.clone();
        let came_of = async || world.get(&lane.supplier, &proposal).await.assert(200).json()["came_of"].clone();
        assert!(came_of().await["due_at"].is_string() && !desk().await.contains("Appeal: A bell"));
        let appeal = json!({ "reason": "The text was another one" });
        world.post(&lane.steward, &format!("{ballot}/appeals"), appeal.clone()).await.assert(201);
        let shown = desk().await;
        assert!(shown.contains("Appeal: A bell") && shown.contains("Nobody may decide on it now"), "{shown}");
        assert!(shown.contains(&format!("href=\"{ballot}#appeals\"")), "{shown}");
        let told = came_of().await;
        assert_eq!((&told["appeals_waiting"], &told["due_at"]), (&json!(1), &json!(null)), "{told}");
        let page = world.look(Some(&lane.supplier), &proposal).await.assert(200).body.clone();
        assert!(page.contains("nothing is done before it is decided") && !page.contains("is done on"), "{page}");
        let withdrawal = format!("{ballot}/appeals/1/withdrawal");
        for (who, offered) in [(&lane.steward, true), (&lane.supplier, false)] {
            let page = world.look(Some(who), &ballot).await.assert(200).body.clone();
            assert!(page.contains("Nobody may decide on it now"), "{page}");
            assert_eq!(page.contains(&withdrawal), offered, "{page}");
        }
        world.post(&lane.supplier, &withdrawal, json!({})).await.refused(403, "not_your_appeal");
        world.fill(Some(&lane.steward), &withdrawal, &[]).await.assert(303);
        world.post(&lane.steward, &withdrawal, json!({})).await.refused(409, "appeal_decided");
        assert!(came_of().await["due_at"].is_string() && !desk().await.contains("Appeal: A bell"));
        let page = world.look(Some(&lane.steward), &ballot).await.assert(200).body.clone();
        assert!(page.contains("You have withdrawn one; this one would be your last."), "{page}");
        world.post(&lane.treasurer, &format!("{ballot}/appeals"), appeal).await.assert(201);
        assert!(desk().await.contains("You may decide on it."));
        let desk = world.get(&lane.steward, &lane.path("/desk")).await.assert(200).body.clone();
        assert!(desk.contains("One appeal waits"), "{desk}");
        let told = world.get(&lane.treasurer, &ballot).await.assert(200).json();
        assert_eq!(told["appeals"][0]["state"], "withdrawn", "{told}");
        assert_eq!(told["appeals"][1]["may_decide"], json!(["Steward"]), "{told}");
    }

    /// Whoever takes an objection back is told what stands now, and can answer anew; the result counts what was withdrawn.
    async fn a_withdrawn_objection_is_said_to_abstain(world: World) {
        let lane = shop(&world, "lane", true).await;
        let decided = lane.opened(&world, "A bell", Asks { kind: Kind::Consent, ..Asks::default() }).await;
        let ballot = lane.path(&format!("/ballots/{}", decided.ballot));
        let objection = json!({ "choice": "object", "reason": "It rings at night" });
        for who in [&lane.supplier, &lane.treasurer] {
            world.post(who, &format!("{ballot}/votes"), objection.clone()).await.assert(200);
            world.post(who, &format!("{ballot}/withdrawal"), json!({})).await.assert(204);
        }
        let page = world.look(Some(&lane.supplier), &ballot).await.assert(200).body.clone();
        assert!(page.contains("What counts now is an abstention") && page.contains("name=\"choice\""), "{page}");
        let told = world.get(&lane.supplier, &ballot).await.assert(200).json();
        assert_eq!((&told["you"]["objection_withdrawn"], &told["voted_count"]), (&json!(true), &json!(2)), "{told}");
        world.post(&lane.supplier, &format!("{ballot}/votes"), json!({ "choice": "agree" })).await.assert(200);
        let told = world.get(&lane.supplier, &ballot).await.assert(200).json();
        assert_eq!(told["you"]["objection_withdrawn"], false, "answered anew");
        world.pass(days(3)).await;
        let page = world.look(Some(&lane.member), &lane.result_path(decided)).await.assert(200).body.clone();
        assert!(page.contains("One more objection was withdrawn"), "{page}");
    }

    /// Whoever was named can decline, which frees both; and where the ballot is secret, nobody is named, and those who were are told.
    async fn proxies_decline_and_have_no_place_in_secret_ballots(world: World) {
        let lane = shop(&world, "lane", true).await;
        let path = ripe(&world, &lane).await;
        let proxy = format!("{path}/proxy");
        let [supplier, member] = [lane.member_id(&world, &lane.supplier).await, lane.member_id(&world, &lane.member).await];
        let named = json!({ "proxy": member });
        for who in [&lane.supplier, &lane.treasurer] {
            world.post(who, &proxy, named.clone()).await.assert(204);
        }
        world.post(&lane.moderator, &proxy, named.clone()).await.refused(409, "proxy_has_enough");
        let refusal = format!("{proxy}/{supplier}/refusal");
        let page = world.look(Some(&lane.member), &proxy).await.assert(200).body.clone();
        assert!(page.contains(&refusal) && page.contains("Do not vote for supplier-lane"), "{page}");
        world.post(&lane.moderator, &refusal, json!({})).await.refused(403, "not_their_proxy");
        world.fill(Some(&lane.member), &refusal, &[]).await.assert(303);
        world.post(&lane.member, &refusal, json!({})).await.refused(403, "not_their_proxy");
        assert_eq!(world.get(&lane.supplier, &proxy).await.assert(200).json()["proxy"], json!(null));
        let page = world.look(Some(&lane.supplier), &proxy).await.assert(200).body.clone();
        assert!(page.contains("does not want to vote for you"), "{page}");
        world.post(&lane.moderator, &proxy, named.clone()).await.assert(204);
        let secret = json!({ "title": "A second gate", "body": "Behind the yard", "kind": "yes_no", "secrecy": "secret",
            "from_version": "1", "reason": "Let nobody be pressed" });
        world.post(&lane.member, &format!("{path}/text"), secret).await.assert(200);
        world.post(&lane.supplier, &proxy, named).await.refused(409, "proxy_of_open_only");
        let page = world.look(Some(&lane.supplier), &proxy).await.assert(200).body.clone();
        assert!(page.contains("its ballot is secret") && !page.contains("list=\"people\""), "{page}");
        world.pass(days(3)).await;
        let opened = json!({ "version": "2", "closes_at": world.clock.now().plus(days(4)).to_string() });
        let id = world.post(&lane.member, &format!("{path}/ballots"), opened).await.assert(201).text("id");
        for (who, said) in [(&lane.moderator, "nobody can vote for you"), (&lane.member, "you cannot vote for them")] {
            let page = world.look(Some(who), &lane.path(&format!("/ballots/{id}"))).await.assert(200).body.clone();
            assert!(page.contains(said), "{page}");
        }
    }

    /// One form for oneself and whom one stands for; the page says for whom it was, and whether it was there before.
    async fn a_proxy_is_told_for_whom_it_was(world: World) {
        let lane = shop(&world, "lane", true).await;
        let path = ripe(&world, &lane).await;
        let proxy = format!("{path}/proxy");
        for who in [&lane.supplier, &lane.treasurer] {
            let member = json!({ "proxy": lane.member_id(&world, &lane.member).await });
            world.post(who, &proxy, member).await.assert(204);
        }
        let closes_at = world.clock.now().plus(days(4)).to_string();
        let opened = json!({ "version": "1", "closes_at": closes_at });
        let id = world.post(&lane.member, &format!("{path}/ballots"), opened).await.assert(201).text("id");
        let late = world.look(Some(&lane.moderator), &proxy).await;
        late.assert(200);
        assert!(late.body.contains("too late to name a proxy") && late.body.contains(&id) && !late.body.contains("list=\"people\""));
        let ballot = lane.path(&format!("/ballots/{id}"));
        let page = world.look(Some(&lane.member), &ballot).await;
        page.assert(200);
        assert!(page.body.contains("Myself, and the same for ") && page.body.contains("has not voted"), "{}", page.body);
        // Whoever passes on the address of a done vote does not make it one.
        let (mine, supplier) = (lane.member_id(&world, &lane.member).await, lane.member_id(&world, &lane.supplier).await);
        let believes = async |query: &str| {
            let page = world.look(Some(&lane.member), &format!("{ballot}?done=cast{query}")).await;
            page.assert(200);
            page.body.contains("Your vote is cast") || page.body.contains("Cast for ")
        };
        for query in [String::new(), format!("&for={mine}"), format!("&for={mine}&for={supplier}")] {
            assert!(!believes(&query).await, "{query}");
        }
        let cast = async |fields: &[(&str, &str)]| {
            let sent = world.fill(Some(&lane.member), &format!("{ballot}/votes"), fields).await;
            sent.assert(303);
            let shown = world.look(Some(&lane.member), sent.header("location")).await;
            shown.assert(200);
            shown.body
        };
        let body = cast(&[("choice", "yes"), ("voter", "all")]).await;
        assert!(body.contains("Cast for yourself, ") && body.contains("you cast: Yes"), "{body}");
        assert!(believes(&format!("&for={mine}")).await);
        let body = cast(&[("choice", "no"), ("voter", &supplier)]).await;
        assert!(body.contains("Changed for supplier-lane."), "{body}");
        let body = cast(&[("choice", "no")]).await;
        assert!(body.contains("Your vote is changed"), "{body}");
        let own = world.post(&lane.treasurer, &format!("{ballot}/votes"), json!({ "choice": "no" })).await;
        assert_eq!(own.assert(200).json()["changed"], true);
        let body = cast(&[("choice", "abstain"), ("voter", "all")]).await;
        assert!(body.contains("Changed for yourself, supplier-lane.") && body.contains("has voted in person"), "{body}");
        let seen = world.get(&lane.member, &ballot).await.assert(200).json();
        assert_eq!(seen["voted_count"], 3, "{seen}");
    }

    /// Visitors are not led to what is for members; earlier decisions are counted; the page of a draft says how deeds are added.
    async fn what_is_decided_is_found_by_whom_it_is_for(world: World) {
        let lane = shop(&world, "lane", true).await;
        let path = ripe(&world, &lane).await;
        let link = format!("href=\"{}\"", lane.path("/decisions"));
        for (who, shown) in [(None, false), (Some(&lane.member), true)] {
            let page = world.look(who, &lane.path("/market")).await;
            page.assert(200);
            assert_eq!(page.body.contains(&link), shown, "{}", page.body);
        }
        let draft = world.look(Some(&lane.member), &path).await;
        assert!(draft.body.contains("is added with “Rewrite”"), "{}", draft.body);
        let seen = world.look(Some(&lane.supplier), &path).await;
        assert!(!seen.body.contains("is added with “Rewrite”"));
        let all = world.look(Some(&lane.member), &lane.path("/decisions")).await;
        assert!(!all.body.contains("?stage=withdrawn"), "{}", all.body);
        let gone = json!({ "reason": "Not now" });
        world.post(&lane.member, &format!("{path}/withdrawal"), gone).await.assert(200);
        let all = world.look(Some(&lane.member), &lane.path("/decisions")).await;
        assert!(all.body.contains("?stage=withdrawn\">Withdrawn 1</a>"), "{}", all.body);
    }

    /// The rules are typed as they are shown: in days where they are days.
    async fn times_of_the_rules_have_units(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rules = lane.path("/decisions/rules");
        let form = world.look(Some(&lane.steward), &format!("{rules}/edit")).await;
        form.assert(200);
        assert!(form.body.contains("name=\"discussion_hours\" value=\"3\"") && form.body.contains("value=\"days\" selected"));
        let mut typed = json!({
            "proposers": "every_member", "discussion_hours": "2", "discussion_unit": "days", "ballot_hours": "36",
            "ballot_unit": "hours", "threshold": "1/2", "charter_threshold": "2/3", "quorum": "1/5", "late_hours": "24",
            "extension_hours": "1", "extension_unit": "days", "delay_hours": "72", "secret_allowed": "on",
            "receipts": "choice", "standing_fund": "1", "reason": "Shorter", "from_version": "0", "milestones_by": "vote", "milestone_vote_percent": "25",
            "milestone_object_percent": "40", "milestone_look_days": "5",
        });
        // A program that does not know a rule does not turn it off.
        world.post(&lane.steward, &rules, typed.clone()).await.refused(422, "invalid_input");
        typed["proof_above"] = json!("200.00");
        world.post(&lane.steward, &rules, typed.clone()).await.assert(200);
        let seen = world.get(&lane.member, &rules).await.assert(200).json();
        for (rule, hours) in [("discussion_hours", 48), ("ballot_hours", 36), ("extension_hours", 24), ("delay_hours", 72)] {
            assert_eq!(seen["rules"][rule], hours, "{rule}");
        }
        // How backers of a campaign accept its milestones is one of them.
        assert_eq!((&seen["rules"]["milestones_by"], &seen["rules"]["milestone_look_days"]), (&json!("vote"), &json!(5)));
        let read = world.look(Some(&lane.member), &rules).await.body;
        assert!(read.contains("at least 25% of them must vote") && read.contains("40% of them objecting always refuses it"), "{read}");
        (typed["discussion_hours"], typed["from_version"]) = (json!("184"), json!("1"));
        world.post(&lane.steward, &rules, typed).await.refused(422, "invalid_input");
    }

    /// A steward makes voting easier: a proposal that is being talked over keeps its rules and says so, and everybody is told for a week.
    async fn changed_rules_are_told_and_keep_off_what_is_published(world: World) {
        let lane = shop(&world, "lane", true).await;
        let path = ripe(&world, &lane).await;
        let [rules, all, home] = [lane.path("/decisions/rules"), lane.path("/decisions"), lane.path("")];
        let mut typed = json!({
            "proposers": "every_member", "discussion_hours": "72", "ballot_hours": "24", "threshold": "3/5",
            "charter_threshold": "2/3", "quorum": "0/1", "late_hours": "24", "extension_hours": "24", "delay_hours": "72",
            "secret_allowed": "on", "receipts": "choice", "standing_fund": "1", "reason": " ", "from_version": "0",
            "proof_above": "200.00", "milestones_by": "silence", "milestone_vote_percent": "25",
            "milestone_object_percent": "40", "milestone_look_days": "5",
        });
        world.post(&lane.steward, &rules, typed.clone()).await.refused(422, "invalid_input");
        typed["reason"] = json!("Nobody comes");
        world.post(&lane.steward, &rules, typed.clone()).await.assert(200);
        let kept = "Quorum: At least 1/5 (by the rules of now: None asked for)";
        for page in [path.clone(), format!("{path}/ballots/new")] {
            let page = world.look(Some(&lane.member), &page).await.assert(200).body.clone();
            assert!(page.contains(kept) && page.contains("3 days (by the rules of now: 1 day)"), "{page}");
            assert!(page.contains("More than 3/5 (before: More than 1/2)"), "{page}");
        }
        let told = "Quorum: At least 1/5 → None asked for";
        for page in [&home, &all, &rules] {
            let page = world.look(Some(&lane.member), page).await.assert(200).body.clone();
            assert!(page.contains(told) && page.contains("Steward") && page.contains("Nobody comes"), "{page}");
        }
        assert!(!world.look(None, &home).await.body.contains(told));
        let open = |hours: u32| json!({ "version": "1", "closes_at": world.clock.now().plus(days(1) / 24 * hours).to_string() });
        let ballots = format!("{path}/ballots");
        world.post(&lane.member, &ballots, open(48)).await.refused(422, "closes_too_soon");
        world.pass(days(7)).await;
        for page in [&home, &all] {
            assert!(!world.look(Some(&lane.member), page).await.assert(200).body.contains(told));
        }
        assert!(world.look(Some(&lane.member), &rules).await.body.contains(told));
        let ballot = world.post(&lane.member, &ballots, open(72)).await.assert(201).text("id");
        let seen = world.get(&lane.member, &lane.path(&format!("/ballots/{ballot}"))).await.json();
        assert!(seen["quorum_needed"].as_i64().unwrap() > 0, "{seen}");
        assert_eq!(seen["threshold"], json!({ "numerator": 3, "denominator": 5 }));

        // What is made easier once more stands beside its value with the day from which it holds, where it is read and where it is changed.
        assert_eq!(world.get(&lane.member, &rules).await.json()["later"], json!([]));
        (typed["discussion_hours"], typed["ballot_hours"], typed["from_version"]) = (json!("48"), json!("30"), json!("1"));
        world.post(&lane.steward, &rules, typed.clone()).await.assert(200);
        let from = world.clock.now().plus(days(7));
        for page in [rules.clone(), format!("{rules}/edit")] {
            let later = world.get(&lane.steward, &page).await.assert(200).json()["later"].clone();
            assert_eq!(later.as_array().unwrap().len(), 1, "{later}");
            assert_eq!((&later[0]["holds"], &later[0]["then"]), (&json!("3 days"), &json!("2 days")));
            assert_eq!(later[0]["from"], json!(from.to_string()));
            let read = world.look(Some(&lane.steward), &page).await.assert(200).body.clone();
            assert!(read.contains("for ballots that open before that still"), "{read}");
        }
        // Easier twice within a week: step by step, each from its own day.
        world.pass(days(2)).await;
        (typed["discussion_hours"], typed["from_version"]) = (json!("24"), json!("2"));
        world.post(&lane.steward, &rules, typed).await.assert(200);
        world.pass(days(1)).await;
        let later = world.get(&lane.member, &rules).await.assert(200).json()["later"].clone();
        let step = |holds: &str, then: &str, from: String| json!({ "rule": later[0]["rule"], "holds": holds, "then": then, "from": from });
        let second = from.plus(days(2)).to_string();
        assert_eq!(later, json!([step("3 days", "2 days", from.to_string()), step("2 days", "1 day", second)]));
        let read = world.look(Some(&lane.member), &rules).await.assert(200).body.clone();
        assert!(read.contains("still: 3 days") && read.contains("before that still: 2 days"), "{read}");
        world.pass(days(7)).await;
        assert_eq!(world.get(&lane.member, &rules).await.json()["later"], json!([]));
    }
}
