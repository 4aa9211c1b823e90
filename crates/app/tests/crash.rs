//! The real server, the real import and the closing of pools are killed without warning: what was acknowledged is
//! there, nothing is there twice, and the books balance.
//!
//! HEHUO_KILLS sets how often the server is killed on each engine (3 by default), HEHUO_SEED the moments, which are
//! printed.

#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::http;
use common::killed::{AT_WORK, NOW, PLACE, lived, verified};
use common::server::{Server, hehuo, run, said};
use common::{Shop, World, days, fresh, shop};
use kernel::{Currency, Timestamp};
use ledger::AccountKey;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use store::LEASE;
use testkit::{Engine, FixedClock, Scratch};

const CLIENTS: usize = 64;
/// Of a pool: fifty are settled in one transaction.
const PARTS: usize = 120;
/// Paid by one run.
const PAYEES: i64 = 24;

/// Words between the test and the process it kills.
const RUN: &str = "HEHUO_TEST_RUN";
const BY: &str = "HEHUO_TEST_BY";

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().expect(name))
}

testkit::both_engines! {
    /// Sixty-four clients order while the server is killed; every order that was answered with 201 is found by the
    /// one who placed it, and the same key still answers the same.
    async fn acknowledged_orders_survive(scratch: Scratch) {
        let (kills, mut seed) = (number("HEHUO_KILLS", 3), number("HEHUO_SEED", 0x2545_F491_4F6C_DD1D).max(1));
        eprintln!("HEHUO_SEED={seed} HEHUO_KILLS={kills}");
        let world = World::now(scratch);
        let lane = shop(&world, "lane", true).await;
        let variant = lane.offer(&world, "Rice", "12.50", "").await;
        let scratch = world.leave().await;
        let bearer = format!("Bearer {}", lane.member.token);
        let body = Shop::wish(&variant, "1").to_string();
        let mut acknowledged = HashSet::new();
        for round in 0..kills {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            let server = Server::start(&scratch.options());
            let told = order_until_killed(server, &lane, &bearer, &body, 1 + (seed % 60) as usize);
            assert!(!told.is_empty(), "kill {round} came before anything was answered");
            acknowledged.extend(told);
            verified(&scratch, &format!("kill {round}"));
        }
        let server = Server::start(&scratch.options());
        for (key, id) in &acknowledged {
            let path = format!("/c/lane/orders/{id}");
            let found = server.ask("GET", &path, &[("Authorization", &bearer)], "");
            assert_eq!(found.status, 200, "acknowledged and gone: {id}: {found:?}");
            let headers = [("Authorization", bearer.as_str()), ("Idempotency-Key", key)];
            let again = server.ask("POST", "/c/lane/orders", &headers, &body);
            assert_eq!(again.json()["id"], **id, "{again:?}");
        }
        eprintln!("{} orders acknowledged in {kills} lives, none lost", acknowledged.len());
    }

    /// One pool fell short and one was met, with parts for several transactions each. The process that gives back and
    /// captures is killed over and over: every part ends once, to the minor unit.
    async fn closing_goes_on_where_it_was_killed(scratch: Scratch) {
        let mut seed = number("HEHUO_SEED", 0x9E37_79B9_7F4A_7C15).max(1);
        eprintln!("HEHUO_SEED={seed}");
        let world = World::at(scratch, FixedClock::default());
        let lane = shop(&world, "lane", true).await;
        let dear = lane.offer(&world, "Dear", "4000", "1").await;
        let order = lane.sell(&world, &dear, "1", "4000.00").await;
        let back = json!({ "reason": "None left", "amount": "4000.00" });
        let given = lane.refund(&world, &order, "back", back).await;
        assert!(given.status < 300, "{given:?}");
        let rice = lane.offer(&world, "Rice", "13", "900").await;
        let short = lane.pool(&world, &rice, &[("least", json!("500"))]).await;
        let met = lane.pool(&world, &rice, &[]).await;
        let (of_short, of_met) = (parts(&world, &lane, &short).await, parts(&world, &lane, &met).await);
        let mut now = world.clock.now().plus(days(4));
        let scratch = world.leave().await;
        // The first lives are too short for a step; each may be longer than the one before, and the last one is not killed.
        let (mut lives, mut longest) = (0, 2_000);
        loop {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            let ended = live(&scratch.address(), now, Duration::from_micros(seed % longest));
            verified(&scratch, &format!("life {lives}"));
            if ended {
                break;
            }
            lives += 1;
            longest += longest / 2;
            // What a dead node had taken is anybody's after this.
            now = now.plus(LEASE);
        }
        assert!(lives > 0, "it was over before it was killed");
        let world = World::at(scratch, FixedClock::at(now));
        for (parts, state, captured, returned) in [(&of_short, "refunded", 0, 1_200), (&of_met, "captured", 1_100, 100)] {
            for part in parts {
                let end = world.get(&lane.member, &lane.path(&format!("/parts/{part}"))).await.assert(200).json();
                let found = (&end["state"], &end["captured_minor"], &end["returned_minor"]);
                assert_eq!(found, (&json!(state), &json!(captured), &json!(returned)), "after {lives} lives: {end}");
            }
        }
        // The met pool's parts took 11 each of what was owed, and nothing else did.
        assert_eq!(lane.owed(&world, &lane.member).await, 400_000 - 1_100 * PARTS as i64);
        world.assert_sound().await;
        eprintln!("killed {lives} times");
    }

    /// A campaign that failed, one whose gifts are matched and one of capital; the latter two are overdue later. The process that
    /// captures, releases, enters units and gives back is killed over and over: every part ends once, and so does the match.
    async fn campaigns_go_on_where_they_were_killed(scratch: Scratch) {
        let mut seed = number("HEHUO_SEED", 0xA076_1D64_78BD_642F).max(1);
        eprintln!("HEHUO_SEED={seed}");
        let world = World::at(scratch, FixedClock::default());
        let lane = shop(&world, "lane", true).await;
        owe(&world, lane.member_id(&world, &lane.supplier).await, 100_000).await;
        world.post(&lane.steward, &lane.path("/settings/funds"), json!({ "kind": "project", "name": "Yard" })).await.assert(201);
        let received = json!({ "kind": "gift", "amount": "100.00", "what": "For the yard",
            "received_on": &world.clock.now().to_string()[..10], "giver_name": "Old school" });
        world.post(&lane.treasurer, &lane.path("/receipts"), received).await.assert(201);
        let failed = lane.campaign(&world, |new| (new.terms.goal_minor, new.terms.second) = (1_000_000, None)).await;
        let given = lane.campaign(&world, |new| (new.fund, new.terms.second) = (2, None)).await;
        let owned = lane.campaign(&world, |new| {
            (new.terms.offered, new.terms.unit_minor, new.terms.units_least) = (pools::campaign::Offered::MemberCapital, 100, 1);
            (new.terms.units_max, new.terms.units_each, new.terms.second) = (Some(200), Some(200), None);
        }).await;
        lane.matched(&world, &given).await;
        let gift = json!({ "amount": "1.00", "payment": "set_off", "risk_read": "on" });
        let unit = json!({ "units": "1", "payment": "set_off", "risk_read": "on" });
        let of_failed = backed(&world, &lane, &failed, &gift).await;
        let of_given = backed(&world, &lane, &given, &gift).await;
        let of_owned = backed(&world, &lane, &owned, &unit).await;
        let began = world.clock.now();
        let scratch = world.leave().await;
        let (mut lives, mut longest) = (0, 2_000);
        let mut now = began;
        // To the deadline, and to the day on which the second milestones are overdue.
        for day in [11, 32] {
            now = now.max(began.plus(days(day)));
            loop {
                seed ^= seed << 13;
                seed ^= seed >> 7;
                seed ^= seed << 17;
                let ended = live(&scratch.address(), now, Duration::from_micros(seed % longest));
                let verify = run(&["verify", &scratch.options()[0], &scratch.options()[1]]);
                assert!(verify.status.success(), "life {lives}: {}", said(&verify.stdout));
                if ended {
                    break;
                }
                lives += 1;
                longest += longest / 2;
                now = now.plus(LEASE);
            }
            longest = 2_000;
        }
        assert!(lives > 0, "it was over before it was killed");
        let world = World::at(scratch, FixedClock::at(now));
        for (parts, state, captured, returned) in [(&of_failed, "refunded", 0, 100), (&of_given, "captured", 40, 60)] {
            for part in parts {
                let end = world.get(&lane.supplier, &lane.path(&format!("/parts/{part}"))).await.assert(200).json();
                let found = (&end["state"], &end["captured_minor"], &end["returned_minor"]);
                assert_eq!(found, (&json!(state), &json!(captured), &json!(returned)), "after {lives} lives: {end}");
            }
        }
        // A unit is released whole: of a hundred of them forty, the others go back.
        let mut entered = 0;
        for part in &of_owned {
            let end = world.get(&lane.supplier, &lane.path(&format!("/parts/{part}"))).await.assert(200).json();
            let sums = (end["captured_minor"].as_i64().unwrap(), end["returned_minor"].as_i64().unwrap());
            assert!(end["state"] == "captured" && matches!(sums, (100, 0) | (0, 100)), "after {lives} lives: {end}");
            entered += sums.0 / 100;
        }
        assert_eq!(entered, PARTS as i64 * 4 / 10);
        assert_eq!(lane.owed(&world, &lane.supplier).await, 100_000 - 2 * 40 * PARTS as i64);
        let told = world.get(&lane.supplier, &lane.path(&format!("/campaigns/{given}"))).await.assert(200).json();
        let matched = &told["matching"];
        let found = (&matched["match_minor"], &matched["released_minor"], &matched["returned_minor"]);
        assert_eq!(found, (&json!(4_000), &json!(1_600), &json!(2_400)), "{matched}");
        world.assert_sound().await;
        eprintln!("killed {lives} times");
    }

    /// A run pays two dozen suppliers in one transaction. The process that does it is killed over and over: each time the run
    /// is there whole or not at all, and the file for the bank says what the books say, as often as it is asked for.
    async fn a_payment_run_is_paid_whole_or_not_at_all(scratch: Scratch) {
        let mut seed = number("HEHUO_SEED", 0xD1B5_4A32_D192_ED03).max(1);
        eprintln!("HEHUO_SEED={seed}");
        let mut world = World::at(scratch, FixedClock::default());
        let lane = shop(&world, "lane", true).await;
        let (paying, owed) = proposed(&world, &lane).await;
        let (by, now) = (lane.member_id(&world, &lane.steward).await, world.clock.now());
        let (mut lives, mut longest) = (0, 1_000);
        loop {
            let before = bank(&world).await;
            let scratch = world.leave().await;
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            let words = [(RUN, paying.as_str()), (BY, by.as_str())];
            let long = Duration::from_micros(seed % longest);
            let ended = lived("consents_to_a_run", &scratch.address(), now, &words, long);
            verified(&scratch, &format!("life {lives}"));
            world = World::at(scratch, FixedClock::at(now));
            let path = lane.path(&format!("/supply/runs/{paying}"));
            let told = world.get(&lane.treasurer, &path).await.assert(200).json();
            let lines = told["lines"].as_array().unwrap();
            let paid = lines.iter().filter(|line| line["state"] == "paid").count() as i64;
            let left = before - bank(&world).await;
            match told["state"].as_str().unwrap() {
                "proposed" => assert_eq!((paid, left, ended), (0, 0, false), "{told}"),
                state => assert_eq!((state, paid, left), ("paid", PAYEES, owed), "{told}"),
            }
            if told["state"] == "paid" {
                break;
            }
            lives += 1;
            longest += longest / 3;
        }
        assert!(lives > 0, "it was paid before it was killed");
        let path = lane.path(&format!("/supply/runs/{paying}/bank.xml"));
        let file = world.get(&lane.treasurer, &path).await.assert(200).body.clone();
        assert_eq!(file.matches("<InstdAmt").count() as i64, PAYEES);
        assert!(file.contains(&format!("<CtrlSum>{}.{:02}</CtrlSum>", owed / 100, owed % 100)), "{file}");
        let scratch = world.leave().await;
        let world = World::at(scratch, FixedClock::at(now));
        assert_eq!(world.get(&lane.treasurer, &path).await.assert(200).body, file, "the same file again");
        let again = world.post(&lane.steward, &lane.path(&format!("/supply/runs/{paying}/consent")), json!({})).await;
        assert_eq!(again.status, 409, "{again:?}");
        world.assert_sound().await;
        eprintln!("killed {lives} times");
    }
}

/// Suppliers whom the community owes, and a run that pays all of them, proposed. Answers it and its sum.
async fn proposed(world: &World, lane: &Shop) -> (String, i64) {
    let (mut lines, mut owed) = (Vec::new(), 0);
    for number in 1..=PAYEES {
        let grower = world.sign_up(&format!("grower{number}")).await;
        lane.let_in(world, &grower).await;
        let (member, minor) = (lane.member_id(world, &grower).await, 1_000 + number);
        let new = json!({ "name": grower.name, "contact": "by the mill", "is_open": "on", "member": member });
        let made = world.post_keyed(&lane.steward, &lane.path("/supply"), &fresh("sup"), new).await;
        let supplier = made.assert(201).text("supplier");
        let details =
            json!({ "holder": grower.name, "account": format!("6222 {number:04}"), "bank": "Rural Bank" });
        let path = lane.path(&format!("/supply/{supplier}/bank"));
        world.post_keyed(&grower, &path, &fresh("bank"), details).await.assert(200);
        owe(world, member, minor).await;
        lines.push(json!({ "supplier": supplier, "amount": format!("{}.{:02}", minor / 100, minor % 100) }));
        owed += minor;
    }
    let payer = json!({ "holder": "Lane Kitchen", "account": "6222 0000", "bank": "Rural Bank" });
    world.post_keyed(&lane.treasurer, &lane.path("/supply/payer"), &fresh("payer"), payer).await.assert(200);
    let lines = json!({ "lines": lines });
    let made = world.post_keyed(&lane.treasurer, &lane.path("/supply/runs"), &fresh("run"), lines).await;
    (made.assert(201).text("run"), owed)
}

/// From before these books: the bank has it, and owes it.
async fn owe(world: &World, member: String, minor: i64) {
    let now = world.clock.now();
    let done = world.running.site.db.transact(1, move |tx| {
        let (bank, owed) = (AccountKey::bank(Currency::CNY), AccountKey::owed(&member, Currency::CNY));
        let entry = ledger::NewEntry {
            kind: "opening",
            happened_at: now,
            recorded_at: now,
            cause: ledger::Cause::new("opening", &member),
            parent: None,
            mandate: None,
            reverses: None,
            postings: vec![(bank, minor), (owed, -minor)],
        };
        ledger::post(tx, &entry)
    });
    done.await.unwrap();
}

async fn bank(world: &World) -> i64 {
    let held =
        world.running.site.db.read(|reader| ledger::balance(reader, 1, &AccountKey::bank(Currency::CNY)));
    held.await.unwrap()
}

/// Runs what is due in a process of its own and kills that after so long a time at work. Answers whether it had ended by
/// itself.
fn live(place: &str, now: Timestamp, long: Duration) -> bool {
    lived("runs_what_is_due", place, now, &[], long)
}

#[tokio::test]
#[ignore = "the process that closing_goes_on_where_it_was_killed kills"]
async fn runs_what_is_due() {
    common::killed::runs_what_is_due().await;
}

#[tokio::test]
#[ignore = "the process that a_payment_run_is_paid_whole_or_not_at_all kills"]
async fn consents_to_a_run() {
    let Ok(place) = std::env::var(PLACE) else { return };
    let place = store::Place::parse(&place).unwrap();
    let now = Timestamp { micros: std::env::var(NOW).unwrap().parse().unwrap() };
    let run = kernel::Id::parse(&std::env::var(RUN).unwrap()).unwrap();
    let by = kernel::Id::parse(&std::env::var(BY).unwrap()).unwrap();
    let db = hehuo::site::open_store(&place).unwrap();
    println!("{AT_WORK}");
    let input = supply::ops::ConsentRun { run, key: None };
    let done = db.transact(1, move |tx| supply::ops::consent_run(tx, by, &input, now)).await;
    done.unwrap();
    db.close().await;
}

/// The member joins over and over, paid at once out of what is owed. Answers the parts.
async fn parts(world: &World, lane: &Shop, pool: &str) -> Vec<String> {
    let path = lane.path(&format!("/pools/{pool}/parts"));
    let mut parts = Vec::with_capacity(PARTS);
    for _ in 0..PARTS {
        let input = json!({ "units": "1", "payment": "set_off" });
        parts.push(world.post(&lane.member, &path, input).await.assert(201).text("part"));
    }
    parts
}

/// The supplier takes part over and over, paid at once out of what is owed. Answers the parts.
async fn backed(world: &World, lane: &Shop, campaign: &str, input: &Value) -> Vec<String> {
    let path = lane.path(&format!("/campaigns/{campaign}/parts"));
    let mut parts = Vec::with_capacity(PARTS);
    for _ in 0..PARTS {
        parts.push(world.post(&lane.supplier, &path, input.clone()).await.assert(201).text("part"));
    }
    parts
}

/// Kills the server once so many orders were answered, while the others are under way. Answers key and id of each.
fn order_until_killed(
    server: Server,
    lane: &Shop,
    bearer: &str,
    body: &str,
    after: usize,
) -> Vec<(String, String)> {
    let (told, count) = (Mutex::new(Vec::new()), AtomicUsize::new(0));
    let address: SocketAddr = server.address;
    let path = lane.path("/orders");
    std::thread::scope(|scope| {
        for _ in 0..CLIENTS {
            scope.spawn(|| {
                loop {
                    let key = fresh("order");
                    let headers = [("Authorization", bearer), ("Idempotency-Key", key.as_str())];
                    let Ok(heard) = http::ask(address, "POST", &path, &headers, body) else { return };
                    assert_eq!(heard.status, 201, "{heard:?}");
                    let id = heard.json()["id"].as_str().unwrap().to_owned();
                    told.lock().unwrap().push((key, id));
                    count.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
        let began = Instant::now();
        while count.load(Ordering::SeqCst) < after && began.elapsed() < Duration::from_secs(120) {
            std::thread::yield_now();
        }
        server.kill();
    });
    told.into_inner().unwrap()
}

/// February is killed in the middle, started again and run once more: the figures are those of others, each order
/// was written once, and the third run writes nothing.
#[test]
fn a_killed_import_goes_on_where_it_was() {
    let Some(data) = testkit::data("commerce") else { return };
    let scratch = Engine::Sqlite.scratch("killed_import").unwrap();
    let (file, folder) = (data.join("online-retail-2011-02.csv.gz").display().to_string(), scratch.address());
    let words = [
        "import",
        "orders",
        &file,
        "--format",
        "online-retail",
        "--community",
        "gifts",
        "--data",
        &folder,
        "--json",
    ];
    let mut child = hehuo(&words).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    wait_for_orders(&folder, 200);
    child.kill().unwrap();
    child.wait().unwrap();
    let written = order_count(&folder);
    let second = import(&words);
    let expected = std::fs::read_to_string(data.join("online-retail-2011-02.expected.json")).unwrap();
    let expected: Value = serde_json::from_str(&expected).unwrap();
    let total = expected["sales_total"].as_str().unwrap();
    let (pounds, pence) = total.split_once('.').unwrap();
    let exact: i64 = format!("{pounds}{pence:0<4}").parse().unwrap();
    assert_eq!(second["sales_minor"], (exact + 50) / 100, "{second}");
    assert_eq!(second["customers"], expected["customers"], "{second}");
    assert_eq!(second["lines_read"], expected["lines"], "{second}");
    assert_eq!((&second["currency"], &second["books_balanced"]), (&Value::from("GBP"), &Value::from(true)));
    let orders = second["orders"].as_i64().unwrap();
    assert!(written >= 200 && written < orders, "killed after {written} of {orders}: not in the middle");
    assert_eq!(second["orders_new"], orders - written, "{second}");
    let third = import(&words);
    assert_eq!(third["orders_new"], 0, "{third}");
    for figure in ["orders", "sales_minor", "refunds_minor", "rejected_lines", "unmatched_cancellations"] {
        assert_eq!(third[figure], second[figure], "{figure}");
    }
    let verify = run(&["verify", "--data", &folder]);
    assert!(verify.status.success(), "{}", said(&verify.stdout));
}

fn import(words: &[&str]) -> Value {
    let out = run(words);
    assert!(out.status.success(), "{}", said(&out.stderr));
    serde_json::from_slice(&out.stdout).unwrap()
}

/// How many orders there are, read beside whoever writes; 0 while there is nothing to read.
fn order_count(folder: &str) -> i64 {
    let config = hehuo::site::config(&store::Place::Folder(Path::new(folder).to_owned()));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let Ok(db) = store::Db::open_to_read(&config) else { return 0 };
    runtime.block_on(async {
        let counted = db.read(|reader| {
            let communities = community::all(reader)?;
            communities
                .into_iter()
                .map(|(_, number)| market::order_count(reader, number))
                .sum::<Result<i64, _>>()
        });
        let counted = counted.await.unwrap_or(0);
        db.close().await;
        counted
    })
}

fn wait_for_orders(folder: &str, count: i64) {
    let began = Instant::now();
    while order_count(folder) < count {
        assert!(began.elapsed() < Duration::from_secs(300), "the import does not come forward");
        std::thread::sleep(Duration::from_millis(20));
    }
}
