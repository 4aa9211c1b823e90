//! Where only decisions change charter, splits and rules of deciding: whoever tries it another way is turned away, or waits
//! for the decision, and is told how to begin one.

use crate::common::{Shop, World, shop};
use governance::terms::DecisionRules;
use serde_json::{Value, json};

/// A community that has decided so.
async fn decided(world: &World) -> Shop {
    let lane = shop(world, "lane", true).await;
    lane.allow(world, DecisionRules { only_by_decision: true, ..DecisionRules::default() }).await;
    lane
}

async fn jam(world: &World, lane: &Shop) -> Value {
    json!({
        "title": "Plum jam", "story": "", "audience": "everyone", "limit": "",
        "rest": lane.member_id(world, &lane.member).await,
        "variants": [{ "title": "", "unit": "jar", "price": "20", "step": "1", "stock": "6" }],
        "parts": [{ "party": "fund:1", "kind": "percent", "take": "1" }],
    })
}

testkit::both_engines! {
    /// By the steward, with every power there is.
    async fn what_only_a_decision_changes_nobody_changes(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Brown rice", "12.50", "90").await;
        let rice = lane.path(&format!("/offers/{}", rice.trim_end_matches(".1")));
        let charter = json!({
            "name": "Mine", "theme": "Me", "belief": "", "note": "So that I may", "from_version": "1",
            "rule": [], "reason": [], "probation_days": "0", "applications_open": "on",
        });
        lane.allow(&world, DecisionRules { only_by_decision: true, ..DecisionRules::default() }).await;
        let steward = &lane.steward;
        world.post(steward, &lane.path("/charter"), charter).await.refused(409, "by_decision_only");
        let mut rules = world.get(steward, &lane.path("/decisions/rules/edit")).await.assert(200).json();
        rules["reason"] = json!("So that I may");
        rules["only_by_decision"] = json!("");
        for how in ["", "change", "PROPOSE"] {
            rules["how"] = json!(how);
            world.post(steward, &lane.path("/decisions/rules"), rules.clone()).await.refused(403, "only_by_decision");
        }
        let mut other = jam(&world, &lane).await;
        other["variants"][0]["number"] = json!(1);
        world.post(steward, &rice, other).await.refused(409, "split_by_decision_only");
        let shown = world.get(steward, &rice).await.assert(200).json();
        assert_eq!((&shown["split_version"], &shown["split_by_decision"], &shown["split_waits"]), (&json!(1), &json!(true), &json!(false)));
    }

    /// Taken off and made again with another split it is not for sale; what to do is said, and the link begins it.
    async fn a_new_offer_waits_and_leads_to_its_proposal(world: World) {
        let lane = decided(&world).await;
        let form = world.look(Some(&lane.steward), &lane.path("/offers/new")).await.assert(200).body.clone();
        assert!(form.contains("it waits until they have decided"), "{form}");
        let made = world.post(&lane.steward, &lane.path("/offers"), jam(&world, &lane).await).await.assert(201).text("id");
        let path = lane.path(&format!("/offers/{made}"));
        let begin = lane.path(&format!("/decisions/new?offer={made}"));
        // Whoever is to decide on it looks at it; visitors wait until it is for sale.
        for who in [&lane.steward, &lane.member, &lane.treasurer] {
            let page = world.look(Some(who), &path).await.assert(200).body.clone();
            assert!(page.contains("Not for sale yet") && page.contains(&begin), "{}: {page}", who.name);
            assert!(!page.contains(&format!("{path}/publication")), "{page}");
        }
        world.look(None, &path).await.assert(404);
        world.post(&lane.steward, &format!("{path}/publication"), json!({})).await.refused(409, "split_waits");
        let order = Shop::wish(&format!("{made}.1"), "1");
        world.post(&lane.treasurer, &lane.path("/orders"), order).await.refused(409, "not_for_sale");
        // Proposed by the seller it waits as well.
        let own = world.post(&lane.member, &lane.path("/offers"), jam(&world, &lane).await).await.assert(201).text("id");
        let publication = lane.path(&format!("/offers/{own}/publication"));
        world.post(&lane.steward, &publication, json!({})).await.refused(409, "split_waits");

        let page = world.look(Some(&lane.member), &begin).await.assert(200).body.clone();
        assert!(page.contains(&format!("name=\"offer\" value=\"{made}\"")) && page.contains("Plum jam"), "{page}");
        let fields = [("title", "Jam"), ("body", "A hundredth is fair."), ("offer", made.as_str())];
        let begun = world.fill(Some(&lane.member), &lane.path("/decisions"), &fields).await;
        begun.assert(303);
        let proposal = world.get(&lane.member, begun.header("location")).await.assert(200).json();
        let deed = &proposal["asks"]["actions"][0];
        assert_eq!((&deed["do"], &deed["offer"]), (&json!("split"), &json!(made)), "{proposal}");
        assert!(deed["words"].as_str().unwrap().starts_with("fund:1 100bp, rest mem_"), "{deed}");
        // It can be changed before it is voted on, and the offer is among those to choose.
        let text = format!("{}/text", begun.header("location"));
        let page = world.look(Some(&lane.member), &text).await.assert(200).body.clone();
        assert!(page.contains(&format!("<option value=\"{made}\" selected")), "{page}");
        let unknown = json!({ "title": "Jam", "body": "Fair.", "offer": "off_00000000000000000000000000" });
        world.post(&lane.member, &lane.path("/decisions"), unknown).await.refused(422, "no_such_offer");

        // Decided, it can be put up.
        let (offer, words) = (kernel::Id::parse(&made).unwrap(), deed["words"].as_str().unwrap().to_owned());
        lane.act(&world, move |tx, now| market::set_split_by_decision(tx, offer, &words, "prp_1", now.into())).await;
        world.post(&lane.steward, &format!("{path}/publication"), json!({})).await.assert(200);
        let page = world.look(Some(&lane.treasurer), &path).await.assert(200).body.clone();
        assert!(!page.contains("Not for sale yet") && page.contains(&begin), "{page}");
        // And what waits with the same split, too.
        world.post(&lane.steward, &publication, json!({})).await.assert(200);
    }

    /// From the charter's page to a proposal that changes its theme and its openness, without script; it says what changes.
    async fn the_charter_s_page_begins_its_proposal(world: World) {
        let lane = decided(&world).await;
        let page = world.look(Some(&lane.member), &lane.path("/charter")).await.assert(200).body.clone();
        assert!(page.contains(&format!("href=\"{}\"", lane.path("/decisions/new"))), "{page}");
        let idea = [("title", "Bread"), ("body", "We bake.")];
        let made = world.fill(Some(&lane.member), &lane.path("/decisions"), &idea).await;
        let path = made.assert(303).header("location").to_owned();
        let text = format!("{path}/text");
        let base = [("from_version", "1"), ("title", "Bread"), ("body", "We bake."), ("reason", "To be clear")];
        let more = [base.as_slice(), &[("more", "charter")]].concat();
        let form = world.fill(Some(&lane.member), &text, &more).await.assert(200).body.clone();
        let was = form.split("name=\"deed_1_was\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let was = was.replace("&#34;", "\"").replace("&quot;", "\"");
        let theme = serde_json::from_str::<Value>(&was).unwrap()["theme"].as_str().unwrap().to_owned();
        let name = serde_json::from_str::<Value>(&was).unwrap()["name"].as_str().unwrap().to_owned();
        let days = serde_json::from_str::<Value>(&was).unwrap()["probation_days"].as_str().unwrap().to_owned();
        let belief = serde_json::from_str::<Value>(&was).unwrap()["belief"].as_str().unwrap().to_owned();
        let fields = [
            ("deed_1_do", "charter"), ("deed_1_was", was.as_str()), ("deed_1_name", name.as_str()),
            ("deed_1_theme", "Bread for all"), ("deed_1_belief", belief.as_str()), ("deed_1_probation_days", days.as_str()),
            ("deed_1_storefront_public", "on"), ("deed_1_applications_open", "on"),
        ];
        let fields = [base.as_slice(), &fields].concat();
        world.fill(Some(&lane.member), &text, &fields).await.assert(303);
        let page = world.look(Some(&lane.member), &path).await.assert(200).body.clone();
        assert!(page.contains(&format!("Theme: {theme} → Bread for all")), "{page}");
        assert!(page.contains("Visitors see the books: Yes → No"), "{page}");
        let told = world.get(&lane.member, &path).await.assert(200).json();
        assert_eq!(told["asks"]["actions"][0]["changes"].as_array().unwrap().len(), 2, "{told}");
        // Nothing left to change is said beside its field.
        let as_it_is: Vec<_> = fields.iter().map(|(name, value)| match *name {
            "deed_1_theme" => ("deed_1_theme", theme.as_str()),
            "from_version" => ("from_version", "2"),
            name => (name, *value),
        }).chain([("deed_1_books_public", "on")]).collect();
        let refused = world.fill(Some(&lane.member), &text, &as_it_is).await.assert(422).body.clone();
        assert!(refused.contains("href=\"#deed_1_name\""), "{refused}");
    }
}
