//! From a mandate to the books and back, over the program's own addresses; and what people try.

use crate::common::{Answer, Shop, Someone, World, shop};
use serde_json::{Value, json};

/// A photo with its place in it, as a phone takes it.
pub(crate) fn photo(extra: &[u8]) -> Vec<u8> {
    let segment = |marker: u8, body: &[u8]| {
        [&[0xff, marker], &(body.len() as u16 + 2).to_be_bytes()[..], body].concat()
    };
    [
        vec![0xff, 0xd8],
        segment(0xe0, b"JFIF\0\x01\x01"),
        segment(0xe1, b"Exif\0\0MM\0*\0\0\0\x08\0\0GPS 31.2304 121.4737"),
        segment(0xda, b"scan"),
        extra.to_vec(),
        vec![0xff, 0xd9],
    ]
    .concat()
}

pub(crate) async fn ask(
    world: &World,
    lane: &Shop,
    mandate: &str,
    amount: &str,
    files: &[(&str, &str, &[u8])],
) -> Answer {
    let wanted = lane.wanted(world, mandate, amount).await;
    let wanted: Vec<_> = wanted.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let key = crate::common::fresh("ask");
    world.upload(&lane.member, &lane.path("/expenses"), &key, &wanted, files).await
}

/// What an approver says where nothing proves an expense.
fn seen_by_me() -> Value {
    json!({ "without_proof": "I saw it" })
}

pub(crate) async fn expense(world: &World, lane: &Shop, who: &Someone, id: &str) -> Value {
    world.get(who, &lane.path(&format!("/expenses/{id}"))).await.assert(200).json()
}

/// Sells something, so that the general fund and the bank have a tenth of it.
pub(crate) async fn earn(world: &World, lane: &Shop, sum: &str) {
    let rice = lane.offer(world, "Rice", sum, "9").await;
    lane.sell(world, &rice, "1", sum).await;
    world.pass(crate::common::days(8)).await;
}

testkit::both_engines! {
    /// A member spends under a mandate, another approves, the books say so, and the chain leads back.
    async fn from_a_mandate_to_the_books_and_back(world: World) {
        let lane = shop(&world, "lane", true).await;
        earn(&world, &lane, "1000").await;
        let mandate = lane.mandate(&world, 8_000).await;
        let photo = photo(b"pixels");
        let asked = ask(&world, &lane, &mandate, "50.00", &[("proofs", "../../receipt.jpg", &photo)]).await;
        let id = asked.assert(201).text("expense");
        let path = |rest: &str| lane.path(&format!("/expenses/{id}{rest}"));
        // Every member reads what it is about; proofs are for whoever decides.
        let seen = expense(&world, &lane, &lane.supplier, &id).await;
        assert_eq!((&seen["what"], &seen["proofs"], &seen["hints"]), (&json!("Boards and screws"), &Value::Null, &Value::Null));
        let seen = expense(&world, &lane, &lane.steward, &id).await;
        assert_eq!(seen["proofs"][0]["name"], "receipt.jpg");
        let hints: Vec<_> = seen["hints"].as_array().unwrap().iter().map(|hint| hint["hint"].clone()).collect();
        assert_eq!(hints, ["payee_new", "most_of_mandate"]);
        let href = seen["proofs"][0]["href"].as_str().unwrap();
        let file = world.get(&lane.steward, href).await;
        file.assert(200);
        assert!(file.body.contains("pixels") && !file.body.contains("GPS"), "where it was taken is nobody's business");
        assert_eq!((file.header("content-type"), file.header("cache-control")), ("image/jpeg", "private, no-store"));
        assert!(file.header("content-security-policy").contains("sandbox"));
        assert!(file.header("content-disposition").starts_with("inline; filename=\"fil_"));
        world.get(&lane.supplier, href).await.refused(403, "file_not_for_you");
        world.get(&lane.member, href).await.assert(200);
        let nowhere = lane.path("/files/fil_00000000000000000000000000");
        world.get(&lane.steward, &nowhere).await.refused(404, "no_such_file");
        // Nobody approves what they ask for.
        world.post(&lane.member, &path("/approval"), json!({})).await.refused(403, "lacks_power");
        lane.give_role(&world, &lane.member, "treasurer").await.assert(204);
        lane.give_role(&world, &lane.member, "steward").await.assert(204);
        world.post(&lane.member, &path("/approval"), json!({})).await.refused(403, "own_expense");
        let page = world.look(Some(&lane.steward), &path("")).await;
        assert!(page.assert(200).body.contains("/approval"), "{page:?}");
        let approved = world.post(&lane.steward, &path("/approval"), json!({})).await;
        assert_eq!(approved.assert(200).text("state"), "approved");
        world.post(&lane.steward, &path("/approval"), json!({})).await.refused(409, "wrong_state");
        // The entry leads to expense, mandate and decision.
        let entry = world.get(&lane.supplier, &lane.path(&format!("/books/entries/{}", approved.number("entry")))).await;
        let entry = entry.assert(200).json();
        assert_eq!((&entry["expense"], &entry["permission"]["mandate"]), (&json!(id), &json!(mandate)));
        let page = world.look(Some(&lane.supplier), &lane.path(&format!("/books/entries/{}", approved.number("entry")))).await;
        for link in [format!("/expenses/{id}"), format!("/mandates/{mandate}"), "/decisions/prp_01kax".to_owned()] {
            assert!(page.body.contains(&link), "{link} in {}", page.body);
        }
        // The chain begins with what was decided, each step a link.
        let chain: Vec<_> = entry["origin"].as_array().unwrap().iter().map(|one| (&one["step"], &one["words"], &one["href"])).collect();
        let way = |rest: String| json!(lane.path(&rest));
        assert_eq!(chain, [
            (&json!("decision"), &json!("Room for the pantry"), &way("/decisions/prp_01kax0000000000000000000aa".to_owned())),
            (&json!("mandate"), &json!("Shelves for the pantry"), &way(format!("/mandates/{mandate}"))),
            (&json!("expense"), &json!("Boards and screws"), &way(format!("/expenses/{id}"))),
        ]);
        let chain = page.body.split("<ol class=\"chain\">").nth(1).unwrap().split("</ol>").next().unwrap();
        let places: Vec<_> = ["Room for the pantry", "Shelves for the pantry", "Boards and screws", "aria-current"]
            .iter().map(|words| chain.find(words)).collect();
        assert!(places.is_sorted() && places[0].is_some(), "{chain}");
        // A visitor of open books is not told what the mandate is for.
        let page = world.look(None, &lane.path(&format!("/books/entries/{}", approved.number("entry")))).await;
        let page = page.assert(200).body.clone();
        for told in ["Shelves", "Room for", "Boards", "/expenses/exp_"] {
            assert!(!page.split("<ol class=\"chain\">").nth(1).unwrap().contains(told) && !page.contains("Shelves"), "{told}: {page}");
        }
        let seen = world.get(&lane.supplier, &lane.path(&format!("/mandates/{mandate}"))).await.assert(200).json();
        assert_eq!((&seen["spent_minor"], &seen["left_minor"]), (&json!(5_000), &json!(3_000)));
        let page = world.look(Some(&lane.supplier), &lane.path(&format!("/mandates/{mandate}"))).await;
        let bar = "Of ¥80.00: ¥50.00 spent, ¥0.00 promised, ¥30.00 left";
        assert!(page.assert(200).body.contains(bar), "{}", page.body);
        let funds = world.get(&lane.supplier, &lane.path("/mandates?fund=1")).await.assert(200).json();
        assert_eq!(funds["funds"][0]["spent_minor"], 5_000);
        world.look(Some(&lane.supplier), &lane.path("/mandates")).await.assert(200);
        world.assert_sound().await;
    }

    /// An expense leads to its entry, which names the payee's account: no page and no answer that members get may say whose that
    /// is. Those who approve and pay deal with people, and the payee knows.
    async fn an_expense_does_not_tell_whose_a_book_name_is(world: World) {
        let lane = shop(&world, "lane", true).await;
        earn(&world, &lane, "1000").await;
        let mandate = lane.mandate(&world, 8_000).await;
        let id = ask(&world, &lane, &mandate, "50.00", &[]).await.assert(201).text("expense");
        let approved = world.post(&lane.steward, &lane.path(&format!("/expenses/{id}/approval")), seen_by_me()).await;
        let entry = approved.assert(200).number("entry");
        let (name, member) = (lane.member.name.clone(), lane.member_id(&world, &lane.member).await);
        let pages = [
            format!("/expenses/{id}"),
            "/expenses".to_owned(),
            "/expenses?state=approved".to_owned(),
            format!("/books/entries/{entry}"),
        ];
        // Who carries a mandate out is for all to know; who was paid under it is not.
        let under = world.get(&lane.supplier, &lane.path(&format!("/mandates/{mandate}"))).await.assert(200).json();
        assert!(!under["expenses"].to_string().contains(&name), "{under}");
        for page in pages.map(|page| lane.path(&page)) {
            for answer in [world.get(&lane.supplier, &page).await, world.look(Some(&lane.supplier), &page).await] {
                let body = &answer.assert(200).body;
                assert!(!body.contains(&name) && !body.contains(&member), "{page} tells: {body}");
            }
        }
        for who in [&lane.steward, &lane.treasurer, &lane.member] {
            let seen = expense(&world, &lane, who, &id).await;
            assert_eq!((&seen["author"], &seen["payee"]), (&json!(name), &json!(name)));
        }
        // Who names somebody as the payee hears that name again, and no other.
        let (author, onlooker) = (&lane.supplier, world.sign_up("onlooker").await);
        lane.let_in(&world, &onlooker).await;
        let wanted = lane.wanted(&world, &mandate, "9.00").await;
        let wanted: Vec<_> = wanted.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let asked = world.upload(author, &lane.path("/expenses"), "for-another", &wanted, &[]).await;
        let second = asked.assert(201).text("expense");
        let book_name = world.get(&lane.member, &lane.path("/books/mine")).await.assert(200).text("book_name");
        let named = |seen: &Value| (seen["author"].clone(), seen["payee"].clone());
        for (who, payee) in [(author, &*name), (&onlooker, "A member")] {
            let seen = expense(&world, &lane, who, &second).await;
            assert_eq!(named(&seen), (json!(author.name), json!(payee)));
            for page in [format!("/expenses/{second}"), "/expenses".to_owned(), format!("/mandates/{mandate}"), "/mine".to_owned()] {
                let body = world.look(Some(who), &lane.path(&page)).await.assert(200).body.clone();
                assert!(!body.contains(&book_name), "{page} tells: {body}");
            }
        }
        assert_eq!(named(&expense(&world, &lane, &onlooker, &id).await), (json!("A member"), json!("A member")));
    }

    /// The member buys with a part of it, the treasurer transfers the rest: page, list and answer say so, with the entries.
    async fn an_approved_expense_says_how_far_it_is_paid(world: World) {
        let lane = shop(&world, "lane", true).await;
        earn(&world, &lane, "1000").await;
        let rice = lane.offer(&world, "Beans", "20", "9").await;
        let mandate = lane.mandate(&world, 8_000).await;
        let id = ask(&world, &lane, &mandate, "50.00", &[]).await.assert(201).text("expense");
        let (path, list) = (lane.path(&format!("/expenses/{id}")), lane.path("/expenses?state=approved"));
        world.post(&lane.steward, &format!("{path}/approval"), seen_by_me()).await.assert(200);
        let member = lane.member_id(&world, &lane.member).await;
        let owed = lane.path(&format!("/owed/{member}"));
        let page = world.look(Some(&lane.treasurer), &path).await.assert(200).body.clone();
        assert!(page.contains(&owed) && page.contains("Pay it out") && page.contains("Nothing yet"), "{page}");
        let page = world.look(Some(&lane.member), &path).await.assert(200).body.clone();
        assert!(page.contains(&owed) && !page.contains("Pay it out"), "{page}");

        let wish = json!({ "lines": [{ "variant": rice, "quantity": "1" }], "payment": "set_off" });
        world.post(&lane.member, &lane.path("/orders"), wish).await.assert(201);
        let seen = expense(&world, &lane, &lane.supplier, &id).await;
        let first = &seen["payment"]["entries"][0];
        assert_eq!((&seen["payment"]["paid_minor"], &seen["payment"]["left_minor"]), (&json!(2_000), &json!(3_000)));
        assert_eq!((&first["kind"], &first["amount_minor"]), (&json!("payment"), &json!(2_000)));
        for page in [&path, &list] {
            let page = world.look(Some(&lane.supplier), page).await.assert(200).body.clone();
            assert!(page.contains("Partly paid") || page.contains("¥20.00 paid, ¥30.00 still owed"), "{page}");
        }

        // What was owed before is paid first: the form says how much reaches this one, and proposes it.
        let later = ask(&world, &lane, &mandate, "12.00", &[]).await.assert(201).text("expense");
        let approval = lane.path(&format!("/expenses/{later}/approval"));
        world.post(&lane.steward, &approval, seen_by_me()).await.assert(200);
        for (expense, sum) in [(&id, "30.00"), (&later, "42.00")] {
            let page = world.look(Some(&lane.treasurer), &lane.path(&format!("/expenses/{expense}"))).await;
            let way = page.assert(200).body.split("/owed/").nth(1).unwrap().split('"').next().unwrap().to_owned();
            let form = world.look(Some(&lane.treasurer), &lane.path(&format!("/owed/{way}"))).await.assert(200).body.clone();
            assert!(form.contains(&format!("to be paid in full, enter ¥{sum}")), "{form}");
            assert!(form.contains(&format!("value=\"{sum}\"")), "{form}");
        }
        let out = json!({ "purse": "owed", "amount": "30.00", "arrived_on": "2010-01-01", "reference": "ICBC 9" });
        let mistyped = world.post(&lane.treasurer, &format!("{owed}/payouts"), out).await;
        mistyped.refused(422, "invalid_input");
        assert!(mistyped.body.contains("this community was founded on "), "{}", mistyped.body);
        let day = crate::common::shop::day(&world);
        let out = json!({ "purse": "owed", "amount": "30.00", "arrived_on": day, "reference": "ICBC 9" });
        world.post(&lane.treasurer, &format!("{owed}/payouts"), out).await.assert(201);
        let seen = expense(&world, &lane, &lane.supplier, &id).await;
        assert_eq!((&seen["state"], &seen["payment"]["left_minor"]), (&json!("approved"), &json!(0)));
        let last = &seen["payment"]["entries"][1];
        assert_eq!((&last["kind"], &last["amount_minor"]), (&json!("payout"), &json!(3_000)));
        let entry = lane.path(&format!("/books/entries/{}", last["entry"]));
        let page = world.look(Some(&lane.treasurer), &path).await.assert(200).body.clone();
        assert!(page.contains(&entry) && page.contains("set off against an order"), "{page}");
        assert!(!page.contains("Approved, owed") && !page.contains("Pay it out"), "{page}");
        let listed = world.get(&lane.supplier, &list).await.assert(200).json();
        assert_eq!(listed["expenses"][1]["paid_minor"], 5_000);
        world.assert_sound().await;
    }

    /// What is refused says which limit it was, how much of it is left, and which of several files is meant.
    async fn refusals_name_their_figures(world: World) {
        let lane = shop(&world, "lane", true).await;
        earn(&world, &lane, "1000").await;
        let mandate = lane.mandate(&world, 20_000).await;
        let first = ask(&world, &lane, &mandate, "80.00", &[]).await.assert(201).text("expense");
        let approve = |id: &str| lane.path(&format!("/expenses/{id}/approval"));
        world.post(&lane.steward, &approve(&first), seen_by_me()).await.assert(200);
        let says = |answer: &Answer, code: &str, words: &str| {
            answer.refused(409, code);
            assert!(answer.body.contains(words), "{words} in {}", answer.body);
        };
        let much = ask(&world, &lane, &mandate, "120.01", &[]).await;
        says(&much, "above_ceiling", "¥120.00 of ¥200.00");
        // The fund has a tenth of what was sold, less the first.
        let second = ask(&world, &lane, &mandate, "50.00", &[]).await.assert(201).text("expense");
        says(&world.post(&lane.steward, &approve(&second), seen_by_me()).await, "fund_too_small", "only ¥20.00");
        let (good, bad) = (photo(b"pixels"), b"nonsense".as_slice());
        let files: &[(&str, &str, &[u8])] = &[("proofs", "a.jpg", &good), ("proofs", "b.jpg", bad)];
        let unfit = ask(&world, &lane, &mandate, "5.00", files).await;
        unfit.refused(422, "invalid_input");
        assert!(unfit.body.contains("File 2: "), "{}", unfit.body);
        let proofs = lane.path(&format!("/expenses/{second}/proofs"));
        let other = photo(b"other");
        world.upload(&lane.member, &proofs, "n1", &[], &[("proofs", "a.jpg", &good)]).await.assert(200);
        let both: &[(&str, &str, &[u8])] = &[("proofs", "b.jpg", &other), ("proofs", "again.jpg", &good)];
        says(&world.upload(&lane.member, &proofs, "n2", &[], both).await, "proof_twice", "File 2 (again.jpg)");
        let zone = kernel::Zone::parse("Asia/Shanghai").unwrap();
        let day = world.clock.now().format(&zone, "%-d %B %Y");
        let mut early = lane.wanted(&world, &mandate, "5.00").await;
        early.iter_mut().filter(|(name, _)| *name == "incurred_on").for_each(|(_, on)| *on = "2001-01-01".to_owned());
        let early: Vec<_> = early.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = world.upload(&lane.member, &lane.path("/expenses"), "early", &early, &[]).await;
        answer.refused(422, "incurred_outside_mandate");
        assert!(answer.body.contains(&format!("within the mandate: {day} to ")), "{}", answer.body);
        // What permits it is named, on both pages and in the books.
        for way in [format!("/expenses/{first}"), format!("/mandates/{mandate}")] {
            let page = world.look(Some(&lane.supplier), &lane.path(&way)).await.assert(200).body.clone();
            assert!(page.contains(">Room for the pantry</a>"), "{page}");
        }
        world.clock.advance(crate::common::days(30));
        says(&ask(&world, &lane, &mandate, "5.00", &[]).await, "mandate_ended", "was over on");
    }

    /// Small sums go by the rules of deciding: the chain of such an entry begins with the version of them that permits it.
    async fn the_chain_of_a_small_sum_begins_with_the_rules(world: World) {
        let lane = shop(&world, "lane", true).await;
        earn(&world, &lane, "1000").await;
        let rules = world.get(&lane.steward, &lane.path("/decisions/rules/edit")).await.assert(200).json();
        let mut form = rules.clone();
        for (field, value) in [("standing_month", "80.00"), ("standing_each", "60.00"), ("reason", "Stamps")] {
            form[field] = json!(value);
        }
        world.post(&lane.steward, &lane.path("/decisions/rules"), form).await.assert(200);
        let slip = photo(b"slip");
        let wanted = lane.wanted(&world, "standing", "50.00").await;
        let wanted: Vec<_> = wanted.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let files: &[(&str, &str, &[u8])] = &[("proofs", "a.jpg", &slip)];
        let asked = world.upload(&lane.treasurer, &lane.path("/expenses"), "stamps", &wanted, files).await;
        let id = asked.assert(201).text("expense");
        let approved = world.post(&lane.steward, &lane.path(&format!("/expenses/{id}/approval")), json!({})).await;
        let entry = lane.path(&format!("/books/entries/{}", approved.assert(200).number("entry")));
        let told = world.get(&lane.supplier, &entry).await.assert(200).json();
        let first = &told["origin"][0];
        assert_eq!((&first["step"], &first["words"]), (&json!("rules"), &json!("Rules of deciding, version 1")));
        let steps: Vec<_> = told["origin"].as_array().unwrap().iter().map(|one| one["step"].as_str().unwrap()).collect();
        assert_eq!(steps, ["rules", "mandate", "expense"]);
        for one in told["origin"].as_array().unwrap() {
            world.look(Some(&lane.supplier), one["href"].as_str().unwrap()).await.assert(200);
        }
        let page = world.look(Some(&lane.supplier), &entry).await.assert(200).body.clone();
        assert!(page.contains(first["href"].as_str().unwrap()), "{page}");
    }

    /// Somebody outside is paid by the treasurer; the same proof and the same sum are pointed out.
    async fn a_firm_is_paid(world: World) {
        let lane = shop(&world, "lane", true).await;
        earn(&world, &lane, "1000").await;
        let mandate = lane.mandate(&world, 9_000).await;
        let ask = |amount: &str, key: &str| {
            let fields = json!({
                "mandate": mandate, "amount": amount, "what": "Timber", "payee_name": "Timber Ltd",
                "incurred_on": crate::common::shop::day(&world), "purpose": "purchases",
            });
            let (path, key) = (lane.path("/expenses"), key.to_owned());
            async { let (path, key) = (path, key); world.post_keyed(&lane.member, &path, &key, fields).await }
        };
        let first = ask("30.00", "k1").await.assert(201).text("expense");
        assert_eq!(ask("30.00", "k1").await.assert(201).text("expense"), first, "a double click is one");
        ask("31.00", "k1").await.refused(409, "key_reused");
        let second = ask("30.00", "k2").await.assert(201).text("expense");
        let path = |id: &str, rest: &str| lane.path(&format!("/expenses/{id}{rest}"));
        let proof: &[(&str, &str, &[u8])] = &[("proofs", "invoice.pdf", b"%PDF-1.4 timber")];
        for (id, key) in [(&first, "p1"), (&first, "p1"), (&second, "p2")] {
            world.upload(&lane.member, &path(id, "/proofs"), key, &[], proof).await.assert(200);
        }
        world.upload(&lane.member, &path(&first, "/proofs"), "p3", &[], proof).await.refused(409, "proof_twice");
        world.upload(&lane.supplier, &path(&first, "/proofs"), "p4", &[], proof).await.refused(403, "not_your_expense");
        let seen = expense(&world, &lane, &lane.treasurer, &second).await;
        assert_eq!((&seen["hints"][0]["hint"], &seen["hints"][0]["others"][0]["id"]), (&json!("same_proof"), &json!(first)));
        assert_eq!(seen["hints"][1]["hint"], "same_sum");
        let pdf = world.get(&lane.treasurer, seen["proofs"][0]["href"].as_str().unwrap()).await;
        assert!(pdf.header("content-disposition").starts_with("attachment"), "a sandbox shows no PDF");
        let why = json!({ "reason": "This is the invoice of the other one" });
        world.post(&lane.treasurer, &path(&second, "/refusal"), why).await.assert(200);
        world.post(&lane.treasurer, &path(&first, "/approval"), json!({})).await.assert(200);
        let desk = world.get(&lane.treasurer, &lane.path("/desk")).await.assert(200).json();
        assert!(desk.to_string().contains("Expenses to pay"), "{desk}");
        let paid = json!({ "paid_on": crate::common::shop::day(&world), "reference": "ICBC 77" });
        world.post(&lane.steward, &path(&first, "/payment"), paid.clone()).await.refused(403, "lacks_power");
        let without = json!({ "paid_on": crate::common::shop::day(&world), "reference": "" });
        world.post(&lane.treasurer, &path(&first, "/payment"), without).await.refused(422, "reference_missing");
        let mistyped = json!({ "paid_on": "2010-01-01", "reference": "ICBC 77" });
        let mistyped = world.post(&lane.treasurer, &path(&first, "/payment"), mistyped).await;
        mistyped.refused(422, "paid_before_incurred");
        let zone = kernel::Zone::parse("Asia/Shanghai").unwrap();
        let day = world.clock.now().format(&zone, "%-d %B %Y");
        assert!(mistyped.body.contains(&format!("which was made on {day}")), "{}", mistyped.body);
        assert_eq!(world.post(&lane.treasurer, &path(&first, "/payment"), paid).await.assert(200).text("state"), "paid");
        // The bank's reference may name somebody: not every member reads it.
        assert_eq!(expense(&world, &lane, &lane.supplier, &first).await["reference"], Value::Null);
        assert_eq!(expense(&world, &lane, &lane.treasurer, &first).await["reference"], "ICBC 77");
        let mine = world.get(&lane.member, &lane.path("/expenses?mine=1")).await.assert(200).json();
        assert_eq!(mine["expenses"].as_array().unwrap().len(), 2);
        // It was the transfer for another firm: the books take it back, and every member reads why.
        let page = world.look(Some(&lane.treasurer), &path(&first, "")).await.assert(200).body.clone();
        assert!(page.contains("/payment/reversal"), "{page}");
        let back = async |reason: &str| {
            world.post(&lane.treasurer, &path(&first, "/payment/reversal"), json!({ "reason": reason })).await
        };
        back(" ").await.refused(422, "reason_missing");
        assert_eq!(back("It went to another firm").await.assert(200).text("state"), "approved");
        back("Again").await.refused(409, "wrong_state");
        let seen = expense(&world, &lane, &lane.supplier, &first).await;
        let last = seen["steps"].as_array().unwrap().last().unwrap();
        assert_eq!((&last["step"], &last["reason"]), (&json!("payment_taken_back"), &json!("It went to another firm")));
        let paid = json!({ "paid_on": crate::common::shop::day(&world), "reference": "ICBC 78" });
        assert_eq!(world.post(&lane.treasurer, &path(&first, "/payment"), paid).await.assert(200).text("state"), "paid");
        world.look(Some(&lane.member), &lane.path("/mine")).await.assert(200);
        world.look(Some(&lane.member), &path(&first, "")).await.assert(200);
        world.assert_sound().await;
    }

    /// Who is erased leaves the expense that money rests on, and no name.
    async fn an_erased_author_leaves_the_expense(world: World) {
        let lane = shop(&world, "lane", true).await;
        earn(&world, &lane, "1000").await;
        let mandate = lane.mandate(&world, 8_000).await;
        let mine = photo(b"mine");
        let asked = ask(&world, &lane, &mandate, "50.00", &[("proofs", "Wang Xiaoming.jpg", &mine)]).await;
        let id = asked.assert(201).text("expense");
        world.post(&lane.steward, &lane.path(&format!("/expenses/{id}/approval")), json!({})).await.assert(200);
        let data = world.get(&lane.member, "/me/data").await.assert(200).json().to_string();
        assert!(data.contains("Boards and screws") && data.contains("Wang Xiaoming.jpg"), "{data}");
        let erasure = json!({ "current_password": crate::common::PASSWORD, "confirm": "on" });
        let erased = world.post(&lane.member, "/me/erasure", erasure).await;
        assert!(erased.status < 300, "{erased:?}");
        let seen = expense(&world, &lane, &lane.steward, &id).await;
        assert_eq!((&seen["what"], &seen["state"]), (&json!("Boards and screws"), &json!("approved")));
        assert!(!seen.to_string().contains("Xiaoming"), "{seen}");
        assert_eq!(seen["proofs"].as_array().unwrap().len(), 1, "the proof itself stays");
        world.assert_sound().await;
    }
}
