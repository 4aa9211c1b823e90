//! Bringing a neighbour, by its pages: the link, the box before ordering, the coupon, and what is told of it to whom.

use crate::common::shop::day;
use crate::common::{Shop, Someone, World, browser, shop};
use axum::http::{HeaderValue, Method, header};
use governance::asks::{Action, Asks};
use governance::choice::Choice;
use serde_json::{Value, json};

impl Shop {
    async fn set_aside(&self, world: &World, mandate: &str, rules: Value) -> String {
        let mut asked = json!({ "title": "Bring a neighbour", "mandate": mandate, "ends_on": day(world) });
        asked.as_object_mut().unwrap().extend(rules.as_object().unwrap().clone());
        let proposed = world.post(&self.treasurer, &self.path("/rewards"), asked).await;
        let budget = proposed.assert(201).text("budget");
        let path = self.path(&format!("/rewards/{budget}/approval"));
        world.post(&self.steward, &path, json!({})).await.assert(200);
        budget
    }

    async fn brought(&self, world: &World) -> Value {
        world.get(&self.member, &self.path("/rewards")).await.assert(200).json()
    }
}

/// As a browser that keeps this cookie beside its session.
async fn look_with(world: &World, who: &Someone, path: &str, cookie: &str) -> crate::common::Answer {
    let mut request = browser(Method::GET, path, Some(who), None);
    let own = request.headers()[header::COOKIE].to_str().unwrap();
    let both = HeaderValue::from_str(&format!("{own}; {cookie}")).unwrap();
    request.headers_mut().insert(header::COOKIE, both);
    world.send(request).await
}

testkit::both_engines! {
    /// A proposal says what its mandate is for, voters read it, and nothing else is done under it: by a page, by a program.
    async fn a_mandate_is_for_what_was_decided(world: World) {
        let lane = shop(&world, "lane", true).await;
        let bring = Action::Mandate {
            purpose: "Thanks for bringing a neighbour".to_owned(),
            fund: 1,
            ceiling_minor: 10_000,
            ends_at_us: world.clock.now().plus(crate::common::days(90)).micros,
            carried_by: None,
            kind: governance::asks::MandateUse::Referral,
        };
        let mut lamps = bring.clone();
        if let Action::Mandate { purpose, kind, .. } = &mut lamps {
            (*purpose, *kind) = ("Lamps".to_owned(), governance::asks::MandateUse::Spending);
        }
        let mut voters = Vec::new();
        for someone in [&lane.steward, &lane.treasurer, &lane.moderator] {
            voters.push((kernel::Id::parse(&lane.member_id(&world, someone).await).unwrap(), Choice::Yes));
        }
        let asks = Asks { actions: vec![bring, lamps], ..Asks::default() };
        let decided = lane.decided(&world, "Thanks, and light", asks, &voters).await;
        let ballot = world.look(Some(&lane.member), &lane.path(&format!("/ballots/{}", decided.ballot))).await;
        assert!(ballot.body.contains("“Thanks for bringing a neighbour”, until"), "{}", ballot.body);
        assert_eq!(ballot.body.matches("only for rewards for bringing buyers and red packets").count(), 1);
        world.pass(crate::common::days(4)).await;
        let page = world.get(&lane.member, &lane.path(&format!("/decisions/{}", decided.proposal))).await.json();
        let made = |at: usize| page["came_of"]["deeds"][at]["result"].as_str().unwrap().to_owned();
        let (bring, lamps) = (made(0), made(1));
        // Every kind is in force; an expense can be asked for under some.
        for page in [lane.path(""), lane.path("/decisions")] {
            let told = world.look(Some(&lane.member), &page).await.assert(200).body.clone();
            assert!([&bring, &lamps].iter().all(|id| told.contains(&format!("/mandates/{id}"))), "{page}: {told}");
        }
        let seen = world.get(&lane.member, &lane.path(&format!("/mandates/{bring}"))).await.json();
        assert_eq!((&seen["kind"], &seen["can_ask"]), (&json!("referral"), &json!(false)));
        let page = world.look(Some(&lane.member), &lane.path(&format!("/mandates/{bring}"))).await;
        assert!(page.body.contains("rewards for bringing buyers, and red packets"), "{}", page.body);
        for (list, offered, not) in [("/rewards/new", &bring, &lamps), ("/expenses/new", &lamps, &bring)] {
            let form = world.look(Some(&lane.treasurer), &lane.path(list)).await.assert(200).body.clone();
            assert!(form.contains(offered) && !form.contains(not), "{list}: {form}");
        }

        let asked = |mandate: &str| json!({ "kind": "packet", "title": "New year", "mandate": mandate, "budget": "10.00",
            "ends_on": day(&world), "part_count": "5", "parts": "equal" });
        let path = lane.path("/rewards");
        world.post(&lane.treasurer, &path, asked(&lamps)).await.refused(422, "mandate_for_other");
        let typed = asked(&lamps);
        let fields: Vec<_> = typed.as_object().unwrap().iter().map(|(name, value)| (name.as_str(), value.as_str().unwrap())).collect();
        let form = world.fill(Some(&lane.treasurer), &path, &fields).await.assert(422).body.clone();
        assert!(form.contains("This mandate was decided for something else."), "{form}");
        world.post(&lane.treasurer, &path, asked(&bring)).await.assert(201);
        let flyers = lane.wanted(&world, &bring, "1.00").await;
        let flyers: serde_json::Map<String, Value> =
            flyers.into_iter().map(|(name, value)| (name.to_owned(), json!(value))).collect();
        world.post(&lane.member, &lane.path("/expenses"), Value::Object(flyers)).await.refused(422, "mandate_for_other");
        world.assert_sound().await;
    }

    async fn a_link_a_box_and_a_coupon(world: World) {
        let lane = shop(&world, "lane", true).await;
        let received = json!({ "kind": "gift", "amount": "100.00", "what": "For bringing neighbours",
            "received_on": day(&world), "giver_name": "Old school" });
        world.post(&lane.treasurer, &lane.path("/receipts"), received).await.assert(201);
        let mandate = lane.mandate_of_referral(&world, 10_000).await;
        let variant = lane.offer(&world, "Brown rice", "12.50", "90").await;
        let friend = world.sign_up("friend").await;
        lane.let_in(&world, &friend).await;
        let programme = json!({ "kind": "programme", "budget": "40.00", "rate": "5", "order_cap": "5.00",
            "member_cap": "20.00", "window_days": "30", "pays": "owed" });
        let programme = lane.set_aside(&world, &mandate, programme).await;

        // Nobody has a link who did not ask for one; asked twice it is the same.
        assert_eq!(lane.brought(&world).await["code"], Value::Null);
        let mut codes = Vec::new();
        for _ in 0..2 {
            codes.push(world.post(&lane.member, &lane.path("/rewards/code"), json!({})).await.assert(201).text("code"));
        }
        assert_eq!((codes[0].len(), codes[0] == codes[1]), (10, true));

        let link = lane.path(&format!("/via/{}", codes[0]));
        let opened = world.look(Some(&friend), &link).await;
        assert_eq!((opened.status, opened.header("location")), (303, lane.path("/market?brought=1").as_str()));
        let cookie = opened.header("set-cookie").to_owned();
        // Told once, to whose browser keeps it: the address may be passed on to somebody else.
        let kept = cookie.split(';').next().unwrap();
        let offer = variant.split('.').next().unwrap();
        for at in ["/market".to_owned(), format!("/offers/{offer}")] {
            for (query, cookie, says) in [("?brought=1", kept, true), ("", kept, false), ("?brought=1", "other=1", false)] {
                let told = look_with(&world, &friend, &lane.path(&format!("{at}{query}")), cookie).await;
                assert_eq!(told.assert(200).body.contains("You came by the link of a member"), says, "{at}{query} {cookie}: {told:?}");
            }
        }
        assert!(cookie.starts_with("hehuo_via_") && cookie.contains("HttpOnly") && cookie.contains("Max-Age=2592000"), "{cookie}");
        // A code that nobody has is told, and keeps nothing.
        for wrong in ["/via/0000000000", "/via/not-a-code-at-all"] {
            let unknown = world.look(Some(&friend), &lane.path(wrong)).await;
            assert_eq!((unknown.status, unknown.headers.contains_key("set-cookie")), (404, false), "{}", unknown.body);
            assert!(unknown.body.contains("Nobody here has this code"), "{}", unknown.body);
            world.get(&friend, &lane.path(wrong)).await.refused(404, "no_such_code");
        }
        let cookie = cookie.split(';').next().unwrap();

        // Before ordering: who gets what, and a box to leave it out. Who has left it out is not asked again.
        let review = lane.path(&format!("/orders/new?variant={variant}&quantity=2"));
        let page = look_with(&world, &friend, &review, cookie).await;
        assert!(page.body.contains("can get ¥1.25 for this order") && page.body.contains("name=\"via\""), "{}", page.body);
        let page = look_with(&world, &friend, &format!("{review}&looked=1"), cookie).await;
        assert!(!page.body.contains("name=\"via\""), "{}", page.body);
        let own = look_with(&world, &lane.member, &review, cookie).await;
        assert!(!own.body.contains("name=\"via\""), "nobody brings themselves");

        let via = cookie.split_once('=').unwrap().1;
        let order = [("variant", variant.as_str()), ("quantity", "2"), ("seen", "12.50"), ("payment", "bank_transfer")];
        let with = [&order[..], &[("via", via), ("looked", "1")]].concat();
        world.fill(Some(&friend), &lane.path("/orders"), &with).await.assert(303);
        world.fill(Some(&friend), &lane.path("/orders"), &order).await.assert(303);
        let brought = lane.brought(&world).await;
        assert_eq!((&brought["orders_brought"], &brought["promised_minor"]), (&json!(1), &json!(125)));
        // Only sums: neither who nor what.
        let page = world.look(Some(&lane.member), &lane.path("/rewards")).await;
        assert!(page.body.contains("1 order, up to ¥1.25 more"), "{}", page.body);
        let told = page.body.split("id=\"brought\"").nth(1).unwrap().split("</dl>").next().unwrap();
        assert!(!page.body.contains("friend") && !told.contains("rice"), "{told}");
        let shown = world.get(&friend, &lane.path(&format!("/rewards/{programme}"))).await.assert(200).json();
        assert_eq!((&shown["left_minor"], &shown["promised_minor"]), (&json!(3_875), &json!(125)));

        // A red packet, taken once and put on an order.
        let packet = json!({ "kind": "packet", "budget": "20.00", "part_count": "4", "parts": "equal" });
        let packet = lane.set_aside(&world, &mandate, packet).await;
        let take = lane.path(&format!("/rewards/{packet}/coupons"));
        let coupon = world.post(&friend, &take, json!({})).await.assert(201).text("coupon");
        world.post(&friend, &take, json!({})).await.refused(409, "taken_already");
        let page = world.look(Some(&friend), &format!("{review}&looked=1&coupon={coupon}")).await;
        assert!(page.body.contains("To pay") && page.body.contains("20.00"), "{}", page.body);
        let input = json!({ "lines": [{ "variant": variant, "quantity": "2" }], "payment": "bank_transfer", "coupon": coupon });
        let order = world.post(&friend, &lane.path("/orders"), input.clone()).await.assert(201).text("id");
        world.post(&friend, &lane.path("/orders"), input).await.refused(409, "coupon_unusable");
        let page = world.look(Some(&friend), &lane.order_path(&order, "")).await;
        assert!(page.body.contains("A coupon pays") && page.body.contains("20.00"), "{}", page.body);

        // The entry that set it aside leads to it, and to the decision.
        let entry = shown["entry"].as_i64().unwrap();
        let page = world.look(Some(&friend), &lane.path(&format!("/books/entries/{entry}"))).await;
        assert!(page.body.contains(&format!("/rewards/{programme}")) && page.body.contains(&mandate), "{}", page.body);
        world.assert_sound().await;
    }

    /// Ana brought Bea, and Bea brings Carl. Whatever a program sends along: Bea brought it, and nobody brought it above her.
    async fn a_program_says_no_second_level(world: World) {
        let lane = shop(&world, "lane", true).await;
        let received = json!({ "kind": "gift", "amount": "100.00", "what": "For bringing neighbours",
            "received_on": day(&world), "giver_name": "Old school" });
        world.post(&lane.treasurer, &lane.path("/receipts"), received).await.assert(201);
        let mandate = lane.mandate_of_referral(&world, 10_000).await;
        let variant = lane.offer(&world, "Brown rice", "12.50", "90").await;
        let programme = json!({ "kind": "programme", "budget": "40.00", "rate": "5", "order_cap": "5.00",
            "member_cap": "20.00", "window_days": "30", "pays": "owed" });
        lane.set_aside(&world, &mandate, programme).await;
        let ana = lane.member.clone();
        let (bea, carl) = (world.sign_up("bea").await, world.sign_up("carl").await);
        let mut codes = Vec::new();
        for who in [&bea, &carl] {
            lane.let_in(&world, who).await;
        }
        for who in [&ana, &bea] {
            codes.push(world.post(who, &lane.path("/rewards/code"), json!({})).await.assert(201).text("code"));
        }
        let (anas, beas) = (codes[0].as_str(), codes[1].as_str());
        let bea_id: web::ids::MemberId = kernel::Id::parse(&lane.member_id(&world, &bea).await).unwrap();
        let ana_id: web::ids::MemberId = kernel::Id::parse(&lane.member_id(&world, &ana).await).unwrap();
        let by = async |order: &str| {
            let id: kernel::Id<market::rows::Order> = kernel::Id::parse(order).unwrap();
            let row = world.running.site.db.read(move |reader| reader.find::<market::rows::Order>(&(1, id)));
            row.await.unwrap().unwrap().referred_by
        };
        let place = async |who: &Someone, more: Value| {
            let mut input = json!({ "lines": [{ "variant": variant, "quantity": "2" }], "payment": "bank_transfer" });
            input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            world.post(who, &lane.path("/orders"), input).await
        };
        let first = place(&bea, json!({ "via": anas })).await.assert(201).text("id");
        assert_eq!(by(&first).await, Some(ana_id));
        let above = [
            json!({ "via": beas, "referred_by": ana_id, "referrer": ana_id, "parent": ana_id, "level": 2 }),
            json!({ "via": beas, "via_2": anas, "upline": [anas], "brought_by": { "via": anas } }),
        ];
        let mut orders = vec![first];
        for more in above {
            let order = place(&carl, more).await.assert(201).text("id");
            assert_eq!(by(&order).await, Some(bea_id));
            orders.push(order);
        }
        // Two at once are no code, in whatever form.
        for two in [json!([beas, anas]), json!({ "via": beas, "above": anas })] {
            let answer = place(&carl, json!({ "via": two })).await;
            assert!(matches!(answer.status, 400 | 422), "{answer:?}");
        }
        let two = place(&carl, json!({ "via": format!("{beas},{anas}") })).await.assert(201).text("id");
        assert_eq!(by(&two).await, None);
        // Nobody brings what a pool or a list orders.
        let pool = lane.pool(&world, &variant, &[("least", json!("1"))]).await;
        let join = json!({ "units": "1", "payment": "later", "via": beas, "referred_by": bea_id });
        let part = world.post(&carl, &lane.path(&format!("/pools/{pool}/parts")), join).await.assert(201).text("part");
        let claim = json!({ "method": "bank_transfer", "proof": "ends in 7788", "via": beas });
        world.post(&carl, &lane.path(&format!("/parts/{part}/claim")), claim).await.assert(200);
        let came = json!({ "amount": "12.00", "arrived_on": world.clock.now().to_string(), "reference": "line 7" });
        world.post(&lane.treasurer, &lane.path(&format!("/parts/{part}/confirmation")), came).await.assert(200);
        let list = json!({ "text": "周六团购\nBrown rice 12.5元\n\n1. 小雨 Brown rice 2\n" });
        let list = world.post(&lane.steward, &lane.path("/lists"), list).await.assert(201).text("list");
        let made = world.post(&lane.steward, &lane.path(&format!("/lists/{list}/orders")), json!({ "via": beas })).await;
        let of_list = made.assert(200).json()["placed"][0].as_str().unwrap().to_owned();
        assert_eq!(by(&of_list).await, None);
        // Paid, handed over and settled: each is rewarded for what they brought, and for nothing that those did.
        for (who, order) in [&bea, &carl, &carl].into_iter().zip(&orders) {
            world.post(who, &lane.order_path(order, "/claim"), json!({ "proof": "at noon" })).await.assert(200);
            let payment = world.get(who, &lane.order_path(order, "")).await.assert(200).text("payment");
            let found = json!({ "amount": "25.00", "arrived_on": crate::common::shop::today(&world), "reference": "line 8" });
            world.post(&lane.treasurer, &lane.path(&format!("/payments/{payment}/confirmation")), found).await.assert(200);
            world.post(&lane.steward, &lane.order_path(order, "/fulfilment"), json!({})).await.assert(200);
        }
        world.pass(crate::common::days(20)).await;
        let of_part = world.get(&carl, &lane.path(&format!("/parts/{part}"))).await.assert(200).text("order");
        assert_eq!(by(&of_part).await, None);
        assert_eq!((lane.owed(&world, &ana).await, lane.owed(&world, &bea).await), (125, 250));
        world.assert_sound().await;
    }
}
