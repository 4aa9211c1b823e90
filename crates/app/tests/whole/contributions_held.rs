//! What members give becomes shares, by a decision: proposed by the form, decided, claimed, counted, and seen by each as is theirs.

use crate::common::{World, days, shop};
use contributions::leaving::{Keeps, Leaving};
use contributions::rules::{Becomes, ContributionRules, Rate};
use contributions::worth::Per;
use governance::asks::{Action, Asks};
use governance::choice::Choice;
use kernel::Price;
use serde_json::json;

testkit::both_engines! {
    async fn decided_given_and_held(world: World) {
        let lane = shop(&world, "lane", true).await;
        let pantry = lane.instrument(&world).await;
        let words = json!({ "valuing": "money", "unpaid": "2", "cash": "4", "confirmation_count": 2, "dispute_days": 7,
            "rates": [{ "name": "Baking", "per": "hour", "price": "30" }],
            "holding": { "instrument": pantry, "unit_value": 5_000 } });
        let action = Action::ContributionRules { words: words.to_string() };
        let asks = Asks { actions: vec![action], ..Asks::default() };
        let voters: Vec<_> = lane.voters(&world, 5).await.into_iter().map(|voter| (voter, Choice::Yes)).collect();
        world.pass(days(31)).await;
        let decided = lane.decided(&world, "Work makes shares", asks, &voters).await;
        world.pass(days(4)).await;
        let asked = world.look(Some(&lane.member), &lane.path(&format!("/decisions/{}", decided.proposal))).await;
        assert!(asked.body.contains("Every ¥50.00 becomes one unit of A part of the pantry"), "{}", asked.body);
        let rules = world.look(Some(&lane.member), &lane.path("/contributions/rules")).await;
        assert!(rules.body.contains("Every ¥50.00 becomes one unit of A part of the pantry"), "{}", rules.body);

        let list = lane.path("/contributions");
        let given = json!({ "rate": "1", "quantity": "7", "what": "Baked for the market", "fund": "1",
            "done_on": crate::common::shop::day(&world) });
        let id = world.post(&lane.member, &list, given).await.assert(201).text("contribution");
        let own = format!("{list}/{id}");
        let page = world.look(Some(&lane.supplier), &own).await;
        assert!(page.body.contains("one unit for ¥50.00"), "before it counts it says what it becomes: {}", page.body);
        assert!(!page.body.contains("once it counts"), "and to others no more than that: {}", page.body);
        let page = world.look(Some(&lane.member), &own).await;
        assert!(page.body.contains("once it counts, 4 units; ¥10.00 goes on to the next"), "{}", page.body);
        let page = world.look_in_chinese(&lane.member, &own).await;
        assert!(page.body.contains("计入时变成 4 份，余 ¥10.00 并到下一笔"), "{}", page.body);
        for who in [&lane.steward, &lane.supplier] {
            world.post(who, &format!("{own}/confirmations"), json!({})).await.assert(200);
        }
        world.pass(days(8)).await;

        // ¥210 are four units; three may be one member's, and ¥10 are left.
        let told = world.get(&lane.member, &own).await.assert(200).json();
        assert_eq!(told["holding"]["made"], json!({ "units": 4, "units_issued": 3, "rest_before": 0, "rest_after": 1_000 }));
        let page = world.look(Some(&lane.supplier), &own).await;
        assert!(!page.body.contains("goes on to the next"), "how much somebody holds is not for everybody: {}", page.body);
        let page = world.look(Some(&lane.treasurer), &own).await;
        assert!(page.body.contains("goes on to the next"), "{}", page.body);
        let holdings = lane.path("/contributions/holdings");
        let page = world.look(Some(&lane.member), &holdings).await;
        for there in ["3 units in the register", "¥10.00 makes no whole share yet", "Enter what waits", "Baked for the market"] {
            assert!(page.body.contains(there), "{there}: {}", page.body);
        }
        let full = world.fill(Some(&lane.member), &holdings, &[]).await;
        assert!(full.status == 409 && full.body.contains("There is no room yet"), "{}", full.body);
        world.post(&lane.supplier, &holdings, json!({})).await.refused(409, "nothing_waits");
        let holding = world.look(Some(&lane.member), &lane.path(&format!("/instruments/{pantry}/holding"))).await;
        assert!(holding.body.contains(&own), "the register's line leads to the contribution: {}", holding.body);
        let read = json!({ "risk_version": "1", "read": "on" });
        let made = world.post(&lane.member, &lane.path(&format!("/instruments/{pantry}/certificates")), read).await;
        let certificate = made.assert(201).text("certificate");
        let told = world.get(&lane.member, &lane.path(&format!("/certificates/{certificate}"))).await;
        assert_eq!(told.assert(200).json()["origins"], json!([{ "kind": "contribution", "change_units": 3 }]));
        world.assert_sound().await;
    }

    /// The form of a proposal has it: which shares, and how much makes one.
    async fn a_proposal_says_which_shares(world: World) {
        let lane = shop(&world, "lane", true).await;
        let pantry = lane.instrument(&world).await;
        let idea = [("title", "Work makes shares"), ("body", "Who bakes holds.")];
        let made = world.fill(Some(&lane.member), &lane.path("/decisions"), &idea).await;
        let text = format!("{}/text", made.assert(303).header("location"));
        let base = [("from_version", "1"), ("title", "Work"), ("body", "Who bakes holds."), ("reason", "To be clear")];
        let more = [base.as_slice(), &[("more", "contribution_rules")]].concat();
        let page = world.fill(Some(&lane.member), &text, &more).await;
        assert!(page.body.contains(&format!("<option value=\"{pantry}\"")), "{}", page.body);
        let deed = [("deed_1_do", "contribution_rules"), ("deed_1_rates", "Baking | hour | 30"), ("deed_1_confirmations", "2"),
            ("deed_1_dispute_days", "7"), ("deed_1_valuing", "money"), ("deed_1_instrument", pantry.as_str())];
        let without = [base.as_slice(), &deed].concat();
        let refused = world.fill(Some(&lane.member), &text, &without).await;
        assert!(refused.status == 422 && refused.body.contains("deed_1_price"), "how much makes one is missing: {}", refused.body);
        let whole = [without.as_slice(), &[("deed_1_price", "50")]].concat();
        world.fill(Some(&lane.member), &text, &whole).await.assert(303);
        let told = world.get(&lane.member, made.header("location")).await.assert(200).json();
        let words: serde_json::Value = serde_json::from_str(told["asks"]["actions"][0]["words"].as_str().unwrap()).unwrap();
        assert_eq!(words["holding"], json!({ "instrument": pantry, "unit_value": 5_000 }));
    }

    /// Shown before, announced when they leave, objected to by who is a member no more, and decided by a third.
    async fn who_leaves_sees_it_before_and_may_object(world: World) {
        let lane = shop(&world, "lane", true).await;
        let keeps = |units_percent, counted_percent| Keeps { units_percent, counted_percent };
        let leaving = Leaving { well_after_months: 12, removed_badly: true, vesting_months: 0, well_vests_all: true,
            well: keeps(100, 100), badly: keeps(50, 50), capital_back: true };
        let rates = vec![Rate { name: "Baking".to_owned(), per: Per::Hour, price: Price::from_e4(300_000) }];
        let rules = ContributionRules { rates, leaving: Some(leaving), ..ContributionRules::default() };
        lane.act(&world, move |tx, now| contributions::set_rules_by_decision(tx, &rules, "prp_1", "Proposal 1", now)).await;
        let own = lane.path(&format!("/contributions/{}", lane.contribution(&world).await));
        for who in [&lane.steward, &lane.supplier] {
            world.post(who, &format!("{own}/confirmations"), json!({})).await.assert(200);
        }
        world.pass(days(8)).await;
        let path = lane.path("/contributions/leaving");
        let page = world.look(Some(&lane.member), &path).await;
        for there in ["If you left today", "left early", "¥30.00 counts no more", "50% of the shares earned"] {
            assert!(page.body.contains(there), "{there}: {}", page.body);
        }
        let mine = world.look(Some(&lane.member), &lane.path("/mine")).await;
        assert!(mine.body.contains("If you left today"), "{}", mine.body);
        world.fill(Some(&lane.member), &lane.path("/mine/leaving"), &[("sure", "on")]).await.assert(303);
        world.pass(days(1)).await;
        let told = world.get(&lane.member, &path).await.assert(200).json();
        assert_eq!((&told["is_member"], &told["departures"][0]["state"]), (&json!(false), &json!("announced")));
        assert_eq!(told["departures"][0]["lines"][0]["value"], json!(3_000));
        let departure = told["departures"][0]["id"].as_str().unwrap().to_owned();
        let of = |rest: &str| lane.path(&format!("/contributions/departures/{departure}/{rest}"));
        assert!(world.get(&lane.member, &own).await.turned_away(), "nothing else is for them any more");
        let silent = world.fill(Some(&lane.member), &of("objections"), &[("reason", " ")]).await;
        assert!(silent.status == 422 && silent.body.contains("Give a reason"), "{}", silent.body);
        world.post(&lane.supplier, &of("objections"), json!({ "reason": "no" })).await.refused(403, "not_your_departure");
        world.fill(Some(&lane.member), &of("objections"), &[("reason", "I was ill")]).await.assert(303);
        let desk = world.look(Some(&lane.treasurer), &lane.path("/desk")).await;
        assert!(desk.body.contains("/contributions/departures"), "{}", desk.body);
        let page = world.look(Some(&lane.treasurer), &lane.path("/contributions/departures")).await;
        assert!(page.body.contains("I was ill") && page.body.contains("You decide"), "{}", page.body);
        let open = world.fill(Some(&lane.treasurer), &of("ruling"), &[("ruling", "lifted"), ("reason", "")]).await;
        assert!(open.status == 422 && open.body.contains("Give a reason"), "{}", open.body);
        let lifted = json!({ "ruling": "lifted", "reason": "She was ill" });
        assert_eq!(world.post(&lane.treasurer, &of("ruling"), lifted).await.assert(200).json()["state"], json!("lifted"));
        let page = world.look(Some(&lane.member), &path).await;
        assert!(page.body.contains("Not carried out") && page.body.contains("She was ill"), "{}", page.body);
        world.assert_sound().await;
    }

    /// Before they leave it says how many shares lapse; when the days to object are over, that they have.
    async fn shares_of_who_leaves_early_lapse(world: World) {
        let lane = shop(&world, "lane", true).await;
        let pantry = lane.instrument(&world).await;
        let instrument = kernel::Id::parse(&pantry).unwrap();
        let keeps = |units_percent, counted_percent| Keeps { units_percent, counted_percent };
        let leaving = Leaving { well_after_months: 12, removed_badly: true, vesting_months: 0, well_vests_all: true,
            well: keeps(100, 100), badly: keeps(0, 0), capital_back: true };
        let rates = vec![Rate { name: "Baking".to_owned(), per: Per::Hour, price: Price::from_e4(300_000) }];
        let holding = Some(Becomes { instrument, unit_value: 2_000 });
        let rules = ContributionRules { rates, holding, leaving: Some(leaving), ..ContributionRules::default() };
        lane.act(&world, move |tx, now| contributions::set_rules_by_decision(tx, &rules, "prp_1", "Proposal 1", now)).await;
        let own = lane.path(&format!("/contributions/{}", lane.contribution(&world).await));
        for who in [&lane.steward, &lane.supplier] {
            world.post(who, &format!("{own}/confirmations"), json!({})).await.assert(200);
        }
        world.pass(days(8)).await;
        let path = lane.path("/contributions/leaving");
        let page = world.look(Some(&lane.member), &path).await;
        assert!(page.body.contains("3 shares lapse"), "{}", page.body);
        world.fill(Some(&lane.member), &lane.path("/mine/leaving"), &[("sure", "on")]).await.assert(303);
        world.pass(days(1)).await;
        let page = world.look(Some(&lane.member), &path).await;
        assert!(page.body.contains("3 shares lapse") && !page.body.contains("have lapsed"), "{}", page.body);
        world.pass(days(15)).await;
        let page = world.look(Some(&lane.member), &path).await;
        assert!(page.body.contains("3 shares have lapsed"), "{}", page.body);
        world.assert_sound().await;
    }

    /// A dispute goes to a ballot: the form offers it, and what members decide counts.
    async fn members_rule_on_a_dispute(world: World) {
        let lane = shop(&world, "lane", true).await;
        lane.contribution_rules(&world, "money").await;
        let id = lane.contribution(&world).await;
        let own = lane.path(&format!("/contributions/{id}"));
        for who in [&lane.steward, &lane.moderator] {
            world.post(who, &format!("{own}/confirmations"), json!({})).await.assert(200);
        }
        world.post(&lane.supplier, &format!("{own}/disputes"), json!({ "reason": "The oven was off" })).await.assert(200);
        let page = world.look(Some(&lane.supplier), &own).await;
        assert!(page.body.contains("Members may also rule on it together"), "{}", page.body);
        let idea = [("title", "The oven"), ("body", "Half of it.")];
        let made = world.fill(Some(&lane.member), &lane.path("/decisions"), &idea).await;
        let text = format!("{}/text", made.assert(303).header("location"));
        let base = [("from_version", "1"), ("title", "The oven"), ("body", "Half of it."), ("reason", "To be clear")];
        let more = [base.as_slice(), &[("more", "ruling")]].concat();
        let page = world.fill(Some(&lane.member), &text, &more).await;
        assert!(page.body.contains(&format!("<option value=\"{id}\"")), "{}", page.body);
        let deed = |share| [base.as_slice(), &[("deed_1_do", "ruling"), ("deed_1_contribution", id.as_str()),
            ("deed_1_ruling", "part"), ("deed_1_share", share)]].concat();
        assert_eq!(world.fill(Some(&lane.member), &text, &deed("3/2")).await.status, 422);
        world.fill(Some(&lane.member), &text, &deed("1/2")).await.assert(303);
        let asks = world.get(&lane.member, made.header("location")).await.assert(200).json();
        let action: Action = serde_json::from_value(asks["asks"]["actions"][0].clone()).unwrap();
        let voters: Vec<_> = lane.voters(&world, 5).await.into_iter().map(|voter| (voter, Choice::Yes)).collect();
        world.pass(days(31)).await;
        let asks = Asks { actions: vec![action], ..Asks::default() };
        lane.decided(&world, "Half of it", asks, &voters).await;
        world.pass(days(4)).await;
        let told = world.get(&lane.member, &own).await.assert(200).json();
        assert_eq!((&told["state"], &told["value"]), (&json!("recorded"), &json!(3_000)));
        let page = world.look(Some(&lane.member), &own).await;
        assert!(page.body.contains("By decision") && page.body.contains("/decisions/prp_"), "{}", page.body);
        world.assert_sound().await;
    }
}
