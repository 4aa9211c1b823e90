//! Many payments entered together, by page and by program: thirty people in a few clicks.

use crate::common::{Shop, World, fresh, shop};
use serde_json::{Value, json};

fn ids(page: &Value, what: &str) -> Vec<String> {
    let rows = page[what].as_array().unwrap_or_else(|| panic!("no {what} in {page}"));
    rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

/// The bank's side of the books.
async fn bank(world: &World, lane: &Shop) -> i64 {
    let page = world.get(&lane.treasurer, &lane.path("/supply/runs/members")).await.assert(200).json();
    page["bank_minor"].as_i64().unwrap()
}

testkit::both_engines! {
    /// A list of a chat: its orders are paid by one text and one button, what does not fit is said line by line, and pressed again
    /// nothing is counted twice.
    async fn a_list_is_paid_at_once(world: World) {
        let lane = shop(&world, "lane", true).await;
        let list = lane.list(&world).await;
        let at = |rest: &str| lane.path(&format!("/lists/{list}{rest}"));
        let offer = json!({ "title": "草莓", "unit": "盒", "price": "25", "stock": "20" });
        world.post_keyed(&lane.steward, &at("/items/1/offer"), &fresh("offer"), offer).await.assert(201);
        world.post(&lane.steward, &at("/orders"), json!({})).await.assert(200);
        let page = world.get(&lane.treasurer, &at("/payments")).await.assert(200).json();
        let waiting = ids(&page, "waiting");
        assert_eq!(waiting.len(), 2, "{page}");
        let named: Vec<&str> = page["waiting"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
        let due: Vec<i64> = page["waiting"].as_array().unwrap().iter().map(|row| row["due_minor"].as_i64().unwrap()).collect();
        let line = |at: usize| format!("{} 转账 {}.{:02}", named[at], due[at] / 100, due[at] % 100);
        // One fits, one names nobody, one says another sum.
        let text = format!("{}\n路人 1.23\n{} 0.50\n", line(0), named[1]);
        let read = world.post(&lane.treasurer, &at("/payments/reading"), json!({ "text": text })).await.assert(200).json();
        let said: Vec<_> = read["lines"].as_array().unwrap().iter().map(|line| (line["reading"].as_str().unwrap(), line["doubt"].as_str().unwrap_or_default())).collect();
        assert_eq!(said, [("certain", ""), ("unclear", "no_name"), ("likely", "sum_differs")], "{read}");
        assert_eq!(read["ticked"], json!([waiting[0]]), "{read}");
        // Reading has entered nothing.
        assert_eq!(ids(&world.get(&lane.treasurer, &at("/payments")).await.assert(200).json(), "waiting").len(), 2);
        let tick = |at: usize, minor: i64| format!("{}={}.{:02}", waiting[at], minor / 100, minor % 100);
        let today = crate::common::shop::today(&world);
        let both = json!({ "paid": [tick(0, due[0]), tick(1, due[1] + 1)], "method": "collection_code", "arrived_on": today });
        let key = fresh("together");
        for _ in 0..2 {
            let done = world.post_keyed(&lane.treasurer, &at("/payments"), &key, both.clone()).await.assert(200).json();
            assert_eq!((ids(&done, "confirmed"), ids(&done, "refused")), (vec![waiting[0].clone()], vec![waiting[1].clone()]), "{done}");
            assert_eq!((&done["refused"][0]["code"], &done["confirmed_minor"]), (&json!("amount_differs"), &json!(due[0])));
            assert_eq!(ids(&done, "waiting"), [waiting[1].clone()]);
        }
        assert_eq!(bank(&world, &lane).await, due[0]);
        // The same key with other ticks goes on with what was not done; what was done answers as it did.
        let rest = json!({ "paid": [tick(0, due[0]), tick(1, due[1])], "method": "collection_code", "arrived_on": today });
        let done = world.post_keyed(&lane.treasurer, &at("/payments"), &key, rest.clone()).await.assert(200).json();
        assert_eq!((ids(&done, "confirmed").len(), ids(&done, "refused").len()), (2, 0), "{done}");
        assert_eq!(bank(&world, &lane).await, due[0] + due[1]);
        // Another key finds them paid.
        let done = world.post_keyed(&lane.treasurer, &at("/payments"), &fresh("again"), rest).await.assert(200).json();
        assert!(done["refused"].as_array().unwrap().iter().all(|one| one["code"] == "already_confirmed"), "{done}");
        assert_eq!(bank(&world, &lane).await, due[0] + due[1]);
        world.get(&lane.member, &at("/payments")).await.assert(403);
        world.assert_sound().await;
    }

    /// A reference that is typed for all is one transfer's: of orders that are not among them it is asked about, and nothing is entered until
    /// somebody says that another came. The same orders with it once more are the same form.
    async fn a_reference_for_all_is_asked_about_where_it_was_for_others(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let mut orders = Vec::new();
        for _ in 0..3 {
            orders.push(lane.order(&world, &rice, "1").await);
        }
        let path = lane.path("/payments/together");
        let today = crate::common::shop::today(&world);
        let form = |which: &[usize], another: &str| {
            let paid: Vec<String> = which.iter().map(|at| format!("{}=12.50", orders[*at])).collect();
            json!({ "paid": paid, "method": "bank_transfer", "arrived_on": today, "reference": "LT004", "another_transfer": another })
        };
        let send = async |input: Value| world.post_keyed(&lane.treasurer, &path, &fresh("together"), input).await;
        let first = send(form(&[0, 1], "")).await.assert(200).json();
        assert_eq!(ids(&first, "confirmed").len(), 2, "{first}");
        let again = send(form(&[0, 1], "")).await.assert(200).json();
        assert_eq!(ids(&again, "refused").len(), 2, "{again}");
        let asked = send(form(&[2], "")).await;
        asked.refused(409, "reference_used");
        assert_eq!(asked.json()["errors"][0]["field"], "another_transfer", "{asked:?}");
        assert_eq!(bank(&world, &lane).await, 2_500);
        send(form(&[2], "on")).await.assert(200);
        assert_eq!(bank(&world, &lane).await, 3_750);
        world.assert_sound().await;
    }

    /// In a browser without script: a page with all ticked, one form, and a page that says what was done.
    async fn all_that_wait_are_ticked_on_one_page(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let (one, two) = (lane.order(&world, &rice, "2").await, lane.order(&world, &rice, "1").await);
        lane.claim(&world, &two).await;
        let path = lane.path("/payments/together");
        let unpaid = world.look(Some(&lane.treasurer), &lane.path("/unpaid")).await.assert(200).body.clone();
        assert!(unpaid.contains(&path), "the list of unpaid orders leads there");
        let page = world.look(Some(&lane.treasurer), &format!("{path}?all=1")).await.assert(200).body.clone();
        assert_eq!(page.matches(" checked>").count(), 2, "{page}");
        // Whoever reloads what was read, or changes the language, is on the page again.
        let again = world.look(Some(&lane.treasurer), &format!("{path}/reading")).await.assert(200).body.clone();
        assert!(again.contains(&format!("action=\"{path}\"")), "{again}");
        let today = crate::common::shop::today(&world);
        let nobody = world.fill(Some(&lane.treasurer), &path, &[("arrived_on", &today), ("method", "bank_transfer")]).await;
        assert!(nobody.assert(422).body.contains("Nothing is ticked"));
        let ticks = [format!("{one}=25.00"), format!("{two}=12.50")];
        let tomorrow = world.fill(Some(&lane.treasurer), &path, &[("paid", &ticks[0]), ("arrived_on", "2999-01-01"), ("method", "bank_transfer")]).await;
        assert!(tomorrow.assert(200).body.contains("The day cannot lie in the future"));
        let odd = world.fill(Some(&lane.treasurer), &path, &[("paid", "x"), ("arrived_on", &today), ("method", "bank_transfer")]).await;
        assert!(odd.assert(422).body.contains("cannot be read"));
        let form = [("paid", ticks[0].as_str()), ("paid", &ticks[1]), ("arrived_on", &today), ("method", "bank_transfer"), ("idempotency_key", "k-1")];
        for _ in 0..2 {
            let done = world.fill(Some(&lane.treasurer), &path, &form).await.assert(200).body.clone();
            assert!(done.contains("2 confirmed") && done.contains("37.50"), "{done}");
        }
        assert_eq!(world.get(&lane.treasurer, &lane.path("/unpaid")).await.assert(200).json()["count"], 0);
        world.assert_sound().await;
    }

    /// Where a text tells of more than can be entered at once, it is there again after these, and what was entered is not ticked twice.
    async fn a_text_that_is_not_done_stays(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let (one, two) = (lane.order(&world, &rice, "2").await, lane.order(&world, &rice, "1").await);
        let path = lane.path("/payments/together");
        let waiting = world.get(&lane.treasurer, &path).await.assert(200).json()["waiting"].clone();
        let code = |id: &str| {
            let row = waiting.as_array().unwrap().iter().find(|row| row["id"] == id).unwrap();
            row["code"].as_str().unwrap().to_owned()
        };
        let text = format!("{} 25.00\n{} 12.50\n", code(&one), code(&two));
        let read = world.post(&lane.treasurer, &format!("{path}/reading"), json!({ "text": text })).await.assert(200).json();
        assert_eq!((read["ticked"].as_array().unwrap().len(), &read["unticked"]), (2, &json!(0)), "{read}");
        let (today, tick) = (crate::common::shop::today(&world), format!("{one}=25.00"));
        let form = [("paid", tick.as_str()), ("arrived_on", &today), ("method", "bank_transfer"), ("text", &text)];
        let not_done = [&form[..], &[("unticked", "1"), ("idempotency_key", "k-1")]].concat();
        let done = world.fill(Some(&lane.treasurer), &path, &not_done).await.assert(200).body.clone();
        assert!(done.contains("1 confirmed") && done.contains("not ticked yet"), "{done}");
        assert!(done.contains(&format!("{} 12.50", code(&two))), "the text is there: {done}");
        let read = world.post(&lane.treasurer, &format!("{path}/reading"), json!({ "text": text })).await.assert(200).json();
        assert_eq!(read["ticked"], json!([two]), "{read}");
        let tick = format!("{two}=12.50");
        let form = [("paid", tick.as_str()), ("arrived_on", &today), ("method", "bank_transfer"), ("text", &text), ("idempotency_key", "k-2")];
        let done = world.fill(Some(&lane.treasurer), &path, &form).await.assert(200).body.clone();
        assert!(done.contains("1 confirmed") && !done.contains("12.50\n") && !done.contains("not ticked yet"), "{done}");
        world.assert_sound().await;
    }

    /// The heading of a statement is no row, and each row counts from its own day, whatever day the form says.
    async fn rows_of_a_statement_have_their_own_days(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        lane.order(&world, &rice, "2").await;
        let path = lane.path("/payments/together");
        let waiting = world.get(&lane.treasurer, &path).await.assert(200).json()["waiting"][0].clone();
        let (id, name) = (waiting["id"].as_str().unwrap(), waiting["name"].as_str().unwrap());
        let today = crate::common::shop::today(&world);
        let text = format!("微信支付账单明细,,,\n交易时间,交易对方,收/支,金额(元)\n{} 00:00:01,{name},收入,25.00\n", &today[..10]);
        let read = world.post(&lane.treasurer, &format!("{path}/reading"), json!({ "text": text })).await.assert(200).json();
        assert_eq!(read["lines"].as_array().unwrap().len(), 1, "{read}");
        let came = format!("{}T00:00", &today[..10]);
        assert_eq!((&read["lines"][0]["reading"], &read["lines"][0]["came"]), (&json!("certain"), &json!(came)), "{read}");
        let page = world.fill(Some(&lane.treasurer), &format!("{path}/reading"), &[("text", &text)]).await.assert(200).body.clone();
        assert!(page.contains(&format!("={came}\" checked")), "{page}");
        let enter = async |came: &str| {
            let form = json!({ "paid": [format!("{id}=25.00==={came}")], "method": "bank_transfer", "arrived_on": today });
            world.post_keyed(&lane.treasurer, &path, &fresh("dated"), form).await
        };
        assert_eq!(enter("2999-01-01").await.assert(200).json()["refused"][0]["code"], "arrived_in_future");
        enter("2001-01-01").await.assert(422);
        enter("soon").await.assert(422);
        assert_eq!(enter(&came).await.assert(200).json()["confirmed"].as_array().unwrap().len(), 1);
        world.assert_sound().await;
    }

    /// A line that may be of eight people is not more than a memory: it holds up nobody's payment, whatever is said of it.
    async fn a_line_of_many_people_holds_nobody_up(world: World) {
        let lane = shop(&world, "lane", true).await;
        let names = ["阿A", "阿B", "阿C", "阿D", "阿E", "阿F", "阿G", "阿H", "阿I"];
        let mut text = "周六团购\n草莓 25元/盒\n\n".to_owned();
        for (at, name) in names.iter().enumerate() {
            text.push_str(&format!("{}. {name} 草莓1盒\n", at + 1));
        }
        let made = world.post_keyed(&lane.steward, &lane.path("/lists"), &fresh("list"), json!({ "text": text })).await;
        let list = made.assert(201).text("list");
        let at = |rest: &str| lane.path(&format!("/lists/{list}{rest}"));
        let offer = json!({ "title": "草莓", "unit": "盒", "price": "25", "stock": "20" });
        world.post_keyed(&lane.steward, &at("/items/1/offer"), &fresh("offer"), offer).await.assert(201);
        world.post(&lane.steward, &at("/orders"), json!({})).await.assert(200);
        let waiting = ids(&world.get(&lane.treasurer, &at("/payments")).await.assert(200).json(), "waiting");
        assert_eq!(waiting.len(), names.len());
        // Other money each time: whoever was paid for by the first waits no more.
        for (turn, many) in [9, 8].into_iter().enumerate() {
            let line = format!("2026-11-26 1{turn}:22 收到 {} 25.00", names[..many].join(" "));
            let read = world.post(&lane.treasurer, &at("/payments/reading"), json!({ "text": line })).await.assert(200).json();
            assert_eq!((&read["lines"][0]["doubt"], read["lines"][0]["of"].as_array().map(Vec::len)), (&json!("several_people"), Some(many - turn)), "{read}");
            let page = world.fill(Some(&lane.treasurer), &at("/payments/reading"), &[("text", &line)]).await.assert(200).body.clone();
            let (_, said) = page.split_once("name=\"uncertain\" value=\"").unwrap_or_else(|| panic!("{page}"));
            let said = said.split('"').next().unwrap();
            let (today, tick, key) = (crate::common::shop::today(&world), format!("{}=25.00", waiting[turn]), format!("k-{many}"));
            let form = [("paid", tick.as_str()), ("arrived_on", &today), ("method", "bank_transfer"), ("uncertain", said), ("uncertain", "25.00=odd"), ("idempotency_key", &key)];
            let done = world.fill(Some(&lane.treasurer), &at("/payments"), &form).await.assert(200).body.clone();
            assert!(done.contains("1 confirmed"), "{done}");
            // It is remembered all the same: of one whom it names.
            let read = world.post(&lane.treasurer, &at("/payments/reading"), json!({ "text": line })).await.assert(200).json();
            assert_eq!(read["lines"][0]["doubt"], "booked", "{read}");
        }
        world.assert_sound().await;
    }

    /// A number that was entered for one order does not confirm another's claim without a word: the page asks whether it is another transfer.
    async fn a_used_number_is_asked_about_on_the_page(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let (one, two) = (lane.order(&world, &rice, "2").await, lane.order(&world, &rice, "2").await);
        lane.claim(&world, &two).await;
        let today = crate::common::shop::today(&world);
        let came = json!({ "method": "bank_transfer", "amount": "25.00", "arrived_on": today, "reference": "WX 4200001234567890" });
        world.post_keyed(&lane.treasurer, &lane.order_path(&one, "/payments"), &fresh("came"), came).await.assert(201);
        let about = lane.path(&format!("/payments/{}", lane.payment_of(&world, &two).await));
        let path = format!("{about}/confirmation");
        let form = [("amount", "25.00"), ("arrived_on", today.as_str()), ("reference", "4200001234567890")];
        let page = world.look(Some(&lane.treasurer), &about).await.assert(200).body.clone();
        assert!(!page.contains("another_transfer"), "{page}");
        let asked = world.fill(Some(&lane.treasurer), &path, &form).await.assert(409).body.clone();
        assert!(asked.contains("name=\"another_transfer\"") && asked.contains("already recorded for Order 1"), "{asked}");
        let known = json!({ "amount": "25.00", "arrived_on": today, "reference": "4200001234567890" });
        world.post(&lane.treasurer, &path, known).await.refused(409, "reference_used");
        assert_eq!((lane.state(&world, &two).await.as_str(), bank(&world, &lane).await), ("payment_claimed", 2_500));
        let form = [&form[..], &[("another_transfer", "on")]].concat();
        world.fill(Some(&lane.treasurer), &path, &form).await.assert(303);
        assert_eq!((lane.state(&world, &two).await.as_str(), bank(&world, &lane).await), ("paid", 5_000));
        world.assert_sound().await;
    }
}
