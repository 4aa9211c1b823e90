//! A payment that was put down to the wrong order is taken back, by page and by program.

use crate::common::shop::today;
use crate::common::{Answer, Shop, Someone, World, days, fresh, shop};
use market::arrivals::Print;
use market::ops::LinePrint;
use serde_json::{Value, json};

impl Shop {
    async fn undo(&self, world: &World, who: &Someone, payment: &str, input: Value) -> Answer {
        let path = self.path(&format!("/payments/{payment}/reversal"));
        world.post_keyed(who, &path, &fresh("undo"), input).await
    }

    /// Money for it, entered at the order by the treasurer. Answers the payment.
    async fn came(&self, world: &World, order: &str, amount: &str) -> String {
        let came = json!({ "method": "bank_transfer", "amount": amount, "arrived_on": today(world), "reference": "WX 4200001234567890", "another_transfer": "on" });
        let path = self.order_path(order, "/payments");
        world.post_keyed(&self.treasurer, &path, &fresh("came"), came).await.assert(201).text("payment")
    }
}

/// A line of a statement, ticked for an order: known again by its number.
fn line_for(order: &str) -> String {
    const NUMBER: &str = "1000039301202611260000000006";
    let print = LinePrint::of(&Print::Number(NUMBER.to_owned()));
    let hash: String = print.hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{order}=25.00=n{hash}={NUMBER}")
}

fn why(words: &str) -> Value {
    json!({ "undo_reason": words })
}

testkit::both_engines! {
    /// From the statement to the wrong order, back, and to the right one: by the treasurer's own pages.
    async fn the_treasurer_puts_it_right(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let (wrong, right) = (lane.order(&world, &rice, "2").await, lane.order(&world, &rice, "2").await);
        let path = lane.path("/payments/together");
        let day = today(&world);
        let tick = line_for(&wrong);
        let form = [("paid", tick.as_str()), ("arrived_on", &day), ("method", "bank_transfer"), ("idempotency_key", "k-1")];
        let done = world.fill(Some(&lane.treasurer), &path, &form).await.assert(200).body.clone();
        assert!(done.contains(&format!("{}#undo", lane.order_path(&wrong, ""))), "what was entered leads to where it is taken back: {done}");

        let enter = async |order: &str| {
            world.pass(std::time::Duration::from_secs(120)).await;
            let form = json!({ "paid": [line_for(order)], "method": "bank_transfer", "arrived_on": today(&world) });
            let done = world.post_keyed(&lane.treasurer, &path, &fresh("together"), form).await.assert(200).json();
            done["refused"][0]["code"].as_str().map(str::to_owned)
        };
        assert_eq!(enter(&right).await.as_deref(), Some("reference_used"));

        let payment = lane.payment_of(&world, &wrong).await;
        let about = lane.path(&format!("/payments/{payment}"));
        let page = world.look(Some(&lane.treasurer), &about).await.assert(200).body.clone();
        assert!(page.contains(&format!("{}#undo", lane.order_path(&wrong, ""))), "{page}");
        let action = format!("action=\"{about}/reversal\"");
        let dialog = world.look(Some(&lane.treasurer), &lane.order_path(&wrong, "")).await.assert(200).body.clone();
        assert!(dialog.contains(&action), "{dialog}");
        for other in [&lane.member, &lane.steward, &lane.moderator] {
            let page = world.look(Some(other), &lane.order_path(&wrong, "")).await.assert(200).body.clone();
            assert!(!page.contains(&action), "{}: {page}", other.name);
            lane.undo(&world, other, &payment, why("no")).await.assert(403);
        }
        let empty = world.fill(Some(&lane.treasurer), &format!("{about}/reversal"), &[("undo_reason", " ")]).await;
        assert!(empty.assert(422).body.contains("id=\"undo\" open"), "{empty:?}");
        let long = "x".repeat(1_001);
        lane.undo(&world, &lane.treasurer, &payment, why(&long)).await.assert(422);
        assert_eq!(lane.state(&world, &wrong).await, "paid");

        let said = [("undo_reason", "It was for order 2"), ("idempotency_key", "k-2")];
        for _ in 0..2 {
            world.fill(Some(&lane.treasurer), &format!("{about}/reversal"), &said).await.assert(303);
        }
        let view = world.get(&lane.member, &lane.order_path(&wrong, "")).await.assert(200).json();
        assert_eq!((&view["state"], &view["payment"], &view["paid_at"]), (&json!("awaiting_payment"), &Value::Null, &Value::Null), "{view}");
        let steps: Vec<_> = view["steps"].as_array().unwrap().iter().map(|step| step["step"].as_str().unwrap()).collect();
        assert_eq!(steps.iter().filter(|step| **step == "payment_undone").count(), 1, "pressed twice: {steps:?}");
        // The buyer is told what to do, and why.
        let told = world.look(Some(&lane.member), &lane.order_path(&wrong, "")).await.assert(200).body.clone();
        assert!(told.contains("put down to this order by mistake") && told.contains("It was for order 2"), "{told}");
        let told = world.look_in_chinese(&lane.member, &lane.order_path(&wrong, "")).await.assert(200).body.clone();
        assert!(told.contains("上一笔到账记错了单"), "{told}");
        let home = world.get(&lane.member, &lane.path("")).await.assert(200).json();
        assert_eq!((&home["sections"][0]["code"], home["sections"][0]["rows"].as_array().unwrap().len()), (&json!("own"), 2), "{home}");
        let seen = world.get(&lane.treasurer, &about).await.assert(200).json();
        let entry = view["steps"].as_array().unwrap().iter().find(|step| step["step"] == "payment_undone").unwrap()["entry"].clone();
        assert_eq!((&seen["state"], &seen["undone_entry"]), (&json!("refused"), &entry), "{seen}");
        let page = world.look(Some(&lane.treasurer), &about).await.assert(200).body.clone();
        assert!(page.contains("Put down to this order by mistake"), "{page}");
        let entry = world.look(Some(&lane.treasurer), &lane.path(&format!("/books/entries/{entry}"))).await.assert(200).body.clone();
        assert!(entry.contains(&lane.order_path(&wrong, "")), "the entry leads to the order: {entry}");
        let money = world.get(&lane.member, &lane.order_path(&wrong, "/money")).await.assert(200).json();
        let kinds: Vec<_> = money["entries"].as_array().unwrap().iter().map(|entry| entry["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["payment", "reversal"], "{money}");

        // The line is free for the right one, and for that only once.
        assert_eq!(enter(&right).await, None);
        assert_eq!(enter(&wrong).await.as_deref(), Some("reference_used"));
        assert_eq!((lane.state(&world, &right).await.as_str(), lane.state(&world, &wrong).await.as_str()), ("paid", "awaiting_payment"));
        world.assert_sound().await;
    }

    /// What cannot be taken back says what to do instead, and where it can be seen beforehand the page does.
    async fn what_cannot_be_taken_back_is_said(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "90").await;
        let done = lane.handed_over(&world, &rice, "2").await;
        let payment = lane.payment_of(&world, &done).await;
        let late = lane.undo(&world, &lane.treasurer, &payment, why("not this one")).await;
        assert!(late.refused(409, "handed_over").text("detail").contains("refund"), "{late:?}");
        let page = world.fill(Some(&lane.treasurer), &lane.path(&format!("/payments/{payment}/reversal")), &[("undo_reason", "not this one")]).await;
        assert!(page.assert(409).body.contains("handed over already"), "{page:?}");

        let order = lane.order(&world, &rice, "1").await;
        let payment = lane.came(&world, &order, "12.50").await;
        let given = json!({ "amount": "1.00", "reason": "Wet" });
        lane.refund(&world, &order, &fresh("wet"), given).await.assert(201);
        lane.undo(&world, &lane.treasurer, &payment, why("no")).await.refused(409, "given_back");

        let wish = json!({ "lines": [{ "variant": rice, "quantity": "1" }], "payment": "simulated_gateway" });
        let order = world.post(&lane.member, &lane.path("/orders"), wish).await.assert(201).text("id");
        world.post(&lane.member, &lane.order_path(&order, "/simulated"), json!({ "outcome": "succeeds" })).await.assert(204);
        assert_eq!(lane.state(&world, &order).await, "paid");
        let payment = lane.payment_of(&world, &order).await;
        let page = world.look(Some(&lane.treasurer), &lane.order_path(&order, "")).await.assert(200).body.clone();
        assert!(page.contains("not confirmed by hand") && !page.contains("/reversal"), "{page}");
        lane.undo(&world, &lane.treasurer, &payment, why("no")).await.refused(409, "not_by_hand");

        // On another day it is somebody else's to say.
        let order = lane.order(&world, &rice, "1").await;
        let payment = lane.came(&world, &order, "12.50").await;
        world.pass(days(1)).await;
        let page = world.look(Some(&lane.treasurer), &lane.order_path(&order, "")).await.assert(200).body.clone();
        assert!(page.contains("on an earlier day") && !page.contains("/reversal"), "{page}");
        lane.undo(&world, &lane.treasurer, &payment, why("no")).await.refused(403, "undo_by_another");
        lane.give_role(&world, &lane.moderator, "treasurer").await.assert(204);
        lane.undo(&world, &lane.moderator, &payment, why("It was for order 9")).await.assert(200);
        assert_eq!(lane.state(&world, &order).await, "awaiting_payment");
        lane.undo(&world, &lane.moderator, &payment, why("again")).await.refused(409, "wrong_state");
        lane.undo(&world, &lane.moderator, "pay_00000000000000000000000000", why("none")).await.assert(404);
        world.assert_sound().await;
    }

    /// Money that came once more has a page of its own, and what is refused of it is said there: the order's page takes back the other one.
    async fn what_came_twice_never_takes_back_the_first(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "90").await;
        let order = lane.order(&world, &rice, "1").await;
        let first = lane.came(&world, &order, "12.50").await;
        let late = lane.came(&world, &order, "12.50").await;
        let (about, of_first) = (lane.path(&format!("/payments/{late}")), format!("/payments/{first}/reversal"));
        let back = format!("{about}/reversal");
        let page = world.look(Some(&lane.treasurer), &about).await.assert(200).body.clone();
        assert!(page.contains(&back), "{page}");
        let blank = world.fill(Some(&lane.treasurer), &back, &[("undo_reason", " ")]).await.assert(422).body.clone();
        assert!(blank.contains(&format!("action=\"{back}\"")) && blank.contains("id=\"undo\" open"), "{blank}");
        assert!(blank.contains("error-summary") && !blank.contains(&of_first), "{blank}");
        let long = format!("It was for order 9 {}", "x".repeat(1_000));
        let again = world.fill(Some(&lane.treasurer), &back, &[("undo_reason", &long)]).await.assert(422).body.clone();
        assert!(again.contains(&long) && !again.contains(&of_first), "{again}");

        // It is the buyer's by then.
        lane.pay_out(&world, &lane.member, "owed", "12.50").await.assert(201);
        let spent = world.fill(Some(&lane.treasurer), &back, &[("undo_reason", "It was for order 9")]).await.assert(409).body.clone();
        assert!(spent.contains("is not there any more") && spent.contains("It was for order 9"), "{spent}");
        assert!(spent.contains(&back) && !spent.contains(&of_first), "{spent}");
        assert_eq!(lane.state(&world, &order).await, "paid");
        world.assert_sound().await;
    }

    /// Nobody for the own order: for who confirms the payments of others a steward does.
    async fn a_steward_stands_in_for_the_treasurers_own(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let own = world.post(&lane.treasurer, &lane.path("/orders"), Shop::wish(&rice, "1")).await.assert(201).text("id");
        let came = json!({ "method": "bank_transfer", "amount": "12.50", "arrived_on": today(&world) });
        let path = lane.order_path(&own, "/payments");
        let payment = world.post_keyed(&lane.steward, &path, &fresh("came"), came).await.assert(201).text("payment");
        lane.undo(&world, &lane.treasurer, &payment, why("mine")).await.refused(403, "own_payment");
        let page = world.look(Some(&lane.treasurer), &lane.order_path(&own, "")).await.assert(200).body.clone();
        assert!(!page.contains("/reversal"), "{page}");
        let page = world.look(Some(&lane.steward), &lane.order_path(&own, "")).await.assert(200).body.clone();
        assert!(page.contains(&format!("/payments/{payment}/reversal")), "{page}");
        lane.undo(&world, &lane.steward, &payment, why("It was for order 9")).await.assert(200);
        world.assert_sound().await;
    }

    /// The place at the point is kept as it is for any order that is not paid: told to nobody there, and open by the same code once it is.
    async fn its_code_opens_nothing_until_it_is_paid(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "90").await;
        let (_, code) = lane.pick_up(&world, &rice).await;
        let payment = lane.payment_of(&world, &code.order).await;
        lane.undo(&world, &lane.treasurer, &payment, why("It was for order 9")).await.assert(200);
        let given = |id: &str| json!({ "id": id, "order": code.order, "told": "collected" });
        let path = lane.path("/pickup/check-ins");
        world.post(&lane.supplier, &path, given("phone-0001")).await.assert(409);
        let seen = world.get(&lane.member, &lane.order_path(&code.order, "")).await.assert(200).json();
        assert_eq!(seen["fetched"]["code"], Value::Null, "{seen}");
        world.assert_sound().await;
        lane.came(&world, &code.order, "25.00").await;
        let seen = world.get(&lane.member, &lane.order_path(&code.order, "")).await.assert(200).json();
        assert_eq!(seen["fetched"]["code"], code.number, "{seen}");
        world.post(&lane.supplier, &path, given("phone-0002")).await.assert(200);
        world.assert_sound().await;
    }

    /// What a coupon pays of the order is kept for it still, and goes back to its budget when the order expires.
    async fn what_a_coupon_pays_stays_with_the_order(world: World) {
        let lane = shop(&world, "lane", true).await;
        let received = json!({ "kind": "gift", "amount": "100.00", "what": "For the new year",
            "received_on": crate::common::shop::day(&world), "giver_name": "Old school" });
        world.post(&lane.treasurer, &lane.path("/receipts"), received).await.assert(201);
        let rice = lane.offer(&world, "Rice", "12.50", "90").await;
        let mandate = lane.mandate_of_referral(&world, 10_000).await;
        let packet = json!({ "kind": "packet", "title": "New year", "mandate": mandate, "budget": "10.00",
            "ends_on": crate::common::shop::day(&world), "part_count": "5", "parts": "equal" });
        let packet = world.post(&lane.treasurer, &lane.path("/rewards"), packet).await.assert(201).text("budget");
        world.post(&lane.steward, &lane.path(&format!("/rewards/{packet}/approval")), json!({})).await.assert(200);
        let coupon = world.post(&lane.member, &lane.path(&format!("/rewards/{packet}/coupons")), json!({})).await.assert(201).text("coupon");
        let wish = json!({ "lines": [{ "variant": rice, "quantity": "2" }], "payment": "bank_transfer", "coupon": coupon });
        let order = world.post(&lane.member, &lane.path("/orders"), wish.clone()).await.assert(201).text("id");
        let payment = lane.came(&world, &order, "23.00").await;
        world.assert_sound().await;
        lane.undo(&world, &lane.treasurer, &payment, why("It was for order 9")).await.assert(200);
        world.assert_sound().await;
        world.post(&lane.member, &lane.path("/orders"), wish).await.refused(409, "coupon_unusable");
        let payment = lane.came(&world, &order, "23.00").await;
        lane.undo(&world, &lane.treasurer, &payment, why("It was for order 9")).await.assert(200);
        // By then the packet is over, too.
        world.pass(days(3)).await;
        assert_eq!(lane.state(&world, &order).await, "expired");
        world.assert_sound().await;
    }

    /// A part of a group buy, by its own page, while that is open.
    async fn a_part_of_a_group_buy_is_put_right(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "90").await;
        let pool = lane.pool(&world, &rice, &[]).await;
        let join = json!({ "units": "2", "payment": "later" });
        let part = world.post(&lane.member, &lane.path(&format!("/pools/{pool}/parts")), join).await.assert(201).text("part");
        let path = lane.path(&format!("/parts/{part}"));
        let due = world.get(&lane.treasurer, &path).await.assert(200).number("due_minor");
        let sum = format!("{}.{:02}", due / 100, due % 100);
        let came = json!({ "amount": sum, "arrived_on": today(&world), "reference": "WX 4200001234567890" });
        world.post_keyed(&lane.treasurer, &format!("{path}/confirmation"), &fresh("came"), came).await.assert(200);
        let action = format!("action=\"{path}/reversal\"");
        let page = world.look(Some(&lane.treasurer), &path).await.assert(200).body.clone();
        assert!(page.contains(&action), "{page}");
        let page = world.look(Some(&lane.member), &path).await.assert(200).body.clone();
        assert!(!page.contains(&action), "{page}");
        for other in [&lane.member, &lane.steward] {
            world.post_keyed(other, &format!("{path}/reversal"), &fresh("undo"), json!({ "reason": "no" })).await.assert(403);
        }
        let empty = world.fill(Some(&lane.treasurer), &format!("{path}/reversal"), &[("reason", "")]).await;
        assert!(empty.assert(422).body.contains("id=\"undo\" open"), "{empty:?}");
        let said = [("reason", "It was for order 2"), ("idempotency_key", "k-1")];
        for _ in 0..2 {
            world.fill(Some(&lane.treasurer), &format!("{path}/reversal"), &said).await.assert(303);
        }
        let told = world.look(Some(&lane.member), &path).await.assert(200).body.clone();
        assert!(told.contains("put down to this part by mistake") && told.contains("It was for order 2"), "{told}");
        let seen = world.get(&lane.member, &path).await.assert(200).json();
        let steps: Vec<_> = seen["events"].as_array().unwrap().iter().map(|event| event["step"].as_str().unwrap()).collect();
        assert_eq!((&seen["state"], steps), (&json!("made"), vec!["made", "paid", "undone"]), "{seen}");
        world.post_keyed(&lane.treasurer, &format!("{path}/reversal"), &fresh("undo"), json!({ "reason": "no" })).await.refused(409, "wrong_state");
        world.assert_sound().await;
    }

    /// Somebody else was faster: what was sent is not taken, and that is said where its form was.
    async fn who_comes_second_is_told(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let order = lane.order(&world, &rice, "2").await;
        lane.claim(&world, &order).await;
        let day = today(&world);
        let payment = lane.path(&format!("/payments/{}", lane.payment_of(&world, &order).await));
        let came = async |amount: &str| {
            let form = [("amount", amount), ("arrived_on", day.as_str())];
            world.fill(Some(&lane.treasurer), &format!("{payment}/confirmation"), &form).await
        };
        came("25.00").await.assert(303);
        let second = came("26.00").await;
        assert!(second.assert(409).body.contains("has been confirmed already"), "{second:?}");
        let refused = world.fill(Some(&lane.treasurer), &format!("{payment}/refusal"), &[("reason", "Not there")]).await;
        assert!(refused.assert(409).body.contains("role=\"alert\""), "{refused:?}");
    }
}
