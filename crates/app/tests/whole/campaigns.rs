//! Campaigns over the program's own addresses: from taking part to the fund and back, what their pages say, and to whom.

use crate::common::{Shop, Someone, World, days, shop};
use serde_json::{Value, json};

async fn page(world: &World, lane: &Shop, who: &Someone, path: &str) -> Value {
    world.get(who, &lane.path(path)).await.assert(200).json()
}

async fn gives(world: &World, lane: &Shop, who: &Someone, campaign: &str, amount: &str) -> String {
    let input = json!({ "amount": amount, "payment": "later", "risk_read": "on" });
    let part = world
        .post(who, &lane.path(&format!("/campaigns/{campaign}/parts")), input)
        .await
        .assert(201)
        .text("part");
    let input = json!({ "method": "bank_transfer", "proof": "ends in 7788" });
    world.post(who, &lane.path(&format!("/parts/{part}/claim")), input).await.assert(200);
    let input =
        json!({ "amount": amount, "arrived_on": world.clock.now().to_string(), "reference": "statement 7" });
    world.post(&lane.treasurer, &lane.path(&format!("/parts/{part}/confirmation")), input).await.assert(200);
    part
}

testkit::both_engines! {
    /// The goal is reached, a milestone is claimed and objected to, and the rest goes back; from the entries the way leads to the
    /// campaign and to the decision.
    async fn a_campaign_releases_what_backers_accept(world: World) {
        let lane = shop(&world, "lane", true).await;
        let campaign = lane.campaign(&world, |_| {}).await;
        let about = |rest: &str| format!("/campaigns/{campaign}{rest}");
        let part = gives(&world, &lane, &lane.supplier, &campaign, "60.00").await;
        gives(&world, &lane, &lane.steward, &campaign, "40.00").await;
        let seen = page(&world, &lane, &lane.supplier, &about("")).await;
        assert_eq!((&seen["in_minor"], &seen["goal_minor"], &seen["stage"]), (&json!(10_000), &json!(10_000), &json!("collecting")));
        assert_eq!(seen["terms"]["milestones"][1]["title"], json!("It stands"));
        assert_eq!(seen["due"][0]["what"], json!("No withdrawing after this"));
        // What is kept for whom the treasurer finds where it is listed.
        let desk = world.look(Some(&lane.treasurer), &lane.path("/desk")).await.assert(200).body.clone();
        assert!(desk.contains("Paid into campaigns that have not closed yet") && desk.contains("¥100.00"), "{desk}");
        assert!(desk.contains(&format!("href=\"{}\"", lane.path("/campaigns"))) && !desk.contains("Paid into group buys"), "{desk}");
        let listed = page(&world, &lane, &lane.supplier, "/campaigns").await;
        assert_eq!((&listed["campaigns"][0]["id"], &listed["due"][1]["what"]), (&json!(campaign), &json!("Closes")));
        // A pool's address leads to the page of its kind.
        world.get(&lane.supplier, &lane.path(&format!("/pools/{campaign}"))).await.assert(303);
        let home = world.get(&lane.supplier, &lane.path("")).await.assert(200).json();
        assert!(home.to_string().contains("A roof for the yard"));

        world.pass(days(11)).await;
        let seen = page(&world, &lane, &lane.supplier, &about("")).await;
        assert_eq!((&seen["stage"], &seen["released_minor"], &seen["kept_minor"]), (&json!("running"), &json!(4_000), &json!(6_000)));
        let release = seen["terms"]["milestones"][0]["entry"].as_i64().unwrap();
        let own = page(&world, &lane, &lane.supplier, &format!("/parts/{part}")).await;
        for number in [release, own["paid_entry"].as_i64().unwrap()] {
            let entry = page(&world, &lane, &lane.supplier, &format!("/books/entries/{number}")).await;
            assert_eq!(entry["pool"]["id"], json!(campaign));
            assert_eq!((&entry["origin"][0]["step"], &entry["origin"][0]["words"]), (&json!("decision"), &json!("Let us build a roof")));
        }
        // What was released names what backers paid in, and each of these is a link away.
        let entry = page(&world, &lane, &lane.supplier, &format!("/books/entries/{release}")).await;
        assert_eq!((&entry["paid_in_count"], &entry["paid_in"][0]["number"]), (&json!(2), &own["paid_entry"]), "{entry}");
        let told = world.look(Some(&lane.supplier), &lane.path(&format!("/books/entries/{release}"))).await.body;
        let first = lane.path(&format!("/books/entries/{}", own["paid_entry"]));
        assert!(told.contains("What backers paid in") && told.contains(&format!("href=\"{first}\"")), "{told}");
        let paid = page(&world, &lane, &lane.supplier, &format!("/books/entries/{}", own["paid_entry"])).await;
        assert_eq!((&paid["paid_in_count"], &paid["paid_in"]), (&json!(0), &json!([])));
        // The team may spend what is released, by the budget; from the expense the way leads back to the campaign.
        let purse = |seen: &Value| (seen["purse"]["permitted_minor"].clone(), seen["purse"]["used_minor"].clone());
        assert_eq!(purse(&seen), (json!(4_000), json!(0)));
        let mandate = seen["purse"]["mandate"].as_str().unwrap().to_owned();
        let asks = format!("/expenses/new?mandate={mandate}");
        assert!(world.look(Some(&lane.member), &lane.path(&about(""))).await.body.contains(&asks));
        assert!(!world.look(Some(&lane.supplier), &lane.path(&about(""))).await.body.contains(&asks));
        assert!(world.look(Some(&lane.member), &lane.path(&asks)).await.body.contains("name=\"line\""));
        let wanted = |line: &str| json!({ "mandate": mandate, "line": line, "amount": "10.00", "what": "Tiles",
            "incurred_on": &world.clock.now().to_string()[..10], "payee_name": "The mill" });
        world.post(&lane.member, &lane.path("/expenses"), wanted("9")).await.refused(422, "no_such_line");
        // Whichever way one comes to the form, the line is asked; without a script the page comes back with the lines.
        world.post(&lane.member, &lane.path("/expenses"), wanted("")).await.refused(422, "line_missing");
        let day = world.clock.now().to_string();
        let mut typed = vec![("mandate", mandate.as_str()), ("amount", "10.00"), ("what", "Tiles"), ("incurred_on", &day[..10]), ("payee_name", "The mill")];
        let back = world.fill(Some(&lane.member), &lane.path("/expenses"), &typed).await.assert(422).body.clone();
        assert!(back.contains("name=\"line\"") && back.contains("say which line of it this is for"), "{back}");
        typed.extend([("line", "1"), ("lines_of", "man_01k00000000000000000000000")]);
        world.fill(Some(&lane.member), &lane.path("/expenses"), &typed).await.assert(422);
        let expense = world.post(&lane.member, &lane.path("/expenses"), wanted("1")).await.assert(201).text("expense");
        let approval = json!({ "without_proof": "I saw it" });
        world.post(&lane.treasurer, &lane.path(&format!("/expenses/{expense}/approval")), approval).await.assert(200);
        assert_eq!(purse(&page(&world, &lane, &lane.supplier, &about("")).await), (json!(4_000), json!(1_000)));
        assert_eq!(page(&world, &lane, &lane.supplier, &format!("/expenses/{expense}")).await["campaign"], json!(campaign));
        let paid = json!({ "paid_on": &world.clock.now().to_string()[..10], "reference": "statement 8" });
        world.post(&lane.treasurer, &lane.path(&format!("/expenses/{expense}/payment")), paid).await.assert(200);
        let told = world.look(Some(&lane.supplier), &lane.path(&about(""))).await.body.clone();
        assert!(told.contains("¥80.00 of the budget is left"), "{told}");
        let claim = about("/milestones/2/claim");
        world.post(&lane.member, &lane.path(&claim), json!({ "evidence": " " })).await.refused(422, "evidence_missing");
        world.post(&lane.member, &lane.path(&claim), json!({ "evidence": "Come and **look**" })).await.assert(200);
        let mine = page(&world, &lane, &lane.supplier, "").await;
        assert!(mine.to_string().contains("Please look"), "{mine}");
        let answer = lane.path(&about("/milestones/2/answer"));
        world.post(&lane.supplier, &answer, json!({ "accepts": "perhaps" })).await.refused(422, "invalid_input");
        world.post(&lane.treasurer, &answer, json!({ "accepts": "no" })).await.refused(403, "not_a_backer");
        world.post(&lane.supplier, &answer, json!({ "accepts": "no" })).await.refused(422, "reason_missing");
        world.fill(Some(&lane.supplier), &answer, &[("accepts", "no"), ("reason", "It leaks")]).await.assert(303);
        let told = world.look(Some(&lane.supplier), &lane.path(&about(""))).await;
        assert!(told.body.contains("You have objected") && told.body.contains("<strong>look</strong>"), "{}", told.short());
        // How others answer, and why, nobody is told before the time to look is over; the own answer one sees.
        for who in [&lane.member, &lane.steward, &lane.supplier] {
            let seen = page(&world, &lane, who, &about("")).await;
            let step = &seen["terms"]["milestones"][1];
            assert_eq!((&step["yes"], &step["no"], &step["objections"], &step["backers"]), (&json!(null), &json!(null), &json!([]), &json!(2)));
            assert_eq!(step["own"], if who.name == lane.supplier.name { json!(false) } else { json!(null) });
            let told = world.look(Some(who), &lane.path(&about(""))).await.body;
            assert!(!told.contains("It leaks") && !told.contains("1 object") && told.contains("how they answer is told when the time is up"), "{told}");
        }
        world.pass(days(8)).await;
        let seen = page(&world, &lane, &lane.supplier, &about("")).await;
        assert_eq!((&seen["stage"], &seen["returned_minor"], &seen["kept_minor"]), (&json!("returned"), &json!(6_000), &json!(0)));
        let step = &seen["terms"]["milestones"][1];
        assert_eq!((&step["yes"], &step["no"], &step["objections"]), (&json!(0), &json!(1), &json!(["It leaks"])));
        let told = world.look(Some(&lane.steward), &lane.path(&about(""))).await.body;
        assert!(told.contains("It leaks") && told.contains("1 object"), "{told}");
        // Closed, nothing of the budget is left to spend.
        assert!(told.contains("¥10.00") && !told.contains("of the budget is left"), "{told}");
        let own = page(&world, &lane, &lane.supplier, &format!("/parts/{part}")).await;
        assert_eq!((&own["captured_minor"], &own["returned_minor"]), (&json!(2_400), &json!(3_600)));
        world.assert_sound().await;
    }

    /// What is asked for takes nothing: more may wait for a yes than is left, and who asks is told. Approval holds to what is left of the
    /// mandate; a line of the budget binds nobody.
    async fn requests_that_together_pass_a_mandate_or_a_line_are_taken_and_told(world: World) {
        let lane = shop(&world, "lane", true).await;
        let campaign = lane.campaign(&world, |new| new.terms.budget[0].minor = 1_500).await;
        gives(&world, &lane, &lane.supplier, &campaign, "60.00").await;
        gives(&world, &lane, &lane.steward, &campaign, "40.00").await;
        world.pass(days(11)).await;
        let seen = page(&world, &lane, &lane.supplier, &format!("/campaigns/{campaign}")).await;
        let mandate = seen["purse"]["mandate"].as_str().unwrap().to_owned();
        let wanted = |line: &str, amount: &str| json!({ "mandate": mandate, "line": line, "amount": amount, "what": "Tiles",
            "incurred_on": &world.clock.now().to_string()[..10], "payee_name": "The mill" });
        let post = async |line: &str, amount: &str| world.post(&lane.member, &lane.path("/expenses"), wanted(line, amount)).await;
        // Which numbers are lines its budget says, and the field that is wrong is the line.
        for line in ["0", "-1", "9"] {
            let told = post(line, "1.00").await.refused(422, "no_such_line").json();
            assert_eq!(told["errors"][0]["field"], json!("line"), "{told}");
        }
        // 40.00 is permitted, 15.00 of it are the line's. One that is above what is left is refused by itself.
        post("none", "40.01").await.refused(409, "above_ceiling");
        let of = |told: &Value| -> Vec<(String, i64, i64)> {
            let beyond = told["asked_beyond"].as_array().unwrap().iter();
            let minor = |one: &Value, field: &str| one[field].as_i64().unwrap();
            beyond.map(|one| (one["of"].as_str().unwrap().to_owned(), minor(one, "asked_minor"), minor(one, "left_minor"))).collect()
        };
        let line = |asked, left| ("line".to_owned(), asked, left);
        let whole = |asked, left| ("mandate".to_owned(), asked, left);
        let first = post("1", "15.00").await.assert(201).json();
        assert_eq!(of(&first), []);
        let second = post("1", "0.01").await.assert(201).json();
        assert_eq!(of(&second), [line(1_501, 1_500)]);
        let third = post("none", "25.00").await.assert(201).json();
        assert_eq!(of(&third), [whole(4_001, 4_000)]);
        let about = |told: &Value| format!("/expenses/{}", told["expense"].as_str().unwrap());
        let told = world.look(Some(&lane.member), &lane.path(&about(&second))).await.body.clone();
        assert!(told.contains("What waits for a yes under this mandate comes to ¥40.01, and ¥40.00 is left"), "{told}");
        assert!(told.contains("What waits for a yes for “Tiles” comes to ¥15.01, and ¥15.00 of this line"), "{told}");
        // Above its line and within the mandate it is approved, and the approver is told; above the mandate nothing is.
        let approve = async |told: &Value| {
            let path = lane.path(&format!("{}/approval", about(told)));
            world.post(&lane.treasurer, &path, json!({ "without_proof": "I saw it" })).await
        };
        approve(&first).await.assert(200);
        let hinted = page(&world, &lane, &lane.treasurer, &about(&second)).await;
        assert!(hinted["hints"].as_array().unwrap().iter().any(|hint| hint["hint"] == json!("above_line")), "{hinted}");
        approve(&second).await.assert(200);
        approve(&third).await.refused(409, "above_ceiling");
        let seen = page(&world, &lane, &lane.member, &about(&third)).await;
        assert_eq!(of(&seen), [whole(2_500, 2_499)]);
        let seen = page(&world, &lane, &lane.member, &about(&second)).await;
        assert_eq!(of(&seen), [], "decided");
        world.assert_sound().await;
    }

    /// The team tells and is asked; the goal is raised once; what is typed wrongly stands beside what is wrong.
    async fn the_team_tells_answers_and_raises(world: World) {
        let lane = shop(&world, "lane", true).await;
        let campaign = lane.campaign(&world, |_| {}).await;
        let path = |rest: &str| lane.path(&format!("/campaigns/{campaign}{rest}"));
        for (input, code) in [
            (json!({ "amount": "0.50", "risk_read": "on" }), "below_least"),
            (json!({ "amount": "5" }), "risk_not_acknowledged"),
            (json!({ "amount": "5", "risk_read": "7" }), "risk_changed"),
            (json!({ "amount": "5", "risk_read": "on", "seen_minor": 400 }), "sum_changed"),
            (json!({ "amount": "5", "risk_read": "on", "payment": "set_off" }), "owed_too_little"),
        ] {
            let told = world.post(&lane.supplier, &path("/parts"), input).await;
            assert_eq!(told.json()["code"], json!(code), "{}", told.short());
        }
        let told = world.fill(Some(&lane.supplier), &path("/parts"), &[("amount", "0.25"), ("risk_read", "on")]).await;
        assert!(told.body.contains("value=\"0.25\""), "{}", told.short());
        world.post(&lane.member, &path("/goal"), json!({ "reason": "More" })).await.refused(409, "not_reached");
        gives(&world, &lane, &lane.supplier, &campaign, "100.00").await;
        world.post(&lane.supplier, &path("/goal"), json!({ "reason": "More" })).await.refused(403, "not_the_team");
        world.post(&lane.member, &path("/goal"), json!({ "reason": "Posts cost more" })).await.assert(200);
        let told = page(&world, &lane, &lane.supplier, &format!("/campaigns/{campaign}")).await;
        assert!(told.to_string().contains("Posts cost more"), "{told}");
        world.post(&lane.member, &path("/updates"), json!({ "words": "The posts are **here**" })).await.assert(200);
        world.post(&lane.supplier, &path("/questions"), json!({ "words": "Which wood?" })).await.assert(200);
        world.post(&lane.member, &path("/questions/1/answer"), json!({ "words": "Larch" })).await.assert(200);
        world.post(&lane.member, &path("/questions/1/answer"), json!({ "words": "Oak" })).await.refused(409, "already_answered");
        let seen = page(&world, &lane, &lane.treasurer, &format!("/campaigns/{campaign}")).await;
        assert_eq!((&seen["questions"][0]["answer"], &seen["updates"][0]["number"]), (&json!("Larch"), &json!(1)));
        // What nobody has answered stands first, and what is older is behind a key.
        for words in ["Who builds it?", "How high?"] {
            world.post(&lane.supplier, &path("/questions"), json!({ "words": words })).await.assert(200);
        }
        world.post(&lane.member, &path("/questions/3/answer"), json!({ "words": "Three metres" })).await.assert(200);
        world.post(&lane.member, &path("/updates"), json!({ "words": "They stand" })).await.assert(200);
        let numbers = |said: &Value| said.as_array().unwrap().iter().map(|one| one["number"].as_i64().unwrap()).collect::<Vec<_>>();
        for (query, questions, updates) in [
            ("", vec![2, 3, 1], vec![2, 1]),
            ("?open_before=2", vec![3, 1], vec![2, 1]),
            ("?questions_before=3", vec![1], vec![2, 1]),
            ("?updates_before=2", vec![2, 3, 1], vec![1]),
        ] {
            let seen = page(&world, &lane, &lane.treasurer, &format!("/campaigns/{campaign}{query}")).await;
            assert_eq!((numbers(&seen["questions"]), numbers(&seen["updates"])), (questions, updates), "{query}");
            assert_eq!((&seen["questions_next"], &seen["updates_next"]), (&Value::Null, &Value::Null));
        }
        world.post(&lane.member, &path("/cancellation"), json!({ "reason": "No permit" })).await.assert(200);
        world.pass(days(1)).await;
        let seen = page(&world, &lane, &lane.supplier, &format!("/campaigns/{campaign}")).await;
        assert_eq!((&seen["state"], &seen["parts"][0]["state"]), (&json!("refunded"), &json!("refunded")));
        world.assert_sound().await;
    }

    /// Terms of capital are for members past probation: others read that there is a campaign, and no more; visitors nothing.
    async fn terms_of_capital_are_not_for_everybody(world: World) {
        let lane = shop(&world, "lane", true).await;
        let campaign = lane.campaign(&world, |new| {
            (new.terms.offered, new.terms.unit_minor, new.terms.units_least) = (pools::campaign::Offered::MemberCapital, 1_000, 1);
            (new.terms.units_max, new.terms.units_each) = (Some(20), Some(8));
        }).await;
        let newcomer = lane.on_probation(&world).await;
        let path = lane.path(&format!("/campaigns/{campaign}"));
        let told = world.get(&newcomer, &path).await.assert(200).json();
        for hidden in ["terms", "goal_minor", "in_minor", "people", "withdraw_until", "captured_minor", "budget_minor", "spent_minor"] {
            assert_eq!(told[hidden], Value::Null, "{hidden}: {told}");
        }
        for empty in ["due", "events", "mandates", "updates", "questions"] {
            assert_eq!(told[empty], json!([]), "{empty}: {told}");
        }
        assert!(!told.to_string().contains("It stands"), "a milestone of theirs: {told}");
        for who in [Some(&newcomer), None] {
            for at in [path.as_str(), &lane.path("/campaigns"), &lane.path("")] {
                let seen = world.look(who, at).await;
                assert!(!seen.body.contains("A dry yard") && !seen.body.contains("It stands") && !seen.body.contains("¥100"), "{at}: {}", seen.short());
            }
        }
        world.look(None, &path).await.assert(303);
        let part = json!({ "units": "2", "risk_read": "on" });
        world.post(&newcomer, &lane.path(&format!("/campaigns/{campaign}/parts")), part.clone()).await.refused(403, "on_probation");
        let words = json!({ "words": "How much?" });
        world.post(&newcomer, &lane.path(&format!("/campaigns/{campaign}/questions")), words).await.refused(403, "on_probation");
        let questions = lane.path(&format!("/campaigns/{campaign}/questions"));
        let said = world.post(&lane.supplier, &questions, json!({ "words": "Guaranteed 10% return every year" })).await;
        said.refused(422, "promises_return");
        world.post(&lane.supplier, &questions, json!({ "words": "Is the return guaranteed?" })).await.assert(200);
        let taken = world.post(&lane.supplier, &lane.path(&format!("/campaigns/{campaign}/parts")), part).await.assert(201).json();
        assert_eq!(taken["due_minor"], json!(2_000));
        world.assert_sound().await;
    }

    /// What a gift brings is read before it is given, counted when it is found, and followed in the books from the campaign's fund
    /// to the decision that set it aside.
    async fn a_gift_is_matched_as_its_page_said(world: World) {
        let lane = shop(&world, "lane", true).await;
        let fund = json!({ "kind": "project", "name": "Yard" });
        world.post(&lane.steward, &lane.path("/settings/funds"), fund).await.assert(201);
        let received = json!({ "kind": "gift", "amount": "100.00", "what": "From the old school",
            "received_on": &world.clock.now().to_string()[..10], "giver_name": "Old school" });
        world.post(&lane.treasurer, &lane.path("/receipts"), received).await.assert(201);
        let campaign = lane.campaign(&world, |new| (new.fund, new.terms.second) = (2, None)).await;
        let about = format!("/campaigns/{campaign}");
        assert_eq!(page(&world, &lane, &lane.supplier, &about).await["matching"], json!(null));
        lane.matched(&world, &campaign).await;
        let seen = page(&world, &lane, &lane.supplier, &format!("{about}?amount=60.00")).await;
        let matching = &seen["matching"];
        assert_eq!((&matching["free_minor"], &matching["left_minor"], &matching["not_matched"]), (&json!(10_000), &json!(4_000), &json!(null)));
        let brings: Vec<_> = matching["brings"].as_array().unwrap().iter().map(|one| (one["amount_minor"].as_i64().unwrap(), one["match_minor"].as_i64().unwrap())).collect();
        assert_eq!(brings, [(100, 50), (1_000, 500), (2_000, 1_000), (6_000, 3_000)]);
        let told = world.look(Some(&lane.supplier), &lane.path(&format!("{about}?amount=60.00"))).await;
        assert!(told.body.contains("Your ¥60.00 brings ¥30.00 from the match fund"), "{}", told.short());
        for typed in ["", "-5", "0", "a lot", "1.234", "99999999999999999999"] {
            world.get(&lane.supplier, &lane.path(&format!("{about}?amount={}", typed.replace(' ', "%20")))).await.assert(200);
        }
        let own = page(&world, &lane, &lane.member, &about).await;
        assert_eq!(own["matching"]["not_matched"], json!("of_the_team"));

        let part = gives(&world, &lane, &lane.supplier, &campaign, "60.00").await;
        let own = page(&world, &lane, &lane.supplier, &format!("/parts/{part}")).await;
        assert_eq!(own["match_minor"], json!(3_000));
        gives(&world, &lane, &lane.steward, &campaign, "10.00").await;
        let seen = page(&world, &lane, &lane.supplier, &about).await;
        assert_eq!((&seen["in_minor"], &seen["matching"]["match_minor"]), (&json!(7_000), &json!(3_500)));
        world.pass(days(11)).await;
        let seen = page(&world, &lane, &lane.supplier, &about).await;
        assert_eq!((&seen["stage"], &seen["matching"]["stage"], &seen["matching"]["released_minor"]), (&json!("running"), &json!("held"), &json!(1_400)));
        let aside = page(&world, &lane, &lane.supplier, &format!("/books/entries/{}", seen["matching"]["entry"])).await;
        assert_eq!((&aside["origin"][0]["words"], &aside["origin"][1]["words"]), (&json!("Let us add to gifts"), &json!("Neighbours add")));
        let told = world.look(Some(&lane.supplier), &lane.path(&about)).await;
        assert!(told.body.contains("Nothing more is added"), "{}", told.short());
        world.assert_sound().await;
    }

    /// Pages with terms of what can be owned are for no search engine and no other site, and nothing on them is made to be passed on;
    /// as HTML and as JSON alike. Other pages are as ever.
    async fn terms_of_what_is_owned_are_listed_nowhere(world: World) {
        let lane = shop(&world, "lane", true).await;
        let gift = lane.campaign(&world, |_| {}).await;
        let path = lane.path(&format!("/campaigns/{gift}"));
        assert_eq!(world.look(Some(&lane.supplier), &path).await.header("x-robots-tag"), "", "a gift is no secret");
        let owned = lane.campaign(&world, |new| {
            (new.terms.offered, new.terms.unit_minor, new.terms.units_least) = (pools::campaign::Offered::MemberCapital, 1_000, 1);
            (new.terms.units_max, new.terms.units_each, new.terms.second) = (Some(40), Some(20), None);
        }).await;
        let mut parts = Vec::new();
        for who in [&lane.supplier, &lane.steward] {
            let input = json!({ "units": "10", "payment": "later", "risk_read": "on" });
            let part = world.post(who, &lane.path(&format!("/campaigns/{owned}/parts")), input).await.assert(201).text("part");
            let input = json!({ "method": "bank_transfer", "proof": "ends in 7788" });
            world.post(who, &lane.path(&format!("/parts/{part}/claim")), input).await.assert(200);
            let input = json!({ "amount": "100.00", "arrived_on": world.clock.now().to_string(), "reference": "statement 7" });
            world.post(&lane.treasurer, &lane.path(&format!("/parts/{part}/confirmation")), input).await.assert(200);
            parts.push(part);
        }
        world.pass(days(11)).await;
        let instrument = page(&world, &lane, &lane.supplier, "/instruments").await["instruments"][0]["id"].as_str().unwrap().to_owned();
        for route in [
            format!("/campaigns/{owned}"),
            "/campaigns".to_owned(),
            format!("/parts/{}", parts[1]),
            "/instruments".to_owned(),
            format!("/instruments/{instrument}"),
            format!("/instruments/{instrument}/holding"),
            format!("/instruments/{instrument}/register"),
            "/subscriptions".to_owned(),
            "/transfers".to_owned(),
            "/partings".to_owned(),
            "/companies".to_owned(),
        ] {
            let who = if route == "/subscriptions" { &lane.treasurer } else { &lane.steward };
            let asked = world.get(who, &lane.path(&route)).await;
            let looked = world.look(Some(who), &lane.path(&route)).await;
            for answer in [asked.assert(200), looked.assert(200)] {
                assert_eq!(answer.header("x-robots-tag"), "noindex, nofollow, noarchive", "{route}");
                assert_eq!(answer.header("referrer-policy"), "same-origin", "{route}");
                assert!(!answer.body.contains("/via/"), "{route}: {}", answer.short());
            }
            assert!(looked.body.contains("<meta name=\"robots\" content=\"noindex, nofollow, noarchive\">"), "{route}");
        }
    }

    /// What was spent stands beside the budget: under a mandate of the campaign's decision.
    async fn what_was_spent_stands_beside_the_budget(world: World) {
        let lane = shop(&world, "lane", true).await;
        let campaign = lane.campaign(&world, |_| {}).await;
        let received = json!({ "kind": "gift", "amount": "100.00", "what": "For the yard",
            "received_on": &world.clock.now().to_string()[..10], "giver_name": "Old school" });
        world.post(&lane.treasurer, &lane.path("/receipts"), received).await.assert(201);
        let about = format!("/campaigns/{campaign}");
        let none = page(&world, &lane, &lane.supplier, &about).await;
        assert_eq!((&none["budget_minor"], &none["spent_minor"], &none["expenses"]), (&json!(9_000), &json!(0), &json!([])));
        let mandate = lane.mandate(&world, 9_000).await;
        let wanted = lane.wanted(&world, &mandate, "60.00").await;
        let wanted: serde_json::Map<String, Value> =
            wanted.into_iter().map(|(name, value)| (name.to_owned(), json!(value))).collect();
        let what = wanted["what"].as_str().unwrap().to_owned();
        let id = world.post(&lane.supplier, &lane.path("/expenses"), Value::Object(wanted)).await.assert(201).text("expense");
        let waiting = page(&world, &lane, &lane.supplier, &about).await;
        assert_eq!(waiting["expenses"], json!([]), "only what stands in the books");
        let approval = json!({ "without_proof": "I saw it" });
        world.post(&lane.treasurer, &lane.path(&format!("/expenses/{id}/approval")), approval).await.assert(200);
        let seen = page(&world, &lane, &lane.supplier, &about).await;
        assert_eq!((&seen["spent_minor"], &seen["expenses"][0]["amount_minor"], &seen["expenses"][0]["what"]), (&json!(6_000), &json!(6_000), &json!(what)));
        let told = world.look(Some(&lane.supplier), &lane.path(&about)).await;
        assert!(told.body.contains("¥30.00 of the budget is left") && told.body.contains(what.as_str()), "{}", told.short());
    }

    /// Equity whose money goes elsewhere: its pages name no account of the community, and say that nothing of it is here.
    async fn equity_is_paid_elsewhere(world: World) {
        let lane = shop(&world, "lane", true).await;
        let campaign = lane.campaign(&world, |new| {
            (new.terms.offered, new.terms.unit_minor, new.terms.units_least) = (pools::campaign::Offered::EquityRecord, 1_000, 1);
            (new.terms.units_max, new.terms.units_each, new.terms.second) = (Some(40), Some(20), None);
            new.terms.milestones.truncate(1);
            new.terms.milestones[0].share_bp = 10_000;
        }).await;
        let path = |rest: &str| lane.path(&format!("/campaigns/{campaign}{rest}"));
        let told = world.look(Some(&lane.supplier), &path("")).await.assert(200).body.clone();
        assert!(told.contains("never comes here") && told.contains("this community never has it"), "{told}");
        assert!(told.contains("Where the contract says") && !told.contains("/books/funds/"), "it names no fund: {told}");
        let input = json!({ "units": "10", "payment": "set_off", "risk_read": "on" });
        world.post(&lane.supplier, &path("/parts"), input).await.refused(409, "method_not_offered");
        let input = json!({ "units": "10", "payment": "later", "risk_read": "on" });
        let part = world.post(&lane.supplier, &path("/parts"), input).await.assert(201).text("part");
        let about = |rest: &str| lane.path(&format!("/parts/{part}{rest}"));
        let told = world.look(Some(&lane.supplier), &about("")).await.assert(200).body.clone();
        assert!(told.contains("nothing of it goes through this community") && !told.contains("class=\"instructions\""), "{told}");
        world.fill(Some(&lane.supplier), &about("/claim"), &[("method", "bank_transfer"), ("proof", "wire of today")]).await.assert(303);
        let told = world.look(Some(&lane.treasurer), &about("")).await.assert(200).body.clone();
        assert!(told.contains("Nothing is posted"), "{told}");
        let came = |amount: &str| json!({ "amount": amount, "arrived_on": world.clock.now().to_string(), "reference": "letter" });
        world.post(&lane.treasurer, &about("/confirmation"), came("99.00")).await.refused(422, "amount_differs");
        world.post(&lane.treasurer, &about("/confirmation"), came("100.00")).await.assert(200);
        // Somebody leaves: nothing came back here, and no treasurer pays it out.
        let input = json!({ "units": "2", "payment": "later", "risk_read": "on" });
        let left = world.post(&lane.member, &path("/parts"), input).await.assert(201).text("part");
        let of_left = |rest: &str| lane.path(&format!("/parts/{left}{rest}"));
        let told = world.look(Some(&lane.treasurer), &of_left("")).await.assert(200).body.clone();
        assert!(told.contains("written down whole") && !told.contains("What is above is owed"), "{told}");
        world.post(&lane.treasurer, &of_left("/confirmation"), came("20.00")).await.assert(200);
        let told = world.look(Some(&lane.member), &of_left("")).await.assert(200).body.clone();
        assert!(!told.contains("What you paid is yours again") && told.contains("whoever received it gives it back"), "{told}");
        world.fill(Some(&lane.member), &of_left("/leaving"), &[]).await.assert(303);
        let told = world.look(Some(&lane.member), &of_left("")).await.assert(200).body.clone();
        for wrong in ["Given back", "went back", "pays it out", "Money given back"] {
            assert!(!told.contains(wrong), "{wrong}: {told}");
        }
        assert!(told.contains("Paid elsewhere, given up") && told.contains("come back from there"), "{told}");
        world.pass(days(11)).await;
        let seen = page(&world, &lane, &lane.supplier, &format!("/campaigns/{campaign}")).await;
        assert_eq!((&seen["stage"], &seen["captured_minor"]), (&json!("done"), &json!(10_000)));
        let told = world.look(Some(&lane.supplier), &path("")).await;
        assert!(told.body.contains("none of it was ever here"), "{}", told.short());
        // What was confirmed asks for no second confirmation, and what was paid elsewhere was put into no fund.
        let told = world.look(Some(&lane.treasurer), &about("")).await.assert(200).body.clone();
        assert!(!told.contains("/confirmation\""), "{told}");
        let instrument = page(&world, &lane, &lane.supplier, "/instruments").await["instruments"][0]["id"].as_str().unwrap().to_owned();
        let about_it = lane.path(&format!("/instruments/{instrument}"));
        let told = world.look(Some(&lane.supplier), &about_it).await.assert(200).body.clone();
        assert!(told.contains("it never came here") && !told.contains("/books/funds/"), "{told}");
        let told = world.look(Some(&lane.supplier), &format!("{about_it}/register")).await.assert(200).body.clone();
        assert!(told.contains("that money never came here") && !told.contains("work puts no money in"), "{told}");
        let books = page(&world, &lane, &lane.supplier, &format!("/books/journal?cause={part}")).await;
        assert_eq!(books["entries"], json!([]), "{books}");
        world.assert_sound().await;
    }
}
