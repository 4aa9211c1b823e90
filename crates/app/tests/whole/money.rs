//! A sum of money from the application of a member to the payout, and what must not happen on the way.

use crate::common::{Shop, World, days, shop};
use serde_json::{Value, json};

testkit::both_engines! {
    /// Apply, admit with a reason, offer, order, pay, confirm, fulfil, accept, settle, refund, pay out: and every
    /// sum can be followed from the order to the journal and back.
    async fn the_whole_way_of_a_sum(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let order = lane.order(&world, &rice, "2").await;
        assert_eq!(lane.state(&world, &order).await, "awaiting_payment");
        let home = world.get(&lane.member, &lane.path("")).await.assert(200).json();
        let (own, money) = (&home["sections"][0], &home["sections"][1]);
        assert_eq!((&own["code"], &own["rows"][0]["money"]["minor"]), (&json!("own"), &json!(2500)), "{home}");
        assert_eq!((&money["code"], &money["figure"]["sum"]["minor"]), (&json!("funds"), &json!(0)), "{home}");
        lane.claim(&world, &order).await;
        assert_eq!(lane.state(&world, &order).await, "payment_claimed");
        let home = world.get(&lane.member, &lane.path("")).await.assert(200).json();
        assert_eq!(home["sections"][0]["code"], "funds", "nothing is left to do for the member: {home}");
        let desk = world.look(Some(&lane.treasurer), &lane.path("/desk")).await;
        assert!(desk.body.contains("1 payment") && desk.body.contains("/c/lane/market/settings"), "{desk:?}");
        let waiting = world.get(&lane.treasurer, &lane.path("/payments")).await.assert(200).json();
        assert_eq!(waiting["count"], 1, "{waiting}");
        lane.confirm(&world, &order, "25.00", &crate::common::shop::today(&world)).await.assert(200);
        assert_eq!(lane.state(&world, &order).await, "paid");
        let view = world.get(&lane.member, &lane.order_path(&order, "")).await.assert(200).json();
        assert!(view["paid_at"].as_str() <= view["confirmed_at"].as_str() && view["paid_at"].is_string(), "{view}");
        let payment = lane.path(&format!("/payments/{}", view["payment"].as_str().unwrap()));
        let payment = world.get(&lane.treasurer, &payment).await.assert(200).json();
        assert_eq!((&payment["arrived_at"], &payment["decided_at"]), (&view["paid_at"], &view["confirmed_at"]));
        world.post(&lane.steward, &lane.order_path(&order, "/fulfilment"), json!({})).await.assert(200);
        world.post(&lane.member, &lane.order_path(&order, "/acceptance"), json!({})).await.assert(200);
        world.pass(days(8)).await;
        assert_eq!(lane.state(&world, &order).await, "settled");

        let back = json!({ "lines": [{ "line": 1, "quantity": "1" }], "reason": "One bag was wet", "restock": "" });
        lane.refund(&world, &order, "wet-bag", back).await.assert(201);
        assert_eq!(lane.owed(&world, &lane.member).await, 1250);
        let home = world.get(&lane.member, &lane.path("")).await.assert(200).json();
        assert_eq!(home["sections"][0]["rows"][0]["money"]["minor"], 1250, "{home}");
        let own = world.look(Some(&lane.member), &lane.path("/mine")).await;
        assert!(own.body.contains("href=\"/c/lane/books/mine\""), "the own account is led to while something is owed");
        let own = world.look(Some(&lane.member), &lane.path("/books/mine")).await;
        own.assert(200);
        assert!(own.body.contains(&lane.order_path(&order, "")) && own.body.contains(">+¥12.50<"), "{own:?}");
        let sellers = world.look(Some(&lane.supplier), &lane.path("/books/mine")).await;
        sellers.assert(200);
        assert!(!sellers.body.contains(&lane.order_path(&order, "")), "a seller is not led to the buyer's order");
        lane.pay_out(&world, &lane.member, "owed", "12.50").await.assert(201);
        assert_eq!(lane.owed(&world, &lane.member).await, 0);
        // Nine tenths of what is left is the supplier's.
        lane.pay_out(&world, &lane.supplier, "payable", "11.25").await.assert(201);
        lane.pay_out(&world, &lane.supplier, "payable", "0.01").await.refused(409, "more_than_owed");
        world.assert_sound().await;
        order_and_journal_name_each_other(&world, &lane, &order).await;
    }

    /// Without a word from the buyer the order is accepted and settled by the clock.
    async fn silence_accepts_and_settles(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let order = lane.order(&world, &rice, "2").await;
        lane.claim(&world, &order).await;
        lane.confirm(&world, &order, "25.00", &crate::common::shop::today(&world)).await.assert(200);
        world.post(&lane.steward, &lane.order_path(&order, "/fulfilment"), json!({})).await.assert(200);
        world.pass(days(6)).await;
        assert_eq!(lane.state(&world, &order).await, "fulfilled");
        world.pass(days(2)).await;
        assert_eq!(lane.state(&world, &order).await, "settled");
        world.assert_sound().await;
    }

    /// Nobody raises themselves, confirms their own money or takes back more than was paid.
    async fn nobody_serves_themselves(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let steward = lane.member_id(&world, &lane.steward).await;
        let raise = json!({ "role": "treasurer", "change": "give", "reason": "I trust me" });
        let raised = world.post(&lane.steward, &lane.path(&format!("/members/{steward}/roles")), raise).await;
        assert!(matches!(raised.status, 403 | 409), "{raised:?}");
        let member = lane.member_id(&world, &lane.member).await;
        let raise = json!({ "role": "steward", "change": "give", "reason": "please" });
        world.post(&lane.member, &lane.path(&format!("/members/{member}/roles")), raise).await.assert(403);

        let own = world.post(&lane.treasurer, &lane.path("/orders"), Shop::wish(&rice, "1")).await;
        let own = own.assert(201).text("id");
        let view = world.get(&lane.treasurer, &lane.order_path(&own, "")).await;
        let payment = view.assert(200).text("payment");
        let found = json!({ "amount": "12.50", "arrived_on": crate::common::shop::today(&world), "reference": "x" });
        let path = lane.path(&format!("/payments/{payment}/confirmation"));
        world.post(&lane.treasurer, &path, found).await.refused(403, "own_payment");

        let order = lane.sell(&world, &rice, "2", "25.00").await;
        let sum = |amount: &str| json!({ "amount": amount, "reason": "Complaint" });
        lane.refund(&world, &order, "a", sum("25.01")).await.assert(409);
        lane.refund(&world, &order, "b", sum("20.00")).await.assert(201);
        lane.refund(&world, &order, "c", sum("5.01")).await.assert(409);
        lane.refund(&world, &order, "d", sum("5.00")).await.assert(201);
        lane.refund(&world, &order, "e", sum("0.01")).await.assert(409);
        assert_eq!(lane.owed(&world, &lane.member).await, 2500);
        world.assert_sound().await;
    }

    /// The same key answers the same; the same key for something else is refused; another key orders again.
    async fn a_double_click_orders_once(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let path = lane.path("/orders");
        let first = world.post_keyed(&lane.member, &path, "click", Shop::wish(&rice, "2")).await;
        let again = world.post_keyed(&lane.member, &path, "click", Shop::wish(&rice, "2")).await;
        assert_eq!(first.assert(201).body, again.assert(201).body);
        let other = world.post_keyed(&lane.member, &path, "click", Shop::wish(&rice, "3")).await;
        other.refused(409, "key_reused");
        // Another person's key of the same text is another key.
        world.post_keyed(&lane.supplier, &path, "click", Shop::wish(&rice, "3")).await.assert(201);
        let orders = world.get(&lane.member, &path).await.assert(200).json();
        assert_eq!(orders["orders"].as_array().map(Vec::len), Some(1), "{orders}");

        let order = lane.sell(&world, &rice, "2", "25.00").await;
        let sum = json!({ "amount": "5.00", "reason": "Complaint" });
        let first = lane.refund(&world, &order, "click", sum.clone()).await;
        let again = lane.refund(&world, &order, "click", sum).await;
        assert_eq!(first.assert(201).body, again.assert(201).body);
        assert_eq!(lane.owed(&world, &lane.member).await, 500);
        world.assert_sound().await;
    }

    /// Money that comes a second time, and money that is not the price, gets its place by the treasurer's hand.
    async fn money_that_nobody_awaits_is_entered(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let order = lane.order(&world, &rice, "2").await;
        lane.claim(&world, &order).await;
        lane.confirm(&world, &order, "26.00", &crate::common::shop::today(&world)).await.assert(200);
        assert_eq!((lane.state(&world, &order).await, lane.owed(&world, &lane.member).await), ("paid".into(), 100));
        let form = world.look(Some(&lane.treasurer), &lane.order_path(&order, "")).await;
        assert!(form.assert(200).body.contains(&lane.order_path(&order, "/payments")), "the order's page has the form");
        let money = json!({ "amount": "25.00", "arrived_on": crate::common::shop::today(&world), "reference": "line 9" });
        let path = lane.order_path(&order, "/payments");
        let first = world.post_keyed(&lane.treasurer, &path, "click", money.clone()).await;
        let again = world.post_keyed(&lane.treasurer, &path, "click", money.clone()).await;
        assert_eq!(first.assert(201).text("state"), "late");
        assert_eq!(first.body, again.assert(201).body);
        assert_eq!(lane.owed(&world, &lane.member).await, 2600);
        let typo = json!({ "amount": "", "arrived_on": "soon", "method": "set_off" });
        world.post_keyed(&lane.treasurer, &path, "typo", typo).await.assert(422);
        let own = world.post(&lane.treasurer, &lane.path("/orders"), Shop::wish(&rice, "1")).await.assert(201).text("id");
        let own = world.post_keyed(&lane.treasurer, &lane.order_path(&own, "/payments"), "own", money).await;
        own.refused(403, "own_payment");

        let short = lane.order(&world, &rice, "1").await;
        let payment = lane.payment_of(&world, &short).await;
        lane.confirm(&world, &short, "12.00", &crate::common::shop::today(&world)).await.assert(200);
        let path = lane.path(&format!("/payments/{payment}/credit"));
        assert_eq!(world.post(&lane.treasurer, &path, json!({})).await.assert(200).text("state"), "owed");
        world.post(&lane.treasurer, &path, json!({})).await.refused(409, "wrong_state");
        assert_eq!(lane.owed(&world, &lane.member).await, 3800);
        world.assert_sound().await;
    }

    /// A payment that fails is said to have failed, with what to do next; one that is told later is heard later.
    async fn the_played_gateway_fails_and_speaks_late(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let wish = json!({ "lines": [{ "variant": rice, "quantity": "1" }], "payment": "simulated_gateway" });
        let order = world.post(&lane.member, &lane.path("/orders"), wish).await.assert(201).text("id");
        let play = lane.order_path(&order, "/simulated");
        world.post(&lane.member, &play, json!({ "outcome": "failed" })).await.assert(422);
        assert_eq!(lane.state(&world, &order).await, "awaiting_payment", "an outcome that is none pays nothing");
        world.post(&lane.member, &play, json!({ "outcome": "fails" })).await.assert(204);
        let view = world.get(&lane.member, &lane.order_path(&order, "")).await.assert(200).json();
        assert_eq!((&view["state"], &view["payment_state"]), (&json!("awaiting_payment"), &json!("refused")), "{view}");
        let page = world.look(Some(&lane.member), &lane.order_path(&order, "")).await;
        assert!(page.assert(200).body.contains("nothing was taken"), "{page:?}");
        assert!(page.body.contains(&play), "the buyer can try again");
        // On a site where none is played, nobody is sent to a page that is not there.
        let elsewhere = world.look_unplayed(&lane.member, &lane.order_path(&order, "")).await;
        assert!(!elsewhere.assert(200).body.contains(&play) && elsewhere.body.contains("is not open here"), "{elsewhere:?}");
        world.post(&lane.member, &play, json!({ "outcome": "later" })).await.assert(204);
        assert_eq!(lane.state(&world, &order).await, "awaiting_payment");
        world.pass(std::time::Duration::from_secs(60)).await;
        assert_eq!(lane.state(&world, &order).await, "paid");
        // Wherever the money is looked at, it is called what it is.
        let view = world.get(&lane.member, &lane.order_path(&order, "")).await.assert(200).json();
        let paid = view["steps"].as_array().unwrap().iter().find(|step| step["step"] == "paid").unwrap();
        let entry = world.look(Some(&lane.member), &lane.path(&format!("/books/entries/{}", paid["entry"]))).await;
        assert!(entry.assert(200).body.contains("simulated gateway"), "{entry:?}");
        let export = world.look(Some(&lane.member), &lane.path("/books/export?format=hledger")).await;
        assert!(export.assert(200).body.contains("Assets:Gateway-simulated"), "{export:?}");
        world.assert_sound().await;
    }

    /// A sale that comes back after its payout is a debt: the treasurer writes down that it was repaid.
    async fn a_supplier_gives_back(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let order = lane.sell(&world, &rice, "2", "25.00").await;
        lane.pay_out(&world, &lane.supplier, "payable", "22.50").await.assert(201);
        let back = json!({ "amount": "25.00", "reason": "Weevils" });
        lane.refund(&world, &order, "weevils", back).await.assert(201);
        let supplier = lane.member_id(&world, &lane.supplier).await;
        let page = lane.path(&format!("/owed/{supplier}"));
        let debts = world.get(&lane.treasurer, &lane.path("/owed?purse=receivable")).await.assert(200).json();
        assert_eq!((&debts["receivable_minor"], &debts["rows"][0]["member"]), (&json!(2250), &json!(supplier)), "{debts}");
        let form = world.look(Some(&lane.treasurer), &page).await;
        assert!(form.assert(200).body.contains(&format!("{page}/repayments")), "{form:?}");
        let repaid = |amount: &str| json!({ "source": "bank", "repaid": amount, "repaid_on": crate::common::shop::today(&world), "repaid_reference": "line 8" });
        let path = format!("{page}/repayments");
        world.post_keyed(&lane.treasurer, &path, "much", repaid("22.51")).await.refused(409, "more_than_debt");
        world.post_keyed(&lane.treasurer, &path, "typo", json!({ "source": "cash" })).await.assert(422);
        let first = world.post_keyed(&lane.treasurer, &path, "click", repaid("22.50")).await;
        let again = world.post_keyed(&lane.treasurer, &path, "click", repaid("22.50")).await;
        assert_eq!(first.assert(201).body, again.assert(201).body);
        let view = world.get(&lane.supplier, &page).await.assert(200).json();
        assert_eq!((&view["receivable_minor"], &view["repayments"][0]["amount_minor"]), (&json!(0), &json!(2250)));
        let own = lane.member_id(&world, &lane.treasurer).await;
        let own = lane.path(&format!("/owed/{own}/repayments"));
        world.post_keyed(&lane.treasurer, &own, "own", repaid("1.00")).await.refused(403, "own_debt");
        world.assert_sound().await;
    }

    /// An order that nobody pays gives its goods back; money that comes too late is owed to the buyer.
    async fn late_money_is_owed_to_the_buyer(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "2").await;
        let order = lane.order(&world, &rice, "2").await;
        let payment = lane.payment_of(&world, &order).await;
        let wish = || Shop::wish(&rice, "0.5");
        world.post(&lane.supplier, &lane.path("/orders"), wish()).await.refused(409, "sold_out");
        world.pass(days(3)).await;
        assert_eq!(lane.state(&world, &order).await, "expired");
        world.post(&lane.supplier, &lane.path("/orders"), wish()).await.assert(201);
        let found = json!({ "amount": "25.00", "arrived_on": crate::common::shop::today(&world), "reference": "late" });
        let path = lane.path(&format!("/payments/{payment}/confirmation"));
        let landed = world.post(&lane.treasurer, &path, found).await;
        assert_eq!(landed.assert(200).text("state"), "late");
        assert_eq!(lane.state(&world, &order).await, "expired");
        assert_eq!(lane.owed(&world, &lane.member).await, 2500);
        // What is owed can pay the next order.
        let wish = json!({ "lines": [{ "variant": rice, "quantity": "1.5" }], "payment": "set_off" });
        let next = world.post(&lane.member, &lane.path("/orders"), wish).await;
        assert_eq!(next.assert(201).text("state"), "paid");
        assert_eq!(lane.owed(&world, &lane.member).await, 2500 - 1875);
        world.assert_sound().await;
    }
}

/// The order's page names its entries; each entry names the order; and the chain leads from one to the next.
async fn order_and_journal_name_each_other(world: &World, lane: &Shop, order: &str) {
    let money = world.get(&lane.member, &lane.order_path(order, "/money")).await.assert(200).json();
    let entries: Vec<i64> = numbers(&money["entries"]);
    assert!(entries.len() >= 3, "payment, settlement and refund: {money}");
    let parts = money["parts"].as_array().unwrap();
    let left: i64 = parts.iter().map(|part| part["left_minor"].as_i64().unwrap()).sum();
    assert_eq!(left, 1250, "{money}");
    for number in &entries {
        let entry =
            world.get(&lane.member, &lane.path(&format!("/books/entries/{number}"))).await.assert(200).json();
        let around = ["before", "after", "same_cause"].iter().flat_map(|side| numbers(&entry[*side]));
        let around: Vec<i64> = around.collect();
        let others = entries.iter().filter(|other| *other != number);
        assert!(others.clone().any(|other| around.contains(other)), "entry {number} stands alone: {entry}");
    }
    let first = world.get(&lane.member, &lane.path(&format!("/books/entries/{}", entries[0]))).await.json();
    assert_eq!(first["order"], *order, "{first}");
    let page = world.look(Some(&lane.member), &lane.path(&format!("/books/entries/{}", entries[0]))).await;
    assert!(
        page.assert(200).body.contains(&lane.order_path(order, "")),
        "the entry's page leads to the order"
    );
    let page = world.look(Some(&lane.member), &lane.order_path(order, "/money")).await;
    let link = lane.path(&format!("/books/entries/{}", entries[0]));
    assert!(page.assert(200).body.contains(&link), "the order's page leads to its entries");
    let caused = world.get(&lane.member, &lane.path(&format!("/books/journal?cause={order}"))).await;
    let caused = numbers(&caused.assert(200).json()["entries"]);
    assert!(caused.iter().any(|number| entries.contains(number)), "{caused:?} and {entries:?}");
}

fn numbers(list: &Value) -> Vec<i64> {
    let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(|entry| entry["number"].as_i64()).collect()
}
