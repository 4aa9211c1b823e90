//! What a supplier's statement leads to is there for whoever reads it: the supplier, and who deals with money.

use crate::common::shop::{day, today};
use crate::common::{Someone, World, fresh, shop};
use serde_json::{Value, json};

/// Numbers in an order that looks like chance; the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as i64 % end
    }
}

fn sum(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

/// `-12.50`: -1250.
fn minor(sum: &str) -> i64 {
    sum.replace('.', "").parse().unwrap_or_else(|_| panic!("{sum}"))
}

/// Where a part of a page leads within the community, each once.
fn links(part: &str, base: &str) -> Vec<String> {
    let mut found: Vec<String> = part
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|link| link.split('#').next().unwrap_or_default().replace("&amp;", "&"))
        .filter(|link| link.starts_with(base))
        .collect();
    found.sort();
    found.dedup();
    found
}

fn main_of(page: &str) -> &str {
    let (_, main) = page.split_once("<main").unwrap_or_else(|| panic!("no main in {page}"));
    main.split("</main>").next().unwrap()
}

async fn all_open(world: &World, who: &Someone, links: &[String], of: &str) {
    for link in links {
        let answer = world.look(Some(who), link).await;
        assert_eq!(answer.status, 200, "{of}: {link} {}", answer.short());
    }
}

testkit::both_engines! {
    /// Sold, bought, owed less and paid: each line's order, payment and entry opens for who sees the link, and nobody else's does.
    async fn a_statement_leads_to_what_its_reader_sees(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Brown rice", "12.50", "90").await;
        lane.sell(&world, &rice, "2", "25.00").await;
        let (supplier, _) = lane.supplied(&world, &rice).await;
        let eggs = lane.offer(&world, "Eggs", "2", "40").await;
        let purchase = lane.bought_of(&world, &supplier, &eggs).await;
        let credit = lane.less_asked(&world, &purchase, "1.00").await;
        let answer = lane.path(&format!("/supply/orders/{purchase}/credits/{credit}/answer"));
        world.post_keyed(&lane.supplier, &answer, &fresh("yes"), json!({ "answer": "yes" })).await.assert(200);
        let run = lane.proposed_run(&world, &supplier, "5.00").await;
        let run = lane.path(&format!("/supply/runs/{run}"));
        world.post(&lane.steward, &format!("{run}/consent"), json!({})).await.assert(200);

        let statement = lane.path(&format!("/supply/{supplier}/statement"));
        let order = lane.path(&format!("/supply/orders/{purchase}"));
        for (who, name, pays) in [(&lane.supplier, "supplier", false), (&lane.treasurer, "treasurer", true)] {
            let told = world.get(who, &statement).await.assert(200).json();
            let of = |kind: &str| -> Vec<Option<&str>> {
                told["lines"].as_array().unwrap().iter().filter(|line| line["kind"] == kind).map(|line| line["link"].as_str()).collect()
            };
            assert_eq!((of("bought"), of("credit")), (vec![Some(order.as_str())], vec![Some(order.as_str())]), "{told}");
            // Who else is paid by a run is not the supplier's business.
            assert!(!of("payment").is_empty() && of("payment").iter().all(|link| *link == pays.then_some(run.as_str())), "{name}: {told}");
            assert!(!of("sale").is_empty() && of("sale").iter().all(Option::is_none), "a buyer's order is on no supplier's page: {told}");

            let page = world.look(Some(who), &statement).await.assert(200).body.clone();
            assert!(page.contains(&format!("<a href=\"{order}\">Purchase order 2")), "{page}");
            let there = links(main_of(&page), &lane.path(""));
            assert!(there.contains(&order) && there.iter().any(|link| link.contains("/books/entries/")), "{there:?}");
            all_open(&world, who, &there, name).await;
            // And what is behind an entry.
            for entry in there.iter().filter(|link| link.contains("/books/entries/")) {
                let page = world.look(Some(who), entry).await.assert(200).body.clone();
                let mut behind = links(main_of(&page), &lane.path(""));
                // The decision behind the mandate of these tests is made up.
                behind.retain(|link| !link.contains("/decisions/"));
                all_open(&world, who, &behind, &format!("{name} by {entry}")).await;
            }
        }
        assert_eq!(world.look(Some(&lane.supplier), &run).await.status, 403);
        world.assert_sound().await;
    }

    /// Whoever shares in the price of what a pool bought does not look at the order to who supplies it: its supplier and the office do.
    async fn the_order_of_a_pool_is_its_suppliers(world: World) {
        let lane = shop(&world, "lane", true).await;
        let (maker, helper) = (lane.member_id(&world, &lane.supplier).await, lane.member_id(&world, &lane.member).await);
        let mut kept = Vec::new();
        for (name, member) in [("River mill", &maker), ("Packers", &helper)] {
            let new = json!({ "name": name, "contact": "by the bridge", "is_open": "on", "member": member });
            let made = world.post_keyed(&lane.steward, &lane.path("/supply"), &fresh("sup"), new).await;
            kept.push(lane.path(&format!("/supply/{}/statement", made.assert(201).text("supplier"))));
        }
        let offer = json!({
            "title": "Honey", "story": "", "audience": "members", "limit": "", "rest": maker,
            "variants": [{ "title": "", "unit": "jar", "price": "30", "step": "1", "stock": "" }],
            "parts": [{ "party": helper, "kind": "percent", "take": "10" }],
        });
        let honey = world.post(&lane.steward, &lane.path("/offers"), offer).await.assert(201).text("id");
        let pool = lane.pool(&world, &format!("{honey}.1"), &[]).await;
        let join = json!({ "units": "10", "payment": "later" });
        let part = world.post(&lane.moderator, &lane.path(&format!("/pools/{pool}/parts")), join).await.assert(201).text("part");
        let part = lane.path(&format!("/parts/{part}"));
        let claim = json!({ "method": "bank_transfer", "proof": "ends in 7788" });
        world.post(&lane.moderator, &format!("{part}/claim"), claim).await.assert(200);
        let came = json!({ "amount": "120.00", "arrived_on": world.clock.now().to_string(), "reference": "statement 7" });
        world.post(&lane.treasurer, &format!("{part}/confirmation"), came).await.assert(200);
        world.pass(crate::common::days(4)).await;
        let order = world.get(&lane.moderator, &part).await.assert(200).json()["order"].as_str().unwrap().to_owned();
        world.post(&lane.steward, &lane.order_path(&order, "/fulfilment"), json!({})).await.assert(200);
        world.post(&lane.moderator, &lane.order_path(&order, "/acceptance"), json!({})).await.assert(200);
        world.pass(crate::common::days(8)).await;
        for (statement, who, leads) in [
            (&kept[0], &lane.supplier, true),
            (&kept[0], &lane.treasurer, true),
            (&kept[1], &lane.member, false),
            (&kept[1], &lane.treasurer, true),
        ] {
            let told = world.get(who, statement).await.assert(200).json();
            let sale = told["lines"].as_array().unwrap().iter().find(|line| line["kind"] == "sale");
            let sale = sale.unwrap_or_else(|| panic!("{}: {told}", who.name));
            assert_eq!(sale["link"].is_string(), leads, "{}: {told}", who.name);
            let page = world.look(Some(who), statement).await.assert(200).body.clone();
            all_open(&world, who, &links(main_of(&page), &lane.path("")), &who.name).await;
        }
        world.assert_sound().await;
    }

    /// Sales under splits of several kinds, things given back before and after, goods bought, owed less and paid, by chance: each line says whose
    /// the price was, and lines, totals, table and books are one to the fen.
    async fn each_fen_of_a_statement_is_explained(world: World) {
        let lane = shop(&world, "lane", true).await;
        let mut chance = Chance(7);
        let (maker, helper) = (lane.member_id(&world, &lane.supplier).await, lane.member_id(&world, &lane.moderator).await);
        let offer = async |title: &str, rest: &str, price: &str, parts: Value| {
            let offer = json!({
                "title": title, "story": "", "audience": "members", "limit": "", "rest": rest,
                "variants": [{ "title": "", "unit": "jin", "price": price, "step": "0.5", "stock": "" }], "parts": parts,
            });
            format!("{}.1", world.post(&lane.steward, &lane.path("/offers"), offer).await.assert(201).text("id"))
        };
        let part = |party: &str, kind: &str, take: &str| json!({ "party": party, "kind": kind, "take": take });
        let goods = [
            offer("Pork", &maker, "13", json!([part("fund:1", "percent", "5"), part(&helper, "percent", "3")])).await,
            offer("Eggs", &helper, "3.33", json!([part(&maker, "unit", "0.37"), part("fund:1", "percent", "2.5")])).await,
            offer("Salt", &maker, "1.99", json!([])).await,
            offer("Books", &helper, "7", json!([])).await,
        ];
        let (supplier, _) = lane.supplied(&world, &goods[0]).await;
        let begin = day(&world);
        let mut middle = begin.clone();
        for round in 0..8 {
            let mut lines = Vec::new();
            for goods in &goods {
                let jin = chance.below(6);
                lines.extend((jin > 0).then(|| json!({ "variant": goods, "quantity": format!("{}.5", jin - 1) })));
            }
            if lines.is_empty() {
                continue;
            }
            let placed = world.post(&lane.member, &lane.path("/orders"), json!({ "lines": lines, "payment": "bank_transfer" })).await;
            let order = placed.assert(201).text("id");
            lane.claim(&world, &order).await;
            let total = world.get(&lane.member, &lane.order_path(&order, "")).await.assert(200).number("total_minor");
            lane.confirm(&world, &order, &sum(total), &today(&world)).await.assert(200);
            let gives = async |most: i64, minor: i64| {
                let back = json!({ "reason": "Not as it should be", "amount": sum(minor.clamp(1, most)) });
                let given = lane.refund(&world, &order, &fresh("back"), back).await;
                assert!(given.status < 300, "{given:?}");
            };
            let before = if round % 2 == 0 { 1 + chance.below(60) } else { 0 };
            if before > 0 {
                gives(total - 1, before).await;
            }
            world.post(&lane.steward, &lane.order_path(&order, "/fulfilment"), json!({})).await.assert(200);
            world.post(&lane.member, &lane.order_path(&order, "/acceptance"), json!({})).await.assert(200);
            world.pass(crate::common::days(8)).await;
            if round % 3 == 0 {
                gives(total - before, 1 + chance.below(40)).await;
            }
            if round == 4 {
                middle = day(&world);
            }
        }
        let purchase = lane.bought_of(&world, &supplier, &goods[2]).await;
        let credit = lane.less_asked(&world, &purchase, "1.07").await;
        let answer = lane.path(&format!("/supply/orders/{purchase}/credits/{credit}/answer"));
        world.post_keyed(&lane.supplier, &answer, &fresh("yes"), json!({ "answer": "yes" })).await.assert(200);
        let run = lane.proposed_run(&world, &supplier, "5.55").await;
        world.post(&lane.steward, &lane.path(&format!("/supply/runs/{run}/consent")), json!({})).await.assert(200);

        let about = lane.path(&format!("/supply/{supplier}"));
        let due = world.get(&lane.treasurer, &about).await.assert(200).json()["due"]["due_minor"].as_i64().unwrap();
        let end = day(&world);
        let mut seen = std::collections::BTreeSet::new();
        let mut closings = Vec::new();
        for (from, to) in [(&begin, &middle), (&middle, &end), (&begin, &end)] {
            let at = |rest: &str| format!("{about}/statement{rest}?from={from}&to={to}");
            let told = world.get(&lane.supplier, &at("")).await.assert(200).json();
            let (opening, closing) = (told["opening_minor"].as_i64().unwrap(), told["closing_minor"].as_i64().unwrap());
            let mut balance = opening;
            let mut by_kind = std::collections::BTreeMap::<String, i64>::new();
            for line in told["lines"].as_array().unwrap() {
                let (kind, amount) = (line["kind"].as_str().unwrap().to_owned(), line["amount_minor"].as_i64().unwrap());
                balance += amount;
                assert_eq!(line["balance_minor"], json!(balance), "{line}");
                let shares = line["shares"].as_array().unwrap();
                let of = |own: bool| shares.iter().filter(|one| !own || one["own"] == true).map(|one| one["amount_minor"].as_i64().unwrap()).sum::<i64>();
                match kind.as_str() {
                    "sale" => assert_eq!((of(true), &line["price_minor"]), (amount, &json!(of(false))), "{line}"),
                    "sale_returned" => assert_eq!((-of(true), &line["price_minor"]), (amount, &json!(of(false))), "{line}"),
                    _ => assert!(shares.is_empty() && line["price_minor"].is_null(), "{line}"),
                }
                seen.insert(kind.clone());
                *by_kind.entry(kind).or_default() += amount;
            }
            assert_eq!(balance, closing, "{told}");
            let sums: std::collections::BTreeMap<String, i64> = told["sums"].as_array().unwrap().iter()
                .map(|one| (one["kind"].as_str().unwrap().to_owned(), one["amount_minor"].as_i64().unwrap())).collect();
            assert_eq!(sums, by_kind);
            let table = world.get(&lane.supplier, &at(".csv")).await.assert(200).body.clone();
            let table = lists::table::read_csv(table.as_bytes()).unwrap();
            let cell = |row: &[String], at: usize| minor(&row[at]);
            let lines: i64 = table[2..table.len() - 1].iter().map(|row| cell(row, 6)).sum();
            assert_eq!((cell(&table[1], 7), cell(table.last().unwrap(), 7)), (opening, closing), "{table:?}");
            assert_eq!(opening + lines, closing, "{table:?}");
            closings.push((opening, closing));
        }
        // What happened on the day on which one period ends and the next begins is in both.
        assert_eq!((closings[0].0, closings[1].1, closings[2]), (0, due, (0, due)), "{closings:?}");
        let kinds = ["bought", "credit", "payment", "sale", "sale_returned"].map(str::to_owned);
        assert_eq!(seen, kinds.into(), "the story has all of it");
        let page = world.look(Some(&lane.supplier), &format!("{about}/statement?from={begin}&to={end}")).await.assert(200).body.clone();
        assert!(page.contains("Price ") && page.contains(&lane.moderator.name), "{page}");
        world.assert_sound().await;
    }
}
