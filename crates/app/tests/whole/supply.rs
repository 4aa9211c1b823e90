//! Suppliers by page and by API: what each sees, what nobody may, and what the bank gets.

use crate::common::owned::shows_as_code;
use crate::common::{Shop, World, browser, encoded, shop};
use axum::http::Method;
use kernel::Currency;
use ledger::{AccountKey, Cause, NewEntry};
use serde_json::json;

/// A picture of one dot.
const PIXEL: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00,
    0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0x1f, 0x15, 0xc4, 0x89, 0x00,
    0x00, 0x00, 0x0d, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0x64, 0xf8, 0xcf, 0x50, 0x0f, 0x00, 0x03,
    0x86, 0x01, 0x80, 0x5a, 0x34, 0x7d, 0x6b, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42,
    0x60, 0x82,
];

struct Stage {
    lane: Shop,
    supplier: String,
    purchase: String,
}

async fn stage(world: &World) -> Stage {
    let lane = shop(world, "lane", true).await;
    let variant = lane.offer(world, "Brown rice", "12.50", "90").await;
    lane.sell(world, &variant, "2", "25.00").await;
    let (supplier, purchase) = lane.supplied(world, &variant).await;
    Stage { lane, supplier, purchase }
}

impl Stage {
    fn at(&self, rest: &str) -> String {
        self.lane.path(&format!("/supply{rest}"))
    }

    fn order(&self, rest: &str) -> String {
        self.at(&format!("/orders/{}{rest}", self.purchase))
    }
}

testkit::both_engines! {
    /// The supplier confirms, somebody else counts on a phone, the page says what came.
    async fn a_delivery_is_counted_by_page(world: World) {
        let stage = stage(&world).await;
        let lane = &stage.lane;
        let page = world.look(Some(&lane.supplier), &stage.order("")).await;
        assert!(page.body.contains("Brown rice") && page.body.contains("North gate"), "{}", page.body);
        let yes = encoded(&[("answer", "yes")]);
        let sent = browser(Method::POST, &stage.order("/answer"), Some(&lane.supplier), Some(&yes));
        world.send(sent).await.assert(303);
        // Where the picture on the paper leads: not to be counted by who brings it.
        let counting = stage.order("/delivery");
        let own = world.get(&lane.supplier, &counting).await;
        assert_eq!((own.status, own.text("code").as_str()), (403, "own_purchase"));
        let page = world.look(Some(&lane.moderator), &counting).await;
        assert!(page.body.contains("counted_1"), "{}", page.body);
        let png: &[u8] = PIXEL;
        let photo: &[(&str, &str, &[u8])] = &[("photos", "wet.png", png)];
        // An empty field is no zero at the end, and what is missing is read out first.
        for (key, typed, field) in [("empty", "", "counted_1"), ("short", "18", "is_short")] {
            let fields = [("counted_1", typed), ("is_last", "on")];
            let asked = world.upload(&lane.moderator, &stage.order("/deliveries"), key, &fields, photo).await;
            let told = asked.refused(422, "invalid_input").json();
            assert_eq!(told["errors"][0]["field"], field, "{told}");
        }
        let fields =
            [("counted_1", "18"), ("note", "Two bags were wet"), ("is_last", "on"), ("is_short", "on")];
        let counted = world.upload(&lane.moderator, &stage.order("/deliveries"), "count", &fields, photo).await;
        assert_eq!(counted.assert(201).text("state"), "closed");
        let told = world.get(&lane.supplier, &stage.order("")).await.assert(200).json();
        assert_eq!(told["deliveries"][0]["note"], "Two bags were wet");
        assert_eq!(told["lines"][0]["received"], "18");
        // The picture is for who may see the order.
        let picture = told["deliveries"][0]["photos"][0].as_str().unwrap().to_owned();
        world.get(&lane.supplier, &picture).await.assert(200);
        let stranger = world.get(&lane.member, &picture).await;
        assert!(matches!(stranger.status, 403 | 404), "{}", stranger.short());
        world.assert_sound().await;
    }

    /// A supplier reads the own page; nobody else's, nor what a buyer's name is.
    async fn a_supplier_sees_only_what_is_theirs(world: World) {
        let stage = stage(&world).await;
        let lane = &stage.lane;
        let new = json!({ "name": "Other farm", "is_open": "on", "member": lane.member_id(&world, &lane.member).await });
        let other = world.post(&lane.steward, &stage.at(""), new).await.assert(201).text("supplier");
        for rest in ["", "/statement", "/statement.csv"] {
            let own = format!("/{}{rest}", stage.supplier);
            world.get(&lane.supplier, &stage.at(&own)).await.assert(200);
            let theirs = world.get(&lane.supplier, &stage.at(&format!("/{other}{rest}"))).await;
            assert_eq!((theirs.status, theirs.text("code").as_str()), (404, "no_such_supplier"), "{rest}");
        }
        for rest in ["", "/print", "/delivery"] {
            let theirs = world.get(&lane.member, &stage.order(rest)).await;
            assert_eq!((theirs.status, theirs.text("code").as_str()), (404, "no_such_purchase"), "{rest}");
        }
        let account = json!({ "holder": "Me", "account": "62226666", "bank": "Mine" });
        let path = stage.at(&format!("/{}/bank", stage.supplier));
        world.post(&lane.member, &path, account).await.assert(404);
        // The paper leads the van to where its delivery is written down.
        let printed = world.look(Some(&lane.supplier), &stage.order("/print")).await.assert(200).body.clone();
        let delivery = format!("{}{}", world.running.site.config.base_url, stage.order("/delivery"));
        assert!(shows_as_code(&printed, &delivery), "{printed}");
        // A price that somebody sends along is nobody's to send.
        let dear = json!({ "answer": "yes", "price": "99", "total_minor": 9_900, "lines": [{ "price": "99" }] });
        world.post(&lane.supplier, &stage.order("/answer"), dear).await.assert(200);
        let told = world.get(&lane.steward, &stage.order("")).await.assert(200).json();
        assert_eq!(told["lines"][0]["price"], "11.25");
        let buyer = world.look(Some(&lane.supplier), &stage.at(&format!("/{}", stage.supplier))).await;
        assert!(!buyer.body.contains("member-lane"), "no buyer's name is on a supplier's page");
        world.assert_sound().await;
    }

    /// The treasurer proposes, the steward consents, the bank gets its file; the account's number is for few.
    async fn a_run_by_page_and_its_file(world: World) {
        let stage = stage(&world).await;
        let lane = &stage.lane;
        let run = lane.proposed_run(&world, &stage.supplier, "10.00").await;
        let at = |rest: &str| stage.at(&format!("/runs/{run}{rest}"));
        let early = world.get(&lane.treasurer, &at("/bank.xml")).await;
        assert_eq!((early.status, early.text("code").as_str()), (409, "waits_for_consent"));
        let own = world.post(&lane.treasurer, &at("/consent"), json!({})).await;
        assert_eq!((own.status, own.text("code").as_str()), (403, "own_run"));
        let page = world.look(Some(&lane.steward), &at("")).await;
        assert!(page.body.contains("0212") && !page.body.contains("62220212"), "the last figures only");
        // A double click: the same key, then another.
        let once = world.post_keyed(&lane.steward, &at("/consent"), "click", json!({})).await.assert(200).json();
        let twice = world.post_keyed(&lane.steward, &at("/consent"), "click", json!({})).await.assert(200).json();
        assert_eq!((&once, once["total_minor"].as_i64()), (&twice, Some(1_000)));
        let again = world.post_keyed(&lane.steward, &at("/consent"), "third", json!({})).await;
        assert_eq!(again.status, 409);
        let xml = world.get(&lane.treasurer, &at("/bank.xml")).await.assert(200).body.clone();
        assert!(xml.contains("<InstdAmt Ccy=\"CNY\">10.00</InstdAmt>") && xml.contains("62220212"), "{xml}");
        let csv = world.get(&lane.treasurer, &at("/bank.csv")).await.assert(200).body.clone();
        assert!(csv.contains("River Mill") && csv.contains("10.00"), "{csv}");
        let statement = stage.at(&format!("/{}/statement", stage.supplier));
        let told = world.get(&lane.supplier, &statement).await.assert(200).json();
        assert_eq!(told["closing_minor"], 1_250);
        world.assert_sound().await;
    }

    /// The same lines as a table, for the days that are asked for; on paper without what is there for pressing.
    async fn a_statement_is_a_table_of_its_days(world: World) {
        let stage = stage(&world).await;
        let lane = &stage.lane;
        let run = lane.proposed_run(&world, &stage.supplier, "10.00").await;
        world.post(&lane.steward, &stage.at(&format!("/runs/{run}/consent")), json!({})).await.assert(200);
        let zone = kernel::Zone::parse("Asia/Shanghai").unwrap();
        let day = |from_now: i64| {
            let micros = world.clock.now().micros + from_now * 86_400_000_000;
            kernel::Timestamp::from_micros(micros).format(&zone, "%Y-%m-%d")
        };
        let at = |kind: &str, from: i64, to: i64| stage.at(&format!("/{}/statement{kind}?from={}&to={}", stage.supplier, day(from), day(to)));
        let told = world.get(&lane.supplier, &at("", -40, 0)).await.assert(200).json();
        assert_eq!((&told["opening_minor"], &told["closing_minor"], &told["next"]), (&json!(0), &json!(1_250), &json!(null)), "{told}");
        let answer = world.get(&lane.supplier, &at(".csv", -40, 0)).await;
        assert!(answer.assert(200).header("content-type").starts_with("text/csv"));
        assert!(answer.header("content-disposition").contains(&format!("statement-{}-{}.csv", day(-40), day(0))));
        let rows: Vec<Vec<&str>> = answer.body.trim_start_matches('\u{feff}').trim_end().split("\r\n").map(|row| row.splitn(10, ',').collect()).collect();
        let lines = told["lines"].as_array().unwrap();
        assert_eq!((rows.len(), lines.len()), (3 + lines.len(), 2), "{rows:?}");
        assert!(rows.iter().all(|row| row.len() == 10), "{rows:?}");
        assert_eq!((rows[1][0], rows[1][7]), (day(-40).as_str(), "0.00"));
        let money = |minor: &serde_json::Value| { let minor = minor.as_i64().unwrap(); format!("{}{}.{:02}", if minor < 0 { "-" } else { "" }, minor.abs() / 100, minor.abs() % 100) };
        for (row, line) in rows[2..].iter().zip(lines) {
            let said = |name: &str| line[name].as_str().unwrap_or_default();
            let told = [row[2].trim_matches('"'), row[3], row[4].trim_matches('"')];
            assert_eq!(told, [said("goods"), said("goods_on"), said("reference")]);
            assert!(!row.iter().any(|cell| cell.contains('_')), "a raw id: {row:?}");
            assert_eq!((row[5], row[6], row[7]), (line["entry"].to_string().as_str(), money(&line["amount_minor"]).as_str(), money(&line["balance_minor"]).as_str()));
        }
        assert_eq!((rows[4][0], rows[4][7]), (day(0).as_str(), "12.50"));
        // Whose the price is, as said in the last column.
        assert!(rows[2][9].contains("General fund ¥2.50") && rows[2][9].contains("¥22.50"), "{rows:?}");
        // What was sold and what paid it, in words that the supplier knows.
        assert_eq!((&lines[0]["goods"], &lines[0]["reference"]), (&json!("Brown rice 2\u{a0}jin"), &json!("Order 1")), "{told}");
        assert_eq!((&lines[1]["goods"], &lines[1]["reference"]), (&json!(""), &json!("R1-1")), "{told}");
        // Days before anything, and after: the balance is carried.
        for (from, to, opening, closing) in [(-60, -40, 0, 0), (-60, 0, 0, 1_250), (1, 9, 1_250, 1_250)] {
            let told = world.get(&lane.supplier, &at("", from, to)).await.assert(200).json();
            assert_eq!((&told["opening_minor"], &told["closing_minor"]), (&json!(opening), &json!(closing)), "{from} {to}");
            let csv = world.get(&lane.supplier, &at(".csv", from, to)).await.assert(200).body.clone();
            let ends: Vec<String> = [opening, closing].iter().map(|minor| money(&json!(minor))).collect();
            let rows: Vec<&str> = csv.trim_end().split("\r\n").collect();
            let balances = [rows[1], rows.last().unwrap()].map(|row| row.split(',').nth(7).unwrap());
            assert_eq!(balances, [ends[0].as_str(), &ends[1]], "{csv}");
        }
        assert_eq!(world.get(&lane.supplier, &stage.at(&format!("/{}/statement?from=soon", stage.supplier))).await.status, 404);
        let page = world.look(Some(&lane.supplier), &at("", -40, 0)).await.assert(200).body.clone();
        assert!(page.contains("class=\"rows\"") && page.contains("class=\"actions\"") && page.contains("<form"), "{page}");
        let style = world.look(None, web::asset("hehuo.css")).await.assert(200).body.clone();
        let (_, print) = style.split_once("@media print").unwrap();
        let hidden = print.split("display: none").next().unwrap();
        assert!([".places", ".actions", "form", ".pager"].iter().all(|part| hidden.contains(part)) && print.contains(".table-box { overflow: visible; }"));
    }

    /// The supplier reads what is asked on their page, objects, and the treasurer settles it; the statement says which goods it was for.
    async fn a_credit_is_asked_answered_and_settled_by_page(world: World) {
        let stage = stage(&world).await;
        let lane = &stage.lane;
        let goods = world.get(&lane.steward, &stage.order("")).await.assert(200).json();
        assert_eq!(goods["kept_minor"], 0, "paid for as it sells");
        let variant = lane.offer(&world, "Eggs", "2", "40").await;
        let purchase = lane.bought_of(&world, &stage.supplier, &variant).await;
        let at = |rest: &str| stage.at(&format!("/orders/{purchase}{rest}"));
        let bare = world.fill(Some(&lane.steward), &at("/credits"), &[("amount", "1.00"), ("reason", " ")]).await;
        assert!(bare.assert(422).body.contains("Please give a reason"), "{}", bare.short());
        let credit = lane.less_asked(&world, &purchase, "1.00").await;
        let page = world.look(Some(&lane.supplier), &at("")).await.assert(200).body.clone();
        assert!(page.contains("Two were split") && page.contains(&format!("/credits/{credit}/answer")), "{page}");
        assert!(!page.contains("/settlement"), "{page}");
        let home = world.look(Some(&lane.supplier), &lane.path("")).await.assert(200).body.clone();
        assert!(home.contains("Less is asked for") && home.contains("Two were split"), "{home}");
        let own = format!("/{}", stage.supplier);
        let told = world.get(&lane.supplier, &stage.at(&own)).await.assert(200).json();
        assert_eq!(told["due"]["owed_minor"], 400, "nothing is taken off before it is agreed to");
        let answer = at(&format!("/credits/{credit}/answer"));
        let no = world.fill(Some(&lane.supplier), &answer, &[("answer", "no"), ("reason", "They were whole")]).await;
        assert_eq!((no.status, no.header("location")), (303, at("").as_str()));
        let settlement = at(&format!("/credits/{credit}/settlement"));
        let all_the_same = json!({ "answer": "yes", "reason": "The picture shows it" });
        let own_word = world.post(&lane.steward, &settlement, all_the_same.clone()).await;
        assert_eq!((own_word.status, own_word.text("code").as_str()), (403, "same_person"));
        let page = world.look(Some(&lane.treasurer), &at("")).await.assert(200).body.clone();
        assert!(page.contains("They were whole") && page.contains(&settlement), "{page}");
        let desk = world.look(Some(&lane.treasurer), &lane.path("/desk")).await.assert(200).body.clone();
        assert!(desk.contains("Waits for a second person"), "{desk}");
        let settled = world.post(&lane.treasurer, &settlement, all_the_same).await.assert(200).json();
        assert_eq!((&settled["state"], settled["entry"].is_i64()), (&json!("agreed"), true), "{settled}");
        let told = world.get(&lane.supplier, &stage.at(&own)).await.assert(200).json();
        let order = &told["purchases"][0];
        let sums = [&order["total_minor"], &order["came_minor"], &order["owed_minor"]];
        assert_eq!(sums, [&json!(400), &json!(400), &json!(300)], "{told}");
        let statement = world.get(&lane.supplier, &stage.at(&format!("{own}/statement"))).await.assert(200).json();
        let lines = statement["lines"].as_array().unwrap();
        let said: Vec<_> = lines.iter().map(|line| (&line["kind"], &line["goods"], &line["reference"])).collect();
        let (eggs, order) = (json!("Eggs 4\u{a0}jin"), json!("Purchase order 2"));
        let credited = json!("Purchase order 2 · Two were split");
        let expected = [(&json!("bought"), &eggs, &order), (&json!("credit"), &eggs, &credited)];
        assert_eq!(said[said.len() - 2..], expected, "{statement}");
        assert!(lines.iter().all(|line| line["goods_on"].is_string()), "{statement}");
        world.assert_sound().await;
    }

    /// Room is kept from sending to billing: the order's page and the mandate's say so, and a second order does not find it.
    async fn an_order_keeps_its_room_by_page(world: World) {
        let stage = stage(&world).await;
        let lane = &stage.lane;
        let (mandate, eggs) = (lane.mandate(&world, 2_000).await, lane.offer(&world, "Eggs", "2", "40").await);
        let mut orders = Vec::new();
        for _ in 0..2 {
            let order = json!({ "supplier": stage.supplier, "terms": "bought", "mandate": mandate,
                "lines": [{ "goods": eggs, "cases": "12", "case": "1", "price": "1.00" }] });
            let made = world.post(&lane.steward, &stage.at("/orders"), order).await.assert(201).text("purchase");
            orders.push(stage.at(&format!("/orders/{made}")));
        }
        world.post(&lane.steward, &format!("{}/sending", orders[0]), json!({})).await.assert(200);
        let told = world.get(&lane.steward, &orders[0]).await.assert(200).json();
        assert_eq!((&told["kept_minor"], &told["mandate"]), (&json!(1_200), &json!(mandate)), "{told}");
        let late = world.post(&lane.steward, &format!("{}/sending", orders[1]), json!({})).await;
        assert_eq!((late.status, late.text("code").as_str()), (409, "above_ceiling"));
        let at = lane.path(&format!("/mandates/{mandate}"));
        let told = world.get(&lane.member, &at).await.assert(200).json();
        assert_eq!((&told["kept_minor"], &told["kept_for"][0]["minor"]), (&json!(1_200), &json!(1_200)), "{told}");
        assert_eq!(told["kept_for"][0]["title"], "Purchase order 2");
        assert!(told["kept_for"][0]["path"].is_null(), "no way in for who deals with no suppliers: {told}");
        let page = world.look(Some(&lane.steward), &at).await.assert(200).body.clone();
        assert!(page.contains(&format!("href=\"{}\"", orders[0])) && !page.contains(&orders[1]), "{page}");
        // Its supplier learns nothing of mandates.
        let own = world.get(&lane.supplier, &orders[0]).await.assert(200).json();
        assert!(own["mandate"].is_null(), "{own}");
        let off = json!({ "reason": "Not now" });
        world.post(&lane.steward, &format!("{}/cancellation", orders[0]), off).await.assert(200);
        world.post(&lane.steward, &format!("{}/sending", orders[1]), json!({})).await.assert(200);
        world.assert_sound().await;
    }

    /// What does not fit on a page is on the next one; sums and table are of all of it.
    async fn a_long_statement_is_paged(world: World) {
        let stage = stage(&world).await;
        let lane = &stage.lane;
        let chen: web::ids::MemberId = kernel::Id::parse(&lane.member_id(&world, &lane.supplier).await).unwrap();
        let (site, now) = (&world.running.site, world.clock.now());
        let cause: kernel::Id<supply::rows::Supplier> = kernel::Id::parse(&stage.supplier).unwrap();
        let posted = site.db.transact(1, move |tx| -> store::Outcome<(), ledger::PostRefused> {
            for _ in 0..205 {
                let cny = kernel::Currency::CNY;
                ledger::post(tx, &ledger::NewEntry {
                    kind: "opening",
                    happened_at: now,
                    recorded_at: now,
                    cause: ledger::Cause::new("opening", cause),
                    parent: None,
                    mandate: None,
                    reverses: None,
                    postings: vec![(ledger::AccountKey::bank(cny), 100), (ledger::AccountKey::owed(chen, cny), -100)],
                })?;
            }
            Ok(())
        });
        posted.await.unwrap();
        let at = |more: &str| stage.at(&format!("/{}/statement{more}", stage.supplier));
        let first = world.get(&lane.supplier, &at("")).await.assert(200).json();
        let count = |page: &serde_json::Value| page["lines"].as_array().unwrap().len();
        let next = first["next"].as_i64().unwrap();
        assert_eq!((count(&first), first["lines"][199]["entry"].as_i64()), (200, Some(next)));
        let second = world.get(&lane.supplier, &at(&format!("?after={next}"))).await.assert(200).json();
        assert_eq!((&second["next"], &second["closing_minor"]), (&json!(null), &first["closing_minor"]));
        assert_eq!(second["lines"].as_array().unwrap().last().unwrap()["balance_minor"], first["closing_minor"]);
        assert_eq!(second["lines"][0]["balance_minor"].as_i64(), first["lines"][199]["balance_minor"].as_i64().map(|minor| minor + 100));
        let csv = world.get(&lane.supplier, &at(".csv")).await.assert(200).body.clone();
        assert_eq!(csv.trim_end().split("\r\n").count(), 3 + count(&first) + count(&second));
        let page = world.look(Some(&lane.supplier), &at("")).await.assert(200).body.clone();
        assert!(page.contains(&format!("after={next}")) && page.contains("rel=\"next\""), "{page}");
    }

    /// Until it is entered from where the community pays, nothing is proposed, and the page says what to enter.
    async fn a_run_needs_to_know_from_where(world: World) {
        let stage = stage(&world).await;
        let lane = &stage.lane;
        let run = json!({ "lines": [{ "supplier": stage.supplier, "amount": "1.00" }] });
        let answer = world.post_keyed(&lane.treasurer, &stage.at("/runs"), "early", run).await;
        assert_eq!((answer.status, answer.text("code").as_str()), (409, "payer_missing"));
        let page = world.look(Some(&lane.treasurer), &stage.at("/runs")).await.assert(200).body.clone();
        assert!(page.contains(&format!("action=\"{}\"", stage.at("/payer"))), "{page}");
    }

    /// The treasurer has paid out the wrong sum: a page from the list of payouts takes it back, and says so ever after.
    async fn a_payout_is_taken_back_by_page(world: World) {
        let stage = stage(&world).await;
        let lane = &stage.lane;
        let variant = lane.offer(&world, "Rye", "10", "9").await;
        let order = lane.sell(&world, &variant, "1", "10.00").await;
        let payout = lane.paid_out(&world, &order, "4.00").await;
        let member = lane.member_id(&world, &lane.member).await;
        let owed = lane.path(&format!("/owed/{member}"));
        let at = format!("{owed}/payouts/{payout}");
        let list = world.look(Some(&lane.treasurer), &owed).await.assert(200).body.clone();
        assert!(list.contains(&format!("href=\"{at}\"")), "{list}");
        let page = world.look(Some(&lane.treasurer), &at).await.assert(200).body.clone();
        assert!(page.contains("4.00") && page.contains(&format!("action=\"{at}/reversal\"")), "{page}");
        let path = format!("{at}/reversal");
        let bare = world.fill(Some(&lane.treasurer), &path, &[("reason", " ")]).await.assert(422).body.clone();
        assert!(bare.contains("Please give a reason"), "{bare}");
        let done = world.fill(Some(&lane.treasurer), &path, &[("reason", "It was 3.00")]).await;
        assert_eq!((done.status, done.header("location")), (303, at.as_str()));
        let again = world.post(&lane.treasurer, &path, json!({ "reason": "again" })).await;
        assert_eq!((again.status, again.text("code").as_str()), (409, "already_taken_back"));
        // The member reads why, and is owed it.
        let told = world.look(Some(&lane.member), &at).await.assert(200).body.clone();
        assert!(told.contains("It was 3.00") && !told.contains("/reversal"), "{told}");
        assert_eq!(lane.owed(&world, &lane.member).await, 400);
        let list = world.get(&lane.member, &owed).await.assert(200).json();
        assert!(list["payouts"][0]["taken_back_entry"].is_i64(), "{list}");
        // Under another's name it is not found.
        let other = lane.member_id(&world, &lane.supplier).await;
        world.get(&lane.treasurer, &lane.path(&format!("/owed/{other}/payouts/{payout}"))).await.assert(404);
        world.assert_sound().await;
    }

    /// A link lets somebody from outside in, once, and gives them the page.
    async fn a_link_by_page(world: World) {
        let stage = stage(&world).await;
        let lane = &stage.lane;
        let new = json!({ "name": "Hill farm", "is_open": "on" });
        let hill = world.post(&lane.steward, &stage.at(""), new).await.assert(201).text("supplier");
        let path = stage.at(&format!("/{hill}/link"));
        let link = world.post(&lane.steward, &path, json!({})).await.assert(201).text("link");
        let path = link[link.find("/c/").unwrap()..].to_owned();
        let farmer = world.sign_up("farmer").await;
        let page = world.look(Some(&farmer), &path).await;
        assert!(page.body.contains("Hill farm"), "{}", page.body);
        world.post(&farmer, &path, json!({ "display_name": "Lao Pang" })).await.assert(200);
        world.get(&farmer, &stage.at(&format!("/{hill}"))).await.assert(200);
        let other = world.sign_up("other").await;
        world.post(&other, &path, json!({ "display_name": "Thief" })).await.assert(410);
        world.assert_sound().await;
    }

    /// A member says where, the treasurer sees whom a run would pay and proposes it, the steward sees whose account
    /// each line goes to until it is agreed, and the bank gets its file.
    async fn members_are_paid_by_page(world: World) {
        let stage = stage(&world).await;
        let lane = &stage.lane;
        let variant = lane.offer(&world, "Rye", "10", "9").await;
        let order = lane.sell(&world, &variant, "1", "10.00").await;
        let back = json!({ "reason": "Too much", "amount": "4.00" });
        assert!(lane.refund(&world, &order, "back", back).await.status < 300);
        let account = stage.at("/account");
        let bare = world.fill(Some(&lane.member), &account, &[("holder", "Mei"), ("account", "12")]).await;
        assert!(bare.assert(422).body.contains("value=\"12\""), "what was typed stays");
        let fields = [("holder", "Mei Lin"), ("account", "6217 0001 2345"), ("bank", "Rural Bank")];
        let given = world.fill(Some(&lane.member), &account, &fields).await;
        assert_eq!((given.status, given.header("location")), (303, account.as_str()));
        let own = world.look(Some(&lane.member), &account).await.assert(200).body.clone();
        assert!(own.contains("621700012345") && own.contains(&format!("{account}/removal")), "{own}");
        let mine = world.look(Some(&lane.member), &lane.path("/mine")).await.assert(200).body.clone();
        assert!(mine.contains("2345") && !mine.contains("621700012345"), "{mine}");
        let members = stage.at("/runs/members");
        let early = world.post(&lane.treasurer, &members, json!({ "least": "1" })).await;
        assert_eq!((early.status, early.text("code").as_str()), (409, "payer_missing"));
        // Another run needs to know from where, too.
        lane.proposed_run(&world, &stage.supplier, "1.00").await;
        let none = world.get(&lane.treasurer, &format!("{members}?least=4.01")).await.assert(200).json();
        assert_eq!((none["pay_count"].as_i64(), none["below"]["count"].as_i64()), (Some(0), Some(1)));
        let refused = world.post(&lane.treasurer, &members, json!({ "least": "4.01" })).await;
        assert_eq!((refused.status, refused.text("code").as_str()), (409, "nobody_to_pay"));
        for typed in ["", "much", "-1", "0"] {
            let wrong = world.post(&lane.treasurer, &members, json!({ "least": typed })).await;
            assert_eq!(wrong.status, 422, "{typed}: {}", wrong.short());
        }
        world.look(Some(&lane.treasurer), &format!("{members}?least=much")).await.assert(422);
        let page = world.look(Some(&lane.treasurer), &members).await.assert(200).body.clone();
        assert!(page.contains("One member, who is owed at least") && !page.contains("2345"), "{page}");
        let run = world.post(&lane.treasurer, &members, json!({ "least": "1" })).await.assert(201).text("run");
        let at = |rest: &str| stage.at(&format!("/runs/{run}{rest}"));
        let seen = world.look(Some(&lane.treasurer), &at("")).await.assert(200).body.clone();
        assert!(seen.contains("2345") && !seen.contains("621700012345"), "the last figures only");
        let seen = world.look(Some(&lane.steward), &at("")).await.assert(200).body.clone();
        assert!(seen.contains("Mei Lin · Rural Bank ···· 2345") && seen.contains("/consent"), "{seen}");
        assert!(!seen.contains("621700012345"), "{seen}");
        world.post(&lane.steward, &at("/consent"), json!({})).await.assert(200);
        let seen = world.look(Some(&lane.steward), &at("")).await.assert(200).body.clone();
        assert!(!seen.contains("2345"), "afterwards it is for who pays out: {seen}");
        let csv = world.get(&lane.treasurer, &at("/bank.csv")).await.assert(200).body.clone();
        assert!(csv.contains("Mei Lin") && csv.contains("621700012345") && csv.contains("4.00"), "{csv}");
        assert_eq!(lane.owed(&world, &lane.member).await, 0);
        // Removed: nobody is paid there any more.
        let gone = world.post(&lane.member, &format!("{account}/removal"), json!({})).await.assert(200).json();
        assert!(gone["account"].is_null(), "{gone}");
        world.assert_sound().await;
    }

    /// A line that came to be void is no part of what the list of runs counts and sums: it is told apart.
    async fn void_lines_are_told_apart_on_the_list(world: World) {
        let stage = stage(&world).await;
        let lane = &stage.lane;
        lane.proposed_run(&world, &stage.supplier, "1.00").await;
        for (who, account, minor) in [(&lane.member, "6217 0001 2345", 400), (&lane.steward, "6217 0001 6789", 300)] {
            let fields = [("holder", "Mei Lin"), ("account", account), ("bank", "Rural Bank")];
            assert_eq!(world.fill(Some(who), &stage.at("/account"), &fields).await.status, 303);
            let member: kernel::Id<market::ids::Member> = kernel::Id::parse(&lane.member_id(&world, who).await).unwrap();
            lane.act::<_, ledger::PostRefused>(&world, move |tx, now| {
                let (bank, owed) = (AccountKey::bank(Currency::CNY), AccountKey::owed(member, Currency::CNY));
                let entry = NewEntry {
                    kind: "opening",
                    happened_at: now,
                    recorded_at: now,
                    cause: Cause::new("opening", member),
                    parent: None,
                    mandate: None,
                    reverses: None,
                    postings: vec![(bank, minor), (owed, -minor)],
                };
                ledger::post(tx, &entry)
            })
            .await;
        }
        let least = json!({ "least": "1" });
        let run = world.post(&lane.treasurer, &stage.at("/runs/members"), least).await.assert(201).text("run");
        let first = |told: &serde_json::Value| {
            let runs = told["runs"].as_array().unwrap().iter();
            runs.clone().find(|one| one["run"] == json!(run)).cloned().unwrap()
        };
        let before = first(&world.get(&lane.treasurer, &stage.at("/runs")).await.assert(200).json());
        assert_eq!([&before["line_count"], &before["void_count"], &before["total_minor"]], [2, 0, 700], "{before}");
        // Whoever consents is not paid by their own word.
        world.post(&lane.steward, &stage.at(&format!("/runs/{run}/consent")), json!({})).await.assert(200);
        let after = first(&world.get(&lane.treasurer, &stage.at("/runs")).await.assert(200).json());
        assert_eq!([&after["line_count"], &after["void_count"], &after["total_minor"]], [1, 1, 400], "{after}");
        let page = world.look(Some(&lane.treasurer), &stage.at("/runs")).await.assert(200).body.clone();
        assert!(page.contains("1 void, not counted"), "{page}");
        let page = world.look_in_chinese(&lane.treasurer, &stage.at("/runs")).await.assert(200).body.clone();
        assert!(page.contains("另有 1 笔作废"), "{page}");
    }
}
