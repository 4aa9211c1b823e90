//! The way money goes, all around: an idea is decided on, paid for beforehand by neighbours, delivered, spent on and sold; what is
//! earned is shared out by a decision, and from every sum each link leads to the next, down to the idea and up again.

use crate::common::shop::{day, today};
use crate::common::{Shop, Someone, World, days, fresh, shop};
use serde_json::{Value, json};

/// The community, who buys in it, and what came to be on the way.
struct Around {
    world: World,
    lane: Shop,
    ana: Someone,
}

/// A page, and where it stands.
struct Page {
    path: String,
    body: String,
}

impl Page {
    /// The only address on it (there may be several links to it) that has this in it.
    fn link(&self, part: &str) -> String {
        let links = self.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let mut found: Vec<&str> = links.filter(|link| link.contains(part)).collect();
        found.sort_unstable();
        found.dedup();
        assert_eq!(found.len(), 1, "links with {part} on {}: {found:?}\n{}", self.path, self.body);
        found[0].replace("&#38;", "&").replace("&amp;", "&")
    }

    fn says(self, words: &[&str]) -> Page {
        for word in words {
            assert!(self.body.contains(word), "{word} is not on {}: {}", self.path, self.body);
        }
        self
    }
}

impl Around {
    async fn begin(world: World) -> Around {
        let lane = shop(&world, "lane", true).await;
        let ana = world.sign_up("ana").await;
        lane.let_in(&world, &ana).await;
        Around { world, lane, ana }
    }

    async fn open(&self, path: &str) -> Page {
        let answer = self.world.look(Some(&self.ana), path).await;
        answer.assert(200);
        // What stands around it on every page leads nowhere on.
        let body = answer.body.split("<main").nth(1).unwrap_or_default().split("</main>").next();
        Page { path: path.to_owned(), body: body.unwrap_or_default().to_owned() }
    }

    async fn follow(&self, from: &Page, part: &str) -> Page {
        self.open(&from.link(part)).await
    }

    async fn sent(&self, who: &Someone, path: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.world.fill(Some(who), path, fields).await;
        answer.assert(303);
        answer.header("location").to_owned()
    }

    async fn said(&self, who: &Someone, path: &str, input: Value) -> Value {
        let answer = self.world.post_keyed(who, path, &fresh("key"), input).await;
        assert!(matches!(answer.status, 200 | 201), "{} {}", path, answer.body);
        answer.json()
    }

    /// From the first words to a decision in force; answers the proposal's address.
    async fn decided(&self, title: &str, deeds: &[(&str, &str)]) -> String {
        let (world, lane) = (&self.world, &self.lane);
        let idea = [("title", title), ("body", "The yard has an oven, and nobody bakes.")];
        let proposal = self.sent(&lane.member, &lane.path("/decisions"), &idea).await;
        for to in ["discussion", "draft"] {
            self.sent(&lane.member, &format!("{proposal}/stage"), &[("to", to), ("reason", "It is time")])
                .await;
        }
        let text = [
            ("from_version", "1"),
            ("title", title),
            ("body", "The yard has an oven, and nobody bakes."),
            ("reason", "Said in full"),
            ("kind", "yes_no"),
        ];
        self.sent(&lane.member, &format!("{proposal}/text"), &[&text, deeds].concat()).await;
        world.pass(days(3)).await;
        let closes_at = world.clock.now().plus(days(3)).to_string();
        let opened = [("version", "2"), ("closes_at", closes_at.as_str())];
        let ballot = self.sent(&lane.member, &format!("{proposal}/ballots"), &opened).await;
        for who in [&lane.member, &lane.steward, &lane.treasurer, &self.ana] {
            self.sent(who, &format!("{ballot}/votes"), &[("choice", "yes")]).await;
        }
        world.pass(days(3)).await;
        world.pass(days(3)).await;
        let seen = world.get(&self.ana, &proposal).await.assert(200).json();
        // What only shares something out is carried out once it is paid.
        let stands =
            if seen["asks"]["actions"][0]["do"] == "distribution" { "carried_out" } else { "in_force" };
        assert_eq!(seen["stage"], stands, "{seen}");
        proposal
    }

    /// Two loaves a week, paid for beforehand by two, baked and accepted: ¥100 of sales. Answers the campaign's address.
    async fn raised(&self, proposal: &str) -> String {
        let (world, lane) = (&self.world, &self.lane);
        let decision = self.open(proposal).await;
        let campaign = decision.link("/campaigns/pol_");
        for who in [&self.ana, &lane.supplier] {
            let wanted = json!({ "units": "2", "payment": "later", "risk_read": "on" });
            let part = self.said(who, &format!("{campaign}/parts"), wanted).await["part"].clone();
            let part = lane.path(&format!("/parts/{}", part.as_str().unwrap()));
            self.said(who, &format!("{part}/claim"), json!({ "method": "bank_transfer", "proof": "7788" }))
                .await;
            let found = json!({ "amount": "50.00", "arrived_on": today(world), "reference": "line 7" });
            self.said(&lane.treasurer, &format!("{part}/confirmation"), found).await;
        }
        world.pass(days(12)).await;
        let evidence = json!({ "evidence": "Come and **taste**" });
        self.said(&lane.member, &format!("{campaign}/milestones/2/claim"), evidence).await;
        for who in [&self.ana, &lane.supplier] {
            self.sent(who, &format!("{campaign}/milestones/2/answer"), &[("accepts", "yes")]).await;
        }
        world.pass(days(4)).await;
        let seen = world.get(&self.ana, &campaign).await.assert(200).json();
        assert_eq!((&seen["stage"], &seen["released_minor"]), (&json!("done"), &json!(10_000)), "{seen}");
        campaign
    }

    /// Flour, laid out by who carries the mandate out, approved by the treasurer.
    async fn spent(&self, proposal: &str) -> String {
        let (world, lane) = (&self.world, &self.lane);
        let mandate = self.open(proposal).await.link("/mandates/man_");
        let id = mandate.rsplit('/').next().unwrap().to_owned();
        let wanted = lane.wanted(world, &id, "46.53").await;
        let wanted: serde_json::Map<_, _> =
            wanted.into_iter().map(|(name, text)| (name.to_owned(), json!(text))).collect();
        let expense = self.said(&lane.member, &lane.path("/expenses"), Value::Object(wanted)).await;
        let expense = lane.path(&format!("/expenses/{}", expense["expense"].as_str().unwrap()));
        self.said(
            &lane.treasurer,
            &format!("{expense}/approval"),
            json!({ "without_proof": "I saw it", "proof_count": 0 }),
        )
        .await;
        expense
    }

    /// Nothing more is spent for what was ordered ahead: from now on its money is earned.
    async fn handed_back(&self, campaign: &str) {
        let told = self.world.get(&self.lane.member, campaign).await.assert(200).json();
        let own = told["mandates"].as_array().unwrap().iter().find(|one| one["purpose"] != "Flour and wood");
        let own = own.unwrap_or_else(|| panic!("{told}"))["mandate"].as_str().unwrap().to_owned();
        let reason = json!({ "reason": "All of it is baked" });
        self.said(&self.lane.member, &self.lane.path(&format!("/mandates/{own}/ending")), reason).await;
    }

    /// A loaf of ¥20 of which the fund has two fifths; bought, fetched, accepted and settled. Answers the order's address.
    async fn sold(&self) -> String {
        let (world, lane) = (&self.world, &self.lane);
        let supplier = lane.member_id(world, &lane.supplier).await;
        let offer = json!({ "title": "Sourdough", "story": "From our oven.", "audience": "members", "limit": "", "rest": supplier,
            "variants": [{ "title": "", "unit": "loaf", "price": "20", "step": "1", "stock": "9" }],
            "parts": [{ "party": "fund:1", "kind": "percent", "take": "40" }] });
        let offer =
            self.said(&lane.steward, &lane.path("/offers"), offer).await["id"].as_str().unwrap().to_owned();
        let wish = Shop::wish(&format!("{offer}.1"), "1");
        let order =
            self.said(&self.ana, &lane.path("/orders"), wish).await["id"].as_str().unwrap().to_owned();
        let of = |rest: &str| lane.order_path(&order, rest);
        self.said(&self.ana, &of("/claim"), json!({ "proof": "7789" })).await;
        let payment = world.get(&self.ana, &of("")).await.assert(200).text("payment");
        let found = json!({ "amount": "20.00", "arrived_on": today(world), "reference": "line 8" });
        self.said(&lane.treasurer, &lane.path(&format!("/payments/{payment}/confirmation")), found).await;
        self.said(&lane.steward, &of("/fulfilment"), json!({})).await;
        self.said(&self.ana, &of("/acceptance"), json!({})).await;
        world.pass(days(8)).await;
        assert_eq!(world.get(&self.ana, &of("")).await.assert(200).text("state"), "settled");
        of("")
    }

    /// The month is closed by two, and what it earned is simulated; answers the distribution's address.
    async fn simulated(&self) -> String {
        let (world, lane) = (&self.world, &self.lane);
        let month = day(world)[..7].to_owned();
        world.pass(days(31)).await;
        self.said(&lane.treasurer, &lane.path("/periods"), json!({ "period": month })).await;
        self.said(&lane.steward, &lane.path(&format!("/periods/{month}/consent")), json!({})).await;
        let rule = json!({ "period": month, "fund": "1", "weight_purchases": "60", "weight_per_head": "40" });
        let made = self.said(&lane.treasurer, &lane.path("/distributions"), rule).await;
        lane.path(&format!("/distributions/{}", made["distribution"].as_str().unwrap()))
    }
}

const CAMPAIGN: &[(&str, &str)] = &[
    ("deed_1_do", "campaign"),
    ("deed_1_name", "Bread from the yard"),
    ("deed_1_kind", "pre_order"),
    ("deed_1_fund", "1"),
    ("deed_1_price", "25"),
    ("deed_1_units", "4"),
    ("deed_1_each", "2"),
    ("deed_1_least", "1"),
    ("deed_1_goal", "100"),
    ("deed_1_terms", "Two loaves"),
    ("deed_1_risk", "The oven may be cold"),
    ("deed_1_open_days", "10"),
    ("deed_1_withdraw_days", "5"),
    ("deed_1_grace_days", "1"),
    ("deed_1_milestones", "40% 0 The oven is lit\n60% 60 Baked"),
    ("deed_1_budget", "80 Flour"),
    ("deed_1_acceptance", "vote"),
    ("deed_1_look_days", "3"),
    ("deed_1_percent", "50"),
    ("deed_1_member_days", "0"),
    ("deed_1_team", "member-lane"),
    ("deed_2_do", "mandate"),
    ("deed_2_purpose", "Flour and wood"),
    ("deed_2_fund", "1"),
    ("deed_2_ceiling", "80"),
    ("deed_2_ends", "2026-12-31"),
    ("deed_2_by", "member-lane"),
];

testkit::both_engines! {
    /// ¥61.47 were earned: ¥100 of bread paid for beforehand, ¥8 of a sale, less ¥46.53 of flour. Who bought the loaf gets three
    /// fifths and a sixth of the rest; and every figure of it is behind a link of the page before, both ways.
    async fn from_the_idea_to_the_payout_and_back(world: World) {
        let it = Around::begin(world).await;
        let proposal = it.decided("An oven for all of us", CAMPAIGN).await;
        let campaign = it.raised(&proposal).await;
        let expense = it.spent(&proposal).await;
        it.handed_back(&campaign).await;
        let order = it.sold().await;
        let shared = it.simulated().await;
        let told = it.world.get(&it.ana, &shared).await.assert(200).json();
        assert_eq!(told["outcome"]["shared_minor"], 6_147, "{told}");
        // By deliveries all of it would be the baker's, whose loaf brought them ¥12; the page says which sale that was.
        let by_deliveries = json!({ "period": told["period"], "fund": "1", "weight_deliveries": "100" });
        let made = it.said(&it.lane.treasurer, &it.lane.path("/distributions"), by_deliveries).await;
        let baker = it.lane.path(&format!("/distributions/{}/mine", made["distribution"].as_str().unwrap()));
        let own = it.world.get(&it.lane.supplier, &baker).await.assert(200).json()["bases"][0].clone();
        assert_eq!((&own["basis"], &own["own"], &own["all"]), (&json!("deliveries"), &json!("1200"), &json!("1200")), "{own}");
        assert_eq!((&own["minor"], &own["pieces"][0]["minor"], &own["since_minor"]), (&json!(6_147), &json!(1_200), &json!(0)), "{own}");
        let why = it.world.look(Some(&it.lane.supplier), &baker).await.assert(200).body.clone();
        let sale = own["pieces"][0]["href"].as_str().unwrap();
        assert!(why.contains("Deliveries") && why.contains("what members got for their goods") && why.contains(sale), "{why}");
        let shares = format!("{} {}", shared.rsplit('/').next().unwrap(), told["hash"].as_str().unwrap());
        let sharing = it.decided("Share what the bread earned", &[("deed_1_do", "distribution"), ("deed_1_shares", &shares)]).await;
        for _ in 0..3 {
            it.world.pass(std::time::Duration::from_secs(1)).await;
        }
        let told = it.world.get(&it.ana, &format!("{shared}/mine")).await.assert(200).json();
        assert_eq!((&told["net_minor"], &told["is_paid"]), (&json!(4_097), &json!(true)), "{told}");
        let entry = format!("/books/entries/{}", told["entry"]);
        let paid = it.lane.pay_out(&it.world, &it.ana, "payable", "40.97").await;
        paid.assert(201);

        // Down: from "my money" to the transfer, what it was, the decisions, the surplus, the sale, the campaign, the cost, the idea.
        let books = it.open(&it.lane.path("/books/mine")).await.says(&["40.97"]);
        let mut entries = books.body.split("href=\"").filter_map(|rest| rest.split('"').next());
        let payout = entries.find(|href| href.contains("/books/entries/")).unwrap().to_owned();
        let payout = it.open(&payout).await.says(&["Paid out", "¥40.97", "Credited from a distribution"]);
        let part = it.follow(&payout, &entry).await.says(&["Credited from a distribution", "40.97"]);
        let distribution = it.follow(&part, "/distributions/dis_").await.says(&["¥61.47", "¥40.97"]);
        assert_eq!(distribution.path, shared);
        let decided = it.follow(&distribution, "/decisions/prp_").await.says(&["Share what the bread earned"]);
        assert_eq!(decided.path, sharing);
        let why = it.follow(&distribution, "/mine").await.says(&["¥40.97", "¥36.88", "¥4.09"]);
        let own = it.follow(&why, "/orders/ord_").await.says(&["Sourdough"]);
        assert_eq!(own.path, order);
        let sales = it.follow(&why, "purpose=sales").await.says(&["¥100.00", "¥20.00"]);
        let costs = it.follow(&why, "purpose=purchases").await.says(&["46.53"]);
        let cost = it.follow(&costs, "/books/entries/").await.says(&["46.53", "Flour and wood", "An oven for all of us"]);
        assert_eq!(cost.link("/expenses/exp_"), expense);
        assert_eq!(cost.link("/decisions/prp_"), proposal);
        let fund = it.follow(&why, "/books/funds/1").await.says(&["Bread from the yard", "¥100.00", "An oven for all of us"]);
        let raised = it.follow(&fund, "/campaigns/pol_").await.says(&["¥100.00"]);
        assert_eq!(raised.path, campaign);
        let idea = it.follow(&raised, "/decisions/prp_").await.says(&["nobody bakes"]);
        assert_eq!(idea.path, proposal);
        let settlement = sales.body.split("<li class=\"row\">").find(|row| row.contains("¥20.00")).unwrap();
        let settlement = settlement.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
        let settlement = it.open(settlement).await.says(&["¥20.00", "8.00", "Sourdough"]);
        assert_eq!(settlement.link("/orders/ord_"), order);

        // Up: from the order and from the decision.
        let money = it.follow(&it.open(&order).await, "/money").await.says(&["¥20.00", "¥8.00"]);
        assert_eq!(it.follow(&money, "/books/funds/1").await.link("/distributions/dis_"), shared);
        assert_eq!(settlement.link("/distributions/dis_"), shared);
        assert_eq!(cost.link("/distributions/dis_"), shared);
        let released = it.world.get(&it.ana, &campaign).await.assert(200).json();
        let delivered = it.open(sales.body.split("<li class=\"row\">").find(|row| row.contains("¥100.00")).unwrap()
            .split("href=\"").nth(1).unwrap().split('"').next().unwrap()).await;
        assert_eq!((delivered.link("/distributions/dis_"), &released["fund"]), (shared.clone(), &json!(1)));
        assert_eq!(it.follow(&idea, "/campaigns/pol_").await.link("/books/funds/1"), it.lane.path("/books/funds/1"));
        assert_eq!(decided.link("/distributions/dis_"), shared);
        let up = it.follow(&it.follow(&distribution, "/mine").await, &entry).await.says(&["40.97"]);
        assert_eq!(up.path, part.path);
        assert!(up.body.contains("Paid out"), "{}", up.body);

        // Who did not buy sees the same sale in the books, and is led nowhere that is closed to them.
        let other = it.world.look(Some(&it.lane.supplier), &settlement.path).await.assert(200).body.clone();
        assert!(other.contains("¥20.00") && !other.contains(&order), "{other}");
        it.world.assert_sound().await;
    }
}
