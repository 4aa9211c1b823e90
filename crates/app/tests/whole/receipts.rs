//! Money that comes in otherwise than by sales, over the program's own addresses: who sees from whom, and what it becomes in
//! the books and in their exports.

use crate::common::{Someone, World, shop};
use serde_json::{Value, json};

testkit::both_engines! {
    /// The treasurer of a new community enters what it owns and what it is given; every member finds it in the books, and no
    /// name that is not theirs to know.
    async fn a_new_community_brings_its_money_in(world: World) {
        let lane = shop(&world, "lane", true).await;
        let day = crate::common::shop::day(&world);
        let path = |rest: &str| lane.path(&format!("/receipts{rest}"));
        for way in ["/desk", "/books/funds/1", "/receipts"] {
            let page = world.look(Some(&lane.treasurer), &lane.path(way)).await.assert(200).body.clone();
            assert!(page.contains(&path("")), "{way}: {page}");
        }
        let page = world.look(Some(&lane.supplier), &lane.path("/books/funds/1")).await.assert(200).body.clone();
        assert!(!page.contains("/receipts/new"), "{page}");
        let form = world.look(Some(&lane.treasurer), &path("/new?fund=1&kind=opening")).await.assert(200).body.clone();
        let offered = |who: &Someone| form.contains(&format!("<option value=\"{}\"", who.name));
        assert!(offered(&lane.member) && !offered(&lane.treasurer), "nobody is offered as the giver of what they enter: {form}");

        let opening = json!({ "kind": "opening", "amount": "800.00", "what": "Passbook of the lane", "received_on": day });
        let first = world.post(&lane.treasurer, &path(""), opening.clone()).await.assert(201).text("receipt");
        world.post(&lane.treasurer, &path(""), opening).await.refused(409, "already_opened");
        let giver = lane.member_id(&world, &lane.member).await;
        let gift = [("kind", "gift"), ("amount", "50.00"), ("place", "cash"), ("fund", "1"), ("what", "For the pantry"),
            ("received_on", &day), ("giver_member", &giver)];
        let proof: &[(&str, &str, &[u8])] = &[("proofs", "slip.pdf", b"%PDF-1.4 slip")];
        let gift = world.upload(&lane.treasurer, &path(""), "gift", &gift, proof).await.assert(201).text("receipt");
        let grant = json!({ "kind": "grant", "amount": "120.00", "what": "Seed money", "received_on": day,
            "giver_name": "District office" });
        let grant = world.post(&lane.treasurer, &path(""), grant).await.assert(201).text("receipt");

        let seen = async |who: &Someone, id: &str| -> Value {
            let page = world.look(Some(who), &path(&format!("/{id}"))).await.assert(200).body.clone();
            let told = world.get(who, &path(&format!("/{id}"))).await.assert(200).json();
            json!({ "page": page, "told": told })
        };
        // That it was a member is for all; which one, for who deals with money and for themselves.
        let to_member = seen(&lane.supplier, &gift).await.to_string();
        assert!(!to_member.contains(&lane.member.name) && !to_member.contains(&giver), "{to_member}");
        assert_eq!(seen(&lane.supplier, &gift).await["told"]["giver"], "A member");
        for who in [&lane.treasurer, &lane.steward, &lane.member] {
            assert_eq!(seen(who, &gift).await["told"]["giver"], lane.member.name);
        }
        let to_member = seen(&lane.supplier, &grant).await;
        assert_eq!(to_member["told"]["giver"], Value::Null);
        assert!(!to_member.to_string().contains("District") && to_member.to_string().contains("Somebody outside"));
        assert_eq!(seen(&lane.treasurer, &grant).await["told"]["giver"], "District office");
        let shown = seen(&lane.treasurer, &gift).await;
        let href = shown["told"]["proofs"][0]["href"].as_str().unwrap().to_owned();
        world.get(&lane.treasurer, &href).await.assert(200);
        world.get(&lane.member, &href).await.refused(403, "file_not_for_you");
        let data = world.get(&lane.member, "/me/data").await.assert(200).json().to_string();
        assert!(data.contains("For the pantry"), "{data}");

        // The entry leads back to it, and its sum is in the fund.
        let entry = shown["told"]["entry"].as_i64().unwrap();
        let told = world.get(&lane.supplier, &lane.path(&format!("/books/entries/{entry}"))).await.assert(200).json();
        assert_eq!(told["receipt"], gift);
        let page = world.look(Some(&lane.supplier), &lane.path(&format!("/books/entries/{entry}"))).await;
        assert!(page.assert(200).body.contains(&path(&format!("/{gift}"))), "{page:?}");
        let fund = world.get(&lane.supplier, &lane.path("/books/funds/1")).await.assert(200).json();
        assert_eq!(fund["balance"]["minor"], 97_000);

        // The first sum was wrong: taken back, and both entries name each other.
        let back = path(&format!("/{first}/reversal"));
        world.post(&lane.treasurer, &back, json!({ "reason": "" })).await.refused(422, "reason_missing");
        let reason = json!({ "reason": "It was 700" });
        let reversal = world.post(&lane.treasurer, &back, reason.clone()).await.assert(200).number("entry");
        world.post(&lane.treasurer, &back, reason).await.refused(409, "receipt_already_reversed");
        let page = world.look(Some(&lane.supplier), &path(&format!("/{first}"))).await.assert(200).body.clone();
        assert!(page.contains("It was 700") && page.contains(&format!("/books/entries/{reversal}")), "{page}");
        let told = world.get(&lane.supplier, &lane.path(&format!("/books/entries/{reversal}"))).await.assert(200).json();
        assert_eq!((&told["receipt"], &told["entry"]["reverses"]), (&json!(first), &json!(1)));
        let list = world.get(&lane.supplier, &path("")).await.assert(200).json();
        assert_eq!(list["receipts"].as_array().unwrap().len(), 3);
        for format in ["hledger", "beancount", "csv"] {
            let books = world.get(&lane.supplier, &lane.path(&format!("/books/export?format={format}"))).await;
            let books = books.assert(200).body.clone();
            assert!(books.contains(&gift) && !books.contains("District") && !books.contains(&lane.member.name), "{books}");
        }
        world.assert_sound().await;

        // Sponsorship is no gift: it is earned, and the form says so before anybody chooses.
        assert!(form.contains("value=\"sponsorship\"") && form.contains("Sponsorship is: somebody pays to be named"), "{form}");
        let sponsor = json!({ "kind": "sponsorship", "amount": "300.00", "what": "Its name on the bags", "received_on": day,
            "giver_name": "Corner shop" });
        let sponsor = world.post(&lane.treasurer, &path(""), sponsor).await.assert(201).text("receipt");
        let sponsor = world.get(&lane.supplier, &path(&format!("/{sponsor}"))).await.assert(200).json();
        assert_eq!((&sponsor["kind"], &sponsor["amount_minor"]), (&json!("sponsorship"), &json!(30_000)));
    }

    /// An opening balance with a zero too many, found when half of it was spent: corrected in one go, the mistake and its correction
    /// lead to each other, and who asks for too little is told how much is free.
    async fn a_wrong_opening_balance_is_put_right(world: World) {
        let lane = shop(&world, "lane", true).await;
        let day = crate::common::shop::day(&world);
        let path = |rest: &str| lane.path(&format!("/receipts{rest}"));
        let opening = json!({ "kind": "opening", "amount": "1000.00", "what": "Passbook", "received_on": day });
        let first = world.post(&lane.treasurer, &path(""), opening).await.assert(201).text("receipt");
        let mandate = lane.mandate(&world, 30_000).await;
        let wanted = lane.wanted(&world, &mandate, "60.00").await;
        let wanted: serde_json::Map<String, Value> =
            wanted.into_iter().map(|(name, value)| (name.to_owned(), json!(value))).collect();
        let spent = world.post(&lane.member, &lane.path("/expenses"), Value::Object(wanted)).await;
        let approval = lane.path(&format!("/expenses/{}/approval", spent.assert(201).text("expense")));
        world.post(&lane.steward, &approval, json!({ "without_proof": "I saw it" })).await.assert(200);
        let member = lane.member_id(&world, &lane.member).await;
        let out = json!({ "purse": "owed", "amount": "60.00", "arrived_on": day, "reference": "ICBC 9" });
        world.post(&lane.treasurer, &lane.path(&format!("/owed/{member}/payouts")), out).await.assert(201);
        let back = path(&format!("/{first}/reversal"));
        let refused = world.post(&lane.treasurer, &back, json!({ "reason": "A zero too many" })).await;
        refused.refused(409, "money_moved_on");
        assert!(refused.body.contains("only ¥940.00 can be taken away") && refused.body.contains("to ¥60.00"), "{}", refused.body);
        let page = world.look(Some(&lane.treasurer), &path(&format!("/{first}"))).await.assert(200).body.clone();
        let least = "¥60.00 of it is spent or promised already";
        assert!(page.contains("/correction") && page.contains(least), "{page}");
        // How far it can be corrected is for who may correct it, and no matter once it is done.
        let least_of = async |who: &Someone, receipt: &str| {
            let told = world.get(who, &path(&format!("/{receipt}"))).await.assert(200).json();
            let page = world.look(Some(who), &path(&format!("/{receipt}"))).await.assert(200).body.clone();
            (told["least_minor"].clone(), page.contains("spent or promised already"))
        };
        assert_eq!(least_of(&lane.treasurer, &first).await, (json!(6_000), true));
        assert_eq!(least_of(&lane.supplier, &first).await, (Value::Null, false));
        let correction = path(&format!("/{first}/correction"));
        let right = |amount: &str| json!({ "amount": amount, "reason": "A zero too many" });
        world.post(&lane.steward, &correction, right("100.00")).await.refused(403, "lacks_power");
        world.post(&lane.treasurer, &correction, right("")).await.refused(422, "invalid_input");
        let less = world.post(&lane.treasurer, &correction, right("59.99")).await;
        less.refused(409, "money_not_free");
        assert!(less.body.contains("Only ¥940.00") && less.body.contains("¥60.00 is the least"), "{}", less.body);
        let again = world.fill(Some(&lane.treasurer), &correction, &[("amount", "59.99"), ("reason", "A zero")]).await;
        assert!(again.assert(409).body.contains("value=\"59.99\""), "{}", again.body);
        let corrected = world.post(&lane.treasurer, &correction, right("100.00")).await;
        let second = corrected.assert(201).text("receipt");
        let told = world.get(&lane.supplier, &path(&format!("/{first}"))).await.assert(200).json();
        assert_eq!((&told["amount_minor"], &told["corrected_by"]), (&json!(100_000), &json!(second)));
        assert_eq!(least_of(&lane.treasurer, &first).await, (Value::Null, false));
        let told = world.get(&lane.supplier, &path(&format!("/{second}"))).await.assert(200).json();
        assert_eq!((&told["amount_minor"], &told["corrects"]), (&json!(10_000), &json!(first)));
        for (one, words, other) in [(&first, "The sum was corrected: A zero too many", &second), (&second, "puts a wrong sum right", &first)] {
            let page = world.look(Some(&lane.supplier), &path(&format!("/{one}"))).await.assert(200).body.clone();
            assert!(page.contains(words) && page.contains(&path(&format!("/{other}"))), "{page}");
        }
        let list = world.look(Some(&lane.supplier), &path("")).await.assert(200).body.clone();
        assert!(list.contains("Corrected"), "{list}");
        let entry = lane.path(&format!("/books/entries/{}", corrected.number("entry")));
        let chain = world.get(&lane.supplier, &entry).await.assert(200).json();
        assert_eq!((&chain["receipt"], &chain["before"][0]["number"]), (&json!(second), &json!(1)));
        let fund = world.get(&lane.supplier, &lane.path("/books/funds/1")).await.assert(200).json();
        assert_eq!(fund["balance"]["minor"], 4_000);
        world.assert_sound().await;
    }

    /// What the person who keeps the money gave, another enters.
    async fn nobody_enters_their_own_gift(world: World) {
        let lane = shop(&world, "lane", true).await;
        let day = crate::common::shop::day(&world);
        let giver = lane.member_id(&world, &lane.treasurer).await;
        let gift = json!({ "kind": "gift", "amount": "5.00", "what": "x", "received_on": day, "giver_member": giver });
        let path = lane.path("/receipts");
        world.post(&lane.treasurer, &path, gift.clone()).await.refused(403, "own_gift");
        world.post(&lane.steward, &path, gift.clone()).await.refused(403, "lacks_power");
        lane.give_role(&world, &lane.member, "treasurer").await.assert(204);
        let entered = world.post(&lane.member, &path, gift.clone()).await.assert(201).text("receipt");
        let back = format!("{path}/{entered}/reversal");
        world.post(&lane.treasurer, &back, json!({ "reason": "Mine" })).await.refused(403, "own_gift");
        // Programs are told which field does not hold.
        let mut both = gift;
        both["giver_name"] = json!("School");
        let answer = world.post(&lane.member, &path, both).await;
        answer.refused(422, "invalid_input");
        assert_eq!(answer.json()["errors"][0]["field"], "giver_name");
    }
}
