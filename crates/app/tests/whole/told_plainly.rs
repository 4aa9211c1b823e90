//! What pages of deciding say where people were left to guess: who may change the rules, what waits, how it is counted, what
//! became of what was sent.

use crate::common::ballots::options;
use crate::common::{Shop, Someone, World, days, shop};
use governance::asks::Asks;
use governance::terms::{Counting, DecisionRules, Kind, Secrecy};
use serde_json::json;

async fn shown(world: &World, who: &Someone, path: &str) -> String {
    world.look(Some(who), path).await.assert(200).body.clone()
}

async fn idea(world: &World, lane: &Shop) -> String {
    let idea = json!({ "title": "Lamp", "body": "It is dark" });
    let id = world.post(&lane.member, &lane.path("/decisions"), idea).await.assert(201).text("id");
    lane.path(&format!("/decisions/{id}"))
}

async fn draft(world: &World, lane: &Shop) -> String {
    let path = idea(world, lane).await;
    for to in ["discussion", "draft"] {
        let step = json!({ "to": to, "reason": "Time" });
        world.post(&lane.member, &format!("{path}/stage"), step).await.assert(200);
    }
    path
}

testkit::both_engines! {
    /// Beside the thresholds, with where to propose the other.
    async fn the_charter_says_who_changes_it(world: World) {
        let lane = shop(&world, "lane", true).await;
        let charter = shown(&world, &lane.member, &lane.path("/charter")).await;
        assert!(charter.contains("A steward may change the charter and these rules alone"), "{charter}");
        let edit = lane.path("/decisions/rules/edit");
        assert!(charter.contains(&format!("href=\"{edit}#only_by_decision\"")), "{charter}");
        assert!(shown(&world, &lane.member, &edit).await.contains("id=\"only_by_decision\""));
        lane.allow(&world, DecisionRules { only_by_decision: true, delay_hours: 0, ..DecisionRules::default() }).await;
        let charter = shown(&world, &lane.member, &lane.path("/charter")).await;
        assert!(charter.contains("change by decision only") && !charter.contains("A steward may change"), "{charter}");
        let rules = shown(&world, &lane.member, &lane.path("/decisions/rules")).await;
        assert!(rules.contains("nobody can appeal before it is"), "{rules}");
        let mut typed = world.get(&lane.member, &edit).await.assert(200).json();
        (typed["threshold"], typed["how"], typed["reason"]) = (json!("3/4"), json!("propose"), json!("Together"));
        world.post(&lane.member, &lane.path("/decisions/rules"), typed).await.refused(422, "charter_threshold_low");
    }

    /// Five where other things are shown too, and then how many more.
    async fn no_ballot_that_waits_is_left_out(world: World) {
        let lane = shop(&world, "lane", true).await;
        let mut drafts = Vec::new();
        for _ in 0..7 {
            drafts.push(draft(&world, &lane).await);
        }
        world.pass(days(3)).await;
        let mut ballots = Vec::new();
        for (at, path) in (0..).zip(drafts) {
            let closes_at = world.clock.now().plus(days(4 + at)).to_string();
            let opened = json!({ "version": "1", "closes_at": closes_at });
            ballots.push(world.post(&lane.member, &format!("{path}/ballots"), opened).await.assert(201).text("id"));
        }
        let listed = |page: &str| ballots.iter().filter(|id| page.contains(&format!("/ballots/{id}\""))).count();
        for path in ["", "/mine"] {
            let page = shown(&world, &lane.supplier, &lane.path(path)).await;
            assert!(page.contains("2 more: see all") && listed(&page) == 5, "{path}: {page}");
            assert!(page.contains(&format!("href=\"{}#ballots-waiting\"", lane.path("/decisions"))), "{page}");
        }
        let page = shown(&world, &lane.supplier, &lane.path("/decisions")).await;
        assert!(page.contains("id=\"ballots-waiting\"") && listed(&page) == 7, "{page}");
        for id in &ballots[..2] {
            let vote = json!({ "choice": "yes" });
            world.post(&lane.supplier, &lane.path(&format!("/ballots/{id}/votes")), vote).await.assert(200);
        }
        let page = shown(&world, &lane.supplier, &lane.path("")).await;
        assert!(!page.contains("see all") && listed(&page) == 5, "{page}");
    }

    /// Offered to whoever may, and told to everybody afterwards.
    async fn a_ballot_is_called_off_on_its_page(world: World) {
        let lane = shop(&world, "lane", true).await;
        let decided = lane.opened(&world, "A bell", Asks::default()).await;
        let ballot = lane.path(&format!("/ballots/{}", decided.ballot));
        let cancellation = format!("{ballot}/cancellation");
        for (who, offered) in [(&lane.member, true), (&lane.steward, true), (&lane.supplier, false)] {
            assert_eq!(shown(&world, who, &ballot).await.contains(&cancellation), offered, "{}", who.name);
        }
        world.post(&lane.supplier, &cancellation, json!({ "reason": "No" })).await.refused(403, "not_your_ballot");
        let unsaid = world.fill(Some(&lane.member), &cancellation, &[("reason", " ")]).await;
        assert!(unsaid.assert(422).body.contains("data-label=\"Why it is called off\""), "{}", unsaid.body);
        world.post(&lane.supplier, &format!("{ballot}/votes"), json!({ "choice": "yes" })).await.assert(200);
        world.post(&lane.member, &cancellation, json!({ "reason": "Wrong sum" })).await.refused(409, "somebody_voted");
        assert!(!shown(&world, &lane.member, &ballot).await.contains(&cancellation));
        let other = lane.opened(&world, "A gate", Asks::default()).await;
        let ballot = lane.path(&format!("/ballots/{}", other.ballot));
        world.fill(Some(&lane.member), &format!("{ballot}/cancellation"), &[("reason", "The wrong sum")]).await.assert(303);
        let page = shown(&world, &lane.supplier, &ballot).await;
        assert!(page.contains("The wrong sum") && page.contains("called this ballot off"), "{page}");
        assert!(page.contains("Called off") && !page.contains("name=\"choice\""), "{page}");
        let told = world.get(&lane.supplier, &ballot).await.assert(200).json();
        assert_eq!((&told["state"], &told["called_off"]["reason"]), (&json!("called_off"), &json!("The wrong sum")));
        let proposal = shown(&world, &lane.supplier, &lane.path(&format!("/decisions/{}", other.proposal))).await;
        assert!(proposal.contains("Ballot called off; a draft again") && proposal.contains("The wrong sum"), "{proposal}");
    }

    /// The reason of an objection is asked for where it is needed, and what was typed is there again.
    async fn an_objection_keeps_its_words(world: World) {
        let lane = shop(&world, "lane", true).await;
        let decided = lane.opened(&world, "A bell", Asks { kind: Kind::Consent, ..Asks::default() }).await;
        let ballot = lane.path(&format!("/ballots/{}", decided.ballot));
        let page = shown(&world, &lane.supplier, &ballot).await;
        assert!(page.contains("Required where you object") && page.contains("a single objection"), "{page}");
        let votes = format!("{ballot}/votes");
        let unsaid = world.fill(Some(&lane.supplier), &votes, &[("choice", "object"), ("reason", "")]).await;
        assert!(unsaid.assert(422).body.contains("An objection needs its reason"), "{}", unsaid.body);
        let said = [("choice", "object"), ("reason", "It rings at night")];
        world.fill(Some(&lane.supplier), &votes, &said).await.assert(303);
        let page = shown(&world, &lane.supplier, &ballot).await;
        assert!(page.contains("It rings at night</textarea>"), "{page}");
    }

    /// One method for a ranking, named with what it does before anybody votes; and the result leads to the votes.
    async fn a_ranking_says_how_it_is_counted(world: World) {
        let lane = shop(&world, "lane", true).await;
        let asks = options(Kind::Ranked, Counting::Borda, &[("Oven", None), ("Well", None)]);
        let decided = lane.decided(&world, "Which", asks, &[]).await;
        let ballot = shown(&world, &lane.member, &lane.path(&format!("/ballots/{}", decided.ballot))).await;
        assert!(ballot.contains("Borda: on each vote an option gets a point"), "{ballot}");
        let result = shown(&world, &lane.member, &lane.result_path(decided)).await;
        assert!(result.contains(&format!("/ballots/{}/papers\"", decided.ballot)), "{result}");
    }

    /// Gone back to, changed and sent again: what happened is said, and the next press does it.
    async fn a_page_that_was_sent_before_is_not_called_wrong(world: World) {
        let lane = shop(&world, "lane", true).await;
        let path = lane.path("/decisions");
        let send = async |title: &str, key: &str| {
            let fields = [("title", title), ("body", "It is dark"), ("idempotency_key", key)];
            world.fill(Some(&lane.member), &path, &fields).await
        };
        send("Lamp", "the-first").await.assert(303);
        let again = send("Two lamps", "the-first").await;
        again.assert(409);
        assert!(again.body.contains("This page was sent before with other words"), "{}", again.body);
        assert!(!again.body.contains("Please correct these first") && again.body.contains("Two lamps"));
        let key = again.body.split("name=\"idempotency_key\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_ne!(key, "the-first");
        send("Two lamps", key).await.assert(303);
        let twice = json!({ "title": "Lamp", "body": "Dark" });
        assert!(world.post(&lane.member, &path, twice).await.assert(201).text("id").starts_with("prp_"));
    }

    /// What was never asked is not shown as asked; what is one's own is taken back; what is added is where the page goes on.
    async fn small_words_are_true(world: World) {
        let lane = shop(&world, "lane", true).await;
        let path = idea(&world, &lane).await;
        world.post(&lane.member, &format!("{path}/comments"), json!({ "comment": "Mine" })).await.assert(200);
        for (who, word) in [(&lane.member, "Take back"), (&lane.steward, "Hide")] {
            let page = shown(&world, who, &path).await;
            assert!(page.contains(&format!("#hide\">{word}<")), "{word}: {page}");
        }
        let form = shown(&world, &lane.member, &format!("{path}/text")).await;
        assert!(form.contains(&format!("formaction=\"{path}/text#new-deed\"")) && !form.contains("id=\"new-deed\""));
        let add = [("title", "Lamp"), ("body", "Dark"), ("kind", "yes_no"), ("from_version", "1"), ("more", "mandate")];
        let added = world.fill(Some(&lane.member), &format!("{path}/text"), &add).await;
        assert!(added.assert(200).body.contains("id=\"new-deed\" tabindex=\"-1\" autofocus"), "{}", added.body);
        world.post(&lane.member, &format!("{path}/withdrawal"), json!({ "reason": "No need" })).await.assert(200);
        let page = shown(&world, &lane.member, &path).await;
        assert!(!page.contains("What is asked"), "{page}");
    }

    /// Reloading what a secret vote was answered with sends it again: the same vote, and not another one.
    async fn a_secret_vote_sent_again_is_the_same(world: World) {
        let lane = shop(&world, "lane", true).await;
        let asks = Asks { secrecy: Secrecy::Secret, ..Asks::default() };
        let decided = lane.opened(&world, "A bell", asks).await;
        let votes = lane.path(&format!("/ballots/{}/votes", decided.ballot));
        let receipt = "11111111111111111111111111111111";
        for (choice, said) in [("yes", "Your vote is cast."), ("yes", "Your vote is cast."), ("no", "Your vote is changed"), ("no", "Your vote is cast.")] {
            let sent = world.fill(Some(&lane.supplier), &votes, &[("choice", choice), ("new_receipt", receipt)]).await;
            assert!(sent.assert(200).body.contains(said), "{choice}: {}", sent.body);
        }
    }

    /// The refusal names a closing that holds.
    async fn a_closing_too_early_is_told_the_earliest(world: World) {
        let lane = shop(&world, "lane", true).await;
        let path = draft(&world, &lane).await;
        world.pass(days(3)).await;
        let soon = world.clock.now().plus(days(1)).to_string();
        let sent = [("version", "1"), ("closes_at", soon.as_str())];
        let refused = world.fill(Some(&lane.member), &format!("{path}/ballots"), &sent).await;
        refused.assert(422);
        assert!(refused.body.contains("Choose ") && refused.body.contains(" or later."), "{}", refused.body);
    }
}
